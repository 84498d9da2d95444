//! A village whose certificates point to its own servers: CRLs, OCSP, issuers' certificates, and a timestamp chain.
//!
//! ```text
//! Root ─── Issuing ─┬─ good-rsa · good-p256          may sign
//!                   ├─ revoked                       keyCompromise, in index and CRL
//!                   ├─ expired                       its validity is over
//!                   ├─ wrong-usage                   a web server's
//!                   └─ ocsp                          answers for Issuing (RFC 6960 §4.2.2.2)
//! Time root ─ Time issuing ─ tsa                     stamps (RFC 3161 §2.3)
//! ```

use super::http::Server;
use super::{servers, tools};
use std::path::{Path, PathBuf};

/// The password of every key file.
pub const PASSWORD: &str = "village";

/// The identifier of SM2 signers where nobody names another (GB/T 35276), as openssl's option.
pub const SM2_IDENTIFIER: &str = "distid:1234567812345678";

/// A certificate: its name, its issuer (itself without one), its kind of key, its extensions and its end.
struct Citizen(&'static str, Option<&'static str>, &'static str, &'static str, &'static str);

const ISSUES: &str = "keyUsage=critical,keyCertSign,cRLSign\nbasicConstraints=critical,CA:TRUE";
const SIGNS: &str = "keyUsage=critical,digitalSignature,nonRepudiation\nbasicConstraints=critical,CA:FALSE";
const SERVES: &str =
    "keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName=IP:127.0.0.1";
const ANSWERS: &str = "keyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning\nnoCheck=ignored";
const STAMPS: &str = "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping";
const LATE: &str = "20440101000000Z";
const P256: &str = "ec:P-256";
const RSA: &str = "rsa:2048";

const CITIZENS: [Citizen; 11] = [
    Citizen("root", None, P256, ISSUES, LATE),
    Citizen("issuing", Some("root"), P256, ISSUES, LATE),
    Citizen("good-rsa", Some("issuing"), RSA, SIGNS, LATE),
    Citizen("good-p256", Some("issuing"), P256, SIGNS, LATE),
    Citizen("revoked", Some("issuing"), P256, SIGNS, LATE),
    Citizen("expired", Some("issuing"), P256, SIGNS, "20250101000000Z"),
    Citizen("wrong-usage", Some("issuing"), P256, SERVES, LATE),
    Citizen("ocsp", Some("issuing"), P256, ANSWERS, LATE),
    Citizen("time-root", None, P256, ISSUES, LATE),
    Citizen("time-issuing", Some("time-root"), P256, ISSUES, LATE),
    Citizen("tsa", Some("time-issuing"), RSA, STAMPS, LATE),
];

/// The village, its folder and its running server; both end with it.
pub struct AuthorityVillage {
    server: Server,
    folder: tempfile::TempDir,
}

impl AuthorityVillage {
    /// Starts the server and then makes the certificates that point to it.
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = servers::revocation_server(folder.path().to_owned());
        let village = Self { server, folder };
        for Citizen(name, issuer, ..) in &CITIZENS {
            if issuer.is_none_or(|_| matches!(*name, "issuing" | "time-issuing")) {
                std::fs::write(village.file(name, "index"), "").unwrap();
                std::fs::write(village.file(name, "crlnumber"), "01").unwrap();
                std::fs::write(village.file(name, "cnf"), village.configuration(name)).unwrap();
            }
        }
        CITIZENS.iter().for_each(|citizen| village.admit(citizen));
        village.revoke("revoked");
        for authority in ["root", "issuing", "time-root", "time-issuing"] {
            village.publish(authority);
        }
        let bundle = village.text("issuing", "p7c");
        let (issuing, root) = (village.text("issuing", "pem"), village.text("root", "pem"));
        let certs = ["-certfile", &issuing, "-certfile", &root, "-outform", "DER", "-out", &bundle];
        tools::succeed("openssl", &[&["crl2pkcs7", "-nocrl"][..], &certs].concat());
        for (file, digests) in [("tsa.cnf", "sha256,sha384,sha512"), ("tsa-refuses.cnf", "sha224")] {
            let here = village.folder().to_str().unwrap();
            let text = STAMPING.replace("HERE", here).replace("DIGESTS", digests);
            std::fs::write(village.folder().join(file), text).unwrap();
        }
        village
    }

    /// Where its files lie.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The server of CRLs, issuers' certificates and OCSP.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// A certificate, PEM.
    pub fn certificate(&self, name: &str) -> PathBuf {
        self.file(name, "pem")
    }

    /// A private key, PEM, unencrypted.
    pub fn key(&self, name: &str) -> PathBuf {
        self.file(name, "key")
    }

    /// Key, certificate and issuers as PKCS#12 under [`PASSWORD`].
    pub fn key_file(&self, name: &str) -> PathBuf {
        self.file(name, "p12")
    }

    /// The address of an authority's CRL.
    pub fn crl_url(&self, authority: &str) -> String {
        self.server.at(&format!("/{authority}.crl"))
    }

    /// The address of an authority's certificate.
    pub fn issuer_url(&self, authority: &str) -> String {
        self.server.at(&format!("/{authority}.cer"))
    }

    /// The address of the issuing authority's responder.
    pub fn ocsp_url(&self) -> String {
        self.server.at("/ocsp")
    }

    /// An OCSP request without nonce for somebody whom the issuing authority certified, DER.
    pub fn ocsp_request(&self, name: &str) -> Vec<u8> {
        let file = self.text(name, "request");
        let (issuer, certificate) = (self.text("issuing", "pem"), self.text(name, "pem"));
        let words = ["ocsp", "-no_nonce", "-issuer", &issuer, "-cert", &certificate, "-reqout", &file];
        tools::succeed("openssl", &words);
        std::fs::read(file).unwrap()
    }

    /// Admits one more signer, with a key of this kind: `rsa:3072`, `ec:P-384`, `ed25519:`, `ec:SM2`.
    pub fn admit_signer(&self, name: &'static str, kind: &'static str) {
        self.admit(&Citizen(name, Some("issuing"), kind, SIGNS, LATE));
    }

    /// The anchors of signers and of timestamps.
    pub fn roots(&self) -> [PathBuf; 2] {
        ["root", "time-root"].map(|name| self.certificate(name))
    }

    /// Revokes somebody whom the issuing authority certified; CRLs say so once published again.
    pub fn revoke(&self, name: &str) {
        let (configuration, certificate) = (self.text("issuing", "cnf"), self.text(name, "pem"));
        let words =
            ["ca", "-config", &configuration, "-revoke", &certificate, "-crl_reason", "keyCompromise"];
        tools::succeed("openssl", &words);
    }

    /// Writes an authority's certificate and a fresh CRL where the server finds them.
    pub fn publish(&self, authority: &str) {
        let (configuration, pem) = (self.text(authority, "cnf"), self.text(authority, "pem"));
        let (list, crl, cer) =
            (self.text(authority, "list"), self.text(authority, "crl"), self.text(authority, "cer"));
        tools::succeed(
            "openssl",
            &["ca", "-config", &configuration, "-gencrl", "-crldays", "7", "-out", &list],
        );
        tools::succeed("openssl", &["crl", "-in", &list, "-outform", "DER", "-out", &crl]);
        tools::succeed("openssl", &["x509", "-in", &pem, "-outform", "DER", "-out", &cer]);
    }

    fn file(&self, name: &str, ending: &str) -> PathBuf {
        self.folder().join(format!("{name}.{ending}"))
    }

    fn text(&self, name: &str, ending: &str) -> String {
        self.file(name, ending).to_str().unwrap().to_owned()
    }

    fn configuration(&self, authority: &str) -> String {
        CONFIGURATION.replace("HERE", self.folder().to_str().unwrap()).replace("AUTHORITY", authority)
    }

    fn admit(&self, Citizen(name, issuer, kind, extensions, until): &Citizen) {
        let (key, request, pem) = (self.text(name, "key"), self.text(name, "csr"), self.text(name, "pem"));
        let (algorithm, option) = match kind.split_once(':').unwrap() {
            ("rsa", bits) => ("RSA", format!("rsa_keygen_bits:{bits}")),
            ("ed25519", _) => ("ED25519", String::new()),
            (_, curve) => ("EC", format!("ec_paramgen_curve:{curve}")),
        };
        let mut words = vec!["genpkey", "-algorithm", algorithm, "-out", &key];
        if !option.is_empty() {
            words.extend(["-pkeyopt", &option]);
        }
        tools::succeed("openssl", &words);
        // SM2 signs with an identifier, and with another digest than openssl would take.
        let [to_ask, to_admit]: [&[&str]; 2] = match *kind {
            "ec:SM2" => [&["-sm3", "-sigopt", SM2_IDENTIFIER], &["-vfyopt", SM2_IDENTIFIER]],
            _ => [&[], &[]],
        };
        let by = issuer.unwrap_or(name);
        let (configuration, subject) = (self.text(by, "cnf"), format!("/C=CN/O=Village/CN={name}"));
        let words =
            ["req", "-new", "-key", &key, "-config", &configuration, "-subj", &subject, "-out", &request];
        tools::succeed("openssl", &[&words[..], to_ask].concat());

        let mut lines = format!("{extensions}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n");
        if let Some(issuer) = issuer {
            lines.push_str(&format!("crlDistributionPoints=URI:{}\n", self.crl_url(issuer)));
            let mut access = format!("caIssuers;URI:{}", self.issuer_url(issuer));
            if *issuer == "issuing" {
                access.push_str(&format!(",OCSP;URI:{}", self.ocsp_url()));
            }
            lines.push_str(&format!("authorityInfoAccess={access}\n"));
        }
        let extensions = self.text(name, "ext");
        std::fs::write(&extensions, lines).unwrap();
        let mut words =
            vec!["ca", "-batch", "-notext", "-config", &configuration, "-in", &request, "-out", &pem];
        words.extend(["-extfile", &extensions, "-startdate", "20240101000000Z", "-enddate", until]);
        words.extend(to_admit);
        if issuer.is_none() {
            words.push("-selfsign");
        }
        tools::succeed("openssl", &words);
        if let Some(issuer) = issuer {
            let (file, chain) = (self.text(name, "p12"), self.text(issuer, "pem"));
            let password = format!("pass:{PASSWORD}");
            let mut words = vec!["pkcs12", "-export", "-inkey", &key, "-in", &pem, "-certfile", &chain];
            words.extend(["-name", name, "-passout", &password, "-out", &file]);
            tools::succeed("openssl", &words);
        }
    }
}

const CONFIGURATION: &str = "[req]
distinguished_name = name
[name]
[ca]
default_ca = village
[village]
database = HERE/AUTHORITY.index
new_certs_dir = HERE
crlnumber = HERE/AUTHORITY.crlnumber
certificate = HERE/AUTHORITY.pem
private_key = HERE/AUTHORITY.key
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

const STAMPING: &str = "[tsa]
default_tsa = village
[village]
serial = DESK/serial
crypto_device = builtin
signer_cert = HERE/tsa.pem
certs = HERE/time-issuing.pem
signer_key = HERE/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
other_policies = 1.2.3.5
digests = DIGESTS
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
";
