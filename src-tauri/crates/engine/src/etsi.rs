//! What the verifier found, as ETSI TS 119 102-2 puts it: which fact goes where. The form of the XML is `report`'s.

use std::path::Path;

use cades::Token;
use pki::Certificate;
use report::etsi::{Chain, Digest, Object, ObjectKind, SHA256, Signature, Validation, write};
use verify::report::{Kind, Level};
use verify::{Policy, Report};
use wire::{Failure, FailureCode};

use crate::explain;
use crate::source::file_name;

/// The report of a file as XML. One without signatures has none: the standard knows no report without a signature.
pub(crate) fn xml(
    path: &Path,
    sha256: [u8; 32],
    report: &Report,
    policy: &Policy,
) -> Result<Vec<u8>, Failure> {
    if report.signatures.is_empty() {
        return Err(Failure::new(FailureCode::NothingToReport).with("name", file_name(path)));
    }
    let supplied = &policy.revocation_evidence;
    let lists = supplied.crls.iter().map(pki::Crl::der).chain(report.crls.iter().map(Vec::as_slice));
    let answers = supplied.ocsps.iter().map(pki::ocsp::Response::der);
    let answers = answers.chain(report.ocsps.iter().map(Vec::as_slice));
    let evidence = lists
        .map(|der| object(ObjectKind::Crl, der))
        .chain(answers.map(|der| object(ObjectKind::Ocsp, der)))
        .collect();
    let validation = Validation {
        at: explain::moment(report.at),
        policy: report.policy.clone(),
        validator: concat!("Vermilion ", env!("CARGO_PKG_VERSION")).to_owned(),
        file: sha256,
        signatures: report.signatures.iter().map(|found| signature(found, report, policy)).collect(),
        evidence,
    };
    write(&validation).map_err(|fault| Failure::new(FailureCode::Internal).because(fault))
}

fn signature(found: &verify::Signature, report: &Report, policy: &Policy) -> Signature {
    let material = &found.material;
    let chain: Vec<&[u8]> = material.chain.iter().map(Vec::as_slice).collect();
    let is_anchor = |der: &[u8]| {
        Certificate::from_der(der).is_ok_and(|certificate| policy.anchors.contains(&certificate))
    };
    let stated = &found.stated;
    Signature {
        field: found.field.clone().filter(|field| !field.is_empty()),
        signed: digest(found),
        value: material.value.clone(),
        is_timestamp: found.kind == Kind::Timestamp,
        claimed: found.time.claimed.map(explain::moment),
        existed: explain::moment(found.time.proven.unwrap_or(report.at)),
        stated: [stated.reason.clone(), stated.name.clone(), stated.contact.clone()],
        place: stated.location.clone(),
        sub_filter: found.sub_filter.clone(),
        signer: found.signer.as_ref().map(|signer| signer.common_name.clone()),
        timestamps: material
            .tokens
            .iter()
            .map(|der| {
                let time = Token::parse(der).ok().map(|token| explain::moment(token.info().gen_time));
                (object(ObjectKind::Timestamp, der), time)
            })
            .collect(),
        chain: Chain {
            anchored: chain.last().is_some_and(|last| is_anchor(last)),
            certificates: chain.iter().map(|der| object(ObjectKind::Certificate, der)).collect(),
        },
        process: match found.level {
            Some(Level::LTA) => "LTA",
            Some(Level::T | Level::LT) => "LTVM",
            Some(Level::B) | None => "Basic",
        },
        indication: found.indication.code(),
        sub_indication: found.sub_indication.map(verify::SubIndication::code),
        findings: found.findings.iter().map(explain::in_codes).collect(),
    }
}

/// The digest of the signed bytes, with the URI of its algorithm (RFC 9231; SM3 has none and is named by its OID).
fn digest(found: &verify::Signature) -> Option<Digest> {
    let algorithm = match found.algorithms.digest.as_deref()? {
        "SHA-1" => "http://www.w3.org/2000/09/xmldsig#sha1",
        "SHA-224" => "http://www.w3.org/2001/04/xmldsig-more#sha224",
        "SHA-256" => SHA256,
        "SHA-384" => "http://www.w3.org/2001/04/xmldsig-more#sha384",
        "SHA-512" => "http://www.w3.org/2001/04/xmlenc#sha512",
        "SHA3-256" => "http://www.w3.org/2007/05/xmldsig-more#sha3-256",
        "SHA3-384" => "http://www.w3.org/2007/05/xmldsig-more#sha3-384",
        "SHA3-512" => "http://www.w3.org/2007/05/xmldsig-more#sha3-512",
        "SM3" => "urn:oid:1.2.156.10197.1.401",
        _ => return None,
    };
    Some(Digest { algorithm, value: found.material.digest.clone()? })
}

fn object(kind: ObjectKind, der: &[u8]) -> Object {
    let sha256 = pki::DigestAlgorithm::Sha256.digest(der);
    Object { kind, sha256: sha256.try_into().unwrap_or_default(), der: der.to_vec() }
}
