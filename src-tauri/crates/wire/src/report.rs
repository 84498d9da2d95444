//! The JSON of `vermilion verify --json`, schema `vermilion.report/1`.
//!
//! A contract with scripts: names and words here do not change. Sentences (`text`) are filled in by the engine.

use serde::Serialize;

use crate::{ConditionAnswer, SignatureKind, Verdict};

/// The schema's name.
pub const SCHEMA: &str = "vermilion.report/1";

/// What is said about one file.
#[derive(Clone, Debug, Serialize)]
pub struct FileReport {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The one sentence about it, for people; no part of the contract.
    #[serde(skip)]
    pub headline: String,
    /// The file itself.
    pub file: FileFacts,
    /// The worst of the signatures'.
    pub verdict: Verdict,
    /// The worst of the signatures', or null where there is none.
    pub integrity: Option<Integrity>,
    /// One each, in the order of signing.
    pub signatures: Vec<SignatureReport>,
    /// About the file as a whole.
    pub findings: Vec<ReportFinding>,
    /// What was judged by.
    pub policy: PolicyFacts,
}

/// The file itself.
#[derive(Clone, Debug, Serialize)]
pub struct FileFacts {
    /// Its name without the folder.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Hex; null where the file could not be read.
    pub sha256: Option<String>,
    /// How many pages; null where it could not be told.
    pub pages: Option<u32>,
    /// How many revisions; null where it could not be told.
    pub revisions: Option<u32>,
    /// Encrypted.
    pub encrypted: bool,
    /// Of a signature in a file of its own: the file that it is about. Absent for a PDF, and where what was signed lies in
    /// the signature file itself. Such a file has no pages (null), revisions (0) and encryption (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<ContentFacts>,
}

/// The file that a signature in a file of its own is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContentFacts {
    /// Its name without the folder.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Hex.
    pub sha256: Option<String>,
}

/// What the bytes say (cli.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Integrity {
    /// The signed bytes verify; nothing after them but what can never count as a change.
    Intact,
    /// The signed bytes verify; later revisions hold only allowed changes.
    Extended,
    /// The signed bytes verify; later revisions hold a change that is not allowed or not understood.
    Changed,
    /// Digest or signature value does not verify.
    Broken,
    /// It cannot be examined as a proper signature.
    Malformed,
}

/// One signature.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignatureReport {
    /// The one sentence about it, for people; no part of the contract.
    #[serde(skip)]
    pub headline: String,
    /// The field's full name.
    pub field: String,
    /// What kind of signature.
    pub kind: SignatureKind,
    /// The one word about it.
    pub verdict: Verdict,
    /// ETSI EN 319 102-1: `TOTAL-PASSED`, `INDETERMINATE`, `TOTAL-FAILED`.
    pub indication: String,
    /// ETSI EN 319 102-1: `FORMAT_FAILURE` …
    pub sub_indication: Option<String>,
    /// What the bytes say.
    pub integrity: Integrity,
    /// The signed bytes are all of the file.
    pub covers_whole_file: bool,
    /// The revision it closes, from 1.
    pub revision: Option<u32>,
    /// `B-B`, `B-T`, `B-LT`, `B-LTA`.
    pub level: Option<String>,
    /// From the certificate.
    pub signer: Option<SignerFacts>,
    /// `trusted`, `untrusted`, `unknown`.
    pub trust: String,
    /// `good`, `revoked`, `unknown`, `not-checked`.
    pub revocation: String,
    /// When.
    pub time: TimeFacts,
    /// With what.
    pub algorithms: AlgorithmFacts,
    /// The four conditions of a reliable electronic signature (电子签名法 Article 13); empty for a timestamp.
    pub article13: Vec<ReportCondition>,
    /// What changed afterwards.
    pub changes: Vec<ReportChange>,
    /// What was noticed, worst first.
    pub findings: Vec<ReportFinding>,
}

/// From the signer's certificate.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignerFacts {
    /// CN of the subject.
    pub common_name: Option<String>,
    /// O of the subject.
    pub organization: Option<String>,
    /// The issuer, as a name for display.
    pub issuer: String,
    /// Hex.
    pub serial: String,
    /// SHA-256 of the certificate, hex.
    pub sha256: String,
}

/// When, and who says so.
#[derive(Clone, Debug, Serialize)]
pub struct TimeFacts {
    /// RFC 3339, as the signer claims.
    pub claimed: Option<String>,
    /// RFC 3339, as a trusted timestamp proves.
    pub proven: Option<String>,
    /// `signer` or `timestamp`.
    pub source: Option<String>,
}

/// With what it was signed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlgorithmFacts {
    /// `SHA-256` …
    pub digest: Option<String>,
    /// `RSA-PKCS1-v1_5` …
    pub signature: Option<String>,
    /// Bits of the signer's key.
    pub key_bits: Option<u32>,
}

/// One of the four conditions of Article 13.
#[derive(Clone, Debug, Serialize)]
pub struct ReportCondition {
    /// Its number in the law, from 1.
    pub condition: u32,
    /// `yes`, `no`, `not-provable`.
    pub answer: ConditionAnswer,
    /// Why, in one sentence.
    pub text: String,
}

/// A change after signing.
#[derive(Clone, Debug, Serialize)]
pub struct ReportChange {
    /// The revision that made it, from 1.
    pub revision: u32,
    /// Its kind, a closed list.
    pub kind: String,
    /// `12 0` or a path.
    pub object: Option<String>,
    /// From 1.
    pub page: Option<u32>,
    /// Where on the page: x1, y1, x2, y2 in default user space.
    pub rect: Option<[f64; 4]>,
    /// It is of a kind that is allowed here.
    pub allowed: bool,
    /// One sentence.
    pub text: String,
}

/// Something noticed.
#[derive(Clone, Debug, Serialize)]
pub struct ReportFinding {
    /// Its code, a closed list.
    pub code: String,
    /// `info`, `warning`, `error`.
    pub severity: String,
    /// `integrity`, `identity`, `time`, `change`.
    pub axis: String,
    /// One sentence.
    pub text: String,
}

/// What was judged by.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyFacts {
    /// RFC 3339.
    pub validation_time: String,
    /// SHA-256 of each, hex, sorted.
    pub trust_anchors: Vec<String>,
    /// The policy's name.
    pub name: String,
}
