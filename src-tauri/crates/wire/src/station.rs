//! The rules of use on the station of somebody who signs or keeps a seal.

use serde::{Deserialize, Serialize};

use crate::{DocumentId, Secret};

/// What the rules know of this station.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StationRules {
    /// The device's id, for the office's list of devices.
    pub device: String,
    /// The identities of this station, as the rules see them.
    pub identities: Vec<IdentityRules>,
    /// The journey under way.
    pub travel: Option<TravelEntry>,
    /// Journeys, the newest first.
    pub travels: Vec<TravelEntry>,
    /// Tickets that can be used.
    pub tickets: Vec<TicketEntry>,
    /// What falls due, the nearest first.
    pub due: Vec<DueEntry>,
    /// When the last backup was made, RFC 3339.
    pub backed_up: Option<String>,
    /// Rules that ask for attention, by id.
    pub attention: Vec<String>,
}

/// Something that falls due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DueEntry {
    /// The rule, by id.
    pub rule: String,
    /// Its clause.
    pub clause: String,
    /// Whose or what; empty for the station itself.
    pub about: String,
    /// The day, YYYY-MM-DD.
    pub on: String,
    /// Days until then; negative where it has passed.
    pub days: i32,
}

/// An identity as the rules see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct IdentityRules {
    /// The identity's id.
    pub identity: String,
    /// Its label.
    pub label: String,
    /// The person in the directory, by id.
    pub person: Option<String>,
    /// The state in the directory.
    pub state: Option<String>,
    /// The PIN is the initial one and must be changed first.
    pub initial_pin: bool,
    /// Days since the PIN was set.
    pub pin_age: Option<u32>,
    /// An application waits for the office.
    pub applied: bool,
    /// The receipt of the copy waits to be written for the office.
    pub receipt: bool,
    /// `loss`, `leak`, `misuse`: reported here.
    pub trouble: Option<String>,
    /// `anywhere`, `off-site`, `devices`.
    pub condition: Option<String>,
    /// The departments that it is for; empty for every one.
    pub departments: Vec<String>,
    /// Rules that forbid signing now, by id.
    pub blocks: Vec<String>,
    /// Rules that warn, by id.
    pub warnings: Vec<String>,
}

/// A journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TravelEntry {
    /// Where.
    pub place: String,
    /// Why.
    pub reason: String,
    /// RFC 3339.
    pub from: String,
    /// RFC 3339.
    pub until: String,
    /// Under way now.
    pub open: bool,
}

/// Declares a journey (RS17 2).
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BeginTravel {
    /// Where.
    pub place: String,
    /// Why.
    pub reason: String,
    /// RFC 3339; now where absent.
    #[serde(default)]
    pub from: Option<String>,
    /// RFC 3339.
    pub until: String,
}

/// Applies for a signature: a new key is made here, and a letter for the office, whose place is asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Apply {
    /// The name.
    pub name: String,
    /// The organisation.
    pub organisation: String,
    /// The department.
    #[serde(default)]
    pub department: String,
    /// The post.
    #[serde(default)]
    pub post: String,
    /// Its field.
    #[serde(default)]
    pub field: String,
    /// `regular`, `temporary`, `part-time`, `external`.
    pub employment: String,
    /// The last day, YYYY-MM-DD.
    #[serde(default)]
    pub ends: Option<String>,
    /// The number of the identity card; only a masked form leaves this station.
    #[serde(default)]
    pub id_number: String,
    /// What for.
    pub purpose: String,
    /// `anywhere`, `off-site`, `devices`.
    pub condition: String,
    /// The specimen: a kept mark with a picture; none where it will be drawn.
    #[serde(default)]
    pub mark: Option<String>,
    /// Papers, from `choose_attachment`.
    #[serde(default)]
    pub attachments: Vec<String>,
    /// The person that this renews, by id.
    #[serde(default)]
    pub renews: Option<String>,
    /// The kind of key.
    #[serde(default)]
    pub key: crate::KeyType,
    /// The PIN until the copy comes.
    pub pin: Secret,
}

/// Takes over an issued copy.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TakeIdentity {
    /// From `choose_office_file`.
    pub file: String,
    /// The initial PIN, from the office.
    pub initial_pin: Secret,
    /// The PIN given when applying.
    pub pin: Secret,
}

/// Reports loss, leak or misuse, or that it was found again; the place of the notice is asked for.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReportTrouble {
    /// The identity.
    pub identity: String,
    /// `loss`, `leak`, `misuse`, `found`.
    pub trouble: String,
    /// In words.
    pub words: String,
}

/// An approval to seal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TicketEntry {
    /// Its number.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// The seal.
    pub seal: String,
    /// Pages from 1; empty for every one.
    pub pages: Vec<u32>,
    /// How many impressions at most.
    pub count: u32,
    /// It may be printed too.
    pub print: bool,
    /// Who approves.
    pub approver: String,
    /// RFC 3339.
    pub until: String,
    /// It was used.
    pub used: bool,
}

/// Writes an approval for an open document; its place is asked for.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct IssueTicket {
    /// The document as it is to be sealed.
    pub document: DocumentId,
    /// The seal.
    pub seal: String,
    /// Pages from 1; empty for every one.
    #[serde(default)]
    pub pages: Vec<u32>,
    /// How many impressions at most.
    pub count: u32,
    /// It may be printed too.
    #[serde(default)]
    pub print: bool,
    /// For how many hours.
    pub hours: u32,
    /// Why.
    #[serde(default)]
    pub words: String,
    /// The approver's identity.
    pub identity: String,
    /// Its PIN.
    pub pin: Secret,
}

/// Packs a signed document for the office; the place of the package is asked for.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReturnReport {
    /// The signed document, open.
    pub document: DocumentId,
    /// Who returns it.
    pub identity: String,
    /// Its PIN.
    pub pin: Secret,
}

/// May this be signed?
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SigningQuestion {
    /// The document.
    pub document: DocumentId,
    /// The identity.
    pub identity: String,
    /// The kind of the document, as the house calls it.
    #[serde(default)]
    pub kind: String,
    /// The department that the document is of.
    #[serde(default)]
    pub department: String,
    /// Who would confirm it as a second person.
    #[serde(default)]
    pub second: Option<String>,
    /// The result would be encrypted.
    #[serde(default)]
    pub encrypt: bool,
}

/// May this be sealed, or printed?
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SealingQuestion {
    /// The document.
    pub document: DocumentId,
    /// The seal.
    pub seal: String,
    /// The identity that seals.
    #[serde(default)]
    pub identity: String,
    /// Pages from 1 that get an impression; the last one where empty.
    #[serde(default)]
    pub pages: Vec<u32>,
    /// The kind of the document.
    #[serde(default)]
    pub kind: String,
    /// The department that the document is of.
    #[serde(default)]
    pub department: String,
    /// It is to be printed.
    #[serde(default)]
    pub printing: bool,
}

/// What the rules say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RulesAnswer {
    /// Nothing forbids it.
    pub allowed: bool,
    /// What forbids it.
    pub blocks: Vec<RuleEntry>,
    /// What is told before.
    pub warnings: Vec<RuleEntry>,
    /// What is recorded.
    pub records: Vec<RuleEntry>,
    /// The ticket that will be used up.
    pub ticket: Option<String>,
}

/// A rule of use; words are `rule-<id>` and `rule-<id>-remedy`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RuleEntry {
    /// Its id.
    pub id: String,
    /// Its clause: `RS18 §9`.
    pub clause: String,
    /// `block`, `warn`, `record`.
    pub effect: String,
}

/// Makes a backup, whose place is asked for.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BackupUnder {
    /// The backup's password.
    pub password: Secret,
}

/// What a restore brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RestoredBackup {
    /// When the backup was made, RFC 3339.
    pub made: String,
    /// Files written.
    pub files: u32,
    /// Rows of the log.
    pub log_rows: u32,
}

/// What a backup holds; it was really restored, into a folder of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BackupFacts {
    /// When it was made, RFC 3339.
    pub made: String,
    /// Files in it.
    pub files: u32,
    /// Identities that can be read.
    pub identities: u32,
    /// Rows of the log, whose chain holds.
    pub log_rows: u32,
    /// People in the register; none where this is no office.
    pub people: Option<u32>,
}
