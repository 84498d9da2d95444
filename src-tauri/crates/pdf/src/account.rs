//! Which bytes of a range belong to nothing: walks the range item by item with the reader's own parser, passes over stream data
//! by `/Length`, and keeps places, not bytes. A verifier asks it about what stands behind a signed revision.

use std::ops::Range;

use crate::lexer::{Lexer, Parsed, is_space};
use crate::skim::Skimmer;
use crate::view::MARGIN;
use crate::xref::skip_plain_space;
use crate::{Document, Error, Limit, Object, ObjectId};

/// Broken items after which the rest of the range counts as unaccounted: an honest update has none.
const BROKEN: usize = 16;
/// Ranges kept of one kind; more make no difference to a verdict.
const KEPT: usize = 1_000;

/// What stands in a range of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// Byte ranges that belong to no object, cross-reference section, trailer, `startxref`, comment or white space; NUL bytes
    /// between items are counted here, since nobody writes them as white space.
    pub unaccounted: Vec<Range<u64>>,
    /// Comments other than the header, the mark of binary data behind it, and `%%EOF`.
    pub comments: Vec<Range<u64>>,
    /// Every object found, in file order, with its whole range, whether or not a cross-reference section knows it.
    pub objects: Vec<(ObjectId, Range<u64>)>,
    /// The offsets of the tables found (`xref`, or `trailer` alone); cross-reference streams are among the objects.
    pub tables: Vec<u64>,
}

impl Account {
    /// Whether every byte belongs to something.
    pub fn is_complete(&self) -> bool {
        self.unaccounted.is_empty()
    }

    /// Objects that the cross-reference sections of `document` do not place where they stand: dead bytes that look alive.
    /// For a range before the newest revision, ask with the document [`Document::at_revision`].
    pub fn unlisted(&self, document: &Document) -> Result<Vec<(ObjectId, Range<u64>)>, Error> {
        let mut unlisted = Vec::new();
        for (id, range) in &self.objects {
            let listed = matches!(document.entry(id.0)?, Some(crate::Entry::InFile { offset, generation })
                if generation == id.1 && offset <= range.start && offset.saturating_add(MARGIN) >= range.start);
            if !listed && !document.is_section(range.start) {
                unlisted.push((*id, range.clone()));
            }
        }
        Ok(unlisted)
    }
}

/// One item between white space.
enum Item {
    /// `n g obj`.
    Object,
    /// `xref` up to its trailer, `startxref` with its number, or a comment, up to this offset.
    Table(u64),
    Startxref(u64),
    Comment(u64, bool),
    Nuls(u64),
    /// White space up to this offset.
    Space(u64),
    Broken,
}

/// Walks `range` of the file; stream lengths that are references are resolved in `document`, whose own
/// [`Document::len`] bounds the range.
pub fn unaccounted(document: &Document, range: Range<u64>) -> Result<Account, Error> {
    let end = range.end.min(document.len());
    let mut account = Account::default();
    let mut at = range.start;
    let mut broken = 0usize;
    let mut skimmer = Skimmer::without_entries(document);
    while at < end {
        if let Some(next) = skimmer.space_end(at) {
            at = next;
            continue;
        }
        if let Some((id, span)) = skimmer.object_at(at) {
            at = span.end;
            found(&mut account, document, id, span)?;
            continue;
        }
        let next = match item(document, at)? {
            Item::Object => match object(document, at, end)? {
                Some((id, span)) => {
                    let next = span.end;
                    found(&mut account, document, id, span)?;
                    Some(next)
                }
                None => None,
            },
            Item::Table(next) => {
                account.tables.push(at);
                Some(next)
            }
            Item::Startxref(next) | Item::Space(next) => Some(next),
            Item::Comment(next, usual) => {
                if !usual && account.comments.len() < KEPT {
                    account.comments.push(at..next.min(end));
                }
                Some(next)
            }
            Item::Nuls(next) => {
                note(&mut account.unaccounted, at..next.min(end));
                Some(next)
            }
            Item::Broken => None,
        };
        at = match next {
            Some(next) => next,
            None => {
                broken = broken.saturating_add(1);
                let next = if broken < BROKEN { next_line(document, at, end)? } else { end };
                note(&mut account.unaccounted, at..next);
                next
            }
        };
    }
    // An item that crosses the end of the range does not belong to it.
    if let Some((_, span)) = account.objects.pop_if(|(_, span)| span.end > end) {
        note(&mut account.unaccounted, span.start..end);
    }
    Ok(account)
}

fn found(account: &mut Account, document: &Document, id: ObjectId, span: Range<u64>) -> Result<(), Error> {
    if account.objects.len() as u64 >= document.limits().objects {
        return Err(Error::Limit { limit: Limit::Objects });
    }
    account.objects.push((id, span));
    Ok(())
}

fn note(ranges: &mut Vec<Range<u64>>, range: Range<u64>) {
    let room = ranges.len() < KEPT;
    match ranges.last_mut() {
        Some(last) if last.end == range.start => last.end = range.end,
        _ if room => ranges.push(range),
        _ => {}
    }
}

fn object(document: &Document, at: u64, end: u64) -> Result<Option<(ObjectId, Range<u64>)>, Error> {
    match document.inner.raw_at(at, false, 0) {
        Ok(raw) if raw.span.end > at && raw.span.start < end => Ok(Some((raw.id, raw.span))),
        Ok(_) => Ok(None),
        Err(error @ (Error::Io { .. } | Error::Limit { .. })) => Err(error),
        Err(_) => Ok(None),
    }
}

fn item(document: &Document, at: u64) -> Result<Item, Error> {
    let found = document.inner.view.parse(at, document.limits(), step);
    match found {
        Ok(item) => Ok(item),
        Err(Error::Syntax { .. }) => Ok(Item::Broken),
        Err(other) => Err(other),
    }
}

fn step(lexer: &mut Lexer<'_>) -> Parsed<Item> {
    match lexer.need()? {
        0 => {
            while lexer.peek() == Some(0) {
                lexer.bump();
            }
            Ok(Item::Nuls(lexer.offset()))
        }
        byte if is_space(byte) => {
            while lexer.peek().is_some_and(|byte| byte != 0 && is_space(byte)) {
                lexer.bump();
            }
            Ok(Item::Space(lexer.offset()))
        }
        b'%' => comment(lexer),
        byte if byte.is_ascii_digit() => {
            lexer.object_header()?;
            Ok(Item::Object)
        }
        b'x' => table(lexer),
        b't' => trailer(lexer),
        b's' if lexer.word(b"startxref")? => {
            skip_plain_space(lexer);
            match lexer.unsigned()? {
                Some(_) => Ok(Item::Startxref(lexer.offset())),
                None => Ok(Item::Broken),
            }
        }
        _ => Ok(Item::Broken),
    }
}

/// A comment is usual if it is a header, `%%EOF`, or the few bytes that mark a file as binary.
fn comment(lexer: &mut Lexer<'_>) -> Parsed<Item> {
    let start = lexer.offset();
    if lexer.take(b"%%EOF") {
        return Ok(Item::Comment(lexer.offset(), true));
    }
    let header = lexer.take(b"%PDF-");
    let mut binary = true;
    lexer.bump();
    while !matches!(lexer.need_or_end()?, None | Some(b'\r' | b'\n')) {
        binary &= lexer.peek().is_some_and(|byte| byte >= 128);
        lexer.bump();
    }
    let length = lexer.offset().saturating_sub(start);
    Ok(Item::Comment(lexer.offset(), (header || binary) && length <= 16))
}

fn trailer(lexer: &mut Lexer<'_>) -> Parsed<Item> {
    if !lexer.take(b"trailer") {
        lexer.word(b"trailer")?;
        return Ok(Item::Broken);
    }
    match lexer.value()? {
        Object::Dictionary(_) => Ok(Item::Table(lexer.offset())),
        _ => Ok(Item::Broken),
    }
}

/// `xref`, subsections with exactly as many entries as they announce, and the trailer.
fn table(lexer: &mut Lexer<'_>) -> Parsed<Item> {
    if !lexer.word(b"xref")? {
        return Ok(Item::Broken);
    }
    loop {
        skip_plain_space(lexer);
        if lexer.need()? == b't' {
            return trailer(lexer);
        }
        let Some(_first) = lexer.unsigned()? else { return Ok(Item::Broken) };
        skip_plain_space(lexer);
        let Some(count) = lexer.unsigned()? else { return Ok(Item::Broken) };
        skip_plain_space(lexer);
        for _ in 0..count {
            if !lexer.take_table_row() && !entry(lexer)? {
                return Ok(Item::Broken);
            }
        }
    }
}

fn entry(lexer: &mut Lexer<'_>) -> Parsed<bool> {
    skip_plain_space(lexer);
    let offset = lexer.unsigned()?;
    skip_plain_space(lexer);
    let generation = lexer.unsigned()?;
    skip_plain_space(lexer);
    Ok(offset.is_some() && generation.is_some() && (lexer.word(b"n")? || lexer.word(b"f")?))
}

/// The start of the next line that may begin an item.
fn next_line(document: &Document, at: u64, end: u64) -> Result<u64, Error> {
    let mut start = at.saturating_add(1);
    let mut line_end = false;
    while start < end {
        let stop = start.saturating_add(4096).min(end);
        for (index, byte) in document.inner.view.read(start, stop)?.into_iter().enumerate() {
            if line_end && (byte.is_ascii_digit() || matches!(byte, b'x' | b't' | b's' | b'%')) {
                return Ok(start.saturating_add(index as u64));
            }
            line_end = matches!(byte, b'\r' | b'\n');
        }
        start = stop;
    }
    Ok(end)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
