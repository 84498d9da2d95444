//! Opening, unlocking and closing documents.

use std::path::{Path, PathBuf};

use wire::{Document, DocumentId, Failure, FailureCode, UnlockDocument};

use crate::documents::OpenDocument;
use crate::source::{file_name, sha256_of};
use crate::{Engine, history, output};

/// The sample report that comes with the program.
pub(crate) const SAMPLE: &[u8] = include_bytes!("../../../../assets/samples/report-JC-2026-0417.pdf");
const SAMPLE_NAME: &str = "report-JC-2026-0417.pdf";

impl Engine {
    /// Opens a file that the user picked, dropped or named.
    pub fn open_path(&self, path: &Path) -> Result<Document, Failure> {
        let opened = OpenDocument::open_after(path, self.examiner.as_deref())
            .and_then(|document| self.open.add(document));
        let (id, document) = match opened {
            Ok(opened) => opened,
            Err(failure) => {
                self.log_opened(path, None, Some(failure.code));
                return Err(failure);
            }
        };
        self.note_recent(path, None);
        let sha256 = sha256_of(document.source().as_ref()).ok();
        self.log_opened(path, sha256, None);
        document.describe(id)
    }

    /// Opens a copy of the sample report, in the user's documents.
    pub fn open_sample(&self, (): ()) -> Result<Document, Failure> {
        let folder = directories::UserDirs::new()
            .and_then(|dirs| dirs.document_dir().map(Path::to_owned))
            .filter(|folder| folder.is_dir())
            .unwrap_or_else(|| self.profile.samples());
        crate::profile::make_private(&folder)?;
        let path = folder.join(SAMPLE_NAME);
        if std::fs::read(&path).is_ok_and(|bytes| bytes == SAMPLE) {
            return self.open_path(&path);
        }
        let path = free(path);
        output::create(&path, SAMPLE)?;
        self.open_path(&path)
    }

    /// Gives an encrypted document's password.
    pub fn unlock_document(&self, request: UnlockDocument) -> Result<Document, Failure> {
        let document = self.open.get(&request.document)?;
        document.document().unlock(request.password.expose()).map_err(|error| document.failure(&error))?;
        document.describe(request.document)
    }

    /// Closes a document.
    pub fn close_document(&self, id: DocumentId) -> Result<(), Failure> {
        self.open.remove(&id);
        Ok(())
    }

    /// Shows a document in its folder.
    pub fn show_in_folder(&self, id: DocumentId) -> Result<(), Failure> {
        let document = self.open.get(&id)?;
        show(document.path().parent().unwrap_or(Path::new("")), FailureCode::FolderNotShown)
    }

    /// Shows a folder that was chosen.
    pub fn show_folder(&self, id: String) -> Result<(), Failure> {
        show(&self.chosen_path(&id)?, FailureCode::FolderNotShown)
    }

    fn log_opened(&self, path: &Path, sha256: Option<[u8; 32]>, failed: Option<FailureCode>) {
        let mut record = self.record(audit::Action::Opened);
        record.document = Some(audit::Document {
            name: file_name(path),
            before: sha256.map(audit::Digest),
            after: None,
            size: std::fs::metadata(path).map(|facts| facts.len()).ok(),
        });
        history::mark_failed(&mut record, failed);
        // Reading is allowed where the log cannot be written; signing is not, and says so.
        let _ = self.append(&record);
    }
}

/// Has the system show a folder, or a file in the program that is for it.
pub(crate) fn show(path: &Path, otherwise: FailureCode) -> Result<(), Failure> {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let started = std::process::Command::new(opener).arg(path).spawn();
    started
        .map(drop)
        .map_err(|fault| Failure::new(otherwise).with("folder", path.display().to_string()).because(fault))
}

/// The path, numbered where it is taken.
fn free(path: PathBuf) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let numbered = (2..).map(|number: u32| path.with_file_name(format!("{stem} {number}.pdf")));
    std::iter::once(path.clone()).chain(numbered).find(|candidate| !candidate.exists()).unwrap_or(path)
}
