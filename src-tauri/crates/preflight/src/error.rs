//! What can go wrong here; examining itself does not fail, it says what it could not check.

/// Why a request to this crate cannot be met.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A policy names a finding that does not exist.
    #[error("there is no finding `{text}`")]
    UnknownCode {
        /// The name as given.
        text: String,
    },
}

impl Error {
    /// The stable name of this failure.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownCode { .. } => "preflight-unknown-code",
        }
    }
}
