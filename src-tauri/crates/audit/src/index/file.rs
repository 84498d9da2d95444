//! The index's file: an SQLite database of blocks. Whatever is wrong with it is no failure of the log.

use super::bits::Bits;
use super::block::{self, Block, Builder};
use super::{IndexState, Malformed, ROWS};
use crate::record::View;
use crate::rows::{self, Columns};
use crate::search::{Filter, Order};
use crate::{BreakKind, Error, log};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `PRAGMA application_id` of an index: the letters "VIdx".
const APPLICATION: i64 = 0x5649_6478;
/// `PRAGMA user_version`: the layout of the blocks. An index of another layout is made anew.
const LAYOUT: i64 = 1;
/// Another process that fills the index is not waited for: what it has not filled is read from the log.
const PATIENCE: Duration = Duration::from_millis(20);

/// Words and places lie apart from the facts, so that a question reads only what it asks for.
const SCHEMA: &str = "
CREATE TABLE facts(block INTEGER PRIMARY KEY, last BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE documents(block INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE words(block INTEGER PRIMARY KEY, bytes TEXT NOT NULL) STRICT;
CREATE TABLE places(block INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;";
const CLEAR: &str = "DELETE FROM facts; DELETE FROM documents; DELETE FROM words; DELETE FROM places;";

/// An open index.
pub(crate) struct Index {
    db: Connection,
    /// How many blocks it has, as far as this process knows: read before the log, which only grows meanwhile.
    known: u64,
}

/// Why the index gave no answer: it is to be left alone, or made anew.
pub(crate) enum Trouble {
    /// The log itself cannot be read.
    Log(Error),
    /// SQLite cannot work with the file now.
    Unusable,
    /// It does not say what the rows say.
    Wrong,
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => Self::Wrong,
            // A column of the wrong type, a table that is not there.
            None | Some(rusqlite::ErrorCode::Unknown) => Self::Wrong,
            Some(_) => Self::Unusable,
        }
    }
}

impl From<Malformed> for Trouble {
    fn from(_: Malformed) -> Self {
        Self::Wrong
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Log(error)
    }
}

/// Where the index of the log at `path` lies: the same name with `.index` added.
pub(crate) fn path(path: &Path) -> PathBuf {
    with(path, ".index")
}

fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

impl Index {
    /// Whether a log of this size has a full block; a shorter one is read.
    pub(crate) fn is_worth_it(size: u64) -> bool {
        size >= ROWS as u64
    }

    /// Opens the index of the log at `log`, made where there is none; one that SQLite cannot read is replaced.
    pub(crate) fn open(log: &Path) -> Option<Self> {
        let path = path(log);
        match Self::open_at(&path) {
            Ok(index) => Some(index),
            Err(Trouble::Wrong) => {
                discard(&path);
                Self::open_at(&path).ok()
            }
            Err(_) => None,
        }
    }

    fn open_at(path: &Path) -> Result<Self, Trouble> {
        log::create(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(PATIENCE)?;
        db.pragma_update(None, "trusted_schema", false)?;
        db.pragma_update(None, "cell_size_check", true)?;
        // A power cut may take the latest blocks with it, never half of one.
        db.pragma_update(None, "synchronous", "NORMAL")?;
        if kind(&db)? != (APPLICATION, LAYOUT) {
            db.pragma_update(None, "page_size", 65_536)?; // a column of a block is a page or two
            let _mode: String = db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
            let made = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            match kind(&made)? {
                (APPLICATION, LAYOUT) => {}
                (0, 0) => {
                    made.execute_batch(SCHEMA)?;
                    made.pragma_update(None, "application_id", APPLICATION)?;
                    made.pragma_update(None, "user_version", LAYOUT)?;
                    made.commit()?;
                }
                _ => return Err(Trouble::Wrong),
            }
        }
        let known = blocks(&db)?;
        Ok(Self { db, known })
    }

    /// Takes up full blocks that are missing, at most `most` of them, and returns how many there are now.
    pub(crate) fn catch_up(&mut self, rows: &Connection, size: u64, most: u64) -> Result<u64, Trouble> {
        let full = size / ROWS as u64;
        let mut have = self.known;
        let fits = match have.checked_sub(1) {
            None => true,
            Some(_) if have > full => false,
            Some(last) => {
                let known: Vec<u8> =
                    self.db.query_row("SELECT last FROM facts WHERE block = ?1", [last as i64], |row| {
                        row.get(0)
                    })?;
                rows::head_at(rows, have * ROWS as u64)?.is_some_and(|head| head.hash.0[..] == known)
            }
        };
        if !fits {
            // Another history lies under it: a log put back, or one begun anew.
            self.db.execute_batch(&format!("BEGIN IMMEDIATE; {CLEAR} COMMIT;"))?;
            have = 0;
            self.known = 0;
        }
        if have == full || most == 0 {
            return Ok(have);
        }
        let write = match self.db.transaction_with_behavior(TransactionBehavior::Immediate) {
            Ok(write) => write,
            Err(_) => return Ok(have), // another process is at it
        };
        let begun = blocks(&write)?;
        if begun < have || begun >= full {
            return Ok(begun.min(full)); // another process was quicker, perhaps with rows that came after this size
        }
        let until = full.min(begun + most);
        let made = each_block(rows, begun, until, &mut |number, block, last| {
            put(&write, number, block, last)?;
            Ok(true)
        });
        match made {
            Ok(()) => {
                write.commit()?;
                self.known = until;
            }
            // Said by whoever verifies; here the rows are read one by one.
            Err(trouble) => return Err(trouble),
        }
        Ok(until)
    }

    /// How many full blocks a log of this size has.
    pub(crate) fn full(&self, size: u64) -> u64 {
        size / ROWS as u64
    }

    /// How many rows so many blocks cover.
    pub(crate) fn rows(&self, blocks: u64) -> u64 {
        blocks * ROWS as u64
    }

    /// Empties it; where that cannot be, the next question finds it wrong again.
    pub(crate) fn clear(&self) {
        let _ = self.db.execute_batch(&format!("BEGIN IMMEDIATE; {CLEAR} COMMIT;"));
    }

    /// Hands the number of each row that matches in the first `count` blocks to `hit`, in the filter's order.
    pub(crate) fn each_match(
        &self,
        filter: &Filter,
        words: &[String],
        count: u64,
        hit: &mut dyn FnMut(Matches),
    ) -> Result<(), Trouble> {
        let mut facts = self.db.prepare("SELECT bytes FROM facts WHERE block = ?1")?;
        let mut documents = self.db.prepare("SELECT bytes FROM documents WHERE block = ?1")?;
        let mut texts = self.db.prepare("SELECT bytes FROM words WHERE block = ?1")?;
        let mut places = self.db.prepare("SELECT bytes FROM places WHERE block = ?1")?;
        let by_facts = !filter.actions.is_empty() || filter.from.is_some() || filter.to.is_some();
        for step in 0..count {
            let number = if filter.order == Order::NewestFirst { count - 1 - step } else { step };
            let key = [i64::try_from(number).unwrap_or(i64::MAX)];
            let mut found = Bits::all();
            if by_facts {
                let mut rows = facts.query(key)?;
                let row = rows.next()?.ok_or(Trouble::Wrong)?;
                found.keep(&block::by_facts(blob(row)?, filter)?);
            }
            if let Some(document) = filter.document.filter(|_| found.count() > 0) {
                let mut rows = documents.query(key)?;
                let row = rows.next()?.ok_or(Trouble::Wrong)?;
                found.keep(&block::by_document(blob(row)?, &document)?);
            }
            if !words.is_empty() && found.count() > 0 {
                let mut rows = texts.query(key)?;
                let row = rows.next()?.ok_or(Trouble::Wrong)?;
                let text = row.get_ref(0)?.as_str().map_err(|_| Trouble::Wrong)?;
                if !block::has_words(text, words) {
                    continue;
                }
                let mut rows = places.query(key)?;
                let row = rows.next()?.ok_or(Trouble::Wrong)?;
                found.keep(&block::by_words(text, blob(row)?, words)?);
            }
            if found.count() > 0 {
                hit(Matches { first: number * ROWS as u64 + 1, rows: found });
            }
        }
        Ok(())
    }

    /// Compares every block with the rows; one that differs is made anew with all that follow.
    pub(crate) fn check(&mut self, rows: &Connection, size: u64) -> Result<IndexState, Trouble> {
        let have = self.known;
        let full = size / ROWS as u64;
        let mut differs = (have > full).then_some(full);
        let db = &self.db;
        each_block(rows, 0, have.min(full), &mut |number, block, last| {
            if held(db, number)?.is_none_or(|(held, at)| held != *block || at != last) {
                differs = Some(number);
            }
            Ok(differs.is_none())
        })?;
        // A row too many in some table is as wrong as one that is missing.
        let strays: i64 = self.db.query_row(
            "SELECT (SELECT count(*) FROM facts WHERE block < 0)
                  + (SELECT count(*) FROM documents WHERE block NOT IN (SELECT block FROM facts))
                  + (SELECT count(*) FROM words WHERE block NOT IN (SELECT block FROM facts))
                  + (SELECT count(*) FROM places WHERE block NOT IN (SELECT block FROM facts))",
            [],
            |row| row.get(0),
        )?;
        if differs.is_none() && strays != 0 {
            differs = Some(0);
        }
        if differs.is_some() {
            self.db.execute_batch(&format!("BEGIN IMMEDIATE; {CLEAR} COMMIT;"))?;
            self.known = 0;
        }
        let blocks = self.catch_up(rows, size, u64::MAX / ROWS as u64)?;
        Ok(match differs {
            Some(block) => IndexState::Mended { after: block * ROWS as u64 },
            None => IndexState::Agrees { rows: blocks * ROWS as u64 },
        })
    }
}

/// The matching rows of one block.
pub(crate) struct Matches {
    first: u64,
    rows: Bits,
}

impl Matches {
    pub(crate) fn count(&self) -> u64 {
        self.rows.count()
    }

    /// Their numbers, in an order.
    pub(crate) fn numbers(&self, order: Order) -> Vec<u64> {
        let mut numbers: Vec<u64> =
            (0..ROWS).filter(|row| self.rows.has(*row)).map(|row| self.first + row as u64).collect();
        if order == Order::NewestFirst {
            numbers.reverse();
        }
        numbers
    }
}

/// Removes an index that SQLite cannot read. Where it is in use elsewhere it stays, and the rows are read.
fn discard(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(with(path, suffix));
    }
}

fn kind(db: &Connection) -> rusqlite::Result<(i64, i64)> {
    let value = |name| db.pragma_query_value(None, name, |row| row.get(0));
    Ok((value("application_id")?, value("user_version")?))
}

/// How many blocks there are; they have no gap.
fn blocks(db: &Connection) -> rusqlite::Result<u64> {
    let last: Option<i64> = db.query_row("SELECT max(block) FROM facts", [], |row| row.get(0))?;
    Ok(last.map_or(0, |last| last.unsigned_abs() + 1))
}

/// Gets a block with its number and the hash of its last row; says whether it wants more.
type Take<'a> = dyn FnMut(u64, &Block, &[u8]) -> Result<bool, Trouble> + 'a;

/// Makes the blocks from number `begin` until `until` out of the rows, until `take` has enough.
fn each_block(db: &Connection, begin: u64, until: u64, take: &mut Take<'_>) -> Result<(), Trouble> {
    let (mut number, mut builder) = (begin, Builder::default());
    let mut statement = db.prepare(rows::SELECT_AFTER).map_err(Error::from)?;
    let after = i64::try_from(begin * ROWS as u64).unwrap_or(i64::MAX);
    let mut found = statement.query([after]).map_err(Error::from)?;
    while number < until
        && let Some(row) = found.next().map_err(Error::from)?
    {
        let row = Columns::of(row)?;
        let view = View::read(row.body)
            .map_err(|_| Error::Broken { seq: row.seq, kind: BreakKind::BodyMalformed })?;
        builder.push(&view);
        if builder.len() == ROWS {
            let block = std::mem::take(&mut builder).finish();
            if !take(number, &block, &row.hash.0)? {
                return Ok(());
            }
            number += 1;
        }
    }
    Ok(())
}

fn put(write: &Transaction<'_>, number: u64, block: &Block, last: &[u8]) -> Result<(), Trouble> {
    let key = i64::try_from(number).unwrap_or(i64::MAX);
    let mut insert = write.prepare_cached("INSERT INTO facts(block, last, bytes) VALUES(?1, ?2, ?3)")?;
    insert.execute(params![key, last, block.facts])?;
    let mut insert = write.prepare_cached("INSERT INTO documents(block, bytes) VALUES(?1, ?2)")?;
    insert.execute(params![key, block.documents])?;
    let mut insert = write.prepare_cached("INSERT INTO words(block, bytes) VALUES(?1, ?2)")?;
    insert.execute(params![key, block.words])?;
    let mut insert = write.prepare_cached("INSERT INTO places(block, bytes) VALUES(?1, ?2)")?;
    insert.execute(params![key, block.places])?;
    Ok(())
}

/// A block as it stands in the file, with the hash of its last row.
fn held(db: &Connection, number: u64) -> rusqlite::Result<Option<(Block, Vec<u8>)>> {
    db.prepare_cached(
        "SELECT last, facts.bytes, documents.bytes, words.bytes, places.bytes
         FROM facts JOIN documents USING(block) JOIN words USING(block) JOIN places USING(block) WHERE block = ?1",
    )?
    .query_row([i64::try_from(number).unwrap_or(i64::MAX)], |row| {
        let block =
            Block { facts: row.get(1)?, documents: row.get(2)?, words: row.get(3)?, places: row.get(4)? };
        Ok((block, row.get(0)?))
    })
    .optional()
}

fn blob<'a>(row: &'a rusqlite::Row<'_>) -> Result<&'a [u8], Trouble> {
    row.get_ref(0)?.as_blob().map_err(|_| Trouble::Wrong)
}
