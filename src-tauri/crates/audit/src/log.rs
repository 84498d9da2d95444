//! The log itself: opening it, appending to it, and the intents that are still open.
//!
//! Every append is one `BEGIN IMMEDIATE` transaction, so any number of processes writes one
//! chain. When it returns, the row is on the disk.

use crate::action::Phase;
use crate::copy::{self, Found};
use crate::merkle::Frontier;
use crate::record::{Record, View};
use crate::value::{Digest, Head, OpId};
use crate::{BreakKind, Entry, Error, rows, schema};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An open usage log. May be shared between threads; reading never waits for writing.
pub struct Log {
    path: PathBuf,
    copy: PathBuf,
    writer: Mutex<Writer>,
}

struct Writer {
    db: Connection,
    /// After a failed write nothing is known about the disk until the log is opened anew.
    stopped: bool,
}

/// What an append made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The row's number, from 1.
    pub seq: u64,
    /// The row's hash.
    pub hash: Digest,
    /// The Merkle tree hash with this row as the last one.
    pub root: Digest,
    /// Whether the copy of the head beside the log now covers this row. When false the row is
    /// safe all the same; the disk has trouble that somebody should look into.
    pub copied: bool,
}

/// Whether rows that the head copy knows may be missing.
#[derive(Clone, Copy, PartialEq)]
enum Loss {
    Refused,
    Acknowledged,
}

impl Log {
    /// Opens the log at `path`; makes a new one when there is neither a file nor a copy of a head.
    /// A damaged or foreign file is an error and stays as it is.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        if is_absent(path)?
            && let Found::Head(head) = copy::read(&copy::path(path))?
            && head.size > 0
        {
            return Err(Error::Missing { head });
        }
        Self::open_or_create(path)
    }

    /// Starts a new log where the old one is [missing](Error::Missing). Its first row must be the one that
    /// [`Log::acknowledge_loss`] writes.
    pub fn open_after_loss(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::open_or_create(path.as_ref())
    }

    fn open_or_create(path: &Path) -> Result<Self, Error> {
        // SQLite resolves a relative path anew for each connection; the folder may change meanwhile.
        let path = std::path::absolute(path)?;
        create(&path)?;
        let mut db = schema::connect(&path)?;
        schema::prepare(&mut db)?;
        let copy = copy::path(&path);
        Ok(Self { path, copy, writer: Mutex::new(Writer { db, stopped: false }) })
    }

    /// Where the log lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Appends a record; when this returns it is on the disk.
    pub fn append(&self, record: &Record) -> Result<Appended, Error> {
        self.write_one(record, Loss::Refused)
    }

    /// Appends several records in their order, all or none; when this returns they are on the disk. One durable write
    /// serves them all, for work on many documents at once.
    pub fn append_all(&self, records: &[Record]) -> Result<Vec<Appended>, Error> {
        self.write(records, Loss::Refused)
    }

    /// Appends the intent of an action that must not be lost half way; the record carries a fresh [`OpId`].
    pub fn intent(&self, record: &Record) -> Result<Appended, Error> {
        self.append_in_phase(record, Phase::Intent)
    }

    /// Appends that the action of an open intent was done.
    pub fn done(&self, record: &Record) -> Result<Appended, Error> {
        self.append_in_phase(record, Phase::Done)
    }

    /// Appends that the action of an open intent was given up and that nothing of it remains.
    pub fn abort(&self, record: &Record) -> Result<Appended, Error> {
        self.append_in_phase(record, Phase::Aborted)
    }

    /// Appends that the action of an open intent was found done after a restart.
    pub fn recovered(&self, record: &Record) -> Result<Appended, Error> {
        self.append_in_phase(record, Phase::Recovered)
    }

    fn append_in_phase(&self, record: &Record, phase: Phase) -> Result<Appended, Error> {
        self.append(&Record { phase: Some(phase), ..record.clone() })
    }

    /// Appends `record` (an alarm, said to whom and when) although rows that the head copy knows are
    /// lost or replaced. What the copy said goes into the record's params, and the copy follows
    /// the log from here on.
    pub fn acknowledge_loss(&self, record: &Record) -> Result<Appended, Error> {
        let mut record = record.clone();
        if let Found::Head(head) = copy::read(&self.copy)? {
            record.params.insert("lost-size".to_owned(), head.size.to_string());
            record.params.insert("lost-root".to_owned(), head.root.to_string());
        }
        self.write_one(&record, Loss::Acknowledged)
    }

    /// Writes a copy of the whole log to a file that is not there yet, of one moment, while others go on writing.
    pub fn copy_to(&self, target: &Path) -> Result<(), Error> {
        let db = schema::connect(&self.path)?;
        db.execute("VACUUM INTO ?1", [target.to_string_lossy()])?;
        Ok(())
    }

    /// The head as the last row states it; says nothing about the rows before (see [`Log::verify`]).
    pub fn head(&self) -> Result<Head, Error> {
        rows::head(&self.reader()?)
    }

    /// The head together with the hash of the first row, which tells this log from every other; `None` for an empty one.
    pub fn origin_and_head(&self) -> Result<Option<(Digest, Head)>, Error> {
        let db = self.reader()?;
        let first = rows::head_at(&db, 1)?;
        Ok(first.map(|first| first.hash).zip(Some(rows::head(&db)?)))
    }

    /// Tells whether this log went through the state that a head tells of: the rows up to it are there and are the same.
    pub fn knows(&self, head: &Head) -> Result<bool, Error> {
        Ok(head.size == 0 || rows::head_at(&self.reader()?, head.size)? == Some(*head))
    }

    /// The intents without an outcome, oldest first: what a start of the program has to settle.
    pub fn open_intents(&self) -> Result<Vec<Entry>, Error> {
        self.open_intents_after(0)
    }

    /// The same, looking only at rows after number `seq`: for a caller that knows of no open intent before it.
    pub fn open_intents_after(&self, seq: u64) -> Result<Vec<Entry>, Error> {
        let db = self.reader()?;
        let mut statement = db.prepare(rows::SELECT_AFTER)?;
        let mut found = statement.query([i64::try_from(seq).unwrap_or(i64::MAX)])?;
        let mut open: BTreeMap<OpId, Entry> = BTreeMap::new();
        while let Some(row) = found.next()? {
            let row = rows::Columns::of(row)?;
            let view = View::read(row.body)
                .map_err(|_| Error::Broken { seq: row.seq, kind: BreakKind::BodyMalformed })?;
            let (Some(op), Some(phase)) = (view.op, view.phase) else { continue };
            if phase == Phase::Intent {
                let record = Record::of_row(row.seq, row.body)?;
                open.entry(op).or_insert(Entry { seq: row.seq, hash: row.hash, record });
            } else {
                open.remove(&op);
            }
        }
        let mut open: Vec<Entry> = open.into_values().collect();
        open.sort_by_key(|entry| entry.seq);
        Ok(open)
    }

    /// A connection of its own for reading: it sees one state of the log and holds nobody up.
    pub(crate) fn reader(&self) -> Result<Connection, Error> {
        let db = schema::connect(&self.path)?;
        db.pragma_update(None, "query_only", true)?;
        Ok(db)
    }

    /// What the file beside the log says about it.
    pub(crate) fn head_copy(&self) -> Result<Found, Error> {
        copy::read(&self.copy)
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        // A panic elsewhere cannot leave the connection in a half-way state: its transaction was rolled back.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_one(&self, record: &Record, loss: Loss) -> Result<Appended, Error> {
        self.write(std::slice::from_ref(record), loss)?.pop().ok_or(Error::Stopped)
    }

    fn write(&self, records: &[Record], loss: Loss) -> Result<Vec<Appended>, Error> {
        let bodies = records.iter().map(Record::encode).collect::<Result<Vec<_>, _>>()?;
        let mut writer = self.writer();
        if writer.stopped {
            return Err(Error::Stopped);
        }
        let result = self.write_rows(&mut writer.db, records, &bodies, loss);
        if result.as_ref().is_err_and(Error::is_write_failure) {
            writer.stopped = true;
        }
        let mut appended = result?;
        let copied = self.copy_head(&mut writer.db).is_ok();
        appended.iter_mut().for_each(|row| row.copied = copied);
        Ok(appended)
    }

    fn write_rows(
        &self,
        db: &mut Connection,
        records: &[Record],
        bodies: &[Vec<u8>],
        loss: Loss,
    ) -> Result<Vec<Appended>, Error> {
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut head = rows::head(&transaction)?;
        if loss == Loss::Refused
            && let Found::Head(copy) = copy::read(&self.copy)?
        {
            compare(&transaction, &copy, head.size)?;
        }
        let mut frontier = Frontier::load(head.size, |level, index| rows::node(&transaction, level, index))?;
        if head.size > 0 && frontier.root() != head.root {
            return Err(Error::Broken { seq: head.size, kind: BreakKind::RootWrong });
        }
        let mut appended = Vec::with_capacity(records.len());
        for (record, body) in records.iter().zip(bodies) {
            check_phase(&transaction, record, head.size)?;
            let seq = head.size + 1;
            let hash = rows::hash(seq, &head.hash, body);
            let nodes: Vec<u8> = frontier.push(hash).iter().flat_map(|node| node.0).collect();
            let root = frontier.root();
            let number =
                i64::try_from(seq).map_err(|_| Error::Broken { seq, kind: BreakKind::RowMalformed })?;
            transaction
                .prepare_cached(
                    "INSERT INTO entries (seq, prev, body, hash, nodes, root) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![number, head.hash.0, body, hash.0, nodes, root.0])?;
            appended.push(Appended { seq, hash, root, copied: false });
            head = Head { size: seq, root, hash };
        }
        transaction.commit()?;
        Ok(appended)
    }

    /// Brings the copy of the head up to date. The write lock is taken again for it, so that a slower process
    /// cannot put an older head over a newer one.
    fn copy_head(&self, db: &mut Connection) -> Result<(), Error> {
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        copy::write(&self.copy, &rows::head(&transaction)?)?;
        transaction.rollback()?;
        Ok(())
    }
}

/// Fails unless the first `copy.size` rows are those that the copy was taken of.
pub(crate) fn compare(db: &Connection, copy: &Head, size: u64) -> Result<(), Error> {
    match rows::head_at(db, copy.size)? {
        None => Err(Error::Truncated { copy: *copy, found: size }),
        Some(there) if there != *copy => Err(Error::Forked { copy: *copy }),
        Some(_) => Ok(()),
    }
}

/// An operation has one intent, and one outcome after it.
fn check_phase(transaction: &Transaction<'_>, record: &Record, size: u64) -> Result<(), Error> {
    let Some(phase) = record.phase else { return Ok(()) };
    let op = record.op.ok_or(Error::NoOperation)?;
    match (phase, last_phase(transaction, op, phase, size)?) {
        (Phase::Intent, None) => Ok(()),
        (Phase::Intent, Some(_)) => Err(Error::IntentExists { op }),
        (_, Some(Phase::Intent)) => Ok(()),
        (_, _) => Err(Error::NoOpenIntent { op }),
    }
}

/// How far an operation has come. Searched from the newest row backwards: an outcome stands close behind its
/// intent. An intent should be the first row of its operation; as its id is 16 random bytes, the only other one there
/// can be is a mistake of the caller a moment ago, so that the latest rows are enough.
fn last_phase(
    transaction: &Transaction<'_>,
    op: OpId,
    phase: Phase,
    size: u64,
) -> Result<Option<Phase>, Error> {
    const LATEST: u64 = 256;
    let after = if phase == Phase::Intent { size.saturating_sub(LATEST) } else { 0 };
    let mut statement = transaction.prepare_cached(
        "SELECT seq, body FROM entries WHERE seq > ?1 AND instr(body, ?2) > 0 ORDER BY seq DESC",
    )?;
    let mut found = statement.query(params![after as i64, op.0])?;
    while let Some(row) = found.next()? {
        let seq: i64 = row.get(0)?;
        let body: Vec<u8> = row.get(1)?;
        let broken = Error::Broken { seq: seq.unsigned_abs(), kind: BreakKind::BodyMalformed };
        let view = View::read(&body).map_err(|_| broken)?;
        if view.op == Some(op) && view.phase.is_some() {
            return Ok(view.phase);
        }
    }
    Ok(None)
}

fn is_absent(path: &Path) -> Result<bool, Error> {
    match std::fs::metadata(path) {
        Ok(found) => Ok(found.len() == 0),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Makes the file, readable for its owner only: the log names people and documents.
pub(crate) fn create(path: &Path) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.into()),
    }
}
