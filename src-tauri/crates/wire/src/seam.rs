//! What a receiver is told of a document's seam seal (骑缝章).

use serde::{Deserialize, Serialize};

use crate::{DocumentId, Edge, Text, Tone};

/// Asks whether the slices on the pages of an open document make one seal again.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CheckSeam {
    /// The document.
    pub document: DocumentId,
    /// The registered seal to hold the slices against, by its id; none: only against each other.
    pub seal: Option<String>,
}

/// The one word about a seam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SeamOutcome {
    /// There is one page, so nothing that could be joined.
    OnePage,
    /// No edge bears slices of a seal.
    NoSeam,
    /// Every slice is there and in its place.
    Complete,
    /// Something is not.
    Disturbed,
    /// The slices of a scan do not join, and the scan may be the reason: somebody must look.
    Unclear,
}

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SeamFate {
    /// Its slice stands where it belongs.
    Fits,
    /// Its slice belongs to another place.
    Moved,
    /// Its slice does not fit.
    Foreign,
    /// It bears no slice.
    Bare,
    /// Its slice cannot be judged.
    Unclear,
    /// Not stamped, as every other page.
    Spared,
}

/// How sure something is, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Sureness {
    /// Eighty-five in a hundred and more.
    High,
    /// Sixty-five in a hundred and more.
    Fair,
    /// Less: somebody should look.
    Low,
}

/// What is said about one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SeamPage {
    /// From 0, in the order in which the pages were given.
    pub page: u32,
    /// The one word about it.
    pub fate: SeamFate,
    /// Its mark.
    pub tone: Tone,
    /// The page in whose place it belongs, from 0, where it moved.
    pub belongs: Option<u32>,
    /// How sure, in percent.
    pub percent: u32,
    /// The sentence.
    pub text: Text,
}

/// Pages that are not there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SeamGap {
    /// They are missing after this many pages.
    pub after: u32,
    /// How many stamped pages are missing; at least so many where the seal itself is not at hand.
    pub pages: u32,
    /// The sentence.
    pub text: Text,
}

/// What is said about a document's seam.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SeamFinding {
    /// The one word about it.
    pub outcome: SeamOutcome,
    /// Its mark.
    pub tone: Tone,
    /// The one sentence about it.
    pub headline: Text,
    /// What the slices were held against, and how sure all this is: a sentence.
    pub basis: Text,
    /// The edge that bears the slices.
    pub edge: Option<Edge>,
    /// The name of the seal that the slices were held against; none: against each other.
    pub seal: Option<String>,
    /// Whether only every other page is stamped.
    pub every_other: bool,
    /// How sure, in words.
    pub sureness: Sureness,
    /// How sure, in percent.
    pub percent: u32,
    /// One each, in the order in which they were given.
    pub pages: Vec<SeamPage>,
    /// Where pages are missing.
    pub gaps: Vec<SeamGap>,
    /// How many seals were put together; the picture shows them one below the other.
    pub seals: u32,
}
