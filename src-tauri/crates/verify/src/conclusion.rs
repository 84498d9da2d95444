//! From findings to a verdict for one signature: indication, integrity, level, headline, the four answers.

use cades::Token;
use pdf::Document;
use pki::Time;

use crate::candidate::Candidate;
use crate::changes::{self, Change, ChangeKind};
use crate::coverage::Range;
use crate::finding::{self, Code, Finding};
use crate::identity::{self, Purpose};
use crate::level;
use crate::message::{Form, Value};
use crate::policy::Policy;
use crate::report::{
    Algorithms, Answer, Answers, FileFacts, Kind, Material, Permissions, Report, Revocation, Signature,
    Stated, Times, Trust,
};
use crate::time::{self, Moments};
use crate::validation_data::ValidationData;
use crate::verdict::{Headline, Indication, Integrity, SubIndication, Verdict};

/// Two times further apart than this contradict each other.
const TOLERANCE: i64 = 24 * 3600;
/// How far the clocks of two time stamping authorities may be apart, in seconds.
const CLOCKS_APART: i64 = 60;

/// The most changes that are listed of a signature: an update may bring half a million, and nobody reads them.
const MOST_CHANGES: usize = 10_000;

/// What a conclusion rests on.
pub(crate) struct Parts<'a> {
    /// The signature.
    pub(crate) candidate: &'a Candidate,
    /// All signatures.
    pub(crate) candidates: &'a [Candidate],
    /// What it is judged against.
    pub(crate) policy: &'a Policy,
    /// The file.
    pub(crate) file: &'a Document,
    /// What was found about the file.
    pub(crate) file_findings: &'a [Finding],
    /// What later revisions changed; `None` where they could not be compared.
    pub(crate) changes: Option<&'a [Change]>,
    /// The number of revisions.
    pub(crate) revisions: usize,
    /// The validation data that the document brings along.
    pub(crate) data: &'a ValidationData,
    /// The document timestamps that prove a time.
    pub(crate) proofs: &'a [Proof],
    /// Whether strings could not be decrypted, so that what the file says in words is not known.
    pub(crate) locked: bool,
}

/// A document timestamp that a trusted authority vouches for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Proof {
    range: Range,
    time: Time,
}

/// The document timestamps that verify and are vouched for.
pub(crate) fn document_timestamps(candidates: &[Candidate], policy: &Policy) -> Vec<Proof> {
    let mut stamps: Vec<(&Token, Range)> = candidates
        .iter()
        .filter(|candidate| candidate.is_genuine())
        .filter_map(|candidate| match (&candidate.value, candidate.coverage.range) {
            (Some(Value::Token(token)), Some(range)) => Some((token.as_ref(), range)),
            _ => None,
        })
        .collect();
    // The newest first: each shows that those it lies over existed.
    stamps.sort_by_key(|(_, range)| std::cmp::Reverse(range.end));
    let mut proofs: Vec<Proof> = Vec::new();
    for (token, range) in stamps {
        let seen = seen(&proofs, range, policy);
        if let Ok(time) = time::vouched(token, &policy.extra_certificates, policy, seen) {
            proofs.push(Proof { range, time });
        }
    }
    proofs
}

/// When what lies in a range is known to have existed: now, or when a later stamp saw it.
fn seen(proofs: &[Proof], range: Range, policy: &Policy) -> Time {
    let later = proofs.iter().filter(|proof| proof.range.gap_start >= range.end).map(|proof| proof.time);
    later.min().unwrap_or(policy.at)
}

/// The order in which signatures are listed: by the end of what they cover, those without one last.
pub(crate) fn order(candidates: &[Candidate]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let key = |index: &usize| {
        candidates.get(*index).and_then(|c| c.coverage.range).map_or(u64::MAX, |range| range.end)
    };
    order.sort_by_key(key);
    order
}

/// Puts one signature's part of the report together.
pub(crate) fn conclude(parts: &Parts<'_>) -> Signature {
    let candidate = parts.candidate;
    let mut findings = candidate.coverage.findings.clone();
    findings.extend(candidate.outcome.findings.iter().cloned());
    // What makes the structure ambiguous makes every signature of it so.
    let about_all = parts.file_findings.iter().filter(|finding| finding.code.row().integrity.is_some());
    let end = candidate.coverage.range.map_or(0, |range| range.end);
    findings.extend(about_all.filter(|finding| !is_inside(finding, end)).cloned());
    if candidate.shared {
        let field = candidate.place.name.clone().unwrap_or_default();
        findings.push(Finding::new(Code::SignatureShared, [field]));
    }
    certification(parts, &mut findings);

    let (changes, start) = changes_after(parts, &mut findings);
    let mut time = Times { claimed: claimed(candidate), proven: None };
    let (mut trust, mut revocation) = (Trust::Unknown, Revocation::NotChecked);
    let mut trusted_directly = false;
    let mut material = material(candidate);
    if candidate.outcome.certificate.is_some() {
        let moments = moments(parts, &mut findings);
        time.proven = moments.proven;
        let purpose = match candidate.kind {
            Kind::Timestamp => Purpose::Stamping,
            _ => Purpose::Signing,
        };
        let is_cades = matches!(&candidate.value, Some(Value::Signed(Form::Cades, _)));
        if let Some(judged) =
            identity::judge_signer(&candidate.outcome, parts.policy, moments, purpose, is_cades)
        {
            (trust, revocation) = (judged.trust, judged.revocation);
            trusted_directly = judged.trusted_directly();
            findings.extend(judged.findings);
            material.chain = judged.chain.iter().map(|member| member.der().to_vec()).collect();
        }
    }
    disagreeing(time, candidate.kind, &mut findings);

    let covers_whole_file = candidate.coverage.range.is_some_and(|range| {
        range.end == parts.file.len()
            || crate::coverage::is_blank(parts.file.source().as_ref(), range.end, parts.file.len())
    });
    let dictionary = candidate.dictionary();
    let mut signature = Signature {
        field: candidate.place.name.clone().filter(|_| !parts.locked),
        object: dictionary.and_then(|dictionary| dictionary.id).or(candidate.place.id),
        kind: candidate.kind,
        verdict: Verdict::Failed,
        indication: Indication::TotalFailed,
        sub_indication: None,
        integrity: start,
        headline: Headline::Malformed,
        answers: NOTHING_KNOWN,
        covers_whole_file,
        detached: false,
        revision: candidate.coverage.revision.map(|index| index + 1),
        signed_length: candidate.coverage.range.map(|range| range.end),
        sub_filter: dictionary.and_then(|dictionary| dictionary.sub_filter.clone()),
        level: None,
        signer: candidate.outcome.certificate.as_ref().map(identity::signer),
        stated: dictionary.filter(|_| !parts.locked).map_or_else(Stated::default, |dictionary| Stated {
            name: dictionary.name.clone(),
            reason: dictionary.reason.clone(),
            location: dictionary.place.clone(),
            contact: dictionary.contact.clone(),
        }),
        trust,
        trusted_directly,
        revocation,
        time,
        algorithms: Algorithms {
            digest: candidate.outcome.digest.map(|digest| digest.name().to_owned()),
            signature: candidate.outcome.signature.map(pki::SignatureAlgorithm::name),
            key_bits: candidate.outcome.certificate.as_ref().map(pki::Certificate::key_bits),
        },
        permissions: candidate.permissions.clone(),
        changes,
        findings,
        material,
    };
    signature.level = level::of(parts, signature.time.proven);
    settle(&mut signature);
    signature
}

/// What the times themselves say: two that contradict each other, or none that is proven.
pub(crate) fn disagreeing(time: Times, kind: Kind, findings: &mut Vec<Finding>) {
    if let (Some(claimed), Some(proven)) = (time.claimed, time.proven)
        && (claimed.unix() - proven.unix()).abs() > TOLERANCE
    {
        findings.push(Finding::new(Code::TimeDisagrees, [claimed.to_string(), proven.to_string()]));
    }
    if time.proven.is_none() && kind != Kind::Timestamp {
        findings.push(Finding::bare(Code::TimeClaimedOnly));
    }
}

/// What the signature itself brings to its judgement.
fn material(candidate: &Candidate) -> Material {
    let owned = |bytes: &[u8]| Some(bytes.to_vec()).filter(|bytes| !bytes.is_empty());
    let (value, tokens) = match &candidate.value {
        Some(Value::Signed(_, signed)) => {
            let tokens = signed.signature_timestamps().into_iter().map(<[u8]>::to_vec).collect();
            (owned(signed.signature()), tokens)
        }
        Some(Value::Token(token)) => {
            let contents = candidate.dictionary().and_then(|dictionary| {
                dictionary.contents.bytes.get(..token.signed_data().encoded_len()).and_then(owned)
            });
            (owned(token.signed_data().signature()), contents.into_iter().collect())
        }
        _ => (None, Vec::new()),
    };
    Material { chain: Vec::new(), value, digest: candidate.outcome.document.clone(), tokens }
}

pub(crate) const NOTHING_KNOWN: Answers = Answers {
    who: Answer::NotKnown,
    unchanged: Answer::NotKnown,
    entitled: Answer::NotKnown,
    when: Answer::NotKnown,
};

/// Whether a finding names a stretch of the file that this signature covers.
fn is_inside(finding: &Finding, end: u64) -> bool {
    finding.code == Code::UnaccountedBytes
        && finding
            .params()
            .any(|(name, value)| name == "end" && value.parse::<u64>().is_ok_and(|at| at <= end))
}

/// Certifying signatures come first, and the catalog names them.
fn certification(parts: &Parts<'_>, findings: &mut Vec<Finding>) {
    let candidate = parts.candidate;
    if candidate.kind != Kind::Certification {
        return;
    }
    let named = candidate.place.permissions.contains(&pdf::Permission::DocMdp);
    let Some(own) = candidate.coverage.range else { return };
    let earlier = parts.candidates.iter().any(|other| {
        other.kind != Kind::Timestamp && other.coverage.range.is_some_and(|range| range.end < own.end)
    });
    if named && candidate.dictionary().is_none_or(|dictionary| dictionary.certification().is_none()) {
        findings.push(Finding::bare(Code::PermsDisagree));
    }
    if earlier && named {
        findings.push(Finding::bare(Code::CertificationNotFirst));
    }
}

/// What came after the signature, and what that makes of its integrity.
fn changes_after(parts: &Parts<'_>, findings: &mut Vec<Finding>) -> (Vec<Change>, Integrity) {
    let candidate = parts.candidate;
    let Some(revision) = candidate.coverage.revision else { return (Vec::new(), Integrity::Intact) };
    if revision + 1 == parts.revisions {
        return (Vec::new(), Integrity::Intact);
    }
    let Some(all) = parts.changes else {
        findings
            .push(Finding::new(Code::ComparisonFailed, [if parts.locked { "locked" } else { "revision" }]));
        return (Vec::new(), Integrity::Changed);
    };
    let judgement = changes::judge(all, revision + 1, &candidate.permissions);
    if judgement.forbidden > 0 {
        let forbidden = || judgement.changes.iter().filter(|change| !change.allowed);
        let mut pages: Vec<usize> = forbidden().filter_map(|change| change.page).collect();
        pages.sort_unstable();
        pages.dedup();
        let pages = pages.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
        let count = judgement.forbidden.to_string();
        if let Some(field) = &judgement.locked {
            findings.push(Finding::new(Code::LockViolated, [field.clone()]));
        }
        if let Some(change) = forbidden().find(|change| change.kind == ChangeKind::DanglingDefined) {
            let object = change.object.map_or(String::new(), |id| format!("{} {}", id.0, id.1));
            findings.push(Finding::new(Code::DanglingDefined, [object]));
        }
        match candidate.permissions.document {
            Some(level) => {
                findings.push(Finding::new(Code::CertificationViolated, [level.to_string(), count, pages]))
            }
            None => findings.push(Finding::new(Code::ChangedAfterSigning, [count, pages])),
        }
    }
    for change in &judgement.changes {
        if change.kind == ChangeKind::SignatureCoversPage {
            let page = change.page.map_or(String::new(), |page| page.to_string());
            findings.push(Finding::new(Code::SignatureCoversPage, [change.subject.clone(), page]));
        }
    }
    let orphans = judgement.changes.iter().filter(|change| change.kind == ChangeKind::Orphan).count();
    if orphans > 0 {
        findings.push(Finding::new(Code::OrphanObjects, [orphans.to_string()]));
    }
    let integrity = if judgement.forbidden > 0 {
        Integrity::Changed
    } else if judgement.counted > 0 {
        findings.push(Finding::new(Code::AllowedChanges, [judgement.counted.to_string()]));
        Integrity::Extended
    } else {
        Integrity::Intact
    };
    let (listed, left) = listed(judgement.changes);
    if left > 0 {
        findings.push(Finding::new(Code::ChangesNotListed, [left.to_string()]));
    }
    (listed, integrity)
}

/// The changes that a report lists, in their order, and how many it leaves out: first those that are allowed.
fn listed(mut changes: Vec<Change>) -> (Vec<Change>, usize) {
    let left = changes.len().saturating_sub(MOST_CHANGES);
    let forbidden = changes.iter().filter(|change| !change.allowed).count();
    let mut allowed = MOST_CHANGES.saturating_sub(forbidden);
    if left > 0 {
        changes.retain(|change| {
            let kept = !change.allowed || allowed > 0;
            allowed = allowed.saturating_sub(usize::from(change.allowed && kept));
            kept
        });
        changes.truncate(MOST_CHANGES);
    }
    (changes, left)
}

fn claimed(candidate: &Candidate) -> Option<Time> {
    let stated =
        candidate.dictionary().and_then(|dictionary| dictionary.time.as_deref()).and_then(time::pdf_date);
    match candidate.kind {
        Kind::Timestamp => candidate.outcome.claimed,
        _ => stated.or(candidate.outcome.claimed),
    }
}

/// What trusted timestamps say of the signature: those inside it, those over it, and those within what it signs.
fn moments(parts: &Parts<'_>, findings: &mut Vec<Finding>) -> Moments {
    let candidate = parts.candidate;
    let (true, Some(range)) = (candidate.outcome.intact, candidate.coverage.range) else {
        return Moments::default();
    };
    let seen = seen(parts.proofs, range, parts.policy);
    let mut after: Vec<Time> = parts
        .proofs
        .iter()
        .filter(|proof| proof.range.end <= range.gap_start)
        .map(|proof| proof.time)
        .collect();
    let own = match &candidate.value {
        Some(Value::Signed(_, signed)) => {
            if let (Some(algorithm), Some(digest)) = (candidate.outcome.digest, &candidate.outcome.document) {
                after.extend(time::of_content(signed, (algorithm, digest), parts.policy, seen, findings));
            }
            time::of_signature(signed, parts.policy, seen, findings)
        }
        Some(Value::Token(token)) => {
            time::vouched(token, &parts.policy.extra_certificates, parts.policy, seen).into_iter().collect()
        }
        _ => Vec::new(),
    };
    let later: Vec<Time> = parts
        .proofs
        .iter()
        .filter(|proof| proof.range.gap_start >= range.end)
        .map(|proof| proof.time)
        .collect();
    // What lies within was made first, then the signature with its own stamps, then what lies over it.
    let (within, over) = (after.iter().max().copied(), later.iter().min().copied());
    let order = [(within, own.iter().min().copied()), (own.iter().max().copied(), over), (within, over)];
    for (first, second) in order {
        if let (Some(first), Some(second)) = (first, second)
            && first > second.plus_seconds(CLOCKS_APART)
        {
            findings.push(Finding::new(Code::TimestampOrder, [first.to_string(), second.to_string()]));
        }
    }
    Moments { proven: own.into_iter().chain(later).min(), after: within }
}

/// Derives verdict, integrity, headline and answers from the findings, which it puts in order.
pub(crate) fn settle(signature: &mut Signature) {
    finding::settle(&mut signature.findings);
    let (indication, sub) = finding::conclude(&signature.findings);
    signature.indication = indication;
    signature.sub_indication = sub;
    signature.integrity = finding::integrity(&signature.findings, signature.integrity);
    signature.verdict = match indication {
        Indication::TotalPassed => Verdict::Passed,
        Indication::Indeterminate => Verdict::Indeterminate,
        Indication::TotalFailed => Verdict::Failed,
    };
    // Trust is the last gate: nothing passes whose signer nobody vouches for, whatever the findings say.
    if signature.verdict == Verdict::Passed
        && (signature.trust != Trust::Trusted || signature.integrity > Integrity::Extended)
    {
        signature.verdict = Verdict::Indeterminate;
        signature.indication = Indication::Indeterminate;
        signature.sub_indication = Some(SubIndication::NoCertificateChainFound);
    }
    signature.headline = headline(signature);
    signature.answers = answers(signature);
}

fn headline(signature: &Signature) -> Headline {
    let has = |code: Code| signature.findings.iter().any(|finding| finding.code == code);
    let timestamp = signature.kind == Kind::Timestamp;
    // A demand of the field that nobody can hold the signature against says nothing against what was signed.
    let faults = signature.findings.iter().filter(|one| one.code.row().integrity >= Some(Integrity::Broken));
    let by_demand_alone = has(Code::SeedUnknown) && faults.clone().all(|one| one.code == Code::SeedUnknown);
    match signature.integrity {
        Integrity::Malformed if by_demand_alone => return Headline::RulesBroken,
        Integrity::Malformed => return Headline::Malformed,
        Integrity::Broken => return Headline::Broken,
        Integrity::Changed => return Headline::Changed,
        Integrity::Intact | Integrity::Extended => {}
    }
    match signature.verdict {
        Verdict::Passed if timestamp => return Headline::TimestampPassed,
        Verdict::Passed if signature.integrity == Integrity::Extended => return Headline::Extended,
        Verdict::Passed => return Headline::Passed,
        _ => {}
    }
    let format = [
        Code::SignerCount,
        Code::SignedAttributesMissing,
        Code::AttributeProblem,
        Code::CmsEncoding,
        Code::AlgorithmsDisagree,
        Code::SigningCertificateMismatch,
    ];
    let unanswered = [
        Code::RevocationNotConsulted,
        Code::RevocationUnusable,
        Code::RevocationNotKept,
        Code::AnswererExpired,
    ];
    if format.into_iter().any(has) {
        Headline::RulesBroken
    } else if has(Code::Revoked) || has(Code::KeyCompromised) || has(Code::RevokedNoProof) {
        Headline::Revoked
    } else if has(Code::AuthorityRevoked) {
        Headline::AuthorityRevoked
    } else if has(Code::DigestWeak) || has(Code::KeyWeak) || has(Code::AlgorithmWasWeak) {
        Headline::WeakAlgorithm
    } else if has(Code::ChainBreaksRule) || has(Code::CertificateUnfit) {
        Headline::CertificateUnfit
    } else if signature.trust == Trust::Unknown {
        match (timestamp, signature.integrity) {
            (true, _) => Headline::TimestampUnknownAuthority,
            (false, Integrity::Extended) => Headline::ExtendedUnknownSigner,
            (false, _) => Headline::IntactUnknownSigner,
        }
    } else if [Code::ExpiredNoProof, Code::ExpiredNotRevoked, Code::Expired, Code::NotYetValid]
        .into_iter()
        .any(has)
    {
        Headline::ExpiredNoProof
    } else if unanswered.into_iter().any(has) {
        Headline::RevocationUnknown
    } else {
        Headline::RulesBroken
    }
}

fn answers(signature: &Signature) -> Answers {
    let proper = signature.integrity < Integrity::Broken;
    let has = |code: Code| signature.findings.iter().any(|finding| finding.code == code);
    let who = match (proper, signature.trust) {
        (false, _) => Answer::NotKnown,
        (true, Trust::Trusted) => Answer::Yes,
        (true, Trust::Untrusted | Trust::Unknown) => Answer::NotKnown,
    };
    let unchanged = match signature.integrity {
        Integrity::Intact | Integrity::Extended => Answer::Yes,
        Integrity::Changed | Integrity::Broken => Answer::No,
        Integrity::Malformed => Answer::NotKnown,
    };
    let unfit = [
        Code::Revoked,
        Code::KeyCompromised,
        Code::ChainBreaksRule,
        Code::CertificateUnfit,
        Code::Expired,
        Code::NotYetValid,
    ];
    let entitled = if proper && unfit.into_iter().any(has) {
        Answer::No
    } else if proper && signature.trust == Trust::Trusted && signature.verdict == Verdict::Passed {
        Answer::Yes
    } else {
        Answer::NotKnown
    };
    let when = if proper && signature.time.proven.is_some() { Answer::Yes } else { Answer::NotKnown };
    Answers { who, unchanged, entitled, when }
}

/// A signature of which nothing can be said but that it is none.
pub(crate) fn unreadable() -> Signature {
    Signature {
        field: None,
        object: None,
        kind: Kind::Approval,
        verdict: Verdict::Failed,
        indication: Indication::TotalFailed,
        sub_indication: Some(SubIndication::FormatFailure),
        integrity: Integrity::Malformed,
        headline: Headline::Malformed,
        answers: NOTHING_KNOWN,
        covers_whole_file: false,
        detached: false,
        revision: None,
        signed_length: None,
        sub_filter: None,
        level: None,
        signer: None,
        stated: Stated::default(),
        trust: Trust::Unknown,
        trusted_directly: false,
        revocation: Revocation::NotChecked,
        time: Times::default(),
        algorithms: Algorithms::default(),
        permissions: Permissions::default(),
        changes: Vec::new(),
        findings: Vec::new(),
        material: Material::default(),
    }
}

/// A report about a file of which only the length is known.
pub(crate) fn nothing_but(size: u64, policy: &Policy) -> Report {
    Report {
        file: FileFacts { size, sha256: None, pages: None, revisions: 0, encrypted: false },
        verdict: Verdict::Failed,
        integrity: Some(Integrity::Malformed),
        signatures: Vec::new(),
        findings: Vec::new(),
        crls: Vec::new(),
        ocsps: Vec::new(),
        at: policy.at,
        anchors: policy.anchors.len(),
        policy: policy.name.clone(),
    }
}
