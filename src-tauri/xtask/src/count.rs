//! Counts tests in what the test programs print.

use std::fmt;
use std::ops::AddAssign;

/// Whose words to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; …`, once for each test program.
    Cargo,
    /// `Tests  1 failed | 2 passed | 3 skipped (6)`, once.
    Vitest,
    /// Counts nothing: the step is one test itself.
    Whole,
}

/// How many tests did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Passed.
    pub passed: u32,
    /// Failed; a step that broke down otherwise counts as one.
    pub failed: u32,
    /// Not run, because they are marked so.
    pub skipped: u32,
}

impl Count {
    /// A single failed test.
    pub const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };

    /// Adds what one line of output says.
    pub fn read(&mut self, kind: Kind, line: &str) {
        let line = without_colours(line);
        let line = line.trim();
        let counts = match kind {
            Kind::Cargo => {
                line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")).map(|(_, c)| c)
            }
            Kind::Vitest => line.strip_prefix("Tests ").map(str::trim_start),
            Kind::Whole => None,
        };
        for part in counts.unwrap_or_default().split([';', '|', '(']) {
            let mut words = part.split_whitespace();
            let Some(number) = words.next().and_then(|word| word.parse::<u32>().ok()) else { continue };
            match words.next() {
                Some("passed") => self.passed += number,
                Some("failed") => self.failed += number,
                Some("ignored" | "skipped" | "todo") => self.skipped += number,
                _ => {}
            }
        }
    }

    /// The count of a step that has ended. One that broke down without a failed test, and one that
    /// was to run tests and ran none, has failed.
    pub fn conclude(mut self, kind: Kind, success: bool) -> Self {
        if kind == Kind::Whole && success {
            self.passed = 1;
        }
        if self.failed == 0 && (!success || self.passed == 0) {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

/// The text without terminal colours (`ESC [ … m`).
fn without_colours(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(kind: Kind, lines: &[&str]) -> Count {
        let mut count = Count::default();
        lines.iter().for_each(|line| count.read(kind, line));
        count
    }

    #[test]
    fn test_programs_of_cargo_add_up() {
        let lines = [
            "running 4 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s",
            "test result: \u{1b}[31mFAILED\u{1b}[0m. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
        ];
        assert_eq!(count(Kind::Cargo, &lines), Count { passed: 4, failed: 2, skipped: 1 });
    }

    #[test]
    fn vitest_is_understood_with_colours() {
        let lines = [
            " Test Files  2 passed (2)",
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[31m1 failed\u{1b}[39m\u{1b}[22m | \u{1b}[32m11 passed\u{1b}[39m | 2 skipped (14)",
        ];
        assert_eq!(count(Kind::Vitest, &lines), Count { passed: 11, failed: 1, skipped: 2 });
    }

    #[test]
    fn a_step_that_ran_no_test_has_failed() {
        assert_eq!(Count::default().conclude(Kind::Cargo, true).failed, 1);
        assert_eq!(Count::default().conclude(Kind::Whole, true), Count { passed: 1, ..Count::default() });
        assert_eq!(Count { passed: 5, ..Count::default() }.conclude(Kind::Cargo, false).failed, 1);
        assert_eq!(Count { failed: 2, ..Count::default() }.conclude(Kind::Cargo, false).failed, 2);
    }
}
