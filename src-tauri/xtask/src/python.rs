//! pyHanko, which judges our signatures and makes some for us to judge, and what plays the system's fingerprint service, in a
//! Python environment of their own.

use crate::folders::Folders;
use crate::job::{Failure, Job};
use std::path::PathBuf;

/// The packages and their versions.
const REQUIREMENTS: &str = include_str!("../python-requirements.txt");

/// Installs it when it is missing or other versions are wanted; returns the environment's Python.
pub fn set_up(folders: &Folders) -> Result<PathBuf, Failure> {
    let environment = folders.target.join("python");
    let python = environment.join("bin/python");
    let stamp = folders.stamp("python");
    if stamp.is(REQUIREMENTS) && python.is_file() {
        return Ok(python);
    }
    let make = Job::new(
        "python3",
        ["-m", "venv", "--clear"].map(Into::into).into_iter().chain([environment.into_os_string()]),
    );
    make.run("Python", folders)?;
    let list = folders.root.join("src-tauri/xtask/python-requirements.txt");
    let words =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"].map(Into::into);
    Job::new(&python, words.into_iter().chain([list.into_os_string()])).run("pyHanko", folders)?;
    stamp.set(REQUIREMENTS)?;
    Ok(python)
}
