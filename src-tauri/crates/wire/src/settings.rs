//! What the user has chosen.

use serde::{Deserialize, Serialize};

/// The settings that the window shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Settings {
    /// The language; follows the system where absent.
    pub language: Option<Language>,
    /// Light or dark; follows the system by itself.
    pub appearance: Appearance,
    /// Filled in as the place of signing.
    pub place: String,
    /// Filled in as the reason.
    pub reason: String,
    /// The identity used last.
    pub identity: Option<String>,
    /// The look used last.
    pub look: crate::Look,
    /// Width of the last placed signature, millimetres.
    pub mark_width: f64,
    /// The first-run guide was finished or put away.
    pub guide_done: bool,
    /// The level used last.
    pub level: crate::Level,
    /// Nothing is fetched from anywhere.
    pub offline: bool,
    /// The proxy for timestamps and proofs, such as `http://proxy:8080`; none where empty.
    pub proxy: String,
    /// Whoever the computer's own system trusts is trusted too.
    pub system_trust: bool,
    /// Hosts that may be asked for proofs although they are on the local network.
    pub hosts: Vec<String>,
    /// The codes of the check's findings that nobody may sign over.
    pub blocking: Vec<String>,
    /// The standards that the signer is authorised for; empty where that is not kept here.
    pub scope: Vec<String>,
    /// What this computer is for.
    pub station: crate::Station,
    /// A newer version that the house approves of is told at the start.
    pub tell_updates: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            appearance: Appearance::System,
            place: String::new(),
            reason: String::new(),
            identity: None,
            look: crate::Look::default(),
            mark_width: 45.0,
            guide_done: false,
            level: crate::Level::B,
            offline: false,
            proxy: String::new(),
            system_trust: false,
            hosts: Vec::new(),
            blocking: Vec::new(),
            scope: Vec::new(),
            station: crate::Station::Signer,
            tell_updates: false,
        }
    }
}

/// The languages there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Language {
    /// 简体中文.
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Appearance {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What the page needs before it can show anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Start {
    /// The settings.
    pub settings: Settings,
    /// The language that the system speaks.
    pub system_language: Language,
    /// The program's version.
    pub version: String,
    /// The person logged in to the computer, to fill in a name.
    pub user: String,
    /// A document that was given at the start, open.
    pub document: Option<crate::Document>,
    /// A signature file that was given at the start, judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub signature_file: Option<crate::DetachedVerification>,
    /// Why a document that was given at the start could not be opened.
    pub failure: Option<crate::Failure>,
    /// Where the login stands. While nobody is logged in, of the rest only language, look and version are told.
    pub login: crate::LoginState,
    /// Work that an earlier run left open and that was settled now: text ids with values.
    pub recovered: Vec<crate::Text>,
}
