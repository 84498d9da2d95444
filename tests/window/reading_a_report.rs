//! Reading: pages, zoom by keys, search, thumbnails; light and dark, small and large windows.

use tests::window::story::{self, words};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(pages_zoom_and_search, another_size_and_the_dark);

fn pages_zoom_and_search(language: Language) {
    let person = Person::new(language);
    let report = story::report(&person);
    let window = Window::open(&person, "reading", Some(&report));
    window.see_pages().shot("opened");
    let zoom = window.text("zoom-percent");
    window.press(&[Key::Control], '=').press(&[Key::Control], '=');
    assert_ne!(window.text("zoom-percent"), zoom);
    window.see_pages().shot("zoomed-in");
    window.press(&[Key::Control], '0');
    assert_eq!(window.text("zoom-percent"), zoom);
    window.press(&[], Key::End).see_words("page-number", "4").see_pages().shot("last-page");
    window.press(&[], Key::Home).see_words("page-number", "1");

    window
        .press(&[Key::Control], 'f')
        .see("search-panel")
        .write("search-text", words(language).find)
        .see("search-hit");
    window.see_pages().shot("found");
    window.press(&[], Key::Enter).see_pages().shot("next-hit");
    window.write("search-text", "zzzz").gone("search-hit").shot("not-found");
    window.press(&[], Key::Escape).gone("search-panel");
    window.click("toggle-thumbnails").see_pages().shot("without-thumbnails");
}

fn another_size_and_the_dark(language: Language) {
    let person = Person::new(language);
    let report = story::report(&person);
    let window = Window::open(&person, "large", Some(&report));
    window.resize(1920, 1080);
    window.see_pages().shot("reading");
    window
        .press(&[Key::Control], ',')
        .click("appearance-select option[value=\"dark\"]")
        .shot("settings-dark");
    window.click("back").see_pages().shot("reading-dark");
    window.click("tool-sign").see("signing-panel").shot("signing-dark");
    window.press(&[Key::Control], 'w').see("start").shot("start-dark");
    window.press(&[Key::Control], 'h').see("history-row").shot("history-dark");
    window.resize(900, 600);
    window.shot("history-small-dark");
}
