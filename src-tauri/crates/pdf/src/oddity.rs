//! What is unusual about a file without making it unreadable. Facts for a verifier to judge, never a repair.

use crate::ObjectId;

/// A deviation from the standard that leaves no doubt about what is meant, or one that a verifier must know of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Oddity {
    /// Bytes stand before the `%PDF-` header.
    PrefixBytes {
        /// How many.
        length: u64,
    },
    /// All offsets count from the header, not from the first byte of the file.
    OffsetsFromHeader,
    /// Bytes other than white space stand after the last `%%EOF`.
    TrailingBytes {
        /// The first of them.
        offset: u64,
    },
    /// `%%EOF` is absent at the end of a revision.
    MissingEof {
        /// The end of the `startxref` number before it.
        offset: u64,
    },
    /// Nothing that follows a cross-reference section closes its revision.
    OpenRevision {
        /// The section.
        offset: u64,
    },
    /// `startxref` before this revision's `%%EOF` does not name its own section.
    StartxrefElsewhere {
        /// The section.
        offset: u64,
        /// What the revision's own `startxref` names.
        named: u64,
    },
    /// Entries of a table are not 20 bytes wide.
    EntryWidth {
        /// The first such subsection.
        offset: u64,
    },
    /// White space where the table's grammar has none, or an end-of-line of another shape.
    TableSpacing {
        /// The place.
        offset: u64,
    },
    /// A table also names a cross-reference stream (§7.5.8.4).
    Hybrid {
        /// The table.
        offset: u64,
    },
    /// An entry says "in use" and has offset 0: taken as free.
    ZeroOffset {
        /// The object number.
        number: u32,
    },
    /// A table's first subsection begins at 1 and yet holds the entry of object 0.
    ShiftedTable {
        /// The table.
        offset: u64,
    },
    /// An object has a number that is not below `/Size`.
    BeyondSize {
        /// The object number.
        number: u32,
    },
    /// Two subsections of one section define the same object in the same way.
    RepeatedEntry {
        /// The object number.
        number: u32,
    },
    /// A dictionary has a key twice; the last one is taken.
    DuplicateKey {
        /// The object, `(0, 0)` for a trailer.
        object: ObjectId,
        /// The key without its slash.
        key: Vec<u8>,
    },
    /// An object is not closed by `endobj`, and the next thing leaves no doubt where it ends.
    MissingEndobj {
        /// The object.
        object: ObjectId,
    },
    /// A stream's data and `endstream` are not separated as `/Length` and §7.3.8 demand.
    StreamSpacing {
        /// The object.
        object: ObjectId,
    },
    /// The word `stream` is followed by a carriage return alone.
    StreamKeyword {
        /// The object.
        object: ObjectId,
    },
    /// A number, name or string is written in a way that the grammar does not know.
    Lexical {
        /// The object, `(0, 0)` for a trailer.
        object: ObjectId,
    },
    /// An object's place in its object stream is not the one its entry names.
    IndexElsewhere {
        /// The object.
        object: ObjectId,
    },
    /// An entry points at white space before its object, not at the object.
    OffsetBeforeObject {
        /// The object.
        object: ObjectId,
    },
}

impl Oddity {
    /// The code in reports and messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::PrefixBytes { .. } => "prefix-bytes",
            Self::OffsetsFromHeader => "offsets-from-header",
            Self::TrailingBytes { .. } => "trailing-bytes",
            Self::MissingEof { .. } => "missing-eof",
            Self::OpenRevision { .. } => "open-revision",
            Self::StartxrefElsewhere { .. } => "startxref-elsewhere",
            Self::EntryWidth { .. } => "entry-width",
            Self::TableSpacing { .. } => "table-spacing",
            Self::Hybrid { .. } => "hybrid",
            Self::ZeroOffset { .. } => "zero-offset",
            Self::ShiftedTable { .. } => "shifted-table",
            Self::BeyondSize { .. } => "beyond-size",
            Self::RepeatedEntry { .. } => "repeated-entry",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::MissingEndobj { .. } => "missing-endobj",
            Self::StreamSpacing { .. } => "stream-spacing",
            Self::StreamKeyword { .. } => "stream-keyword",
            Self::Lexical { .. } => "lexical",
            Self::IndexElsewhere { .. } => "index-elsewhere",
            Self::OffsetBeforeObject { .. } => "offset-before-object",
        }
    }
}
