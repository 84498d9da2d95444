//! Adobe's archive of revocation answers in the message itself (ISO 32000-2 §12.8.3.3.2, adbe-revocationInfoArchival).
//!
//! Written only where a field binds its signer to it (/AddRevInfo); PAdES keeps the answers in the document (/DSS).

use pki::asn1::{self, encode};

use crate::{SignedAttribute, oid};

/// The signed attribute with these `CertificateList`s and `OCSPResponse`s, DER each.
pub fn revocation_archive(crls: &[Vec<u8>], ocsps: &[Vec<u8>]) -> SignedAttribute {
    let part = |tag: u8, answers: &[Vec<u8>]| match answers {
        [] => Vec::new(),
        some => encode(asn1::context_constructed(tag), &encode(asn1::SEQUENCE, &some.concat())),
    };
    let content = [part(0, crls), part(1, ocsps)].concat();
    SignedAttribute { oid: oid::REVOCATION_INFO_ARCHIVAL, value: encode(asn1::SEQUENCE, &content) }
}
