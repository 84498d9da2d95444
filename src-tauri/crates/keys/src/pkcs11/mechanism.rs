//! How a signature algorithm is asked of a token: which mechanism, over which octets, and what the answer looks like.
//!
//! The digest is computed here wherever the token takes a digest: few tokens hash long data well, and all sign a digest.
//! SM2 is left out: PKCS#11 has no mechanism of its own for it, and each maker uses another number.

use cryptoki::mechanism::eddsa::{EddsaParams, EddsaSignatureScheme};
use cryptoki::mechanism::rsa::{PkcsMgfType, PkcsPssParams};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki_sys::CK_ULONG;
use pki::{Curve, DigestAlgorithm, KeyKind, PssParameters, SignatureAlgorithm, asn1};

use super::fault::TokenFault;

/// Sizes of RSA moduli that are signed with, in bits.
const RSA_BITS: std::ops::RangeInclusive<u32> = 2048..=8192;

/// What a kind of key signs with unless told otherwise; `None` when it is not signed with here.
pub(super) fn usual_algorithm(key: KeyKind) -> Option<SignatureAlgorithm> {
    Some(match key {
        KeyKind::Rsa => SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256),
        KeyKind::RsaPss => SignatureAlgorithm::RsaPss(PssParameters::usual(DigestAlgorithm::Sha256)),
        KeyKind::Ec(Curve::P256) => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256),
        KeyKind::Ec(Curve::P384) => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384),
        KeyKind::Ec(Curve::P521) => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha512),
        KeyKind::Ed25519 => SignatureAlgorithm::Ed25519,
        _ => return None,
    })
}

/// Whether the key is big enough to sign with and small enough to check.
pub(super) fn size_is_accepted(key: KeyKind, bits: u32) -> bool {
    !matches!(key, KeyKind::Rsa | KeyKind::RsaPss) || RSA_BITS.contains(&bits)
}

/// Whether a kind of key can make these signatures: SHA-256, SHA-384 and SHA-512 only, and with a curve a digest that
/// is not longer than the curve's numbers.
pub(super) fn supports(key: KeyKind, algorithm: SignatureAlgorithm) -> bool {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    let modern = algorithm.digest().is_none_or(|digest| matches!(digest, Sha256 | Sha384 | Sha512));
    modern
        && match (key, algorithm) {
            (KeyKind::Rsa, SignatureAlgorithm::RsaPkcs1(_)) => true,
            (KeyKind::Rsa | KeyKind::RsaPss, SignatureAlgorithm::RsaPss(parameters)) => parameters.is_usual(),
            (KeyKind::Ec(curve), SignatureAlgorithm::Ecdsa(digest)) => digest.output_len() <= field(curve),
            (KeyKind::Ed25519, SignatureAlgorithm::Ed25519) => true,
            _ => false,
        }
}

/// Octets of one number of a curve.
fn field(curve: Curve) -> usize {
    usize::try_from(curve.bits().div_ceil(8)).unwrap_or(usize::MAX)
}

/// A signature to be asked for: the mechanism and the octets that go to the token.
pub(super) struct Request {
    pub(super) mechanism: Mechanism<'static>,
    pub(super) data: Vec<u8>,
}

/// Chooses among the mechanisms that the token offers: the one over a digest first, then the one that hashes on the token.
pub(super) fn request(
    algorithm: SignatureAlgorithm,
    offered: &[MechanismType],
    message: &[u8],
) -> Result<Request, TokenFault> {
    let digest = algorithm.digest();
    let over_digest = match algorithm {
        SignatureAlgorithm::RsaPkcs1(digest) => {
            Some((Mechanism::RsaPkcs, digest_info(digest, &digest.digest(message))))
        }
        SignatureAlgorithm::RsaPss(parameters) => {
            Some((Mechanism::RsaPkcsPss(pss(parameters)?), parameters.digest.digest(message)))
        }
        SignatureAlgorithm::Ecdsa(digest) => Some((Mechanism::Ecdsa, digest.digest(message))),
        _ => None,
    };
    if let Some((mechanism, data)) = over_digest
        && offered.contains(&mechanism.mechanism_type())
    {
        return Ok(Request { mechanism, data });
    }
    let whole = match (algorithm, digest) {
        (SignatureAlgorithm::RsaPkcs1(_), Some(DigestAlgorithm::Sha256)) => Mechanism::Sha256RsaPkcs,
        (SignatureAlgorithm::RsaPkcs1(_), Some(DigestAlgorithm::Sha384)) => Mechanism::Sha384RsaPkcs,
        (SignatureAlgorithm::RsaPkcs1(_), Some(DigestAlgorithm::Sha512)) => Mechanism::Sha512RsaPkcs,
        (SignatureAlgorithm::RsaPss(parameters), Some(DigestAlgorithm::Sha256)) => {
            Mechanism::Sha256RsaPkcsPss(pss(parameters)?)
        }
        (SignatureAlgorithm::RsaPss(parameters), Some(DigestAlgorithm::Sha384)) => {
            Mechanism::Sha384RsaPkcsPss(pss(parameters)?)
        }
        (SignatureAlgorithm::RsaPss(parameters), Some(DigestAlgorithm::Sha512)) => {
            Mechanism::Sha512RsaPkcsPss(pss(parameters)?)
        }
        (SignatureAlgorithm::Ecdsa(_), Some(DigestAlgorithm::Sha256)) => Mechanism::EcdsaSha256,
        (SignatureAlgorithm::Ecdsa(_), Some(DigestAlgorithm::Sha384)) => Mechanism::EcdsaSha384,
        (SignatureAlgorithm::Ecdsa(_), Some(DigestAlgorithm::Sha512)) => Mechanism::EcdsaSha512,
        (SignatureAlgorithm::Ed25519, None) => {
            Mechanism::Eddsa(EddsaParams::new(EddsaSignatureScheme::Ed25519))
        }
        _ => return Err(TokenFault::MechanismInvalid),
    };
    if offered.contains(&whole.mechanism_type()) {
        Ok(Request { mechanism: whole, data: message.to_vec() })
    } else {
        Err(TokenFault::MechanismInvalid)
    }
}

/// The token's answer as [`cades::Signer::sign`] wants it.
pub(super) fn signature_value(algorithm: SignatureAlgorithm, answer: Vec<u8>) -> Result<Vec<u8>, TokenFault> {
    match algorithm {
        SignatureAlgorithm::Ecdsa(_) => ecdsa_der(&answer).ok_or(TokenFault::AnswerMalformed),
        _ => Ok(answer),
    }
}

/// `Ecdsa-Sig-Value` (RFC 3279 §2.2.3) of the two numbers that PKCS#11 puts one after the other.
fn ecdsa_der(answer: &[u8]) -> Option<Vec<u8>> {
    if answer.is_empty() || !answer.len().is_multiple_of(2) {
        return None;
    }
    let (r, s) = answer.split_at_checked(answer.len() / 2)?;
    let mut content = integer(r)?;
    content.extend(integer(s)?);
    Some(asn1::encode(asn1::SEQUENCE, &content))
}

/// A positive INTEGER; `None` for zero.
fn integer(octets: &[u8]) -> Option<Vec<u8>> {
    let start = octets.iter().position(|octet| *octet != 0)?;
    let significant = octets.get(start..)?;
    let mut content = Vec::with_capacity(significant.len() + 1);
    if significant.first()? & 0x80 != 0 {
        content.push(0);
    }
    content.extend_from_slice(significant);
    Some(asn1::encode(asn1::INTEGER, &content))
}

/// `DigestInfo` (RFC 8017 §9.2 step 2).
fn digest_info(digest: DigestAlgorithm, value: &[u8]) -> Vec<u8> {
    let mut algorithm = asn1::encode(asn1::OBJECT_IDENTIFIER, digest.oid().as_bytes());
    algorithm.extend([asn1::NULL, 0]);
    let mut content = asn1::encode(asn1::SEQUENCE, &algorithm);
    content.extend(asn1::encode(asn1::OCTET_STRING, value));
    asn1::encode(asn1::SEQUENCE, &content)
}

fn pss(parameters: PssParameters) -> Result<PkcsPssParams, TokenFault> {
    let (hash_alg, mgf) = match parameters.digest {
        DigestAlgorithm::Sha256 => (MechanismType::SHA256, PkcsMgfType::MGF1_SHA256),
        DigestAlgorithm::Sha384 => (MechanismType::SHA384, PkcsMgfType::MGF1_SHA384),
        DigestAlgorithm::Sha512 => (MechanismType::SHA512, PkcsMgfType::MGF1_SHA512),
        _ => return Err(TokenFault::MechanismParameters),
    };
    if !parameters.is_usual() {
        return Err(TokenFault::MechanismParameters);
    }
    Ok(PkcsPssParams { hash_alg, mgf, s_len: CK_ULONG::from(parameters.salt_len).into() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn raw_ecdsa_values_become_der() {
        assert_eq!(ecdsa_der(&[0, 1, 0x80, 0]).unwrap(), [0x30, 8, 2, 1, 1, 2, 3, 0, 0x80, 0]);
        assert_eq!(ecdsa_der(&[1]), None);
        assert_eq!(ecdsa_der(&[]), None);
        assert_eq!(ecdsa_der(&[0, 0, 1, 1]), None);
    }

    #[test]
    fn a_token_that_takes_no_digest_gets_the_message() {
        let algorithm = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha384);
        let both = [MechanismType::RSA_PKCS, MechanismType::SHA384_RSA_PKCS];
        let asked = request(algorithm, &both, b"m").unwrap();
        assert_eq!(asked.mechanism.mechanism_type(), MechanismType::RSA_PKCS);
        assert_eq!(asked.data.len(), 19 + 48);
        let asked = request(algorithm, &both[1..], b"m").unwrap();
        assert_eq!(asked.mechanism.mechanism_type(), MechanismType::SHA384_RSA_PKCS);
        assert_eq!(asked.data, b"m");
        assert_eq!(request(algorithm, &[], b"m").err(), Some(TokenFault::MechanismInvalid));
    }

    #[test]
    fn keys_sign_with_what_fits_them() {
        let ecdsa = SignatureAlgorithm::Ecdsa;
        let p256 = KeyKind::Ec(Curve::P256);
        assert!(supports(p256, ecdsa(DigestAlgorithm::Sha256)));
        assert!(!supports(p256, ecdsa(DigestAlgorithm::Sha512)));
        assert!(!supports(KeyKind::RsaPss, SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256)));
        assert!(!supports(KeyKind::Rsa, SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha1)));
        assert!(supports(KeyKind::Ec(Curve::P521), ecdsa(DigestAlgorithm::Sha512)));
    }
}
