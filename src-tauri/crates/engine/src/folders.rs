//! Which PDF files a choice of files and folders means, always in the same order.

use std::path::{Path, PathBuf};

use wire::Failure;

use crate::failures;
use crate::source::file_name;

/// How far a folder is looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Its own files.
    Top,
    /// The files of its folders too.
    All,
}

/// The PDF files among the inputs: files as they are named, folders' in the order of their names, without hidden ones.
///
/// A folder that was named and cannot be read is a failure. One further down is given in place of its files: whoever
/// opens it is told why it cannot be read, and the rest goes on.
pub(crate) fn pdf_files(inputs: &[PathBuf], depth: Depth) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for input in inputs {
        if input.is_dir() {
            gather(input, depth, &mut files).map_err(|fault| failures::unreadable(input, fault))?;
        } else {
            files.push(input.clone());
        }
    }
    Ok(files)
}

/// Goes down by a list of its own, not by calls: a folder may be as deep as the system allows.
fn gather(folder: &Path, depth: Depth, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut waiting = entries(folder)?;
    waiting.reverse();
    while let Some((path, is_folder)) = waiting.pop() {
        if !is_folder {
            files.push(path);
        } else if depth == Depth::All {
            match entries(&path) {
                Ok(found) => waiting.extend(found.into_iter().rev()),
                Err(_) => files.push(path),
            }
        }
    }
    Ok(())
}

/// The PDF files and the folders of a folder by name. A link to a folder is not followed: it may lead back up.
fn entries(folder: &Path) -> std::io::Result<Vec<(PathBuf, bool)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if file_name(&path).starts_with('.') {
            continue;
        }
        let is_folder = entry.file_type()?.is_dir();
        let is_pdf = || path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
        if is_folder || is_pdf() && path.is_file() {
            found.push((path, is_folder));
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn folders_within_folders_in_one_order_and_no_circles() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("b/inner")).unwrap();
        std::fs::create_dir(at(".git")).unwrap();
        for name in [
            "c.pdf",
            "a.PDF",
            "b/2.pdf",
            "b/inner/1.pdf",
            "b/10.pdf",
            ".hidden.pdf",
            ".git/x.pdf",
            "notes.txt",
        ] {
            std::fs::write(at(name), "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), at("b/up")).unwrap();
        let names = |depth| -> Vec<String> {
            let files = pdf_files(&[folder.path().to_owned()], depth).unwrap();
            files.iter().map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string()).collect()
        };
        assert_eq!(names(Depth::All), ["a.PDF", "b/10.pdf", "b/2.pdf", "b/inner/1.pdf", "c.pdf"]);
        assert_eq!(names(Depth::Top), ["a.PDF", "c.pdf"]);
        assert_eq!(
            pdf_files(&[at("gone.pdf")], Depth::All).unwrap(),
            [at("gone.pdf")],
            "told when it is opened"
        );
    }
}
