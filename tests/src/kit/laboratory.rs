//! A laboratory with its rules of use: the sample that the program itself makes, once a process, and copies of it for each
//! test. Four computers, between which only files travel.

use super::command::{Desk, Outcome, vermilion};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// The PIN of the first keyholder and of every holder.
pub const PIN: &str = "sample 2026";
/// The PIN of the second keyholder.
pub const SECOND_PIN: &str = "sample 2027";
/// The first keyholder.
pub const FIRST: &str = "赵主任";
/// The second keyholder.
pub const SECOND: &str = "钱工";
/// The auditor.
pub const AUDITOR: &str = "孙审计";
/// The seal.
pub const SEAL: &str = "检验检测专用章";
/// What everything here is for.
pub const KIND: &str = "检测报告";

/// The quality office and three stations.
pub struct Laboratory {
    /// The office.
    pub office: Desk,
    /// 张三, a tester: may sign off-site only.
    pub zhang: Desk,
    /// 李四, the authorised signatory.
    pub li: Desk,
    /// 王五, who keeps the seal.
    pub wang: Desk,
}

fn sample() -> &'static Path {
    static SAMPLE: OnceLock<TempDir> = OnceLock::new();
    SAMPLE
        .get_or_init(|| {
            let folder = TempDir::new().unwrap();
            let ran = Command::new(vermilion())
                .args(["--lang", "en", "office", "demo"])
                .arg(folder.path().join("laboratory"))
                .env("VERMILION_HOME", folder.path().join("home"))
                .output()
                .unwrap();
            assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
            folder
        })
        .path()
}

/// The folder of letters and reports that the sample's month left.
pub fn letters() -> PathBuf {
    sample().join("laboratory/letters")
}

/// Somebody approves at their desk that [`SEAL`] is put on `one.pdf`; `more` are further words.
pub fn approve(desk: &Desk, who: &str, output: &str, more: &[&str]) -> Outcome {
    let words =
        ["ticket", "issue", "one.pdf", "--seal", SEAL, "--identity", who, "-o", output, "--pin-stdin"];
    desk.run_with(&format!("{PIN}\n"), &[&words[..], more].concat())
}

/// 李四 approves it, and whoever keeps the seal takes the approval over.
pub fn approve_for(li: &Desk, keeper: &Desk, output: &str, more: &[&str]) {
    let ran = approve(li, "李四", output, more);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    keeper.succeed(&["office", "import-update", li.path(output).to_str().unwrap()]);
}

impl Default for Laboratory {
    fn default() -> Self {
        Self::open()
    }
}

impl Laboratory {
    /// Its own copy of the sample.
    pub fn open() -> Self {
        let desk = |name: &str| {
            let desk = Desk::new();
            copy(&sample().join("laboratory").join(name), desk.profile());
            desk
        };
        Self { office: desk("office"), zhang: desk("zhang"), li: desk("li"), wang: desk("wang") }
    }

    /// A step at the office.
    pub fn step(&self, step: &str, person: &str, more: &[&str]) -> Outcome {
        let words = ["identity", step, person, "--by", FIRST, "--pin-stdin"];
        self.office.run_with(&format!("{PIN}\n"), &[&words[..], more].concat())
    }

    /// Something that both keyholders do.
    pub fn both(&self, words: &[&str]) -> Outcome {
        let more = ["--keyholder", FIRST, "--keyholder", SECOND, "--pin-stdin"];
        self.office.run_with(&format!("{PIN}\n{SECOND_PIN}\n"), &[words, &more[..]].concat())
    }

    /// Takes a letter over at the office.
    pub fn receive(&self, letter: &Path) -> Outcome {
        let words = ["office", "import-update", letter.to_str().unwrap(), "--by", FIRST, "--pin-stdin"];
        self.office.run_with(&format!("{PIN}\n"), &words)
    }

    /// Sends a new directory to some stations.
    pub fn update(&self, stations: &[&Desk]) {
        let name = format!("directory-{}.vletter", self.office.names().len());
        let ran = self.both(&["office", "export-update", "-o", &name]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let letter = self.office.path(&name);
        for station in stations {
            station.succeed(&["office", "import-update", letter.to_str().unwrap()]);
        }
    }

    /// Makes [`SEAL`] at the office and gives it to 王五, who keeps it.
    pub fn hand_the_seal_over(&self) {
        self.office.succeed(&["seal", "make", "清源检测", "--label", SEAL]);
        self.office.succeed(&["seal", "show", SEAL, "--export", "seal.vmseal"]);
        let file = self.office.path("seal.vmseal");
        self.wang.succeed(&["seal", "import", file.to_str().unwrap()]);
    }

    /// Everything that the register knows of a person.
    pub fn person(&self, name: &str) -> Value {
        serde_json::from_str(&self.office.succeed(&["office", "people", name, "--json"])).unwrap()
    }
}

/// Signs as a holder, with the consent said and the kind named.
pub fn sign(desk: &Desk, who: &str, input: &str, output: &str, more: &[&str]) -> Outcome {
    let words = ["sign", input, "-o", output, "--identity", who, "--consent", "--kind", KIND, "--pin-stdin"];
    desk.run_with(&format!("{PIN}\n"), &[&words[..], more].concat())
}

/// The words with which 王五 puts a seal on the last page.
pub fn stamps<'a>(input: &'a str, output: &'a str, seal: &'a str) -> Vec<&'a str> {
    let signs = ["sign", input, "-o", output, "--identity", "王五", "--consent", "--kind", KIND];
    [&signs[..], &["--seal", seal, "--page", "last", "--at", "120,200", "--pin-stdin"]].concat()
}

/// Declares a journey.
pub fn travel(desk: &Desk) {
    let until = "2099-12-31";
    desk.succeed(&["travel", "begin", "--place", "苏州市政水厂", "--reason", "现场检测", "--until", until]);
}

/// That something was refused by a rule: status 5, and the clause said.
pub fn assert_refused(ran: &Outcome, clause: &str) {
    assert_eq!(ran.status, 5, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains(clause), "{clause}: {}", ran.err);
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
