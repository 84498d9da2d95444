//! Outcomes of signature checks, kept beside the bytes that were checked.
//!
//! Many certificates are asked about with the same evidence; a list of many megabytes is digested once for each key,
//! and a heap of forged answers costs its checks once, however many signatures a document has.

use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::Certificate;
use crate::error::SignatureError;

/// Keys for which the outcome is kept.
const MAX_KEYS: usize = 16;

/// The outcomes by public key.
#[derive(Default)]
pub(crate) struct Remembered(Mutex<Vec<Outcome>>);

struct Outcome {
    key: [u8; 32],
    outcome: Result<(), SignatureError>,
}

impl Remembered {
    /// The outcome for the key of `signer`, made by `check` the first time.
    pub(crate) fn check(
        &self,
        signer: &Certificate,
        check: impl FnOnce() -> Result<(), SignatureError>,
    ) -> Result<(), SignatureError> {
        let key: [u8; 32] = Sha256::digest(signer.spki_der()).into();
        // A poisoned lock only means that another thread stopped between two entries; the list is whole.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().iter().find(|found| found.key == key) {
            return found.outcome;
        }
        let outcome = check();
        let mut list = known();
        if list.len() < MAX_KEYS {
            list.push(Outcome { key, outcome });
        }
        outcome
    }
}
