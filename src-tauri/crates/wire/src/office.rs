//! The quality office: its people, seals, steps, letters and inspections.

use serde::{Deserialize, Serialize};

use crate::{ChosenFile, Secret};

/// What this station is to the rules of use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OfficeState {
    /// It keeps the register.
    pub office: bool,
    /// It knows a directory, its own or the office's.
    pub directory: Option<DirectoryFacts>,
    /// Of an office: its name; else the directory's.
    pub organisation: String,
    /// A sample, to try and to train with.
    pub sample: bool,
    /// Of an office: who works in it.
    pub officers: Vec<OfficerEntry>,
    /// Of an office: how many are in which state.
    pub counts: Vec<StateCount>,
    /// Of an office: the root's key is on this station.
    pub root_here: bool,
    /// Of an office: something changed since the last directory went out.
    pub directory_due: bool,
    /// The rules of the house.
    pub policy: OfficePolicy,
    /// Which version of the program the house approves of, where it says so.
    pub release: Option<crate::ReleaseNotice>,
}

/// A directory that was sent out or taken over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DirectoryFacts {
    /// Growing.
    pub number: u32,
    /// RFC 3339.
    pub issued: String,
    /// When the next one comes at the latest, RFC 3339.
    pub next: String,
    /// That has passed.
    pub stale: bool,
    /// How many people are in it.
    pub people: u32,
    /// How many seals.
    pub seals: u32,
    /// SHA-256 of the root, hex.
    pub root: String,
}

/// Somebody of the office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OfficerEntry {
    /// The name.
    pub name: String,
    /// `manage`, `use`, `audit`.
    pub role: String,
    /// One of the two without whom the authority does not work.
    pub keyholder: bool,
    /// Days since their PIN was set; absent where that is not known.
    #[serde(rename = "pinAge")]
    pub pin_age: Option<u32>,
}

/// How many people are in a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StateCount {
    /// The state.
    pub state: String,
    /// How many.
    pub count: u32,
}

/// The rules of the house.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OfficePolicy {
    /// Days after which a PIN is too old.
    pub pin_days: u32,
    /// Days after which that is told.
    pub pin_warn_days: u32,
    /// How many earlier PINs are not taken again.
    pub pin_history: u32,
    /// The fewest characters of a PIN.
    pub pin_characters: u32,
    /// Minutes without use after which the window forgets a PIN.
    pub idle_minutes: u32,
    /// `none`, `device`, `token`, `person`.
    pub second_factor: String,
    /// Days for which a directory counts.
    pub directory_days: u32,
    /// Days after which the next backup is due.
    pub backup_days: u32,
    /// Days without use after which a signature is reviewed.
    pub unused_days: u32,
    /// Years for which records are kept.
    pub retention_years: u32,
    /// Identities outside the directory may be used.
    pub outside_allowed: bool,
    /// Consent is asked for on the command line too.
    pub consent: bool,
    /// A clock that went back blocks.
    pub clock_blocks: bool,
    /// What is signed must open with a password alone.
    #[serde(default)]
    pub encrypt_output: bool,
    /// Kinds of documents kept out of electronic signing.
    pub excluded_kinds: Vec<String>,
    /// Kinds of documents of which the law's Article 3 is told.
    pub barred_kinds: Vec<String>,
    /// Where the rules stand.
    pub basis: String,
    /// In force since, YYYY-MM-DD.
    pub effective: String,
}

/// Changes the rules of the house.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeepPolicy {
    /// The rules.
    pub policy: OfficePolicy,
    /// Who changes them.
    pub by: Leave,
}

/// An officer who allows something with their PIN.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Leave {
    /// The officer's name.
    pub officer: String,
    /// Their PIN.
    pub pin: Secret,
}

/// Opens a quality office on this station.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StartOffice {
    /// The organisation.
    pub organisation: String,
    /// The two keyholders, with their new PINs; more officers of any role after them.
    pub officers: Vec<NewOfficer>,
}

/// An officer to be.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NewOfficer {
    /// The name.
    pub name: String,
    /// `manage`, `use`, `audit`; the keyholders manage.
    pub role: String,
    /// Their new PIN.
    pub pin: Secret,
}

/// Adds an officer after the office was opened; both keyholders agree.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AddOfficer {
    /// Who.
    pub officer: NewOfficer,
    /// The two.
    pub keyholders: Vec<Leave>,
}

/// Gives an officer another PIN.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangeOfficerPin {
    /// The officer's name.
    pub officer: String,
    /// The PIN until now.
    pub old: Secret,
    /// The new one.
    pub new: Secret,
}

/// Writes the root's key to a file that is kept elsewhere, whose place is asked for, and destroys it here.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MoveRoot {
    /// The two.
    pub keyholders: Vec<Leave>,
    /// The key file's new password.
    pub password: Secret,
}

/// Which people are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PeopleQuery {
    /// In the id, the name or the department.
    pub text: String,
    /// In this state alone.
    pub state: Option<String>,
    /// How many to skip.
    pub offset: u32,
    /// How many at most; 0 for the usual number.
    pub limit: u32,
}

/// A stretch of the people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PeoplePage {
    /// How many fit altogether.
    pub total: u32,
    /// These.
    pub people: Vec<PersonEntry>,
}

/// A person in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PersonEntry {
    /// Names the person: `P0001`.
    pub id: String,
    /// The name.
    pub name: String,
    /// Where they work.
    pub department: String,
    /// The post held now, or applied for.
    pub post: String,
    /// The state's code; words are `state-<code>`.
    pub state: String,
    /// The certificate's last moment, RFC 3339.
    pub valid_until: Option<String>,
    /// Codes of rules that ask for attention.
    pub attention: Vec<String>,
}

/// Everything about a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PersonFile {
    /// As in the list.
    pub entry: PersonEntry,
    /// `regular`, `temporary`, `part-time`, `external`.
    pub employment: String,
    /// The last day, YYYY-MM-DD.
    pub ends: Option<String>,
    /// The number of the identity card, masked.
    pub id_number: String,
    /// What the signature is for.
    pub purpose: String,
    /// Posts.
    pub posts: Vec<PostEntry>,
    /// `anywhere`, `off-site`, `devices`.
    pub condition: String,
    /// What it may be used for.
    pub scope: ScopeEntry,
    /// Device ids.
    pub devices: Vec<String>,
    /// Tokens.
    pub tokens: Vec<TokenEntry>,
    /// When training was acknowledged, YYYY-MM-DD.
    pub training: Option<String>,
    /// Certificates, the newest last.
    pub certificates: Vec<CertificateEntry>,
    /// Through which day the records about them are kept, YYYY-MM-DD; absent before there is a certificate.
    pub kept_until: Option<String>,
    /// Every step, oldest first.
    pub steps: Vec<StepEntry>,
    /// What can be done next: codes of steps.
    pub possible: Vec<String>,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PostEntry {
    /// The post.
    pub title: String,
    /// Its field.
    pub field: String,
    /// YYYY-MM-DD.
    pub from: String,
    /// YYYY-MM-DD.
    pub until: Option<String>,
}

/// What something may be used for; an empty list is no limit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ScopeEntry {
    /// Kinds of documents.
    pub kinds: Vec<String>,
    /// Departments.
    pub departments: Vec<String>,
    /// YYYY-MM-DD.
    pub from: Option<String>,
    /// YYYY-MM-DD.
    pub until: Option<String>,
}

/// A hardware token in somebody's hands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TokenEntry {
    /// The number on it.
    pub serial: String,
    /// YYYY-MM-DD.
    pub issued: String,
    /// YYYY-MM-DD.
    pub end_of_life: String,
    /// YYYY-MM-DD.
    pub warranty: Option<String>,
    /// `primary`, `secondary`, `returned`, `lost`.
    pub state: String,
}

/// A certificate of somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CertificateEntry {
    /// SHA-256, hex.
    pub sha256: String,
    /// Hex.
    pub serial: String,
    /// RFC 3339.
    pub issued: String,
    /// RFC 3339.
    pub until: String,
    /// Since when it no longer counts, RFC 3339.
    pub ended: Option<String>,
    /// Issued by an authority outside.
    pub outside: bool,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StepEntry {
    /// RFC 3339.
    pub at: String,
    /// Words are `step-<code>`.
    pub step: String,
    /// The state after it; empty for a seal.
    pub state: String,
    /// Who.
    pub who: String,
    /// Why.
    pub why: String,
    /// Names of papers.
    pub attachments: Vec<String>,
}

/// Takes a step about a person; issuing has a command of its own.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TakeStep {
    /// The person.
    pub person: String,
    /// `check`, `approve`, `reject`, `suspend`, `resume`, `renew`, `transfer`, `revoke`, `destroy`.
    pub step: String,
    /// Who.
    pub by: Leave,
    /// Why.
    #[serde(default)]
    pub why: String,
    /// Papers, from `choose_attachment`.
    #[serde(default)]
    pub attachments: Vec<String>,
    /// Of a transfer: the new post; its first day ends what was bound to the old one.
    #[serde(default)]
    pub post: Option<PostEntry>,
    /// Of a revocation: the key may be in other hands.
    #[serde(default)]
    pub compromise: bool,
}

/// Changes facts of a person.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangePerson {
    /// The person.
    pub person: String,
    /// Who changes them.
    pub by: Leave,
    /// Why.
    #[serde(default)]
    pub why: String,
    /// The facts; what is absent stays.
    pub facts: PersonFacts,
}

/// Facts of a person that can be changed; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PersonFacts {
    /// Where they work.
    pub department: Option<String>,
    /// The last day, YYYY-MM-DD; empty for none.
    pub ends: Option<String>,
    /// Posts.
    pub posts: Option<Vec<PostEntry>>,
    /// Where the signature may be used.
    pub condition: Option<String>,
    /// What it may be used for.
    pub scope: Option<ScopeEntry>,
    /// Device ids.
    pub devices: Option<Vec<String>>,
    /// Tokens.
    pub tokens: Option<Vec<TokenEntry>>,
    /// When training was acknowledged, YYYY-MM-DD.
    pub training: Option<String>,
}

/// Issues a copy; the place of the file is asked for in the system's dialog.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct IssueIdentity {
    /// The person.
    pub person: String,
    /// Both keyholders.
    pub keyholders: Vec<Leave>,
    /// The last day, YYYY-MM-DD; a year where absent, and never after the post or the employment.
    #[serde(default)]
    pub until: Option<String>,
}

/// A copy that was issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct IssuedCopy {
    /// The file.
    pub file: ChosenFile,
    /// The initial PIN, which travels by another way and is shown once.
    pub initial_pin: String,
    /// The person as they stand now.
    pub person: PersonFile,
}

/// A seal in the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SealEntry {
    /// Its name.
    pub name: String,
    /// SHA-256 of its artwork, hex; empty where only the certificate counts.
    pub artwork: String,
    /// Who keeps it: id and name.
    pub custodian: NamedPerson,
    /// Deputies, past ones too.
    pub deputies: Vec<DeputyEntry>,
    /// What it is for.
    pub scope: ScopeEntry,
    /// Who must have signed before.
    pub needs: Vec<NeedEntry>,
    /// In this order.
    pub ordered: bool,
    /// `when-unsigned`, `always`, `never`.
    pub ticket: String,
    /// Who may write tickets.
    pub approvers: Vec<NamedPerson>,
    /// Put away or reported lost where false.
    pub in_use: bool,
    /// What was done about it.
    pub steps: Vec<StepEntry>,
}

/// A person by id and name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NamedPerson {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// Who must have signed: a person, or whoever holds a post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NeedEntry {
    /// The person's id.
    pub person: Option<String>,
    /// The post.
    pub post: Option<String>,
}

/// A deputy of a seal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DeputyEntry {
    /// Who.
    pub person: NamedPerson,
    /// RFC 3339.
    pub from: String,
    /// RFC 3339.
    pub until: String,
    /// Who saw the hand-over.
    pub witness: String,
}

/// Registers or changes a seal.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeepSeal {
    /// Its name.
    pub name: String,
    /// SHA-256 of its artwork, hex.
    #[serde(default)]
    pub artwork: String,
    /// Who keeps it, by id.
    pub custodian: String,
    /// What it is for.
    #[serde(default)]
    pub scope: ScopeEntry,
    /// Who must have signed before.
    #[serde(default)]
    pub needs: Vec<NeedEntry>,
    /// In this order.
    #[serde(default)]
    pub ordered: bool,
    /// `when-unsigned`, `always`, `never`.
    pub ticket: String,
    /// Who may write tickets, by id.
    #[serde(default)]
    pub approvers: Vec<String>,
    /// Put away where false.
    pub in_use: bool,
    /// Who changes it.
    pub by: Leave,
    /// Why.
    #[serde(default)]
    pub why: String,
}

/// Hands a seal to a deputy for a period, or to a new keeper where there is no end.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HandOverSeal {
    /// The seal.
    pub seal: String,
    /// To whom, by id.
    pub to: String,
    /// RFC 3339.
    pub from: String,
    /// RFC 3339; absent for a new keeper.
    #[serde(default)]
    pub until: Option<String>,
    /// Who saw it.
    pub witness: String,
    /// Who writes it down.
    pub by: Leave,
}

/// A letter that the user picked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OfficeFile {
    /// The file, for `take_office_file` or `take_identity`.
    pub file: ChosenFile,
    /// `application`, `issue`, `receipt`, `directory`, `notice`, `unlock-request`, `unlock`, `ticket`, `return`, `log`.
    pub kind: String,
    /// Whose, or of which organisation; empty where the file does not say without a PIN.
    pub about: String,
    /// Of a directory that would bind this station: SHA-256 of the office's root, hex, to be compared with one that the
    /// office told by another way.
    pub root: Option<String>,
}

/// Takes over a letter of any kind but a copy.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TakeOfficeFile {
    /// From `choose_office_file`.
    pub file: String,
    /// The first directory binds the station to its root: the user compared it.
    #[serde(default)]
    pub bind: bool,
    /// Of the office: who takes it over.
    #[serde(default)]
    pub by: Option<Leave>,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TakenFile {
    /// As in [`OfficeFile`].
    pub kind: String,
    /// What was done, in words of the catalogue.
    pub told: crate::Text,
    /// The person it is about, by id, where the register knows one.
    pub person: Option<String>,
}

/// What became of several approvals that were taken over together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TakenApprovals {
    /// How many were taken over.
    pub taken: u32,
    /// Those that were not.
    pub refused: Vec<RefusedFile>,
}

/// A file that was not taken over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RefusedFile {
    /// Its name.
    pub name: String,
    /// Why.
    pub failure: crate::Failure,
}

/// Both keyholders.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Keyholders {
    /// The two.
    pub keyholders: Vec<Leave>,
}

/// Answers a station's request for its tries; the place of the letter is asked for.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GiveUnlock {
    /// The request, from `choose_office_file`.
    pub file: String,
    /// Both keyholders.
    pub keyholders: Vec<Leave>,
}

/// Something that went wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct IncidentEntry {
    /// Its number.
    pub number: u32,
    /// `loss`, `leak`, `misuse`, `tampering`, `other`; words are `incident-<kind>`.
    pub kind: String,
    /// About whom.
    pub person: String,
    /// What happened.
    pub words: String,
    /// What was done.
    pub measure: String,
    /// Who wrote it.
    pub who: String,
    /// RFC 3339.
    pub at: String,
}

/// Writes an incident down.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AddIncident {
    /// `loss`, `leak`, `misuse`, `tampering`, `other`.
    pub kind: String,
    /// About whom.
    pub person: String,
    /// What happened.
    pub words: String,
    /// What was done.
    #[serde(default)]
    pub measure: String,
    /// Who writes.
    pub by: Leave,
}

/// A signature that nobody uses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct UnusedEntry {
    /// Whose.
    pub person: NamedPerson,
    /// When it was used last, RFC 3339; absent for never.
    pub last_use: Option<String>,
    /// Days since then, or since it was issued.
    pub days: u32,
}

/// A station whose log the office has seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StationEntry {
    /// Its name.
    pub station: String,
    /// The log's name, hex.
    pub log: String,
    /// Rows.
    pub size: u32,
    /// When the office saw it, RFC 3339.
    pub seen: String,
    /// Hours since then.
    pub age: u32,
}

/// A report that came back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReturnedReport {
    /// The file's name.
    pub name: String,
    /// SHA-256, hex.
    pub sha256: String,
    /// Who returned it.
    pub by: String,
    /// RFC 3339.
    pub at: String,
    /// What the verifier said.
    pub verdict: crate::Verdict,
    /// Where it was signed.
    pub place: String,
}

/// A month or a year.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct InspectionOf {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12; the whole year where absent.
    #[serde(default)]
    pub month: Option<i8>,
}

/// What an inspection finds (RS10 七.1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Inspection {
    /// `2026-11` or `2026`.
    pub period: String,
    /// The organisation.
    pub organisation: String,
    /// People by state, now.
    pub counts: Vec<StateCount>,
    /// Steps of the period by their kind.
    pub steps: Vec<StateCount>,
    /// Rows of all logs in the period by action.
    pub actions: Vec<StateCount>,
    /// Signatures of the period by person.
    pub signatures: Vec<StateCount>,
    /// What nobody uses.
    pub unused: Vec<UnusedEntry>,
    /// Incidents of the period.
    pub incidents: Vec<IncidentEntry>,
    /// Stations and how fresh their logs are.
    pub stations: Vec<StationEntry>,
    /// What is to be done: rules by id, each with whom it is about.
    pub to_do: Vec<ToDo>,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ToDo {
    /// The rule.
    pub rule: String,
    /// Its clause.
    pub clause: String,
    /// About whom or what.
    pub about: String,
}
