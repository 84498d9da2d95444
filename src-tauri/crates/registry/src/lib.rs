//! Who may: people, seals and their states, the quality office's own authority, the letters that stations exchange, and the
//! rules of use, each with the clause it comes from.
//!
//! Owns the office's register (SQLite), the state machine of an identity, the signed letters (CMS over JSON), the
//! certificates and lists of the office's authority, and the one table of rules. Refuses PDF, private keys (it is handed a
//! [`cades::Signer`]), the clock (times are parameters) and human language (texts belong to the catalogue).
//!
//! The clauses RS1 to RS18 are those of the laboratory's rule sets; RS17 governs the off-site signature on a test report.

pub mod authority;
mod error;
pub mod files;
pub mod letter;
pub mod likeness;
pub mod model;
pub mod rules;
pub mod ruling;
pub mod states;
pub mod station;
pub mod store;
mod tables;
mod tally;

pub use error::Error;
pub use letter::Letter;
pub use rules::{Effect, Rule};
pub use states::{State, Step};
