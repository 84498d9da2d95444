//! What is in a document beside its words: what a page does not show, pictures that look like signatures, what could act.

use serde::{Deserialize, Serialize};

use crate::{Area, Text, Tone};

/// What a picture looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PictureKind {
    /// A red seal.
    Seal,
    /// Handwriting.
    Signature,
}

/// A picture that looks like a seal or a signature and belongs to no signature that was verified.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PictureMark {
    /// What it looks like.
    pub kind: PictureKind,
    /// Where it stands.
    pub area: Area,
}

/// What is to be said of one page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PageRemarks {
    /// What the picture of the page does not show.
    pub omissions: Vec<Text>,
    /// Pictures that are no signatures.
    pub pictures: Vec<PictureMark>,
}

/// Something in the document that a reader should know of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ContentNote {
    /// Its stable code.
    pub code: String,
    /// Its mark: know for what could change what is seen, none for plain information.
    pub tone: Tone,
    /// The sentence.
    pub text: Text,
    /// From 0, where it is on a page.
    pub page: Option<u32>,
    /// Where on the page, where that is known.
    pub area: Option<Area>,
}

/// What is in the document beside its words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DocumentContents {
    /// Active content, hidden layers, fonts that are not embedded, links; what matters most first.
    pub notes: Vec<ContentNote>,
    /// Signatures whose visible mark names somebody else than their certificate.
    pub misnamed: Vec<Misnamed>,
}

/// A signature whose visible mark names somebody else than its certificate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Misnamed {
    /// The signature, by its place in the report.
    pub signature: u32,
    /// The sentence.
    pub text: Text,
}
