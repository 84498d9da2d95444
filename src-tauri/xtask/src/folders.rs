//! Where things lie: the workspace, the page, and what builds leave behind.

use crate::job::Failure;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folders that the tasks work in; all absolute.
pub struct Folders {
    /// The root of the workspace.
    pub root: PathBuf,
    /// What cargo builds.
    pub target: PathBuf,
}

impl Folders {
    /// Finds them from where cargo says this crate lies.
    pub fn find() -> Result<Self, Failure> {
        let here = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = here.ancestors().nth(2).unwrap_or(&here).to_owned();
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |path| root.join(path));
        fs::create_dir_all(target.join("xtask")).map_err(|error| Failure::file(&target, &error))?;
        Ok(Self { root, target })
    }

    /// The folder of the window's page.
    pub fn page(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A note that these tasks keep for the next time, such as what the page was built from.
    pub fn stamp(&self, name: &str) -> Stamp {
        Stamp { path: self.target.join("xtask").join(name) }
    }

    /// An executable that cargo built.
    pub fn built(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}

/// A file that holds what something was made from.
pub struct Stamp {
    path: PathBuf,
}

impl Stamp {
    /// Whether it was made from just this.
    pub fn is(&self, content: &str) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|found| found == content)
    }

    /// Notes what it was made from.
    pub fn set(&self, content: &str) -> Result<(), Failure> {
        fs::write(&self.path, content).map_err(|error| Failure::file(&self.path, &error))
    }
}

/// Names, sizes and times of all files under the given paths, one a line: differs when any of them was touched.
pub fn fingerprint(root: &Path, paths: &[&str], except: &[&str]) -> Result<String, Failure> {
    let mut lines = Vec::new();
    for path in paths {
        collect(root, Path::new(path), except, &mut lines)
            .map_err(|error| Failure::file(&root.join(path), &error))?;
    }
    lines.sort();
    Ok(lines.join("\n"))
}

fn collect(root: &Path, path: &Path, except: &[&str], lines: &mut Vec<String>) -> io::Result<()> {
    if except.iter().any(|name| path == Path::new(name)) {
        return Ok(());
    }
    let found = match fs::metadata(root.join(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()), // an optional one
        other => other?,
    };
    if found.is_dir() {
        for entry in fs::read_dir(root.join(path))? {
            collect(root, &path.join(entry?.file_name()), except, lines)?;
        }
    } else {
        lines.push(format!("{} {} {:?}", path.display(), found.len(), found.modified()?));
    }
    Ok(())
}
