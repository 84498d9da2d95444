//! Makes a new key and its self-signed certificate.
//!
//! No clock: the first moment of validity is handed in. The key comes from RustCrypto with the system's random numbers;
//! the certificate's signature is made and checked like every other signature.

use p256::elliptic_curve::Generate;
use pkcs8::{EncodePrivateKey, EncodePublicKey};
use pki::asn1::{self, encode};
use pki::issue::{self, NewCertificate, Subject};
use pki::{Certificate, PublicKey, Time, oid};
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use crate::error::{Error, KeyFault, NewIdentityFault};
use crate::private_key::PrivateKey;
use crate::signer::sign_and_check;

/// Sizes of new RSA moduli in bits.
const KEY_BITS: [usize; 3] = [2048, 3072, 4096];
/// Upper bound of RFC 5280 appendix A for names of people, organizations and their parts, in characters.
const NAME_CHARACTERS: usize = 64;
/// Years that a new certificate may be valid.
const YEARS: std::ops::RangeInclusive<u32> = 1..=10;
/// Octets of randomness in a serial number (at least 64 bits are asked for; RFC 5280 §4.1.2.2 allows 20 octets).
const SERIAL_LENGTH: usize = 16;

/// What kind of key to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyType {
    /// RSA with a modulus of this many bits: 2048, 3072 or 4096.
    Rsa(usize),
    /// ECDSA on NIST P-256, with SHA-256.
    P256,
    /// ECDSA on NIST P-384, with SHA-384.
    P384,
    /// ECDSA on NIST P-521, with SHA-512.
    P521,
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// SM2 with SM3 (GB/T 32918), which only software made for the Chinese market verifies.
    Sm2,
}

impl Default for KeyType {
    /// RSA 3072: every program verifies it, and it is strong enough beyond 2029 (ETSI TS 119 312).
    fn default() -> Self {
        Self::Rsa(3072)
    }
}

/// A personal identity to be made here, with a key of its own and a certificate that it signs itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIdentity {
    /// Who signs (CN), in any script.
    pub common_name: String,
    /// For whom (O).
    pub organization: Option<String>,
    /// In which department (OU).
    pub organizational_unit: Option<String>,
    /// Two capital letters of ISO 3166 (C).
    pub country: Option<String>,
    /// The kind of the key.
    pub key: KeyType,
    /// Validity in calendar years, 1 to 10.
    pub years: u32,
    /// First moment of validity, and the date of the entry in the vault.
    pub not_before: Time,
    /// The name in the list of identities; the common name where none is given.
    pub label: Option<String>,
}

impl NewIdentity {
    /// An identity with the usual choices: RSA 3072, three years, no organization.
    pub fn new(common_name: impl Into<String>, not_before: Time) -> Self {
        Self {
            common_name: common_name.into(),
            organization: None,
            organizational_unit: None,
            country: None,
            key: KeyType::default(),
            years: 3,
            not_before,
            label: None,
        }
    }

    fn check(&self) -> Result<(), NewIdentityFault> {
        if self.common_name.trim().is_empty() {
            return Err(NewIdentityFault::NoCommonName);
        }
        let names = [Some(&self.common_name), self.organization.as_ref(), self.organizational_unit.as_ref()];
        let acceptable = |name: &String| {
            name.chars().count() <= NAME_CHARACTERS
                && !name.trim().is_empty()
                && !name.chars().any(char::is_control)
        };
        if !names.into_iter().flatten().all(acceptable) {
            return Err(NewIdentityFault::Name);
        }
        let two_letters = |code: &String| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        if !self.country.as_ref().is_none_or(two_letters) {
            return Err(NewIdentityFault::Country);
        }
        if !YEARS.contains(&self.years) {
            return Err(NewIdentityFault::Validity { years: self.years });
        }
        match self.key {
            KeyType::Rsa(bits) if !KEY_BITS.contains(&bits) => Err(NewIdentityFault::KeyBits { bits }),
            _ => Ok(()),
        }
    }

    /// The last second before the same date `years` later; 29 February becomes 28 February.
    fn not_after(&self) -> Option<Time> {
        let (year, month, day, hour, minute, second) = self.not_before.civil();
        let year = year.checked_add(i64::from(self.years))?;
        Time::from_civil(year, month, day, hour, minute, second)
            .or_else(|| Time::from_civil(year, month, day.checked_sub(1)?, hour, minute, second))
            .map(|end| end.plus_seconds(-1))
    }
}

/// A fresh key (PKCS#8) and its certificate.
pub(crate) struct Generated {
    pub(crate) pkcs8: Zeroizing<Vec<u8>>,
    pub(crate) certificate: Certificate,
}

/// Makes key and certificate.
pub(crate) fn generate(new: &NewIdentity) -> Result<Generated, Error> {
    new.check()?;
    let not_after = new.not_after().ok_or(NewIdentityFault::Dates)?;
    let mut serial = [0_u8; SERIAL_LENGTH];
    // Also the proof that the system's random numbers work, before a source is used that could only panic.
    getrandom::fill(&mut serial).map_err(|_| Error::NoRandomness)?;
    // Never zero, and always of full length.
    serial[0] = (serial[0] & 0x7f) | 0x40;

    let NewKey { pkcs8, spki } = new_key(new.key)?;
    let key = PrivateKey::from_pkcs8(&pkcs8)?;
    let public = PublicKey::from_spki_der(&spki)?;

    let subject = Subject {
        common_name: new.common_name.clone(),
        organization: new.organization.clone(),
        organizational_unit: new.organizational_unit.clone(),
        country: new.country.clone(),
        ..Subject::default()
    };
    let algorithm = key.usual_algorithm();
    let tbs = issue::tbs_certificate(&NewCertificate {
        subject: &subject,
        spki_der: &spki,
        not_before: new.not_before,
        not_after,
        serial: &serial,
        algorithm,
    })?;
    let signature = sign_and_check(&key, &public, algorithm, &tbs).map_err(|_| KeyFault::Generation)?;
    let certificate = Certificate::from_der(&issue::assemble(&tbs, algorithm, &signature)?)?;
    let pkcs8 = key.pkcs8().ok_or(KeyFault::Generation)?;
    Ok(Generated { pkcs8, certificate })
}

/// A key that was just made.
pub(crate) struct NewKey {
    /// The private key (RFC 5958).
    pub(crate) pkcs8: Zeroizing<Vec<u8>>,
    /// Its `SubjectPublicKeyInfo`.
    pub(crate) spki: Vec<u8>,
}

/// Makes a key with the system's random numbers.
pub(crate) fn new_key(kind: KeyType) -> Result<NewKey, KeyFault> {
    fn encoded(private: &impl EncodePrivateKey, public: &impl EncodePublicKey) -> Result<NewKey, KeyFault> {
        let pkcs8 = private.to_pkcs8_der().map_err(|_| KeyFault::Generation)?;
        let spki = public.to_public_key_der().map_err(|_| KeyFault::Generation)?;
        Ok(NewKey { pkcs8: Zeroizing::new(pkcs8.as_bytes().to_vec()), spki: spki.as_bytes().to_vec() })
    }
    macro_rules! on_curve {
        ($curve:ident) => {{
            let key =
                $curve::SecretKey::try_generate_from_rng(&mut SysRng).map_err(|_| KeyFault::Generation)?;
            encoded(&key, &key.public_key())
        }};
    }
    match kind {
        KeyType::Rsa(bits) => {
            let key =
                rsa::RsaPrivateKey::new(&mut UnwrapErr(SysRng), bits).map_err(|_| KeyFault::Generation)?;
            encoded(&key, &key.to_public_key())
        }
        KeyType::P256 => on_curve!(p256),
        KeyType::P384 => on_curve!(p384),
        KeyType::P521 => on_curve!(p521),
        KeyType::Sm2 => on_curve!(sm2),
        KeyType::Ed25519 => new_ed25519(),
    }
}

/// RFC 8410 §4 and §7: the seed in two OCTET STRINGs, the public key as it is.
fn new_ed25519() -> Result<NewKey, KeyFault> {
    let mut seed = Zeroizing::new([0_u8; 32]);
    getrandom::fill(seed.as_mut_slice()).map_err(|_| KeyFault::Generation)?;
    let public = ed25519_dalek::SigningKey::from_bytes(&seed).verifying_key();
    let algorithm = encode(asn1::SEQUENCE, &encode(asn1::OBJECT_IDENTIFIER, oid::ED25519.as_bytes()));
    let inner = Zeroizing::new(encode(asn1::OCTET_STRING, seed.as_slice()));
    let outer = Zeroizing::new(encode(asn1::OCTET_STRING, &inner));
    let version = encode(asn1::INTEGER, &[0]);
    let content = Zeroizing::new([version.as_slice(), &algorithm, &outer].concat());
    let bits = encode(asn1::BIT_STRING, &[&[0], public.as_bytes().as_slice()].concat());
    let spki = encode(asn1::SEQUENCE, &[algorithm, bits].concat());
    Ok(NewKey { pkcs8: Zeroizing::new(encode(asn1::SEQUENCE, &content)), spki })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn new() -> NewIdentity {
        NewIdentity::new("张伟", Time::from_civil(2028, 2, 29, 8, 0, 0).unwrap())
    }

    #[test]
    fn three_years_from_a_leap_day_end_before_the_first_of_march() {
        assert_eq!(new().not_after().unwrap().to_string(), "2031-02-28T07:59:59Z");
    }

    #[test]
    fn fields_that_cannot_make_a_certificate_are_refused() {
        let fault = |change: fn(&mut NewIdentity)| {
            let mut identity = new();
            change(&mut identity);
            identity.check().unwrap_err()
        };
        assert_eq!(fault(|i| i.common_name = "  ".into()), NewIdentityFault::NoCommonName);
        assert_eq!(fault(|i| i.common_name = "名".repeat(65)), NewIdentityFault::Name);
        assert_eq!(fault(|i| i.organization = Some("a\nb".into())), NewIdentityFault::Name);
        assert_eq!(fault(|i| i.organizational_unit = Some(String::new())), NewIdentityFault::Name);
        assert_eq!(fault(|i| i.country = Some("China".into())), NewIdentityFault::Country);
        assert_eq!(fault(|i| i.years = 11), NewIdentityFault::Validity { years: 11 });
        assert_eq!(fault(|i| i.key = KeyType::Rsa(1024)), NewIdentityFault::KeyBits { bits: 1024 });
        assert_eq!(new().check(), Ok(()));
    }
}
