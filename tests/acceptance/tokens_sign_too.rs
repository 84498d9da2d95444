//! Keys on tokens, with SoftHSM2 as the token: listed with their certificates, opened with one try, never tried again.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use tests::kit::command::{Desk, Outcome, assert_passed, finish};
use tests::kit::pdf::Listing;
use tests::kit::village::{PASSWORD, Village};
use tests::kit::{structures, tools};

const PIN: &str = "246810";
/// Where Debian and Ubuntu, Fedora, and Homebrew put it.
const PLACES: [&str; 4] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
];

fn module() -> PathBuf {
    let found = PLACES.iter().map(PathBuf::from).find(|path| path.is_file());
    found.expect("SoftHSM2; `cargo xtask setup` installs it")
}

/// A desk with software tokens of its own.
struct Place {
    desk: Desk,
    configuration: PathBuf,
}

impl Place {
    /// A token of this label with the key and the certificates of somebody of the village.
    fn with_token(label: &str, who: &str) -> Self {
        let desk = Desk::new();
        let tokens = desk.profile().join("tokens");
        std::fs::create_dir(&tokens).unwrap();
        let configuration = desk.profile().join("softhsm2.conf");
        std::fs::write(
            &configuration,
            format!(
                "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
                tokens.display()
            ),
        )
        .unwrap();
        desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
        let place = Self { desk, configuration };
        place.add_token(label, who);
        place
    }

    fn add_token(&self, label: &str, who: &str) {
        let village = Village::get();
        self.tool(
            "softhsm2-util",
            &["--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "12345678"],
        );
        let key = self.desk.profile().join("key.der");
        tools::succeed(
            "openssl",
            &[
                "pkcs8",
                "-topk8",
                "-nocrypt",
                "-in",
                village.key(who).to_str().unwrap(),
                "-outform",
                "DER",
                "-out",
                key.to_str().unwrap(),
            ],
        );
        for (kind, file) in [("privkey", key.clone()), ("cert", self.der(who))] {
            let module = module();
            let words =
                ["--module", module.to_str().unwrap(), "--token-label", label, "--login", "--pin", PIN];
            let rest =
                ["--write-object", file.to_str().unwrap(), "--type", kind, "--id", "01", "--label", who];
            self.tool("pkcs11-tool", &[&words[..], &rest].concat());
        }
        std::fs::remove_file(key).unwrap();
    }

    fn der(&self, who: &str) -> PathBuf {
        let der = self.desk.profile().join(format!("{who}.der"));
        let pem = Village::get().certificate(who);
        tools::succeed(
            "openssl",
            &["x509", "-in", pem.to_str().unwrap(), "-outform", "DER", "-out", der.to_str().unwrap()],
        );
        der
    }

    fn tool(&self, program: &str, words: &[&str]) {
        let output = Command::new(program).args(words).env("SOFTHSM2_CONF", &self.configuration).output();
        let output =
            output.unwrap_or_else(|fault| panic!("{program} ({fault}); `cargo xtask setup` installs it"));
        assert!(output.status.success(), "{program} {words:?}: {}", tools::both(&output));
    }

    fn run_with(&self, input: &str, words: &[&str]) -> Outcome {
        let mut command = self.desk.command(words);
        command.env("SOFTHSM2_CONF", &self.configuration).stdin(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes());
        finish(child)
    }

    fn sign(&self, pin: &str, output: &str, label: Option<&str>, more: &[&str]) -> Outcome {
        let chain = Village::get().certificate("issuing");
        let token = label.map_or_else(
            || module().display().to_string(),
            |label| format!("{}:{label}", module().display()),
        );
        let words = [
            "sign",
            "in.pdf",
            "-o",
            output,
            "--token",
            &token,
            "--pin-stdin",
            "--chain",
            chain.to_str().unwrap(),
        ];
        self.run_with(&format!("{pin}\n"), &[&words[..], more].concat())
    }

    fn tokens(&self) -> Value {
        let module = module();
        self.run_with("", &["tokens", "--add", module.to_str().unwrap()]);
        let ran = self.run_with("", &["tokens", "--json"]);
        serde_json::from_str(&ran.out).unwrap_or_else(|fault| panic!("{fault}: {}{}", ran.out, ran.err))
    }
}

#[test]
fn they_are_listed_by_certificate_and_end() {
    let place = Place::with_token("Zhang San", "zhang-2048");
    let found = place.tokens();
    let token = found["tokens"]
        .as_array()
        .unwrap()
        .iter()
        .find(|token| token["label"] == "Zhang San")
        .unwrap_or_else(|| panic!("{found:#}"));
    let certificate = &token["certificates"][0];
    assert_eq!(certificate["name"], "Zhang San 2048", "{found:#}");
    assert!(certificate["validUntil"].as_str().unwrap().starts_with("2044"), "{found:#}");
    assert!(certificate["unusable"].is_null(), "{found:#}");
    let told = place.run_with("", &["tokens"]);
    assert!(told.status == 0 && told.out.contains("Zhang San 2048"), "{}{}", told.out, told.err);
}

#[test]
fn rsa_and_its_pss_sign() {
    for (who, more) in [("zhang-2048", &[][..]), ("zhang-3072", &["--pss"])] {
        let place = Place::with_token("T", who);
        // The token holds the signer's certificate alone; what lies above it comes along.
        let issuing = Village::get().certificate("issuing");
        let words = [more, &["--chain", issuing.to_str().unwrap()]].concat();
        let ran = place.sign(PIN, "out.pdf", Some("T"), &words);
        assert_eq!(ran.status, 0, "{who}: {}{}", ran.out, ran.err);
        assert_eq!(place.desk.verify("out.pdf", &[]).1, 0, "{who}");
        if more.is_empty() {
            assert_passed(&place.desk, "out.pdf", 1);
        }
        let done = place.desk.log().into_iter().find(|row| row["action"] == "signed").unwrap();
        assert!(done["who"].as_str().unwrap().starts_with("Zhang San"), "{done:#}");
    }
}

#[test]
fn a_wrong_pin_is_sent_once_and_never_again() {
    let place = Place::with_token("T", "zhang-2048");
    let ran = place.sign("000000", "out.pdf", Some("T"), &[]);
    assert_eq!(ran.status, 5, "{}{}", ran.out, ran.err);
    assert!(
        ran.err.lines().count() >= 2 && !ran.err.contains("token-") && !ran.err.contains("CKR_"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("000000") && !place.desk.path("out.pdf").exists());
    let actions = place.desk.actions();
    let wrong = actions.iter().filter(|action| *action == "wrong-pin").count();
    assert_eq!(wrong, 1, "{actions:?}");
    assert_eq!(place.sign(PIN, "out.pdf", Some("T"), &[]).status, 0, "one try was lost, no more");
}

#[test]
fn among_several_the_label_decides() {
    let place = Place::with_token("First", "zhang-2048");
    place.add_token("Second", "zhang-3072");
    let ran = place.sign(PIN, "out.pdf", None, &[]);
    assert_eq!(ran.status, 64, "{}{}", ran.out, ran.err);
    assert_eq!(place.sign(PIN, "out.pdf", Some("Nobody"), &[]).status, 64);
    let ran = place.sign(PIN, "out.pdf", Some("Second"), &[]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    let (report, _) = place.desk.verify("out.pdf", &[]);
    assert_eq!(report["signatures"][0]["signer"]["commonName"], "Zhang San 3072");
}

#[test]
fn one_token_signs_many_with_one_pin() {
    let place = Place::with_token("T", "zhang-2048");
    std::fs::create_dir(place.desk.path("in")).unwrap();
    for number in 0..8 {
        place.desk.put(&format!("in/{number}.pdf"), structures::report(Listing::Table, 1).bytes());
    }
    let token = format!("{}:T", module().display());
    let words = ["sign", "--batch", "in", "-o", "out", "--token", &token, "--pin-stdin"];
    let wrong = place.run_with("000000\n", &words);
    assert_eq!(wrong.status, 5, "{}{}", wrong.out, wrong.err);
    assert_eq!(place.desk.actions().iter().filter(|action| *action == "wrong-pin").count(), 1);
    let ran = place.run_with(&format!("{PIN}\n"), &words);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert_eq!(std::fs::read_dir(place.desk.path("out")).unwrap().count(), 8);
}

#[test]
fn what_is_no_module_is_told_so() {
    let place = Place::with_token("T", "zhang-2048");
    place.desk.put("module.so", "no library");
    let missing = Path::new("nowhere/module.so").display().to_string();
    for module in ["./module.so", missing.as_str()] {
        let ran = place.run_with(
            &format!("{PASSWORD}\n"),
            &["sign", "in.pdf", "-o", "out.pdf", "--token", module, "--pin-stdin"],
        );
        assert!([4, 5, 64].contains(&ran.status), "{module}: {} {}", ran.status, ran.err);
        assert!(ran.err.lines().count() >= 2, "{}", ran.err);
    }
}
