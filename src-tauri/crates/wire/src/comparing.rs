//! The versions of a file, drawn and compared page by page.

use serde::{Deserialize, Serialize};

use crate::{Area, DocumentId, Failure, Text};

/// Two versions of a file: what a signature covers, and a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct VersionPair {
    /// The signature that covers the earlier version, by its place in the report.
    pub from: u32,
    /// The signature that covers the later version; none for the file as received.
    pub to: Option<u32>,
}

/// What became of a page between two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PageFate {
    /// It looks different.
    Differs,
    /// The earlier version does not have it.
    Added,
    /// The later version does not have it.
    Removed,
    /// It stands in another place, and looks the same.
    Moved,
    /// It could not be drawn, or not all of it, so that nothing can be said.
    NotCompared,
}

/// A page that is not surely the same in both versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ComparedPage {
    /// From 0, in the later version; in the earlier one where it was removed.
    pub page: u32,
    /// From 0, in the earlier version, where it is there.
    pub before: Option<u32>,
    /// What became of it.
    pub fate: PageFate,
    /// Where it looks different, from top to bottom.
    pub areas: Vec<Area>,
    /// What of it could not be drawn.
    pub omissions: Vec<Text>,
    /// Why it could not be drawn at all.
    pub failure: Option<Failure>,
}

/// Two versions, compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ComparedVersions {
    /// Which.
    pub pair: VersionPair,
    /// How many pages were compared.
    pub pages: u32,
    /// Those that are not surely the same, in the order of the later version.
    pub found: Vec<ComparedPage>,
    /// Why these versions could not be compared.
    pub failure: Option<Failure>,
}

/// All versions of a file, compared: each signed one with the next, and with the file as received.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Comparison {
    /// The pairs, neighbours first.
    pub pairs: Vec<ComparedVersions>,
    /// The user stopped it: pages that are not listed were not looked at.
    pub stopped: bool,
}

/// Event `comparing-progress`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ComparingProgress {
    /// The document.
    pub document: DocumentId,
    /// Pages that are done, of all pairs.
    pub done: u32,
    /// Pages in all.
    pub total: u32,
}
