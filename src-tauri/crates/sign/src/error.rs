//! Why a document cannot be signed.

use cades::StampError;
use pdf::ObjectId;
use pki::DigestAlgorithm;

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
    /// There is no timestamp.
    #[error(transparent)]
    Stamp(#[from] StampError),
    /// The timestamp cannot be put into the signature.
    #[error("timestamp: {0}")]
    Token(#[from] cades::Malformed),
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
    /// A field of this name exists already, or is asked for twice.
    #[error("field {name} exists")]
    FieldExists {
        /// The name asked for.
        name: String,
    },
    /// A name that no new field can have: empty, or with a full stop (ISO 32000-2 §12.7.4.2).
    #[error("{name:?} is no name for a field")]
    FieldName {
        /// The name asked for.
        name: String,
    },
    /// The rectangle is not wholly on the page.
    #[error("off page {page}")]
    OffPage {
        /// From 0.
        page: usize,
    },
    /// A certification (DocMDP P=1) or a lock with that permission allows no further signature.
    #[error("the signature of {signer} in field {field} allows no further signature")]
    Forbidden {
        /// The field of the signature that forbids it.
        field: String,
        /// Whose signature it is, by its certificate.
        signer: String,
    },
    /// An earlier signature locks the field (FieldMDP, ISO 32000-2 §12.8.2.4).
    #[error("the signature of {signer} in field {by} locks field {field}")]
    FieldLocked {
        /// The field that was to be signed or added.
        field: String,
        /// The field of the signature that locks it.
        by: String,
        /// Whose signature it is, by its certificate.
        signer: String,
    },
    /// A certification must be the first signature (ISO 32000-2 §12.8.2.2), and there is one.
    #[error("the signature of {signer} in field {field} was made before")]
    NotFirst {
        /// The field of the earlier signature.
        field: String,
        /// Whose signature it is, by its certificate.
        signer: String,
    },
    /// A certified document takes no new visible field: strict readers call it a change. A field that is there, or an
    /// invisible signature, is fine.
    #[error("the certification of {signer} in field {field} forbids new places on pages")]
    NewPlaceForbidden {
        /// The field of the certification, or of the signature before which places had to be prepared.
        field: String,
        /// Whose signature it is, by its certificate.
        signer: String,
    },
    /// Marks cannot be drawn into pages that somebody signed.
    #[error("pages are signed in field {field} by {signer}")]
    PagesSigned {
        /// The field of an earlier signature.
        field: String,
        /// Whose signature it is, by its certificate.
        signer: String,
    },
    /// A permission that does not exist: DocMDP and locks know 1, 2 and 3 (ISO 32000-2 table 257).
    #[error("no permission {permission}")]
    NoSuchPermission {
        /// The number asked for.
        permission: i64,
    },
    /// The field demands something of its signature that was not given (/SV, ISO 32000-2 table 237).
    #[error("field {field} demands of /{constraint}: {wanted:?}")]
    Seed {
        /// The field.
        field: String,
        /// The key of the constraint, such as `Reasons`, without its slash.
        constraint: String,
        /// What is accepted; empty where that cannot be said in words.
        wanted: Vec<String>,
    },
    /// The field demands a timestamp (/SV /TimeStamp).
    #[error("field {field} demands a timestamp")]
    TimestampNeeded {
        /// The field.
        field: String,
        /// The authority that the field names.
        url: Option<String>,
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
    /// The document was not hashed with the algorithm that is needed.
    #[error("not hashed with {algorithm:?}")]
    NotDigested {
        /// The algorithm of the signer or of the timestamp authority.
        algorithm: DigestAlgorithm,
    },
    /// The document's store of validation data is larger than what this program reads.
    #[error("more than {limit} entries of validation data")]
    StoreTooLarge {
        /// The largest accepted number.
        limit: usize,
    },
}

impl Error {
    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Pdf(error) => error.code(),
            Self::Appearance(error) => error.code(),
            Self::Cades(error) => error.code(),
            Self::Stamp(error) => error.code(),
            Self::Token(error) => error.code(),
            Self::Xfa => "sign-xfa",
            Self::NoSuchField { .. } => "sign-no-such-field",
            Self::AlreadySigned { .. } => "sign-already-signed",
            Self::FieldExists { .. } => "sign-field-exists",
            Self::FieldName { .. } => "sign-field-name",
            Self::OffPage { .. } => "sign-off-page",
            Self::Forbidden { .. } => "sign-forbidden",
            Self::FieldLocked { .. } => "sign-field-locked",
            Self::NotFirst { .. } => "sign-not-first",
            Self::NewPlaceForbidden { .. } => "sign-new-place-forbidden",
            Self::PagesSigned { .. } => "sign-pages-signed",
            Self::NoSuchPermission { .. } => "sign-no-such-permission",
            Self::Seed { .. } => "sign-seed",
            Self::TimestampNeeded { .. } => "sign-timestamp-needed",
            Self::Permissions => "sign-permissions",
            Self::Page { .. } => "sign-page",
            Self::TooLarge { .. } => "sign-too-large",
            Self::OtherBase { .. } => "sign-other-base",
            Self::NotDigested { .. } => "sign-not-digested",
            Self::StoreTooLarge { .. } => "sign-store-too-large",
        }
    }
}
