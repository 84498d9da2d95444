//! The check before signing: what it found is shown where it stands, has to be seen, and is kept with the signature; a
//! rule of the settings lets nobody sign over it.

use tests::window::story::{self, PIN, words};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(findings_are_seen_and_kept, a_rule_stops_everybody);

fn findings_are_seen_and_kept(language: Language) {
    let person = Person::new(language);
    story::identity(&person, words(language));
    let report = story::report(&person);
    let window = Window::open(&person, "check", Some(&report));
    window
        .see_pages()
        .click("tool-sign")
        .see("signing-panel")
        .see("check-accept")
        .see_count("check-finding", 3);
    window
        .click("check-line")
        .gone("check-finding")
        .click("check-line")
        .see("check-finding")
        .shot("findings");
    window
        .see_words("page-number", "1")
        .click_nth("check-page", 1)
        .see("finding-area")
        .see_words("page-number", "4");
    window.see_pages().shot("where-it-stands");

    window.click("invisible").click("sign-consent").write("sign-pin", PIN).click("sign-confirm");
    window.see("sign-missing").shot("not-yet-seen");
    assert!(!window.shows("result"));
    window.click("check-accept").write("sign-pin", PIN).click("sign-confirm").see("result");
    window.press(&[Key::Control], 'h').see("history-row");
    let (csv, json) = (person.path("log.csv"), person.path("log.json"));
    person.answer(&[&json, &csv]);
    window.click("history-export-json").see("notice");
    let log = std::fs::read_to_string(json).expect("the log");
    assert!(log.contains("checked") && log.contains("blank-before"), "{log}");
    window.click_nth("history-row", 1).see("history-entry").shot("history-entry");
}

fn a_rule_stops_everybody(language: Language) {
    let person = Person::new(language);
    story::identity(&person, words(language));
    let report = story::report(&person);
    let window = Window::open(&person, "rule", None);
    story::without_guide(&window);
    window.click("settings-open").click("settings-check").click("check-rules").see("rule-blank-before");
    window.shot("rules").click("rule-blank-before");
    window.write("settings-scope", "GB/T 228.1-2021").shot("ruled");
    window.click("settings-network").write("settings-proxy", "http://proxy.example:8080");
    window.write("settings-hosts", "tsa.lab.example").click("settings-offline").shot("network");
    window.click("back");
    let kept = std::fs::read(person.profile().join("settings.json")).expect("the settings");
    let kept: serde_json::Value = serde_json::from_slice(&kept).expect("JSON");
    assert_eq!(kept["blocking"], serde_json::json!(["blank-before"]), "{kept:#}");
    assert_eq!(kept["proxy"], "http://proxy.example:8080");
    assert_eq!(kept["hosts"], serde_json::json!(["tsa.lab.example"]));
    assert_eq!(kept["scope"], serde_json::json!(["GB/T 228.1-2021"]));
    assert_eq!(kept["offline"], true);

    person.answer(&[&report]);
    window.click("door-sign").see("signing-panel").see_attribute("check", "data-tone", "bad");
    assert!(!window.shows("check-accept"));
    window.click("invisible").click("sign-consent").write("sign-pin", PIN).click("sign-confirm");
    window.see("sign-missing").shot("stopped");
    assert!(!window.shows("result"));
}
