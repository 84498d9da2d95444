//! The catalogue itself is under test: every language says everything.

use std::collections::{BTreeMap, BTreeSet};

use wire::FailureCode;

use super::*;

/// The messages of a language with the variables each one uses.
fn messages(sources: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for source in sources {
        assert!(FluentResource::try_new((*source).to_owned()).is_ok(), "a catalogue file does not parse");
        let mut id = String::new();
        for line in source.lines() {
            if let Some((name, _)) = line.split_once(" =")
                && !line.starts_with([' ', '#', '}', '*', '['])
            {
                id = name.to_owned();
                assert!(all.insert(id.clone(), BTreeSet::new()).is_none(), "{id} is there twice");
            }
            if line.starts_with('#') {
                continue;
            }
            for piece in line.split('$').skip(1) {
                let name: String =
                    piece.chars().take_while(|c| c.is_alphanumeric() || "-_".contains(*c)).collect();
                all.entry(id.clone()).or_default().insert(name);
            }
        }
    }
    all
}

#[test]
fn both_languages_say_the_same_things_with_the_same_gaps() {
    assert_eq!(messages(CHINESE), messages(ENGLISH));
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
