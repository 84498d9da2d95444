//! The station's memory on disk: one JSON file under the device's mark, changed by one process at a time.
//!
//! A file without the right mark was changed by hand or comes from another device: nothing is believed of it, and what the
//! rules would have it remember is told as a fault, never taken as a clean start.

use registry::letter::Kind;
use registry::model::Directory;
use registry::station::Memory;
use registry::{Letter, Rule};
use serde::{Deserialize, Serialize};
use wire::{Failure, FailureCode};

use crate::{Engine, failures, output};

#[derive(Serialize, Deserialize)]
struct Marked {
    memory: String,
    mark: String,
}

impl Engine {
    /// What this station remembers.
    pub(crate) fn memory(&self) -> Result<Memory, Failure> {
        let bytes = match std::fs::read(self.profile.memory()) {
            Ok(bytes) => bytes,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(Memory::default()),
            Err(fault) => return Err(failures::unreadable(&self.profile.memory(), fault)),
        };
        let altered = || Failure::new(FailureCode::OfficeFile).of_case("memory");
        let marked: Marked = serde_json::from_slice(&bytes).map_err(|fault| altered().because(fault))?;
        if !self.vault()?.is_marked(marked.memory.as_bytes(), &marked.mark) {
            return Err(altered());
        }
        serde_json::from_str(&marked.memory).map_err(|fault| altered().because(fault))
    }

    /// Changes what this station remembers; when it returns it is on the disk.
    pub(crate) fn change_memory<T>(
        &self,
        change: impl FnOnce(&mut Memory) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.profile.prepare()?;
        let path = self.profile.memory_lock();
        let lock = std::fs::OpenOptions::new().create(true).append(true).open(&path);
        let lock = lock.map_err(|fault| output::unwritable(&path, fault))?;
        lock.lock().map_err(|fault| output::unwritable(&path, fault))?;
        let mut memory = self.memory()?;
        let changed = change(&mut memory)?;
        let now = self.clock.now();
        memory.last_seen = Some(memory.last_seen.map_or(now, |last| last.max(now)));
        self.write_memory(&memory)?;
        Ok(changed)
    }

    pub(crate) fn write_memory(&self, memory: &Memory) -> Result<(), Failure> {
        let internal = |fault| Failure::new(FailureCode::Internal).because(fault);
        let memory = serde_json::to_string(memory).map_err(internal)?;
        let mark = self.vault()?.mark(memory.as_bytes());
        let bytes = serde_json::to_vec(&Marked { memory, mark }).map_err(internal)?;
        output::replace(&self.profile.memory(), &bytes)
    }

    /// The directory that this station goes by; its signature is checked each time.
    pub(crate) fn directory(&self) -> Result<Option<Directory>, Failure> {
        let path = self.profile.directory();
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
                // A station that is bound to an office and has lost its directory is not free of rules.
                return match self.memory()?.directory {
                    0 => Ok(None),
                    _ => Err(Failure::new(FailureCode::OfficeFile).of_case("directory-missing")),
                };
            }
            Err(fault) => return Err(failures::unreadable(&path, fault)),
        };
        let letter = Letter::read(&bytes).map_err(|error| failures::of_registry(&error))?;
        let directory = super::directory::judged(&letter)?;
        let memory = self.memory()?;
        let root = hex::encode(sha256(&directory.root));
        if root != memory.root {
            return Err(Failure::new(FailureCode::OfficeFile).of_case("forged"));
        }
        if directory.number < memory.directory {
            return Err(Failure::new(FailureCode::OfficeFile).of_case("older"));
        }
        Ok(Some(directory))
    }

    /// Remembers that a PIN was set, with its trace.
    pub(crate) fn remember_pin(&self, identity: &str, pin: &str, initial: bool) -> Result<(), Failure> {
        let now = self.clock.now();
        let trace = registry::station::trace(identity, pin);
        self.change_memory(|memory| {
            let known = memory
                .identities
                .entry(identity.to_owned())
                .or_insert_with(|| registry::station::Remembered::new(now));
            known.initial = initial;
            known.applied = false;
            known.pin_set = now;
            known.earlier.push(trace);
            Ok(())
        })
    }

    /// A new PIN against the rules of the house, where there are any.
    pub(crate) fn check_new_pin(&self, identity: &str, pin: &str) -> Result<(), Failure> {
        let Some(directory) = self.directory()? else { return Ok(()) };
        let memory = self.memory()?;
        registry::ruling::new_pin(&directory.policy, &memory, identity, pin)
            .map_err(|error| self.refused_pin(error, identity, &directory.policy))
    }
}

pub(super) fn sha256(bytes: &[u8]) -> Vec<u8> {
    pki::DigestAlgorithm::Sha256.digest(bytes)
}

/// The rules that ask for attention on this station, whatever is signed.
pub(super) fn attention(directory: Option<&Directory>, memory: &Memory, now: jiff::Timestamp) -> Vec<Rule> {
    let mut rules = Vec::new();
    if directory.is_some_and(|directory| now > directory.next) {
        rules.push(Rule::DirectoryStale);
    }
    if let Some(directory) = directory {
        let days = jiff::SignedDuration::from_hours(24 * i64::from(directory.policy.backup_days));
        let old = |at: Option<jiff::Timestamp>| at.is_none_or(|at| now.duration_since(at) >= days);
        if old(memory.backed_up) || old(memory.backup_tried) {
            rules.push(Rule::Backup);
        }
    }
    rules
}

/// The kind of a letter in a request must be this one.
pub(super) fn expect(letter: &Letter, kind: Kind) -> Result<(), Failure> {
    if letter.kind() == kind { Ok(()) } else { Err(super::wrong_kind(letter.kind())) }
}
