//! Distinguished names: kept as they stand, decoded for display, compared as RFC 5280 §7.1 demands.

use const_oid::ObjectIdentifier;

use crate::asn1::{self, Element, Fault};
use crate::oid;

/// Most attributes that a name may have.
const MAX_ATTRIBUTES: usize = 256;

/// A distinguished name with its DER.
#[derive(Clone, Debug)]
pub struct Name {
    raw: Vec<u8>,
    attributes: Vec<Attribute>,
    normal: Vec<Vec<(ObjectIdentifier, Vec<u8>)>>,
}

/// One attribute of a name, in the order of the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The attribute's type.
    pub oid: ObjectIdentifier,
    /// The value decoded from whichever ASN.1 string type it has, as it stands.
    pub value: String,
}

impl Name {
    /// Reads a `Name`; the bytes are kept.
    pub fn from_element(element: &Element<'_>) -> Result<Self, Fault> {
        let mut attributes = Vec::new();
        let mut normal = Vec::new();
        let mut rdns = element.with_tag(asn1::SEQUENCE)?.inside();
        while let Some(rdn) = rdns.next()? {
            let mut parts = Vec::new();
            let mut members = rdn.with_tag(asn1::SET)?.inside();
            while let Some(member) = members.next()? {
                if attributes.len() >= MAX_ATTRIBUTES {
                    return Err(Fault::TooMany);
                }
                let mut fields = member.with_tag(asn1::SEQUENCE)?.inside();
                let oid = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid().unwrap_or(oid::UNREADABLE);
                let value = fields.any()?;
                let text = decode_string(&value);
                let key = match &text {
                    Some(text) => fold(text).into_bytes(),
                    None => value.raw.to_vec(),
                };
                parts.push((oid, key));
                attributes.push(Attribute { oid, value: text.unwrap_or_default() });
            }
            parts.sort();
            normal.push(parts);
        }
        Ok(Self { raw: element.raw.to_vec(), attributes, normal })
    }

    /// The encoding as it stood in its source.
    pub fn der(&self) -> &[u8] {
        &self.raw
    }

    /// The attributes in the order of the name.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The last (most specific) value of an attribute type, with characters that could mislead made visible.
    pub fn attribute(&self, oid: ObjectIdentifier) -> Option<String> {
        self.attributes.iter().rev().find(|attribute| attribute.oid == oid).map(|a| defuse(&a.value))
    }

    /// The common name.
    pub fn common_name(&self) -> Option<String> {
        self.attribute(oid::COMMON_NAME)
    }

    /// The organization.
    pub fn organization(&self) -> Option<String> {
        self.attribute(oid::ORGANIZATION)
    }

    /// The common name, or what comes nearest to it: surname and given name, organization, the whole name.
    pub fn short(&self) -> String {
        let personal = || match (self.attribute(oid::GIVEN_NAME), self.attribute(oid::SURNAME)) {
            (Some(given), Some(surname)) => Some(format!("{given} {surname}")),
            _ => None,
        };
        self.common_name()
            .or_else(personal)
            .or_else(|| self.attribute(oid::PSEUDONYM))
            .or_else(|| self.organization())
            .or_else(|| self.attribute(oid::ORGANIZATIONAL_UNIT))
            .unwrap_or_else(|| self.display())
    }

    /// The whole name in the manner of RFC 4514, most specific attribute first.
    pub fn display(&self) -> String {
        let mut parts = Vec::with_capacity(self.attributes.len());
        for attribute in self.attributes.iter().rev() {
            let value = defuse(&attribute.value);
            let mut escaped = String::with_capacity(value.len());
            for character in value.chars() {
                if matches!(character, ',' | '+' | '"' | '\\' | '<' | '>' | ';') {
                    escaped.push('\\');
                }
                escaped.push(character);
            }
            match short_type(&attribute.oid) {
                Some(name) => parts.push(format!("{name}={escaped}")),
                None => parts.push(format!("{}={escaped}", attribute.oid)),
            }
        }
        parts.join(", ")
    }

    /// Tells whether the name has no attribute.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// Tells whether `self` lies in the subtree that `base` names (RFC 5280 §4.2.1.10, directoryName).
    pub fn is_within(&self, base: &Name) -> bool {
        self.normal.starts_with(&base.normal)
    }
}

impl Name {
    /// Whether the other name is spelled like this one, letter by letter; the string types may differ.
    pub fn is_spelled_like(&self, other: &Name) -> bool {
        self.raw == other.raw || (self == other && self.attributes == other.attributes)
    }
}

/// Names are equal when they match by RFC 5280 §7.1: case and runs of spaces in strings do not count.
impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw || self.normal == other.normal
    }
}

impl Eq for Name {}

/// The attribute types that have a short name.
const SHORT: [(ObjectIdentifier, &str); 16] = [
    (oid::COMMON_NAME, "CN"),
    (oid::SURNAME, "SN"),
    (oid::SERIAL_NUMBER, "serialNumber"),
    (oid::COUNTRY, "C"),
    (oid::LOCALITY, "L"),
    (oid::STATE, "ST"),
    (oid::STREET, "street"),
    (oid::ORGANIZATION, "O"),
    (oid::ORGANIZATIONAL_UNIT, "OU"),
    (oid::TITLE, "title"),
    (oid::GIVEN_NAME, "GN"),
    (oid::PSEUDONYM, "pseudonym"),
    (oid::ORGANIZATION_IDENTIFIER, "organizationIdentifier"),
    (oid::EMAIL_ADDRESS, "E"),
    (oid::DOMAIN_COMPONENT, "DC"),
    (oid::USER_ID, "UID"),
];

fn short_type(oid: &ObjectIdentifier) -> Option<&'static str> {
    SHORT.iter().find(|(known, _)| known == oid).map(|(_, short)| *short)
}

/// The attribute type of this name or dotted number; letter case does not count.
pub(crate) fn attribute_type(name: &str) -> Option<ObjectIdentifier> {
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        return ObjectIdentifier::new(name).ok();
    }
    let name = match name.to_ascii_lowercase().as_str() {
        "emailaddress" | "email" => "E".to_owned(),
        "givenname" => "GN".to_owned(),
        "surname" => "SN".to_owned(),
        other => other.to_owned(),
    };
    SHORT.iter().find(|(_, short)| short.eq_ignore_ascii_case(&name)).map(|(oid, _)| *oid)
}

/// Decodes any of the ASN.1 string types; `None` when the value is not a string.
pub(crate) fn decode_string(value: &Element<'_>) -> Option<String> {
    let octets = value.octets().ok()?;
    match value.tag & !asn1::CONSTRUCTED {
        // NumericString
        0x12 if !octets.iter().all(|octet| octet.is_ascii_digit() || *octet == b' ') => None,
        // UTF8String, NumericString, PrintableString, TeletexString, IA5String, VisibleString, GeneralString
        0x0c | 0x12 | 0x13 | 0x14 | 0x16 | 0x1a | 0x1b => Some(decode_octets(&octets)),
        // UniversalString: UCS-4
        0x1c => Some(
            octets
                .chunks(4)
                .map(|chunk| {
                    <[u8; 4]>::try_from(chunk)
                        .ok()
                        .and_then(|four| char::from_u32(u32::from_be_bytes(four)))
                        .unwrap_or(char::REPLACEMENT_CHARACTER)
                })
                .collect(),
        ),
        // BMPString: UCS-2, in practice UTF-16
        0x1e => {
            let units = octets.chunks(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0xfffd,
            });
            Some(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
        }
        _ => None,
    }
}

/// Text of a byte string whose declared type cannot be trusted: issuers put UTF-8, GBK and Latin-1 into
/// PrintableString and TeletexString alike.
fn decode_octets(octets: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(octets) {
        return text.to_owned();
    }
    if looks_like_gb2312(octets) {
        let (text, faulty) = encoding_rs::GBK.decode_without_bom_handling(octets);
        if !faulty {
            return text.into_owned();
        }
    }
    octets.iter().map(|octet| char::from(*octet)).collect()
}

/// All octets above ASCII come in pairs of GB 2312 Chinese characters or full-width signs.
fn looks_like_gb2312(octets: &[u8]) -> bool {
    let mut rest = octets;
    loop {
        match rest {
            [] => return true,
            [0..=0x7f, tail @ ..] => rest = tail,
            [0xa1..=0xf7, 0xa1..=0xfe, tail @ ..] => rest = tail,
            _ => return false,
        }
    }
}

/// Lower case, outer spaces removed, inner runs of spaces made one (RFC 5280 §7.1 in the practical form).
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// Makes control characters and bidirectional overrides visible, so that a name cannot rearrange the window.
pub(crate) fn defuse(text: &str) -> String {
    let misleading = |character: char| {
        character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().map(|c| if misleading(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use asn1::encode;

    fn name(parts: &[(ObjectIdentifier, u8, &[u8])]) -> Name {
        let mut rdns = Vec::new();
        for (oid, tag, value) in parts {
            let mut pair = encode(asn1::OBJECT_IDENTIFIER, oid.as_bytes());
            pair.extend(encode(*tag, value));
            rdns.extend(encode(asn1::SET, &encode(asn1::SEQUENCE, &pair)));
        }
        let der = encode(asn1::SEQUENCE, &rdns);
        Name::from_element(&Element::first(&der).unwrap()).unwrap()
    }

    #[test]
    fn chinese_names_are_read_from_every_string_type() {
        let expected = "检测中心";
        let bmp: Vec<u8> = expected.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let universal: Vec<u8> = expected.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        let gbk = encoding_rs::GBK.encode(expected).0;
        for (tag, octets) in [
            (0x0c, expected.as_bytes()),
            (0x13, expected.as_bytes()),
            (0x14, expected.as_bytes()),
            (0x14, &gbk[..]),
            (0x13, &gbk[..]),
            (0x1e, &bmp[..]),
            (0x1c, &universal[..]),
        ] {
            assert_eq!(name(&[(oid::COMMON_NAME, tag, octets)]).common_name().unwrap(), expected, "{tag:#x}");
        }
        assert_eq!(name(&[(oid::COMMON_NAME, 0x14, b"M\xfcller")]).common_name().unwrap(), "Müller");
    }

    #[test]
    fn names_match_without_regard_to_case_and_spaces() {
        let one = name(&[(oid::COUNTRY, 0x13, b"cn"), (oid::ORGANIZATION, 0x13, b" Good   CA ")]);
        let two = name(&[(oid::COUNTRY, 0x13, b"CN"), (oid::ORGANIZATION, 0x0c, b"good ca")]);
        let three = name(&[(oid::COUNTRY, 0x13, b"CN")]);
        assert_eq!(one, two);
        assert_ne!(one, three);
        assert!(one.is_within(&three));
        assert!(!three.is_within(&one));
    }

    #[test]
    fn a_name_cannot_rearrange_the_window() {
        let odd = name(&[(oid::COMMON_NAME, 0x0c, "a\u{202e}b\n".as_bytes())]);
        assert_eq!(odd.common_name().unwrap(), "a\u{fffd}b\u{fffd}");
        assert_eq!(name(&[(oid::COMMON_NAME, 0x0c, b"Lab, Ltd")]).display(), "CN=Lab\\, Ltd");
    }
}
