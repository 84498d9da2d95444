//! The login of the program: a name and what a password is recognised by (RS6 6). No key stands behind it.
//!
//! Owns the file `login` of the vault's directory (JSON, format `vermilion.login/1`): name, whether a fingerprint may stand in
//! for the password, and the verifier, which Argon2id and the device's secret make of it. The tries are counted as those of an
//! identity are, before they are made ([`crate::attempts`]); spent ones wait, because nobody else could unlock what guards
//! no key. What it guards is the program on this computer: whoever can change the profile's files can take them elsewhere, or
//! take this one away; the keys are then still under their own PINs.

use std::path::{Path, PathBuf};

use pki::Time;
use serde::{Deserialize, Serialize};

use super::Vault;
use crate::attempts::{self, Counted, CounterPlace, MAXIMUM_TRIES, Spent};
use crate::error::{Error, SecretFault};
use crate::files::{self, Lock};
use crate::kdf::{self, KdfParameters, Key, SALT_LENGTH};
use crate::record::{Canonical, IdentityId};
use crate::secret::Secret;

const FORMAT: &str = "vermilion.login/1";
const FILE: &str = "login";
/// The most characters of a name.
const NAME_CHARACTERS: usize = 64;

/// The login as anybody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Login {
    /// Who logs in.
    pub name: String,
    /// A fingerprint of the system's user may stand in for the password.
    pub fingerprint: bool,
    /// Wrong tries that are left before the next one has to wait; 0 while it waits.
    pub tries_left: u8,
    /// No try before this moment.
    pub waits_until: Option<Time>,
}

/// The login as it lies on disk.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LoginFile {
    format: String,
    id: String,
    epoch: u64,
    name: String,
    fingerprint: bool,
    kdf: KdfParameters,
    salt: String,
    verifier: String,
    tag: String,
}

impl LoginFile {
    /// What the device's tag authenticates: everything but the tag.
    fn message(&self) -> Vec<u8> {
        Canonical::new(FORMAT)
            .text(&self.id)
            .number(self.epoch)
            .text(&self.name)
            .number(u64::from(self.fingerprint))
            .number(u64::from(self.kdf.memory_kib))
            .number(u64::from(self.kdf.passes))
            .number(u64::from(self.kdf.lanes))
            .text(&self.salt)
            .text(&self.verifier)
            .finish()
    }
}

/// What the verifier is the device's tag of.
fn verified(key: &Key) -> Vec<u8> {
    Canonical::new("vermilion.login/1 verifier").bytes(key.as_slice()).finish()
}

impl Vault {
    /// Whether a login is set in a vault's directory: as cheap as a look, and nothing is made by it.
    pub fn has_login(directory: &Path) -> bool {
        // What cannot be looked at counts as set: nobody gets past a login by hiding it.
        directory.join(FILE).try_exists().unwrap_or(true)
    }

    /// The login, where one is set; `now` tells whether it still waits.
    pub fn login(&self, now: Time) -> Result<Option<Login>, Error> {
        let Some((file, id)) = self.read_login()? else { return Ok(None) };
        self.describe_login(&file, &id, now).map(Some)
    }

    /// Sets a login where there is none.
    pub fn set_login(&self, name: &str, secret: &Secret, now: Time) -> Result<Login, Error> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARACTERS || name.chars().any(char::is_control) {
            return Err(Error::LoginName);
        }
        secret.check()?;
        let lock = self.lock_login()?;
        if self.read_login()?.is_some() {
            return Err(Error::LoginExists);
        }
        let id = IdentityId::random()?;
        let file = self.login_under(&id, 1, name, false, secret)?;
        // The counter first: a login never exists without one.
        attempts::start(&lock, self.login_place(&id, 1, now))?;
        self.write_login(file.clone())?;
        self.describe_login(&file, &id, now)
    }

    /// Tries a name and its password. The try is counted before it is made; a wrong name is a wrong try.
    pub fn try_login(&self, name: &str, secret: &Secret, now: Time) -> Result<Login, Error> {
        let (file, id, _lock) = self.opened_login(Some(name), secret, now)?;
        self.describe_login(&file, &id, now)
    }

    /// Tries the old password and sets a new one.
    pub fn change_login(&self, old: &Secret, new: &Secret, now: Time) -> Result<Login, Error> {
        new.check()?;
        if old.normal() == new.normal() {
            return Err(SecretFault::Unchanged.into());
        }
        let (before, id, lock) = self.opened_login(None, old, now)?;
        let epoch = before.epoch.saturating_add(1);
        let file = self.login_under(&id, epoch, &before.name, before.fingerprint, new)?;
        // As with an identity: new counter, new login, and only then away with the old counter.
        attempts::start(&lock, self.login_place(&id, epoch, now))?;
        self.write_login(file.clone())?;
        files::remove(&self.login_place(&id, before.epoch, now).path())?;
        self.describe_login(&file, &id, now)
    }

    /// Tries the password and takes the login away.
    pub fn remove_login(&self, secret: &Secret, now: Time) -> Result<(), Error> {
        let (file, id, _lock) = self.opened_login(None, secret, now)?;
        files::remove(&self.login_path())?;
        files::remove(&self.login_place(&id, file.epoch, now).path())
    }

    /// Lets a fingerprint stand in for the password, or no longer. The caller knows that the password was given.
    pub fn let_fingerprint_in(&self, fingerprint: bool, now: Time) -> Result<Login, Error> {
        let _lock = self.lock_login()?;
        let (mut file, id) = self.read_login()?.ok_or(Error::NoLogin)?;
        file.fingerprint = fingerprint;
        self.write_login(file.clone())?;
        self.describe_login(&file, &id, now)
    }

    /// Takes tries away from the login, so that not more than `left` remain: for a profile out of a backup.
    pub fn spend_login(&self, left: u8, now: Time) -> Result<(), Error> {
        let lock = self.lock_login()?;
        let Some((file, id)) = self.read_login()? else { return Ok(()) };
        let place = self.login_place(&id, file.epoch, now);
        attempts::spend(&lock, place, MAXIMUM_TRIES.saturating_sub(left))
    }

    /// The one way from a password to a yes: lock, read, count, derive, settle.
    fn opened_login(
        &self,
        name: Option<&str>,
        secret: &Secret,
        now: Time,
    ) -> Result<(LoginFile, IdentityId, Lock), Error> {
        let lock = self.lock_login()?;
        let (file, id) = self.read_login()?.ok_or(Error::NoLogin)?;
        self.sweep(&id, file.epoch)?;
        files::sweep(&self.directory, |name| files::is_temporary(name, "login."))?;
        let salt = hex::decode(&file.salt).ok().and_then(|salt| <[u8; SALT_LENGTH]>::try_from(salt).ok());
        let salt = salt.ok_or(Error::LoginDamaged)?;
        let counted = Counted::begin(lock, self.login_place(&id, file.epoch, now))?;
        let key = kdf::key_for_try(&counted, secret, &self.device, file.kdf, &salt)?;
        let named = name.is_none_or(|name| name.trim() == file.name);
        if !self.device.tag_matches(&verified(&key), &file.verifier) || !named {
            return Err(counted.wrong());
        }
        let lock = counted.right()?;
        Ok((file, id, lock))
    }

    fn login_under(
        &self,
        id: &IdentityId,
        epoch: u64,
        name: &str,
        fingerprint: bool,
        secret: &Secret,
    ) -> Result<LoginFile, Error> {
        let mut salt = [0_u8; SALT_LENGTH];
        getrandom::fill(&mut salt).map_err(|_| Error::NoRandomness)?;
        let key = kdf::key_for_new_secret(secret, &self.device, self.kdf, &salt)?;
        Ok(LoginFile {
            format: FORMAT.to_owned(),
            id: id.to_string(),
            epoch,
            name: name.to_owned(),
            fingerprint,
            kdf: self.kdf,
            salt: hex::encode(salt),
            verifier: self.device.tag(&verified(&key)),
            tag: String::new(),
        })
    }

    fn read_login(&self) -> Result<Option<(LoginFile, IdentityId)>, Error> {
        let Some(bytes) = files::read(&self.login_path())? else { return Ok(None) };
        let file: LoginFile = serde_json::from_slice(&bytes).map_err(|_| Error::LoginDamaged)?;
        let id: IdentityId = file.id.parse().map_err(|_| Error::LoginDamaged)?;
        if file.format != FORMAT || !self.device.tag_matches(&file.message(), &file.tag) {
            return Err(Error::LoginDamaged);
        }
        file.kdf.check()?;
        Ok(Some((file, id)))
    }

    fn write_login(&self, mut file: LoginFile) -> Result<(), Error> {
        file.tag = self.device.tag(&file.message());
        files::replace(&self.login_path(), &serde_json::to_vec(&file).map_err(|_| Error::LoginDamaged)?)
    }

    fn describe_login(&self, file: &LoginFile, id: &IdentityId, now: Time) -> Result<Login, Error> {
        let place = self.login_place(id, file.epoch, now);
        let (attempts, waits_until) = (place.attempts()?, place.waits_until()?);
        // After the wait there is one try more, each time.
        let left = MAXIMUM_TRIES.saturating_sub(attempts).max(u8::from(waits_until.is_none()));
        Ok(Login { name: file.name.clone(), fingerprint: file.fingerprint, tries_left: left, waits_until })
    }

    fn login_place<'a>(&'a self, id: &'a IdentityId, epoch: u64, now: Time) -> CounterPlace<'a> {
        CounterPlace { spent: Spent::Waits(now), ..self.place(id, epoch) }
    }

    fn login_path(&self) -> PathBuf {
        self.directory.join(FILE)
    }

    fn lock_login(&self) -> Result<Lock, Error> {
        Lock::take(&self.directory.join("login.lock"))
    }
}

#[cfg(test)]
mod tests;
