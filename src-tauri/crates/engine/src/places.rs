//! Files that the user picked in a system dialog, until the request that uses them comes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use wire::{ChosenFile, DocumentId, Failure, FailureCode};

use crate::output::Existing;
use crate::source::file_name;
use crate::{Engine, lock, random_hex};

/// Paths behind opaque ids: the page never sees or sends a path.
#[derive(Default)]
pub(crate) struct Chosen(HashMap<String, PathBuf>);

impl Engine {
    /// Remembers a path that the user picked and gives the id that stands for it.
    pub fn chosen(&self, path: &Path) -> Result<ChosenFile, Failure> {
        let id = random_hex(16)?;
        lock(&self.chosen).0.insert(id.clone(), path.to_owned());
        Ok(ChosenFile { id, name: file_name(path) })
    }

    /// The path behind an id; each is good for one use.
    pub(crate) fn take_chosen(&self, id: &str) -> Result<PathBuf, Failure> {
        lock(&self.chosen).0.remove(id).ok_or_else(|| Failure::new(FailureCode::DocumentClosed))
    }

    /// The path behind an id, which stays good.
    pub(crate) fn chosen_path(&self, id: &str) -> Result<PathBuf, Failure> {
        lock(&self.chosen).0.get(id).cloned().ok_or_else(|| Failure::new(FailureCode::DocumentClosed))
    }

    /// Where the signed file would go by itself: beside the original, under a name that is free.
    pub fn proposed_output(&self, document: &DocumentId) -> Result<(PathBuf, String), Failure> {
        let path = self.open.get(document)?.path().to_owned();
        let target = self.free_name_beside(&path, "output-signed");
        Ok((target.parent().unwrap_or(Path::new("")).to_owned(), file_name(&target)))
    }

    /// Where the command line's result goes: over the original, to the name given, or beside it under a free one.
    pub(crate) fn target_of(
        &self,
        path: &Path,
        output: Option<&Path>,
        in_place: bool,
        suffix: &str,
    ) -> (PathBuf, Existing) {
        match output {
            _ if in_place => (path.to_owned(), Existing::Replace),
            Some(output) => (output.to_owned(), Existing::Keep),
            None => (self.free_name_beside(path, suffix), Existing::Keep),
        }
    }

    /// `<stem>-<suffix>.pdf` beside a file, numbered where that is taken; the suffix is a text of the catalogue.
    pub(crate) fn free_name_beside(&self, path: &Path, suffix: &str) -> PathBuf {
        let suffix = self.texts().plain(suffix);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let stem = match stem.rsplit_once('-') {
            Some((before, last))
                if last.trim_end_matches(|c: char| c == ' ' || c.is_ascii_digit()) == suffix =>
            {
                before
            }
            _ => &stem,
        };
        let named = |number: u32| match number {
            1 => path.with_file_name(format!("{stem}-{suffix}.pdf")),
            _ => path.with_file_name(format!("{stem}-{suffix} {number}.pdf")),
        };
        (1..).map(named).find(|candidate| !candidate.exists()).unwrap_or_else(|| named(1))
    }
}
