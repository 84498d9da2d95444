//! The file of a seal (`.vmseal`): kept in the profile, and handed by the office to whoever keeps the seal.
//!
//! JSON, UTF-8: `format` is `vermilion-seal`, `version` is 1; then what the seal is called, its kind, when and where it was
//! made, and its `design`, its `outlines` (with the design that they came from, for a face that not every computer has) or its
//! `picture` (a PNG in base64 with its size on paper). What cannot be drawn is refused when the file is read, not when it is
//! placed.

use std::path::Path;

use appearance::{Artwork, Cleaning, Mark, Picture, SealDesign, SizeMm};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use wire::{Failure, FailureCode, SealKind, SealSource};

use crate::failures;
use crate::source::file_name;

const FORMAT: &str = "vermilion-seal";
const VERSION: u64 = 1;
/// The largest file that is read, bytes: a picture of the largest size, in base64.
const LARGEST: u64 = appearance::MAX_PICTURE_BYTES as u64 * 2;

/// The smallest and the largest side of what is stamped, millimetres.
const SIDES: std::ops::RangeInclusive<f64> = 2.0..=200.0;

/// What a seal is made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Art {
    /// Words and measures.
    Design(SealDesign),
    /// Outlines that were drawn once.
    Outlines(DrawnArt),
    /// A cleaned scan.
    Picture(ScannedArt),
}

/// Outlines, and the design that they came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DrawnArt {
    /// SVG path data: millimetres, y upwards, about the middle.
    pub(crate) outlines: String,
    /// Words and measures.
    pub(crate) design: SealDesign,
}

/// A cleaned scan and its size on paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ScannedArt {
    /// PNG with transparency, in base64.
    pub(crate) png: String,
    /// Width on paper, millimetres.
    pub(crate) width: f64,
    /// Height on paper, millimetres.
    pub(crate) height: f64,
}

/// A seal as it is kept and handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SealFile {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) kind: SealKind,
    /// RFC 3339.
    pub(crate) made: String,
    /// The computer's name.
    pub(crate) made_on: String,
    /// Whether it came from another station; true of every file that is handed over once it has arrived.
    #[serde(default)]
    pub(crate) imported: bool,
    /// RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) retired: Option<String>,
    #[serde(flatten)]
    pub(crate) art: Art,
}

/// The file: its head, then the seal.
#[derive(Serialize, Deserialize)]
struct Whole {
    format: String,
    version: u64,
    #[serde(flatten)]
    seal: SealFile,
}

impl SealFile {
    /// Reads a seal's file.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let facts = std::fs::metadata(path).map_err(|fault| failures::unreadable(path, fault))?;
        let unreadable = || Failure::new(FailureCode::SealUnreadable).with("name", file_name(path));
        if facts.len() > LARGEST {
            return Err(unreadable());
        }
        let bytes = std::fs::read(path).map_err(|fault| failures::unreadable(path, fault))?;
        let whole: Whole = serde_json::from_slice(&bytes).map_err(|fault| unreadable().because(fault))?;
        let hex = |id: &str| (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_hexdigit());
        let (_, size) = whole.seal.source_and_size();
        let sized = Self::fits(size.width, size.height);
        if whole.format != FORMAT || whole.version != VERSION || !hex(&whole.seal.id) || !sized {
            return Err(unreadable());
        }
        Ok(whole.seal)
    }

    /// Whether something of this size, millimetres, can be stamped.
    pub(crate) fn fits(width: f64, height: f64) -> bool {
        SIDES.contains(&width) && SIDES.contains(&height) // false for NaN too
    }

    /// The file's bytes.
    pub(crate) fn to_json(&self) -> Result<Vec<u8>, Failure> {
        let whole = Whole { format: FORMAT.to_owned(), version: VERSION, seal: self.clone() };
        serde_json::to_vec_pretty(&whole).map_err(|fault| Failure::new(FailureCode::Internal).because(fault))
    }

    /// The artwork and its true size.
    pub(crate) fn mark(&self) -> Result<(Mark, SizeMm), Failure> {
        match &self.art {
            Art::Design(design) => {
                let artwork = design.artwork().map_err(|error| super::of_design(&error))?;
                let size = artwork.size();
                Ok((Mark::Seal(artwork), size))
            }
            Art::Outlines(DrawnArt { outlines, design }) => {
                let size = SizeMm::new(design.width, design.height);
                let artwork = Artwork::of_outlines(outlines, size).map_err(|error| {
                    let failure = Failure::new(FailureCode::SealUnreadable);
                    failure.with("name", self.label.as_str()).because(error)
                })?;
                Ok((Mark::Seal(artwork), size))
            }
            Art::Picture(scan) => {
                let unreadable = |fault: &dyn std::fmt::Display| {
                    Failure::new(FailureCode::SealUnreadable).with("name", self.label.as_str()).because(fault)
                };
                let png = STANDARD.decode(&scan.png).map_err(|fault| unreadable(&fault))?;
                let picture = Picture::open(&png, Cleaning::default()).map_err(|error| unreadable(&error))?;
                Ok((Mark::Picture(picture), SizeMm::new(scan.width, scan.height)))
            }
        }
    }

    /// What it came from, and its size on paper.
    pub(crate) fn source_and_size(&self) -> (SealSource, SizeMm) {
        match &self.art {
            Art::Design(design) | Art::Outlines(DrawnArt { design, .. }) => {
                (SealSource::Design, SizeMm::new(design.width, design.height))
            }
            Art::Picture(scan) => (SealSource::Scan, SizeMm::new(scan.width, scan.height)),
        }
    }

    /// SHA-256 of what the artwork is made from, hex.
    pub(crate) fn sha256(&self) -> String {
        let bytes = serde_json::to_vec(&self.art).unwrap_or_default(); // numbers are finite: this cannot fail
        hex::encode(Sha256::digest(bytes))
    }
}
