//! One block of the index: what 1,024 rows say, laid out so that a question is answered without opening the rows. The same
//! rows always give the same bytes, so that a block is checked by making it anew.

use super::bits::Bits;
use super::{Malformed, ROWS};
use crate::action::Action;
use crate::record::View;
use crate::search::Filter;
use crate::value::Digest;
use jiff::Timestamp;
use std::collections::HashMap;

/// As many bytes of a hash as are kept: what the index finds is compared with the row itself.
const PREFIX: usize = 8;

/// The four columns of a block, each read only where it is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The codes of the actions in it, each with its length before it; then of each row the code's place in that list,
    /// and the time in microseconds.
    pub(super) facts: Vec<u8>,
    /// Row (two bytes) and the first bytes of a document's hash, before or after.
    pub(super) documents: Vec<u8>,
    /// Every text once, in lower case, a line each.
    pub(super) words: String,
    /// Of each text its length and how many rows have it; then these rows, two bytes each.
    pub(super) places: Vec<u8>,
}

/// A block in the making.
#[derive(Default)]
pub(super) struct Builder {
    codes: Vec<Action>,
    actions: Vec<u8>,
    times: Vec<u8>,
    documents: Vec<u8>,
    known: HashMap<String, usize>,
    words: String,
    texts: Vec<(u32, Vec<u16>)>,
}

impl Builder {
    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.actions.len()
    }

    /// Takes the next row up.
    pub(super) fn push(&mut self, view: &View<'_>) {
        let row = u16::try_from(self.len()).unwrap_or(u16::MAX);
        let code = self.codes.iter().position(|known| *known == view.action).unwrap_or_else(|| {
            self.codes.push(view.action);
            self.codes.len() - 1
        });
        self.actions.push(u8::try_from(code).unwrap_or(u8::MAX));
        self.times.extend(view.at.as_microsecond().to_le_bytes());
        if let Some(document) = &view.document {
            for digest in [document.before, document.after].into_iter().flatten() {
                self.documents.extend(row.to_le_bytes());
                self.documents.extend(&digest.0[..PREFIX]);
            }
        }
        for text in view.texts() {
            let id = match self.known.get(text) {
                Some(id) => *id,
                None => self.learn(text),
            };
            if let Some((_, rows)) = self.texts.get_mut(id)
                && rows.last() != Some(&row)
            {
                rows.push(row);
            }
        }
    }

    fn learn(&mut self, text: &str) -> usize {
        let before = self.words.len();
        self.words.push_str(&text.to_lowercase());
        self.texts.push((u32::try_from(self.words.len() - before).unwrap_or(u32::MAX), Vec::new()));
        self.words.push('\n'); // no word that is looked for has one in it
        self.known.insert(text.to_owned(), self.texts.len() - 1);
        self.texts.len() - 1
    }

    /// The block.
    pub(super) fn finish(self) -> Block {
        let mut facts = vec![u8::try_from(self.codes.len()).unwrap_or(u8::MAX)];
        for code in self.codes {
            facts.push(u8::try_from(code.code().len()).unwrap_or(u8::MAX));
            facts.extend(code.code().as_bytes());
        }
        facts.extend(self.actions);
        facts.extend(self.times);
        let mut places = Vec::new();
        for (length, rows) in &self.texts {
            places.extend(length.to_le_bytes());
            places.extend(u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes());
        }
        places.extend(self.texts.iter().flat_map(|(_, rows)| rows.iter().flat_map(|row| row.to_le_bytes())));
        Block { facts, documents: self.documents, words: self.words, places }
    }
}

/// The rows whose action and time the filter wants.
pub(super) fn by_facts(facts: &[u8], filter: &Filter) -> Result<Bits, Malformed> {
    let mut rest = facts;
    let mut wanted = Vec::new();
    for _ in 0..take(&mut rest, 1)?[0] {
        let length = usize::from(take(&mut rest, 1)?[0]);
        let code = std::str::from_utf8(take(&mut rest, length)?).map_err(|_| Malformed)?;
        wanted.push(filter.actions.is_empty() || filter.actions.iter().any(|action| action.code() == code));
    }
    let actions = take(&mut rest, ROWS)?;
    let mut found = Bits::none();
    let (from, to) = (filter.from.map(microsecond_from), filter.to.map(microsecond_from));
    for (row, (action, at)) in actions.iter().zip(rest.chunks_exact(size_of::<i64>())).enumerate() {
        let at = i64::from_le_bytes(at.try_into().map_err(|_| Malformed)?);
        let in_time = from.is_none_or(|from| at >= from) && to.is_none_or(|to| at < to);
        if in_time && *wanted.get(usize::from(*action)).ok_or(Malformed)? {
            found.set(row);
        }
    }
    if rest.len() == ROWS * size_of::<i64>() { Ok(found) } else { Err(Malformed) }
}

/// The first microsecond that is not before a time: rows are kept to the microsecond, a bound may be finer.
fn microsecond_from(time: Timestamp) -> i64 {
    time.as_microsecond() + i64::from(time.as_nanosecond() > i128::from(time.as_microsecond()) * 1000)
}

/// The rows that may be about the document.
pub(super) fn by_document(documents: &[u8], wanted: &Digest) -> Result<Bits, Malformed> {
    let mut found = Bits::none();
    let entries = documents.chunks_exact(2 + PREFIX);
    if !entries.remainder().is_empty() {
        return Err(Malformed);
    }
    for entry in entries {
        if entry[2..] == wanted.0[..PREFIX] {
            found.set(usize::from(u16::from_le_bytes([entry[0], entry[1]])));
        }
    }
    Ok(found)
}

/// Whether the block has all of these words at all.
pub(super) fn has_words(words: &str, wanted: &[String]) -> bool {
    wanted.iter().all(|word| words.contains(word.as_str()))
}

/// The rows that have all of these words, each in some text.
pub(super) fn by_words(words: &str, places: &[u8], wanted: &[String]) -> Result<Bits, Malformed> {
    let mut with: Vec<Bits> = wanted.iter().map(|_| Bits::none()).collect();
    let mut texts = Vec::new();
    let (mut begin, mut heads) = (0, places);
    while begin < words.len() {
        let length = number(&mut heads)?;
        texts.push((words.get(begin..begin + length).ok_or(Malformed)?, number(&mut heads)?));
        begin += length + 1;
    }
    let mut rows = heads;
    for (text, count) in texts {
        let rows = take(&mut rows, count.checked_mul(2).ok_or(Malformed)?)?;
        for (word, found) in wanted.iter().zip(&mut with) {
            if text.contains(word.as_str()) {
                rows.chunks_exact(2)
                    .for_each(|row| found.set(usize::from(u16::from_le_bytes([row[0], row[1]]))));
            }
        }
    }
    let mut all = Bits::all();
    with.iter().for_each(|found| all.keep(found));
    Ok(all)
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], Malformed> {
    let (taken, left) = rest.split_at_checked(length).ok_or(Malformed)?;
    *rest = left;
    Ok(taken)
}

fn number(rest: &mut &[u8]) -> Result<usize, Malformed> {
    let bytes = take(rest, 4)?.try_into().map_err(|_| Malformed)?;
    usize::try_from(u32::from_le_bytes(bytes)).map_err(|_| Malformed)
}
