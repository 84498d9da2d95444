//! What a command takes: the least of several runs, because whatever else the machine does only adds.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tests::kit::tools;

const METER: &str = include_str!("meter.py");

/// What one run took: seconds of wall and of all processors, MiB at the peak.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Seconds.
    pub wall: f64,
    /// Seconds.
    pub processor: f64,
    /// MiB; mapped pages count.
    pub peak: f64,
}

/// A command to measure.
pub struct Job {
    /// Its name in the table.
    pub name: String,
    /// Program and arguments.
    pub words: Vec<OsString>,
    /// What it reads from standard input.
    pub input: String,
    /// What it makes, removed before each run: a file or a folder.
    pub makes: Option<PathBuf>,
}

/// Words of any kind as a command.
pub fn words(all: &[&dyn AsRef<OsStr>]) -> Vec<OsString> {
    all.iter().map(|word| word.as_ref().to_owned()).collect()
}

impl Job {
    /// A job.
    pub fn new(name: &str, words: Vec<OsString>, input: &str, makes: Option<&Path>) -> Self {
        let makes = makes.map(Path::to_owned);
        Self { name: name.to_owned(), words, input: input.to_owned(), makes }
    }

    /// Runs it; the least wall and processor time of these rounds, and the peak of one more. Nothing where it fails, with a note.
    pub fn measure(&self, folder: &Path, rounds: usize) -> Option<Cost> {
        self.warm(folder, rounds.min(2))?;
        let peak = self.peak(folder)?;
        let runs = self.warm(folder, rounds)?;
        let least = |column: usize| runs.iter().map(|run| run[column]).fold(f64::INFINITY, f64::min);
        Some(Cost { wall: least(0), processor: least(1), peak })
    }

    /// Runs it once, as a preparation that must succeed.
    pub fn once(&self, folder: &Path) {
        self.forget();
        self.warm(folder, 1).unwrap_or_else(|| panic!("{} must succeed", self.name));
    }

    fn warm(&self, folder: &Path, rounds: usize) -> Option<Vec<[f64; 3]>> {
        let source = folder.join("standard-input");
        std::fs::write(&source, &self.input).unwrap();
        let none = PathBuf::from("-");
        let mut command = Command::new(tools::python());
        command.args(["-c", METER]).arg(rounds.to_string()).arg(&source);
        command.arg(self.makes.as_ref().unwrap_or(&none)).args(&self.words);
        let output = dressed(&mut command, folder).output().unwrap();
        let runs: Vec<[f64; 3]> = serde_json::from_slice(&output.stdout).unwrap_or_default();
        if runs.len() != rounds || runs.iter().any(|run| run[2] != 0.0) {
            let said = String::from_utf8_lossy(&output.stderr);
            println!("{}: fails: {}", self.name, said.lines().last().unwrap_or_default());
            return None;
        }
        Some(runs)
    }

    fn peak(&self, folder: &Path) -> Option<f64> {
        self.forget();
        let figures = folder.join("figures");
        let mut command = Command::new("/usr/bin/time");
        command.args(["-q", "-f", "%M", "-o"]).arg(&figures).args(&self.words);
        command.stdin(std::fs::File::open(folder.join("standard-input")).unwrap());
        let status = dressed(&mut command, folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.expect("/usr/bin/time (the package `time`)").success(), "{}", self.name);
        std::fs::read_to_string(figures).ok()?.trim().parse::<f64>().ok().map(|kib| kib / 1024.0)
    }

    /// Removes what it made.
    pub fn forget(&self) {
        if let Some(made) = &self.makes {
            let _ = std::fs::remove_file(made);
            let _ = std::fs::remove_dir_all(made);
        }
    }
}

fn dressed<'a>(command: &'a mut Command, folder: &Path) -> &'a mut Command {
    command.env("VERMILION_HOME", folder.join("profile")).env("LC_ALL", "C.UTF-8").current_dir(folder)
}
