//! The log, or a part of it, as a file for others: CSV for reading in a spreadsheet, JSON with
//! everything needed to verify it again without the log.

mod csv;
mod json;

pub use csv::{Column, MARK, Word, code_of, write_csv_line};
pub use json::{ExportState, verify_export};
