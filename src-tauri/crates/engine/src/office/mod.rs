//! The rules of use: the quality office on its station, the holder's and the custodian's on theirs, letters between them.
//!
//! Owns how the register, the vault, the log and the letters work together. A change of the register goes: intent into the
//! log, change and its event in one transaction, outcome into the log; a start after a kill finds by the operation's number
//! what had been done. What may be done is decided in `registry`; keys are used in `keys`.

mod applying;
mod archive;
mod backup;
mod demo;
mod directory;
mod due;
mod inspecting;
mod issuing;
mod letters;
mod many;
mod memory;
mod officers;
mod opening;
mod people;
mod printing;
mod release;
mod ruling;
mod seals;
mod sheets;
mod stamping;
mod tickets;
mod travel;
mod trouble;
mod unlocking;
mod views;

use std::path::Path;

use audit::{Action, OpId, Phase, Record};
use keys::UnlockedKey;
use registry::letter::Kind;
use registry::model::{Attachment, Officer, Policy, Role};
use registry::store::{Doing, Store};
use registry::{Letter, Rule};
use wire::{Failure, FailureCode, Leave};

use crate::identities::secret;
use crate::source::{FileSource, file_name, sha256_of};
use crate::{Engine, failures, output};

pub(crate) use release::OWN;
pub(crate) use ruling::{Allowed, Circumstances};
pub(crate) use stamping::{StampRight, facts_together};

pub use applying::ApplyWith;
pub use inspecting::Anchor;
pub use stamping::SealFacts;

/// What the authority's secret is derived for, from each keyholder's key.
const AUTHORITY: &str = "vermilion authority 1";
/// Labels of the authority's keys in the vault.
const ROOT: &str = "root";
const ISSUING: &str = "issuing";
/// Keys of the register's settings.
const OFFICERS: &str = "officers";
const ORGANISATION: &str = "organisation";
const AUTHORITY_KEYS: &str = "authority";
const POLICY: &str = "policy";
const SAMPLE: &str = "sample";
const RELEASE: &str = "release";
const ROOT_LIST: &str = "root-list";
/// What an event says of a receipt that came.
const RECEIPT: &str = "receipt";

/// The identities of the authority in the vault.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
struct AuthorityKeys {
    root: String,
    issuing: String,
}

/// The authority with its key unlocked, and who unlocked it.
pub(crate) struct Authority {
    key: UnlockedKey,
    /// What its keys are under; the archive's masters are too.
    joined: keys::Secret,
    who: String,
}

impl Engine {
    /// The register; refused where this station keeps none.
    fn register(&self) -> Result<Store, Failure> {
        if !self.profile.register().exists() {
            return Err(Failure::new(FailureCode::NoOffice));
        }
        Store::open(&self.profile.register()).map_err(|error| failures::of_registry(&error))
    }

    /// Changes the register: intent, change, outcome. `record` says what; the operation's number ties the three together.
    fn in_register<T>(
        &self,
        record: Record,
        work: impl FnOnce(&mut Store, &str) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut store = self.register()?;
        let log = self.log()?;
        let _at_work = self.at_work()?;
        let op = OpId::random().map_err(|error| failures::of_log(&error))?;
        let intent = Record { op: Some(op), phase: Some(Phase::Intent), ..record };
        log.append(&intent).map_err(|error| failures::of_log(&error))?;
        let outcome = work(&mut store, &op.to_string());
        let mut row = Record { at: self.clock.now(), phase: Some(Phase::Done), ..intent };
        if let Err(failure) = &outcome {
            // Where the register was changed and what came after failed, the row says so.
            let changed = store.knows_operation(&op.to_string()).unwrap_or(false);
            row.phase = Some(if changed { Phase::Done } else { Phase::Aborted });
            crate::history::mark_failed(&mut row, Some(failure.code));
            name_rule(&mut row, failure);
        }
        log.append(&row).map_err(|error| failures::of_log(&error))?;
        outcome
    }

    /// Whether an operation that was begun before a kill reached the register.
    pub(crate) fn reached_register(&self, op: OpId) -> bool {
        self.register().is_ok_and(|store| store.knows_operation(&op.to_string()).unwrap_or(false))
    }

    /// An officer of a role, who shows it with their PIN; the key comes unlocked.
    fn officer(&self, store: &Store, leave: &Leave, role: Role) -> Result<(Officer, UnlockedKey), Failure> {
        let officer = named_officer(store, &leave.officer)?;
        if officer.role != role {
            return Err(self.refused(Rule::RolesApart, &leave.officer));
        }
        self.refuse_old_pin(store, &officer)?;
        let identity = self.officer_identity(&officer)?;
        let key = self.guarded(&identity, |vault| vault.unlock_key(&identity.id, &secret(&leave.pin)));
        Ok((officer, key.map_err(|failure| failure.with("officer", leave.officer.as_str()))?))
    }

    fn officer_identity(&self, officer: &Officer) -> Result<keys::Identity, Failure> {
        let id = officer.identity.parse().map_err(|error| failures::of_keys(&error))?;
        self.vault()?.identity(&id).map_err(|error| failures::of_keys(&error))
    }

    /// Whether both keyholders gave their own PINs, before they are asked anything else.
    pub fn keyholders_stand(&self, keyholders: &[Leave]) -> Result<(), Failure> {
        self.authority(&self.register()?, keyholders).map(drop)
    }

    /// Whether a PIN opens an identity, before its holder is asked anything else.
    pub fn pin_opens(&self, identity: &str, pin: &wire::Secret) -> Result<(), Failure> {
        let identity = self.identity(identity)?;
        self.guarded(&identity, |vault| vault.unlock_key(&identity.id, &secret(pin))).map(drop)
    }

    /// The issuing key, which only the two keyholders together unlock.
    fn authority(&self, store: &Store, keyholders: &[Leave]) -> Result<Authority, Failure> {
        let keys: AuthorityKeys = meta(store, AUTHORITY_KEYS)?.ok_or_else(no_office)?;
        let joined = self.joined_secret(store, keyholders)?;
        let id = keys.issuing.parse().map_err(|error| failures::of_keys(&error))?;
        let identity = self.vault()?.identity(&id).map_err(|error| failures::of_keys(&error))?;
        let key = self.guarded(&identity, |vault| vault.unlock_key(&identity.id, &joined))?;
        let mut names: Vec<&str> = keyholders.iter().map(|leave| leave.officer.as_str()).collect();
        names.sort_unstable();
        Ok(Authority { key, joined, who: names.join(" + ") })
    }

    /// The secret of the authority's keys, which is kept nowhere: each keyholder's key gives one half.
    fn joined_secret(&self, store: &Store, keyholders: &[Leave]) -> Result<keys::Secret, Failure> {
        let officers: Vec<Officer> = meta(store, OFFICERS)?.ok_or_else(no_office)?;
        let holders: Vec<&Officer> = officers.iter().filter(|officer| officer.keyholder).collect();
        let mut halves = Vec::with_capacity(2);
        for officer in &holders {
            let mut leaves = keyholders.iter().filter(|leave| leave.officer == officer.name);
            let (Some(leave), None) = (leaves.next(), leaves.next()) else {
                return Err(self.refused(Rule::TwoPersons, &officer.name));
            };
            self.refuse_old_pin(store, officer)?;
            let identity = self.officer_identity(officer)?;
            let half =
                self.guarded(&identity, |vault| vault.derive(&identity.id, &secret(&leave.pin), AUTHORITY));
            // Two PINs were given: whose was wrong has to be said.
            halves.push(half.map_err(|failure| failure.with("officer", leave.officer.as_str()))?);
        }
        if holders.len() != 2 || keyholders.len() != 2 {
            return Err(self.refused(Rule::TwoPersons, ""));
        }
        Ok(keys::Secret::joined(&halves))
    }

    /// A rule's refusal, logged.
    pub(crate) fn refused(&self, rule: Rule, about: &str) -> Failure {
        let failure = failures::of_rule(rule);
        let mut record = self.record(Action::RuleRefused);
        record.params.insert("rule".to_owned(), rule.to_string());
        if !about.is_empty() {
            record.params.insert("about".to_owned(), about.to_owned());
        }
        // The refusal stands whether it can be written down or not.
        let _ = self.append_outcome(record, &Err::<(), _>(failure.clone()));
        failure
    }

    /// The refusal of a new PIN, which says what this house asks of one.
    pub(crate) fn refused_pin(&self, error: registry::Error, about: &str, policy: &Policy) -> Failure {
        match error {
            registry::Error::Refused(rule) => {
                self.refused(rule, about).with("minimum", policy.pin_characters)
            }
            other => of_registry(other),
        }
    }

    /// The papers that were picked, each with its hash.
    fn papers(&self, picked: &[String]) -> Result<Vec<Attachment>, Failure> {
        picked.iter().map(|id| self.chosen_path(id).and_then(|path| paper(&path))).collect()
    }

    /// Reads a letter from a file.
    fn letter_of(&self, path: &Path) -> Result<Letter, Failure> {
        Letter::read(&read_letter_file(path)?)
            .map_err(|error| failures::of_registry(&error).with("name", file_name(path)))
    }

    /// Writes a letter to a file that is not there yet.
    fn write_letter(&self, letter: &Letter, target: &Path) -> Result<(), Failure> {
        output::create(target, &letter.to_bytes().map_err(|error| failures::of_registry(&error))?)
    }

    /// The name that a letter starts with in the system's dialog.
    pub fn proposed_letter(&self, kind: &str, about: &str) -> String {
        let about: String =
            about.chars().map(|c| if c.is_alphanumeric() || "-_".contains(c) { c } else { '_' }).collect();
        let day = self.clock.here().strftime("%Y-%m-%d").to_string();
        let ending = ending_of(kind);
        if about.is_empty() {
            format!("{kind}-{day}.{ending}")
        } else {
            format!("{kind}-{about}-{day}.{ending}")
        }
    }
}

/// Whether a file is a copy that an office issued.
pub fn is_issued_copy(path: &Path) -> bool {
    use std::io::Read as _;
    let mut start = [0; 8];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok()
        && keys::package::is_package(&start)
}

/// The ending of a letter's file.
pub(crate) fn ending_of(kind: &str) -> &'static str {
    match kind {
        "issue" => "vissue",
        "backup" => "vbackup",
        "inspection" => "pdf",
        "root" => "p12",
        _ => "vletter",
    }
}

fn doing<'a>(
    who: &'a str,
    at: jiff::Timestamp,
    why: &'a str,
    papers: &'a [Attachment],
    op: &'a str,
) -> Doing<'a> {
    Doing { who, at, why, attachments: papers, op }
}

fn meta<T: serde::de::DeserializeOwned>(store: &Store, key: &str) -> Result<Option<T>, Failure> {
    store.meta(key).map_err(|error| failures::of_registry(&error))
}

fn named_officer(store: &Store, name: &str) -> Result<Officer, Failure> {
    let officers: Vec<Officer> = meta(store, OFFICERS)?.ok_or_else(no_office)?;
    let found = officers.into_iter().find(|officer| officer.name == name);
    found.ok_or_else(|| Failure::new(FailureCode::NoSuchEntry).with("name", name))
}

fn no_office() -> Failure {
    Failure::new(FailureCode::NoOffice)
}

/// Puts the rule that refused into a record.
fn name_rule(record: &mut Record, failure: &Failure) {
    if failure.code == FailureCode::Rule
        && let Some(rule) = failure.case.as_deref().and_then(Rule::from_id)
    {
        record.params.insert("rule".to_owned(), rule.to_string());
    }
}

/// A paper that was shown: its name, size and hash.
pub(crate) fn paper(path: &Path) -> Result<Attachment, Failure> {
    let source = FileSource::open(path)?;
    let sha256 = sha256_of(source.as_ref()).map_err(|fault| failures::unreadable(path, fault))?;
    Ok(Attachment {
        name: file_name(path),
        sha256: hex::encode(sha256),
        size: pdf::Source::len(source.as_ref()),
    })
}

fn read_letter_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let facts = std::fs::metadata(path).map_err(|fault| failures::unreadable(path, fault))?;
    if facts.len() > registry::letter::LARGEST as u64 {
        return Err(Failure::new(FailureCode::OfficeFile)
            .of_case("unreadable")
            .with("name", file_name(path)));
    }
    std::fs::read(path).map_err(|fault| failures::unreadable(path, fault))
}

/// A day as it stands in a request.
fn day(field: &'static str, text: &str) -> Result<jiff::civil::Date, Failure> {
    text.trim().parse().map_err(|fault| unusable(field).because(fault))
}

fn optional_day(field: &'static str, text: Option<&str>) -> Result<Option<jiff::civil::Date>, Failure> {
    text.filter(|text| !text.trim().is_empty()).map(|text| day(field, text)).transpose()
}

/// A moment as it stands in a request: RFC 3339, or a day, of which it is the last second where `end`.
fn moment(engine: &Engine, field: &'static str, text: &str, end: bool) -> Result<jiff::Timestamp, Failure> {
    if let Ok(moment) = text.trim().parse::<jiff::Timestamp>() {
        return Ok(moment);
    }
    let date = day(field, text)?;
    let time = if end { date.at(23, 59, 59, 0) } else { date.at(0, 0, 0, 0) };
    let zone = engine.clock.here().time_zone().clone();
    time.to_zoned(zone).map(|at| at.timestamp()).map_err(|fault| unusable(field).because(fault))
}

fn unusable(field: &'static str) -> Failure {
    Failure::new(FailureCode::EntryUnusable).with("field", field)
}

fn of_registry(error: registry::Error) -> Failure {
    failures::of_registry(&error)
}

fn wrong_kind(kind: Kind) -> Failure {
    Failure::new(FailureCode::OfficeFile).of_case("kind").with("kind", kind.code())
}
