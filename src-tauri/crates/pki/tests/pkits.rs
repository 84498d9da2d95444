//! Path validation against NIST's PKITS certificates, read from the shared folder when it is there.
//!
//! Paths are judged alone where no revocation list matters, and with the suite's lists everywhere. Cases that need what
//! this crate does not compute (DSA) or decide (a policy of one's own) are left out or listed below with the reason. A
//! listed case that passes all the same fails the test, so that the list cannot rot.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};

use pki::revocation::{self, Evidence, Status};
use pki::{Certificate, Crl, Time, TrustAnchors, chain};

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
fn revocation_is_judged_as_pkits_expects() {
    let Some(root) = shared() else { return };
    let bytes = |folder: &str, name: &str| {
        std::fs::read(root.join("pkits-expected").join(folder).join(name)).unwrap()
    };
    let read = |name: &str| Certificate::from_der(&bytes("certs", name)).unwrap();
    let cases: serde_json::Value =
        serde_json::from_slice(&std::fs::read(root.join("split/pkits-shared.json")).unwrap()).unwrap();
    let anchor = read("TrustAnchorRootCertificate.crt");
    let anchors = TrustAnchors::from_iter([anchor.clone()]);
    let at = Time::from_civil(2022, 5, 1, 0, 0, 0).unwrap();
    let (mut judged, mut with_lists, mut wrong) = (0, 0, Vec::new());
    for case in cases.as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        if case.get("params").or(case.get("policy")).is_some() {
            continue;
        }
        let names = |key: &str| {
            let list = case[key].as_array().cloned().unwrap_or_default();
            list.iter().map(|name| name.as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let leaf = read(case["cert"].as_str().unwrap());
        let mut pool: Vec<Certificate> = names("other_certs").iter().map(|name| read(name)).collect();
        let mut evidence = Evidence::default();
        evidence.add_crl(Crl::parse(&bytes("crls", "TrustAnchorRootCRL.crl")).unwrap());
        for name in names("crls") {
            evidence.add_crl(Crl::parse(&bytes("crls", &name)).unwrap());
        }
        let chain = chain::build(&leaf, &pool, &anchors, at, chain::DEFAULT_BUDGET);
        pool.push(anchor.clone());
        let statuses: Vec<Status> = chain
            .certificates
            .windows(2)
            .map(|pair| revocation::status(&pair[0], &pair[1], &evidence, &pool, at))
            .collect();
        let good = statuses.iter().all(|status| matches!(status, Status::Good { .. }));
        let error = case.get("error").filter(|error| !error.is_null());
        let revoked =
            error.is_some_and(|error| error["msg_regex"].as_str().unwrap_or("").contains("revoked"));
        with_lists += usize::from(case["revocation"].as_bool() == Some(true) || revoked);
        judged += 1;
        let agrees = (chain.is_trusted() && good) == error.is_none();
        let excepted = EXCEPTIONS.iter().any(|(exception, _)| *exception == id);
        if agrees == excepted {
            let name = &case["name"];
            wrong.push(format!("{id} {name} expected {error:?}, found {:?} {statuses:?}", chain.reasons));
        }
    }
    println!("{judged} cases judged, {with_lists} that turn on lists");
    assert!(judged > 80, "only {judged} cases judged");
    assert!(wrong.is_empty(), "{} of {judged} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_list_of_the_suite_is_read() {
    let Some(root) = shared() else { return };
    for entry in std::fs::read_dir(root.join("pkits-expected/crls")).unwrap() {
        let path = entry.unwrap().path();
        let list = Crl::parse(&std::fs::read(&path).unwrap());
        assert!(list.is_ok_and(|list| list.len().is_ok()), "{}", path.display());
    }
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
