//! The programs beside ours: those that are installed, with the commands that do the same work.

use super::cost::{Job, words};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tests::kit::{target, tools};

const PYHANKO: &str = include_str!("pyhanko_signs.py");
const PYHANKO_MANY: &str = include_str!("pyhanko_signs_many.py");
const PYHANKO_VERIFIES: &str = include_str!("pyhanko_verifies_many.py");
const ENDESIVE: &str = include_str!("endesive_signs.py");

/// What is to be signed, with which key file under which password.
pub struct Work<'a> {
    /// The document.
    pub input: &'a Path,
    /// The signed one.
    pub output: &'a Path,
    /// PKCS#12.
    pub key_file: &'a Path,
    /// Its password.
    pub password: &'a str,
    /// A picture to show, where one is shown.
    pub picture: Option<&'a Path>,
}

fn there(program: &Path, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success() || arguments == ["-v"])
}

/// A Python with endesive: an environment under `target`, made by hand where one wants the comparison.
fn endesive() -> Option<PathBuf> {
    let python = target().join("endesive/bin/python");
    there(&python, &["-c", "import endesive"]).then_some(python)
}

/// Those that sign.
pub fn signers(work: &Work<'_>) -> Vec<Job> {
    let mut jobs = Vec::new();
    let picture = work.picture.unwrap_or(Path::new("-"));
    let python = tools::python();
    let arguments = |python: &Path, script: &str| {
        words(&[&python, &"-c", &script, &work.input, &work.output, &work.key_file, &work.password, &picture])
    };
    if there(&python, &["-c", "import pyhanko"]) {
        jobs.push(Job::new("pyHanko signs", arguments(&python, PYHANKO), "", Some(work.output)));
    }
    if let Some(python) = endesive() {
        jobs.push(Job::new("endesive signs", arguments(&python, ENDESIVE), "", Some(work.output)));
    }
    jobs
}

/// MuPDF signs where a field waits: `field` is its object.
pub fn mutool_signs(work: &Work<'_>, field: &str) -> Option<Job> {
    let mutool = Path::new("mutool");
    let command = words(&[
        &mutool,
        &"sign",
        &"-s",
        &work.key_file,
        &"-P",
        &work.password,
        &"-o",
        &work.output,
        &work.input,
        &field,
    ]);
    there(mutool, &["-v"])
        .then(|| Job::new("mutool signs (SHA-1 where it hashes)", command, "", Some(work.output)))
}

/// Those that verify a signed file.
pub fn verifiers(signed: &Path) -> Vec<Job> {
    let mut jobs = Vec::new();
    if there(Path::new("pdfsig"), &["-v"]) {
        jobs.push(Job::new("pdfsig verifies", words(&[&"pdfsig", &"-nocert", &signed]), "", None));
    }
    if there(Path::new("mutool"), &["-v"]) {
        jobs.push(Job::new("mutool verifies", words(&[&"mutool", &"sign", &"-v", &signed]), "", None));
    }
    jobs
}

/// pyHanko's library on a folder, with the key opened once.
pub fn pyhanko_signs_many(from: &Path, to: &Path, key_file: &Path, password: &str) -> Option<Job> {
    let python = tools::python();
    let command = words(&[&python, &"-c", &PYHANKO_MANY, &from, &to, &key_file, &password]);
    there(&python, &["-c", "import pyhanko"])
        .then(|| Job::new("pyHanko's library, key opened once", command, "", Some(to)))
}

/// pyHanko's library on a folder of signed files, trusting this certificate.
pub fn pyhanko_verifies_many(folder: &Path, root: &Path) -> Option<Job> {
    let python = tools::python();
    let command = words(&[&python, &"-c", &PYHANKO_VERIFIES, &folder, &root]);
    there(&python, &["-c", "import pyhanko"]).then(|| Job::new("pyHanko's library", command, "", None))
}
