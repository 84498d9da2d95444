//! Why a document cannot be signed.

use pdf::ObjectId;

/// The reasons for which no signature is made. The document is untouched by each of them.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The document cannot be read or appended to.
    #[error(transparent)]
    Pdf(#[from] pdf::Error),
    /// The appearance cannot be made.
    #[error(transparent)]
    Appearance(#[from] appearance::Error),
    /// The CMS signed data cannot be made.
    #[error(transparent)]
    Cades(#[from] cades::Error),
    /// The form is XFA: what is seen is not what a signature in the PDF layer would cover (ISO 32000-2 §12.7.8).
    #[error("XFA form")]
    Xfa,
    /// There is no signature field of this name.
    #[error("no signature field {name}")]
    NoSuchField {
        /// The name asked for.
        name: String,
    },
    /// The field holds a signature already.
    #[error("field {name} is signed")]
    AlreadySigned {
        /// The field's name.
        name: String,
    },
    /// The rectangle is not wholly on the page.
    #[error("off page {page}")]
    OffPage {
        /// From 0.
        page: usize,
    },
    /// A certification (DocMDP P=1) or a lock with that permission allows no further signature.
    #[error("field {field} allows no further signature")]
    Forbidden {
        /// The field of the signature that forbids it.
        field: String,
    },
    /// The encryption's permissions forbid signing to whoever opened the document with the user password.
    #[error("the document's permissions forbid signing")]
    Permissions,
    /// The page's object is not a dictionary of its own.
    #[error("page object {} {}", id.0, id.1)]
    Page {
        /// The page's object.
        id: ObjectId,
    },
    /// The signature value came out larger than any room that was tried.
    #[error("signature of {needed} bytes")]
    TooLarge {
        /// Bytes of the CMS.
        needed: usize,
    },
    /// The digest given is not of this document.
    #[error("the digest is of {digested} bytes, the document has {length}")]
    OtherBase {
        /// Bytes that were hashed.
        digested: u64,
        /// Bytes of the document.
        length: u64,
    },
}
