//! What is encoded in ASN.1: messages, certificates and their chains, revocation lists, OCSP answers, timestamps.

use cades::{SignedData, Token};
use pki::revocation::{self, Evidence};
use pki::{Certificate, Crl, Time, TrustAnchors};

const NOW: i64 = 1_790_000_000;

/// The value of a signature.
pub fn messages(data: &[u8]) -> bool {
    let _ = cades::legacy::RsaSha1::parse(data);
    let Ok(message) = SignedData::parse(data) else { return false };
    let _ = (message.encoded_len(), message.oddities(), message.signer_identifier(), message.signing_time());
    let length = message.digest_algorithm().and_then(Result::ok).map_or(32, pki::DigestAlgorithm::output_len);
    let outcome = message.check(&vec![0; length]);
    assert!(!outcome.is_intact(), "nobody signed a digest of zeros");
    let _ = message.check_own_content();
    let _ = cades::legacy::check_pkcs7_sha1(&message, &[0; 20]);
    let _ = message.has_revocation_archive();
    for token in message.signature_timestamps() {
        stamp(token);
    }
    for certificate in message.certificates() {
        look(certificate);
    }
    message.signer_identifier().is_some()
}

fn stamp(data: &[u8]) -> bool {
    let Ok(token) = Token::parse(data) else { return false };
    let _ = (token.info(), token.certificate().map(look));
    let _ = token.signed_data().check_own_content();
    true
}

fn look(certificate: &Certificate) {
    let _ = (certificate.display(), certificate.serial_hex(), certificate.key_bits(), certificate.oddities());
    let _ = (certificate.key_usage(), certificate.extended_key_usage(), certificate.basic_constraints());
    let _ = (certificate.subject_key_identifier(), certificate.authority_key_identifier());
    let _ = (certificate.crl_urls(), certificate.ocsp_urls(), certificate.issuer_urls());
    let _ = (certificate.is_self_signed(), certificate.is_ocsp_nocheck(), certificate.strict());
    let _ = (pki::usage::fit_for_signing(certificate), pki::usage::fit_for_time_stamping(certificate));
    let _ = pki::AlgorithmPolicy::etsi_ts_119_312().certificate(certificate, Time::from_unix(NOW));
}

/// The elements that stand one behind the other.
fn elements(mut rest: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    while let Ok(element) = pki::asn1::Element::first(rest)
        && found.len() < 16
    {
        found.push(element.raw);
        rest = rest.get(element.raw.len().max(1)..).unwrap_or_default();
    }
    found
}

/// Certificates one behind the other: the first is judged, the last is trusted.
pub fn certificates(data: &[u8]) -> bool {
    let read = |der: &&[u8]| Certificate::from_der(der).ok();
    let found: Vec<Certificate> = elements(data).iter().filter_map(read).collect();
    found.iter().for_each(look);
    let (Some(leaf), Some(anchor)) = (found.first(), found.last()) else { return false };
    let mut anchors = TrustAnchors::new();
    anchors.add(anchor.clone());
    let chain = pki::chain::build(leaf, &found, &anchors, Time::from_unix(NOW), pki::chain::DEFAULT_BUDGET);
    let _ = (chain.is_trusted(), chain.fails_by_dates_only());
    true
}

/// Revocation lists, OCSP answers and timestamps, and the certificates that they are asked about.
pub fn evidence(data: &[u8]) -> bool {
    let mut together = Evidence::default();
    let mut certificates = Vec::new();
    let mut stamped = false;
    for element in elements(data) {
        if let Ok(list) = Crl::parse(element) {
            let _ = (list.len(), list.is_delta(), list.is_indirect(), list.is_well_formed());
            let _ = (list.find(&[1], list.issuer()), list.signature_algorithm());
        }
        if let Ok(answer) = pki::ocsp::Response::parse(element) {
            let _ = (answer.nonce(), answer.has_unknown_critical_extension(), answer.responder());
            certificates.extend(answer.certificates().iter().cloned());
        }
        let _ = together.add(element);
        certificates.extend(Certificate::from_der(element));
        stamped |= stamp(element);
    }
    for (certificate, issuer) in
        certificates.iter().flat_map(|one| certificates.iter().map(move |other| (one, other))).take(16)
    {
        let _ = revocation::status(certificate, issuer, &together, &certificates, Time::from_unix(NOW));
    }
    stamped || !together.is_empty()
}
