//! Seals and other marks that are put on a document in the same pass as the signature that binds them.

use serde::{Deserialize, Serialize};

use crate::{DocumentId, Place, Text};

/// One thing to stamp: what, where, and how it lies on the paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Stamp {
    /// What is stamped.
    pub art: StampArt,
    /// Where.
    pub at: StampPlace,
    /// How the ink lies.
    #[serde(default)]
    pub ink: StampInk,
}

/// What can be stamped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum StampArt {
    /// A seal of this computer, by its id.
    Seal(String),
    /// A kept or drawn signature, by its id.
    Mark(String),
}

/// Where a stamp goes; millimetres from the top left of the page as a reader sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum StampPlace {
    /// The same place on each of these pages.
    Pages {
        /// Which pages.
        pages: PageSet,
        /// From the left edge.
        left: f64,
        /// From the top edge.
        top: f64,
        /// The width; the artwork's own where absent.
        #[serde(default)]
        width: Option<f64>,
    },
    /// At words of the text.
    Keyword(Keyword),
    /// Into the empty field of this name.
    Field(String),
    /// Divided over the edges of the pages.
    Seam(Seam),
}

/// Which pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PageSet {
    /// The first.
    First,
    /// The last.
    Last,
    /// Each.
    All,
    /// The first, third and so on: the front sides of a duplex print.
    Odd,
    /// The second, fourth and so on.
    Even,
    /// As it is written for a printer: `1-3,5`, from 1.
    Listed(String),
}

/// Words that say where a stamp goes ("签字:", "(盖章)").
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Keyword {
    /// The words.
    pub text: String,
    /// Which of the places where they stand.
    pub occurrence: Occurrence,
    /// Moved to the right by this much.
    #[serde(default)]
    pub right: f64,
    /// Moved down by this much.
    #[serde(default)]
    pub down: f64,
    /// The width; the artwork's own where absent.
    #[serde(default)]
    pub width: Option<f64>,
}

/// Which of several places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Occurrence {
    /// This one, from 1.
    Nth(u32),
    /// The last.
    Last,
    /// Each.
    Every,
}

/// A seal divided over the edges of the pages (骑缝章), so that the slices join when the pages are fanned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Seam {
    /// Along which edge.
    pub edge: Edge,
    /// Only on odd pages, for a duplex print.
    #[serde(default)]
    pub odd_only: bool,
    /// Where its middle stands along the edge: 0 at the top or left, 1 at the bottom or right.
    pub along: f64,
    /// Most slices of one seal; with more pages it is repeated.
    pub most_slices: u32,
    /// The width of the whole seal; the artwork's own where absent.
    #[serde(default)]
    pub width: Option<f64>,
}

/// An edge of a page as a reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Edge {
    /// The left edge.
    Left,
    /// The right edge.
    Right,
    /// The upper edge.
    Top,
    /// The lower edge.
    Bottom,
}

/// How the ink lies on the paper.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StampInk {
    /// From 0 (nothing is seen) to 1 (full).
    pub opacity: f64,
    /// Text shows through the ink.
    pub multiply: bool,
    /// Turned counterclockwise by this many degrees, at most 45 either way.
    pub angle: f64,
}

impl Default for StampInk {
    fn default() -> Self {
        Self { opacity: 1.0, multiply: true, angle: 0.0 }
    }
}

/// Asks where the stamps would stand in a document.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlanStamps {
    /// The document.
    pub document: DocumentId,
    /// The stamps.
    pub stamps: Vec<Stamp>,
}

/// Where the stamps would stand, page by page, and how they would be bound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StampPlan {
    /// Each mark, by page.
    pub marks: Vec<PlannedMark>,
    /// How they are bound.
    pub way: StampWay,
    /// What the user should know: a one-page document has no seam, slices repeat.
    pub notes: Vec<Text>,
}

/// One mark on one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlannedMark {
    /// Which of the stamps, from 0.
    pub stamp: u32,
    /// Where it stands.
    pub place: Place,
    /// Which slice of how many, from 1, where it is one of a seam.
    pub slice: Option<(u32, u32)>,
}

/// How stamps are bound by signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum StampWay {
    /// All of them in the one revision of one signature.
    OneSignature,
    /// A signature for each, with one PIN: somebody signed before, and page content may change no more.
    SignatureEach {
        /// How many signatures.
        signatures: u32,
    },
    /// A signature for each, in the fields that were reserved for them.
    ReservedFields {
        /// How many signatures.
        signatures: u32,
    },
}

/// Asks for the picture of one planned mark as it will be: a PNG with transparency.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DrawStamp {
    /// The stamp.
    pub stamp: Stamp,
    /// Which slice of how many, from 1; the whole where absent.
    #[serde(default)]
    pub slice: Option<(u32, u32)>,
    /// The size of the planned place, millimetres.
    pub width: f64,
    /// Millimetres.
    pub height: f64,
    /// Pixels per millimetre.
    pub scale: f64,
}

/// A way of stamping that is kept under a name: of a person, of a seal, of a kind of document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Preset {
    /// What it is called.
    pub name: String,
    /// What is stamped, and where.
    pub stamps: Vec<Stamp>,
    /// For which documents it is meant; for any where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<Template>,
}

/// A kind of document, by what its first page looks like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Template {
    /// The width of the first page, millimetres.
    pub width: f64,
    /// Its height, millimetres.
    pub height: f64,
    /// Words that stand on it, such as the document's title; none for any of that size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}
