//! The question (RFC 6960 §4.1).

use super::key_hash;
use crate::asn1::{self, encode};
use crate::{Certificate, DigestAlgorithm, oid};

/// DER of an `OCSPRequest` about one certificate of this issuer, unsigned; with a nonce where one is handed in.
///
/// The certificate is named by SHA-1, as RFC 5019 profiles it: nothing rests on that digest, and responders that know
/// no other are many. A nonce must have 1 to 128 octets to be repeated (RFC 9654); 32 are advised.
pub fn request(certificate: &Certificate, issuer: &Certificate, nonce: Option<&[u8]>) -> Vec<u8> {
    let id = cert_id(certificate, issuer, DigestAlgorithm::Sha1);
    let single = encode(asn1::SEQUENCE, &id);
    let mut tbs = encode(asn1::SEQUENCE, &single);
    if let Some(nonce) = nonce {
        let mut extension = encode(asn1::OBJECT_IDENTIFIER, oid::OCSP_NONCE.as_bytes());
        extension.extend(encode(asn1::OCTET_STRING, &encode(asn1::OCTET_STRING, nonce)));
        let list = encode(asn1::SEQUENCE, &encode(asn1::SEQUENCE, &extension));
        tbs.extend(encode(asn1::context_constructed(2), &list));
    }
    encode(asn1::SEQUENCE, &encode(asn1::SEQUENCE, &tbs))
}

fn cert_id(certificate: &Certificate, issuer: &Certificate, digest: DigestAlgorithm) -> Vec<u8> {
    let mut algorithm = encode(asn1::OBJECT_IDENTIFIER, digest.oid().as_bytes());
    algorithm.extend(encode(asn1::NULL, &[]));
    let mut id = encode(asn1::SEQUENCE, &algorithm);
    // The certificate's own spelling of the issuer's name is the one that the responder knows it by.
    id.extend(encode(asn1::OCTET_STRING, &digest.digest(certificate.issuer().der())));
    id.extend(encode(asn1::OCTET_STRING, &key_hash(issuer, digest).unwrap_or_default()));
    id.extend(encode(asn1::INTEGER, certificate.serial()));
    encode(asn1::SEQUENCE, &id)
}
