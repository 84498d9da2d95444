//! Signature verification against Project Wycheproof's vectors.

use pki::{DigestAlgorithm, PssParameters, SignatureAlgorithm, verify_signature};
use serde_json::Value;

use crate::{Score, json, suites};

fn digest(name: &str) -> Option<DigestAlgorithm> {
    DigestAlgorithm::ALL.into_iter().find(|digest| digest.name() == name)
}

/// The algorithm of a group, or `None` when `pki` does not have it.
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
    let Some(root) = suites() else { return };
    let mut score = Score::of("wycheproof");
    let mut files: Vec<_> = std::fs::read_dir(root.join("wycheproof/testvectors_v1"))
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file = json(&path);
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
                let agrees = unsupported || result == "acceptable" || outcome.is_ok() == (result == "valid");
                score.note(&format!("{name}/{}", test["tcId"]), agrees, || {
                    format!("{} is {result}, found {outcome:?}", test["comment"])
                });
            }
        }
    }
    score.settle(1000);
}
