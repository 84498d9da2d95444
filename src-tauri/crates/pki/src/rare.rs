//! Signatures that are read and never made: DSA of old files (FIPS 186-4), ML-DSA of new ones (FIPS 204, RFC 9881).

use dsa::BoxedUint;
use ml_dsa::{MlDsaParams, VerifyingKey};
use signature::Verifier as _;
use signature::hazmat::PrehashVerifier as _;

use crate::asn1::{self, Element, Fault};
use crate::error::SignatureError;
use crate::key::magnitude;

/// The largest DSA prime that is computed with, bits.
pub(crate) const MAX_DSA_BITS: u32 = 4096;

/// A parameter set of ML-DSA (FIPS 204 table 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MlDsa {
    /// ML-DSA-44.
    Of44,
    /// ML-DSA-65.
    Of65,
    /// ML-DSA-87.
    Of87,
}

impl MlDsa {
    /// The standard's own name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Of44 => "ML-DSA-44",
            Self::Of65 => "ML-DSA-65",
            Self::Of87 => "ML-DSA-87",
        }
    }

    /// Verifies a signature with no context, as CMS has it (RFC 9882 §2).
    pub(crate) fn verify(self, key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        match self {
            Self::Of44 => of::<ml_dsa::MlDsa44>(key, message, signature),
            Self::Of65 => of::<ml_dsa::MlDsa65>(key, message, signature),
            Self::Of87 => of::<ml_dsa::MlDsa87>(key, message, signature),
        }
    }
}

fn of<P: MlDsaParams>(key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
    let encoded = key.try_into().map_err(|_| SignatureError::InvalidKey)?;
    let signature = ml_dsa::Signature::<P>::try_from(signature).map_err(|_| SignatureError::Malformed)?;
    VerifyingKey::<P>::decode(&encoded).verify(message, &signature).map_err(|_| SignatureError::Mismatch)
}

/// Verifies a DSA signature over a digest; the key is a whole `SubjectPublicKeyInfo`, whose parameters belong to it.
pub(crate) fn dsa(spki: &[u8], digest: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
    let key = dsa_key(spki)?;
    let signature = ::dsa::Signature::try_from(signature).map_err(|_| SignatureError::Malformed)?;
    key.verify_prehash(digest, &signature).map_err(|_| SignatureError::Mismatch)
}

/// The numbers of a key (RFC 3279 §2.3.2). Read here, because the library takes the generator and the key's own number as wide
/// as they are written, and panics where one is not as wide as the prime.
fn dsa_key(spki: &[u8]) -> Result<::dsa::VerifyingKey, SignatureError> {
    let invalid = |_| SignatureError::InvalidKey;
    let [p, q, g, y] = dsa_numbers(spki).map_err(|_: Fault| SignatureError::InvalidKey)?;
    if q.len() > p.len() || g.len() > p.len() || y.len() > p.len() {
        return Err(SignatureError::InvalidKey);
    }
    let p = BoxedUint::from_be_slice_vartime(p);
    let width = p.bits_precision();
    let as_wide =
        |number: &[u8]| BoxedUint::from_be_slice(number, width).map_err(|_| SignatureError::InvalidKey);
    let (g, y) = (as_wide(g)?, as_wide(y)?);
    let components = ::dsa::Components::from_components(p, BoxedUint::from_be_slice_vartime(q), g);
    ::dsa::VerifyingKey::from_components(components.map_err(invalid)?, y).map_err(invalid)
}

fn dsa_numbers(spki: &[u8]) -> Result<[&[u8]; 4], Fault> {
    let mut fields = Element::only(spki, asn1::SEQUENCE)?.inside();
    let mut algorithm = fields.expect(asn1::SEQUENCE)?.inside();
    algorithm.expect(asn1::OBJECT_IDENTIFIER)?;
    let mut parameters = algorithm.expect(asn1::SEQUENCE)?.inside();
    let mut number = || Ok(magnitude(parameters.expect(asn1::INTEGER)?.integer()?));
    let (p, q, g) = (number()?, number()?, number()?);
    let own = Element::only(fields.expect(asn1::BIT_STRING)?.bit_string_octets()?, asn1::INTEGER)?;
    Ok([p, q, g, magnitude(own.integer()?)])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{DigestAlgorithm, SignatureAlgorithm, verify_signature};
    use signature::{Keypair as _, SignatureEncoding as _, Signer as _};

    const MESSAGE: &[u8] = b"report JC-2026-0417";
    /// A key of 2048 bits and its signature over the message with SHA-256, as OpenSSL makes them.
    const KEY: &str = "\
        MIIDQjCCAjUGByqGSM44BAEwggIoAoIBAQDK9hg5lwlocUY/h4rlOAo5WnfAgl/CI7kXbwJJZ9rwymOr810ogUWu3sl7TcqU \
        /3m419SljKH2GBOkJuK2/FzbPZeuFFEWeMtajTqaCe78VqmH1MEj/dKXB3DfKxFplN6P+GWul57AM1ThQ1q3VvhED88zASSO \
        IAg56JENOh45laV9kFB41hHkSKMlN730NVPyQqNI1KgLvr6+pSGgdXMG+lZ2DldNWJJIs0faMXNJZxRj0hmYiRUk2sddTMVB \
        HXYL0sfYUVymLpxTAi4+1FmrrCidF18Qv6F8MXS59U/H01LNC1eLWjnVkC9u8QjXZxPWbqnHqDHSdYfUnaYVQ75fAh0A+7wn \
        eEXnyOTCq09n1HmRFaTrQSYAuppH1UL1PwKCAQAn/JDe8cpI/eTwDdz+J3Ov+ic/3I7mNFfixjupO2u0pjvGiNZyLna5r9Ke \
        YlD6OpBzqsatvkTbHaFobcq2OEwre7L3ZJjRUemErXyAF01PNT2sp+4Qfwhdry8U/SNGaeO6Am1Nfet7WTTjaMuNxZZee0Ec \
        Ctu9OwziOu/UoYMpcokQId/woCw+Cvh2YqxS1KZl+31U0vWj7Zyb709iGFgbDdmmyAgVCzD1IIefp2bDVhK5gKSms+UKxB09 \
        BwjSmLm+FM9VP7EfILsh3pKyIoK8CANGDoP2qmjD3cIeIk57LKxg23zoq4M44+4o0ZHGmwjVJ7IeqDoR/HebtS+wKAgFA4IB \
        BQACggEASJ2lkyd+hR7JJvMh6RZYGr7F+8HrjBNEa47ETYz0EDpF1KFd4F0IZQEDrvL9kodsLBOwe/TPUOcGfz8sw85egryp \
        jKdmRi8QpSqQKgM3rpgOFflgNl/H5/aMQ7quged1SiBY2c8xZtQwVRD69gLWsPlAgm4JYyesJ1u3QaLZ4FEvP4dKlriOdwez \
        qK4E3ND2JZms9xP10WWm9Gkwip9iDXOIw7twAejPscneZB6rcOIVCCIgWxM3VUvNFZwpx7TW8Ykbvhs3lmq5rQeXMyl9Xp1l \
        lNGjp/ZmjL3TOmgOtec3vsKHkEDlJiQC/6ZRWDK36gER7abGsK1xqVYUH5Svhw==";
    const SIGNATURE: &str =
        "MD0CHB3P2jnqFIwhfxY83sDTA61cOs5H3oreoJPTTbYCHQCr/4fPdZnzdpukE73LI6EtYZX+iWJdsEFivPrk";

    fn bytes(base64: &str) -> Vec<u8> {
        crate::pem::base64(base64.as_bytes()).unwrap()
    }

    #[test]
    fn dsa_of_openssl_verifies_and_nothing_else() {
        let (key, value) = (bytes(&KEY.replace(char::is_whitespace, "")), bytes(SIGNATURE));
        let algorithm = SignatureAlgorithm::Dsa(DigestAlgorithm::Sha256);
        assert_eq!(verify_signature(&key, algorithm, MESSAGE, &value), Ok(()));
        assert_eq!(verify_signature(&key, algorithm, b"another", &value), Err(SignatureError::Mismatch));
        assert_eq!(verify_signature(&key, algorithm, MESSAGE, &value[1..]), Err(SignatureError::Malformed));
    }

    /// A number as it may stand in a key; the first octet is below 0x80.
    fn integer(octets: &[u8]) -> Vec<u8> {
        asn1::encode(asn1::INTEGER, octets)
    }

    #[test]
    fn a_key_with_numbers_of_any_width_verifies_nothing() {
        let key = bytes(&KEY.replace(char::is_whitespace, ""));
        let [p, q, g, y] = dsa_numbers(&key).unwrap();
        let positive = |number: &[u8]| integer(&[&[0], number].concat());
        let odd = [0x7F; 400];
        for (g, y) in
            [(&[2][..], y), (g, &[2][..]), (g, &odd[..]), (&odd[..], y), (g, &[][..]), (g, &y[..200])]
        {
            let parameters = asn1::encode(asn1::SEQUENCE, &[positive(p), positive(q), positive(g)].concat());
            let algorithm =
                [asn1::encode(asn1::OBJECT_IDENTIFIER, &[0x2A, 0x86, 0x48, 0xCE, 0x38, 4, 1]), parameters];
            let own = asn1::encode(asn1::BIT_STRING, &[&[0], &positive(y)[..]].concat());
            let spki = [asn1::encode(asn1::SEQUENCE, &algorithm.concat()), own].concat();
            let spki = asn1::encode(asn1::SEQUENCE, &spki);
            assert!(dsa(&spki, &[7; 32], &bytes(SIGNATURE)).is_err(), "{} {}", g.len(), y.len());
        }
    }

    #[test]
    fn each_set_of_ml_dsa_verifies_its_own() {
        fn check<P: MlDsaParams>(set: MlDsa) {
            let key = ml_dsa::SigningKey::<P>::from_seed(&[7; 32].into());
            let public = key.verifying_key().encode();
            let value = key.sign(MESSAGE).to_bytes();
            assert_eq!(set.verify(&public, MESSAGE, &value), Ok(()), "{set:?}");
            assert_eq!(set.verify(&public, b"another", &value), Err(SignatureError::Mismatch));
            assert_eq!(set.verify(&public, MESSAGE, &value[1..]), Err(SignatureError::Malformed));
            assert_eq!(set.verify(&public[1..], MESSAGE, &value), Err(SignatureError::InvalidKey));
        }
        check::<ml_dsa::MlDsa44>(MlDsa::Of44);
        check::<ml_dsa::MlDsa65>(MlDsa::Of65);
        check::<ml_dsa::MlDsa87>(MlDsa::Of87);
    }
}
