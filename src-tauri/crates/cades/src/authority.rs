//! The door to a time-stamping authority (RFC 3161): a digest goes in, a token that was checked comes out.

use pki::DigestAlgorithm;

use crate::Malformed;

/// Somebody who stamps: one authority, or several of which the first that answers is taken.
pub trait TimestampAuthority: Send + Sync {
    /// The digest algorithm of the imprints that [`TimestampAuthority::stamp`] takes.
    fn digest(&self) -> DigestAlgorithm;

    /// Has the imprint stamped; returns DER of the token, whose imprint, nonce, certificate and signature were checked.
    fn stamp(&self, imprint: &[u8]) -> Result<Vec<u8>, StampError>;

    /// Octets that a token will need at most; a guess that [`crate::Error`] of a caller corrects.
    fn token_size(&self) -> usize {
        12 * 1024
    }
}

/// Why there is no timestamp.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StampError {
    /// No authority is named.
    #[error("no timestamp authority is named")]
    NoneNamed,
    /// The authority could not be asked; `reason` is the code of the network's fault.
    #[error("{authority} was not reached: {reason}")]
    Unreachable {
        /// Its address without user and password.
        authority: String,
        /// The stable code of the fault.
        reason: &'static str,
    },
    /// The authority answered that it does not stamp (RFC 3161 §2.4.2).
    #[error("{authority} refused: status {status}, failure {failure:?}")]
    Refused {
        /// Its address without user and password.
        authority: String,
        /// PKIStatus.
        status: u32,
        /// The number of the first bit of PKIFailureInfo.
        failure: Option<u32>,
    },
    /// What the authority sent is no answer to the request.
    #[error("{authority} answered wrongly: {fault}")]
    Answer {
        /// Its address without user and password.
        authority: String,
        /// What is wrong.
        fault: AnswerFault,
    },
}

/// What is wrong with an authority's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerFault {
    /// It is no TimeStampResp.
    #[error("unreadable: {0}")]
    Unreadable(Malformed),
    /// It says granted and holds no token.
    #[error("no token")]
    NoToken,
    /// The token stamps another digest.
    #[error("another imprint")]
    Imprint,
    /// The token has another nonce or none.
    #[error("another nonce")]
    Nonce,
    /// The token's signature is not right.
    #[error("signature")]
    Signature,
    /// The certificate is missing or may not stamp (RFC 3161 §2.3).
    #[error("certificate")]
    Certificate,
    /// The token is not bound to the certificate that signed it (RFC 3161 §2.4.1, RFC 5816).
    #[error("certificate binding")]
    Binding,
    /// There is not exactly one signer (RFC 3161 §2.4.2).
    #[error("{0} signers")]
    Signers(usize),
    /// The token was made under another policy than the one asked for (RFC 3161 §2.4.2).
    #[error("another policy")]
    Policy,
}

impl AnswerFault {
    /// All codes.
    pub const CODES: [&str; 9] = [
        "stamp-answer-unreadable",
        "stamp-answer-no-token",
        "stamp-answer-imprint",
        "stamp-answer-nonce",
        "stamp-answer-signature",
        "stamp-answer-certificate",
        "stamp-answer-binding",
        "stamp-answer-signers",
        "stamp-answer-policy",
    ];

    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable(_) => "stamp-answer-unreadable",
            Self::NoToken => "stamp-answer-no-token",
            Self::Imprint => "stamp-answer-imprint",
            Self::Nonce => "stamp-answer-nonce",
            Self::Signature => "stamp-answer-signature",
            Self::Certificate => "stamp-answer-certificate",
            Self::Binding => "stamp-answer-binding",
            Self::Signers(_) => "stamp-answer-signers",
            Self::Policy => "stamp-answer-policy",
        }
    }
}

impl StampError {
    /// All codes but those of the answers' faults.
    pub const CODES: [&str; 4] = ["stamp-none-named", "stamp-unreachable", "stamp-refused", "stamp-answer"];

    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoneNamed => "stamp-none-named",
            Self::Unreachable { .. } => "stamp-unreachable",
            Self::Refused { .. } => "stamp-refused",
            Self::Answer { .. } => "stamp-answer",
        }
    }

    /// Tells whether asking again later may help: nobody was reached.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable { .. })
    }
}
