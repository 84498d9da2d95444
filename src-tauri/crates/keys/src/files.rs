//! Files of the vault: private, durable, replaced whole or not at all, one process at a time.
//!
//! Owns every write the vault makes. A file is written beside its place, made durable, renamed over it, and the
//! directory made durable; a failed `fsync` is never tried again, because the page cache may by then call lost data clean.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, StorageStep};

/// Bytes that any file of the vault may have.
const MAXIMUM_LENGTH: u64 = 1024 * 1024;

/// Turns a system error into ours, naming step and path.
fn failed(step: StorageStep, path: &Path) -> impl FnOnce(io::Error) -> Error + '_ {
    move |source| Error::Storage { step, path: path.to_owned(), source }
}

/// Runs one step; in tests a plan may fail it, or kill the process model before it.
fn step<T>(step: StorageStep, path: &Path, action: impl FnOnce() -> io::Result<T>) -> Result<T, Error> {
    #[cfg(test)]
    faults::before(step).map_err(failed(step, path))?;
    action().map_err(failed(step, path))
}

/// Makes the directory if it is not there, and shuts out group and others.
pub(crate) fn private_directory(path: &Path) -> Result<(), Error> {
    step(StorageStep::Directory, path, || {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            if fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
                fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
            }
        }
        Ok(())
    })
}

/// The file's bytes, or `None` where there is no such file.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    step(StorageStep::Read, path, || {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut bytes = Vec::new();
        file.take(MAXIMUM_LENGTH + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAXIMUM_LENGTH {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(Some(bytes))
    })
}

/// Puts a file with these bytes at `path`, durably: after `Ok` it survives a power cut, after `Err` or a kill the
/// file at `path` is the old one or the new one, whole.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let temporary = temporary_path(path)?;
    let written = write_durably(&temporary, bytes)
        .and_then(|()| step(StorageStep::Rename, path, || fs::rename(&temporary, path)));
    if let Err(error) = written {
        // What is left of the temporary file is of no use to anybody; the first error is the one to report.
        let _ = step(StorageStep::Remove, &temporary, || fs::remove_file(&temporary));
        return Err(error);
    }
    sync_directory(path)
}

fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = step(StorageStep::Create, path, || private_file().create_new(true).open(path))?;
    step(StorageStep::Write, path, || file.write_all(bytes))?;
    step(StorageStep::Sync, path, || file.sync_all())
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A name beside `path` that no other process uses.
fn temporary_path(path: &Path) -> Result<PathBuf, Error> {
    let mut suffix = [0_u8; 8];
    getrandom::fill(&mut suffix).map_err(|_| Error::NoRandomness)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(path.with_file_name(format!(".{name}.{}.tmp", hex::encode(suffix))))
}

fn sync_directory(path: &Path) -> Result<(), Error> {
    let directory = path.parent().unwrap_or(Path::new("."));
    step(StorageStep::SyncDirectory, directory, || {
        if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
    })
}

/// Removes the file durably; a file that is not there is no error.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    step(StorageStep::Remove, path, || match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    })?;
    sync_directory(path)
}

/// Replaces the file as [`replace`] does and overwrites the old content where it lay.
///
/// Overwriting is a courtesy: a journal, a snapshot, a flash translation layer or a backup may keep what was there.
pub(crate) fn replace_and_scrub(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let old = step(StorageStep::Read, path, || OpenOptions::new().write(true).open(path))?;
    replace(path, bytes)?;
    step(StorageStep::Write, path, || {
        let mut old = &old;
        let length = old.metadata()?.len().min(MAXIMUM_LENGTH);
        io::copy(&mut io::repeat(0).take(length), &mut old)?;
        old.sync_all()
    })
}

/// The bare names in a directory.
pub(crate) fn names(directory: &Path) -> Result<Vec<String>, Error> {
    step(StorageStep::Directory, directory, || {
        let mut names = Vec::new();
        for entry in fs::read_dir(directory)? {
            if let Ok(name) = entry?.file_name().into_string() {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    })
}

/// An exclusive lock between processes and threads, held until dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock file at `path`, making it if needed.
    pub(crate) fn take(path: &Path) -> Result<Self, Error> {
        step(StorageStep::Lock, path, || {
            loop {
                let file = private_file().create(true).truncate(false).open(path)?;
                file.lock()?;
                // Whoever removed the file while we waited may already hold a lock on its successor.
                if is_still_at(&file, path)? {
                    return Ok(Self { _file: file });
                }
            }
        })
    }
}

#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match fs::metadata(path) {
        Ok(named) => Ok((held.dev(), held.ino()) == (named.dev(), named.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_still_at(_file: &File, _path: &Path) -> io::Result<bool> {
    // An open file cannot be replaced here.
    Ok(true)
}

/// Whether `name` is a temporary file made while replacing a file whose name starts with `start`.
pub(crate) fn is_temporary(name: &str, start: &str) -> bool {
    name.strip_prefix('.').is_some_and(|rest| rest.starts_with(start)) && name.ends_with(".tmp")
}

/// Removes the files of a directory that `is_left_over` says a killed process left; call with their lock held.
pub(crate) fn sweep(directory: &Path, is_left_over: impl Fn(&str) -> bool) -> Result<(), Error> {
    for left in names(directory)?.iter().filter(|name| is_left_over(name)) {
        let path = directory.join(left);
        step(StorageStep::Remove, &path, || fs::remove_file(&path))?;
    }
    Ok(())
}

/// A model of a failing disk and of a killed process, for this thread only.
#[cfg(test)]
pub(crate) mod faults {
    use std::cell::Cell;
    use std::io;

    use crate::error::StorageStep;

    /// What happens at the chosen step.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Fault {
        /// That step fails, later ones work.
        Fail,
        /// The process is gone: that step and all later ones do nothing.
        Kill,
    }

    thread_local!(static PLAN: Cell<Option<(u32, Fault)>> = const { Cell::new(None) });

    /// Lets `fault` strike at the n-th step from now (0 is the next); true if it struck during `run`.
    pub(crate) fn at<T>(n: u32, fault: Fault, run: impl FnOnce() -> T) -> (T, bool) {
        PLAN.with(|plan| plan.set(Some((n + 1, fault))));
        let result = run();
        let struck = PLAN.with(|plan| plan.take()).is_none_or(|(left, _)| left == 0);
        (result, struck)
    }

    pub(super) fn before(_step: StorageStep) -> io::Result<()> {
        PLAN.with(|plan| match plan.get() {
            None => Ok(()),
            Some((0, Fault::Kill)) => Err(io::Error::other("killed")),
            Some((0, Fault::Fail)) => Ok(()),
            Some((left, fault)) => {
                plan.set(Some((left - 1, fault)));
                if left == 1 { Err(io::Error::other("injected")) } else { Ok(()) }
            }
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("file");
        replace(&path, b"old").unwrap();
        for fault in [faults::Fault::Fail, faults::Fault::Kill] {
            for n in 0.. {
                replace(&path, b"old").unwrap();
                let (result, struck) = faults::at(n, fault, || replace(&path, b"new"));
                let content = fs::read(&path).unwrap();
                assert!(content == b"old" || content == b"new");
                if result.is_ok() {
                    assert_eq!(content, b"new");
                }
                if !struck {
                    break;
                }
            }
        }
        sweep(directory.path(), |name| is_temporary(name, "file")).unwrap();
        assert_eq!(names(directory.path()).unwrap(), ["file"]);
    }

    #[cfg(unix)]
    #[test]
    fn files_and_directories_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().unwrap();
        let directory = parent.path().join("vault");
        fs::create_dir(&directory).unwrap();
        fs::set_permissions(&directory, fs::Permissions::from_mode(0o755)).unwrap();
        private_directory(&directory).unwrap();
        replace(&directory.join("file"), b"x").unwrap();
        let _lock = Lock::take(&directory.join("lock")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&directory), 0o700);
        assert_eq!(mode(&directory.join("file")), 0o600);
        assert_eq!(mode(&directory.join("lock")), 0o600);
    }

    #[test]
    fn what_a_file_held_is_overwritten_when_it_is_scrubbed() {
        let directory = tempfile::tempdir().unwrap();
        let (path, other_name) = (directory.path().join("file"), directory.path().join("same"));
        replace(&path, b"key material").unwrap();
        fs::hard_link(&path, &other_name).unwrap();
        replace_and_scrub(&path, b"gone").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"gone");
        assert_eq!(fs::read(&other_name).unwrap(), [0; 12]);
    }
}
