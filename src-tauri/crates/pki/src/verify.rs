//! Checks of a signature with a public key: RSA PKCS #1 v1.5 and PSS, ECDSA, Ed25519.
//!
//! Weak digests are computed like strong ones: whether they are acceptable is [`crate::policy`]'s question.

use rsa::BoxedUint;
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::traits::PublicKeyParts;
use signature::hazmat::PrehashVerifier;

use crate::algorithm::SignatureAlgorithm;
use crate::asn1::{self, Element};
use crate::digest::DigestAlgorithm;
use crate::error::SignatureError;
use crate::key::{Curve, KeyKind, PublicKey};
use crate::pss;

/// Verifies `signature` over `message` with the key of a `SubjectPublicKeyInfo` in DER.
pub fn verify_signature(
    spki: &[u8],
    algorithm: SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    let key = PublicKey::from_spki_der(spki).map_err(|_| SignatureError::InvalidKey)?;
    key.verify(algorithm, message, signature)
}

/// Verifies `signature` over a message of which only the digest is known; impossible for Ed25519.
pub fn verify_digest(
    spki: &[u8],
    algorithm: SignatureAlgorithm,
    digest: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    let key = PublicKey::from_spki_der(spki).map_err(|_| SignatureError::InvalidKey)?;
    key.verify_digest(algorithm, digest, signature)
}

impl PublicKey {
    /// Verifies `signature` over `message`.
    pub fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        match algorithm.digest() {
            Some(digest) => self.verify_digest(algorithm, &digest.digest(message), signature),
            None => self.verify_ed25519(message, signature),
        }
    }

    /// Verifies `signature` over the message with this digest; impossible for Ed25519.
    pub fn verify_digest(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        if algorithm.digest().is_some_and(|expected| expected.output_len() != digest.len()) {
            return Err(SignatureError::Mismatch);
        }
        match (self.kind(), algorithm) {
            (KeyKind::Unsupported(unsupported), _) => Err(unsupported.into()),
            (KeyKind::Rsa, SignatureAlgorithm::RsaPkcs1(hash)) => {
                let key = self.rsa()?;
                if signature.len() != key.size() {
                    return Err(SignatureError::Malformed);
                }
                let scheme =
                    Pkcs1v15Sign { hash_len: Some(digest.len()), prefix: digest_info_prefix(hash).into() };
                key.verify(scheme, digest, signature).map_err(|_| SignatureError::Mismatch)
            }
            (KeyKind::Rsa | KeyKind::RsaPss, SignatureAlgorithm::RsaPss(parameters)) => {
                let key = self.rsa()?;
                if signature.len() != key.size() {
                    return Err(SignatureError::Malformed);
                }
                let number = BoxedUint::from_be_slice(signature, key.n().bits_precision())
                    .map_err(|_| SignatureError::Malformed)?;
                if number >= **key.n() {
                    return Err(SignatureError::Malformed);
                }
                let opened =
                    rsa::hazmat::rsa_encrypt(&key, &number).map_err(|_| SignatureError::Malformed)?;
                let encoded = left_padded(&opened.to_be_bytes_trimmed_vartime(), key.size())
                    .ok_or(SignatureError::Malformed)?;
                if pss::padding_fits(&parameters, digest, &encoded, self.bits()) {
                    Ok(())
                } else {
                    Err(SignatureError::Mismatch)
                }
            }
            (KeyKind::Ec(curve), SignatureAlgorithm::Ecdsa(_)) => self.verify_ecdsa(curve, digest, signature),
            _ => Err(SignatureError::KeyMismatch),
        }
    }

    fn rsa(&self) -> Result<rsa::RsaPublicKey, SignatureError> {
        let modulus = BoxedUint::from_be_slice_vartime(self.octets());
        let exponent = BoxedUint::from_be_slice_vartime(self.exponent());
        let limits = 512..=usize::try_from(crate::key::MAX_RSA_BITS).unwrap_or(usize::MAX);
        rsa::RsaPublicKey::new_with_size_limits(modulus, exponent, limits)
            .map_err(|_| SignatureError::InvalidKey)
    }

    fn verify_ecdsa(&self, curve: Curve, digest: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        ecdsa_form(signature).ok_or(SignatureError::Malformed)?;
        // The leftmost bits of the digest count; a digest shorter than the field stands for a smaller number.
        macro_rules! verify {
            ($curve:ident, $field:expr) => {{
                let key = $curve::ecdsa::VerifyingKey::from_sec1_bytes(self.octets())
                    .map_err(|_| SignatureError::InvalidKey)?;
                let signature = $curve::ecdsa::DerSignature::from_bytes(signature)
                    .map_err(|_| SignatureError::Malformed)?;
                let digest = left_padded(digest, $field).unwrap_or_else(|| digest.to_vec());
                key.verify_prehash(&digest, &signature).map_err(|_| SignatureError::Mismatch)
            }};
        }
        match curve {
            Curve::P256 => verify!(p256, 32),
            Curve::P384 => verify!(p384, 48),
            Curve::P521 => verify!(p521, 66),
        }
    }

    fn verify_ed25519(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        match self.kind() {
            KeyKind::Ed25519 => {}
            KeyKind::Unsupported(unsupported) => return Err(unsupported.into()),
            _ => return Err(SignatureError::KeyMismatch),
        }
        let octets = <&[u8; 32]>::try_from(self.octets()).map_err(|_| SignatureError::InvalidKey)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(octets).map_err(|_| SignatureError::InvalidKey)?;
        let signature =
            ed25519_dalek::Signature::from_slice(signature).map_err(|_| SignatureError::Malformed)?;
        key.verify_strict(message, &signature).map_err(|_| SignatureError::Mismatch)
    }
}

/// Checks that the value is `SEQUENCE { r INTEGER, s INTEGER }` in DER with both numbers above zero.
fn ecdsa_form(signature: &[u8]) -> Option<()> {
    let sequence = Element::only(signature, asn1::SEQUENCE).ok()?;
    if asn1::der_fault(&sequence, &|_| false).is_some() {
        return None;
    }
    let mut numbers = sequence.inside();
    for _ in 0..2 {
        let number = numbers.expect(asn1::INTEGER).ok()?.integer().ok()?;
        if number == [0] || number.first()? & 0x80 != 0 {
            return None;
        }
    }
    numbers.finish().ok()
}

/// `DigestInfo` up to the digest (RFC 8017 §9.2, note 1).
fn digest_info_prefix(digest: DigestAlgorithm) -> Vec<u8> {
    let mut algorithm = asn1::encode(asn1::OBJECT_IDENTIFIER, digest.oid().as_bytes());
    algorithm.extend([asn1::NULL, 0]);
    let mut content = asn1::encode(asn1::SEQUENCE, &algorithm);
    let blank = vec![0; digest.output_len()];
    content.extend(asn1::encode(asn1::OCTET_STRING, &blank));
    let mut whole = asn1::encode(asn1::SEQUENCE, &content);
    whole.truncate(whole.len() - blank.len());
    whole
}

/// `octets` with zeros before them to reach `length`; `None` when they are longer.
fn left_padded(octets: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut padded = vec![0; length.checked_sub(octets.len())?];
    padded.extend_from_slice(octets);
    Some(padded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digest_info_is_the_one_of_rfc_8017() {
        let prefix = digest_info_prefix(DigestAlgorithm::Sha256);
        assert_eq!(hex::encode(prefix), "3031300d060960864801650304020105000420");
        let prefix = digest_info_prefix(DigestAlgorithm::Sha1);
        assert_eq!(hex::encode(prefix), "3021300906052b0e03021a05000414");
        let prefix = digest_info_prefix(DigestAlgorithm::Md5);
        assert_eq!(hex::encode(prefix), "3020300c06082a864886f70d020505000410");
    }

    #[test]
    fn ecdsa_values_must_be_der_and_above_zero() {
        assert!(ecdsa_form(&[0x30, 6, 2, 1, 1, 2, 1, 1]).is_some());
        assert!(ecdsa_form(&[0x30, 6, 2, 1, 0, 2, 1, 1]).is_none());
        assert!(ecdsa_form(&[0x30, 7, 2, 2, 0, 1, 2, 1, 1]).is_none());
        assert!(ecdsa_form(&[0x30, 6, 2, 1, 0x81, 2, 1, 1]).is_none());
        assert!(ecdsa_form(&[0x30, 6, 2, 1, 1, 2, 1, 1, 0]).is_none());
    }

    #[test]
    fn unknown_keys_are_told_apart_from_wrong_signatures() {
        let error = verify_signature(&[0x30, 0], SignatureAlgorithm::Ed25519, b"", b"");
        assert_eq!(error, Err(SignatureError::InvalidKey));
    }
}
