//! An encrypted file asks for its password; what is no PDF is refused in words, with a way on.

use tests::kit::tools;
use tests::window::story;
use tests::window::{Language, Person, Window};

crate::in_both_languages!(encrypted, no_pdf, no_pdf_given_at_the_start);

fn encrypted(language: Language) {
    let person = Person::new(language);
    let report = story::report(&person);
    let locked = person.path("JC-2026-0417-locked.pdf");
    let words = ["--encrypt", "user-2026", "owner-2026", "256", "--"].map(str::to_owned);
    let paths = [report.display().to_string(), locked.display().to_string()];
    let output = tools::run("qpdf", &[&words[..], &paths[..]].concat());
    assert!(locked.is_file(), "{}", tools::both(&output));
    let window = Window::open(&person, "encrypted", Some(&locked));
    window.see("password-dialog").shot("password");
    window
        .write("document-password", "guess")
        .click("password-confirm")
        .see("document-password[aria-invalid=\"true\"]")
        .shot("wrong-password");
    window
        .write("document-password", "user-2026")
        .click("password-confirm")
        .gone("password-dialog")
        .see_pages()
        .shot("opened");
}

fn no_pdf(language: Language) {
    let person = Person::new(language);
    let file = person.put("letter.pdf", b"Dear reader, this is a letter and no PDF.\n");
    let report = story::report(&person);
    let window = Window::open(&person, "no-pdf", None);
    story::without_guide(&window);
    person.answer(&[&file, &report]);
    window.click("choose-document").see("failure-dialog").shot("refused");
    assert_eq!(window.attribute("failure", "data-code"), "not-a-pdf");
    window.click("failure-remedy").gone("failure-dialog").see_pages().shot("another-file");
}

fn no_pdf_given_at_the_start(language: Language) {
    let person = Person::new(language);
    let file = person.put("letter.pdf", b"Dear reader, this is a letter and no PDF.\n");
    let window = Window::open(&person, "given", Some(&file));
    window.see("failure-dialog").shot("refused");
    window.click("failure-close").gone("failure-dialog").see("start");
}
