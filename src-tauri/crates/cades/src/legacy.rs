//! The two old forms of signatures in PDF, which are read and never written (ISO 32000-1 §12.8.3).

use pki::asn1::{self, Element};
use pki::{Certificate, DigestAlgorithm, SignatureAlgorithm, SignatureError};

use crate::{Check, Malformed, SignedData};

/// The facts about a signature of SubFilter `adbe.pkcs7.sha1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sha1Check {
    /// Whether the content inside the message is the SHA-1 of the byte range; false also without content.
    pub content_matches: bool,
    /// The message itself: its signature over that content.
    pub message: Option<Check>,
}

impl Sha1Check {
    /// Tells whether the signature is right from the byte range to the key.
    pub fn is_intact(&self) -> bool {
        self.content_matches && self.message.as_ref().is_some_and(Check::is_intact)
    }
}

/// Checks a message of SubFilter `adbe.pkcs7.sha1`, whose content is the SHA-1 of the byte range.
pub fn check_pkcs7_sha1(signed: &SignedData, byte_range_sha1: &[u8]) -> Sha1Check {
    Sha1Check {
        content_matches: byte_range_sha1.len() == DigestAlgorithm::Sha1.output_len()
            && signed.content() == Some(byte_range_sha1),
        message: signed.check_own_content(),
    }
}

/// A signature of SubFilter `adbe.x509.rsa_sha1`: a PKCS #1 value in an OCTET STRING; the certificate is in `/Cert`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RsaSha1 {
    signature: Vec<u8>,
    encoded_len: usize,
}

impl RsaSha1 {
    /// Reads the OCTET STRING at the start of `/Contents`.
    pub fn parse(contents: &[u8]) -> Result<Self, Malformed> {
        if contents.first().is_none_or(|octet| *octet == 0) {
            return Err(Malformed::Empty);
        }
        let element = Element::first(contents)?;
        if element.tag & !asn1::CONSTRUCTED != asn1::OCTET_STRING {
            return Err(asn1::Fault::Expected { expected: asn1::OCTET_STRING, found: element.tag }.into());
        }
        Ok(Self { signature: element.octets()?.into_owned(), encoded_len: element.raw.len() })
    }

    /// Octets of the OCTET STRING; whatever follows in `/Contents` is padding and must be zero.
    pub fn encoded_len(&self) -> usize {
        self.encoded_len
    }

    /// Verifies over the digest of the byte range.
    ///
    /// The name says SHA-1, yet later producers used other digests with it: ask once for each digest at hand.
    pub fn check(
        &self,
        certificate: &Certificate,
        digest: DigestAlgorithm,
        byte_range_digest: &[u8],
    ) -> Result<(), SignatureError> {
        let key = certificate.public_key().map_err(|_| SignatureError::InvalidKey)?;
        key.verify_digest(SignatureAlgorithm::RsaPkcs1(digest), byte_range_digest, &self.signature)
    }
}
