//! Reports on paper: PDF files with text, tables and drawings, made with printpdf.
//!
//! Owns the sheet of paper (millimetres from the top left), the setting of Chinese and Latin text in the bundled face, of which
//! only the glyphs used are embedded, tables, and the report on a document's signatures. Refuses to say anything
//! of its own: every word is handed in, in the reader's language. The same input gives the same bytes.

mod error;
mod face;
mod file;
mod paper;
mod table;
mod text;
pub mod verification;

pub use error::Error;
pub use face::Face;
pub use file::Facts;
pub use paper::{Colour, Page, Paper, Style};
pub use table::{Align, Cell, Column, Table};
