//! Every file of the shared corpus, where it is present, opens or says why not, and none brings a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use pdf::{Document, Entry, Error, Limits};

/// Files that their collectors call valid and that this reader refuses, with the reason; an unexpected success fails too.
const REFUSED: [&str; 2] = [
    // One cross-reference section defines object 8 twice, at different places.
    "corpus/mkl-testarea/itext7/signature/itext7_signatureutil_issue_doc.pdf",
    // The entry of object 11, which nothing refers to, leads to object 13: only reading every object meets it.
    "corpus/rub-shadow-2021/hide-and-replace/variant-1_change_object_references/3_original-document-shadowed-signed.pdf",
];

/// The files that the corpus' list calls valid.
fn valid(shared: &Path) -> Vec<String> {
    let list = std::fs::read_to_string(shared.join("corpus/manifest.csv")).unwrap_or_default();
    let rows = list.lines().filter(|line| line.contains(",valid,"));
    rows.filter_map(|line| Some(format!("corpus/{}", line.split(',').next()?))).collect()
}

/// The shared folder beside the workspace, if there is one.
fn shared() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3)?;
    Some(workspace.parent()?.join("shared")).filter(|path| path.is_dir())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")) {
            found.push(path);
        }
    }
}

/// Reads every object that the file defines, and walks its bytes.
fn examine(bytes: Vec<u8>) -> Result<Document, Error> {
    let document = Document::open(Arc::new(bytes), Limits::default())?;
    document.catalog()?;
    let mut first = Ok(());
    for revision in 0..document.revisions().len() {
        for (id, entry) in document.changed_objects(revision)? {
            if let Entry::InFile { .. } | Entry::InStream { .. } = entry
                && let Err(error) = document.object_without_data(id).and(document.location(id))
            {
                first = first.and(Err(error));
            }
        }
        let range = document.revisions()[revision].start..document.revisions()[revision].end;
        pdf::account::unaccounted(&document, range)?;
    }
    first.map(|()| document)
}

#[test]
fn every_file_opens_or_says_why_not() {
    let Some(shared) = shared() else {
        println!("skipped: no shared folder");
        return;
    };
    let mut found = Vec::new();
    files(&shared.join("corpus"), &mut found);
    files(&shared.join("attacks"), &mut found);
    found.sort();
    let list = std::env::var_os("CORPUS_LIST").is_some();
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    let valid = valid(&shared);
    let mut slowest = (Duration::ZERO, String::new());
    let mut surprises = Vec::new();
    for path in &found {
        let bytes = std::fs::read(path).expect("readable");
        let start = Instant::now();
        let outcome = examine(bytes);
        let took = start.elapsed();
        let name = path.strip_prefix(&shared).unwrap_or(path).display().to_string();
        let text = match &outcome {
            Ok(document) => {
                let mut codes: Vec<_> = document.oddities().iter().map(|oddity| oddity.code()).collect();
                codes.sort_unstable();
                codes.dedup();
                if list {
                    println!("OK\t{name}\t{} revisions\t{}", document.revisions().len(), codes.join(" "));
                }
                "opens".to_owned()
            }
            Err(error) => {
                if list {
                    println!("ERR\t{name}\t{error}");
                }
                let debug = format!("{error:?}");
                debug.split([' ', '{']).next().unwrap_or_default().to_owned()
            }
        };
        let refused = !matches!(&outcome, Ok(_) | Err(Error::Locked));
        if valid.contains(&name) && refused != REFUSED.contains(&name.as_str()) {
            surprises.push(format!("{name}: {text}"));
        }
        *outcomes.entry(text).or_default() += 1;
        slowest = slowest.max((took, name));
    }
    println!("{} files: {outcomes:?}", found.len());
    println!("the slowest: {slowest:?}");
    assert!(surprises.is_empty(), "{surprises:#?}");
}

#[test]
fn known_passwords_open_what_they_protect() {
    let Some(shared) = shared() else {
        println!("skipped: no shared folder");
        return;
    };
    let folder = shared.join("corpus/pyhanko-dynamic/test_sign_encrypted");
    let mut found = Vec::new();
    files(&folder, &mut found);
    let mut opened = 0;
    for path in &found {
        let bytes = std::fs::read(path).expect("readable");
        let document = Document::open(Arc::new(bytes), Limits::default()).expect("opens");
        let Some(encryption) = document.encryption().filter(|encryption| encryption.is_locked()) else {
            continue;
        };
        if encryption.algorithm() == pdf::Algorithm::Unknown {
            continue;
        }
        let answers: Vec<_> =
            ["ownersecret", "usersecret", "secret"].iter().map(|secret| document.unlock(secret)).collect();
        assert!(answers.iter().any(Result::is_ok), "{}: {answers:?}", path.display());
        document.catalog().expect("readable");
        opened += 1;
    }
    println!("{opened} of {} were locked and opened", found.len());
}

/// A small generator of reproducible numbers (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }
}

#[test]
fn damaged_copies_are_read_or_refused_in_time() {
    let Some(shared) = shared() else {
        println!("skipped: no shared folder");
        return;
    };
    let rounds: usize = std::env::var("MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(2);
    let mut found = Vec::new();
    files(&shared.join("corpus"), &mut found);
    found.sort();
    let mut numbers = Numbers(0x5eed_cafe);
    let (mut examined, mut opened) = (0, 0);
    for path in &found {
        let bytes = std::fs::read(path).expect("readable");
        if bytes.is_empty() || bytes.len() > 40_000 {
            continue;
        }
        for _ in 0..rounds {
            let mut copy = bytes.clone();
            for _ in 0..=numbers.below(6) {
                if copy.is_empty() {
                    break;
                }
                let at = numbers.below(copy.len());
                match numbers.below(5) {
                    0 => copy[at] = numbers.below(256) as u8,
                    1 => copy[at] = b"0123456789<>[]()/% \n"[numbers.below(20)],
                    2 => drop(copy.drain(at..(at + numbers.below(40)).min(copy.len()))),
                    3 => copy.truncate(at.max(1)),
                    _ => {
                        let piece = copy[at..(at + numbers.below(60)).min(copy.len())].to_vec();
                        copy.splice(at..at, piece);
                    }
                }
            }
            opened += usize::from(examine(copy).is_ok());
            examined += 1;
        }
    }
    println!("{examined} damaged copies, {opened} readable all the same");
}
