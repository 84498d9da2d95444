//! The main job: a report is signed, its reader verifies it, the log tells of both.

use tests::kit::command::{Desk, assert_passed};
use tests::kit::pdf::Listing;
use tests::kit::structures;
use tests::kit::tools;

#[test]
fn with_a_key_file() {
    let desk = Desk::new();
    let original = structures::report(Listing::Table, 3).bytes();
    desk.put("report.pdf", &original);
    let signed =
        desk.signed("report.pdf", "signed.pdf", &["--reason", "Approved", "--location", "Laboratory 2"]);

    assert!(
        std::fs::read(&signed).unwrap().starts_with(&original),
        "the original's bytes come first, untouched"
    );
    assert_eq!(desk.read("report.pdf"), original);
    assert_passed(&desk, "signed.pdf", 1);
    let (report, _) = desk.verify("signed.pdf", &[]);
    let signature = &report["signatures"][0];
    assert_eq!(signature["integrity"], "intact");
    assert_eq!(signature["trust"], "trusted");
    assert_eq!(signature["indication"], "TOTAL-PASSED");
    assert_eq!(signature["coversWholeFile"], true);
    assert_eq!(signature["level"], "B-B");
    assert_eq!(signature["signer"]["commonName"], "Zhang San 2048");
    assert_eq!(signature["signer"]["organization"], "Test Centre");
    assert_eq!(signature["time"]["source"], "signer");
    assert_eq!(signature["time"]["proven"], serde_json::Value::Null);

    let log = desk.log();
    let actions: Vec<_> = log.iter().map(|row| row["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["signed-intent", "signed", "verified", "verified"]);
    let done = &log[1];
    assert_eq!(done["document"], "report.pdf");
    assert_eq!(done["who"], "Zhang San 2048");
    assert_eq!(done["place"], "Laboratory 2");
    assert_eq!(done["result"], "ok");
    assert_eq!(done["sha256Before"], sha256(&original));
    assert_eq!(done["sha256After"], sha256(&std::fs::read(&signed).unwrap()));
    assert_eq!(log[2]["sha256Before"], done["sha256After"]);
}

#[test]
fn with_an_identity_of_this_computer() {
    let desk = Desk::new();
    desk.put("report.pdf", structures::report(Listing::Packed, 2).bytes());
    desk.succeed_with(
        "correct horse 7\n",
        &[
            "identity",
            "create",
            "--name",
            "李四",
            "--organization",
            "检测中心",
            "--key",
            "rsa2048",
            "--pin-stdin",
        ],
    );
    let words =
        ["sign", "report.pdf", "-o", "signed.pdf", "--identity", "李四", "--pin-stdin", "--reason", "批准"];
    desk.succeed_with("correct horse 7\n", &words);

    // Nobody vouches for it: the bytes are whole, the person is not known.
    let (report, status) = desk.verify("signed.pdf", &[]);
    assert_eq!(status, 2);
    assert_eq!(report["verdict"], "indeterminate");
    assert_eq!(report["integrity"], "intact");
    assert_eq!(report["signatures"][0]["signer"]["commonName"], "李四");
    assert_eq!(report["signatures"][0]["subIndication"], "NO_CERTIFICATE_CHAIN_FOUND");
    assert_eq!(tools::pdfsig(&desk.path("signed.pdf"), None), ["Signature is Valid."]);

    // Trusting the certificate itself settles it.
    desk.succeed_with(
        "correct horse 7\nhand over 8\n",
        &["identity", "export", "李四", "-o", "li.p12", "--pin-stdin"],
    );
    let certificate = tools::succeed(
        "openssl",
        &[
            "pkcs12",
            "-in",
            desk.path("li.p12").to_str().unwrap(),
            "-passin",
            "pass:hand over 8",
            "-nokeys",
            "-clcerts",
        ],
    );
    desk.put("li.pem", certificate);
    let ran = desk.run(&["verify", "--trust", "li.pem", "signed.pdf"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert_eq!(
        desk.actions(),
        ["identity-created", "signed-intent", "signed", "verified", "identity-exported", "verified"]
    );
}

#[test]
fn in_both_languages() {
    let desk = Desk::new();
    desk.put("report.pdf", structures::report(Listing::Table, 1).bytes());
    desk.signed("report.pdf", "signed.pdf", &[]);
    let english = desk.run(&["--lang", "en", "verify", "signed.pdf"]);
    let chinese = desk.run(&["--lang", "zh-CN", "verify", "signed.pdf"]);
    assert_eq!((english.status, chinese.status), (2, 2), "without anchors nobody is known");
    assert!(english.out.starts_with("signed.pdf: ") && !has_chinese(&english.out), "{}", english.out);
    assert!(has_chinese(&chinese.out), "{}", chinese.out);
}

#[test]
fn the_sample_report_that_comes_with_the_program() {
    let desk = Desk::new();
    let sample = tests::kit::project().join("assets/samples/report-JC-2026-0417.pdf");
    desk.put("sample.pdf", std::fs::read(sample).unwrap());
    desk.put("ink.json", tests::kit::samples::INK);
    desk.signed(
        "sample.pdf",
        "signed.pdf",
        &["--ink", "ink.json", "--page", "last", "--at", "120,240", "--size", "45"],
    );
    assert_passed(&desk, "signed.pdf", 1);
    assert_eq!(tools::qpdf_check(&desk.path("signed.pdf"), None).0, 0);
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(<sha2::Sha256 as sha2::Digest>::digest(bytes))
}
