//! The verification report on paper: the reader's words, set by `report`.

use std::path::Path;

use report::verification::{Row, Signature, Tone};
use report::{Facts, verification};
use wire::{Failure, FailureCode, SignatureView, Text};

use crate::source::{FileSource, file_name, sha256_of};
use crate::verifying::{examine, open_for};
use crate::{Engine, VerifyFile, explain, failures, output};

impl Engine {
    /// Writes the verification report of a file as a PDF, and that into the log. Never overwrites.
    pub fn write_verification_report(&self, request: &VerifyFile, target: &Path) -> Result<(), Failure> {
        let source = FileSource::open(&request.path)?;
        let document = open_for(&source, request)?;
        let policy = self.asked(request, &document, self.policy_for(request)?)?;
        let examined = examine(&document, &policy, &request.path)?;
        let sha256 =
            sha256_of(source.as_ref()).map_err(|fault| failures::unreadable(&request.path, fault))?;
        let said = explain::verification(&document, &examined, sha256);
        let texts = self.texts();
        let words = |text: &Text| texts.text(text);
        let plain = |id: &str| texts.plain(id);
        let at = texts::moment(texts.language(), self.instant(request));
        let document_rows: Vec<Row> = vec![
            (plain("paper-file"), file_name(&request.path)),
            (plain("paper-sha256"), said.sha256.clone()),
            (
                plain("paper-size"),
                words(&Text::new("paper-size-value").with("bytes", document.len().to_string())),
            ),
            (plain("paper-pages"), examined.file.pages.map(|pages| pages.to_string()).unwrap_or_default()),
            (plain("paper-examined"), at),
            (plain("paper-policy"), policy.name.clone()),
        ];
        let report = verification::Verification {
            title: plain("paper-title"),
            verdict: words(&said.headline),
            tone: tone(said.tone),
            document: document_rows,
            signatures: said.signatures.iter().map(|signature| on_paper(signature, &words)).collect(),
            notes: vec![plain("paper-note")],
        };
        let facts = Facts {
            title: format!("{} — {}", plain("paper-title"), file_name(&request.path)),
            author: "Vermilion".to_owned(),
            date: self.clock.now().strftime("D:%Y%m%d%H%M%SZ").to_string(),
        };
        let label = |page: usize, pages: usize| {
            words(&Text::new("paper-page").with("page", page).with("pages", pages))
        };
        let bytes = verification::write(&report, &facts, &label)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        let written = output::create(target, &bytes);
        let mut record = self.record(audit::Action::ReportExported);
        record.document = Some(audit::Document {
            name: file_name(&request.path),
            before: Some(audit::Digest(sha256)),
            ..audit::Document::default()
        });
        record.note = Some(file_name(target));
        self.append_outcome(record, &written)?;
        written
    }
}

fn on_paper(signature: &SignatureView, words: &dyn Fn(&Text) -> String) -> Signature {
    let label = |id: &str| words(&Text::new(id));
    let mut rows: Vec<Row> = vec![
        (label("paper-who"), words(&signature.who.text)),
        (label("paper-unchanged"), words(&signature.unchanged.text)),
        (label("paper-entitled"), words(&signature.entitled.text)),
        (label("paper-when"), words(&signature.when.text)),
        (label("paper-advice"), words(&signature.advice)),
    ];
    rows.extend(signature.changes.iter().map(|change| (label("paper-change"), words(&change.text))));
    rows.extend(signature.findings.iter().map(|finding| (label("paper-finding"), words(&finding.text))));
    if let Some(certificate) = &signature.certificate {
        rows.push((label("paper-certificate"), certificate.sha256.clone()));
    }
    let number = words(&Text::new("paper-signature").with("number", signature.index + 1));
    Signature {
        heading: format!("{number}  {}", words(&signature.headline)),
        tone: tone(signature.tone),
        rows,
    }
}

fn tone(tone: wire::Tone) -> Tone {
    match tone {
        wire::Tone::Good => Tone::Good,
        wire::Tone::Bad => Tone::Bad,
        // A file without signatures is something to know.
        wire::Tone::Know | wire::Tone::None => Tone::Know,
    }
}
