//! Whom the user trusts, for what, and where each came from.

use serde::{Deserialize, Serialize};

use crate::CertificateView;

/// A certificate that is trusted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TrustedCertificate {
    /// The certificate.
    pub certificate: CertificateView,
    /// When it was trusted, RFC 3339; empty for the system's.
    pub added: String,
    /// Where it came from.
    pub source: TrustSource,
    /// The document's, the file's or the list's name.
    pub origin: String,
    /// What it is trusted with.
    pub purpose: TrustPurpose,
}

/// Where a trusted certificate came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum TrustSource {
    /// A signature on a document.
    Signature,
    /// A certificate file.
    #[default]
    File,
    /// The quality office's directory.
    Office,
    /// The computer's own system.
    System,
    /// A trusted list (ETSI TS 119 612).
    List,
}

impl TrustSource {
    /// The word of the catalogue.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::File => "file",
            Self::Office => "office",
            Self::System => "system",
            Self::List => "list",
        }
    }
}

/// What a certificate is trusted with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum TrustPurpose {
    /// Vouching for signatures.
    Signing,
    /// Vouching for times.
    TimeStamping,
    /// Both.
    #[default]
    All,
}

impl TrustPurpose {
    /// The word of the catalogue and of the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signing => "signing",
            Self::TimeStamping => "time-stamping",
            Self::All => "all",
        }
    }
}

/// Trusts a certificate with something else.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangeTrust {
    /// SHA-256 of the certificate, hex.
    pub sha256: String,
    /// What it is trusted with from now on.
    pub purpose: TrustPurpose,
}

/// A trusted list that was picked, before anything of it is trusted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TrustedListOffer {
    /// The id that stands for the file.
    pub id: String,
    /// Who publishes it.
    pub operator: String,
    /// For which country or community.
    pub territory: String,
    /// When it was made, RFC 3339.
    pub issued: String,
    /// When the next one is due, RFC 3339.
    pub next_update: Option<String>,
    /// How many authorities it recognises.
    pub authorities: u32,
    /// Who signed it: to be compared before it is believed.
    pub signer: CertificateView,
    /// The signer signed a list before that the user took over.
    pub known: bool,
}

/// Takes over a list whose signer the user accepts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ImportTrustedList {
    /// The id of the offer.
    pub id: String,
    /// SHA-256 of the signer's certificate that the user compared, hex.
    pub signer: String,
}

/// What taking over a list did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ImportedTrustedList {
    /// The list's name, as the certificates' origin.
    pub origin: String,
    /// Authorities that are trusted because of it.
    pub authorities: u32,
    /// Authorities of an older edition that are trusted no longer.
    pub removed: u32,
}
