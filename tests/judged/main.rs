//! Files whose right verdict is known, read where they lie beside the project: attacks on signatures, and what honest and
//! dishonest producers wrote. Skipped, with a note, where that folder is absent.
//!
//! The rule: an attack must never pass, nor look unsigned, and its integrity must be one of those named; a good file must
//! be whole. In the corpus what is called bad must not be whole, what is called unsigned must have no verdict.

// A test that cannot go on stops with what it was about; there is nobody to hand an error to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use tests::kit::command::Desk;
use tests::kit::shared;

/// Wrong accepts and wrong refusals that the corpus still has; to be lowered, never raised. The one accept does not pass: it
/// is an ordinary signature of an unknown signer, which its maker held against the rules for timestamps.
const REACHED_IN_CORPUS: (usize, usize) = (1, 11);

type Row = BTreeMap<String, String>;

/// How a verdict misses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Miss {
    WrongAccept,
    WrongRefusal,
    WrongReason,
    NoReport,
}

/// What a report says, as far as it is judged.
struct Said {
    passed: bool,
    verdict: String,
    integrity: String,
}

impl Said {
    fn whole(&self) -> bool {
        ["intact", "extended"].contains(&self.integrity.as_str())
    }
}

fn attack(row: &Row, said: &Said) -> Option<Miss> {
    match row["must"].as_str() {
        "pass" if said.passed && said.whole() => None,
        "pass" => Some(Miss::WrongRefusal),
        "not-pass" if said.passed || said.verdict == "unsigned" => Some(Miss::WrongAccept),
        "not-pass" if row["integrity"].split('|').any(|allowed| allowed == said.integrity) => None,
        "not-pass" if said.whole() => Some(Miss::WrongAccept),
        "not-pass" => Some(Miss::WrongReason),
        _ => None,
    }
}

fn corpus(row: &Row, said: &Said) -> Option<Miss> {
    let expected = row["expected"].as_str();
    let bad = ["modified-after-signing", "integrity-broken", "malformed-signature"].contains(&expected);
    match expected {
        "valid" => (!said.whole()).then_some(Miss::WrongRefusal),
        "not-signed" => {
            (!["unsigned", "unreadable"].contains(&said.verdict.as_str())).then_some(Miss::WrongRefusal)
        }
        _ if bad || expected.starts_with("attack:") => {
            let unseen = said.verdict == "unsigned" && expected != "malformed-signature";
            (said.whole() || said.passed || unseen).then_some(Miss::WrongAccept)
        }
        _ => said.passed.then_some(Miss::WrongAccept),
    }
}

/// Whether a row of the corpus is judged: only where somebody said what is right, or where the structure leaves no doubt.
fn is_judged(row: &Row) -> bool {
    let certain = ["test", "source-described"].contains(&row["expected_basis"].as_str());
    let plain = ["structure", "name"].contains(&row["expected_basis"].as_str());
    let harmless = ["not-signed", "malformed"].contains(&row["expected"].as_str());
    row["path"].to_lowercase().ends_with(".pdf") && (certain || plain && harmless)
}

fn ask(desk: &Desk, path: &Path, trust: Option<&Path>) -> Option<Said> {
    let mut words = vec!["verify".as_ref(), "--json".as_ref()];
    if let Some(trust) = trust {
        words.extend(["--trust".as_ref(), trust.as_os_str()]);
    }
    words.push(path.as_os_str());
    let ran = desk.run(&words);
    let report: serde_json::Value = serde_json::from_str(&ran.out).ok()?;
    let word = |key: &str| report[0][key].as_str().unwrap_or_default().to_owned();
    Some(Said { passed: word("verdict") == "passed", verdict: word("verdict"), integrity: word("integrity") })
}

/// Judges all rows on every processor; the misses, each named.
fn judge(
    rows: &[Row],
    folder: &Path,
    column: &str,
    trust: Option<&Path>,
    rule: fn(&Row, &Said) -> Option<Miss>,
) -> (usize, Vec<(Miss, String)>) {
    let rows: Vec<_> = rows.iter().filter(|row| folder.join(&row[column]).is_file()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let (desk, mut misses) = (Desk::new(), Vec::new());
        while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
            let said = ask(&desk, &folder.join(&row[column]), trust);
            let miss = said.as_ref().map_or(Some(Miss::NoReport), |said| rule(row, said));
            let found = said.map_or_else(String::new, |said| format!("{}/{}", said.verdict, said.integrity));
            misses.extend(miss.map(|miss| (miss, format!("{}: {found}", row[column]))));
        }
        misses
    };
    let workers = thread::available_parallelism().map_or(2, usize::from);
    let mut misses: Vec<_> = thread::scope(|scope| {
        let started: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        started.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    misses.sort();
    (rows.len(), misses)
}

#[test]
fn every_attack_is_seen_and_every_good_file_passes() {
    let Some(folder) = shared::folder("attacks") else { return };
    let rows = shared::rows(&folder.join("expected.csv"));
    let (files, misses) = judge(&rows, &folder, "file", Some(&folder.join("root.pem")), attack);
    println!("attacks: {} of {files} right", files - misses.len());
    assert!(files > 0 && misses.is_empty(), "{misses:#?}");
}

#[test]
fn the_corpus_is_judged_as_its_makers_say() {
    let Some(folder) = shared::folder("corpus") else { return };
    let rows: Vec<_> = shared::rows(&folder.join("manifest.csv")).into_iter().filter(is_judged).collect();
    let (files, misses) = judge(&rows, &folder, "path", None, corpus);
    let count = |kind: Miss| misses.iter().filter(|(miss, _)| *miss == kind).count();
    println!("corpus: {} of {files} right, {misses:#?}", files - misses.len());
    assert!(files > 0);
    assert_eq!(count(Miss::NoReport), 0, "{misses:#?}");
    assert!(count(Miss::WrongAccept) <= REACHED_IN_CORPUS.0, "{misses:#?}");
    assert!(count(Miss::WrongRefusal) <= REACHED_IN_CORPUS.1, "{misses:#?}");
}
