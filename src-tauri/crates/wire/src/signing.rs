//! Signing: what it looks like, where it stands, who signs.

use serde::{Deserialize, Serialize};

use crate::{Document, DocumentId, Secret, Verification};

/// One stroke of the pen, in the pad's own units; y downwards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Stroke {
    /// The points in order.
    pub points: Vec<InkPoint>,
}

/// Where the pen was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct InkPoint {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
    /// 0 to 1, where the pointer tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressure: Option<f64>,
    /// Milliseconds since the first point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<f64>,
}

/// Hands over a drawn signature.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DrawnMark {
    /// The strokes.
    pub strokes: Vec<Stroke>,
    /// Keep it for next time.
    pub keep: bool,
}

/// What a signature may look like: a drawn or a scanned one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Mark {
    /// Names it in requests.
    pub id: String,
    /// Drawn or a picture.
    pub kind: MarkKind,
    /// Width divided by height.
    pub aspect: f64,
    /// Kept for next time.
    pub kept: bool,
    /// A picture's white paper is taken away.
    pub background_removed: bool,
    /// The identity that first signed with it, once it is kept: whose hand it is.
    pub owner: Option<String>,
}

/// The two kinds of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum MarkKind {
    /// Strokes, drawn as vectors.
    Ink,
    /// A PNG or JPEG.
    Image,
}

/// Changes what is kept of a mark.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangeMark {
    /// The mark.
    pub id: String,
    /// Keep it for next time, or forget it.
    #[serde(default)]
    pub keep: Option<bool>,
    /// Take a picture's white paper away, or leave it.
    #[serde(default)]
    pub remove_background: Option<bool>,
}

/// What the signature shows beside the mark.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Caption {
    /// The signer's name from the certificate.
    pub name: bool,
    /// The day of signing.
    pub date: bool,
    /// The reason, where one is given.
    pub reason: bool,
    /// The report's number: as it is typed here, or found in the document where this is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_number: Option<String>,
    /// How the day is written; as the language has it where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_format: Option<DateFormat>,
    /// Where it stands; to the right in a wide place and below in a tall one where absent. A signature without a place
    /// of its own has its caption on this side of the first stamp.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<CaptionSide>,
}

/// How a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DateFormat {
    /// 2026年11月22日
    Chinese,
    /// 2026-11-22
    Iso,
    /// 22 Nov 2026
    English,
}

/// Where a caption stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CaptionSide {
    /// To the right of the mark.
    Right,
    /// Below the mark.
    Below,
}

/// What it will look like.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Look {
    /// The mark; a look without mark and caption is invisible.
    #[serde(default)]
    pub mark: Option<String>,
    /// What stands beside it.
    #[serde(default)]
    pub caption: Caption,
}

/// A rectangle on a page as a reader sees it; millimetres from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Place {
    /// From 0.
    pub page: u32,
    /// From the left edge.
    pub left: f64,
    /// From the top edge.
    pub top: f64,
    /// To the right.
    pub width: f64,
    /// Downwards.
    pub height: f64,
}

/// Asks for a picture of the signature as it will be; the answer is a PNG with transparency.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DrawLook {
    /// What it looks like.
    pub look: Look,
    /// Who signs, for the caption.
    #[serde(default)]
    pub identity: Option<String>,
    /// The reason, for the caption.
    #[serde(default)]
    pub reason: String,
    /// The document, for a report's number that is found in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// What a code beside it will say; it is drawn as one of the same size that says nothing.
    #[serde(default)]
    pub paper: Vec<crate::PaperName>,
    /// Millimetres.
    pub width: f64,
    /// Millimetres.
    pub height: f64,
    /// Pixels per millimetre.
    pub scale: f64,
}

/// A signature field of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignatureField {
    /// The field's full name.
    pub name: String,
    /// Where it stands, where it stands on a page.
    pub place: Option<Place>,
    /// It carries a signature.
    pub signed: bool,
}

/// How long a signature shall be provable: the PAdES baseline levels (ETSI EN 319 142-1 §6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Level {
    /// The signature alone: the time is the signer's word.
    #[default]
    B,
    /// With a trusted timestamp.
    T,
    /// With everything that proves the certificates' state.
    Lt,
    /// With a document timestamp over all that, to be renewed.
    Lta,
}

/// What a certifying signature lets others do (DocMDP, ISO 32000-2 table 257).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Certify {
    /// Nothing.
    NoChanges,
    /// Fill in fields and sign.
    FormsAndSignatures,
    /// That, and comment.
    Comments,
}

/// The digests that a signature can be made with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Digest {
    /// The one that belongs to the key: SHA-256 for RSA.
    #[default]
    OfKey,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// Which form fields the signature locks (FieldMDP, ISO 32000-2 §12.8.2.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum LockFields {
    /// Every field.
    All,
    /// These fields.
    Only(Vec<String>),
    /// All but these.
    AllBut(Vec<String>),
}

/// What else is decided about a signature; the defaults are those of an ordinary one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignOptions {
    /// How long it shall be provable.
    pub level: Level,
    /// Certify as the first signature.
    pub certify: Option<Certify>,
    /// Lock form fields.
    pub lock: Option<LockFields>,
    /// The digest.
    pub digest: Digest,
    /// RSA with the PSS padding.
    pub pss: bool,
    /// Sign also where no timestamp can be had now, and queue the timestamp.
    pub timestamp_later: bool,
    /// The kind of the document, as the house calls it: what the signature may be used for is held against it.
    #[cfg_attr(test, ts(optional))]
    pub kind: Option<String>,
    /// The department that the document is of, as the signer declares it: held against what the signature is for too.
    #[cfg_attr(test, ts(optional))]
    pub department: Option<String>,
}

/// A second person, who confirms a signing with their own PIN at the same station.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SecondPerson {
    /// Their identity, of this computer.
    pub identity: String,
    /// Its PIN.
    pub pin: Secret,
}

/// Signs a document.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignDocument {
    /// The document.
    pub document: DocumentId,
    /// Who signs: an identity of this computer, or a certificate on a token.
    pub identity: String,
    /// Their PIN; empty where the token has its own keys for it.
    pub pin: Secret,
    /// What it looks like.
    pub look: Look,
    /// What else is decided.
    #[serde(default)]
    pub options: SignOptions,
    /// The codes of the check's findings that the signer saw and accepts.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// Where it stands; none for an invisible one or with `field`.
    #[serde(default)]
    pub place: Option<Place>,
    /// An existing empty field instead of a place.
    #[serde(default)]
    pub field: Option<String>,
    /// What is stamped in the same pass.
    #[serde(default)]
    pub stamps: Vec<crate::Stamp>,
    /// What a code beside the look says of the document on paper; no code where there is nothing.
    #[serde(default)]
    pub paper: Vec<crate::PaperName>,
    /// Why: "批准".
    #[serde(default)]
    pub reason: String,
    /// Where the signer is, typed by the signer.
    #[serde(default)]
    pub location: String,
    /// The consent sentence (text id `consent-sentence`) was confirmed.
    pub consent: bool,
    /// Who confirms it as a second person, where the house wants one.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub second: Option<SecondPerson>,
    /// The password that the result shall open with, where it shall be encrypted.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub encrypt: Option<Secret>,
    /// Where the result goes; beside the original under a new name where absent.
    #[serde(default)]
    pub output: Option<String>,
}

/// The step that signing is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SigningStep {
    /// The document is read and hashed.
    Reading,
    /// The key is unlocked: it takes a second on purpose.
    Unlocking,
    /// The signature is made.
    Signing,
    /// A timestamp authority is asked.
    Stamping,
    /// What proves the certificates' state is gathered.
    Gathering,
    /// Our own verifier looks at the result.
    Checking,
    /// The file is written and made durable.
    Saving,
}

/// Event `signing-progress`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SigningProgress {
    /// The document.
    pub document: DocumentId,
    /// What is being done.
    pub step: SigningStep,
}

/// The signed document, open and verified.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignedDocument {
    /// The new file, open.
    pub document: Document,
    /// SHA-256 of the new file, hex.
    pub sha256: String,
    /// What our own verifier says of it.
    pub verification: Verification,
    /// The level that was reached.
    pub level: Level,
    /// Why the timestamp waits for later, where it does.
    pub waiting: Option<crate::Failure>,
    /// What was stamped with it and how it is bound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<crate::Text>,
    /// The log entry's number.
    #[cfg_attr(test, ts(type = "number"))]
    pub log_entry: u64,
}
