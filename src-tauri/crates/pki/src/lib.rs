//! Certificates, chains, trust anchors and algorithm policy (X.509, RFC 5280).
//!
//! Owns: reading certificates, revocation lists and OCSP answers without losing their bytes, verifying signatures
//! with a public key, building a chain to a trust anchor within a budget, telling what a certificate may be used for,
//! and whether evidence at hand says that it was revoked.
//!
//! Refuses: sockets, files, the clock and private keys. Time is a parameter ([`Time`]), anchors and policy are
//! values handed in, and every answer is a fact or a coded reason; sentences live in the text catalogue.
//!
//! Two rules hold everywhere. Nothing signed is re-encoded: a signature is checked over the slice that came in.
//! And work is bounded: nesting, certificates and signature checks are counted, and exhaustion is an answer.

pub mod algorithm;
pub mod anchors;
pub mod asn1;
pub mod certificate;
pub mod chain;
mod constraints;
pub mod crl;
mod digest;
mod error;
pub mod extensions;
pub mod issue;
pub mod key;
mod lists;
pub mod name;
pub mod ocsp;
pub mod oid;
pub mod pem;
mod policies;
pub mod policy;
mod proven;
mod pss;
mod rare;
mod remembered;
pub mod request;
pub mod revocation;
mod time;
pub mod usage;
mod verify;
pub mod wanted;

pub use algorithm::{AlgorithmIdentifier, PssParameters, SignatureAlgorithm};
pub use anchors::{Purpose, TrustAnchors};
pub use certificate::{Certificate, CertificateOddity};
pub use chain::{Chain, ChainStatus, Reason};
pub use const_oid::ObjectIdentifier;
pub use crl::Crl;
pub use digest::{DigestAlgorithm, Hasher};
pub use error::{Error, SignatureError, Unsupported};
pub use extensions::{BasicConstraints, ExtendedKeyUsage, Extension, KeyUsage};
pub use key::{Curve, KeyKind, PublicKey};
pub use lists::{ListEntry, NewList, assemble_list, tbs_list};
pub use name::Name;
pub use policies::PolicyDemand;
pub use policy::{AlgorithmPolicy, Weakness};
pub use rare::MlDsa;
pub use time::Time;
pub use verify::{verify_digest, verify_signature};
