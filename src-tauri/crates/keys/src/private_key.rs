//! One private key in memory: read from PKCS#8 by RustCrypto, used by aws-lc.
//!
//! Two implementations look at each key: RustCrypto parses it and checks that its numbers fit together; aws-lc, which is
//! constant time, loads the normalised form and must arrive at the same public key. RSA of 2048 to 4096 bits, ECDSA on
//! P-256 and P-384.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{self, EcdsaKeyPair, KeyPair, RsaEncoding, RsaKeyPair};
use der::oid::ObjectIdentifier;
use pkcs8::{DecodePrivateKey, EncodePrivateKey, PrivateKeyInfoRef};
use pki::asn1::{self, Element};
use pki::{Certificate, DigestAlgorithm, PssParameters, SignatureAlgorithm};
use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::traits::PublicKeyParts;
use zeroize::Zeroizing;

use crate::error::KeyFault;

const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");

/// The sizes of RSA moduli that are signed with, in bits.
pub const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

/// A private key, loaded and checked. aws-lc wipes its copy when it is dropped.
pub(crate) enum PrivateKey {
    Rsa { pair: RsaKeyPair },
    P256 { pair: EcdsaKeyPair },
    P384 { pair: EcdsaKeyPair },
}

impl PrivateKey {
    /// Reads a PKCS#8 key (RFC 5958) and checks it.
    pub(crate) fn from_pkcs8(der: &[u8]) -> Result<Self, KeyFault> {
        let info = PrivateKeyInfoRef::try_from(der).map_err(|_| KeyFault::Malformed)?;
        match info.algorithm.oid {
            RSA_ENCRYPTION => Self::rsa(der),
            EC_PUBLIC_KEY => match info.algorithm.parameters_oid() {
                Ok(P256) => Self::p256(der),
                Ok(P384) => Self::p384(der),
                _ => Err(KeyFault::UnsupportedAlgorithm),
            },
            _ => Err(KeyFault::UnsupportedAlgorithm),
        }
    }

    fn rsa(der: &[u8]) -> Result<Self, KeyFault> {
        let key = rsa::RsaPrivateKey::from_pkcs8_der(der).map_err(|_| KeyFault::Malformed)?;
        let bits = key.n().bits() as usize;
        if !RSA_BITS.contains(&bits) {
            return Err(KeyFault::RsaSize { bits });
        }
        key.validate().map_err(|_| KeyFault::Malformed)?;
        let normal = key.to_pkcs8_der().map_err(|_| KeyFault::Malformed)?;
        let pair = RsaKeyPair::from_pkcs8(normal.as_bytes()).map_err(|_| KeyFault::Malformed)?;
        let public = key.to_public_key().to_pkcs1_der().map_err(|_| KeyFault::Malformed)?;
        same_public_key(pair.public_key().as_ref(), public.as_bytes())?;
        Ok(Self::Rsa { pair })
    }

    fn p256(der: &[u8]) -> Result<Self, KeyFault> {
        let key = p256::SecretKey::from_pkcs8_der(der).map_err(|_| KeyFault::Malformed)?;
        let normal = key.to_pkcs8_der().map_err(|_| KeyFault::Malformed)?;
        let pair = EcdsaKeyPair::from_pkcs8(&signature::ECDSA_P256_SHA256_ASN1_SIGNING, normal.as_bytes())
            .map_err(|_| KeyFault::Malformed)?;
        same_public_key(pair.public_key().as_ref(), &key.public_key().to_sec1_bytes())?;
        Ok(Self::P256 { pair })
    }

    fn p384(der: &[u8]) -> Result<Self, KeyFault> {
        let key = p384::SecretKey::from_pkcs8_der(der).map_err(|_| KeyFault::Malformed)?;
        let normal = key.to_pkcs8_der().map_err(|_| KeyFault::Malformed)?;
        let pair = EcdsaKeyPair::from_pkcs8(&signature::ECDSA_P384_SHA384_ASN1_SIGNING, normal.as_bytes())
            .map_err(|_| KeyFault::Malformed)?;
        same_public_key(pair.public_key().as_ref(), &key.public_key().to_sec1_bytes())?;
        Ok(Self::P384 { pair })
    }

    /// The key as PKCS#8 version 1, written by aws-lc; `None` only if it refuses.
    pub(crate) fn pkcs8(&self) -> Option<Zeroizing<Vec<u8>>> {
        let encoded: Result<Pkcs8V1Der<'static>, _> = match self {
            Self::Rsa { pair } => pair.as_der(),
            Self::P256 { pair } | Self::P384 { pair } => {
                return pair.to_pkcs8v1().ok().map(|document| Zeroizing::new(document.as_ref().to_vec()));
            }
        };
        encoded.ok().map(|der| Zeroizing::new(der.as_ref().to_vec()))
    }

    /// The public key as it stands in the BIT STRING of a `SubjectPublicKeyInfo`: `RSAPublicKey` or uncompressed point.
    pub(crate) fn public_key(&self) -> &[u8] {
        match self {
            Self::Rsa { pair } => pair.public_key().as_ref(),
            Self::P256 { pair } | Self::P384 { pair } => pair.public_key().as_ref(),
        }
    }

    /// Whether the certificate holds this key's public half.
    pub(crate) fn is_of(&self, certificate: &Certificate) -> bool {
        let bits = || {
            let mut fields = Element::only(certificate.spki_der(), asn1::SEQUENCE)?.inside();
            fields.expect(asn1::SEQUENCE)?;
            fields.expect(asn1::BIT_STRING)?.bit_string_octets()
        };
        bits().is_ok_and(|bits| bits == self.public_key())
    }

    /// The algorithm this key signs with unless told otherwise: SHA-256, or the digest that belongs to the curve.
    pub(crate) fn usual_algorithm(&self) -> SignatureAlgorithm {
        match self {
            Self::Rsa { .. } => SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256),
            Self::P256 { .. } => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256),
            Self::P384 { .. } => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384),
        }
    }

    /// Whether [`Self::sign`] can do this algorithm.
    pub(crate) fn supports(&self, algorithm: SignatureAlgorithm) -> bool {
        match self {
            Self::Rsa { .. } => rsa_encoding(algorithm).is_some(),
            Self::P256 { .. } | Self::P384 { .. } => algorithm == self.usual_algorithm(),
        }
    }

    /// Signs the message; `None` where the algorithm is not this key's or the implementation failed.
    pub(crate) fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa { pair } => {
                let mut value = vec![0; pair.public_modulus_len()];
                pair.sign(rsa_encoding(algorithm)?, &random, message, &mut value).ok()?;
                Some(value)
            }
            Self::P256 { pair } | Self::P384 { pair } => {
                if algorithm != self.usual_algorithm() {
                    return None;
                }
                Some(pair.sign(&random, message).ok()?.as_ref().to_vec())
            }
        }
    }
}

fn rsa_encoding(algorithm: SignatureAlgorithm) -> Option<&'static dyn RsaEncoding> {
    Some(match algorithm {
        SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256) => &signature::RSA_PKCS1_SHA256,
        SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha384) => &signature::RSA_PKCS1_SHA384,
        SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha512) => &signature::RSA_PKCS1_SHA512,
        SignatureAlgorithm::RsaPss(parameters) if parameters == PssParameters::usual(parameters.digest) => {
            match parameters.digest {
                DigestAlgorithm::Sha256 => &signature::RSA_PSS_SHA256,
                DigestAlgorithm::Sha384 => &signature::RSA_PSS_SHA384,
                DigestAlgorithm::Sha512 => &signature::RSA_PSS_SHA512,
                _ => return None,
            }
        }
        _ => return None,
    })
}

fn same_public_key(one: &[u8], other: &[u8]) -> Result<(), KeyFault> {
    if one == other { Ok(()) } else { Err(KeyFault::Malformed) }
}
