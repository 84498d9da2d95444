//! Entries of a revocation list (RFC 5280 §5.3), walked over without unpacking them.

use super::fault;
use crate::asn1::{self, Element, Reader};
use crate::{Error, Name, Time, oid};

/// Why a certificate was revoked (RFC 5280 §5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CrlReason {
    /// No reason is told, though one is written.
    Unspecified,
    /// Somebody else has the key, or may have it.
    KeyCompromise,
    /// The same of an authority's key.
    CaCompromise,
    /// The subject's name or place has changed.
    AffiliationChanged,
    /// Another certificate took its place.
    Superseded,
    /// It is no longer needed.
    CessationOfOperation,
    /// It is suspended for the time being.
    CertificateHold,
    /// It comes off the list.
    RemoveFromCrl,
    /// What it vouches for no longer holds.
    PrivilegeWithdrawn,
    /// The key of an attribute authority may be in other hands.
    AaCompromise,
    /// A number that the standard does not know.
    Other(u32),
}

impl CrlReason {
    /// The reason with this number.
    pub fn from_number(number: u32) -> Self {
        match number {
            0 => Self::Unspecified,
            1 => Self::KeyCompromise,
            2 => Self::CaCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::CertificateHold,
            8 => Self::RemoveFromCrl,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AaCompromise,
            other => Self::Other(other),
        }
    }

    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "key-compromise",
            Self::CaCompromise => "ca-compromise",
            Self::AffiliationChanged => "affiliation-changed",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessation-of-operation",
            Self::CertificateHold => "certificate-hold",
            Self::RemoveFromCrl => "remove-from-crl",
            Self::PrivilegeWithdrawn => "privilege-withdrawn",
            Self::AaCompromise => "aa-compromise",
            Self::Other(_) => "other",
        }
    }

    /// Tells whether the key may be in other hands, so that signatures older than the revocation are in doubt too.
    pub fn is_compromise(self) -> bool {
        matches!(self, Self::KeyCompromise | Self::CaCompromise | Self::AaCompromise)
    }
}

/// A certificate's entry on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevokedEntry {
    /// When it was revoked.
    pub at: Time,
    /// Why, if the entry says so.
    pub reason: Option<CrlReason>,
    /// Since when the key is in doubt, if the entry says so (§5.3.2).
    pub invalidity: Option<Time>,
}

/// Walks over all entries; see [`super::Crl::find`].
pub(super) fn find(
    entries: &[u8],
    serial: &[u8],
    issuer: &Name,
    list_issuer: &Name,
) -> Result<Option<RevokedEntry>, Error> {
    let serial = trimmed(serial);
    let mut found: Option<RevokedEntry> = None;
    // §5.3.3: an entry without an issuer of its own belongs to the issuer of the entry before it.
    let mut concerns_issuer = issuer == list_issuer;
    let mut reader = Reader::new(entries);
    while let Some(entry) = reader.next()? {
        let mut fields = entry.with_tag(asn1::SEQUENCE)?.inside();
        let number = fields.expect(asn1::INTEGER)?.integer()?;
        let date = fields.any()?;
        let mut details = Details::default();
        if !fields.rest().is_empty() {
            details = Details::read(fields.expect(asn1::SEQUENCE)?, issuer)?;
            fields.finish()?;
        }
        if let Some(concerns) = details.concerns_issuer {
            concerns_issuer = concerns;
        }
        if concerns_issuer && trimmed(number) == serial {
            let at = Time::from_element(&date)?;
            if found.is_none_or(|held| at < held.at) {
                found = Some(RevokedEntry { at, reason: details.reason, invalidity: details.invalidity });
            }
        }
    }
    Ok(found)
}

/// A serial number without the octets that careless encoders put before it; its sign stays as it is.
fn trimmed(serial: &[u8]) -> &[u8] {
    let mut rest = serial;
    while let [0x00, next, ..] = rest
        && next & 0x80 == 0
    {
        rest = rest.get(1..).unwrap_or_default();
    }
    rest
}

#[derive(Default)]
struct Details {
    reason: Option<CrlReason>,
    invalidity: Option<Time>,
    concerns_issuer: Option<bool>,
}

impl Details {
    fn read(extensions: Element<'_>, issuer: &Name) -> Result<Self, Error> {
        let mut details = Self::default();
        let mut list = extensions.inside();
        while let Some(extension) = list.next()? {
            let mut fields = extension.with_tag(asn1::SEQUENCE)?.inside();
            let kind = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
            let critical = fields.optional(asn1::BOOLEAN)?.map_or(Ok(false), |element| element.boolean())?;
            let value = fields.expect(asn1::OCTET_STRING)?.content;
            match kind {
                oid::REASON_CODE => {
                    let number = match Element::only(value, asn1::ENUMERATED)?.content {
                        [number] => u32::from(*number),
                        _ => return Err(fault()),
                    };
                    details.reason = Some(CrlReason::from_number(number));
                }
                oid::INVALIDITY_DATE => {
                    details.invalidity =
                        Some(Time::from_element(&Element::only(value, asn1::GENERALIZED_TIME)?)?);
                }
                oid::CERTIFICATE_ISSUER => {
                    let mut concerns = false;
                    for name in Element::only(value, asn1::SEQUENCE)?.inside().collect(64)? {
                        if let crate::extensions::GeneralName::Directory(name) =
                            crate::extensions::GeneralName::from_element(name)?
                        {
                            concerns |= Name::from_element(&name)? == *issuer;
                        }
                    }
                    details.concerns_issuer = Some(concerns);
                }
                oid::HOLD_INSTRUCTION => {}
                _ if critical => return Err(fault()),
                _ => {}
            }
        }
        Ok(details)
    }
}
