//! What is printed, and where.

use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use engine::Engine;
use texts::Catalogue;
use wire::{Failure, FailureCode, Text};

/// The two output streams and the language they speak.
pub struct Terminal {
    texts: Arc<Catalogue>,
}

impl Terminal {
    /// Speaks the engine's language.
    pub fn new(engine: &Engine) -> Self {
        Self { texts: engine.texts() }
    }

    /// A sentence in words.
    pub fn words(&self, text: &Text) -> String {
        self.texts.text(text)
    }

    /// Prints a result. Whoever closed the pipe wants no more of it.
    pub fn say(&self, line: impl AsRef<str>) {
        let _ = writeln!(io::stdout(), "{}", visible(line.as_ref()));
    }

    /// Prints a sentence of the catalogue as a result.
    pub fn tell(&self, text: &Text) {
        self.say(self.words(text));
    }

    /// Prints a sentence of the catalogue beside the result.
    pub fn note(&self, text: &Text) {
        let _ = writeln!(io::stderr(), "{}", visible(&self.words(text)));
    }

    /// A failure in one line: what happened and what to do.
    pub fn failure_words(&self, failure: &Failure) -> String {
        let (what, remedy) = self.texts.failure(failure);
        format!("{what} {remedy}")
    }

    /// Prints a failure: what happened, then what to do.
    pub fn failure(&self, failure: &Failure, about: Option<&Path>) {
        let (what, remedy) = self.texts.failure(failure);
        let mut err = io::stderr();
        // Of several files on one line, the one that it is about: where the sentence does not name it itself.
        let named = match failure.params.get("name") {
            Some(wire::TextValue::Word(name)) if !what.contains(name.as_str()) => Some(name.clone()),
            _ => None,
        };
        let about = about.map(|path| path.display().to_string()).or(named);
        let about = about.map(|name| format!("{name}: ")).unwrap_or_default();
        let _ = writeln!(err, "{}", visible(&format!("{about}{what}")));
        let _ = writeln!(err, "{}", visible(&remedy));
        if let Some(detail) = &failure.detail {
            let _ = writeln!(err, "({})", visible(detail));
        }
    }

    /// Prints JSON as a result.
    pub fn json(&self, value: &impl serde::Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        let _ = writeln!(io::stdout(), "{text}");
        Ok(())
    }
}

/// A line without control characters: a name inside a document must not drive the terminal.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_drive_the_terminal() {
        assert_eq!(visible("a\u{1b}[2Jb"), "a\u{fffd}[2Jb");
    }
}
