//! Which bytes a signature covers, by a closed rule on exact bytes (ISO 32000-2 §12.8.1).
//!
//! The rule: one `/ByteRange [0 b c d]` of direct numbers; what it leaves out is exactly the hexadecimal `/Contents`
//! of the same dictionary; it ends where a revision ends, and that revision reads alone; the dictionary stands at
//! the same place in the signed version and in the file. Every breach is a finding; nothing is repaired.
//!
//! Where honest files differ from the letter, the decision rests on what the difference could hide: white space
//! between `%%EOF` and the end of the signed bytes is signed itself and hides nothing, so it is only noted.

use pdf::{ContentsForm, Document, Location, SignatureDictionary, SignatureType, Source};

use crate::finding::{Code, Finding};

/// The largest signature value that is looked at, in bytes of the file.
const MAX_CONTENTS: u64 = 16 << 20;

/// What is known of a signature's coverage.
#[derive(Debug, Clone, Default)]
pub(crate) struct Coverage {
    /// `b`, `c` and `c + d`, where the rule holds so far that the bytes can be digested.
    pub(crate) range: Option<Range>,
    /// The signed revision, counted from 0.
    pub(crate) revision: Option<usize>,
    /// Breaches and remarks.
    pub(crate) findings: Vec<Finding>,
}

/// The signed bytes: `[0, gap_start)` and `[gap_end, end)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Range {
    /// The first byte of the signature value.
    pub(crate) gap_start: u64,
    /// The byte after it.
    pub(crate) gap_end: u64,
    /// The byte after the signed bytes.
    pub(crate) end: u64,
}

/// Applies the rule to one signature dictionary of `document`.
pub(crate) fn examine(document: &Document, dictionary: &SignatureDictionary, field: &str) -> Coverage {
    let mut coverage = Coverage::default();
    shape(dictionary, field, &mut coverage.findings);
    let Some(range) = range(document, dictionary, field, &mut coverage.findings) else { return coverage };
    let faults = coverage.findings.len();
    place(dictionary, &range, &mut coverage.findings);
    gap(document.source().as_ref(), &range, &mut coverage.findings);
    let exact = coverage.findings.len() == faults;
    revision(document, &range, &mut coverage);
    // Bytes whose gap is not the signature value are not digested: the digest would say nothing.
    coverage.range = exact.then_some(range);
    coverage
}

/// The dictionary itself: one of each key, of the right type, with a value that can be a signature.
fn shape(dictionary: &SignatureDictionary, field: &str, findings: &mut Vec<Finding>) {
    if let Some(key) = dictionary.repeated_keys.first() {
        let object = dictionary.holder.map_or(String::new(), |id| format!("{} {}", id.0, id.1));
        findings.push(Finding::new(Code::DuplicateKey, [object, String::from_utf8_lossy(key).into_owned()]));
    }
    let timestamp = dictionary.sub_filter.as_deref() == Some("ETSI.RFC3161");
    let fits = match &dictionary.kind {
        // Some producers write the type of an ordinary signature; what it is, the sub-filter says.
        SignatureType::Signature if timestamp => {
            findings.push(Finding::new(Code::SignatureOdd, ["type"]));
            true
        }
        SignatureType::Signature => true,
        SignatureType::TimeStamp => timestamp,
        SignatureType::Absent => true,
        SignatureType::Other(_) => false,
    };
    if !fits {
        findings.push(Finding::new(Code::DictionaryShape, ["type"]));
    }
    match dictionary.contents.form {
        ContentsForm::Hexadecimal => {
            if dictionary.contents.bytes.iter().all(|byte| *byte == 0) {
                findings.push(Finding::new(Code::ContentsMissing, [field]));
            }
        }
        ContentsForm::Absent | ContentsForm::Null => {
            findings.push(Finding::new(Code::ContentsMissing, [field]))
        }
        ContentsForm::Literal => findings.push(Finding::new(Code::ContentsShape, ["literal"])),
        ContentsForm::Indirect => findings.push(Finding::new(Code::ContentsShape, ["indirect"])),
        ContentsForm::NotAString => findings.push(Finding::new(Code::ContentsShape, ["not-a-string"])),
    }
}

/// The numbers of the byte range, where they are ones.
fn range(
    document: &Document,
    dictionary: &SignatureDictionary,
    field: &str,
    findings: &mut Vec<Finding>,
) -> Option<Range> {
    if dictionary.byte_range == pdf::ByteRange::Absent {
        findings.push(Finding::new(Code::ByteRangeMissing, [field]));
        return None;
    }
    let Some([start, gap_start, gap_end, length]) = dictionary.byte_range.numbers() else {
        findings.push(Finding::new(Code::ByteRangeShape, ["not-four-numbers"]));
        return None;
    };
    if start != 0 {
        findings.push(Finding::new(Code::ByteRangeShape, ["not-from-zero"]));
        return None;
    }
    if gap_start == 0 || gap_end <= gap_start || length == 0 {
        findings.push(Finding::new(Code::ByteRangeShape, ["empty-part"]));
        return None;
    }
    match gap_end.checked_add(length) {
        Some(end) if end <= document.len() => Some(Range { gap_start, gap_end, end }),
        end => {
            let end = end.map_or(String::from("overflow"), |end| end.to_string());
            findings.push(Finding::new(Code::ByteRangeOutside, [end, document.len().to_string()]));
            None
        }
    }
}

/// The value that the parser took stands exactly in the gap, inside the dictionary.
fn place(dictionary: &SignatureDictionary, range: &Range, findings: &mut Vec<Finding>) {
    let gap = || [range.gap_start.to_string(), range.gap_end.to_string()];
    let exact = dictionary
        .contents
        .span
        .as_ref()
        .is_some_and(|span| span.start == range.gap_start && span.end == range.gap_end);
    let inside = dictionary.span.as_ref().is_some_and(|span| {
        span.start < range.gap_start && span.end > range.gap_end && span.end <= range.end
    });
    let covered = matches!(dictionary.location, Location::InFile { start, end } if start < range.gap_start && end <= range.end);
    if !exact || !inside || !covered {
        findings.push(Finding::new(Code::ByteRangeGap, gap()));
    }
}

/// The bytes of the gap are `<`, digits, `>` and nothing else.
fn gap(source: &dyn Source, range: &Range, findings: &mut Vec<Finding>) {
    let length = range.gap_end - range.gap_start;
    let bytes = usize::try_from(length.min(MAX_CONTENTS)).ok().and_then(|length| {
        let mut bytes = vec![0; length];
        source.read_at(range.gap_start, &mut bytes).ok().map(|()| bytes)
    });
    let fault = match bytes.as_deref() {
        _ if length > MAX_CONTENTS => Some("too-long"),
        Some([b'<', digits @ .., b'>']) => {
            if !digits.iter().all(u8::is_ascii_hexdigit) {
                Some("not-hexadecimal")
            } else if digits.iter().any(u8::is_ascii_lowercase) && digits.iter().any(u8::is_ascii_uppercase) {
                // No producer writes both: a digit was touched, though it still says the same.
                Some("mixed-case")
            } else if digits.len() % 2 == 1 {
                Some("odd-length")
            } else {
                None
            }
        }
        _ => Some("no-brackets"),
    };
    if let Some(fault) = fault {
        findings.push(Finding::new(Code::ContentsShape, [fault]));
    }
}

/// The signed bytes end where a revision ends.
fn revision(document: &Document, range: &Range, coverage: &mut Coverage) {
    let revisions = document.revisions();
    if let Some(index) = revisions.iter().position(|revision| revision.ends_at(range.end)) {
        coverage.revision = Some(index);
        return;
    }
    // Up to two bytes of line end after `%%EOF`, or white space that belongs to the same revision.
    let before = revisions.iter().rposition(|revision| revision.eof.is_some_and(|eof| eof <= range.end));
    if let Some(index) = before
        && let Some(eof) = revisions.get(index).and_then(|revision| revision.eof)
        && is_blank(document.source().as_ref(), eof, range.end)
    {
        coverage.revision = Some(index);
        coverage.findings.push(Finding::new(Code::SignatureOdd, ["space-after-eof"]));
        return;
    }
    coverage.findings.push(Finding::new(Code::ByteRangeEnd, [range.end.to_string()]));
}

/// Whether a short stretch of the file is white space only.
pub(crate) fn is_blank(source: &dyn Source, start: u64, end: u64) -> bool {
    let Some(length) = end.checked_sub(start).filter(|length| *length <= 4096) else { return false };
    let Ok(length) = usize::try_from(length) else { return false };
    let mut bytes = vec![0; length];
    source.read_at(start, &mut bytes).is_ok()
        && bytes.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// Marks signatures whose ranges are equal or cross: of two, one must lie wholly before the other's gap ends.
pub(crate) fn crossing(ranges: &[Option<Range>]) -> Vec<usize> {
    let mut found = Vec::new();
    for (index, own) in ranges.iter().enumerate() {
        let Some(own) = own else { continue };
        let crosses = ranges.iter().enumerate().any(|(other_index, other)| {
            let Some(other) = other.filter(|_| other_index != index) else { return false };
            // Nested: the shorter one ends before the longer one's value begins.
            !(own.end < other.end && own.end <= other.gap_start
                || other.end < own.end && other.end <= own.gap_start)
        });
        if crosses {
            found.push(index);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(gap_start: u64, gap_end: u64, end: u64) -> Option<Range> {
        Some(Range { gap_start, gap_end, end })
    }

    #[test]
    fn nested_ranges_do_not_cross() {
        assert!(crossing(&[range(10, 20, 30), range(40, 50, 60), None]).is_empty());
    }

    #[test]
    fn equal_and_crossing_ranges_do() {
        assert_eq!(crossing(&[range(10, 20, 30), range(10, 20, 30)]), [0, 1]);
        assert_eq!(crossing(&[range(10, 20, 60), range(30, 40, 70)]), [0, 1]);
    }

    #[test]
    fn blank_is_white_space_only() {
        let source: Vec<u8> = b"%%EOF \r\nx".to_vec();
        assert!(is_blank(&source, 5, 8));
        assert!(!is_blank(&source, 5, 9));
        assert!(!is_blank(&source, 9, 5));
    }
}
