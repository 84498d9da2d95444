//! Many files with one PIN: a wrong one stops all, a broken file stops only itself.

use tests::kit::tools;
use tests::window::story::{self, PIN, words};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(six_files_one_of_them_broken);

fn six_files_one_of_them_broken(language: Language) {
    let person = Person::new(language);
    person.settle(&serde_json::json!({ "guideDone": true }));
    story::identity(&person, words(language));
    let sample = std::fs::read(story::report(&person)).expect("the report");
    let (reports, signed) = (person.path("reports"), person.path("signed"));
    [&reports, &signed].iter().for_each(|folder| std::fs::create_dir(folder).expect("a folder"));
    for number in 1..=5 {
        std::fs::write(reports.join(format!("JC-2026-042{number}.pdf")), &sample).expect("a report");
    }
    std::fs::write(reports.join("JC-2026-0426.pdf"), &sample[..2000]).expect("a broken report");

    let window = Window::open(&person, "batch", None);
    person.answer(&[&reports, &signed]);
    window.click("open-batch").see("batch-empty").shot("empty");
    window.click("batch-folder").see_count("batch-row", 6).shot("chosen");
    window.click("batch-sign").see("batch-lack");
    window
        .click("batch-output")
        .click("batch-level-change")
        .see("level-b")
        .shot("how")
        .click("batch-level-fold");
    window.click("batch-consent").write("batch-pin", "wrong-pin-1234").click("batch-sign");
    window.see("batch-pin[aria-invalid=\"true\"]").shot("wrong-pin-stops-all");
    window.see_count("batch-row[data-state=\"signed\"]", 0);
    assert_eq!(std::fs::read_dir(&signed).expect("the folder").count(), 0);

    window.write("batch-pin", PIN).click("batch-sign");
    window.see_count("batch-row[data-state=\"signed\"]", 5).see_count("batch-row[data-state=\"failed\"]", 1);
    window
        .click("batch-sort-state")
        .click_nth("batch-row", 0)
        .see("batch-why-failed")
        .shot("five-signed-one-told");
    let sum = window.text("batch-sum");
    assert!(sum.contains('5') && sum.contains('1'), "{sum}");
    let files: Vec<_> =
        std::fs::read_dir(&signed).expect("the folder").map(|file| file.expect("a file").path()).collect();
    assert_eq!(files.len(), 5, "{files:?}");
    files.iter().for_each(|file| assert_eq!(tools::pdfsig(file, None), ["Signature is Valid."]));
    window.resize(1920, 1080);
    window.shot("large");
    window.press(&[Key::Control], 'h').see("history-row").shot("history");
}
