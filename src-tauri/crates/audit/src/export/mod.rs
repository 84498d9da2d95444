//! The log, or a part of it, as a file for others: CSV for reading in a spreadsheet, JSON with
//! everything needed to verify it again without the log.

mod csv;
mod json;

pub use csv::{Column, Word, code_of};
pub use json::{ExportState, verify_export};
