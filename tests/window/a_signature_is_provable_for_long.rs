//! Timestamp authorities are kept and tried in the settings; signatures reach their level at once, or later; those that
//! are there are extended.

use serde_json::{Value, json};
use tests::kit::servers::{Manner, TimestampServer};
use tests::window::story::{self, PIN, words};
use tests::window::surroundings::{self, NOBODY, VILLAGE};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(stamped_extended_and_archived, stamped_when_the_network_is_back);

/// Somebody of the village whose computer may ask the servers of loopback.
fn villager(language: Language) -> Person {
    let person = Person::new(language);
    person.settle(&json!({ "guideDone": true, "hosts": ["127.0.0.1"] }));
    surroundings::take_over(&person, "good-rsa", words(language).name);
    person
}

/// The levels of the signatures that are no timestamps of the document.
fn levels(report: &Value) -> Vec<&str> {
    let all = report["signatures"].as_array().into_iter().flatten();
    all.filter(|one| one["kind"] != "timestamp").filter_map(|one| one["level"].as_str()).collect()
}

fn stamped_extended_and_archived(language: Language) {
    let person = villager(language);
    let authority = TimestampServer::start(&VILLAGE, Manner::Good);
    let window = Window::open(&person, "levels", None);
    window.click("settings-open").click("settings-stamps").see("authorities-empty").shot("no-authority");
    window.click("authority-add").write("authority-url", "stamps").click("authority-confirm");
    window.see("authority-url[aria-invalid=\"true\"]");
    window.write("authority-url", &authority.url()).click("authority-confirm").see_count("authority", 1);
    window.click("authority-try").see("authority-answer").shot("authority-answers");
    assert!(!window.shows("authority-answer.bad"), "{}", window.text("authority-answer"));
    surroundings::trust_the_roots(&person, &window);
    window.shot("roots-trusted");

    let report = story::report(&person);
    person.answer(&[&report]);
    window.click("back").click("door-sign").see("signing-panel");
    window.click("step-level-change").see("level-lta").shot("levels");
    window.click("level-t").see("timestamp-later").click("step-level-fold");
    story::sign_unseen(&window, PIN);
    window.see("result").see_attribute("result-level", "data-level", "t").see_pages().shot("stamped");
    window.click("result-details").shot("stamped-details");
    window.click("result-verify").see("signature-card").shot("stamped-verdict");
    assert_eq!(levels(&person.verify(&window.text("document-name"))), ["B-T"]);

    window.click("extend").see("extend-dialog").shot("extend");
    window.click("extend-lta").click("extend-confirm").gone("extend-dialog").see("notice").see_pages();
    window.see_attribute("verdict-bar", "data-verdict", "passed").shot("extended");
    let extended = person.verify(&window.text("document-name"));
    assert_eq!(
        (levels(&extended), extended["verdict"].as_str()),
        (vec!["B-LTA"], Some("passed")),
        "{extended:#}"
    );

    // The highest level at once.
    let second = person.put("JC-2026-0418.pdf", std::fs::read(&report).expect("the report"));
    person.answer(&[&second]);
    window.press(&[Key::Control], 'w').click("door-sign").see("signing-panel");
    window.click("step-level-change").click("level-lta");
    story::sign_unseen(&window, PIN);
    window.see("result").see_attribute("result-level", "data-level", "lta").see_pages().shot("archived");
    window.click("result-verify").see("signature-card").shot("archived-verdict");
    assert_eq!(levels(&person.verify(&window.text("document-name"))), ["B-LTA"]);
    window.press(&[Key::Control], 'h').see("history-row").shot("history");
    let actions = person.actions();
    assert!(
        ["signed", "extended"].iter().all(|wanted| actions.iter().any(|one| one == wanted)),
        "{actions:?}"
    );
}

fn stamped_when_the_network_is_back(language: Language) {
    let person = villager(language);
    surroundings::keep_authorities(&person, &[NOBODY]);
    let report = story::report(&person);
    let window = Window::open(&person, "later", Some(&report));
    window.see_pages().click("tool-sign").see("signing-panel");
    window.click("step-level-change").click("level-t").click("timestamp-later").click("step-level-fold");
    story::sign_unseen(&window, PIN);
    // Without the word for later nothing is signed, and the way on is offered.
    window.see("failure").shot("no-timestamp");
    window.click("failure-remedy").gone("failure").write("sign-pin", PIN).click("sign-confirm");
    window.see("result").see("result-waiting").see_pages().shot("signed-waiting");
    let name = window.text("result-name");
    assert_eq!(levels(&person.verify(&name)), ["B-B"]);

    window.press(&[Key::Control], 'w').see("open-waiting").shot("start-waiting");
    window.click("open-waiting").see_count("waiting-file", 1).shot("waiting");
    window.click("waiting-get").see("waiting-failure").shot("still-nobody");
    window.click("waiting-close").gone("waiting-dialog");

    let authority = TimestampServer::start(&VILLAGE, Manner::Good);
    window.click("settings-open").click("settings-stamps").see_count("authority", 1);
    window.click("authority-try").see("authority-answer").shot("nobody-answers");
    window.click("authority-add").write("authority-url", &authority.url()).click("authority-confirm");
    window.see_count("authority", 2).click("authority-up");
    window.see_words("authority", &authority.url()).click_nth("authority-try", 0);
    window.see("notice-action").shot("waiting-offered");
    window
        .click("notice-action")
        .see("waiting-dialog")
        .click("waiting-get-all")
        .see("waiting-done")
        .shot("got");
    window.click("waiting-close").gone("waiting-dialog");
    assert_eq!(levels(&person.verify(&name)), ["B-T"]);
    window.click("back").see("start").gone("open-waiting");
}
