//! Digest algorithms and their hashers (FIPS 180-4, FIPS 202, GB/T 32905, RFC 1321).

use const_oid::ObjectIdentifier;
use sha2::Digest;

use crate::error::Unsupported;
use crate::oid;

/// A digest algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DigestAlgorithm {
    /// MD5 (RFC 1321): read in old files only.
    Md5,
    /// SHA-1 (FIPS 180-4): read in old files only.
    Sha1,
    /// SHA-224 (FIPS 180-4).
    Sha224,
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-384 (FIPS 180-4).
    Sha384,
    /// SHA-512 (FIPS 180-4).
    Sha512,
    /// SHA3-224 (FIPS 202; in PDF by ISO/TS 32001).
    Sha3_224,
    /// SHA3-256 (FIPS 202; in PDF by ISO/TS 32001).
    Sha3_256,
    /// SHA3-384 (FIPS 202; in PDF by ISO/TS 32001).
    Sha3_384,
    /// SHA3-512 (FIPS 202; in PDF by ISO/TS 32001).
    Sha3_512,
    /// SM3 (GB/T 32905), the digest of SM2.
    Sm3,
}

impl DigestAlgorithm {
    /// All algorithms.
    pub const ALL: [Self; 11] = [
        Self::Md5,
        Self::Sha1,
        Self::Sha224,
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
        Self::Sha3_224,
        Self::Sha3_256,
        Self::Sha3_384,
        Self::Sha3_512,
        Self::Sm3,
    ];

    /// The algorithm of an object identifier.
    ///
    /// Some producers write a signature algorithm where a digest belongs; its digest is meant and returned by
    /// [`DigestAlgorithm::from_oid_leniently`] only.
    pub fn from_oid(oid: ObjectIdentifier) -> Result<Self, Unsupported> {
        Ok(match oid {
            oid::MD5 => Self::Md5,
            oid::SHA1 => Self::Sha1,
            oid::SHA224 => Self::Sha224,
            oid::SHA256 => Self::Sha256,
            oid::SHA384 => Self::Sha384,
            oid::SHA512 => Self::Sha512,
            oid::SHA3_224 => Self::Sha3_224,
            oid::SHA3_256 => Self::Sha3_256,
            oid::SHA3_384 => Self::Sha3_384,
            oid::SHA3_512 => Self::Sha3_512,
            oid::SM3 => Self::Sm3,
            _ if oid::on_arc(&oid, &oid::GM_ARC) => return Err(Unsupported::Sm2),
            _ => return Err(Unsupported::Digest(oid)),
        })
    }

    /// As [`DigestAlgorithm::from_oid`], and the digest inside a signature algorithm is accepted too.
    pub fn from_oid_leniently(oid: ObjectIdentifier) -> Result<Self, Unsupported> {
        Self::from_oid(oid).or_else(|unsupported| digest_inside(oid).ok_or(unsupported))
    }

    /// The object identifier of the algorithm.
    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Md5 => oid::MD5,
            Self::Sha1 => oid::SHA1,
            Self::Sha224 => oid::SHA224,
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
            Self::Sha3_224 => oid::SHA3_224,
            Self::Sha3_256 => oid::SHA3_256,
            Self::Sha3_384 => oid::SHA3_384,
            Self::Sha3_512 => oid::SHA3_512,
            Self::Sm3 => oid::SM3,
        }
    }

    /// Octets of a digest.
    pub fn output_len(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha224 | Self::Sha3_224 => 28,
            Self::Sha256 | Self::Sha3_256 | Self::Sm3 => 32,
            Self::Sha384 | Self::Sha3_384 => 48,
            Self::Sha512 | Self::Sha3_512 => 64,
        }
    }

    /// The name in the standards: `SHA-256`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Sha3_224 => "SHA3-224",
            Self::Sha3_256 => "SHA3-256",
            Self::Sha3_384 => "SHA3-384",
            Self::Sha3_512 => "SHA3-512",
            Self::Sm3 => "SM3",
        }
    }

    /// A hasher to feed in pieces.
    pub fn hasher(self) -> Hasher {
        match self {
            Self::Md5 => Hasher::Md5(md5::Md5::new()),
            Self::Sha1 => Hasher::Sha1(sha1::Sha1::new()),
            Self::Sha224 => Hasher::Sha224(sha2::Sha224::new()),
            Self::Sha256 => Hasher::Sha256(sha2::Sha256::new()),
            Self::Sha384 => Hasher::Sha384(sha2::Sha384::new()),
            Self::Sha512 => Hasher::Sha512(sha2::Sha512::new()),
            Self::Sha3_224 => Hasher::Sha3_224(sha3::Sha3_224::new()),
            Self::Sha3_256 => Hasher::Sha3_256(sha3::Sha3_256::new()),
            Self::Sha3_384 => Hasher::Sha3_384(sha3::Sha3_384::new()),
            Self::Sha3_512 => Hasher::Sha3_512(sha3::Sha3_512::new()),
            Self::Sm3 => Hasher::Sm3(sm3::Sm3::new()),
        }
    }

    /// The digest of one message.
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        let mut hasher = self.hasher();
        hasher.update(message);
        hasher.finish()
    }
}

/// A digest being computed; a clone forks the state, so that several prefixes cost one pass.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Hasher {
    /// State of MD5.
    Md5(md5::Md5),
    /// State of SHA-1.
    Sha1(sha1::Sha1),
    /// State of SHA-224.
    Sha224(sha2::Sha224),
    /// State of SHA-256.
    Sha256(sha2::Sha256),
    /// State of SHA-384.
    Sha384(sha2::Sha384),
    /// State of SHA-512.
    Sha512(sha2::Sha512),
    /// State of SHA3-224.
    Sha3_224(sha3::Sha3_224),
    /// State of SHA3-256.
    Sha3_256(sha3::Sha3_256),
    /// State of SHA3-384.
    Sha3_384(sha3::Sha3_384),
    /// State of SHA3-512.
    Sha3_512(sha3::Sha3_512),
    /// State of SM3.
    Sm3(sm3::Sm3),
}

impl Hasher {
    /// Takes in the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Md5(state) => state.update(bytes),
            Self::Sha1(state) => state.update(bytes),
            Self::Sha224(state) => state.update(bytes),
            Self::Sha256(state) => state.update(bytes),
            Self::Sha384(state) => state.update(bytes),
            Self::Sha512(state) => state.update(bytes),
            Self::Sha3_224(state) => state.update(bytes),
            Self::Sha3_256(state) => state.update(bytes),
            Self::Sha3_384(state) => state.update(bytes),
            Self::Sha3_512(state) => state.update(bytes),
            Self::Sm3(state) => state.update(bytes),
        }
    }

    /// The digest of all bytes taken in.
    pub fn finish(self) -> Vec<u8> {
        match self {
            Self::Md5(state) => state.finalize().to_vec(),
            Self::Sha1(state) => state.finalize().to_vec(),
            Self::Sha224(state) => state.finalize().to_vec(),
            Self::Sha256(state) => state.finalize().to_vec(),
            Self::Sha384(state) => state.finalize().to_vec(),
            Self::Sha512(state) => state.finalize().to_vec(),
            Self::Sha3_224(state) => state.finalize().to_vec(),
            Self::Sha3_256(state) => state.finalize().to_vec(),
            Self::Sha3_384(state) => state.finalize().to_vec(),
            Self::Sha3_512(state) => state.finalize().to_vec(),
            Self::Sm3(state) => state.finalize().to_vec(),
        }
    }
}

/// The digest that a signature algorithm names.
pub(crate) fn digest_inside(oid: ObjectIdentifier) -> Option<DigestAlgorithm> {
    Some(match oid {
        oid::RSA_MD5 => DigestAlgorithm::Md5,
        oid::RSA_SHA1 | oid::RSA_SHA1_OIW | oid::ECDSA_SHA1 => DigestAlgorithm::Sha1,
        oid::RSA_SHA224 | oid::ECDSA_SHA224 => DigestAlgorithm::Sha224,
        oid::RSA_SHA256 | oid::ECDSA_SHA256 => DigestAlgorithm::Sha256,
        oid::RSA_SHA384 | oid::ECDSA_SHA384 => DigestAlgorithm::Sha384,
        oid::RSA_SHA512 | oid::ECDSA_SHA512 => DigestAlgorithm::Sha512,
        oid::RSA_SHA3_224 | oid::ECDSA_SHA3_224 => DigestAlgorithm::Sha3_224,
        oid::RSA_SHA3_256 | oid::ECDSA_SHA3_256 => DigestAlgorithm::Sha3_256,
        oid::RSA_SHA3_384 | oid::ECDSA_SHA3_384 => DigestAlgorithm::Sha3_384,
        oid::RSA_SHA3_512 | oid::ECDSA_SHA3_512 => DigestAlgorithm::Sha3_512,
        oid::RSA_SM3 | oid::SM2_SM3 => DigestAlgorithm::Sm3,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sm3_is_the_one_of_gb_t_32905() {
        // Appendix A.1 of the standard.
        let expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(hex::encode(DigestAlgorithm::Sm3.digest(b"abc")), expected);
    }
}
