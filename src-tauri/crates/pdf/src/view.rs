//! A part of a source that is read as if it were the whole file, and the parsing of single objects from it.
//! Reads windows that grow as an object demands, never the whole file; knows nothing of cross-reference tables.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::lexer::{Fault, Lexer, Parsed};
use crate::parse::Pair;
use crate::source::read_range;
use crate::xref::skip_plain_space;
use crate::{Dictionary, Error, Limit, Limits, Object, ObjectId, Oddity, Source, Stream, Syntax};

/// The first read for an object; most are shorter.
const FIRST_WINDOW: u64 = 512;

/// White space that may stand between the place an entry names and the object: more would be another place.
pub(crate) const MARGIN: u64 = 16;

/// An object up to this size costs nothing of the allowance for work, in bytes.
pub(crate) const SMALL: u64 = 4096;

/// What reading one value costs at least, in bytes: two bytes may hold one, and yet each takes time and memory.
const VALUE: u64 = 12;

/// What all views of one source together may still read of long objects. A file can make each of a million entries lead to
/// an object that only ends with the file; an honest one has its long objects read a few times.
pub(crate) struct Work(AtomicU64);

impl Work {
    pub(crate) fn for_length(length: u64) -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(length.saturating_mul(4).saturating_add(128 << 20))))
    }

    /// Takes what reading `bytes` bytes for one object costs.
    pub(crate) fn spend(&self, bytes: u64) -> Result<(), Error> {
        let cost = bytes.saturating_sub(SMALL);
        if cost == 0 {
            return Ok(());
        }
        // What asked for too much once leaves nothing: others would ask for as much again.
        let less = |left: u64| Some(left.saturating_sub(cost));
        let left = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).unwrap_or(0);
        if left >= cost { Ok(()) } else { Err(Error::Limit { limit: Limit::Work }) }
    }

    /// Takes what an object of so many bytes and values costs.
    pub(crate) fn spend_on(&self, bytes: u64, values: u64) -> Result<(), Error> {
        self.spend(bytes.max(values.saturating_mul(VALUE)))
    }

    /// Whether nothing is left.
    pub(crate) fn is_used_up(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

/// The first `len` bytes of a source.
#[derive(Clone)]
pub(crate) struct View {
    pub(crate) source: Arc<dyn Source>,
    pub(crate) len: u64,
    pub(crate) work: Arc<Work>,
}

/// An indirect object as it stands in the file.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) id: ObjectId,
    /// `n g obj … endobj`.
    pub(crate) span: Range<u64>,
    /// The value; a stream's content is left empty.
    pub(crate) value: Object,
    pub(crate) value_span: Range<u64>,
    /// A stream's raw data.
    pub(crate) data: Option<Range<u64>>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) duplicates: Vec<Vec<u8>>,
    pub(crate) oddities: Vec<Oddity>,
}

/// How an object's own bytes end.
enum Tail {
    Endobj,
    Stream {
        data: u64,
        odd_keyword: bool,
    },
    /// The next object or section begins, and `endobj` is absent.
    Missing,
}

impl View {
    /// The first `len` bytes.
    pub(crate) fn new(source: Arc<dyn Source>, len: u64) -> Self {
        Self { work: Work::for_length(source.len()), source, len }
    }

    /// As this one, with another end.
    pub(crate) fn until(&self, len: u64) -> Self {
        Self { len, ..self.clone() }
    }

    /// The bytes of `[start, end)`, which must lie inside the view.
    pub(crate) fn read(&self, start: u64, end: u64) -> Result<Vec<u8>, Error> {
        if end > self.len {
            return Err(Error::Io { offset: start, kind: std::io::ErrorKind::UnexpectedEof });
        }
        read_range(&*self.source, start, end)
    }

    /// Parses at `offset`, reading as much as `parse` turns out to need.
    pub(crate) fn parse<T>(
        &self,
        offset: u64,
        limits: &Limits,
        mut parse: impl FnMut(&mut Lexer<'_>) -> Parsed<T>,
    ) -> Result<T, Error> {
        if offset >= self.len {
            return Err(Error::Syntax { offset, fault: Syntax::End });
        }
        let mut window = FIRST_WINDOW;
        loop {
            let end = offset.saturating_add(window).min(self.len);
            self.work.spend(end.saturating_sub(offset))?;
            let bytes = self.read(offset, end)?;
            let mut lexer = Lexer::new(&bytes, offset, end == self.len, limits);
            let parsed = parse(&mut lexer);
            // The bytes were paid for; many values in them cost more.
            let values = lexer.values_read(limits).saturating_mul(VALUE);
            self.work.spend(values.saturating_sub(end.saturating_sub(offset).saturating_sub(SMALL)))?;
            match parsed {
                Ok(value) => return Ok(value),
                Err(Fault::Wrong(error)) => return Err(error),
                Err(Fault::More) if end == self.len => {
                    return Err(Error::Syntax { offset: end, fault: Syntax::End });
                }
                Err(Fault::More) if window >= limits.object_bytes => {
                    return Err(Error::Limit { limit: Limit::ObjectBytes });
                }
                Err(Fault::More) => window = window.saturating_mul(4).min(limits.object_bytes),
            }
        }
    }

    /// The object whose header begins at `offset`, which must be `wanted`'s where one is; `length` resolves a `/Length` that is a reference.
    pub(crate) fn indirect(
        &self,
        offset: u64,
        limits: &Limits,
        with_pairs: bool,
        wanted: Option<ObjectId>,
        length: &mut dyn FnMut(&Object) -> Result<Option<u64>, Error>,
    ) -> Result<Raw, Error> {
        let (mut raw, tail) = self.parse(offset, limits, |lexer| {
            lexer.pairs = with_pairs.then(Vec::new);
            head(lexer, wanted)
        })?;
        match tail {
            Tail::Endobj => {}
            Tail::Missing => raw.oddities.push(Oddity::MissingEndobj { object: raw.id }),
            Tail::Stream { data, odd_keyword } => {
                if odd_keyword {
                    raw.oddities.push(Oddity::StreamKeyword { object: raw.id });
                }
                self.stream(&mut raw, data, limits, length)?;
            }
        }
        Ok(raw)
    }

    fn stream(
        &self,
        raw: &mut Raw,
        start: u64,
        limits: &Limits,
        length: &mut dyn FnMut(&Object) -> Result<Option<u64>, Error>,
    ) -> Result<(), Error> {
        let Object::Dictionary(dictionary) = &raw.value else {
            return Err(Error::Syntax { offset: raw.value_span.end, fault: Syntax::Endobj });
        };
        let bad_length = Error::Syntax { offset: raw.value_span.start, fault: Syntax::Length };
        let declared = dictionary.get(b"Length").map_err(|_| bad_length.clone())?;
        let length = match declared {
            Object::Integer(length) => u64::try_from(*length).ok(),
            reference => length(reference)?,
        };
        let length = length.ok_or(bad_length)?;
        let wrong = Error::StreamLength { offset: start };
        let end = start.checked_add(length).filter(|end| *end < self.len).ok_or(wrong.clone())?;
        let (span_end, regular, closed) = self
            .parse(end, limits, stream_tail)
            .map_err(|error| if matches!(error, Error::Syntax { .. }) { wrong } else { error })?;
        if !regular {
            raw.oddities.push(Oddity::StreamSpacing { object: raw.id });
        }
        if !closed {
            raw.oddities.push(Oddity::MissingEndobj { object: raw.id });
        }
        let dictionary = dictionary.clone();
        raw.value = Object::Stream(Stream {
            dict: dictionary,
            content: Vec::new(),
            allows_compression: false,
            start_position: usize::try_from(start).ok(),
        });
        raw.data = Some(start..end);
        raw.span.end = span_end;
        Ok(())
    }
}

/// Header, value, and what follows the value.
fn head(lexer: &mut Lexer<'_>, wanted: Option<ObjectId>) -> Parsed<(Raw, Tail)> {
    let start = lexer.offset();
    let mut oddities = Vec::new();
    skip_plain_space(lexer);
    let at = lexer.offset();
    if at.saturating_sub(start) > MARGIN {
        return Err(lexer.wrong(Syntax::ObjectHeader));
    }
    let id = lexer.object_header()?;
    // Another object is not read to its end: a million entries may lead to the same long one.
    if wanted.is_some_and(|wanted| wanted != id) {
        return Err(lexer.wrong(Syntax::ObjectHeader));
    }
    if at != start {
        oddities.push(Oddity::OffsetBeforeObject { object: id });
    }
    lexer.skip_space();
    let value_start = lexer.offset();
    let value = lexer.value()?;
    let value_end = lexer.offset();
    if lexer.irregular {
        oddities.push(Oddity::Lexical { object: id });
    }
    for key in &lexer.duplicates {
        oddities.push(Oddity::DuplicateKey { object: id, key: key.clone() });
    }
    let tail = tail(lexer)?;
    let end = if matches!(tail, Tail::Endobj) { lexer.offset() } else { value_end };
    let raw = Raw {
        id,
        span: at..end,
        value,
        value_span: value_start..value_end,
        data: None,
        pairs: lexer.pairs.take().unwrap_or_default(),
        duplicates: std::mem::take(&mut lexer.duplicates),
        oddities,
    };
    Ok((raw, tail))
}

fn tail(lexer: &mut Lexer<'_>) -> Parsed<Tail> {
    lexer.skip_space();
    if lexer.word(b"endobj")? {
        return Ok(Tail::Endobj);
    }
    if lexer.take(b"stream") {
        return stream_keyword(lexer);
    }
    if begins_next(lexer)? { Ok(Tail::Missing) } else { Err(lexer.wrong(Syntax::Endobj)) }
}

/// The line end after `stream`: CR LF or LF (§7.3.8.1); a CR alone, or spaces before it, are odd.
fn stream_keyword(lexer: &mut Lexer<'_>) -> Parsed<Tail> {
    let mut odd_keyword = false;
    while lexer.need()? == b' ' {
        odd_keyword = true;
        lexer.bump();
    }
    match lexer.need()? {
        b'\n' => lexer.bump(),
        b'\r' => {
            lexer.bump();
            if lexer.need()? == b'\n' {
                lexer.bump();
            } else {
                odd_keyword = true;
            }
        }
        _ => return Err(lexer.wrong(Syntax::StreamKeyword)),
    }
    Ok(Tail::Stream { data: lexer.offset(), odd_keyword })
}

/// From the end of a stream's data: where the object ends, whether at most one line end stood before `endstream`, and
/// whether `endobj` was there.
fn stream_tail(lexer: &mut Lexer<'_>) -> Parsed<(u64, bool, bool)> {
    let start = lexer.offset();
    while crate::lexer::is_space(lexer.need()?) {
        lexer.bump();
    }
    let spaces = lexer.offset().saturating_sub(start);
    if !lexer.take(b"endstream") {
        // The slice may end inside the word.
        return if lexer.word(b"endstream")? { Ok((0, false, false)) } else { Err(lexer.wrong(Syntax::End)) };
    }
    let end = lexer.offset();
    lexer.skip_space();
    if lexer.word(b"endobj")? {
        Ok((lexer.offset(), spaces <= 2, true))
    } else if begins_next(lexer)? {
        Ok((end, spaces <= 2, false))
    } else {
        Err(lexer.wrong(Syntax::Endobj))
    }
}

/// Whether another object or a section's keyword comes next.
fn begins_next(lexer: &mut Lexer<'_>) -> Parsed<bool> {
    if lexer.word(b"xref")? || lexer.word(b"trailer")? || lexer.word(b"startxref")? {
        return Ok(true);
    }
    match lexer.object_header() {
        Ok(_) => Ok(true),
        Err(Fault::More) => Err(Fault::More),
        Err(Fault::Wrong(_)) => Ok(false),
    }
}

/// A dictionary's non-negative integer.
pub(crate) fn unsigned(dictionary: &Dictionary, key: &[u8]) -> Option<u64> {
    dictionary.get(key).ok().and_then(|value| value.as_i64().ok()).and_then(|value| u64::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_objects_are_read_again_only_so_often() {
        let work = Work::for_length(1 << 20);
        assert!((0..1_000_000).all(|_| work.spend(SMALL).is_ok()));
        let long = (132 << 20) + SMALL;
        assert_eq!(work.spend(long), Ok(()));
        assert_eq!(work.spend(SMALL + 1), Err(Error::Limit { limit: Limit::Work }));
        assert_eq!(work.spend(SMALL), Ok(()));
    }
}
