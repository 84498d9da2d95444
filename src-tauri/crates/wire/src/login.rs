//! The login to the program, which comes before every PIN (RS6 6), and the fingerprint that may stand in for its password.

use serde::{Deserialize, Serialize};

use crate::Secret;

/// Where the login stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LoginState {
    /// Who logs in; absent where no login is set.
    pub name: Option<String>,
    /// Somebody is logged in, or no login is set.
    pub open: bool,
    /// How they logged in.
    pub by: Option<LoginBy>,
    /// A fingerprint may stand in for the password.
    pub fingerprint: bool,
    /// The system has a reader and knows a finger of its user.
    pub reader: bool,
    /// Three fingers in a row were not recognised: the password is asked for.
    pub fingers_spent: bool,
    /// The house wants a login before anything is signed.
    pub required: bool,
    /// No try before this moment (RFC 3339).
    pub waits: Option<String>,
}

/// How somebody logged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum LoginBy {
    /// With the password.
    Password,
    /// By a fingerprint that the system recognised.
    Fingerprint,
}

impl LoginBy {
    /// The word for the log and for text ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Fingerprint => "fingerprint",
        }
    }
}

/// Logs in.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LogIn {
    /// Who.
    pub name: String,
    /// Their password.
    pub password: Secret,
}

/// Sets a login where there is none.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SetLogin {
    /// Who logs in from now on.
    pub name: String,
    /// Their password.
    pub password: Secret,
}

/// Gives the login another password.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangeLogin {
    /// The one it has.
    pub old: Secret,
    /// The one it gets.
    pub new: Secret,
}

/// Removes the login.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RemoveLogin {
    /// Its password.
    pub password: Secret,
}

/// Why somebody is logged out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum LogOut {
    /// They wanted it; what is open is closed.
    Asked,
    /// Nobody was there for a while; what is open stays for whoever logs in again.
    Idle,
}

/// What the reader says while a finger is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum FingerStep {
    /// It waits for a finger.
    Waiting,
    /// Not read well: once more.
    Retry,
    /// Swiped too short.
    TooShort,
    /// Not in the middle.
    OffCentre,
    /// To be lifted and put down again.
    Lift,
    /// Swiped too fast.
    TooFast,
    /// Not recognised; there is another try.
    NoMatch,
}

impl FingerStep {
    /// All of them, for tests of the catalogue.
    pub const ALL: &[Self] = &[
        Self::Waiting,
        Self::Retry,
        Self::TooShort,
        Self::OffCentre,
        Self::Lift,
        Self::TooFast,
        Self::NoMatch,
    ];

    /// The word for text ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Retry => "retry",
            Self::TooShort => "too-short",
            Self::OffCentre => "off-centre",
            Self::Lift => "lift",
            Self::TooFast => "too-fast",
            Self::NoMatch => "no-match",
        }
    }
}
