//! Sentences as ids, and secrets that wipe themselves.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// A sentence of the catalogue: its id and what fills its gaps. The reader's language is chosen where it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Text {
    /// The message id in `assets/locales/<lang>/*.ftl`.
    pub id: String,
    /// The values for the message's variables.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, TextValue>,
}

/// A value in a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum TextValue {
    /// A number: counts, pages, tries.
    Number(f64),
    /// A word as it is: names, codes. Dates travel as RFC 3339 and are formatted where they are shown.
    Word(String),
}

impl Text {
    /// A sentence without gaps.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), args: BTreeMap::new() }
    }

    /// The same sentence with one gap filled.
    pub fn with(mut self, name: &str, value: impl Into<TextValue>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}

impl From<&str> for TextValue {
    fn from(word: &str) -> Self {
        Self::Word(word.to_owned())
    }
}

impl From<String> for TextValue {
    fn from(word: String) -> Self {
        Self::Word(word)
    }
}

impl From<u32> for TextValue {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<usize> for TextValue {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

/// A PIN or password on its one way from the page to the engine. It is wiped when dropped and never printed.
#[derive(Clone, Default, Deserialize)]
#[serde(transparent)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct Secret(String);

impl Secret {
    /// Takes over a secret's text.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The secret itself. Do not copy it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
