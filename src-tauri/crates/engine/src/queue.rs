//! Signed files whose timestamps wait for the network: signed now, stamped later, without touching the signature.
//!
//! A list in the profile: where the file is, what it was when it was signed, which level it is to reach, and what the
//! signer brought along for it: authorities by their address, certificates and proofs as copies under their digests, for
//! the originals may be gone when the network is back. A file that is gone or another one now is shown as such and left alone.

use std::path::{Path, PathBuf};

use pki::DigestAlgorithm;
use serde::{Deserialize, Serialize};
use wire::{Failure, FailureCode, FinishedTimestamp, Level, PendingTimestamp};

use crate::appending::Job;
use crate::network::{AuthorityAt, Kept};
use crate::output::Existing;
use crate::signing::{Supplied, open_to_change};
use crate::source::{FileSource, file_name, folder_name, sha256_of_prefix};
use crate::{Engine, failures, output, random_hex};

#[derive(Clone, Serialize, Deserialize)]
struct Waiting {
    id: String,
    path: PathBuf,
    /// SHA-256 and length of the signed file, hex and bytes.
    sha256: String,
    length: u64,
    level: Level,
    since: String,
    #[serde(default)]
    along: Along,
}

/// What the signer brought along; the names of copies in the folder of [`crate::profile::Profile::waiting_copies`].
#[derive(Clone, Default, Serialize, Deserialize)]
struct Along {
    authorities: Vec<Kept>,
    certificates: Vec<String>,
    crls: Vec<String>,
    ocsps: Vec<String>,
}

impl Along {
    fn copies(&self) -> impl Iterator<Item = &String> {
        self.certificates.iter().chain(&self.crls).chain(&self.ocsps)
    }
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

    /// Notes that a signed file waits, with what was brought along for it.
    pub(crate) fn queue(
        &self,
        path: &Path,
        sha256: [u8; 32],
        level: Level,
        supplied: &Supplied,
    ) -> Result<(), Failure> {
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
            along: Along {
                authorities: supplied.authorities.iter().map(AuthorityAt::kept).collect(),
                certificates: self.copies_of(&supplied.certificates)?,
                crls: self.copies_of(&supplied.crls)?,
                ocsps: self.copies_of(&supplied.ocsps)?,
            },
        });
        self.keep_waiting(&waiting)
    }

    /// Copies of files under their digests: many signatures share one list.
    fn copies_of(&self, files: &[PathBuf]) -> Result<Vec<String>, Failure> {
        let folder = self.profile.waiting_copies();
        if !files.is_empty() {
            crate::profile::make_folder(&folder)?;
        }
        let mut names = Vec::with_capacity(files.len());
        for file in files {
            let bytes = std::fs::read(file).map_err(|fault| failures::unreadable(file, fault))?;
            let name = hex::encode(DigestAlgorithm::Sha256.digest(&bytes));
            let copy = folder.join(&name);
            if !copy.exists() {
                output::replace(&copy, &bytes)?;
            }
            names.push(name);
        }
        Ok(names)
    }

    /// What is used for a waiting file: what comes along now, then what came along when it was signed.
    fn supplied_for(&self, one: &Waiting, now: &Supplied) -> Supplied {
        let folder = self.profile.waiting_copies();
        let both = |now: &[PathBuf], then: &[String]| {
            now.iter().cloned().chain(then.iter().map(|name| folder.join(name))).collect()
        };
        let mut authorities = now.authorities.clone();
        if authorities.is_empty() && !one.along.authorities.is_empty() {
            // The one that did not answer then may never do so again; the settings' are asked after it.
            authorities =
                one.along.authorities.iter().chain(&self.kept_authorities()).map(AuthorityAt::of).collect();
        }
        Supplied {
            authorities,
            certificates: both(&now.certificates, &one.along.certificates),
            crls: both(&now.crls, &one.along.crls),
            ocsps: both(&now.ocsps, &one.along.ocsps),
        }
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
            original: None,
            target: one.path.clone(),
            existing: Existing::Replace,
            digest: DigestAlgorithm::Sha256,
            record: self.extending_record(one.level),
        };
        let supplied = self.supplied_for(one, supplied);
        let (finished, _) = self.extend(job, one.level, &self.services_with(&supplied)?)?;
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
        output::replace(&self.profile.waiting(), &bytes)?;
        self.drop_copies_but(waiting);
        Ok(())
    }

    /// Removes copies that no waiting file needs any more; one that cannot be removed now goes the next time.
    fn drop_copies_but(&self, waiting: &[Waiting]) {
        let Ok(entries) = std::fs::read_dir(self.profile.waiting_copies()) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            if !waiting.iter().flat_map(|one| one.along.copies()).any(|kept| name == kept.as_str()) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}
