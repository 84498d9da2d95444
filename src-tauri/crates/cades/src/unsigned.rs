//! Unsigned attributes of a finished message: the signature time stamp (ETSI EN 319 122-1 §5.3).
//!
//! Nothing that is signed is written anew: the elements go over as the slices they are, and only the lengths of what
//! holds them change.

use pki::asn1::{self, Element, Reader, encode};

use crate::build::attribute;
use crate::{Malformed, oid};

/// Most elements in one of the structures on the way.
const MAX_ELEMENTS: usize = 16;

/// The message with `token` (DER of a time-stamp token) as signature time stamp of its one signer.
pub fn with_signature_timestamp(message: &[u8], token: &[u8]) -> Result<Vec<u8>, Malformed> {
    let outer = Element::only(message, asn1::SEQUENCE)?;
    let mut content = outer.inside();
    let mut whole = content.expect(asn1::OBJECT_IDENTIFIER)?.raw.to_vec();
    let mut explicit = content.expect(asn1::context_constructed(0))?.inside();
    content.finish()?;
    let signed_data = explicit.expect(asn1::SEQUENCE)?;
    explicit.finish()?;

    let fields = signed_data.inside().collect(MAX_ELEMENTS)?;
    let Some((signers, before)) = fields.split_last() else {
        return Err(Malformed::Asn1(asn1::Fault::Value));
    };
    let mut only = signers.with_tag(asn1::SET)?.inside();
    let signer = with_attribute(only.expect(asn1::SEQUENCE)?.inside(), token)?;
    only.finish()?;

    let mut body: Vec<u8> = before.iter().flat_map(|element| element.raw).copied().collect();
    body.extend(encode(asn1::SET, &signer));
    whole.extend(encode(asn1::context_constructed(0), &encode(asn1::SEQUENCE, &body)));
    Ok(encode(asn1::SEQUENCE, &whole))
}

fn with_attribute(signer: Reader<'_>, token: &[u8]) -> Result<Vec<u8>, Malformed> {
    let unsigned = asn1::context_constructed(1);
    let mut content = Vec::new();
    let mut attributes = vec![attribute(oid::SIGNATURE_TIME_STAMP, token)];
    for field in signer.collect(MAX_ELEMENTS)? {
        if field.tag == unsigned {
            let held = field.inside().collect(crate::attributes::MAX_ATTRIBUTES)?;
            attributes.extend(held.iter().map(|held| held.raw.to_vec()));
        } else {
            content.extend_from_slice(field.raw);
        }
    }
    asn1::sort_set_of(&mut attributes);
    content.extend(encode(unsigned, &attributes.concat()));
    Ok(encode(asn1::SEQUENCE, &content))
}
