//! Tokens: keys that live on a device (PKCS#11).

use serde::{Deserialize, Serialize};

use crate::Text;

/// What is plugged in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Tokens {
    /// The tokens that could be read.
    pub tokens: Vec<Token>,
    /// What was searched and not used, each with its reason: why a certificate that was expected is not in the list.
    pub passed_over: Vec<Text>,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Token {
    /// The name on it.
    pub label: String,
    /// Who made it.
    pub maker: String,
    /// Its number.
    pub serial: String,
    /// The PIN is entered on the device itself.
    pub pin_pad: bool,
    /// How many wrong PINs are left, as far as the token tells.
    pub pin: TokenPin,
    /// The certificates with a key.
    pub certificates: Vec<TokenCertificate>,
}

/// What a token tells about its PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum TokenPin {
    /// Nothing special.
    Fine,
    /// A wrong one was given.
    CountLow,
    /// One try is left.
    FinalTry,
    /// No try is left.
    Locked,
}

/// A certificate on a token, for signing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TokenCertificate {
    /// Names it as the identity of a request.
    pub id: String,
    /// From the certificate.
    pub name: String,
    /// From the certificate.
    pub organization: Option<String>,
    /// Who vouches for it.
    pub issuer: String,
    /// RFC 3339.
    pub valid_until: String,
    /// "RSA 2048".
    pub key: String,
    /// SHA-256 of the certificate, hex.
    pub sha256: String,
    /// Why it cannot sign now, where it cannot.
    pub unusable: Option<crate::FailureCode>,
}

/// A PKCS#11 module that is looked into.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TokenModule {
    /// Names it in requests.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// Its folder, for display only.
    pub folder: String,
    /// Found by itself; one of these cannot be removed.
    pub found: bool,
}
