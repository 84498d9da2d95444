//! The index beside the log: a second file, made from the rows, by which a screen finds rows among a million at once.
//!
//! Owns the file, its blocks of 1,024 rows and the questions put to it. It is a convenience and no evidence: it holds nothing
//! that the rows do not say, may be deleted at any time, and is made anew where it does not fit. What judges, exports or decides
//! reads the rows themselves ([`Log::query`](crate::Log::query)); every row that the index names is opened and compared before it is shown, and
//! [`Log::check_index`](crate::Log::check_index) tells one from which rows were left out. The rows after the last full block are always read
//! from the log, so that appending knows nothing of the index.

mod bits;
mod block;
mod file;

pub(crate) use file::{Index, Trouble};

/// How many rows a block has.
const ROWS: usize = 1024;

/// The index does not say what the program writes into it.
#[derive(Debug)]
pub(crate) struct Malformed;

/// What became of comparing the index with the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexState {
    /// It says what the rows say, for as many rows as it covers.
    Agrees {
        /// How many rows it covers.
        rows: u64,
    },
    /// It said something else, first somewhere in the block that begins after this row; it was made anew.
    Mended {
        /// The last row before the first block that differed.
        after: u64,
    },
    /// None can be kept here; every question reads the rows.
    Unusable,
}
