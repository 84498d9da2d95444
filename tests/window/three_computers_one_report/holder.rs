//! The tester: applies, takes the copy over, signs on a journey, sends the report back, loses a backup of the key.

use super::cast::{self, Laboratory};
use tests::window::story::{self, PIN, REPORT};
use tests::window::{Key, Window};

/// Where the sample report has its line 编制: page, millimetres from left and top.
const PREPARED: (u32, f64, f64) = (4, 74.0, 168.0);

/// On the tester's own computer.
pub fn applies(laboratory: &Laboratory) {
    let tester = &laboratory.tester;
    let window = Window::open(tester, "story-02-tester-applies", None);
    cast::settle_role(&window, "signer");
    cast::apply(&window, laboratory, tester, laboratory.traveller(), true);
    window.shot("applied");
}

/// The copy, the own PIN, the journey, the signature, the way back.
pub fn travels_and_signs(laboratory: &Laboratory, initial: &str) {
    let (tester, cast) = (&laboratory.tester, laboratory.cast);
    let report = story::report(tester);
    let window = Window::open(tester, "story-05-tester-travels", None);
    window.click("open-station").see("station");
    cast::take_copy(&window, laboratory, tester, laboratory.traveller(), initial);
    cast::take_directory(&window, tester, cast.directory);

    // At home it may not be used: the rule says so, and its button leads to the declaration.
    window.click("back").see("start");
    tester.answer(&[&report]);
    window.click("door-sign").see("signing-panel").see_pages();
    window.see("rules-blocks [data-rule=\"off-site\"]").shot("at-home");
    window.click("rule-way-off-site").see("travel");
    window.write("travel-place", cast.place).write("travel-reason", cast.journey).shot("journey");
    window.click("travel-confirm").gone("travel").see("travel-line");
    window.gone("rules-blocks");

    window.read_through(4).see("rules-reviewed");
    place_at_prepared(&window);
    if !window.shows("reason-prepare") {
        window.click("step-why-change");
    }
    window.click("reason-prepare").see_words("sign-location", cast.place);
    window.see("place-picture").click(&format!("document-kind option[value=\"{}\"]", cast.kind));
    window.shot("ready");
    story::look_at_the_check(&window);
    window.click("sign-consent").write("sign-pin", PIN).shot("before-signing");
    window.click("sign-confirm").see("result").see_pages().shot("signed");
    window.see_attribute("verdict-bar", "data-verdict", "passed");
    assert_eq!(window.text("result-name"), cast.returned);
    assert_ne!(cast.returned, REPORT);

    window.see("result-return-due").click("result-return").see("return").write("return-pin", PIN);
    tester.answer(&[&tester.path(cast.package)]);
    window.shot("returning").click("return-confirm").see("letter-saved").shot("returned");
    window.click("return-done");
    let actions = tester.actions();
    for action in ["applied", "copy-taken", "secret-changed", "travel-begun", "signed", "report-returned"] {
        assert!(actions.iter().any(|one| one == action), "{action}: {actions:?}");
    }
}

/// Goes to the line 编制 on the last page of the sample report and puts the signature there.
fn place_at_prepared(window: &Window) {
    let (page, left, top) = PREPARED;
    window.write("page-number", &page.to_string()).press(&[], Key::Enter);
    window.click_at(window.find_place(page, left, top)).see("place-box");
}

/// A stick with the key is lost: the signature is stopped at once, the office gets the notice and the log.
pub fn loses(laboratory: &Laboratory) {
    let (tester, cast) = (&laboratory.tester, laboratory.cast);
    let window = Window::open(tester, "story-08-tester-loses", None);
    window.click("open-station").see("station").click("identity-trouble").see("trouble");
    window.click("trouble-loss").write("trouble-words", cast.lost).shot("loss");
    tester.answer(&[&tester.path(cast.notice)]);
    window.click("trouble-confirm").see("letter-saved").shot("stopped");
    window.click("trouble-done").see("rule[data-rule=\"suspended\"]").shot("suspended");
    window.click("back").click("history-open").see("history-row");
    tester.answer(&[&tester.path(cast.logs[0])]);
    window.click("history-export-json").see("notice").shot("log");
}
