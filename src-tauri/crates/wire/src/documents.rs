//! Opening and reading documents.

use serde::{Deserialize, Serialize};

use crate::Text;

/// Names an open document for as long as it is open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DocumentId(pub String);

/// An open document. While `locked` it has no pages to show: ask for the password.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Document {
    /// Its name for as long as it is open.
    pub id: DocumentId,
    /// The file's name without its folder.
    pub name: String,
    /// The folder, for display only.
    pub folder: String,
    /// Bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub size: u64,
    /// How many pages.
    pub pages: u32,
    /// Encrypted, and with what: "AES-256".
    pub encryption: Option<String>,
    /// The password is needed before anything can be shown.
    pub locked: bool,
    /// Signature fields that carry a signature, well-formed or not.
    pub signatures: u32,
    /// Set where this is the version that a signature covers: the file's own name stays the same.
    pub signed_version: Option<SignedVersion>,
    /// Set where the file says of itself that it is a copy of another one: the sentence.
    pub copy: Option<Text>,
}

/// Says which signature's version is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignedVersion {
    /// The document it is a version of.
    pub of: DocumentId,
    /// The signature's place in the report, from 0.
    pub signature: u32,
}

/// Asks for the sizes of some pages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PageRange {
    /// The document.
    pub document: DocumentId,
    /// The first page, from 0.
    pub first: u32,
    /// How many pages.
    pub count: u32,
}

/// A page as a reader sees it: after rotation, cropping and UserUnit; in points (1/72 inch).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PageSize {
    /// Points.
    pub width: f64,
    /// Points.
    pub height: f64,
}

/// Asks for a page's picture; the answer is a PNG.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DrawPage {
    /// The document.
    pub document: DocumentId,
    /// From 0.
    pub page: u32,
    /// Pixels per point.
    pub scale: f64,
}

/// Asks for a word in some pages; call it again for the next pages, so that the search can be stopped.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SearchText {
    /// The document.
    pub document: DocumentId,
    /// What to look for; case and white space do not matter.
    pub text: String,
    /// The first page, from 0.
    pub first: u32,
    /// How many pages.
    pub count: u32,
}

/// Where the word stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Hit {
    /// From 0.
    pub page: u32,
    /// One rectangle a line, points from the top left of the page as seen.
    pub areas: Vec<Area>,
    /// The line it stands in, for the list.
    pub context: String,
}

/// A rectangle on a page as a reader sees it; points from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Area {
    /// From the left edge.
    pub x: f64,
    /// From the top edge.
    pub y: f64,
    /// To the right.
    pub width: f64,
    /// Downwards.
    pub height: f64,
}

/// Text of a page with its places, for selecting and copying.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TextLine {
    /// The line's text.
    pub text: String,
    /// Its place.
    pub area: Area,
}

/// A page of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PageOf {
    /// The document.
    pub document: DocumentId,
    /// From 0.
    pub page: u32,
}

/// Gives a document's password.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct UnlockDocument {
    /// The document.
    pub document: DocumentId,
    /// The user's or the owner's password.
    pub password: crate::Secret,
}

/// A file opened before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RecentFile {
    /// Opens it again.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// The folder, for display only.
    pub folder: String,
    /// RFC 3339.
    pub opened: String,
    /// The last verdict on it, where one was reached.
    pub verdict: Option<crate::Verdict>,
    /// The file is no longer there.
    pub missing: bool,
}
