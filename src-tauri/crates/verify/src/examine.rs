//! The examination: from the file's revisions to a report, in the order of EN 319 102-1.
//!
//! Owns the sequence and nothing else: find the signatures, apply the coverage rule, digest in one pass, judge each
//! value, compare the revisions, judge the changes, put the verdict together.

use std::collections::HashMap;

use pdf::Document;
use pki::DigestAlgorithm;

use crate::candidate::{self, Candidate};
use crate::changes::step::Genuine;
use crate::changes::{self, Change, Revisions};
use crate::conclusion::{self, Parts};
use crate::coverage::Range;
use crate::damaged;
use crate::digest::{self, Job};
use crate::error::Error;
use crate::finding::{self, Code, Finding};
use crate::graph::Graph;
use crate::hybrid;
use crate::identity::{self, Purpose};
use crate::message::Value;
use crate::policy::{Policy, Scope};
use crate::report::{FileFacts, Kind, Report, Trust};
use crate::second_reader;
use crate::seed;
use crate::structure;
use crate::time::Moments;
use crate::validation_data::ValidationData;
use crate::verdict::Verdict;

/// Examines every signature of a document against a policy.
///
/// A bad signature is an answer, not an error: `Err` means that the document could not be examined at all.
pub fn examine(document: &Document, policy: &Policy) -> Result<Report, Error> {
    match examine_as_is(document, policy) {
        // A newest revision that hides the signed ones is no unsigned document, and neither is one that cannot be read.
        Ok(report) if report.signatures.is_empty() => {
            Ok(damaged::passed_by(document, policy).unwrap_or(report))
        }
        Err(Error::Pdf(fault)) => {
            let (source, limits) = (document.source(), document.limits());
            damaged::examine_damaged(source, limits, policy, &fault).ok_or(Error::Pdf(fault))
        }
        other => other,
    }
}

/// Examines what the newest revision leads to.
pub(crate) fn examine_as_is(document: &Document, policy: &Policy) -> Result<Report, Error> {
    // Without its password a document still shows its structure, its numbers and its signatures.
    let locked = document.encryption().is_some_and(pdf::Encryption::is_locked);
    let stored = document.as_stored();
    let document = if locked { &stored } else { document };
    let revisions = document.revisions().len();
    if locked && document.catalog().is_err() {
        return Err(Error::Pdf(pdf::Error::Locked));
    }
    let (mut candidates, empty_fields) = candidate::find(document).map_err(|error| match locked {
        true => Error::Pdf(pdf::Error::Locked),
        false => error,
    })?;
    let mut file_findings = Vec::new();
    if locked {
        file_findings.push(Finding::bare(Code::Locked));
    }
    if empty_fields > 0 {
        file_findings.push(Finding::new(Code::EmptyFields, [empty_fields.to_string()]));
    }
    for candidate in &mut candidates {
        candidate::read(document, candidate);
    }
    candidate::mark_crossing(&mut candidates);
    candidate::check_history(document, &mut candidates);
    let sha256 = judge_values(document, policy, &mut candidates)?;
    if !locked {
        for candidate in &mut candidates {
            let found = seed::examine(document, candidate);
            candidate.outcome.findings.extend(found);
        }
    }
    let data = ValidationData::read(document, &candidates);
    if data.unreadable > 0 && !locked {
        file_findings.push(Finding::new(Code::ValidationDataUnreadable, [data.unreadable.to_string()]));
    }
    let brought = data.evidence_before(u64::MAX);
    let policy = &data.beside(policy);

    let base = candidates.iter().filter_map(|candidate| candidate.coverage.revision).min();
    let comparison = compare(document, base, &candidates, policy, locked, &mut file_findings);
    if !candidates.is_empty() {
        second_reader::compare(document, &candidates, &mut file_findings);
        structure::oddities(&document.oddities(), &mut file_findings);
        if let Some(end) = candidates.iter().filter_map(|c| c.coverage.range.map(|range| range.end)).min() {
            structure::account(document, end, &mut file_findings);
        }
    }
    structure::copy(document, &mut file_findings);
    finding::settle(&mut file_findings);

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
            data: &data,
            proofs: &proofs,
            locked,
        }));
    }
    let verdict = signatures.iter().map(|signature| signature.verdict).max().unwrap_or(Verdict::Unsigned);
    let integrity = signatures.iter().map(|signature| signature.integrity).max();
    Ok(Report {
        file: FileFacts {
            size: document.len(),
            sha256,
            pages: Some(changes::pages(document).number.len()),
            revisions,
            encrypted: locked || document.encryption().is_some(),
        },
        verdict,
        integrity,
        signatures,
        findings: file_findings,
        crls: brought.crls.iter().map(|list| list.der().to_vec()).collect(),
        ocsps: brought.ocsps.iter().map(|answer| answer.der().to_vec()).collect(),
        at: policy.at,
        anchors: policy.anchors.len(),
        policy: policy.name.clone(),
    })
}

/// Digests the document once for all signatures and judges their values. The digest of the whole file, which a report
/// names, comes out of the same pass: up to a signature's gap both take the same bytes.
fn judge_values(
    document: &Document,
    policy: &Policy,
    candidates: &mut [Candidate],
) -> Result<Option<[u8; 32]>, Error> {
    let mut jobs: Vec<Job> = Vec::new();
    let mut places: Vec<Option<usize>> = Vec::new();
    let mut place_of = |job: Job| {
        jobs.iter().position(|known| *known == job).unwrap_or_else(|| {
            jobs.push(job);
            jobs.len() - 1
        })
    };
    for candidate in candidates.iter() {
        let algorithm = candidate.value.as_ref().and_then(Value::digest_algorithm);
        let job = algorithm.zip(candidate.coverage.range).map(|(algorithm, range)| Job { range, algorithm });
        places.push(job.map(&mut place_of));
    }
    let length = document.len();
    let whole = (policy.scope == Scope::Whole && length > 0).then(|| {
        let range = Range { gap_start: length, gap_end: length, end: length };
        place_of(Job { range, algorithm: DigestAlgorithm::Sha256 })
    });
    let digests = digest::all(document.source().as_ref(), &jobs)?;
    for (candidate, place) in candidates.iter_mut().zip(places) {
        let digest = place.and_then(|index| digests.get(index)).map(Vec::as_slice);
        if let Some(value) = &candidate.value {
            candidate.outcome = value.judge(digest, policy);
            candidate.outcome.document = digest.map(<[u8]>::to_vec);
        }
    }
    Ok(whole.and_then(|index| digests.get(index)?.as_slice().try_into().ok()))
}

/// Compares the revisions after the oldest signed one; `None` where that was not possible.
fn compare(
    document: &Document,
    base: Option<usize>,
    candidates: &[Candidate],
    policy: &Policy,
    locked: bool,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Change>> {
    let base = base?;
    let genuine = genuine(candidates, policy);
    let revisions = Revisions { document, base, genuine: &genuine };
    let touched = revisions.touched().ok()?;
    if policy.scope == Scope::Signatures && touched.iter().all(|revision| revision.is_empty()) {
        return Some(Vec::new());
    }
    let signed = candidate::at(document, base)?;
    let interest = touched.iter().flatten().copied().collect();
    let mut doubled = Vec::new();
    // Two walks over every object, of which neither needs the other.
    let mut graph =
        beside(&signed, || Graph::survey(&signed, &interest), || structure::doubles(&signed, &mut doubled));
    if locked && !graph.unreadable.is_empty() {
        // What stands in encrypted containers cannot be compared without the password.
        return if document.revisions().len() == base + 1 { Some(Vec::new()) } else { None };
    }
    structure::content(&graph, findings);
    findings.append(&mut doubled);
    hybrid::views(document, findings);
    if structure::structure_loop(&signed) {
        findings.push(Finding::new(Code::StructureNeedsRepair, ["structure-tree-loop"]));
    }
    structure::oddities(&signed.oddities(), findings);
    let (changes, oddities) = revisions.compare(&touched, &mut graph)?;
    structure::oddities(&oddities, findings);
    Some(changes)
}

/// The result of `one`, with `other` done as well: at the same time where the document is so large that it pays.
fn beside<R>(document: &Document, one: impl FnOnce() -> R, other: impl FnOnce() + Send) -> R {
    const LARGE: u32 = 20_000;
    if document.next_object_number() < LARGE {
        let result = one();
        other();
        return result;
    }
    std::thread::scope(|scope| {
        let running = scope.spawn(other);
        let result = one();
        // A walk that falls takes the examination with it, as it would have done here.
        running.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault));
        result
    })
}

/// The signatures that verify, by revision and by the object that holds them.
fn genuine(
    candidates: &[Candidate],
    policy: &Policy,
) -> HashMap<usize, HashMap<pdf::ObjectId, (Genuine, bool)>> {
    let mut genuine: HashMap<usize, HashMap<pdf::ObjectId, (Genuine, bool)>> = HashMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.is_genuine()) {
        let (Some(revision), Some(id)) = (candidate.coverage.revision, candidate::key(candidate)) else {
            continue;
        };
        let kind = match candidate.kind {
            Kind::Timestamp => Genuine::Timestamp,
            Kind::Certification => Genuine::Certification,
            Kind::Approval => Genuine::Signature,
        };
        let trusted = candidate.outcome.certificate.as_ref().is_some_and(|certificate| {
            let along = &candidate.outcome.certificates;
            identity::judge(certificate, along, policy, Moments::default(), Purpose::Signing).trust
                == Trust::Trusted
        });
        genuine.entry(revision).or_default().insert(id, (kind, trusted));
    }
    genuine
}
