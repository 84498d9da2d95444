//! Where private keys live: the local vault, PKCS#12 files and PKCS#11 tokens.
//!
//! Owns private keys from the moment they are made or read to the moment they are wiped, the secrets that guard them, and
//! the count of wrong tries. Hands out [`cades::Signer`]s and public facts, never key bytes except as an encrypted
//! PKCS#12 file. Knows nothing of PDF, roles, places, log or clock: time is a parameter, and who may use which identity
//! is decided above.
//!
//! Private operations run in aws-lc (constant time; SM2, which it lacks, in RustCrypto); RustCrypto generates, imports
//! and checks every signature before it leaves. Standards: RFC 9106 (Argon2), RFC 5869 (HKDF), RFC 7292 (PKCS#12), RFC 8018 (PBES2), RFC 5958 (PKCS#8),
//! RFC 8017 (RSA), FIPS 186-5 (ECDSA), RFC 8032 and 8419 (Ed25519), GB/T 32918 and 35276 (SM2).

mod attempts;
mod device;
mod envelope;
mod error;
mod files;
mod generate;
mod hardening;
mod kdf;
pub mod p12;
pub mod package;
pub mod pkcs11;
mod private_key;
mod record;
mod secret;
mod signer;
mod sm2_key;
mod vault;

pub use attempts::MAXIMUM_TRIES;
pub use error::{
    CounterFault, Error, KeyFault, NewIdentityFault, PackageFault, Pkcs12Fault, RecordFault, SecretFault,
    SimplePattern, StorageStep,
};
pub use generate::{KeyType, NewIdentity};
pub use hardening::{Hardening, harden_process};
pub use kdf::KdfParameters;
pub use private_key::RSA_BITS;
pub use record::IdentityId;
pub use secret::{MAXIMUM_BYTES, MINIMUM_CHARACTERS, Secret};
pub use signer::UnlockedKey;
pub use vault::{Identity, Login, Vault, VaultOptions};
