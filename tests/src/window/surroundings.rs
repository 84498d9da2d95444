//! What stands around a person's computer: a village of authorities with its servers on loopback, and a token.

use super::{Person, Window};
use crate::kit::authority_village::{AuthorityVillage, PASSWORD};
use crate::kit::tools;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The village; its servers answer as long as the tests run.
pub static VILLAGE: LazyLock<AuthorityVillage> = LazyLock::new(AuthorityVillage::open);

/// An address on loopback where nobody listens.
pub const NOBODY: &str = "http://127.0.0.1:9/tsa";

/// Takes over the key file of somebody of the village, under the name and the PIN of these stories.
pub fn take_over(person: &Person, who: &str, name: &str) {
    let file = VILLAGE.key_file(who);
    let file = file.to_str().expect("a path");
    let secrets = format!("{PASSWORD}\n{}\n", super::story::PIN);
    person.feed(&secrets, &["identity", "import", file, "--label", name, "--pin-stdin"]);
}

/// Keeps these timestamp authorities as the settings would.
pub fn keep_authorities(person: &Person, urls: &[&str]) {
    let kept: Vec<_> = urls.iter().map(|url| json!({ "url": url })).collect();
    std::fs::write(person.profile().join("authorities.json"), json!(kept).to_string())
        .expect("the authorities");
}

/// Trusts both roots of the village in the settings, which are open.
pub fn trust_the_roots(person: &Person, window: &Window) {
    let roots = ["root", "time-root"].map(|name| VILLAGE.certificate(name));
    person.answer(&[&roots[0], &roots[1]]);
    window.click("settings-trust").click("trust-add").see_count("trusted-certificate", 1);
    window.click("trust-add").see_count("trusted-certificate", 2);
}

/// The PIN of every token.
pub const TOKEN_PIN: &str = "246813";

/// Where Debian and Ubuntu, Fedora, and Homebrew put SoftHSM.
const MODULES: [&str; 4] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
];

/// Plugs in a software token that bears a key and somebody's own certificate for it.
pub fn plug_in(person: &mut Person, label: &str, organization: &str, name: &str) {
    let folder = person.profile().join("softhsm");
    let configuration = folder.join("softhsm2.conf");
    std::fs::create_dir_all(folder.join("tokens")).expect("a folder");
    let words = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
        folder.join("tokens").display()
    );
    std::fs::write(&configuration, words).expect("the token's configuration");
    person.set("SOFTHSM2_CONF", configuration.display().to_string());
    let run = |program: &str, words: &[&str]| run(&folder, &configuration, program, words);
    run(
        "softhsm2-util",
        &["--init-token", "--free", "--label", label, "--so-pin", "13572468", "--pin", TOKEN_PIN],
    );
    let subject = format!("/O={organization}/CN={name}");
    let signs = [
        "-addext",
        "basicConstraints=critical,CA:FALSE",
        "-addext",
        "keyUsage=critical,digitalSignature,nonRepudiation",
    ];
    let key = ["-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "certificate.pem"];
    run(
        "openssl",
        &[&["req", "-x509", "-utf8", "-subj", &subject, "-days", "3650"][..], &signs, &key].concat(),
    );
    run("openssl", &["x509", "-in", "certificate.pem", "-outform", "DER", "-out", "certificate.der"]);
    run(
        "softhsm2-util",
        &["--import", "key.pem", "--token", label, "--label", "key", "--id", "01", "--pin", TOKEN_PIN],
    );
    let module = MODULES.iter().map(Path::new).find(|path| path.is_file());
    let module = module.expect("SoftHSM2; `cargo xtask setup` installs it").to_str().expect("a path");
    let login = ["--module", module, "--token-label", label, "--login", "--pin", TOKEN_PIN];
    let object =
        ["--write-object", "certificate.der", "--type", "cert", "--id", "01", "--label", "certificate"];
    run("pkcs11-tool", &[&login[..], &object].concat());
}

fn run(folder: &Path, configuration: &PathBuf, program: &str, words: &[&str]) {
    let output =
        Command::new(program).args(words).current_dir(folder).env("SOFTHSM2_CONF", configuration).output();
    let output =
        output.unwrap_or_else(|fault| panic!("{program} ({fault}); `cargo xtask setup` installs it"));
    assert!(output.status.success(), "{program} {words:?}: {}", tools::both(&output));
}
