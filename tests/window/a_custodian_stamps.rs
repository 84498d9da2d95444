//! A custodian puts a seal and a seam seal on a report, and another seal on the report that is signed by then.

use tests::kit::tools;
use tests::window::story::{self, PIN, words};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(a_seal_a_seam_and_one_seal_more);

/// A custodian's computer with an identity and one seal.
fn custodian(language: Language) -> Person {
    let person = Person::new(language);
    person.settle(&serde_json::json!({ "guideDone": true, "station": "office" }));
    let words = words(language);
    story::identity(&person, words);
    person.feed("", &["seal", "make", "朱砂检验检测中心", "--preset", "testing"]);
    person
}

/// Puts the stamp at hand on a page.
fn put(window: &Window, page: u32, left: f64, top: f64) {
    window.write("page-number", &page.to_string()).press(&[], Key::Enter);
    window.click_at(window.find_place(page, left, top)).see("stamp-mark");
}

fn a_seal_a_seam_and_one_seal_more(language: Language) {
    let person = custodian(language);
    let report = story::report(&person);
    let window = Window::open(&person, "stamping", Some(&report));
    window.see_pages().click("tool-stamp").see("signing-panel").see("stamp-row").shot("the-only-seal");
    let (page, ..) = story::APPROVAL;
    put(&window, page, 150.0, 224.0);
    window.see("stamp-plan").see_pages().shot("placed");
    window.click("stamp-add-seam").see_count("stamp-row", 2).see_words("stamp-plan-line", "1–").shot("seam");
    window.click("stamp-preset-keep").write("stamp-preset-name", "末页加骑缝").click("stamp-preset-save");
    window.see("stamp-preset").shot("remembered");
    story::confirm_and_sign(&window, PIN);
    window.see("result").see("result-stamped").see_pages().shot("stamped");
    let stamped = person.path(&window.text("result-name"));
    assert_eq!(tools::pdfsig(&stamped, None), ["Signature is Valid."]);
    assert_eq!(tools::qpdf_check(&stamped, None).0, 0);

    // The first page carries its slice of the seam.
    window.write("page-number", "1").press(&[], Key::Enter).see_pages().shot("first-page");

    // Somebody signed by now: one seal more, and the day below it, are two signatures more; the first stays whole.
    window
        .click("result-close")
        .click("tool-stamp")
        .see_count("stamp-row", 2)
        .see("stamp-over")
        .shot("as-last-time");
    window.click("stamp-remove").click("stamp-remove").click("stamp-art").see("stamp-place-here");
    put(&window, 1, 60.0, 60.0);
    window.click("step-look-change").click("own-below").see("caption-picture");
    window.see("stamp-plan-way").shot("signed-before");
    story::confirm_and_sign(&window, PIN);
    window.see("result").see_pages().shot("stamped-again");
    let again = window.text("result-name");
    assert_eq!(tools::pdfsig(&person.path(&again), None), ["Signature is Valid."; 3]);
    let report = person.verify(&again);
    let integrity: Vec<_> =
        report["signatures"].as_array().expect("signatures").iter().map(|one| &one["integrity"]).collect();
    assert!(integrity.iter().all(|one| *one == "intact" || *one == "extended"), "{integrity:?}");

    window.resize(1920, 1080);
    window.shot("large");
}
