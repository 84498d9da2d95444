//! Path validation against NIST's PKITS certificates, read from the shared folder when it is there.
//!
//! Only cases that do not turn on revocation lists are judged here; those that need what this crate does not
//! compute (DSA) or decide (a policy of one's own) are listed below with the reason. A listed case that
//! passes all the same fails the test, so that the list cannot rot.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};

use pki::{Certificate, Time, TrustAnchors, chain};

/// Cases whose outcome differs, and why.
const EXCEPTIONS: [(&str, &str); 2] =
    [("40104", "DSA is recognised and not computed"), ("40105", "DSA is recognised and not computed")];

fn shared() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus/pki");
    if root.is_dir() {
        Some(root)
    } else {
        println!("skipped: the shared corpus is not there");
        None
    }
}

#[test]
fn chains_are_judged_as_pkits_expects() {
    let Some(root) = shared() else { return };
    let read = |name: &str| {
        let bytes = std::fs::read(root.join("pkits-expected/certs").join(name)).unwrap();
        Certificate::from_der(&bytes)
    };
    let cases: serde_json::Value =
        serde_json::from_slice(&std::fs::read(root.join("split/pkits-shared.json")).unwrap()).unwrap();
    let anchors = TrustAnchors::from_iter([read("TrustAnchorRootCertificate.crt").unwrap()]);
    let at = Time::from_civil(2022, 5, 1, 0, 0, 0).unwrap();
    let (mut judged, mut wrong) = (0, Vec::new());
    for case in cases.as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        let error = case.get("error").filter(|error| !error.is_null());
        let message = error.map_or("", |error| error["msg_regex"].as_str().unwrap_or(""));
        let revocation =
            case["revocation"].as_bool() == Some(true) || message.contains("CRL") || message.contains("revo");
        let own_policy = case.get("params").or(case.get("policy")).is_some();
        if revocation || own_policy {
            continue;
        }
        let leaf = read(case["cert"].as_str().unwrap()).unwrap();
        let others = case["other_certs"].as_array().cloned().unwrap_or_default();
        let pool: Vec<Certificate> =
            others.iter().map(|name| read(name.as_str().unwrap()).unwrap()).collect();
        let chain = chain::build(&leaf, &pool, &anchors, at, chain::DEFAULT_BUDGET);
        judged += 1;
        let agrees = chain.is_trusted() == error.is_none();
        let excepted = EXCEPTIONS.iter().any(|(exception, _)| *exception == id);
        if agrees == excepted {
            wrong.push(format!("{id} {} expected {:?}, found {:?}", case["name"], error, chain.reasons));
        }
    }
    println!("{judged} cases judged");
    assert!(judged > 50, "only {judged} cases judged");
    assert!(wrong.is_empty(), "{} of {judged} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_certificate_of_the_suite_is_read() {
    let Some(root) = shared() else { return };
    for entry in std::fs::read_dir(root.join("pkits-expected/certs")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        assert!(Certificate::from_der(&bytes).is_ok(), "{}", path.display());
    }
}
