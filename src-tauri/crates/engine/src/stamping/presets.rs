//! Ways of stamping that are kept under a name, and which of them fits a document and its signer.
//!
//! A way is what is stamped and where, and, where that was kept, what the signature itself shows and where that stands. It
//! may be meant for one kind of document and for one identity. What fits is offered in this order: what names words of the
//! document before what names its size before what names neither; then the signer's own before everybody's; then what was
//! kept last.

use std::path::Path;

use render::{Limits, PageImage};
use wire::{
    Caption, Failure, FailureCode, FittingPresets, KeptPlace, KeptSignature, Look, PageSet, Preset, Stamp,
    StampArt, Template,
};

use crate::signing::{FileLook, FilePlace, open_to_change};
use crate::{Engine, failures, output};

/// The most that are kept.
const MOST: usize = 200;
/// Pages of one kind differ in size by less than this, millimetres.
const SAME_SIZE: f64 = 1.5;

/// How the command line has a way of stamping kept.
#[derive(Clone, Copy, Debug)]
pub struct KeepPreset<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What is stamped.
    pub stamps: &'a [Stamp],
    /// What the signature itself shows.
    pub look: &'a FileLook,
    /// The lines beside it.
    pub caption: &'a Caption,
    /// Where it stands.
    pub place: &'a FilePlace,
    /// The file whose first page is like those it is meant for; for any document where absent.
    pub like: Option<&'a Path>,
    /// Words that stand on their first pages too.
    pub words: Option<&'a str>,
    /// The identity whose way it is, by id or name; anybody's where absent.
    pub identity: Option<&'a str>,
    /// The document's password.
    pub password: Option<&'a wire::Secret>,
}

impl Engine {
    /// The kept ways of stamping, the last one kept first.
    pub fn presets(&self, (): ()) -> Result<Vec<Preset>, Failure> {
        Ok(self.kept_presets())
    }

    fn kept_presets(&self) -> Vec<Preset> {
        let bytes = std::fs::read(self.profile.presets()).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Keeps a way of stamping, in place of the one of the same name.
    ///
    /// Fails where it has no name, or names a mark of this session that will not be there tomorrow.
    pub fn save_preset(&self, preset: Preset) -> Result<(), Failure> {
        let name = preset.name.trim().to_owned();
        if name.is_empty() {
            return Err(Failure::new(FailureCode::Stamping).of_case("preset-name"));
        }
        let stamped = preset.stamps.iter().filter_map(|stamp| match &stamp.art {
            StampArt::Mark(id) => Some(id),
            StampArt::Seal(_) => None,
        });
        let shown = preset.signature.iter().filter_map(|signature| signature.look.mark.as_ref());
        for mark in stamped.chain(shown) {
            if !self.is_kept(mark)? {
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

    /// The names of the kept ways that fit an open document and its signer, the one that fits best first.
    pub fn fitting_presets(&self, request: FittingPresets) -> Result<Vec<String>, Failure> {
        let open = request.document.as_ref().map(|id| self.open.get(id)).transpose()?;
        let document = open.as_ref().map(|open| open.document());
        let fitting = self.fitting(document.as_ref(), request.identity.as_deref());
        Ok(fitting
            .map_err(|error| {
                open.as_ref()
                    .map_or_else(|| failures::of_pdf(&error, Path::new("")), |open| open.failure(&error))
            })?
            .into_iter()
            .map(|preset| preset.name)
            .collect())
    }

    /// The kept way of stamping that fits this file and its signer (an identity by id or name) best; it is meant for one kind
    /// of document.
    pub fn preset_for(
        &self,
        path: &Path,
        password: Option<&wire::Secret>,
        identity: Option<&str>,
    ) -> Result<Preset, Failure> {
        let (_, document) = open_to_change(path, password)?;
        let identity = identity.map(|name| self.identity(name)).transpose()?;
        let identity = identity.as_ref().map(|identity| identity.id.as_str());
        let fitting = self.fitting(Some(&document), identity);
        let fitting = fitting.map_err(|error| failures::of_pdf(&error, path))?;
        let found = fitting.into_iter().find(|preset| preset.template.is_some());
        found.ok_or_else(|| Failure::new(FailureCode::Stamping).of_case("preset-none"))
    }

    fn fitting(
        &self,
        document: Option<&pdf::Document>,
        identity: Option<&str>,
    ) -> Result<Vec<Preset>, pdf::Error> {
        let mut found: Vec<(u8, Preset)> = Vec::new();
        for preset in self.kept_presets() {
            // What is somebody's own is nobody else's; while nobody is known it is nobody's.
            if preset.identity.is_some() && preset.identity.as_deref() != identity {
                continue;
            }
            let kind = match (&preset.template, document) {
                (None, _) => 0,
                (Some(_), None) => continue,
                (Some(template), Some(document)) if fits(document, template)? => {
                    1 + u8::from(template.words.is_some())
                }
                (Some(_), Some(_)) => continue,
            };
            found.push((kind * 2 + u8::from(preset.identity.is_some()), preset));
        }
        found.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank)); // stable: the last kept first
        Ok(found.into_iter().map(|(_, preset)| preset).collect())
    }

    /// Keeps how a file is stamped under a name, for the command line: for documents with a first page like its own.
    pub fn keep_as_preset(&self, keep: KeepPreset<'_>) -> Result<(), Failure> {
        let template = keep.like.map(|path| {
            let (_, document) = open_to_change(path, keep.password)?;
            let page = document.page(0).map_err(|error| failures::of_pdf(&error, path))?;
            let (width, height) = page.geometry().size_mm();
            Ok(Template { width, height, words: keep.words.map(str::to_owned) })
        });
        let identity = keep.identity.map(|name| self.identity(name).map(|known| known.id.to_string()));
        self.save_preset(Preset {
            name: keep.name.to_owned(),
            stamps: keep.stamps.to_vec(),
            template: template.transpose()?,
            signature: kept_signature(keep.look, keep.caption, keep.place)?,
            identity: identity.transpose()?,
        })
    }

    fn keep_presets(&self, presets: &[Preset]) -> Result<(), Failure> {
        self.profile.prepare()?;
        let bytes = serde_json::to_vec_pretty(presets)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        output::replace(&self.profile.presets(), &bytes)
    }
}

/// What the signature itself shows and where, as it is kept; nothing where there is nothing to keep.
fn kept_signature(
    look: &FileLook,
    caption: &Caption,
    place: &FilePlace,
) -> Result<Option<KeptSignature>, Failure> {
    let (mark, caption) = match look {
        // A file that was named once is not there tomorrow.
        FileLook::Image(_) | FileLook::Ink(_) => {
            return Err(Failure::new(FailureCode::Stamping).of_case("preset-mark"));
        }
        FileLook::Invisible => (None, caption.clone()),
        FileLook::Text => (None, Caption { name: true, date: true, reason: true, ..caption.clone() }),
        FileLook::Mark(id) => (Some(id.clone()), caption.clone()),
    };
    // The number of this report is not that of the next.
    let report_number = caption.report_number.as_ref().map(|_| String::new());
    let look = Look { mark, caption: Caption { report_number, ..caption } };
    let at = match place {
        FilePlace::None => KeptPlace::None,
        FilePlace::Field(name) => KeptPlace::Field(name.clone()),
        FilePlace::Page { page, at, size } => KeptPlace::Page {
            page: match page {
                None => PageSet::Last,
                Some(0) => PageSet::First,
                Some(page) => PageSet::Listed((u64::from(*page) + 1).to_string()),
            },
            left: at.0,
            top: at.1,
            width: size.0,
        },
    };
    let says = look.mark.is_some() || at != KeptPlace::None || look.caption != Caption::default();
    Ok(says.then_some(KeptSignature { look, at }))
}

/// What was kept of a signature, as the command line asks for one.
pub fn as_kept(signature: KeptSignature) -> Result<(FileLook, Caption, FilePlace), Failure> {
    let KeptSignature { look, at } = signature;
    let place = match at {
        KeptPlace::None => FilePlace::None,
        KeptPlace::Field(name) => FilePlace::Field(name),
        KeptPlace::Page { page, left, top, width } => FilePlace::Page {
            page: match page {
                PageSet::Last => None,
                PageSet::First => Some(0),
                PageSet::Listed(list) => {
                    let number = list.trim().parse::<u32>().ok().and_then(|number| number.checked_sub(1));
                    let wrong = || Failure::new(FailureCode::Stamping).of_case("pages").with("written", list);
                    Some(number.ok_or_else(wrong)?)
                }
                PageSet::All | PageSet::Odd | PageSet::Even => return Err(Failure::new(FailureCode::Usage)),
            },
            at: (left, top),
            size: (width, None),
        },
    };
    Ok((look.mark.map_or(FileLook::Invisible, FileLook::Mark), look.caption, place))
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
