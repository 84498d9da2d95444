//! Reading single facts out of the table: a row's columns, the head, complete Merkle nodes.

use crate::merkle;
use crate::value::{Digest, Head};
use crate::{BreakKind, Error};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};

/// The columns as `verify`, search and export read them, in the order of [`Columns`].
pub(crate) const SELECT_IN_ORDER: &str =
    "SELECT seq, prev, body, hash, nodes, root FROM entries ORDER BY seq";
/// The rows after a number, in order.
pub(crate) const SELECT_AFTER: &str =
    "SELECT seq, prev, body, hash, nodes, root FROM entries WHERE seq > ?1 ORDER BY seq";
/// The rows up to a number, newest first.
pub(crate) const SELECT_UP_TO: &str =
    "SELECT seq, prev, body, hash, nodes, root FROM entries WHERE seq <= ?1 ORDER BY seq DESC";
/// The rows after a number, newest first.
pub(crate) const SELECT_AFTER_NEWEST_FIRST: &str =
    "SELECT seq, prev, body, hash, nodes, root FROM entries WHERE seq > ?1 ORDER BY seq DESC";
/// One row.
pub(crate) const SELECT_ONE: &str = "SELECT seq, prev, body, hash, nodes, root FROM entries WHERE seq = ?1";
/// All rows, newest first.
pub(crate) const SELECT_NEWEST_FIRST: &str =
    "SELECT seq, prev, body, hash, nodes, root FROM entries ORDER BY seq DESC";

/// One row, still in SQLite's memory.
pub(crate) struct Columns<'a> {
    pub(crate) seq: u64,
    pub(crate) prev: Digest,
    pub(crate) body: &'a [u8],
    pub(crate) hash: Digest,
    pub(crate) nodes: &'a [u8],
    pub(crate) root: Digest,
}

impl<'a> Columns<'a> {
    /// The columns of `row`, which one of the statements above gave.
    pub(crate) fn of(row: &'a Row<'_>) -> Result<Self, Error> {
        let seq = seq(row, 0)?;
        Ok(Self {
            seq,
            prev: digest(seq, row, 1)?,
            body: blob(seq, row, 2)?,
            hash: digest(seq, row, 3)?,
            nodes: blob(seq, row, 4)?,
            root: digest(seq, row, 5)?,
        })
    }
}

fn malformed(seq: u64) -> Error {
    Error::Broken { seq, kind: BreakKind::RowMalformed }
}

fn seq(row: &Row<'_>, column: usize) -> Result<u64, Error> {
    u64::try_from(row.get::<_, i64>(column)?).map_err(|_| malformed(0))
}

fn blob<'a>(seq: u64, row: &'a Row<'_>, column: usize) -> Result<&'a [u8], Error> {
    match row.get_ref(column)? {
        ValueRef::Blob(bytes) => Ok(bytes),
        _ => Err(malformed(seq)),
    }
}

fn digest(seq: u64, row: &Row<'_>, column: usize) -> Result<Digest, Error> {
    blob(seq, row, column)?.try_into().map(Digest).map_err(|_| malformed(seq))
}

/// `SHA-256(0x00 ‖ seq ‖ prev ‖ body)`: what the next row names as its predecessor, and the Merkle leaf.
pub(crate) fn hash(seq: u64, prev: &Digest, body: &[u8]) -> Digest {
    merkle::leaf(&[&seq.to_be_bytes(), &prev.0, body])
}

/// The head as the last row states it.
pub(crate) fn head(db: &Connection) -> Result<Head, Error> {
    let mut statement = db.prepare_cached("SELECT seq, hash, root FROM entries ORDER BY seq DESC LIMIT 1")?;
    let mut rows = statement.query([])?;
    let Some(row) = rows.next()? else { return Ok(empty()) };
    let size = seq(row, 0)?;
    Ok(Head { size, hash: digest(size, row, 1)?, root: digest(size, row, 2)? })
}

/// The head of a log without rows.
pub(crate) fn empty() -> Head {
    Head { size: 0, root: Digest::of(&[]), hash: Digest::NONE }
}

/// The head as it was when the log had `size` rows, or nothing when it has fewer.
pub(crate) fn head_at(db: &Connection, size: u64) -> Result<Option<Head>, Error> {
    if size == 0 {
        return Ok(Some(empty()));
    }
    let Ok(number) = i64::try_from(size) else { return Ok(None) };
    let mut statement = db.prepare_cached("SELECT seq, hash, root FROM entries WHERE seq = ?1")?;
    let mut rows = statement.query([number])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Head { size, hash: digest(size, row, 1)?, root: digest(size, row, 2)? }))
}

/// A complete node of the Merkle tree: it is stored in the row of its last leaf.
pub(crate) fn node(db: &Connection, level: u32, index: u64) -> Result<Digest, Error> {
    let seq = (index + 1) << level;
    let broken = Error::Broken { seq, kind: BreakKind::NodesWrong };
    let Ok(number) = i64::try_from(seq) else { return Err(broken) };
    let mut statement = db.prepare_cached("SELECT hash, nodes FROM entries WHERE seq = ?1")?;
    let found = statement
        .query_row([number], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    let Some((hash, nodes)) = found else {
        return Err(Error::Broken { seq, kind: BreakKind::RowMissing });
    };
    let bytes = match level.checked_sub(1) {
        None => Some(hash.as_slice()),
        Some(above) => nodes.chunks_exact(32).nth(above as usize),
    };
    bytes.and_then(|bytes| bytes.try_into().ok()).map(Digest).ok_or(broken)
}
