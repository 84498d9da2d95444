//! A quality office opens: two keyholders, a root, an issuing key below it, the register, the first rules of the house.

use audit::Action;
use keys::{KeyType, NewIdentity};
use pki::Time;
use registry::authority;
use registry::model::{Officer, Policy, Role};
use registry::store::Store;
use registry::{Rule, ruling, station::Memory};
use wire::{Failure, FailureCode, KeepPolicy, OfficeState, StartOffice};

use super::{
    AUTHORITY, AUTHORITY_KEYS, AuthorityKeys, ISSUING, OFFICERS, ORGANISATION, POLICY, ROOT, ROOT_LIST,
    SAMPLE, doing, meta, of_registry, views,
};
use crate::identities::secret;
use crate::{Engine, failures, output};

impl Engine {
    /// Opens a quality office on this station.
    pub fn start_office(&self, request: StartOffice) -> Result<OfficeState, Failure> {
        self.open_office(&request, false)?;
        self.office_state(())
    }

    /// Opens a quality office; a sample is marked for good.
    pub(super) fn open_office(&self, request: &StartOffice, sample: bool) -> Result<(), Failure> {
        self.profile.prepare()?;
        if self.profile.register().exists() {
            return Err(Failure::new(FailureCode::OfficeExists));
        }
        let names: std::collections::BTreeSet<&str> =
            request.officers.iter().map(|officer| officer.name.trim()).collect();
        let keyholders = request.officers.get(..2).filter(|_| names.len() == request.officers.len());
        let Some([first, second]) =
            keyholders.filter(|two| two.iter().all(|one| !one.name.trim().is_empty()))
        else {
            return Err(self.refused(Rule::TwoPersons, ""));
        };
        for officer in &request.officers {
            let policy = Policy::default();
            ruling::new_pin(&policy, &Memory::default(), &officer.name, officer.pin.expose())
                .map_err(|error| of_registry(error).with("minimum", policy.pin_characters))?;
        }
        if first.pin.expose() == second.pin.expose() {
            return Err(self.refused(Rule::TwoPersons, &second.name));
        }
        let organisation = request.organisation.trim();
        let now = self.clock.now();
        let vault = self.vault()?;
        let of_keys = |error| failures::of_keys(&error);

        let mut officers = Vec::new();
        for (place, officer) in request.officers.iter().enumerate() {
            let made = self.new_officer(organisation, officer, place < 2)?;
            self.remember_pin(&made.identity, officer.pin.expose(), false)?;
            officers.push(made);
        }
        let halves = officers
            .iter()
            .take(2)
            .zip([first, second])
            .map(|(officer, request)| {
                let id = officer.identity.parse().map_err(of_keys)?;
                vault.derive(&id, &secret(&request.pin), AUTHORITY).map_err(of_keys)
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        let joined = keys::Secret::joined(&halves);

        // Each key is made with a certificate of its own first, which the authority's takes the place of.
        let make = |label: &str, key| {
            let mut new = NewIdentity::new(label, Time::from_unix(now.as_second()));
            new.key = key;
            vault.create(&new, &joined).map_err(of_keys)
        };
        let root = make(ROOT, KeyType::P384)?;
        let key = vault.unlock_key(&root.id, &joined).map_err(of_keys)?;
        let root_name = format!("{organisation} {}", self.texts().plain("office-root-name"));
        let root_certificate = authority::root(organisation, &root_name, now, &key).map_err(of_registry)?;
        vault.adopt(&root.id, &joined, &joined, root_certificate.clone(), Vec::new()).map_err(of_keys)?;
        let issuing = make(ISSUING, KeyType::P256)?;
        let issuing_name = format!("{organisation} {}", self.texts().plain("office-issuing-name"));
        let issuing_certificate = authority::issuing(
            organisation,
            &issuing_name,
            now,
            issuing.certificate.spki_der(),
            &root_certificate,
            &key,
        )
        .map_err(of_registry)?;
        let the_root = root_certificate.clone();
        vault
            .adopt(&issuing.id, &joined, &joined, issuing_certificate, vec![root_certificate])
            .map_err(of_keys)?;
        let root_list = authority::root_list(&the_root, now, &key).map_err(of_registry)?;
        drop(key);

        // The register comes last: an office without one was never opened.
        let keys = AuthorityKeys { root: root.id.to_string(), issuing: issuing.id.to_string() };
        let beside = self.profile.register().with_extension("new");
        let mut store = Store::open(&beside).map_err(of_registry)?;
        let mut keep =
            |key: &str, value: &serde_json::Value| store.keep_meta(key, value).map_err(of_registry);
        let json = |value: serde_json::Result<serde_json::Value>| {
            value.map_err(|fault| Failure::new(FailureCode::Internal).because(fault))
        };
        keep(ORGANISATION, &organisation.into())?;
        keep(OFFICERS, &json(serde_json::to_value(&officers))?)?;
        keep(AUTHORITY_KEYS, &json(serde_json::to_value(&keys))?)?;
        keep(POLICY, &json(serde_json::to_value(Policy::default()))?)?;
        keep(SAMPLE, &sample.into())?;
        keep(ROOT_LIST, &hex::encode(root_list.der()).into())?;
        store
            .note("office-opened", &doing(&format!("{} + {}", first.name, second.name), now, "", &[], ""))
            .map_err(of_registry)?;
        store.close().map_err(of_registry)?;
        let mut record = self.record(Action::OfficeOpened);
        record.who.name = Some(format!("{} + {}", first.name, second.name));
        record.params.insert("organisation".to_owned(), organisation.to_owned());
        record.params.insert("rule".to_owned(), Rule::TwoPersons.to_string());
        self.append(&record)?;
        self.set_station(wire::Station::Office)?;
        let named = std::fs::rename(&beside, self.profile.register());
        named.map_err(|fault| output::unwritable(&self.profile.register(), fault))
    }

    /// Changes the rules of the house.
    pub fn keep_policy(&self, request: KeepPolicy) -> Result<OfficeState, Failure> {
        let store = self.register()?;
        let (officer, _) = self.officer(&store, &request.by, Role::Manage)?;
        let before: Policy = meta(&store, POLICY)?.unwrap_or_default();
        let policy = views::policy_of(&request.policy, before.edition + 1)?;
        let mut record = self.record(Action::PolicyChanged);
        record.who.name = Some(officer.name.clone());
        record.params.insert("edition".to_owned(), policy.edition.to_string());
        let now = self.clock.now();
        self.in_register(record, |store, op| {
            store.keep_meta(POLICY, &policy).map_err(of_registry)?;
            store.note("policy-changed", &doing(&officer.name, now, "", &[], op)).map_err(of_registry)
        })?;
        self.office_state(())
    }

    /// SHA-256 of the office's root, hex: what stations compare before they are bound.
    pub fn office_root(&self) -> Result<String, Failure> {
        let store = self.register()?;
        let keys: AuthorityKeys = meta(&store, AUTHORITY_KEYS)?.ok_or_else(super::no_office)?;
        let id = keys.issuing.parse().map_err(|error| failures::of_keys(&error))?;
        let issuing = self.vault()?.identity(&id).map_err(|error| failures::of_keys(&error))?;
        let root = issuing.chain.first().ok_or_else(super::no_office)?;
        Ok(hex::encode(root.sha256_fingerprint()))
    }

    /// The identities of this station that belong to the office's own work, by id: they sign no documents.
    pub(crate) fn identities_of_office(&self) -> Vec<String> {
        let Ok(store) = self.register() else { return Vec::new() };
        let officers: Vec<Officer> = meta(&store, OFFICERS).ok().flatten().unwrap_or_default();
        let keys: Option<AuthorityKeys> = meta(&store, AUTHORITY_KEYS).ok().flatten();
        let own = keys.into_iter().flat_map(|keys| [keys.root, keys.issuing]);
        officers.into_iter().map(|officer| officer.identity).chain(own).collect()
    }
}
