//! The first run: name, PIN, drawing, and the sample signed.

use tests::window::story::{self, PIN, words};
use tests::window::{Language, Person, Window};

crate::in_both_languages!(the_first_run);

fn the_first_run(language: Language) {
    let person = Person::new(language);
    let words = words(language);
    let window = Window::open(&person, "guide", None);
    window.write("guide-name", words.name).write("guide-organization", words.organization).shot("who");
    window.click("guide-next").write("new-pin", PIN).write("new-pin-again", PIN).shot("pin");
    window.click("guide-next").see("pad").draw_signature().shot("drawing");
    window.click("guide-next").gone("pad").shot("try");
    window
        .click("guide-next")
        .see("signing-panel")
        .see_attribute("coach", "data-step", "coach-place")
        .see_pages()
        .shot("sample");
    story::place_at_approval(&window);
    window.see("place-picture").see_attribute("coach", "data-step", "coach-consent").shot("placed");
    story::confirm_and_sign(&window, PIN);
    window.see("result").see_attribute("coach", "data-step", "coach-done").see_pages().shot("done");
    window.click("coach-close").gone("coach");
}
