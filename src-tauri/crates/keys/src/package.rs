//! A package that travels between devices under a secret of its own: Argon2id (RFC 9106), HKDF-SHA256, XChaCha20-Poly1305.
//!
//! Owns the format `vermilion.package/1`: magic, derivation parameters, salt, nonce, ciphertext. Kind and parameters are
//! authenticated with the content. There is no counter here: whoever has the file can try for ever, so a short secret
//! protects a package only as long as it travels beside it by another way (the manual says so).

use zeroize::Zeroizing;

use crate::envelope;
use crate::error::{Error, PackageFault};
use crate::kdf::{self, KdfParameters, SALT_LENGTH};
use crate::record::{Canonical, Sealed};
use crate::secret::Secret;

const MAGIC: &[u8; 8] = b"VERMPKG1";
/// Octets before the ciphertext: magic, three parameters, salt, nonce.
const HEAD: usize = 8 + 12 + SALT_LENGTH + 24;

/// Encrypts a package of a kind under a new secret.
pub fn seal(kind: &str, content: &[u8], secret: &Secret, kdf: KdfParameters) -> Result<Vec<u8>, Error> {
    secret.check()?;
    let mut salt = [0_u8; SALT_LENGTH];
    getrandom::fill(&mut salt).map_err(|_| Error::NoRandomness)?;
    let key = kdf::key_for_package(secret, kdf, &salt)?;
    let Sealed { nonce, ciphertext } = envelope::encrypt(&key, content, &context(kind, kdf, &salt))?;
    let mut package = MAGIC.to_vec();
    for number in [kdf.memory_kib, kdf.passes, kdf.lanes] {
        package.extend(number.to_be_bytes());
    }
    package.extend(salt);
    package.extend(nonce);
    package.extend(ciphertext);
    Ok(package)
}

/// Opens a package of a kind; a wrong secret, another kind and altered bytes look alike.
pub fn open(kind: &str, package: &[u8], secret: &Secret) -> Result<Zeroizing<Vec<u8>>, Error> {
    let (head, ciphertext) = package.split_at_checked(HEAD).ok_or(PackageFault::Malformed)?;
    let mut rest = head.strip_prefix(MAGIC).ok_or(PackageFault::Malformed)?;
    let mut number = || -> Result<u32, Error> {
        let (first, after) = rest.split_first_chunk::<4>().ok_or(PackageFault::Malformed)?;
        rest = after;
        Ok(u32::from_be_bytes(*first))
    };
    let kdf = KdfParameters { memory_kib: number()?, passes: number()?, lanes: number()? };
    let (salt, nonce) = rest.split_first_chunk::<SALT_LENGTH>().ok_or(PackageFault::Malformed)?;
    let nonce = nonce.try_into().map_err(|_| PackageFault::Malformed)?;
    let key = kdf::key_for_package(secret, kdf, salt)?;
    let sealed = Sealed { nonce, ciphertext: ciphertext.to_vec() };
    envelope::decrypt(&key, &sealed, &context(kind, kdf, salt))
        .ok_or_else(|| PackageFault::WrongSecret.into())
}

/// Whether the bytes begin as a package does.
pub fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

fn context(kind: &str, kdf: KdfParameters, salt: &[u8]) -> Vec<u8> {
    Canonical::new("vermilion.package/1")
        .text(kind)
        .number(u64::from(kdf.memory_kib))
        .number(u64::from(kdf.passes))
        .number(u64::from(kdf.lanes))
        .bytes(salt)
        .finish()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_package_opens_with_its_secret_and_as_its_kind_alone() {
        let secret = Secret::from("initial 47");
        let sealed = seal("issue", "印".as_bytes(), &secret, KdfParameters::FLOOR).unwrap();
        assert_eq!(open("issue", &sealed, &secret).unwrap().as_slice(), "印".as_bytes());
        let wrong = |kind: &str, bytes: &[u8], secret: &str| open(kind, bytes, &secret.into()).is_err();
        assert!(wrong("issue", &sealed, "initial 48") && wrong("backup", &sealed, "initial 47"));
        for at in [0, 9, 21, 40, sealed.len() - 1] {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert!(wrong("issue", &bent, "initial 47"), "octet {at}");
        }
        assert!(wrong("issue", &sealed[..HEAD - 1], "initial 47"));
    }
}
