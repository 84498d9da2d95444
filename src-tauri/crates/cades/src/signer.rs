//! The door to a private key.

use pki::{Certificate, DigestAlgorithm, SignatureAlgorithm};

/// Somebody who can sign: a key in the vault, in a PKCS #12 file, on a token.
pub trait Signer: Send + Sync {
    /// The signer's certificate.
    fn certificate(&self) -> &Certificate;

    /// Certificates above it, the nearest first; without the signer's own.
    fn chain(&self) -> &[Certificate];

    /// The algorithm of the signatures that [`Signer::sign`] returns.
    fn algorithm(&self) -> SignatureAlgorithm;

    /// The digest for the document and the signed attributes; for Ed25519 it is SHA-512 (RFC 8419 §3.1).
    fn digest(&self) -> DigestAlgorithm;

    /// Signs a whole message (not its digest) and returns the signature value: PKCS #1 octets, DER of `r` and
    /// `s`, or the 64 octets of Ed25519.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError>;

    /// Tells that [`Signer::sign`] returns nothing that it has not verified with the certificate's key, so that
    /// [`crate::build`] need not do it once more. Whoever is not sure leaves it at `false`.
    fn verifies_own_signatures(&self) -> bool {
        false
    }
}

/// Why a signer did not sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignerError {
    /// The key is locked, or was locked meanwhile.
    #[error("the key is locked")]
    Locked,
    /// The person declined, on a device or in a dialog.
    #[error("signing was declined")]
    Declined,
    /// The device that holds the key is not there.
    #[error("the key's device is not present")]
    NotPresent,
    /// The key cannot be used with this algorithm.
    #[error("the key does not offer this algorithm")]
    Algorithm,
    /// The private operation failed.
    #[error("the private operation failed")]
    Operation,
    /// The fresh signature did not verify with the public key: a fault, or a key that is not the certificate's.
    #[error("the fresh signature does not verify")]
    SelfCheck,
}

impl SignerError {
    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Locked => "signer-locked",
            Self::Declined => "signer-declined",
            Self::NotPresent => "signer-not-present",
            Self::Algorithm => "signer-algorithm",
            Self::Operation => "signer-operation",
            Self::SelfCheck => "signer-self-check",
        }
    }
}
