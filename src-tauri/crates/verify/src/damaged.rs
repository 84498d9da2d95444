//! Files that cannot be opened and yet look signed: they get a verdict, never the word "unsigned".

use pdf::Document;

use crate::conclusion;
use crate::examine::examine_as_is;
use crate::finding::{self, Code, Finding};
use crate::policy::Policy;
use crate::report::Report;
use crate::structure;
use crate::verdict::Verdict;

/// Bytes that only a signature has.
const MARKS: [&[u8]; 4] = [b"/ByteRange", b"/Type/Sig", b"/Type /Sig", b"/adbe.pkcs7"];
/// Bytes that are read at a time.
const CHUNK: usize = 1 << 20;

/// Whether the raw bytes of a file hold what only a signature has, for files that cannot be opened.
///
/// Reads the whole source in chunks; says nothing about validity.
pub fn looks_signed(source: &dyn pdf::Source) -> bool {
    let overlap = MARKS.iter().map(|mark| mark.len()).max().unwrap_or(0);
    let mut at = 0u64;
    while at < source.len() {
        let length = usize::try_from((source.len() - at).min(CHUNK as u64)).unwrap_or(0);
        let mut bytes = vec![0; length];
        if source.read_at(at, &mut bytes).is_err() {
            return false;
        }
        let mut slashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
        let marked = |offset: usize| {
            bytes.get(offset..).is_some_and(|rest| MARKS.iter().any(|mark| rest.starts_with(mark)))
        };
        if slashes.any(|(offset, _)| marked(offset)) {
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
        pdf::Error::UnsupportedEncryption
            | pdf::Error::DamagedEncryption
            | pdf::Error::Locked
            | pdf::Error::WrongPassword
    );
    if closed || !looks_signed(source.as_ref()) {
        return None;
    }
    let damage = Finding::new(Code::StructureNeedsRepair, [structure::fault(error)]);
    let mut report = longest(source, source.len(), limits, policy)
        .unwrap_or_else(|| conclusion::nothing_but(source.len(), policy));
    if report.signatures.is_empty() {
        report.signatures.push(conclusion::unreadable());
    }
    Some(spoilt(report, &damage, source.len()))
}

/// A report for a file whose newest revision shows no signature though an earlier part of the file, read by itself,
/// does: the chain of revisions was led past it. `None` where there is no such part.
pub(crate) fn passed_by(document: &Document, policy: &Policy) -> Option<Report> {
    let source = document.source();
    if !looks_signed(source.as_ref()) {
        return None;
    }
    let report = longest(source, document.len(), document.limits(), policy)?;
    let damage = Finding::new(Code::StructureNeedsRepair, ["revision-passed-by"]);
    Some(spoilt(report, &damage, document.len()))
}

/// The report on the longest beginning of the file that opens and shows a signature, shorter than `below`.
fn longest(
    source: &std::sync::Arc<dyn pdf::Source>,
    below: u64,
    limits: &pdf::Limits,
    policy: &Policy,
) -> Option<Report> {
    structure::ends(source.as_ref())
        .into_iter()
        .rev()
        .filter(|end| *end < below)
        .filter_map(|end| Document::open_until(std::sync::Arc::clone(source), end, limits.clone()).ok())
        .find_map(|document| {
            examine_as_is(&document, policy).ok().filter(|report| !report.signatures.is_empty())
        })
}

/// Adds a fault of the whole file to a report on a part of it.
fn spoilt(mut report: Report, damage: &Finding, size: u64) -> Report {
    for signature in &mut report.signatures {
        signature.covers_whole_file = false;
        signature.findings.push(damage.clone());
        conclusion::settle(signature);
    }
    report.file.size = size;
    // What was read may be a beginning of the file.
    report.file.sha256 = None;
    report.findings.push(damage.clone());
    finding::settle(&mut report.findings);
    report.verdict =
        report.signatures.iter().map(|signature| signature.verdict).max().unwrap_or(Verdict::Failed);
    report.integrity = report.signatures.iter().map(|signature| signature.integrity).max();
    report
}

#[cfg(test)]
mod tests {
    use super::looks_signed;

    #[test]
    fn a_mark_is_found_across_chunks() {
        let mut bytes = vec![b'x'; (1 << 20) - 4];
        assert!(!looks_signed(&bytes));
        bytes.extend_from_slice(b"/ByteRange [0 1 2 3]");
        assert!(looks_signed(&bytes));
        assert!(!looks_signed(&Vec::new()));
    }
}
