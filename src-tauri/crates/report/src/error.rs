//! Why a report could not be made.

/// What can go wrong with a report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bundled face cannot be read.
    #[error("the bundled face cannot be read")]
    Face,
    /// The glyphs used could not be taken out of the bundled face.
    #[error("the bundled face cannot be reduced to the glyphs used")]
    Subset,
    /// A date is none that a PDF file can hold.
    #[error("`{0}` is no date of a PDF file")]
    Date(String),
    /// The finished file could not be put together.
    #[error("the file could not be put together")]
    File(#[from] std::io::Error),
}
