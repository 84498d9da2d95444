//! The file of one identity: a header in the clear, the wrapped data key, the encrypted private key, the certificates.
//!
//! Owns the format `vermilion.identity/1` (JSON) and what of it is authenticated. The header — format, id, epoch, label,
//! dates, device, certificates, derivation parameters — is the associated data of the wrapping, so that none of it can
//! be changed without the secret; the device's tag over the whole file finds a change before a try is spent on it.
//! Nothing is decrypted here.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use pki::{Certificate, Time};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::device::DeviceSecret;
use crate::error::{Error, RecordFault};
use crate::files;
use crate::kdf::{KdfParameters, SALT_LENGTH};

const FORMAT: &str = "vermilion.identity/1";
/// What all versions of the format begin with.
const FORMAT_FAMILY: &str = "vermilion.identity/";
const SUFFIX: &str = ".identity";

/// The name of an identity in the vault: 32 lower-case hexadecimal digits, random.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdentityId(String);

impl IdentityId {
    /// A fresh random id.
    pub(crate) fn random() -> Result<Self, Error> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|_| Error::NoRandomness)?;
        Ok(Self(hex::encode(bytes)))
    }

    /// The 32 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for IdentityId {
    type Err = Error;

    /// Takes exactly 32 lower-case hexadecimal digits, so that an id can never name another path.
    fn from_str(text: &str) -> Result<Self, Error> {
        let ok = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if ok { Ok(Self(text.to_owned())) } else { Err(Error::InvalidId) }
    }
}

impl fmt::Display for IdentityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Builds the one byte string of a list of values: each with its length before it, so that no two lists look alike.
pub(crate) struct Canonical(Vec<u8>);

impl Canonical {
    pub(crate) fn new(purpose: &str) -> Self {
        Self(Vec::new()).text(purpose)
    }

    pub(crate) fn bytes(mut self, value: &[u8]) -> Self {
        self.0.extend_from_slice(&(value.len() as u64).to_be_bytes());
        self.0.extend_from_slice(value);
        self
    }

    pub(crate) fn text(self, value: &str) -> Self {
        self.bytes(value.as_bytes())
    }

    pub(crate) fn number(self, value: u64) -> Self {
        self.bytes(&value.to_be_bytes())
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// What is known of an identity without its secret.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) id: IdentityId,
    pub(crate) epoch: u64,
    pub(crate) label: String,
    pub(crate) created: Time,
    pub(crate) self_made: bool,
    pub(crate) device: String,
    pub(crate) certificate: Certificate,
    pub(crate) chain: Vec<Certificate>,
}

/// An authenticated ciphertext (XChaCha20-Poly1305) and its nonce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub(crate) nonce: [u8; 24],
    pub(crate) ciphertext: Vec<u8>,
}

/// The encrypted private key and all that is needed, besides secret and device, to reach it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Material {
    pub(crate) kdf: KdfParameters,
    pub(crate) salt: [u8; SALT_LENGTH],
    pub(crate) wrapped_key: Sealed,
    pub(crate) private_key: Sealed,
}

/// An identity as it lies in the vault; without material once its key was destroyed.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) header: Header,
    pub(crate) material: Option<Material>,
}

impl Header {
    /// Associated data of the wrapped data key: everything in the header, and how the wrapping key is derived.
    pub(crate) fn wrapping_context(&self, kdf: KdfParameters, salt: &[u8]) -> Vec<u8> {
        self.canonical("vermilion.identity/1 wrapped key")
            .text("argon2id")
            .number(u64::from(kdf.memory_kib))
            .number(u64::from(kdf.passes))
            .number(u64::from(kdf.lanes))
            .bytes(salt)
            .finish()
    }

    /// Associated data of the private key: what a change of secret leaves as it is.
    pub(crate) fn private_key_context(&self) -> Vec<u8> {
        Canonical::new("vermilion.identity/1 private key")
            .text(self.id.as_str())
            .bytes(&Sha256::digest(self.certificate.der()))
            .finish()
    }

    fn canonical(&self, purpose: &str) -> Canonical {
        let start = Canonical::new(purpose)
            .text(self.id.as_str())
            .number(self.epoch)
            .text(&self.label)
            .bytes(&self.created.unix().to_be_bytes())
            .number(u64::from(self.self_made))
            .text(&self.device)
            .bytes(&Sha256::digest(self.certificate.der()))
            .number(self.chain.len() as u64);
        self.chain.iter().fold(start, |all, certificate| all.bytes(&Sha256::digest(certificate.der())))
    }
}

impl Record {
    /// What the device's tag covers: all of it.
    fn tagged(&self) -> Vec<u8> {
        let header = self.header.canonical("vermilion.identity/1 file");
        let Some(material) = &self.material else {
            return header.text("destroyed").finish();
        };
        let sealed = |all: Canonical, sealed: &Sealed| all.bytes(&sealed.nonce).bytes(&sealed.ciphertext);
        let all = header.text("active").bytes(&self.header.wrapping_context(material.kdf, &material.salt));
        sealed(sealed(all, &material.wrapped_key), &material.private_key).finish()
    }

    /// The file as bytes, with the device's tag.
    pub(crate) fn to_bytes(&self, device: &DeviceSecret) -> Result<Vec<u8>, Error> {
        let header = &self.header;
        let file = File {
            format: FORMAT.to_owned(),
            id: header.id.to_string(),
            epoch: header.epoch,
            label: header.label.clone(),
            created: header.created.unix(),
            self_made: header.self_made,
            device: header.device.clone(),
            certificate: hex::encode(header.certificate.der()),
            chain: header.chain.iter().map(|certificate| hex::encode(certificate.der())).collect(),
            key: self.material.as_ref().map(KeyPart::from_material),
            tag: device.tag(&self.tagged()),
        };
        serde_json::to_vec_pretty(&file).map_err(|_| self.fault(RecordFault::Malformed))
    }

    fn fault(&self, fault: RecordFault) -> Error {
        Error::Record { id: self.header.id.clone(), fault }
    }

    /// Reads the identity `id` and refuses what is damaged, altered, of another device or cheap to guess.
    pub(crate) fn read(directory: &Path, id: &IdentityId, device: &DeviceSecret) -> Result<Self, Error> {
        let bytes =
            files::read(&path(directory, id))?.ok_or_else(|| Error::UnknownIdentity { id: id.clone() })?;
        let fault = |fault: RecordFault| Error::Record { id: id.clone(), fault };
        let malformed = || fault(RecordFault::Malformed);
        let head: FormatOnly = serde_json::from_slice(&bytes).map_err(|_| malformed())?;
        if head.format != FORMAT {
            let later = head.format.starts_with(FORMAT_FAMILY);
            return Err(fault(if later { RecordFault::UnknownVersion } else { RecordFault::Malformed }));
        }
        let file: File = serde_json::from_slice(&bytes).map_err(|_| malformed())?;
        if file.id != id.as_str() {
            return Err(fault(RecordFault::Foreign));
        }
        if file.device != device.id() {
            return Err(Error::OtherDevice { id: id.clone() });
        }
        let certificate = |text: &String| {
            hex::decode(text).ok().and_then(|der| Certificate::from_der(&der).ok()).ok_or_else(malformed)
        };
        let record = Self {
            header: Header {
                id: id.clone(),
                epoch: file.epoch,
                label: file.label,
                created: Time::from_unix(file.created),
                self_made: file.self_made,
                device: file.device,
                certificate: certificate(&file.certificate)?,
                chain: file.chain.iter().map(certificate).collect::<Result<_, _>>()?,
            },
            material: file.key.map(|key| key.into_material().ok_or_else(malformed)).transpose()?,
        };
        if let Some(material) = &record.material {
            material.kdf.check()?;
        }
        if !device.tag_matches(&record.tagged(), &file.tag) {
            return Err(fault(RecordFault::Altered));
        }
        Ok(record)
    }
}

/// Where the identity's file lies.
pub(crate) fn path(directory: &Path, id: &IdentityId) -> PathBuf {
    directory.join(format!("{id}{SUFFIX}"))
}

/// Where the lock of the identity lies.
pub(crate) fn lock_path(directory: &Path, id: &IdentityId) -> PathBuf {
    directory.join(format!("{id}.lock"))
}

/// The ids of all identities that have a file in the directory.
pub(crate) fn ids(directory: &Path) -> Result<Vec<IdentityId>, Error> {
    let names = files::names(directory)?;
    Ok(names.iter().filter_map(|name| name.strip_suffix(SUFFIX)?.parse().ok()).collect())
}

/// As much of the file as every version of the format has.
#[derive(Deserialize)]
struct FormatOnly {
    format: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    id: String,
    epoch: u64,
    label: String,
    created: i64,
    self_made: bool,
    device: String,
    certificate: String,
    chain: Vec<String>,
    key: Option<KeyPart>,
    tag: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyPart {
    derivation: Derivation,
    argon2: KdfParameters,
    salt: String,
    cipher: Cipher,
    wrapped_key: SealedPart,
    private_key: SealedPart,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Derivation {
    Argon2id,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Cipher {
    Xchacha20Poly1305,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedPart {
    nonce: String,
    ciphertext: String,
}

impl KeyPart {
    fn from_material(material: &Material) -> Self {
        let sealed =
            |s: &Sealed| SealedPart { nonce: hex::encode(s.nonce), ciphertext: hex::encode(&s.ciphertext) };
        Self {
            derivation: Derivation::Argon2id,
            argon2: material.kdf,
            salt: hex::encode(material.salt),
            cipher: Cipher::Xchacha20Poly1305,
            wrapped_key: sealed(&material.wrapped_key),
            private_key: sealed(&material.private_key),
        }
    }

    fn into_material(self) -> Option<Material> {
        let sealed = |part: SealedPart| {
            Some(Sealed {
                nonce: hex::decode(part.nonce).ok()?.try_into().ok()?,
                ciphertext: hex::decode(part.ciphertext).ok()?,
            })
        };
        Some(Material {
            kdf: self.argon2,
            salt: hex::decode(self.salt).ok()?.try_into().ok()?,
            wrapped_key: sealed(self.wrapped_key)?,
            private_key: sealed(self.private_key)?,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn an_id_cannot_name_another_path() {
        assert!("0123456789abcdef0123456789abcdef".parse::<IdentityId>().is_ok());
        for bad in
            ["", "../../../../../../../../etc/passwd", "0123456789ABCDEF0123456789abcdef", "0123456789abcdef"]
        {
            assert!(matches!(bad.parse::<IdentityId>(), Err(Error::InvalidId)));
        }
    }

    #[test]
    fn different_lists_have_different_canonical_bytes() {
        let one = Canonical::new("p").text("ab").text("c").finish();
        let other = Canonical::new("p").text("a").text("bc").finish();
        assert_ne!(one, other);
    }
}
