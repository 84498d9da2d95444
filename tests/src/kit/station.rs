//! A place of work with a village around it: keys, authorities of time and servers of revocation on loopback, a desk.

use super::authority_village::{AuthorityVillage, PASSWORD};
use super::command::{Desk, Outcome};
use super::servers::{Manner, TimestampServer};
use serde_json::Value;

/// A desk and the village whose servers it may ask.
pub struct Station {
    /// Certificates and their servers.
    pub village: AuthorityVillage,
    /// Where documents and the profile are.
    pub desk: Desk,
}

impl Default for Station {
    fn default() -> Self {
        Self::open()
    }
}

impl Station {
    /// A station whose desk may ask the village's servers.
    pub fn open() -> Self {
        let desk = Desk::new();
        allow_loopback(&desk);
        Self { village: AuthorityVillage::open(), desk }
    }

    /// Another desk in the same village, of somebody else.
    pub fn another_desk(&self) -> Desk {
        let desk = Desk::new();
        allow_loopback(&desk);
        desk
    }

    /// An authority of time.
    pub fn clock(&self, manner: Manner) -> TimestampServer {
        TimestampServer::start(&self.village, manner)
    }

    /// The files of the village's revocation lists, as they were published last.
    pub fn lists(&self) -> [String; 4] {
        ["root", "issuing", "time-root", "time-issuing"]
            .map(|name| self.village.folder().join(format!("{name}.crl")).to_str().unwrap().to_owned())
    }

    /// Has somebody of the village sign.
    pub fn sign(&self, who: &str, input: &str, output: &str, more: &[&str]) -> Outcome {
        self.sign_with(who, input, output, more, "")
    }

    /// The same, with these lines on standard input after the key file's password.
    pub fn sign_with(&self, who: &str, input: &str, output: &str, more: &[&str], secrets: &str) -> Outcome {
        let key_file = self.village.key_file(who);
        let words = ["sign", input, "-o", output, "--p12", key_file.to_str().unwrap(), "--pin-stdin"];
        self.desk.run_with(&format!("{PASSWORD}\n{secrets}"), &[&words[..], more].concat())
    }

    /// Signs and expects success.
    pub fn signed(&self, who: &str, input: &str, output: &str, more: &[&str]) {
        let ran = self.sign(who, input, output, more);
        assert_eq!(ran.status, 0, "signing {input} {}: {}{}", more.join(" "), ran.out, ran.err);
        assert!(self.desk.path(output).is_file(), "{output}: {}", ran.out);
    }

    /// The report on a file with both roots of the village as anchors, and the exit status.
    pub fn verify(&self, desk: &Desk, file: &str, more: &[&str]) -> (Value, i32) {
        let [root, time] = self.village.roots();
        let words =
            ["verify", "--json", "--trust", root.to_str().unwrap(), "--trust", time.to_str().unwrap(), file];
        let ran = desk.run(&[&words[..], more].concat());
        let report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|fault| {
            panic!("{file}: {fault}: {}{} (status {})", ran.out, ran.err, ran.status)
        });
        (report[0].clone(), ran.status)
    }
}

/// Lets a desk ask the servers of loopback that certificates name.
pub fn allow_loopback(desk: &Desk) {
    let settings = desk.profile().join("settings.json");
    std::fs::write(settings, r#"{"hosts":["127.0.0.1"]}"#).unwrap();
}
