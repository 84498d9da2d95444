//! Officers: added after the office was opened, their PINs changed; the root's key carried away.
//!
//! An officer's PIN is under the same rules as a signer's (RS18 §8): strong, not used before, changed in time. A keyholder's
//! half of the authority comes from their key and not from their PIN, so that another PIN opens the same half.

use std::path::Path;

use audit::Action;
use keys::{KeyType, NewIdentity};
use pki::Time;
use registry::model::{Officer, Policy, Role};
use registry::store::Store;
use registry::{Rule, ruling};
use wire::{AddOfficer, ChangeOfficerPin, Failure, MoveRoot, NewOfficer, OfficeState};

use super::{
    AUTHORITY_KEYS, AuthorityKeys, OFFICERS, ORGANISATION, POLICY, doing, meta, named_officer, no_office,
    of_registry,
};
use crate::identities::{describe_in, secret};
use crate::source::file_name;
use crate::{Engine, failures, output};

/// Years that an officer's own certificate is valid; it signs nothing that leaves the office by itself.
const OFFICER_YEARS: u32 = 10;

impl Engine {
    /// Makes an officer's key; the register does not know of them yet.
    pub(super) fn new_officer(
        &self,
        organisation: &str,
        officer: &NewOfficer,
        keyholder: bool,
    ) -> Result<Officer, Failure> {
        let role = if keyholder { Some(Role::Manage) } else { Role::from_code(&officer.role) };
        let role = role.ok_or_else(|| super::unusable("role"))?;
        let mut new = NewIdentity::new(officer.name.trim(), Time::from_unix(self.clock.now().as_second()));
        new.organization = Some(organisation.to_owned()).filter(|name| !name.is_empty());
        new.organizational_unit = Some(self.texts().plain("office-unit"));
        new.key = KeyType::P256;
        new.years = OFFICER_YEARS;
        let made =
            self.vault()?.create(&new, &secret(&officer.pin)).map_err(|error| failures::of_keys(&error))?;
        Ok(Officer { name: officer.name.trim().to_owned(), role, identity: made.id.to_string(), keyholder })
    }

    /// Adds an officer; both keyholders agree.
    pub fn add_officer(&self, request: AddOfficer) -> Result<OfficeState, Failure> {
        let store = self.register()?;
        let name = request.officer.name.trim().to_owned();
        let mut officers: Vec<Officer> = meta(&store, OFFICERS)?.ok_or_else(no_office)?;
        if officers.iter().any(|known| known.name == name) {
            // Whoever has a role has no other (RS18 §7).
            return Err(self.refused(Rule::RolesApart, &name));
        }
        if name.is_empty() {
            return Err(super::unusable("name"));
        }
        let pin = request.officer.pin.expose();
        self.may_become_pin(&store, &name, pin)?;
        self.joined_secret(&store, &request.keyholders)?;
        let organisation: String = meta(&store, ORGANISATION)?.unwrap_or_default();
        let officer = self.new_officer(&organisation, &request.officer, false)?;
        drop(store);
        self.remember_pin(&officer.identity, pin, false)?;
        let by: Vec<&str> = request.keyholders.iter().map(|leave| leave.officer.as_str()).collect();
        let by = by.join(" + ");
        let mut record = self.record(Action::PolicyChanged);
        record.who.name = Some(by.clone());
        record.params.insert("officer".to_owned(), name.clone());
        record.params.insert("role".to_owned(), officer.role.code().to_owned());
        record.params.insert("rule".to_owned(), Rule::RolesApart.to_string());
        let now = self.clock.now();
        officers.push(officer);
        self.in_register(record, |store, op| {
            store.keep_meta(OFFICERS, &officers).map_err(of_registry)?;
            store.note("officer-added", &doing(&by, now, &name, &[], op)).map_err(of_registry)
        })?;
        self.office_state(())
    }

    /// Gives an officer another PIN.
    pub fn change_officer_pin(&self, request: ChangeOfficerPin) -> Result<OfficeState, Failure> {
        let store = self.register()?;
        let officer = named_officer(&store, &request.officer)?;
        let new = request.new.expose();
        self.may_become_pin(&store, &officer.identity, new)?;
        drop(store);
        let identity = self.officer_identity(&officer)?;
        let changed = self.guarded(&identity, |vault| {
            vault.change_secret(&identity.id, &secret(&request.old), &secret(&request.new))
        });
        if changed.is_ok() {
            self.remember_pin(&officer.identity, new, false)?;
        }
        let mut record = self.record(Action::SecretChanged);
        describe_in(&mut record, &identity);
        self.append_outcome(record, &changed)?;
        changed?;
        self.office_state(())
    }

    /// Whether the rules of the house take a PIN as an officer's new one.
    fn may_become_pin(&self, store: &Store, identity: &str, pin: &str) -> Result<(), Failure> {
        let policy: Policy = meta(store, POLICY)?.unwrap_or_default();
        ruling::new_pin(&policy, &self.memory()?, identity, pin)
            .map_err(|error| self.refused_pin(error, identity, &policy))
    }

    /// Refuses an officer whose PIN is too old; changing it is always possible.
    pub(super) fn refuse_old_pin(&self, store: &Store, officer: &Officer) -> Result<(), Failure> {
        let policy: Policy = meta(store, POLICY)?.unwrap_or_default();
        match self.officer_pin_age(officer)? {
            Some(days) if days > i64::from(policy.pin_days) => Err(self.refused(Rule::PinAge, &officer.name)),
            _ => Ok(()),
        }
    }

    /// Days since an officer's PIN was set; `None` where it was set before that was remembered.
    pub(super) fn officer_pin_age(&self, officer: &Officer) -> Result<Option<i64>, Failure> {
        let memory = self.memory()?;
        Ok(memory.identities.get(&officer.identity).map(|known| known.pin_age_days(self.clock.now())))
    }

    /// Writes the root's key to a file that is kept elsewhere, and destroys it here: it is needed again only for a new
    /// issuing certificate.
    pub fn move_root_away(&self, request: &MoveRoot, target: &Path) -> Result<(), Failure> {
        let store = self.register()?;
        let keys: AuthorityKeys = meta(&store, AUTHORITY_KEYS)?.ok_or_else(no_office)?;
        let id = keys.root.parse().map_err(|error| failures::of_keys(&error))?;
        let vault = self.vault()?;
        let identity = vault.identity(&id).map_err(|error| failures::of_keys(&error))?;
        let joined = self.joined_secret(&store, &request.keyholders)?;
        let file = self.guarded(&identity, |vault| vault.export(&id, &joined, &secret(&request.password)))?;
        output::create(target, &file)?;
        // What is carried away must open again, or it stays here.
        let kept = std::fs::read(target).map_err(|fault| failures::unreadable(target, fault))?;
        keys::p12::open(&kept, &secret(&request.password)).map_err(|error| failures::of_keys(&error))?;
        let mut record = self.record(Action::RootMoved);
        record.who.name =
            Some(request.keyholders.iter().map(|one| one.officer.as_str()).collect::<Vec<_>>().join(" + "));
        record.note = Some(file_name(target));
        record.params.insert("rule".to_owned(), Rule::TwoPersons.to_string());
        self.append(&record)?;
        vault.remove(&id).map_err(|error| failures::of_keys(&error))?;
        Ok(())
    }
}
