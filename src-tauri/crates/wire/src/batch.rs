//! Many files with one secret, and fields prepared for others.

use serde::{Deserialize, Serialize};

use crate::{ChosenFile, DocumentId, Failure, Level, Look, Place, RulesAnswer, Secret, SignOptions, Text};

/// The files of a batch, as they were chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BatchFiles {
    /// The PDF files; a folder gives those in it.
    pub files: Vec<ChosenFile>,
}

/// On which page of each file a mark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum BatchPage {
    /// The first.
    First,
    /// The last.
    Last,
}

/// Signs many files, each into a new file in the output folder.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignBatch {
    /// The files, from `choose_batch_files` or `choose_batch_folder`.
    pub files: Vec<String>,
    /// The folder, from `choose_batch_output`.
    pub output: String,
    /// Who signs.
    pub identity: String,
    /// Their PIN, once for all.
    pub pin: Secret,
    /// What it looks like.
    pub look: Look,
    /// The page of the mark.
    #[serde(default)]
    pub page: Option<BatchPage>,
    /// Where on that page; its own page number is not looked at.
    #[serde(default)]
    pub place: Option<Place>,
    /// The empty field of this name instead of a place.
    #[serde(default)]
    pub field: Option<String>,
    /// What is stamped on each file in the same pass.
    #[serde(default)]
    pub stamps: Vec<crate::Stamp>,
    /// What a code beside each look says of its document on paper; no code where there is nothing.
    #[serde(default)]
    pub paper: Vec<crate::PaperName>,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Where the signer is.
    #[serde(default)]
    pub location: String,
    /// What else is decided.
    #[serde(default)]
    pub options: SignOptions,
    /// The consent sentence for many (text id `consent-sentence-batch`) was confirmed.
    pub consent: bool,
    /// Who confirms it as a second person, once for all, where the house wants one.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub second: Option<crate::SecondPerson>,
    /// The password that each result shall open with, where they shall be encrypted.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub encrypt: Option<Secret>,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BatchRow {
    /// Its place in the list, from 0.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// The new file's name, where it was signed.
    pub output: Option<String>,
    /// The level that was reached.
    pub level: Option<Level>,
    /// The timestamp waits for the network.
    pub waiting: bool,
    /// What was stamped with it and how it is bound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Text>,
    /// Why it was not signed.
    pub failure: Option<Failure>,
}

/// What became of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BatchResult {
    /// One row a file, in order.
    pub rows: Vec<BatchRow>,
    /// Why the rest was not tried: a wrong PIN, or the user gave up.
    pub stopped: Option<Failure>,
}

/// Event `batch-progress`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BatchProgress {
    /// Files that are done.
    pub done: u32,
    /// Files in all.
    pub total: u32,
    /// The one that was done last.
    pub row: Option<BatchRow>,
}

/// Asks what the rules of use say before many files are signed; nothing is signed, no approval is used.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BatchQuestion {
    /// The files, from `choose_batch_files` or `choose_batch_folder`.
    pub files: Vec<String>,
    /// Who signs.
    pub identity: String,
    /// What is stamped on each file.
    #[serde(default)]
    pub stamps: Vec<crate::Stamp>,
    /// The kind of the documents, as the house calls it.
    #[serde(default)]
    pub kind: String,
    /// The department that the documents are of.
    #[serde(default)]
    pub department: String,
    /// Who would confirm it as a second person.
    #[serde(default)]
    pub second: Option<String>,
    /// The results would be encrypted.
    #[serde(default)]
    pub encrypt: bool,
}

/// What the rules say before many files are signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BatchRules {
    /// Of whoever signs, the same for every file.
    pub signing: RulesAnswer,
    /// Of each file, in order.
    pub files: Vec<FileRules>,
}

/// What the rules say of one of many files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FileRules {
    /// Its place in the list, from 0.
    pub index: u32,
    /// One answer for each seal that would be set on it.
    pub seals: Vec<RulesAnswer>,
    /// Why it could not be asked.
    pub failure: Option<Failure>,
}

/// An empty signature field for somebody to sign later.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NewField {
    /// Its name: "批准".
    pub name: String,
    /// Where it stands; none for an invisible one.
    pub place: Option<Place>,
    /// Signing it locks every field.
    #[serde(default)]
    pub lock_all: bool,
    /// The reasons that the signer may give; none for any.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// The signature must carry a trusted timestamp.
    #[serde(default)]
    pub timestamp: bool,
}

/// Puts empty signature fields into a new file beside the document, in the order of signing.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PrepareFields {
    /// The document.
    pub document: DocumentId,
    /// The fields.
    pub fields: Vec<NewField>,
    /// Fields for the slices of a seam seal besides.
    #[serde(default)]
    pub slots: Option<crate::SeamSlots>,
}
