//! Why a document could not be examined at all. A bad signature is never an error: it is a verdict.

/// The document could not be examined.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The reader could not read the document.
    #[error("the document cannot be read")]
    Pdf(#[from] pdf::Error),
    /// What should be a detached signature is no message.
    #[error("no signature can be read")]
    Message(cades::Malformed),
    /// What was signed is neither at hand nor in the message.
    #[error("what was signed is not at hand")]
    ContentMissing,
    /// The file itself could not be read.
    #[error("the file cannot be read")]
    Io(#[from] std::io::Error),
}
