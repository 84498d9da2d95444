//! Signed files whose timestamps wait for the network: signed now, stamped later, without touching the signature.
//!
//! A list in the profile: where the file is, what it was when it was signed, which level it is to reach. A file that
//! is gone or another one now is shown as such and left alone.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use wire::{Failure, FailureCode, FinishedTimestamp, Level, PendingTimestamp};

use crate::appending::Job;
use crate::output::Existing;
use crate::signing::{Supplied, open_to_change};
use crate::source::{FileSource, file_name, folder_name, sha256_of_prefix};
use crate::{Engine, output, random_hex};

#[derive(Clone, Serialize, Deserialize)]
struct Waiting {
    id: String,
    path: PathBuf,
    /// SHA-256 and length of the signed file, hex and bytes.
    sha256: String,
    length: u64,
    level: Level,
    since: String,
}

impl Waiting {
    /// Whether the file that was signed still begins what stands there.
    fn is_there(&self) -> bool {
        FileSource::open(&self.path)
            .ok()
            .and_then(|source| sha256_of_prefix(source.as_ref(), self.length).ok())
            .is_some_and(|found| hex::encode(found) == self.sha256)
    }
}

impl Engine {
    /// Signed files whose timestamps wait for the network, the oldest first.
    pub fn pending_timestamps(&self, (): ()) -> Result<Vec<PendingTimestamp>, Failure> {
        let shown = self.waiting().into_iter().map(|one| PendingTimestamp {
            name: file_name(&one.path),
            folder: folder_name(&one.path),
            missing: !one.is_there(),
            id: one.id,
            level: one.level,
            since: one.since,
        });
        Ok(shown.collect())
    }

    /// Gets these waiting timestamps now, all of them where none is named; each file keeps its name.
    pub fn finish_timestamps(&self, ids: Vec<String>) -> Result<Vec<FinishedTimestamp>, Failure> {
        self.finish_waiting(&ids, &Supplied::default())
    }

    /// The same, with authorities and proofs that come along.
    pub fn finish_waiting(
        &self,
        ids: &[String],
        supplied: &Supplied,
    ) -> Result<Vec<FinishedTimestamp>, Failure> {
        let wanted = |one: &&Waiting| ids.is_empty() || ids.contains(&one.id);
        let waiting = self.waiting();
        let mut finished = Vec::new();
        for one in waiting.iter().filter(wanted) {
            let outcome = self.finish_one(one, supplied);
            if outcome.is_ok() {
                self.stop_waiting(&one.id)?;
            }
            finished.push(FinishedTimestamp {
                id: one.id.clone(),
                name: file_name(&one.path),
                level: outcome.is_ok().then_some(one.level),
                failure: outcome.err(),
            });
        }
        Ok(finished)
    }

    /// Waits for a timestamp no longer; the signed file stays as it is.
    pub fn drop_timestamp(&self, id: String) -> Result<(), Failure> {
        if !self.waiting().iter().any(|one| one.id == id) {
            return Err(Failure::new(FailureCode::NoSuchPending));
        }
        self.stop_waiting(&id)
    }

    /// Notes that a signed file waits.
    pub(crate) fn queue(&self, path: &Path, sha256: [u8; 32], level: Level) -> Result<(), Failure> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let length = std::fs::metadata(&path).map(|facts| facts.len()).unwrap_or_default();
        let mut waiting = self.waiting();
        waiting.retain(|one| one.path != path);
        waiting.push(Waiting {
            id: random_hex(8)?,
            path,
            sha256: hex::encode(sha256),
            length,
            level,
            since: self.clock.now().to_string(),
        });
        self.keep_waiting(&waiting)
    }

    fn finish_one(&self, one: &Waiting, supplied: &Supplied) -> Result<(), Failure> {
        if !one.is_there() {
            return Err(Failure::new(FailureCode::DocumentChanged).with("name", file_name(&one.path)));
        }
        let (source, document) = open_to_change(&one.path, None)?;
        let job = Job {
            path: one.path.clone(),
            source,
            document,
            target: one.path.clone(),
            existing: Existing::Replace,
            digest: pki::DigestAlgorithm::Sha256,
            record: self.extending_record(one.level),
        };
        let (finished, _) = self.extend(job, one.level, &self.services_with(supplied)?)?;
        self.note_recent(&one.path, Some(finished.judged.verification.verdict));
        Ok(())
    }

    fn stop_waiting(&self, id: &str) -> Result<(), Failure> {
        let mut waiting = self.waiting();
        waiting.retain(|one| one.id != id);
        self.keep_waiting(&waiting)
    }

    fn waiting(&self) -> Vec<Waiting> {
        let bytes = std::fs::read(self.profile.waiting()).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    fn keep_waiting(&self, waiting: &[Waiting]) -> Result<(), Failure> {
        let bytes = serde_json::to_vec_pretty(waiting)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        output::replace(&self.profile.waiting(), &bytes)
    }
}
