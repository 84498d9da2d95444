//! The measures that practice has settled on; each can be changed by whoever makes the seal.

use super::design::{SealDesign, SealFace, SealShape};

/// A kind of seal with its usual measures, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SealPreset {
    /// The stable name, for the command line and the catalogue of texts.
    pub id: &'static str,
    /// The shape.
    pub shape: SealShape,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Width of the border.
    pub border: f64,
    /// Diameter of the star; none where 0.
    pub star: f64,
    /// What the line below the star says.
    pub line: &'static str,
}

impl SealPreset {
    /// The preset of this name.
    pub fn named(id: &str) -> Option<&'static Self> {
        SEAL_PRESETS.iter().find(|preset| preset.id == id)
    }

    /// A seal of this kind with a name on it.
    pub fn design(&self, name: &str) -> SealDesign {
        SealDesign {
            shape: self.shape,
            width: self.width,
            height: self.height,
            border: self.border,
            star: self.star,
            name: name.to_owned(),
            line: self.line.to_owned(),
            number: String::new(),
            code: String::new(),
            face: SealFace::Song,
        }
    }
}

const fn round(id: &'static str, across: f64, border: f64, star: f64, line: &'static str) -> SealPreset {
    SealPreset { id, shape: SealShape::Round, width: across, height: across, border, star, line }
}

const fn square(id: &'static str, width: f64, height: f64, border: f64) -> SealPreset {
    SealPreset { id, shape: SealShape::Square, width, height, border, star: 0.0, line: "" }
}

/// The kinds of seals, the most usual first.
pub const SEAL_PRESETS: &[SealPreset] = &[
    // No rule gives the diameter of the seal for testing; 40 mm is what laboratories use.
    round("testing", 40.0, 1.2, 14.0, "检验检测专用章"),
    round("official-40", 40.0, 1.2, 14.0, ""),
    round("official-42", 42.0, 1.2, 14.0, ""),
    round("official-45", 45.0, 1.2, 15.0, ""),
    round("official-38", 38.0, 1.1, 13.0, ""),
    round("official-30", 30.0, 1.0, 10.0, ""),
    round("contract", 58.0, 1.2, 18.0, "合同专用章"),
    round("contract-40", 40.0, 1.2, 14.0, "合同专用章"),
    round("finance", 38.0, 1.1, 13.0, "财务专用章"),
    SealPreset {
        id: "invoice",
        shape: SealShape::Round,
        width: 40.0,
        height: 30.0,
        border: 1.0,
        star: 0.0,
        line: "发票专用章",
    },
    square("representative-18", 18.0, 18.0, 1.0),
    square("representative-20", 20.0, 20.0, 1.0),
    square("personal", 20.0, 10.0, 0.8),
];
