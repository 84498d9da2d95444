//! A spreadsheet is signed beside itself, and whoever receives both sees that it is the one that was signed, or is not.

use tests::window::story::{self, PIN, words};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(a_spreadsheet_goes_out_with_its_signature);

fn a_spreadsheet_goes_out_with_its_signature(language: Language) {
    let person = Person::new(language);
    person.settle(&serde_json::json!({ "guideDone": true }));
    story::identity(&person, words(language));
    let names = match language {
        Language::Chinese => ["原始记录 JC-2026-0417.xlsx", "现场照片.jpg"],
        Language::English => ["Raw records JC-2026-0417.xlsx", "On site.jpg"],
    };
    let [sheet, picture] = names.map(|name| person.put(name, format!("the bytes of {name}")));
    let window = Window::open(&person, "beside", None);
    person.answer(&[std::path::Path::new(&format!("{}|{}", sheet.display(), picture.display()))]);
    window.click("open-files").see("files-dialog").shot("empty");
    window.click("files-choose").see("files-list").click("files-sign").see("files-lack");
    window.write("files-location", words(language).place).click("files-consent").shot("before-the-pin");
    window.write("files-pin", PIN).click("files-sign").see("files-done").see_count("files-row", 2);
    window.shot("signed").click("files-close");
    for file in [&sheet, &picture] {
        let signature = file.with_file_name(format!("{}.p7s", file.file_name().unwrap().to_string_lossy()));
        assert!(signature.is_file(), "{}", signature.display());
    }
    let actions = person.actions();
    assert_eq!(actions.iter().filter(|action| *action == "signed").count(), 2, "{actions:?}");

    // The signer's own certificate is nobody's whom this computer trusts yet.
    let signature = sheet.with_file_name(format!("{}.p7s", names[0]));
    person.answer(&[&signature]);
    window.press(&[Key::Control], 'o').see("signature-file");
    window.see_attribute("signature-file-verdict", "data-verdict", "indeterminate").shot("received");
    window.click("trust-signer").click("trust-compared").click("confirm-trust");
    window.see_attribute("signature-file-verdict", "data-verdict", "passed").shot("trusted");
    window.click("signature-file-done").gone("signature-file");

    std::fs::write(&sheet, "other bytes").unwrap();
    person.answer(&[&signature]);
    window.press(&[Key::Control], 'o').see_attribute("signature-file-verdict", "data-verdict", "failed");
    window.shot("changed").click("signature-file-done");
    std::fs::remove_file(&sheet).unwrap();
    person.answer(&[&signature]);
    window.press(&[Key::Control], 'o').see("failure").shot("missing");
}
