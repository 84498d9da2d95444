//! One command after the other, each with a line that says what is being done and how long it took.

use crate::count::{Count, Kind};
use crate::folders::Folders;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

/// Why a task stopped, in words for the person at the terminal.
pub struct Failure(pub String);

impl Failure {
    /// A file or folder could not be used.
    pub fn file(path: &Path, error: &io::Error) -> Self {
        Self(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A command, what it is given, and where it runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    program: OsString,
    arguments: Vec<OsString>,
    folder: Option<PathBuf>,
    environment: Vec<(String, OsString)>,
}

impl Job {
    /// A command that runs in the root of the workspace.
    pub fn new<A: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: impl IntoIterator<Item = A>) -> Self {
        Self {
            program: program.as_ref().to_owned(),
            arguments: arguments.into_iter().map(|argument| argument.as_ref().to_owned()).collect(),
            folder: None,
            environment: Vec::new(),
        }
    }

    /// The cargo that called us.
    pub fn cargo<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments)
    }

    /// npm, in the page's folder.
    pub fn npm<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>, folders: &Folders) -> Self {
        Self::new(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments).within(folders.page())
    }

    /// The same command in another folder.
    pub fn within(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// The same command with a variable more in its environment.
    pub fn with(mut self, name: impl Into<String>, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.into(), value.as_ref().to_owned()));
        self
    }

    /// The same command with more variables in its environment.
    pub fn with_all(mut self, variables: &[(String, OsString)]) -> Self {
        self.environment.extend_from_slice(variables);
        self
    }

    /// The command as the standard library starts it; reads nothing from the terminal.
    pub fn command(&self, folders: &Folders) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .current_dir(self.folder.as_ref().unwrap_or(&folders.root))
            .stdin(Stdio::null());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs it, showing its output; fails when it does.
    pub fn run(&self, title: &str, folders: &Folders) -> Result<(), Failure> {
        let progress = Progress::start(title, &self.to_string());
        let status = self.command(folders).status().map_err(|error| self.not_started(&error))?;
        progress.end(status.success());
        if status.success() { Ok(()) } else { Err(Failure(format!("{title}: `{self}` failed ({status})"))) }
    }

    /// Runs it, showing its output and counting the tests in it.
    pub fn count(&self, title: &str, kind: Kind, folders: &Folders) -> Result<Count, Failure> {
        let progress = Progress::start(title, &self.to_string());
        let mut child = self
            .command(folders)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| self.not_started(&error))?;
        let count = Mutex::new(Count::default());
        thread::scope(|scope| {
            if let Some(stderr) = child.stderr.take() {
                let count = &count;
                scope.spawn(move || copy_lines(stderr, &mut io::stderr(), kind, count));
            }
            if let Some(stdout) = child.stdout.take() {
                copy_lines(stdout, &mut io::stdout(), kind, &count);
            }
        });
        let status = child.wait().map_err(|error| self.not_started(&error))?;
        let count = count.into_inner().unwrap_or_default().conclude(kind, status.success());
        progress.end(count.failed == 0);
        Ok(count)
    }

    /// What it prints, when it can be started and succeeds.
    pub fn output(&self, folders: &Folders) -> Option<String> {
        let output = self.command(folders).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn not_started(&self, error: &io::Error) -> Failure {
        Failure(format!("`{self}` could not be started: {error}"))
    }
}

impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let program = Path::new(&self.program).file_name().unwrap_or(&self.program);
        write!(f, "{}", program.display())?;
        self.arguments.iter().try_for_each(|argument| write!(f, " {}", argument.display()))
    }
}

fn copy_lines(from: impl Read, to: &mut dyn Write, kind: Kind, count: &Mutex<Count>) {
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        // A reader that went away (a closed pipe) is no reason to stop testing.
        let _ = to.write_all(&line);
        let _ = to.flush();
        if let Ok(mut count) = count.lock() {
            count.read(kind, &String::from_utf8_lossy(&line));
        }
        line.clear();
    }
}

/// A step that has begun.
pub struct Progress {
    title: String,
    start: Instant,
}

impl Progress {
    /// Says what is being done.
    pub fn start(title: &str, detail: &str) -> Self {
        println!("▸ {title}: {detail}");
        Self { title: title.to_owned(), start: Instant::now() }
    }

    /// Says how it ended and how long it took.
    pub fn end(self, success: bool) {
        let mark = if success { '✓' } else { '✕' };
        println!("{mark} {} ({:.1} s)", self.title, self.start.elapsed().as_secs_f64());
    }
}
