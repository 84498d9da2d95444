//! Software tokens for a test. SoftHSM reads its environment when it is initialised, so each test runs in a process of its
//! own: the test starts itself again with the environment set, and the second one does the work.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use keys::pkcs11::{Module, Token, TokenCertificate};
use pki::Time;

pub const PIN: &str = "246813";
const OFFICER_PIN: &str = "13572468";

/// Where SoftHSM's module lies.
fn softhsm() -> PathBuf {
    let places = [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    ];
    let found = places.iter().map(PathBuf::from).find(|path| path.is_file());
    found.expect(
        "SoftHSM is missing: install the packages softhsm2 and opensc, as the project's test command does",
    )
}

/// The moment of the test in which nothing is expired.
pub fn now() -> Time {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Time::from_unix(i64::try_from(since.as_secs()).unwrap() + 60)
}

/// A folder with tokens.
pub struct Kit {
    folder: PathBuf,
}

/// Runs `body` in a process whose SoftHSM has the tokens that `prepare` made. `test` is the name of the test itself.
pub fn with_tokens(test: &str, prepare: impl FnOnce(&Kit), body: impl FnOnce(&Kit)) {
    if std::env::var("TOKEN_TEST").as_deref() == Ok(test) {
        return body(&Kit { folder: std::env::var_os("TOKEN_SHIM").unwrap().into() });
    }
    let directory = tempfile::tempdir().unwrap();
    let kit = Kit { folder: directory.path().canonicalize().unwrap() };
    let tokens = kit.path("tokens");
    std::fs::create_dir(&tokens).unwrap();
    let configuration = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
        tokens.display()
    );
    std::fs::write(kit.path("softhsm2.conf"), configuration).unwrap();
    prepare(&kit);
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args([test, "--exact", "--nocapture"]);
    again.env("TOKEN_TEST", test).env("TOKEN_SHIM", &kit.folder).env("TOKEN_SHIM_REAL", softhsm());
    let output = again.env("SOFTHSM2_CONF", kit.path("softhsm2.conf")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

impl Kit {
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(&self.folder)
            .env("SOFTHSM2_CONF", self.path("softhsm2.conf"))
            .output()
            .unwrap_or_else(|_| panic!("{program} is missing: install softhsm2, opensc and openssl"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program} {arguments:?}: {said}");
        output
    }

    /// A new token.
    pub fn token(&self, label: &str) {
        self.run(
            "softhsm2-util",
            &["--init-token", "--free", "--label", label, "--so-pin", OFFICER_PIN, "--pin", PIN],
        );
    }

    /// A self-signed certificate and its key, as files `<id>.pem` and `<id>.key`; `key` is what openssl's `-newkey` takes.
    pub fn issue(&self, id: &str, name: &str, key: &[&str], days: &str) {
        let extensions =
            ["basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature,nonRepudiation"];
        self.issue_with(id, name, key, days, &extensions);
    }

    /// The same with other extensions; without any, openssl makes it an authority's.
    pub fn issue_with(&self, id: &str, name: &str, key: &[&str], days: &str, extensions: &[&str]) {
        let (subject, key_file, file) =
            (format!("/O=化学测试中心/CN={name}"), format!("{id}.key"), format!("{id}.pem"));
        let mut arguments = vec!["req", "-x509", "-utf8", "-nodes", "-subj", &subject, "-days", days];
        arguments.extend(extensions.iter().flat_map(|extension| ["-addext", extension]));
        arguments.extend(["-keyout", &key_file, "-out", &file, "-newkey"]);
        arguments.extend(key);
        self.run("openssl", &arguments);
    }

    pub fn put_key(&self, token: &str, id: &str) {
        let file = format!("{id}.key");
        self.run(
            "softhsm2-util",
            &["--import", &file, "--token", token, "--label", "key", "--id", id, "--pin", PIN],
        );
    }

    pub fn put_certificate(&self, token: &str, id: &str) {
        let (pem, der) = (format!("{id}.pem"), format!("{id}.der"));
        self.run("openssl", &["x509", "-in", &pem, "-outform", "DER", "-out", &der]);
        let module = softhsm();
        let login = ["--module", module.to_str().unwrap(), "--token-label", token, "--login", "--pin", PIN];
        let write = ["--write-object", &der, "--type", "cert", "--id", id, "--label", "certificate"];
        self.run("pkcs11-tool", &[login.as_slice(), write.as_slice()].concat());
    }

    /// A certificate with its key on a token.
    pub fn person(&self, token: &str, id: &str, name: &str, key: &[&str]) {
        self.issue(id, name, key, "3650");
        self.put_key(token, id);
        self.put_certificate(token, id);
    }

    /// A root, and somebody's certificate under it, both on a token, with the key of the second.
    pub fn person_with_issuer(&self, token: &str, id: &str, name: &str) {
        let curve = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
        let mut root = vec!["req", "-x509", "-nodes", "-subj", "/CN=Test Root", "-days", "3650"];
        root.extend(["-keyout", "a0.key", "-out", "a0.pem", "-newkey"]);
        root.extend(curve);
        self.run("openssl", &root);
        let subject = format!("/CN={name}");
        let (key_file, file) = (format!("{id}.key"), format!("{id}.pem"));
        let mut leaf = vec!["req", "-x509", "-utf8", "-nodes", "-subj", &subject, "-days", "365"];
        leaf.extend(["-CA", "a0.pem", "-CAkey", "a0.key", "-addext", "basicConstraints=critical,CA:FALSE"]);
        leaf.extend(["-keyout", &key_file, "-out", &file, "-newkey"]);
        leaf.extend(curve);
        self.run("openssl", &leaf);
        self.put_certificate(token, "a0");
        self.put_key(token, id);
        self.put_certificate(token, id);
    }

    /// Compiles the module that passes on to SoftHSM and misbehaves on demand.
    pub fn shim(&self) {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/token_kit/shim.rs");
        self.compile(&source, "libshim.so");
    }

    /// Compiles a Rust file to a library.
    pub fn compile(&self, source: &Path, library: &str) {
        let compiler = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
        let arguments =
            ["--edition", "2024", "--crate-type", "cdylib", "--crate-name", "module", "-o", library];
        self.run(&compiler, &[arguments.as_slice(), &[source.to_str().unwrap()]].concat());
    }

    /// SoftHSM itself.
    pub fn module(&self) -> Module {
        Module::open(&softhsm()).unwrap()
    }

    pub fn module_path(&self) -> PathBuf {
        softhsm()
    }

    /// SoftHSM behind the shim.
    pub fn shimmed(&self) -> Module {
        Module::open(&self.path("libshim.so")).unwrap()
    }

    /// How the shim is to behave from now on.
    pub fn control(&self, lines: &[&str]) {
        std::fs::write(self.path("control"), lines.join("\n")).unwrap();
    }

    /// What the shim was asked since the last time, without the listing's own sessions.
    pub fn calls(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.path("calls")).unwrap_or_default();
        let _ = std::fs::remove_file(self.path("calls"));
        text.lines().map(str::to_owned).collect()
    }
}

/// The only token and its only certificate.
pub fn only(module: &Module) -> (Token, TokenCertificate) {
    let found = module.tokens(now()).unwrap();
    assert_eq!(found.tokens.len(), 1, "{found:?}");
    let token = found.tokens[0].clone();
    assert_eq!(token.certificates.len(), 1, "{found:?}");
    let certificate = token.certificates[0].clone();
    (token, certificate)
}
