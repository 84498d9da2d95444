//! Puts a signature into a document, as an incremental update (ISO 32000-2 §12.8, ETSI EN 319 142-1).
//!
//! Signing is a relay of types: a [`Draft`] knows the document, the field and what is claimed; a [`Prepared`] has
//! the bytes of the update with the byte range fixed, so that its digest is known; a [`Signed`] has the finished
//! update. The document before it is never touched, and the private key sees signed attributes only.
//!
//! A higher level is further updates behind the first: validation data ([`store::append`]) and a
//! [`DocumentTimestamp`]. Each takes the document with the one before behind it ([`pdf::Document::followed_by`]) and
//! the digest continued ([`BaseDigest::followed_by`]), so that the file is read once and written once.
//!
//! Owns: the signature dictionary, the field and its widget, the room for `/Contents` (measured from the chain,
//! grown when it does not suffice), the rights that a signature gives, the demands of fields, empty fields for later
//! signers, and the refusal of what would break an earlier signature. Refuses: files, keys, sockets, the clock, and any
//! say in who may sign.

mod base;
mod claims;
mod draft;
mod error;
mod marks;
mod permission;
mod place;
mod prepare;
mod relay;
mod rights;
mod seed;
pub mod store;
mod timestamp;
mod widget;

pub use base::BaseDigest;
pub use claims::Claims;
pub use draft::Draft;
pub use error::Error;
pub use marks::{Marked, Marks};
pub use permission::permit;
pub use place::{Placement, Target};
pub use prepare::{NewField, Seed, prepare};
pub use relay::{Extras, Prepared, Signed};
pub use rights::Rights;
pub use store::ValidationData;
pub use timestamp::DocumentTimestamp;
pub use widget::Structure;
