//! Who can sign.

use serde::{Deserialize, Serialize};

use crate::Secret;

/// Somebody who can sign from this computer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Identity {
    /// Names it in requests.
    pub id: String,
    /// What the user calls it.
    pub label: String,
    /// From the certificate.
    pub name: String,
    /// From the certificate.
    pub organization: Option<String>,
    /// Who vouches for it; for a self-made one, itself.
    pub issuer: String,
    /// Made on this computer and vouched for by nobody.
    pub self_made: bool,
    /// RFC 3339.
    pub valid_from: String,
    /// RFC 3339.
    pub valid_until: String,
    /// "RSA 3072".
    pub key: String,
    /// SM2: only Chinese software verifies its signatures.
    pub chinese_only: bool,
    /// SHA-256 of the certificate, hex.
    pub sha256: String,
    /// Wrong PINs left before it locks.
    pub tries_left: u32,
    /// Five wrong PINs were given.
    pub locked: bool,
    /// Why it cannot sign now, where it cannot.
    pub unusable: Option<crate::FailureCode>,
}

/// The kinds of keys that can be made here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum KeyType {
    /// RSA of 2048 bits.
    Rsa2048,
    /// RSA of 3072 bits.
    #[default]
    Rsa3072,
    /// RSA of 4096 bits.
    Rsa4096,
    /// ECDSA on P-256.
    P256,
    /// ECDSA on P-384.
    P384,
    /// ECDSA on P-521.
    P521,
    /// Ed25519.
    Ed25519,
    /// SM2 with SM3: only Chinese software verifies it.
    Sm2,
}

/// Makes an identity on this computer: a new key and a self-signed certificate.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CreateIdentity {
    /// The person's name.
    pub name: String,
    /// Where they work.
    #[serde(default)]
    pub organization: Option<String>,
    /// The kind of key.
    #[serde(default)]
    pub key: KeyType,
    /// The new PIN or passphrase.
    pub pin: Secret,
}

/// Takes over the key file that the user has just chosen in the system's dialog.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ImportIdentity {
    /// From `choose_key_file`.
    pub file: String,
    /// The key file's own password.
    pub password: Secret,
    /// The PIN that will guard it here.
    pub pin: Secret,
    /// What the user calls it; the certificate's name where absent.
    #[serde(default)]
    pub label: Option<String>,
}

/// Writes an identity to a key file; the place is asked for in the system's dialog.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExportIdentity {
    /// The identity.
    pub id: String,
    /// Its PIN.
    pub pin: Secret,
    /// The password for the key file.
    pub password: Secret,
}

/// Gives an identity another PIN.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangePin {
    /// The identity.
    pub id: String,
    /// The PIN until now.
    pub old: Secret,
    /// The PIN from now on.
    pub new: Secret,
}

/// A file that the user chose in the system's dialog.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChosenFile {
    /// Names it in the next request.
    pub id: String,
    /// The file's name, for display.
    pub name: String,
}
