//! A person at a computer of their own: home, profile, documents, and the answers to the system's dialogs.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The language of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// How it begins the names of screenshots.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// The system's, where it has said one; Chinese else.
    pub fn of_the_system() -> Self {
        let said = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        if said.is_some_and(|said| said.starts_with("en")) { Self::English } else { Self::Chinese }
    }

    fn locale(self) -> &'static str {
        match self {
            Self::Chinese => "zh_CN.UTF-8",
            Self::English => "en_GB.UTF-8",
        }
    }
}

/// A person's computer; it is gone with the value.
pub struct Person {
    folder: TempDir,
    language: Language,
    more: Vec<(String, String)>,
}

impl Person {
    /// A computer that Vermilion never ran on.
    pub fn new(language: Language) -> Self {
        let folder = TempDir::new().expect("a folder");
        for name in ["home", "profile", "documents", "run"] {
            std::fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        let person = Self { folder, language, more: Vec::new() };
        person.answer(&[]);
        person
    }

    /// The language of their system.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Has programs find one more word in their environment.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.more.push((name.to_owned(), value.into()));
    }

    /// Where the program keeps what is theirs.
    pub fn profile(&self) -> PathBuf {
        self.folder.path().join("profile")
    }

    /// Writes the settings that an earlier run would have left.
    pub fn settle(&self, settings: &serde_json::Value) {
        std::fs::write(self.profile().join("settings.json"), settings.to_string()).expect("the settings");
    }

    /// A document's path.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("documents").join(name)
    }

    /// Puts a document there.
    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a document");
        path
    }

    /// What the system's dialogs will answer, one after the other.
    pub fn answer(&self, paths: &[&Path]) {
        let lines: String = paths.iter().map(|path| format!("{}\n", path.display())).collect();
        std::fs::write(self.answers(), lines).expect("the answers");
    }

    fn answers(&self) -> PathBuf {
        self.folder.path().join("answers")
    }

    /// Runs the command line on the same profile.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdin(Stdio::null()).output().expect("the command line")
    }

    /// Runs it with these lines on standard input and expects success.
    pub fn feed(&self, lines: &str, arguments: &[&str]) {
        let mut command = self.command(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command line");
        child.stdin.take().expect("its input").write_all(lines.as_bytes()).expect("its input");
        let ran = child.wait_with_output().expect("its end");
        assert!(
            ran.status.success(),
            "vermilion {}: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&ran.stderr)
        );
    }

    /// Runs it on a file and reads the report's JSON.
    pub fn verify(&self, name: &str) -> serde_json::Value {
        let ran = self.run(&["verify", "--json", name]);
        let report: serde_json::Value = serde_json::from_slice(&ran.stdout)
            .unwrap_or_else(|fault| panic!("{fault}: {}", String::from_utf8_lossy(&ran.stderr)));
        report[0].clone()
    }

    /// The actions in their log.
    pub fn actions(&self) -> Vec<String> {
        let ran = self.run(&["log", "show", "--json", "--limit", "200"]);
        let log: serde_json::Value = serde_json::from_slice(&ran.stdout).expect("the log");
        let rows = log["entries"].as_array().expect("entries").iter();
        rows.filter_map(|row| row["action"].as_str().map(str::to_owned)).collect()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(crate::kit::command::vermilion());
        command.args(arguments).current_dir(self.path("")).envs(self.environment());
        command
    }

    /// What the program finds in its environment: nothing of whoever runs the tests, except the display.
    pub fn environment(&self) -> Vec<(String, String)> {
        let at = |name: &str| self.folder.path().join(name).display().to_string();
        [
            ("HOME", at("home")),
            ("XDG_CONFIG_HOME", at("home/config")),
            ("XDG_DATA_HOME", at("home/data")),
            ("XDG_CACHE_HOME", at("home/cache")),
            ("XDG_RUNTIME_DIR", at("run")),
            ("VERMILION_HOME", at("profile")),
            ("VERMILION_DIALOG_ANSWERS", self.answers().display().to_string()),
            ("USER", String::new()),
            ("LANG", self.language.locale().to_owned()),
            ("LC_ALL", self.language.locale().to_owned()),
            ("LANGUAGE", String::new()),
            ("TZ", "Asia/Shanghai".to_owned()),
            ("GDK_BACKEND", "x11".to_owned()),
            ("NO_AT_BRIDGE", "1".to_owned()), // no accessibility bus is running, and waiting for one takes long
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .chain(self.more.clone())
        .collect()
    }
}
