//! The usage log: what was done with which document, by whom, when and where, kept so that a later
//! change can be seen.
//!
//! Owns the SQLite file, the hash chain over its rows, the Merkle tree over the same rows (RFC 9162
//! §2.1), the copy of the head and the index beside it, searching and exporting. Refuses to change or delete a row, to
//! repair or recreate a damaged file, to read a clock (time is part of each record) and to speak a human
//! language (texts belong to the catalogue).
//!
//! **What it proves.** A row that was edited, removed, swapped or put in breaks the chain. Rows
//! lost at the end, an older copy put back, or a history written anew break nothing inside the file: they
//! are seen only where a [`Head`] was kept elsewhere, be it the copy beside the log or one that
//! travelled in a signed document ([`Log::verify_against`]). Whatever came after the last such head is not protected.

mod action;
mod cbor;
mod chain;
mod copy;
mod error;
mod export;
mod index;
mod log;
mod merkle;
mod record;
mod rows;
mod schema;
mod search;
mod value;

pub use action::{Action, Outcome, Phase};
pub use chain::{BreakKind, ChainState, CopyState};
pub use error::Error;
pub use export::{Column, ExportState, MARK, Word, code_of, verify_export, write_csv_line};
pub use index::IndexState;
pub use log::{Appended, Log};
pub use record::{Consent, Document, Identity, Record, Who};
pub use search::{Entry, Filter, Found, Order};
pub use value::{Digest, Head, OpId};
