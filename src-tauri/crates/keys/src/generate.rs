//! Makes a new RSA key and its self-signed certificate.
//!
//! No clock: the first moment of validity is handed in. The key comes from `rsa` with the system's random numbers; the
//! certificate's signature is made and checked like every other signature.

use pkcs8::{EncodePrivateKey, EncodePublicKey};
use pki::issue::{self, NewCertificate, Subject};
use pki::{Certificate, Time};
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
    /// Length of the RSA modulus: 2048, 3072 or 4096 bits.
    pub key_bits: usize,
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
            key_bits: 3072,
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
        if !KEY_BITS.contains(&self.key_bits) {
            return Err(NewIdentityFault::KeyBits { bits: self.key_bits });
        }
        Ok(())
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

    let fresh =
        rsa::RsaPrivateKey::new(&mut UnwrapErr(SysRng), new.key_bits).map_err(|_| KeyFault::Generation)?;
    let encoded = fresh.to_pkcs8_der().map_err(|_| KeyFault::Generation)?;
    let spki = fresh.to_public_key().to_public_key_der().map_err(|_| KeyFault::Generation)?;
    let key = PrivateKey::from_pkcs8(encoded.as_bytes())?;

    let subject = Subject {
        common_name: new.common_name.clone(),
        organization: new.organization.clone(),
        organizational_unit: new.organizational_unit.clone(),
        country: new.country.clone(),
    };
    let algorithm = key.usual_algorithm();
    let tbs = issue::tbs_certificate(&NewCertificate {
        subject: &subject,
        spki_der: spki.as_bytes(),
        not_before: new.not_before,
        not_after,
        serial: &serial,
        algorithm,
    })?;
    let signature =
        sign_and_check(&key, spki.as_bytes(), algorithm, &tbs).map_err(|_| KeyFault::Generation)?;
    let certificate = Certificate::from_der(&issue::assemble(&tbs, algorithm, &signature)?)?;
    let pkcs8 = key.pkcs8().ok_or(KeyFault::Generation)?;
    Ok(Generated { pkcs8, certificate })
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
        assert_eq!(fault(|i| i.key_bits = 1024), NewIdentityFault::KeyBits { bits: 1024 });
        assert_eq!(new().check(), Ok(()));
    }
}
