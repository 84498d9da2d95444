//! The check of a document before it is signed.

use serde::{Deserialize, Serialize};

use crate::{Area, DocumentId, Text, Tone};

/// Asks for the check of an open document.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CheckDocument {
    /// The document.
    pub document: DocumentId,
    /// Who is going to sign, where that is known.
    #[serde(default)]
    pub identity: Option<String>,
}

/// What the check found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CheckUp {
    /// The findings, the gravest first.
    pub findings: Vec<CheckFinding>,
    /// It reads like a laboratory's report, and was checked as one.
    pub report: bool,
    /// The document is so large that not everything was looked at.
    pub partial: bool,
}

/// One thing that a signer should know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CheckFinding {
    /// Its stable code, to accept it by.
    pub code: String,
    /// Its mark: know for a note or a warning, bad for a grave one or one that blocks.
    pub tone: Tone,
    /// What it is.
    pub text: Text,
    /// Why it matters and what to do.
    pub advice: Text,
    /// From 0, where it is on a page.
    pub page: Option<u32>,
    /// Where on the page, where that is known.
    pub area: Option<Area>,
    /// The signer has to accept it before signing.
    pub to_accept: bool,
    /// The policy lets nobody sign over it.
    pub blocks: bool,
}

/// A kind of finding that a policy can make blocking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CheckRule {
    /// Its stable code.
    pub code: String,
    /// What it is, without the details of one document.
    pub text: Text,
    /// Nobody may sign over it.
    pub blocks: bool,
}
