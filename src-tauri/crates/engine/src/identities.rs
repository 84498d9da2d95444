//! Who can sign from this computer: making, taking over, handing over and destroying identities.

use std::path::Path;

use audit::{Action, Record};
use keys::{IdentityId, KeyType, NewIdentity, Secret};
use pki::Time;
use wire::{
    ChangePin, ChosenFile, CreateIdentity, ExportIdentity, Failure, FailureCode, Identity, ImportIdentity,
};

use crate::output::{Existing, Output, unwritable};
use crate::source::file_name;
use crate::{Engine, explain, failures, random_hex};

impl Engine {
    /// Who can sign; destroyed identities are left out.
    pub fn identities(&self, (): ()) -> Result<Vec<Identity>, Failure> {
        let known = self.vault()?.list().map_err(|error| failures::of_keys(&error))?;
        let of_office = self.identities_of_office();
        Ok(known
            .iter()
            .filter(|identity| !identity.destroyed && !of_office.contains(&identity.id.to_string()))
            .map(|identity| self.described(identity))
            .collect())
    }

    /// Makes an identity: a new key and a self-signed certificate.
    pub fn create_identity(&self, request: CreateIdentity) -> Result<Identity, Failure> {
        let vault = self.vault()?;
        let mut new = NewIdentity::new(request.name.trim(), Time::from_unix(self.clock.now().as_second()));
        new.organization =
            request.organization.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        new.key = key_type(request.key);
        let made = vault.create(&new, &secret(&request.pin)).map_err(|error| failures::of_keys(&error));
        let mut record = self.record(Action::IdentityCreated);
        record.who.name = Some(new.common_name.clone());
        self.finish(record, made)
    }

    /// Takes over the key file that the user picked.
    pub fn import_identity(&self, request: ImportIdentity) -> Result<Identity, Failure> {
        let path = self.chosen_path(&request.file)?;
        let imported = self.import_key_file(&path, &request.password, &request.pin, request.label.as_deref());
        if imported.is_ok() {
            drop(self.take_chosen(&request.file)); // a wrong password leaves the choice for another try
        }
        imported
    }

    /// Takes over a key file.
    pub fn import_key_file(
        &self,
        path: &Path,
        password: &wire::Secret,
        pin: &wire::Secret,
        label: Option<&str>,
    ) -> Result<Identity, Failure> {
        let bytes = read_key_file(path)?;
        let now = Time::from_unix(self.clock.now().as_second());
        let imported = self
            .vault()?
            .import(&bytes, &secret(password), &secret(pin), label, now)
            .map_err(|error| failures::of_keys(&error).with("name", file_name(path)));
        let mut record = self.record(Action::IdentityImported);
        record.note = Some(file_name(path));
        self.finish(record, imported)
    }

    /// The name that a key file starts with.
    pub fn proposed_key_file(&self, id: &str) -> Result<String, Failure> {
        let label = self.identity(id)?.label;
        let harmless = |c: char| if c.is_alphanumeric() || "-_ ".contains(c) { c } else { '_' };
        Ok(format!("{}.p12", label.chars().map(harmless).collect::<String>()))
    }

    /// Writes an identity to a key file that is not there yet, for the command line.
    pub fn write_new_key_file(&self, request: ExportIdentity, target: &Path) -> Result<ChosenFile, Failure> {
        if target.exists() {
            return Err(Failure::new(FailureCode::OutputExists).with("name", file_name(target)));
        }
        self.write_key_file(request, target)
    }

    /// Writes an identity to a key file, and that into the log.
    pub fn write_key_file(&self, request: ExportIdentity, target: &Path) -> Result<ChosenFile, Failure> {
        let identity = self.identity(&request.id)?;
        let mut record = self.record(Action::IdentityExported);
        record.note = Some(file_name(target));
        describe_in(&mut record, &identity);
        let exported = self.guarded(&identity, |vault| {
            vault.export(&identity.id, &secret(&request.pin), &secret(&request.password))
        });
        let written = exported.and_then(|bytes| {
            let output = Output::create(target, &random_hex(4)?)?;
            std::io::Write::write_all(&mut output.file()?, &bytes)
                .map_err(|fault| unwritable(target, fault))?;
            output.sync()?;
            output.commit(Existing::Replace, None)
        });
        self.append_outcome(record, &written)?;
        written?;
        self.chosen(target)
    }

    /// Gives an identity another PIN.
    pub fn change_pin(&self, request: ChangePin) -> Result<(), Failure> {
        let identity = self.identity(&request.id)?;
        self.pin_may_become(&identity.id, request.new.expose())?;
        let changed = self.guarded(&identity, |vault| {
            vault.change_secret(&identity.id, &secret(&request.old), &secret(&request.new))
        });
        if changed.is_ok() {
            self.remember_pin(identity.id.as_str(), request.new.expose(), false)?;
        }
        let mut record = self.record(Action::SecretChanged);
        describe_in(&mut record, &identity);
        self.append_outcome(record, &changed)?;
        changed
    }

    /// Destroys an identity's key; certificate and log stay.
    pub fn remove_identity(&self, id: String) -> Result<(), Failure> {
        let identity = self.identity(&id)?;
        let removed = self.vault()?.remove(&identity.id).map(drop).map_err(|error| failures::of_keys(&error));
        let mut record = self.record(Action::IdentityRemoved);
        describe_in(&mut record, &identity);
        // The record of destruction (RS7 3): what is gone, and what stays.
        record.params.insert("wiped".to_owned(), "private-key, tries".to_owned());
        record.params.insert("kept".to_owned(), "certificate, log".to_owned());
        record.params.insert("rule".to_owned(), registry::Rule::Destruction.to_string());
        self.append_outcome(record, &removed)?;
        removed
    }

    /// Destroys the key of an identity that is named by id or label.
    pub fn remove_identity_named(&self, name: &str) -> Result<(), Failure> {
        self.remove_identity(self.identity(name)?.id.to_string())
    }

    /// What an identity is called; by id or label.
    pub fn label_of(&self, name: &str) -> Result<String, Failure> {
        Ok(self.identity(name)?.label)
    }

    /// SHA-256 of an identity's certificate, hex; by id or label.
    pub fn fingerprint_of(&self, name: &str) -> Result<String, Failure> {
        Ok(hex::encode(self.identity(name)?.certificate.sha256_fingerprint()))
    }

    /// An identity by its id, or by its label where that is one identity's alone.
    pub(crate) fn identity(&self, name: &str) -> Result<keys::Identity, Failure> {
        let known = self.vault()?.list().map_err(|error| failures::of_keys(&error))?;
        let of_office = self.identities_of_office();
        let mut usable = known
            .into_iter()
            .filter(|identity| !identity.destroyed && !of_office.contains(&identity.id.to_string()));
        let none = || Failure::new(FailureCode::NoSuchIdentity).with("identity", name);
        if name.parse::<IdentityId>().is_ok() {
            return usable.find(|identity| identity.id.as_str() == name).ok_or_else(none);
        }
        let mut named = usable.filter(|identity| identity.label == name);
        match (named.next(), named.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(none()),
        }
    }

    /// Does something that takes an identity's PIN, and logs a wrong one.
    pub(crate) fn guarded<T>(
        &self,
        identity: &keys::Identity,
        work: impl FnOnce(&keys::Vault) -> Result<T, keys::Error>,
    ) -> Result<T, Failure> {
        work(&self.vault()?).map_err(|error| {
            let failure = failures::of_keys(&error);
            let (action, tries) = match error {
                keys::Error::WrongSecret { tries_left: 0 } => (Action::Locked, Some(0)),
                keys::Error::WrongSecret { tries_left } => (Action::WrongPin, Some(tries_left)),
                keys::Error::Locked => (Action::Locked, None),
                _ => return failure,
            };
            let mut record = self.record(action);
            describe_in(&mut record, identity);
            if let Some(tries) = tries {
                record.params.insert("tries-left".to_owned(), tries.to_string());
            }
            // The vault has counted the try already; the log is told as well as it can be.
            let _ = self.append_outcome(record, &Err::<(), _>(failure.clone()));
            failure
        })
    }

    /// Logs what became of a new identity and describes it.
    fn finish(&self, mut record: Record, made: Result<keys::Identity, Failure>) -> Result<Identity, Failure> {
        if let Ok(identity) = &made {
            describe_in(&mut record, identity);
        }
        self.append_outcome(record, &made)?;
        made.map(|identity| self.described(&identity))
    }

    pub(crate) fn described(&self, identity: &keys::Identity) -> Identity {
        let certificate = &identity.certificate;
        let unusable = if identity.locked {
            Some(FailureCode::IdentityLocked)
        } else {
            crate::signatory::unfit(certificate, self.clock.now()).map(|failure| failure.code)
        };
        Identity {
            id: identity.id.to_string(),
            label: identity.label.clone(),
            name: certificate.display(),
            organization: certificate.organization(),
            issuer: certificate.issuer().short(),
            self_made: identity.self_made,
            valid_from: explain::moment(certificate.not_before()),
            valid_until: explain::moment(certificate.not_after()),
            key: explain::key_of(certificate),
            chinese_only: certificate.public_key().is_ok_and(|key| key.kind() == pki::KeyKind::Sm2),
            sha256: hex::encode(certificate.sha256_fingerprint()),
            tries_left: u32::from(identity.tries_left),
            locked: identity.locked,
            unusable,
        }
    }
}

/// The kind of key that was asked for.
pub(crate) fn key_type(asked: wire::KeyType) -> KeyType {
    use wire::KeyType as Asked;
    match asked {
        Asked::Rsa2048 => KeyType::Rsa(2048),
        Asked::Rsa3072 => KeyType::Rsa(3072),
        Asked::Rsa4096 => KeyType::Rsa(4096),
        Asked::P256 => KeyType::P256,
        Asked::P384 => KeyType::P384,
        Asked::P521 => KeyType::P521,
        Asked::Ed25519 => KeyType::Ed25519,
        Asked::Sm2 => KeyType::Sm2,
    }
}

/// Puts an identity into a record.
pub(crate) fn describe_in(record: &mut Record, identity: &keys::Identity) {
    record.who.name = Some(identity.certificate.display());
    record.identity = Some(audit::Identity {
        id: identity.id.to_string(),
        label: identity.label.clone(),
        certificate: Some(audit::Digest(identity.certificate.sha256_fingerprint())),
    });
}

/// A key file's bytes, its size checked before it is read.
pub(crate) fn read_key_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |fault: std::io::Error| failures::unreadable(path, fault);
    let facts = std::fs::metadata(path).map_err(unreadable)?;
    if facts.len() > keys::p12::MAXIMUM_BYTES as u64 {
        return Err(Failure::new(FailureCode::KeyFileUnusable).with("name", file_name(path)));
    }
    std::fs::read(path).map_err(unreadable)
}

/// A secret of the wire as the keys take it; both copies wipe themselves.
pub(crate) fn secret(from: &wire::Secret) -> Secret {
    Secret::new(from.expose().to_owned())
}
