//! What can go wrong here.

use cades::SignerError;
use pki::SignatureError;

/// The result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a statement was not made or not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A text of the statement is empty where it may not be, or longer than fits.
    #[error("a text has {octets} octets; at most {most} fit")]
    Text {
        /// Octets of the text.
        octets: usize,
        /// The most that fit.
        most: usize,
    },
    /// More values than fit.
    #[error("there are {count} values; at most {most} fit")]
    Values {
        /// How many there are.
        count: usize,
        /// The most that fit.
        most: usize,
    },
    /// There are more pages than can be said.
    #[error("there are too many pages")]
    Pages,
    /// The day is none of the calendar.
    #[error("there is no such day")]
    Day,
    /// The signer's algorithm has no number here.
    #[error("the signer's algorithm has no number here")]
    Algorithm,
    /// The signer did not sign.
    #[error("signer: {0}")]
    Signer(#[from] SignerError),
    /// The fresh signature does not verify with the certificate's key; it was not released.
    #[error("the fresh signature does not verify: {0}")]
    SelfCheck(SignatureError),
    /// It is too long for a QR code.
    #[error("it is too long for a QR code")]
    TooLong,
    /// The text is none of ours.
    #[error("the text is no statement")]
    NotOurs,
    /// The text begins like ours and does not go on so; where, in octets from the start.
    #[error("the statement is damaged at octet {at}")]
    Damaged {
        /// Octets from the start.
        at: usize,
    },
    /// A newer version of the statement.
    #[error("version {version} of the statement is not known")]
    Version {
        /// The version it says.
        version: u8,
    },
}

impl Error {
    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Text { .. } => "paper-text",
            Self::Values { .. } => "paper-values",
            Self::Pages => "paper-pages",
            Self::Day => "paper-day",
            Self::Algorithm => "paper-algorithm",
            Self::Signer(error) => error.code(),
            Self::SelfCheck(_) => "paper-self-check",
            Self::TooLong => "paper-too-long",
            Self::NotOurs => "paper-not-ours",
            Self::Damaged { .. } => "paper-damaged",
            Self::Version { .. } => "paper-version",
        }
    }
}
