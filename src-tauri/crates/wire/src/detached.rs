//! Signatures in files of their own, beside files of any kind.

use serde::{Deserialize, Serialize};

use crate::{ChosenFile, Failure, SecondPerson, Secret, SignOptions, Verification};

/// Files of any kind that were chosen to be signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FilesToSign {
    /// The files.
    pub files: Vec<ChosenFile>,
}

/// May files be signed by whoever would sign them? The rules look at nothing in the files themselves.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DetachedQuestion {
    /// The identity.
    pub identity: String,
    /// The kind of the files, as the house calls it.
    #[serde(default)]
    pub kind: String,
    /// The department that they are of.
    #[serde(default)]
    pub department: String,
    /// Who would confirm it as a second person.
    #[serde(default)]
    pub second: Option<String>,
}

/// Signs files of any kind, each beside itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignDetached {
    /// The files, by their ids.
    pub files: Vec<String>,
    /// Who signs: an identity of this computer, or a certificate on a token.
    pub identity: String,
    /// Their PIN; empty where the token has its own keys for it.
    pub pin: Secret,
    /// Level, digest, kind and department.
    #[serde(default)]
    pub options: SignOptions,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Where the signer is.
    #[serde(default)]
    pub location: String,
    /// The consent sentence was confirmed.
    pub consent: bool,
    /// Who confirms it as a second person, where the house wants one.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub second: Option<SecondPerson>,
}

/// What became of each file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignedDetached {
    /// One a file, in their order.
    pub rows: Vec<DetachedRow>,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DetachedRow {
    /// The file's name.
    pub name: String,
    /// The name of its signature, beside it.
    pub output: Option<String>,
    /// Why there is none.
    pub failure: Option<Failure>,
    /// The log entry's number, where it came to that.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub log_entry: Option<u64>,
}

/// A signature file that was judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DetachedVerification {
    /// Names it in requests.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its folder, for display.
    pub folder: String,
    /// The name of the file that was held against it; none where what was signed lies in the signature file itself.
    pub content: Option<String>,
    /// What the verifier says; the SHA-256 is that of what was signed.
    pub verification: Verification,
}
