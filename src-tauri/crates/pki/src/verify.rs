//! Checks of a signature with a public key: RSA PKCS #1 v1.5 and PSS, ECDSA, Ed25519, SM2 with the default identity.
//!
//! Weak digests are computed like strong ones: whether they are acceptable is [`crate::policy`]'s question.

use std::sync::OnceLock;

use rsa::BoxedUint;
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::traits::PublicKeyParts;
use signature::hazmat::PrehashVerifier;

use crate::algorithm::SignatureAlgorithm;
use crate::asn1::{self, Element};
use crate::digest::DigestAlgorithm;
use crate::error::{SignatureError, Unsupported};
use crate::key::{Curve, KeyKind, PublicKey, SM2_DEFAULT_ID};
use crate::proven;
use crate::pss;
use crate::rare;

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

/// Verifies `signature` over a message of which only the digest is known; impossible for Ed25519 and SM2.
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
        match (algorithm, algorithm.digest()) {
            (SignatureAlgorithm::Sm2, _) => self.verify_sm2(message, signature),
            (SignatureAlgorithm::MlDsa(set), _) => match self.kind() {
                KeyKind::MlDsa(of_key) if of_key == set => set.verify(self.octets(), message, signature),
                _ => Err(SignatureError::KeyMismatch),
            },
            (_, Some(digest)) => self.verify_digest(algorithm, &digest.digest(message), signature),
            (_, None) => self.verify_ed25519(message, signature),
        }
    }

    /// Verifies `signature` over the message with this digest; impossible for Ed25519, which hashes by itself, and
    /// for SM2, which hashes the signer's identity and key before the message.
    pub fn verify_digest(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        if algorithm.digest().is_some_and(|expected| expected.output_len() != digest.len()) {
            return Err(SignatureError::Mismatch);
        }
        proven::or_check(self, algorithm, digest, signature, || self.compute(algorithm, digest, signature))
    }

    fn compute(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        match (self.kind(), algorithm) {
            (KeyKind::Unsupported(unsupported), _) => Err(unsupported.into()),
            (KeyKind::Sm2, SignatureAlgorithm::Sm2) => Err(Unsupported::Sm2.into()),
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
                let opened = rsa::hazmat::rsa_encrypt(key, &number).map_err(|_| SignatureError::Malformed)?;
                let encoded = left_padded(&opened.to_be_bytes_trimmed_vartime(), key.size())
                    .ok_or(SignatureError::Malformed)?;
                if pss::padding_fits(&parameters, digest, &encoded, self.bits()) {
                    Ok(())
                } else {
                    Err(SignatureError::Mismatch)
                }
            }
            (KeyKind::Dsa, SignatureAlgorithm::Dsa(_)) => rare::dsa(self.octets(), digest, signature),
            (KeyKind::Ec(curve), SignatureAlgorithm::Ecdsa(_)) => self.verify_ecdsa(curve, digest, signature),
            _ => Err(SignatureError::KeyMismatch),
        }
    }

    fn rsa(&self) -> Result<&rsa::RsaPublicKey, SignatureError> {
        let compute = || {
            let modulus = BoxedUint::from_be_slice_vartime(self.octets());
            let exponent = BoxedUint::from_be_slice_vartime(self.exponent());
            let limits = 512..=usize::try_from(crate::key::MAX_RSA_BITS).unwrap_or(usize::MAX);
            rsa::RsaPublicKey::new_with_size_limits(modulus, exponent, limits)
                .map_err(|_| SignatureError::InvalidKey)
        };
        self.prepared().0.get_or_init(compute).as_ref().map_err(|error| *error)
    }

    fn verify_ecdsa(&self, curve: Curve, digest: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        two_numbers(signature).ok_or(SignatureError::Malformed)?;
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

    fn verify_sm2(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        match self.kind() {
            KeyKind::Sm2 => {}
            KeyKind::Unsupported(unsupported) => return Err(unsupported.into()),
            _ => return Err(SignatureError::KeyMismatch),
        }
        let [r, s] = two_numbers(signature).ok_or(SignatureError::Malformed)?;
        let fixed = [left_padded(r, 32), left_padded(s, 32)].into_iter().collect::<Option<Vec<_>>>();
        let signature = sm2::dsa::Signature::from_slice(&fixed.ok_or(SignatureError::Malformed)?.concat())
            .map_err(|_| SignatureError::Malformed)?;
        let key = sm2::dsa::VerifyingKey::from_sec1_bytes(SM2_DEFAULT_ID, self.octets())
            .map_err(|_| SignatureError::InvalidKey)?;
        signature::Verifier::verify(&key, message, &signature).map_err(|_| SignatureError::Mismatch)
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

/// What verifying with an RSA key computes from its numbers, once; the rest of the key says all there is to compare.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prepared(OnceLock<Result<rsa::RsaPublicKey, SignatureError>>);

impl PartialEq for Prepared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Prepared {}

/// The numbers of `SEQUENCE { r INTEGER, s INTEGER }` without sign octets, if that is DER and both are above zero.
fn two_numbers(signature: &[u8]) -> Option<[&[u8]; 2]> {
    let sequence = Element::only(signature, asn1::SEQUENCE).ok()?;
    if asn1::der_fault(&sequence, &|_| false).is_some() {
        return None;
    }
    let mut fields = sequence.inside();
    let mut number = || {
        let number = fields.expect(asn1::INTEGER).ok()?.integer().ok()?;
        match number {
            [0] => None,
            [0, magnitude @ ..] => Some(magnitude),
            [first, ..] if first & 0x80 == 0 => Some(number),
            _ => None,
        }
    };
    let numbers = [number()?, number()?];
    fields.finish().ok()?;
    Some(numbers)
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
#[allow(clippy::unwrap_used)]
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
        assert!(two_numbers(&[0x30, 6, 2, 1, 1, 2, 1, 1]).is_some());
        assert!(two_numbers(&[0x30, 6, 2, 1, 0, 2, 1, 1]).is_none());
        assert!(two_numbers(&[0x30, 7, 2, 2, 0, 1, 2, 1, 1]).is_none());
        assert!(two_numbers(&[0x30, 6, 2, 1, 0x81, 2, 1, 1]).is_none());
        assert!(two_numbers(&[0x30, 6, 2, 1, 1, 2, 1, 1, 0]).is_none());
    }

    /// Appendix A.2 of GB/T 32918.5: the signature on the recommended curve.
    #[test]
    fn sm2_is_the_one_of_gb_t_32918() {
        let point = "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020\
                     ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
        let r = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3";
        let s = "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";
        let decode = |text: &str| hex::decode(text).unwrap();
        let spki = |algorithm: &[u8]| {
            let bits = asn1::encode(asn1::BIT_STRING, &[vec![0], decode(point)].concat());
            asn1::encode(asn1::SEQUENCE, &[asn1::encode(asn1::SEQUENCE, algorithm), bits].concat())
        };
        let value = |r: &[u8], s: &[u8]| {
            let integer = |magnitude: &[u8]| asn1::encode(asn1::INTEGER, &[&[0], magnitude].concat());
            asn1::encode(asn1::SEQUENCE, &[integer(r), integer(s)].concat())
        };
        let curve = asn1::encode(asn1::OBJECT_IDENTIFIER, crate::oid::SM2_CURVE.as_bytes());
        let ec = asn1::encode(asn1::OBJECT_IDENTIFIER, crate::oid::EC_PUBLIC_KEY.as_bytes());
        let signature = value(&decode(r), &decode(s));
        for algorithm in [[ec.clone(), curve.clone()].concat(), curve] {
            let verify = |message: &[u8], signature: &[u8]| {
                verify_signature(&spki(&algorithm), SignatureAlgorithm::Sm2, message, signature)
            };
            assert_eq!(verify(b"message digest", &signature), Ok(()));
            assert_eq!(verify(b"message digesT", &signature), Err(SignatureError::Mismatch));
            assert_eq!(
                verify(b"message digest", &value(&decode(s), &decode(r))),
                Err(SignatureError::Mismatch)
            );
            // Not below the order, not DER, longer than the field, cut.
            let order = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123";
            for odd in [
                value(&decode(order), &decode(s)),
                value(&[0; 32], &decode(s)),
                value(&[0xff; 33], &decode(s)),
                signature[..70].to_vec(),
                decode(&[r, s].concat()),
            ] {
                assert_eq!(verify(b"message digest", &odd), Err(SignatureError::Malformed));
            }
            let key = PublicKey::from_spki_der(&spki(&algorithm)).unwrap();
            let unknown_message = key.verify_digest(SignatureAlgorithm::Sm2, &[0; 32], &signature);
            assert_eq!(unknown_message, Err(Unsupported::Sm2.into()));
            let other = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);
            assert_eq!(key.verify(other, b"message digest", &signature), Err(SignatureError::KeyMismatch));
        }
        let mut off_curve =
            spki(&[ec, asn1::encode(asn1::OBJECT_IDENTIFIER, crate::oid::SM2_CURVE.as_bytes())].concat());
        *off_curve.last_mut().unwrap() ^= 1;
        let outcome = verify_signature(&off_curve, SignatureAlgorithm::Sm2, b"message digest", &signature);
        assert_eq!(outcome, Err(SignatureError::InvalidKey));
    }

    #[test]
    fn unknown_keys_are_told_apart_from_wrong_signatures() {
        let error = verify_signature(&[0x30, 0], SignatureAlgorithm::Ed25519, b"", b"");
        assert_eq!(error, Err(SignatureError::InvalidKey));
    }
}
