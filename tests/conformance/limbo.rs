//! Path validation against x509-limbo, as far as its cases lie beside the project.
//!
//! The suite speaks of web servers; names of hosts are no matter of a signature on a document, and the cases that turn on
//! them are exceptions. Purposes are the caller's to compare (RFC 5280 §4.2.1.12), which is done here.

use pki::revocation::{self, Evidence, Status};
use pki::{Certificate, ObjectIdentifier, Time, TrustAnchors, chain};
use serde_json::Value;

use crate::{Score, json, suites};

const SERVER: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");
const CLIENT: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");

fn certificates(list: &Value) -> Result<Vec<Certificate>, pki::Error> {
    let mut found = Vec::new();
    for pem in list.as_array().unwrap() {
        found.extend(Certificate::from_pem_or_der(pem.as_str().unwrap().as_bytes())?);
    }
    Ok(found)
}

/// Whether a case is accepted, or why not.
fn judge(case: &Value) -> Result<(), String> {
    let told = |error: pki::Error| error.to_string();
    let leaf = certificates(&Value::Array(vec![case["peer_certificate"].clone()])).map_err(told)?.remove(0);
    let pool = certificates(&case["untrusted_intermediates"]).map_err(told)?;
    let anchors: TrustAnchors = certificates(&case["trusted_certs"]).map_err(told)?.into_iter().collect();
    let at = match case["validation_time"].as_str() {
        Some(time) => Time::from_unix(time.parse::<jiff::Timestamp>().unwrap().as_second()),
        None => Time::from_civil(2026, 11, 22, 0, 0, 0).unwrap(),
    };
    let built = chain::build(&leaf, &pool, &anchors, at, chain::DEFAULT_BUDGET);
    assert!(built.signature_checks <= chain::DEFAULT_BUDGET);
    if !built.is_trusted() {
        return Err(format!("{:?}", built.reasons));
    }
    let purpose = if case["validation_kind"] == "CLIENT" { CLIENT } else { SERVER };
    if let Some(usage) = leaf.extended_key_usage()
        && !usage.map_err(|fault| format!("{fault:?}"))?.contains(purpose)
    {
        return Err("purpose".to_owned());
    }
    let lists = case["crls"].as_array().cloned().unwrap_or_default();
    let mut evidence = Evidence::default();
    for list in &lists {
        evidence.add(list.as_str().unwrap().as_bytes()).map_err(told)?;
    }
    if lists.is_empty() {
        return Ok(());
    }
    let issuer = built.certificates.get(1).ok_or("no issuer")?;
    match revocation::status(&leaf, issuer, &evidence, &pool, at) {
        Status::Good { .. } => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

#[test]
fn paths_are_judged_as_limbo_expects() {
    let Some(root) = suites() else { return };
    let mut score = Score::of("limbo");
    for case in json(&root.join("split/limbo-shared.json"))["testcases"].as_array().unwrap() {
        let found = judge(case);
        let agrees = found.is_ok() == (case["expected_result"] == "SUCCESS");
        score.note(case["id"].as_str().unwrap(), agrees, || format!("found {found:?}"));
    }
    score.settle(100);
}
