//! The catalogue of sentences, for everything that is not the page: command line, log, reports, dialogs.
//!
//! One catalogue, `assets/locales/<lang>/<area>.ftl` (Fluent), serves window and engine. This crate owns the choice
//! of language and the filling of gaps; it invents no sentence, and shows an unknown id as the id itself.

use std::sync::{PoisonError, RwLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use wire::{Failure, FailureCode, Language, Text, TextValue};

mod dates;
mod messages;
mod zone;

pub use dates::{day, day_in_figures, moment};
pub use zone::zone;

use messages::Messages;

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// The sentences of one language.
pub struct Catalogue {
    language: Language,
    messages: &'static Messages,
    /// Those that were said so far: most programs say a handful.
    said: RwLock<FluentBundle<FluentResource>>,
}

impl Catalogue {
    /// The catalogue of a language.
    pub fn new(language: Language) -> Self {
        let (tag, messages) = match language {
            Language::Chinese => ("zh-CN", &CHINESE),
            Language::English => ("en", &ENGLISH),
        };
        let tag = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false); // the marks would show as boxes in a terminal and in PDF text
        Self { language, messages, said: RwLock::new(bundle) }
    }

    /// The language of the sentences.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether there is a sentence of this id.
    pub fn has(&self, id: &str) -> bool {
        self.messages.source(id).is_some()
    }

    /// A sentence without gaps.
    pub fn plain(&self, id: &str) -> String {
        self.text(&Text::new(id))
    }

    /// A sentence with its gaps filled; dates are written as the language writes them.
    pub fn text(&self, text: &Text) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in &text.args {
            args.set(
                name.as_str(),
                match value {
                    TextValue::Number(number) => FluentValue::from(*number),
                    TextValue::Word(word) => FluentValue::from(dates::shown(self.language, name, word)),
                },
            );
        }
        let said = self.said.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(sentence) = fill(&said, &text.id, &args) {
            return sentence;
        }
        drop(said);
        let Some(source) = self.messages.source(&text.id) else { return text.id.clone() };
        let mut said = self.said.write().unwrap_or_else(PoisonError::into_inner);
        // A message with a slip still gives what can be read of it; a test refuses the slip.
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let _ = said.add_resource(resource); // refused where another thread was quicker
        fill(&said, &text.id, &args).unwrap_or_else(|| text.id.clone())
    }

    /// What happened and what to do, a sentence each.
    pub fn failure(&self, failure: &Failure) -> (String, String) {
        let id = failure.text_id();
        let sentence = |id: String| self.text(&Text { id, args: failure.params.clone() });
        let mut what = sentence(id.clone());
        // A rule's refusal names its clause.
        if failure.code == FailureCode::Rule
            && let Some(TextValue::Word(clause)) = failure.params.get("clause")
            && !what.contains(clause.as_str())
        {
            what = format!("{what} ({clause})");
        }
        (what, sentence(format!("{id}-remedy")))
    }
}

fn fill(said: &FluentBundle<FluentResource>, id: &str, args: &FluentArgs<'_>) -> Option<String> {
    let pattern = said.get_message(id)?.value()?;
    Some(said.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
}

/// The language that the system speaks: Chinese of any kind, else English.
pub fn system_language() -> Language {
    match sys_locale::get_locale() {
        Some(locale) if locale.starts_with("zh") => Language::Chinese,
        _ => Language::English,
    }
}

#[cfg(test)]
mod tests;
