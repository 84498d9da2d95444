//! One answer in a response (RFC 6960 §4.2.1, `SingleResponse`).

use super::{has_unknown_critical, key_hash, read_extensions};
use crate::asn1::{self, Element, Fault};
use crate::crl::CrlReason;
use crate::{AlgorithmIdentifier, Certificate, DigestAlgorithm, Error, Time, Unsupported, oid};

/// What a responder says of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateStatus {
    /// It is not revoked.
    Good,
    /// It is.
    Revoked {
        /// Since when.
        at: Time,
        /// Why, if the answer says so.
        reason: Option<CrlReason>,
    },
    /// The responder does not know it.
    Unknown,
}

/// One answer: which certificate, what of it, for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleResponse {
    digest: Result<DigestAlgorithm, Unsupported>,
    issuer_name_hash: Vec<u8>,
    issuer_key_hash: Vec<u8>,
    serial: Vec<u8>,
    /// What is said.
    pub status: CertificateStatus,
    /// The moment at which it was known to be so.
    pub this_update: Time,
    /// When something newer will be known, if the answer says so.
    pub next_update: Option<Time>,
    /// From when on the responder keeps answers about certificates that ran out (§4.4.4).
    pub(crate) archive_cutoff: Option<Time>,
    /// Whether the answer has a critical extension that is not understood.
    pub(crate) has_unknown_critical: bool,
}

impl SingleResponse {
    pub(super) fn from_element(element: &Element<'_>) -> Result<Self, Error> {
        let mut fields = element.with_tag(asn1::SEQUENCE)?.inside();
        let mut id = fields.expect(asn1::SEQUENCE)?.inside();
        let algorithm = AlgorithmIdentifier::from_element(&id.any()?)?;
        let issuer_name_hash = id.expect(asn1::OCTET_STRING)?.content.to_vec();
        let issuer_key_hash = id.expect(asn1::OCTET_STRING)?.content.to_vec();
        let serial = id.expect(asn1::INTEGER)?.integer()?.to_vec();
        id.finish()?;
        let status = status(&fields.any()?)?;
        let this_update = Time::from_element(&fields.expect(asn1::GENERALIZED_TIME)?)?;
        let next_update = match fields.optional(asn1::context_constructed(0))? {
            None => None,
            Some(explicit) => {
                Some(Time::from_element(&Element::only(explicit.content, asn1::GENERALIZED_TIME)?)?)
            }
        };
        let extensions = read_extensions(&mut fields, 1)?;
        fields.finish()?;
        let archive_cutoff = extensions
            .iter()
            .find(|extension| extension.oid == oid::OCSP_ARCHIVE_CUTOFF)
            .and_then(|extension| Element::only(&extension.value, asn1::GENERALIZED_TIME).ok())
            .and_then(|element| Time::from_element(&element).ok());
        Ok(Self {
            digest: DigestAlgorithm::from_oid(algorithm.oid),
            issuer_name_hash,
            issuer_key_hash,
            serial,
            status,
            this_update,
            next_update,
            archive_cutoff,
            has_unknown_critical: has_unknown_critical(&extensions),
        })
    }

    /// Tells whether the answer is about this certificate of this issuer: name and key of the issuer, serial number.
    pub fn is_about(&self, certificate: &Certificate, issuer: &Certificate) -> bool {
        let Ok(digest) = self.digest else { return false };
        let named = |name: &crate::Name| digest.digest(name.der()) == self.issuer_name_hash;
        self.serial == certificate.serial()
            && (named(certificate.issuer()) || named(issuer.subject()))
            && key_hash(issuer, digest).is_some_and(|hash| hash == self.issuer_key_hash)
    }

    /// Whether the responder still speaks for certificates that ran out at `not_after`.
    pub(crate) fn keeps(&self, not_after: Time) -> bool {
        self.this_update <= not_after || self.archive_cutoff.is_some_and(|cutoff| cutoff <= not_after)
    }
}

fn status(element: &Element<'_>) -> Result<CertificateStatus, Error> {
    match element.tag {
        0x80 if element.content.is_empty() => Ok(CertificateStatus::Good),
        // Some responders write the NULL of the schema as a constructed element.
        0x82 | 0xa2 => Ok(CertificateStatus::Unknown),
        0xa1 => {
            let mut fields = element.inside();
            let at = Time::from_element(&fields.expect(asn1::GENERALIZED_TIME)?)?;
            let reason = match fields.optional(asn1::context_constructed(0))? {
                None => None,
                Some(explicit) => match Element::only(explicit.content, asn1::ENUMERATED)?.content {
                    [number] => Some(CrlReason::from_number(u32::from(*number))),
                    _ => return Err(Fault::Value.into()),
                },
            };
            fields.finish()?;
            Ok(CertificateStatus::Revoked { at, reason })
        }
        found => Err(Fault::Expected { expected: asn1::context(0), found }.into()),
    }
}
