//! Keys of every kind are made here, keep in the vault, and sign; what does not go with a key is refused.

use serde_json::Value;
use tests::kit::command::Desk;
use tests::kit::pdf::Listing;
use tests::kit::{structures, tools};

const PIN: &str = "correct horse 7";

fn desk(key: &str) -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    desk.succeed_with(
        &format!("{PIN}\n"),
        &["identity", "create", "--name", "A", "--key", key, "--pin-stdin"],
    );
    desk
}

fn sign(desk: &Desk, output: &str, more: &[&str]) -> tests::kit::command::Outcome {
    let words = ["sign", "in.pdf", "-o", output, "--identity", "A", "--pin-stdin"];
    desk.run_with(&format!("{PIN}\n"), &[&words[..], more].concat())
}

fn signature(desk: &Desk, file: &str) -> Value {
    let ran = desk.run(&["verify", "--json", file]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    report[0]["signatures"][0].clone()
}

#[test]
fn each_with_its_own_algorithm() {
    let keys = [
        ("rsa2048", "sha256", 2048),
        ("rsa3072", "sha256", 3072),
        ("p256", "sha256", 256),
        ("p384", "sha384", 384),
        ("p521", "sha512", 521),
        ("ed25519", "sha512", 256),
        ("sm2", "sm3", 256),
    ];
    for (key, digest, bits) in keys {
        let desk = desk(key);
        let ran = sign(&desk, "out.pdf", &[]);
        assert_eq!(ran.status, 0, "{key}: {}{}", ran.out, ran.err);
        let signature = signature(&desk, "out.pdf");
        assert_eq!(signature["integrity"], "intact", "{key}: {signature:#}");
        let algorithms = &signature["algorithms"];
        let said = algorithms["digest"].as_str().unwrap().to_lowercase().replace('-', "");
        assert_eq!(
            (said.as_str(), algorithms["keyBits"].as_u64().unwrap()),
            (digest, bits),
            "{key}: {signature:#}"
        );
    }
}

#[test]
fn pss_with_every_digest() {
    let desk = desk("rsa2048");
    for digest in ["sha256", "sha384", "sha512"] {
        let output = format!("{digest}.pdf");
        let ran = sign(&desk, &output, &["--pss", "--digest", digest]);
        assert_eq!(ran.status, 0, "{digest}: {}{}", ran.out, ran.err);
        let signature = signature(&desk, &output);
        assert_eq!(signature["integrity"], "intact", "{signature:#}");
        assert!(
            signature["algorithms"]["signature"].as_str().unwrap().to_lowercase().contains("pss"),
            "{signature:#}"
        );
    }
}

#[test]
fn what_does_not_go_with_a_key_is_wrong_usage() {
    let desk = desk("p256");
    for more in [&["--pss"][..], &["--digest", "sha512"]] {
        let ran = sign(&desk, "out.pdf", more);
        assert_eq!(ran.status, 64, "{}{}", ran.out, ran.err);
        assert!(!desk.path("out.pdf").exists());
    }
}

#[test]
fn keys_of_every_kind_are_handed_over_and_taken_over() {
    for key in ["p384", "ed25519", "sm2"] {
        let desk = desk(key);
        let export = ["identity", "export", "A", "-o", "a.p12", "--pin-stdin"];
        desk.succeed_with(&format!("{PIN}\nhand over 8\n"), &export);
        desk.succeed_with(
            "hand over 8\n",
            &["sign", "in.pdf", "-o", "file.pdf", "--p12", "a.p12", "--pin-stdin"],
        );
        let other = Desk::new();
        other.put("in.pdf", desk.read("in.pdf"));
        other.put("a.p12", desk.read("a.p12"));
        let import = ["identity", "import", "a.p12", "--label", "A", "--pin-stdin"];
        other.succeed_with(&format!("hand over 8\n{PIN}\n"), &import);
        assert_eq!(sign(&other, "out.pdf", &[]).status, 0, "{key}");
        for (desk, file) in [(&desk, "file.pdf"), (&other, "out.pdf")] {
            assert_eq!(signature(desk, file)["integrity"], "intact", "{key} {file}");
        }
        let shown = tools::run(
            "openssl",
            &[
                "pkcs12",
                "-in",
                desk.path("a.p12").to_str().unwrap(),
                "-passin",
                "pass:hand over 8",
                "-nokeys",
            ],
        );
        assert!(shown.status.success(), "{key}: {}", tools::both(&shown));
    }
}
