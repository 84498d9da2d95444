//! X.509 certificates that keep their bytes (RFC 5280 §4.1).
//!
//! The reader walks the DER itself and takes what old and careless issuers wrote (negative serials, version 1,
//! defaults written out, lengths in too many octets), because the integrity of an honest old signature must be
//! tellable; each departure is a [`CertificateOddity`]. The `x509-cert` crate is asked as a second, strict reader.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use const_oid::ObjectIdentifier;
use der::Decode;
use sha2::{Digest, Sha256};

use crate::algorithm::{AlgorithmIdentifier, SignatureAlgorithm};
use crate::asn1::{self, Element, Fault, Reader};
use crate::error::{SignatureError, Unsupported};
use crate::extensions::{self, BasicConstraints, ExtendedKeyUsage, Extension, KeyUsage};
use crate::key::PublicKey;
use crate::name::Name;
use crate::{Error, Time, oid, pem};

/// Largest certificate that is read, in octets.
pub const MAX_CERTIFICATE: usize = 1 << 20;
/// Most extensions that a certificate may have.
const MAX_EXTENSIONS: usize = 128;

/// A departure of a certificate from RFC 5280 that does not keep it from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CertificateOddity {
    /// Correct BER and not DER (§4.1 demands DER).
    NotDer,
    /// Refused by a reader that takes RFC 5280 at its word.
    RefusedByStrictReader,
    /// Version 1 or 2: no extensions, hence no authority can be told from anybody else.
    OldVersion,
    /// The serial number is zero or negative (§4.1.2.2).
    SerialNotPositive,
    /// The serial number is longer than 20 octets (§4.1.2.2).
    SerialTooLong,
    /// An extension stands twice (§4.2).
    DuplicateExtension,
    /// An extension's shape or value departs from the standard.
    OddExtension,
    /// The signature algorithm inside and outside of the signed part differ (§4.1.1.2).
    AlgorithmsDiffer,
    /// The end of validity lies before its beginning.
    ValidityReversed,
    /// The signature value is not a whole number of octets; it never verifies.
    OddSignatureBits,
}

impl CertificateOddity {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotDer => "certificate-not-der",
            Self::RefusedByStrictReader => "certificate-refused-by-strict-reader",
            Self::OldVersion => "certificate-old-version",
            Self::SerialNotPositive => "certificate-serial-not-positive",
            Self::SerialTooLong => "certificate-serial-too-long",
            Self::DuplicateExtension => "certificate-duplicate-extension",
            Self::OddExtension => "certificate-odd-extension",
            Self::AlgorithmsDiffer => "certificate-algorithms-differ",
            Self::ValidityReversed => "certificate-validity-reversed",
            Self::OddSignatureBits => "certificate-odd-signature-bits",
        }
    }
}

/// A certificate; clones share the bytes. Two are equal when their bytes are.
#[derive(Clone)]
pub struct Certificate(Arc<Fields>);

struct Fields {
    der: Vec<u8>,
    tbs: Range<usize>,
    spki: Range<usize>,
    signature: Range<usize>,
    version: u32,
    serial: Vec<u8>,
    algorithm: AlgorithmIdentifier,
    issuer: Name,
    subject: Name,
    not_before: Time,
    not_after: Time,
    extensions: Vec<Extension>,
    key: Result<PublicKey, Error>,
    oddities: Vec<CertificateOddity>,
}

impl Certificate {
    /// Reads a certificate; nothing may follow it.
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        if der.len() > MAX_CERTIFICATE {
            return Err(Error::Limit { what: "certificate", limit: MAX_CERTIFICATE });
        }
        let whole = Element::only(der, asn1::SEQUENCE)?;
        let mut parts = whole.inside();
        let tbs = parts.expect(asn1::SEQUENCE)?;
        let algorithm_element = parts.any()?;
        let algorithm = AlgorithmIdentifier::from_element(&algorithm_element)?;
        let mut oddities = Vec::new();
        let signature = match parts.expect(asn1::BIT_STRING)?.content {
            [0, octets @ ..] => octets,
            [_, octets @ ..] => {
                oddities.push(CertificateOddity::OddSignatureBits);
                octets
            }
            [] => return Err(Fault::Value.into()),
        };
        parts.finish()?;

        let mut fields = tbs.inside();
        let version = match fields.optional(asn1::context_constructed(0))? {
            Some(element) => {
                Element::only(element.content, asn1::INTEGER)?.small_integer()?.saturating_add(1)
            }
            None => 1,
        };
        let serial = fields.expect(asn1::INTEGER)?.integer()?.to_vec();
        let inner_algorithm = fields.expect(asn1::SEQUENCE)?;
        let issuer = Name::from_element(&fields.any()?)?;
        let mut validity = fields.expect(asn1::SEQUENCE)?.inside();
        let not_before = Time::from_element(&validity.any()?)?;
        let not_after = Time::from_element(&validity.any()?)?;
        validity.finish()?;
        let subject = Name::from_element(&fields.any()?)?;
        let spki = fields.expect(asn1::SEQUENCE)?;
        let extensions = read_tail(&mut fields, &mut oddities)?;

        if asn1::der_fault(&whole, &|_| false).is_some() {
            oddities.push(CertificateOddity::NotDer);
        }
        if x509_cert::Certificate::from_der(der).is_err() {
            oddities.push(CertificateOddity::RefusedByStrictReader);
        }
        if version < 3 {
            oddities.push(CertificateOddity::OldVersion);
        }
        if serial.first().is_none_or(|octet| octet & 0x80 != 0) || serial.iter().all(|octet| *octet == 0) {
            oddities.push(CertificateOddity::SerialNotPositive);
        }
        if serial.len() > 20 {
            oddities.push(CertificateOddity::SerialTooLong);
        }
        if inner_algorithm.raw != algorithm_element.raw {
            oddities.push(CertificateOddity::AlgorithmsDiffer);
        }
        if not_after < not_before {
            oddities.push(CertificateOddity::ValidityReversed);
        }
        oddities.sort();
        oddities.dedup();

        Ok(Self(Arc::new(Fields {
            tbs: range_of(der, tbs.raw),
            spki: range_of(der, spki.raw),
            signature: range_of(der, signature),
            key: PublicKey::from_spki_der(spki.raw),
            der: der.to_vec(),
            version,
            serial,
            algorithm,
            issuer,
            subject,
            not_before,
            not_after,
            extensions,
            oddities,
        })))
    }

    /// Reads all certificates of a PEM file, or one in DER; other PEM blocks are passed over.
    pub fn from_pem_or_der(bytes: &[u8]) -> Result<Vec<Self>, Error> {
        pem::certificates(bytes)?.iter().map(|der| Self::from_der(der)).collect()
    }

    /// The bytes of the certificate.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// The signed part as it stands.
    pub fn tbs_der(&self) -> &[u8] {
        self.slice(&self.0.tbs)
    }

    /// The `SubjectPublicKeyInfo` as it stands.
    pub fn spki_der(&self) -> &[u8] {
        self.slice(&self.0.spki)
    }

    /// The signature value.
    pub fn signature(&self) -> &[u8] {
        self.slice(&self.0.signature)
    }

    fn slice(&self, range: &Range<usize>) -> &[u8] {
        self.0.der.get(range.clone()).unwrap_or_default()
    }

    /// The version as people count it: 1, 2 or 3.
    pub fn version(&self) -> u32 {
        self.0.version
    }

    /// The subject.
    pub fn subject(&self) -> &Name {
        &self.0.subject
    }

    /// The issuer.
    pub fn issuer(&self) -> &Name {
        &self.0.issuer
    }

    /// The subject's common name.
    pub fn common_name(&self) -> Option<String> {
        self.0.subject.common_name()
    }

    /// The subject's organization.
    pub fn organization(&self) -> Option<String> {
        self.0.subject.organization()
    }

    /// The name to show for the subject: never empty unless the subject is.
    pub fn display(&self) -> String {
        self.0.subject.short()
    }

    /// The octets of the serial number as they stand (two's complement).
    pub fn serial(&self) -> &[u8] {
        &self.0.serial
    }

    /// The serial number in lower-case hexadecimal, without the sign octet.
    pub fn serial_hex(&self) -> String {
        match self.0.serial.as_slice() {
            [0, rest @ ..] if !rest.is_empty() => hex::encode(rest),
            serial => hex::encode(serial),
        }
    }

    /// SHA-256 of the whole certificate.
    pub fn sha256_fingerprint(&self) -> [u8; 32] {
        Sha256::digest(&self.0.der).into()
    }

    /// First moment of validity.
    pub fn not_before(&self) -> Time {
        self.0.not_before
    }

    /// Last moment of validity.
    pub fn not_after(&self) -> Time {
        self.0.not_after
    }

    /// Tells whether `at` lies within the validity, both ends included.
    pub fn is_valid_at(&self, at: Time) -> bool {
        self.0.not_before <= at && at <= self.0.not_after
    }

    /// The public key, or why it cannot be read.
    pub fn public_key(&self) -> Result<&PublicKey, Error> {
        self.0.key.as_ref().map_err(Clone::clone)
    }

    /// Bits of the key; 0 when it cannot be read.
    pub fn key_bits(&self) -> u32 {
        self.0.key.as_ref().map_or(0, PublicKey::bits)
    }

    /// The algorithm of the issuer's signature.
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm, Unsupported> {
        SignatureAlgorithm::from_identifier(&self.0.algorithm, None)
    }

    /// All extensions in their order.
    pub fn extensions(&self) -> &[Extension] {
        &self.0.extensions
    }

    /// The first extension of this kind.
    pub fn extension(&self, oid: ObjectIdentifier) -> Option<&Extension> {
        self.0.extensions.iter().find(|extension| extension.oid == oid)
    }

    /// What the key may be used for, if the certificate says.
    pub fn key_usage(&self) -> Option<Result<KeyUsage, Fault>> {
        self.extension(oid::KEY_USAGE).map(|extension| KeyUsage::from_value(&extension.value))
    }

    /// Purposes of the key, if the certificate says.
    pub fn extended_key_usage(&self) -> Option<Result<ExtendedKeyUsage, Fault>> {
        self.extension(oid::EXTENDED_KEY_USAGE).map(ExtendedKeyUsage::from_extension)
    }

    /// Whether the subject is an authority, if the certificate says.
    pub fn basic_constraints(&self) -> Option<Result<BasicConstraints, Fault>> {
        self.extension(oid::BASIC_CONSTRAINTS).map(|extension| BasicConstraints::from_value(&extension.value))
    }

    /// Tells whether the certificate calls its subject an authority.
    pub fn is_ca(&self) -> bool {
        matches!(self.basic_constraints(), Some(Ok(constraints)) if constraints.ca)
    }

    /// The subject key identifier.
    pub fn subject_key_identifier(&self) -> Option<Vec<u8>> {
        let value = &self.extension(oid::SUBJECT_KEY_IDENTIFIER)?.value;
        Element::only(value, asn1::OCTET_STRING).ok().map(|element| element.content.to_vec())
    }

    /// The key identifier of the issuer's key.
    pub fn authority_key_identifier(&self) -> Option<Vec<u8>> {
        let value = &self.extension(oid::AUTHORITY_KEY_IDENTIFIER)?.value;
        extensions::authority_key_identifier(value).ok().flatten()
    }

    /// Addresses of revocation lists that the certificate names, 16 at most; not to be trusted, only to be asked.
    pub fn crl_urls(&self) -> Vec<String> {
        let value = self.extension(oid::CRL_DISTRIBUTION_POINTS).map(|extension| extension.value.as_slice());
        value.and_then(|value| extensions::crl_urls(value).ok()).unwrap_or_default()
    }

    /// Addresses of OCSP responders that the certificate names, 16 at most; not to be trusted, only to be asked.
    pub fn ocsp_urls(&self) -> Vec<String> {
        self.access_urls(oid::OCSP)
    }

    /// Addresses where the issuer's certificate can be had (AIA `caIssuers`), 16 at most.
    pub fn issuer_urls(&self) -> Vec<String> {
        self.access_urls(oid::CA_ISSUERS)
    }

    fn access_urls(&self, method: ObjectIdentifier) -> Vec<String> {
        let value = self.extension(oid::AUTHORITY_INFO_ACCESS).map(|extension| extension.value.as_slice());
        value.and_then(|value| extensions::access_urls(value, method).ok()).unwrap_or_default()
    }

    /// Tells whether this responder's certificate needs no revocation check (RFC 6960 §4.2.2.2.1).
    pub fn is_ocsp_nocheck(&self) -> bool {
        self.extension(oid::OCSP_NOCHECK).is_some()
    }

    /// Tells whether the certificate names a place where its revocation could be asked (CRL or OCSP).
    pub fn names_revocation_source(&self) -> bool {
        self.extension(oid::CRL_DISTRIBUTION_POINTS).is_some() || !self.ocsp_urls().is_empty()
    }

    /// Tells whether subject and issuer have the same name (RFC 5280 §3.2, "self-issued").
    pub fn is_self_issued(&self) -> bool {
        self.0.subject == self.0.issuer
    }

    /// Tells whether the certificate is self-issued and its signature verifies with its own key.
    pub fn is_self_signed(&self) -> bool {
        self.is_self_issued() && self.verify_signed_by(self).is_ok()
    }

    /// Verifies the signature of this certificate with the key of `issuer`; names are not compared.
    pub fn verify_signed_by(&self, issuer: &Certificate) -> Result<(), SignatureError> {
        let algorithm = self.signature_algorithm()?;
        if self.0.oddities.contains(&CertificateOddity::OddSignatureBits) {
            return Err(SignatureError::Malformed);
        }
        let key = issuer.0.key.as_ref().map_err(|_| SignatureError::InvalidKey)?;
        key.verify(algorithm, self.tbs_der(), self.signature())
    }

    /// Departures from RFC 5280, sorted.
    pub fn oddities(&self) -> &[CertificateOddity] {
        &self.0.oddities
    }

    /// The strict reader's view, when that reader accepts the certificate.
    pub fn strict(&self) -> Option<x509_cert::Certificate> {
        x509_cert::Certificate::from_der(&self.0.der).ok()
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.der == other.0.der
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({} #{})", self.0.subject.display(), self.serial_hex())
    }
}

/// Reads what follows the key: unique identifiers (skipped) and extensions.
fn read_tail(
    fields: &mut Reader<'_>,
    oddities: &mut Vec<CertificateOddity>,
) -> Result<Vec<Extension>, Error> {
    let mut extensions: Vec<Extension> = Vec::new();
    while let Some(element) = fields.next()? {
        match element.tag {
            0x81 | 0x82 | 0xa1 | 0xa2 => {}
            0xa3 => {
                let mut inside = element.inside();
                let list = inside.any()?;
                inside.finish()?;
                let mut odd = false;
                extensions = extensions::read_extensions(&list, MAX_EXTENSIONS, &mut || odd = true)?;
                if odd {
                    oddities.push(CertificateOddity::OddExtension);
                }
            }
            _ => return Err(Fault::Trailing.into()),
        }
    }
    let mut seen: Vec<ObjectIdentifier> = extensions.iter().map(|extension| extension.oid).collect();
    seen.sort();
    if seen.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
        oddities.push(CertificateOddity::DuplicateExtension);
    }
    Ok(extensions)
}

/// Where `part`, a slice of `whole`, stands in it.
pub(crate) fn range_of(whole: &[u8], part: &[u8]) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    start..start.saturating_add(part.len())
}
