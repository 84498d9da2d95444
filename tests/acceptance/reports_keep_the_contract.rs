//! What scripts rely on: the keys of `verify --json`, the same bytes every time, the version that was signed.

use std::collections::BTreeSet;
use tests::kit::command::Desk;
use tests::kit::pdf::Listing;
use tests::kit::village::Village;
use tests::kit::{samples, structures};

/// Two signatures, so that there are changes to tell of.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::with_fields(Listing::Table, true).bytes());
    desk.put("ink.json", samples::INK);
    desk.signed("in.pdf", "one.pdf", &["--field", "Inspector", "--ink", "ink.json"]);
    desk.signed("one.pdf", "two.pdf", &["--ink", "ink.json", "--at", "20,50", "--size", "40,15"]);
    desk
}

fn assert_keys(value: &serde_json::Value, expected: &str) {
    let found: BTreeSet<_> = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"))
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(found, expected.split(' ').collect(), "{value:#}");
}

#[test]
fn exactly_the_keys_of_the_contract() {
    let desk = desk();
    desk.put("none.pdf", "no PDF");
    for file in ["two.pdf", "in.pdf", "none.pdf"] {
        let (report, _) = desk.verify(file, &[]);
        assert_keys(&report, "schema file verdict integrity signatures findings policy");
        assert_eq!(report["schema"], "vermilion.report/1");
        assert_keys(&report["file"], "name size sha256 pages revisions encrypted");
        assert_keys(&report["policy"], "validationTime trustAnchors name");
        for finding in report["findings"].as_array().unwrap() {
            assert_keys(finding, "code severity axis text");
        }
    }
    let (report, _) = desk.verify("two.pdf", &[]);
    assert_eq!(report["file"]["pages"], 1);
    assert_eq!(report["file"]["revisions"], 3);
    for signature in report["signatures"].as_array().unwrap() {
        assert_keys(
            signature,
            "field kind verdict indication subIndication integrity coversWholeFile revision level signer trust revocation time algorithms article13 changes findings",
        );
        assert_keys(&signature["signer"], "commonName organization issuer serial sha256");
        assert_keys(&signature["time"], "claimed proven source");
        assert_keys(&signature["algorithms"], "digest signature keyBits");
        assert_eq!(signature["kind"], "approval");
        for condition in signature["article13"].as_array().unwrap() {
            assert_keys(condition, "condition answer text");
        }
        for change in signature["changes"].as_array().unwrap() {
            assert_keys(change, "revision kind object page rect allowed text");
        }
        for finding in signature["findings"].as_array().unwrap() {
            assert_keys(finding, "code severity axis text");
            assert!(!finding["text"].as_str().unwrap().starts_with("finding-"), "{finding}");
        }
    }
    assert!(!report["signatures"][0]["changes"].as_array().unwrap().is_empty());
    let (unsigned, status) = desk.verify("in.pdf", &[]);
    assert_eq!((unsigned["verdict"].as_str(), status), (Some("unsigned"), 3));
    assert_eq!(unsigned["integrity"], serde_json::Value::Null);
    assert_eq!(desk.verify("none.pdf", &[]).0["verdict"], "unreadable");
}

#[test]
fn the_same_file_policy_and_time_give_the_same_bytes() {
    let desk = desk();
    let root = Village::get().root();
    let words =
        ["verify", "--json", "--at", "2026-06-01T12:00:00Z", "--trust", root.to_str().unwrap(), "two.pdf"];
    let first = desk.run(&words);
    let elsewhere = Desk::new();
    elsewhere.put("two.pdf", desk.read("two.pdf"));
    let mut command = elsewhere.command(&words);
    command.env("LC_ALL", "zh_CN.UTF-8").env("LANG", "zh_CN.UTF-8").env("TZ", "Asia/Shanghai");
    let second = tests::kit::command::finish(command.spawn().unwrap());
    assert_eq!(first.out, second.out);
    assert_eq!(first.out, desk.run(&words).out);
    assert!(first.out.contains("\"validationTime\": \"2026-06-01T12:00:00Z\""), "{}", first.out);
}

#[test]
fn the_time_asked_for_is_the_time_judged_for() {
    let desk = desk();
    let (report, status) = desk.verify("two.pdf", &["--at", "2023-01-01T00:00:00Z"]);
    assert_eq!(status, 2, "{report:#}");
    assert_eq!(
        report["signatures"][0]["subIndication"], "OUT_OF_BOUNDS_NO_POE",
        "the certificate is of 2024"
    );
    let (report, status) = desk.verify("two.pdf", &["--at", "2045-01-01T00:00:00Z"]);
    assert_eq!(status, 2, "{report:#}");
    assert_eq!(
        report["signatures"][0]["subIndication"], "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
        "RSA 2048 is weak by then"
    );
}

#[test]
fn the_signed_version_is_given_back_byte_for_byte() {
    let desk = desk();
    desk.succeed(&["verify", "two.pdf", "--signed-version", "1", "first.pdf"]);
    desk.succeed(&["verify", "two.pdf", "--signed-version", "2", "second.pdf"]);
    assert_eq!(desk.read("first.pdf"), desk.read("one.pdf"));
    assert_eq!(desk.read("second.pdf"), desk.read("two.pdf"));
    assert_eq!(desk.run(&["verify", "two.pdf", "--signed-version", "3", "third.pdf"]).status, 64);
    assert_eq!(desk.run(&["verify", "two.pdf", "--signed-version", "0", "third.pdf"]).status, 64);
    assert!(!desk.path("third.pdf").exists());
}

#[test]
fn fields_are_listed_for_people_and_for_scripts() {
    let desk = desk();
    let json: serde_json::Value =
        serde_json::from_str(&desk.succeed(&["fields", "one.pdf", "--json"])).unwrap();
    let found: Vec<_> = json
        .as_array()
        .unwrap()
        .iter()
        .map(|field| (field["name"].as_str().unwrap(), field["signed"].as_bool().unwrap()))
        .collect();
    assert_eq!(found, [("Inspector", true), ("Reviewer", false)]);
    let place = &json[0]["place"];
    assert_eq!(place["page"], 0);
    assert!((place["width"].as_f64().unwrap() - 170.0 / 72.0 * 25.4).abs() < 0.01, "{place}");
    let told = desk.succeed(&["fields", "one.pdf"]);
    assert!(told.contains("Inspector") && told.contains("Reviewer"), "{told}");
}
