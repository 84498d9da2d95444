//! Signatures against Project Wycheproof's vectors, read from the shared folder when it is there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;

use pki::{DigestAlgorithm, PssParameters, SignatureAlgorithm, verify_signature};
use serde_json::Value;

fn digest(name: &str) -> Option<DigestAlgorithm> {
    DigestAlgorithm::ALL.into_iter().find(|digest| digest.name() == name)
}

/// The algorithm of a group, or `None` when this crate does not have it.
fn algorithm(schema: &str, group: &Value) -> Option<SignatureAlgorithm> {
    let sha = || digest(group["sha"].as_str()?);
    match schema {
        name if name.starts_with("rsassa_pkcs1") => Some(SignatureAlgorithm::RsaPkcs1(sha()?)),
        name if name.starts_with("rsassa_pss") => Some(SignatureAlgorithm::RsaPss(PssParameters {
            digest: sha()?,
            mgf_digest: digest(group["mgfSha"].as_str()?)?,
            salt_len: u16::try_from(group["sLen"].as_u64()?).ok()?,
        })),
        name if name.starts_with("ecdsa_verify") => Some(SignatureAlgorithm::Ecdsa(sha()?)),
        name if name.starts_with("eddsa") => Some(SignatureAlgorithm::Ed25519),
        _ => None,
    }
}

#[test]
fn signatures_are_judged_as_wycheproof_expects() {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus/pki/wycheproof/testvectors_v1");
    if !root.is_dir() {
        println!("skipped: the shared corpus is not there");
        return;
    }
    let (mut judged, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let schema = file["schema"].as_str().unwrap();
        for group in file["testGroups"].as_array().unwrap() {
            let Some(algorithm) = algorithm(schema, group) else { continue };
            let spki = hex::decode(group["publicKeyDer"].as_str().unwrap()).unwrap();
            for test in group["tests"].as_array().unwrap() {
                let message = hex::decode(test["msg"].as_str().unwrap()).unwrap();
                let signature = hex::decode(test["sig"].as_str().unwrap()).unwrap();
                let outcome = verify_signature(&spki, algorithm, &message, &signature);
                let result = test["result"].as_str().unwrap();
                let unsupported = matches!(outcome, Err(pki::SignatureError::Unsupported(_)));
                judged += 1;
                if !unsupported && result != "acceptable" && outcome.is_ok() != (result == "valid") {
                    wrong.push(format!(
                        "{name} {} {}: {result}, found {outcome:?}",
                        test["tcId"], test["comment"]
                    ));
                }
            }
        }
    }
    println!("{judged} vectors judged");
    assert!(judged > 1000, "only {judged} vectors judged");
    assert!(wrong.is_empty(), "{} of {judged} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
