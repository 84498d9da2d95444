//! Verifying: for the window, a document that is open; for the command line, files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use audit::Action;
use jiff::Timestamp;
use pki::{AlgorithmPolicy, Time, TrustAnchors};
use verify::{Policy, Report, RevocationPolicy, Scope};
use wire::report::FileReport;
use wire::{
    ChosenFile, Document, DocumentId, Failure, FailureCode, SignatureOf, SignedVersion, Verdict, Verification,
};

use crate::documents::OpenDocument;
use crate::output::{Existing, Output, unwritable};
use crate::provable::LookedUp;
use crate::report_json::Context;
use crate::source::{FileSource, file_name, sha256_of};
use crate::{Engine, contents, explain, failures, history, lock, random_hex, trust};

/// A document's judgement, kept as long as nothing changes what is trusted.
pub(crate) struct Judged {
    pub(crate) report: Report,
    pub(crate) verification: Verification,
}

/// How the command line has a file judged.
#[derive(Clone, Debug, Default)]
pub struct VerifyFile {
    /// The file.
    pub path: PathBuf,
    /// Files or folders of certificates to trust; where empty, what the user trusts.
    pub trust: Vec<PathBuf>,
    /// Files of revocation lists that come along.
    pub crls: Vec<PathBuf>,
    /// Files of OCSP answers that come along.
    pub ocsps: Vec<PathBuf>,
    /// The instant to judge for; now where absent.
    pub at: Option<Timestamp>,
    /// Ask whether the certificates were revoked.
    pub online: bool,
    /// The document's password.
    pub password: Option<wire::Secret>,
    /// Look at every page for pictures that look like seals and signatures: a fraction of a second a page.
    pub pictures: bool,
}

impl Engine {
    /// Judges an open document's signatures, and logs it.
    pub fn verify_document(&self, id: DocumentId) -> Result<Verification, Failure> {
        let document = self.open.get(&id)?;
        let judged = self.judge(&document)?;
        Ok(judged.verification.clone())
    }

    /// Opens the version that a signature covers, as a document of its own.
    pub fn open_signed_version(&self, of: SignatureOf) -> Result<Document, Failure> {
        let (document, length) = self.signed_length(&of)?;
        let version = SignedVersion { of: of.document, signature: of.signature };
        let (id, opened) = self.open.add(document.version_until(length, version)?)?;
        opened.describe(id)
    }

    /// Where the version that was signed would go by itself.
    pub fn proposed_signed_version(&self, of: &SignatureOf) -> Result<(PathBuf, String), Failure> {
        let (document, _) = self.signed_length(of)?;
        let target = self.free_name_beside(document.path(), "output-version");
        Ok((target.parent().unwrap_or(Path::new("")).to_owned(), file_name(&target)))
    }

    /// Writes the version that a signature covers.
    pub fn write_signed_version(&self, of: &SignatureOf, target: &Path) -> Result<ChosenFile, Failure> {
        let (document, length) = self.signed_length(of)?;
        write_prefix(document.source(), length, target)?;
        self.chosen(target)
    }

    /// Trusts the signer's own certificate, and judges again. Whoever vouched for it is not trusted along with it: that
    /// would speak for people nobody asked about.
    pub fn trust_signer(&self, of: SignatureOf) -> Result<Verification, Failure> {
        let document = self.open.get(&of.document)?;
        let judged = self.judge(&document)?;
        let signature = signature_at(&judged.report, of.signature)?;
        let certificate =
            explain::certificate_of(signature).ok_or_else(|| Failure::new(FailureCode::NoSuchSignature))?;
        let purpose = match signature.kind {
            verify::report::Kind::Timestamp => wire::TrustPurpose::TimeStamping,
            _ => wire::TrustPurpose::Signing,
        };
        self.trust(&certificate, wire::TrustSource::Signature, &file_name(document.path()), purpose)?;
        self.verify_document(of.document)
    }

    /// Judges a file for the command line, and logs it. A file that cannot be read gives a report that says so.
    pub fn verify_file(
        &self,
        request: &VerifyFile,
        words: &dyn Fn(&wire::Text) -> String,
    ) -> Result<FileReport, Failure> {
        let mut policy = self.policy_for(request)?;
        let source = match FileSource::open(&request.path) {
            Ok(source) => source,
            Err(failure) => {
                let (name, policy) = (file_name(&request.path), &policy);
                return Ok(Context { name, size: 0, sha256: None, policy, words }.unexamined(&failure));
            }
        };
        let sha256 = sha256_of(source.as_ref()).ok();
        let opened = pdf::Document::open(source.clone(), pdf::Limits::default());
        let examined = match &opened {
            Ok(document) => {
                unlock_for(document, request)?;
                policy = self.asked(request, document, policy)?;
                examine(document, &policy, &request.path)
            }
            Err(error) => {
                let bytes: Arc<dyn pdf::Source> = source.clone();
                verify::examine_damaged(&bytes, &pdf::Limits::default(), &policy, error)
                    .ok_or_else(|| failures::of_pdf(error, &request.path))
            }
        };
        let (name, size) = (file_name(&request.path), pdf::Source::len(source.as_ref()));
        let context = Context { name, size, sha256, policy: &policy, words };
        let (report, code) = match examined {
            Ok(report) => {
                let mut told = context.examined(&report);
                if let (true, Ok(document)) = (request.pictures, &opened) {
                    told.findings.extend(contents::findings(document, &report, words));
                }
                (told, None)
            }
            Err(failure) => (context.unexamined(&failure), Some(failure.code)),
        };
        self.log_verified(&request.path, sha256, report.verdict, code);
        Ok(report)
    }

    /// Writes the version that the `number`-th signature (from 1) covers.
    pub fn write_version_of_file(
        &self,
        request: &VerifyFile,
        number: u32,
        target: &Path,
    ) -> Result<(), Failure> {
        let source = FileSource::open(&request.path)?;
        let document = open_for(&source, request)?;
        let report = examine(&document, &self.policy_for(request)?, &request.path)?;
        let index = number.checked_sub(1).ok_or_else(|| Failure::new(FailureCode::NoSuchSignature))?;
        let signature = signature_at(&report, index)?;
        let length = signature.signed_length.ok_or_else(|| Failure::new(FailureCode::NoSignedVersion))?;
        write_prefix(&source, length, target)
    }

    /// The judgement of an open document: the one kept, or a new one, which is logged.
    pub(crate) fn judge(&self, document: &OpenDocument) -> Result<Arc<Judged>, Failure> {
        if let Some(judged) = lock(&document.report).as_ref() {
            return Ok(Arc::clone(judged));
        }
        let mut policy = self.policy(self.anchors()?, None);
        if let Some(found) = lock(&document.looked_up).as_ref() {
            add_to(&mut policy, found);
        }
        let view = document.document();
        let sha256 = sha256_of(document.source().as_ref())
            .map_err(|fault| Failure::new(FailureCode::FileUnreadable).because(fault))?;
        let report = examine(&view, &policy, document.path())?;
        let mut verification = explain::verification(&view, &report, sha256);
        if document.version().is_none() {
            if self.log_is_behind(&view, &report, &file_name(document.path())) {
                let text = wire::Text::new("finding-log-behind");
                verification.findings.insert(0, wire::Finding { tone: wire::Tone::Bad, text });
            }
            self.log_verified(document.path(), Some(sha256), verification.verdict, None);
            self.note_recent(document.path(), Some(verification.verdict));
        }
        let judged = Arc::new(Judged { report, verification });
        *lock(&document.report) = Some(Arc::clone(&judged));
        Ok(judged)
    }

    pub(crate) fn signed_length(&self, of: &SignatureOf) -> Result<(Arc<OpenDocument>, u64), Failure> {
        let document = self.open.get(&of.document)?;
        let judged = self.judge(&document)?;
        let length = signature_at(&judged.report, of.signature)?.signed_length;
        Ok((document, length.ok_or_else(|| Failure::new(FailureCode::NoSignedVersion))?))
    }

    /// The policy for judging with these anchors, now or at a given instant.
    pub(crate) fn policy(&self, anchors: TrustAnchors, at: Option<Timestamp>) -> Policy {
        Policy {
            name: "vermilion.basic/1".to_owned(),
            anchors,
            extra_certificates: Vec::new(),
            at: Time::from_unix(at.unwrap_or_else(|| self.clock.now()).as_second()),
            algorithms: AlgorithmPolicy::etsi_ts_119_312(),
            revocation: RevocationPolicy::Offline,
            revocation_evidence: pki::revocation::Evidence::default(),
            scope: Scope::Whole,
        }
    }

    /// The instant that a request is judged for.
    pub(crate) fn instant(&self, request: &VerifyFile) -> Timestamp {
        request.at.unwrap_or_else(|| self.clock.now())
    }

    pub(crate) fn policy_for(&self, request: &VerifyFile) -> Result<Policy, Failure> {
        let anchors = if request.trust.is_empty() {
            self.anchors()?
        } else {
            let mut anchors = TrustAnchors::new();
            for path in &request.trust {
                for file in certificate_files(path)? {
                    for certificate in trust::read_certificates(&file)? {
                        anchors.add(certificate);
                    }
                }
            }
            anchors
        };
        let revocation_evidence = trust::read_evidence(&request.crls, &request.ocsps)?;
        Ok(Policy { revocation_evidence, ..self.policy(anchors, request.at) })
    }

    /// The policy with what was found out about the signers, where the request wants that asked.
    pub(crate) fn asked(
        &self,
        request: &VerifyFile,
        document: &pdf::Document,
        mut policy: Policy,
    ) -> Result<Policy, Failure> {
        if request.online {
            let found = self.look_up(document, policy.anchors.clone(), policy.at, false)?;
            add_to(&mut policy, &found);
        }
        Ok(policy)
    }

    fn log_verified(
        &self,
        path: &Path,
        sha256: Option<[u8; 32]>,
        verdict: Verdict,
        failed: Option<FailureCode>,
    ) {
        let mut record = self.record(Action::Verified);
        record.document = Some(audit::Document {
            name: file_name(path),
            before: sha256.map(audit::Digest),
            ..audit::Document::default()
        });
        record.params.insert("verdict".to_owned(), word(verdict).to_owned());
        history::mark_failed(&mut record, failed);
        // Verifying is allowed where the log cannot be written: a verdict hides nothing.
        let _ = self.append(&record);
    }
}

/// The exit status for some verdicts (cli.md): the worst counts, 1, then 2, then 4, then 3, then 0.
pub fn exit_status(verdicts: impl IntoIterator<Item = Verdict>) -> u8 {
    let order = |status: &u8| [0, 3, 4, 2, 1].iter().position(|known| known == status);
    let statuses = verdicts.into_iter().map(|verdict| match verdict {
        Verdict::Passed => 0,
        Verdict::Failed => 1,
        Verdict::Indeterminate => 2,
        Verdict::Unsigned => 3,
        Verdict::Unreadable => 4,
    });
    statuses.max_by_key(order).unwrap_or(0)
}

/// Has the verifier look at a document; its limits and structure errors become failures. What is encrypted still
/// shows its signatures: they stand outside the encryption.
pub(crate) fn examine(document: &pdf::Document, policy: &Policy, path: &Path) -> Result<Report, Failure> {
    verify::examine(document, policy).map_err(|error| failures::of_verify(&error, path))
}

pub(crate) fn open_for(source: &Arc<FileSource>, request: &VerifyFile) -> Result<pdf::Document, Failure> {
    let document = pdf::Document::open(source.clone(), pdf::Limits::default())
        .map_err(|error| failures::of_pdf(&error, &request.path))?;
    unlock_for(&document, request)?;
    Ok(document)
}

fn unlock_for(document: &pdf::Document, request: &VerifyFile) -> Result<(), Failure> {
    match &request.password {
        Some(password) if document.encryption().is_some_and(pdf::Encryption::is_locked) => document
            .unlock(password.expose())
            .map(drop)
            .map_err(|error| failures::of_pdf(&error, &request.path)),
        _ => Ok(()),
    }
}

/// What was found out beside what the policy has.
fn add_to(policy: &mut Policy, found: &LookedUp) {
    policy.revocation_evidence.extend(&found.evidence);
    policy.extra_certificates.extend(found.certificates.iter().cloned());
}

fn signature_at(report: &Report, index: u32) -> Result<&verify::Signature, Failure> {
    let found = usize::try_from(index).ok().and_then(|index| report.signatures.get(index));
    found.ok_or_else(|| Failure::new(FailureCode::NoSuchSignature))
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

/// Copies the first `length` bytes into a new file.
pub(crate) fn write_prefix(source: &FileSource, length: u64, target: &Path) -> Result<(), Failure> {
    let output = Output::create(target, &random_hex(4)?)?;
    source.copy_to(length, output.file()?).map_err(|fault| unwritable(target, fault))?;
    output.sync()?;
    output.commit(Existing::Keep, None)
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Indeterminate => "indeterminate",
        Verdict::Failed => "failed",
        Verdict::Unsigned => "unsigned",
        Verdict::Unreadable => "unreadable",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_file_gives_the_exit_status() {
        use Verdict::{Failed, Indeterminate, Passed, Unreadable, Unsigned};
        assert_eq!(exit_status([]), 0);
        assert_eq!(exit_status([Passed, Unsigned]), 3);
        assert_eq!(exit_status([Unsigned, Unreadable]), 4);
        assert_eq!(exit_status([Unreadable, Indeterminate]), 2);
        assert_eq!(exit_status([Indeterminate, Failed, Passed]), 1);
    }
}
