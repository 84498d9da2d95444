//! Backups: everything of the profile in one encrypted file, of one moment; tried by really restoring it.
//!
//! A backup brings nothing back that was spent (RS14 4): after a restore every identity has one try left until its PIN is
//! given, no approval from before counts, and the office sees from its countersigned head that rows of the log are missing.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use audit::{Action, ChainState};
use jiff::Timestamp;
use keys::{KdfParameters, package};
use registry::Rule;
use registry::store::Store;
use serde::{Deserialize, Serialize};
use wire::{BackupFacts, BackupUnder, ChosenFile, Failure, FailureCode, RestoredBackup, Secret};

use super::of_registry;
use crate::identities::secret;
use crate::output::Existing;
use crate::source::file_name;
use crate::{Clock, Engine, Profile, failures, output};

const PACKAGE: &str = "backup";
const LOG: &str = "log.sqlite";
const REGISTER: &str = "office.sqlite";
/// Tries that an identity has after a restore.
const TRIES_LEFT: u8 = 1;
/// Folders of the profile that a backup leaves out: they can be made again.
const LEFT_OUT: [&str; 3] = ["printed", "proofs", "samples"];

#[derive(Serialize, Deserialize)]
struct Contents {
    format: String,
    made: Timestamp,
    device: String,
    log_rows: u64,
    /// Path inside the profile, with `/`, and content in hex.
    files: BTreeMap<String, String>,
}

const FORMAT: &str = "vermilion.backup/1";

impl Engine {
    /// Makes a backup in a file that is not there yet, and tries it.
    pub fn write_backup(&self, request: &BackupUnder, target: &Path) -> Result<ChosenFile, Failure> {
        if target.exists() {
            return Err(Failure::new(FailureCode::OutputExists).with("name", file_name(target)));
        }
        let made = self.do_write_backup(&request.password, target);
        let mut record = self.record(Action::BackupMade);
        record.note = Some(file_name(target));
        record.params.insert("rule".to_owned(), Rule::Backup.to_string());
        self.append_outcome(record, &made)?;
        made?;
        let now = self.clock.now();
        self.change_memory(|memory| {
            memory.backed_up = Some(now);
            Ok(())
        })?;
        self.chosen(target)
    }

    fn do_write_backup(&self, password: &Secret, target: &Path) -> Result<(), Failure> {
        let unusable = |fault: &dyn std::fmt::Display| {
            Failure::new(FailureCode::Backup).of_case("unreadable").because(fault)
        };
        let root = self.profile.root();
        let beside = tempfile::tempdir().map_err(|fault| unusable(&fault))?;
        let mut files = BTreeMap::new();
        let log = self.log()?;
        let copy = beside.path().join(LOG);
        log.copy_to(&copy).map_err(|error| failures::of_log(&error))?;
        let log_rows = log.head().map_err(|error| failures::of_log(&error))?.size;
        let read = |path: &Path| std::fs::read(path).map_err(|fault| failures::unreadable(path, fault));
        files.insert(LOG.to_owned(), hex::encode(read(&copy)?));
        if self.profile.register().exists() {
            let copy = beside.path().join(REGISTER);
            self.register()?.copy_to(&copy).map_err(of_registry)?;
            files.insert(REGISTER.to_owned(), hex::encode(read(&copy)?));
        }
        for (name, path) in files_of(root).map_err(|fault| unusable(&fault))? {
            files.insert(name, hex::encode(read(&path)?));
        }
        let contents = Contents {
            format: FORMAT.to_owned(),
            made: self.clock.now(),
            device: self.profile.device().to_owned(),
            log_rows,
            files,
        };
        let bytes = serde_json::to_vec(&contents).map_err(|fault| unusable(&fault))?;
        let sealed = package::seal(PACKAGE, &bytes, &secret(password), KdfParameters::DEFAULT)
            .map_err(|error| failures::of_keys(&error))?;
        output::create(target, &sealed)
    }

    /// Tries a backup: it is restored into a folder of its own, opened, judged and thrown away.
    pub fn check_backup(&self, path: &Path, password: &Secret) -> Result<BackupFacts, Failure> {
        let tried = self.do_check_backup(path, password);
        let mut record = self.record(Action::BackupTried);
        record.note = Some(file_name(path));
        record.params.insert("rule".to_owned(), Rule::Backup.to_string());
        self.append_outcome(record, &tried)?;
        let facts = tried?;
        let now = self.clock.now();
        self.change_memory(|memory| {
            memory.backup_tried = Some(now);
            Ok(())
        })?;
        Ok(facts)
    }

    fn do_check_backup(&self, path: &Path, password: &Secret) -> Result<BackupFacts, Failure> {
        let beside = tempfile::tempdir()
            .map_err(|fault| Failure::new(FailureCode::Backup).of_case("unreadable").because(fault))?;
        let root = beside.path().join("profile");
        let contents = opened(path, password)?;
        unpack(&contents, &root, Existing::Keep)?;
        let damaged = || Failure::new(FailureCode::Backup).of_case("damaged");
        let vault = keys::Vault::open(root.join("vault")).map_err(|error| failures::of_keys(&error))?;
        let identities = vault.list().map_err(|error| failures::of_keys(&error))?.len();
        if !vault.damaged().map_err(|error| failures::of_keys(&error))?.is_empty() {
            return Err(damaged());
        }
        let log = audit::Log::open(root.join(LOG)).map_err(|error| failures::of_log(&error))?;
        let ChainState::Intact { head, .. } = log.verify().map_err(|error| failures::of_log(&error))? else {
            return Err(damaged());
        };
        if head.size < contents.log_rows {
            return Err(damaged());
        }
        let register = root.join(REGISTER);
        let people = match register.exists() {
            true => {
                let store = Store::open(&register).map_err(of_registry)?;
                Some(store.people("", None, 0, 0).map_err(of_registry)?.1)
            }
            false => None,
        };
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(BackupFacts {
            made: contents.made.to_string(),
            files: count(contents.files.len()),
            identities: count(identities),
            log_rows: u32::try_from(head.size).unwrap_or(u32::MAX),
            people,
        })
    }

    /// Restores a backup into this profile, which must hold no identity, log or register yet. Everything that was read of
    /// the profile before is forgotten.
    pub fn restore_backup(&self, path: &Path, password: &Secret) -> Result<RestoredBackup, Failure> {
        let root = self.profile.root().to_owned();
        let is_there = |name: &str| root.join(name).exists();
        if is_there(REGISTER) || is_there("memory.json") || self.vault_is_used()? || self.log_has_rows() {
            return Err(Failure::new(FailureCode::ProfileNotEmpty));
        }
        let contents = opened(path, password)?;
        self.forget_what_was_read();
        for name in [LOG.to_owned(), format!("{LOG}-wal"), format!("{LOG}-shm"), format!("{LOG}.head")] {
            let _ = std::fs::remove_file(root.join(name));
        }
        // What the first look at an empty profile made, settings and a device's key, gives way to the backup's.
        unpack(&contents, &root, Existing::Replace)?;
        // From here on with the profile as it now is: what the backup cannot know is taken as spent.
        let restored = Engine::open(Profile::at(&root), self.clock.clone());
        let vault = restored.vault()?;
        for identity in vault.list().map_err(|error| failures::of_keys(&error))? {
            vault.spend(&identity.id, TRIES_LEFT).map_err(|error| failures::of_keys(&error))?;
        }
        restored.spend_restored_login()?;
        let now = self.clock.now();
        restored.change_memory(|memory| {
            memory.restored = Some(now);
            let open: Vec<String> = memory.tickets.keys().cloned().collect();
            memory.used.extend(open);
            memory.identities.values_mut().for_each(|known| known.nonce = None);
            Ok(())
        })?;
        let mut record = restored.record(Action::BackupRestored);
        record.note = Some(file_name(path));
        record.params.insert("made".to_owned(), contents.made.to_string());
        record.params.insert("rows".to_owned(), contents.log_rows.to_string());
        record.params.insert("rule".to_owned(), Rule::BackupFresh.to_string());
        restored.append(&record)?;
        self.speak(restored.texts().language());
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(RestoredBackup {
            made: contents.made.to_string(),
            files: count(contents.files.len()),
            log_rows: u32::try_from(contents.log_rows).unwrap_or(u32::MAX),
        })
    }

    /// An empty vault may have been made by the very start of the program.
    fn vault_is_used(&self) -> Result<bool, Failure> {
        let vault = self.vault()?;
        let of_keys = |error| failures::of_keys(&error);
        Ok(!vault.list().map_err(of_keys)?.is_empty() || !vault.damaged().map_err(of_keys)?.is_empty())
    }

    /// A log with nothing in it may have been made by the very start of this command.
    fn log_has_rows(&self) -> bool {
        self.profile.log().exists()
            && self.log().and_then(|log| {
                log.head().map(|head| head.size > 0).map_err(|error| failures::of_log(&error))
            }) != Ok(false)
    }

    /// The engine on another profile at the same time, for the sample laboratory.
    pub(super) fn beside(&self, root: &Path, clock: Clock) -> Engine {
        let engine = Engine::open(Profile::at(root), clock);
        engine.speak(self.texts().language());
        engine
    }
}

fn opened(path: &Path, password: &Secret) -> Result<Contents, Failure> {
    let bytes = std::fs::read(path).map_err(|fault| failures::unreadable(path, fault))?;
    let plain = package::open(PACKAGE, &bytes, &secret(password)).map_err(|error| match error {
        keys::Error::Package(keys::PackageFault::WrongSecret) => {
            Failure::new(FailureCode::Backup).of_case("secret").because(error)
        }
        other => Failure::new(FailureCode::Backup).of_case("unreadable").because(other),
    })?;
    let unreadable = || Failure::new(FailureCode::Backup).of_case("unreadable");
    let contents: Contents = serde_json::from_slice(&plain).map_err(|fault| unreadable().because(fault))?;
    if contents.format == FORMAT { Ok(contents) } else { Err(unreadable()) }
}

/// Writes the files of a backup below a folder; a name that leads out of it is refused.
fn unpack(contents: &Contents, root: &Path, existing: Existing) -> Result<(), Failure> {
    let damaged = || Failure::new(FailureCode::Backup).of_case("damaged");
    crate::profile::make_private(root)?;
    for (name, content) in &contents.files {
        let relative = PathBuf::from(name);
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(damaged());
        }
        let target = root.join(relative);
        if let Some(folder) = target.parent() {
            crate::profile::make_private(folder)?;
        }
        let bytes = hex::decode(content).map_err(|_| damaged())?;
        output::write(&target, &bytes, existing)?;
    }
    Ok(())
}

/// The files of a profile that a backup takes as they are.
fn files_of(root: &Path) -> std::io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let mut folders = vec![(String::new(), root.to_owned())];
    while let Some((prefix, folder)) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let passing = name.ends_with(".lock")
                || name.ends_with(".tmp")
                || name.contains(".sqlite")
                || name.starts_with('.')
                || (prefix.is_empty() && LEFT_OUT.contains(&name.as_str()));
            if passing {
                continue;
            }
            let inside = format!("{prefix}{name}");
            if entry.file_type()?.is_dir() {
                folders.push((format!("{inside}/"), entry.path()));
            } else {
                found.push((inside, entry.path()));
            }
        }
    }
    Ok(found)
}
