//! CMS messages put together by hand, right or wrong in one detail, and time-stamp tokens of any time; openssl signs.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use pki::asn1::{self, encode, sort_set_of};
use pki::{DigestAlgorithm, ObjectIdentifier, Time};

use super::paper::stamp;
use super::village::Village;

pub const DATA: &str = "1.2.840.113549.1.7.1";
pub const TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";
pub const SHA256: &str = "2.16.840.1.101.3.4.2.1";
pub const SHA1: &str = "1.3.14.3.2.26";
pub const MD5: &str = "1.2.840.113549.2.5";
pub const SHA384: &str = "2.16.840.1.101.3.4.2.2";
pub const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";
pub const ECDSA_SHA1: &str = "1.2.840.10045.4.1";
pub const RSA_MD5: &str = "1.2.840.113549.1.1.4";
pub const RSA_SHA256: &str = "1.2.840.113549.1.1.11";
pub const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
pub const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
pub const SIGNING_CERTIFICATE_V2: &str = "1.2.840.113549.1.9.16.2.47";
pub const CONTENT_TIME_STAMP: &str = "1.2.840.113549.1.9.16.2.20";

pub fn oid(text: &str) -> Vec<u8> {
    encode(asn1::OBJECT_IDENTIFIER, ObjectIdentifier::new(text).unwrap().as_bytes())
}

pub fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    encode(asn1::SEQUENCE, &parts.concat())
}

pub fn set(parts: &[Vec<u8>]) -> Vec<u8> {
    encode(asn1::SET, &parts.concat())
}

pub fn octets(bytes: &[u8]) -> Vec<u8> {
    encode(asn1::OCTET_STRING, bytes)
}

pub fn attribute(name: &str, value: Vec<u8>) -> Vec<u8> {
    sequence(&[oid(name), set(&[value])])
}

/// A message in the making; what is not touched is right.
pub struct Message<'a> {
    village: &'a Village,
    signer: &'a str,
    pub certificates: Vec<&'a str>,
    pub content_type: &'static str,
    pub content: Option<Vec<u8>>,
    pub digest: &'static str,
    /// The digests that the message announces; the one of the signer where `None`.
    pub announced: Option<Vec<&'static str>>,
    pub algorithm: &'static str,
    /// How openssl digests what is signed.
    pub hash: &'static str,
    pub attributes: Vec<Vec<u8>>,
    /// No signed attributes: the content itself is signed.
    pub bare: Option<Vec<u8>>,
    /// The attributes stand in another order than DER demands.
    pub unsorted: bool,
    /// The signature is over the attributes as they stand and not over their DER form.
    pub sign_as_written: bool,
    pub unsigned: Vec<Vec<u8>>,
    pub signers: usize,
    /// Replaces the signature value.
    pub value: Option<Vec<u8>>,
}

impl<'a> Message<'a> {
    /// A message as it should be over content with this SHA-256.
    pub fn new(village: &'a Village, signer: &'a str, chain: &[&'a str], digest: &[u8]) -> Self {
        let mut message = Self {
            village,
            signer,
            certificates: [&[signer], chain].concat(),
            content_type: DATA,
            content: None,
            digest: SHA256,
            announced: None,
            algorithm: ECDSA_SHA256,
            hash: "-sha256",
            attributes: Vec::new(),
            bare: None,
            unsorted: false,
            sign_as_written: false,
            unsigned: Vec::new(),
            signers: 1,
            value: None,
        };
        message.attributes = vec![
            attribute(CONTENT_TYPE, oid(DATA)),
            attribute(MESSAGE_DIGEST, octets(digest)),
            message.binding(signer),
        ];
        message
    }

    /// The attribute that binds a certificate.
    pub fn binding(&self, name: &str) -> Vec<u8> {
        let certificate = self.village.certificate(name);
        let id = sequence(&[octets(&DigestAlgorithm::Sha256.digest(certificate.der()))]);
        attribute(SIGNING_CERTIFICATE_V2, sequence(&[sequence(&[id])]))
    }

    pub fn without(mut self, name: &str) -> Self {
        let start = oid(name);
        self.attributes.retain(|one| !one.windows(start.len()).any(|window| window == start.as_slice()));
        self
    }

    pub fn with(mut self, attribute: Vec<u8>) -> Self {
        self.attributes.push(attribute);
        self
    }

    pub fn made(mut self) -> Vec<u8> {
        let mut sorted = self.attributes.clone();
        sort_set_of(&mut sorted);
        let mut written = sorted.clone();
        if self.unsorted {
            written.reverse();
        }
        let over = if self.sign_as_written { &written } else { &sorted };
        let signed = self.bare.clone().unwrap_or_else(|| encode(asn1::SET, &over.concat()));
        let value = self.value.take().unwrap_or_else(|| self.sign(&signed));
        let certificate = self.village.certificate(self.signer);
        let serial = encode(asn1::INTEGER, certificate.serial());
        let mut signer = vec![
            encode(asn1::INTEGER, &[1]),
            sequence(&[certificate.issuer().der().to_vec(), serial]),
            sequence(&[oid(self.digest)]),
        ];
        if self.bare.is_none() {
            signer.push(encode(0xa0, &written.concat()));
        }
        signer.extend([sequence(&[oid(self.algorithm)]), octets(&value)]);
        if !self.unsigned.is_empty() {
            signer.push(encode(0xa1, &self.unsigned.concat()));
        }
        let announced = self.announced.clone().unwrap_or_else(|| vec![self.digest]);
        let announced: Vec<Vec<u8>> = announced.iter().map(|name| sequence(&[oid(name)])).collect();
        let mut content = vec![oid(self.content_type)];
        content.extend(self.content.iter().map(|bytes| encode(0xa0, &octets(bytes))));
        let certificates: Vec<u8> =
            self.certificates.iter().flat_map(|name| self.village.certificate(name).der().to_vec()).collect();
        let version = if self.content_type == DATA { 1 } else { 3 };
        let signed_data = sequence(&[
            encode(asn1::INTEGER, &[version]),
            set(&announced),
            sequence(&content),
            encode(0xa0, &certificates),
            set(&vec![sequence(&signer); self.signers]),
        ]);
        sequence(&[oid("1.2.840.113549.1.7.2"), encode(0xa0, &signed_data)])
    }

    fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        std::fs::write(self.village.path("bytes"), bytes).unwrap();
        let key = format!("{}.key", self.signer);
        self.village.run(&["dgst", self.hash, "-sign", &key, "-out", "value", "bytes"]);
        std::fs::read(self.village.path("value")).unwrap()
    }
}

/// A token over a SHA-256 that says any time.
pub fn token_at(village: &Village, authority: &str, chain: &[&str], digest: &[u8], at: Time) -> Vec<u8> {
    let imprint = sequence(&[sequence(&[oid(SHA256)]), octets(digest)]);
    let info = sequence(&[
        encode(asn1::INTEGER, &[1]),
        oid("1.2.3.4.1"),
        imprint,
        encode(asn1::INTEGER, &[7]),
        encode(asn1::GENERALIZED_TIME, stamp(at).as_bytes()),
    ]);
    let mut message = Message::new(village, authority, chain, &DigestAlgorithm::Sha256.digest(&info))
        .without(CONTENT_TYPE)
        .with(attribute(CONTENT_TYPE, oid(TST_INFO)));
    message.content_type = TST_INFO;
    message.content = Some(info);
    message.made()
}
