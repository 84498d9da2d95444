//! Why a file cannot be read. Every variant says where; none carries free text.

use std::io;

use crate::{Limit, ObjectId};

/// The reasons for which reading or appending fails.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The source could not deliver the bytes at `offset`.
    #[error("cannot read at byte {offset}: {kind}")]
    Io {
        /// Where the read began.
        offset: u64,
        /// What the system said.
        kind: io::ErrorKind,
    },
    /// What was to be written could not be.
    #[error("cannot write: {kind}")]
    Written {
        /// What the system said.
        kind: io::ErrorKind,
    },
    /// There is no `%PDF-` header in the first 1024 bytes (ISO 32000-2 §7.5.2).
    #[error("no PDF header")]
    NoHeader,
    /// There is no `startxref` at the end of the file (§7.5.5).
    #[error("no startxref at the end")]
    NoStartxref,
    /// A cross-reference section is not as §7.5.4 or §7.5.8 demands.
    #[error("cross-reference section at byte {offset}: {fault}")]
    Xref {
        /// The section, or the place inside it.
        offset: u64,
        /// What is wrong.
        fault: XrefFault,
    },
    /// The bytes at `offset` are not a PDF object (§7.3).
    #[error("byte {offset}: {fault}")]
    Syntax {
        /// Where the fault is.
        offset: u64,
        /// What is wrong.
        fault: Syntax,
    },
    /// The cross-reference entry of an object points at bytes that are not its `n g obj`.
    #[error("object {} {} is not at byte {offset}", id.0, id.1)]
    Misplaced {
        /// The object that was sought.
        id: ObjectId,
        /// Where its entry points.
        offset: u64,
    },
    /// A stream's `/Length` does not lead to `endstream` (§7.3.8).
    #[error("stream at byte {offset} has a wrong length")]
    StreamLength {
        /// The first byte of the stream's data.
        offset: u64,
    },
    /// An object stream does not hold what the cross-reference entry says (§7.5.7).
    #[error("object stream {container}: {fault}")]
    ObjectStream {
        /// The object number of the stream.
        container: u32,
        /// What is wrong.
        fault: Syntax,
    },
    /// References lead back to where they began.
    #[error("reference loop at object {} {}", id.0, id.1)]
    ReferenceLoop {
        /// One object of the loop.
        id: ObjectId,
    },
    /// A bound of [`crate::Limits`] was exceeded.
    #[error("limit exceeded: {}", limit.code())]
    Limit {
        /// Which one.
        limit: Limit,
    },
    /// A filter that this crate does not undo, such as an image codec.
    #[error("filter {} is not supported", String::from_utf8_lossy(name))]
    UnsupportedFilter {
        /// The filter's name without its slash.
        name: Vec<u8>,
    },
    /// Encoded data does not follow its filter's rules (§7.4).
    #[error("damaged data under filter {filter}")]
    Damaged {
        /// The filter's full name.
        filter: &'static str,
    },
    /// The document is encrypted and no password that was tried opens it.
    #[error("the document is locked")]
    Locked,
    /// The password is neither the user's nor the owner's.
    #[error("wrong password")]
    WrongPassword,
    /// The document is encrypted, and shall not be so twice.
    #[error("encrypted already")]
    AlreadyEncrypted,
    /// A new password is longer than the standard's 127 octets or holds what SASLprep forbids (§7.6.4.3.3).
    #[error("a password that the standard cannot take")]
    UnusablePassword,
    /// A security handler or algorithm that is not supported (§7.6).
    #[error("unsupported encryption")]
    UnsupportedEncryption,
    /// The encryption dictionary or encrypted data contradicts itself.
    #[error("damaged encryption")]
    DamagedEncryption,
    /// An object is not of the type that its place demands.
    #[error("object {} {} is not a {expected}", id.0, id.1)]
    WrongType {
        /// The object, `(0, 0)` for the trailer.
        id: ObjectId,
        /// The expected type or key.
        expected: &'static str,
    },
    /// The document has no revision of that number.
    #[error("no revision {revision}")]
    NoSuchRevision {
        /// Counted from 0, the oldest.
        revision: usize,
    },
    /// The trailer names no catalog (§7.7.2).
    #[error("no catalog")]
    NoCatalog,
    /// The page tree has no page of that number.
    #[error("no page with index {index}")]
    NoSuchPage {
        /// Counted from 0.
        index: usize,
    },
    /// The page tree contradicts itself (§7.7.3).
    #[error("damaged page tree at object {} {}", id.0, id.1)]
    PageTree {
        /// The node in question.
        id: ObjectId,
    },
    /// A value that has no spelling: a stream inside another value, a number that is none, nesting without end.
    #[error("a value cannot be written")]
    UnwritableValue,
    /// An object is to be written under a generation that its number does not have (§7.5.4).
    #[error("object {} has another generation than {}", id.0, id.1)]
    WrongGeneration {
        /// The object as it was to be written.
        id: ObjectId,
    },
    /// An object number was reserved and never got an object.
    #[error("object {} {} was reserved and never set", id.0, id.1)]
    ReservedUnset {
        /// The number that was given out.
        id: ObjectId,
    },
    /// An offset has more digits than its place in the file can hold (§7.5.4).
    #[error("offset {offset} has too many digits")]
    OffsetTooLarge {
        /// The offset in question.
        offset: u64,
    },
    /// An update has more than one signature dictionary; each needs a revision of its own.
    #[error("object {} {} is a second signature in one update", id.0, id.1)]
    SecondSignature {
        /// The one that is too many.
        id: ObjectId,
    },
    /// An increment without a signature dictionary has nothing to fill.
    #[error("the increment holds no signature dictionary")]
    NoPlaceholder,
    /// What is to be filled in does not fit the room that was left for it.
    #[error("{length} bytes do not fit into {room}")]
    ContentsTooLong {
        /// Bytes of room.
        room: u64,
        /// Bytes to be filled in.
        length: u64,
    },
}

impl Error {
    /// The code in reports and messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "io",
            Self::Written { .. } => "written",
            Self::NoHeader => "no-header",
            Self::NoStartxref => "no-startxref",
            Self::Xref { .. } => "xref",
            Self::Syntax { .. } => "syntax",
            Self::Misplaced { .. } => "misplaced",
            Self::StreamLength { .. } => "stream-length",
            Self::ObjectStream { .. } => "object-stream",
            Self::ReferenceLoop { .. } => "reference-loop",
            Self::Limit { .. } => "limit",
            Self::UnsupportedFilter { .. } => "unsupported-filter",
            Self::Damaged { .. } => "damaged",
            Self::Locked => "locked",
            Self::WrongPassword => "wrong-password",
            Self::AlreadyEncrypted => "already-encrypted",
            Self::UnusablePassword => "unusable-password",
            Self::UnsupportedEncryption => "unsupported-encryption",
            Self::DamagedEncryption => "damaged-encryption",
            Self::WrongType { .. } => "wrong-type",
            Self::NoSuchRevision { .. } => "no-such-revision",
            Self::NoCatalog => "no-catalog",
            Self::NoSuchPage { .. } => "no-such-page",
            Self::PageTree { .. } => "page-tree",
            Self::UnwritableValue => "unwritable-value",
            Self::WrongGeneration { .. } => "wrong-generation",
            Self::ReservedUnset { .. } => "reserved-unset",
            Self::OffsetTooLarge { .. } => "offset-too-large",
            Self::SecondSignature { .. } => "second-signature",
            Self::NoPlaceholder => "no-placeholder",
            Self::ContentsTooLong { .. } => "contents-too-long",
        }
    }
}

/// What is wrong with a cross-reference section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum XrefFault {
    /// Neither `xref` nor a cross-reference stream stands there.
    #[error("neither a table nor a cross-reference stream")]
    NotASection,
    /// The offset lies outside the file.
    #[error("outside the file")]
    OutsideFile,
    /// A subsection header is not two integers.
    #[error("damaged subsection header")]
    SubsectionHeader,
    /// An entry is not `nnnnnnnnnn ggggg n|f`.
    #[error("damaged entry")]
    Entry,
    /// `trailer` and its dictionary do not follow the table.
    #[error("no trailer")]
    NoTrailer,
    /// `/Size` is absent or not a positive integer.
    #[error("no usable /Size")]
    Size,
    /// `/W` is absent, too wide, or not three integers.
    #[error("no usable /W")]
    Widths,
    /// `/Index` is not an array of pairs.
    #[error("no usable /Index")]
    Index,
    /// The stream has fewer rows than `/Index` or `/Size` announces.
    #[error("too few rows")]
    TooShort,
    /// Two subsections of one section define the same object.
    #[error("an object is defined twice")]
    Overlap,
    /// `/Prev` or `/XRefStm` is not an offset.
    #[error("damaged link to another section")]
    Link,
    /// The chain of sections leads back to where it was.
    #[error("the chain of sections is a loop")]
    Loop,
    /// `/Prev` leads forward and the file is not linearised.
    #[error("the chain of sections leads forward")]
    Order,
}

/// What is wrong with an object's syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Syntax {
    /// The file ends inside an object.
    #[error("unexpected end")]
    End,
    /// A byte that begins no object.
    #[error("unexpected byte")]
    UnexpectedByte,
    /// A word that is no keyword.
    #[error("unknown keyword")]
    Keyword,
    /// Digits that form no number.
    #[error("damaged number")]
    Number,
    /// A reference with an object number or generation out of range.
    #[error("damaged reference")]
    Reference,
    /// A hexadecimal string with something else in it.
    #[error("damaged hexadecimal string")]
    HexString,
    /// A name with a bad `#` escape.
    #[error("damaged name")]
    Name,
    /// A dictionary key that is not a name, or a key without a value.
    #[error("damaged dictionary")]
    Dictionary,
    /// `n g obj` is expected and absent.
    #[error("no object header")]
    ObjectHeader,
    /// `endobj` is expected and absent.
    #[error("no endobj")]
    Endobj,
    /// `stream` is not followed by a line end.
    #[error("damaged stream keyword")]
    StreamKeyword,
    /// `/Length` is absent or not a non-negative integer.
    #[error("no usable /Length")]
    Length,
    /// The object is no object stream, or its `/N` or `/First` is unusable.
    #[error("damaged object stream header")]
    ObjectStreamHeader,
    /// The object stream has no object of that number at that index.
    #[error("object not in its stream")]
    NotInStream,
    /// The object stream's header names the object twice.
    #[error("object twice in its stream")]
    RepeatedInStream,
}
