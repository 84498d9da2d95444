//! Copies of a document for printing and handing on (副本, 转换件): what it shows, and nothing that acts or signs.
//!
//! A copy is a new file. Its pages show what the original's show — content, and the looks of annotations and signatures as
//! plain content — and a visible mark that says that this is a copy. Its links lead to its own pages and to the web, and its
//! colours are meant for what the original's are. It holds no form, no signature, no script and no attachment, and it names
//! the original by its SHA-256 ([`pdf::CopyMark`]). Each copy has an id of its own inside its bytes, so that no two are alike.
//! This crate judges nothing and keeps no record of who got which.

mod annotations;
mod carry;
mod error;
mod links;
mod metadata;
mod page;
mod write;

pub use error::{Error, Result};
pub use write::{Stamp, copy};
