//! A file of feedback (RS15): what kind of program on what kind of computer, what failed last, and the user's own words.
//!
//! Nothing is sent: the text is shown whole, and saved where the user says. It names nobody and nothing — no person, no
//! file, no folder, no device — but counts, codes and days, beside what the user types.

use std::collections::BTreeMap;
use std::path::Path;

use audit::Outcome;
use wire::{ChosenFile, Failure, FailureCode, Text};

use crate::office::OWN;
use crate::output::{self, Existing};
use crate::{Engine, failures, lock};

/// How many rows back failures are looked for.
const ROWS: u32 = 1_000;
/// How many kinds of failures are listed.
const KINDS: usize = 20;
/// The longest text of the user's own, in characters.
const LONGEST: usize = 20_000;

/// From where the program is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The window.
    Window,
    /// The command line.
    CommandLine,
}

impl Engine {
    /// The whole text, kept until it is saved.
    pub fn compose_feedback(&self, words: String) -> Result<String, Failure> {
        let text = self.feedback(&words, From::Window)?;
        *lock(&self.feedback) = Some(text.clone());
        Ok(text)
    }

    /// Writes the text that was composed last, as it was shown.
    pub fn write_feedback(&self, target: &Path) -> Result<ChosenFile, Failure> {
        let text = lock(&self.feedback).clone().ok_or_else(|| Failure::new(FailureCode::Internal))?;
        // The system's dialog has asked about a name that is taken.
        output::write(target, text.as_bytes(), Existing::Replace)?;
        self.chosen(target)
    }

    /// Writes a file of feedback for the command line, never overwriting; what was written.
    pub fn feedback_file(&self, words: &str, target: &Path) -> Result<String, Failure> {
        let text = self.feedback(words, From::CommandLine)?;
        output::create(target, text.as_bytes())?;
        Ok(text)
    }

    /// The name that a file of feedback starts with.
    pub fn proposed_feedback(&self) -> String {
        let day = self.clock.here().strftime("%Y-%m-%d").to_string();
        format!("{}.txt", self.texts().text(&Text::new("feedback-file").with("day", day)))
    }

    fn feedback(&self, words: &str, from: From) -> Result<String, Failure> {
        let words = words.trim();
        if words.chars().count() > LONGEST {
            return Err(Failure::new(FailureCode::EntryUnusable).with("field", "words"));
        }
        let texts = self.texts();
        let say = |id: &str| texts.plain(id);
        let language = match texts.language() {
            wire::Language::Chinese => "zh-CN",
            wire::Language::English => "en",
        };
        let build = if cfg!(debug_assertions) { "debug" } else { "release" };
        let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
        let from = match from {
            From::Window => say("feedback-window"),
            From::CommandLine => say("feedback-command-line"),
        };
        let station = say(&format!("station-{}", self.station().as_str()));
        let log = self.log()?;
        let of_log = |error| failures::of_log(&error);
        let rows = log.head().map_err(of_log)?.size;
        let mut lines = vec![say("feedback-title"), String::new()];
        let mut line = |id: &str, value: String| lines.push(format!("{}{value}", say(id)));
        line("feedback-version", format!("{OWN} ({build})"));
        line("feedback-system", system);
        line("feedback-language", language.to_owned());
        line("feedback-from", from);
        line("feedback-station", station);
        line("feedback-identities", self.identities(())?.len().to_string());
        line("feedback-modules", self.token_modules(())?.len().to_string());
        line("feedback-rows", rows.to_string());
        lines.push(String::new());
        lines.push(say("feedback-failures"));
        let failed = self.last_failures(&log)?;
        if failed.is_empty() {
            lines.push(say("feedback-none"));
        }
        lines.extend(failed);
        lines.push(String::new());
        lines.push(say("feedback-words"));
        lines.push(if words.is_empty() { say("feedback-none") } else { words.to_owned() });
        lines.push(String::new());
        Ok(lines.join("\n"))
    }

    /// What failed last, by action and code: how often, and on which day for the last time.
    fn last_failures(&self, log: &audit::Log) -> Result<Vec<String>, Failure> {
        let newest = log.newest(ROWS).map_err(|error| failures::of_log(&error))?;
        let mut kinds: BTreeMap<(String, String), (u32, jiff::Timestamp)> = BTreeMap::new();
        for entry in newest.iter().filter(|entry| entry.record.outcome != Outcome::Ok) {
            let record = &entry.record;
            let code = record.code.clone().unwrap_or_else(|| record.outcome.code().to_owned());
            let (count, last) =
                kinds.entry((record.action.code().to_owned(), code)).or_insert((0, record.at));
            *count += 1;
            *last = (*last).max(record.at);
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, (_, last))| std::cmp::Reverse(*last));
        let zone = self.clock.here().time_zone().clone();
        let row = |((action, code), (count, last)): ((String, String), (u32, jiff::Timestamp))| {
            format!("{} · {action} · {code} × {count}", last.to_zoned(zone.clone()).strftime("%Y-%m-%d"))
        };
        Ok(kinds.into_iter().take(KINDS).map(row).collect())
    }
}
