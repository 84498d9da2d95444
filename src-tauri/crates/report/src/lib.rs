//! Reports: PDF files with text, tables and drawings, made with printpdf, and XML for machines.
//!
//! Owns the sheet of paper (millimetres from the top left), the setting of Chinese and Latin text in the bundled face, of which
//! only the glyphs used are embedded, tables, the reports on one document's signatures and on many documents, and the same
//! finding in the XML of ETSI TS 119 102-2. Refuses to say anything
//! of its own: every word is handed in, in the reader's language. The same input gives the same bytes.

mod error;
pub mod etsi;
mod face;
mod file;
pub mod list;
mod paper;
mod sheet;
mod table;
pub mod tables;
mod text;
pub mod verification;

pub use error::Error;
pub use face::Face;
pub use file::Facts;
pub use paper::{Colour, Page, Paper, Style};
pub use sheet::Tone;
pub use table::{Align, Cell, Column, Table};
