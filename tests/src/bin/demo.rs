//! The main job on the sample report through the real window, for a computer without a display: leaves the signed PDF
//! and numbered screenshots in `VERMILION_DEMO_DIR`.

// What goes wrong ends the demonstration with its reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;
use tests::window::story::{self, PIN, words};
use tests::window::{Key, Language, Person, Window};

fn main() {
    let shown =
        PathBuf::from(std::env::var_os("VERMILION_DEMO_DIR").expect("VERMILION_DEMO_DIR names a folder"));
    let language = Language::of_the_system();
    let words = words(language);
    let person = Person::new(language);
    let report = story::report(&person);
    let mut at = 0;
    let mut say = |step: &str| {
        at += 1;
        println!("{at:2}. {step}");
    };

    say("Opens the window.");
    let window = Window::open(&person, "demo", None);
    story::without_guide(&window);
    window.shot("start");
    say("Opens the sample report in order to sign it.");
    person.answer(&[&report]);
    window.click("door-sign").see("signing-panel").see_pages().shot("report");
    say("Makes an identity with a PIN.");
    story::make_identity(&window, words);
    say("Draws a signature.");
    window.see("pad").draw_signature().shot("drawn");
    say("Places it at 批准 on the last page and moves it a little with the arrow keys.");
    story::place_at_approval(&window);
    window.see("place-picture").press(&[], Key::Up).press(&[], Key::Up).shot("placed");
    say("Gives reason and place.");
    if !window.shows("reason-approve") {
        window.click("step-why-change");
    }
    window.click("reason-approve").write("sign-location", words.place);
    say("Confirms that the report was read, gives the PIN and signs.");
    story::confirm_and_sign(&window, PIN);
    window.see("result").see_pages().shot("signed");
    say("Looks at the verdict, and trusts the new identity.");
    let name = window.text("result-name");
    window.click("result-verify").see("signature-card");
    story::trust_the_signer(&window);
    window.shot("verdict");
    say("Finds it in the history.");
    window.press(&[Key::Control], 'h').see("history-row").shot("history");
    drop(window);
    std::fs::copy(person.path(&name), shown.join(&name)).expect("the signed report");
    println!("Signed: {name}");
}
