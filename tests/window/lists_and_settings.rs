//! History with its export, and settings: language without a restart, identities.

use tests::window::story::{self, words};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(history_is_exported, settings_take_hold_at_once);

fn history_is_exported(language: Language) {
    let person = Person::new(language);
    let report = story::report(&person);
    let window = Window::open(&person, "history", Some(&report));
    window.see_pages().press(&[Key::Control], 'h').see("history-row").see("history-state").shot("table");
    let csv = person.path("log.csv");
    let json = person.path("log.json");
    person.answer(&[&csv, &json]);
    window.click("history-export-csv").see("notice").shot("exported");
    window.click("history-export-json");
    let written = std::fs::read_to_string(&csv).expect("the log");
    assert!(written.contains(story::REPORT), "{written}");
    window.write("history-search", "zzzz").see("history-empty").shot("nothing-found");
    window.click("history-clear").see("history-row");
    let parsed: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&json).expect("the log")).expect("JSON");
    assert!(!parsed.is_null());
}

fn settings_take_hold_at_once(language: Language) {
    let person = Person::new(language);
    let words = words(language);
    let window = Window::open(&person, "settings", None);
    story::without_guide(&window);
    window.click("settings-open").see("settings").shot("general");
    let other = if language == Language::Chinese { "en" } else { "zh-CN" };
    let before = window.text("settings");
    window.click(&format!("language-select option[value=\"{other}\"]"));
    window.shot("other-language");
    assert_ne!(window.text("settings"), before, "the language did not change");
    window
        .click(&format!("language-select option[value=\"{}\"]", if other == "en" { "zh-CN" } else { "en" }));
    window.click("appearance-select option[value=\"dark\"]").shot("dark");
    window.click("appearance-select option[value=\"light\"]").write("default-place", words.place);
    window.click("settings-identities").see("identities-empty").shot("no-identity");
    window.click("settings-identity-create").see("create-identity");
    window
        .write("identity-name", words.name)
        .write("new-pin", "1234")
        .write("new-pin-again", "1234")
        .click("create-confirm");
    window.see("new-pin[aria-invalid=\"true\"]").shot("weak-pin");
    window.write("new-pin", story::PIN).write("new-pin-again", "another-2026").click("create-confirm");
    window.see("new-pin-again[aria-invalid=\"true\"]").shot("entries-differ");
    window
        .write("new-pin", story::PIN)
        .write("new-pin-again", story::PIN)
        .click("create-confirm")
        .see("identity")
        .shot("identity");
}
