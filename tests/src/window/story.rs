//! The main job in the real window, step by step, as the tests and the demonstration both tell it.

use super::{Key, Language, Person, Window};
use std::path::PathBuf;

/// The PIN of every identity in these stories.
pub const PIN: &str = "vermilion-2026";

/// The sample report's name.
pub const REPORT: &str = "JC-2026-0417.pdf";

/// Where the sample report has its line 批准 on its last page: page, millimetres from left and top.
pub const APPROVAL: (u32, f64, f64) = (4, 74.0, 214.0);

/// Words that depend on the language of the window.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Who signs.
    pub name: &'static str,
    /// Where they work.
    pub organization: &'static str,
    /// Where they sign.
    pub place: &'static str,
    /// A word in the report.
    pub find: &'static str,
}

/// The words of a language.
pub fn words(language: Language) -> Words {
    match language {
        Language::Chinese => {
            Words {
                name: "张三", organization: "朱砂检验检测中心", place: "苏州", find: "抗拉强度"
            }
        }
        Language::English => Words {
            name: "Zhang San",
            organization: "Vermilion Testing Centre",
            place: "Suzhou",
            find: "Tensile",
        },
    }
}

/// Puts the sample report on a person's desk.
pub fn report(person: &Person) -> PathBuf {
    let sample = crate::kit::project().join("assets/samples/report-JC-2026-0417.pdf");
    person.put(REPORT, std::fs::read(&sample).unwrap_or_else(|fault| panic!("{}: {fault}", sample.display())))
}

/// Puts the first-run guide away.
pub fn without_guide(window: &Window) {
    window.click("guide-later").gone("guide");
}

/// Makes an identity from the signing panel.
pub fn make_identity(window: &Window, words: Words) {
    window.click("identity-create").see("create-identity");
    window.write("identity-name", words.name).write("identity-organization", words.organization);
    window.write("new-pin", PIN).write("new-pin-again", PIN);
    window.shot("new-identity");
    window.click("create-confirm").gone("create-identity");
}

/// Goes to the line 批准 and puts the signature there.
pub fn place_at_approval(window: &Window) {
    let (page, left, top) = APPROVAL;
    window.write("page-number", &page.to_string()).press(&[], Key::Enter);
    let point = window.find_place(page, left, top);
    window.click_at(point).see("place-box");
}

/// Waits for the check of the document; what it says has to be seen is seen.
pub fn look_at_the_check(window: &Window) {
    window.see("check").gone("check[data-tone=\"running\"]");
    if window.shows("check-accept") {
        window.click("check-accept");
    }
}

/// Looks at what the check says, confirms, gives the PIN and signs.
pub fn confirm_and_sign(window: &Window, pin: &str) {
    look_at_the_check(window);
    window.click("sign-consent").write("sign-pin", pin).click("sign-confirm");
}

/// Signs without anything to be seen on a page, and without a reason.
pub fn sign_unseen(window: &Window, pin: &str) {
    window.see("signing-panel").click("invisible");
    confirm_and_sign(window, pin);
}

/// Makes an identity on the command line, of a key that is made fast.
pub fn identity(person: &Person, words: Words) {
    let who = ["--name", words.name, "--organization", words.organization, "--key", "p256", "--pin-stdin"];
    person.feed(&format!("{PIN}\n"), &[&["identity", "create"][..], &who].concat());
}

/// A self-made identity is nobody's word but its own, so even its maker is asked; trusts it from the panel that is open.
pub fn trust_the_signer(window: &Window) {
    window.click("trust-signer").see("trust-dialog").shot("trust-question");
    window.click("trust-compared").click("confirm-trust").gone("trust-dialog");
    window.see_attribute("verdict-bar", "data-verdict", "passed");
}
