//! Printing what is sealed: gated like the sealing itself (RS18 §9).
//!
//! Which seals a document bears is known from the log of the station that set them: a signature is recognised by the hash
//! of its value, so that neither a new name nor a timestamp behind it changes anything. The approval that was written for
//! the file before it was sealed covers the print, where it says so. What another station sealed is not known here.

use audit::{Action, Digest, Entry, Filter, Outcome};
use wire::{Failure, SignatureOf};

use super::stamping::{SEVERAL, sha256_of_file};
use super::{SealFacts, StampRight};
use crate::source::{FileSource, file_name};
use crate::{Engine, failures};

/// A seal that this station set on a document.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sealing {
    seal: String,
    /// SHA-256 of the file before it was sealed, hex: what an approval names.
    before: String,
}

impl Engine {
    /// Asks for the leave to print a file that bears a seal, and uses an approval up where one is needed.
    pub fn may_print(&self, path: &std::path::Path, seal: &str) -> Result<(), Failure> {
        let source = FileSource::open(path)?;
        let document = pdf::Document::open(source, pdf::Limits::default())
            .map_err(|error| failures::of_pdf(&error, path))?;
        let known = self.sealings_on(&document, u64::MAX)?.into_iter().find(|known| known.seal == seal);
        let before = known.map_or_else(|| sha256_of_file(path), |known| Ok(known.before))?;
        self.leave_to_print(&document, path, Sealing { seal: seal.to_owned(), before })
            .and_then(|right| self.consume(&right))
    }

    /// The same for the version that a signature of an open document covers: for every seal on it, or for none.
    pub(crate) fn print_version(&self, of: &SignatureOf) -> Result<(), Failure> {
        let (open, length) = self.signed_length(of)?;
        let document = open.document();
        let sealings = self.sealings_on(&document, length)?;
        let seals: Vec<String> = sealings.iter().map(|sealing| sealing.seal.clone()).collect();
        let rights = sealings.into_iter().map(|sealing| self.leave_to_print(&document, open.path(), sealing));
        // No approval is used before every seal is allowed.
        let rights = rights.collect::<Result<Vec<_>, _>>()?;
        rights.iter().try_for_each(|right| self.consume(right))?;
        if seals.is_empty() {
            return Ok(());
        }
        let mut record = self.record(Action::SealedPrinted);
        record.params.insert("seal".to_owned(), seals.join(SEVERAL));
        let tickets: Vec<String> = rights.into_iter().filter_map(|right| right.ticket).collect();
        if !tickets.is_empty() {
            record.params.insert("ticket".to_owned(), tickets.join(SEVERAL));
        }
        record.document =
            Some(audit::Document { name: file_name(open.path()), ..audit::Document::default() });
        self.append(&record).map(drop)
    }

    fn leave_to_print(
        &self,
        document: &pdf::Document,
        path: &std::path::Path,
        sealing: Sealing,
    ) -> Result<StampRight, Failure> {
        let facts = SealFacts { seal: &sealing.seal, printing: true, ..SealFacts::default() };
        self.leave_of(document, path, sealing.before, &facts)
    }

    /// The seals that this station set with the signatures in the first `length` bytes of a document.
    fn sealings_on(&self, document: &pdf::Document, length: u64) -> Result<Vec<Sealing>, Failure> {
        let mut sealings: Vec<Sealing> = Vec::new();
        for found in pdf::signatures(document).unwrap_or_default() {
            let Some(dictionary) = found.dictionary() else { continue };
            let contents = &dictionary.contents;
            if contents.span.as_ref().is_some_and(|span| span.start >= length) {
                continue;
            }
            let Ok(message) = cades::SignedData::parse(&contents.bytes) else { continue };
            let value = contents.bytes.get(..message.encoded_len()).unwrap_or(&contents.bytes);
            let value = hex::encode(pki::DigestAlgorithm::Sha256.digest(value));
            for sealing in self.signings_of(&value)?.iter().flat_map(sealings_of) {
                if !sealings.contains(&sealing) {
                    sealings.push(sealing);
                }
            }
        }
        Ok(sealings)
    }

    /// The rows of the log that tell how a signature with this value came to be.
    fn signings_of(&self, value: &str) -> Result<Vec<Entry>, Failure> {
        let filter = Filter {
            actions: vec![Action::Signed],
            text: value.to_owned(),
            limit: Some(10),
            ..Filter::default()
        };
        // Read from the rows themselves: an index could be changed to hide a seal.
        let found = self.log()?.query(&filter).map_err(|error| failures::of_log(&error))?;
        Ok(found.entries)
    }
}

/// What a row says of the seals that were set with a signature.
fn sealings_of(entry: &Entry) -> Vec<Sealing> {
    let record = &entry.record;
    let before = record.document.as_ref().and_then(|document| document.before);
    let seals = record.params.get("seal").filter(|_| record.outcome == Outcome::Ok);
    let (Some(Digest(before)), Some(seals)) = (before, seals) else { return Vec::new() };
    let sealing = |seal: &str| Sealing { seal: seal.to_owned(), before: hex::encode(before) };
    seals.split(SEVERAL).map(sealing).collect()
}
