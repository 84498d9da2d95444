//! A key that is ready to sign: private operations in aws-lc, each signature checked by RustCrypto before it is released.
//!
//! A fault in one computation, or a bug in one implementation, would otherwise leave the house as a signature that is
//! wrong at best and betrays the key at worst.

use std::fmt;

use cades::{Signer, SignerError};
use pki::{Certificate, DigestAlgorithm, PssParameters, SignatureAlgorithm};

use crate::error::KeyFault;
use crate::private_key::PrivateKey;

/// An unlocked private key with its certificate and the certificates above it. Dropping it wipes the key.
pub struct UnlockedKey {
    key: PrivateKey,
    certificate: Certificate,
    chain: Vec<Certificate>,
    algorithm: SignatureAlgorithm,
    digest: DigestAlgorithm,
}

impl UnlockedKey {
    /// Joins key and certificate; refuses when they do not belong together.
    pub(crate) fn new(
        key: PrivateKey,
        certificate: Certificate,
        chain: Vec<Certificate>,
    ) -> Result<Self, KeyFault> {
        if !key.is_of(&certificate) {
            return Err(KeyFault::NotOfCertificate);
        }
        let algorithm = key.usual_algorithm();
        let digest = algorithm.digest().ok_or(KeyFault::UnsupportedDigest)?;
        Ok(Self { key, certificate, chain, algorithm, digest })
    }

    /// The certificate of the key.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The certificates above it, each the issuer of the one before.
    pub fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// The same key, signing with another digest: SHA-256, SHA-384 or SHA-512 for RSA; a curve has one digest only.
    pub fn with_digest(self, digest: DigestAlgorithm) -> Result<Self, KeyFault> {
        let algorithm = match self.algorithm {
            SignatureAlgorithm::RsaPss(_) => SignatureAlgorithm::RsaPss(PssParameters::usual(digest)),
            SignatureAlgorithm::RsaPkcs1(_) => SignatureAlgorithm::RsaPkcs1(digest),
            _ => SignatureAlgorithm::Ecdsa(digest),
        };
        self.with_algorithm(algorithm)
    }

    /// The same key, signing with another algorithm; refused when the key cannot.
    pub fn with_algorithm(self, algorithm: SignatureAlgorithm) -> Result<Self, KeyFault> {
        match algorithm.digest() {
            Some(digest) if self.key.supports(algorithm) => Ok(Self { algorithm, digest, ..self }),
            _ => Err(KeyFault::UnsupportedDigest),
        }
    }
}

impl fmt::Debug for UnlockedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnlockedKey")
            .field("key", &"…")
            .field("certificate", &self.certificate.display())
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

impl Signer for UnlockedKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn digest(&self) -> DigestAlgorithm {
        self.digest
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        sign_and_check(&self.key, self.certificate.spki_der(), self.algorithm, message)
    }
}

/// Signs, and releases the signature only if the other implementation finds it right for this public key.
pub(crate) fn sign_and_check(
    key: &PrivateKey,
    spki: &[u8],
    algorithm: SignatureAlgorithm,
    message: &[u8],
) -> Result<Vec<u8>, SignerError> {
    if !key.supports(algorithm) {
        return Err(SignerError::Algorithm);
    }
    let signature = key.sign(algorithm, message).ok_or(SignerError::Operation)?;
    pki::verify_signature(spki, algorithm, message, &signature).map_err(|_| SignerError::SelfCheck)?;
    Ok(signature)
}
