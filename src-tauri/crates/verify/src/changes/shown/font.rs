//! What the character codes of a field's fonts show (ISO 32000-2 §9.6, §9.7), where that can be told.
//!
//! Glyphs that came with the change could show anything; those of the signed version were signed, and a font without
//! glyphs of its own is the reader's.

use std::collections::HashMap;

use pdf::{Dictionary, Document, Object, ObjectId};

use super::tokens::{Lexer, Token};

/// Entries that one `/ToUnicode` map may have.
const MAX_MAPPED: usize = 70_000;

/// What the codes of a font show.
pub(super) enum Font {
    /// One byte each; a code that is missing cannot be told.
    Simple(HashMap<u8, char>),
    /// Two bytes each, UTF-16.
    Utf16,
    /// GBK and its successors: one or two bytes.
    Gb,
    /// Two bytes each, by the font's own table.
    Mapped(HashMap<u16, String>),
}

impl Font {
    /// The text that a string shows; `None` where a code cannot be told.
    pub(super) fn text(&self, bytes: &[u8]) -> Option<String> {
        let pairs = || bytes.chunks(2).map(|pair| <[u8; 2]>::try_from(pair).ok().map(u16::from_be_bytes));
        match self {
            Self::Simple(codes) => bytes.iter().map(|byte| codes.get(byte).copied()).collect(),
            Self::Utf16 => String::from_utf16(&pairs().collect::<Option<Vec<u16>>>()?).ok(),
            Self::Gb => encoding_rs::GB18030
                .decode_without_bom_handling_and_without_replacement(bytes)
                .map(Into::into),
            Self::Mapped(table) => pairs().map(|code| table.get(&code?).map(String::as_str)).collect(),
        }
    }
}

/// The font of this name among a form's resources; `None` where it cannot be told what it shows.
pub(super) fn read(
    document: &Document,
    signed: &dyn Fn(ObjectId) -> bool,
    fonts: &Dictionary,
    name: &[u8],
) -> Option<Font> {
    // A name without a font: readers take a font of their own.
    let Ok(entry) = fonts.get(name) else { return Some(Font::Simple(base_encoding())) };
    let Object::Dictionary(font) = document.resolve(entry).ok()? else { return None };
    let signed_font = entry.as_reference().is_ok_and(signed);
    match font.get(b"Subtype").and_then(Object::as_name).ok()? {
        b"Type1" | b"TrueType" | b"MMType1" => {
            let shows = signed_font || !embedded(document, &font);
            simple(document, &font).filter(|_| shows)
        }
        b"Type0" => composite(document, &font, signed_font, signed),
        _ => None,
    }
}

fn value(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Object {
    dictionary.get(key).ok().and_then(|value| document.resolve(value).ok()).unwrap_or(Object::Null)
}

/// Whether a font brings glyphs along.
fn embedded(document: &Document, font: &Dictionary) -> bool {
    let descriptor = value(document, font, b"FontDescriptor");
    let files = [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"];
    match descriptor {
        Object::Null => false,
        Object::Dictionary(descriptor) => files.iter().any(|key| descriptor.has(key)),
        _ => true,
    }
}

fn simple(document: &Document, font: &Dictionary) -> Option<Font> {
    // These have pictures where others have letters.
    if font.get(b"BaseFont").and_then(Object::as_name).is_ok_and(|name| {
        let name = String::from_utf8_lossy(name).to_lowercase();
        name.contains("symbol") || name.contains("dingbat") || name.contains("wingding")
    }) {
        return None;
    }
    let mut codes = base_encoding();
    match value(document, font, b"Encoding") {
        Object::Null | Object::Name(_) => {}
        Object::Dictionary(encoding) => {
            let differences = value(document, &encoding, b"Differences");
            let mut code = 0u8;
            for item in differences.as_array().ok().into_iter().flatten() {
                match item {
                    Object::Integer(start) => code = u8::try_from(*start).ok()?,
                    Object::Name(glyph) => {
                        match glyph_character(glyph) {
                            Some(character) => codes.insert(code, character),
                            None => codes.remove(&code),
                        };
                        code = code.wrapping_add(1);
                    }
                    _ => return None,
                }
            }
        }
        _ => return None,
    }
    Some(Font::Simple(codes))
}

/// A font of two-byte codes: by a code that is a character, or by the table of a font that was signed.
fn composite(
    document: &Document,
    font: &Dictionary,
    signed_font: bool,
    signed: &dyn Fn(ObjectId) -> bool,
) -> Option<Font> {
    let Object::Array(below) = value(document, font, b"DescendantFonts") else { return None };
    let [descendant] = below.as_slice() else { return None };
    let Object::Dictionary(glyphs) = document.resolve(descendant).ok()? else { return None };
    let signed_font = signed_font && descendant.as_reference().is_ok_and(signed);
    if !signed_font && embedded(document, &glyphs) {
        return None;
    }
    let Object::Name(coding) = value(document, font, b"Encoding") else { return None };
    let coding = String::from_utf8(coding).ok()?;
    if coding.starts_with("Uni") && (coding.ends_with("UCS2-H") || coding.ends_with("UTF16-H")) {
        return Some(Font::Utf16);
    }
    if matches!(coding.as_str(), "GBK-EUC-H" | "GBKp-EUC-H" | "GBK2K-H" | "GB-EUC-H") {
        return Some(Font::Gb);
    }
    let table = font
        .get(b"ToUnicode")
        .ok()
        .filter(|table| coding == "Identity-H" && signed_font && table.as_reference().is_ok_and(signed))?;
    let Object::Stream(table) = document.resolve(table).ok()? else { return None };
    to_unicode(&document.stream_data(&table).ok()?).map(Font::Mapped)
}

/// The table of a `/ToUnicode` stream (§9.10.3): `bfchar` and `bfrange` of two-byte codes.
fn to_unicode(data: &[u8]) -> Option<HashMap<u16, String>> {
    let utf16 = |bytes: &[u8]| {
        let units = bytes.chunks(2).map(|pair| <[u8; 2]>::try_from(pair).ok().map(u16::from_be_bytes));
        String::from_utf16(&units.collect::<Option<Vec<u16>>>()?).ok()
    };
    let code = |bytes: &[u8]| <[u8; 2]>::try_from(bytes).ok().map(u16::from_be_bytes);
    let mut table = HashMap::new();
    let mut operands: Vec<Vec<u8>> = Vec::new();
    let mut lexer = Lexer { data, at: 0 };
    while let Some(token) = lexer.next()? {
        match token {
            Token::Text(bytes) => operands.push(bytes),
            Token::Operator(word) => {
                match word.as_slice() {
                    b"endbfchar" => {
                        for pair in operands.chunks_exact(2) {
                            let [from, to] = pair else { return None };
                            table.insert(code(from)?, utf16(to)?);
                        }
                    }
                    b"endbfrange" => {
                        for triple in operands.chunks_exact(3) {
                            let [first, last, to] = triple else { return None };
                            let (first, last, to) = (code(first)?, code(last)?, utf16(to)?);
                            let start = to.chars().next().filter(|_| to.chars().count() == 1)?;
                            for (step, code) in (first..=last).enumerate() {
                                let next = u32::from(start).checked_add(u32::try_from(step).ok()?)?;
                                table.insert(code, char::from_u32(next)?.to_string());
                            }
                        }
                    }
                    _ => {}
                }
                operands.clear();
            }
            _ => {}
        }
        if table.len() > MAX_MAPPED || operands.len() > MAX_MAPPED {
            return None;
        }
    }
    Some(table)
}

/// WinAnsiEncoding; in the range that matters most all simple encodings agree with it.
fn base_encoding() -> HashMap<u8, char> {
    const HIGH: &[(u8, char)] = &[
        (0x80, '€'),
        (0x82, '‚'),
        (0x83, 'ƒ'),
        (0x84, '„'),
        (0x85, '…'),
        (0x86, '†'),
        (0x87, '‡'),
        (0x88, 'ˆ'),
        (0x89, '‰'),
        (0x8A, 'Š'),
        (0x8B, '‹'),
        (0x8C, 'Œ'),
        (0x8E, 'Ž'),
        (0x91, '‘'),
        (0x92, '’'),
        (0x93, '“'),
        (0x94, '”'),
        (0x95, '•'),
        (0x96, '–'),
        (0x97, '—'),
        (0x98, '˜'),
        (0x99, '™'),
        (0x9A, 'š'),
        (0x9B, '›'),
        (0x9C, 'œ'),
        (0x9E, 'ž'),
        (0x9F, 'Ÿ'),
    ];
    let mut codes: HashMap<u8, char> =
        (0x20..=0x7E).chain(0xA0..=0xFF).map(|byte: u8| (byte, char::from(byte))).collect();
    codes.extend(HIGH.iter().copied());
    codes
}

/// The character of a glyph name: one letter, the digits' and signs' names, `uniXXXX`.
fn glyph_character(name: &[u8]) -> Option<char> {
    const NAMES: &[(&str, char)] = &[
        ("space", ' '),
        ("exclam", '!'),
        ("quotedbl", '"'),
        ("numbersign", '#'),
        ("dollar", '$'),
        ("percent", '%'),
        ("ampersand", '&'),
        ("quotesingle", '\''),
        ("parenleft", '('),
        ("parenright", ')'),
        ("asterisk", '*'),
        ("plus", '+'),
        ("comma", ','),
        ("hyphen", '-'),
        ("period", '.'),
        ("slash", '/'),
        ("zero", '0'),
        ("one", '1'),
        ("two", '2'),
        ("three", '3'),
        ("four", '4'),
        ("five", '5'),
        ("six", '6'),
        ("seven", '7'),
        ("eight", '8'),
        ("nine", '9'),
        ("colon", ':'),
        ("semicolon", ';'),
        ("less", '<'),
        ("equal", '='),
        ("greater", '>'),
        ("question", '?'),
        ("at", '@'),
        ("bracketleft", '['),
        ("backslash", '\\'),
        ("bracketright", ']'),
        ("asciicircum", '^'),
        ("underscore", '_'),
        ("grave", '`'),
        ("braceleft", '{'),
        ("bar", '|'),
        ("braceright", '}'),
        ("asciitilde", '~'),
        ("bullet", '•'),
        ("Euro", '€'),
        ("endash", '–'),
        ("emdash", '—'),
        ("quoteleft", '‘'),
        ("quoteright", '’'),
        ("quotedblleft", '“'),
        ("quotedblright", '”'),
        ("ellipsis", '…'),
        ("Adieresis", 'Ä'),
        ("Odieresis", 'Ö'),
        ("Udieresis", 'Ü'),
        ("adieresis", 'ä'),
        ("odieresis", 'ö'),
        ("udieresis", 'ü'),
        ("germandbls", 'ß'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("agrave", 'à'),
        ("ccedilla", 'ç'),
        ("ntilde", 'ñ'),
        ("nbspace", '\u{A0}'),
    ];
    let name = std::str::from_utf8(name).ok()?;
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && letter.is_ascii_alphabetic()
    {
        return Some(letter);
    }
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() == 4) {
        return char::from_u32(u32::from_str_radix(digits, 16).ok()?);
    }
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, character)| *character)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn glyph_names() {
        assert_eq!(glyph_character(b"A"), Some('A'));
        assert_eq!(glyph_character(b"nine"), Some('9'));
        assert_eq!(glyph_character(b"uni5F20"), char::from_u32(0x5F20));
        assert_eq!(glyph_character(b"g17"), None);
    }

    #[test]
    fn codes_of_two_bytes() {
        assert_eq!(Font::Utf16.text(&[0x5F, 0x20, 0x4E, 0x09]).unwrap(), "张三");
        assert_eq!(Font::Gb.text(&[0xD5, 0xC5, 0xC8, 0xFD, b'1']).unwrap(), "张三1");
        assert!(Font::Utf16.text(&[0x5F]).is_none());
        let table = to_unicode(
            b"1 beginbfchar <0001> <5F20> endbfchar 1 beginbfrange <0002> <0003> <4E09> endbfrange",
        )
        .unwrap();
        assert_eq!(Font::Mapped(table).text(&[0, 1, 0, 2]).unwrap(), "张三");
    }
}
