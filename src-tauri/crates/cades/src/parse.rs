//! Reads CMS signed data (RFC 5652 §5) strictly enough to tell every departure, leniently enough to judge old files.
//!
//! Certificates, signed attributes and tokens are kept as the slices they were. BER is read; that it is not DER
//! is an [`Oddity`]. Bounds: 4 MiB, nesting of 32, 64 certificates, 64 attributes.

use pki::asn1::{self, Element, Fault};
use pki::{
    AlgorithmIdentifier, Certificate, DigestAlgorithm, Name, ObjectIdentifier, SignatureAlgorithm, Time,
    Unsupported,
};

pub use crate::attributes::Attribute;
use crate::attributes::{MAX_ATTRIBUTES, attributes_to_der, protects, read_attributes};
use crate::check::{AlgorithmsOutcome, Check, DigestOutcome, SignatureOutcome};
use crate::ess::{CertificateId, EssOutcome};
pub use crate::signer_info::SignerIdentifier;
use crate::signer_info::{SignedAttributes, SignerInfo};
use crate::{Malformed, Oddity, oid};

/// Largest message that is read, in octets.
pub const MAX_MESSAGE: usize = 4 << 20;
/// Most certificates in a message.
pub const MAX_CERTIFICATES: usize = 64;

/// CMS signed data that was read.
#[derive(Clone, Debug)]
pub struct SignedData {
    encoded_len: usize,
    content_type: ObjectIdentifier,
    content: Option<Vec<u8>>,
    digest_algorithms: Vec<ObjectIdentifier>,
    certificates: Vec<Certificate>,
    signer_index: Option<usize>,
    signer: Option<SignerInfo>,
    oddities: Vec<Oddity>,
}

impl SignedData {
    /// Reads the message at the start of `bytes`; what follows it (padding) is left to the caller, see
    /// [`SignedData::encoded_len`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.first().is_none_or(|octet| *octet == 0) {
            return Err(Malformed::Empty);
        }
        let bytes = bytes.get(..MAX_MESSAGE.min(bytes.len())).unwrap_or_default();
        let whole = match Element::first(bytes) {
            Err(Fault::Truncated) if bytes.len() >= MAX_MESSAGE => {
                return Err(Malformed::Limit { what: "message", limit: MAX_MESSAGE });
            }
            other => other?.with_tag(asn1::SEQUENCE)?,
        };
        let mut oddities = Vec::new();
        let mut outer = whole.inside();
        match outer.expect(asn1::OBJECT_IDENTIFIER)?.oid()? {
            oid::SIGNED_DATA => {}
            oid::GM_SIGNED_DATA => oddities.push(Oddity::GmContentType),
            other => return Err(Malformed::NotSignedData(other)),
        }
        let mut wrapper = outer.expect(asn1::context_constructed(0))?.inside();
        outer.finish()?;
        let body = wrapper.expect(asn1::SEQUENCE)?;
        wrapper.finish()?;
        let mut message = Self {
            encoded_len: whole.raw.len(),
            content_type: oid::DATA,
            content: None,
            digest_algorithms: Vec::new(),
            certificates: Vec::new(),
            signer_index: None,
            signer: None,
            oddities,
        };
        message.read(&body)?;
        message.judge_der(&whole, &body);
        Ok(message)
    }

    fn read(&mut self, body: &Element<'_>) -> Result<(), Malformed> {
        let mut fields = body.inside();
        let version = fields.expect(asn1::INTEGER)?.small_integer()?;
        let mut algorithms = fields.expect(asn1::SET)?.inside();
        while let Some(algorithm) = algorithms.next()? {
            if self.digest_algorithms.len() >= MAX_ATTRIBUTES {
                return Err(Malformed::Limit { what: "digest algorithms", limit: MAX_ATTRIBUTES });
            }
            let algorithm = AlgorithmIdentifier::from_element(&algorithm)?;
            self.note_parameters(&algorithm);
            self.digest_algorithms.push(algorithm.oid);
        }
        if self.digest_algorithms.is_empty() {
            self.oddities.push(Oddity::NoDigestAlgorithms);
        }
        self.read_content(&fields.expect(asn1::SEQUENCE)?)?;
        let mut other_formats = false;
        if let Some(set) = fields.optional(asn1::context_constructed(0))? {
            other_formats = self.read_certificates(&set)?;
        }
        if self.certificates.is_empty() {
            self.oddities.push(Oddity::NoCertificates);
        }
        if fields.optional(asn1::context_constructed(1))?.is_some_and(|lists| !lists.content.is_empty()) {
            self.oddities.push(Oddity::RevocationListsPresent);
        }
        let signers = fields.expect(asn1::SET)?.inside().collect(MAX_ATTRIBUTES)?;
        fields.finish()?;
        match signers.as_slice() {
            [] => self.oddities.push(Oddity::NoSigner),
            [_] => {}
            several => self.oddities.push(Oddity::SeveralSigners { count: several.len() }),
        }
        if let Some(first) = signers.first() {
            let signer = self.read_signer(first)?;
            self.find_signer(&signer);
            self.signer = Some(signer);
        }

        // RFC 5652 §5.1, for what is met in PDF: formats other than X.509 do not occur in honest files.
        let by_key =
            matches!(&self.signer, Some(SignerInfo { identifier: SignerIdentifier::KeyIdentifier(_), .. }));
        let plain = matches!(self.content_type, oid::DATA | oid::GM_DATA);
        let expected = if by_key || !plain { 3 } else { 1 };
        if version != expected && !other_formats {
            self.oddities.push(Oddity::Version { found: version, expected });
        }
        Ok(())
    }

    fn read_content(&mut self, element: &Element<'_>) -> Result<(), Malformed> {
        let mut fields = element.inside();
        self.content_type = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
        if let Some(explicit) = fields.optional(asn1::context_constructed(0))? {
            let mut inside = explicit.inside();
            let content = inside.any()?;
            inside.finish()?;
            // PKCS #7 of 1993 allows any type here; its digest covers the content octets (RFC 5652 §5.2.1).
            let octets = match content.tag & !asn1::CONSTRUCTED {
                asn1::OCTET_STRING => content.octets()?.into_owned(),
                // The content of a timestamp was never anything else (RFC 3161 §2.4.2).
                found if self.content_type == oid::TST_INFO => {
                    return Err(Fault::Expected { expected: asn1::OCTET_STRING, found }.into());
                }
                _ => content.content.to_vec(),
            };
            self.oddities.push(Oddity::ContentPresent { length: octets.len() });
            self.content = Some(octets);
        }
        fields.finish()?;
        if !matches!(self.content_type, oid::DATA | oid::GM_DATA) {
            self.oddities.push(Oddity::ContentTypeNotData(self.content_type));
        }
        Ok(())
    }

    fn read_certificates(&mut self, set: &Element<'_>) -> Result<bool, Malformed> {
        let mut other_formats = false;
        let mut members = set.inside();
        let mut index = 0usize;
        while let Some(member) = members.next()? {
            if index >= MAX_CERTIFICATES {
                return Err(Malformed::Limit { what: "certificates", limit: MAX_CERTIFICATES });
            }
            if member.tag == asn1::SEQUENCE {
                match Certificate::from_der(member.raw) {
                    Ok(certificate) if self.certificates.contains(&certificate) => {}
                    Ok(certificate) => self.certificates.push(certificate),
                    Err(_) => self.oddities.push(Oddity::CertificateUnreadable { index }),
                }
            } else if !(0xa0..=0xa3).contains(&member.tag) {
                // None of the choices of RFC 5652 §10.2.2.
                self.oddities.push(Oddity::CertificateUnreadable { index });
            } else {
                other_formats = true;
                self.oddities.push(Oddity::CertificateFormat { index });
            }
            index += 1;
        }
        Ok(other_formats)
    }

    fn read_signer(&mut self, element: &Element<'_>) -> Result<SignerInfo, Malformed> {
        let mut fields = element.with_tag(asn1::SEQUENCE)?.inside();
        let version = fields.expect(asn1::INTEGER)?.small_integer()?;
        let sid = fields.any()?;
        let (identifier, expected) = match sid.tag {
            asn1::SEQUENCE => {
                let mut pair = sid.inside();
                let issuer = Name::from_element(&pair.any()?)?;
                let serial = pair.expect(asn1::INTEGER)?.integer()?.to_vec();
                pair.finish()?;
                (SignerIdentifier::IssuerAndSerial { issuer, serial }, 1)
            }
            0x80 | 0xa0 => (SignerIdentifier::KeyIdentifier(sid.octets()?.into_owned()), 3),
            found => return Err(Fault::Expected { expected: asn1::SEQUENCE, found }.into()),
        };
        if version != expected {
            self.oddities.push(Oddity::SignerVersion { found: version, expected });
        }
        let digest = AlgorithmIdentifier::from_element(&fields.any()?)?;
        let signed = fields.optional(asn1::context_constructed(0))?;
        let signature_algorithm = AlgorithmIdentifier::from_element(&fields.any()?)?;
        self.note_parameters(&digest);
        if matches!(
            SignatureAlgorithm::from_identifier(
                &signature_algorithm,
                DigestAlgorithm::from_oid_leniently(digest.oid).ok()
            ),
            Ok(SignatureAlgorithm::RsaPkcs1(_))
        ) {
            self.note_parameters_of_any(&signature_algorithm);
        }
        let signature = fields.any()?;
        if signature.tag & !asn1::CONSTRUCTED != asn1::OCTET_STRING {
            return Err(Fault::Expected { expected: asn1::OCTET_STRING, found: signature.tag }.into());
        }
        let signature = signature.octets()?.into_owned();
        let unsigned = match fields.optional(asn1::context_constructed(1))? {
            Some(set) => read_attributes(set.inside())?,
            None => Vec::new(),
        };
        fields.finish()?;

        let announced = |oid: &ObjectIdentifier| names_digest(*oid) == names_digest(digest.oid);
        if !self.digest_algorithms.is_empty() && !self.digest_algorithms.iter().any(announced) {
            self.oddities.push(Oddity::DigestNotAnnounced);
        }
        if DigestAlgorithm::from_oid(names_digest(digest.oid)).is_err()
            && DigestAlgorithm::from_oid_leniently(digest.oid).is_ok()
        {
            self.oddities.push(Oddity::DigestNamedBySignature);
        }
        let signed_attributes = match signed {
            None => {
                self.oddities.push(Oddity::SignedAttributesAbsent);
                None
            }
            Some(set) => Some(self.read_signed_attributes(&set, &digest, &signature_algorithm)?),
        };
        if unsigned.iter().any(|attribute| attribute.oid == oid::COUNTERSIGNATURE) {
            self.oddities.push(Oddity::Countersignature);
        }
        Ok(SignerInfo {
            identifier,
            digest,
            signature_algorithm,
            signature,
            signed_attributes,
            unsigned_attributes: unsigned,
        })
    }

    /// Digests known here take no parameters; others may.
    fn note_parameters(&mut self, algorithm: &AlgorithmIdentifier) {
        if DigestAlgorithm::from_oid(algorithm.oid).is_ok() {
            self.note_parameters_of_any(algorithm);
        }
    }

    fn note_parameters_of_any(&mut self, algorithm: &AlgorithmIdentifier) {
        if !algorithm.has_no_parameters() && !self.oddities.contains(&Oddity::AlgorithmParameters) {
            self.oddities.push(Oddity::AlgorithmParameters);
        }
    }

    fn read_signed_attributes(
        &mut self,
        set: &Element<'_>,
        digest: &AlgorithmIdentifier,
        signature_algorithm: &AlgorithmIdentifier,
    ) -> Result<SignedAttributes, Malformed> {
        let mut as_written = set.raw.to_vec();
        if let Some(tag) = as_written.first_mut() {
            *tag = asn1::SET;
        }
        let retagged = Element::only(&as_written, asn1::SET)?;
        if let Some(fault) = asn1::der_fault(&retagged, &|_| false) {
            self.oddities.push(Oddity::SignedAttributesNotDer(fault));
        }
        let der = attributes_to_der(&retagged)?;
        let attributes = read_attributes(set.inside())?;
        if attributes.is_empty() {
            self.oddities.push(Oddity::SignedAttributesEmpty);
        }
        let mut types: Vec<ObjectIdentifier> = attributes.iter().map(|attribute| attribute.oid).collect();
        types.sort();
        for pair in types.windows(2) {
            if let [a, b] = pair
                && a == b
                && !self.oddities.contains(&Oddity::AttributeDuplicated(*a))
            {
                self.oddities.push(Oddity::AttributeDuplicated(*a));
            }
        }

        if let Some(value) = self.single(&attributes, oid::CONTENT_TYPE, true) {
            match element_of(value).and_then(|element| element.oid()) {
                Ok(content_type) if content_type == self.content_type => {}
                Ok(_) => self.oddities.push(Oddity::ContentTypeDiffers),
                Err(_) => self.oddities.push(Oddity::AttributeMalformed(oid::CONTENT_TYPE)),
            }
        }
        let message_digest = self.single(&attributes, oid::MESSAGE_DIGEST, true).and_then(|value| {
            element_of(value)
                .and_then(|element| element.with_tag(asn1::OCTET_STRING))
                .map(|element| element.content.to_vec())
                .map_err(|_| self.oddities.push(Oddity::AttributeMalformed(oid::MESSAGE_DIGEST)))
                .ok()
        });
        let signing_time = self.single(&attributes, oid::SIGNING_TIME, false).and_then(|value| {
            self.oddities.push(Oddity::SigningTimePresent);
            element_of(value).ok().and_then(|element| Time::from_element(&element).ok()).or_else(|| {
                self.oddities.push(Oddity::AttributeMalformed(oid::SIGNING_TIME));
                None
            })
        });
        if let Some(value) = self.single(&attributes, oid::ALGORITHM_PROTECTION, false) {
            match element_of(value).and_then(|element| protects(&element, digest, signature_algorithm)) {
                Ok(true) => {}
                Ok(false) => self.oddities.push(Oddity::AlgorithmProtectionDiffers),
                Err(_) => self.oddities.push(Oddity::AttributeMalformed(oid::ALGORITHM_PROTECTION)),
            }
        }
        let ess = self.read_ess(&attributes);
        Ok(SignedAttributes { as_written, der, message_digest, signing_time, ess })
    }

    fn read_ess(&mut self, attributes: &[Attribute]) -> Result<Option<CertificateId>, ()> {
        let present = |oid| attributes.iter().any(|attribute| attribute.oid == oid);
        let (one, two) = (present(oid::SIGNING_CERTIFICATE), present(oid::SIGNING_CERTIFICATE_V2));
        if one && two {
            self.oddities.push(Oddity::BothSigningCertificates);
        }
        let (oid, version) = match (one, two) {
            (_, true) => (oid::SIGNING_CERTIFICATE_V2, 2),
            (true, false) => (oid::SIGNING_CERTIFICATE, 1),
            (false, false) => return Ok(None),
        };
        let value = self.single(attributes, oid, false).ok_or(())?;
        match element_of(value).and_then(|element| CertificateId::from_value(&element, version)) {
            Ok(identifier) => Ok(Some(identifier)),
            Err(_) => {
                self.oddities.push(Oddity::AttributeMalformed(oid));
                Err(())
            }
        }
    }

    /// The only value of the only attribute of this type; anything else is told as an oddity.
    fn single<'a>(
        &mut self,
        attributes: &'a [Attribute],
        oid: ObjectIdentifier,
        required: bool,
    ) -> Option<&'a [u8]> {
        let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
        match (found.next(), found.next()) {
            (None, _) => {
                if required {
                    self.oddities.push(Oddity::AttributeMissing(oid));
                }
                None
            }
            (Some(_), Some(_)) => None, // told as AttributeDuplicated already
            (Some(attribute), None) => match attribute.values.as_slice() {
                [value] => Some(value),
                _ => {
                    self.oddities.push(Oddity::AttributeValueCount(oid));
                    None
                }
            },
        }
    }

    /// Chooses the signer's certificate; among several that answer, the one to which the signature is bound.
    fn find_signer(&mut self, signer: &SignerInfo) {
        let fitting: Vec<usize> = self
            .certificates
            .iter()
            .enumerate()
            .filter(|(_, certificate)| signer.identifier.fits(certificate))
            .map(|(index, _)| index)
            .collect();
        if fitting.len() > 1 {
            self.oddities.push(Oddity::SignerAmbiguous);
        }
        let bound = |index: &usize| {
            let certificate = self.certificates.get(*index);
            certificate
                .is_some_and(|certificate| matches!(signer.judge_ess(certificate), EssOutcome::Bound { .. }))
        };
        self.signer_index = fitting.iter().copied().find(bound).or_else(|| fitting.first().copied());
        if self.signer_index.is_none() {
            self.oddities.push(Oddity::SignerCertificateMissing);
        }
    }

    /// Tells the first departure from DER; certificates, lists and unsigned attributes are others' encodings.
    fn judge_der(&mut self, whole: &Element<'_>, body: &Element<'_>) {
        // Signed attributes are judged on their own, and `[0]` of the signed data is the set of certificates.
        let children = body.inside().collect(16).unwrap_or_default();
        let certificates: Vec<&[u8]> = children
            .iter()
            .filter(|child| {
                child.tag == asn1::context_constructed(0) || child.tag == asn1::context_constructed(1)
            })
            .map(|child| child.raw)
            .collect();
        let signers = children.last().map(|set| set.inside().collect(MAX_ATTRIBUTES).unwrap_or_default());
        let attributes: Vec<&[u8]> = signers
            .unwrap_or_default()
            .iter()
            .flat_map(|signer| signer.inside().collect(16).unwrap_or_default())
            .filter(|field| {
                field.tag == asn1::context_constructed(0) || field.tag == asn1::context_constructed(1)
            })
            .map(|field| field.raw)
            .collect();
        let opaque = |element: &Element<'_>| {
            let is = |slice: &&[u8]| {
                std::ptr::eq(slice.as_ptr(), element.raw.as_ptr()) && slice.len() == element.raw.len()
            };
            certificates.iter().any(is) || attributes.iter().any(is)
        };
        if let Some(fault) = asn1::der_fault(whole, &opaque) {
            self.oddities.push(Oddity::NotDer(fault));
        }
    }

    /// Octets of the message itself; whatever follows in `/Contents` is padding and must be zero.
    pub fn encoded_len(&self) -> usize {
        self.encoded_len
    }

    /// Departures from the standards.
    pub fn oddities(&self) -> &[Oddity] {
        &self.oddities
    }

    /// The type of the content.
    pub fn content_type(&self) -> ObjectIdentifier {
        self.content_type
    }

    /// The content, when it is inside the message.
    pub fn content(&self) -> Option<&[u8]> {
        self.content.as_deref()
    }

    /// The certificates that could be read, in the order of the message, each once.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// How the message names its signer.
    pub fn signer_identifier(&self) -> Option<&SignerIdentifier> {
        self.signer.as_ref().map(|signer| &signer.identifier)
    }

    /// The signer's certificate, when it is inside the message.
    pub fn signer_certificate(&self) -> Option<&Certificate> {
        self.signer_index.and_then(|index| self.certificates.get(index))
    }

    /// The digest algorithm with which the document must be digested; `None` without a signer.
    pub fn digest_algorithm(&self) -> Option<Result<DigestAlgorithm, Unsupported>> {
        self.signer.as_ref().map(SignerInfo::digest)
    }

    /// The signature algorithm; `None` without a signer.
    pub fn signature_algorithm(&self) -> Option<Result<SignatureAlgorithm, Unsupported>> {
        self.signer.as_ref().map(SignerInfo::algorithm)
    }

    /// The signature value; empty without a signer.
    pub fn signature(&self) -> &[u8] {
        self.signer.as_ref().map_or(&[], |signer| &signer.signature)
    }

    /// The signed attributes as they stand, with the tag of a SET.
    pub fn signed_attributes_as_written(&self) -> Option<&[u8]> {
        Some(&self.signer.as_ref()?.signed_attributes.as_ref()?.as_written)
    }

    /// The signed attributes in DER, over which the signature is.
    pub fn signed_attributes_der(&self) -> Option<&[u8]> {
        Some(&self.signer.as_ref()?.signed_attributes.as_ref()?.der)
    }

    /// The attribute message-digest.
    pub fn message_digest(&self) -> Option<&[u8]> {
        self.signer.as_ref()?.signed_attributes.as_ref()?.message_digest.as_deref()
    }

    /// The attribute signing-time: the signer's own claim.
    pub fn signing_time(&self) -> Option<Time> {
        self.signer.as_ref()?.signed_attributes.as_ref()?.signing_time
    }

    /// Unsigned attributes as they stand.
    pub fn unsigned_attributes(&self) -> &[Attribute] {
        self.signer.as_ref().map_or(&[], |signer| &signer.unsigned_attributes)
    }

    /// The signature time-stamp tokens, raw, for [`crate::Token::parse`].
    pub fn signature_timestamps(&self) -> Vec<&[u8]> {
        self.unsigned_attributes()
            .iter()
            .filter(|attribute| attribute.oid == oid::SIGNATURE_TIME_STAMP)
            .flat_map(|attribute| attribute.values.iter().map(Vec::as_slice))
            .collect()
    }

    /// The one value of a signed attribute, DER as it stands; `None` where it is absent or has not just one.
    pub fn signed_attribute(&self, wanted: ObjectIdentifier) -> Option<Vec<u8>> {
        let set = Element::first(self.signed_attributes_as_written()?).ok()?;
        let mut found = read_attributes(set.inside()).ok()?;
        found.retain(|attribute| attribute.oid == wanted);
        match found.pop() {
            Some(mut only) if found.is_empty() && only.values.len() == 1 => only.values.pop(),
            _ => None,
        }
    }

    /// Tells whether Adobe's archive of revocation answers is among the signed attributes.
    pub fn has_revocation_archive(&self) -> bool {
        let Some(attributes) = self.signed_attributes_as_written() else { return false };
        Element::first(attributes)
            .map_err(Malformed::from)
            .and_then(|set| read_attributes(set.inside()))
            .is_ok_and(|list| list.iter().any(|attribute| attribute.oid == oid::REVOCATION_INFO_ARCHIVAL))
    }

    /// Checks the message against the digest of the document, made with [`SignedData::digest_algorithm`].
    pub fn check(&self, content_digest: &[u8]) -> Check {
        self.check_with(content_digest, &[])
    }

    /// As [`SignedData::check`], and the signer's certificate may also be one of `others`.
    pub fn check_with(&self, content_digest: &[u8], others: &[Certificate]) -> Check {
        let Some(signer) = &self.signer else {
            return Check {
                digest: DigestOutcome::NoSigner,
                signature: SignatureOutcome::NoSigner,
                ess: EssOutcome::Absent,
                algorithms: AlgorithmsOutcome::Unknown,
                signature_algorithm: None,
            };
        };
        let certificate = self
            .signer_certificate()
            .or_else(|| others.iter().find(|certificate| signer.identifier.fits(certificate)));
        let algorithm = signer.algorithm();
        Check {
            digest: signer.judge_digest(content_digest),
            signature: match certificate {
                None => SignatureOutcome::NoCertificate,
                Some(certificate) => signer.judge_signature(certificate, content_digest),
            },
            ess: match certificate {
                None => EssOutcome::NoCertificate,
                Some(certificate) => signer.judge_ess(certificate),
            },
            algorithms: signer.judge_algorithms(),
            signature_algorithm: algorithm.ok(),
        }
    }

    /// How the signature is bound to the certificate in the message, and whether its algorithms agree; no signature is
    /// verified.
    pub(crate) fn bindings(&self) -> Option<(EssOutcome, AlgorithmsOutcome)> {
        let signer = self.signer.as_ref()?;
        Some((signer.judge_ess(self.signer_certificate()?), signer.judge_algorithms()))
    }

    /// Checks a message that carries its content; `None` when it does not.
    pub fn check_own_content(&self) -> Option<Check> {
        let content = self.content()?;
        let digest = match self.digest_algorithm() {
            Some(Ok(algorithm)) => algorithm.digest(content),
            _ => Vec::new(),
        };
        Some(self.check(&digest))
    }
}

/// The identifier of a digest. GB/T 35275 wants SM3, and many write "SM2 with SM3" for it, which can mean nothing else.
fn names_digest(oid: ObjectIdentifier) -> ObjectIdentifier {
    if oid == pki::oid::SM2_SM3 { pki::oid::SM3 } else { oid }
}

fn element_of(value: &[u8]) -> Result<Element<'_>, Fault> {
    Element::first(value)
}
