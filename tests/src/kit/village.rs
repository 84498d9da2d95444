//! A village of certification authorities, declared here and made with openssl the first time it is needed.
//!
//! ```text
//! Village root ── Village issuing ─┬─ Zhang San 2048 · 3072 · 4096   may sign
//!                                  ├─ Expired                        its validity is over
//!                                  └─ Web server                     its usage is another
//! Stranger root ──────────────────── Stranger                        nobody trusts it
//! ```

use super::{target, tools};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The password of every key file.
pub const PASSWORD: &str = "village";

/// A certificate: who it is for, who issues it, its key and what it may do.
struct Citizen {
    name: &'static str,
    subject: &'static str,
    issuer: Option<&'static str>,
    bits: u32,
    extensions: &'static str,
    from: &'static str,
    until: &'static str,
}

const SIGNS: &str = "keyUsage=critical,digitalSignature,nonRepudiation\nbasicConstraints=critical,CA:FALSE";
const ISSUES: &str = "keyUsage=critical,keyCertSign,cRLSign\nbasicConstraints=critical,CA:TRUE";
const SERVES: &str = "keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth\nbasicConstraints=critical,CA:FALSE";
const EARLY: &str = "20240101000000Z";
const LATE: &str = "20440101000000Z";

const fn citizen(
    name: &'static str,
    subject: &'static str,
    issuer: Option<&'static str>,
    bits: u32,
    extensions: &'static str,
    until: &'static str,
) -> Citizen {
    Citizen { name, subject, issuer, bits, extensions, from: EARLY, until }
}

const CITIZENS: [Citizen; 9] = [
    citizen("root", "/O=Village/CN=Village root", None, 3072, ISSUES, LATE),
    citizen("issuing", "/O=Village/CN=Village issuing", Some("root"), 3072, ISSUES, LATE),
    citizen("zhang-2048", "/C=CN/O=Test Centre/CN=Zhang San 2048", Some("issuing"), 2048, SIGNS, LATE),
    citizen("zhang-3072", "/C=CN/O=Test Centre/CN=Zhang San 3072", Some("issuing"), 3072, SIGNS, LATE),
    citizen("zhang-4096", "/C=CN/O=Test Centre/CN=Zhang San 4096", Some("issuing"), 4096, SIGNS, LATE),
    citizen("expired", "/O=Test Centre/CN=Expired", Some("issuing"), 2048, SIGNS, "20250101000000Z"),
    citizen("server", "/O=Test Centre/CN=Web server", Some("issuing"), 2048, SERVES, LATE),
    citizen("stranger-root", "/O=Elsewhere/CN=Stranger root", None, 2048, ISSUES, LATE),
    citizen("stranger", "/O=Elsewhere/CN=Stranger", Some("stranger-root"), 2048, SIGNS, LATE),
];

/// The village on disk.
pub struct Village(PathBuf);

impl Village {
    /// Where it stands; made where it is not there yet.
    pub fn get() -> &'static Self {
        static VILLAGE: OnceLock<Village> = OnceLock::new();
        VILLAGE.get_or_init(|| {
            let place = target().join("village-1");
            if !place.join("stranger.p12").is_file() {
                build(&place);
            }
            Self(place)
        })
    }

    /// A certificate, PEM.
    pub fn certificate(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.pem"))
    }

    /// A private key, PEM, unencrypted.
    pub fn key(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.key"))
    }

    /// Key, certificate and issuers as PKCS#12 under [`PASSWORD`].
    pub fn key_file(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.p12"))
    }

    /// The anchor.
    pub fn root(&self) -> PathBuf {
        self.certificate("root")
    }
}

/// Builds in a folder of its own and gives it its name in one step: test binaries may start at the same time.
fn build(place: &Path) {
    let parent = place.parent().unwrap();
    std::fs::create_dir_all(parent).unwrap();
    let site = tempfile::tempdir_in(parent).unwrap();
    let at = |name: &str| site.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(at("empty.cnf"), CONFIGURATION.replace("HERE", site.path().to_str().unwrap())).unwrap();
    std::fs::write(at("index.txt"), "").unwrap();
    for Citizen { name, subject, issuer, bits, extensions, from, until } in CITIZENS {
        let (key, request, pem) =
            (at(&format!("{name}.key")), at(&format!("{name}.csr")), at(&format!("{name}.pem")));
        let kind = format!("rsa:{bits}");
        let configuration = at("empty.cnf");
        tools::succeed(
            "openssl",
            &[
                "req",
                "-new",
                "-newkey",
                &kind,
                "-nodes",
                "-config",
                &configuration,
                "-subj",
                subject,
                "-keyout",
                &key,
                "-out",
                &request,
            ],
        );
        let ours = at(&format!("{name}.ext"));
        let identifiers = "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid";
        std::fs::write(&ours, format!("{extensions}\n{identifiers}\n")).unwrap();
        let mut words: Vec<String> = ["ca", "-batch", "-notext", "-config"].map(str::to_owned).to_vec();
        let rest = [
            configuration.as_str(),
            "-in",
            &request,
            "-out",
            &pem,
            "-extfile",
            &ours,
            "-startdate",
            from,
            "-enddate",
            until,
        ];
        words.extend(rest.map(str::to_owned));
        match issuer {
            None => words.extend(["-selfsign".to_owned(), "-keyfile".to_owned(), key.clone()]),
            Some(issuer) => words.extend([
                "-keyfile".to_owned(),
                at(&format!("{issuer}.key")),
                "-cert".to_owned(),
                at(&format!("{issuer}.pem")),
            ]),
        }
        tools::succeed("openssl", &words);
        if let Some(issuer) = issuer {
            let (file, chain) = (at(&format!("{name}.p12")), at(&format!("{issuer}.pem")));
            let password = format!("pass:{PASSWORD}");
            tools::succeed(
                "openssl",
                &[
                    "pkcs12",
                    "-export",
                    "-inkey",
                    &key,
                    "-in",
                    &pem,
                    "-certfile",
                    &chain,
                    "-name",
                    name,
                    "-passout",
                    &password,
                    "-out",
                    &file,
                ],
            );
        }
    }
    if std::fs::rename(site.path(), place).is_ok() {
        let _ = site.keep(); // it has another name now
    }
}

const CONFIGURATION: &str = "[req]
distinguished_name = name
[name]
[ca]
default_ca = village
[village]
database = HERE/index.txt
new_certs_dir = HERE
rand_serial = yes
default_md = sha256
policy = anything
unique_subject = no
email_in_dn = no
preserve = yes
[anything]
countryName = optional
organizationName = optional
commonName = supplied
";
