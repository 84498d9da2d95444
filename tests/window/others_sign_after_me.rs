//! What a signature allows those who come later, and fields that wait for them.

use tests::kit::tools;
use tests::window::story::{self, PIN, words};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(certified_once, fields_wait_for_their_signers);

fn signer(language: Language) -> Person {
    let person = Person::new(language);
    person.settle(&serde_json::json!({ "guideDone": true }));
    story::identity(&person, words(language));
    person
}

fn certified_once(language: Language) {
    let person = signer(language);
    let report = story::report(&person);
    let window = Window::open(&person, "certify", Some(&report));
    window.see_pages().click("tool-sign").see("signing-panel");
    window.click("step-more-change").see("certify-no-changes").shot("more");
    window.click("certify-forms-and-signatures").click("step-more-fold");
    story::sign_unseen(&window, PIN);
    window.see("result").see_pages().shot("certified");
    assert_eq!(tools::pdfsig(&person.path(&window.text("result-name")), None), ["Signature is Valid."]);

    // A second certification is not on offer, and the panel says why; a signature is.
    window.click("result-verify").see("signature-card").shot("certified-verdict");
    window.click("tool-sign").see("signing-panel").click("step-more-change").see("lock-all");
    assert!(!window.shows("certify-none") && !window.shows("certify-no-changes"));
    window.shot("certified-already").click("step-more-fold");
    story::sign_unseen(&window, PIN);
    window.see("result");
    assert_eq!(tools::pdfsig(&person.path(&window.text("result-name")), None).len(), 2);

    // Certified without any change allowed: nobody signs after that.
    let second = person.put("JC-2026-0418.pdf", std::fs::read(&report).expect("the report"));
    person.answer(&[&second]);
    window.press(&[Key::Control], 'w').click("door-sign").see("signing-panel");
    window.click("step-more-change").click("certify-no-changes");
    story::sign_unseen(&window, PIN);
    window.see("result").click("result-verify").click("tool-sign").see("signing-panel");
    story::sign_unseen(&window, PIN);
    window.see("failure").shot("nobody-signs-after-that");
    assert_eq!(window.attribute("failure", "data-code"), "signing-forbidden");
}

fn fields_wait_for_their_signers(language: Language) {
    let person = signer(language);
    let report = story::report(&person);
    let window = Window::open(&person, "fields", Some(&report));
    window.see_pages().click("more").click("menu-prepare").see("prepare-panel").shot("prepare");
    for (role, left, top) in [("prepare-review", 30.0, 196.0), ("prepare-approve", 30.0, 222.0)] {
        window.click(role).see("planned-field-name");
        window.write("page-number", "4").press(&[], Key::Enter);
        window.click_at(window.find_place(4, left + 27.0, top)).see("planned-field-reading");
    }
    window.click("planned-field-terms").see("planned-field-timestamp").shot("terms");
    window.click("planned-field-timestamp").click("prepare-confirm");
    window.gone("prepare-panel").see("notice").see_pages();
    window.write("page-number", "4").press(&[], Key::Enter);
    window.see_count("empty-field", 2).see_pages().shot("prepared");

    window.click_nth("empty-field", 0).see("signing-panel").see("take-back").shot("field-chosen");
    window.see("pad").draw_signature().click("use-drawing").gone("pad");
    story::confirm_and_sign(&window, PIN);
    window.see("result").see_pages().shot("first-signed");
    assert_eq!(tools::pdfsig(&person.path(&window.text("result-name")), None), ["Signature is Valid."]);

    // The second field asks for a timestamp, and there is no authority.
    window.click("result-verify").see("signatures-panel").see_count("empty-field", 1).click("empty-field");
    window.see("signing-panel").see("take-back");
    story::confirm_and_sign(&window, PIN);
    window.see("failure").shot("timestamp-needed");
    assert_eq!(window.attribute("failure", "data-code"), "field-rule");
    window.press(&[Key::Control], 'h').see("history-row").click_nth("history-row", 1).see("history-entry");
    window.shot("history");
    assert!(person.actions().iter().any(|action| action == "prepared"), "{:?}", person.actions());
}
