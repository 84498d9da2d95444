//! The rules that a signer names: the signature policy identifier and the store that may bring the document of the rules
//! along (ETSI EN 319 122-1 §5.2.9, §5.2.10).
//!
//! Refuses to follow an address, and to read the rules themselves: they are told, and held against their digest.

use pki::asn1::{self, Element, Fault};
use pki::{AlgorithmIdentifier, DigestAlgorithm, ObjectIdentifier};

use crate::{SignedData, oid};

/// The rules under which a signature was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignaturePolicy {
    /// They follow from the context.
    Implied,
    /// A document.
    Named(NamedPolicy),
}

/// A document of rules, by its identifier and digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPolicy {
    /// Its identifier.
    pub oid: ObjectIdentifier,
    digest: Result<DigestAlgorithm, ObjectIdentifier>,
    hash: Vec<u8>,
}

impl NamedPolicy {
    /// Whether this is the document; `None` where the signature does not tell, or by a digest that is not computed here.
    pub fn is(&self, document: &[u8]) -> Option<bool> {
        if self.hash.iter().all(|octet| *octet == 0) {
            return None;
        }
        let digest = self.digest.ok()?;
        // Rules that are ASN.1 themselves are digested without their outermost header.
        let inside = Element::only(document, asn1::SEQUENCE).map(|outer| outer.content);
        let fits = |bytes: &[u8]| digest.digest(bytes) == self.hash;
        Some(fits(document) || inside.is_ok_and(fits))
    }
}

impl SignaturePolicy {
    fn from_value(value: &[u8]) -> Result<Self, Fault> {
        let element = Element::first(value)?;
        if element.tag == asn1::NULL {
            return Ok(Self::Implied);
        }
        let mut fields = element.with_tag(asn1::SEQUENCE)?.inside();
        let oid = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
        let mut pair = fields.expect(asn1::SEQUENCE)?.inside();
        let algorithm = AlgorithmIdentifier::from_element(&pair.any()?)?.oid;
        let hash = pair.expect(asn1::OCTET_STRING)?.content.to_vec();
        pair.finish()?;
        fields.optional(asn1::SEQUENCE)?;
        fields.finish()?;
        let digest = DigestAlgorithm::from_oid_leniently(algorithm).map_err(|_| algorithm);
        Ok(Self::Named(NamedPolicy { oid, digest, hash }))
    }
}

impl SignedData {
    /// The rules that the signer names; `None` where none are named.
    pub fn signature_policy(&self) -> Option<Result<SignaturePolicy, Fault>> {
        let value = self.signed_attribute(oid::SIGNATURE_POLICY)?;
        Some(SignaturePolicy::from_value(&value))
    }

    /// The document of the rules that came along.
    pub fn signature_policy_document(&self) -> Option<Vec<u8>> {
        let stores = self.unsigned_attributes().iter();
        let store =
            stores.filter(|one| one.oid == oid::SIGNATURE_POLICY_STORE).find_map(|one| one.values.first())?;
        let mut fields = Element::only(store, asn1::SEQUENCE).ok()?.inside();
        fields.any().ok()?;
        // The other choice is an address.
        Some(fields.expect(asn1::OCTET_STRING).ok()?.content.to_vec())
    }
}
