//! One cross-reference section: a classic table (ISO 32000-2 §7.5.4) or a stream (§7.5.8). Entries stay where they are and
//! are looked up one by one; opening reads subsection headers and the ends of subsections only.

use crate::lexer::{Lexer, Parsed, is_space};
use crate::view::{View, unsigned};
use crate::{Dictionary, Error, Limit, Limits, Object, ObjectId, Oddity, XrefFault};

/// What a cross-reference section says of one object (§7.5.4, §7.5.8.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entry {
    /// Free: the object is null.
    Free {
        /// The next free object, as written.
        next: u32,
        /// The generation that a reuse would have.
        generation: u16,
    },
    /// In the file's bytes.
    InFile {
        /// The absolute offset of `n g obj`.
        offset: u64,
        /// The generation.
        generation: u16,
    },
    /// In an object stream; the generation is 0.
    InStream {
        /// The object number of the stream.
        container: u32,
        /// The object's place in it, counted from 0.
        index: u32,
    },
}

impl Entry {
    /// Whether the object exists.
    pub fn in_use(&self) -> bool {
        !matches!(self, Self::Free { .. })
    }

    /// The generation of the object, or of its next use.
    pub fn generation(&self) -> u16 {
        match self {
            Self::Free { generation, .. } | Self::InFile { generation, .. } => *generation,
            Self::InStream { .. } => 0,
        }
    }
}

/// Consecutive objects of a section.
#[derive(Debug, Clone)]
struct Run {
    first: u32,
    count: u32,
    /// Where the first entry is: a file offset (table), a row (stream), an index (listed).
    place: u64,
    /// Bytes from one entry to the next (table only).
    stride: u64,
}

/// Where a section's entries are.
#[derive(Debug)]
enum Rows {
    /// In the file, at even distances.
    Table,
    /// Read one by one, as their widths vary.
    Listed(Vec<Entry>),
    /// In a decoded cross-reference stream.
    Stream { bytes: Vec<u8>, widths: [usize; 3] },
}

/// One cross-reference section.
#[derive(Debug)]
pub(crate) struct Section {
    /// Where it begins.
    pub(crate) offset: u64,
    /// The byte after its trailer dictionary, or after its `endobj`.
    pub(crate) end: u64,
    pub(crate) trailer: Dictionary,
    /// The object that is the section, if it is a stream.
    pub(crate) id: Option<ObjectId>,
    /// `/Prev`, made absolute.
    pub(crate) prev: Option<u64>,
    /// The section that `/XRefStm` names.
    pub(crate) hybrid: Option<Box<Section>>,
    runs: Vec<Run>,
    rows: Rows,
    /// What offsets count from: 0, or the header's place.
    shift: u64,
}

/// What reading sections needs besides the bytes.
pub(crate) struct Context<'a> {
    pub(crate) view: &'a View,
    pub(crate) limits: &'a Limits,
    pub(crate) shift: u64,
    pub(crate) oddities: Vec<Oddity>,
    /// Decoded bytes of cross-reference streams so far.
    pub(crate) decoded: u64,
}

fn fault(offset: u64, fault: XrefFault) -> Error {
    Error::Xref { offset, fault }
}

impl Section {
    /// Reads the section at the absolute `offset`.
    pub(crate) fn read(offset: u64, context: &mut Context<'_>) -> Result<Self, Error> {
        if offset >= context.view.len {
            return Err(fault(offset, XrefFault::OutsideFile));
        }
        let at_table = context.view.parse(offset, context.limits, |lexer| {
            lexer.skip_space();
            let at = lexer.offset();
            Ok(if lexer.need()? == b'x' { lexer.take(b"xref").then_some((at, lexer.offset())) } else { None })
        })?;
        match at_table {
            Some((at, after)) => {
                if at != offset {
                    context.oddities.push(Oddity::TableSpacing { offset });
                }
                Self::table(offset, after, context)
            }
            None => Self::stream(offset, context),
        }
    }

    fn table(offset: u64, after: u64, context: &mut Context<'_>) -> Result<Self, Error> {
        let mut table = crate::table::read(after, context)?;
        let (trailer, end) = (std::mem::take(&mut table.trailer), table.end);
        let mut listed = Vec::new();
        let mut even = true;
        for run in &table.runs {
            even &= run.entries.is_none();
        }
        let mut runs = Vec::with_capacity(table.runs.len());
        for run in &table.runs {
            if even {
                runs.push(Run { first: run.first, count: run.count, place: run.start, stride: run.stride });
                continue;
            }
            let place = listed.len() as u64;
            match &run.entries {
                Some(entries) => listed.extend_from_slice(entries),
                None => {
                    for index in 0..u64::from(run.count) {
                        let at = run.start.saturating_add(index.saturating_mul(run.stride));
                        listed.push(crate::table::entry_at(context.view, at, context.shift)?);
                    }
                }
            }
            runs.push(Run { first: run.first, count: run.count, place, stride: 0 });
        }
        let rows = if even { Rows::Table } else { Rows::Listed(listed) };
        let prev = link(&trailer, b"Prev", offset, context)?;
        let mut section =
            Self { offset, end, trailer, id: None, prev, hybrid: None, runs, rows, shift: context.shift };
        if unsigned(&section.trailer, b"Size").is_none() {
            return Err(fault(offset, XrefFault::Size));
        }
        if let Some(at) = link(&section.trailer, b"XRefStm", offset, context)? {
            context.oddities.push(Oddity::Hybrid { offset });
            if at >= context.view.len {
                return Err(fault(at, XrefFault::OutsideFile));
            }
            section.hybrid = Some(Box::new(Self::stream(at, context)?));
        }
        section.disjoint(context)
    }

    fn stream(offset: u64, context: &mut Context<'_>) -> Result<Self, Error> {
        let view = context.view;
        // Before any section is known no reference can be resolved, so /Length must be direct (§7.5.8.2).
        let not_here = |error| match error {
            Error::Syntax { .. } => fault(offset, XrefFault::NotASection),
            other => other,
        };
        let raw = view.indirect(offset, context.limits, false, None, &mut |_| Ok(None)).map_err(not_here)?;
        context.oddities.extend(raw.oddities);
        let (Object::Stream(stream), Some(data)) = (raw.value, raw.data) else {
            return Err(fault(offset, XrefFault::NotASection));
        };
        let dictionary = stream.dict;
        if !dictionary.has_type(b"XRef") {
            return Err(fault(offset, XrefFault::NotASection));
        }
        let widths = widths(&dictionary).ok_or(fault(offset, XrefFault::Widths))?;
        let size = unsigned(&dictionary, b"Size").ok_or(fault(offset, XrefFault::Size))?;
        let pairs = index(&dictionary, size).ok_or(fault(offset, XrefFault::Index))?;
        if data.end.saturating_sub(data.start) > context.limits.stored_stream {
            return Err(Error::Limit { limit: Limit::StoredStream });
        }
        let encoded = view.read(data.start, data.end)?;
        let bytes = crate::filter::decode(&dictionary, &encoded, context.limits)?;
        context.decoded = context.decoded.saturating_add(bytes.len() as u64);
        if context.decoded > context.limits.decoded_total {
            return Err(Error::Limit { limit: Limit::DecodedTotal });
        }
        let row = widths.iter().sum::<usize>() as u64;
        let mut runs = Vec::with_capacity(pairs.len());
        let mut place = 0u64;
        let mut total = 0u64;
        for (first, count) in pairs {
            let (first, count) = run_bounds(first, count, &mut total, context.limits)?;
            runs.push(Run { first, count, place, stride: 0 });
            place = place.saturating_add(u64::from(count));
        }
        if place.checked_mul(row).is_none_or(|needed| needed > bytes.len() as u64) {
            return Err(fault(offset, XrefFault::TooShort));
        }
        let prev = link(&dictionary, b"Prev", offset, context)?;
        let section = Self {
            offset,
            end: raw.span.end,
            trailer: dictionary,
            id: Some(raw.id),
            prev,
            hybrid: None,
            runs,
            rows: Rows::Stream { bytes, widths },
            shift: context.shift,
        };
        section.disjoint(context)
    }

    /// Makes the runs disjoint: no object may have two entries in one section, unless both say the same.
    fn disjoint(mut self, context: &mut Context<'_>) -> Result<Self, Error> {
        let mut runs = std::mem::take(&mut self.runs);
        runs.sort_by_key(|run| run.first);
        for mut run in runs {
            let covered = self.runs.last().map_or(0, |last| last.first.saturating_add(last.count));
            let end = run.first.saturating_add(run.count);
            for number in run.first..covered.min(end) {
                if self.entry(number, context.view)? != Some(self.entry_in(&run, number, context.view)?) {
                    return Err(fault(self.offset, XrefFault::Overlap));
                }
                context.oddities.push(Oddity::RepeatedEntry { number });
            }
            let repeated = covered.saturating_sub(run.first).min(run.count);
            run.first = run.first.saturating_add(repeated);
            run.count = run.count.saturating_sub(repeated);
            let step = if run.stride == 0 { 1 } else { run.stride };
            run.place = run.place.saturating_add(u64::from(repeated).saturating_mul(step));
            if run.count > 0 {
                self.runs.push(run);
            }
        }
        Ok(self)
    }

    /// The section's entry for an object, its `/XRefStm` left aside.
    pub(crate) fn entry(&self, number: u32, view: &View) -> Result<Option<Entry>, Error> {
        let after = self.runs.partition_point(|run| run.first <= number);
        let run = after.checked_sub(1).and_then(|index| self.runs.get(index));
        match run.filter(|run| number.wrapping_sub(run.first) < run.count) {
            Some(run) => self.entry_in(run, number, view).map(Some),
            None => Ok(None),
        }
    }

    /// What a reader that knows `/XRefStm` takes: the table's entry if it is in use, else the stream's, else the table's.
    pub(crate) fn effective(&self, number: u32, view: &View) -> Result<Option<Entry>, Error> {
        let own = self.entry(number, view)?;
        match &self.hybrid {
            Some(stream) if !own.is_some_and(|entry| entry.in_use()) => {
                Ok(stream.entry(number, view)?.filter(Entry::in_use).or(own))
            }
            _ => Ok(own),
        }
    }

    fn entry_in(&self, run: &Run, number: u32, view: &View) -> Result<Entry, Error> {
        let index = u64::from(number.saturating_sub(run.first));
        match &self.rows {
            Rows::Table => {
                let at = run.place.saturating_add(index.saturating_mul(run.stride));
                crate::table::entry_at(view, at, self.shift)
            }
            Rows::Listed(entries) => {
                let at = usize::try_from(run.place.saturating_add(index)).ok();
                at.and_then(|at| entries.get(at)).copied().ok_or(fault(self.offset, XrefFault::TooShort))
            }
            Rows::Stream { bytes, widths } => {
                let row = usize::try_from(run.place.saturating_add(index)).ok();
                row.and_then(|row| stream_entry(bytes, widths, row, self.shift))
                    .ok_or(fault(self.offset, XrefFault::TooShort))
            }
        }
    }

    /// Every entry of the section itself, by ascending number.
    pub(crate) fn entries(&self, view: &View) -> Result<Vec<(u32, Entry)>, Error> {
        let mut entries = Vec::new();
        for run in &self.runs {
            if let Rows::Table = self.rows {
                crate::table::entries(
                    view,
                    run.place,
                    run.stride,
                    (run.first, run.count),
                    self.shift,
                    &mut entries,
                )?;
                continue;
            }
            for number in run.first..run.first.saturating_add(run.count) {
                entries.push((number, self.entry_in(run, number, view)?));
            }
        }
        Ok(entries)
    }

    /// The object numbers of the section itself.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.runs.iter().flat_map(|run| run.first..run.first.saturating_add(run.count))
    }

    /// How many entries the section itself has.
    pub(crate) fn count(&self) -> usize {
        let count = |run: &Run| usize::try_from(run.count).unwrap_or(usize::MAX);
        self.runs.iter().map(count).fold(0, usize::saturating_add)
    }

    /// One more than the highest object number the section has an entry for.
    pub(crate) fn numbers_end(&self) -> u32 {
        let own = self.runs.iter().map(|run| run.first.saturating_add(run.count)).max().unwrap_or(0);
        own.max(self.hybrid.as_ref().map_or(0, |stream| stream.numbers_end()))
    }

    /// `/Size`.
    pub(crate) fn size(&self) -> u64 {
        unsigned(&self.trailer, b"Size").unwrap_or(0)
    }

    /// Whether it is a cross-reference stream.
    pub(crate) fn is_stream(&self) -> bool {
        self.id.is_some()
    }
}

/// Checks a run against the limits and adds it to `total`.
pub(crate) fn run_bounds(
    first: u64,
    count: u64,
    total: &mut u64,
    limits: &Limits,
) -> Result<(u32, u32), Error> {
    *total = total.saturating_add(count);
    if *total > limits.objects {
        return Err(Error::Limit { limit: Limit::Objects });
    }
    let end = first.saturating_add(count);
    if end > u64::from(limits.object_number).saturating_add(1) && count > 0 {
        return Err(Error::Limit { limit: Limit::ObjectNumber });
    }
    let too_high = Error::Limit { limit: Limit::ObjectNumber };
    Ok((u32::try_from(first).map_err(|_| too_high.clone())?, u32::try_from(count).map_err(|_| too_high)?))
}

/// A link to another section, made absolute.
fn link(
    dictionary: &Dictionary,
    key: &[u8],
    offset: u64,
    context: &Context<'_>,
) -> Result<Option<u64>, Error> {
    match dictionary.get(key) {
        Err(_) | Ok(Object::Null) => Ok(None),
        Ok(Object::Integer(value)) => {
            let value = u64::try_from(*value).map_err(|_| fault(offset, XrefFault::Link))?;
            Ok(Some(value.saturating_add(context.shift)))
        }
        Ok(_) => Err(fault(offset, XrefFault::Link)),
    }
}

fn widths(dictionary: &Dictionary) -> Option<[usize; 3]> {
    let array = dictionary.get(b"W").ok()?.as_array().ok()?;
    let mut widths = [0usize; 3];
    // More than three fields are reserved for the future; nobody writes them.
    if array.len() != 3 {
        return None;
    }
    for (width, value) in widths.iter_mut().zip(array) {
        *width = usize::try_from(value.as_i64().ok()?).ok().filter(|width| *width <= 8)?;
    }
    (widths.iter().sum::<usize>() > 0).then_some(widths)
}

fn index(dictionary: &Dictionary, size: u64) -> Option<Vec<(u64, u64)>> {
    let Ok(value) = dictionary.get(b"Index") else { return Some(vec![(0, size)]) };
    let array = value.as_array().ok()?;
    let (pairs, rest) = array.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let number = |value: &Object| value.as_i64().ok().and_then(|n| u64::try_from(n).ok());
    pairs.iter().map(|[first, count]| number(first).zip(number(count))).collect()
}

fn stream_entry(bytes: &[u8], widths: &[usize; 3], row: usize, shift: u64) -> Option<Entry> {
    let [a, b, c] = *widths;
    let width = a.checked_add(b)?.checked_add(c)?;
    let start = row.checked_mul(width)?;
    let row = bytes.get(start..start.checked_add(width)?)?;
    let (kind, rest) = row.split_at_checked(a)?;
    let (second, third) = rest.split_at_checked(b)?;
    let number = |field: &[u8]| field.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte));
    let (second, third) = (number(second), number(third));
    Some(match if kind.is_empty() { 1 } else { number(kind) } {
        1 => Entry::InFile {
            offset: second.saturating_add(shift),
            generation: u16::try_from(third).unwrap_or(u16::MAX),
        },
        2 => Entry::InStream {
            container: u32::try_from(second).unwrap_or(u32::MAX),
            index: u32::try_from(third).unwrap_or(u32::MAX),
        },
        0 => Entry::Free {
            next: u32::try_from(second).unwrap_or(u32::MAX),
            generation: u16::try_from(third).unwrap_or(u16::MAX),
        },
        // Other types stand for the null object (§7.5.8.3).
        _ => Entry::Free { next: 0, generation: u16::MAX },
    })
}

/// The trailer dictionary at the lexer's place, and where it ends.
pub(crate) fn trailer(lexer: &mut Lexer<'_>) -> Parsed<(Object, u64)> {
    let value = lexer.value()?;
    Ok((value, lexer.offset()))
}

/// Skips white space only, no comments.
pub(crate) fn skip_plain_space(lexer: &mut Lexer<'_>) {
    while lexer.peek().is_some_and(is_space) {
        lexer.bump();
    }
}
