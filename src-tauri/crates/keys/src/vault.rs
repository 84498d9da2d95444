//! The vault: a private directory with the identities of this computer, their keys encrypted under a secret each.
//!
//! | file | content |
//! |---|---|
//! | `device.key` | the device's secret ([`crate::device`] says what it is good for) |
//! | `<id>.identity` | one identity ([`crate::record`]) |
//! | `<id>.<epoch>.tries` | its counter of wrong tries ([`crate::attempts`]) |
//! | `login` | the login of the program, where one is set ([`login`]); its counter is named like an identity's |
//! | `<id>.lock`, `vault.lock`, `login.lock` | keep other processes out; no content |
//!
//! What it cannot do, plainly: a six-digit PIN does not protect a vault that was copied together with `device.key` — all
//! of them are tried in days; only a long passphrase, a TPM or a token does. A program of the same user can sign while an
//! identity is unlocked. An older copy of the directory brings an older counter with it.
//!
//! No clock, no roles, no log: times are parameters, who may do what is decided above, and every `Ok` and `Err` here is
//! for the caller to record.

mod login;

use std::path::{Path, PathBuf};

use cades::Signer;
use pki::{Certificate, Time};
use zeroize::Zeroizing;

use crate::attempts::{self, Counted, CounterPlace, MAXIMUM_TRIES, Spent};
use crate::device::DeviceSecret;
use crate::envelope;
use crate::error::{Error, RecordFault, SecretFault};
use crate::files::{self, Lock};
use crate::generate::{self, NewIdentity};
use crate::kdf::{KdfParameters, Key};
use crate::p12;
use crate::private_key::PrivateKey;
use crate::record::{self, Header, IdentityId, Material, Record};
use crate::secret::Secret;
use crate::signer::UnlockedKey;

pub use login::Login;

/// Characters of a label that are kept.
const LABEL_CHARACTERS: usize = 128;

/// Settings of a vault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VaultOptions {
    /// The cost of one guess for secrets set from now on; never below [`KdfParameters::FLOOR`].
    pub kdf: KdfParameters,
    /// Where the device's secret lies, when not in the vault's own directory. Outside the part of the profile that is
    /// backed up or copied is best.
    pub device_key: Option<PathBuf>,
}

/// The identities of this computer.
#[derive(Debug)]
pub struct Vault {
    directory: PathBuf,
    kdf: KdfParameters,
    device: DeviceSecret,
}

/// An identity as anybody may see it: no secret is needed for this.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Identity {
    /// Its name in the vault.
    pub id: IdentityId,
    /// Its name for people.
    pub label: String,
    /// The certificate of its key.
    pub certificate: Certificate,
    /// The certificates above, each the issuer of the one before.
    pub chain: Vec<Certificate>,
    /// When it came into the vault.
    pub created: Time,
    /// Whether key and certificate were made here, the certificate signed by itself.
    pub self_made: bool,
    /// How often its secret was set: 1 at first; goes up with each change.
    pub epoch: u64,
    /// Wrong tries left before it locks; 0 when locked, destroyed or not countable.
    pub tries_left: u8,
    /// Whether no secret will be tried, because of five wrong ones or an unusable counter.
    pub locked: bool,
    /// Whether the private key is gone for good and only the certificate is left.
    pub destroyed: bool,
}

impl Vault {
    /// Opens the vault in a directory, making both where they are not there yet.
    pub fn open(directory: impl Into<PathBuf>) -> Result<Self, Error> {
        Self::open_with(directory, VaultOptions::default())
    }

    /// Opens the vault with settings.
    pub fn open_with(directory: impl Into<PathBuf>, options: VaultOptions) -> Result<Self, Error> {
        let directory = directory.into();
        let kdf = options.kdf.check()?;
        files::private_directory(&directory)?;
        let device_key = options.device_key.unwrap_or_else(|| directory.join("device.key"));
        if let Some(parent) = device_key.parent().filter(|parent| *parent != directory) {
            files::private_directory(parent)?;
        }
        let _lock = Lock::take(&directory.join("vault.lock"))?;
        let is_new = record::ids(&directory)?.is_empty();
        let device = DeviceSecret::open(&device_key, is_new)?;
        Ok(Self { directory, kdf, device })
    }

    /// The public name of this device: 16 hexadecimal digits, for the log and for lists of allowed devices (RS10 6.2).
    pub fn device_id(&self) -> &str {
        self.device.id()
    }

    /// All identities that can be read, destroyed ones included, oldest first; see [`Self::damaged`] for the others.
    pub fn list(&self) -> Result<Vec<Identity>, Error> {
        let mut identities = Vec::new();
        for id in record::ids(&self.directory)? {
            if let Ok(record) = Record::read(&self.directory, &id, &self.device) {
                identities.push(self.describe(record));
            }
        }
        identities.sort_by(|a, b| (a.created, &a.label, &a.id).cmp(&(b.created, &b.label, &b.id)));
        Ok(identities)
    }

    /// The identities whose file cannot be used, each with the reason.
    pub fn damaged(&self) -> Result<Vec<(IdentityId, Error)>, Error> {
        let ids = record::ids(&self.directory)?;
        Ok(ids
            .into_iter()
            .filter_map(|id| Record::read(&self.directory, &id, &self.device).err().map(|error| (id, error)))
            .collect())
    }

    /// One identity.
    pub fn identity(&self, id: &IdentityId) -> Result<Identity, Error> {
        Record::read(&self.directory, id, &self.device).map(|record| self.describe(record))
    }

    fn describe(&self, record: Record) -> Identity {
        let Record { header, material } = record;
        let destroyed = material.is_none();
        let left = match self.place(&header.id, header.epoch).attempts() {
            Ok(attempts) if !destroyed => MAXIMUM_TRIES.saturating_sub(attempts),
            _ => 0,
        };
        Identity {
            id: header.id,
            label: header.label,
            certificate: header.certificate,
            chain: header.chain,
            created: header.created,
            self_made: header.self_made,
            epoch: header.epoch,
            tries_left: left,
            locked: left == 0 && !destroyed,
            destroyed,
        }
    }

    /// Makes a new key with a self-signed certificate and keeps it under `secret`.
    pub fn create(&self, new: &NewIdentity, secret: &Secret) -> Result<Identity, Error> {
        secret.check()?;
        let made = generate::generate(new)?;
        let label = new.label.as_deref().unwrap_or(&new.common_name);
        let arrival = Arrival { label, created: new.not_before, self_made: true };
        self.keep(&made.pkcs8, made.certificate, Vec::new(), arrival, secret)
    }

    /// Takes the key of a PKCS#12 file into the vault, under a new secret of its own.
    ///
    /// Without a label it is called by the file's own name for it, or by its subject. `now` becomes its date.
    pub fn import(
        &self,
        file: &[u8],
        password: &Secret,
        secret: &Secret,
        label: Option<&str>,
        now: Time,
    ) -> Result<Identity, Error> {
        secret.check()?;
        let opened = p12::open(file, password)?;
        let certificate = opened.certificate().clone();
        let subject = certificate.display();
        let label = label.or(opened.friendly_name()).unwrap_or(&subject);
        let arrival = Arrival { label, created: now, self_made: false };
        self.keep(opened.pkcs8(), certificate, opened.chain().to_vec(), arrival, secret)
    }

    fn keep(
        &self,
        pkcs8: &[u8],
        certificate: Certificate,
        chain: Vec<Certificate>,
        arrival: Arrival<'_>,
        secret: &Secret,
    ) -> Result<Identity, Error> {
        let header = Header {
            id: IdentityId::random()?,
            epoch: 1,
            label: tidy_label(arrival.label),
            created: arrival.created,
            self_made: arrival.self_made,
            device: self.device.id().to_owned(),
            certificate,
            chain,
        };
        let material = envelope::seal(&header, pkcs8, secret, &self.device, self.kdf)?;
        let record = Record { header, material: Some(material) };
        let id = record.header.id.clone();
        let lock = self.lock(&id)?;
        // The counter first: an identity never exists without one.
        attempts::start(&lock, self.place(&id, record.header.epoch))?;
        self.write(&record)?;
        Ok(self.describe(record))
    }

    /// Tries a secret and hands out the key, ready to sign with SHA-256 (or the digest of its curve).
    ///
    /// The try is counted before it is made; five wrong ones in a row lock the identity.
    pub fn unlock(&self, id: &IdentityId, secret: &Secret) -> Result<Box<dyn Signer>, Error> {
        Ok(Box::new(self.unlock_key(id, secret)?))
    }

    /// As [`Self::unlock`], giving the key as its own type, to choose another signature algorithm.
    pub fn unlock_key(&self, id: &IdentityId, secret: &Secret) -> Result<UnlockedKey, Error> {
        let opened = self.try_secret(id, secret)?;
        let Header { certificate, chain, .. } = opened.header;
        let inconsistent = |_| Error::Record { id: id.clone(), fault: RecordFault::Inconsistent };
        let key = PrivateKey::from_pkcs8(&opened.pkcs8).map_err(inconsistent)?;
        UnlockedKey::new(key, certificate, chain).map_err(inconsistent)
    }

    /// Tries a secret and writes the identity into a PKCS#12 file under a password that meets the rules of a secret.
    pub fn export(&self, id: &IdentityId, secret: &Secret, password: &Secret) -> Result<Vec<u8>, Error> {
        password.check()?;
        let Opened { header, pkcs8, .. } = self.try_secret(id, secret)?;
        p12::seal(&pkcs8, &header.certificate, &header.chain, &header.label, password)
    }

    /// Tries the old secret and sets a new one; the encrypted private key stays as it is, its data key is wrapped anew.
    pub fn change_secret(&self, id: &IdentityId, old: &Secret, new: &Secret) -> Result<(), Error> {
        new.check()?;
        if old.normal() == new.normal() {
            return Err(SecretFault::Unchanged.into());
        }
        let Opened { mut header, material, data_key, lock, .. } = self.try_secret(id, old)?;
        let old_counter = self.place(id, header.epoch).path();
        header.epoch = header.epoch.saturating_add(1);
        let material = envelope::wrap(&header, &data_key, material.private_key, new, &self.device, self.kdf)?;
        // New counter, new identity, and only then away with the old counter: after a kill in between, either the old
        // identity or the new one stands complete with its own counter.
        attempts::start(&lock, self.place(id, header.epoch))?;
        self.write(&Record { header, material: Some(material) })?;
        files::remove(&old_counter)
    }

    /// Takes the certificate that an authority issued for an identity's key in place of the one it had, and sets a new
    /// secret (RS8 1.1: the initial one, which is to be changed before the first use). Tries the old secret.
    pub fn adopt(
        &self,
        id: &IdentityId,
        old: &Secret,
        new: &Secret,
        certificate: Certificate,
        chain: Vec<Certificate>,
    ) -> Result<Identity, Error> {
        new.check()?;
        let Opened { mut header, pkcs8, lock, .. } = self.try_secret(id, old)?;
        let key = PrivateKey::from_pkcs8(&pkcs8)
            .map_err(|_| Error::Record { id: id.clone(), fault: RecordFault::Inconsistent })?;
        if !key.is_of(&certificate) {
            return Err(Error::Key(crate::error::KeyFault::NotOfCertificate));
        }
        let old_counter = self.place(id, header.epoch).path();
        header.epoch = header.epoch.saturating_add(1);
        header.certificate = certificate;
        header.chain = chain;
        header.self_made = false;
        let material = envelope::seal(&header, &pkcs8, new, &self.device, self.kdf)?;
        let record = Record { header, material: Some(material) };
        attempts::start(&lock, self.place(id, record.header.epoch))?;
        self.write(&record)?;
        files::remove(&old_counter)?;
        Ok(self.describe(record))
    }

    /// Tries a secret and derives another one from the identity's private key, for what only its holder may open. The
    /// same purpose gives the same secret, whatever the identity's own secret is by then.
    pub fn derive(&self, id: &IdentityId, secret: &Secret, purpose: &str) -> Result<Secret, Error> {
        let Opened { pkcs8, .. } = self.try_secret(id, secret)?;
        let mut derived = Zeroizing::new([0_u8; 32]);
        hkdf::Hkdf::<sha2::Sha256>::new(Some(b"vermilion vault 1: derived secret"), &pkcs8)
            .expand(purpose.as_bytes(), derived.as_mut_slice())
            .map_err(|_| Error::KdfFailed)?;
        Ok(Secret::new(hex::encode(derived.as_slice())))
    }

    /// Gives a locked identity its tries back. The caller has checked an administrator's signed leave for it (RS8 3.2), and
    /// has written that into the log.
    pub fn release(&self, id: &IdentityId) -> Result<Identity, Error> {
        let lock = self.lock_existing(id)?;
        let record = Record::read(&self.directory, id, &self.device)?;
        if record.material.is_none() {
            return Err(Error::Destroyed { id: id.clone() });
        }
        attempts::start(&lock, self.place(id, record.header.epoch))?;
        Ok(self.describe(record))
    }

    /// Takes tries away from an identity, so that not more than `left` remain: for a vault that came out of a backup,
    /// whose counter may be older than the tries that were made. Never gives one back.
    pub fn spend(&self, id: &IdentityId, left: u8) -> Result<(), Error> {
        let lock = self.lock_existing(id)?;
        let Record { header, material } = Record::read(&self.directory, id, &self.device)?;
        if material.is_none() {
            return Ok(());
        }
        attempts::spend(&lock, self.place(id, header.epoch), MAXIMUM_TRIES.saturating_sub(left))
    }

    /// The device's mark on something kept beside the vault, in hexadecimal.
    pub fn mark(&self, bytes: &[u8]) -> String {
        self.device.tag(&record::Canonical::new("vermilion.mark/1").bytes(bytes).finish())
    }

    /// Whether `mark` is the device's on these bytes.
    pub fn is_marked(&self, bytes: &[u8], mark: &str) -> bool {
        self.device.tag_matches(&record::Canonical::new("vermilion.mark/1").bytes(bytes).finish(), mark)
    }

    /// Destroys the private key for good; the certificate stays, marked (RS7, RS8 1.5). Needs no secret: one may be lost.
    pub fn remove(&self, id: &IdentityId) -> Result<Identity, Error> {
        let _lock = self.lock_existing(id)?;
        let Record { header, .. } = Record::read(&self.directory, id, &self.device)?;
        let counter = self.place(id, header.epoch).path();
        let record = Record { header, material: None };
        files::replace_and_scrub(&record::path(&self.directory, id), &record.to_bytes(&self.device)?)?;
        files::remove(&counter)?;
        Ok(self.describe(record))
    }

    /// The one way from a secret to a private key: lock, read, count, derive, settle.
    fn try_secret(&self, id: &IdentityId, secret: &Secret) -> Result<Opened, Error> {
        let lock = self.lock_existing(id)?;
        let Record { header, material } = Record::read(&self.directory, id, &self.device)?;
        self.sweep(id, header.epoch)?;
        let material = material.ok_or_else(|| Error::Destroyed { id: id.clone() })?;
        let counted = Counted::begin(lock, self.place(id, header.epoch))?;
        let Some(data_key) = envelope::unwrap_data_key(&counted, &header, &material, secret, &self.device)?
        else {
            return Err(counted.wrong());
        };
        let lock = counted.right()?;
        let pkcs8 = envelope::open_private_key(&header, &material, &data_key)
            .ok_or_else(|| Error::Record { id: id.clone(), fault: RecordFault::Inconsistent })?;
        Ok(Opened { header, material, data_key, pkcs8, lock })
    }

    /// Removes what killed processes left of this identity: temporary files, counters of other epochs.
    fn sweep(&self, id: &IdentityId, epoch: u64) -> Result<(), Error> {
        let current = format!("{id}.{epoch}.tries");
        files::sweep(&self.directory, |name| {
            let old_counter = name.starts_with(id.as_str()) && name.ends_with(".tries") && name != current;
            old_counter || files::is_temporary(name, id.as_str())
        })
    }

    fn place<'a>(&'a self, id: &'a IdentityId, epoch: u64) -> CounterPlace<'a> {
        CounterPlace { directory: &self.directory, id, epoch, device: &self.device, spent: Spent::Locks }
    }

    fn lock(&self, id: &IdentityId) -> Result<Lock, Error> {
        Lock::take(&record::lock_path(&self.directory, id))
    }

    /// The lock of an identity that has a file; asking for one that has none leaves nothing behind.
    fn lock_existing(&self, id: &IdentityId) -> Result<Lock, Error> {
        if !record::path(&self.directory, id).exists() {
            return Err(Error::UnknownIdentity { id: id.clone() });
        }
        self.lock(id)
    }

    fn write(&self, record: &Record) -> Result<(), Error> {
        files::replace(&record::path(&self.directory, &record.header.id), &record.to_bytes(&self.device)?)
    }

    /// The directory that the vault lies in.
    pub fn directory(&self) -> &Path {
        &self.directory
    }
}

/// How an identity comes into the vault.
struct Arrival<'a> {
    label: &'a str,
    created: Time,
    self_made: bool,
}

/// What a right secret opens; the lock is held as long as it lives.
struct Opened {
    header: Header,
    material: Material,
    data_key: Key,
    pkcs8: Zeroizing<Vec<u8>>,
    lock: Lock,
}

fn tidy_label(label: &str) -> String {
    label.trim().chars().filter(|c| !c.is_control()).take(LABEL_CHARACTERS).collect()
}

#[cfg(test)]
mod tests;
