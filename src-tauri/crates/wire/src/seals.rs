//! Seals: what they are made from, those that are kept, and scans that become one.

use serde::{Deserialize, Serialize};

/// What this computer is for (本机角色): what the rules leave to the office is refused elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Station {
    /// Somebody signs here.
    #[default]
    Signer,
    /// Somebody keeps seals here and stamps with them.
    Custodian,
    /// The quality office: makes seals and issues them.
    Office,
}

impl Station {
    /// The station as it stands in text ids and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signer => "signer",
            Self::Custodian => "custodian",
            Self::Office => "office",
        }
    }
}

/// The kinds of seals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SealKind {
    /// 公章.
    #[default]
    Official,
    /// 检验检测专用章.
    Testing,
    /// 合同专用章.
    Contract,
    /// 财务专用章.
    Finance,
    /// 发票专用章.
    Invoice,
    /// 法定代表人名章.
    Representative,
    /// 个人名章.
    Personal,
    /// A handwritten signature.
    Signature,
    /// Another seal.
    Other,
}

impl SealKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Official,
        Self::Testing,
        Self::Contract,
        Self::Finance,
        Self::Invoice,
        Self::Representative,
        Self::Personal,
        Self::Signature,
        Self::Other,
    ];

    /// The kind as it stands in text ids and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Testing => "testing",
            Self::Contract => "contract",
            Self::Finance => "finance",
            Self::Invoice => "invoice",
            Self::Representative => "representative",
            Self::Personal => "personal",
            Self::Signature => "signature",
            Self::Other => "other",
        }
    }
}

/// The shapes of seals that are made here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SealShape {
    /// Round, or oval where the sides differ.
    Round,
    /// Square or rectangular.
    Square,
}

/// The faces of a seal's lettering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SealFace {
    /// 宋体, which comes with the program.
    #[default]
    Song,
    /// 仿宋, where the computer has it.
    Fangsong,
}

/// What stands on a seal, and its measures in millimetres.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SealDesign {
    /// The shape.
    pub shape: SealShape,
    /// Width over the border.
    pub width: f64,
    /// Height over the border.
    pub height: f64,
    /// Width of the border.
    pub border: f64,
    /// Diameter of the circle through the points of the star; none where 0.
    pub star: f64,
    /// The unit's name on the upper arc, or the person's name.
    pub name: String,
    /// The line below the star; none where empty.
    pub line: String,
    /// Digits across the middle, such as a tax number; none where empty.
    pub number: String,
    /// Digits on the lower arc; none where empty.
    pub code: String,
    /// The face of the lettering; digits have their own.
    #[serde(default)]
    pub face: SealFace,
}

/// A kind of seal with its usual measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SealPreset {
    /// Its stable name; `seal-preset-<id>` says it in words.
    pub id: String,
    /// The kind.
    pub kind: SealKind,
    /// The measures, with nobody's name yet.
    pub design: SealDesign,
}

/// What a kept seal came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SealSource {
    /// Drawn from a design: sharp at every size.
    Design,
    /// A cleaned scan.
    Scan,
}

/// A kept seal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Seal {
    /// Names it on this and every other station.
    pub id: String,
    /// What it is called here.
    pub label: String,
    /// The kind.
    pub kind: SealKind,
    /// What it came from.
    pub source: SealSource,
    /// Width on paper, millimetres.
    pub width: f64,
    /// Height on paper, millimetres.
    pub height: f64,
    /// When it was made, RFC 3339.
    pub made: String,
    /// On which computer it was made.
    pub made_on: String,
    /// Whether it came from another station.
    pub imported: bool,
    /// Since when it is no longer used, RFC 3339.
    pub retired: Option<String>,
    /// SHA-256 of the artwork, hex: the same on every station that has it.
    pub sha256: String,
}

/// Makes a seal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MakeSeal {
    /// What it is called; the name on it where empty.
    pub label: String,
    /// The kind.
    pub kind: SealKind,
    /// What stands on it.
    pub design: SealDesign,
}

/// Draws a seal that is being designed: PNG with transparency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PreviewSeal {
    /// What stands on it.
    pub design: SealDesign,
    /// Pixels a millimetre.
    pub scale: f64,
}

/// Draws a kept seal: PNG with transparency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DrawSeal {
    /// Which one.
    pub id: String,
    /// Pixels a millimetre.
    pub scale: f64,
}

/// Renames a seal, retires it or takes it into use again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangeSeal {
    /// Which one.
    pub id: String,
    /// What it is called from now on; unchanged where absent.
    pub label: Option<String>,
    /// Whether it is retired; unchanged where absent.
    pub retired: Option<bool>,
}

/// The inks that can be taken out of a scan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum InkColour {
    /// The one that there is most of.
    #[default]
    Auto,
    /// Red.
    Red,
    /// Blue.
    Blue,
    /// Black.
    Black,
}

/// How a chosen scan is cleaned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CleanScan {
    /// The id of the chosen file.
    pub id: String,
    /// What it is of.
    pub kind: SealKind,
    /// Which ink is wanted.
    pub colour: InkColour,
    /// How wide it is on paper, millimetres; by the file's own resolution, else by its kind, where absent.
    pub width: Option<f64>,
}

/// What came of cleaning a scan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CleanedScan {
    /// The ink that was taken.
    pub colour: InkColour,
    /// How wide it is on paper, millimetres: as asked for, or proposed.
    pub width: f64,
    /// How high it then is, millimetres.
    pub height: f64,
    /// How wide it is by the file's own resolution, millimetres, where the file names one.
    pub known_width: Option<f64>,
    /// What to know before it is used, the worst first.
    pub advice: Vec<ScanAdvice>,
}

/// Something to know about a cleaned scan: `scan-advice-<code>`, with `number` as its gap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ScanAdvice {
    /// What.
    pub code: String,
    /// Dots an inch, per cent, degrees or millimetres.
    pub number: Option<f64>,
    /// Rather a fact than a fault.
    pub harmless: bool,
}

/// Draws a chosen scan: PNG, with transparency once it is cleaned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DrawScan {
    /// How it is cleaned.
    pub how: CleanScan,
    /// Whether it is drawn as it will be, or as it came.
    pub cleaned: bool,
}

/// Keeps a cleaned scan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeepScan {
    /// How it is cleaned.
    pub how: CleanScan,
    /// What it is called.
    pub label: String,
}
