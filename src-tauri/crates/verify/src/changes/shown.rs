//! The text that a field's appearance shows, read from its content stream (ISO 32000-2 §9.4, §12.7.4.3).
//!
//! Answers only where it can be sure: known operators, a legible text mode, fonts that the signed version has or that
//! bring no glyphs of their own, hardly any lines. Anything else is "cannot tell", which a rule takes as a lie.

use std::collections::HashMap;

use pdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::step::Step;

/// Lines and rectangles that a border needs; more could draw letters.
const MAX_LINES: usize = 16;
/// Bytes of content that one field may have.
const MAX_CONTENT: usize = 256 * 1024;

/// What one character code of a font shows.
struct Font {
    /// Characters by code; `None` where it cannot be told.
    codes: HashMap<u8, char>,
    legible: bool,
}

/// The text that a form of the newer revision shows, in drawing order; `None` where it cannot be told.
pub(crate) fn text_of(step: &Step<'_>, form: &Stream, defaults: &Dictionary) -> Option<String> {
    // Glyphs that came with the change could show anything; those of the signed version were signed.
    let signed = |id: ObjectId| !step.is_new(id) && !step.touched.contains(&id);
    text(step.new, &signed, form, defaults)
}

/// The text that a form of the older revision showed.
pub(crate) fn text_before(step: &Step<'_>, form: &Stream, defaults: &Dictionary) -> Option<String> {
    text(step.old, &|_| true, form, defaults)
}

fn text(
    document: &Document,
    signed: &dyn Fn(ObjectId) -> bool,
    form: &Stream,
    defaults: &Dictionary,
) -> Option<String> {
    let entry = |dictionary: &Dictionary, key: &[u8]| {
        dictionary.get(key).ok().and_then(|value| document.resolve(value).ok()).unwrap_or(Object::Null)
    };
    let data = document.stream_data(form).ok()?;
    if data.len() > MAX_CONTENT {
        return None;
    }
    let resources = match entry(&form.dict, b"Resources") {
        Object::Dictionary(own) => own,
        Object::Null => defaults.clone(),
        _ => return None,
    };
    let fonts = match entry(&resources, b"Font") {
        Object::Dictionary(fonts) => fonts,
        _ => entry(defaults, b"Font").as_dict().cloned().unwrap_or_default(),
    };
    let mut known: HashMap<Vec<u8>, Option<Font>> = HashMap::new();
    let mut shown = String::new();
    let mut stack: Vec<Token> = Vec::new();
    let mut font: Option<Vec<u8>> = None;
    let mut lines = 0;
    let mut lexer = Lexer { data: &data, at: 0 };
    while let Some(token) = lexer.next()? {
        let Token::Operator(operator) = token else {
            stack.push(token);
            if stack.len() > 1_000 {
                return None;
            }
            continue;
        };
        match operator.as_slice() {
            b"q" | b"Q" | b"cm" | b"w" | b"J" | b"j" | b"M" | b"d" | b"ri" | b"i" | b"W" | b"W*" | b"n"
            | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"h" | b"g" | b"G"
            | b"rg" | b"RG" | b"k" | b"K" | b"cs" | b"CS" | b"sc" | b"SC" | b"scn" | b"SCN" | b"BT"
            | b"ET" | b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts" | b"Td" | b"TD" | b"Tm" | b"T*" | b"BMC"
            | b"BDC" | b"EMC" | b"MP" | b"DP" => {}
            b"re" | b"m" | b"l" => {
                lines += 1;
                if lines > MAX_LINES {
                    return None;
                }
            }
            b"Tr" => match stack.last() {
                Some(Token::Number(mode)) if *mode == 0.0 => {}
                _ => return None,
            },
            b"Tf" => {
                let [Token::Name(name), Token::Number(size)] = stack.as_slice() else { return None };
                if *size == 0.0 {
                    return None;
                }
                if !known.contains_key(name) {
                    known.insert(name.clone(), read_font(document, signed, &fonts, name));
                }
                font = Some(name.clone());
            }
            b"Tj" | b"'" | b"\"" | b"TJ" => {
                let face = known.get(font.as_ref()?)?.as_ref().filter(|face| face.legible)?;
                for token in &stack {
                    if let Token::Text(bytes) = token {
                        for byte in bytes {
                            shown.push(*face.codes.get(byte)?);
                        }
                    }
                }
                shown.push(' ');
            }
            _ => return None,
        }
        stack.clear();
    }
    Some(shown)
}

/// Text without white space, for comparison: lines wrap and combs spread their letters.
pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect()
}

fn read_font(
    document: &Document,
    signed: &dyn Fn(ObjectId) -> bool,
    fonts: &Dictionary,
    name: &[u8],
) -> Option<Font> {
    let value = |dictionary: &Dictionary, key: &[u8]| {
        dictionary.get(key).ok().and_then(|value| document.resolve(value).ok()).unwrap_or(Object::Null)
    };
    // A name without a font: readers take a font of their own.
    let Ok(entry) = fonts.get(name) else { return Some(Font { codes: base_encoding(), legible: true }) };
    let Object::Dictionary(font) = document.resolve(entry).ok()? else { return None };
    let kind = font.get(b"Subtype").and_then(Object::as_name).ok()?;
    if !matches!(kind, b"Type1" | b"TrueType" | b"MMType1") {
        return None;
    }
    let signed = entry.as_reference().is_ok_and(signed);
    let embedded = font.has(b"FontDescriptor") && {
        let descriptor = value(&font, b"FontDescriptor").as_dict().cloned().unwrap_or_default();
        [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.has(key))
    };
    let mut codes = base_encoding();
    let mut legible = signed || !embedded;
    match value(&font, b"Encoding") {
        Object::Null | Object::Name(_) => {}
        Object::Dictionary(encoding) => {
            if let Object::Array(items) = value(&encoding, b"Differences") {
                let mut code = 0u8;
                for item in items {
                    match item {
                        Object::Integer(start) => code = u8::try_from(start).ok()?,
                        Object::Name(glyph) => {
                            match glyph_character(&glyph) {
                                Some(character) => codes.insert(code, character),
                                None => codes.remove(&code),
                            };
                            code = code.wrapping_add(1);
                        }
                        _ => legible = false,
                    }
                }
            }
        }
        _ => legible = false,
    }
    Some(Font { codes, legible })
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

/// What stands in a content stream, as far as text needs it.
enum Token {
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Other,
    Operator(Vec<u8>),
}

struct Lexer<'a> {
    data: &'a [u8],
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    /// The next token; `Some(None)` at the end, `None` where the content is damaged.
    #[allow(clippy::option_option)]
    fn next(&mut self) -> Option<Option<Token>> {
        loop {
            match self.peek() {
                None => return Some(None),
                Some(b'%') => {
                    while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                        self.at += 1;
                    }
                }
                Some(byte) if is_space(byte) => self.at += 1,
                Some(_) => break,
            }
        }
        let token = match self.peek()? {
            b'(' => Token::Text(self.literal()?),
            b'<' if self.data.get(self.at + 1) == Some(&b'<') => self.skip(2),
            b'>' if self.data.get(self.at + 1) == Some(&b'>') => self.skip(2),
            b'<' => Token::Text(self.hex()?),
            b'[' | b']' => self.skip(1),
            b'/' => {
                self.at += 1;
                Token::Name(self.word())
            }
            b'{' | b'}' | b')' | b'>' => return None,
            _ => {
                let word = self.word();
                let number = std::str::from_utf8(&word).ok().and_then(|text| text.parse::<f64>().ok());
                match number {
                    Some(number) if number.is_finite() => Token::Number(number),
                    _ if word == b"true" || word == b"false" || word == b"null" => Token::Other,
                    _ => Token::Operator(word),
                }
            }
        };
        Some(Some(token))
    }

    fn skip(&mut self, count: usize) -> Token {
        self.at += count;
        Token::Other
    }

    fn word(&mut self) -> Vec<u8> {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !b"()<>[]{}/%".contains(&byte)) {
            self.at += 1;
        }
        self.data.get(start..self.at).unwrap_or_default().to_vec()
    }

    fn hex(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'>' => break,
                byte if is_space(byte) => {}
                byte => digits.push(u8::try_from(char::from(byte).to_digit(16)?).ok()?),
            }
        }
        if digits.len() % 2 == 1 {
            digits.push(0);
        }
        Some(
            digits
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |value, digit| value << 4 | digit))
                .collect(),
        )
    }

    fn literal(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut depth = 1;
        let mut text = Vec::new();
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(text);
                    }
                }
                b'\\' => {
                    let escape = self.peek()?;
                    self.at += 1;
                    match escape {
                        b'n' => text.push(b'\n'),
                        b'r' => text.push(b'\r'),
                        b't' => text.push(b'\t'),
                        b'b' => text.push(8),
                        b'f' => text.push(12),
                        b'\r' => {
                            if self.peek() == Some(b'\n') {
                                self.at += 1;
                            }
                        }
                        b'\n' => {}
                        b'0'..=b'7' => {
                            let mut value = u32::from(escape - b'0');
                            for _ in 0..2 {
                                match self.peek() {
                                    Some(digit @ b'0'..=b'7') => {
                                        value = value * 8 + u32::from(digit - b'0');
                                        self.at += 1;
                                    }
                                    _ => break,
                                }
                            }
                            text.push((value & 0xFF) as u8);
                        }
                        other => text.push(other),
                    }
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_as_written() {
        let mut lexer = Lexer { data: b"(a\\(b\\051 (c) \\101) <41 4>", at: 0 };
        let Some(Some(Token::Text(text))) = lexer.next() else { unreachable!() };
        assert_eq!(text, b"a(b) (c) A");
        let Some(Some(Token::Text(text))) = lexer.next() else { unreachable!() };
        assert_eq!(text, b"A@");
        assert!(matches!(lexer.next(), Some(None)));
    }

    #[test]
    fn glyph_names() {
        assert_eq!(glyph_character(b"A"), Some('A'));
        assert_eq!(glyph_character(b"nine"), Some('9'));
        assert_eq!(glyph_character(b"uni5F20"), char::from_u32(0x5F20));
        assert_eq!(glyph_character(b"g17"), None);
    }
}
