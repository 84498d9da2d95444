//! A private key of SM2 (GB/T 32918), signing with SM3 and the default identity.
//!
//! aws-lc has no SM2, so RustCrypto's implementation signs too, and the second look at each signature is not another
//! author's: the verifier of the crate `pki` works from the encoded signature, the encoded public key of the certificate
//! and the message, shares no state with the signer, and so still finds a fault in the computation. The nonce is derived
//! from key and message (RFC 6979) and mixed with fresh randomness: neither a weak source nor a repeated message repeats it.
//!
//! The secret number is wiped with the key; the copies that a signature needs are short-lived and lie on the stack.

use pkcs8::EncodePrivateKey;
use pki::ObjectIdentifier;
use pki::asn1::{self, Element};
use pki::key::SM2_DEFAULT_ID;
use rand::rngs::SysRng;
use sm2::dsa::SigningKey;
use sm2::dsa::signature::RandomizedSigner;
use zeroize::Zeroizing;

use crate::error::KeyFault;

/// The secret number, and the point that belongs to it.
pub(crate) struct Sm2Key {
    secret: sm2::SecretKey,
    point: Box<[u8]>,
}

impl Sm2Key {
    /// Reads `ECPrivateKey` (RFC 5915), the inside of a PKCS#8 key; a curve named in it must be that of SM2.
    pub(crate) fn from_sec1(der: &[u8]) -> Result<Self, KeyFault> {
        // The library does not look at the curve that the structure may name once more.
        let named = named_curve(der).map_err(|_| KeyFault::Malformed)?;
        if named.is_some_and(|curve| curve != pki::oid::SM2_CURVE) {
            return Err(KeyFault::Malformed);
        }
        let secret = sm2::SecretKey::from_sec1_der(der).map_err(|_| KeyFault::Malformed)?;
        let point = secret.public_key().to_sec1_bytes();
        Ok(Self { secret, point })
    }

    /// The uncompressed point.
    pub(crate) fn point(&self) -> &[u8] {
        &self.point
    }

    /// The key as PKCS#8 under id-ecPublicKey; `None` only if it cannot be encoded.
    pub(crate) fn pkcs8(&self) -> Option<Zeroizing<Vec<u8>>> {
        let encoded = self.secret.to_pkcs8_der().ok()?;
        Some(Zeroizing::new(encoded.as_bytes().to_vec()))
    }

    /// DER of `SEQUENCE { r, s }` over the message; `None` only where the system has no random numbers.
    pub(crate) fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let key = SigningKey::new(SM2_DEFAULT_ID, &self.secret).ok()?;
        let value = key.try_sign_with_rng(&mut SysRng, message).ok()?.to_bytes();
        let (r, s) = value.split_at_checked(value.len() / 2)?;
        let integer = |magnitude: &[u8]| {
            let zeros = magnitude.iter().take_while(|octet| **octet == 0).count();
            let mut content = magnitude.get(zeros..).unwrap_or_default().to_vec();
            if content.first().is_none_or(|octet| octet & 0x80 != 0) {
                content.insert(0, 0);
            }
            asn1::encode(asn1::INTEGER, &content)
        };
        Some(asn1::encode(asn1::SEQUENCE, &[integer(r), integer(s)].concat()))
    }
}

fn named_curve(sec1: &[u8]) -> Result<Option<ObjectIdentifier>, asn1::Fault> {
    let mut fields = Element::only(sec1, asn1::SEQUENCE)?.inside();
    fields.expect(asn1::INTEGER)?;
    fields.expect(asn1::OCTET_STRING)?;
    let Some(explicit) = fields.optional(asn1::context_constructed(0))? else { return Ok(None) };
    explicit.inside().expect(asn1::OBJECT_IDENTIFIER)?.oid().map(Some)
}
