//! What a document says of itself in its metadata about the archive form (ISO 19005, PDF/A).
//!
//! Owns finding the claim and what it asks of an update, so that the update can keep it true. Refuses to check it, and to
//! parse XMP beyond the one property in question.

use crate::value::ValueExt;
use crate::{Document, Object};

/// The namespace of the identification schema (ISO 19005-1 §6.7.11).
const NAMESPACE: &[u8] = b"http://www.aiim.org/pdfa/ns/id/";

/// Metadata beyond this is not looked through.
const MAX_BYTES: usize = 4 << 20;

/// What a claim to be an archive document asks of what is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Archive {
    /// The part of ISO 19005: 1 to 4.
    pub part: u8,
    /// Nothing may let the page shine through: part 1 knows no transparency (§6.4), and the later parts want a colour space to
    /// blend in, which a document without an output intent does not name (parts 2 and 3 §6.2.10).
    pub opaque: bool,
}

/// The archive document that the XMP metadata claims this is; `None` without a claim that can be read.
pub fn archive(document: &Document) -> Option<Archive> {
    let part = archive_part(document)?;
    Some(Archive { part, opaque: part == 1 || !has_output_intent(document) })
}

fn has_output_intent(document: &Document) -> bool {
    let intents = document.catalog().map(|catalog| catalog.value(b"OutputIntents").clone());
    let Ok(Ok(Object::Array(intents))) = intents.map(|intents| document.resolve(&intents)) else {
        return false;
    };
    intents.iter().filter_map(|intent| document.resolve(intent).ok()).any(|intent| {
        intent.as_dict().is_ok_and(|intent| {
            intent.get(b"S").and_then(Object::as_name).is_ok_and(|kind| kind == b"GTS_PDFA1")
                && intent.has(b"DestOutputProfile")
        })
    })
}

fn archive_part(document: &Document) -> Option<u8> {
    let metadata = document.catalog().ok()?.value(b"Metadata").clone();
    let Object::Stream(stream) = document.resolve(&metadata).ok()? else { return None };
    let packet = document.stream_data(&stream).ok()?;
    part_of(packet.get(..MAX_BYTES.min(packet.len()))?)
}

fn part_of(packet: &[u8]) -> Option<u8> {
    // xmlns:PREFIX="NAMESPACE"; the prefix is `pdfaid` in nearly every file.
    let declared = find(packet, NAMESPACE)?;
    let before = packet.get(..declared)?;
    let prefix =
        before.rsplit(|byte| *byte == b':').next()?.split(|byte| !byte.is_ascii_alphanumeric()).next()?;
    let property = [prefix, b":part"].concat();
    let mut rest = packet;
    while let Some(at) = find(rest, &property) {
        rest = rest.get(at.checked_add(property.len())?..)?;
        // `>1</` as an element, `="1"` as an attribute.
        let mut value = rest.iter().copied().skip_while(u8::is_ascii_whitespace);
        let opened = match value.next()? {
            b'>' => true,
            b'=' => value
                .find(|byte| !byte.is_ascii_whitespace())
                .is_some_and(|byte| matches!(byte, b'"' | b'\'')),
            _ => false,
        };
        let digit = value.find(|byte| !byte.is_ascii_whitespace());
        if let Some(digit @ b'1'..=b'4') = digit.filter(|_| opened) {
            return Some(digit - b'0');
        }
    }
    None
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::part_of;

    #[test]
    fn the_claim_is_found_in_both_spellings() {
        let element = br#"<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" rdf:about="">
            <pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"#;
        assert_eq!(part_of(element), Some(1));
        let attribute = br#"<x xmlns:a='http://www.aiim.org/pdfa/ns/id/' a:conformance="A" a:part = "3"/>"#;
        assert_eq!(part_of(attribute), Some(3));
        assert_eq!(part_of(b"<pdfaid:part>1</pdfaid:part>"), None);
        assert_eq!(part_of(br#"xmlns:p="http://www.aiim.org/pdfa/ns/id/" p:part="x""#), None);
    }
}
