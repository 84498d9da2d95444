//! Five wrong PINs lock; only the office gives the tries back (RS8 三.2), by a letter that answers one request of one device.

use std::path::Path;

use audit::Action;
use registry::files::{Unlock, UnlockRequest};
use registry::letter::Kind;
use registry::station::Remembered;
use registry::{Letter, Rule};
use wire::{ChosenFile, Failure, FailureCode, GiveUnlock, Text};

use super::{doing, of_registry};
use crate::{Engine, failures, random_hex};

/// For how long such a letter may be used.
const HOURS: i64 = 72;

impl Engine {
    /// Asks the office for the tries of a locked identity.
    pub fn write_unlock_request(&self, name: &str, target: &Path) -> Result<(), Failure> {
        let identity = self.identity(name)?;
        let nonce = random_hex(16)?;
        let now = self.clock.now();
        let id = identity.id.to_string();
        self.change_memory(|memory| {
            let known = memory.identities.entry(id.clone()).or_insert_with(|| Remembered::new(now));
            known.nonce = Some(nonce.clone());
            Ok(())
        })?;
        let request = UnlockRequest {
            certificate: hex::encode(identity.certificate.sha256_fingerprint()),
            name: identity.certificate.display(),
            device: self.vault()?.device_id().to_owned(),
            nonce,
            at: now,
        };
        let mut record = self.record_about(Action::UnlockAsked, &identity);
        record.params.insert("rule".to_owned(), Rule::UnlockByOffice.to_string());
        self.append(&record)?;
        self.write_letter(&Letter::plain(Kind::UnlockRequest, &request).map_err(of_registry)?, target)
    }

    /// Answers a request that was picked.
    pub fn write_unlock(&self, request: &GiveUnlock, target: &Path) -> Result<ChosenFile, Failure> {
        let path = self.chosen_path(&request.file)?;
        self.write_unlock_for(&path, &request.keyholders, target)?;
        self.chosen(target)
    }

    /// Answers a request in a file.
    pub fn write_unlock_for(
        &self,
        path: &Path,
        keyholders: &[wire::Leave],
        target: &Path,
    ) -> Result<(), Failure> {
        let letter = self.letter_of(path)?;
        let request: UnlockRequest = letter.content(Kind::UnlockRequest).map_err(of_registry)?;
        let store = self.register()?;
        let authority = self.authority(&store, keyholders)?;
        let person = store.holder(&request.certificate).map_err(of_registry)?;
        let person = person
            .ok_or_else(|| Failure::new(FailureCode::NoSuchEntry).with("name", request.name.as_str()))?;
        if person.current().is_none_or(|held| held.sha256 != request.certificate) {
            return Err(self.refused(Rule::Revoked, &person.name));
        }
        drop(store);
        let now = self.clock.now();
        let until = now
            .checked_add(jiff::SignedDuration::from_hours(HOURS))
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        let mut record = self.record(Action::UnlockGiven);
        record.who.name = Some(authority.who.clone());
        record.params.insert("person".to_owned(), person.id.clone());
        record.params.insert("rule".to_owned(), Rule::UnlockByOffice.to_string());
        self.in_register(record, |store, op| {
            // One request, one answer.
            if !store.use_once(&format!("unlock:{}", request.nonce), now).map_err(of_registry)? {
                return Err(Failure::new(FailureCode::OfficeFile).of_case("again"));
            }
            let unlock = Unlock { request: request.clone(), by: authority.who.clone(), at: now, until };
            let letter = Letter::signed(Kind::Unlock, &unlock, &authority.key).map_err(of_registry)?;
            store
                .note("unlock-given", &doing(&authority.who, now, &person.id, &[], op))
                .map_err(of_registry)?;
            self.write_letter(&letter, target)
        })
    }

    /// Takes the office's answer over: the identity gets its tries back, once.
    pub(super) fn take_unlock(&self, letter: &Letter) -> Result<Text, Failure> {
        let directory = self.directory()?.ok_or_else(super::no_office)?;
        letter.signed_by(&super::directory::certificate(&directory.issuing)?).map_err(of_registry)?;
        let unlock: Unlock = letter.content(Kind::Unlock).map_err(of_registry)?;
        let vault = self.vault()?;
        let known = vault.list().map_err(|error| failures::of_keys(&error))?;
        let of_request = |one: &&keys::Identity| {
            hex::encode(one.certificate.sha256_fingerprint()) == unlock.request.certificate
        };
        let elsewhere = || Failure::new(FailureCode::OfficeFile).of_case("other-device");
        let identity = known.iter().find(of_request).ok_or_else(elsewhere)?;
        if unlock.request.device != vault.device_id() {
            return Err(elsewhere());
        }
        let now = self.clock.now();
        if now > unlock.until {
            return Err(Failure::new(FailureCode::OfficeFile).of_case("run-out"));
        }
        let id = identity.id.to_string();
        // The request is used up before the tries are given: a kill in between costs a new request, never a second answer.
        self.change_memory(|memory| {
            let again = || Failure::new(FailureCode::OfficeFile).of_case("again");
            let fits = memory
                .identities
                .get(&id)
                .and_then(|known| known.nonce.as_deref())
                .is_some_and(|nonce| nonce == unlock.request.nonce);
            if !fits || !memory.used.insert(format!("unlock:{}", unlock.request.nonce)) {
                return Err(again());
            }
            if let Some(known) = memory.identities.get_mut(&id) {
                known.nonce = None;
            }
            Ok(())
        })?;
        let mut record = self.record_about(Action::Unlocked, identity);
        record.params.insert("by".to_owned(), unlock.by.clone());
        record.params.insert("rule".to_owned(), Rule::UnlockByOffice.to_string());
        // What fails from here on has spent the letter; only a new one gives the tries.
        let spent = |failure: Failure| {
            let why = failure.detail.unwrap_or_else(|| failure.code.as_str().to_owned());
            Failure::new(FailureCode::OfficeFile).of_case("spent").because(why)
        };
        self.append(&record).map_err(spent)?;
        vault.release(&identity.id).map_err(|error| spent(failures::of_keys(&error)))?;
        Ok(Text::new("office-unlocked").with("name", identity.label.as_str()).with("by", unlock.by.as_str()))
    }
}
