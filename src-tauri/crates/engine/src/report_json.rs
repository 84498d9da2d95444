//! The report of `verify --json` (schema `vermilion.report/1`).

use wire::report::{
    AlgorithmFacts, FileFacts, FileReport, Integrity, PolicyFacts, ReportChange, ReportCondition,
    ReportFinding, SCHEMA, SignatureReport, SignerFacts, TimeFacts,
};
use wire::{Text, Verdict};

use crate::{article13, explain};

/// What goes into a report beside the verifier's own.
pub(crate) struct Context<'a> {
    /// The file's name without its folder.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub sha256: Option<[u8; 32]>,
    /// The policy it was judged by.
    pub policy: &'a PolicyFacts,
    /// Puts a sentence into words.
    pub words: &'a dyn Fn(&Text) -> String,
}

impl Context<'_> {
    /// The report on a file that was examined.
    pub(crate) fn examined(&self, report: &verify::Report) -> FileReport {
        let file = FileFacts {
            name: self.name.clone(),
            size: self.size,
            sha256: self.sha256.map(hex::encode),
            pages: report.file.pages.and_then(|pages| u32::try_from(pages).ok()),
            revisions: u32::try_from(report.file.revisions).ok(),
            encrypted: report.file.encrypted,
            content: None,
        };
        FileReport {
            schema: SCHEMA,
            headline: (self.words)(&explain::headline(report)),
            file,
            verdict: explain::verdict(report.verdict),
            integrity: report.integrity.map(integrity),
            signatures: report.signatures.iter().map(|signature| self.signature(signature)).collect(),
            findings: report.findings.iter().map(|finding| self.finding(finding)).collect(),
            policy: self.policy.clone(),
        }
    }

    /// The report on a file that could not be examined.
    pub(crate) fn unexamined(&self, failure: &wire::Failure) -> FileReport {
        let text = Text { id: format!("failure-{}", failure.code.as_str()), args: failure.params.clone() };
        let sentence = (self.words)(&text);
        let finding = ReportFinding {
            code: failure.code.as_str().to_owned(),
            severity: "error".to_owned(),
            axis: "integrity".to_owned(),
            text: sentence.clone(),
        };
        FileReport {
            schema: SCHEMA,
            headline: sentence,
            file: FileFacts {
                name: self.name.clone(),
                size: self.size,
                sha256: self.sha256.map(hex::encode),
                pages: None,
                revisions: None,
                encrypted: failure.code == wire::FailureCode::PasswordNeeded,
                content: None,
            },
            verdict: Verdict::Unreadable,
            integrity: None,
            signatures: Vec::new(),
            findings: vec![finding],
            policy: self.policy.clone(),
        }
    }

    fn signature(&self, signature: &verify::Signature) -> SignatureReport {
        SignatureReport {
            headline: (self.words)(&explain::signature_headline(signature)),
            field: signature.field.clone().unwrap_or_default(),
            kind: explain::kind(signature.kind),
            verdict: explain::verdict(signature.verdict),
            indication: signature.indication.code().to_owned(),
            sub_indication: signature.sub_indication.map(|sub| sub.code().to_owned()),
            integrity: integrity(signature.integrity),
            covers_whole_file: signature.covers_whole_file,
            revision: signature.revision.and_then(|revision| u32::try_from(revision).ok()),
            level: signature.level.map(|level| level.code().to_owned()),
            signer: signature.signer.as_ref().map(|signer| SignerFacts {
                common_name: Some(signer.common_name.clone()).filter(|name| !name.is_empty()),
                organization: signer.organization.clone(),
                issuer: signer.issuer.clone(),
                serial: signer.serial.clone(),
                sha256: signer.sha256.clone(),
            }),
            trust: signature.trust.code().to_owned(),
            revocation: signature.revocation.code().to_owned(),
            time: TimeFacts {
                claimed: signature.time.claimed.map(explain::moment),
                proven: signature.time.proven.map(explain::moment),
                source: (signature.time.claimed.or(signature.time.proven))
                    .map(|_| signature.time.source().to_owned()),
            },
            algorithms: AlgorithmFacts {
                digest: signature.algorithms.digest.clone(),
                signature: signature.algorithms.signature.clone(),
                key_bits: signature.algorithms.key_bits,
            },
            article13: self.article13(signature),
            changes: signature.changes.iter().map(|change| self.change(change, signature)).collect(),
            findings: signature.findings.iter().map(|finding| self.finding(finding)).collect(),
        }
    }

    fn article13(&self, signature: &verify::Signature) -> Vec<ReportCondition> {
        let conditions = article13::conditions(signature, explain::certificate_of(signature).as_ref());
        conditions
            .into_iter()
            .map(|condition| ReportCondition {
                condition: condition.number,
                answer: condition.answer,
                text: (self.words)(&condition.text),
            })
            .collect()
    }

    fn change(&self, change: &verify::Change, signature: &verify::Signature) -> ReportChange {
        ReportChange {
            revision: u32::try_from(change.revision).unwrap_or(u32::MAX),
            kind: change.kind.code().to_owned(),
            object: change.object.map(|(number, generation)| format!("{number} {generation}")),
            page: change.page.and_then(|page| u32::try_from(page).ok()),
            rect: change.rect,
            allowed: change.allowed,
            text: (self.words)(&explain::change_text(change, signature)),
        }
    }

    fn finding(&self, finding: &verify::Finding) -> ReportFinding {
        ReportFinding {
            code: finding.code.code().to_owned(),
            severity: finding.severity().code().to_owned(),
            axis: finding.axis().code().to_owned(),
            text: (self.words)(&explain::finding_text(finding)),
        }
    }
}

/// What is said of a policy: the same for every file that is judged by it.
pub(crate) fn policy_facts(policy: &verify::Policy) -> PolicyFacts {
    let anchors = policy.anchors.iter();
    let mut anchors: Vec<String> = anchors.map(|anchor| hex::encode(anchor.sha256_fingerprint())).collect();
    anchors.sort();
    PolicyFacts {
        validation_time: explain::moment(policy.at),
        trust_anchors: anchors,
        name: policy.name.clone(),
    }
}

/// What the bytes say, in the word of the contract.
pub(crate) fn integrity(integrity: verify::Integrity) -> Integrity {
    match integrity {
        verify::Integrity::Intact => Integrity::Intact,
        verify::Integrity::Extended => Integrity::Extended,
        verify::Integrity::Changed => Integrity::Changed,
        verify::Integrity::Broken => Integrity::Broken,
        verify::Integrity::Malformed => Integrity::Malformed,
    }
}
