//! Runs `vermilion` as a person would: on a profile of its own, in a folder of its own.

use super::village::{PASSWORD, Village};
use super::{target, tools};
use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// The binary under test.
pub fn vermilion() -> PathBuf {
    let built =
        std::env::var_os("VERMILION_CLI").map_or_else(|| target().join("debug/vermilion"), PathBuf::from);
    assert!(built.is_file(), "{} is missing: cargo build --package cli", built.display());
    built
}

/// A desk: a folder for documents, and a profile that nobody else uses.
pub struct Desk {
    folder: TempDir,
    profile: TempDir,
}

/// What a run left.
#[derive(Debug)]
pub struct Outcome {
    /// The exit status; -1 where a signal ended the process.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

impl Desk {
    /// An empty desk.
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), profile: TempDir::new().unwrap() }
    }

    /// A path on the desk.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The desk's folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where vault, log and settings are.
    pub fn profile(&self) -> &Path {
        self.profile.path()
    }

    /// Puts a document on the desk.
    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A file's bytes.
    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
    }

    /// The names of everything on the desk, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The command, ready to start on this desk.
    pub fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(vermilion());
        self.dress(&mut command);
        command.args(arguments);
        command
    }

    /// Has a command work on this desk, in English.
    pub fn dress(&self, command: &mut Command) {
        command.current_dir(self.folder()).env("VERMILION_HOME", self.profile()).env("LANG", "en_US.UTF-8");
        command.env("LC_ALL", "en_US.UTF-8").stdout(Stdio::piped()).stderr(Stdio::piped());
    }

    /// Runs `vermilion` with these arguments.
    pub fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Outcome {
        self.run_with("", arguments)
    }

    /// Runs it with these lines on standard input.
    pub fn run_with(&self, input: &str, arguments: &[impl AsRef<OsStr>]) -> Outcome {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        finish(child)
    }

    /// Runs it and expects success; its standard output.
    pub fn succeed(&self, arguments: &[&str]) -> String {
        self.succeed_with("", arguments)
    }

    /// Runs it with these lines on standard input and expects success.
    pub fn succeed_with(&self, input: &str, arguments: &[&str]) -> String {
        let ran = self.run_with(input, arguments);
        assert_eq!(ran.status, 0, "vermilion {}: {}{}", arguments.join(" "), ran.out, ran.err);
        ran.out
    }

    /// Makes a round seal of 40 mm at this desk, drawn as outlines.
    pub fn make_seal(&self, label: &str) {
        self.succeed(&["station", "office"]);
        self.succeed(&["seal", "make", "某某检测中心", "--label", label]);
    }

    /// Signs with a key file of the village.
    pub fn sign(&self, input: &str, output: &str, more: &[&str]) -> Outcome {
        self.sign_as("zhang-2048", input, output, more)
    }

    /// Signs with this key file of the village.
    pub fn sign_as(&self, who: &str, input: &str, output: &str, more: &[&str]) -> Outcome {
        let key_file = Village::get().key_file(who);
        let words = ["sign", input, "-o", output, "--p12", key_file.to_str().unwrap(), "--pin-stdin"];
        self.run_with(&format!("{PASSWORD}\n"), &[&words[..], more].concat())
    }

    /// Signs and expects success.
    pub fn signed(&self, input: &str, output: &str, more: &[&str]) -> PathBuf {
        let ran = self.sign(input, output, more);
        assert_eq!(ran.status, 0, "signing {input} {}: {}{}", more.join(" "), ran.out, ran.err);
        self.path(output)
    }

    /// The report on a file with the village's root as anchor, and the exit status.
    pub fn verify(&self, file: &str, more: &[&str]) -> (serde_json::Value, i32) {
        let root = Village::get().root();
        let words = ["verify", "--json", "--trust", root.to_str().unwrap(), file];
        let ran = self.run(&[&words[..], more].concat());
        let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|fault| {
            panic!("{file}: {fault}: {}{} (status {})", ran.out, ran.err, ran.status)
        });
        (json[0].clone(), ran.status)
    }

    /// The rows of the log, oldest first.
    pub fn log(&self) -> Vec<serde_json::Value> {
        let shown = self.succeed(&["log", "show", "--json", "--limit", "1000"]);
        let page: serde_json::Value = serde_json::from_str(&shown).unwrap();
        page["entries"].as_array().unwrap().iter().rev().cloned().collect()
    }

    /// The actions in the log, oldest first.
    pub fn actions(&self) -> Vec<String> {
        self.log().iter().map(|row| row["action"].as_str().unwrap().to_owned()).collect()
    }
}

/// Waits for a process.
pub fn finish(child: Child) -> Outcome {
    let output = child.wait_with_output().unwrap();
    Outcome {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Whether a program is installed, for what is extra and not part of the tests' promise.
pub fn is_installed(program: &str) -> bool {
    let words: [OsString; 1] = ["--version".into()];
    Command::new(program).args(words).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Passes when every signature of a report passed and pdfsig finds each valid.
pub fn assert_passed(desk: &Desk, file: &str, signatures: usize) {
    let (report, status) = desk.verify(file, &[]);
    assert_eq!((status, report["verdict"].as_str()), (0, Some("passed")), "{file}: {report:#}");
    assert_eq!(report["signatures"].as_array().map(Vec::len), Some(signatures), "{file}");
    let poppler = tools::pdfsig(&desk.path(file), None);
    assert_eq!(poppler, vec!["Signature is Valid."; signatures], "{file}");
}
