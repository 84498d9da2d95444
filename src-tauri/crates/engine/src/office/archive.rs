//! The signed report goes back (RS17 4.3): one file with the document, its hash, the rows of the log about it with their
//! proofs, the journey that was declared, and the signer's word for all of it. The office verifies and registers it.

use std::path::Path;

use audit::{Action, Digest, ExportState, Filter};
use registry::files::Return;
use registry::letter::Kind;
use registry::model::SeenHead;
use registry::store::Archived;
use registry::{Letter, Rule};
use wire::{Failure, FailureCode, ReturnReport, ReturnedReport, Secret, Text, Verdict};

use super::{doing, of_registry};
use crate::identities::secret;
use crate::judging::verdict_word;
use crate::source::file_name;
use crate::verifying::examine;
use crate::{Engine, explain, failures, output};

/// The folder of the reports that came back, each under its hash.
const RETURNED: &str = "returned";
/// The largest report that travels in a package, bytes.
const LARGEST: u64 = 150 << 20;

impl Engine {
    /// Packs an open, signed document for the office.
    pub fn write_return(&self, request: &ReturnReport, target: &Path) -> Result<(), Failure> {
        let open = self.open.get(&request.document)?;
        self.write_return_of(open.path(), &request.identity, &request.pin, target)
    }

    /// Packs a signed file for the office.
    pub fn write_return_of(
        &self,
        path: &Path,
        identity: &str,
        pin: &Secret,
        target: &Path,
    ) -> Result<(), Failure> {
        let facts = std::fs::metadata(path).map_err(|fault| failures::unreadable(path, fault))?;
        if facts.len() > LARGEST {
            return Err(Failure::new(FailureCode::PdfTooComplex).with("name", file_name(path)));
        }
        let document = std::fs::read(path).map_err(|fault| failures::unreadable(path, fault))?;
        let sha256: [u8; 32] =
            super::memory::sha256(&document).try_into().map_err(|_| Failure::new(FailureCode::Internal))?;
        let log = self.log()?;
        let of_log = |error| failures::of_log(&error);
        let about = Filter { document: Some(Digest(sha256)), ..Filter::default() };
        let mut extract = Vec::new();
        let rows = log.export_json(&about, &mut extract).map_err(of_log)?;
        if rows == 0 {
            // What this station did not sign it cannot vouch for.
            return Err(Failure::new(FailureCode::NothingToReport).with("name", file_name(path)));
        }
        let head = self.seen_head()?.ok_or_else(|| Failure::new(FailureCode::Internal))?;
        let identity = self.identity(identity)?;
        let key = self.guarded(&identity, |vault| vault.unlock_key(&identity.id, &secret(pin)))?;
        let now = self.clock.now();
        let memory = self.memory()?;
        let content = Return {
            name: file_name(path),
            sha256: hex::encode(sha256),
            document,
            log: serde_json::from_slice(&extract)
                .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?,
            head,
            travel: memory.travels.iter().rev().find(|travel| travel.from <= now).cloned(),
            by: identity.certificate.display(),
            at: now,
        };
        let letter = Letter::signed(Kind::Return, &content, &key).map_err(of_registry)?;
        let mut record = self.record_about(Action::ReportReturned, &identity);
        record.params.insert("rule".to_owned(), Rule::ReturnPackage.to_string());
        record.params.insert("letter".to_owned(), letter.sha256());
        record.document = Some(audit::Document {
            name: file_name(path),
            before: Some(Digest(sha256)),
            ..audit::Document::default()
        });
        self.append(&record)?;
        self.write_letter(&letter, target)
    }

    /// The state of this station's log, for somebody who keeps it elsewhere.
    pub(super) fn seen_head(&self) -> Result<Option<SeenHead>, Failure> {
        let state = self.log()?.origin_and_head().map_err(|error| failures::of_log(&error))?;
        Ok(state.map(|(origin, head)| SeenHead {
            station: self.profile.device().to_owned(),
            size: head.size,
            root: head.root.to_string(),
            hash: head.hash.to_string(),
            log: origin.to_string(),
            at: self.clock.now(),
        }))
    }

    /// Verifies a returned report and registers it; the file goes into the register's folder.
    pub(super) fn take_return(&self, letter: &Letter, by: &str) -> Result<Text, Failure> {
        let content: Return = letter.content(Kind::Return).map_err(of_registry)?;
        let signer = letter.signer().map_err(of_registry)?;
        let certificate = hex::encode(signer.sha256_fingerprint());
        let forged = || Failure::new(FailureCode::OfficeFile).of_case("forged");
        let store = self.register()?;
        let person = store.holder(&certificate).map_err(of_registry)?.ok_or_else(forged)?;
        drop(store);
        if hex::encode(super::memory::sha256(&content.document)) != content.sha256 {
            return Err(forged());
        }
        let extract = serde_json::to_vec(&content.log)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        let state = audit::verify_export(extract.as_slice());
        let ExportState::Intact { head, .. } = state.map_err(|error| super::letters::of_export(&error))?
        else {
            return Err(forged());
        };
        if head.root.to_string() != content.head.root || head.size != content.head.size {
            return Err(forged());
        }
        // The file itself, beside the register, under its hash: nothing is overwritten and no name leads elsewhere.
        let folder = self.profile.root().join(RETURNED);
        crate::profile::make_private(&folder)?;
        let name: String = content.sha256.chars().filter(char::is_ascii_hexdigit).collect();
        let kept = folder.join(format!("{name}.pdf"));
        output::replace(&kept, &content.document)?;
        let verdict = self.verdict_of(&kept)?;
        let place = content.travel.as_ref().map(|travel| travel.place.clone()).unwrap_or_default();
        let archived = Archived {
            sha256: content.sha256.clone(),
            name: content.name.clone(),
            by: person.name.clone(),
            at: self.clock.now(),
            verdict: verdict_word(verdict).to_owned(),
            place,
        };
        let mut record = self.record(Action::ReportReceived);
        record.who.name = Some(by.to_owned());
        record.params.insert("person".to_owned(), person.id.clone());
        record.params.insert("letter".to_owned(), letter.sha256());
        record.params.insert("verdict".to_owned(), archived.verdict.clone());
        record.params.insert("rule".to_owned(), Rule::ReturnPackage.to_string());
        let now = self.clock.now();
        self.in_register(record, |store, op| {
            store.keep_archived(&archived).map_err(of_registry)?;
            store.note("report-received", &doing(by, now, &content.name, &[], op)).map_err(of_registry)
        })?;
        Ok(Text::new("office-return-taken")
            .with("name", content.name)
            .with("by", person.name)
            .with("verdict", verdict_word(verdict)))
    }

    fn verdict_of(&self, path: &Path) -> Result<Verdict, Failure> {
        let source = crate::source::FileSource::open(path)?;
        let document = pdf::Document::open(source, pdf::Limits::default())
            .map_err(|error| failures::of_pdf(&error, path))?;
        let report = examine(&document, &self.policy(self.anchors()?, None), path)?;
        Ok(explain::verdict(report.verdict))
    }

    /// The name that a returned report had, to begin with in the system's dialog.
    pub fn proposed_returned(&self, sha256: &str) -> Result<String, Failure> {
        Ok(self.archived(sha256)?.name)
    }

    /// Takes a returned report out of the archive: byte for byte what came back, else nothing.
    pub fn write_returned(&self, sha256: &str, target: &Path) -> Result<(), Failure> {
        let archived = self.archived(sha256)?;
        let kept = self.profile.root().join(RETURNED).join(format!("{}.pdf", archived.sha256));
        let bytes = std::fs::read(&kept).map_err(|fault| failures::unreadable(&kept, fault))?;
        if hex::encode(super::memory::sha256(&bytes)) != archived.sha256 {
            return Err(Failure::new(FailureCode::OfficeFile).of_case("archive").with("name", archived.name));
        }
        output::create(target, &bytes)
    }

    fn archived(&self, sha256: &str) -> Result<Archived, Failure> {
        let known = self.register()?.archived().map_err(of_registry)?;
        let found = known.into_iter().find(|report| report.sha256 == sha256);
        found.ok_or_else(|| Failure::new(FailureCode::NoSuchEntry).of_case("returned").with("name", sha256))
    }

    /// Reports that came back, newest first.
    pub fn returned_reports(&self, (): ()) -> Result<Vec<ReturnedReport>, Failure> {
        let archived = self.register()?.archived().map_err(of_registry)?;
        Ok(archived
            .into_iter()
            .map(|report| ReturnedReport {
                name: report.name,
                sha256: report.sha256,
                by: report.by,
                at: report.at.to_string(),
                verdict: of_word(&report.verdict),
                place: report.place,
            })
            .collect())
    }
}

fn of_word(word: &str) -> Verdict {
    match word {
        "passed" => Verdict::Passed,
        "failed" => Verdict::Failed,
        "unsigned" => Verdict::Unsigned,
        "unreadable" => Verdict::Unreadable,
        _ => Verdict::Indeterminate,
    }
}
