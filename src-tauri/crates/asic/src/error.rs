//! What can be wrong with a container.

/// Why a container cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is no ZIP, or one whose parts contradict each other.
    #[error("no sound ZIP: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// The disk or the stream failed.
    #[error("reading or writing failed")]
    Io(#[from] std::io::Error),
    /// It has more members than a container of evidence ever has.
    #[error("{found} members, at most {limit}")]
    TooMany {
        /// How many it has.
        found: u64,
        /// How many it may have.
        limit: u64,
    },
    /// A member's name leads elsewhere, or is none.
    #[error("the name {0:?} is not allowed")]
    Name(String),
    /// Unpacked it would be larger than is looked at, or larger than honest files become.
    #[error("{size} bytes unpacked, at most {limit}")]
    TooLarge {
        /// What it says of its size.
        size: u64,
        /// What is allowed.
        limit: u64,
    },
    /// A member is encrypted, or packed in a way that the standard does not have.
    #[error("{0:?} is packed in a way that is not read")]
    Packing(String),
    /// It does not begin with what makes it a container.
    #[error("no container of signed files")]
    NotAContainer,
    /// There is no such member.
    #[error("no member {0:?}")]
    NoMember(String),
    /// The manifest cannot be read.
    #[error("the manifest cannot be read: {0}")]
    Manifest(String),
}
