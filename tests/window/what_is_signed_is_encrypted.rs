//! A report that opens with a password alone, from the panel to the reader; and a newer version that the office tells of.

use tests::kit::laboratory::{self as kit, FIRST, Laboratory, PIN as SAMPLE_PIN};
use tests::kit::tools;
use tests::window::story::{self, PIN, words};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(a_report_opens_with_a_password_alone, the_office_tells_of_a_newer_version);

/// The password of the report.
const OPENS: &str = "Wasser 26 bottle";

fn a_report_opens_with_a_password_alone(language: Language) {
    let person = Person::new(language);
    let words = words(language);
    let report = story::report(&person);
    let before = std::fs::read(&report).unwrap();
    let window = Window::open(&person, "encrypt", None);
    window.see("guide");
    story::without_guide(&window);
    person.answer(&[&report]);
    window.click("door-sign").see("signing-panel").see_pages();
    story::make_identity(&window, words);
    window.see("sign-identity").read_through(4).see("pad").draw_signature();
    story::place_at_approval(&window);
    window.see("place-picture").click("step-more-change").click("encrypt").reveal("encrypt").shot("chosen");
    window.click("step-more-fold").reveal("encrypt-password");
    window.write("encrypt-password", OPENS).write("encrypt-password-again", OPENS).shot("password-twice");
    story::confirm_and_sign(&window, PIN);
    window.see("result").see("result-encrypted").see_pages().shot("signed-and-encrypted");
    // Unchanged, though nobody vouches for a new identity: the same verdict as without a password.
    window.see_attribute("verdict-bar", "data-verdict", "indeterminate");
    let name = window.text("result-name");
    let path = person.path(&name);
    assert_eq!(tools::pdfsig(&path, Some(OPENS)), ["Signature is Valid."], "{name}");
    let (status, said) = tools::qpdf_check(&path, Some(OPENS));
    assert_eq!(status, 0, "{said}");
    assert_ne!(tools::qpdf_check(&path, None).0, 0, "it opens with the password alone");
    assert_eq!(std::fs::read(&report).unwrap(), before, "the report itself is as it was");

    // Opened again, it asks, and says the same.
    window.press(&[Key::Control], 'w').see("start");
    person.answer(&[&path]);
    window.click("choose-document").see("password-dialog").shot("asks-for-the-password");
    window.write("document-password", OPENS).click("password-confirm").gone("password-dialog").see_pages();
    window.see_attribute("verdict-bar", "data-verdict", "indeterminate").shot("opened-again");
    // Signed already: it cannot be encrypted once more, and the panel says so.
    window
        .click("tool-sign")
        .see("signing-panel")
        .click("step-more-change")
        .gone("encrypt")
        .shot("not-twice");
}

fn the_office_tells_of_a_newer_version(language: Language) {
    let laboratory = Laboratory::open();
    let person = Person::new(language);
    kit::copy(laboratory.office.profile(), &person.profile());
    person.settle(&serde_json::json!({ "guideDone": true, "station": "office" }));
    let installer = person.put("Vermilion-9.3.0.msi", b"an installer of the house");
    let other = person.put("other.msi", b"another file");
    let window = Window::open(&person, "update", None);
    window.see("start").gone("update-line");
    window
        .click("door-office")
        .see("office")
        .click("office-policy")
        .see("policy")
        .reveal("release")
        .shot("nothing-told");
    person.answer(&[&installer]);
    window
        .click("release-open")
        .see("release-dialog")
        .write("release-version", "9.3.0")
        .click("release-security");
    window.write("release-place", r"\\qc-server\software").click("release-take");
    window.write("release-say", "GB/T 5750").click(&format!("office-officer option[value=\"{FIRST}\"]"));
    window.write("office-pin-0", SAMPLE_PIN).shot("release-dialog").click("office-go").gone("release-dialog");
    window.see("release-withdraw").reveal("release").shot("told");
    // Told at the start to whoever wants that.
    window.click("back").see("start").gone("update-line").click("settings-open");
    window.see("settings-updates").reveal("settings-updates").click("settings-updates").shot("wanted");
    window.click("back").see("update-line").shot("update-line");
    person.answer(&[&installer]);
    window
        .click("update-line")
        .see("update-dialog")
        .click("update-check")
        .see("update-installer")
        .shot("update-agrees");
    person.answer(&[&other]);
    window.click("update-check").see("failure").shot("update-differs");
    window.click("update-close").gone("update-dialog");
    // Feedback: the whole text, then a file.
    let target = person.path("feedback.txt");
    person.answer(&[&target]);
    window
        .click("settings-open")
        .reveal("settings-feedback")
        .click("settings-feedback")
        .see("feedback-dialog");
    window
        .write("feedback-say", "preview too small")
        .see_words("feedback-text", "preview too small")
        .shot("feedback");
    let shown = window.text("feedback-text");
    window.click("feedback-save").gone("feedback-dialog");
    let saved = std::fs::read_to_string(target).expect("a file of feedback");
    assert_eq!(saved.trim(), shown.trim(), "what was shown is what was saved");
    assert!(!saved.contains(FIRST), "no names: {saved}");
}
