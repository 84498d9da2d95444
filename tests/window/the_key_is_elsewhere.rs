//! Keys on tokens, and keys that only Chinese software knows.

use tests::kit::tools;
use tests::window::story::{self, PIN, words};
use tests::window::surroundings::{self, TOKEN_PIN};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(a_token_signs, sm2_says_who_verifies_it);

fn a_token_signs(language: Language) {
    let mut person = Person::new(language);
    let words = words(language);
    person.settle(&serde_json::json!({ "guideDone": true }));
    surroundings::plug_in(&mut person, "Lab key", words.organization, words.name);
    let report = story::report(&person);
    let window = Window::open(&person, "token", None);
    window.click("settings-open").click("settings-tokens").see("token-module").shot("modules");
    person.answer(&[&report]);
    window.click("back").click("door-sign").see("signing-panel").gone("tokens-reading");
    if window.shows("step-who-change") {
        window.click("step-who-change");
    }
    let listed = window.see("sign-identity").words("sign-identity option");
    assert!(listed.iter().any(|line| line.contains(words.name) && line.contains("20")), "{listed:?}");
    window.click("signer-missing").shot("listed");
    window.click("signer-missing");

    story::sign_unseen(&window, "999999");
    window.see("sign-pin[aria-invalid=\"true\"]").gone("tokens-reading").shot("wrong-pin");
    window.write("sign-pin", TOKEN_PIN).click("sign-confirm").see("result").see_pages().shot("signed");
    let name = window.text("result-name");
    assert_eq!(tools::pdfsig(&person.path(&name), None), ["Signature is Valid."]);
    window.press(&[Key::Control], 'h').see("history-row").shot("history");
}

fn sm2_says_who_verifies_it(language: Language) {
    let person = Person::new(language);
    let words = words(language);
    person.settle(&serde_json::json!({ "guideDone": true }));
    let window = Window::open(&person, "sm2", None);
    window.click("settings-open").click("settings-identities").click("settings-identity-create");
    window.see("create-identity").write("identity-name", words.name);
    window
        .write("identity-organization", words.organization)
        .write("new-pin", PIN)
        .write("new-pin-again", PIN);
    window.click("identity-more").click("identity-key option[value=\"sm2\"]").shot("kind-of-key");
    window.click("create-confirm").gone("create-identity").see("identity").shot("identity");
    let report = story::report(&person);
    person.answer(&[&report]);
    window.click("back").click("door-sign").see("signing-panel");
    window.click("step-who-change").see("chinese-only").shot("who-signs");
    story::sign_unseen(&window, PIN);
    window.see("result").see_pages().shot("signed");
    window.click("result-verify").see("signature-card").click("signature-details").shot("verdict");
}
