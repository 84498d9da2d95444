//! What a signer says beside the signature, in the message itself: when (signing-time, required by the CAdES baseline, EN
//! 319 122-1 §6.3), where (signer-location, §5.2.5) and why.
//!
//! A PDF has entries of its own for these; a detached message has nothing but its signed attributes. The standard knows
//! no attribute for a reason in words, so that it stands in one of this program's own, which others pass over. All of it
//! is signed and proven by nobody.

use pki::asn1::{self, Element, encode};
use pki::{ObjectIdentifier, Time};

use crate::{SignedAttribute, SignedData, oid};

/// The reason: `UTF8String`. On the arc that this program made for itself from random bytes.
const REASON: ObjectIdentifier = ObjectIdentifier::new_unwrap(
    "1.2.840.113556.1.8000.2554.11445.54147.25068.19686.34038.2657251.7664683.1",
);

/// What a signer says. Empty texts are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Why it is signed.
    pub reason: String,
    /// Where the signer is.
    pub place: String,
}

impl Stated {
    /// The signed attributes for it, with the time of the signer's own clock.
    pub fn attributes(&self, at: Time) -> Vec<SignedAttribute> {
        let mut attributes = vec![SignedAttribute { oid: oid::SIGNING_TIME, value: time(at) }];
        if !self.place.is_empty() {
            // The module of CAdES tags explicitly, and a DirectoryString is a choice: [1] around the string.
            let locality = encode(asn1::context_constructed(1), &text(&self.place));
            attributes.push(SignedAttribute {
                oid: oid::SIGNER_LOCATION,
                value: encode(asn1::SEQUENCE, &locality),
            });
        }
        if !self.reason.is_empty() {
            attributes.push(SignedAttribute { oid: REASON, value: text(&self.reason) });
        }
        attributes
    }

    /// What a message says of it; what cannot be read is as good as not said.
    pub fn of(message: &SignedData) -> Self {
        let place = message.signed_attribute(oid::SIGNER_LOCATION).and_then(|value| {
            let mut fields = Element::only(&value, asn1::SEQUENCE).ok()?.inside();
            let _country = fields.optional(asn1::context_constructed(0)).ok()?;
            let locality = fields.optional(asn1::context_constructed(1)).ok()??;
            words(&locality.inside().any().ok()?)
        });
        let reason = message
            .signed_attribute(REASON)
            .and_then(|value| words(&Element::only(&value, asn1::UTF8_STRING).ok()?));
        Self { reason: reason.unwrap_or_default(), place: place.unwrap_or_default() }
    }
}

fn text(words: &str) -> Vec<u8> {
    encode(asn1::UTF8_STRING, words.as_bytes())
}

/// A string of one of the kinds whose octets are text as they stand.
fn words(element: &Element<'_>) -> Option<String> {
    /// PrintableString.
    const PRINTABLE: u8 = 0x13;
    matches!(element.tag, asn1::UTF8_STRING | PRINTABLE)
        .then(|| String::from_utf8(element.content.to_vec()).ok())?
}

/// A time as RFC 5652 §11.3 wants it: UTCTime up to 2049, GeneralizedTime from then on.
fn time(at: Time) -> Vec<u8> {
    let digits: String = at.to_string().chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("20").filter(|short| *short < "5") {
        Some(short) => encode(asn1::UTC_TIME, format!("{short}Z").as_bytes()),
        None => encode(asn1::GENERALIZED_TIME, format!("{digits}Z").as_bytes()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn times_of_two_centuries() {
        let at = |year| Time::from_civil(year, 11, 22, 6, 5, 0).unwrap();
        assert_eq!(time(at(2026)), encode(0x17, b"261122060500Z"));
        assert_eq!(time(at(2049)), encode(0x17, b"491122060500Z"));
        assert_eq!(time(at(2050)), encode(0x18, b"20501122060500Z"));
    }
}
