//! Many files verified at once, and reports that are saved.

use serde::{Deserialize, Serialize};

use crate::{DocumentId, Failure, SecondPerson, Secret, Text};

/// A file that can be verified with others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FileToVerify {
    /// Names it in the next requests.
    pub id: String,
    /// The file's name without its folder.
    pub name: String,
    /// Where it lies below the folder that was chosen, for display; empty where it lies there itself.
    pub folder: String,
}

/// The files that were chosen or dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FilesToVerify {
    /// The PDF files; a folder gives those in it and in its folders.
    pub files: Vec<FileToVerify>,
}

/// Verifies many files.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct VerifyFiles {
    /// Their ids.
    pub files: Vec<String>,
    /// A new list begins: the results of the last one are let go.
    pub fresh: bool,
}

/// What a file is to its reader, in one word: what stands in a list, is counted and filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Found {
    /// Every signature passed.
    Good,
    /// Nothing speaks against it, but something is not known.
    Know,
    /// Do not rely on it: a signature failed, or the content was changed.
    Bad,
    /// There is no signature.
    Unsigned,
    /// It could not be examined.
    Unreadable,
}

/// What was found of one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct VerifiedFile {
    /// Its id.
    pub id: String,
    /// The one word about it.
    pub found: Found,
    /// The one sentence about it, where it could be examined.
    pub headline: Option<Text>,
    /// Why it could not be examined.
    pub failure: Option<Failure>,
    /// Who signed, in the order of signing, from the certificates.
    pub signers: Vec<String>,
    /// When it was signed last, RFC 3339: proven where a timestamp proves it, else as the signer says.
    pub signed: Option<String>,
}

/// What was found of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct VerifiedFiles {
    /// One row a file, in order; those that were not reached are left out.
    pub rows: Vec<VerifiedFile>,
}

/// Event `verify-progress`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct VerifyProgress {
    /// Files that are done.
    pub done: u32,
    /// Files in all.
    pub total: u32,
    /// Those that were done last.
    pub rows: Vec<VerifiedFile>,
}

/// The forms of a list of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ListFormat {
    /// For spreadsheets.
    Csv,
    /// For paper.
    Pdf,
}

/// Saves the results of some files as a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExportVerified {
    /// Their ids, in the order of the list.
    pub files: Vec<String>,
    /// In which form.
    pub format: ListFormat,
}

/// The forms of a report on one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ReportFormat {
    /// For people: PDF.
    Pdf,
    /// For archives: XML of ETSI TS 119 102-2.
    Etsi,
}

/// Who signs what is made of a document: a report, an evidence package.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReportSigner {
    /// The identity's id.
    pub identity: String,
    /// Its PIN.
    pub pin: Secret,
    /// The kind of the document, as the house calls it.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub kind: Option<String>,
    /// The department that the document is of.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub department: Option<String>,
    /// Who confirms it as a second person, where the house wants one.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub second: Option<SecondPerson>,
}

/// Saves the report on an open document's signatures.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SaveReport {
    /// The document.
    pub document: DocumentId,
    /// In which form.
    pub format: ReportFormat,
    /// Who signs it, where it is a PDF and somebody does.
    pub signer: Option<ReportSigner>,
}
