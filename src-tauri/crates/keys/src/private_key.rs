//! One private key in memory: read from PKCS#8 by RustCrypto, used by aws-lc.
//!
//! Two implementations look at each key: RustCrypto parses it and checks that its numbers fit together; aws-lc, which is
//! constant time, loads the normalised form and must arrive at the same public key. RSA of 2048 to 4096 bits, ECDSA on
//! P-256, P-384 and P-521, Ed25519; and SM2, which aws-lc does not have ([`crate::sm2_key`]).

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaEncoding, RsaKeyPair};
use pkcs8::{DecodePrivateKey, EncodePrivateKey, PrivateKeyInfoRef};
use pki::asn1::{self, Element};
use pki::{Certificate, DigestAlgorithm, PssParameters, SignatureAlgorithm, oid};
use rsa::pkcs1::{DecodeRsaPrivateKey, EncodeRsaPublicKey};
use rsa::traits::PublicKeyParts;
use zeroize::Zeroizing;

use crate::error::KeyFault;
use crate::sm2_key::Sm2Key;

/// The sizes of RSA moduli that are signed with, in bits.
pub const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

/// A private key, loaded and checked. Its copies in memory are wiped when it is dropped.
pub(crate) enum PrivateKey {
    Rsa {
        pair: RsaKeyPair,
    },
    /// ECDSA, with the one digest that belongs to the curve's size.
    Ec {
        pair: EcdsaKeyPair,
        digest: DigestAlgorithm,
    },
    Ed25519 {
        pair: Ed25519KeyPair,
    },
    Sm2 {
        key: Sm2Key,
    },
}

impl PrivateKey {
    /// Reads a PKCS#8 key (RFC 5958) and checks it.
    pub(crate) fn from_pkcs8(der: &[u8]) -> Result<Self, KeyFault> {
        let info = PrivateKeyInfoRef::try_from(der).map_err(|_| KeyFault::Malformed)?;
        let inside = info.private_key.as_bytes();
        match info.algorithm.oid {
            oid::RSA_ENCRYPTION => Self::rsa(rsa::RsaPrivateKey::from_pkcs8_der(der).ok()),
            // What the identifier restricts, the certificate says again.
            oid::RSASSA_PSS => Self::rsa(rsa::RsaPrivateKey::from_pkcs1_der(inside).ok()),
            oid::EC_PUBLIC_KEY => match info.algorithm.parameters_oid() {
                Ok(oid::P256) => Self::p256(der),
                Ok(oid::P384) => Self::p384(der),
                Ok(oid::P521) => Self::p521(der),
                Ok(oid::SM2_CURVE) => Ok(Self::Sm2 { key: Sm2Key::from_sec1(inside)? }),
                _ => Err(KeyFault::UnsupportedAlgorithm),
            },
            oid::SM2_CURVE => Ok(Self::Sm2 { key: Sm2Key::from_sec1(inside)? }),
            oid::ED25519 => {
                let public = info.public_key.as_ref().map(|bits| bits.as_bytes().ok_or(KeyFault::Malformed));
                Self::ed25519(inside, public.transpose()?)
            }
            _ => Err(KeyFault::UnsupportedAlgorithm),
        }
    }

    fn rsa(key: Option<rsa::RsaPrivateKey>) -> Result<Self, KeyFault> {
        let key = key.ok_or(KeyFault::Malformed)?;
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

    fn ed25519(inside: &[u8], public: Option<&[u8]>) -> Result<Self, KeyFault> {
        // CurvePrivateKey ::= OCTET STRING (RFC 8410 §7).
        let seed = Element::only(inside, asn1::OCTET_STRING).map_err(|_| KeyFault::Malformed)?.content;
        let seed = <&[u8; 32]>::try_from(seed).map_err(|_| KeyFault::Malformed)?;
        let derived = ed25519_dalek::SigningKey::from_bytes(seed).verifying_key();
        if let Some(public) = public {
            same_public_key(public, derived.as_bytes())?;
        }
        let pair = Ed25519KeyPair::from_seed_and_public_key(seed, derived.as_bytes())
            .map_err(|_| KeyFault::Malformed)?;
        Ok(Self::Ed25519 { pair })
    }

    /// The key as PKCS#8 version 1, written by aws-lc; `None` only if it refuses.
    pub(crate) fn pkcs8(&self) -> Option<Zeroizing<Vec<u8>>> {
        let document = match self {
            Self::Rsa { pair } => {
                let encoded: Pkcs8V1Der<'static> = pair.as_der().ok()?;
                return Some(Zeroizing::new(encoded.as_ref().to_vec()));
            }
            Self::Ec { pair, .. } => pair.to_pkcs8v1(),
            Self::Ed25519 { pair } => pair.to_pkcs8v1(),
            Self::Sm2 { key } => return key.pkcs8(),
        };
        document.ok().map(|document| Zeroizing::new(document.as_ref().to_vec()))
    }

    /// The public key as it stands in the BIT STRING of a `SubjectPublicKeyInfo`: `RSAPublicKey`, uncompressed point, or
    /// the 32 octets of Ed25519.
    pub(crate) fn public_key(&self) -> &[u8] {
        match self {
            Self::Rsa { pair } => pair.public_key().as_ref(),
            Self::Ec { pair, .. } => pair.public_key().as_ref(),
            Self::Ed25519 { pair } => pair.public_key().as_ref(),
            Self::Sm2 { key } => key.point(),
        }
    }

    /// Whether the certificate holds this key's public half; that it names the curve or algorithm too, the first
    /// signature shows.
    pub(crate) fn is_of(&self, certificate: &Certificate) -> bool {
        let bits = || {
            let mut fields = Element::only(certificate.spki_der(), asn1::SEQUENCE)?.inside();
            fields.expect(asn1::SEQUENCE)?;
            fields.expect(asn1::BIT_STRING)?.bit_string_octets()
        };
        bits().is_ok_and(|bits| bits == self.public_key())
    }

    /// The algorithm this key signs with unless told otherwise: SHA-256 for RSA, or the one digest that belongs to it.
    pub(crate) fn usual_algorithm(&self) -> SignatureAlgorithm {
        match self {
            Self::Rsa { .. } => SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256),
            Self::Ec { digest, .. } => SignatureAlgorithm::Ecdsa(*digest),
            Self::Ed25519 { .. } => SignatureAlgorithm::Ed25519,
            Self::Sm2 { .. } => SignatureAlgorithm::Sm2,
        }
    }

    /// Whether [`Self::sign`] can do this algorithm.
    pub(crate) fn supports(&self, algorithm: SignatureAlgorithm) -> bool {
        match self {
            Self::Rsa { .. } => rsa_encoding(algorithm).is_some(),
            _ => algorithm == self.usual_algorithm(),
        }
    }

    /// Signs the message; `None` where the algorithm is not this key's or the implementation failed.
    pub(crate) fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> Option<Vec<u8>> {
        if !self.supports(algorithm) {
            return None;
        }
        let random = SystemRandom::new();
        match self {
            Self::Rsa { pair } => {
                let mut value = vec![0; pair.public_modulus_len()];
                pair.sign(rsa_encoding(algorithm)?, &random, message, &mut value).ok()?;
                Some(value)
            }
            Self::Ec { pair, .. } => Some(pair.sign(&random, message).ok()?.as_ref().to_vec()),
            Self::Ed25519 { pair } => Some(pair.try_sign(message).ok()?.as_ref().to_vec()),
            Self::Sm2 { key } => key.sign(message),
        }
    }
}

/// How a key of a NIST curve is read; the three differ in nothing but their names.
macro_rules! read_curve {
    ($name:ident, $signing:ident, $digest:ident) => {
        fn $name(der: &[u8]) -> Result<Self, KeyFault> {
            let key = $name::SecretKey::from_pkcs8_der(der).map_err(|_| KeyFault::Malformed)?;
            let normal = key.to_pkcs8_der().map_err(|_| KeyFault::Malformed)?;
            let pair = EcdsaKeyPair::from_pkcs8(&signature::$signing, normal.as_bytes())
                .map_err(|_| KeyFault::Malformed)?;
            same_public_key(pair.public_key().as_ref(), &key.public_key().to_sec1_bytes())?;
            Ok(Self::Ec { pair, digest: DigestAlgorithm::$digest })
        }
    };
}

impl PrivateKey {
    read_curve!(p256, ECDSA_P256_SHA256_ASN1_SIGNING, Sha256);
    read_curve!(p384, ECDSA_P384_SHA384_ASN1_SIGNING, Sha384);
    read_curve!(p521, ECDSA_P521_SHA512_ASN1_SIGNING, Sha512);
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::generate::{KeyType, new_key};

    /// A repeated or predictable nonce gives the key away; `r` depends on nothing else.
    #[test]
    fn ten_thousand_signatures_of_a_curve_share_no_r() {
        for (kind, count) in
            [(KeyType::P256, 10_000), (KeyType::P384, 1_000), (KeyType::P521, 1_000), (KeyType::Sm2, 1_000)]
        {
            let key = PrivateKey::from_pkcs8(&new_key(kind).unwrap().pkcs8).unwrap();
            let mut seen = HashSet::new();
            for _ in 0..count {
                let value = key.sign(key.usual_algorithm(), b"one and the same message").unwrap();
                let mut numbers = Element::only(&value, asn1::SEQUENCE).unwrap().inside();
                seen.insert(numbers.expect(asn1::INTEGER).unwrap().content.to_vec());
            }
            assert_eq!(seen.len(), count, "{kind:?}");
        }
    }

    #[test]
    fn what_a_key_writes_it_reads_and_cut_keys_are_refused() {
        for kind in [KeyType::P256, KeyType::P384, KeyType::P521, KeyType::Ed25519, KeyType::Sm2] {
            let fresh = new_key(kind).unwrap();
            let key = PrivateKey::from_pkcs8(&fresh.pkcs8).unwrap();
            let written = key.pkcs8().unwrap();
            assert_eq!(PrivateKey::from_pkcs8(&written).unwrap().public_key(), key.public_key(), "{kind:?}");
            assert_eq!(PrivateKey::from_pkcs8(&written).unwrap().pkcs8().unwrap(), written, "{kind:?}");
            for length in 0..written.len() {
                assert!(PrivateKey::from_pkcs8(&written[..length]).is_err(), "{kind:?} {length}");
            }
            assert!(!key.supports(SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256)));
            assert_eq!(key.sign(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha1), b""), None);
        }
    }

    #[test]
    fn a_public_key_that_is_not_the_private_keys_is_refused() {
        let element = |tag, content: &[u8]| asn1::encode(tag, content);
        let algorithm = element(asn1::SEQUENCE, &element(asn1::OBJECT_IDENTIFIER, oid::ED25519.as_bytes()));
        let seed = [7; 32];
        let whole = |public: &[u8]| {
            let inside = element(asn1::OCTET_STRING, &element(asn1::OCTET_STRING, &seed));
            let public = element(0x81, &[&[0], public].concat());
            element(asn1::SEQUENCE, &[vec![2, 1, 1], algorithm.clone(), inside, public].concat())
        };
        let right = ed25519_dalek::SigningKey::from_bytes(&seed).verifying_key();
        assert!(PrivateKey::from_pkcs8(&whole(right.as_bytes())).is_ok());
        assert_eq!(PrivateKey::from_pkcs8(&whole(&[9; 32])).err(), Some(KeyFault::Malformed));
    }

    #[test]
    fn an_sm2_key_goes_by_either_identifier() {
        let fresh = new_key(KeyType::Sm2).unwrap();
        let info = PrivateKeyInfoRef::try_from(fresh.pkcs8.as_slice()).unwrap();
        let inside = asn1::encode(asn1::OCTET_STRING, info.private_key.as_bytes());
        let curve = asn1::encode(asn1::OBJECT_IDENTIFIER, oid::SM2_CURVE.as_bytes());
        let other = [vec![2, 1, 0], asn1::encode(asn1::SEQUENCE, &curve), inside].concat();
        let other = PrivateKey::from_pkcs8(&asn1::encode(asn1::SEQUENCE, &other)).unwrap();
        assert_eq!(other.pkcs8().unwrap(), PrivateKey::from_pkcs8(&fresh.pkcs8).unwrap().pkcs8().unwrap());
    }
}
