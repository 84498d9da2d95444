//! The seals of this station: made, kept, shown, handed over.
//!
//! A seal is a file of its own in the profile, in the very form in which it is handed to another station. What is kept is
//! what the seal is made from; its artwork is drawn anew each time. Making is the office's alone (RS18 §5).

mod faces;
mod file;
mod scan;

use std::path::Path;

use appearance::{Artwork, SealDesign, SealFace, SizeMm};
use wire::{
    ChangeSeal, ChosenFile, DrawSeal, Failure, FailureCode, MakeSeal, PreviewSeal, Seal, SealKind,
    SealPreset, SealShape, Station,
};

use crate::source::file_name;
use crate::{Engine, failures, output, profile, random_hex};
use file::{Art, DrawnArt, SealFile};
pub(crate) use scan::LastScan;

/// A kept seal, ready to be placed.
#[derive(Clone, Debug)]
pub(crate) struct SealArt {
    /// Names it on every station.
    pub(crate) id: String,
    /// What it is called here.
    pub(crate) name: String,
    /// Its artwork.
    pub(crate) mark: appearance::Mark,
    /// Its true size, in millimetres.
    pub(crate) size: SizeMm,
    /// SHA-256 of the artwork, hex: the same on every station that has it.
    pub(crate) sha256: String,
}

impl Engine {
    /// The kept seals, the newest first; those retired last.
    pub fn seals(&self, (): ()) -> Result<Vec<Seal>, Failure> {
        let mut seals: Vec<Seal> = self.seal_files().iter().map(view).collect();
        seals.sort_by(|a, b| a.retired.is_some().cmp(&b.retired.is_some()).then(b.made.cmp(&a.made)));
        Ok(seals)
    }

    /// The kinds of seals with their usual measures.
    pub fn seal_presets(&self, (): ()) -> Result<Vec<SealPreset>, Failure> {
        let preset = |preset: &appearance::SealPreset| SealPreset {
            id: preset.id.to_owned(),
            kind: kind_of(preset.id),
            design: shown_design(&preset.design("")),
        };
        Ok(appearance::SEAL_PRESETS.iter().map(preset).collect())
    }

    /// Makes a seal and keeps it. The office alone may.
    pub fn make_seal(&self, request: MakeSeal) -> Result<Seal, Failure> {
        self.may_make(request.kind)?;
        let design = design_of(&request.design);
        let artwork = self.artwork_of(&design)?;
        let label = match request.label.trim() {
            "" if design.line.is_empty() => design.name.clone(),
            "" => format!("{}{}", design.name, design.line),
            label => label.to_owned(),
        };
        let file = SealFile {
            id: random_hex(8)?,
            label,
            kind: request.kind,
            made: self.clock.now().to_string(),
            made_on: self.profile.device().to_owned(),
            imported: false,
            retired: None,
            art: match design.face {
                SealFace::Song => Art::Design(design),
                // Another computer need not have the face: what is handed over is the outlines.
                SealFace::Fangsong => Art::Outlines(DrawnArt { outlines: artwork.outlines(), design }),
            },
        };
        self.add_seal(file, audit::Action::SealMade)
    }

    /// Renames a seal, retires it or takes it into use again.
    pub fn change_seal(&self, change: ChangeSeal) -> Result<Seal, Failure> {
        let mut file = self.seal_file(&change.id)?;
        if let Some(label) = change.label {
            match label.trim() {
                "" => return Err(Failure::new(FailureCode::SealNameless)),
                label => file.label = label.to_owned(),
            }
        }
        match (change.retired, file.retired.is_some()) {
            (Some(true), false) => file.retired = Some(self.clock.now().to_string()),
            (Some(false), true) => file.retired = None,
            _ => {}
        }
        output::replace(&self.seal_path(&file.id), &file.to_json()?)?;
        self.log_seal(&file, audit::Action::SealChanged)?;
        Ok(view(&file))
    }

    /// Deletes a seal's artwork here; what it has stamped stays as it is.
    pub fn remove_seal(&self, id_or_name: String) -> Result<(), Failure> {
        let file = self.seal_file(&id_or_name)?;
        let path = self.seal_path(&file.id);
        std::fs::remove_file(&path).map_err(|fault| output::unwritable(&path, fault))?;
        self.log_seal(&file, audit::Action::SealRemoved)
    }

    /// Takes over a seal's file that the office handed out.
    pub fn import_seal(&self, path: &Path) -> Result<Seal, Failure> {
        let mut file = SealFile::read(path)?;
        file.mark().map_err(|failure| failure.with("name", file_name(path)))?;
        if self.seal_path(&file.id).exists() {
            return Err(Failure::new(FailureCode::SealKnown).with("seal", file.label));
        }
        file.imported = true;
        self.add_seal(file, audit::Action::SealImported)
    }

    /// Writes a seal's file for another station. The office hands seals out; a signature is its owner's to give.
    pub fn write_seal(&self, id_or_name: &str, target: &Path) -> Result<ChosenFile, Failure> {
        let file = self.seal_file(id_or_name)?;
        self.may_make(file.kind)?;
        output::create(target, &file.to_json()?)?;
        self.log_seal(&file, audit::Action::SealExported)?;
        self.chosen(target)
    }

    /// The name that a seal's file starts with.
    pub fn proposed_seal_file(&self, id: &str) -> Result<String, Failure> {
        let label = self.seal_file(id)?.label;
        let plain = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c };
        Ok(format!("{}.vmseal", label.chars().map(plain).collect::<String>()))
    }

    /// Whether this station may make and hand out artwork of a kind (RS18 §5 印模由办公室统一制作、颁发).
    fn may_make(&self, kind: SealKind) -> Result<(), Failure> {
        match (self.station(), kind) {
            (Station::Office, _) | (_, SealKind::Signature) => Ok(()),
            _ => Err(Failure::new(FailureCode::RuleSealMaker)),
        }
    }

    /// A seal's artwork for placing, by its id or its name. A retired seal stamps no longer.
    pub(crate) fn seal_art(&self, id_or_name: &str) -> Result<SealArt, Failure> {
        let file = self.seal_file(id_or_name)?;
        if file.retired.is_some() {
            return Err(Failure::new(FailureCode::SealRetired).with("seal", file.label));
        }
        art_of(&file)
    }

    /// A design as a PNG with transparency, at `scale` pixels a millimetre; kept nowhere.
    pub fn preview_seal(&self, request: PreviewSeal) -> Result<Vec<u8>, Failure> {
        let artwork = self.artwork_of(&design_of(&request.design))?;
        let size = artwork.size();
        drawn(appearance::Mark::Seal(artwork), size, request.scale)
    }

    /// A design's artwork, in the computer's own face where the design asks for it.
    fn artwork_of(&self, design: &SealDesign) -> Result<Artwork, Failure> {
        let fangsong = match design.face {
            SealFace::Song => None,
            SealFace::Fangsong => self.fangsong(),
        };
        design.artwork_with(fangsong.as_deref()).map_err(|error| {
            let failure = of_design(&error);
            let own = matches!(error, appearance::Error::MissingGlyph(_)) && fangsong.is_some();
            if own { failure.of_case("fangsong") } else { failure }
        })
    }

    /// Writes a seal's picture to a new PNG file, at so many dots an inch.
    pub fn write_seal_picture(&self, id_or_name: &str, dpi: f64, target: &Path) -> Result<(), Failure> {
        output::create(target, &self.seal_picture(id_or_name, dpi / 25.4)?)
    }

    /// A kept seal as a PNG with transparency.
    pub fn draw_seal(&self, request: DrawSeal) -> Result<Vec<u8>, Failure> {
        self.seal_picture(&request.id, request.scale)
    }

    /// A seal as a PNG with transparency, at `scale` pixels a millimetre.
    pub fn seal_picture(&self, id_or_name: &str, scale: f64) -> Result<Vec<u8>, Failure> {
        let art = art_of(&self.seal_file(id_or_name)?)?;
        drawn(art.mark, art.size, scale)
    }

    /// A kept seal, by its id or its name.
    pub fn seal(&self, id_or_name: &str) -> Result<Seal, Failure> {
        self.seal_file(id_or_name).map(|file| view(&file))
    }

    fn add_seal(&self, file: SealFile, action: audit::Action) -> Result<Seal, Failure> {
        self.profile.prepare()?;
        profile::make_private(&self.profile.seals())?;
        output::create(&self.seal_path(&file.id), &file.to_json()?)?;
        self.log_seal(&file, action)?;
        Ok(view(&file))
    }

    fn log_seal(&self, file: &SealFile, action: audit::Action) -> Result<(), Failure> {
        let mut record = self.record(action);
        let facts = [
            ("seal", file.id.as_str()),
            ("label", file.label.as_str()),
            ("kind", file.kind.as_str()),
            ("artwork", &file.sha256()),
        ];
        record.params.extend(facts.map(|(name, value)| (name.to_owned(), value.to_owned())));
        self.append(&record).map(drop)
    }

    fn seal_path(&self, id: &str) -> std::path::PathBuf {
        // Ids are ours; one that came from elsewhere must not lead out of the folder.
        let id: String = id.chars().filter(char::is_ascii_hexdigit).collect();
        self.profile.seals().join(id).with_extension("vmseal")
    }

    /// The seals in the profile; a file that is no seal is passed over.
    fn seal_files(&self) -> Vec<SealFile> {
        let Ok(files) = std::fs::read_dir(self.profile.seals()) else { return Vec::new() };
        let read = |path: &Path| SealFile::read(path).ok();
        files
            .flatten()
            .map(|file| file.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "vmseal"))
            .filter_map(|path| read(&path))
            .collect()
    }

    /// The one seal of this id or name.
    fn seal_file(&self, id_or_name: &str) -> Result<SealFile, Failure> {
        let mut fits: Vec<SealFile> = self
            .seal_files()
            .into_iter()
            .filter(|file| file.id == id_or_name || file.label == id_or_name)
            .collect();
        // A name may be given again once the seal that had it is retired.
        if fits.len() > 1 && fits.iter().any(|file| file.retired.is_none()) {
            fits.retain(|file| file.retired.is_none());
        }
        match (fits.pop(), fits.is_empty()) {
            (Some(file), true) => Ok(file),
            (Some(_), false) => Err(Failure::new(FailureCode::SealAmbiguous).with("seal", id_or_name)),
            (None, _) => Err(Failure::new(FailureCode::NoSuchSeal).with("seal", id_or_name)),
        }
    }
}

fn art_of(file: &SealFile) -> Result<SealArt, Failure> {
    let (mark, size) = file.mark()?;
    Ok(SealArt { id: file.id.clone(), name: file.label.clone(), mark, size, sha256: file.sha256() })
}

/// A mark alone as a PNG with transparency, at `scale` pixels a millimetre.
fn drawn(mark: appearance::Mark, size: SizeMm, scale: f64) -> Result<Vec<u8>, Failure> {
    let form =
        appearance::Appearance::new(mark).form(size).map_err(|error| failures::of_appearance(&error))?;
    let pixels = |millimetres: f64| (millimetres * scale).round().clamp(1.0, 4096.0) as u32;
    render::draw_form(&form, pixels(size.width), pixels(size.height), &render::Limits::default())
        .and_then(|pixels| pixels.to_png())
        .map_err(|error| failures::of_render(&error))
}

/// Why a design makes no seal.
fn of_design(error: &appearance::Error) -> Failure {
    match error {
        appearance::Error::TooLittleRoom { .. } => Failure::new(FailureCode::SealTooFull).because(error),
        appearance::Error::Nothing => Failure::new(FailureCode::SealNameless),
        appearance::Error::NoFangsong => Failure::new(FailureCode::SealFaceMissing),
        appearance::Error::Size { .. } => Failure::new(FailureCode::SealMeasures).because(error),
        other => failures::of_appearance(other),
    }
}

fn kind_of(preset: &str) -> SealKind {
    let kind = preset.split('-').next().unwrap_or_default();
    SealKind::ALL.iter().copied().find(|known| known.as_str() == kind).unwrap_or(SealKind::Other)
}

fn design_of(design: &wire::SealDesign) -> SealDesign {
    SealDesign {
        shape: match design.shape {
            SealShape::Round => appearance::SealShape::Round,
            SealShape::Square => appearance::SealShape::Square,
        },
        width: design.width,
        height: design.height,
        border: design.border,
        star: design.star,
        name: design.name.trim().to_owned(),
        line: design.line.trim().to_owned(),
        number: design.number.trim().to_owned(),
        code: design.code.trim().to_owned(),
        face: match design.face {
            wire::SealFace::Song => SealFace::Song,
            wire::SealFace::Fangsong => SealFace::Fangsong,
        },
    }
}

fn shown_design(design: &SealDesign) -> wire::SealDesign {
    wire::SealDesign {
        shape: match design.shape {
            appearance::SealShape::Round => SealShape::Round,
            appearance::SealShape::Square => SealShape::Square,
        },
        width: design.width,
        height: design.height,
        border: design.border,
        star: design.star,
        name: design.name.clone(),
        line: design.line.clone(),
        number: design.number.clone(),
        code: design.code.clone(),
        face: match design.face {
            SealFace::Song => wire::SealFace::Song,
            SealFace::Fangsong => wire::SealFace::Fangsong,
        },
    }
}

fn view(file: &SealFile) -> Seal {
    let (source, size) = file.source_and_size();
    Seal {
        id: file.id.clone(),
        label: file.label.clone(),
        kind: file.kind,
        source,
        width: size.width,
        height: size.height,
        made: file.made.clone(),
        made_on: file.made_on.clone(),
        imported: file.imported,
        retired: file.retired.clone(),
        sha256: file.sha256(),
    }
}
