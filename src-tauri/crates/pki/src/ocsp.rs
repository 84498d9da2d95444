//! OCSP: asking about a certificate, and reading the answer without losing its bytes (RFC 6960, RFC 9654).
//!
//! Owns: the request, the response's facts, who may have signed it. Refuses: sockets, and the decision whether the
//! answer counts, which is [`crate::revocation`]'s.

mod request;
mod single;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use request::request;
pub use single::{CertificateStatus, SingleResponse};

use crate::algorithm::{AlgorithmIdentifier, SignatureAlgorithm};
use crate::asn1::{self, Element, Fault, Reader};
use crate::certificate::range_of;
use crate::chain;
use crate::error::{SignatureError, Unsupported};
use crate::extensions::{self, Extension};
use crate::remembered::Remembered;
use crate::{Certificate, DigestAlgorithm, Error, Name, Time, TrustAnchors, oid};

/// Largest response that is read, in octets.
pub const MAX_RESPONSE: usize = 4 << 20;
/// Most certificates that a response may bring along.
const MAX_CERTIFICATES: usize = 64;
/// Most answers in one response.
const MAX_ANSWERS: usize = 1024;
/// Most extensions in one list.
const MAX_EXTENSIONS: usize = 64;
/// Signature checks that finding the responder's certificate may cost.
const BUDGET: u32 = 8;

/// Who signed a response, as it says itself (§4.2.1, `ResponderID`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponderId {
    /// The subject of the responder's certificate.
    Name(Name),
    /// SHA-1 of the responder's public key.
    KeyHash(Vec<u8>),
}

impl ResponderId {
    /// Tells whether the certificate is the one meant.
    pub fn fits(&self, certificate: &Certificate) -> bool {
        match self {
            Self::Name(name) => name == certificate.subject(),
            Self::KeyHash(hash) => {
                key_hash(certificate, DigestAlgorithm::Sha1).is_some_and(|known| known == *hash)
            }
        }
    }
}

/// A response; clones share the bytes. Two are equal when their bytes are.
#[derive(Clone)]
pub struct Response(Arc<Fields>);

struct Fields {
    der: Vec<u8>,
    tbs: Range<usize>,
    signature: Range<usize>,
    algorithm: AlgorithmIdentifier,
    responder: ResponderId,
    produced_at: Time,
    answers: Vec<SingleResponse>,
    nonce: Option<Vec<u8>>,
    certificates: Vec<Certificate>,
    has_unknown_critical: bool,
    verified: Remembered,
}

/// Who vouches for a response whose signature verifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Signer {
    /// The issuer of the certificates asked about.
    Issuer,
    /// A responder to whom that issuer gave a certificate for it.
    Delegate(Certificate),
}

impl Response {
    /// Reads an `OCSPResponse`, or a bare `BasicOCSPResponse`, which is then kept in the former's frame; nothing may
    /// follow. A response that is no answer is [`Error::OcspRefused`].
    pub fn parse(der: &[u8]) -> Result<Self, Error> {
        if der.len() > MAX_RESPONSE {
            return Err(Error::Limit { what: "OCSP response", limit: MAX_RESPONSE });
        }
        let outer = Element::only(der, asn1::SEQUENCE)?;
        if outer.inside().peek() == Some(asn1::SEQUENCE) {
            return Self::from_framed(&framed(der));
        }
        Self::from_framed(der)
    }

    fn from_framed(der: &[u8]) -> Result<Self, Error> {
        let mut fields = Element::only(der, asn1::SEQUENCE)?.inside();
        let status = match fields.expect(asn1::ENUMERATED)?.content {
            [status] => u32::from(*status),
            _ => return Err(Fault::Value.into()),
        };
        if status != 0 {
            return Err(Error::OcspRefused { status });
        }
        let mut explicit = fields.expect(asn1::context_constructed(0))?.inside();
        fields.finish()?;
        let mut bytes = explicit.expect(asn1::SEQUENCE)?.inside();
        explicit.finish()?;
        let kind = bytes.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
        let basic = bytes.expect(asn1::OCTET_STRING)?.content;
        bytes.finish()?;
        if kind != oid::OCSP_BASIC {
            return Err(Unsupported::Algorithm(kind).into());
        }

        let mut parts = Element::only(basic, asn1::SEQUENCE)?.inside();
        let tbs = parts.expect(asn1::SEQUENCE)?;
        let algorithm = AlgorithmIdentifier::from_element(&parts.any()?)?;
        let signature = parts.expect(asn1::BIT_STRING)?.bit_string_octets()?;
        let mut certificates = Vec::new();
        if let Some(explicit) = parts.optional(asn1::context_constructed(0))? {
            let list = Element::only(explicit.content, asn1::SEQUENCE)?;
            for element in list.inside().collect(MAX_CERTIFICATES)? {
                // One that cannot be read helps nobody, and harms nobody.
                certificates.extend(Certificate::from_der(element.raw).ok());
            }
        }
        parts.finish()?;

        let mut data = tbs.inside();
        data.optional(asn1::context_constructed(0))?;
        let responder = responder_id(&data.any()?)?;
        let produced_at = Time::from_element(&data.expect(asn1::GENERALIZED_TIME)?)?;
        let mut answers = Vec::new();
        for element in data.expect(asn1::SEQUENCE)?.inside().collect(MAX_ANSWERS)? {
            answers.push(SingleResponse::from_element(&element)?);
        }
        let extensions = read_extensions(&mut data, 1)?;
        data.finish()?;
        let nonce = extensions
            .iter()
            .find(|extension| extension.oid == oid::OCSP_NONCE)
            .map(|extension| extension.value.clone());

        Ok(Self(Arc::new(Fields {
            tbs: range_of(der, tbs.raw),
            signature: range_of(der, signature),
            der: der.to_vec(),
            algorithm,
            responder,
            produced_at,
            answers,
            nonce,
            certificates,
            has_unknown_critical: has_unknown_critical(&extensions),
            verified: Remembered::default(),
        })))
    }

    /// The bytes as an `OCSPResponse`, as a document's store holds them.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// Who signed, as the response says.
    pub fn responder(&self) -> &ResponderId {
        &self.0.responder
    }

    /// When it was signed.
    pub fn produced_at(&self) -> Time {
        self.0.produced_at
    }

    /// All answers.
    pub fn answers(&self) -> &[SingleResponse] {
        &self.0.answers
    }

    /// The answers about a certificate of this issuer.
    pub fn about<'a>(
        &'a self,
        certificate: &'a Certificate,
        issuer: &'a Certificate,
    ) -> impl Iterator<Item = &'a SingleResponse> {
        self.0.answers.iter().filter(|answer| answer.is_about(certificate, issuer))
    }

    /// Certificates that came along.
    pub fn certificates(&self) -> &[Certificate] {
        &self.0.certificates
    }

    /// The algorithm of its signature.
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm, Unsupported> {
        SignatureAlgorithm::from_identifier(&self.0.algorithm, None)
    }

    /// The nonce, without its frame.
    pub fn nonce(&self) -> Option<&[u8]> {
        let value = self.0.nonce.as_deref()?;
        Some(Element::only(value, asn1::OCTET_STRING).map_or(value, |element| element.content))
    }

    /// Tells whether the response repeats this nonce, so that it was made for this request and none before.
    pub fn repeats_nonce(&self, nonce: &[u8]) -> bool {
        self.nonce() == Some(nonce)
    }

    /// Whether it has a critical extension that is not understood, so that it must not be used.
    pub fn has_unknown_critical_extension(&self) -> bool {
        self.0.has_unknown_critical
    }

    /// Verifies the signature with this certificate's key; names and purposes are not looked at.
    pub fn verify_signed_by(&self, signer: &Certificate) -> Result<(), SignatureError> {
        self.0.verified.check(signer, || self.verify(signer))
    }

    fn verify(&self, signer: &Certificate) -> Result<(), SignatureError> {
        let part = |range: &Range<usize>| self.0.der.get(range.clone()).ok_or(SignatureError::Malformed);
        let key = signer.public_key().map_err(|_| SignatureError::InvalidKey)?;
        key.verify(self.signature_algorithm()?, part(&self.0.tbs)?, part(&self.0.signature)?)
    }

    /// The certificate that signed the response, if it may speak for `issuer` (§4.2.2.2): the issuer itself, or one
    /// that the issuer itself made for signing OCSP answers, valid when the response was produced.
    pub(crate) fn signer(&self, issuer: &Certificate, pool: &[Certificate]) -> Option<Signer> {
        if self.0.responder.fits(issuer) && self.verify_signed_by(issuer).is_ok() {
            return Some(Signer::Issuer);
        }
        let anchors = TrustAnchors::from_iter([issuer.clone()]);
        let candidates = self.0.certificates.iter().chain(pool).filter(|candidate| {
            self.0.responder.fits(candidate)
                && candidate.issuer() == issuer.subject()
                && *candidate != issuer
                && may_sign_answers(candidate)
        });
        for candidate in candidates.take(MAX_CERTIFICATES) {
            if self.verify_signed_by(candidate).is_err() {
                continue;
            }
            let chain = chain::build(candidate, &[], &anchors, self.0.produced_at, BUDGET);
            if chain.is_trusted() && chain.certificates.len() == 2 {
                return Some(Signer::Delegate(candidate.clone()));
            }
        }
        None
    }
}

impl PartialEq for Response {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.der == other.0.der
    }
}

impl Eq for Response {}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({} answers, {})", self.0.answers.len(), self.0.produced_at)
    }
}

/// A `BasicOCSPResponse` in the frame of a successful `OCSPResponse`.
fn framed(basic: &[u8]) -> Vec<u8> {
    let mut bytes = asn1::encode(asn1::OBJECT_IDENTIFIER, oid::OCSP_BASIC.as_bytes());
    bytes.extend(asn1::encode(asn1::OCTET_STRING, basic));
    let mut content = asn1::encode(asn1::ENUMERATED, &[0]);
    content.extend(asn1::encode(asn1::context_constructed(0), &asn1::encode(asn1::SEQUENCE, &bytes)));
    asn1::encode(asn1::SEQUENCE, &content)
}

fn responder_id(element: &Element<'_>) -> Result<ResponderId, Error> {
    let mut inside = element.inside();
    let inner = inside.any()?;
    inside.finish()?;
    match element.tag {
        0xa1 => Ok(ResponderId::Name(Name::from_element(&inner)?)),
        0xa2 => Ok(ResponderId::KeyHash(inner.with_tag(asn1::OCTET_STRING)?.content.to_vec())),
        found => Err(Fault::Expected { expected: asn1::context_constructed(1), found }.into()),
    }
}

fn may_sign_answers(certificate: &Certificate) -> bool {
    let purpose =
        matches!(certificate.extended_key_usage(), Some(Ok(usage)) if usage.contains(oid::OCSP_SIGNING));
    let usage = match certificate.key_usage() {
        None => true,
        Some(usage) => usage.is_ok_and(|usage| usage.digital_signature() || usage.non_repudiation()),
    };
    purpose && usage
}

/// Digest of the octets of a certificate's public key, as `CertID` and `ResponderID` want it.
fn key_hash(certificate: &Certificate, digest: DigestAlgorithm) -> Option<Vec<u8>> {
    let mut spki = Element::only(certificate.spki_der(), asn1::SEQUENCE).ok()?.inside();
    spki.any().ok()?;
    let key = spki.expect(asn1::BIT_STRING).ok()?;
    Some(digest.digest(key.content.get(1..)?))
}

/// Reads `[number] EXPLICIT Extensions OPTIONAL`.
fn read_extensions(fields: &mut Reader<'_>, number: u8) -> Result<Vec<Extension>, Fault> {
    match fields.optional(asn1::context_constructed(number))? {
        None => Ok(Vec::new()),
        Some(explicit) => {
            let list = Element::only(explicit.content, asn1::SEQUENCE)?;
            extensions::read_extensions(&list, MAX_EXTENSIONS, &mut || {})
        }
    }
}

fn has_unknown_critical(extensions: &[Extension]) -> bool {
    const UNDERSTOOD: [const_oid::ObjectIdentifier; 2] = [oid::OCSP_NONCE, oid::OCSP_ARCHIVE_CUTOFF];
    extensions.iter().any(|extension| extension.critical && !UNDERSTOOD.contains(&extension.oid))
}
