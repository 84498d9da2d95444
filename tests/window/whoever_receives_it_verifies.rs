//! Somebody else opens what was signed: whole, changed afterwards, and broken.

use std::path::PathBuf;
use tests::kit::tools;
use tests::window::story::{self, PIN, words};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(a_stranger_becomes_trusted, changed_afterwards, broken);

/// A report that another person signed on a computer of their own, and its bytes.
pub(crate) fn from_another(language: Language) -> Vec<u8> {
    let other = Person::new(language);
    let words = words(language);
    story::report(&other);
    other.feed(
        &format!("{PIN}\n"),
        &[
            "identity",
            "create",
            "--name",
            words.name,
            "--organization",
            words.organization,
            "--key",
            "rsa2048",
            "--pin-stdin",
        ],
    );
    other.put("zhang-san.json", tests::kit::samples::INK);
    other.feed(
        &format!("{PIN}\n"),
        &[
            "sign",
            story::REPORT,
            "-o",
            "signed.pdf",
            "--identity",
            words.name,
            "--pin-stdin",
            "--ink",
            "zhang-san.json",
            "--page",
            "last",
            "--at",
            "36,206",
            "--size",
            "45",
            "--location",
            words.place,
        ],
    );
    std::fs::read(other.path("signed.pdf")).expect("the signed report")
}

fn desk(language: Language, name: &str, bytes: Vec<u8>) -> (Person, PathBuf) {
    let person = Person::new(language);
    let file = person.put(name, bytes);
    (person, file)
}

fn a_stranger_becomes_trusted(language: Language) {
    let (person, file) = desk(language, "JC-2026-0417-signed.pdf", from_another(language));
    let window = Window::open(&person, "verifier", Some(&file));
    window.see_attribute("verdict-bar", "data-verdict", "indeterminate").see_pages().shot("signer-unknown");
    window.click("verdict-details").see("signature-card").shot("four-answers");
    window.click("show-on-page").see("signature-area").see_pages().shot("signature-on-its-page");
    window.click("signature-details").shot("technical-details");
    story::trust_the_signer(&window);
    window.shot("trusted");
    window
        .press(&[Key::Control], ',')
        .click("settings-trust")
        .see_count("trusted-certificate", 1)
        .shot("trusted-certificates");
    window.click("back").press(&[Key::Control], 'w').see("recent-file").shot("recent-verdict");
}

fn changed_afterwards(language: Language) {
    let (person, file) = desk(language, "JC-2026-0417-changed.pdf", covered(&from_another(language)));
    let window = Window::open(&person, "changed", Some(&file));
    window.see_attribute("verdict-bar", "data-tone", "bad").see_pages().shot("changed");
    window.click("verdict-details").see("signature-card").shot("what-changed");
    if window.shows("change-page") {
        window.click("change-page").see_pages().shot("changed-page");
    }
    window.click("show-signed-version").see("version-bar").see_pages().shot("signed-version");
    let saved = person.path("as-signed.pdf");
    person.answer(&[&saved]);
    window.click("save-signed-version").see("notice");
    assert_eq!(tools::pdfsig(&saved, None), ["Signature is Valid."]);
    window.click("leave-version").gone("version-bar");
}

fn broken(language: Language) {
    let mut bytes = from_another(language);
    let content = find(&bytes, b"stream").expect("a stream") + 400;
    bytes[content] ^= 1;
    let (person, file) = desk(language, "JC-2026-0417-broken.pdf", bytes);
    let window = Window::open(&person, "broken", Some(&file));
    window.see_attribute("verdict-bar", "data-verdict", "failed").see_pages().shot("broken");
    window.click("verdict-details").see("signature-card").shot("why-broken");
}

/// The same file with a white box over the results on page 3, as an update after the signature.
pub(crate) fn covered(signed: &[u8]) -> Vec<u8> {
    let sample = tests::kit::project().join("assets/samples/report-JC-2026-0417.pdf");
    let sample = sample.to_str().expect("a path");
    let pages = tools::succeed("qpdf", &["--show-pages", sample]);
    let number: u32 = pages
        .lines()
        .skip_while(|line| !line.starts_with("page 3:"))
        .find_map(|line| {
            line.trim()
                .strip_suffix(" 0 R")
                .filter(|number| number.bytes().all(|b| b.is_ascii_digit()))?
                .parse()
                .ok()
        })
        .expect("the content of page 3");
    let mut content =
        tools::run("qpdf", &[&format!("--show-object={number}"), "--filtered-stream-data", sample]).stdout;
    content.extend_from_slice(b"\nq 1 1 1 rg 56 640 480 60 re f Q\n");
    let before = tests::kit::pdf::start_of_listing(signed);
    let tail = String::from_utf8_lossy(&signed[before..]).into_owned();
    let entry = |name: &str| -> String {
        let after = tail.split(name).nth(1).expect("the trailer's entry").trim_start();
        after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == ' ').collect()
    };
    let mut file = signed.to_vec();
    let object = file.len();
    file.extend_from_slice(format!("{number} 0 obj\n<</Length {}>>\nstream\n", content.len()).as_bytes());
    file.extend_from_slice(&content);
    file.extend_from_slice(b"\nendstream\nendobj\n");
    let listing = file.len();
    let (root, size) = (entry("/Root"), entry("/Size"));
    file.extend_from_slice(
        format!(
            "xref\n{number} 1\n{object:010} 00000 n\r\ntrailer\n<</Root {root}/Size {size}/Prev {before}>>\nstartxref\n{listing}\n%%EOF\n"
        )
        .as_bytes(),
    );
    file
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|window| window == words)
}
