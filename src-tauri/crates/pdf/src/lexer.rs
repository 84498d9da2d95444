//! Bytes to objects (ISO 32000-2 §7.2, §7.3). Works on a slice that may end before the object does, and then says so;
//! knows nothing of files, streams' data or cross-reference tables. Every depth and every count is bounded.

use std::ops::Range;

use crate::parse::Pair;
use crate::{Dictionary, Error, Limit, Limits, Object, ObjectId, StringFormat, Syntax};

/// Why a slice yields no value.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The slice ends inside the value, and the file goes on behind it.
    More,
    /// The bytes are wrong.
    Wrong(Error),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Wrong(error)
    }
}

/// The outcome of one parsing step.
pub(crate) type Parsed<T> = Result<T, Fault>;

/// The white space of §7.2.3, NUL included.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

/// The delimiters of §7.2.3.
pub(crate) fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Whether a byte is neither white space nor a delimiter.
pub(crate) fn is_regular(byte: u8) -> bool {
    // Asked for every byte of every file: one look-up instead of a dozen comparisons.
    const REGULAR: [bool; 256] = {
        let mut table = [true; 256];
        let marks = b"\0\t\n\x0c\r ()<>[]{}/%";
        let mut index = 0;
        while index < marks.len() {
            table[marks[index] as usize] = false;
            index += 1;
        }
        table
    };
    REGULAR.get(usize::from(byte)).copied().unwrap_or_default()
}

fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte.wrapping_sub(b'0')),
        b'a'..=b'f' => Some(byte.wrapping_sub(b'a').wrapping_add(10)),
        b'A'..=b'F' => Some(byte.wrapping_sub(b'A').wrapping_add(10)),
        _ => None,
    }
}

/// A position in a slice of the file.
pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    /// The absolute offset of the slice's first byte.
    base: u64,
    position: usize,
    /// Whether the slice reaches the end of the file.
    complete: bool,
    nesting: usize,
    values_left: usize,
    /// Keys that occurred twice in one dictionary.
    pub(crate) duplicates: Vec<Vec<u8>>,
    /// Whether something was written in a way that the grammar does not know.
    pub(crate) irregular: bool,
    /// Where to note the pairs of the outermost dictionary.
    pub(crate) pairs: Option<Vec<Pair>>,
}

impl<'a> Lexer<'a> {
    /// Begins at the first byte of `bytes`, which stands at `base`.
    pub(crate) fn new(bytes: &'a [u8], base: u64, complete: bool, limits: &Limits) -> Self {
        Self {
            bytes,
            base,
            position: 0,
            complete,
            nesting: limits.nesting,
            values_left: limits.values,
            duplicates: Vec::new(),
            irregular: false,
            pairs: None,
        }
    }

    /// How many values were read, under the limits that it was made with.
    pub(crate) fn values_read(&self, limits: &Limits) -> u64 {
        limits.values.saturating_sub(self.values_left) as u64
    }

    /// The absolute offset of the next byte.
    pub(crate) fn offset(&self) -> u64 {
        self.base.saturating_add(self.position as u64)
    }

    /// The next byte, if the slice has one.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    /// The next byte, or the fault of its absence.
    pub(crate) fn need(&self) -> Parsed<u8> {
        self.peek().ok_or_else(|| self.end())
    }

    /// The next byte, or `None` at the end of the file.
    pub(crate) fn need_or_end(&self) -> Parsed<Option<u8>> {
        match self.peek() {
            None if !self.complete => Err(Fault::More),
            byte => Ok(byte),
        }
    }

    /// Moves on by one byte.
    pub(crate) fn bump(&mut self) {
        self.position = self.position.saturating_add(1).min(self.bytes.len());
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.position..).unwrap_or_default()
    }

    fn end(&self) -> Fault {
        if self.complete { self.wrong(Syntax::End) } else { Fault::More }
    }

    /// The fault `fault` at the present place.
    pub(crate) fn wrong(&self, fault: Syntax) -> Fault {
        Fault::Wrong(Error::Syntax { offset: self.offset(), fault })
    }

    /// Skips white space and comments (§7.2.4).
    pub(crate) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if is_space(byte) {
                self.bump();
            } else if byte == b'%' {
                let rest = self.rest();
                let length = rest.iter().position(|b| matches!(b, 10 | 13)).unwrap_or(rest.len());
                self.position = self.position.saturating_add(length).min(self.bytes.len());
            } else {
                break;
            }
        }
    }

    /// Skips `bytes` if exactly they come next. `false` also at the slice's end; see [`Self::word`] for whole keywords.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> bool {
        let found = self.rest().starts_with(bytes);
        if found {
            self.position = self.position.saturating_add(bytes.len());
        }
        found
    }

    /// Skips a table's entry that is written as §7.5.4 has it, 20 bytes with the line end.
    pub(crate) fn take_table_row(&mut self) -> bool {
        let regular = self.rest().first_chunk::<20>().is_some_and(|row| {
            let [offset @ .., a, g0, g1, g2, g3, g4, b, kind, end, line] = row;
            offset.iter().chain([g0, g1, g2, g3, g4]).all(u8::is_ascii_digit)
                && [*a, *b] == *b"  "
                && matches!(kind, b'n' | b'f')
                && matches!((*end, *line), (b' ', b'\r' | b'\n') | (b'\r', b'\n'))
        });
        if regular {
            self.position = self.position.saturating_add(20);
        }
        regular
    }

    /// Skips the keyword `word` if it comes next and ends there.
    pub(crate) fn word(&mut self, word: &[u8]) -> Parsed<bool> {
        let start = self.position;
        let token = self.token()?;
        let found = token == word;
        if !found {
            self.position = start;
        }
        Ok(found)
    }

    /// The run of regular characters that comes next, possibly empty.
    fn token(&mut self) -> Parsed<&'a [u8]> {
        let rest = self.rest();
        let length = match rest.iter().position(|b| !is_regular(*b)) {
            Some(length) => length,
            None if self.complete => rest.len(),
            None => return Err(Fault::More),
        };
        self.position = self.position.saturating_add(length);
        Ok(rest.get(..length).unwrap_or_default())
    }

    /// An unsigned integer made of digits only.
    pub(crate) fn unsigned(&mut self) -> Parsed<Option<u64>> {
        let start = self.position;
        // A run of characters longer than any number is none, however far it goes on.
        if self.rest().first_chunk::<32>().is_some_and(|head| head.iter().all(|byte| is_regular(*byte))) {
            return Ok(None);
        }
        let token = self.token()?;
        let value = token.iter().try_fold(0u64, |value, byte| {
            let digit = byte.is_ascii_digit().then(|| u64::from(byte.wrapping_sub(b'0')))?;
            value.checked_mul(10)?.checked_add(digit)
        });
        if value.is_some() && !token.is_empty() {
            return Ok(value);
        }
        self.position = start;
        Ok(None)
    }

    /// `n g obj` (§7.3.10).
    pub(crate) fn object_header(&mut self) -> Parsed<ObjectId> {
        let start = self.position;
        let header = self.header_parts();
        match header {
            Ok(Some(id)) => Ok(id),
            Ok(None) => {
                self.position = start;
                Err(self.wrong(Syntax::ObjectHeader))
            }
            Err(fault) => Err(fault),
        }
    }

    fn header_parts(&mut self) -> Parsed<Option<ObjectId>> {
        let Some(number) = self.unsigned()? else { return Ok(None) };
        self.skip_space();
        let Some(generation) = self.unsigned()? else { return Ok(None) };
        self.skip_space();
        // `obj` may be followed at once by the object, even by a number.
        if self.rest().len() < 3 && !self.complete {
            return Err(Fault::More);
        }
        let found = self.take(b"obj");
        Ok(u32::try_from(number).ok().zip(u16::try_from(generation).ok()).filter(|_| found))
    }

    /// The value that comes next, after white space.
    pub(crate) fn value(&mut self) -> Parsed<Object> {
        self.value_at_depth(0)
    }

    fn value_at_depth(&mut self, depth: usize) -> Parsed<Object> {
        if depth > self.nesting {
            return Err(Fault::Wrong(Error::Limit { limit: Limit::Nesting }));
        }
        self.values_left =
            self.values_left.checked_sub(1).ok_or(Fault::Wrong(Error::Limit { limit: Limit::Values }))?;
        self.skip_space();
        match self.need()? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.literal_string().map(|s| Object::String(s, StringFormat::Literal)),
            b'[' => self.array(depth),
            b'<' => {
                let second = self.bytes.get(self.position.saturating_add(1)).copied();
                match second {
                    None => Err(self.end()),
                    Some(b'<') => self.dictionary(depth).map(Object::Dictionary),
                    Some(_) => self.hex_string().map(|s| Object::String(s, StringFormat::Hexadecimal)),
                }
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number_or_reference(),
            byte if is_delimiter(byte) => Err(self.wrong(Syntax::UnexpectedByte)),
            _ => self.keyword(),
        }
    }

    fn keyword(&mut self) -> Parsed<Object> {
        let start = self.position;
        match self.token()? {
            b"true" => Ok(Object::Boolean(true)),
            b"false" => Ok(Object::Boolean(false)),
            b"null" => Ok(Object::Null),
            _ => {
                self.position = start;
                Err(self.wrong(Syntax::Keyword))
            }
        }
    }

    fn number_or_reference(&mut self) -> Parsed<Object> {
        let start = self.position;
        let token = self.token()?;
        let number = number(token);
        let Some(number) = number else {
            self.position = start;
            return Err(self.wrong(Syntax::Number));
        };
        if !token.iter().all(u8::is_ascii_digit) {
            return Ok(number);
        }
        let after = self.position;
        let Object::Integer(first) = number else { return Ok(number) };
        match self.reference_tail()? {
            None => {
                self.position = after;
                Ok(number)
            }
            Some(generation) => {
                let id = u32::try_from(first).ok().zip(u16::try_from(generation).ok());
                id.map(Object::Reference).ok_or_else(|| self.wrong(Syntax::Reference))
            }
        }
    }

    /// ` g R` after an object number.
    fn reference_tail(&mut self) -> Parsed<Option<u64>> {
        self.skip_space();
        // Only a digit can go on as a reference; anything else needs no further bytes.
        match self.peek() {
            None if !self.complete => return Err(Fault::More),
            Some(byte) if byte.is_ascii_digit() => {}
            _ => return Ok(None),
        }
        let Some(generation) = self.unsigned()? else { return Ok(None) };
        self.skip_space();
        match self.peek() {
            None if !self.complete => Err(Fault::More),
            Some(b'R') => Ok(self.word(b"R")?.then_some(generation)),
            _ => Ok(None),
        }
    }

    fn name(&mut self) -> Parsed<Vec<u8>> {
        self.bump();
        let token = self.token()?;
        if !token.contains(&b'#') {
            return Ok(token.to_vec());
        }
        let mut name = Vec::with_capacity(token.len());
        let mut bytes = token.iter();
        while let Some(&byte) = bytes.next() {
            let escape = match bytes.as_slice() {
                [high, low, ..] if byte == b'#' => hex_digit(*high).zip(hex_digit(*low)),
                _ => None,
            };
            match escape {
                Some((high, low)) => {
                    name.push(high << 4 | low);
                    bytes.nth(1);
                }
                None => {
                    // A lone `#` was an ordinary character up to PDF 1.1.
                    self.irregular |= byte == b'#';
                    name.push(byte);
                }
            }
        }
        Ok(name)
    }

    fn literal_string(&mut self) -> Parsed<Vec<u8>> {
        self.bump();
        let mut depth = 1usize;
        let mut string = Vec::new();
        loop {
            let byte = self.need()?;
            self.bump();
            match byte {
                b'(' => depth = depth.saturating_add(1),
                b')' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok(string);
                    }
                }
                b'\r' => {
                    // An end-of-line of any shape reads as one line feed (§7.3.4.2).
                    if self.need()? == b'\n' {
                        self.bump();
                    }
                    string.push(b'\n');
                    continue;
                }
                b'\\' => {
                    self.escape(&mut string)?;
                    continue;
                }
                _ => {}
            }
            string.push(byte);
        }
    }

    fn escape(&mut self, string: &mut Vec<u8>) -> Parsed<()> {
        let byte = self.need()?;
        self.bump();
        match byte {
            b'n' => string.push(b'\n'),
            b'r' => string.push(b'\r'),
            b't' => string.push(b'\t'),
            b'b' => string.push(8),
            b'f' => string.push(12),
            b'\n' => {}
            b'\r' => {
                if self.need()? == b'\n' {
                    self.bump();
                }
            }
            b'0'..=b'7' => {
                let mut code = u16::from(byte.wrapping_sub(b'0'));
                for _ in 0..2 {
                    match self.need()? {
                        digit @ b'0'..=b'7' => {
                            code = code << 3 | u16::from(digit.wrapping_sub(b'0'));
                            self.bump();
                        }
                        _ => break,
                    }
                }
                // High-order overflow is ignored (§7.3.4.2).
                string.push((code & 0xff) as u8);
            }
            other => string.push(other),
        }
        Ok(())
    }

    fn hex_string(&mut self) -> Parsed<Vec<u8>> {
        self.bump();
        let mut string = Vec::new();
        let mut high = None;
        loop {
            let byte = self.need()?;
            if let Some(digit) = hex_digit(byte) {
                match high.take() {
                    Some(first) => string.push(first << 4 | digit),
                    None => high = Some(digit),
                }
            } else if byte == b'>' {
                self.bump();
                // A missing last digit is 0 (§7.3.4.3).
                string.extend(high.map(|first: u8| first << 4));
                return Ok(string);
            } else if !is_space(byte) {
                return Err(self.wrong(Syntax::HexString));
            }
            self.bump();
        }
    }

    fn array(&mut self, depth: usize) -> Parsed<Object> {
        self.bump();
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.need()? == b']' {
                self.bump();
                return Ok(Object::Array(items));
            }
            items.push(self.value_at_depth(depth.saturating_add(1))?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Parsed<Dictionary> {
        self.bump();
        self.bump();
        let mut dictionary = Dictionary::new();
        let mut noted = if depth == 0 { self.pairs.take() } else { None };
        loop {
            self.skip_space();
            match self.need()? {
                b'/' => {}
                b'>' => {
                    if self.rest().len() < 2 {
                        return Err(self.end());
                    }
                    if !self.take(b">>") {
                        return Err(self.wrong(Syntax::Dictionary));
                    }
                    if noted.is_some() {
                        self.pairs = noted;
                    }
                    return Ok(dictionary);
                }
                _ => return Err(self.wrong(Syntax::Dictionary)),
            }
            let key_start = self.offset();
            let key = self.name()?;
            let key_span = Range { start: key_start, end: self.offset() };
            self.skip_space();
            let value_start = self.offset();
            if self.need()? == b'>' {
                return Err(self.wrong(Syntax::Dictionary));
            }
            let value = self.value_at_depth(depth.saturating_add(1))?;
            if let Some(pairs) = &mut noted {
                let value_span = Range { start: value_start, end: self.offset() };
                pairs.push(Pair { key: key.clone(), key_span, value: value.clone(), value_span });
            }
            if dictionary.has(&key) && !self.duplicates.contains(&key) {
                self.duplicates.push(key.clone());
            }
            dictionary.set(key, value);
        }
    }
}

/// A number token; integers beyond 64 bits become reals, as §7.3.3 leaves them to the implementation.
fn number(token: &[u8]) -> Option<Object> {
    let digits = match token {
        [b'+' | b'-', digits @ ..] => digits,
        digits => digits,
    };
    let points = digits.iter().filter(|b| **b == b'.').count();
    let count = digits.iter().filter(|b| b.is_ascii_digit()).count();
    if count == 0 || points > 1 || points.saturating_add(count) != digits.len() {
        return None;
    }
    let text = std::str::from_utf8(token).ok()?;
    if points == 0
        && let Ok(integer) = text.parse()
    {
        return Some(Object::Integer(integer));
    }
    text.parse().ok().map(Object::Real)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
