//! From a secret to a key-encryption key: Argon2id (RFC 9106), then HKDF-SHA256 (RFC 5869) with the device's secret.
//!
//! Owns the parameters and their bounds. A header below the floor is an attempt to make guessing cheap and is refused;
//! one above the ceiling is an attempt to exhaust the machine and is refused too.

use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::attempts::Counted;
use crate::device::DeviceSecret;
use crate::error::Error;
use crate::secret::Secret;

/// A 256-bit symmetric key, wiped when dropped.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// Length of a salt in bytes (RFC 9106 §3.1 recommends 16).
pub(crate) const SALT_LENGTH: usize = 16;

/// The cost of one guess, as stored in the header of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KdfParameters {
    /// Memory in KiB (`m`).
    pub memory_kib: u32,
    /// Passes over the memory (`t`).
    pub passes: u32,
    /// Lanes that may run at once (`p`).
    pub lanes: u32,
}

impl KdfParameters {
    /// What new identities get: 256 MiB, 3 passes, 4 lanes. A build for development is content with the least memory that
    /// is accepted: its tests enter thousands of PINs, one after the other.
    pub const DEFAULT: Self = {
        let memory_kib = if cfg!(debug_assertions) { Self::FLOOR.memory_kib } else { 256 * 1024 };
        Self { memory_kib, passes: 3, lanes: 4 }
    };
    /// The least that is accepted, in a header as in a setting: 64 MiB, 3 passes (RFC 9106 §4, second choice).
    pub const FLOOR: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
    /// The most that is accepted: 1 GiB, 16 passes, 16 lanes.
    pub const CEILING: Self = Self { memory_kib: 1024 * 1024, passes: 16, lanes: 16 };

    /// Refuses parameters outside [`Self::FLOOR`] and [`Self::CEILING`].
    pub fn check(self) -> Result<Self, Error> {
        let within = |value: u32, floor: u32, ceiling: u32| (floor..=ceiling).contains(&value);
        let ok = within(self.memory_kib, Self::FLOOR.memory_kib, Self::CEILING.memory_kib)
            && within(self.passes, Self::FLOOR.passes, Self::CEILING.passes)
            && within(self.lanes, Self::FLOOR.lanes, Self::CEILING.lanes);
        if ok { Ok(self) } else { Err(Error::KdfOutOfBounds(self)) }
    }
}

impl Default for KdfParameters {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Derives the key that wraps an identity's data key, for a secret that is being tried.
///
/// The witness makes it impossible to test a secret without having counted the try.
pub(crate) fn key_for_try(
    _witness: &Counted,
    secret: &Secret,
    device: &DeviceSecret,
    parameters: KdfParameters,
    salt: &[u8; SALT_LENGTH],
) -> Result<Key, Error> {
    derive(secret, device, parameters, salt)
}

/// Derives the key that will wrap an identity's data key, for a secret that is being set: nothing can be guessed here.
pub(crate) fn key_for_new_secret(
    secret: &Secret,
    device: &DeviceSecret,
    parameters: KdfParameters,
    salt: &[u8; SALT_LENGTH],
) -> Result<Key, Error> {
    derive(secret, device, parameters, salt)
}

fn derive(
    secret: &Secret,
    device: &DeviceSecret,
    parameters: KdfParameters,
    salt: &[u8; SALT_LENGTH],
) -> Result<Key, Error> {
    // The derived half goes first, the device's half after it, both of fixed length.
    let mut material = Zeroizing::new([0_u8; 64]);
    let (from_secret, from_device) = material.split_at_mut(32);
    stretch(secret, parameters, salt, from_secret)?;
    #[cfg(test)]
    tally::one_more();
    from_device.copy_from_slice(device.wrapping_share());
    let mut key = Key::default();
    Hkdf::<Sha256>::new(Some(salt), material.as_slice())
        .expand(b"vermilion vault 1: key-encryption key", key.as_mut_slice())
        .map_err(|_| Error::KdfFailed)?;
    Ok(key)
}

/// Derives the key of a package that travels between devices: from its secret alone.
pub(crate) fn key_for_package(
    secret: &Secret,
    parameters: KdfParameters,
    salt: &[u8; SALT_LENGTH],
) -> Result<Key, Error> {
    let mut material = Key::default();
    stretch(secret, parameters, salt, material.as_mut_slice())?;
    let mut key = Key::default();
    Hkdf::<Sha256>::new(Some(salt), material.as_slice())
        .expand(b"vermilion package 1", key.as_mut_slice())
        .map_err(|_| Error::KdfFailed)?;
    Ok(key)
}

fn stretch(
    secret: &Secret,
    parameters: KdfParameters,
    salt: &[u8; SALT_LENGTH],
    out: &mut [u8],
) -> Result<(), Error> {
    let KdfParameters { memory_kib, passes, lanes } = parameters.check()?;
    let cost = Params::new(memory_kib, passes, lanes, Some(32)).map_err(|_| Error::KdfFailed)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
        .hash_password_into(secret.normal().as_bytes(), salt, out)
        .map_err(|_| Error::KdfFailed)
}

/// Counts derivations, so that a test can compare the tries counted with the tries made.
#[cfg(test)]
pub(crate) mod tally {
    use std::cell::Cell;

    thread_local!(static DERIVATIONS: Cell<u32> = const { Cell::new(0) });

    pub(crate) fn one_more() {
        DERIVATIONS.with(|count| count.set(count.get() + 1));
    }

    pub(crate) fn derivations() -> u32 {
        DERIVATIONS.with(Cell::get)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_below_the_floor_or_above_the_ceiling_are_refused() {
        assert!(KdfParameters::DEFAULT.check().is_ok());
        assert!(KdfParameters::FLOOR.check().is_ok());
        assert!(KdfParameters::CEILING.check().is_ok());
        for bad in [
            KdfParameters { memory_kib: 64 * 1024 - 1, ..KdfParameters::FLOOR },
            KdfParameters { passes: 2, ..KdfParameters::FLOOR },
            KdfParameters { lanes: 0, ..KdfParameters::FLOOR },
            KdfParameters { memory_kib: 1024 * 1024 + 1, ..KdfParameters::CEILING },
            KdfParameters { passes: 17, ..KdfParameters::FLOOR },
            KdfParameters { lanes: 17, ..KdfParameters::FLOOR },
        ] {
            assert!(matches!(bad.check(), Err(Error::KdfOutOfBounds(p)) if p == bad));
        }
    }
}
