//! The examination: from the file's revisions to a report, in the order of EN 319 102-1.
//!
//! Owns the sequence and nothing else: find the signatures, apply the coverage rule, digest in one pass, judge each
//! value, compare the revisions, judge the changes, put the verdict together.

use std::collections::{HashMap, HashSet};

use pdf::{Document, SignatureDictionary, SignatureField, SignatureValue, Transform};

use crate::changes::step::Genuine;
use crate::changes::{self, Change, Revisions};
use crate::conclusion::{self, Parts};
use crate::coverage::{self, Coverage};
use crate::digest::{self, Job};
use crate::error::Error;
use crate::finding::{self, Code, Finding};
use crate::forms::Form;
use crate::graph::Graph;
use crate::identity::{self, Purpose};
use crate::message::{self, Outcome, Value};
use crate::policy::Policy;
use crate::report::{FileFacts, Kind, Permissions, Report, Trust};
use crate::structure;
use crate::verdict::Verdict;

/// How many revisions are searched for signatures that the newest one no longer shows.
const MAX_SEARCHED: usize = 100;

/// One place that holds a signature, and what became of it.
pub(crate) struct Candidate {
    /// The place.
    pub(crate) place: SignatureField,
    /// Whether the newest revision no longer has it.
    pub(crate) gone: bool,
    /// Whether several fields show it.
    pub(crate) shared: bool,
    /// Its coverage.
    pub(crate) coverage: Coverage,
    /// Its value, where it can be read.
    pub(crate) value: Option<Value>,
    /// What its value says.
    pub(crate) outcome: Outcome,
    /// What it is for.
    pub(crate) kind: Kind,
    /// What it permits.
    pub(crate) permissions: Permissions,
}

impl Candidate {
    /// The dictionary, where there is one.
    pub(crate) fn dictionary(&self) -> Option<&SignatureDictionary> {
        self.place.dictionary()
    }

    /// Whether digest and value verify over bytes that the coverage rule admits.
    pub(crate) fn is_genuine(&self) -> bool {
        let malformed = |finding: &Finding| finding.code.row().integrity.is_some();
        !self.gone && self.outcome.intact && !self.coverage.findings.iter().chain(&self.outcome.findings).any(malformed)
    }
}

/// Examines every signature of a document against a policy.
///
/// A bad signature is an answer, not an error: `Err` means that the document could not be examined at all.
pub fn examine(document: &Document, policy: &Policy) -> Result<Report, Error> {
    // Without its password a document still shows its structure, its numbers and its signatures.
    let locked = document.encryption().is_some_and(pdf::Encryption::is_locked);
    let stored = document.as_stored();
    let document = if locked { &stored } else { document };
    let revisions = document.revisions().len();
    let history = History::new(document);
    let (mut candidates, empty_fields) = find(document, &history)?;
    let mut file_findings = Vec::new();
    if locked {
        file_findings.push(Finding::bare(Code::Locked));
    }
    if empty_fields > 0 {
        file_findings.push(Finding::new(Code::EmptyFields, [empty_fields.to_string()]));
    }
    for candidate in &mut candidates {
        read(document, candidate);
    }
    mark_crossing(&mut candidates);
    check_history(&history, &mut candidates);
    judge_values(document, policy, &mut candidates)?;

    let base = candidates.iter().filter_map(|candidate| candidate.coverage.revision).min();
    let comparison = compare(&history, base, &candidates, policy, locked, &mut file_findings);
    if !candidates.is_empty() {
        structure::oddities(&document.oddities(), &mut file_findings);
        if let Some(end) = candidates.iter().filter_map(|c| c.coverage.range.map(|range| range.end)).min() {
            structure::account(document, end, &mut file_findings);
        }
    }
    finding::settle(&mut file_findings);

    let has_store = document.catalog().is_ok_and(|catalog| catalog.has(b"DSS"));
    let proofs = conclusion::document_timestamps(&candidates, policy);
    let order = conclusion::order(&candidates);
    let mut signatures = Vec::new();
    for index in order {
        let Some(candidate) = candidates.get(index) else { continue };
        signatures.push(conclusion::conclude(&Parts {
            candidate,
            candidates: &candidates,
            policy,
            file: document,
            file_findings: &file_findings,
            changes: comparison.as_deref(),
            revisions,
            has_store,
            proofs: &proofs,
            locked,
        }));
    }
    let verdict = signatures.iter().map(|signature| signature.verdict).max().unwrap_or(Verdict::Unsigned);
    let integrity = signatures.iter().map(|signature| signature.integrity).max();
    Ok(Report {
        file: FileFacts {
            size: document.len(),
            pages: Some(changes::pages(document).number.len()),
            revisions,
            encrypted: locked || document.encryption().is_some(),
        },
        verdict,
        integrity,
        signatures,
        findings: file_findings,
        at: policy.at,
        anchors: policy.anchors.len(),
        policy: policy.name.clone(),
    })
}

/// The document as its revisions have it, opened when asked for.
pub(crate) struct History<'a> {
    newest: &'a Document,
    opened: std::cell::RefCell<HashMap<usize, Option<Document>>>,
}

impl<'a> History<'a> {
    fn new(newest: &'a Document) -> Self {
        Self { newest, opened: std::cell::RefCell::default() }
    }

    /// The document as the revision of this index (counted from 0) has it; `None` where it cannot be read alone.
    pub(crate) fn at(&self, index: usize) -> Option<Document> {
        let revisions = self.newest.revisions();
        if index + 1 == revisions.len() {
            return Some(self.newest.clone());
        }
        if let Some(known) = self.opened.borrow().get(&index) {
            return known.clone();
        }
        let document = self.newest.at_revision(index).ok();
        self.opened.borrow_mut().insert(index, document.clone());
        document
    }
}

/// The signatures of the newest revision and those that it has lost, and the number of empty signature fields.
fn find(document: &Document, history: &History<'_>) -> Result<(Vec<Candidate>, usize), Error> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for place in pdf::signatures(document)? {
        add(&mut candidates, place, false);
    }
    let revisions = document.revisions().len();
    for index in (0..revisions.saturating_sub(1)).rev().take(MAX_SEARCHED) {
        let Some(older) = history.at(index) else { continue };
        let form = Form::read(&older);
        let known: HashSet<_> = candidates.iter().filter_map(key).collect();
        let lost = form.nodes.iter().any(|node| {
            let holder = node.value.as_reference().ok().or(node.id);
            node.kind.as_deref() == Some(b"Sig") && !node.value.is_null() && holder.is_none_or(|id| !known.contains(&id))
        });
        if lost {
            for place in pdf::signatures(&older)? {
                add(&mut candidates, place, true);
            }
        }
    }
    let empty = Form::read(document)
        .nodes
        .iter()
        .filter(|node| node.named && node.kind.as_deref() == Some(b"Sig") && node.value.is_null() && !node.branch)
        .count();
    Ok((candidates, empty))
}

/// What identifies a signature: the object of its dictionary, or the one that holds it.
fn key(candidate: &Candidate) -> Option<pdf::ObjectId> {
    candidate.dictionary().and_then(|dictionary| dictionary.id.or(dictionary.holder)).or(candidate.place.id)
}

fn add(candidates: &mut Vec<Candidate>, place: SignatureField, gone: bool) {
    // Usage rights are a signature of the software's maker, for features of that software.
    let rights = |permission: &pdf::Permission| *permission == pdf::Permission::UsageRights;
    if place.origin == pdf::Origin::Permissions && place.permissions.iter().all(rights) {
        return;
    }
    let id = place.dictionary().and_then(|dictionary| dictionary.id.or(dictionary.holder)).or(place.id);
    if let Some(known) = candidates.iter_mut().find(|known| id.is_some() && key(known) == id) {
        known.shared |= !gone && known.place.name != place.name;
        return;
    }
    candidates.push(Candidate {
        place,
        gone,
        shared: false,
        coverage: Coverage::default(),
        value: None,
        outcome: Outcome::default(),
        kind: Kind::Approval,
        permissions: Permissions::default(),
    });
}

/// Applies the coverage rule and reads the value.
fn read(document: &Document, candidate: &mut Candidate) {
    let field = candidate.place.name.clone().unwrap_or_default();
    let findings = &mut candidate.coverage.findings;
    let dictionary = match &candidate.place.value {
        SignatureValue::Dictionary(dictionary) => dictionary,
        SignatureValue::Unreadable(_) => {
            findings.push(Finding::new(Code::DictionaryShape, ["unreadable"]));
            return;
        }
        _ => {
            findings.push(Finding::new(Code::DictionaryShape, ["not-a-dictionary"]));
            return;
        }
    };
    candidate.coverage = coverage::examine(document, dictionary, &field);
    candidate.value = message::read(dictionary, &mut candidate.coverage.findings);
    let certified = candidate.place.permissions.contains(&pdf::Permission::DocMdp);
    candidate.kind = match &candidate.value {
        Some(Value::Token(_)) => Kind::Timestamp,
        _ if certified || dictionary.certification().is_some() => Kind::Certification,
        _ => Kind::Approval,
    };
    candidate.permissions = permissions(dictionary, &mut candidate.coverage.findings);
}

/// What the signature's transforms permit.
fn permissions(dictionary: &SignatureDictionary, findings: &mut Vec<Finding>) -> Permissions {
    let mut permissions = Permissions::default();
    for reference in &dictionary.references {
        match &reference.transform {
            Transform::DocMdp { permissions: level } => {
                // A number that the standard does not know permits nothing.
                let level = u8::try_from(*level).ok().filter(|level| (1..=3).contains(level)).unwrap_or(1);
                permissions.document = Some(permissions.document.map_or(level, |held| held.min(level)));
            }
            Transform::FieldMdp(lock) => {
                if let Some(level) = lock.permissions.and_then(|level| u8::try_from(level).ok()) {
                    permissions.document = Some(permissions.document.map_or(level, |held| held.min(level)));
                }
                permissions.lock = Some(lock.clone());
            }
            Transform::UsageRights => {}
            other => {
                let name = match other {
                    Transform::Other(Some(name)) => String::from_utf8_lossy(name).into_owned(),
                    _ => String::new(),
                };
                findings.push(Finding::new(Code::TransformUnknown, [name]));
            }
        }
    }
    permissions
}

fn mark_crossing(candidates: &mut [Candidate]) {
    let ranges: Vec<_> = candidates.iter().map(|candidate| candidate.coverage.range).collect();
    for index in coverage::crossing(&ranges) {
        if let Some(candidate) = candidates.get_mut(index) {
            let field = candidate.place.name.clone().unwrap_or_default();
            candidate.coverage.findings.push(Finding::new(Code::RangesCross, [field]));
        }
    }
}

/// The dictionary stands in the signed version where it stands in the file, and that version reads alone.
fn check_history(history: &History<'_>, candidates: &mut [Candidate]) {
    for candidate in candidates {
        let object = key(candidate).map_or(String::new(), |id| format!("{} {}", id.0, id.1));
        if candidate.gone {
            candidate.coverage.findings.push(Finding::new(Code::SignatureRedefined, [object]));
            continue;
        }
        let Some(revision) = candidate.coverage.revision else { continue };
        let (Some(signed), true) = (history.at(revision), stands_alone(history.newest, revision)) else {
            candidate.coverage.findings.push(Finding::new(Code::RevisionUnreadable, ["revision"]));
            continue;
        };
        let same = candidate.dictionary().is_some_and(|dictionary| {
            dictionary.holder.is_some_and(|holder| signed.location(holder).is_ok_and(|at| at == dictionary.location))
        });
        if !same {
            candidate.coverage.findings.push(Finding::new(Code::SignatureRedefined, [object]));
        }
    }
}

/// Whether a revision, read by itself from its own `startxref`, is the one that the whole file's chain shows.
fn stands_alone(document: &Document, revision: usize) -> bool {
    let known = document.revisions();
    let Some(end) = known.get(revision).map(|revision| revision.end) else { return false };
    if revision + 1 == known.len() {
        return true;
    }
    let source = std::sync::Arc::clone(document.source());
    Document::open_until(source, end, document.limits().clone()).is_ok_and(|alone| {
        let sections = |list: &[pdf::Revision]| list.iter().map(|r| r.sections.clone()).collect::<Vec<_>>();
        known.get(..=revision).is_some_and(|known| sections(known) == sections(alone.revisions()))
    })
}

/// Digests the document once for all signatures and judges their values.
fn judge_values(document: &Document, policy: &Policy, candidates: &mut [Candidate]) -> Result<(), Error> {
    let mut jobs: Vec<Job> = Vec::new();
    let mut places: Vec<Option<usize>> = Vec::new();
    for candidate in candidates.iter() {
        let algorithm = candidate.value.as_ref().and_then(Value::digest_algorithm);
        let job = algorithm.zip(candidate.coverage.range).map(|(algorithm, range)| Job { range, algorithm });
        places.push(job.map(|job| {
            jobs.iter().position(|known| *known == job).unwrap_or_else(|| {
                jobs.push(job);
                jobs.len() - 1
            })
        }));
    }
    let digests = digest::all(document.source().as_ref(), &jobs)?;
    for (candidate, place) in candidates.iter_mut().zip(places) {
        let digest = place.and_then(|index| digests.get(index)).map(Vec::as_slice);
        if let Some(value) = &candidate.value {
            candidate.outcome = value.judge(digest, &policy.extra_certificates);
        }
    }
    Ok(())
}

/// Compares the revisions after the oldest signed one; `None` where that was not possible.
fn compare(
    history: &History<'_>,
    base: Option<usize>,
    candidates: &[Candidate],
    policy: &Policy,
    locked: bool,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Change>> {
    let base = base?;
    let count = history.newest.revisions().len();
    let documents: Vec<Document> = (base..count).map(|index| history.at(index)).collect::<Option<_>>()?;
    let mut genuine: HashMap<usize, HashMap<pdf::ObjectId, (Genuine, bool)>> = HashMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.is_genuine()) {
        if let (Some(revision), Some(id)) = (candidate.coverage.revision, key(candidate)) {
            let kind = match candidate.kind {
                Kind::Timestamp => Genuine::Timestamp,
                Kind::Certification => Genuine::Certification,
                Kind::Approval => Genuine::Signature,
            };
            let trusted = candidate.outcome.certificate.as_ref().is_some_and(|certificate| {
                let along = &candidate.outcome.certificates;
                identity::judge(certificate, along, policy, None, Purpose::Signing).trust == Trust::Trusted
            });
            genuine.entry(revision).or_default().insert(id, (kind, trusted));
        }
    }
    let forms: Vec<Form> = documents.iter().map(Form::read).collect();
    let revisions = Revisions { base, documents: &documents, forms: &forms, genuine: &genuine };
    let touched = revisions.touched().ok()?;
    let interest: HashSet<pdf::ObjectId> = touched.iter().flatten().copied().collect();
    let mut graph = Graph::survey(documents.first()?, &interest);
    if locked && !graph.unreadable.is_empty() {
        // What stands in encrypted containers cannot be compared without the password.
        return if count == base + 1 { Some(Vec::new()) } else { None };
    }
    structure::content(&graph, findings);
    Some(revisions.compare(&touched, &mut graph))
}

/// Whether the raw bytes of a file hold what only a signature has, for files that cannot be opened.
///
/// Reads the whole source in chunks; says nothing about validity.
pub fn looks_signed(source: &dyn pdf::Source) -> bool {
    const MARKS: [&[u8]; 3] = [b"/ByteRange", b"/Type/Sig", b"/adbe.pkcs7"];
    const CHUNK: usize = 1 << 20;
    let overlap = MARKS.iter().map(|mark| mark.len()).max().unwrap_or(0);
    let mut at = 0u64;
    while at < source.len() {
        let length = usize::try_from((source.len() - at).min(CHUNK as u64)).unwrap_or(0);
        let mut bytes = vec![0; length];
        if source.read_at(at, &mut bytes).is_err() {
            return false;
        }
        if MARKS.iter().any(|mark| bytes.windows(mark.len()).any(|window| window == *mark)) {
            return true;
        }
        if length <= overlap {
            return false;
        }
        at += (length - overlap) as u64;
    }
    false
}

/// A report for a file that looks signed and cannot be opened: a structure that needs repair is no proof of anything.
///
/// The signatures of the longest beginning of the file that can be opened are listed, each as malformed. `None`
/// where nothing looks like a signature.
pub fn examine_damaged(
    source: &std::sync::Arc<dyn pdf::Source>,
    limits: &pdf::Limits,
    policy: &Policy,
    error: &pdf::Error,
) -> Option<Report> {
    // Behind a password or another handler nothing is damaged; it only cannot be read.
    let closed = matches!(
        error,
        pdf::Error::UnsupportedEncryption | pdf::Error::DamagedEncryption | pdf::Error::Locked | pdf::Error::WrongPassword
    );
    if closed || !looks_signed(source.as_ref()) {
        return None;
    }
    let damage = Finding::new(Code::StructureNeedsRepair, [structure::fault(error)]);
    let readable = structure::ends(source.as_ref())
        .into_iter()
        .rev()
        .filter_map(|end| Document::open_until(std::sync::Arc::clone(source), end, limits.clone()).ok())
        .find_map(|document| examine(&document, policy).ok().filter(|report| !report.signatures.is_empty()));
    let mut report = readable.unwrap_or_else(|| conclusion::nothing_but(source.len(), policy));
    if report.signatures.is_empty() {
        report.signatures.push(conclusion::unreadable());
    }
    for signature in &mut report.signatures {
        signature.covers_whole_file = false;
        signature.findings.push(damage.clone());
        conclusion::settle(signature);
    }
    report.file.size = source.len();
    report.findings.push(damage);
    finding::settle(&mut report.findings);
    report.verdict = report.signatures.iter().map(|signature| signature.verdict).max().unwrap_or(Verdict::Failed);
    report.integrity = report.signatures.iter().map(|signature| signature.integrity).max();
    Some(report)
}
