//! Why a document could not be examined at all. A bad signature is never an error: it is a verdict.

/// The document could not be examined.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The reader could not read the document.
    #[error("the document cannot be read")]
    Pdf(#[from] pdf::Error),
    /// The file itself could not be read.
    #[error("the file cannot be read")]
    Io(#[from] std::io::Error),
}
