//! Sets of CMS attributes: read as they stand, and in the DER form over which signatures are (RFC 5652 §5.3, §5.4).

use pki::asn1::{self, Element, Fault, Reader};
use pki::{AlgorithmIdentifier, ObjectIdentifier};

use crate::Malformed;

/// Most attributes in one set, and values in one attribute.
pub(crate) const MAX_ATTRIBUTES: usize = 64;

/// An attribute with its values as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The attribute's type.
    pub oid: ObjectIdentifier,
    /// The encodings of its values.
    pub values: Vec<Vec<u8>>,
}

pub(crate) fn read_attributes(mut reader: Reader<'_>) -> Result<Vec<Attribute>, Malformed> {
    let mut attributes = Vec::new();
    while let Some(element) = reader.next()? {
        if attributes.len() >= MAX_ATTRIBUTES {
            return Err(Malformed::Limit { what: "attributes", limit: MAX_ATTRIBUTES });
        }
        let mut fields = element.with_tag(asn1::SEQUENCE)?.inside();
        let oid = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
        let set = fields.expect(asn1::SET)?;
        fields.finish()?;
        let values = set.inside().collect(MAX_ATTRIBUTES)?;
        attributes.push(Attribute { oid, values: values.iter().map(|value| value.raw.to_vec()).collect() });
    }
    Ok(attributes)
}

/// The DER form of a SET of attributes: each attribute in DER, both levels of SET OF in order (RFC 5652 §5.4).
pub(crate) fn attributes_to_der(set: &Element<'_>) -> Result<Vec<u8>, Malformed> {
    if asn1::der_fault(set, &|_| false).is_none() {
        return Ok(set.raw.to_vec());
    }
    let mut encoded = Vec::new();
    let mut attributes = set.inside();
    while let Some(attribute) = attributes.next()? {
        let mut fields = attribute.inside();
        let mut content = asn1::to_der(&fields.any()?)?;
        let mut values = Vec::new();
        for value in fields.expect(asn1::SET)?.inside().collect(MAX_ATTRIBUTES)? {
            values.push(asn1::to_der(&value)?);
        }
        asn1::sort_set_of(&mut values);
        content.extend(asn1::encode(asn1::SET, &values.concat()));
        encoded.push(asn1::encode(asn1::SEQUENCE, &content));
    }
    asn1::sort_set_of(&mut encoded);
    Ok(asn1::encode(asn1::SET, &encoded.concat()))
}

/// Compares CMSAlgorithmProtection with the algorithms in use (RFC 6211 §2).
pub(crate) fn protects(
    value: &Element<'_>,
    digest: &AlgorithmIdentifier,
    signature: &AlgorithmIdentifier,
) -> Result<bool, Fault> {
    let mut fields = value.with_tag(asn1::SEQUENCE)?.inside();
    let protected_digest = AlgorithmIdentifier::from_element(&fields.any()?)?;
    let Some(implicit) = fields.optional(asn1::context_constructed(1))? else { return Ok(false) };
    let mut inside = implicit.inside();
    let protected_signature = inside.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
    Ok(protected_digest.oid == digest.oid && protected_signature == signature.oid)
}
