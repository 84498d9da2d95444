//! The database file: how it is opened, what is in it, and the guards that keep a careless hand
//! from changing rows. The guards are a rail, not evidence: evidence is the chain and its head.

use crate::Error;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// `PRAGMA application_id` of a usage log: the letters "VLog".
const APPLICATION: i64 = 0x564c_6f67;
/// `PRAGMA user_version`: the format of the tables and of the bodies.
const FORMAT: i64 = 1;
/// How long to wait for another process that is writing. One append takes milliseconds; the
/// rest is for slow disks and many processes at once.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(5);

/// What the database consists of: name and SQL. `verify` compares it word for word.
pub(crate) const PARTS: [(&str, &str); 4] = [
    (
        "entries",
        "CREATE TABLE entries (
  seq   INTEGER PRIMARY KEY, -- 1, 2, 3 …
  prev  BLOB NOT NULL,       -- hash of the row before, 32 zero bytes in the first
  body  BLOB NOT NULL,       -- the record, deterministic CBOR
  hash  BLOB NOT NULL,       -- SHA-256(0x00, seq as 8 bytes, prev, body): chain link and Merkle leaf in one
  nodes BLOB NOT NULL,       -- the inner Merkle nodes completed by this row, lowest first
  root  BLOB NOT NULL        -- the Merkle tree hash over the rows up to this one
) STRICT",
    ),
    (
        "no_update",
        "CREATE TRIGGER no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END",
    ),
    (
        "no_delete",
        "CREATE TRIGGER no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END",
    ),
    (
        "only_append",
        "CREATE TRIGGER only_append BEFORE INSERT ON entries
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries)
BEGIN SELECT RAISE(ABORT, 'rows are only appended'); END",
    ),
];

/// Opens an existing log for reading and writing.
pub(crate) fn connect(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.pragma_update(None, "mmap_size", 0)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    // On macOS fsync alone leaves the data in the disk's own cache; elsewhere these do nothing.
    db.pragma_update(None, "fullfsync", true)?;
    db.pragma_update(None, "checkpoint_fullfsync", true)?;
    Ok(db)
}

/// Makes the tables in an empty file, or checks that the file is a log of a known format.
pub(crate) fn prepare(db: &mut Connection) -> Result<(), Error> {
    // What is read must be of one moment: another process may be making the log just now.
    let known = db.transaction().map_err(Error::from).and_then(|moment| identify(&moment))?;
    if known {
        return Ok(());
    }
    write_ahead(db)?;
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been quicker while this one waited.
    if !identify(&transaction)? {
        for (_, sql) in PARTS {
            transaction.execute_batch(sql)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", FORMAT)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Puts a new file into write-ahead mode. Where the file system cannot share memory SQLite stays with its rollback journal,
/// which is as safe. SQLite itself does not wait here for another process that does the same: it holds a lock already.
fn write_ahead(db: &Connection) -> Result<(), Error> {
    let begun = Instant::now();
    loop {
        let mode = db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0));
        match mode.map_err(Error::from) {
            Err(Error::Busy) if begun.elapsed() < PATIENCE => thread::sleep(PAUSE),
            told => return told.map(drop),
        }
    }
}

/// True for a log of the known format, false for an empty database, an error for anything else.
fn identify(db: &Connection) -> Result<bool, Error> {
    let application: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let objects: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, version, objects) {
        (0, 0, 0) => Ok(false),
        (APPLICATION, FORMAT, _) => Ok(true),
        (APPLICATION, version, _) if version > FORMAT => Err(Error::Newer { version }),
        _ => Err(Error::NotALog),
    }
}

/// Whether table and guards are exactly those this program makes.
pub(crate) fn is_unchanged(db: &Connection) -> Result<bool, Error> {
    let mut statement = db.prepare("SELECT name, sql FROM sqlite_schema ORDER BY rowid")?;
    let found = statement
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(found.len() == PARTS.len()
        && found
            .iter()
            .zip(PARTS)
            .all(|((name, sql), (ours, text))| name == ours && sql.as_deref() == Some(text)))
}
