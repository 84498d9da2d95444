//! The catalogue of sentences, for everything that is not the page: command line, log, reports, dialogs.
//!
//! One catalogue, `assets/locales/<lang>/<area>.ftl` (Fluent), serves window and engine. This crate owns the choice
//! of language and the filling of gaps; it invents no sentence, and shows an unknown id as the id itself.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use wire::{Failure, Language, Text, TextValue};

mod dates;

pub use dates::{day, moment};

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// The sentences of one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// The catalogue of a language.
    pub fn new(language: Language) -> Self {
        let (tag, sources) = match language {
            Language::Chinese => ("zh-CN", CHINESE),
            Language::English => ("en", ENGLISH),
        };
        let tag = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false); // the marks would show as boxes in a terminal and in PDF text
        for source in sources {
            // A file with a slip still gives its other messages; a test refuses the slip.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            let _ = bundle.add_resource(resource);
        }
        Self { language, bundle }
    }

    /// The language of the sentences.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether there is a sentence of this id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// A sentence without gaps.
    pub fn plain(&self, id: &str) -> String {
        self.text(&Text::new(id))
    }

    /// A sentence with its gaps filled; dates are written as the language writes them.
    pub fn text(&self, text: &Text) -> String {
        let Some(pattern) = self.bundle.get_message(&text.id).and_then(|message| message.value()) else {
            return text.id.clone();
        };
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
        let mut slips = Vec::new();
        self.bundle.format_pattern(pattern, Some(&args), &mut slips).into_owned()
    }

    /// What happened and what to do, a sentence each.
    pub fn failure(&self, failure: &Failure) -> (String, String) {
        let id = failure.text_id();
        let sentence = |id: String| self.text(&Text { id, args: failure.params.clone() });
        (sentence(id.clone()), sentence(format!("{id}-remedy")))
    }
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
