//! Stamps in files that are not open: their plans, and for the command line, which names files, each file as a mark of this
//! session.

use std::path::{Path, PathBuf};

use wire::{Failure, FailureCode, PlanBatch, PlannedFile, Stamp, StampArt, StampPlan};

use crate::cores::on_all_cores;
use crate::folders::pdf_files;
use crate::signing::{FileLook, FilePlace, open_to_change, place_in_each, placed};
use crate::source::file_name;
use crate::{Engine, failures};

/// The largest list of stamps that is read, bytes.
const MOST_BYTES: u64 = 1 << 20;

/// Asks where stamps would stand in files; nothing is signed.
#[derive(Debug)]
pub struct PlanFiles {
    /// Files, and folders whose PDF files are taken.
    pub inputs: Vec<PathBuf>,
    /// What the signature itself shows.
    pub look: FileLook,
    /// The lines beside it.
    pub caption: wire::Caption,
    /// Where.
    pub place: FilePlace,
    /// What is stamped with it.
    pub stamps: Vec<Stamp>,
    /// The documents' password.
    pub password: Option<wire::Secret>,
}

/// What is planned for each file, or why nothing can be.
pub type PlannedFiles = Vec<(PathBuf, Result<StampPlan, Failure>)>;

impl Engine {
    /// Where stamps would stand, file by file.
    pub fn plan_files(&self, request: &PlanFiles) -> Result<PlannedFiles, Failure> {
        let shown = self.shown_of_file(&request.look, &request.caption, "", "")?;
        let plan = |path: &PathBuf| {
            let (_, document) = open_to_change(path, request.password.as_ref())?;
            let (place, _) = placed(&document, &request.place, &shown, path)?;
            self.plan(&document, &request.stamps, place, path)
        };
        let files = pdf_files(&request.inputs)?;
        let plans = on_all_cores(&files, plan);
        Ok(files.into_iter().zip(plans).collect())
    }

    /// Where stamps would stand in files that were chosen in the window.
    pub fn plan_batch(&self, request: PlanBatch) -> Result<Vec<PlannedFile>, Failure> {
        // Whose name it will be makes no difference to where things stand.
        let shown = self.shown(&request.look, "—", "")?;
        let place = place_in_each(request.field.as_ref(), request.place.as_ref(), request.page, &shown);
        let plan = |id: &String| {
            let path = self.chosen_path(id)?;
            let (_, document) = open_to_change(&path, None)?;
            let (place, _) = placed(&document, &place, &shown, &path)?;
            self.plan(&document, &request.stamps, place, &path)
        };
        let row = |(index, plan): (u32, Result<StampPlan, Failure>)| match plan {
            Ok(plan) => PlannedFile { index, plan: Some(plan), failure: None },
            Err(failure) => PlannedFile { index, plan: None, failure: Some(failure) },
        };
        Ok((0..).zip(on_all_cores(&request.files, plan)).map(row).collect())
    }

    /// A picture to be stamped as a signature; its white margins are cut off, its paper is left as it is.
    pub fn picture_to_stamp(&self, path: &Path) -> Result<StampArt, Failure> {
        self.add_session_picture(path, false).map(StampArt::Mark)
    }

    /// Ink to be stamped.
    pub fn ink_to_stamp(&self, path: &Path) -> Result<StampArt, Failure> {
        self.add_session_ink(path).map(StampArt::Mark)
    }

    /// A seal to be stamped: a picture file of one, or else a seal of this computer by its name.
    pub fn seal_to_stamp(&self, name: &str) -> Result<StampArt, Failure> {
        let path = Path::new(name);
        if path.is_file() {
            return self.add_session_picture(path, true).map(StampArt::Mark);
        }
        Ok(StampArt::Seal(name.to_owned()))
    }

    /// The stamps that a file lists in JSON, as the window sends them; artwork may be named by its file, relative to the
    /// list.
    pub fn stamps_of_file(&self, path: &Path) -> Result<Vec<Stamp>, Failure> {
        let facts = std::fs::metadata(path).map_err(|fault| failures::unreadable(path, fault))?;
        let unread = || Failure::new(FailureCode::Stamping).of_case("list").with("name", file_name(path));
        if facts.len() > MOST_BYTES {
            return Err(unread());
        }
        let bytes = std::fs::read(path).map_err(|fault| failures::unreadable(path, fault))?;
        let mut stamps: Vec<Stamp> =
            serde_json::from_slice(&bytes).map_err(|fault| unread().because(fault))?;
        let beside = path.parent().unwrap_or(Path::new(""));
        for stamp in &mut stamps {
            let named = match &stamp.art {
                StampArt::Seal(name) | StampArt::Mark(name) => beside.join(name),
            };
            if !named.is_file() {
                continue;
            }
            stamp.art = match &stamp.art {
                StampArt::Seal(_) => StampArt::Mark(self.add_session_picture(&named, true)?),
                StampArt::Mark(_) if named.extension().is_some_and(|ending| ending == "json") => {
                    self.ink_to_stamp(&named)?
                }
                StampArt::Mark(_) => self.picture_to_stamp(&named)?,
            };
        }
        Ok(stamps)
    }
}
