//! What can go wrong here.

/// The result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a copy was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The original cannot be read.
    #[error("the original: {0}")]
    Pdf(#[from] pdf::Error),
    /// The mark cannot be drawn.
    #[error("the mark: {0}")]
    Appearance(#[from] appearance::Error),
    /// The original holds more than a copy may be made of.
    #[error("the original has more than {limit} objects, or nests them deeper than {depth} levels")]
    TooComplex {
        /// The most objects.
        limit: usize,
        /// The most levels.
        depth: usize,
    },
    /// The copy could not be encrypted.
    #[error("the copy could not be encrypted: {0}")]
    Encryption(lopdf::Error),
    /// The copy could not be put together.
    #[error("the copy could not be written: {0}")]
    Writing(lopdf::Error),
}
