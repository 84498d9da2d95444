//! The grammar of a classic cross-reference table (ISO 32000-2 §7.5.4): finds its subsections without reading their entries.
//! Entries that are not 20 bytes wide are accepted where every reader agrees on them, and noted.

use crate::lexer::is_space;
use crate::view::View;
use crate::xref::{Context, run_bounds};
use crate::{Dictionary, Entry, Error, Object, Oddity, XrefFault};

/// An entry's digits, spaces and letter, without its line end.
const CORE: usize = 18;
/// Reads for headers; several small subsections fit into one.
const BLOCK: u64 = 8 << 10;

/// One subsection.
pub(crate) struct TableRun {
    pub(crate) first: u32,
    pub(crate) count: u32,
    /// The absolute offset of the first entry.
    pub(crate) start: u64,
    /// Bytes from one entry to the next.
    pub(crate) stride: u64,
    /// The entries themselves, where they do not stand at even distances.
    pub(crate) entries: Option<Vec<Entry>>,
}

/// A whole table.
pub(crate) struct Table {
    /// Ordered by first object number.
    pub(crate) runs: Vec<TableRun>,
    pub(crate) trailer: Dictionary,
    /// The byte after the trailer dictionary.
    pub(crate) end: u64,
}

fn fault(offset: u64, fault: XrefFault) -> Error {
    Error::Xref { offset, fault }
}

/// A place in the file with a block of bytes around it.
struct Cursor<'a> {
    view: &'a View,
    block: Vec<u8>,
    block_start: u64,
    at: u64,
}

impl Cursor<'_> {
    /// Up to `length` bytes from the present place.
    fn ahead(&mut self, length: usize) -> Result<&[u8], Error> {
        let wanted_end = self.at.saturating_add(length as u64).min(self.view.len);
        let block_end = self.block_start.saturating_add(self.block.len() as u64);
        if self.at < self.block_start || wanted_end > block_end {
            let end = self.at.saturating_add(BLOCK.max(length as u64)).min(self.view.len);
            self.block = self.view.read(self.at.min(end), end)?;
            self.block_start = self.at.min(end);
        }
        let start = usize::try_from(self.at.saturating_sub(self.block_start)).unwrap_or(usize::MAX);
        let rest = self.block.get(start..).unwrap_or_default();
        Ok(rest.get(..length).unwrap_or(rest))
    }

    fn peek(&mut self) -> Result<Option<u8>, Error> {
        Ok(self.ahead(1)?.first().copied())
    }

    fn skip_space(&mut self) -> Result<u64, Error> {
        let start = self.at;
        while self.peek()?.is_some_and(is_space) {
            self.at = self.at.saturating_add(1);
        }
        Ok(self.at.saturating_sub(start))
    }

    /// A run of digits, at most ten as an offset has.
    fn digits(&mut self) -> Result<Option<u64>, Error> {
        let bytes = self.ahead(20)?;
        let length = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
        let value =
            bytes.get(..length).and_then(|d| std::str::from_utf8(d).ok()).and_then(|d| d.parse().ok());
        self.at = self.at.saturating_add(if value.is_some() { length as u64 } else { 0 });
        Ok(value)
    }
}

/// Reads the table whose `xref` ends before `after`.
pub(crate) fn read(after: u64, context: &mut Context<'_>) -> Result<Table, Error> {
    let mut cursor = Cursor { view: context.view, block: Vec::new(), block_start: 0, at: after };
    let mut runs: Vec<TableRun> = Vec::new();
    let mut total = 0u64;
    loop {
        cursor.skip_space()?;
        let at = cursor.at;
        match cursor.peek()? {
            Some(byte) if byte.is_ascii_digit() => {}
            _ => break,
        }
        let header = fault(at, XrefFault::SubsectionHeader);
        let first = cursor.digits()?.ok_or(header.clone())?;
        cursor.skip_space()?;
        let count = cursor.digits()?.ok_or(header.clone())?;
        let spaces = cursor.skip_space()?;
        if spaces == 0 && count > 0 {
            return Err(header);
        }
        let (first, count) = run_bounds(first, count, &mut total, context.limits)?;
        let start = cursor.at;
        let (stride, entries) = subsection(&mut cursor, count, context)?;
        runs.push(TableRun { first, count, start, stride, entries });
    }
    let trailer_at = cursor.at;
    let ((trailer, end), duplicates) = context
        .view
        .parse(trailer_at, context.limits, |lexer| {
            lexer.skip_space();
            if !lexer.take(b"trailer") {
                lexer.word(b"trailer")?;
                return Err(lexer.wrong(crate::Syntax::Keyword));
            }
            let found = crate::xref::trailer(lexer)?;
            Ok((found, std::mem::take(&mut lexer.duplicates)))
        })
        .map_err(|error| match error {
            Error::Syntax { .. } => fault(trailer_at, XrefFault::NoTrailer),
            other => other,
        })?;
    context.oddities.extend(duplicates.into_iter().map(|key| Oddity::DuplicateKey { object: (0, 0), key }));
    let Object::Dictionary(trailer) = trailer else { return Err(fault(trailer_at, XrefFault::NoTrailer)) };
    shifted(&mut runs, context)?;
    runs.sort_by_key(|run| run.first);
    Ok(Table { runs, trailer, end })
}

/// Passes over `count` entries; they are read only where they do not stand at even distances.
fn subsection(
    cursor: &mut Cursor<'_>,
    count: u32,
    context: &mut Context<'_>,
) -> Result<(u64, Option<Vec<Entry>>), Error> {
    let start = cursor.at;
    if count == 0 {
        return Ok((20, None));
    }
    if let Some(stride) = stride(cursor)? {
        let last = start.saturating_add(u64::from(count.saturating_sub(1)).saturating_mul(stride));
        let fits = last.saturating_add(CORE as u64) <= context.view.len && {
            cursor.at = last;
            let bytes = cursor.ahead(CORE + 1)?;
            core(bytes).is_some() && bytes.get(CORE).is_none_or(|b| !b.is_ascii_digit())
        };
        if fits {
            cursor.at = last.saturating_add(CORE as u64);
            cursor.skip_space()?;
            // What follows must be another subsection or the trailer, else the entries were not even.
            let even = match cursor.peek()? {
                Some(b't') => true,
                Some(byte) if byte.is_ascii_digit() => core(cursor.ahead(CORE)?).is_none(),
                _ => false,
            };
            if even {
                if stride != 20 && count > 1 {
                    context.oddities.push(Oddity::EntryWidth { offset: start });
                }
                return Ok((stride, None));
            }
        }
    }
    cursor.at = start;
    context.oddities.push(Oddity::EntryWidth { offset: start });
    listed(cursor, count, context).map(|entries| (0, Some(entries)))
}

/// The distance from the entry at the cursor to the next one.
fn stride(cursor: &mut Cursor<'_>) -> Result<Option<u64>, Error> {
    let bytes = cursor.ahead(CORE + 4)?;
    if core(bytes).is_none() {
        return Ok(None);
    }
    let tail = bytes.get(CORE..).unwrap_or_default();
    let spaces = tail.iter().take_while(|b| is_space(**b)).count();
    // A single entry before a longer gap: the standard's width does.
    Ok(match spaces {
        1..=3 => Some((CORE + spaces) as u64),
        _ => None,
    })
}

/// Reads entries token by token.
fn listed(cursor: &mut Cursor<'_>, count: u32, context: &Context<'_>) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    for _ in 0..count {
        cursor.skip_space()?;
        let damaged = fault(cursor.at, XrefFault::Entry);
        let offset = cursor.digits()?.ok_or(damaged.clone())?;
        cursor.skip_space()?;
        let generation = cursor.digits()?.ok_or(damaged.clone())?;
        cursor.skip_space()?;
        let kind = cursor.peek()?.ok_or(damaged.clone())?;
        cursor.at = cursor.at.saturating_add(1);
        entries.push(entry(offset, generation, kind, context.shift).ok_or(damaged)?);
    }
    Ok(entries)
}

/// The three parts of `nnnnnnnnnn ggggg x`.
fn core(bytes: &[u8]) -> Option<(u64, u64, u8)> {
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0u64, |value, byte| {
            byte.is_ascii_digit().then(|| value * 10 + u64::from(byte.wrapping_sub(b'0')))
        })
    };
    let (offset, generation) = (number(bytes.get(..10)?)?, number(bytes.get(11..16)?)?);
    let kind = *bytes.get(17)?;
    let spaced = bytes.get(10) == Some(&b' ') && bytes.get(16) == Some(&b' ');
    (spaced && matches!(kind, b'n' | b'f')).then_some((offset, generation, kind))
}

fn entry(offset: u64, generation: u64, kind: u8, shift: u64) -> Option<Entry> {
    match kind {
        b'n' => {
            let generation = u16::try_from(generation).ok()?;
            // Offset 0 stays 0, so that it is recognised as no place at all.
            let offset = if offset == 0 { 0 } else { offset.saturating_add(shift) };
            Some(Entry::InFile { offset, generation })
        }
        // Producers write 65536 for the head of the free list; nothing depends on it.
        b'f' => Some(Entry::Free {
            next: u32::try_from(offset).unwrap_or(u32::MAX),
            generation: u16::try_from(generation).unwrap_or(u16::MAX),
        }),
        _ => None,
    }
}

/// The entry that stands at `at` in the shape of §7.5.4.
pub(crate) fn entry_at(view: &View, at: u64, shift: u64) -> Result<Entry, Error> {
    let mut bytes = [0u8; CORE];
    let damaged = fault(at, XrefFault::Entry);
    if at.saturating_add(CORE as u64) > view.len {
        return Err(damaged);
    }
    view.source.read_at(at, &mut bytes).map_err(|e| Error::Io { offset: at, kind: e.kind() })?;
    let (offset, generation, kind) = core(&bytes).ok_or(damaged.clone())?;
    entry(offset, generation, kind, shift).ok_or(damaged)
}

/// All entries of a subsection, read in blocks.
pub(crate) fn entries(
    view: &View,
    start: u64,
    stride: u64,
    (first, count): (u32, u32),
    shift: u64,
    into: &mut Vec<(u32, Entry)>,
) -> Result<(), Error> {
    let mut cursor = Cursor { view, block: Vec::new(), block_start: 0, at: start };
    for index in 0..count {
        cursor.at = start.saturating_add(u64::from(index).saturating_mul(stride));
        let damaged = fault(cursor.at, XrefFault::Entry);
        let parts = core(cursor.ahead(CORE)?);
        let found = parts.and_then(|(offset, generation, kind)| entry(offset, generation, kind, shift));
        into.push((first.saturating_add(index), found.ok_or(damaged)?));
    }
    Ok(())
}

/// Some producers begin their only subsection at 1 although its first entry is that of object 0.
fn shifted(runs: &mut [TableRun], context: &mut Context<'_>) -> Result<(), Error> {
    let [run] = runs else { return Ok(()) };
    if run.first != 1 || run.count == 0 || run.entries.is_some() {
        return Ok(());
    }
    let first = entry_at(context.view, run.start, context.shift)?;
    if !matches!(first, Entry::Free { next: 0, generation: u16::MAX }) {
        return Ok(());
    }
    // Only the objects themselves can tell: the second entry must lead to object 1.
    if let Ok(Entry::InFile { offset, .. }) =
        entry_at(context.view, run.start.saturating_add(run.stride), context.shift)
    {
        let header = context.view.parse(offset, context.limits, |lexer| {
            lexer.skip_space();
            lexer.object_header()
        });
        if header.is_ok_and(|id| id.0 == 1) {
            run.first = 0;
            context.oddities.push(Oddity::ShiftedTable { offset: run.start });
        }
    }
    Ok(())
}
