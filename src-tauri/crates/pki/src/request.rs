//! Requests for a certificate (PKCS #10, RFC 2986): written for a key of one's own, read and judged for an applicant's.
//!
//! No key and no randomness: the part to be signed is handed out, the signature handed in. A request that is read holds
//! only what its own key signed.

use crate::issue::{Subject, signed, subject_der};
use crate::{AlgorithmIdentifier, Error, Name, PublicKey, SignatureAlgorithm, asn1, asn1::Element};

/// Largest request that is read, in octets.
const LARGEST: usize = 64 << 10;

/// DER of the part to be signed: version 1, subject, key, no attributes.
pub fn tbs_request(subject: &Subject, spki_der: &[u8]) -> Result<Vec<u8>, Error> {
    let mut content = asn1::encode(asn1::INTEGER, &[0]);
    content.extend(subject_der(subject)?);
    content.extend_from_slice(spki_der);
    content.extend(asn1::encode(asn1::context_constructed(0), &[]));
    Ok(asn1::encode(asn1::SEQUENCE, &content))
}

/// DER of the request; released only if the key in it verifies the signature.
pub fn assemble_request(
    tbs: &[u8],
    algorithm: SignatureAlgorithm,
    signature: &[u8],
) -> Result<Vec<u8>, Error> {
    let der = signed(tbs, algorithm, signature);
    Request::from_der(&der)?;
    Ok(der)
}

/// A request whose signature was verified with the key inside: whoever made it has that key.
#[derive(Clone, Debug)]
pub struct Request {
    subject: Name,
    spki: Vec<u8>,
}

impl Request {
    /// Reads a request and verifies it.
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        if der.len() > LARGEST {
            return Err(Error::Limit { what: "certificate request", limit: LARGEST });
        }
        let mut parts = Element::only(der, asn1::SEQUENCE)?.inside();
        let tbs = parts.expect(asn1::SEQUENCE)?;
        let algorithm = AlgorithmIdentifier::from_element(&parts.any()?)?;
        let signature = parts.expect(asn1::BIT_STRING)?.bit_string_octets()?;
        parts.finish()?;
        let mut fields = tbs.inside();
        fields.expect(asn1::INTEGER)?;
        let subject = Name::from_element(&fields.any()?)?;
        let spki = fields.expect(asn1::SEQUENCE)?.raw.to_vec();
        let key = PublicKey::from_spki_der(&spki)?;
        let algorithm = SignatureAlgorithm::from_identifier(&algorithm, None)
            .map_err(|_| Error::Encode { field: "signature" })?;
        key.verify(algorithm, tbs.raw, signature).map_err(|_| Error::Encode { field: "signatureValue" })?;
        Ok(Self { subject, spki })
    }

    /// The name that is asked for.
    pub fn subject(&self) -> &Name {
        &self.subject
    }

    /// DER of the key's `SubjectPublicKeyInfo`.
    pub fn spki_der(&self) -> &[u8] {
        &self.spki
    }
}
