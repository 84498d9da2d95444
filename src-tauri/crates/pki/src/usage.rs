//! Whether a certificate may be used to sign documents, or to time-stamp them (RFC 5280 §4.2.1.3 and .12, RFC 9336, RFC 3161).

use const_oid::ObjectIdentifier;

use crate::{Certificate, oid};

/// Why a certificate does not fit its use.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unfit {
    /// Key usage is stated and has neither `digitalSignature` nor `nonRepudiation`.
    KeyUsage,
    /// Purposes are stated and signing documents is not among them; these are the ones stated.
    Purposes(Vec<ObjectIdentifier>),
    /// Time stamping needs the purpose `timeStamping`, alone and critical (RFC 3161 §2.3).
    NotForTimeStamping,
    /// One of the two extensions cannot be read.
    Unreadable,
}

impl Unfit {
    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::KeyUsage => "unfit-key-usage",
            Self::Purposes(_) => "unfit-purposes",
            Self::NotForTimeStamping => "unfit-time-stamping",
            Self::Unreadable => "unfit-unreadable",
        }
    }
}

/// Purposes that include the signing of documents.
pub const SIGNING_PURPOSES: [ObjectIdentifier; 5] = [
    oid::DOCUMENT_SIGNING,
    oid::EMAIL_PROTECTION,
    oid::ADOBE_AUTHENTIC_DOCUMENTS,
    oid::MICROSOFT_DOCUMENT_SIGNING,
    oid::ANY_EXTENDED_KEY_USAGE,
];

/// Tells whether the certificate's extensions allow the signing of documents.
///
/// Basic constraints do not matter: some people sign with an authority's certificate.
pub fn fit_for_signing(certificate: &Certificate) -> Result<(), Unfit> {
    key_usage_signs(certificate)?;
    match certificate.extended_key_usage() {
        None => Ok(()),
        Some(Err(_)) => Err(Unfit::Unreadable),
        Some(Ok(usage)) if SIGNING_PURPOSES.iter().any(|purpose| usage.contains(*purpose)) => Ok(()),
        Some(Ok(usage)) => Err(Unfit::Purposes(usage.purposes)),
    }
}

/// Tells whether the certificate may sign RFC 3161 time-stamp tokens.
pub fn fit_for_time_stamping(certificate: &Certificate) -> Result<(), Unfit> {
    key_usage_signs(certificate)?;
    match certificate.extended_key_usage() {
        Some(Err(_)) => Err(Unfit::Unreadable),
        Some(Ok(usage)) if usage.critical && usage.purposes == [oid::TIME_STAMPING] => Ok(()),
        _ => Err(Unfit::NotForTimeStamping),
    }
}

fn key_usage_signs(certificate: &Certificate) -> Result<(), Unfit> {
    match certificate.key_usage() {
        None => Ok(()),
        Some(Err(_)) => Err(Unfit::Unreadable),
        Some(Ok(usage)) if usage.digital_signature() || usage.non_repudiation() => Ok(()),
        Some(Ok(_)) => Err(Unfit::KeyUsage),
    }
}
