//! Finding rows. The bodies themselves are read, one after the other: no index stands between the
//! reader and what the chain protects, so that nothing can be hidden by changing an index. A hundred
//! thousand rows take a fraction of a second.

use crate::action::Action;
use crate::record::{Record, View};
use crate::rows::{self, Columns};
use crate::value::Digest;
use crate::{BreakKind, Error, Log};
use jiff::Timestamp;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// Which rows are wanted; what is left empty does not restrict.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words that must all occur somewhere in the record, in any case and order.
    pub text: String,
    /// Any of these actions.
    pub actions: Vec<Action>,
    /// Not before this time.
    pub from: Option<Timestamp>,
    /// Before this time.
    pub to: Option<Timestamp>,
    /// The document that had this SHA-256 before or after the action.
    pub document: Option<Digest>,
    /// How many matching rows to pass over.
    pub offset: u64,
    /// How many rows to give at most.
    pub limit: Option<u64>,
    /// In which order.
    pub order: Order,
}

/// The order of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest row first.
    #[default]
    NewestFirst,
    /// In the order they were written.
    OldestFirst,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number, from 1.
    pub seq: u64,
    /// Its hash.
    pub hash: Digest,
    /// What it says.
    pub record: Record,
}

/// The answer to a [`Filter`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The rows from `offset`, at most `limit` of them.
    pub entries: Vec<Entry>,
    /// How many rows match in all.
    pub total: u64,
}

impl Log {
    /// The rows that match.
    pub fn query(&self, filter: &Filter) -> Result<Found, Error> {
        let mut entries = Vec::new();
        let total = for_each(&self.reader()?, filter, |row, _| {
            let record = Record::of_row(row.seq, row.body)?;
            entries.push(Entry { seq: row.seq, hash: row.hash, record });
            Ok(())
        })?;
        Ok(Found { entries, total })
    }

    /// The last rows, newest first: a glance that does not read the log.
    pub fn newest(&self, count: u32) -> Result<Vec<Entry>, Error> {
        let db = self.reader()?;
        let mut statement = db.prepare(rows::SELECT_NEWEST_FIRST)?;
        let mut found = statement.query([])?;
        let mut entries = Vec::new();
        while let Some(row) = found.next()?.filter(|_| entries.len() < count as usize) {
            let row = Columns::of(row)?;
            let record = Record::of_row(row.seq, row.body)?;
            entries.push(Entry { seq: row.seq, hash: row.hash, record });
        }
        Ok(entries)
    }

    /// How many rows match, whatever `offset` and `limit` say.
    pub fn count(&self, filter: &Filter) -> Result<u64, Error> {
        for_each(&self.reader()?, &Filter { limit: Some(0), ..filter.clone() }, |_, _| Ok(()))
    }
}

/// Hands the matching rows from `offset`, at most `limit`, to `visit`; returns how many match in all.
pub(crate) fn for_each(
    db: &Connection,
    filter: &Filter,
    mut visit: impl FnMut(&Columns<'_>, &View<'_>) -> Result<(), Error>,
) -> Result<u64, Error> {
    if filter.takes_every_row() {
        return for_each_in_place(db, filter, visit);
    }
    let words: Vec<String> = filter.text.split_whitespace().map(str::to_lowercase).collect();
    let mut statement = db.prepare(match filter.order {
        Order::NewestFirst => rows::SELECT_NEWEST_FIRST,
        Order::OldestFirst => rows::SELECT_IN_ORDER,
    })?;
    let mut found = statement.query([])?;
    let mut total: u64 = 0;
    while let Some(row) = found.next()? {
        let row = Columns::of(row)?;
        let view = View::read(row.body)
            .map_err(|_| Error::Broken { seq: row.seq, kind: BreakKind::BodyMalformed })?;
        if !matches(&view, filter, &words) {
            continue;
        }
        if total >= filter.offset && filter.limit.is_none_or(|limit| total - filter.offset < limit) {
            visit(&row, &view)?;
        }
        total += 1;
    }
    Ok(total)
}

/// The same where every row matches: rows are numbered without a gap, so that a page of a long log is found at its place.
fn for_each_in_place(
    db: &Connection,
    filter: &Filter,
    mut visit: impl FnMut(&Columns<'_>, &View<'_>) -> Result<(), Error>,
) -> Result<u64, Error> {
    let total = rows::head(db)?.size;
    let limit = filter.limit.unwrap_or(u64::MAX).min(total.saturating_sub(filter.offset));
    if limit == 0 {
        return Ok(total);
    }
    let (sql, from) = match filter.order {
        Order::NewestFirst => (rows::SELECT_UP_TO, total - filter.offset),
        Order::OldestFirst => (rows::SELECT_AFTER, filter.offset),
    };
    let mut statement = db.prepare(sql)?;
    let mut found = statement.query([i64::try_from(from).unwrap_or(i64::MAX)])?;
    let mut given = 0;
    while given < limit
        && let Some(row) = found.next()?
    {
        let row = Columns::of(row)?;
        let view = View::read(row.body)
            .map_err(|_| Error::Broken { seq: row.seq, kind: BreakKind::BodyMalformed })?;
        visit(&row, &view)?;
        given += 1;
    }
    Ok(total)
}

fn matches(view: &View<'_>, filter: &Filter, words: &[String]) -> bool {
    let wanted = |digest: Digest| {
        view.document.as_ref().is_some_and(|d| d.before == Some(digest) || d.after == Some(digest))
    };
    (filter.actions.is_empty() || filter.actions.contains(&view.action))
        && filter.from.is_none_or(|from| view.at >= from)
        && filter.to.is_none_or(|to| view.at < to)
        && filter.document.is_none_or(wanted)
        && words.iter().all(|word| view.texts().any(|text| text.to_lowercase().contains(word)))
}

impl Filter {
    /// Whether every row matches.
    fn takes_every_row(&self) -> bool {
        self.text.trim().is_empty()
            && self.actions.is_empty()
            && self.from.is_none()
            && self.to.is_none()
            && self.document.is_none()
    }

    /// Whether every row matches and is given.
    pub(crate) fn is_everything(&self) -> bool {
        self.takes_every_row() && self.offset == 0 && self.limit.is_none()
    }
}
