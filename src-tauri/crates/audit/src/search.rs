//! Finding rows, in two ways. [`Log::query`] reads the bodies themselves, one after the other: no index stands between the
//! reader and what the chain protects, so that nothing can be hidden by changing an index. It serves what judges, decides
//! and exports; a hundred thousand rows take a fraction of a second. [`Log::find`] serves the screen: it asks the
//! [index](crate::index) first, opens each row it shows, and falls back to reading where the index does not do.

use crate::action::Action;
use crate::index::{Index, IndexState, Trouble};
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
    /// How many rows had to be read although an index should have them: [`Log::fill_index`] helps the next question.
    pub unread: u64,
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
        Ok(Found { entries, total, unread: 0 })
    }

    /// The same for a screen, at once however long the log is: found by the index beside the log, read from the rows.
    pub fn find(&self, filter: &Filter) -> Result<Found, Error> {
        /// A question that comes first after many new rows takes up so many blocks of them, and reads the others.
        const BLOCKS: u64 = 8;
        if filter.takes_every_row() || filter.limit.is_none() {
            return self.query(filter);
        }
        let db = self.reader()?;
        if !Index::is_worth_it(rows::head(&db)?.size) {
            return self.query(filter);
        }
        // The index first: one that is ahead of the log then belongs to another.
        let Some(mut index) = Index::open(self.path()) else { return self.query(filter) };
        db.execute_batch("BEGIN")?; // size, rows and what the index is compared with are of one moment
        match found_by(&mut index, &db, filter, BLOCKS) {
            Ok(found) => Ok(found),
            Err(Trouble::Log(error)) => Err(error),
            Err(Trouble::Unusable) => self.query(filter),
            Err(Trouble::Wrong) => {
                index.clear();
                self.query(filter)
            }
        }
    }

    /// Takes every row up into the index. [`Log::find`] does a little of this each time; a program that has a moment does it all.
    pub fn fill_index(&self) -> Result<(), Error> {
        let db = self.reader()?;
        if !Index::is_worth_it(rows::head(&db)?.size) {
            return Ok(());
        }
        let Some(mut index) = Index::open(self.path()) else { return Ok(()) };
        loop {
            let size = rows::head(&db)?.size;
            match index.catch_up(&db, size, 32) {
                Ok(blocks) if blocks < index.full(size) && blocks > 0 => {}
                Err(Trouble::Log(error)) => return Err(error),
                _ => return Ok(()),
            }
        }
    }

    /// Compares the index with every row: somebody who changed it may have hidden rows from a screen. It is made anew then.
    pub fn check_index(&self) -> Result<IndexState, Error> {
        let db = self.reader()?;
        if !Index::is_worth_it(rows::head(&db)?.size) {
            return Ok(IndexState::Agrees { rows: 0 }); // nothing asks one
        }
        let Some(mut index) = Index::open(self.path()) else { return Ok(IndexState::Unusable) };
        db.execute_batch("BEGIN")?;
        let size = rows::head(&db)?.size;
        match index.check(&db, size) {
            Ok(state) => Ok(state),
            Err(Trouble::Log(error)) => Err(error),
            Err(Trouble::Unusable) => Ok(IndexState::Unusable),
            Err(Trouble::Wrong) => {
                index.clear();
                Ok(IndexState::Mended { after: 0 })
            }
        }
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
    let mut total: u64 = 0;
    scan(db, 0, filter, &filter.words(), &mut |row, view| {
        if filter.gives(total) {
            visit(row, view)?;
        }
        total += 1;
        Ok(())
    })?;
    Ok(total)
}

/// Reads the rows after number `after` in the filter's order, and hands those that match to `visit`.
fn scan(
    db: &Connection,
    after: u64,
    filter: &Filter,
    words: &[String],
    visit: &mut dyn FnMut(&Columns<'_>, &View<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut statement = db.prepare(match filter.order {
        Order::NewestFirst => rows::SELECT_AFTER_NEWEST_FIRST,
        Order::OldestFirst => rows::SELECT_AFTER,
    })?;
    let mut found = statement.query([i64::try_from(after).unwrap_or(i64::MAX)])?;
    while let Some(row) = found.next()? {
        let row = Columns::of(row)?;
        let view = View::read(row.body)
            .map_err(|_| Error::Broken { seq: row.seq, kind: BreakKind::BodyMalformed })?;
        if matches(&view, filter, words) {
            visit(&row, &view)?;
        }
    }
    Ok(())
}

/// The answer of the index, with the rows it does not cover read as they are.
fn found_by(index: &mut Index, db: &Connection, filter: &Filter, blocks: u64) -> Result<Found, Trouble> {
    let size = rows::head(db)?.size;
    let covered = index.catch_up(db, size, blocks)?;
    let words = filter.words();
    let (mut total, mut numbers) = (0, Vec::new());
    let tail = |total: &mut u64, numbers: &mut Vec<u64>| {
        scan(db, index.rows(covered), filter, &words, &mut |row, _| {
            if filter.gives(*total) {
                numbers.push(row.seq);
            }
            *total += 1;
            Ok(())
        })
    };
    if filter.order == Order::NewestFirst {
        tail(&mut total, &mut numbers)?;
    }
    index.each_match(filter, &words, covered, &mut |matches| {
        let count = matches.count();
        if total + count > filter.offset && filter.gives(total.max(filter.offset)) {
            numbers.extend(
                matches
                    .numbers(filter.order)
                    .into_iter()
                    .zip(total..)
                    .filter(|(_, at)| filter.gives(*at))
                    .map(|(number, _)| number),
            );
        }
        total += count;
    })?;
    if filter.order == Order::OldestFirst {
        tail(&mut total, &mut numbers)?;
    }
    let mut entries = Vec::with_capacity(numbers.len());
    let mut statement = db.prepare(rows::SELECT_ONE).map_err(Error::from)?;
    for number in numbers {
        let mut found = statement.query([i64::try_from(number).unwrap_or(i64::MAX)]).map_err(Error::from)?;
        let row = Columns::of(found.next().map_err(Error::from)?.ok_or(Trouble::Wrong)?)?;
        let view = View::read(row.body)
            .map_err(|_| Error::Broken { seq: row.seq, kind: BreakKind::BodyMalformed })?;
        if !matches(&view, filter, &words) {
            return Err(Trouble::Wrong);
        }
        entries.push(Entry { seq: row.seq, hash: row.hash, record: Record::of_row(row.seq, row.body)? });
    }
    Ok(Found { entries, total, unread: index.rows(index.full(size) - covered) })
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
    /// The words looked for, in lower case.
    fn words(&self) -> Vec<String> {
        self.text.split_whitespace().map(str::to_lowercase).collect()
    }

    /// Whether the match with this number, from 0, belongs to the page.
    fn gives(&self, at: u64) -> bool {
        at >= self.offset && self.limit.is_none_or(|limit| at - self.offset < limit)
    }

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
