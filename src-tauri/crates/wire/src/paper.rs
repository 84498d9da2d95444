//! A printed page held against its file (纸电互验).

use serde::{Deserialize, Serialize};

use crate::{Text, Tone};

/// Something that a code beside a signature says of its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PaperName {
    /// What it is: 报告编号.
    pub name: String,
    /// As it stands in the document; found behind its name there where empty.
    #[serde(default)]
    pub value: String,
}

/// The one word about a code on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PaperOutcome {
    /// Signed, untouched, and the file says the same.
    Agrees,
    /// Signed and untouched; there was no file to hold it against.
    Signed,
    /// The file says something else, or was signed by somebody else.
    Differs,
    /// Nobody's whose certificate is known here.
    Unknown,
    /// The signature does not verify with the certificate that it names.
    Forged,
}

impl PaperOutcome {
    /// The word in text ids.
    pub fn code(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Signed => "signed",
            Self::Differs => "differs",
            Self::Unknown => "unknown",
            Self::Forged => "forged",
        }
    }
}

/// Where the certificate is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PaperKnown {
    /// It is trusted.
    Trusted,
    /// It is an identity of this computer.
    Own,
    /// It came along on the command line.
    Given,
    /// It stands in a signature of the file.
    InFile,
}

impl PaperKnown {
    /// The word in text ids.
    pub fn code(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Own => "own",
            Self::Given => "given",
            Self::InFile => "in-file",
        }
    }
}

/// What the codes on a photograph or scan prove.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PaperCheck {
    /// The photograph's or scan's name.
    pub name: String,
    /// One each code.
    pub findings: Vec<PaperFinding>,
}

/// A value that the code names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PaperValue {
    /// "报告编号".
    pub name: String,
    /// "JC-2026-0417".
    pub value: String,
    /// The pages of the file where it stands, from 0; none where there is no file.
    pub pages: Option<Vec<u32>>,
}

/// What a code on paper proves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PaperFinding {
    /// The one word about it.
    pub outcome: PaperOutcome,
    /// Its mark.
    pub tone: Tone,
    /// The one sentence about it.
    pub headline: Text,
    /// Whose statement it says to be.
    pub signer: String,
    /// The first sixteen octets of the SHA-256 of the certificate that it names, hex.
    pub certificate: String,
    /// Where that certificate is known from.
    pub known: Option<PaperKnown>,
    /// Whether that certificate signed the file too, where there is one.
    pub signed_the_file: Option<bool>,
    /// The day by the signer's own clock, YYYY-MM-DD.
    pub day: String,
    /// The seal's name; empty where there is none.
    pub seal: String,
    /// How many pages the document has by it.
    pub pages: u32,
    /// Whether the file has so many.
    pub pages_agree: Option<bool>,
    /// What else it names.
    pub values: Vec<PaperValue>,
}
