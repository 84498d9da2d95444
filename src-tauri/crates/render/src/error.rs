//! What can go wrong while a page is drawn or read. Codes and data only; the sentences are in the catalogue.

/// Why a page could not be drawn or its text not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The document itself could not be read there.
    #[error(transparent)]
    Pdf(#[from] pdf::Error),
    /// The page needs more than [`crate::Limits`] allow.
    #[error("the page needs more than {limit} {what}")]
    Limit {
        /// Which bound was exceeded.
        what: Bound,
        /// The bound.
        limit: u64,
    },
    /// The renderer gave up on this page; the page is damaged or hostile, or the renderer has a fault.
    #[error("the page cannot be drawn")]
    Drawing,
    /// Drawing took longer than allowed.
    #[error("the page was not drawn within {seconds} s")]
    TooSlow {
        /// The time allowed.
        seconds: u64,
    },
    /// Too many drawings that took too long are still running; try again later.
    #[error("the renderer is busy with pages that do not end")]
    Busy,
    /// The size or area asked for is empty or not a number.
    #[error("no such size or area")]
    Area,
    /// The pixels could not be encoded.
    #[error("the picture cannot be encoded")]
    Encoding,
}

/// A bound of [`crate::Limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// Objects that one page uses.
    Objects,
    /// Bytes of all objects that one page uses, as they are stored.
    Bytes,
    /// Bytes of one stream after its filters are undone.
    Decoded,
    /// Levels of arrays and dictionaries inside one object.
    Nesting,
    /// Pixels that two drawings would have to be compared in.
    Pixels,
}

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Bound::Objects => "objects",
            Bound::Bytes => "bytes",
            Bound::Decoded => "decoded bytes",
            Bound::Nesting => "levels",
            Bound::Pixels => "pixels",
        })
    }
}

impl Error {
    /// The stable name of this failure, for the catalogue of texts and for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Pdf(_) => "page-unreadable",
            Error::Limit { .. } => "page-too-large",
            Error::Drawing => "page-not-drawn",
            Error::TooSlow { .. } => "page-too-slow",
            Error::Busy => "renderer-busy",
            Error::Area => "page-area",
            Error::Encoding => "page-encoding",
        }
    }
}

/// The result of everything in this crate.
pub type Result<T> = std::result::Result<T, Error>;
