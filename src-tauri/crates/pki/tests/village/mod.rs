//! A village of certification authorities, made with openssl in a folder that goes when the test ends.
//!
//! The authorities' books (`index.txt`) are written by the village itself, so that dates and reasons are the test's.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;

use pki::{Certificate, Time};

pub const ISSUES: &str =
    "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash";
pub const SIGNS: &str =
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation";
pub const ANSWERS: &str = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning\nnoCheck=ignored";
pub const STAMPS: &str = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping";
/// A place to ask, that nobody ever asks.
pub const NAMES_PLACE: &str = "crlDistributionPoints=URI:http://crl.invalid/list.crl";

pub struct Village {
    folder: tempfile::TempDir,
}

impl Village {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("crlnumber"), "01\n").unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A certificate valid from 2024 to 2044, with the name as common name.
    pub fn issue(&self, name: &str, issuer: Option<&str>, extensions: &[&str]) -> Certificate {
        self.issue_as(name, &format!("/O=Village/CN={name}"), issuer, extensions, "20440101000000Z")
    }

    pub fn issue_as(
        &self,
        name: &str,
        subject: &str,
        issuer: Option<&str>,
        extensions: &[&str],
        until: &str,
    ) -> Certificate {
        self.issue_between(name, subject, issuer, extensions, ["20240101000000Z", until])
    }

    /// A certificate valid between two moments.
    pub fn issue_between(
        &self,
        name: &str,
        subject: &str,
        issuer: Option<&str>,
        extensions: &[&str],
        [from, until]: [&str; 2],
    ) -> Certificate {
        let key = format!("{name}.key");
        if !self.path(&key).exists() {
            self.run(&["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", &key]);
        }
        let request = format!("{name}.csr");
        self.run(&["req", "-new", "-key", &key, "-subj", subject, "-out", &request, "-utf8"]);
        std::fs::write(self.path("extensions.cnf"), extensions.join("\n")).unwrap();
        let keeper = issuer.unwrap_or(name);
        self.keep_books(keeper, "");
        let (config, out, signing) =
            (format!("{keeper}.cnf"), format!("{name}.pem"), format!("{keeper}.key"));
        let mut arguments = vec![
            "ca",
            "-batch",
            "-config",
            &config,
            "-in",
            &request,
            "-out",
            &out,
            "-notext",
            "-keyfile",
            &signing,
            "-startdate",
            from,
            "-enddate",
            until,
            "-extfile",
            "extensions.cnf",
        ];
        let certificate = format!("{keeper}.pem");
        match issuer {
            None => arguments.push("-selfsign"),
            Some(_) => arguments.extend(["-cert", &certificate]),
        }
        self.run(&arguments);
        self.certificate(name)
    }

    pub fn certificate(&self, name: &str) -> Certificate {
        let bytes = std::fs::read(self.path(&format!("{name}.pem"))).unwrap();
        Certificate::from_pem_or_der(&bytes).unwrap().remove(0)
    }

    /// Enters a revocation in the issuer's books: `at` as `260601000000Z`, the reason as openssl spells it.
    pub fn revoke(&self, issuer: &str, name: &str, at: &str, reason: &str) {
        let serial = self.certificate(name).serial_hex().to_uppercase();
        let book = self.path(&format!("{issuer}.index"));
        let lines: Vec<String> = std::fs::read_to_string(&book)
            .unwrap()
            .lines()
            .map(|line| {
                let mut fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
                if fields[3].trim_start_matches('0') == serial.trim_start_matches('0') {
                    fields[0] = "R".to_owned();
                    fields[2] = if reason.is_empty() { at.to_owned() } else { format!("{at},{reason}") };
                }
                fields.join("\t")
            })
            .collect();
        std::fs::write(book, lines.join("\n") + "\n").unwrap();
    }

    /// Takes a revocation back.
    pub fn restore(&self, issuer: &str, name: &str) {
        let serial = self.certificate(name).serial_hex().to_uppercase();
        let book = self.path(&format!("{issuer}.index"));
        let text = std::fs::read_to_string(&book).unwrap();
        let lines: Vec<String> = text
            .lines()
            .map(|line| {
                let mut fields: Vec<&str> = line.split('\t').collect();
                if fields[3].trim_start_matches('0') == serial.trim_start_matches('0') {
                    (fields[0], fields[2]) = ("V", "");
                }
                fields.join("\t")
            })
            .collect();
        std::fs::write(book, lines.join("\n") + "\n").unwrap();
    }

    /// The issuer's list, DER; `extensions` as lines of an openssl section, `more` as further sections.
    pub fn crl(&self, issuer: &str, from: &str, until: &str, extensions: &str, more: &str) -> Vec<u8> {
        self.crl_by(issuer, issuer, from, until, extensions, more)
    }

    /// As [`Self::crl`], signed by another than who keeps the books.
    pub fn crl_by(
        &self,
        keeper: &str,
        signer: &str,
        from: &str,
        until: &str,
        extensions: &str,
        more: &str,
    ) -> Vec<u8> {
        self.keep_books(keeper, &format!("[list]\n{extensions}\n{more}"));
        let config = format!("{keeper}.cnf");
        let (key, certificate) = (format!("{signer}.key"), format!("{signer}.pem"));
        let mut arguments = vec![
            "ca",
            "-gencrl",
            "-config",
            &config,
            "-keyfile",
            &key,
            "-cert",
            &certificate,
            "-crl_lastupdate",
            from,
            "-crl_nextupdate",
            until,
            "-out",
            "list.pem",
        ];
        if !extensions.is_empty() {
            arguments.extend(["-crlexts", "list"]);
        }
        self.run(&arguments);
        self.run(&["crl", "-in", "list.pem", "-outform", "DER", "-out", "list.der"]);
        std::fs::read(self.path("list.der")).unwrap()
    }

    /// The answer of an OCSP responder to a request, made without a socket.
    pub fn ocsp(&self, request: &[u8], issuer: &str, signer: &str, more: &[&str]) -> Vec<u8> {
        std::fs::write(self.path("request.der"), request).unwrap();
        let (book, authority) = (format!("{issuer}.index"), format!("{issuer}.pem"));
        let (certificate, key) = (format!("{signer}.pem"), format!("{signer}.key"));
        let mut arguments = vec![
            "ocsp",
            "-index",
            &book,
            "-CA",
            &authority,
            "-rsigner",
            &certificate,
            "-rkey",
            &key,
            "-reqin",
            "request.der",
            "-respout",
            "response.der",
        ];
        arguments.extend(more);
        self.run(&arguments);
        std::fs::read(self.path("response.der")).unwrap()
    }

    fn keep_books(&self, keeper: &str, more: &str) {
        let book = self.path(&format!("{keeper}.index"));
        if !book.exists() {
            std::fs::write(&book, "").unwrap();
            std::fs::write(self.path(&format!("{keeper}.index.attr")), "unique_subject = no\n").unwrap();
        }
        let config = format!(
            "[ca]\ndefault_ca=own\n[own]\ndatabase={keeper}.index\nnew_certs_dir=.\ndefault_md=sha256\n\
             policy=any\ncrlnumber=crlnumber\nunique_subject=no\nrand_serial=yes\n[any]\norganizationName=optional\ncommonName=optional\n{more}\n"
        );
        std::fs::write(self.path(&format!("{keeper}.cnf")), config).unwrap();
    }

    /// Runs openssl in the village.
    pub fn run(&self, arguments: &[&str]) {
        let output =
            Command::new("openssl").args(arguments).current_dir(self.folder.path()).output().unwrap();
        assert!(
            output.status.success(),
            "openssl {}: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr)
        );
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Midnight of a day, UTC.
pub fn day(year: i64, month: u32, day: u32) -> Time {
    Time::from_civil(year, month, day, 0, 0, 0).unwrap()
}
