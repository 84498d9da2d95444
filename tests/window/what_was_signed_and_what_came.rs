//! The versions of a file: what was signed stands beside what was received, what differs is seen, and the version that was
//! signed is saved and printed.

use crate::whoever_receives_it_verifies::{covered, from_another};
use tests::kit::tools;
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(versions_are_compared_saved_and_printed, a_whole_file_has_one_version);

fn versions_are_compared_saved_and_printed(language: Language) {
    let mut person = Person::new(language);
    let printed = printer(&mut person);
    let file = person.put("JC-2026-0417-changed.pdf", covered(&from_another(language)));
    let window = Window::open(&person, "versions", Some(&file));
    window.see_attribute("verdict-bar", "data-tone", "bad").see_attribute("versions", "data-at", "received");

    // The one page that was covered differs; it leads there and is marked.
    window.click("open-compare").see_count("compared-page", 1);
    assert_eq!(window.attribute("compared-page", "data-fate"), "differs");
    window.click("compared-page").see_pages().see("difference").shot("what-differs");
    assert_eq!(window.count("difference"), 1);

    // The slider goes to what was signed, at the same page.
    window.script("document.querySelector('[data-testid=version-slider]').focus()", serde_json::json!([]));
    window.press(&[], Key::Left).see_attribute("versions", "data-at", "0").see("version-bar").see_pages();
    window.see("difference").shot("what-was-signed");
    assert_eq!(window.text("page-number"), "3");

    let saved = person.path("as-signed.pdf");
    person.answer(&[&saved]);
    window.click("save-signed-version").see("notice");
    assert_eq!(tools::pdfsig(&saved, None), ["Signature is Valid."]);
    window.click("print-signed-version").see("notice");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !printed.is_file() && std::time::Instant::now() < deadline {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(
        std::fs::read(&printed).expect("the printed copy"),
        std::fs::read(&saved).expect("the saved one")
    );
    window.click("leave-version").gone("version-bar").see_attribute("versions", "data-at", "received");
}

fn a_whole_file_has_one_version(language: Language) {
    let person = Person::new(language);
    let file = person.put("JC-2026-0417-signed.pdf", from_another(language));
    let window = Window::open(&person, "one-version", Some(&file));
    window.see_attribute("verdict-bar", "data-verdict", "indeterminate").see_pages();
    assert_eq!(window.count("versions"), 0);
    window.click("verdict-details").click("show-on-page").see("signature-name").see_pages();
    assert!(window.text("signature-name").contains(tests::window::story::words(language).name));
    // The pages that were in view are known already; the rest is looked at on request.
    window.click("contents");
    window
        .see("contents-inside")
        .script("document.querySelector('[data-testid=pictures-look]')?.click()", serde_json::json!([]));
    window.see("pictures-none").shot("what-else-is-in-the-file");
}

/// A program that the system opens PDF files with: it puts a copy of what it is given beside the documents.
fn printer(person: &mut Person) -> std::path::PathBuf {
    let printed = person.path("printed.pdf");
    let folder = person.path("bin");
    std::fs::create_dir(&folder).expect("a folder");
    let opener = folder.join("xdg-open");
    std::fs::write(
        &opener,
        format!("#!/bin/sh\ncp \"$1\" '{0}.part' && mv '{0}.part' '{0}'\n", printed.display()),
    )
    .expect("the opener");
    std::process::Command::new("chmod").arg("+x").arg(&opener).status().expect("chmod");
    let path = std::env::var("PATH").unwrap_or_default();
    person.set("PATH", format!("{}:{path}", folder.display()));
    printed
}
