//! Judging files that are not open: one, or any number on all cores.
//!
//! A file that is damaged, missing or brings the reader down gets a report that says so, and the others go on. What is
//! the same for all, the policy with its certificates and the head of the log's rows, is read once; the rows of the log
//! are written many at a time. Results are handed over in the order of the files, and few of them are held at once.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use audit::{Action, Record};
use jiff::Timestamp;
use pki::TrustAnchors;
use verify::{Policy, Report};
use wire::report::{ContentFacts, FileReport, PolicyFacts};
use wire::{Failure, FailureCode, Text, Verdict};

use crate::cores::in_order;
use crate::folders::signed_files;
use crate::judges::Judges;
use crate::many::{self, Kept};
use crate::output::Existing;
use crate::provable::{LookedUp, messages_of};
use crate::report_json::Context;
use crate::source::{FileSource, file_name, sha256_of};
use crate::telling::{Manner, Teller, Told};
use crate::verifying::{add_to, examine, signature_at, write_prefix};
use crate::{Engine, contents, detached, explain, failures, history, trust};

/// Bytes of a document of rules that are read; a longer one fits no digest.
const LARGEST_RULES: u64 = 16 << 20;

/// By what files are judged.
#[derive(Clone, Debug, Default)]
pub struct JudgeBy {
    /// Files or folders of certificates to trust; where empty, what the user trusts.
    pub trust: Vec<PathBuf>,
    /// Files of revocation lists that come along.
    pub crls: Vec<PathBuf>,
    /// Files of OCSP answers that come along.
    pub ocsps: Vec<PathBuf>,
    /// Files of rules that signers may name; where there are any, a signature under other rules is not judged.
    pub signature_policies: Vec<PathBuf>,
    /// The instant to judge for; now where absent.
    pub at: Option<Timestamp>,
    /// Ask whether the certificates were revoked.
    pub online: bool,
    /// The documents' password.
    pub password: Option<wire::Secret>,
    /// What a signature file is about, where that does not stand beside it.
    pub content: Option<PathBuf>,
    /// Look at every page for pictures that look like seals and signatures: a fraction of a second a page.
    pub pictures: bool,
}

/// A file that was looked at.
pub(crate) struct Examined {
    pub(crate) path: PathBuf,
    pub(crate) size: u64,
    /// SHA-256 of its bytes; `None` where they could not be read.
    pub(crate) sha256: Option<[u8; 32]>,
    /// What was asked and answered about its certificates.
    pub(crate) looked_up: Option<LookedUp>,
    /// What a signature file is about, where this is one.
    content: Option<ContentFacts>,
    /// The document, where its pages are looked at too.
    document: Option<pdf::Document>,
    /// What was found, or why nothing could be.
    pub(crate) outcome: Result<Report, Failure>,
}

impl Examined {
    /// A file that could not even be looked at.
    pub(crate) fn fallen(path: &Path, failure: Failure) -> Self {
        // What brings a reader down can be counted all the same.
        let source = FileSource::open(path).ok().filter(|_| failure.code == FailureCode::FileUnsafe);
        Self {
            path: path.to_owned(),
            size: source.as_ref().map_or(0, |source| pdf::Source::len(source.as_ref())),
            sha256: source.and_then(|source| sha256_of(source.as_ref()).ok()),
            looked_up: None,
            content: None,
            document: None,
            outcome: Err(failure),
        }
    }

    /// A signature in a file of its own, and the file that it is about.
    pub(crate) fn beside(
        path: &Path,
        (size, sha256): (u64, Option<[u8; 32]>),
        content: Option<ContentFacts>,
        looked_up: Option<LookedUp>,
        outcome: Result<Report, Failure>,
    ) -> Self {
        Self { path: path.to_owned(), size, sha256, looked_up, content, document: None, outcome }
    }

    pub(crate) fn verdict(&self) -> Verdict {
        self.outcome.as_ref().map_or(Verdict::Unreadable, |report| explain::verdict(report.verdict))
    }

    /// The report for scripts and terminals.
    pub(crate) fn report(&self, policy: &PolicyFacts, words: &dyn Fn(&Text) -> String) -> FileReport {
        let context =
            Context { name: file_name(&self.path), size: self.size, sha256: self.sha256, policy, words };
        match &self.outcome {
            Ok(report) => {
                let mut told = context.examined(report);
                told.file.content.clone_from(&self.content);
                if let Some(document) = &self.document {
                    told.findings.extend(contents::findings(document, report, words));
                }
                told
            }
            Err(failure) => context.unexamined(failure),
        }
    }

    /// The row of the log.
    pub(crate) fn row(&self, template: &Record) -> Record {
        let failed = self.outcome.as_ref().err().map(|failure| failure.code);
        verified(template, &self.path, self.sha256, self.verdict(), failed)
    }
}

impl Engine {
    /// Judges files, and the PDF and signature files in folders, and logs them. `hear` is told of each in order; `list` is where the
    /// list of all goes (CSV or PDF by its ending, never overwriting).
    pub fn judge_files(
        &self,
        inputs: &[PathBuf],
        by: &JudgeBy,
        list: Option<&Path>,
        manner: Manner,
        hear: &mut dyn FnMut(&Told),
    ) -> Result<(), Failure> {
        let policy = self.policy_for(by)?;
        let list = list.map(|target| many::format_of(target).map(|format| (format, target))).transpose()?;
        let files = signed_files(inputs)?;
        if files.is_empty() {
            return Err(Failure::new(FailureCode::BatchEmpty));
        }
        let mut all: Vec<Kept> = Vec::new();
        self.judge_each(&files, &policy, by, manner, &|| false, |results| {
            for told in results {
                hear(&told);
                all.extend(list.is_some().then(|| Kept::of(told)));
            }
        })?;
        list.map_or(Ok(()), |(format, target)| {
            self.write_list(&all.iter().collect::<Vec<_>>(), format, target, Existing::Keep)
        })
    }

    /// Looks at each file on all cores, logs it, and hands over in order what is to be told of it. Where a program is known
    /// that can take the fall, it looks at each of several files first: for all, or where the network is asked besides, to
    /// see that it comes through.
    pub(crate) fn judge_each(
        &self,
        files: &[PathBuf],
        policy: &Policy,
        by: &JudgeBy,
        manner: Manner,
        stopped: &(dyn Fn() -> bool + Sync),
        mut hear: impl FnMut(Vec<Told>),
    ) -> Result<(), Failure> {
        let template = self.record(Action::Verified);
        let teller = Teller::new(policy, manner);
        let program = self.examiner.as_deref().filter(|_| files.len() > 1);
        let judges = program.map(|program| Judges::new(program, policy, by, manner)).transpose()?;
        let here = |path: &Path| teller.tell(&self.look_at(path, policy, by));
        let work = |path: &PathBuf| match &judges {
            None => here(path),
            Some(judges) => match judges.look_at(path) {
                Ok(_) if by.online => here(path),
                Ok(told) => told,
                Err(failure) => teller.fallen(path, failure),
            },
        };
        let fallen = |path: &PathBuf| teller.fallen(path, Failure::new(FailureCode::Internal));
        let hear_and_log = |results: Vec<Told>| {
            // The log tells of them in their order, so that its times go forward too.
            let now = self.clock.now();
            let rows = results.iter().map(|told| Record { at: now, ..told.record(&template) });
            self.append_rows(&rows.collect::<Vec<_>>());
            hear(results);
        };
        in_order(files, work, fallen, stopped, hear_and_log)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))
    }

    /// Looks at one file, and asks the network where that is wanted.
    pub(crate) fn look_at(&self, path: &Path, policy: &Policy, by: &JudgeBy) -> Examined {
        let look_up = |messages: &[Vec<u8>]| self.look_up(messages, policy.anchors.clone(), policy.at, false);
        look_at(path, policy, by, by.online.then_some(&look_up))
    }

    /// Writes the version that the `number`-th signature (from 1) covers.
    pub fn write_version_of_file(
        &self,
        path: &Path,
        by: &JudgeBy,
        number: u32,
        target: &Path,
    ) -> Result<(), Failure> {
        let source = FileSource::open(path)?;
        let document = pdf::Document::open(source.clone(), pdf::Limits::default())
            .map_err(|error| failures::of_pdf(&error, path))?;
        unlock(&document, path, by.password.as_ref())?;
        let report = examine(&document, &self.policy_for(by)?, path)?;
        let index = number.checked_sub(1).ok_or_else(|| Failure::new(FailureCode::NoSuchSignature))?;
        let signature = signature_at(&report, index)?;
        let length = signature.signed_length.ok_or_else(|| Failure::new(FailureCode::NoSignedVersion))?;
        write_prefix(&source, length, target)
    }

    pub(crate) fn policy_for(&self, by: &JudgeBy) -> Result<Policy, Failure> {
        let anchors = if by.trust.is_empty() {
            self.anchors()?
        } else {
            let mut anchors = TrustAnchors::new();
            for path in &by.trust {
                for file in certificate_files(path)? {
                    for certificate in trust::read_certificates(&file)? {
                        anchors.add(certificate);
                    }
                }
            }
            anchors
        };
        let mut policy = self.policy(anchors, by.at);
        policy.revocation_evidence.extend(&trust::read_evidence(&by.crls, &by.ocsps)?);
        for path in &by.signature_policies {
            policy.signature_policies.push(small_file(path)?);
        }
        Ok(policy)
    }

    /// Logs that files were verified. Verifying is allowed where the log cannot be written: a verdict hides nothing.
    pub(crate) fn append_rows(&self, rows: &[Record]) {
        if !rows.is_empty()
            && let Ok(log) = self.log()
        {
            let _ = log.append_all(rows);
        }
    }
}

/// Asks the network what became of the certificates behind some messages.
pub(crate) type AskAbout<'a> = dyn Fn(&[Vec<u8>]) -> Result<LookedUp, Failure> + 'a;

/// Looks at one file. The file's own digest comes out of the examination where that read all of it.
pub(crate) fn look_at(
    path: &Path,
    policy: &Policy,
    by: &JudgeBy,
    look_up: Option<&AskAbout<'_>>,
) -> Examined {
    if detached::is_signature_file(path) || by.content.is_some() {
        return detached::look_at(path, policy, by, look_up);
    }
    let source = match FileSource::open(path) {
        Ok(source) => source,
        Err(failure) => return Examined::fallen(path, failure),
    };
    let (mut looked_up, mut looked_at) = (None, None);
    let outcome = match pdf::Document::open(source.clone(), pdf::Limits::default()) {
        Ok(document) => unlock(&document, path, by.password.as_ref()).and_then(|()| {
            looked_at = by.pictures.then(|| document.clone());
            let Some(look_up) = look_up else { return examine(&document, policy, path) };
            let found = look_up(&messages_of(&document))?;
            let mut policy = policy.clone();
            add_to(&mut policy, looked_up.insert(found));
            examine(&document, &policy, path)
        }),
        Err(error) => {
            let bytes: Arc<dyn pdf::Source> = source.clone();
            verify::examine_damaged(&bytes, &pdf::Limits::default(), policy, &error)
                .ok_or_else(|| failures::of_pdf(&error, path))
        }
    };
    let made = outcome.as_ref().ok().and_then(|report| report.file.sha256);
    let sha256 = made.or_else(|| sha256_of(source.as_ref()).ok());
    let size = pdf::Source::len(source.as_ref());
    Examined { path: path.to_owned(), size, sha256, looked_up, content: None, document: looked_at, outcome }
}

/// The row of the log for a file that was judged.
pub(crate) fn verified(
    template: &Record,
    path: &Path,
    sha256: Option<[u8; 32]>,
    verdict: Verdict,
    failed: Option<FailureCode>,
) -> Record {
    let mut record = template.clone();
    record.document = Some(audit::Document {
        name: file_name(path),
        before: sha256.map(audit::Digest),
        ..audit::Document::default()
    });
    record.params.insert("verdict".to_owned(), verdict_word(verdict).to_owned());
    history::mark_failed(&mut record, failed);
    record
}

pub(crate) fn unlock(
    document: &pdf::Document,
    path: &Path,
    password: Option<&wire::Secret>,
) -> Result<(), Failure> {
    match password {
        Some(password) if document.encryption().is_some_and(pdf::Encryption::is_locked) => {
            document.unlock(password.expose()).map(drop).map_err(|error| failures::of_pdf(&error, path))
        }
        _ => Ok(()),
    }
}

/// The bytes of a file that is small where it is what it should be.
fn small_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |fault| failures::unreadable(path, fault);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(LARGEST_RULES).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// A file, or the files of a folder in the order of their names.
fn certificate_files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |fault| failures::unreadable(path, fault);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        let ending =
            file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        if ["pem", "crt", "cer", "der"].contains(&ending.as_str()) {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// The word of a verdict in the log and in the office's archive.
pub(crate) fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Indeterminate => "indeterminate",
        Verdict::Failed => "failed",
        Verdict::Unsigned => "unsigned",
        Verdict::Unreadable => "unreadable",
    }
}
