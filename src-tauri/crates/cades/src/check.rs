//! What checking a message against a document's digest finds; facts side by side, none outvoting another.

use pki::{DigestAlgorithm, SignatureAlgorithm, SignatureError, Unsupported};

use crate::EssOutcome;

/// Whether the signed digest is the document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DigestOutcome {
    /// The attribute message-digest equals the digest handed in; or there are no signed attributes and the
    /// signature itself covers it.
    Matches,
    /// It differs: the document is not the one that was signed.
    Differs,
    /// Signed attributes without (exactly one readable) message-digest.
    Absent,
    /// The digest algorithm is not computed by this program.
    Unsupported(Unsupported),
    /// There is no signer in the message.
    NoSigner,
}

/// Whether the signature value verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureOutcome {
    /// It verifies, over the DER form of the signed attributes or, without any, over the content.
    Verifies,
    /// It verifies over the attributes as they stand and not over their DER form: RFC 5652 §5.4 is not met.
    OnlyAsWritten,
    /// It does not verify, or cannot be judged.
    Fails(SignatureError),
    /// The signer's certificate is not at hand.
    NoCertificate,
    /// There is no signer in the message.
    NoSigner,
}

/// Whether digest and signature algorithm agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AlgorithmsOutcome {
    /// They agree.
    Agree,
    /// The signature algorithm names another digest than the signer's digest algorithm.
    Differ {
        /// The digest algorithm of the signer information.
        digest: DigestAlgorithm,
        /// The digest inside the signature algorithm.
        in_signature: DigestAlgorithm,
    },
    /// RSASSA-PSS with two different digests, or a salt of another length than the digest (RFC 4055 §3.1 advises against).
    UnusualPss,
    /// Not judged: one of them is unknown, or there is no signer.
    Unknown,
}

/// The facts about a message and a document's digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Whether the signed digest is the document's.
    pub digest: DigestOutcome,
    /// Whether the signature value verifies.
    pub signature: SignatureOutcome,
    /// Whether the signature is bound to the certificate.
    pub ess: EssOutcome,
    /// Whether the algorithms agree.
    pub algorithms: AlgorithmsOutcome,
    /// The signature algorithm that was used for verifying, when known.
    pub signature_algorithm: Option<SignatureAlgorithm>,
}

impl Check {
    /// Tells whether digest and signature are right: the bytes are those that the key's holder signed.
    pub fn is_intact(&self) -> bool {
        self.digest == DigestOutcome::Matches && self.signature == SignatureOutcome::Verifies
    }
}

impl DigestOutcome {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Matches => "digest-matches",
            Self::Differs => "digest-differs",
            Self::Absent => "digest-absent",
            Self::Unsupported(_) => "digest-unsupported",
            Self::NoSigner => "digest-no-signer",
        }
    }
}

impl SignatureOutcome {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Verifies => "signature-verifies",
            Self::OnlyAsWritten => "signature-only-as-written",
            Self::Fails(error) => error.code(),
            Self::NoCertificate => "signature-no-certificate",
            Self::NoSigner => "signature-no-signer",
        }
    }
}

impl AlgorithmsOutcome {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Agree => "algorithms-agree",
            Self::Differ { .. } => "algorithms-differ",
            Self::UnusualPss => "algorithms-unusual-pss",
            Self::Unknown => "algorithms-unknown",
        }
    }
}
