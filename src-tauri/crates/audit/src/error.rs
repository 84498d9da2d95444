//! Why the log could not be read or written. A chain that does not hold is no error but a
//! [`ChainState`](crate::ChainState): errors are for what could not be done at all.

use crate::chain::BreakKind;
use crate::value::{Head, OpId};
use std::io;

/// What can go wrong with the log.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is an SQLite database, or some other file, that is no usage log; it is left untouched.
    #[error("the file is no usage log")]
    NotALog,
    /// SQLite cannot read the file (extended result code); it is never repaired or recreated silently.
    #[error("the log's database is damaged (SQLite {code})")]
    Damaged {
        /// SQLite's extended result code.
        code: i32,
    },
    /// The log is gone although the copy of its head is still there.
    #[error("the log is missing; its head copy names {} rows", head.size)]
    Missing {
        /// The head that the copy holds.
        head: Head,
    },
    /// The log was written by a later version of this program.
    #[error("the log has format {version}, later than this program knows")]
    Newer {
        /// The format number found.
        version: i64,
    },
    /// The log holds fewer rows than the copy of its head: rows at the end are lost.
    #[error("the log holds {found} rows, its head copy names {}", copy.size)]
    Truncated {
        /// The head that the copy holds.
        copy: Head,
        /// Rows found in the log.
        found: u64,
    },
    /// The log has another history than the one its head copy was taken of.
    #[error("the log and its head copy disagree about the first {} rows", copy.size)]
    Forked {
        /// The head that the copy holds.
        copy: Head,
    },
    /// A row needed for the work at hand does not hold.
    #[error("row {seq} of the log does not hold: {kind:?}")]
    Broken {
        /// The row's number.
        seq: u64,
        /// What is wrong with it.
        kind: BreakKind,
    },
    /// Another process held the log longer than the waiting time.
    #[error("the log is in use by another process")]
    Busy,
    /// The disk is full; nothing was written.
    #[error("the disk is full")]
    Full,
    /// The log or its folder may not be written.
    #[error("the log may not be written")]
    ReadOnly,
    /// An earlier write failed; what the disk holds is unknown until the log is opened again and verified.
    #[error("the log was stopped after a failed write")]
    Stopped,
    /// The record is larger than a row may be (bytes).
    #[error("a record of {len} bytes is too large")]
    TooLarge {
        /// Bytes of the encoded record.
        len: usize,
    },
    /// An intent, or its outcome, was handed in without an operation id.
    #[error("the record has no operation id")]
    NoOperation,
    /// The operation has an intent already.
    #[error("operation {op} has an intent already")]
    IntentExists {
        /// The operation.
        op: OpId,
    },
    /// The operation has no open intent: it never had one, or it is settled.
    #[error("operation {op} has no open intent")]
    NoOpenIntent {
        /// The operation.
        op: OpId,
    },
    /// A file beside the log could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The operating system gave no random bytes.
    #[error("no random bytes")]
    Random,
    /// The text is no export of a log, or is cut short.
    #[error("this is no export of a log: {0}")]
    NotAnExport(#[source] serde_json::Error),
    /// Any other failure of SQLite.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}

impl Error {
    /// The stable code of this failure, for texts and programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotALog => "log-not-a-log",
            Self::Damaged { .. } => "log-damaged",
            Self::Missing { .. } => "log-missing",
            Self::Newer { .. } => "log-newer",
            Self::Truncated { .. } => "log-truncated",
            Self::Forked { .. } => "log-forked",
            Self::Broken { .. } => "log-broken",
            Self::Busy => "log-busy",
            Self::Full => "log-disk-full",
            Self::ReadOnly => "log-read-only",
            Self::Stopped => "log-stopped",
            Self::TooLarge { .. } => "log-record-too-large",
            Self::NoOperation => "log-no-operation",
            Self::IntentExists { .. } => "log-intent-exists",
            Self::NoOpenIntent { .. } => "log-no-open-intent",
            Self::Io(_) => "log-io",
            Self::Random => "log-no-random",
            Self::NotAnExport(_) => "log-not-an-export",
            Self::Sqlite(_) => "log-sqlite",
        }
    }

    /// True when a write failed half way, so that the state of the disk is unknown (a failed
    /// fsync must not be tried again: the kernel may have dropped the pages).
    pub(crate) fn is_write_failure(&self) -> bool {
        matches!(self, Self::Sqlite(rusqlite::Error::SqliteFailure(e, _))
            if e.code == rusqlite::ErrorCode::SystemIoFailure)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        if let rusqlite::Error::SqliteFailure(inner, _) = &error {
            match inner.code {
                ErrorCode::NotADatabase => return Self::NotALog,
                ErrorCode::DatabaseCorrupt => return Self::Damaged { code: inner.extended_code },
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => return Self::Busy,
                ErrorCode::DiskFull => return Self::Full,
                ErrorCode::ReadOnly | ErrorCode::PermissionDenied => return Self::ReadOnly,
                _ => {}
            }
        }
        Self::Sqlite(error)
    }
}
