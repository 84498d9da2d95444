//! Puts a signature into a document, as an incremental update (ISO 32000-2 §12.8, ETSI EN 319 142-1).
//!
//! Signing is a relay of types: a [`Draft`] knows the document, the field and what is claimed; a [`Prepared`] has
//! the bytes of the update with the byte range fixed, so that its digest is known; a [`Signed`] has the finished
//! update. The document before it is never touched, and the private key sees signed attributes only.
//!
//! Owns: the signature dictionary, the field and its widget, the room for `/Contents` (measured from the chain,
//! grown when it does not suffice), and the refusal of what would break an earlier signature. Refuses: files, keys,
//! the clock, and any say in who may sign.

mod base;
mod claims;
mod draft;
mod error;
mod permission;
mod relay;

pub use base::BaseDigest;
pub use claims::Claims;
pub use draft::{Draft, Placement, Target};
pub use error::Error;
pub use relay::{Prepared, Signed};
