//! What the house says of newer versions of the program, and what users say of it. Nothing here goes over a network.

use serde::{Deserialize, Serialize};

use crate::Leave;

/// The newest version that the house approves of, as its directory carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReleaseNotice {
    /// Its number: "1.3.0".
    pub version: String,
    /// It closes a security hole.
    pub security: bool,
    /// Where to get it, in words or as a path: shown, never opened.
    pub place: String,
    /// SHA-256 of the installer, hex; empty where the house does not say.
    pub sha256: String,
    /// What else is to be said.
    pub words: String,
}

/// Says which version the house approves of.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeepRelease {
    /// The notice; none takes it back.
    pub release: Option<ReleaseNotice>,
    /// Who says so.
    pub by: Leave,
}

/// What this station knows of newer versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct UpdateState {
    /// This program's version.
    pub own: String,
    /// What the house's directory says.
    pub notice: Option<ReleaseNotice>,
    /// The house's version is newer than this one.
    pub newer: bool,
}

/// A chosen installer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Installer {
    /// The file's name.
    pub name: String,
    /// Its SHA-256, hex.
    pub sha256: String,
    /// Whether it is the one that the notice names; `None` where it names none.
    pub agrees: Option<bool>,
}
