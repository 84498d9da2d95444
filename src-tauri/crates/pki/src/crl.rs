//! Revocation lists that keep their bytes (RFC 5280 §5).
//!
//! Owns: reading a list, looking a serial number up in it, checking its signature, telling what it covers. Entries are
//! not unpacked: a look-up walks over the octets as they came, so that a list of a hundred thousand entries costs
//! neither memory nor time worth speaking of.
//!
//! Refuses: to decide. Who may sign the list and whether its answer counts is for [`crate::revocation`] to say. A list
//! with a critical extension that is not understood answers nothing (§5.2, §5.3).

mod entry;
mod scope;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use entry::{CrlReason, RevokedEntry};
use scope::IssuingDistributionPoint;
pub(crate) use scope::{ALL_REASONS, Cover};

use crate::algorithm::{AlgorithmIdentifier, SignatureAlgorithm};
use crate::asn1::{self, Element, Fault};
use crate::certificate::range_of;
use crate::error::{SignatureError, Unsupported};
use crate::extensions::{self, Extension};
use crate::remembered::Remembered;
use crate::{Certificate, Error, Name, Time, oid, pem};

/// Largest revocation list that is read, in octets.
pub const MAX_CRL: usize = 32 << 20;
/// Most extensions that a list may have.
const MAX_EXTENSIONS: usize = 64;

/// Critical extensions of a list that are understood here.
const UNDERSTOOD: [const_oid::ObjectIdentifier; 6] = [
    oid::AUTHORITY_KEY_IDENTIFIER,
    oid::CRL_NUMBER,
    oid::DELTA_CRL_INDICATOR,
    oid::EXPIRED_CERTS_ON_CRL,
    oid::ISSUER_ALT_NAME,
    oid::ISSUING_DISTRIBUTION_POINT,
];

/// A revocation list; clones share the bytes. Two are equal when their bytes are.
#[derive(Clone)]
pub struct Crl(Arc<Fields>);

struct Fields {
    der: Vec<u8>,
    tbs: Range<usize>,
    signature: Range<usize>,
    entries: Range<usize>,
    algorithm: AlgorithmIdentifier,
    issuer: Name,
    this_update: Time,
    next_update: Option<Time>,
    scope: IssuingDistributionPoint,
    keeps_expired_since: Option<Time>,
    is_delta: bool,
    has_unknown_critical: bool,
    is_well_formed: bool,
    verified: Remembered,
}

impl Crl {
    /// Reads a list in DER, or the first one of a PEM file; nothing may follow the DER.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_CRL * 2 {
            return Err(Error::Limit { what: "revocation list", limit: MAX_CRL });
        }
        if bytes.first() == Some(&asn1::SEQUENCE) {
            return Self::from_der(bytes.to_vec());
        }
        let first = pem::crls(bytes)?.into_iter().next().ok_or(Error::NoEvidence)?;
        Self::from_der(first)
    }

    fn from_der(der: Vec<u8>) -> Result<Self, Error> {
        if der.len() > MAX_CRL {
            return Err(Error::Limit { what: "revocation list", limit: MAX_CRL });
        }
        let mut parts = Element::only(&der, asn1::SEQUENCE)?.inside();
        let tbs = parts.expect(asn1::SEQUENCE)?;
        let algorithm_element = parts.any()?;
        let algorithm = AlgorithmIdentifier::from_element(&algorithm_element)?;
        let [unused_bits, signature @ ..] = parts.expect(asn1::BIT_STRING)?.content else {
            return Err(Fault::Value.into());
        };
        parts.finish()?;

        let mut fields = tbs.inside();
        fields.optional(asn1::INTEGER)?;
        let inner_algorithm = fields.expect(asn1::SEQUENCE)?;
        let issuer = Name::from_element(&fields.any()?)?;
        let this_update = Time::from_element(&fields.any()?)?;
        let next_update = match fields.peek() {
            Some(asn1::UTC_TIME | asn1::GENERALIZED_TIME) => Some(Time::from_element(&fields.any()?)?),
            _ => None,
        };
        let entries = fields.optional(asn1::SEQUENCE)?.map_or(0..0, |list| range_of(&der, list.content));
        let mut is_well_formed = *unused_bits == 0 && inner_algorithm.raw == algorithm_element.raw;
        let extensions = match fields.optional(asn1::context_constructed(0))? {
            None => Vec::new(),
            Some(element) => {
                let mut inside = element.inside();
                let list = inside.any()?;
                inside.finish()?;
                extensions::read_extensions(&list, MAX_EXTENSIONS, &mut || {})?
            }
        };
        fields.finish()?;
        for (index, extension) in extensions.iter().enumerate() {
            is_well_formed &= !extensions.iter().take(index).any(|before| before.oid == extension.oid);
        }
        let of = |wanted| extensions.iter().find(|extension: &&Extension| extension.oid == wanted);
        let scope = match of(oid::ISSUING_DISTRIBUTION_POINT) {
            None => IssuingDistributionPoint::default(),
            Some(extension) => IssuingDistributionPoint::from_value(&extension.value, &issuer)?,
        };
        let keeps_expired_since = of(oid::EXPIRED_CERTS_ON_CRL)
            .and_then(|extension| Element::only(&extension.value, asn1::GENERALIZED_TIME).ok())
            .and_then(|element| Time::from_element(&element).ok());
        let has_unknown_critical =
            extensions.iter().any(|extension| extension.critical && !UNDERSTOOD.contains(&extension.oid));

        Ok(Self(Arc::new(Fields {
            tbs: range_of(&der, tbs.raw),
            signature: range_of(&der, signature),
            entries,
            algorithm,
            issuer,
            this_update,
            next_update,
            scope,
            keeps_expired_since,
            is_delta: of(oid::DELTA_CRL_INDICATOR).is_some(),
            has_unknown_critical,
            is_well_formed,
            verified: Remembered::default(),
            der,
        })))
    }

    /// Reads every list of a PEM file, or one in DER.
    pub fn from_pem_or_der(bytes: &[u8]) -> Result<Vec<Self>, Error> {
        if bytes.first() == Some(&asn1::SEQUENCE) {
            return Ok(vec![Self::from_der(bytes.to_vec())?]);
        }
        pem::crls(bytes)?.into_iter().map(Self::from_der).collect()
    }

    /// The bytes of the list, DER.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// Whose list it is.
    pub fn issuer(&self) -> &Name {
        &self.0.issuer
    }

    /// When it was made.
    pub fn this_update(&self) -> Time {
        self.0.this_update
    }

    /// When the next one is due, if it says so.
    pub fn next_update(&self) -> Option<Time> {
        self.0.next_update
    }

    /// The algorithm of its signature.
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm, Unsupported> {
        SignatureAlgorithm::from_identifier(&self.0.algorithm, None)
    }

    /// Whether it holds only the changes to another list (§5.2.4), so that absence from it says nothing.
    pub fn is_delta(&self) -> bool {
        self.0.is_delta
    }

    /// Whether it also lists certificates of others than its own issuer (§5.2.5, `indirectCRL`).
    pub fn is_indirect(&self) -> bool {
        self.0.scope.indirect
    }

    /// Whether it has a critical extension that is not understood, so that it must not be used (§5.2).
    pub fn has_unknown_critical_extension(&self) -> bool {
        self.0.has_unknown_critical
    }

    /// Whether its parts agree with each other; one that contradicts itself must not be used.
    pub fn is_well_formed(&self) -> bool {
        self.0.is_well_formed
    }

    /// Whether certificates that ran out at `not_after` are still listed (X.509 `expiredCertsOnCRL`).
    pub(crate) fn keeps(&self, not_after: Time) -> bool {
        self.0.this_update <= not_after || self.0.keeps_expired_since.is_some_and(|since| since <= not_after)
    }

    /// Which reasons of revocation the list covers for a certificate; `None` where it does not cover it at all.
    pub(crate) fn covers(&self, certificate: &Certificate) -> Option<Cover> {
        self.0.scope.covers(certificate, &self.0.issuer)
    }

    /// The entry for a certificate of `issuer` with this serial number, the earliest one where there are several.
    ///
    /// Fails where an entry cannot be read or has a critical extension that is not understood (§5.3): then nothing can
    /// be told about any certificate.
    pub fn find(&self, serial: &[u8], issuer: &Name) -> Result<Option<RevokedEntry>, Error> {
        let entries = self.0.der.get(self.0.entries.clone()).unwrap_or_default();
        entry::find(entries, serial, issuer, &self.0.issuer)
    }

    /// How many entries the list has.
    pub fn len(&self) -> Result<usize, Error> {
        let mut entries = asn1::Reader::new(self.0.der.get(self.0.entries.clone()).unwrap_or_default());
        let mut count = 0;
        while entries.next()?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    /// Tells whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.0.entries.is_empty()
    }

    /// Verifies the signature with the key of `signer`, which must be allowed to sign lists (key usage `cRLSign`);
    /// names are not compared.
    pub fn verify_signed_by(&self, signer: &Certificate) -> Result<(), SignatureError> {
        if signer.key_usage().is_some_and(|usage| !usage.is_ok_and(crate::KeyUsage::crl_sign)) {
            return Err(SignatureError::InvalidKey);
        }
        self.0.verified.check(signer, || self.verify(signer))
    }

    fn verify(&self, signer: &Certificate) -> Result<(), SignatureError> {
        let part = |range: &Range<usize>| self.0.der.get(range.clone()).ok_or(SignatureError::Malformed);
        let key = signer.public_key().map_err(|_| SignatureError::InvalidKey)?;
        key.verify(self.signature_algorithm()?, part(&self.0.tbs)?, part(&self.0.signature)?)
    }
}

impl PartialEq for Crl {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.der == other.0.der
    }
}

impl Eq for Crl {}

impl fmt::Debug for Crl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Crl({} {})", self.0.issuer.display(), self.0.this_update)
    }
}

/// Tells that an inner structure departs from the standard.
fn fault() -> Error {
    Error::Asn1(Fault::Value)
}
