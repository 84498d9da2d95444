//! Extensions of certificates that decide something here (RFC 5280 §4.2).
//!
//! Values are read from their slices with tolerance for defaults written out; a value that cannot be read is
//! `Some(Err(_))` or a malformed fact at the caller, never "absent".

use const_oid::ObjectIdentifier;

use crate::asn1::{self, Element, Fault, Reader};
use crate::oid;

/// One extension as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Which extension; [`oid::UNREADABLE`] when the identifier cannot be read.
    pub oid: ObjectIdentifier,
    /// Whether a reader that does not know it must refuse the certificate.
    pub critical: bool,
    /// The octets of `extnValue`.
    pub value: Vec<u8>,
}

/// What the key may be used for (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUsage(pub(crate) u32);

impl KeyUsage {
    pub(crate) fn from_value(value: &[u8]) -> Result<Self, Fault> {
        Ok(Self(Element::only(value, asn1::BIT_STRING)?.flags()?))
    }

    /// Whether the bit of this number is set, counted from `digitalSignature` on.
    pub fn has(self, bit: u32) -> bool {
        bit < 32 && self.0 >> bit & 1 == 1
    }

    /// `digitalSignature`.
    pub fn digital_signature(self) -> bool {
        self.has(0)
    }

    /// `nonRepudiation`, also called `contentCommitment`.
    pub fn non_repudiation(self) -> bool {
        self.has(1)
    }

    /// `keyCertSign`.
    pub fn key_cert_sign(self) -> bool {
        self.has(5)
    }

    /// `cRLSign`.
    pub fn crl_sign(self) -> bool {
        self.has(6)
    }

    /// Names of the bits that are set, as RFC 5280 spells them.
    pub fn names(self) -> Vec<&'static str> {
        const NAMES: [&str; 9] = [
            "digitalSignature",
            "nonRepudiation",
            "keyEncipherment",
            "dataEncipherment",
            "keyAgreement",
            "keyCertSign",
            "cRLSign",
            "encipherOnly",
            "decipherOnly",
        ];
        (0u32..).zip(NAMES).filter(|(bit, _)| self.has(*bit)).map(|(_, name)| name).collect()
    }
}

/// Purposes of the key (RFC 5280 §4.2.1.12).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtendedKeyUsage {
    /// Whether the extension is critical (RFC 3161 demands it of time stamping).
    pub critical: bool,
    /// The purposes.
    pub purposes: Vec<ObjectIdentifier>,
}

impl ExtendedKeyUsage {
    pub(crate) fn from_extension(extension: &Extension) -> Result<Self, Fault> {
        let list = Element::only(&extension.value, asn1::SEQUENCE)?.inside().collect(128)?;
        let purposes = list.iter().map(Element::oid).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { critical: extension.critical, purposes })
    }

    /// Tells whether a purpose is listed.
    pub fn contains(&self, purpose: ObjectIdentifier) -> bool {
        self.purposes.contains(&purpose)
    }
}

/// Whether the subject is an authority and how long a chain below it may be (RFC 5280 §4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether the subject is a certification authority.
    pub ca: bool,
    /// Most intermediate certificates below it that are not self-issued.
    pub path_len: Option<u32>,
}

impl BasicConstraints {
    pub(crate) fn from_value(value: &[u8]) -> Result<Self, Fault> {
        let mut fields = Element::only(value, asn1::SEQUENCE)?.inside();
        let ca = match fields.optional(asn1::BOOLEAN)? {
            Some(element) => element.boolean()?,
            None => false,
        };
        let path_len = match fields.optional(asn1::INTEGER)? {
            Some(element) => Some(element.small_integer()?),
            None => None,
        };
        fields.finish()?;
        Ok(Self { ca, path_len })
    }
}

/// One form of a general name (RFC 5280 §4.2.1.6), borrowed from its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GeneralName<'a> {
    Email(&'a [u8]),
    Dns(&'a [u8]),
    Directory(Element<'a>),
    Uri(&'a [u8]),
    Ip(&'a [u8]),
    Other(u8),
}

impl<'a> GeneralName<'a> {
    pub(crate) fn from_element(element: Element<'a>) -> Result<Self, Fault> {
        Ok(match element.tag {
            0x81 => Self::Email(element.content),
            0x82 => Self::Dns(element.content),
            0xa4 => {
                let mut inside = element.inside();
                let name = inside.any()?;
                inside.finish()?;
                Self::Directory(name)
            }
            0x86 => Self::Uri(element.content),
            0x87 => Self::Ip(element.content),
            other => Self::Other(other & 0x1f),
        })
    }
}

/// Most addresses of one kind that are taken from a certificate, and most octets in one.
const MAX_URLS: usize = 16;
const MAX_URL: usize = 2048;

/// One distribution point (RFC 5280 §4.2.1.13), borrowed from its encoding.
#[derive(Clone, Debug, Default)]
pub(crate) struct DistributionPoint<'a> {
    /// General names of `fullName`.
    pub(crate) full: Vec<Element<'a>>,
    /// `nameRelativeToCRLIssuer`.
    pub(crate) relative: Option<Element<'a>>,
    /// The reasons that the list there covers; all where absent.
    pub(crate) reasons: Option<u32>,
    /// General names of `cRLIssuer`.
    pub(crate) issuers: Vec<Element<'a>>,
}

/// Reads `CRLDistributionPoints`.
pub(crate) fn distribution_points(value: &[u8]) -> Result<Vec<DistributionPoint<'_>>, Fault> {
    let mut points = Vec::new();
    for element in Element::only(value, asn1::SEQUENCE)?.inside().collect(64)? {
        let mut fields = element.with_tag(asn1::SEQUENCE)?.inside();
        let mut point = DistributionPoint::default();
        if let Some(name) = fields.optional(asn1::context_constructed(0))? {
            (point.full, point.relative) = point_name(&name)?;
        }
        if let Some(reasons) = fields.optional(asn1::context(1))? {
            point.reasons = Some(reasons.implicit_flags()?);
        }
        if let Some(issuers) = fields.optional(asn1::context_constructed(2))? {
            point.issuers = issuers.inside().collect(64)?;
        }
        fields.finish()?;
        points.push(point);
    }
    Ok(points)
}

/// Reads a `DistributionPointName` behind its explicit tag: full names, or a name relative to the list's issuer.
pub(crate) fn point_name<'a>(name: &Element<'a>) -> Result<(Vec<Element<'a>>, Option<Element<'a>>), Fault> {
    let mut inside = name.inside();
    let choice = inside.any()?;
    inside.finish()?;
    match choice.tag {
        0xa0 => Ok((choice.inside().collect(64)?, None)),
        0xa1 => Ok((Vec::new(), Some(choice))),
        found => Err(Fault::Expected { expected: asn1::context_constructed(0), found }),
    }
}

/// Addresses of revocation lists (RFC 5280 §4.2.1.13), only those given as URI.
pub(crate) fn crl_urls(value: &[u8]) -> Result<Vec<String>, Fault> {
    let mut urls = Vec::new();
    for point in distribution_points(value)? {
        for name in point.full {
            add_url(name, &mut urls)?;
        }
    }
    Ok(urls)
}

/// Addresses of one access method (RFC 5280 §4.2.2.1), only those given as URI.
pub(crate) fn access_urls(value: &[u8], method: ObjectIdentifier) -> Result<Vec<String>, Fault> {
    let mut urls = Vec::new();
    for description in Element::only(value, asn1::SEQUENCE)?.inside().collect(64)? {
        let mut fields = description.with_tag(asn1::SEQUENCE)?.inside();
        let found = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid().unwrap_or(oid::UNREADABLE);
        let location = fields.any()?;
        if found == method {
            add_url(location, &mut urls)?;
        }
    }
    Ok(urls)
}

fn add_url(name: Element<'_>, urls: &mut Vec<String>) -> Result<(), Fault> {
    if let GeneralName::Uri(uri) = GeneralName::from_element(name)?
        && uri.len() <= MAX_URL
        && urls.len() < MAX_URLS
    {
        urls.push(String::from_utf8_lossy(uri).into_owned());
    }
    Ok(())
}

/// The key identifier inside an authority key identifier (RFC 5280 §4.2.1.1).
pub(crate) fn authority_key_identifier(value: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    let mut fields = Element::only(value, asn1::SEQUENCE)?.inside();
    Ok(fields.optional(asn1::context(0))?.map(|element| element.content.to_vec()))
}

/// Reads `Extensions`; `odd` is told of each extension that is not shaped as RFC 5280 demands.
pub(crate) fn read_extensions(
    list: &Element<'_>,
    limit: usize,
    odd: &mut dyn FnMut(),
) -> Result<Vec<Extension>, Fault> {
    let mut extensions = Vec::new();
    let mut reader: Reader<'_> = list.with_tag(asn1::SEQUENCE)?.inside();
    while let Some(element) = reader.next()? {
        if extensions.len() >= limit {
            return Err(Fault::TooMany);
        }
        let mut fields = element.with_tag(asn1::SEQUENCE)?.inside();
        let oid = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid().unwrap_or_else(|_| {
            odd();
            oid::UNREADABLE
        });
        let critical = match fields.optional(asn1::BOOLEAN)? {
            Some(element) => {
                let critical = element.boolean()?;
                if !critical {
                    odd(); // a default written out
                }
                critical
            }
            None => false,
        };
        let value = fields.any()?;
        if value.tag & !asn1::CONSTRUCTED != asn1::OCTET_STRING {
            return Err(Fault::Expected { expected: asn1::OCTET_STRING, found: value.tag });
        }
        extensions.push(Extension { oid, critical, value: value.octets()?.into_owned() });
    }
    Ok(extensions)
}
