//! The usage log as the window shows it.

use serde::{Deserialize, Serialize};

use crate::Text;

/// Asks for a stretch of the log.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HistoryQuery {
    /// Words that must occur: name, place, document, person.
    pub text: String,
    /// Only this kind of action.
    pub action: Option<String>,
    /// RFC 3339, inclusive.
    pub from: Option<String>,
    /// RFC 3339, exclusive.
    pub to: Option<String>,
    /// How many entries to skip.
    pub offset: u32,
    /// How many entries at most.
    pub limit: u32,
    /// Oldest first, instead of newest first.
    pub oldest_first: bool,
}

/// A stretch of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HistoryPage {
    /// How many entries fit the query in all.
    pub total: u32,
    /// The stretch.
    pub entries: Vec<HistoryEntry>,
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HistoryEntry {
    /// Its number, from 1.
    #[cfg_attr(test, ts(type = "number"))]
    pub seq: u64,
    /// RFC 3339, with the zone of the place.
    pub at: String,
    /// The action's code; text id `action-<code>`.
    pub action: String,
    /// Who.
    pub who: String,
    /// Where, as typed by the user.
    pub place: String,
    /// The document's name.
    pub document: Option<String>,
    /// SHA-256 before, hex.
    pub sha256_before: Option<String>,
    /// SHA-256 after, hex.
    pub sha256_after: Option<String>,
    /// The identity used.
    pub identity: Option<String>,
    /// Who was logged in to the program.
    pub login: Option<String>,
    /// How they, or who tried to, logged in: text id `login-by-<word>`.
    pub login_by: Option<String>,
    /// The device.
    pub device: String,
    /// "ok", "failed" or "refused"; text id `result-<word>`.
    pub result: String,
    /// A failure's code or further note.
    pub note: Option<String>,
    /// What the check before signing found and the signer saw: the kinds of findings.
    pub checked: Vec<Text>,
    /// The entry's hash, hex.
    pub hash: String,
}

/// Whether the log is whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChainState {
    /// Every entry follows from the one before.
    pub intact: bool,
    /// How many entries.
    #[cfg_attr(test, ts(type = "number"))]
    pub size: u64,
    /// The Merkle root, hex.
    pub root: String,
    /// The first entry that does not fit.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub broken_at: Option<u64>,
    /// Why; text id `chain-<code>`.
    pub reason: Option<String>,
}

/// Writes the log to a file; the place is asked for in the system's dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum HistoryFormat {
    /// For a spreadsheet.
    Csv,
    /// With the hashes, so that it can be checked again.
    Json,
}
