//! What is said about the seam of a document.

use crate::joined::Joined;
use crate::sheet::Edge;

/// What is said about a document's seam.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The one word about it.
    pub outcome: Outcome,
    /// The edge that bears the slices; none where no seam seal was found.
    pub edge: Option<Edge>,
    /// What the slices were held against.
    pub basis: Basis,
    /// Whether only every other page is stamped, as before printing on both sides.
    pub every_other: bool,
    /// One each, in the order of the document.
    pub pages: Vec<Page>,
    /// Where pages are missing between those that are there.
    pub gaps: Vec<Gap>,
    /// How sure all this is, 0 to 1.
    pub confidence: f64,
    /// Each seal put together from its slices, in the order of the document.
    pub seals: Vec<Joined>,
}

/// The one word about a seam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// There is one page, so nothing that could be joined.
    OnePage,
    /// No edge bears slices of a seal.
    NoSeam,
    /// Every slice is there and in its place.
    Complete,
    /// Something is not: the pages and gaps say what.
    Disturbed,
    /// Slices were found that do not join, and a scan may be the reason: somebody must look at the picture.
    Unclear,
}

impl Outcome {
    /// The word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::OnePage => "one-page",
            Self::NoSeam => "no-seam",
            Self::Complete => "complete",
            Self::Disturbed => "disturbed",
            Self::Unclear => "unclear",
        }
    }
}

/// What the slices were held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The registered seal.
    Artwork,
    /// Each other: the lines of neighbours go on.
    Neighbours,
}

impl Basis {
    /// The word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Artwork => "artwork",
            Self::Neighbours => "neighbours",
        }
    }
}

/// What is said about one page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Page {
    /// The one word about it.
    pub fate: Fate,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
}

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// Its slice stands where it belongs.
    Fits,
    /// Its slice belongs where page `belongs` (from 0) stands now.
    Moved {
        /// The page in whose place it belongs, from 0.
        belongs: usize,
    },
    /// Its slice is of another seal, or of another place of it.
    Foreign,
    /// It bears no slice, while the pages around it do.
    Bare,
    /// Its slice cannot be judged: too little of it is left in the scan, or there is nothing to hold it against.
    Unclear,
    /// Not stamped, as every other page of this document.
    Spared,
}

impl Fate {
    /// The word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::Moved { .. } => "moved",
            Self::Foreign => "foreign",
            Self::Bare => "bare",
            Self::Unclear => "unclear",
            Self::Spared => "spared",
        }
    }

    /// Whether the page is as it should be.
    pub fn is_well(self) -> bool {
        matches!(self, Self::Fits | Self::Spared)
    }
}

/// Pages that are not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// They are missing after this many pages.
    pub after: usize,
    /// How many stamped pages are missing.
    pub pages: usize,
}

/// How sure something is, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Eighty-five in a hundred and more.
    High,
    /// Sixty-five in a hundred and more.
    Fair,
    /// Less: somebody should look.
    Low,
}

impl Confidence {
    /// The word for a share, 0 to 1.
    pub fn of(share: f64) -> Self {
        match share {
            share if share >= 0.85 => Self::High,
            share if share >= 0.65 => Self::Fair,
            _ => Self::Low,
        }
    }

    /// The word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Fair => "fair",
            Self::Low => "low",
        }
    }
}
