//! Public keys as a `SubjectPublicKeyInfo` holds them (RFC 5280 §4.1.2.7, RFC 3279, 5480, 8410,
//! GM/T 0015).

use const_oid::ObjectIdentifier;

use crate::algorithm::AlgorithmIdentifier;
use crate::asn1::{self, Element};
use crate::error::Unsupported;
use crate::rare::{MAX_DSA_BITS, MlDsa};
use crate::verify::Prepared;
use crate::{Error, oid};

/// The signer's identity that SM2 signatures are made with where nobody agreed on another one (GB/T 35276 §10).
pub const SM2_DEFAULT_ID: &str = "1234567812345678";

/// Largest RSA modulus that is computed with, in bits.
pub const MAX_RSA_BITS: u32 = 8192;
/// Largest RSA exponent that is computed with, in bits; the `rsa` crate draws the line there.
const MAX_EXPONENT_BITS: u32 = 33;
/// Bits of the field of SM2.
const SM2_BITS: u32 = 256;

/// A named curve that is computed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Curve {
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
}

impl Curve {
    /// Bits of the field.
    pub fn bits(self) -> u32 {
        match self {
            Self::P256 => 256,
            Self::P384 => 384,
            Self::P521 => 521,
        }
    }
}

/// What kind of key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyKind {
    /// RSA, usable with PKCS #1 v1.5 and PSS.
    Rsa,
    /// RSA, restricted to PSS by its algorithm identifier (RFC 4055 §1.2).
    RsaPss,
    /// An elliptic curve.
    Ec(Curve),
    /// Ed25519.
    Ed25519,
    /// The curve of SM2 (GB/T 32918.5).
    Sm2,
    /// DSA (FIPS 186-4).
    Dsa,
    /// ML-DSA (FIPS 204).
    MlDsa(MlDsa),
    /// Recognised and not computed with.
    Unsupported(Unsupported),
}

/// A public key: its kind, its size and the octets of its own encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    kind: KeyKind,
    bits: u32,
    octets: Vec<u8>,
    exponent: Vec<u8>,
    prepared: Prepared,
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo`; an unknown algorithm is not an error but [`KeyKind::Unsupported`].
    pub fn from_spki_der(der: &[u8]) -> Result<Self, Error> {
        let mut reader = asn1::Reader::new(der);
        let mut fields = reader.expect(asn1::SEQUENCE)?.inside();
        reader.finish()?;
        let algorithm = AlgorithmIdentifier::from_element(&fields.any()?)?;
        let octets = fields.expect(asn1::BIT_STRING)?.bit_string_octets()?.to_vec();
        let key = |kind, bits, octets| Self {
            kind,
            bits,
            octets,
            exponent: Vec::new(),
            prepared: Prepared::default(),
        };
        match algorithm.oid {
            oid::RSA_ENCRYPTION | oid::RSASSA_PSS => {
                let mut numbers = Element::only(&octets, asn1::SEQUENCE)?.inside();
                let modulus = magnitude(numbers.expect(asn1::INTEGER)?.integer()?).to_vec();
                let exponent = magnitude(numbers.expect(asn1::INTEGER)?.integer()?).to_vec();
                let bits = bit_length(&modulus);
                let kind = if bits > MAX_RSA_BITS || bit_length(&exponent) > MAX_EXPONENT_BITS {
                    KeyKind::Unsupported(Unsupported::RsaSize { bits })
                } else if algorithm.oid == oid::RSASSA_PSS {
                    KeyKind::RsaPss
                } else {
                    KeyKind::Rsa
                };
                Ok(Self { kind, bits, octets: modulus, exponent, prepared: Prepared::default() })
            }
            oid::EC_PUBLIC_KEY => {
                let kind = match algorithm.parameters.as_deref().map(Element::first) {
                    Some(Ok(element)) if element.tag == asn1::OBJECT_IDENTIFIER => curve(element.oid()?),
                    Some(Ok(_)) => KeyKind::Unsupported(Unsupported::ExplicitCurve),
                    _ => KeyKind::Unsupported(Unsupported::Algorithm(algorithm.oid)),
                };
                let bits = match kind {
                    KeyKind::Ec(curve) => curve.bits(),
                    KeyKind::Sm2 => SM2_BITS,
                    // An uncompressed point is twice the field; good enough to show.
                    _ => u32::try_from(octets.len().saturating_sub(1) * 4).unwrap_or(u32::MAX),
                };
                Ok(key(kind, bits, octets))
            }
            oid::ED25519 => Ok(key(KeyKind::Ed25519, 256, octets)),
            oid::SM2_CURVE => Ok(key(KeyKind::Sm2, SM2_BITS, octets)),
            oid::ED448 => Ok(key(KeyKind::Unsupported(Unsupported::Ed448), 448, octets)),
            oid::DSA => Ok(match dsa_bits(&algorithm) {
                Some(bits) if bits <= MAX_DSA_BITS => key(KeyKind::Dsa, bits, der.to_vec()),
                bits => key(KeyKind::Unsupported(Unsupported::Dsa), bits.unwrap_or_default(), octets),
            }),
            oid::ML_DSA_44 => Ok(key(KeyKind::MlDsa(MlDsa::Of44), bits_of(&octets), octets)),
            oid::ML_DSA_65 => Ok(key(KeyKind::MlDsa(MlDsa::Of65), bits_of(&octets), octets)),
            oid::ML_DSA_87 => Ok(key(KeyKind::MlDsa(MlDsa::Of87), bits_of(&octets), octets)),
            other => {
                let unsupported = if oid::on_arc(&other, &oid::GM_ARC) {
                    Unsupported::Sm2
                } else if oid::on_arc(&other, &oid::GOST_CRYPTOPRO) || oid::on_arc(&other, &oid::GOST_TC26) {
                    Unsupported::Gost
                } else {
                    Unsupported::Algorithm(other)
                };
                Ok(key(KeyKind::Unsupported(unsupported), 0, octets))
            }
        }
    }

    /// The kind of the key.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// Bits of the modulus or of the curve's field; 0 when not known.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// The name for a reader: `RSA`, `P-256`, `Ed25519`, `SM2`, or the code of what is unsupported.
    pub fn name(&self) -> &'static str {
        match self.kind {
            KeyKind::Rsa => "RSA",
            KeyKind::RsaPss => "RSA-PSS",
            KeyKind::Ec(Curve::P256) => "P-256",
            KeyKind::Ec(Curve::P384) => "P-384",
            KeyKind::Ec(Curve::P521) => "P-521",
            KeyKind::Ed25519 => "Ed25519",
            KeyKind::Sm2 => "SM2",
            KeyKind::Dsa => "DSA",
            KeyKind::MlDsa(set) => set.name(),
            KeyKind::Unsupported(unsupported) => unsupported.code(),
        }
    }

    /// Modulus of an RSA key, point of a curve, the octets of Ed25519 or ML-DSA, or the whole of a DSA key.
    pub(crate) fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// What verifying with an RSA key needs to compute once.
    pub(crate) fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// Public exponent of an RSA key.
    pub(crate) fn exponent(&self) -> &[u8] {
        &self.exponent
    }
}

/// Bits of the prime in the parameters of a DSA key (RFC 3279 §2.3.2).
fn dsa_bits(algorithm: &AlgorithmIdentifier) -> Option<u32> {
    let parameters = Element::only(algorithm.parameters.as_deref()?, asn1::SEQUENCE).ok()?;
    Some(bit_length(magnitude(parameters.inside().expect(asn1::INTEGER).ok()?.integer().ok()?)))
}

fn bits_of(octets: &[u8]) -> u32 {
    u32::try_from(octets.len().saturating_mul(8)).unwrap_or(u32::MAX)
}

fn curve(curve: ObjectIdentifier) -> KeyKind {
    match curve {
        oid::P256 => KeyKind::Ec(Curve::P256),
        oid::P384 => KeyKind::Ec(Curve::P384),
        oid::P521 => KeyKind::Ec(Curve::P521),
        oid::SM2_CURVE => KeyKind::Sm2,
        oid::SECP256K1 => KeyKind::Unsupported(Unsupported::Secp256k1),
        _ if oid::on_arc(&curve, &oid::BRAINPOOL) => KeyKind::Unsupported(Unsupported::Brainpool),
        _ if oid::on_arc(&curve, &oid::GM_ARC) => KeyKind::Unsupported(Unsupported::Sm2),
        _ => KeyKind::Unsupported(Unsupported::Curve(curve)),
    }
}

/// Drops leading zero octets; the sign is ignored because some old keys lack the zero that keeps it positive.
pub(crate) fn magnitude(integer: &[u8]) -> &[u8] {
    let zeros = integer.iter().take_while(|octet| **octet == 0).count();
    integer.get(zeros..).unwrap_or_default()
}

fn bit_length(magnitude: &[u8]) -> u32 {
    match magnitude.first() {
        None => 0,
        Some(first) => {
            let octets = u32::try_from(magnitude.len()).unwrap_or(u32::MAX / 8);
            octets.saturating_mul(8).saturating_sub(first.leading_zeros())
        }
    }
}
