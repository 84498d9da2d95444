//! Open the report, read it, make an identity, draw, place, confirm, PIN, sign; then the second time, which is short.

use tests::kit::tools;
use tests::window::story::{self, PIN, REPORT, words};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(the_first_report_and_the_second);

fn the_first_report_and_the_second(language: Language) {
    let person = Person::new(language);
    let words = words(language);
    let report = story::report(&person);
    let window = Window::open(&person, "technician", None);
    window.see("guide").shot("first-run");
    story::without_guide(&window);
    window.shot("start");

    person.answer(&[&report]);
    window.click("door-sign").see("signing-panel").see_pages().shot("opened-to-sign");
    story::make_identity(&window, words);
    window.see("sign-identity").shot("identity-made");

    window.read_through(4).shot("last-page");
    window.see("pad").draw_signature().shot("drawn");
    story::place_at_approval(&window);
    window.see("place-picture").shot("placed");
    let before = window.text("place-mm");
    window.press(&[], Key::Up).press(&[Key::Shift], Key::Left);
    assert_ne!(window.text("place-mm"), before, "the arrow keys did not move it");
    let grip = window.area("place-box").at(0.5, 0.5);
    window.drag(&[grip, (grip.0 + 8.0, grip.1 + 2.0), (grip.0 + 22.0, grip.1 + 3.0)]);
    let corner = window.area("corner-bottom-right").at(0.5, 0.5);
    window.drag(&[corner, (corner.0 + 4.0, corner.1 + 4.0), (corner.0 + 9.0, corner.1 + 4.0)]);
    window.shot("moved-and-resized");

    if !window.shows("reason-approve") {
        window.click("step-why-change");
    }
    window.click("reason-approve").write("sign-location", words.place).shot("reason-and-place");

    story::confirm_and_sign(&window, "wrong-pin-1234");
    window.see("sign-pin[aria-invalid=\"true\"]").shot("wrong-pin");
    window.write("sign-pin", PIN).shot("ready-to-sign");
    window.click("sign-confirm").see("result").see_pages().shot("signed");
    window.see_attribute("verdict-bar", "data-verdict", "indeterminate"); // unchanged, but nobody vouches for a new identity
    let name = window.text("result-name");
    window.click("result-verify").see("signature-card").shot("own-verdict");
    story::trust_the_signer(&window);
    window.shot("own-verdict-trusted");
    assert_signed(&person, &name, 1);
    window.press(&[Key::Control], 'h').see("history-row").shot("history");
    assert_logged(&person);
    window.click_nth("history-row", 0).see("history-entry").shot("history-entry");

    // The second time everything is remembered: open, sign, place, consent, sign; and the PIN.
    let second = person.put("JC-2026-0418.pdf", std::fs::read(&report).unwrap());
    window
        .click("back")
        .see("document-name")
        .press(&[Key::Control], 'w')
        .see("start")
        .shot("start-with-recent-files");
    person.answer(&[&second]);
    window.clicks();
    window.click("choose-document").see_pages();
    window.click("tool-sign").see("signing-panel");
    story::place_at_approval(&window);
    window.see("place-picture").shot("second-time");
    story::confirm_and_sign(&window, PIN);
    window.see("result");
    let clicks = window.clicks();
    assert!(clicks <= 6, "{clicks} clicks from opening to signed");
    window.see_pages().shot("second-time-signed");
    assert_signed(&person, &window.text("result-name"), 1);
}

/// The file stands beside the report, and others than the window agree on it.
fn assert_signed(person: &Person, name: &str, signatures: usize) {
    assert!(name.ends_with(".pdf") && name != REPORT, "{name}");
    let path = person.path(name);
    assert_eq!(tools::pdfsig(&path, None), vec!["Signature is Valid."; signatures], "{name}");
    let ran = person.run(&["verify", "--json", name]);
    let report: serde_json::Value = serde_json::from_slice(&ran.stdout).expect("the report");
    assert_eq!(report[0]["verdict"], "passed", "{report:#}");
}

/// The log that the command line shows has what was done in the window, and is whole.
fn assert_logged(person: &Person) {
    let shown = person.run(&["log", "show", "--json"]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    let log: serde_json::Value = serde_json::from_str(&shown).expect("the log");
    let actions: Vec<_> =
        log["entries"].as_array().expect("entries").iter().filter_map(|row| row["action"].as_str()).collect();
    for action in ["opened", "identity-created", "signed"] {
        assert!(actions.contains(&action), "{action} is not in {actions:?}");
    }
    assert!(person.run(&["log", "verify"]).status.success(), "the log is not whole");
}
