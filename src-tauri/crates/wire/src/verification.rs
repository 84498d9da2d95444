//! What a reader is told about a document's signatures.

use serde::{Deserialize, Serialize};

use crate::{Place, Text};

/// The one word about a file (cli.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Verdict {
    /// Every signature passed.
    Passed,
    /// Something is not known.
    Indeterminate,
    /// A signature failed.
    Failed,
    /// There is no signature.
    Unsigned,
    /// It could not be read.
    Unreadable,
}

/// How a verdict is marked: its colour and shape, never colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Tone {
    /// ✓ in a circle.
    Good,
    /// ! in a triangle.
    Know,
    /// ✕ in an octagon.
    Bad,
    /// Nothing to mark.
    None,
}

/// What the verifier says, in a reader's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Verification {
    /// The worst of the signatures'.
    pub verdict: Verdict,
    /// Its mark.
    pub tone: Tone,
    /// The sentence of the verdict bar.
    pub headline: Text,
    /// One each, in the order of signing.
    pub signatures: Vec<SignatureView>,
    /// About the file as a whole.
    pub findings: Vec<Finding>,
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// The instant judged for, RFC 3339.
    pub validation_time: String,
}

/// One signature, in a reader's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignatureView {
    /// From 0, in the order of signing.
    pub index: u32,
    /// The field's name.
    pub field: String,
    /// What kind of signature.
    pub kind: SignatureKind,
    /// The one word about it.
    pub verdict: Verdict,
    /// Its mark.
    pub tone: Tone,
    /// The one sentence about it.
    pub headline: Text,
    /// Who signed?
    pub who: Answer,
    /// Is the text exactly what was signed?
    pub unchanged: Answer,
    /// Was the signer entitled then?
    pub entitled: Answer,
    /// When, and who says so?
    pub when: Answer,
    /// What to do.
    pub advice: Text,
    /// The button that does it.
    pub action: Option<VerificationAction>,
    /// Where it stands on the page, where it is visible.
    pub place: Option<Place>,
    /// What changed afterwards.
    pub changes: Vec<ChangeView>,
    /// What else there is to say.
    pub findings: Vec<Finding>,
    /// The four conditions of a reliable electronic signature (电子签名法 Article 13); empty for a timestamp.
    pub article13: Vec<Condition>,
    /// The signer's certificate.
    pub certificate: Option<CertificateView>,
    /// The version that was signed can be shown.
    pub version_available: bool,
    /// For the technical details fold, in the standard's words.
    pub technical: Vec<Detail>,
}

/// The kinds of signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SignatureKind {
    /// An ordinary signature.
    Approval,
    /// The author's, which says what may change (DocMDP).
    Certification,
    /// A document timestamp.
    Timestamp,
}

/// The answer to one of the four questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Answer {
    /// Good, know, bad.
    pub tone: Tone,
    /// The sentence.
    pub text: Text,
}

/// One of the four conditions of a reliable electronic signature (电子签名法 Article 13).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Condition {
    /// Its number in the law, from 1.
    pub number: u32,
    /// Whether it is met.
    pub answer: ConditionAnswer,
    /// Why.
    pub text: Text,
}

/// Whether a condition is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ConditionAnswer {
    /// The file proves it.
    Yes,
    /// The file disproves it.
    No,
    /// No file can prove it.
    NotProvable,
}

/// The button beside the advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum VerificationAction {
    /// Trust this certificate.
    Trust,
    /// See the version that was signed.
    ShowSignedVersion,
    /// Ask now whether the certificate was revoked.
    LookUp,
}

/// One change after signing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangeView {
    /// The change is of a kind that is allowed.
    pub allowed: bool,
    /// From 0, where it is on a page.
    pub page: Option<u32>,
    /// Where on the page as it is now, where it has a place of its own.
    pub place: Option<Place>,
    /// The sentence.
    pub text: Text,
}

/// Something noticed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Finding {
    /// Good for plain information.
    pub tone: Tone,
    /// The sentence.
    pub text: Text,
}

/// A certificate as the viewer shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CertificateView {
    /// Who it is made out to.
    pub name: String,
    /// Where they belong.
    pub organization: Option<String>,
    /// Who vouches for it.
    pub issuer: String,
    /// Hex.
    pub serial: String,
    /// RFC 3339.
    pub valid_from: String,
    /// RFC 3339.
    pub valid_until: String,
    /// "RSA 3072".
    pub key: String,
    /// SHA-256 of the certificate, hex.
    pub sha256: String,
    /// Vouches for itself.
    pub self_signed: bool,
}

/// A line of technical details; the name is a text id, the value is shown as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Detail {
    /// Text id of the name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// Trusts the certificate of a signature.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignatureOf {
    /// The document.
    pub document: crate::DocumentId,
    /// The signature's index.
    pub signature: u32,
}
