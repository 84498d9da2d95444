//! The files opened before, with the last verdict on each.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use wire::{Document, Failure, FailureCode, RecentFile, Verdict};

use crate::source::{file_name, folder_name};
use crate::{Engine, output};

/// How many are kept.
const KEPT: usize = 20;

#[derive(Clone, Serialize, Deserialize)]
struct Entry {
    path: PathBuf,
    opened: String,
    #[serde(default)]
    verdict: Option<Verdict>,
}

impl Entry {
    /// Stands for the path on the page, whatever becomes of the list meanwhile.
    fn id(&self) -> String {
        hex::encode(Sha256::digest(self.path.as_os_str().as_encoded_bytes()))
    }
}

impl Engine {
    /// The files opened before, newest first.
    pub fn recent_files(&self, (): ()) -> Result<Vec<RecentFile>, Failure> {
        let shown = self.recent().into_iter().map(|entry| RecentFile {
            id: entry.id(),
            name: file_name(&entry.path),
            folder: folder_name(&entry.path),
            missing: !entry.path.is_file(),
            opened: entry.opened,
            verdict: entry.verdict,
        });
        Ok(shown.collect())
    }

    /// Opens a file of the list.
    pub fn open_recent(&self, id: String) -> Result<Document, Failure> {
        let entry = self.recent().into_iter().find(|entry| entry.id() == id);
        self.open_path(&entry.ok_or_else(|| Failure::new(FailureCode::DocumentClosed))?.path)
    }

    /// Empties the list.
    pub fn forget_recent(&self, (): ()) -> Result<(), Failure> {
        self.keep_recent(&[])
    }

    /// Puts a file at the head of the list. The list is a convenience: where it cannot be kept, work goes on.
    pub(crate) fn note_recent(&self, path: &Path, verdict: Option<Verdict>) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut entries = self.recent();
        let before = entries.iter().position(|entry| entry.path == path).map(|at| entries.remove(at));
        let verdict = verdict.or(before.and_then(|entry| entry.verdict));
        entries.insert(0, Entry { path, opened: self.clock.now().to_string(), verdict });
        entries.truncate(KEPT);
        let _ = self.keep_recent(&entries);
    }

    fn recent(&self) -> Vec<Entry> {
        let bytes = std::fs::read(self.profile.recent()).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    fn keep_recent(&self, entries: &[Entry]) -> Result<(), Failure> {
        self.profile.prepare()?;
        let bytes = serde_json::to_vec_pretty(entries)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        output::replace_soon(&self.profile.recent(), &bytes)
    }
}
