//! Timestamps and proofs: who is asked, what waits, and bringing a signed document to a higher level.

use serde::{Deserialize, Serialize};

use crate::{DocumentId, Failure, Level, Secret};

/// A timestamp authority as the settings show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Authority {
    /// Its address.
    pub url: String,
    /// The user name for basic authentication; empty for none.
    pub user: String,
    /// A password is kept for it.
    pub has_password: bool,
}

/// A timestamp authority to be kept.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeepAuthority {
    /// Its address.
    pub url: String,
    /// The user name; empty for none.
    #[serde(default)]
    pub user: String,
    /// The password; the one kept before where absent.
    #[serde(default)]
    pub password: Option<Secret>,
}

/// Keeps the authorities, in the order in which they are asked.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeepAuthorities {
    /// The first is asked first.
    pub authorities: Vec<KeepAuthority>,
}

/// Whether an authority answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AuthorityAnswer {
    /// The authority's name from its certificate.
    pub name: Option<String>,
    /// The time it stamped, RFC 3339.
    pub time: Option<String>,
    /// Why there is none.
    pub failure: Option<Failure>,
}

/// A signed file whose timestamp or proofs wait for the network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PendingTimestamp {
    /// Names it in requests.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// Its folder, for display only.
    pub folder: String,
    /// The level it is to reach.
    pub level: Level,
    /// Since when it waits, RFC 3339.
    pub since: String,
    /// The file is gone or is another one now.
    pub missing: bool,
}

/// What became of a waiting timestamp.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FinishedTimestamp {
    /// Which one.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// The level that was reached.
    pub level: Option<Level>,
    /// Why it still waits.
    pub failure: Option<Failure>,
}

/// Brings an open signed document to a higher level, into a new file beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExtendDocument {
    /// The document.
    pub document: DocumentId,
    /// The level to reach; T puts a document timestamp.
    pub level: Level,
}
