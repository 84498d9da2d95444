//! The report on one file's signatures: the reader's words, set on paper by `report`, signed by whoever verified where
//! they wish; and the same finding as XML. A file is looked at once for all of them.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use report::Tone;
use report::verification::{self, Row, Section, Signature};
use verify::{Policy, Report};
use wire::report::FileReport;
use wire::{
    Certify, ChosenFile, ConditionAnswer, Failure, FailureCode, ReportFormat, SaveReport, SignOptions,
    SignatureView, Text, Verification,
};

use crate::judging::JudgeBy;
use crate::output::{self, Existing};
use crate::report_json::policy_facts;
use crate::signatory::Maker;
use crate::signing::{FileLook, FilePlace, SignFile, Signing, Supplied};
use crate::source::file_name;
use crate::verifying::add_to;
use crate::{Engine, etsi, explain, lock};

/// Most trusted certificates that are listed by name.
const MOST_ANCHORS: usize = 20;

/// Where the reports on a file go.
#[derive(Debug, Default)]
pub struct ReportsTo {
    /// The PDF for people.
    pub pdf: Option<PathBuf>,
    /// Who signs that.
    pub signed_by: Option<Maker>,
    /// The XML of ETSI TS 119 102-2.
    pub etsi: Option<PathBuf>,
}

/// What a report is about.
pub(crate) struct Subject<'a> {
    pub(crate) path: &'a Path,
    pub(crate) size: u64,
    pub(crate) sha256: [u8; 32],
    pub(crate) report: &'a Report,
    pub(crate) said: &'a Verification,
    pub(crate) policy: &'a Policy,
}

impl Engine {
    /// Judges one file, logs it, and writes the reports that are wanted. Never overwrites.
    pub fn judge_file_with_reports(
        &self,
        path: &Path,
        by: &JudgeBy,
        to: ReportsTo,
        words: &dyn Fn(&Text) -> String,
    ) -> Result<FileReport, Failure> {
        let mut policy = self.policy_for(by)?;
        let examined = self.look_at(path, &policy, by);
        if let Some(found) = &examined.looked_up {
            add_to(&mut policy, found);
        }
        self.append_rows(&[examined.row(&self.record(audit::Action::Verified))]);
        let report = examined.outcome.as_ref().map_err(Clone::clone)?;
        let unread = || Failure::new(FailureCode::FileUnreadable).with("name", file_name(path));
        let sha256 = examined.sha256.ok_or_else(unread)?;
        let said = explain::verification(None, report, sha256);
        let subject = Subject { path, size: examined.size, sha256, report, said: &said, policy: &policy };
        if let Some(target) = &to.etsi {
            self.write_etsi(&subject, target, Existing::Keep)?;
        }
        if let Some(target) = &to.pdf {
            self.write_paper(&subject, target, Existing::Keep, to.signed_by)?;
        }
        Ok(examined.report(&policy_facts(&policy), words))
    }

    /// Where the report on an open document would go by itself.
    pub fn proposed_report(&self, request: &SaveReport) -> Result<(PathBuf, String), Failure> {
        let document = self.open.get(&request.document)?;
        let mut target = self.free_name_beside(document.path(), "output-report");
        if request.format == ReportFormat::Etsi {
            target.set_extension("xml");
        }
        Ok((target.parent().unwrap_or(Path::new("")).to_owned(), file_name(&target)))
    }

    /// Writes the report on an open document where the system's dialog said.
    pub fn write_report(&self, request: SaveReport, target: &Path) -> Result<ChosenFile, Failure> {
        let document = self.open.get(&request.document)?;
        let judged = self.judge(&document)?;
        let at = Timestamp::from_second(judged.report.at.unix()).ok();
        let mut policy = self.policy(self.anchors()?, at);
        if let Some(found) = lock(&document.looked_up).as_ref() {
            add_to(&mut policy, found);
        }
        let said = &judged.verification;
        let mut sha256 = [0; 32];
        hex::decode_to_slice(&said.sha256, &mut sha256)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        let subject = Subject {
            path: document.path(),
            size: document.document().len(),
            sha256,
            report: &judged.report,
            said,
            policy: &policy,
        };
        match request.format {
            ReportFormat::Etsi => self.write_etsi(&subject, target, Existing::Replace)?,
            ReportFormat::Pdf => {
                let _finger = self.hold_finger();
                let signed = request.signer.is_some();
                // Nobody has to look through their own report: the program writes what it found.
                let maker = request.signer.map(|signer| Maker { consent: true, ..signer.into() });
                self.write_paper(&subject, target, Existing::Replace, maker)?;
                if signed {
                    self.finger_used();
                }
            }
        }
        self.chosen(target)
    }

    fn write_etsi(&self, subject: &Subject<'_>, target: &Path, existing: Existing) -> Result<(), Failure> {
        let xml = etsi::xml(subject.path, subject.sha256, subject.report, subject.policy)?;
        self.log_report(subject, target, output::write(target, &xml, existing))
    }

    fn write_paper(
        &self,
        subject: &Subject<'_>,
        target: &Path,
        existing: Existing,
        signed_by: Option<Maker>,
    ) -> Result<(), Failure> {
        let bytes = self.paper(subject)?;
        let written = match signed_by {
            None => output::write(target, &bytes, existing),
            Some(maker) => self.write_signed(&bytes, target, existing, maker),
        };
        self.log_report(subject, target, written)
    }

    /// Signs the report on its way: it is never there without its signature. Whoever changes it breaks it.
    fn write_signed(
        &self,
        bytes: &[u8],
        target: &Path,
        existing: Existing,
        maker: Maker,
    ) -> Result<(), Failure> {
        let unwritable = |fault| output::unwritable(target, fault);
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let beside = tempfile::Builder::new()
            .prefix(".vermilion-report-")
            .tempdir_in(folder.unwrap_or(Path::new(".")))
            .map_err(unwritable)?;
        let unsigned = beside.path().join(file_name(target));
        output::create(&unsigned, bytes)?;
        self.sign_file(&SignFile {
            path: unsigned,
            output: Some(target.to_owned()),
            in_place: false,
            replace: existing == Existing::Replace,
            signing: Signing {
                stamps: Vec::new(),
                caption: wire::Caption::default(),
                signatory: maker.signatory,
                look: FileLook::Invisible,
                paper: Vec::new(),
                place: FilePlace::None,
                reason: String::new(),
                location: String::new(),
                contact: String::new(),
                options: SignOptions { certify: Some(Certify::NoChanges), ..maker.options },
                supplied: Supplied::default(),
                strict: false,
                password: None,
                consent: maker.consent,
                second: maker.second,
                encrypt: None,
            },
        })
        .map(drop)
    }

    fn log_report(
        &self,
        subject: &Subject<'_>,
        target: &Path,
        written: Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut record = self.record(audit::Action::ReportExported);
        record.document = Some(audit::Document {
            name: file_name(subject.path),
            before: Some(audit::Digest(subject.sha256)),
            ..audit::Document::default()
        });
        record.note = Some(file_name(target));
        self.append_outcome(record, &written)?;
        written
    }

    /// The report for people: PDF.
    pub(crate) fn paper(&self, subject: &Subject<'_>) -> Result<Vec<u8>, Failure> {
        let texts = self.texts();
        let words = |text: &Text| texts.text(text);
        let report = verification::Verification {
            title: texts.plain("paper-title"),
            verdict: words(&subject.said.headline),
            tone: tone(subject.said.tone),
            document: self.about_the_file(subject),
            signatures: subject.said.signatures.iter().map(|signature| on_paper(signature, &texts)).collect(),
            notes: vec![texts.plain("paper-note"), texts.plain("article13-note")],
        };
        let title = format!("{} — {}", texts.plain("paper-title"), file_name(subject.path));
        let label = |page: usize, pages: usize| {
            words(&Text::new("paper-page").with("page", page).with("pages", pages))
        };
        verification::write(&report, &self.facts(title), &label)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))
    }

    fn about_the_file(&self, subject: &Subject<'_>) -> Vec<Row> {
        let texts = self.texts();
        let plain = |id: &str| texts.plain(id);
        let number = |number: usize| number.to_string();
        let facts = &subject.report.file;
        let instant = explain::moment(subject.report.at);
        let at = instant.parse().map(|at| texts::moment(texts.language(), at)).unwrap_or_default();
        let size = Text::new("paper-size-value").with("bytes", subject.size.to_string());
        let mut rows: Vec<Row> = vec![
            (plain("paper-file"), file_name(subject.path)),
            (plain("paper-sha256"), hex::encode(subject.sha256)),
            (plain("paper-size"), texts.text(&size)),
            (plain("paper-pages"), facts.pages.map(number).unwrap_or_default()),
            (plain("paper-revisions"), number(facts.revisions)),
            (plain("paper-signatures"), number(subject.report.signatures.len())),
            (plain("paper-examined"), format!("{at}  ({instant})")),
            (plain("paper-policy"), subject.policy.name.clone()),
        ];
        let anchors: Vec<_> = subject.policy.anchors.iter().collect();
        if anchors.is_empty() {
            rows.push((plain("paper-anchors"), plain("paper-anchors-none")));
        }
        for anchor in anchors.iter().take(MOST_ANCHORS) {
            let fingerprint = hex::encode(anchor.sha256_fingerprint());
            rows.push((plain("paper-anchors"), format!("{}\nSHA-256 {fingerprint}", anchor.display())));
        }
        if anchors.len() > MOST_ANCHORS {
            let more = Text::new("paper-anchors-more").with("count", anchors.len() - MOST_ANCHORS);
            rows.push((plain("paper-anchors"), texts.text(&more)));
        }
        let findings = subject.said.findings.iter();
        rows.extend(findings.map(|finding| (plain("paper-finding"), texts.text(&finding.text))));
        rows
    }
}

fn on_paper(signature: &SignatureView, texts: &texts::Catalogue) -> Signature {
    let plain = |id: &str| texts.plain(id);
    let mut first: Vec<Row> = vec![
        (plain("paper-who"), texts.text(&signature.who.text)),
        (plain("paper-unchanged"), texts.text(&signature.unchanged.text)),
        (plain("paper-entitled"), texts.text(&signature.entitled.text)),
        (plain("paper-when"), texts.text(&signature.when.text)),
        (plain("paper-advice"), texts.text(&signature.advice)),
    ];
    first.extend(signature.changes.iter().map(|change| (plain("paper-change"), texts.text(&change.text))));
    first
        .extend(signature.findings.iter().map(|finding| (plain("paper-finding"), texts.text(&finding.text))));
    let mut sections = vec![Section { title: String::new(), rows: first }];
    if !signature.article13.is_empty() {
        sections.push(Section { title: plain("article13-title"), rows: article13(signature, texts) });
    }
    if let Some(certificate) = &signature.certificate {
        let day = |at: &str| at.parse().map(|at| texts::day(texts.language(), at)).unwrap_or_default();
        let (from, until) = (day(&certificate.valid_from), day(&certificate.valid_until));
        let rows = vec![
            (plain("fact-name"), certificate.name.clone()),
            (plain("fact-organization"), certificate.organization.clone().unwrap_or_default()),
            (plain("fact-issuer"), certificate.issuer.clone()),
            (plain("fact-serial"), certificate.serial.clone()),
            (plain("fact-valid"), format!("{from} – {until}")),
            (plain("fact-key"), certificate.key.clone()),
            (plain("paper-certificate"), certificate.sha256.clone()),
        ];
        let rows = rows.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        sections.push(Section { title: plain("paper-certificate-of"), rows });
    }
    let technical = signature.technical.iter().map(|line| (plain(&line.name), line.value.clone()));
    sections.push(Section { title: plain("technical-details"), rows: technical.collect() });
    let number = texts.text(&Text::new("paper-signature").with("number", signature.index + 1));
    Signature {
        heading: format!("{number}  {}", texts.text(&signature.headline)),
        tone: tone(signature.tone),
        sections,
    }
}

/// The four conditions, each with its answer and the reason.
fn article13(signature: &SignatureView, texts: &texts::Catalogue) -> Vec<Row> {
    let row = |condition: &wire::Condition| {
        let answer = texts.plain(match condition.answer {
            ConditionAnswer::Yes => "article13-yes",
            ConditionAnswer::No => "article13-no",
            ConditionAnswer::NotProvable => "article13-not-provable",
        });
        let name = texts.plain(&format!("article13-condition-{}", condition.number));
        (name, format!("{answer}\n{}", texts.text(&condition.text)))
    };
    signature.article13.iter().map(row).collect()
}

pub(crate) fn tone(tone: wire::Tone) -> Tone {
    match tone {
        wire::Tone::Good => Tone::Good,
        wire::Tone::Bad => Tone::Bad,
        // A file without signatures is something to know.
        wire::Tone::Know | wire::Tone::None => Tone::Know,
    }
}
