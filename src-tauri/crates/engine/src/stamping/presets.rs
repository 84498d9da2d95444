//! Ways of stamping that are kept under a name, and which of them fits a document.

use std::path::Path;

use render::{Limits, PageImage};
use wire::{Failure, FailureCode, Preset, Stamp, StampArt, Template};

use crate::signing::open_to_change;
use crate::{Engine, failures, output};

/// The most that are kept.
const MOST: usize = 200;
/// Pages of one kind differ in size by less than this, millimetres.
const SAME_SIZE: f64 = 1.5;

impl Engine {
    /// The kept ways of stamping, the last one kept first.
    pub fn presets(&self, (): ()) -> Result<Vec<Preset>, Failure> {
        let bytes = std::fs::read(self.profile.presets()).unwrap_or_default();
        Ok(serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// Keeps a way of stamping, in place of the one of the same name.
    ///
    /// Fails where it has no name, or names a mark of this session that will not be there tomorrow.
    pub fn save_preset(&self, preset: Preset) -> Result<(), Failure> {
        let name = preset.name.trim().to_owned();
        if name.is_empty() {
            return Err(Failure::new(FailureCode::Stamping).of_case("preset-name"));
        }
        for stamp in &preset.stamps {
            if let StampArt::Mark(id) = &stamp.art
                && !self.is_kept(id)?
            {
                return Err(Failure::new(FailureCode::Stamping).of_case("preset-mark"));
            }
        }
        let mut presets = self.presets(())?;
        presets.retain(|known| known.name != name);
        presets.insert(0, Preset { name, ..preset });
        presets.truncate(MOST);
        self.keep_presets(&presets)
    }

    /// Forgets a kept way of stamping, by its name.
    pub fn remove_preset(&self, name: String) -> Result<(), Failure> {
        let mut presets = self.presets(())?;
        presets.retain(|known| known.name != name);
        self.keep_presets(&presets)
    }

    /// The kept way of stamping of this name.
    pub fn preset(&self, name: &str) -> Result<Preset, Failure> {
        let found = self.presets(())?.into_iter().find(|preset| preset.name == name);
        found.ok_or_else(|| Failure::new(FailureCode::Stamping).of_case("preset").with("name", name))
    }

    /// The way of stamping that was kept last for documents like this file; one that names words before one that does
    /// not.
    pub fn preset_for(&self, path: &Path, password: Option<&wire::Secret>) -> Result<Preset, Failure> {
        let (_, document) = open_to_change(path, password)?;
        let presets = self.presets(())?;
        let with_words = |preset: &&Preset| preset.template.as_ref().is_some_and(|kind| kind.words.is_some());
        let (worded, plain): (Vec<&Preset>, Vec<&Preset>) =
            presets.iter().filter(|preset| preset.template.is_some()).partition(with_words);
        for preset in worded.into_iter().chain(plain) {
            if let Some(template) = &preset.template
                && fits(&document, template).map_err(|error| failures::of_pdf(&error, path))?
            {
                return Ok(preset.clone());
            }
        }
        Err(Failure::new(FailureCode::Stamping).of_case("preset-none"))
    }

    /// Keeps how a file is stamped under a name, for documents with a first page like its own and, where given, with
    /// these words on it.
    pub fn keep_as_preset(
        &self,
        name: &str,
        stamps: &[Stamp],
        like: Option<&Path>,
        words: Option<&str>,
        password: Option<&wire::Secret>,
    ) -> Result<(), Failure> {
        let template = like.map(|path| {
            let (_, document) = open_to_change(path, password)?;
            let page = document.page(0).map_err(|error| failures::of_pdf(&error, path))?;
            let (width, height) = page.geometry().size_mm();
            Ok(Template { width, height, words: words.map(str::to_owned) })
        });
        let template = template.transpose()?;
        self.save_preset(Preset { name: name.to_owned(), stamps: stamps.to_vec(), template })
    }

    fn keep_presets(&self, presets: &[Preset]) -> Result<(), Failure> {
        self.profile.prepare()?;
        let bytes = serde_json::to_vec_pretty(presets)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        output::replace(&self.profile.presets(), &bytes)
    }
}

/// Whether a document's first page is as the template has it.
fn fits(document: &pdf::Document, template: &Template) -> Result<bool, pdf::Error> {
    let (width, height) = document.page(0)?.geometry().size_mm();
    if (width - template.width).abs() > SAME_SIZE || (height - template.height).abs() > SAME_SIZE {
        return Ok(false);
    }
    let Some(words) = &template.words else { return Ok(true) };
    let text = PageImage::extract(document, 0, &Limits::default()).and_then(|image| image.text());
    Ok(text.is_ok_and(|text| !text.search(words).is_empty()))
}
