//! Which files a choice of files and folders means, always in the same order: PDF files to sign, and beside them signature
//! files to verify.

use std::path::{Path, PathBuf};

use wire::Failure;

use crate::detached::is_signature_file;
use crate::failures;
use crate::source::file_name;

/// The PDF files among the inputs: files as they are named, folders' own in the order of their names, without hidden ones.
pub(crate) fn pdf_files(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    files_among(inputs, &Wanted { deep: false, is_one: is_pdf })
}

/// The files that may carry signatures among the inputs, folders' with those of their folders.
///
/// A folder that was named and cannot be read is a failure. One further down is given in place of its files: whoever
/// opens it is told why it cannot be read, and the rest goes on.
pub(crate) fn signed_files(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    files_among(inputs, &Wanted { deep: true, is_one: |path| is_pdf(path) || is_signature_file(path) })
}

/// What a folder is searched for.
struct Wanted {
    /// In its folders too.
    deep: bool,
    is_one: fn(&Path) -> bool,
}

fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

fn files_among(inputs: &[PathBuf], wanted: &Wanted) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for input in inputs {
        if input.is_dir() {
            gather(input, wanted, &mut files).map_err(|fault| failures::unreadable(input, fault))?;
        } else {
            files.push(input.clone());
        }
    }
    Ok(files)
}

/// Goes down by a list of its own, not by calls: a folder may be as deep as the system allows.
fn gather(folder: &Path, wanted: &Wanted, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut waiting = entries(folder, wanted)?;
    waiting.reverse();
    while let Some((path, is_folder)) = waiting.pop() {
        if !is_folder {
            files.push(path);
        } else if wanted.deep {
            match entries(&path, wanted) {
                Ok(found) => waiting.extend(found.into_iter().rev()),
                Err(_) => files.push(path),
            }
        }
    }
    Ok(())
}

/// The wanted files and the folders of a folder by name. A link to a folder is not followed: it may lead back up.
fn entries(folder: &Path, wanted: &Wanted) -> std::io::Result<Vec<(PathBuf, bool)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if file_name(&path).starts_with('.') {
            continue;
        }
        let is_folder = entry.file_type()?.is_dir();
        if is_folder || (wanted.is_one)(&path) && path.is_file() {
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
            "data.xlsx.p7s",
        ] {
            std::fs::write(at(name), "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), at("b/up")).unwrap();
        let names = |found: fn(&[PathBuf]) -> Result<Vec<PathBuf>, Failure>| -> Vec<String> {
            let files = found(&[folder.path().to_owned()]).unwrap();
            files.iter().map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string()).collect()
        };
        assert_eq!(
            names(signed_files),
            ["a.PDF", "b/10.pdf", "b/2.pdf", "b/inner/1.pdf", "c.pdf", "data.xlsx.p7s"]
        );
        assert_eq!(names(pdf_files), ["a.PDF", "c.pdf"]);
        assert_eq!(pdf_files(&[at("gone.pdf")]).unwrap(), [at("gone.pdf")], "told when it is opened");
    }
}
