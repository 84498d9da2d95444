//! Signature algorithms as certificates and CMS name them (RFC 3279, 4055, 5758, 8410, 8419,
//! GM/T 0006, GB/T 35275).

use const_oid::ObjectIdentifier;

use crate::asn1::{self, Element, Fault, Reader};
use crate::digest::{DigestAlgorithm, digest_inside};
use crate::error::Unsupported;
use crate::oid;

/// An `AlgorithmIdentifier` as it stands: the identifier and the encoding of its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlgorithmIdentifier {
    /// The algorithm.
    pub oid: ObjectIdentifier,
    /// The parameters' encoding, when there are any.
    pub parameters: Option<Vec<u8>>,
}

impl AlgorithmIdentifier {
    /// Reads `SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL }`.
    pub fn from_element(element: &Element<'_>) -> Result<Self, Fault> {
        let mut fields = element.with_tag(asn1::SEQUENCE)?.inside();
        let oid = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
        let parameters = fields.next()?.map(|element| element.raw.to_vec());
        fields.finish()?;
        Ok(Self { oid, parameters })
    }

    /// Tells whether the parameters are absent or NULL, which most algorithms treat alike.
    pub fn has_no_parameters(&self) -> bool {
        self.parameters.as_deref().is_none_or(|parameters| parameters == [asn1::NULL, 0])
    }
}

/// Parameters of RSASSA-PSS (RFC 4055 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PssParameters {
    /// Digest of the message.
    pub digest: DigestAlgorithm,
    /// Digest inside the mask generation function MGF1.
    pub mgf_digest: DigestAlgorithm,
    /// Octets of salt.
    pub salt_len: u16,
}

impl PssParameters {
    /// What signers should use: one digest throughout, and as much salt as it has octets.
    pub fn usual(digest: DigestAlgorithm) -> Self {
        Self { digest, mgf_digest: digest, salt_len: u16::try_from(digest.output_len()).unwrap_or(u16::MAX) }
    }

    /// Tells whether the parameters follow the advice of RFC 4055 §3.1: one digest, salt as long as it.
    pub fn is_usual(&self) -> bool {
        *self == Self::usual(self.digest)
    }

    /// Reads `RSASSA-PSS-params`; every field has a default of the age of SHA-1.
    pub fn from_der(der: &[u8]) -> Result<Self, Unsupported> {
        Self::read(der).map_err(|_: Fault| Unsupported::PssParameters)?
    }

    fn read(der: &[u8]) -> Result<Result<Self, Unsupported>, Fault> {
        let mut fields = Element::only(der, asn1::SEQUENCE)?.inside();
        let explicit = |element: Option<Element<'_>>| -> Result<Option<AlgorithmIdentifier>, Fault> {
            let Some(element) = element else { return Ok(None) };
            let mut inside = Reader::new(element.content);
            let algorithm = AlgorithmIdentifier::from_element(&inside.any()?)?;
            inside.finish()?;
            Ok(Some(algorithm))
        };
        let digest = explicit(fields.optional(asn1::context_constructed(0))?)?;
        let mgf = explicit(fields.optional(asn1::context_constructed(1))?)?;
        let salt = fields.optional(asn1::context_constructed(2))?;
        let trailer = fields.optional(asn1::context_constructed(3))?;
        fields.finish()?;

        let digest = match digest {
            None => DigestAlgorithm::Sha1,
            Some(algorithm) => match DigestAlgorithm::from_oid(algorithm.oid) {
                Ok(digest) => digest,
                Err(unsupported) => return Ok(Err(unsupported)),
            },
        };
        let mgf_digest = match mgf {
            None => DigestAlgorithm::Sha1,
            Some(AlgorithmIdentifier { oid: oid::MGF1, parameters: Some(inner) }) => {
                let inner = AlgorithmIdentifier::from_element(&Element::only(&inner, asn1::SEQUENCE)?)?;
                match DigestAlgorithm::from_oid(inner.oid) {
                    Ok(digest) => digest,
                    Err(unsupported) => return Ok(Err(unsupported)),
                }
            }
            Some(_) => return Ok(Err(Unsupported::PssParameters)),
        };
        let salt_len = match salt {
            None => 20,
            Some(element) => u16::try_from(Element::only(element.content, asn1::INTEGER)?.small_integer()?)
                .map_err(|_| Fault::Value)?,
        };
        if let Some(element) = trailer
            && Element::only(element.content, asn1::INTEGER)?.small_integer()? != 1
        {
            return Ok(Err(Unsupported::PssParameters));
        }
        Ok(Ok(Self { digest, mgf_digest, salt_len }))
    }

    /// DER of `RSASSA-PSS-params`.
    pub fn to_der(self) -> Vec<u8> {
        let algorithm = |oid: ObjectIdentifier, parameters: &[u8]| {
            let mut content = asn1::encode(asn1::OBJECT_IDENTIFIER, oid.as_bytes());
            content.extend_from_slice(parameters);
            asn1::encode(asn1::SEQUENCE, &content)
        };
        let null = asn1::encode(asn1::NULL, &[]);
        let mut content = Vec::new();
        // DER leaves a value out that equals its default.
        if self.digest != DigestAlgorithm::Sha1 {
            content.extend(asn1::encode(0xa0, &algorithm(self.digest.oid(), &null)));
        }
        if self.mgf_digest != DigestAlgorithm::Sha1 {
            let inner = algorithm(self.mgf_digest.oid(), &null);
            content.extend(asn1::encode(0xa1, &algorithm(oid::MGF1, &inner)));
        }
        if self.salt_len != 20 {
            let octets = self.salt_len.to_be_bytes();
            let mut integer: Vec<u8> = octets.into_iter().skip_while(|octet| *octet == 0).collect();
            if integer.first().is_none_or(|octet| octet & 0x80 != 0) {
                integer.insert(0, 0);
            }
            content.extend(asn1::encode(0xa2, &asn1::encode(asn1::INTEGER, &integer)));
        }
        asn1::encode(asn1::SEQUENCE, &content)
    }
}

/// A signature algorithm with everything needed to verify but the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1(DigestAlgorithm),
    /// RSASSA-PSS (RFC 8017 §8.1).
    RsaPss(PssParameters),
    /// ECDSA (FIPS 186-5); the curve is the key's.
    Ecdsa(DigestAlgorithm),
    /// Ed25519 (RFC 8032), pure.
    Ed25519,
    /// SM2 with SM3 and the default identity of the signer (GB/T 32918.2, GB/T 35276).
    Sm2,
}

impl SignatureAlgorithm {
    /// The algorithm of an identifier; `digest` completes those that name none (`rsaEncryption` in CMS).
    pub fn from_identifier(
        identifier: &AlgorithmIdentifier,
        digest: Option<DigestAlgorithm>,
    ) -> Result<Self, Unsupported> {
        let found = identifier.oid;
        Ok(match found {
            oid::RSA_ENCRYPTION => Self::RsaPkcs1(digest.ok_or(Unsupported::Algorithm(found))?),
            oid::EC_PUBLIC_KEY | oid::ECDSA_ALONE => match digest.ok_or(Unsupported::Algorithm(found))? {
                DigestAlgorithm::Sm3 => Self::Sm2,
                digest => Self::Ecdsa(digest),
            },
            oid::RSASSA_PSS => Self::RsaPss(match identifier.parameters.as_deref() {
                Some(parameters) => PssParameters::from_der(parameters)?,
                None => return Err(Unsupported::PssParameters),
            }),
            oid::ED25519 => Self::Ed25519,
            oid::SM2_SM3 => Self::Sm2,
            // Names of the algorithm or of its curve alone; SM3 belongs to it, and must be what stands beside it.
            oid::SM2_SIGN | oid::SM2_CURVE if digest == Some(DigestAlgorithm::Sm3) => Self::Sm2,
            oid::ED448 => return Err(Unsupported::Ed448),
            oid::DSA
            | oid::DSA_SHA1
            | oid::DSA_SHA224
            | oid::DSA_SHA256
            | oid::DSA_SHA384
            | oid::DSA_SHA512 => {
                return Err(Unsupported::Dsa);
            }
            oid::ECDSA_SHA1
            | oid::ECDSA_SHA224
            | oid::ECDSA_SHA256
            | oid::ECDSA_SHA384
            | oid::ECDSA_SHA512
            | oid::ECDSA_SHA3_224
            | oid::ECDSA_SHA3_256
            | oid::ECDSA_SHA3_384
            | oid::ECDSA_SHA3_512 => Self::Ecdsa(digest_inside(found).ok_or(Unsupported::Algorithm(found))?),
            _ => match digest_inside(found) {
                Some(digest) => Self::RsaPkcs1(digest),
                None if oid::on_arc(&found, &oid::GM_ARC) => return Err(Unsupported::Sm2),
                None if oid::on_arc(&found, &oid::GOST_CRYPTOPRO) || oid::on_arc(&found, &oid::GOST_TC26) => {
                    return Err(Unsupported::Gost);
                }
                None => return Err(Unsupported::Algorithm(found)),
            },
        })
    }

    /// DER of the `AlgorithmIdentifier` that belongs into a certificate or a SignerInfo.
    pub fn to_der(self) -> Vec<u8> {
        use DigestAlgorithm as D;
        let (oid, parameters) = match self {
            Self::RsaPkcs1(digest) => {
                let oid = match digest {
                    D::Md5 => oid::RSA_MD5,
                    D::Sha1 => oid::RSA_SHA1,
                    D::Sha224 => oid::RSA_SHA224,
                    D::Sha256 => oid::RSA_SHA256,
                    D::Sha384 => oid::RSA_SHA384,
                    D::Sha512 => oid::RSA_SHA512,
                    D::Sha3_224 => oid::RSA_SHA3_224,
                    D::Sha3_256 => oid::RSA_SHA3_256,
                    D::Sha3_384 => oid::RSA_SHA3_384,
                    D::Sha3_512 => oid::RSA_SHA3_512,
                    D::Sm3 => oid::RSA_SM3,
                };
                (oid, asn1::encode(asn1::NULL, &[]))
            }
            Self::RsaPss(parameters) => (oid::RSASSA_PSS, parameters.to_der()),
            Self::Ecdsa(digest) => {
                let oid = match digest {
                    // There is no identifier for ECDSA with MD5; nobody signs with it.
                    D::Md5 | D::Sha1 => oid::ECDSA_SHA1,
                    D::Sha224 => oid::ECDSA_SHA224,
                    D::Sha256 => oid::ECDSA_SHA256,
                    D::Sha384 => oid::ECDSA_SHA384,
                    D::Sha512 => oid::ECDSA_SHA512,
                    D::Sha3_224 => oid::ECDSA_SHA3_224,
                    D::Sha3_256 => oid::ECDSA_SHA3_256,
                    D::Sha3_384 => oid::ECDSA_SHA3_384,
                    D::Sha3_512 => oid::ECDSA_SHA3_512,
                    // SM3 belongs to SM2; ECDSA with it has no identifier either, and reads back as what it is not.
                    D::Sm3 => oid::SM2_SM3,
                };
                (oid, Vec::new())
            }
            Self::Ed25519 => (oid::ED25519, Vec::new()),
            Self::Sm2 => (oid::SM2_SM3, Vec::new()),
        };
        let mut content = asn1::encode(asn1::OBJECT_IDENTIFIER, oid.as_bytes());
        content.extend(parameters);
        asn1::encode(asn1::SEQUENCE, &content)
    }

    /// The digest that the algorithm applies to the message; Ed25519 hashes by itself and has none.
    pub fn digest(self) -> Option<DigestAlgorithm> {
        match self {
            Self::RsaPkcs1(digest) | Self::Ecdsa(digest) => Some(digest),
            Self::RsaPss(parameters) => Some(parameters.digest),
            Self::Ed25519 => None,
            Self::Sm2 => Some(DigestAlgorithm::Sm3),
        }
    }

    /// The digest for a document that is signed with the algorithm: its own, and SHA-512 for Ed25519 (RFC 8419 §3.1).
    pub fn content_digest(self) -> DigestAlgorithm {
        self.digest().unwrap_or(DigestAlgorithm::Sha512)
    }

    /// Tells whether only software made for the Chinese market verifies such signatures.
    pub fn is_chinese(self) -> bool {
        self.digest() == Some(DigestAlgorithm::Sm3)
    }

    /// The name for a reader: `RSA-PSS with SHA-256`.
    pub fn name(self) -> String {
        match self {
            Self::RsaPkcs1(digest) => format!("RSA with {}", digest.name()),
            Self::RsaPss(parameters) => format!("RSA-PSS with {}", parameters.digest.name()),
            Self::Ecdsa(digest) => format!("ECDSA with {}", digest.name()),
            Self::Ed25519 => "Ed25519".to_owned(),
            Self::Sm2 => "SM2 with SM3".to_owned(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_go_there_and_back() {
        for digest in DigestAlgorithm::ALL {
            assert_eq!(DigestAlgorithm::from_oid(digest.oid()), Ok(digest));
            assert_eq!(digest.digest(b"").len(), digest.output_len());
            for algorithm in [
                SignatureAlgorithm::RsaPkcs1(digest),
                SignatureAlgorithm::RsaPss(PssParameters::usual(digest)),
                SignatureAlgorithm::Ecdsa(digest),
                SignatureAlgorithm::Ed25519,
                SignatureAlgorithm::Sm2,
            ] {
                use DigestAlgorithm::{Md5, Sm3};
                if matches!(algorithm, SignatureAlgorithm::Ecdsa(Md5 | Sm3)) {
                    continue;
                }
                let der = algorithm.to_der();
                let element = Element::only(&der, asn1::SEQUENCE).unwrap();
                assert_eq!(asn1::der_fault(&element, &|_| false), None);
                let identifier = AlgorithmIdentifier::from_element(&element).unwrap();
                assert_eq!(SignatureAlgorithm::from_identifier(&identifier, None), Ok(algorithm));
            }
        }
    }

    #[test]
    fn sm2_goes_by_several_names_when_sm3_stands_beside_it() {
        for oid in [oid::SM2_SM3, oid::SM2_SIGN, oid::SM2_CURVE, oid::EC_PUBLIC_KEY] {
            let identifier = AlgorithmIdentifier { oid, parameters: None };
            let found = SignatureAlgorithm::from_identifier(&identifier, Some(DigestAlgorithm::Sm3));
            assert_eq!(found, Ok(SignatureAlgorithm::Sm2));
        }
        assert!(SignatureAlgorithm::Sm2.is_chinese() && !SignatureAlgorithm::Ed25519.is_chinese());
        assert_eq!(SignatureAlgorithm::Ed25519.content_digest(), DigestAlgorithm::Sha512);
    }

    #[test]
    fn ecdsa_alone_takes_the_digest_beside_it() {
        for oid in [oid::EC_PUBLIC_KEY, oid::ECDSA_ALONE] {
            let identifier = AlgorithmIdentifier { oid, parameters: None };
            let found = SignatureAlgorithm::from_identifier(&identifier, Some(DigestAlgorithm::Sha384));
            assert_eq!(found, Ok(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384)));
            assert!(SignatureAlgorithm::from_identifier(&identifier, None).is_err());
        }
    }

    #[test]
    fn what_is_not_computed_is_named() {
        let identifier =
            |oid: &str| AlgorithmIdentifier { oid: ObjectIdentifier::new(oid).unwrap(), parameters: None };
        let of = |oid: &str| SignatureAlgorithm::from_identifier(&identifier(oid), None).unwrap_err();
        assert_eq!(of("1.2.156.10197.1.301.1"), Unsupported::Sm2); // without SM3 beside it
        assert_eq!(of("1.2.156.10197.1.505"), Unsupported::Sm2);
        assert_eq!(of("1.3.101.113"), Unsupported::Ed448);
        assert_eq!(of("1.2.643.7.1.1.3.2"), Unsupported::Gost);
        assert_eq!(of("2.16.840.1.101.3.4.3.2"), Unsupported::Dsa);
    }
}
