//! How a file spells the numbers of an object that is about to be written again.
//!
//! Owns a shallow scan of an object's own bytes, from which `write` takes back the digits of real numbers that did
//! not change: `595.27559055` must not become `595.2756` only because our numbers are 32 bits wide, for a stricter
//! reader than ours would call that a change of the page. Refuses to judge: where the scan does not understand
//! something it gives up, and the number is spelled anew. Nothing is ever decided on its findings.

use crate::source::read_range;
use crate::value::ValueExt;
use crate::{Document, Error, Location, Object, ObjectId};

/// Levels that the scan follows.
const MAX_DEPTH: usize = 100;

/// Bytes of an object that are scanned at most; what is longer is spelled anew.
const MAX_BYTES: u64 = 4 << 20;

/// The spelling of one value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Spelling {
    /// The items of an array.
    Array(Vec<Spelling>),
    /// The raw keys of a dictionary and their values.
    Dictionary(Vec<(Vec<u8>, Spelling)>),
    /// The digits of a number.
    Number(Vec<u8>),
    /// Anything else.
    Other,
}

impl Spelling {
    /// The item at `index`, when this is an array.
    pub(crate) fn item(&self, index: usize) -> Option<&Spelling> {
        match self {
            Self::Array(items) => items.get(index),
            _ => None,
        }
    }

    /// The value of `key`, when this is a dictionary that has it exactly once, spelled plainly.
    pub(crate) fn entry(&self, key: &[u8]) -> Option<&Spelling> {
        let Self::Dictionary(pairs) = self else { return None };
        let mut found = pairs.iter().filter(|(name, _)| name == key);
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }

    /// The digits, when they mean exactly `number` to our own reader.
    pub(crate) fn digits_of(&self, number: f32) -> Option<&[u8]> {
        let Self::Number(digits) = self else { return None };
        let meant: f32 = std::str::from_utf8(digits).ok()?.parse().ok()?;
        (meant == number).then_some(digits)
    }
}

/// The spelling of an object in the file, when it holds real numbers and the scan understands it.
pub(crate) fn of_object(
    document: &Document,
    id: ObjectId,
    value: &Object,
) -> Result<Option<Spelling>, Error> {
    if !holds_real(value, 0) {
        return Ok(None);
    }
    let bytes = match document.location(id)? {
        Location::InFile { start, end } => {
            if end.saturating_sub(start) > MAX_BYTES {
                return Ok(None);
            }
            read_range(document.source().as_ref(), start, end)?
        }
        Location::InStream { container, index } => {
            return in_stream(document, container, index);
        }
        _ => return Ok(None),
    };
    let mut scan = Scan { bytes: &bytes, at: 0 };
    // The header `n g obj`.
    for _ in 0..3 {
        scan.space();
        scan.word();
    }
    Ok(scan.value(0))
}

fn in_stream(document: &Document, container: u32, index: u32) -> Result<Option<Spelling>, Error> {
    let Object::Stream(stream) = document.object((container, 0))? else { return Ok(None) };
    let Object::Integer(first) = document.resolve(stream.dict.value(b"First"))? else { return Ok(None) };
    let data = document.stream_data(&stream)?;
    let mut header = Scan { bytes: &data, at: 0 };
    let mut offset = None;
    for _ in 0..=index {
        header.space();
        header.word();
        header.space();
        offset = std::str::from_utf8(header.word()).ok().and_then(|digits| digits.parse::<usize>().ok());
    }
    let start = offset.and_then(|offset| usize::try_from(first).ok()?.checked_add(offset));
    Ok(start.and_then(|start| Scan { bytes: &data, at: start }.value(0)))
}

fn holds_real(value: &Object, depth: usize) -> bool {
    depth <= MAX_DEPTH
        && match value {
            Object::Real(_) => true,
            Object::Array(items) => items.iter().any(|item| holds_real(item, depth + 1)),
            Object::Dictionary(dictionary) => dictionary.iter().any(|(_, item)| holds_real(item, depth + 1)),
            Object::Stream(stream) => stream.dict.iter().any(|(_, item)| holds_real(item, depth + 1)),
            _ => false,
        }
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn ahead(&self, literal: &[u8]) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(literal))
    }

    /// Skips white space and comments.
    fn space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ') {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// A run of regular characters, possibly empty.
    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn value(&mut self, depth: usize) -> Option<Spelling> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        if self.ahead(b"<<") {
            self.at += 2;
            return self.dictionary(depth);
        }
        match self.peek()? {
            b'[' => {
                self.at += 1;
                self.array(depth)
            }
            b'<' => {
                self.skip_to(b'>')?;
                Some(Spelling::Other)
            }
            b'(' => self.literal(),
            b'/' => {
                self.at += 1;
                self.word();
                Some(Spelling::Other)
            }
            byte if is_regular(byte) => {
                let word = self.word();
                let numeric = word.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.'));
                Some(if numeric { Spelling::Number(word.to_vec()) } else { Spelling::Other })
            }
            _ => None,
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Spelling> {
        let mut pairs = Vec::new();
        loop {
            self.space();
            if self.ahead(b">>") {
                self.at += 2;
                return Some(Spelling::Dictionary(pairs));
            }
            if self.peek()? != b'/' {
                return None;
            }
            self.at += 1;
            let key = self.word().to_vec();
            let value = self.value(depth + 1)?;
            pairs.push((key, self.reference_or(value)));
        }
    }

    fn array(&mut self, depth: usize) -> Option<Spelling> {
        let mut items = Vec::new();
        loop {
            self.space();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(Spelling::Array(items));
            }
            let value = self.value(depth + 1)?;
            items.push(self.reference_or(value));
        }
    }

    /// After a number: the two more words of a reference, when they follow.
    fn reference_or(&mut self, value: Spelling) -> Spelling {
        let Spelling::Number(_) = value else { return value };
        let here = self.at;
        self.space();
        let generation = self.word();
        if !generation.is_empty() && generation.iter().all(u8::is_ascii_digit) {
            self.space();
            if self.word() == b"R" {
                return Spelling::Other;
            }
        }
        self.at = here;
        value
    }

    fn skip_to(&mut self, end: u8) -> Option<()> {
        while self.peek()? != end {
            self.at += 1;
        }
        self.at += 1;
        Some(())
    }

    fn literal(&mut self) -> Option<Spelling> {
        let mut open = 0usize;
        loop {
            match self.peek()? {
                b'(' => open += 1,
                b')' => open = open.checked_sub(1)?,
                b'\\' => self.at += 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Some(Spelling::Other);
            }
        }
    }
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t'
            | b'\n'
            | 0x0c
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scan(text: &[u8]) -> Option<Spelling> {
        Scan { bytes: text, at: 0 }.value(0)
    }

    #[test]
    fn digits_are_found_by_path() {
        let spelling =
            scan(b"<</Parent 3 0 R/MediaBox[0 0 595.27559055 +841.8898 ]%c\n/S(a(b\\))c)/D<</X 1.>>>>")
                .unwrap();
        let media = spelling.entry(b"MediaBox").unwrap();
        assert_eq!(media.item(2).unwrap().digits_of(595.275_6), Some(&b"595.27559055"[..]));
        assert_eq!(media.item(3).unwrap().digits_of(841.8898), Some(&b"+841.8898"[..]));
        assert_eq!(media.item(2).unwrap().digits_of(595.0), None);
        assert_eq!(spelling.entry(b"Parent"), Some(&Spelling::Other));
        assert!(spelling.entry(b"D").unwrap().entry(b"X").is_some());
    }

    #[test]
    fn a_doubled_key_is_nobodys() {
        let spelling = scan(b"<</A 1.0/A 2.0>>").unwrap();
        assert_eq!(spelling.entry(b"A"), None);
    }

    #[test]
    fn references_in_arrays_keep_the_places() {
        let spelling = scan(b"[1 0 R 2.5 7 8 R]").unwrap();
        assert_eq!(spelling.item(1).unwrap().digits_of(2.5), Some(&b"2.5"[..]));
        assert_eq!(spelling.item(2), Some(&Spelling::Other));
    }

    proptest! {
        #[test]
        fn nothing_is_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            scan(&bytes);
        }
    }
}
