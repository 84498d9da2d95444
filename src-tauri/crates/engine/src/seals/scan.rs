//! Scans that become a seal or a signature: chosen, cleaned, looked at, kept.

use std::path::Path;

use appearance::{InkColour, Picture, ScanFacts, ScanKind};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wire::{CleanScan, CleanedScan, DrawScan, Failure, FailureCode, KeepScan, ScanAdvice, Seal, SealKind};

use super::file::{Art, ScannedArt, SealFile};
use crate::source::file_name;
use crate::{Engine, failures, lock, marks, random_hex};

/// Pixels of a picture that is only looked at, at most, each way.
const SHOWN: u32 = 900;

/// The scan that was cleaned last, so that looking at it and keeping it need not clean it again.
#[derive(Default)]
pub(crate) struct LastScan(Option<(Key, Picture, ScanFacts)>);

/// What a cleaned scan depends on: the chosen file, what it is of, and which ink is wanted.
type Key = (String, SealKind, wire::InkColour);

impl Engine {
    /// Cleans a chosen scan, and says what is to know about it.
    pub fn clean_scan(&self, how: CleanScan) -> Result<CleanedScan, Failure> {
        let (picture, facts) = self.cleaned(&how)?;
        Ok(described(&how, &picture, &facts))
    }

    /// A chosen scan as it came or as it will be: PNG.
    pub fn draw_scan(&self, request: DrawScan) -> Result<Vec<u8>, Failure> {
        let picture = match request.cleaned {
            true => self.cleaned(&request.how)?.0,
            false => {
                let path = self.chosen_path(&request.how.id)?;
                let named = |error: appearance::Error| of_scan(&error, &path);
                Picture::open(&marks::read_picture(&path)?, appearance::Cleaning::default()).map_err(named)?
            }
        };
        picture.to_png_within(SHOWN).map_err(|error| failures::of_appearance(&error))
    }

    /// Keeps a cleaned scan as a seal. A seal's artwork is made by the office alone; a signature is its owner's.
    pub fn keep_scan(&self, request: KeepScan) -> Result<Seal, Failure> {
        self.may_make(request.how.kind)?;
        let (picture, facts) = self.cleaned(&request.how)?;
        let size = described(&request.how, &picture, &facts);
        if !SealFile::fits(size.width, size.height) {
            return Err(Failure::new(FailureCode::PlaceTooSmall));
        }
        let label = match request.label.trim() {
            "" => return Err(Failure::new(FailureCode::SealNameless)),
            label => label.to_owned(),
        };
        let png = picture.to_png().map_err(|error| failures::of_appearance(&error))?;
        let file = SealFile {
            id: random_hex(8)?,
            label,
            kind: request.how.kind,
            made: self.clock.now().to_string(),
            made_on: self.profile.device().to_owned(),
            imported: false,
            retired: None,
            art: Art::Picture(ScannedArt {
                png: STANDARD.encode(png),
                width: size.width,
                height: size.height,
            }),
        };
        file.mark()?;
        self.add_seal(file, audit::Action::SealImported)
    }

    /// Cleans a scan that the command line names and keeps it; says what is to know about it.
    pub fn import_scan(&self, path: &Path, request: KeepScan) -> Result<(Seal, CleanedScan), Failure> {
        let chosen = self.chosen(path)?;
        let how = CleanScan { id: chosen.id, ..request.how };
        let cleaned = self.clean_scan(how.clone())?;
        Ok((self.keep_scan(KeepScan { how, label: request.label })?, cleaned))
    }

    fn cleaned(&self, how: &CleanScan) -> Result<(Picture, ScanFacts), Failure> {
        let key = (how.id.clone(), how.kind, how.colour);
        let mut last = lock(&self.scan);
        if let Some((_, picture, facts)) = last.0.as_ref().filter(|(known, ..)| *known == key) {
            return Ok((picture.clone(), *facts));
        }
        let path = self.chosen_path(&how.id)?;
        let kind = match how.kind {
            SealKind::Signature => ScanKind::Signature,
            _ => ScanKind::Seal,
        };
        let colour = match how.colour {
            wire::InkColour::Auto => InkColour::Auto,
            wire::InkColour::Red => InkColour::Red,
            wire::InkColour::Blue => InkColour::Blue,
            wire::InkColour::Black => InkColour::Black,
        };
        let cleaned = Picture::of_scan(&marks::read_picture(&path)?, kind, colour);
        let (picture, facts) = cleaned.map_err(|error| of_scan(&error, &path))?;
        last.0 = Some((key, picture.clone(), facts));
        Ok((picture, facts))
    }
}

/// Why a scan cannot be cleaned.
fn of_scan(error: &appearance::Error, path: &Path) -> Failure {
    let failure = match error {
        appearance::Error::EmptyPicture => Failure::new(FailureCode::ScanEmpty).because(error),
        other => failures::of_appearance(other),
    };
    failure.with("name", file_name(path))
}

fn described(how: &CleanScan, picture: &Picture, facts: &ScanFacts) -> CleanedScan {
    let known_width = facts.natural_width_mm();
    let width =
        how.width.filter(|width| width.is_finite()).unwrap_or_else(|| proposed(how.kind, known_width));
    CleanedScan {
        colour: match facts.colour {
            InkColour::Red => wire::InkColour::Red,
            InkColour::Blue => wire::InkColour::Blue,
            _ => wire::InkColour::Black,
        },
        width,
        height: width / picture.aspect(),
        known_width,
        advice: facts.advice(width).iter().map(told).collect(),
    }
}

fn told(advice: &appearance::ScanAdvice) -> ScanAdvice {
    ScanAdvice { code: advice.code().to_owned(), number: advice.number(), harmless: advice.is_harmless() }
}

/// The width of a thing of this kind: what the file says, brought to a usual size that is near; else the usual one.
fn proposed(kind: SealKind, known: Option<f64>) -> f64 {
    let usual = |width: &f64| known.is_some_and(|known| (known / width - 1.0).abs() < 0.04);
    let sizes: Vec<f64> = match kind {
        SealKind::Signature => vec![45.0],
        _ => {
            let of_kind = appearance::SEAL_PRESETS.iter().filter(|preset| super::kind_of(preset.id) == kind);
            let widths: Vec<f64> = of_kind.map(|preset| preset.width).collect();
            if widths.is_empty() { vec![40.0] } else { widths }
        }
    };
    let near = sizes.iter().copied().find(usual);
    near.or(known.map(|known| (known * 10.0).round() / 10.0)).or(sizes.first().copied()).unwrap_or(40.0)
}
