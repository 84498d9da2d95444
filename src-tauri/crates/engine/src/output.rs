//! Writing a file so that it is there whole or not at all.
//!
//! Temporary file in the same folder (`.<name>.<op>.tmp`, O_EXCL, 0600) → fsync → rename → fsync of the folder
//! (security §5 ③–⑤). An error of fsync ends the attempt: after one, the page cache cannot be believed.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use wire::{Failure, FailureCode};

use crate::source::file_name;

/// A file in the making. Dropped before [`Output::commit`], it leaves nothing behind.
pub(crate) struct Output {
    target: PathBuf,
    temporary: PathBuf,
    file: Option<File>,
}

/// Whether a file of the same name may be there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existing {
    /// Never overwritten.
    Keep,
    /// Replaced in one step.
    Replace,
}

impl Output {
    /// Where the temporary file of an operation stands; recovery looks for it there.
    pub(crate) fn temporary_for(target: &Path, operation: &str) -> PathBuf {
        target.with_file_name(format!(".{}.{operation}.tmp", file_name(target)))
    }

    /// Starts a file for `target`.
    pub(crate) fn create(target: &Path, operation: &str) -> Result<Self, Failure> {
        let temporary = Self::temporary_for(target, operation);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&temporary).map_err(|fault| unwritable(target, fault))?;
        Ok(Self { target: target.to_owned(), temporary, file: Some(file) })
    }

    /// The file to write to.
    pub(crate) fn file(&self) -> Result<&File, Failure> {
        self.file.as_ref().ok_or_else(|| Failure::new(FailureCode::Internal))
    }

    /// The name that the finished file will have.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Makes what was written durable.
    pub(crate) fn sync(&self) -> Result<(), Failure> {
        self.file()?.sync_all().map_err(|fault| unwritable(&self.target, fault))
    }

    /// Gives the durable file its name, durably. `mode_of` lends its permissions, where there is one.
    pub(crate) fn commit(self, existing: Existing, mode_of: Option<&Path>) -> Result<(), Failure> {
        let target = self.target.clone();
        self.name(existing, mode_of)?;
        make_last(&target, existing)
    }

    /// [`Self::commit`] without the last step: the name lasts once [`sync_folder`] was called.
    pub(crate) fn name(mut self, existing: Existing, mode_of: Option<&Path>) -> Result<(), Failure> {
        if let (Some(model), Some(file)) = (mode_of, &self.file)
            && let Ok(facts) = fs::metadata(model)
        {
            let _ = file.set_permissions(facts.permissions()); // a file system without modes is no reason to fail
        }
        self.file = None;
        let named = match existing {
            Existing::Keep => rename_without_replacing(&self.temporary, &self.target),
            Existing::Replace => fs::rename(&self.temporary, &self.target),
        };
        named.map_err(|fault| match fault.kind() {
            io::ErrorKind::AlreadyExists => {
                Failure::new(FailureCode::OutputExists).with("name", file_name(&self.target))
            }
            _ => unwritable(&self.target, fault),
        })
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // After a rename there is nothing of this name; before it, an unfinished file must not stay.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Writes a small file in one step, replacing what was there.
pub(crate) fn replace(target: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write(target, bytes, Existing::Replace)
}

/// Writes a small file in one step, never overwriting.
pub(crate) fn create(target: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write(target, bytes, Existing::Keep)
}

/// Writes a small file in one step that may be lost when the computer falls: it does not wait for the disk.
pub(crate) fn replace_soon(target: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let output = Output::create(target, &crate::random_hex(4)?)?;
    io::Write::write_all(&mut output.file()?, bytes).map_err(|fault| unwritable(target, fault))?;
    fs::rename(&output.temporary, target).map_err(|fault| unwritable(target, fault))
}

/// Writes a small file in one step.
pub(crate) fn write(target: &Path, bytes: &[u8], existing: Existing) -> Result<(), Failure> {
    let operation = crate::random_hex(4)?;
    let output = Output::create(target, &operation)?;
    io::Write::write_all(&mut output.file()?, bytes).map_err(|fault| unwritable(target, fault))?;
    output.sync()?;
    output.commit(existing, None)
}

pub(crate) fn unwritable(target: &Path, fault: io::Error) -> Failure {
    Failure::new(FailureCode::OutputUnwritable).with("name", file_name(target)).because(fault)
}

/// Renames unless the new name is taken, in one step: a check beforehand could be overtaken.
#[cfg(target_os = "linux")]
fn rename_without_replacing(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => link_then_unlink(from, to),
        other => other.map_err(io::Error::from),
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_without_replacing(from: &Path, to: &Path) -> io::Result<()> {
    link_then_unlink(from, to)
}

/// Where the system has no such rename: a hard link refuses a taken name as well.
fn link_then_unlink(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to)?;
    fs::remove_file(from)
}

/// Makes a file's name last, or takes a new name back, so that nothing is left behind of which nobody knows whether it lasts.
pub(crate) fn make_last(target: &Path, existing: Existing) -> Result<(), Failure> {
    sync_folder(target).inspect_err(|_| {
        if existing == Existing::Keep {
            let _ = fs::remove_file(target);
        }
    })
}

/// Makes the names in the folder of `target` durable. Elsewhere than on Unix they are so with the volume's own journal.
pub(crate) fn sync_folder(target: &Path) -> Result<(), Failure> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|fault| unwritable(target, fault))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.pdf");
        create(&target, b"first").unwrap();
        let failure = create(&target, b"second").unwrap_err();
        assert_eq!(failure.code, FailureCode::OutputExists);
        assert_eq!(fs::read(&target).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn an_unfinished_file_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let output = Output::create(&folder.path().join("a.pdf"), "0f").unwrap();
        assert!(output.temporary.exists());
        drop(output);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
