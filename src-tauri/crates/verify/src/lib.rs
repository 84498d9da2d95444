//! Judges the signatures of a document: are the bytes those that were signed, what came after, who signed, when.
//!
//! Owns the verdict: the coverage rule, the comparison of revisions by named rules, the table of findings, the words
//! of EN 319 102-1. Rests on facts from `pdf`, `cades` and `pki`, and on a [`Policy`] that is handed in.
//!
//! Refuses: the writer (`sign` is never imported, so that a fault there cannot excuse itself here), clocks, files,
//! sockets and sentences. Two rules hold everywhere: a change is guilty until a rule allows it, and what cannot be
//! examined never passes.

mod candidate;
pub mod changes;
mod conclusion;
mod coverage;
mod damaged;
mod detached;
mod digest;
mod error;
mod examine;
pub mod finding;
mod forms;
mod graph;
mod hybrid;
mod identity;
mod level;
mod message;
mod policy;
pub mod report;
mod revocation;
mod second_reader;
mod seed;
mod structure;
mod time;
mod validation_data;
pub mod verdict;

pub use changes::{Change, ChangeKind, Need};
pub use damaged::{examine_damaged, looks_signed};
pub use detached::examine_detached;
pub use error::Error;
pub use examine::examine;
pub use finding::{Axis, Code, Finding, Severity};
pub use policy::{Policy, RevocationPolicy, Scope};
pub use report::{Report, Signature};
pub use verdict::{Headline, Indication, Integrity, SubIndication, Verdict};
