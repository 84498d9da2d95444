//! Before many files are signed or sealed: what the rules say of whoever signs, and of each file.
//!
//! Nothing is signed and no approval is used up; each file is asked for its leave once more when it is signed (RS18 §9).

use std::path::Path;

use registry::ruling::Protected;
use wire::{BatchQuestion, BatchRules, Failure, FileRules, RulesAnswer};

use super::SealFacts;
use crate::Engine;
use crate::cores::on_all_cores;
use crate::signing::{open_to_change, protected};

impl Engine {
    /// May these files be signed, and sealed?
    pub fn batch_rules(&self, question: BatchQuestion) -> Result<BatchRules, Failure> {
        let nothing = wire::Secret::new(String::new());
        let chosen = self.chosen_identity(&question.identity, &nothing)?;
        let of = (question.kind.as_str(), question.department.as_str());
        // Pages are not turned here: whether each file was looked at is the signer's word, which the log keeps.
        let protected = self.protected_all(&question)?;
        let signing = self.answer_before(&chosen, of, question.second.as_deref(), None, protected)?;
        let certificate = hex::encode(chosen.certificate().sha256_fingerprint());
        let facts = SealFacts {
            certificate: &certificate,
            kind: &question.kind,
            department: &question.department,
            ..SealFacts::default()
        };
        let ask = |id: &String| self.file_rules(&self.chosen_path(id)?, &question.stamps, &facts);
        let answers: Vec<Result<Vec<RulesAnswer>, Failure>> =
            if question.stamps.is_empty() || self.directory()?.is_none() {
                question.files.iter().map(|_| Ok(Vec::new())).collect()
            } else {
                on_all_cores(&question.files, ask)
            };
        let row = |(index, answer): (u32, Result<Vec<RulesAnswer>, Failure>)| match answer {
            Ok(seals) => FileRules { index, seals, failure: None },
            Err(failure) => FileRules { index, seals: Vec::new(), failure: Some(failure) },
        };
        Ok(BatchRules { signing, files: (0..).zip(answers).map(row).collect() })
    }

    /// Whether the outputs will be encrypted: as soon as one of them could be and would not, that is what counts.
    fn protected_all(&self, question: &BatchQuestion) -> Result<Protected, Failure> {
        if question.encrypt || !self.directory()?.is_some_and(|known| known.policy.encrypt_output) {
            return Ok(Protected::Yes);
        }
        let could = |id: &String| {
            let found = self.chosen_path(id).and_then(|path| open_to_change(&path, None));
            found.is_ok_and(|(_, document)| protected(&document, false) == Protected::No)
        };
        let could = on_all_cores(&question.files, could).contains(&true);
        Ok(if could { Protected::No } else { Protected::Impossible })
    }

    fn file_rules(
        &self,
        path: &Path,
        stamps: &[wire::Stamp],
        facts: &SealFacts<'_>,
    ) -> Result<Vec<RulesAnswer>, Failure> {
        let (_, document) = open_to_change(path, None)?;
        let impressions = self.lay_out(&document, stamps)?.impressions();
        self.answers_for(&impressions, facts, &document, path)
    }
}
