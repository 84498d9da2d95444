//! CMS signed data as PAdES wants it (RFC 5652, ETSI EN 319 122-1, ETSI EN 319 142-1), and time-stamp tokens (RFC 3161).
//!
//! Owns: building the signature of one signer over a digest, reading what stands in `/Contents`, and telling
//! facts about it. [`Signer`] is the door through which private keys are used.
//!
//! Refuses: PDF, private keys, sockets and verdicts. What is odd about a message is a coded [`Oddity`]; what a
//! check found is a value in [`Check`]; whether that is good enough, the crate `verify` decides.
//!
//! Reading and building share no code but the encoder of single elements, so that a fault of the one does not
//! hide in the other.

mod archive;
mod attributes;
mod authority;
pub mod build;
pub mod check;
mod error;
pub mod ess;
pub mod legacy;
pub mod oddity;
pub mod oid;
pub mod parse;
pub mod policy;
mod signer;
mod signer_info;
mod stated;
pub mod timestamp;
pub mod tsp;
mod unsigned;

pub use archive::revocation_archive;
pub use authority::{AnswerFault, StampError, TimestampAuthority};
pub use build::{BuildOptions, Family, SignedAttribute};
pub use check::{AlgorithmsOutcome, Check, DigestOutcome, SignatureOutcome};
pub use error::{Error, Malformed};
pub use ess::EssOutcome;
pub use oddity::Oddity;
pub use parse::{SignedData, SignerIdentifier};
pub use policy::{NamedPolicy, SignaturePolicy};
pub use signer::{Signer, SignerError};
pub use stated::Stated;
pub use timestamp::{Token, TstInfo};
pub use unsigned::with_signature_timestamp;
