//! Runs the program behind a library that stands between it and the computer: another time of day, a disk that fails at a
//! call, and every state of the disk in which a kill could have left it. Linux alone; elsewhere the tests that need it say
//! that they were skipped.

use super::command::{Desk, Outcome, finish};
use super::laboratory::copy;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// The library, compiled once a process; `None` where the system has no such thing.
fn library() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<TempDir>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        if !cfg!(target_os = "linux") {
            return None;
        }
        let folder = TempDir::new().unwrap();
        let source = super::project().join("tests/src/kit/preload/calls.c");
        let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
        let ran = Command::new(&compiler)
            .args(["-shared", "-fPIC", "-O1", "-w", "-o"])
            .arg(folder.path().join("calls.so"))
            .arg(source)
            .arg("-ldl")
            .output()
            .unwrap_or_else(|fault| panic!("{compiler}, which builds SQLite too: {fault}"));
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        Some(folder)
    });
    static PATH: OnceLock<Option<PathBuf>> = OnceLock::new();
    PATH.get_or_init(|| built.as_ref().map(|folder| folder.path().join("calls.so"))).as_deref()
}

/// Whether this system can run a program so; says that the test is skipped where it cannot.
pub fn is_possible() -> bool {
    let possible = library().is_some();
    if !possible {
        println!("skipped: nothing can be loaded before a program's own libraries here");
    }
    possible
}

fn run_with(desk: &Desk, settings: &[(&str, String)], input: &str, words: &[&str]) -> Outcome {
    let mut command = desk.command(words);
    command.env("LD_PRELOAD", library().expect("asked before")).stdin(Stdio::piped());
    command.envs(settings.iter().map(|(name, value)| (name, value)));
    let mut child = command.spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    finish(child)
}

/// Runs with a clock that is ahead of the computer's own by these seconds, or behind.
pub fn run_at(desk: &Desk, seconds: i64, input: &str, words: &[&str]) -> Outcome {
    run_with(desk, &[("PRELOAD_SHIFT", seconds.to_string())], input, words)
}

fn watched(desk: &Desk) -> (&str, String) {
    let folders = [desk.profile(), desk.folder()].map(|folder| folder.canonicalize().unwrap());
    ("PRELOAD_WATCH", folders.map(|folder| folder.display().to_string()).join(":"))
}

/// Runs with a disk that fails at one call that changes something, counted from 1.
pub fn run_failing(desk: &Desk, at: usize, input: &str, words: &[&str]) -> Outcome {
    run_with(desk, &[watched(desk), ("PRELOAD_FAIL", at.to_string())], input, words)
}

/// Runs with a disk that is full from this call on.
pub fn run_on_full_disk(desk: &Desk, from: usize, input: &str, words: &[&str]) -> Outcome {
    run_with(desk, &[watched(desk), ("PRELOAD_FAIL", format!("{from}+"))], input, words)
}

/// Runs, and gives the names of the calls that change something, in their order.
pub fn calls_of(desk: &Desk, input: &str, words: &[&str]) -> (Outcome, Vec<String>) {
    let list = tempfile::NamedTempFile::new().unwrap();
    let settings = [watched(desk), ("PRELOAD_COUNT", list.path().display().to_string())];
    let ran = run_with(desk, &settings, input, words);
    let names = std::fs::read_to_string(list.path()).unwrap();
    (ran, names.lines().map(str::to_owned).collect())
}

/// How a run left the disk before each of its calls that change something, and at its end: where it could have been killed.
pub struct Moments {
    folder: TempDir,
    /// How the run itself went.
    pub ran: Outcome,
    /// Calls that change something.
    pub calls: usize,
    moments: Vec<Moment>,
}

/// One of these states.
pub struct Moment {
    /// Which call came next, for the words of a failed test.
    pub name: String,
    /// What had been said on standard output until then.
    pub told: String,
    place: PathBuf,
}

/// Runs, and keeps every state of profile and folder in which a kill could have left them.
pub fn moments_of(desk: &Desk, input: &str, words: &[&str]) -> Moments {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("told"), "").unwrap();
    let settings = [watched(desk), ("PRELOAD_SNAPSHOTS", folder.path().display().to_string())];
    let ran = run_with(desk, &settings, input, words);
    let end = folder.path().join("end");
    copy(desk.profile(), &end.join("0"));
    copy(desk.folder(), &end.join("1"));
    std::fs::write(end.join("call"), "the end").unwrap();
    std::fs::write(end.join("told"), &ran.out).unwrap();
    let calls = (1..).take_while(|number| folder.path().join(number.to_string()).is_dir()).count();
    let mut moments = Vec::new();
    let mut before = None;
    let places = (1..=calls).map(|number| folder.path().join(number.to_string())).chain([end]);
    for (number, place) in places.enumerate() {
        let told = std::fs::read_to_string(place.join("told")).unwrap();
        let contents = (contents(&place.join("0")), contents(&place.join("1")), !told.is_empty());
        // A call that only waits for the disk leaves what was there before.
        if before.as_ref() != Some(&contents) {
            let call = std::fs::read_to_string(place.join("call")).unwrap();
            moments.push(Moment { name: format!("before call {}, {call}", number + 1), told, place });
            before = Some(contents);
        }
    }
    Moments { folder, ran, calls, moments }
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.insert(path.strip_prefix(folder).unwrap().to_owned(), bytes);
        }
    }
    found
}

impl Moments {
    /// Puts the desk into each state in turn, where the run itself stood, and looks.
    pub fn each(&self, desk: &Desk, mut look: impl FnMut(&Moment)) {
        assert!(self.folder.path().is_dir());
        for moment in &self.moments {
            put_back(&moment.place.join("0"), desk.profile());
            put_back(&moment.place.join("1"), desk.folder());
            look(moment);
        }
    }

    /// How many different states there are.
    pub fn states(&self) -> usize {
        self.moments.len()
    }
}

/// Makes a desk what another one is, at its own place.
pub fn become_copy_of(desk: &Desk, other: &Desk) {
    put_back(other.profile(), desk.profile());
    put_back(other.folder(), desk.folder());
}

fn put_back(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(to).unwrap().map(|entry| entry.unwrap()) {
        if entry.file_type().unwrap().is_dir() {
            std::fs::remove_dir_all(entry.path()).unwrap();
        } else {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    copy(from, to);
}
