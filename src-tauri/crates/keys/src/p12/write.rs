//! Writes a PKCS#12 file (RFC 7292) that current programs read: PBES2 with AES-256 and PBKDF2-HMAC-SHA-256 for
//! certificates and key, HMAC-SHA-256 over all of it.

use der::oid::ObjectIdentifier;
use pki::asn1::{self, SEQUENCE, SET, context, context_constructed};
use pki::{Certificate, DigestAlgorithm};
use zeroize::Zeroizing;

use super::read::{
    BMP_STRING, CERTIFICATE_BAG, DATA, ENCRYPTED_DATA, FRIENDLY_NAME, SHROUDED_KEY_BAG, X509_CERTIFICATE,
};
use super::schemes::{self, MacParameters, Password};
use crate::error::Pkcs12Fault;

const LOCAL_KEY_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.21");

/// Iterations of each derivation (OWASP's figure for PBKDF2-HMAC-SHA-256).
pub(super) const ITERATIONS: u32 = 600_000;

/// A file with keys, each tied to its certificate, and all the certificates.
pub(super) fn file(
    keys: &[(&[u8], &Certificate)],
    certificates: &[&Certificate],
    name: &str,
    password: &str,
) -> Result<Vec<u8>, Pkcs12Fault> {
    let password = Password::new(password)?;

    let mut certificate_bags = Vec::new();
    for certificate in certificates {
        let value = sequence(&[&oid(X509_CERTIFICATE), &explicit(&octets(certificate.der()))]);
        let has_key = keys.iter().any(|(_, own)| own.der() == certificate.der());
        let attributes = if has_key { bag_attributes(name, certificate) } else { Vec::new() };
        certificate_bags.extend(bag(CERTIFICATE_BAG, &value, &attributes));
    }
    let certificate_bags = asn1::encode(SEQUENCE, &certificate_bags);
    let (algorithm, ciphertext) = schemes::encrypt(&certificate_bags, &password, ITERATIONS)?;
    let encrypted_info = sequence(&[&oid(DATA), &algorithm, &asn1::encode(context(0), &ciphertext)]);
    let encrypted_data = sequence(&[&integer(0), &encrypted_info]);

    let mut key_bags = Vec::new();
    for (pkcs8, certificate) in keys {
        let (algorithm, ciphertext) = schemes::encrypt(pkcs8, &password, ITERATIONS)?;
        let shrouded = sequence(&[&algorithm, &octets(&ciphertext)]);
        key_bags.extend(bag(SHROUDED_KEY_BAG, &shrouded, &bag_attributes(name, certificate)));
    }
    let key_bags = asn1::encode(SEQUENCE, &key_bags);

    let authenticated = sequence(&[
        &sequence(&[&oid(ENCRYPTED_DATA), &explicit(&encrypted_data)]),
        &sequence(&[&oid(DATA), &explicit(&octets(&key_bags))]),
    ]);
    let mac = mac_data(&password, &authenticated)?;
    Ok(sequence(&[&integer(3), &sequence(&[&oid(DATA), &explicit(&octets(&authenticated))]), &mac]))
}

/// `MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER }`.
fn mac_data(password: &Password, message: &[u8]) -> Result<Vec<u8>, Pkcs12Fault> {
    let mut salt = vec![0_u8; 16];
    getrandom::fill(&mut salt).map_err(|_| Pkcs12Fault::Write)?;
    let parameters = MacParameters { digest: DigestAlgorithm::Sha256, salt, iterations: ITERATIONS };
    let value = Zeroizing::new(parameters.compute(password, message).ok_or(Pkcs12Fault::Write)?);
    let algorithm = sequence(&[&oid(DigestAlgorithm::Sha256.oid()), &asn1::encode(asn1::NULL, &[])]);
    let digest_info = sequence(&[&algorithm, &octets(&value)]);
    Ok(sequence(&[&digest_info, &octets(&parameters.salt), &integer(parameters.iterations)]))
}

/// `SafeBag ::= SEQUENCE { bagId, bagValue [0] EXPLICIT, bagAttributes SET OF OPTIONAL }`.
fn bag(kind: ObjectIdentifier, value: &[u8], attributes: &[u8]) -> Vec<u8> {
    sequence(&[&oid(kind), &explicit(value), attributes])
}

/// Name and key id, which tie a key to its certificate.
fn bag_attributes(name: &str, certificate: &Certificate) -> Vec<u8> {
    // A BMPString has no characters beyond the basic plane.
    let units = name.chars().map(|c| u16::try_from(u32::from(c)).unwrap_or(0xfffd));
    let text: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
    let attribute = |kind, value: &[u8]| sequence(&[&oid(kind), &asn1::encode(SET, value)]);
    let mut attributes = [
        attribute(FRIENDLY_NAME, &asn1::encode(BMP_STRING, &text)),
        attribute(LOCAL_KEY_ID, &octets(&certificate.sha256_fingerprint())),
    ];
    asn1::sort_set_of(&mut attributes);
    asn1::encode(SET, &attributes.concat())
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    asn1::encode(SEQUENCE, &parts.concat())
}

fn oid(oid: ObjectIdentifier) -> Vec<u8> {
    asn1::encode(asn1::OBJECT_IDENTIFIER, oid.as_bytes())
}

fn octets(content: &[u8]) -> Vec<u8> {
    asn1::encode(asn1::OCTET_STRING, content)
}

fn explicit(content: &[u8]) -> Vec<u8> {
    asn1::encode(context_constructed(0), content)
}

fn integer(value: u32) -> Vec<u8> {
    // One octet more than needed keeps the sign positive; superfluous leading zeros go.
    let wide = u64::from(value).to_be_bytes();
    let start = wide.iter().zip(wide.iter().skip(1)).take_while(|(a, b)| **a == 0 && **b < 0x80).count();
    asn1::encode(asn1::INTEGER, wide.get(start..).unwrap_or(&wide))
}
