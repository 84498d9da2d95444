//! Path validation against NIST's PKITS: chains, policies as the caller asks for them, and revocation by the suite's lists.

use std::collections::BTreeSet;
use std::path::PathBuf;

use pki::revocation::{self, Evidence, Status};
use pki::{Certificate, Crl, ObjectIdentifier, PolicyDemand, Time, TrustAnchors, chain};
use serde_json::Value;

use crate::{Score, json, suites};

struct Pkits {
    root: PathBuf,
}

impl Pkits {
    fn get() -> Option<Self> {
        Some(Self { root: suites()? })
    }

    fn bytes(&self, folder: &str, name: &str) -> Vec<u8> {
        std::fs::read(self.root.join("pkits-expected").join(folder).join(name)).unwrap()
    }

    fn certificate(&self, name: &str) -> Certificate {
        Certificate::from_der(&self.bytes("certs", name)).unwrap()
    }

    fn files(&self, folder: &str) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.root.join("pkits-expected").join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

fn names(case: &Value, key: &str) -> Vec<String> {
    let list = case[key].as_array().cloned().unwrap_or_default();
    list.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

fn demand(case: &Value) -> PolicyDemand {
    let params = &case["params"];
    let is = |key: &str| params[key].as_bool().unwrap_or(false);
    PolicyDemand {
        acceptable: names(params, "user_initial_policy_set")
            .iter()
            .map(|oid| ObjectIdentifier::new(oid).unwrap())
            .collect::<BTreeSet<_>>(),
        explicit: is("initial_explicit_policy"),
        without_mapping: is("initial_policy_mapping_inhibit"),
        without_any: is("initial_any_policy_inhibit"),
    }
}

#[test]
fn paths_policies_and_revocation_are_judged_as_pkits_expects() {
    let Some(pkits) = Pkits::get() else { return };
    let mut score = Score::of("pkits");
    let anchor = pkits.certificate("TrustAnchorRootCertificate.crt");
    let anchors = TrustAnchors::from_iter([anchor.clone()]);
    let at = Time::from_civil(2022, 5, 1, 0, 0, 0).unwrap();
    for case in json(&pkits.root.join("split/pkits-shared.json")).as_array().unwrap() {
        let leaf = pkits.certificate(case["cert"].as_str().unwrap());
        let mut pool: Vec<Certificate> =
            names(case, "other_certs").iter().map(|name| pkits.certificate(name)).collect();
        let mut evidence = Evidence::default();
        for name in names(case, "crls").iter().map(String::as_str).chain(["TrustAnchorRootCRL.crl"]) {
            evidence.add_crl(Crl::parse(&pkits.bytes("crls", name)).unwrap());
        }
        let built = chain::build_under(&leaf, &pool, &anchors, at, &demand(case), chain::DEFAULT_BUDGET);
        pool.push(anchor.clone());
        let statuses: Vec<Status> = built
            .certificates
            .windows(2)
            .map(|pair| revocation::status(&pair[0], &pair[1], &evidence, &pool, at))
            .collect();
        let good = statuses.iter().all(|status| matches!(status, Status::Good { .. }));
        let error = case.get("error").filter(|error| !error.is_null());
        let agrees = (built.is_trusted() && good) == error.is_none();
        let name = format!("{}/{}", case["id"].as_str().unwrap(), case["name"].as_str().unwrap());
        score.note(&name, agrees, || {
            format!("expected {error:?}, found {:?}, revocation {statuses:?}", built.reasons)
        });
    }
    score.settle(130);
}

#[test]
fn every_certificate_and_list_of_the_suite_is_read() {
    let Some(pkits) = Pkits::get() else { return };
    for path in pkits.files("certs") {
        assert!(Certificate::from_der(&std::fs::read(&path).unwrap()).is_ok(), "{}", path.display());
    }
    for path in pkits.files("crls") {
        let list = Crl::parse(&std::fs::read(&path).unwrap());
        assert!(list.is_ok_and(|list| list.len().is_ok()), "{}", path.display());
    }
}
