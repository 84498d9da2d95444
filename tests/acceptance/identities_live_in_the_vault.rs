//! Making, taking over, listing and handing over identities.

use tests::kit::command::{Desk, assert_passed};
use tests::kit::pdf::Listing;
use tests::kit::village::{PASSWORD, Village};
use tests::kit::{structures, tools};

const PIN: &str = "correct horse 7";

#[test]
fn a_key_file_goes_through_the_vault_and_comes_out_the_same() {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    let key_file = Village::get().key_file("zhang-3072");
    let secrets = format!("{PASSWORD}\n{PIN}\n");
    desk.succeed_with(
        &secrets,
        &["identity", "import", key_file.to_str().unwrap(), "--label", "张三", "--pin-stdin"],
    );

    let listed: serde_json::Value =
        serde_json::from_str(&desk.succeed(&["identity", "list", "--json"])).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["label"], "张三");
    assert_eq!(listed[0]["selfMade"], false);
    assert_eq!(listed[0]["triesLeft"], 5);
    assert!(desk.succeed(&["identity", "list"]).contains("张三"));

    desk.succeed_with(
        &format!("{PIN}\n"),
        &["sign", "in.pdf", "-o", "out.pdf", "--identity", "张三", "--pin-stdin"],
    );
    assert_passed(&desk, "out.pdf", 1);

    desk.succeed_with(
        &format!("{PIN}\nhand over 8\n"),
        &["identity", "export", "张三", "-o", "out.p12", "--pin-stdin"],
    );
    let exported = desk.path("out.p12");
    let dump = |words: &[&str]| {
        let common = ["pkcs12", "-in", exported.to_str().unwrap(), "-passin", "pass:hand over 8"];
        tools::succeed("openssl", &[&common[..], words].concat())
    };
    let key = dump(&["-nocerts", "-nodes"]);
    let ours = key.split_once("-----BEGIN").unwrap().1;
    let original = std::fs::read_to_string(Village::get().key("zhang-3072")).unwrap();
    assert_eq!(
        ours.trim(),
        original.split_once("-----BEGIN").unwrap().1.trim(),
        "the private key is the same"
    );
    assert_eq!(dump(&["-nokeys"]).matches("BEGIN CERTIFICATE").count(), 2, "with the chain");
    let facts = tools::both(&tools::run(
        "openssl",
        &["pkcs12", "-in", exported.to_str().unwrap(), "-passin", "pass:hand over 8", "-info", "-noout"],
    ));
    assert!(facts.contains("PBES2") && facts.contains("AES-256"), "{facts}");

    // The exported file is a key file like any other.
    let words = ["sign", "in.pdf", "-o", "again.pdf", "--p12", "out.p12", "--pin-stdin"];
    desk.succeed_with("hand over 8\n", &words);
    assert_passed(&desk, "again.pdf", 1);
}

#[test]
fn an_old_key_file_is_read() {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    let village = Village::get();
    let old = desk.path("old.p12");
    let made = tools::run(
        "openssl",
        &[
            "pkcs12",
            "-export",
            "-legacy",
            "-inkey",
            village.key("zhang-2048").to_str().unwrap(),
            "-in",
            village.certificate("zhang-2048").to_str().unwrap(),
            "-certfile",
            village.certificate("issuing").to_str().unwrap(),
            "-passout",
            "pass:old",
            "-out",
            old.to_str().unwrap(),
        ],
    );
    assert!(made.status.success(), "{}", tools::both(&made));
    desk.succeed_with("old\n", &["sign", "in.pdf", "-o", "out.pdf", "--p12", "old.p12", "--pin-stdin"]);
    assert_passed(&desk, "out.pdf", 1);
}

#[test]
fn what_is_made_here_is_marked_as_such() {
    let desk = Desk::new();
    let made = ["identity", "create", "--name", "Wang Wu", "--organization", "Centre", "--pin-stdin"];
    desk.succeed_with(&format!("{PIN}\n"), &made);
    let listed: serde_json::Value =
        serde_json::from_str(&desk.succeed(&["identity", "list", "--json"])).unwrap();
    assert_eq!(listed[0]["selfMade"], true);
    assert_eq!(listed[0]["organization"], "Centre");
    assert!(listed[0]["key"].as_str().unwrap().contains("3072"), "RSA 3072 by default: {}", listed[0]["key"]);
}

#[test]
fn no_secret_is_ever_printed_or_logged() {
    let desk = Desk::new();
    let made = ["identity", "create", "--name", "A", "--key", "rsa2048", "--pin-stdin"];
    let out = desk.succeed_with(&format!("{PIN}\n"), &made);
    let ran = desk.run_with("wrong horse 77\n", &["identity", "export", "A", "-o", "a.p12", "--pin-stdin"]);
    assert_eq!(ran.status, 5);
    for said in [&out, &ran.out, &ran.err] {
        assert!(!said.contains(PIN) && !said.contains("wrong horse"), "{said}");
    }
    for entry in std::fs::read_dir(desk.profile()).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(bytes) = std::fs::read(&entry) else { continue };
        let has = |secret: &str| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!has(PIN) && !has("wrong horse"), "{}", entry.display());
    }
}
