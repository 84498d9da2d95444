//! Trusted lists of authorities (ETSI TS 119 612), whose XML signature is checked before anything in them is read out.
//!
//! Owns: reading a list, canonical XML and the enveloped XML signature as far as trusted lists use them (XML-DSig core,
//! EN 319 132-1), and which authorities of a list are recognised for what.
//!
//! Refuses: sockets, files, the clock, and the question whether the one who signed the list is to be believed: that the
//! caller asks the user. No document type, no entities, no external references, no transforms but the two that are
//! needed; what is not understood is an error, and everything is counted.

mod canonical;
mod list;
mod signature;

pub use list::{Authority, TrustList, read};

/// The largest list, octets; the largest national one has some twenty million.
pub const LARGEST: usize = 64 << 20;

/// Why a list is not taken over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is no XML, or XML with a document type.
    #[error("no plain XML: {0}")]
    Xml(String),
    /// It is not built as a trusted list.
    #[error("{0} is missing or not as it must be")]
    Shape(&'static str),
    /// It holds more than is looked at.
    #[error("larger than is looked at")]
    TooLarge,
    /// It is not signed, or not as a whole.
    #[error("not signed as a whole: {0}")]
    NotSigned(&'static str),
    /// The signature uses something that is not accepted here.
    #[error("{0} is not accepted in the signature")]
    Method(String),
    /// The list is not what was signed.
    #[error("the list is not what was signed")]
    Changed,
    /// The signature does not verify under the certificate that it names.
    #[error("the signature does not verify")]
    BadSignature,
    /// The list has run out; a newer one must be had.
    #[error("the list has run out at {until}")]
    RunOut {
        /// When the next one was due.
        until: pki::Time,
    },
}

impl Error {
    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Xml(_) | Self::Shape(_) => "no-list",
            Self::TooLarge => "too-large",
            Self::NotSigned(_) => "not-signed",
            Self::Method(_) => "method",
            Self::Changed => "changed",
            Self::BadSignature => "bad-signature",
            Self::RunOut { .. } => "run-out",
        }
    }
}
