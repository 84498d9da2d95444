//! Why a chain is not trusted.

use const_oid::ObjectIdentifier;

use crate::{SignatureError, Time};

/// Why a chain is not trusted; `position` counts from the leaf, which is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The search used up its signature checks.
    BudgetExhausted,
    /// The leaf is its own issuer and not an anchor.
    SelfSigned,
    /// No certificate of the issuer is at hand.
    NoIssuerFound {
        /// The certificate without issuer.
        position: usize,
    },
    /// The chain ends in a self-signed certificate that is not an anchor.
    UntrustedRoot {
        /// The root.
        position: usize,
    },
    /// The issuer's signature does not verify.
    BadSignature {
        /// The certificate with the signature.
        position: usize,
        /// What is wrong with it.
        error: SignatureError,
    },
    /// The certificate has expired.
    Expired {
        /// The certificate.
        position: usize,
        /// Last moment of its validity.
        not_after: Time,
    },
    /// The certificate is not yet valid.
    NotYetValid {
        /// The certificate.
        position: usize,
        /// First moment of its validity.
        not_before: Time,
    },
    /// The issuer is not an authority (RFC 5280 §6.1.4 (k)).
    NotACa {
        /// The issuer.
        position: usize,
    },
    /// More intermediate certificates than the issuer allows (§6.1.4 (l)).
    PathLength {
        /// The issuer.
        position: usize,
    },
    /// The issuer's key usage lacks `keyCertSign` (§6.1.4 (n)).
    KeyUsage {
        /// The issuer.
        position: usize,
    },
    /// A critical extension is not understood (§6.1.4 (o), §6.1.5 (f)).
    UnknownCriticalExtension {
        /// The certificate.
        position: usize,
        /// The extension.
        oid: ObjectIdentifier,
    },
    /// An extension cannot be read or stands twice.
    MalformedExtension {
        /// The certificate.
        position: usize,
        /// The extension.
        oid: ObjectIdentifier,
    },
    /// A name lies outside of what an issuer may certify, or cannot be judged (§6.1.3 (b), (c)).
    NameConstraint {
        /// The certificate with the name.
        position: usize,
    },
    /// The policies that an issuer demands are not met (§6.1.5 (g)).
    Policy {
        /// The certificate that demands a policy.
        position: usize,
    },
    /// The algorithms inside and outside of the signed part differ (§4.1.1.2).
    AlgorithmsDiffer {
        /// The certificate.
        position: usize,
    },
}

impl Reason {
    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BudgetExhausted => "chain-budget-exhausted",
            Self::SelfSigned => "chain-self-signed",
            Self::NoIssuerFound { .. } => "chain-no-issuer-found",
            Self::UntrustedRoot { .. } => "chain-untrusted-root",
            Self::BadSignature { .. } => "chain-bad-signature",
            Self::Expired { .. } => "chain-expired",
            Self::NotYetValid { .. } => "chain-not-yet-valid",
            Self::NotACa { .. } => "chain-not-a-ca",
            Self::PathLength { .. } => "chain-path-length",
            Self::KeyUsage { .. } => "chain-key-usage",
            Self::UnknownCriticalExtension { .. } => "chain-unknown-critical-extension",
            Self::MalformedExtension { .. } => "chain-malformed-extension",
            Self::NameConstraint { .. } => "chain-name-constraint",
            Self::Policy { .. } => "chain-policy",
            Self::AlgorithmsDiffer { .. } => "chain-algorithms-differ",
        }
    }

    /// The certificate that the reason is about, counted from the leaf; `None` for the search as a whole.
    pub fn position(&self) -> Option<usize> {
        match self {
            Self::BudgetExhausted => None,
            Self::SelfSigned => Some(0),
            Self::NoIssuerFound { position }
            | Self::UntrustedRoot { position }
            | Self::BadSignature { position, .. }
            | Self::Expired { position, .. }
            | Self::NotYetValid { position, .. }
            | Self::NotACa { position }
            | Self::PathLength { position }
            | Self::KeyUsage { position }
            | Self::UnknownCriticalExtension { position, .. }
            | Self::MalformedExtension { position, .. }
            | Self::NameConstraint { position }
            | Self::Policy { position }
            | Self::AlgorithmsDiffer { position } => Some(*position),
        }
    }

    /// How far the chain is from being trusted: the higher, the worse. Dates are the least.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Expired { .. } => 1,
            Self::NotYetValid { .. } => 2,
            Self::Policy { .. } => 3,
            Self::NameConstraint { .. } => 4,
            Self::PathLength { .. } => 5,
            Self::KeyUsage { .. } => 6,
            Self::UnknownCriticalExtension { .. } => 7,
            Self::MalformedExtension { .. } => 8,
            Self::AlgorithmsDiffer { .. } => 9,
            Self::NotACa { .. } => 10,
            Self::UntrustedRoot { .. } => 11,
            Self::SelfSigned => 12,
            Self::NoIssuerFound { .. } => 13,
            Self::BadSignature { .. } => 14,
            Self::BudgetExhausted => 15,
        }
    }
}
