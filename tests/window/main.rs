//! The real window: what a technician and whoever receives the report do with it, in both languages.

// A story that cannot go on stops with what it was about.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod a_custodian_stamps;
mod a_signature_is_provable_for_long;
mod a_technician_signs;
mod lists_and_settings;
mod many_are_verified;
mod many_with_one_pin;
mod other_files_are_signed_too;
mod others_sign_after_me;
mod reading_a_report;
mod the_file_is_looked_at_first;
mod the_guide_ends_with_a_signature;
mod the_key_is_elsewhere;
mod the_login_comes_first;
mod the_rules_of_use;
mod three_computers_one_report;
mod what_cannot_be_opened;
mod what_is_signed_is_encrypted;
mod what_was_signed_and_what_came;
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
