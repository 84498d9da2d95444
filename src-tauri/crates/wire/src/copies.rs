//! Copies for printing and handing on (副本).

use serde::{Deserialize, Serialize};

use crate::{DocumentId, Secret};

/// Which copy it is, and whose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CopyOrder {
    /// Its number, where copies are numbered.
    pub number: Option<u32>,
    /// Whom it is for.
    pub recipient: Option<String>,
}

/// Makes a copy of an open document.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SaveCopy {
    /// The document.
    pub document: DocumentId,
    /// Which copy, and whose.
    pub order: CopyOrder,
    /// Encrypts it, where given.
    pub password: Option<Secret>,
}

/// A copy that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MadeCopy {
    /// Where it is.
    pub path: String,
    /// SHA-256 of the copy, hex.
    pub sha256: String,
    /// SHA-256 of the original, hex.
    pub original: String,
    /// Its own id, hex.
    pub id: String,
    /// It opens with a password.
    pub encrypted: bool,
}
