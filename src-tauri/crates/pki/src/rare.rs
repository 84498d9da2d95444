//! Signatures that are read and never made: DSA of old files (FIPS 186-4), ML-DSA of new ones (FIPS 204, RFC 9881).

use dsa::pkcs8::DecodePublicKey as _;
use ml_dsa::{MlDsaParams, VerifyingKey};
use signature::Verifier as _;
use signature::hazmat::PrehashVerifier as _;

use crate::error::SignatureError;

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
    let key = ::dsa::VerifyingKey::from_public_key_der(spki).map_err(|_| SignatureError::InvalidKey)?;
    let signature = ::dsa::Signature::try_from(signature).map_err(|_| SignatureError::Malformed)?;
    key.verify_prehash(digest, &signature).map_err(|_| SignatureError::Mismatch)
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
