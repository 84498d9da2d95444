//! The secret that binds a vault to the place where it was made: `device.key`, 32 random bytes.
//!
//! What it is good for, plainly: an identity's file on its own — in a mail, on a USB stick, in a backup that leaves
//! `device.key` out — cannot be guessed open, however short the PIN. What it is not: whoever copies the whole profile has
//! it too, and so has every program of the same user. Only a TPM or a token keeps a secret from those; a system key store
//! can take this file's place behind [`DeviceSecret`].

use std::path::Path;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::Error;
use crate::files;
use crate::kdf::Key;

/// Bytes in `device.key`.
const LENGTH: usize = 32;

/// The device's secret, split into independent keys for its three uses.
pub(crate) struct DeviceSecret {
    wrapping_share: Key,
    tag_key: Key,
    id: String,
}

impl std::fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeviceSecret").field("id", &self.id).finish_non_exhaustive()
    }
}

impl DeviceSecret {
    /// Reads the secret; makes a new one only when `may_create`, that is when no identity depends on an old one.
    ///
    /// Call with the vault's lock held, so that two processes do not each make one.
    pub(crate) fn open(path: &Path, may_create: bool) -> Result<Self, Error> {
        if let Some(bytes) = files::read(path)? {
            return Self::from_bytes(&Zeroizing::new(bytes));
        }
        if !may_create {
            return Err(Error::DeviceSecretMissing);
        }
        let mut bytes = Zeroizing::new([0_u8; LENGTH]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|_| Error::NoRandomness)?;
        files::replace(path, bytes.as_slice())?;
        Self::from_bytes(bytes.as_slice())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() != LENGTH {
            return Err(Error::DeviceSecretMalformed);
        }
        let source = Hkdf::<Sha256>::new(None, bytes);
        let expand = |purpose: &[u8], out: &mut [u8]| {
            source.expand(purpose, out).map_err(|_| Error::DeviceSecretMalformed)
        };
        let (mut wrapping_share, mut tag_key, mut id) = (Key::default(), Key::default(), [0_u8; 8]);
        expand(b"vermilion device 1: key-encryption share", wrapping_share.as_mut_slice())?;
        expand(b"vermilion device 1: authentication tags", tag_key.as_mut_slice())?;
        expand(b"vermilion device 1: public id", &mut id)?;
        Ok(Self { wrapping_share, tag_key, id: hex::encode(id) })
    }

    /// The name of this device: 16 hexadecimal digits that give nothing of the secret away.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The device's half of every key-encryption key.
    pub(crate) fn wrapping_share(&self) -> &[u8; 32] {
        &self.wrapping_share
    }

    /// An authentication tag (HMAC-SHA256) over a message, in hexadecimal.
    pub(crate) fn tag(&self, message: &[u8]) -> String {
        hex::encode(self.mac(message).finalize().into_bytes())
    }

    /// Whether `tag` is the one of the message, in constant time.
    pub(crate) fn tag_matches(&self, message: &[u8], tag: &str) -> bool {
        hex::decode(tag).is_ok_and(|tag| self.mac(message).verify_slice(&tag).is_ok())
    }

    fn mac(&self, message: &[u8]) -> Hmac<Sha256> {
        let mut key = hmac::digest::Key::<Hmac<Sha256>>::default();
        key.iter_mut().zip(self.tag_key.iter()).for_each(|(to, from)| *to = *from);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&key);
        zeroize::Zeroize::zeroize(key.as_mut_slice());
        mac.update(message);
        mac
    }
}
