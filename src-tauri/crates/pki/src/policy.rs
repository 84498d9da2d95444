//! Which algorithms are still strong enough, and until when.
//!
//! The table follows ETSI TS 119 312 (cryptographic suites); dates are the ones from which a verifier refuses.
//! What it does not name stands as strong: SHA-3, Ed25519, and SM2 with SM3, whose state standards have no end date.
//! It is a value: a verifier is handed one, so that a judgement can be repeated with the table of its day.

use crate::{Certificate, Curve, DigestAlgorithm, KeyKind, PublicKey, SignatureAlgorithm, Time};

/// Why an algorithm or key is too weak at a given time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Weakness {
    /// Collisions of the digest are feasible, or feared.
    Digest {
        /// The digest.
        digest: DigestAlgorithm,
        /// Refused from this moment on.
        since: Time,
    },
    /// The RSA key is too short.
    RsaKey {
        /// Bits of the modulus.
        bits: u32,
        /// Fewest bits accepted at the time of judgement.
        at_least: u32,
        /// Refused from this moment on.
        since: Time,
    },
    /// The curve is too small.
    EcKey {
        /// Bits of the field.
        bits: u32,
        /// Refused from this moment on.
        since: Time,
    },
    /// The padding RSASSA-PKCS1-v1_5 is no longer accepted at any key size.
    Pkcs1Padding {
        /// Refused from this moment on.
        since: Time,
    },
}

impl Weakness {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Digest { .. } => "weak-digest",
            Self::RsaKey { .. } => "weak-rsa-key",
            Self::EcKey { .. } => "weak-ec-key",
            Self::Pkcs1Padding { .. } => "weak-pkcs1-padding",
        }
    }
}

/// A dated table of what is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlgorithmPolicy {
    /// The document that the table was taken from.
    pub source: &'static str,
    /// The day the table was last compared with it.
    pub as_of: Time,
    /// Digests and the moment from which each is refused.
    pub digests: Vec<(DigestAlgorithm, Time)>,
    /// RSA keys with fewer bits than this are refused from the moment beside it.
    pub rsa_keys: Vec<(u32, Time)>,
    /// Curves with fewer bits than this are refused from the moment beside it.
    pub ec_keys: Vec<(u32, Time)>,
    /// RSASSA-PKCS1-v1_5 is refused from this moment, when there is one.
    pub pkcs1_padding: Option<Time>,
}

const fn day(days_since_epoch: i64) -> Time {
    Time::from_unix(days_since_epoch * 86_400)
}

impl AlgorithmPolicy {
    /// The table of ETSI TS 119 312 as verifiers in the European Union apply it.
    ///
    /// RSA below 2048 bits is refused without regard to the date, which is stricter than the table's history:
    /// this program has no proof of time that would let an old short key stand.
    pub fn etsi_ts_119_312() -> Self {
        use DigestAlgorithm as D;
        Self {
            source: "ETSI TS 119 312 V1.5.1 (2024-12)",
            as_of: day(20_777), // 2026-11-20
            digests: vec![
                (D::Md5, day(12_631)),    // 2004-08-01
                (D::Sha1, day(15_553)),   // 2012-08-01
                (D::Sha224, day(21_550)), // 2029-01-01
            ],
            rsa_keys: vec![
                (2048, day(0)),
                (3000, day(21_550)), // 2029-01-01
            ],
            ec_keys: vec![(256, day(15_553))],
            pkcs1_padding: Some(day(21_550)),
        }
    }

    /// Judges a digest at a moment.
    pub fn digest(&self, digest: DigestAlgorithm, at: Time) -> Result<(), Weakness> {
        match self.digests.iter().find(|(refused, since)| *refused == digest && *since <= at) {
            Some((_, since)) => Err(Weakness::Digest { digest, since: *since }),
            None => Ok(()),
        }
    }

    /// Judges a key at a moment; kinds that are not computed with are not judged.
    pub fn key(&self, key: &PublicKey, at: Time) -> Result<(), Weakness> {
        let bits = key.bits();
        let fails = |table: &[(u32, Time)]| {
            table.iter().find(|(at_least, since)| bits < *at_least && *since <= at).copied()
        };
        match key.kind() {
            KeyKind::Rsa | KeyKind::RsaPss => match fails(&self.rsa_keys) {
                Some((at_least, since)) => Err(Weakness::RsaKey { bits, at_least, since }),
                None => Ok(()),
            },
            // Not in the table of ETSI, which names no Chinese algorithm; its field is as large as that of P-256.
            KeyKind::Sm2 | KeyKind::Ec(Curve::P256 | Curve::P384 | Curve::P521) => match fails(&self.ec_keys)
            {
                Some((_, since)) => Err(Weakness::EcKey { bits, since }),
                None => Ok(()),
            },
            // As long as an RSA modulus, and as hard.
            KeyKind::Dsa => match fails(&self.rsa_keys) {
                Some((at_least, since)) => Err(Weakness::RsaKey { bits, at_least, since }),
                None => Ok(()),
            },
            KeyKind::Ed25519 | KeyKind::MlDsa(_) | KeyKind::Unsupported(_) => Ok(()),
        }
    }

    /// Judges everything about a signature at a moment: digest, padding and key; worst first.
    pub fn signature(
        &self,
        algorithm: SignatureAlgorithm,
        key: Option<&PublicKey>,
        at: Time,
    ) -> Vec<Weakness> {
        let mut found = Vec::new();
        found.extend(algorithm.digest().and_then(|digest| self.digest(digest, at).err()));
        found.extend(key.and_then(|key| self.key(key, at).err()));
        if let (SignatureAlgorithm::RsaPkcs1(_), Some(since)) = (algorithm, self.pkcs1_padding)
            && since <= at
        {
            found.push(Weakness::Pkcs1Padding { since });
        }
        found
    }

    /// Judges a certificate: its key, and its issuer's signature unless it is self-issued (nobody relies on that one).
    pub fn certificate(&self, certificate: &Certificate, at: Time) -> Vec<Weakness> {
        let mut found = Vec::new();
        found.extend(certificate.public_key().ok().and_then(|key| self.key(key, at).err()));
        if !certificate.is_self_issued()
            && let Ok(algorithm) = certificate.signature_algorithm()
        {
            found.extend(self.signature(algorithm, None, at));
        }
        found
    }
}

impl Default for AlgorithmPolicy {
    fn default() -> Self {
        Self::etsi_ts_119_312()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_the_dates_it_claims() {
        let policy = AlgorithmPolicy::default();
        let date = |y, m, d| Time::from_civil(y, m, d, 0, 0, 0).unwrap();
        assert_eq!(policy.as_of, date(2026, 11, 20));
        let digests = [
            (DigestAlgorithm::Md5, date(2004, 8, 1)),
            (DigestAlgorithm::Sha1, date(2012, 8, 1)),
            (DigestAlgorithm::Sha224, date(2029, 1, 1)),
        ];
        assert_eq!(policy.digests, digests);
        assert_eq!(policy.pkcs1_padding, Some(date(2029, 1, 1)));
    }

    #[test]
    fn judged_by_the_day() {
        let policy = AlgorithmPolicy::default();
        let now = Time::from_civil(2026, 11, 22, 0, 0, 0).unwrap();
        let later = Time::from_civil(2029, 1, 2, 0, 0, 0).unwrap();
        assert!(policy.digest(DigestAlgorithm::Sha1, now).is_err());
        assert!(policy.digest(DigestAlgorithm::Sha1, Time::from_unix(1_000_000_000)).is_ok());
        let pkcs1 = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
        assert!(policy.signature(pkcs1, None, now).is_empty());
        assert_eq!(policy.signature(pkcs1, None, later).len(), 1);
    }

    #[test]
    fn newer_algorithms_have_no_end_date() {
        let policy = AlgorithmPolicy::default();
        let later = Time::from_civil(2031, 1, 1, 0, 0, 0).unwrap();
        for digest in [DigestAlgorithm::Sha512, DigestAlgorithm::Sha3_512, DigestAlgorithm::Sm3] {
            assert_eq!(policy.digest(digest, later), Ok(()));
        }
        let p521 = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha512);
        for algorithm in [SignatureAlgorithm::Ed25519, SignatureAlgorithm::Sm2, p521] {
            assert_eq!(policy.signature(algorithm, None, later), []);
        }
        let curve = |curve: const_oid::ObjectIdentifier, length: usize| {
            use crate::asn1::{self, encode};
            let oid = |oid: const_oid::ObjectIdentifier| encode(asn1::OBJECT_IDENTIFIER, oid.as_bytes());
            let algorithm = [oid(crate::oid::EC_PUBLIC_KEY), oid(curve)].concat();
            let bits = [vec![0, 4], vec![1; length]].concat();
            let spki = [encode(asn1::SEQUENCE, &algorithm), encode(asn1::BIT_STRING, &bits)].concat();
            PublicKey::from_spki_der(&encode(asn1::SEQUENCE, &spki)).unwrap()
        };
        let (sm2, p521) = (curve(crate::oid::SM2_CURVE, 64), curve(crate::oid::P521, 132));
        assert_eq!((sm2.kind(), sm2.bits(), sm2.name()), (KeyKind::Sm2, 256, "SM2"));
        assert_eq!((policy.key(&sm2, later), policy.key(&p521, later)), (Ok(()), Ok(())));
    }
}
