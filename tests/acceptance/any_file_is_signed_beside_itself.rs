//! Files of any kind get a signature in a file of their own: the file stays as it is, openssl agrees, a changed or missing file
//! is named, and the rules of use hold as for a report.

use serde_json::Value;
use tests::kit::command::{Desk, Outcome};
use tests::kit::laboratory::{KIND, Laboratory, PIN, assert_refused, travel};
use tests::kit::servers::Manner;
use tests::kit::station::Station;
use tests::kit::tools;
use tests::kit::village::{PASSWORD, Village};

const AT: [&str; 2] = ["--at", "2026-06-01T12:00:00Z"];

/// A desk with a spreadsheet: bytes of no form that the program knows.
fn desk() -> Desk {
    let desk = Desk::new();
    let bytes: Vec<u8> = (0..3_000_000u32).map(|n| (n % 253) as u8).collect();
    desk.put("原始记录.xlsx", bytes);
    desk
}

fn sign_as(desk: &Desk, who: &str, words: &[&str]) -> Outcome {
    let key_file = Village::get().key_file(who);
    let asked = ["sign", "--detached", "--p12", key_file.to_str().unwrap(), "--pin-stdin"];
    desk.run_with(&format!("{PASSWORD}\n"), &[&asked[..], words].concat())
}

fn signed(desk: &Desk, words: &[&str]) -> Outcome {
    let ran = sign_as(desk, "zhang-2048", words);
    assert_eq!(ran.status, 0, "{}", ran.err);
    ran
}

fn openssl_verifies(desk: &Desk, signature: &str, content: &str) {
    let (signature, content) = (desk.path(signature), desk.path(content));
    let root = Village::get().root();
    let out = desk.path("as-signed.bin");
    let words = ["cms", "-verify", "-binary", "-inform", "DER", "-in", signature.to_str().unwrap()];
    let rest = ["-content", content.to_str().unwrap(), "-CAfile", root.to_str().unwrap(), "-purpose", "any"];
    let at = ["-attime", "1780315200", "-out", out.to_str().unwrap()];
    tools::succeed("openssl", &[&words[..], &rest, &at].concat());
    std::fs::remove_file(out).unwrap();
}

fn one(report: &Value) -> &Value {
    &report["signatures"][0]
}

#[test]
fn a_spreadsheet_is_signed_verified_and_logged() {
    let desk = desk();
    let before = desk.read("原始记录.xlsx");
    let told = signed(&desk, &["原始记录.xlsx", "--reason", "审核", "--location", "苏州"]);
    assert!(told.out.contains("原始记录.xlsx.p7s"), "{}", told.out);
    assert_eq!(desk.read("原始记录.xlsx"), before, "the file is not touched");
    openssl_verifies(&desk, "原始记录.xlsx.p7s", "原始记录.xlsx");

    let (report, status) = desk.verify("原始记录.xlsx.p7s", &AT);
    assert_eq!(status, 0, "{report}");
    assert_eq!(report["verdict"], "passed");
    assert_eq!(report["file"]["name"], "原始记录.xlsx.p7s");
    assert_eq!(report["file"]["content"]["name"], "原始记录.xlsx");
    assert_eq!(report["file"]["content"]["size"], before.len());
    // What only a PDF has.
    assert_eq!((&report["file"]["pages"], &report["file"]["revisions"]), (&Value::Null, &0.into()));
    let signature = one(&report);
    assert_eq!((&signature["field"], &signature["revision"]), (&"".into(), &Value::Null));
    assert_eq!((&signature["level"], &signature["integrity"]), (&"B-B".into(), &"intact".into()));
    assert_eq!(signature["coversWholeFile"], true);
    assert!(signature["time"]["claimed"].is_string(), "CAdES demands the signer's time: {signature}");

    assert_eq!(desk.actions(), ["signed-intent", "signed", "verified"]);
    desk.succeed(&["log", "export", "-o", "log.json"]);
    let log: Value = serde_json::from_slice(&desk.read("log.json")).unwrap();
    let row = &log["entries"][1]["record"];
    assert_eq!(row["document"]["name"], "原始记录.xlsx", "{row}");
    assert_eq!((&row["place"], &row["params"]["reason"]), (&"苏州".into(), &"审核".into()));
    assert_eq!(row["params"]["signature-file"], "原始记录.xlsx.p7s");
    // The state of the log is in the signature: a log that was cut is found out by it.
    assert_eq!(desk.run(&["log", "verify", "--against", "原始记录.xlsx.p7s"]).status, 0);
}

#[test]
fn a_changed_file_is_broken_and_a_missing_one_is_asked_for() {
    let desk = desk();
    signed(&desk, &["原始记录.xlsx", "-o", "signature.p7s"]);
    let missing = desk.run(&["verify", "signature.p7s"]);
    assert_eq!(missing.status, 4, "{}{}", missing.out, missing.err);
    assert!(missing.out.contains("“signature”"), "the name is told: {}", missing.out);
    let over = desk.path("原始记录.xlsx");
    let named = ["--content", over.to_str().unwrap(), AT[0], AT[1]];
    assert_eq!(desk.verify("signature.p7s", &named).1, 0);

    let mut bytes = desk.read("原始记录.xlsx");
    bytes[1_500_000] ^= 1;
    std::fs::write(&over, &bytes).unwrap();
    let (report, status) = desk.verify("signature.p7s", &named);
    assert_eq!(status, 1, "{report}");
    assert_eq!((&report["verdict"], &one(&report)["integrity"]), (&"failed".into(), &"broken".into()));
    assert_eq!(one(&report)["subIndication"], "HASH_FAILURE");
    bytes.truncate(0);
    std::fs::write(&over, &bytes).unwrap();
    assert_eq!(desk.verify("signature.p7s", &named).1, 1, "an empty file is another file");

    // One content for one signature, and no options of pages.
    let many = desk.run(&["verify", "signature.p7s", "a.p7s", "--content", "原始记录.xlsx"]);
    assert_eq!(many.status, 64, "{}", many.err);
    let place = sign_as(&desk, "zhang-2048", &["原始记录.xlsx", "--text", "--at", "10,10"]);
    assert_eq!(place.status, 64, "{}", place.err);
    desk.put("not-one.p7s", "hello");
    assert_eq!(desk.run(&["verify", "not-one.p7s"]).status, 4);
}

#[test]
fn an_empty_file_and_a_pdf_are_signed_too_and_nothing_is_overwritten() {
    let desk = desk();
    desk.put("empty.txt", "");
    desk.put("report.pdf", tests::kit::structures::report(tests::kit::pdf::Listing::Table, 1).bytes());
    for name in ["empty.txt", "report.pdf"] {
        signed(&desk, &[name]);
        openssl_verifies(&desk, &format!("{name}.p7s"), name);
        assert_eq!(desk.verify(&format!("{name}.p7s"), &AT).1, 0, "{name}");
    }
    // A second signer's goes beside the first, and is about the same file.
    let first = desk.read("empty.txt.p7s");
    assert_eq!(sign_as(&desk, "zhang-3072", &["empty.txt"]).status, 0);
    assert_eq!(desk.read("empty.txt.p7s"), first);
    assert_eq!(desk.verify("empty.txt.2.p7s", &AT).0["file"]["content"]["name"], "empty.txt");
    let taken = sign_as(&desk, "zhang-2048", &["empty.txt", "-o", "empty.txt.p7s"]);
    assert_eq!(taken.status, 4, "{}", taken.err);
    assert_eq!(desk.read("empty.txt.p7s"), first);
}

#[test]
fn many_files_take_one_pin_and_one_that_fails_stops_only_itself() {
    let desk = desk();
    desk.put("a.docx", "one");
    desk.put("b.zip", "two");
    let ran =
        sign_as(&desk, "zhang-2048", &["--batch", "a.docx", "gone.csv", "b.zip", "-o", "signed", "--json"]);
    assert_eq!(ran.status, 4, "{}", ran.err);
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(rows[1]["failure"]["code"], "file-unreadable");
    assert!(rows[0]["failure"].is_null() && rows[2]["failure"].is_null(), "{rows}");
    for name in ["a.docx", "b.zip"] {
        std::fs::rename(desk.path(&format!("signed/{name}.p7s")), desk.path(&format!("{name}.p7s"))).unwrap();
    }
    // A folder is verified with its signature files.
    let root = Village::get().root();
    let words = ["verify", "--json", "--trust", root.to_str().unwrap(), AT[0], AT[1], "."];
    let all: Value = serde_json::from_str(&desk.run(&words).out).unwrap();
    let names: Vec<&str> =
        all.as_array().unwrap().iter().map(|one| one["file"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["a.docx.p7s", "b.zip.p7s"]);
    assert!(all.as_array().unwrap().iter().all(|one| one["verdict"] == "passed"), "{all}");

    let wrong = desk.run_with(
        "not the word\n",
        &[
            "sign",
            "--detached",
            "a.docx",
            "--p12",
            Village::get().key_file("zhang-2048").to_str().unwrap(),
            "--pin-stdin",
        ],
    );
    assert_eq!(wrong.status, 5, "{}", wrong.err);
}

#[test]
fn every_kind_of_key_signs_and_openssl_agrees() {
    for (key, more) in [("rsa2048", "--pss"), ("p256", "--json"), ("p384", "--json"), ("ed25519", "--json")] {
        let desk = desk();
        let create = ["identity", "create", "--name", "张三", "--key", key, "--pin-stdin"];
        desk.succeed_with("a good pin 7\n", &create);
        let words = ["sign", "--detached", "原始记录.xlsx", "--identity", "张三", "--pin-stdin", more];
        desk.succeed_with("a good pin 7\n", &words);
        let (signature, content) = (desk.path("原始记录.xlsx.p7s"), desk.path("原始记录.xlsx"));
        // Nobody vouches for a self-made certificate; the signature is what is asked about.
        let words = ["cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-out", "/dev/null", "-in"];
        let files = [signature.to_str().unwrap(), "-content", content.to_str().unwrap()];
        // OpenSSL takes no Ed25519 in CMS (RFC 8419).
        if key != "ed25519" {
            tools::succeed("openssl", &[&words[..], &files].concat());
        }
        let (report, status) = desk.verify("原始记录.xlsx.p7s", &[]);
        assert_eq!((status, &one(&report)["integrity"]), (2, &"intact".into()), "{key}: {report}");
    }
}

#[test]
fn a_timestamp_goes_inside_and_higher_levels_are_refused_with_the_reason() {
    let station = Station::open();
    let desk = &station.desk;
    desk.put("data.csv", "sample;0.05");
    let clock = station.clock(Manner::Good);
    let key = station.village.key_file("good-rsa");
    let secret = tests::kit::authority_village::PASSWORD;
    let sign = |level: &str, output: &str| {
        let words = ["sign", "--detached", "data.csv", "-o", output, "--level", level, "--tsa", &clock.url()];
        desk.run_with(
            &format!("{secret}\n"),
            &[&words[..], &["--p12", key.to_str().unwrap(), "--pin-stdin"]].concat(),
        )
    };
    let ran = sign("t", "data.csv.p7s");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(clock.seen().len(), 1);
    let lists = station.lists();
    let more: Vec<&str> = lists.iter().flat_map(|list| ["--crl", list.as_str()]).collect();
    let (report, status) = station.verify(desk, "data.csv.p7s", &more);
    assert_eq!(status, 0, "{report}");
    assert_eq!(one(&report)["level"], "B-T", "{report}");
    assert_eq!(one(&report)["time"]["source"], "timestamp", "{report}");
    for level in ["lt", "lta"] {
        let ran = sign(level, "higher.p7s");
        assert_eq!(ran.status, 64, "{}", ran.err);
        assert!(ran.err.contains("only a PDF has room"), "{}", ran.err);
    }
    assert!(!desk.names().contains(&"higher.p7s".to_owned()));
}

#[test]
fn what_others_signed_is_judged_by_the_same_measure() {
    let desk = desk();
    let village = Village::get();
    let (certificate, key) = (village.certificate("zhang-2048"), village.key("zhang-2048"));
    let issuing = village.certificate("issuing");
    let content = desk.path("原始记录.xlsx");
    let make = |output: &str, more: &[&str]| {
        let output = desk.path(output);
        let words = ["cms", "-sign", "-binary", "-in", content.to_str().unwrap(), "-md", "sha256"];
        let who = ["-signer", certificate.to_str().unwrap(), "-inkey", key.to_str().unwrap()];
        let along = ["-certfile", issuing.to_str().unwrap()];
        let to = ["-out", output.to_str().unwrap()];
        tools::succeed("openssl", &[&words[..], &who, &along, &to, more].concat());
    };
    make("原始记录.xlsx.p7s", &["-outform", "DER"]);
    let (report, status) = desk.verify("原始记录.xlsx.p7s", &AT);
    let signature = one(&report);
    assert_eq!((status, &signature["integrity"]), (0, &"intact".into()), "{report}");
    // Not CAdES: no level, and a remark on what binds it to its certificate, as for a PDF of the older form.
    assert_eq!(signature["level"], Value::Null);
    let codes: Vec<&str> =
        signature["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"signature-odd"), "{codes:?}");

    make("pem.p7s", &["-outform", "PEM", "-cades"]);
    let over = ["--content", content.to_str().unwrap(), AT[0], AT[1]];
    let (report, status) = desk.verify("pem.p7s", &over);
    assert_eq!((status, &one(&report)["level"]), (0, &"B-B".into()), "{report}");

    // What lies inside is judged where nothing lies beside it, and that is said.
    make("inside.p7m", &["-outform", "DER", "-nodetach", "-cades"]);
    let (report, status) = desk.verify("inside.p7m", &AT);
    assert_eq!(status, 0, "{report}");
    assert!(report["file"].get("content").is_none(), "{report}");
    let told: Vec<&str> = one(&report)["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert!(told.contains(&"content-inside"), "{told:?}");
    desk.put("inside", "another text");
    assert_eq!(desk.verify("inside.p7m", &AT).1, 1, "what lies beside it is what it is held against");
}

#[test]
fn touched_bytes_never_pass() {
    let desk = Desk::new();
    desk.put("a.txt", "content");
    signed(&desk, &["a.txt"]);
    let whole = desk.read("a.txt.p7s");
    let mut inputs = vec![desk.path("a.txt.p7s")];
    for at in (0..whole.len()).step_by(37) {
        let mut touched = whole.clone();
        touched[at] ^= 0x01;
        inputs.push(desk.put(&format!("touched-{at}.p7s"), touched));
        std::fs::copy(desk.path("a.txt"), desk.path(&format!("touched-{at}"))).unwrap();
    }
    let root = Village::get().root();
    let mut words: Vec<String> = ["verify", "--json", "--trust"].map(str::to_owned).to_vec();
    words.push(root.display().to_string());
    words.extend(AT.map(str::to_owned));
    words.extend(inputs.iter().map(|path| path.display().to_string()));
    let all: Value = serde_json::from_str(&desk.run(&words).out).unwrap();
    let passed: Vec<&Value> =
        all.as_array().unwrap().iter().filter(|one| one["verdict"] == "passed").collect();
    assert_eq!(passed.len(), 1, "only the untouched one: {passed:?}");
    assert_eq!(passed[0]["file"]["name"], "a.txt.p7s");
}

#[test]
fn the_rules_of_use_hold_for_any_file() {
    let laboratory = Laboratory::open();
    let zhang = &laboratory.zhang;
    zhang.put("record.xlsx", "rows");
    let sign = |more: &[&str]| {
        let words = ["sign", "--detached", "record.xlsx", "--identity", "张三", "--pin-stdin"];
        zhang.run_with(&format!("{PIN}\n"), &[&words[..], more].concat())
    };
    assert_refused(&sign(&["--consent", "--kind", KIND]), "RS17 2"); // not on a journey
    travel(zhang);
    assert_refused(&sign(&["--kind", KIND]), "RS12 4.2"); // without consent
    assert_refused(&sign(&["--consent", "--kind", "党组文件"]), "RS18 §3");
    assert!(!zhang.names().contains(&"record.xlsx.p7s".to_owned()), "nothing was written");
    let ran = sign(&["--consent", "--kind", KIND]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    zhang.succeed(&["log", "export", "-o", "log.json"]);
    let log: Value = serde_json::from_slice(&zhang.read("log.json")).unwrap();
    let rows = log["entries"].as_array().unwrap();
    let row = &rows.iter().rev().find(|row| row["record"]["action"] == "signed").unwrap()["record"];
    assert_eq!(
        (&row["params"]["kind"], &row["consent"]["id"]),
        (&KIND.into(), &"consent-sentence-file".into())
    );
    assert_eq!(row["params"]["off-site"], "苏州市政水厂", "{row}");

    // Whoever is suspended signs nothing, whatever it is.
    assert_eq!(laboratory.step("suspend", "张三", &["--why", "丢失"]).status, 0);
    laboratory.update(&[zhang]);
    assert_eq!(sign(&["--consent", "--kind", KIND]).status, 5);
}
