//! Verifying a document that is open in the window. Files that are not open are `judging`'s.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use audit::Action;
use jiff::Timestamp;
use pki::{Time, TrustAnchors};
use verify::{Policy, Report};
use wire::{
    ChosenFile, Document, DocumentId, Failure, FailureCode, SignatureOf, SignedVersion, Verdict, Verification,
};

use crate::documents::OpenDocument;
use crate::judging::verified;
use crate::output::{Existing, Output, unwritable};
use crate::provable::LookedUp;
use crate::source::{FileSource, file_name, sha256_of};
use crate::{Engine, explain, failures, lock, random_hex};

/// A document's judgement, kept as long as nothing changes what is trusted.
pub(crate) struct Judged {
    pub(crate) report: Report,
    pub(crate) verification: Verification,
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
        let report = examine(&view, &policy, document.path())?;
        let sha256 = match report.file.sha256 {
            Some(sha256) => sha256,
            None => sha256_of(document.source().as_ref())
                .map_err(|fault| Failure::new(FailureCode::FileUnreadable).because(fault))?,
        };
        let mut verification = explain::verification(Some(&view), &report, sha256);
        if document.version().is_none() {
            if self.log_is_behind(&view, &report, &file_name(document.path())) {
                let text = wire::Text::new("finding-log-behind");
                verification.findings.insert(0, wire::Finding { tone: wire::Tone::Bad, text });
            }
            let row = verified(
                &self.record(Action::Verified),
                document.path(),
                Some(sha256),
                verification.verdict,
                None,
            );
            // Verifying is allowed where the log cannot be written: a verdict hides nothing.
            let _ = self.append(&row);
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
        let at = Time::from_unix(at.unwrap_or_else(|| self.clock.now()).as_second());
        let mut policy = Policy::new("vermilion.basic/1", anchors, at);
        (policy.revocation_evidence, policy.extra_certificates) = self.directory_evidence();
        policy
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

/// What was found out beside what the policy has.
pub(crate) fn add_to(policy: &mut Policy, found: &LookedUp) {
    policy.revocation_evidence.extend(&found.evidence);
    policy.extra_certificates.extend(found.certificates.iter().cloned());
}

pub(crate) fn signature_at(report: &Report, index: u32) -> Result<&verify::Signature, Failure> {
    let found = usize::try_from(index).ok().and_then(|index| report.signatures.get(index));
    found.ok_or_else(|| Failure::new(FailureCode::NoSuchSignature))
}

/// Copies the first `length` bytes into a new file.
pub(crate) fn write_prefix(source: &FileSource, length: u64, target: &Path) -> Result<(), Failure> {
    let output = Output::create(target, &random_hex(4)?)?;
    source.copy_to(length, output.file()?).map_err(|fault| unwritable(target, fault))?;
    output.sync()?;
    output.commit(Existing::Keep, None)
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
