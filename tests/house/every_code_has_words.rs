//! Every code that the engine can say stands in the catalogue, in both languages, and every id that is used exists.

use std::collections::BTreeSet;
use std::path::Path;
use tests::kit::project;
use texts::Catalogue;
use wire::{FailureCode, Language};

fn assert_words(ids: impl IntoIterator<Item = String>) {
    let ids: BTreeSet<String> = ids.into_iter().collect();
    assert!(!ids.is_empty());
    for language in [Language::Chinese, Language::English] {
        let catalogue = Catalogue::new(language);
        let missing: Vec<_> = ids.iter().filter(|id| !catalogue.has(id)).collect();
        assert!(missing.is_empty(), "{language:?}: {missing:?}");
    }
}

#[test]
fn findings_changes_and_headlines() {
    assert_words(verify::finding::all().iter().map(|row| format!("finding-{}", row.name)));
    assert_words(verify::ChangeKind::ALL.iter().map(|kind| format!("change-{}", kind.code())));
    assert_words(verify::Headline::ALL.iter().map(|headline| format!("headline-{}", headline.code())));
    assert_words(verify::Headline::ALL.iter().map(|headline| format!("advice-{}", headline.code())));
    let integrity = ["intact", "extended", "changed", "broken", "malformed"];
    assert_words(integrity.map(|word| format!("unchanged-{word}")));
}

#[test]
fn failures_each_with_a_remedy() {
    let codes = || FailureCode::ALL.iter().map(|code| code.as_str());
    assert_words(codes().map(|code| format!("failure-{code}")));
    assert_words(codes().map(|code| format!("failure-{code}-remedy")));
}

#[test]
fn the_network_and_timestamps_each_with_a_remedy() {
    let stamps = cades::StampError::CODES.into_iter().chain(cades::AnswerFault::CODES).map(str::to_owned);
    let ids: Vec<_> = net::Error::CODES.iter().map(|code| format!("network-{code}")).chain(stamps).collect();
    assert_words(ids.iter().map(|id| format!("{id}-remedy")));
    assert_words(ids);
}

#[test]
fn trust() {
    use wire::{TrustPurpose, TrustSource};
    let sources = [
        TrustSource::Signature,
        TrustSource::File,
        TrustSource::Office,
        TrustSource::System,
        TrustSource::List,
    ];
    assert_words(sources.map(|source| format!("trust-source-{}", source.as_str())));
    let purposes = [TrustPurpose::Signing, TrustPurpose::TimeStamping, TrustPurpose::All];
    assert_words(purposes.map(|purpose| format!("trust-purpose-{}", purpose.as_str())));
    let ids = ["no-list", "too-large", "not-signed", "method", "changed", "bad-signature", "run-out"];
    assert_words(ids.map(|case| format!("trusted-list-{case}")));
    assert_words(ids.map(|case| format!("trusted-list-{case}-remedy")));
    assert_words(["advice-self-signed", "who-trusted-self", "who-trusted-directly"].map(str::to_owned));
}

#[test]
fn the_log() {
    assert_words(audit::Action::ALL.iter().map(|action| format!("action-{}", action.code())));
    assert_words(audit::Phase::ALL.iter().map(|phase| format!("phase-{}", phase.code())));
    assert_words(audit::Outcome::ALL.iter().map(|outcome| format!("result-{}", outcome.code())));
    assert_words(["intent", "aborted", "recovered"].map(|phase| format!("action-signed-{phase}")));
    assert_words(audit::Column::ALL.iter().map(|column| format!("log-column-{}", column.code())));
    use audit::BreakKind::*;
    let breaks = [
        RowMissing,
        RowMalformed,
        LinkBroken,
        HashWrong,
        BodyMalformed,
        NodesWrong,
        RootWrong,
        GuardsChanged,
        Truncated,
        Forked,
        TextDiffers,
        ProofWrong,
    ];
    assert_words(breaks.map(|kind| format!("chain-{}", kind.code())));
    assert_words(["copy-missing", "copy-unreadable", "index-mended"].map(|code| format!("chain-{code}")));
}

#[test]
fn the_rules_of_use_each_with_a_remedy() {
    use registry::{Rule, State, Step};
    assert_words(Rule::ALL.iter().map(|rule| format!("rule-{}", rule.id())));
    assert_words(Rule::ALL.iter().map(|rule| format!("rule-{}-remedy", rule.id())));
    assert_words(State::ALL.iter().map(|state| format!("state-{}", state.code())));
    assert_words(Step::ALL.iter().map(|step| format!("step-{}", step.code())));
    let cases = ["unreadable", "forged", "older", "secret", "kind", "again", "memory", "directory-missing"];
    let more = ["unbound", "other-device", "run-out", "spent", "archive"];
    assert_words(cases.into_iter().chain(more).map(|case| format!("office-file-{case}-remedy")));
    assert_words(["receipt", "specimen", "returned"].map(|case| format!("no-such-entry-{case}-remedy")));
}

#[test]
fn the_login_and_the_finger() {
    let faults = engine_faults()
        .into_iter()
        .chain(["three-mistaken", "not-switched-on", "password-first"].map(str::to_owned));
    let faults: Vec<_> = faults.map(|case| format!("fingerprint-{case}")).collect();
    assert!(faults.len() > 8, "{faults:?}");
    assert_words(faults.iter().map(|id| format!("{id}-remedy")));
    assert_words(faults);
    assert_words(wire::FingerStep::ALL.iter().map(|step| format!("finger-{}", step.as_str())));
    assert_words(
        [wire::LoginBy::Password, wire::LoginBy::Fingerprint].map(|by| format!("login-by-{}", by.as_str())),
    );
    assert_words(["pin-too-weak-login", "pin-too-weak-login-remedy"].map(str::to_owned));
}

/// The cases of a finger that was not recognised, out of the engine's own list of them.
fn engine_faults() -> Vec<String> {
    let source = std::fs::read_to_string(project().join("src-tauri/crates/engine/src/login.rs")).unwrap();
    let list =
        source.split("finger_faults! {").nth(1).unwrap_or_default().split("\n}\n").next().unwrap_or_default();
    list.lines().filter_map(|line| line.split('"').nth(1)).map(str::to_owned).collect()
}

#[test]
fn the_four_conditions_of_the_law() {
    let source = std::fs::read_to_string(project().join("src-tauri/crates/engine/src/article13.rs")).unwrap();
    let answers = ["(Yes, \"", "(No, \"", "(NotProvable, \""];
    let reasons = answers.iter().flat_map(|answer| source.split(answer).skip(1));
    let reasons = reasons.map(|rest| format!("article13-{}", rest.split('"').next().unwrap_or_default()));
    assert_words(reasons.chain(["yes", "no", "not-provable"].map(|answer| format!("article13-{answer}"))));
    assert_words((1..=4).map(|number| format!("article13-condition-{number}")));
}

#[test]
fn recovery_and_the_command_line() {
    assert_words(literals(
        &["src-tauri/crates/engine/src", "src-tauri/crates/cli/src", "src-tauri/src"],
        "rs",
        &["Text::new(\"", "plain(\""],
    ));
}

#[test]
fn every_id_that_the_page_uses() {
    assert_words(literals(&["ui/src"], "svelte", &["{t('", " t('", "(t('"]));
    assert_words(literals(&["ui/src"], "ts", &[" t('", "(t('"]));
}

/// The literals that follow one of the words in the files of some folders; tests are left out.
fn literals(folders: &[&str], ending: &str, words: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in folders {
        read(&project().join(folder), ending, words, &mut found);
    }
    found
}

fn read(folder: &Path, ending: &str, words: &[&str], found: &mut BTreeSet<String>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            read(&path, ending, words, found);
        } else if name.ends_with(&format!(".{ending}"))
            && !name.contains(".test.")
            && !name.starts_with("tests")
        {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for word in words {
                let literal = |rest: &str| rest.split(['"', '\'']).next().unwrap_or_default().to_owned();
                found.extend(text.split(word).skip(1).map(literal));
            }
        }
    }
}
