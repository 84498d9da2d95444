//! From the end of the file to its revisions: header, `startxref`, the chain of cross-reference sections (ISO 32000-2 §7.5).
//! Never scans for objects and never repairs; what cannot be followed is an error.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use crate::lexer::{Lexer, Parsed, is_space};
use crate::revision::{Revision, SectionKind};
use crate::source::read_range;
use crate::view::View;
use crate::xref::{Context, Section, skip_plain_space};
use crate::{Error, Limit, Limits, Oddity, Source, XrefFault};

/// How far from the start the header may be, and from the end `startxref`.
const EDGE: u64 = 1024;
/// Trailing white space that is skipped before the end is looked for.
const TRAILING_SPACE: u64 = 1 << 20;

/// Everything that is read when a document is opened.
pub(crate) struct Chain {
    pub(crate) version: (u8, u8),
    /// Newest first.
    pub(crate) sections: Vec<Arc<Section>>,
    /// Oldest first.
    pub(crate) revisions: Vec<Revision>,
    /// For each revision the range of its sections in `sections`.
    pub(crate) parts: Vec<Range<usize>>,
    pub(crate) oddities: Vec<Oddity>,
    places: Places,
}

/// Which of many sections speaks of an object first. A file may be made of a thousand updates, and each look-up would ask
/// them all; a chain that is seldom asked is not worth the reading.
#[derive(Default)]
struct Places {
    asked: AtomicUsize,
    /// How many sections are known, and the first of them by object number.
    known: OnceLock<(usize, HashMap<u32, usize>)>,
}

/// From so many sections on, it is remembered which speaks of an object.
const MANY_SECTIONS: usize = 16;
/// From so many look-ups on.
const MANY_LOOKUPS: usize = 4096;
/// So many object numbers are remembered at most, about 16 bytes each.
const NUMBERS: usize = 1 << 18;

struct Header {
    offset: u64,
    version: (u8, u8),
}

/// What closes a revision.
struct Closing {
    /// The number after `startxref`.
    named: u64,
    /// After `%%EOF`, or after the number.
    eof: u64,
    /// After at most one line end.
    end: u64,
    has_eof: bool,
}

impl Chain {
    /// The newest `/Size`.
    pub(crate) fn size(&self) -> u64 {
        self.sections.first().map_or(0, |section| section.size())
    }

    /// The chain as it was when `revision` was the newest.
    pub(crate) fn until(&self, revision: usize) -> Option<Self> {
        let first = self.parts.get(revision)?.start;
        let last = revision.checked_add(1)?;
        let moved = |part: &Range<usize>| part.start.saturating_sub(first)..part.end.saturating_sub(first);
        Some(Self {
            version: self.version,
            sections: self.sections.get(first..)?.to_vec(),
            revisions: self.revisions.get(..last)?.to_vec(),
            parts: self.parts.get(..last)?.iter().map(moved).collect(),
            oddities: Vec::new(),
            places: Places::default(),
        })
    }

    /// The sections that may speak of an object, newest first; those before them do not.
    pub(crate) fn speaking_of(&self, number: u32) -> &[Arc<Section>] {
        if self.sections.len() < MANY_SECTIONS
            || self.places.asked.fetch_add(1, Ordering::Relaxed) < MANY_LOOKUPS
        {
            return &self.sections;
        }
        let (known, first) = self.places.known.get_or_init(|| self.first_words());
        self.sections.get(first.get(&number).copied().unwrap_or(*known)..).unwrap_or_default()
    }

    fn first_words(&self) -> (usize, HashMap<u32, usize>) {
        let mut first = HashMap::new();
        let mut left = NUMBERS;
        for (index, section) in self.sections.iter().enumerate() {
            let counts = section.hybrid.iter().map(|stream| stream.count()).sum::<usize>();
            match left.checked_sub(section.count().saturating_add(counts)) {
                Some(rest) => left = rest,
                None => return (index, first),
            }
            for number in section.numbers().chain(section.hybrid.iter().flat_map(|stream| stream.numbers())) {
                first.entry(number).or_insert(index);
            }
        }
        (self.sections.len(), first)
    }

    /// Reads the chain of the view.
    pub(crate) fn read(view: &View, limits: &Limits) -> Result<Self, Error> {
        Self::read_onto(view, limits, &[])
    }

    /// Reads the chain of a view whose beginning has these sections, newest first; they are not read again.
    pub(crate) fn read_onto(view: &View, limits: &Limits, known: &[Arc<Section>]) -> Result<Self, Error> {
        let header = header(view)?;
        let mut oddities = Vec::new();
        if header.offset > 0 {
            oddities.push(Oddity::PrefixBytes { length: header.offset });
        }
        let last = last_startxref(view)?;
        let closing = view.parse(last, limits, closing).map_err(|error| match error {
            Error::Syntax { .. } => Error::NoStartxref,
            other => other,
        })?;
        let shift = shift(view, limits, &header, closing.named);
        if shift > 0 {
            oddities.push(Oddity::OffsetsFromHeader);
        }
        let mut context = Context { view, limits, shift, oddities, decoded: 0 };
        let sections = follow(closing.named.saturating_add(shift), known, &mut context)?;
        let (revisions, parts) = revisions(&sections, &mut context)?;
        let mut oddities = context.oddities;
        let end = revisions.last().map_or(0, |revision| revision.end);
        if let Some(offset) = first_not_space(view, end)? {
            oddities.push(Oddity::TrailingBytes { offset });
        }
        let version = header.version;
        Ok(Self { version, sections, revisions, parts, oddities, places: Places::default() })
    }
}

fn header(view: &View) -> Result<Header, Error> {
    const MARK: &[u8] = b"%PDF-";
    let bytes = view.read(0, view.len.min(EDGE + 16))?;
    let offset = bytes.windows(MARK.len()).position(|w| w == MARK).ok_or(Error::NoHeader)?;
    if offset as u64 > EDGE {
        return Err(Error::NoHeader);
    }
    let digit = |at: usize| bytes.get(offset.saturating_add(at)).filter(|b| b.is_ascii_digit());
    let value = |at: usize| digit(at).map(|b| b.wrapping_sub(b'0'));
    let version = value(5).zip(value(7)).unwrap_or((1, 0));
    Ok(Header { offset: offset as u64, version })
}

/// The last `startxref` of the file.
fn last_startxref(view: &View) -> Result<u64, Error> {
    let end = trailing_space_start(view)?;
    let start = end.saturating_sub(EDGE + 32);
    let bytes = view.read(start, end)?;
    const WORD: &[u8] = b"startxref";
    let at = bytes.windows(WORD.len()).rposition(|w| w == WORD).ok_or(Error::NoStartxref)?;
    Ok(start.saturating_add(at as u64))
}

/// The ends of `%%EOF` marks before `before`, last first, at most `count`: where an earlier state of the file may have ended.
/// For looking at a file whose own end cannot be read; each must still open by [`crate::Document::open_until`].
pub fn eof_marks(source: &dyn Source, before: u64, count: usize) -> Result<Vec<u64>, Error> {
    const MARK: &[u8] = b"%%EOF";
    let mut marks = Vec::new();
    let mut end = before.min(source.len());
    while end > 0 && marks.len() < count {
        let start = end.saturating_sub(64 << 10);
        // Blocks overlap by one byte less than the mark, so that each is found once.
        let stop = end.saturating_add(MARK.len() as u64 - 1).min(before.min(source.len()));
        let bytes = read_range(source, start, stop)?;
        let places = bytes.windows(MARK.len()).enumerate().rev().filter(|(_, w)| *w == MARK);
        marks.extend(places.map(|(at, _)| start.saturating_add((at + MARK.len()) as u64)));
        end = start;
    }
    marks.truncate(count);
    Ok(marks)
}

fn trailing_space_start(view: &View) -> Result<u64, Error> {
    let mut end = view.len;
    let floor = view.len.saturating_sub(TRAILING_SPACE);
    while end > floor {
        let start = end.saturating_sub(4096).max(floor);
        let bytes = view.read(start, end)?;
        match bytes.iter().rposition(|b| !is_space(*b)) {
            Some(at) => return Ok(start.saturating_add(at as u64).saturating_add(1)),
            None => end = start,
        }
    }
    Ok(end)
}

/// The first byte from `from` on that is no white space; NUL counts, as nobody writes it as white space.
fn first_not_space(view: &View, from: u64) -> Result<Option<u64>, Error> {
    let mut start = from;
    while start < view.len {
        let end = start.saturating_add(4096).min(view.len);
        let bytes = view.read(start, end)?;
        if let Some(at) = bytes.iter().position(|b| *b == 0 || !is_space(*b)) {
            return Ok(Some(start.saturating_add(at as u64)));
        }
        start = end;
    }
    Ok(None)
}

/// `startxref`, its number, `%%EOF`, one line end.
fn closing(lexer: &mut Lexer<'_>) -> Parsed<Closing> {
    lexer.skip_space();
    if !lexer.word(b"startxref")? {
        return Err(lexer.wrong(crate::Syntax::Keyword));
    }
    skip_plain_space(lexer);
    let named = match lexer.unsigned()? {
        Some(named) => named,
        None => return Err(lexer.wrong(crate::Syntax::Number)),
    };
    let number_end = lexer.offset();
    skip_plain_space(lexer);
    let has_eof = lexer.take(b"%%EOF");
    let eof = if has_eof { lexer.offset() } else { number_end };
    if has_eof {
        match lexer.peek() {
            Some(b'\r') => {
                lexer.bump();
                lexer.take(b"\n");
            }
            Some(b'\n') => lexer.bump(),
            _ => {}
        }
    }
    let end = if has_eof { lexer.offset() } else { eof };
    Ok(Closing { named, eof, end, has_eof })
}

/// Whether offsets count from the header: only where they do not count from the first byte.
fn shift(view: &View, limits: &Limits, header: &Header, named: u64) -> u64 {
    let begins = |offset: u64| {
        view.parse(offset, limits, |lexer| {
            lexer.skip_space();
            Ok(lexer.take(b"xref") || lexer.object_header().is_ok())
        })
        .unwrap_or(false)
    };
    if header.offset > 0 && !begins(named) && begins(named.saturating_add(header.offset)) {
        header.offset
    } else {
        0
    }
}

fn follow(first: u64, known: &[Arc<Section>], context: &mut Context<'_>) -> Result<Vec<Arc<Section>>, Error> {
    let mut seen = HashSet::new();
    let mut sections = Vec::new();
    let mut next = Some(first);
    while let Some(offset) = next {
        if !seen.insert(offset) {
            return Err(Error::Xref { offset, fault: XrefFault::Loop });
        }
        // A linearised file has two sections in its first revision.
        if sections.len() > context.limits.revisions {
            return Err(Error::Limit { limit: Limit::Revisions });
        }
        if known.first().is_some_and(|newest| newest.offset == offset) {
            sections.extend(known.iter().cloned());
            break;
        }
        let section = Section::read(offset, context)?;
        next = section.prev;
        sections.push(Arc::new(section));
    }
    Ok(sections)
}

/// Groups the sections, newest first, into revisions, oldest first.
fn revisions(
    sections: &[Arc<Section>],
    context: &mut Context<'_>,
) -> Result<(Vec<Revision>, Vec<Range<usize>>), Error> {
    let mut found = Vec::new();
    let mut index = 0usize;
    while let Some(section) = sections.get(index) {
        let own = close(section, context)?;
        // A section that stands before its /Prev is the first-page section of a linearised file (Annex F.3.4).
        let main = sections.get(index.saturating_add(1)).filter(|main| main.offset > section.offset);
        let (used, closing) = match main {
            None => (1, own),
            Some(main) => {
                let closing = close(main, context)?;
                // Its own `startxref` is 0 there; where the file has been moved since, that is all there is to tell it by.
                let named =
                    closing.as_ref().is_some_and(|c| c.named.saturating_add(context.shift) == section.offset);
                let belongs = named || (main.prev.is_none() && own.is_some_and(|own| own.named == 0));
                if !belongs {
                    return Err(Error::Xref { offset: section.offset, fault: XrefFault::Order });
                }
                (2, closing)
            }
        };
        found.push((index..index.saturating_add(used), closing));
        index = index.saturating_add(used);
    }
    found.reverse();
    let mut revisions: Vec<Revision> = Vec::with_capacity(found.len());
    let mut parts = Vec::with_capacity(found.len());
    for (part, closing) in found {
        let own = sections.get(part.clone()).unwrap_or_default();
        let Some(newest) = own.first() else { continue };
        let last_end = own.iter().map(|section| section.end).max().unwrap_or(0);
        if let Some(closing) = &closing {
            let named = closing.named.saturating_add(context.shift);
            if named != newest.offset {
                context.oddities.push(Oddity::StartxrefElsewhere { offset: newest.offset, named });
            }
            if !closing.has_eof {
                context.oddities.push(Oddity::MissingEof { offset: closing.eof });
            }
        } else {
            context.oddities.push(Oddity::OpenRevision { offset: newest.offset });
        }
        let kind = match (newest.is_stream(), own.iter().any(|section| section.hybrid.is_some())) {
            (_, true) => SectionKind::Hybrid,
            (true, false) => SectionKind::Stream,
            (false, false) => SectionKind::Table,
        };
        let end = closing.as_ref().map_or(last_end, |closing| closing.end);
        let start = revisions.last().map_or(0, |before| before.end);
        // A revision's sections stand behind the revision before it.
        let before = own.iter().any(|section| section.offset < start);
        if end < start || before {
            return Err(Error::Xref { offset: newest.offset, fault: XrefFault::Order });
        }
        revisions.push(Revision {
            start,
            end,
            eof: closing.map(|closing| closing.eof),
            startxref: newest.offset,
            kind,
            sections: own.iter().map(|section| section.offset).collect(),
            trailer: newest.trailer.clone(),
        });
        parts.push(part);
    }
    Ok((revisions, parts))
}

/// What closes the revision of a section: it stands right behind it, comments and white space aside.
fn close(section: &Section, context: &Context<'_>) -> Result<Option<Closing>, Error> {
    if section.end >= context.view.len {
        return Ok(None);
    }
    match context.view.parse(section.end, context.limits, closing) {
        Ok(closing) => Ok(Some(closing)),
        Err(Error::Syntax { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
