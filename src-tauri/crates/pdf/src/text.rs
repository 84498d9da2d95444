//! Text strings (ISO 32000-2 §7.9.2.2): PDFDocEncoding, UTF-16BE and UTF-8 with their marks, to and from `str`.
//!
//! Owns the choice of the encoding of new text strings and the reading of those found in files. Refuses byte strings
//! (digests, identifiers), which are not text, and font encodings.

use lopdf::{Object, StringFormat};

/// Bytes 0x18 to 0x1F of PDFDocEncoding (Table D.2).
const ACCENTS: [char; 8] =
    ['\u{2d8}', '\u{2c7}', '\u{2c6}', '\u{2d9}', '\u{2dd}', '\u{2db}', '\u{2da}', '\u{2dc}'];

/// Bytes 0x80 to 0x9E of PDFDocEncoding (Table D.2); 0x9F is undefined.
const SPECIALS: [char; 31] = [
    '\u{2022}', '\u{2020}', '\u{2021}', '\u{2026}', '\u{2014}', '\u{2013}', '\u{192}', '\u{2044}',
    '\u{2039}', '\u{203a}', '\u{2212}', '\u{2030}', '\u{201e}', '\u{201c}', '\u{201d}', '\u{2018}',
    '\u{2019}', '\u{201a}', '\u{2122}', '\u{fb01}', '\u{fb02}', '\u{141}', '\u{152}', '\u{160}', '\u{178}',
    '\u{17d}', '\u{131}', '\u{142}', '\u{153}', '\u{161}', '\u{17e}',
];

/// The text string object for `text`: PDFDocEncoding where it can say everything, else UTF-16BE with its mark.
pub fn text_string(text: &str) -> Object {
    Object::String(encode_text(text), StringFormat::Literal)
}

/// The bytes of the text string for `text`, before escaping and encryption.
pub fn encode_text(text: &str) -> Vec<u8> {
    let plain: Option<Vec<u8>> = text.chars().map(to_pdf_doc).collect();
    match plain {
        // Text that begins with what would be read as a mark must carry a mark of its own.
        Some(bytes) if !has_mark(&bytes) => bytes,
        _ => [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
    }
}

/// The text of a text string's bytes; what has no meaning in its encoding becomes U+FFFD.
pub fn decode_text(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return decode_utf16(rest, u16::from_be_bytes);
    }
    // Not in the standard, but some producers write it and every viewer reads it.
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return decode_utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        return without_language(String::from_utf8_lossy(rest).chars());
    }
    bytes.iter().map(|&byte| from_pdf_doc(byte)).collect()
}

fn has_mark(bytes: &[u8]) -> bool {
    [&[0xfe, 0xff][..], &[0xff, 0xfe], &[0xef, 0xbb, 0xbf]].iter().any(|mark| bytes.starts_with(mark))
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| match *pair {
        [a, b] => unit([a, b]),
        _ => 0xfffd,
    });
    without_language(char::decode_utf16(units).map(|decoded| decoded.unwrap_or('\u{fffd}')))
}

/// Drops the language codes that U+001B brackets (§7.9.2.2.1).
fn without_language(text: impl Iterator<Item = char>) -> String {
    let mut inside = false;
    text.filter(|&c| {
        if c == '\u{1b}' {
            inside = !inside;
        }
        c != '\u{1b}' && !inside
    })
    .collect()
}

fn to_pdf_doc(c: char) -> Option<u8> {
    match c {
        '\t' | '\n' | '\r' | ' '..='~' => u8::try_from(u32::from(c)).ok(),
        '\u{20ac}' => Some(0xa0),
        '\u{ad}' => None,
        '\u{a1}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        _ => position(&ACCENTS, c, 0x18).or_else(|| position(&SPECIALS, c, 0x80)),
    }
}

fn position(table: &[char], c: char, first: u8) -> Option<u8> {
    let index = table.iter().position(|&entry| entry == c)?;
    u8::try_from(index).ok()?.checked_add(first)
}

fn from_pdf_doc(byte: u8) -> char {
    match byte {
        b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0xa1..=0xac | 0xae..=0xff => char::from(byte),
        0x18..=0x1f => ACCENTS.get(usize::from(byte - 0x18)).copied().unwrap_or('\u{fffd}'),
        0x80..=0x9e => SPECIALS.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        0xa0 => '\u{20ac}',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_stays_plain() {
        assert_eq!(encode_text("Signature1 – €"), b"Signature1 \x85 \xa0");
    }

    #[test]
    fn chinese_becomes_utf16_with_its_mark() {
        assert_eq!(encode_text("批准"), [0xfe, 0xff, 0x62, 0x79, 0x51, 0xc6]);
        assert_eq!(decode_text(&[0xfe, 0xff, 0x62, 0x79, 0x51, 0xc6]), "批准");
    }

    #[test]
    fn text_that_looks_like_a_mark_is_not_taken_for_one() {
        assert_eq!(decode_text(&encode_text("þÿab")), "þÿab");
        assert_eq!(decode_text(&encode_text("ï»¿x")), "ï»¿x");
    }

    #[test]
    fn languages_are_dropped_and_odd_tails_marked() {
        assert_eq!(decode_text(b"\xfe\xff\x00\x1b\x00z\x00h\x00\x1b\x00A"), "A");
        assert_eq!(decode_text(b"\xfe\xff\x00A\x00"), "A\u{fffd}");
        assert_eq!(decode_text(b"\xef\xbb\xbf\xe6\x89\xb9"), "批");
    }

    proptest! {
        #[test]
        fn text_returns(text in "\\PC*") {
            prop_assert_eq!(decode_text(&encode_text(&text)), text);
        }

        #[test]
        fn no_bytes_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            decode_text(&bytes);
        }
    }
}
