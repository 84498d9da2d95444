//! Containers of evidence: files of any kind in a ZIP, a manifest of their digests, and one signature over that
//! (ASiC-E with CAdES, ETSI EN 319 162-1 §4.4).
//!
//! Owns: the layout (`mimetype` first and stored, `META-INF/ASiCManifest.xml`, `META-INF/signature.p7s`), writing it so that
//! the same input gives the same bytes, and reading one that comes from anybody: what is hostile ends in a typed error
//! within limits, what differs from the manifest is named.
//!
//! Refuses: signatures (bytes in, bytes out), the clock (the time is a parameter), paths on disk, and every form of ZIP that
//! the standard does not need: encryption, other methods than stored and deflated, ZIP64, names that lead elsewhere.
#![warn(missing_docs)]

mod error;
mod manifest;
mod read;
mod write;

pub use error::Error;
pub use manifest::{Entry, Manifest};
pub use read::{Container, Difference, Limits};
pub use write::{At, Builder};

/// The content of the first member.
pub const MIME_TYPE: &str = "application/vnd.etsi.asic-e+zip";
/// The name of the first member.
pub const MIME_NAME: &str = "mimetype";
/// The name of the manifest.
pub const MANIFEST: &str = "META-INF/ASiCManifest.xml";
/// The name of the signature over the manifest.
pub const SIGNATURE: &str = "META-INF/signature.p7s";
