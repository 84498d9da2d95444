//! The directory: made and signed by the office, taken over by stations and verifiers.
//!
//! The first one binds a station to the office's root, which the user compares with what the office told by another way (an
//! issued copy brings it along under the initial PIN). After that only newer ones of the same office count.

use std::path::Path;

use audit::{Action, Digest, Head};
use pki::revocation::Evidence;
use pki::{Certificate, Crl, ListEntry};
use registry::letter::Kind;
use registry::model::{Directory, Person, Policy};
use registry::store::Store;
use registry::{Letter, Rule, authority};
use wire::{ChosenFile, Failure, FailureCode, Keyholders, Text, TrustPurpose, TrustSource};

use super::memory::sha256;
use super::{Authority, ORGANISATION, POLICY, ROOT_LIST, SAMPLE, doing, meta, of_registry};
use crate::source::file_name;
use crate::trust::Note;
use crate::{Engine, output};

/// The most people a directory holds.
const MOST: u32 = 100_000;
/// The number of the directory that was sent out last, and of the newest event then.
const SENT: &str = "directory-sent";

impl Engine {
    /// Writes a new directory to a file that is not there yet, and goes by it on this station too.
    pub fn write_directory(&self, request: &Keyholders, target: &Path) -> Result<ChosenFile, Failure> {
        if target.exists() {
            return Err(Failure::new(FailureCode::OutputExists).with("name", file_name(target)));
        }
        let store = self.register()?;
        let authority = self.authority(&store, &request.keyholders)?;
        drop(store);
        self.send_directory(&authority, target)?;
        self.chosen(target)
    }

    pub(super) fn send_directory(&self, authority: &Authority, target: &Path) -> Result<u64, Failure> {
        let mut record = self.record(Action::DirectorySent);
        record.who.name = Some(authority.who.clone());
        record.note = Some(file_name(target));
        let now = self.clock.now();
        let (letter, number) = self.in_register(record, |store, op| {
            let directory = self.new_directory(store, authority)?;
            let letter = Letter::signed(Kind::Directory, &directory, &authority.key).map_err(of_registry)?;
            let bytes = letter.to_bytes().map_err(of_registry)?;
            store
                .note("directory-sent", &doing(&authority.who, now, &directory.number.to_string(), &[], op))
                .map_err(of_registry)?;
            store.keep_meta(SENT, &directory.number).map_err(of_registry)?;
            output::create(target, &bytes)?;
            Ok((letter, directory.number))
        })?;
        self.take_directory(&letter, true)?;
        Ok(number)
    }

    /// The directory of this moment, with a fresh list; its number is used up.
    pub(super) fn new_directory(
        &self,
        store: &mut Store,
        authority: &Authority,
    ) -> Result<Directory, Failure> {
        let policy: Policy = meta(store, POLICY)?.unwrap_or_default();
        let (people, _) = store.people("", None, 0, MOST).map_err(of_registry)?;
        let now = self.clock.now();
        let root_list: String = meta(store, ROOT_LIST)?.unwrap_or_default();
        let number = store.next_number("directory").map_err(of_registry)?;
        let days = i64::from(policy.directory_days).clamp(1, authority::LIST_DAYS);
        let crl =
            authority::list(&revoked(&people), number, now, days, &authority.key).map_err(of_registry)?;
        let root = authority.key.chain().first().ok_or_else(|| Failure::new(FailureCode::Internal))?;
        let next = now
            .checked_add(jiff::SignedDuration::from_hours(days * 24))
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        let public = |person: Person| Person { id_number: String::new(), purpose: String::new(), ..person };
        Ok(Directory {
            organisation: meta(store, ORGANISATION)?.unwrap_or_default(),
            number,
            issued: now,
            next,
            sample: meta(store, SAMPLE)?.unwrap_or(false),
            root: root.der().to_vec(),
            issuing: authority.key.certificate().der().to_vec(),
            crl: crl.der().to_vec(),
            root_crl: hex::decode(root_list).unwrap_or_default(),
            policy,
            people: people.into_iter().map(public).collect(),
            seals: store.seals().map_err(of_registry)?,
            heads: store.stations().map_err(of_registry)?,
            release: super::release::kept(store)?,
            outside: std::collections::BTreeMap::new(),
        })
    }

    /// Takes a directory over. `bind` says that the root was compared, where this station is not bound yet.
    pub(super) fn take_directory(&self, letter: &Letter, bind: bool) -> Result<Text, Failure> {
        let taken = self.do_take_directory(letter, bind);
        let mut record = self.record(Action::DirectoryTaken);
        if let Ok((directory, _)) = &taken {
            record.params.insert("number".to_owned(), directory.number.to_string());
            record.params.insert("organisation".to_owned(), directory.organisation.clone());
        }
        self.append_outcome(record, &taken)?;
        let (directory, short) = taken?;
        if short {
            // The rows that the office saw are gone: told with the directory taken over, and an alarm in the log.
            let mut alarm = self.record(Action::Alarm);
            alarm.outcome = audit::Outcome::Failed;
            alarm.code = Some("log-behind".to_owned());
            alarm.params.insert("rule".to_owned(), Rule::LogCut.to_string());
            self.append(&alarm)?;
            return Ok(Text::new("office-directory-log-cut").with("number", number_word(directory.number)));
        }
        Ok(Text::new("office-directory-taken")
            .with("number", number_word(directory.number))
            .with("organisation", directory.organisation.as_str()))
    }

    fn do_take_directory(&self, letter: &Letter, bind: bool) -> Result<(Directory, bool), Failure> {
        let directory = judged(letter)?;
        let bytes = letter.to_bytes().map_err(of_registry)?;
        let root = hex::encode(sha256(&directory.root));
        let log = self.log()?.origin_and_head().map_err(|error| crate::failures::of_log(&error))?;
        let log = log.map(|(origin, _)| origin.to_string()).unwrap_or_default();
        let known = self.memory()?.log;
        let short = (!known.is_empty() && known != log) || self.is_short_of_what_was_seen(&directory)?;
        self.change_memory(|memory| {
            if memory.root.is_empty() && !bind {
                return Err(Failure::new(FailureCode::OfficeFile)
                    .of_case("unbound")
                    .with("root", root.as_str()));
            }
            if !memory.root.is_empty() && memory.root != root {
                return Err(Failure::new(FailureCode::OfficeFile).of_case("forged"));
            }
            if directory.number < memory.directory {
                return Err(Failure::new(FailureCode::OfficeFile).of_case("older"));
            }
            output::replace(&self.profile.directory(), &bytes)?;
            memory.root = root;
            memory.directory = directory.number;
            memory.log = log;
            Ok(())
        })?;
        let certificate = certificate(&directory.root)?;
        if !self.trusted()?.iter().any(|(known, _)| known == &certificate) {
            let note = Note {
                added: self.clock.now().to_string(),
                origin: directory.organisation.clone(),
                source: TrustSource::Office,
                purpose: TrustPurpose::Signing,
                list: None,
            };
            self.keep_trust(&certificate, &note)?;
        }
        self.open.forget_reports();
        Ok((directory, short))
    }

    /// Whether this station's log is short of rows that the office saw (RS13 2.3).
    fn is_short_of_what_was_seen(&self, directory: &Directory) -> Result<bool, Failure> {
        let log = self.log()?;
        let of_log = |error| crate::failures::of_log(&error);
        let Some((origin, _)) = log.origin_and_head().map_err(of_log)? else { return Ok(false) };
        let ours = directory.heads.iter().find(|head| head.log == origin.to_string());
        let Some(seen) = ours else { return Ok(false) };
        let (Some(root), Some(hash)) = (Digest::from_hex(&seen.root), Digest::from_hex(&seen.hash)) else {
            return Ok(true);
        };
        Ok(!log.knows(&Head { size: seen.size, root, hash }).map_err(of_log)?)
    }

    /// What the directory brings for judging signatures: its list, and the issuing certificate.
    pub(crate) fn directory_evidence(&self) -> (Evidence, Vec<Certificate>) {
        let mut evidence = Evidence::default();
        // A directory that cannot be read is told where rules are asked; judging goes on without it.
        let Ok(Some(directory)) = self.directory() else { return (evidence, Vec::new()) };
        for list in [&directory.crl, &directory.root_crl] {
            if let Ok(list) = Crl::parse(list) {
                evidence.add_crl(list);
            }
        }
        (evidence, certificate(&directory.issuing).into_iter().collect())
    }
}

fn number_word(number: u64) -> String {
    number.to_string()
}

pub(super) fn certificate(der: &[u8]) -> Result<Certificate, Failure> {
    Certificate::from_der(der).map_err(|_| Failure::new(FailureCode::OfficeFile).of_case("unreadable"))
}

/// A directory whose signature, authority and list fit together.
pub(crate) fn judged(letter: &Letter) -> Result<Directory, Failure> {
    super::memory::expect(letter, Kind::Directory)?;
    let directory: Directory = letter.content(Kind::Directory).map_err(of_registry)?;
    let forged = || Failure::new(FailureCode::OfficeFile).of_case("forged");
    let (root, issuing) = (certificate(&directory.root)?, certificate(&directory.issuing)?);
    letter.signed_by(&issuing).map_err(of_registry)?;
    let holds = root.is_self_signed()
        && root.is_ca()
        && issuing.is_ca()
        && issuing.verify_signed_by(&root).is_ok()
        && issuing.is_valid_at(authority::time(directory.issued));
    let list = Crl::parse(&directory.crl).map_err(|_| forged())?;
    if !holds || list.verify_signed_by(&issuing).is_err() {
        return Err(forged());
    }
    Ok(directory)
}

/// Everybody's certificates that no longer count.
fn revoked(people: &[Person]) -> Vec<ListEntry> {
    let held = people.iter().flat_map(|person| &person.certificates);
    held.filter(|held| !held.outside)
        .filter_map(|held| {
            let ended = held.ended.as_ref()?;
            let serial = Certificate::from_der(&held.der).ok()?.serial().to_vec();
            Some(ListEntry { serial, at: authority::time(ended.at), reason: ended.reason })
        })
        .collect()
}
