//! The catalogue itself is under test: every language says everything.

use std::collections::{BTreeMap, BTreeSet};

use wire::FailureCode;

use super::*;

/// The messages of a language with the variables each one uses.
fn messages(sources: &Messages) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (id, source) in sources.iter() {
        assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{id} does not parse: {source}");
        let gaps = source.split('$').skip(1).map(|piece| {
            piece.chars().take_while(|c| c.is_alphanumeric() || "-_".contains(*c)).collect::<String>()
        });
        all.insert(id.to_owned(), gaps.collect());
    }
    all
}

#[test]
fn each_message_is_found_and_says_something() {
    let catalogue = Catalogue::new(Language::Chinese);
    for (id, _) in CHINESE.iter() {
        assert!(catalogue.has(id) && catalogue.plain(id) != id, "{id}");
    }
}

#[test]
fn both_languages_say_the_same_things_with_the_same_gaps() {
    assert_eq!(messages(&CHINESE), messages(&ENGLISH));
}

#[test]
fn every_failure_has_a_sentence_and_a_remedy() {
    for language in [Language::Chinese, Language::English] {
        let catalogue = Catalogue::new(language);
        for code in FailureCode::ALL {
            let code = code.as_str();
            assert!(catalogue.has(&format!("failure-{code}")), "failure-{code} in {language:?}");
            assert!(
                catalogue.has(&format!("failure-{code}-remedy")),
                "failure-{code}-remedy in {language:?}"
            );
        }
    }
}

#[test]
fn an_unknown_id_shows_itself() {
    assert_eq!(Catalogue::new(Language::English).plain("no-such-text"), "no-such-text");
}
