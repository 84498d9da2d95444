//! Evidence packages: a document with everything that proves it.

use serde::{Deserialize, Serialize};

use crate::{ChosenFile, DocumentId, ReportSigner, Text, Tone};

/// Packs an open document.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SavePackage {
    /// The document.
    pub document: DocumentId,
    /// Who signs the package; nobody where absent.
    #[serde(default)]
    pub signer: Option<ReportSigner>,
    /// The consent sentence was confirmed.
    #[serde(default)]
    pub consent: bool,
}

/// A package that was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SavedPackage {
    /// The file.
    pub file: ChosenFile,
    /// What is in it.
    pub members: Vec<PackageMember>,
}

/// One file of a package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PackageMember {
    /// Its name in the package.
    pub name: String,
    /// What it is.
    pub what: Text,
}

/// Something found while a package was checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PackageFinding {
    /// Good, know, bad.
    pub tone: Tone,
    /// The sentence.
    pub text: Text,
}
