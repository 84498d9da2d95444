//! A key that is ready to sign: private operations in aws-lc (SM2: [`crate::sm2_key`]), each signature checked by
//! RustCrypto before it is released.
//!
//! A fault in one computation, or a bug in one implementation, would otherwise leave the house as a signature that is
//! wrong at best and betrays the key at worst.

use std::fmt;

use cades::{Signer, SignerError};
use pki::asn1::{self, Element};
use pki::{
    AlgorithmIdentifier, Certificate, DigestAlgorithm, KeyKind, PssParameters, PublicKey, SignatureAlgorithm,
};

use crate::error::KeyFault;
use crate::private_key::PrivateKey;

/// An unlocked private key with its certificate and the certificates above it. Dropping it wipes the key.
pub struct UnlockedKey {
    key: PrivateKey,
    certificate: Certificate,
    chain: Vec<Certificate>,
    algorithm: SignatureAlgorithm,
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
        let algorithm = match restriction(&certificate)? {
            Some(algorithm) => algorithm,
            None => key.usual_algorithm(),
        };
        if !key.supports(algorithm) {
            return Err(KeyFault::UnsupportedAlgorithm);
        }
        Ok(Self { key, certificate, chain, algorithm })
    }

    /// The certificate of the key.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The certificates above it, each the issuer of the one before.
    pub fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// The same key, signing with another digest: SHA-256, SHA-384 or SHA-512 for RSA; every other key has one only.
    pub fn with_digest(self, digest: DigestAlgorithm) -> Result<Self, KeyFault> {
        let algorithm = match self.algorithm {
            SignatureAlgorithm::RsaPss(_) => SignatureAlgorithm::RsaPss(PssParameters::usual(digest)),
            SignatureAlgorithm::RsaPkcs1(_) => SignatureAlgorithm::RsaPkcs1(digest),
            other if other.content_digest() == digest => other,
            _ => return Err(KeyFault::UnsupportedDigest),
        };
        self.with_algorithm(algorithm)
    }

    /// The same RSA key, signing with the padding PSS and the digest it has (RFC 4055 §3.1: salt as long as the digest);
    /// refused for every other key.
    pub fn with_pss(self) -> Result<Self, KeyFault> {
        match self.algorithm {
            SignatureAlgorithm::RsaPss(_) => Ok(self),
            SignatureAlgorithm::RsaPkcs1(digest) => {
                self.with_algorithm(SignatureAlgorithm::RsaPss(PssParameters::usual(digest)))
            }
            _ => Err(KeyFault::UnsupportedAlgorithm),
        }
    }

    /// The same key, signing with another algorithm; refused when the key cannot, or its certificate forbids it.
    pub fn with_algorithm(self, algorithm: SignatureAlgorithm) -> Result<Self, KeyFault> {
        let allowed = match (restriction(&self.certificate)?, algorithm) {
            (None, _) => true,
            (Some(_), SignatureAlgorithm::RsaPss(_)) if has_no_parameters(&self.certificate) => true,
            (Some(only), _) => only == algorithm,
        };
        if allowed && self.key.supports(algorithm) {
            Ok(Self { algorithm, ..self })
        } else {
            Err(KeyFault::UnsupportedDigest)
        }
    }
}

/// The algorithm that a certificate restricts its RSA key to: PSS, with the parameters it names (RFC 4055 §1.2, §3.3).
fn restriction(certificate: &Certificate) -> Result<Option<SignatureAlgorithm>, KeyFault> {
    match certificate.public_key().map(PublicKey::kind) {
        Ok(KeyKind::RsaPss) => {}
        Ok(_) => return Ok(None),
        Err(_) => return Err(KeyFault::NotOfCertificate),
    }
    let parameters = match key_algorithm(certificate).and_then(|algorithm| algorithm.parameters) {
        None => PssParameters::usual(DigestAlgorithm::Sha256),
        Some(der) => PssParameters::from_der(&der).map_err(|_| KeyFault::UnsupportedAlgorithm)?,
    };
    Ok(Some(SignatureAlgorithm::RsaPss(parameters)))
}

fn has_no_parameters(certificate: &Certificate) -> bool {
    key_algorithm(certificate).is_some_and(|algorithm| algorithm.parameters.is_none())
}

fn key_algorithm(certificate: &Certificate) -> Option<AlgorithmIdentifier> {
    let spki = Element::only(certificate.spki_der(), asn1::SEQUENCE).ok()?;
    AlgorithmIdentifier::from_element(&spki.inside().any().ok()?).ok()
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
        self.algorithm.content_digest()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        let public = self.certificate.public_key().map_err(|_| SignerError::SelfCheck)?;
        sign_and_check(&self.key, public, self.algorithm, message)
    }

    fn verifies_own_signatures(&self) -> bool {
        true // in `sign_and_check`
    }
}

/// Signs, and releases the signature only if the other implementation finds it right for this public key.
pub(crate) fn sign_and_check(
    key: &PrivateKey,
    public: &PublicKey,
    algorithm: SignatureAlgorithm,
    message: &[u8],
) -> Result<Vec<u8>, SignerError> {
    if !key.supports(algorithm) {
        return Err(SignerError::Algorithm);
    }
    let signature = key.sign(algorithm, message).ok_or(SignerError::Operation)?;
    public.verify(algorithm, message, &signature).map_err(|_| SignerError::SelfCheck)?;
    Ok(signature)
}
