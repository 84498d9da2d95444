//! The real window: what a technician and whoever receives the report do with it, in both languages.

// A story that cannot go on stops with what it was about.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod a_technician_signs;
mod lists_and_settings;
mod reading_a_report;
mod the_guide_ends_with_a_signature;
mod what_cannot_be_opened;
mod whoever_receives_it_verifies;

/// A test for each language of a story `fn name(language: Language)`.
macro_rules! in_both_languages {
    ($($name:ident),+ $(,)?) => {
        mod chinese {
            $(#[test] fn $name() { super::$name(tests::window::Language::Chinese) })+
        }
        mod english {
            $(#[test] fn $name() { super::$name(tests::window::Language::English) })+
        }
    };
}
use in_both_languages;
