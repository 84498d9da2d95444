//! The places that hold signatures: found in every revision, checked for coverage, read.
//!
//! Lenient in finding, so that a crippled signature is a bad signature and not "no signature"; strict in what counts.

use std::collections::{BTreeSet, HashSet};

use pdf::{Document, SignatureDictionary, SignatureField, SignatureValue, Transform};

use crate::coverage::{self, Coverage};
use crate::damaged::looks_signed;
use crate::error::Error;
use crate::finding::{Code, Finding};
use crate::forms::Form;
use crate::graph::{Graph, looks_like_signature};
use crate::message::{self, Outcome, Value};
use crate::report::{Kind, Permissions};

/// How many revisions are searched for signatures that the newest one no longer shows.
const MAX_SEARCHED: usize = 100;
/// How many fields of all of them together.
const MAX_SEARCHED_FIELDS: usize = 400_000;
/// How many objects are looked at for signatures that nothing leads to.
const MAX_UNREACHED: usize = 200_000;

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
        !self.gone
            && self.outcome.intact
            && !self.coverage.findings.iter().chain(&self.outcome.findings).any(malformed)
    }
}

/// The document as the revision of this index (counted from 0) has it; `None` where it cannot be read.
pub(crate) fn at(document: &Document, index: usize) -> Option<Document> {
    if index + 1 == document.revisions().len() {
        Some(document.clone())
    } else {
        document.at_revision(index).ok()
    }
}

/// The signatures of the newest revision and those that it has lost, and the number of empty signature fields.
pub(crate) fn find(document: &Document) -> Result<(Vec<Candidate>, usize), Error> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let places = pdf::signatures(document)?;
    // Usage rights are a signature of the software's maker, for features of that software.
    let (rights, places): (Vec<_>, Vec<_>) = places.into_iter().partition(is_usage_rights);
    let rights: Vec<_> = rights.iter().filter_map(|place| place.dictionary()?.id).collect();
    for place in places {
        add(&mut candidates, place, false);
    }
    let revisions = document.revisions().len();
    let mut fields = 0;
    for index in (0..revisions.saturating_sub(1)).rev().take(MAX_SEARCHED) {
        if fields > MAX_SEARCHED_FIELDS {
            break;
        }
        let Some(older) = at(document, index) else { continue };
        let form = Form::read(&older);
        fields += form.nodes.len();
        let known: HashSet<_> = candidates.iter().filter_map(key).collect();
        let lost = form.nodes.iter().any(|node| {
            let holder = node.value.as_reference().ok().or(node.id);
            node.kind.as_deref() == Some(b"Sig")
                && !node.value.is_null()
                && holder.is_none_or(|id| !known.contains(&id))
        });
        if lost {
            for place in pdf::signatures(&older)?.into_iter().filter(|place| !is_usage_rights(place)) {
                add(&mut candidates, place, true);
            }
        }
    }
    if candidates.is_empty() && looks_signed(document.source().as_ref()) {
        // A signature that no field leads to is no signature, and yet must not pass for nothing.
        let mut found = Graph::survey(document, &HashSet::new()).signatures;
        if found.is_empty() {
            found = unreached(document)?;
        }
        for id in found.into_iter().filter(|id| !rights.contains(id)) {
            let place = SignatureField {
                origin: pdf::Origin::Orphan,
                name: None,
                id: Some(id),
                widgets: Vec::new(),
                permissions: Vec::new(),
                is_shared: false,
                reference: Some(id),
                value: SignatureValue::NotADictionary,
            };
            add(&mut candidates, place, false);
        }
    }
    let empty = Form::read(document)
        .nodes
        .iter()
        .filter(|node| {
            node.named && node.kind.as_deref() == Some(b"Sig") && node.value.is_null() && !node.branch
        })
        .count();
    Ok((candidates, empty))
}

/// Signature dictionaries that nothing leads to any more and that still fit the file to the byte: whoever cut the way
/// to one leaves it so. What an editor left behind when it wrote the file anew fits no more.
fn unreached(document: &Document) -> Result<Vec<pdf::ObjectId>, Error> {
    let mut ids = BTreeSet::new();
    for revision in 0..document.revisions().len() {
        // A table that cannot be read hides what it lists; that is damage and no answer.
        let changed = document.changed_objects(revision)?;
        let room = MAX_UNREACHED.saturating_sub(ids.len());
        ids.extend(changed.into_iter().map(|(id, _)| id).take(room));
    }
    let is_signature = |id: &pdf::ObjectId| match document.object_without_data(*id) {
        Ok(pdf::Object::Dictionary(dictionary)) => {
            looks_like_signature(&dictionary) && fits(document, *id, &dictionary)
        }
        _ => false,
    };
    Ok(ids.into_iter().filter(is_signature).collect())
}

/// Whether the gap that a byte range leaves is a string inside the object that holds it.
fn fits(document: &Document, id: pdf::ObjectId, dictionary: &pdf::Dictionary) -> bool {
    let range = dictionary.get(b"ByteRange").ok().and_then(|value| value.as_array().ok());
    let numbers: Vec<u64> = range
        .into_iter()
        .flatten()
        .filter_map(|item| item.as_i64().ok().and_then(|number| u64::try_from(number).ok()))
        .collect();
    let (&[0, start, end, _], Ok(pdf::Location::InFile { start: first, end: last })) =
        (numbers.as_slice(), document.location(id))
    else {
        return false;
    };
    let is = |at: u64, wanted: u8| {
        let mut byte = [0];
        document.source().read_at(at, &mut byte).is_ok() && byte == [wanted]
    };
    first < start && start < end && end < last && is(start, b'<') && is(end - 1, b'>')
}

/// What identifies a signature: the object of its dictionary, or the one that holds it.
pub(crate) fn key(candidate: &Candidate) -> Option<pdf::ObjectId> {
    candidate.dictionary().and_then(|dictionary| dictionary.id.or(dictionary.holder)).or(candidate.place.id)
}

fn is_usage_rights(place: &SignatureField) -> bool {
    let rights = |permission: &pdf::Permission| *permission == pdf::Permission::UsageRights;
    place.origin == pdf::Origin::Permissions && place.permissions.iter().all(rights)
}

fn add(candidates: &mut Vec<Candidate>, place: SignatureField, gone: bool) {
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
pub(crate) fn read(document: &Document, candidate: &mut Candidate) {
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

pub(crate) fn mark_crossing(candidates: &mut [Candidate]) {
    let ranges: Vec<_> = candidates.iter().map(|candidate| candidate.coverage.range).collect();
    for index in coverage::crossing(&ranges) {
        if let Some(candidate) = candidates.get_mut(index) {
            let field = candidate.place.name.clone().unwrap_or_default();
            candidate.coverage.findings.push(Finding::new(Code::RangesCross, [field]));
        }
    }
}

/// The dictionary stands in the signed version where it stands in the file, and that version reads alone.
pub(crate) fn check_history(document: &Document, candidates: &mut [Candidate]) {
    for candidate in candidates {
        let object = key(candidate).map_or(String::new(), |id| format!("{} {}", id.0, id.1));
        if candidate.gone {
            candidate.coverage.findings.push(Finding::new(Code::SignatureRedefined, [object]));
            continue;
        }
        let Some(revision) = candidate.coverage.revision else { continue };
        let (Some(signed), true) = (at(document, revision), stands_alone(document, revision)) else {
            candidate.coverage.findings.push(Finding::new(Code::RevisionUnreadable, ["revision"]));
            continue;
        };
        let same = candidate.dictionary().is_some_and(|dictionary| {
            dictionary
                .holder
                .is_some_and(|holder| signed.location(holder).is_ok_and(|at| at == dictionary.location))
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
