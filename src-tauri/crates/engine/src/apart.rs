//! A first look at an unknown file in a process of its own, before this one touches it.
//!
//! A stack that overflows and memory that the system refuses end a process; nothing inside it can catch that, and with the
//! window everything would go that stands in it. So the program starts itself again, with the open file as the child's
//! standard input: no path, no profile, no log. The child does with it what the window does at once (structure, fields,
//! signatures, verdict, the check before signing, pages drawn) with less stack, memory and processor time than the window
//! has, says one word and ends. A child that ends in any other way, or not in time, is the failure `file-unsafe`, and this
//! process never parses that file.
//!
//! Why a first look and not a server for every later question: the readers are deterministic, have no state outside the
//! document and get the same bytes (the file must not have changed meanwhile), so that what came through there comes
//! through here; while a server would put every type of the verifier and of the renderer on a wire, keep two processes for each document, and
//! lose what is open when it dies. What the first look does not show: pages that it had no time to draw.
//!
//! Refuses to judge: a damaged or forged file comes through. Limits of memory and processor time need a Unix system;
//! elsewhere the child still takes the fall, and the clock still runs.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use wire::{Failure, FailureCode};

use crate::source::{FileSource, file_name};

/// The first argument of a child; the others are its allowance.
const ARGUMENT: &str = "--examine-apart";
/// What a child says at the end.
const WORD: &str = "came through";
/// A little less than the threads of the window have.
const STACK: usize = 1_800_000;
/// How long a child goes on drawing pages; the first one it always draws.
const DRAWING: Duration = Duration::from_secs(1);

/// What a child may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowance {
    /// MiB of memory beside the program itself.
    memory: u64,
    /// Seconds of processor time.
    processor: u64,
    /// Until when it must have ended.
    wall: Duration,
}

impl Allowance {
    /// MiB of memory beside the program itself.
    pub(crate) fn memory(self) -> u64 {
        self.memory
    }

    /// Until when the work must have ended.
    pub(crate) fn wall(self) -> Duration {
        self.wall
    }

    /// The usual one, for a file of this length in bytes.
    pub(crate) fn for_length(length: u64) -> Self {
        let wall = Duration::from_secs(30u64.saturating_add(length / 10_000_000));
        Self { memory: 1536, processor: 20u64.saturating_add(length / 50_000_000), wall }
    }
}

/// Has `program` look at an open file, as a child of this process.
pub(crate) fn look(program: &Path, file: File, path: &Path, allowance: Allowance) -> Result<(), Failure> {
    let unsafe_file = |why: &dyn std::fmt::Display| {
        Failure::new(FailureCode::FileUnsafe).with("name", file_name(path)).because(why)
    };
    let mut child = Command::new(program)
        .arg(ARGUMENT)
        .args([allowance.memory.to_string(), allowance.processor.to_string()])
        .stdin(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|fault| unsafe_file(&fault))?;
    let ended = wait(&mut child, allowance.wall).map_err(|fault| unsafe_file(&fault));
    let mut said = String::new();
    if let (Some(from), true) = (child.stdout.take(), ended.is_ok()) {
        let _ = from.take(64).read_to_string(&mut said);
    }
    let status = ended?;
    if status.success() && said.trim_end() == WORD { Ok(()) } else { Err(unsafe_file(&status)) }
}

/// Waits for a child and ends it where it takes too long.
fn wait(child: &mut Child, wall: Duration) -> io::Result<std::process::ExitStatus> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if started.elapsed() > wall {
            child.kill()?;
            child.wait()?;
            return Err(io::ErrorKind::TimedOut.into());
        }
        std::thread::sleep(pause);
        pause = pause.saturating_mul(2).min(Duration::from_millis(20));
    }
}

/// Where this process is such a child: looks at its standard input and tells how to end. To be called before anything else.
pub fn examined_apart() -> Option<ExitCode> {
    if let Some(status) = crate::judges::judged_apart() {
        return Some(status);
    }
    let words: Vec<String> = std::env::args().skip(1).take(4).collect();
    let [argument, memory, processor] = words.as_slice() else { return None };
    if argument != ARGUMENT {
        return None;
    }
    let came_through = memory.parse().ok().zip(processor.parse().ok()).is_some_and(|(memory, processor)| {
        confine(memory, Some(processor));
        let looked =
            std::thread::Builder::new().stack_size(STACK).spawn(|| standard_input().map(|file| see(&file)));
        looked.is_ok_and(|thread| thread.join().is_ok_and(|seen| seen.is_ok()))
    });
    if came_through && writeln!(io::stdout(), "{WORD}").is_ok() {
        return Some(ExitCode::SUCCESS);
    }
    Some(ExitCode::FAILURE)
}

/// Takes away from this process what it may not use: so many MiB beside the program itself, so many seconds of processor
/// time where there is such a bound.
#[cfg(unix)]
pub(crate) fn confine(memory: u64, processor: Option<u64>) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // What the program takes up before it reads anything; without the libraries of the window, little.
    let own = std::fs::read_to_string("/proc/self/status").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("VmSize:"))?;
        line.trim().strip_suffix(" kB")?.parse::<u64>().ok()
    });
    let bytes = own.unwrap_or(0).saturating_mul(1 << 10).saturating_add(memory.saturating_mul(1 << 20));
    let bounds = [(Resource::As, Some(bytes)), (Resource::Cpu, processor), (Resource::Core, Some(0))];
    for (resource, most) in bounds.into_iter().filter_map(|(resource, most)| Some((resource, most?))) {
        // A system that does not know the limit is no worse than before; the clock of the parent runs.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

#[cfg(not(unix))]
pub(crate) fn confine(_memory: u64, _processor: Option<u64>) {}

#[cfg(unix)]
fn standard_input() -> io::Result<File> {
    use std::os::fd::AsFd as _;
    io::stdin().as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn standard_input() -> io::Result<File> {
    use std::os::windows::io::AsHandle as _;
    io::stdin().as_handle().try_clone_to_owned().map(File::from)
}

/// Everything that the window does with a file at once; what comes out does not matter, only that something does.
fn see(file: &File) {
    let Ok(source) = file.try_clone().and_then(FileSource::of).map(Arc::new) else { return };
    let policy = verify::Policy::new("", pki::TrustAnchors::new(), pki::Time::from_unix(0));
    let document = match pdf::Document::open(source.clone(), pdf::Limits::default()) {
        Ok(document) => document,
        Err(error) => {
            let bytes: Arc<dyn pdf::Source> = source;
            let _ = verify::examine_damaged(&bytes, &pdf::Limits::default(), &policy, &error);
            return;
        }
    };
    let _ = verify::examine(&document, &policy);
    if document.encryption().is_some_and(pdf::Encryption::is_locked) {
        return;
    }
    let _ = crate::read::fields_of(&document);
    let _ = preflight::examine(&document, &preflight::Expectations::default());
    let started = Instant::now();
    for page in 0..document.page_count().unwrap_or(0) {
        if page > 0 && started.elapsed() > DRAWING {
            break;
        }
        if let Ok(image) = render::PageImage::extract(&document, page, &render::Limits::default()) {
            let _ = (image.draw(1.0), image.text());
        }
    }
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// What becomes of a file when the child does this.
    fn looked(child: &str) -> Result<(), Failure> {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("child");
        std::fs::write(&program, format!("#!/bin/sh\n{child}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
        let path = folder.path().join("report.pdf");
        std::fs::write(&path, b"%PDF-1.7").unwrap();
        let allowance = Allowance { memory: 64, processor: 2, wall: Duration::from_millis(500) };
        look(&program, File::open(&path).unwrap(), &path, allowance)
    }

    #[test]
    fn only_a_child_that_says_the_word_lets_a_file_through() {
        assert_eq!(
            looked(&format!("test \"$(cat)\" = %PDF-1.7 && test $1 = {ARGUMENT} && echo {WORD}")),
            Ok(())
        );
        for child in [
            "true",
            "echo something else",
            "kill -9 $$",
            "kill -6 $$",
            "exit 1",
            &format!("echo {WORD}; exit 1"),
        ] {
            let failure = looked(child).unwrap_err();
            assert_eq!(failure.code, FailureCode::FileUnsafe, "{child}");
            assert_eq!(failure.params["name"], "report.pdf".into());
        }
    }

    #[test]
    fn a_child_that_takes_too_long_is_ended() {
        let started = Instant::now();
        let failure = looked("exec sleep 60").unwrap_err();
        assert_eq!(failure.code, FailureCode::FileUnsafe);
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn without_a_child_nothing_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        std::fs::write(&path, b"x").unwrap();
        let missing = folder.path().join("no such program");
        let looked = look(&missing, File::open(&path).unwrap(), &path, Allowance::for_length(1));
        assert_eq!(looked.unwrap_err().code, FailureCode::FileUnsafe);
    }
}
