//! The keeper of the seal: applies, takes copy, seal and approval over, seals, verifies, and verifies again.

use super::cast::{self, Laboratory};
use tests::window::story::{self, PIN};
use tests::window::{Key, Window};

/// On the keeper's own computer.
pub fn applies(laboratory: &Laboratory) {
    let keeper = &laboratory.keeper;
    let window = Window::open(keeper, "story-03-keeper-applies", None);
    cast::settle_role(&window, "custodian");
    cast::apply(&window, laboratory, keeper, laboratory.custodian(), false);
}

/// Nothing is sealed before the approval is there; then a seal and a seam seal in one pass, by the keeper's signature.
pub fn seals(laboratory: &Laboratory, initial: &str) {
    let (keeper, cast) = (&laboratory.keeper, laboratory.cast);
    let window = Window::open(keeper, "story-07-keeper-seals", None);
    window.click("open-station").see("station");
    cast::take_copy(&window, laboratory, keeper, laboratory.custodian(), initial);
    cast::take_directory(&window, keeper, cast.directory);
    window.click("back").click("open-seals").see("seals-empty").shot("no-seal-yet");
    keeper.answer(&[&keeper.path(cast.seal_file)]);
    window.click("seal-import-file").see("seal").shot("seal-taken").click("back").see("start");

    let report = keeper.path(cast.returned);
    keeper.answer(&[&report]);
    window.click("door-stamp").see("signing-panel").see("stamp-row").see_pages();
    let (page, ..) = story::APPROVAL;
    window.write("page-number", &page.to_string()).press(&[], Key::Enter);
    window.click_at(window.find_place(page, 150.0, 224.0)).see("stamp-mark");
    window.click("stamp-add-seam").see_count("stamp-row", 2).see_words("stamp-plan-line", "1–");

    // Nobody approved it yet: the rule says so, and its button takes the approval over.
    window.see("rules-blocks [data-rule=\"approval-first\"]").shot("not-yet-approved");
    window.see("sign-confirm[disabled]");
    keeper.answer(&[&keeper.path(cast.ticket)]);
    window.click("rule-way-approval-first").see("letter-kind[data-kind=\"ticket\"]").shot("approval");
    window.click("letter-confirm").gone("letter").see("rules-ticket").gone("rules-blocks");

    window.read_through(4).see("rules-reviewed").see("rules-ticket");
    window.click(&format!("document-kind option[value=\"{}\"]", cast.kind)).shot("ready");
    story::look_at_the_check(&window);
    window.click("sign-consent").write("sign-pin", PIN).shot("before-sealing");
    window.click("sign-confirm").see("result").see("result-stamped").see_pages().shot("sealed");
    assert_eq!(window.text("result-name"), cast.sealed);
    window.see_attribute("verdict-bar", "data-verdict", "passed");
    window.find_place(page, 150.0, 224.0);
    window.shot("sealed-page").click("result-verify").see("signature-card").shot("verified");

    // The approval is used up: the same file cannot be sealed again with it.
    window.click("close-document").see("start").click("open-station").click("station-tickets");
    window.see("ticket-row[data-used=\"true\"]").shot("approval-used");
}

/// With the directory after the loss the same file is told to be what it is now; then the log goes to the office.
pub fn verifies_again(laboratory: &Laboratory) {
    let (keeper, cast) = (&laboratory.keeper, laboratory.cast);
    let window = Window::open(keeper, "story-10-keeper-verifies-again", None);
    window.click("open-station").see("station");
    cast::take_directory(&window, keeper, cast.directory_after);
    window.click("back").see("start");
    keeper.answer(&[&keeper.path(cast.sealed)]);
    window.click("door-verify").see("signature-card").see_pages();
    window.see_attribute("verdict-bar", "data-verdict", "indeterminate").shot("verified-again");
    window.click("close-document").see("start").click("history-open").see("history-row");
    keeper.answer(&[&keeper.path(cast.logs[1])]);
    window.click("history-export-json").see("notice").shot("log");
}
