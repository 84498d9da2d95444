//! A quick look at objects, for walks over hundreds of thousands of them: which references stand in an object, and where it ends.
//!
//! Accepts what is written as the standard has it and builds no values. Anything else is left to the reader, which notes and
//! judges it: an odd spelling, a repeated or an escaped key, a comment inside an object, deep nesting, a stream whose length is a
//! reference, an object that does not fit the window, an encrypted document. So this is no second grammar with a mind of its own:
//! what it accepts the reader accepts alike (a test compares the two), and what it refuses costs time only.

use std::ops::Range;
use std::sync::Arc;

use crate::document::Inner;
use crate::lexer::{is_regular, is_space};
use crate::objects::Container;
use crate::{Document, Entry, Error, ObjectId};

/// Bytes read at a time while one object follows the other; less where they lie scattered.
const WINDOW: usize = 256 << 10;
/// The least that is read.
const LEAST: usize = 2 << 10;
/// The longest name or number; a run of characters must not be passed over again and again.
const LONGEST: usize = 1 << 10;
/// Digits of an integer that cannot overflow.
const DIGITS: usize = 18;
/// Levels of arrays and dictionaries.
const NESTING: usize = 24;
/// Keys of one dictionary.
const KEYS: usize = 64;
/// Object numbers up to which all entries are held, 16 bytes each.
const NUMBERS: usize = 1 << 21;

/// Looks at the objects of one document, the better the nearer they stand to each other.
pub struct Skimmer {
    document: Document,
    window: Window,
    container: Option<(u32, Arc<Container>)>,
    /// By object number; `None` where the entries cannot be held.
    entries: Option<Vec<Option<Entry>>>,
    keys: Vec<Range<usize>>,
    unwanted: Vec<ObjectId>,
    /// Whether the document has used up its allowance for long objects: then nothing is looked at any more.
    tired: bool,
}

impl Skimmer {
    /// Reads the entries of every cross-reference section.
    pub fn new(document: &Document) -> Self {
        let mut skimmer = Self::without_entries(document);
        skimmer.entries = document.inner.all_entries().ok().flatten();
        skimmer
    }

    /// For looking at places in the file alone.
    pub(crate) fn without_entries(document: &Document) -> Self {
        Self {
            document: document.clone(),
            window: Window::default(),
            container: None,
            entries: None,
            keys: Vec::new(),
            unwanted: Vec::new(),
            tired: false,
        }
    }

    /// Appends the references inside an object to `found` in the order of the file. `false` means that the reader must be
    /// asked, also where a name (key or value) is one that the caller watches for; `found` is then as it was.
    pub fn references(
        &mut self,
        id: ObjectId,
        watched: impl Fn(&[u8]) -> bool,
        found: &mut Vec<ObjectId>,
    ) -> bool {
        let length = found.len();
        let seen = self.look(id, &watched, found).is_some();
        if !seen {
            found.truncate(length);
        }
        seen
    }

    fn look(
        &mut self,
        id: ObjectId,
        watched: &impl Fn(&[u8]) -> bool,
        found: &mut Vec<ObjectId>,
    ) -> Option<()> {
        let inner = Arc::clone(&self.document.inner);
        if inner.encryption.is_some() || self.tired {
            return None;
        }
        let entries = self.entries.as_ref()?;
        match usize::try_from(id.0).ok().and_then(|number| entries.get(number)).copied().flatten() {
            Some(Entry::InFile { offset: 0, .. }) => None,
            Some(Entry::InFile { offset, generation }) if generation == id.1 => {
                let (known, _) = self.at(&inner, offset, watched, found)?;
                (known == id && u64::from(id.0) < inner.chain.size()).then_some(())
            }
            Some(Entry::InStream { container, index }) if id.1 == 0 => {
                if self.container.as_ref().is_none_or(|(number, _)| *number != container) {
                    self.container = Some((container, inner.container(container, 1).ok()?));
                }
                let bytes = self.container.as_ref()?.1.exactly(id.0, index)?;
                let mut glance = Glance { bytes, at: 0, keys: &mut self.keys, length: None, found, watched };
                glance.keys.clear();
                let seen = glance.value(0);
                self.tired = inner.view.work.spend(glance.at as u64).is_err();
                seen
            }
            // Free, undefined, or of another generation: the null object.
            _ => Some(()),
        }
    }

    /// The object whose header stands exactly at `offset`, with its whole range.
    pub(crate) fn object_at(&mut self, offset: u64) -> Option<(ObjectId, Range<u64>)> {
        let inner = Arc::clone(&self.document.inner);
        let mut unwanted = std::mem::take(&mut self.unwanted);
        unwanted.clear();
        let found = self.at(&inner, offset, &|_| false, &mut unwanted);
        self.unwanted = unwanted;
        found
    }

    /// Where the white space that begins at `offset`, NUL aside, ends within the window.
    pub(crate) fn space_end(&mut self, offset: u64) -> Option<u64> {
        let bytes = self.window.from(&self.document.inner, offset)?;
        let length = bytes.iter().position(|byte| *byte == 0 || !is_space(*byte))?;
        (length > 0).then(|| offset.saturating_add(length as u64))
    }

    fn at(
        &mut self,
        inner: &Inner,
        offset: u64,
        watched: &impl Fn(&[u8]) -> bool,
        found: &mut Vec<ObjectId>,
    ) -> Option<(ObjectId, Range<u64>)> {
        if self.tired {
            return None;
        }
        let length = found.len();
        self.at_hand(inner, offset, watched, found).or_else(|| {
            // Once more where the object only went on behind the window.
            found.truncate(length);
            (self.window.cut && !self.tired).then_some(())?;
            self.window.whole(inner, offset)?;
            self.at_hand(inner, offset, watched, found)
        })
    }

    fn at_hand(
        &mut self,
        inner: &Inner,
        offset: u64,
        watched: &impl Fn(&[u8]) -> bool,
        found: &mut Vec<ObjectId>,
    ) -> Option<(ObjectId, Range<u64>)> {
        self.keys.clear();
        self.window.cut = false;
        let bytes = self.window.from(inner, offset)?;
        let mut glance = Glance { bytes, at: 0, keys: &mut self.keys, length: None, found, watched };
        let head = glance.head();
        let (end, length) = (glance.at, glance.length);
        self.tired = inner.view.work.spend(end as u64).is_err();
        // A value that is cut off ends in the middle of a run of regular characters, or of a string.
        let rest = glance.bytes.get(end..).unwrap_or_default();
        let cut = rest.len() < 12 || (rest.len() < LONGEST && rest.iter().all(|byte| is_regular(*byte)));
        let Some((id, tail)) = head else {
            self.window.cut = cut;
            return None;
        };
        let Some(data) = tail else {
            return Some((id, offset..offset.saturating_add(end as u64)));
        };
        let start = offset.saturating_add(end.saturating_add(data) as u64);
        let end = start.checked_add(length?).filter(|end| *end < inner.view.len)?;
        let bytes = self.window.from(inner, end)?;
        let mut none = Vec::new();
        let mut tail = Glance { bytes, at: 0, keys: &mut self.keys, length: None, found: &mut none, watched };
        tail.space();
        if tail.at > 2 || !tail.bytes.get(tail.at..)?.starts_with(b"endstream") {
            return None;
        }
        tail.step(9);
        tail.space();
        tail.word(b"endobj").then(|| (id, offset..end.saturating_add(tail.at as u64)))
    }
}

/// A stretch of the file. It grows while what is asked for lies in it and shrinks where it does not, so that scattered
/// objects cost little more than their own bytes.
struct Window {
    bytes: Vec<u8>,
    start: u64,
    size: usize,
    hits: usize,
    /// Whether what was looked at last seemed to go on behind it.
    cut: bool,
}

impl Default for Window {
    fn default() -> Self {
        Self { bytes: Vec::new(), start: 0, size: LEAST, hits: 0, cut: false }
    }
}

impl Window {
    /// What is at hand from `offset` on, some of the file at least.
    fn from(&mut self, inner: &Inner, offset: u64) -> Option<&[u8]> {
        let length = inner.view.len;
        if offset >= length {
            return None;
        }
        let held_end = self.start.saturating_add(self.bytes.len() as u64);
        // An object near the end of the window would seldom be whole.
        let enough = offset.saturating_add(512).min(length);
        if offset < self.start || enough > held_end {
            self.size = match self.hits {
                0..=1 => LEAST,
                2..=15 => self.size,
                _ => self.size.saturating_mul(2).min(WINDOW),
            };
            self.hits = 0;
            // Walks go upwards or downwards; a window that begins a little before serves both.
            let before = if offset < self.start { self.size.saturating_sub(1024) } else { 0 };
            let start = offset.saturating_sub(before as u64);
            let end = start.saturating_add(self.size.saturating_add(1024) as u64).min(length);
            let wanted = usize::try_from(end.saturating_sub(start)).ok()?;
            self.fill(inner, start, wanted)?;
        } else {
            self.hits = self.hits.saturating_add(1);
        }
        usize::try_from(offset.saturating_sub(self.start)).ok().and_then(|at| self.bytes.get(at..))
    }

    /// As much as a window may hold, for one object; `None` where no more is to be had than there was.
    fn whole(&mut self, inner: &Inner, offset: u64) -> Option<()> {
        let held = self.start.saturating_add(self.bytes.len() as u64);
        let end = offset.saturating_add(WINDOW as u64).min(inner.view.len);
        if end <= held {
            return None;
        }
        self.fill(inner, offset, usize::try_from(end.saturating_sub(offset)).ok()?)
    }

    fn fill(&mut self, inner: &Inner, start: u64, length: usize) -> Option<()> {
        self.bytes.resize(length, 0);
        self.start = start;
        if inner.view.source.read_at(start, &mut self.bytes).is_err() {
            self.bytes.clear();
            return None;
        }
        Some(())
    }
}

/// A place in the bytes of one object; every step is `None` where the reader must be asked.
struct Glance<'a, 'b, W> {
    bytes: &'a [u8],
    at: usize,
    /// The keys of the dictionaries that are open.
    keys: &'b mut Vec<Range<usize>>,
    /// The outermost dictionary's `/Length`, where it is a number.
    length: Option<u64>,
    found: &'b mut Vec<ObjectId>,
    watched: &'b W,
}

impl<'a, W: Fn(&[u8]) -> bool> Glance<'a, '_, W> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self, by: usize) {
        self.at = self.at.saturating_add(by);
    }

    fn space(&mut self) {
        while self.peek().is_some_and(is_space) {
            self.step(1);
        }
    }

    /// A run of regular characters whose end is in sight.
    fn token(&mut self) -> Option<&'a [u8]> {
        let rest = self.bytes.get(self.at..)?;
        let length = rest.iter().take(LONGEST).position(|byte| !is_regular(*byte))?;
        self.step(length);
        rest.get(..length)
    }

    fn word(&mut self, word: &[u8]) -> bool {
        let rest = self.bytes.get(self.at..).and_then(|rest| rest.strip_prefix(word));
        let found = rest.and_then(<[u8]>::first).is_some_and(|byte| !is_regular(*byte));
        if found {
            self.step(word.len());
        }
        found
    }

    /// A token of digits alone, not so many that they could overflow.
    fn integer(&mut self) -> Option<u64> {
        let rest = self.bytes.get(self.at..)?;
        let mut value = 0u64;
        for (length, byte) in rest.iter().enumerate().take(DIGITS + 1) {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                let found = length > 0 && !is_regular(*byte);
                self.step(if found { length } else { 0 });
                return found.then_some(value);
            }
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        }
        None
    }

    fn header(&mut self) -> Option<ObjectId> {
        let number = self.integer()?;
        self.space();
        let generation = self.integer()?;
        self.space();
        if !self.bytes.get(self.at..)?.starts_with(b"obj") {
            return None;
        }
        self.step(3);
        u32::try_from(number).ok().zip(u16::try_from(generation).ok())
    }

    /// From the header to `endobj`, or to the keyword of a stream: then with the length of that keyword and its line end.
    fn head(&mut self) -> Option<(ObjectId, Option<usize>)> {
        let id = self.header()?;
        self.space();
        let is_dictionary = self.bytes.get(self.at..)?.starts_with(b"<<");
        self.value(0)?;
        self.space();
        if self.word(b"endobj") {
            return Some((id, None));
        }
        let data = match self.bytes.get(self.at..)?.strip_prefix(b"stream")? {
            [b'\r', b'\n', ..] => 8,
            [b'\n', ..] => 7,
            _ => return None,
        };
        (is_dictionary && self.length.is_some()).then_some((id, Some(data)))
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        self.space();
        match self.peek()? {
            b'/' => self.name().map(drop),
            b'[' => self.array(depth),
            b'<' if self.bytes.get(self.at.saturating_add(1)) == Some(&b'<') => self.dictionary(depth),
            b'<' => self.hexadecimal(),
            b'(' => self.literal(),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            b't' | b'f' | b'n' => matches!(self.token()?, b"true" | b"false" | b"null").then_some(()),
            _ => None,
        }
    }

    fn name(&mut self) -> Option<&'a [u8]> {
        let rest = self.bytes.get(self.at.saturating_add(1)..)?;
        let length = rest.iter().take(LONGEST).position(|byte| !is_regular(*byte) || *byte == b'#')?;
        self.step(length.saturating_add(1));
        let name = rest.get(..length)?;
        (rest.get(length) != Some(&b'#') && !(self.watched)(name)).then_some(name)
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        let deeper = depth.checked_add(1).filter(|depth| *depth < NESTING)?;
        self.step(1);
        loop {
            self.space();
            if self.peek()? == b']' {
                self.step(1);
                return Some(());
            }
            self.value(deeper)?;
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<()> {
        let deeper = depth.checked_add(1).filter(|depth| *depth < NESTING)?;
        self.step(2);
        let first = self.keys.len();
        loop {
            self.space();
            match self.peek()? {
                b'/' => {}
                b'>' if self.bytes.get(self.at.saturating_add(1)) == Some(&b'>') => {
                    self.step(2);
                    self.keys.truncate(first);
                    return Some(());
                }
                _ => return None,
            }
            let start = self.at;
            let key = self.name()?;
            let own = self.keys.get(first..)?;
            if own.len() >= KEYS || own.iter().any(|known| self.bytes.get(known.clone()) == Some(key)) {
                return None;
            }
            self.keys.push(start.saturating_add(1)..self.at);
            self.space();
            let value = self.at;
            self.value(deeper)?;
            if depth == 0 && key == b"Length" {
                self.length = self.bytes.get(value..self.at).and_then(small);
            }
        }
    }

    fn hexadecimal(&mut self) -> Option<()> {
        self.step(1);
        loop {
            match self.peek()? {
                b'>' => {
                    self.step(1);
                    return Some(());
                }
                byte if byte.is_ascii_hexdigit() || is_space(byte) => self.step(1),
                _ => return None,
            }
        }
    }

    fn literal(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            match self.peek()? {
                b'\\' => self.step(1),
                b'(' => depth = depth.checked_add(1)?,
                b')' => depth = depth.checked_sub(1)?,
                _ => {}
            }
            self.step(1);
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn number(&mut self) -> Option<()> {
        let Some(first) = self.integer() else {
            let token = self.token()?;
            // A sign and at most one point among digits; what may follow an integer needs no look then.
            let digits = token.strip_prefix(b"+").or(token.strip_prefix(b"-")).unwrap_or(token);
            let points = digits.iter().filter(|byte| **byte == b'.').count();
            let count = digits.iter().filter(|byte| byte.is_ascii_digit()).count();
            let plain = count < digits.len() || digits.len() < token.len();
            let number = count > 0 && points <= 1 && points.checked_add(count)? == digits.len();
            return (plain && number).then_some(());
        };
        let after = self.at;
        self.space();
        match self.peek()? {
            byte if byte.is_ascii_digit() => {}
            b'%' => return None,
            _ => {
                self.at = after;
                return Some(());
            }
        }
        if let Some(generation) = self.integer() {
            self.space();
            match self.peek()? {
                b'%' => return None,
                b'R' if self.word(b"R") => {
                    let id = u32::try_from(first).ok().zip(u16::try_from(generation).ok())?;
                    self.found.push(id);
                    return Some(());
                }
                _ => {}
            }
        } else if self.token()?.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.at = after;
        Some(())
    }
}

/// Digits alone, not so many that they could overflow.
fn small(token: &[u8]) -> Option<u64> {
    if token.is_empty() || token.len() > DIGITS {
        return None;
    }
    let mut value = 0u64;
    for byte in token {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
    }
    Some(value)
}

impl Inner {
    /// The newest entry of every object number, as [`Inner::entry`] finds them one by one; `None` where they are too many.
    fn all_entries(&self) -> Result<Option<Vec<Option<Entry>>>, Error> {
        let mut all: Vec<Option<Entry>> = Vec::new();
        for section in &self.chain.sections {
            let end = usize::try_from(section.numbers_end()).unwrap_or(usize::MAX);
            if end > NUMBERS {
                return Ok(None);
            }
            all.resize(end.max(all.len()), None);
            let mut put = |number: u32, entry: Entry| {
                let slot = usize::try_from(number).ok().and_then(|number| all.get_mut(number));
                if let Some(slot @ None) = slot {
                    *slot = Some(entry);
                }
            };
            // A table with a stream beside it: whichever a look-up takes stands first.
            for number in section.hybrid.iter().flat_map(|stream| stream.numbers()) {
                if let Some(entry) = section.effective(number, &self.view)? {
                    put(number, entry);
                }
            }
            for (number, entry) in section.entries(&self.view)? {
                put(number, entry);
            }
        }
        Ok(Some(all))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
