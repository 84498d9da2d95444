//! Takes a PKCS#12 file (RFC 7292) apart: MAC first, then the bags. BER is read as well as DER.

use std::borrow::Cow;

use der::oid::ObjectIdentifier;
use pki::asn1::{self, Element};
use pki::{AlgorithmIdentifier, Certificate, DigestAlgorithm};
use zeroize::Zeroizing;

use super::schemes::{self, Budget, MacParameters, Password};
use super::{MAXIMUM_BAGS, MAXIMUM_BYTES};
use crate::error::Pkcs12Fault;

pub(super) const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
pub(super) const ENCRYPTED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.6");
const KEY_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.1");
pub(super) const SHROUDED_KEY_BAG: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.2");
pub(super) const CERTIFICATE_BAG: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.3");
pub(super) const X509_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.22.1");
pub(super) const FRIENDLY_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.20");
/// An OCTET STRING in pieces.
const CONSTRUCTED_OCTET_STRING: u8 = asn1::OCTET_STRING | asn1::CONSTRUCTED;
/// BMPString, the type of friendly names.
pub(super) const BMP_STRING: u8 = 0x1e;

/// A private key as it came out of its bag: PKCS#8, not yet looked into.
pub(super) struct KeyBag {
    pub(super) pkcs8: Zeroizing<Vec<u8>>,
    pub(super) friendly_name: Option<String>,
}

/// What a file holds, in the order of the file.
#[derive(Default)]
pub(super) struct Content {
    pub(super) keys: Vec<KeyBag>,
    pub(super) certificates: Vec<Certificate>,
    bags: usize,
}

impl From<asn1::Fault> for Pkcs12Fault {
    fn from(_: asn1::Fault) -> Self {
        Self::Malformed
    }
}

/// Opens a file with its password. Nothing is decrypted before the MAC was found right.
pub(super) fn content(file: &[u8], password: &str) -> Result<Content, Pkcs12Fault> {
    if file.len() > MAXIMUM_BYTES {
        return Err(Pkcs12Fault::TooBig { limit: MAXIMUM_BYTES });
    }
    let mut fields = Element::only(file, asn1::SEQUENCE)?.inside();
    if fields.expect(asn1::INTEGER)?.small_integer()? != 3 {
        return Err(Pkcs12Fault::Malformed);
    }
    let (kind, safe) = content_info(&fields.expect(asn1::SEQUENCE)?)?;
    if kind != DATA {
        // Integrity by signature instead of password: nobody writes it.
        return Err(Pkcs12Fault::UnsupportedAlgorithm);
    }
    let authenticated = octet_string(&Element::first(safe)?)?;
    let mac = fields.optional(asn1::SEQUENCE)?.ok_or(Pkcs12Fault::NoMac)?;
    fields.finish()?;

    let mut budget = Budget::new();
    let password = check_mac(&mac, &authenticated, password, &mut budget)?;
    let mut content = Content::default();
    for part in Element::only(&authenticated, asn1::SEQUENCE)?.inside().collect(MAXIMUM_BAGS)? {
        let (kind, inner) = content_info(&part)?;
        match kind {
            DATA => {
                let bags = octet_string(&Element::first(inner)?)?;
                content.read_bags(&bags, &password, &mut budget)?;
            }
            ENCRYPTED_DATA => {
                let bags = decrypt_part(inner, &password, &mut budget)?;
                content.read_bags(&bags, &password, &mut budget)?;
            }
            _ => return Err(Pkcs12Fault::UnsupportedAlgorithm),
        }
    }
    Ok(content)
}

/// The octets of an OCTET STRING, in one piece or, in BER, in several.
fn octet_string<'a>(element: &Element<'a>) -> Result<Cow<'a, [u8]>, asn1::Fault> {
    let tag =
        if element.tag & asn1::CONSTRUCTED == 0 { asn1::OCTET_STRING } else { CONSTRUCTED_OCTET_STRING };
    element.with_tag(tag)?.octets()
}

/// `ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT ANY }`: the type and what is inside the `[0]`.
fn content_info<'a>(element: &Element<'a>) -> Result<(ObjectIdentifier, &'a [u8]), asn1::Fault> {
    let mut fields = element.with_tag(asn1::SEQUENCE)?.inside();
    let kind = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
    Ok((kind, fields.expect(asn1::context_constructed(0))?.content))
}

/// Finds the password that makes the MAC right: the one given, or where it is empty also none at all.
fn check_mac(
    mac: &Element<'_>,
    authenticated: &[u8],
    password: &str,
    budget: &mut Budget,
) -> Result<Password, Pkcs12Fault> {
    let mut fields = mac.inside();
    let mut digest_info = fields.expect(asn1::SEQUENCE)?.inside();
    let algorithm = AlgorithmIdentifier::from_element(&digest_info.any()?)?;
    let expected = octet_string(&digest_info.any()?)?;
    let salt = octet_string(&fields.any()?)?.into_owned();
    let iterations = fields.optional(asn1::INTEGER)?.map_or(Ok(1), |element| element.small_integer())?;
    fields.finish()?;
    if iterations == 0 || !algorithm.has_no_parameters() {
        return Err(Pkcs12Fault::Malformed);
    }
    let digest = DigestAlgorithm::from_oid(algorithm.oid).map_err(|_| Pkcs12Fault::UnsupportedAlgorithm)?;
    let parameters = MacParameters { digest, salt, iterations };
    let given = Password::new(password)?;
    let candidates = if given.is_empty() { vec![given, Password::none()] } else { vec![given] };
    for candidate in candidates {
        if parameters.matches(&candidate, authenticated, &expected, budget)? {
            return Ok(candidate);
        }
    }
    Err(Pkcs12Fault::WrongPassword)
}

/// `EncryptedData ::= SEQUENCE { version, EncryptedContentInfo { type, algorithm, [0] IMPLICIT OCTET STRING } }`.
fn decrypt_part(
    encrypted_data: &[u8],
    password: &Password,
    budget: &mut Budget,
) -> Result<Zeroizing<Vec<u8>>, Pkcs12Fault> {
    let mut fields = Element::only(encrypted_data, asn1::SEQUENCE)?.inside();
    fields.expect(asn1::INTEGER)?;
    let mut info = fields.expect(asn1::SEQUENCE)?.inside();
    info.expect(asn1::OBJECT_IDENTIFIER)?;
    let algorithm = AlgorithmIdentifier::from_element(&info.any()?)?;
    let Some(ciphertext) = info.next()? else { return Ok(Zeroizing::default()) };
    schemes::decrypt(&algorithm, &ciphertext.octets()?, password, budget)
}

impl Content {
    /// Reads `SafeContents ::= SEQUENCE OF SafeBag`; bags of other kinds (CRLs, secrets, nested safes) are passed over.
    fn read_bags(
        &mut self,
        bags: &[u8],
        password: &Password,
        budget: &mut Budget,
    ) -> Result<(), Pkcs12Fault> {
        for bag in Element::first(bags)?.with_tag(asn1::SEQUENCE)?.inside().collect(MAXIMUM_BAGS)? {
            self.bags += 1;
            if self.bags > MAXIMUM_BAGS {
                return Err(Pkcs12Fault::Malformed);
            }
            let mut fields = bag.with_tag(asn1::SEQUENCE)?.inside();
            let kind = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
            let value = fields.expect(asn1::context_constructed(0))?.content;
            let friendly_name = fields.optional(asn1::SET)?.and_then(|set| friendly_name(&set));
            match kind {
                KEY_BAG => {
                    let pkcs8 =
                        Element::only(value, asn1::SEQUENCE).and_then(|element| asn1::to_der(&element))?;
                    self.keys.push(KeyBag { pkcs8: Zeroizing::new(pkcs8), friendly_name });
                }
                SHROUDED_KEY_BAG => {
                    let mut info = Element::only(value, asn1::SEQUENCE)?.inside();
                    let algorithm = AlgorithmIdentifier::from_element(&info.any()?)?;
                    let pkcs8 = schemes::decrypt(&algorithm, &octet_string(&info.any()?)?, password, budget)?;
                    self.keys.push(KeyBag { pkcs8, friendly_name });
                }
                CERTIFICATE_BAG => self.certificates.extend(certificate(value)?),
                _ => {}
            }
        }
        Ok(())
    }
}

/// `CertBag ::= SEQUENCE { certId, certValue [0] EXPLICIT ANY }`. A certificate that does not parse is none of ours:
/// if it was the key's, the key will be found to have none.
fn certificate(value: &[u8]) -> Result<Option<Certificate>, asn1::Fault> {
    let mut fields = Element::only(value, asn1::SEQUENCE)?.inside();
    let kind = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
    let value = fields.expect(asn1::context_constructed(0))?.content;
    if kind != X509_CERTIFICATE {
        return Ok(None);
    }
    Ok(Certificate::from_der(&octet_string(&Element::first(value)?)?).ok())
}

/// The friendly name among a bag's attributes; a damaged one is as good as none.
fn friendly_name(attributes: &Element<'_>) -> Option<String> {
    for attribute in attributes.inside().collect(MAXIMUM_BAGS).ok()? {
        let mut fields = attribute.inside();
        if fields.expect(asn1::OBJECT_IDENTIFIER).ok()?.oid().ok()? == FRIENDLY_NAME {
            let value = fields.expect(asn1::SET).ok()?.inside().expect(BMP_STRING).ok()?.content;
            let (pairs, _) = value.as_chunks::<2>();
            let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
            let text: String =
                char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
            return Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        }
    }
    None
}
