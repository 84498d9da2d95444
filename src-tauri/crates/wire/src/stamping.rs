//! Seals and other marks that are put on a document in the same pass as the signature that binds them.

use serde::{Deserialize, Serialize};

use crate::{BatchPage, CaptionSide, DocumentId, Failure, Look, Place, Text};

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
    /// The lines of words beside the first of them.
    #[serde(default)]
    pub caption: Option<BesideStamp>,
}

/// Lines of words beside a stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BesideStamp {
    /// On which side.
    pub side: CaptionSide,
    /// How many lines.
    pub lines: u32,
}

/// Asks where the stamps would stand in many files, before they are signed.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlanBatch {
    /// The files, from `choose_batch_files` or `choose_batch_folder`.
    pub files: Vec<String>,
    /// The stamps.
    pub stamps: Vec<Stamp>,
    /// What the signature itself looks like.
    #[serde(default)]
    pub look: Look,
    /// The page of its mark.
    #[serde(default)]
    pub page: Option<BatchPage>,
    /// Where on that page.
    #[serde(default)]
    pub place: Option<Place>,
    /// The empty field of this name instead of a place.
    #[serde(default)]
    pub field: Option<String>,
}

/// What is planned for one of many files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlannedFile {
    /// Its place in the list, from 0.
    pub index: u32,
    /// Where the stamps would stand.
    pub plan: Option<StampPlan>,
    /// Why they cannot.
    pub failure: Option<Failure>,
}

/// Fields that are reserved for the slices of a seam seal, for whoever stamps behind the first signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SeamSlots {
    /// Over which edge and how many pages; with the width of the seal.
    pub seam: Seam,
    /// The height of the seal, millimetres.
    pub height: f64,
}

/// Asks where the reserved fields would stand in a document.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlanSlots {
    /// The document.
    pub document: DocumentId,
    /// The fields.
    pub slots: SeamSlots,
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
    /// Where the words beside the first stamp stand, where there are some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Place>,
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
    /// What the signature itself shows, and where; nothing is said of it where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<KeptSignature>,
    /// The identity whose way it is, by its id; anybody's where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
}

/// What a signature shows and where it stands, kept for other documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeptSignature {
    /// What it shows.
    pub look: Look,
    /// Where.
    pub at: KeptPlace,
}

/// Where a signature stands in documents of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum KeptPlace {
    /// At no place of its own: not to be seen, or beside the first stamp.
    None,
    /// In the empty field of this name.
    Field(String),
    /// On a page; millimetres from the top left of the page as a reader sees it.
    Page {
        /// The one page: first, last or a single number.
        page: PageSet,
        /// From the left edge.
        left: f64,
        /// From the top edge.
        top: f64,
        /// The width.
        width: f64,
    },
}

/// Asks which kept ways of stamping fit a document.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FittingPresets {
    /// The document; any where absent.
    #[serde(default)]
    pub document: Option<DocumentId>,
    /// Who signs, by id, where that is known.
    #[serde(default)]
    pub identity: Option<String>,
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
