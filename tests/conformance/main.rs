//! Public test suites for certificates and signatures, read where they lie beside the project: NIST PKITS, x509-limbo of
//! the C2SP and Project Wycheproof. What is not at hand is said and left out; `pki` and `verify` test the same rules on
//! certificates that they make.
//!
//! Where we differ from a suite on purpose, `exceptions.txt` says why. A listed case that agrees all the same fails the
//! test, so that the list cannot rot.

// A test that cannot go on stops with what it was about; there is nobody to hand an error to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod limbo;
mod pkits;
mod wycheproof;

use std::collections::BTreeMap;
use std::path::Path;

use tests::kit::{project, shared};

/// The judgement on a suite: how many cases agreed, and which did not as expected.
struct Score {
    suite: &'static str,
    exceptions: BTreeMap<String, String>,
    judged: usize,
    wrong: Vec<String>,
}

impl Score {
    fn of(suite: &'static str) -> Self {
        let file = project().join("tests/conformance/exceptions.txt");
        let text = std::fs::read_to_string(file).unwrap();
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let exceptions = lines
            .map(|line| {
                let (case, reason) = line.split_once(" | ").expect("a case, then its reason");
                assert!(!reason.trim().is_empty(), "{case} without a reason");
                (case.trim().to_owned(), reason.trim().to_owned())
            })
            .filter(|(case, _)| case.starts_with(suite))
            .collect();
        Self { suite, exceptions, judged: 0, wrong: Vec::new() }
    }

    /// Notes whether a case agreed with its suite; `found` says what was found instead.
    fn note(&mut self, case: &str, agrees: bool, found: impl FnOnce() -> String) {
        self.judged += 1;
        match (self.exceptions.remove(&format!("{} {case}", self.suite)), agrees) {
            (None, true) | (Some(_), false) => {}
            (None, false) => self.wrong.push(format!("{case}: {}", found())),
            (Some(reason), true) => self.wrong.push(format!("{case} agrees, though listed: {reason}")),
        }
    }

    /// All as expected, and no fewer than `at_least` cases.
    fn settle(self, at_least: usize) {
        println!("{}: {} cases judged", self.suite, self.judged);
        assert!(self.judged >= at_least, "only {} cases judged", self.judged);
        assert!(self.wrong.is_empty(), "{} wrong:\n{}", self.wrong.len(), self.wrong.join("\n"));
        assert!(self.exceptions.is_empty(), "listed, and not in the suite: {:?}", self.exceptions);
    }
}

fn json(file: &Path) -> serde_json::Value {
    let bytes = std::fs::read(file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
    serde_json::from_slice(&bytes).unwrap()
}

/// The folder of the suites, where this machine has it.
fn suites() -> Option<std::path::PathBuf> {
    shared::folder("corpus/pki")
}
