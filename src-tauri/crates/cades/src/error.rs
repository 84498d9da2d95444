//! What can go wrong while building, and why a message cannot be read at all.

use pki::{DigestAlgorithm, ObjectIdentifier, SignatureError, asn1};

use crate::SignerError;

/// Why no signature was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The signer did not sign.
    #[error("signer: {0}")]
    Signer(#[from] SignerError),
    /// The digest handed in is not as long as the signer's digest algorithm makes them.
    #[error("digest has {found} octets instead of {expected}")]
    DigestLength {
        /// Octets handed in.
        found: usize,
        /// Octets of the algorithm.
        expected: usize,
    },
    /// The signer's digest and signature algorithm do not belong together (RFC 5652, RFC 8419 §3.1).
    #[error("digest {digest:?} does not belong to the signature algorithm")]
    Algorithms {
        /// The signer's digest.
        digest: DigestAlgorithm,
    },
    /// The fresh signature does not verify with the certificate's key; it was not released.
    #[error("the fresh signature does not verify: {0}")]
    SelfCheck(SignatureError),
    /// The finished message was read again and is not what was meant; it was not released.
    #[error("the finished message does not read back")]
    ReadBack,
}

impl Error {
    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Signer(error) => error.code(),
            Self::DigestLength { .. } => "cms-digest-length",
            Self::Algorithms { .. } => "cms-algorithms",
            Self::SelfCheck(_) => "cms-self-check",
            Self::ReadBack => "cms-read-back",
        }
    }
}

/// Why bytes could not be read as CMS signed data at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// No bytes, or zeros only.
    #[error("nothing there")]
    Empty,
    /// Not the ASN.1 structure of RFC 5652.
    #[error("ASN.1: {0}")]
    Asn1(#[from] asn1::Fault),
    /// A CMS message, and not signed data.
    #[error("content type {0} is not signed data")]
    NotSignedData(ObjectIdentifier),
    /// More octets or elements than this program reads.
    #[error("{what} exceeds the limit of {limit}")]
    Limit {
        /// What was counted.
        what: &'static str,
        /// The largest accepted value.
        limit: usize,
    },
    /// Signed data without a TSTInfo inside (RFC 3161 §2.4.2).
    #[error("not a time-stamp token")]
    NotTimestamp,
}

impl Malformed {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "cms-empty",
            Self::Asn1(_) => "cms-asn1",
            Self::NotSignedData(_) => "cms-not-signed-data",
            Self::Limit { .. } => "cms-limit",
            Self::NotTimestamp => "cms-not-timestamp",
        }
    }
}
