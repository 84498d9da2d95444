//! A folder of reports is verified at once: what is wrong stands first, a row leads to the file and back, and the list is kept.

use tests::window::story::{self, PIN, words};
use tests::window::{Key, Language, Person, Window};

crate::in_both_languages!(a_folder_of_reports, a_report_that_its_verifier_signs);

/// A folder with two signed reports, one of them in a folder of its own, one unsigned, one changed, and one that is no PDF.
fn folder(person: &Person, language: Language) -> std::path::PathBuf {
    let words = words(language);
    story::identity(person, words);
    story::report(person);
    let sign = ["sign", story::REPORT, "-o", "signed.pdf", "--identity", words.name, "--pin-stdin"];
    person.feed(&format!("{PIN}\n"), &sign);
    let signed = std::fs::read(person.path("signed.pdf")).expect("the signed report");
    let sample = std::fs::read(person.path(story::REPORT)).expect("the report");
    let folder = person.path("received");
    std::fs::create_dir_all(folder.join("2026")).expect("a folder");
    let mut changed = signed.clone();
    let at = changed.windows(8).position(|window| window == b"/MediaBo").expect("a page");
    let digit = changed[at..].iter().position(u8::is_ascii_digit).expect("a box") + at;
    changed[digit] ^= 1;
    for (name, bytes) in [
        ("JC-2026-0431.pdf", signed.as_slice()),
        ("JC-2026-0432.pdf", sample.as_slice()),
        ("JC-2026-0433.pdf", changed.as_slice()),
        ("JC-2026-0434.pdf", b"no PDF at all".as_slice()),
        ("2026/JC-2026-0401.pdf", signed.as_slice()),
    ] {
        std::fs::write(folder.join(name), bytes).expect("a file");
    }
    folder
}

fn a_folder_of_reports(language: Language) {
    let person = Person::new(language);
    person.settle(&serde_json::json!({ "guideDone": true }));
    let folder = folder(&person, language);
    let (table, paper) = (person.path("list.csv"), person.path("list.pdf"));
    let window = Window::open(&person, "many", None);
    person.answer(&[&folder, &table, &paper]);
    window.click("open-many").see("many-empty").shot("empty");
    window.click("many-folder").see_count("many-row", 5).gone("many-stop").shot("verified");
    window.see_count("many-row[data-state=\"bad\"]", 1).see_count("many-row[data-state=\"unreadable\"]", 1);
    window.see_count("many-row[data-state=\"unsigned\"]", 1).see_count("many-row[data-state=\"know\"]", 2);
    window.click("many-sort-state").click_nth("many-row", 0).see("many-one").shot("the-worst-first");
    window.click("many-export-csv").see("notice").click("many-export-pdf");

    // The row leads to the file, and its way back to the list.
    window.click("many-look").see_pages().see("signatures-panel").shot("one-of-them");
    window.see_attribute("verdict-bar", "data-tone", "bad");
    window.click("back-to-many").see_count("many-row", 5);
    window.press(&[], Key::Escape);

    let csv = std::fs::read(&table).expect("the table");
    assert!(csv.starts_with("\u{feff}".as_bytes()), "spreadsheets take it for UTF-8");
    let csv = String::from_utf8(csv).expect("UTF-8");
    assert_eq!(csv.lines().count(), 6, "{csv}");
    assert!(csv.lines().nth(1).is_some_and(|line| line.contains("JC-2026-0433.pdf")), "as shown: {csv}");
    let said = tests::kit::tools::succeed("pdftotext", &[paper.as_os_str(), "-".as_ref()]);
    assert!(said.contains("JC-2026-0401.pdf"), "{said}");
    let verified = person.actions().iter().filter(|action| *action == "verified").count();
    assert!(verified >= 5, "each of them is in the log: {verified}");
}

fn a_report_that_its_verifier_signs(language: Language) {
    let person = Person::new(language);
    person.settle(&serde_json::json!({ "guideDone": true }));
    folder(&person, language);
    let (paper, package) = (person.path("paper.pdf"), person.path("evidence.zip"));
    let window = Window::open(&person, "report", Some(&person.path("signed.pdf")));
    person.answer(&[&paper, &package]);
    window.see_pages().click("verdict-details").click("article13").see_count("article13-condition", 4);
    window.shot("article-13").click("save-report").click("report-sign").see("report-identity").shot("asked");
    window.write("report-pin", PIN).click("report-confirm").gone("report-dialog").shot("saved");
    assert_eq!(tests::kit::tools::pdfsig(&paper, None), ["Signature is Valid."]);
    let report = person.verify("paper.pdf");
    assert_eq!(report["signatures"][0]["kind"], "certification", "{report:#}");

    // Everything that proves it goes into one file.
    window.click("save-package").click("package-sign").click("package-consent").shot("packing");
    window.write("package-pin", PIN).click("package-confirm").see("package-done").shot("packed");
    window.click("package-close").gone("package-dialog");
    let checked = person.run(&["evidence", "check", "evidence.zip", "--json"]);
    let checked: serde_json::Value = serde_json::from_slice(&checked.stdout).expect("what is in it");
    assert_eq!(checked["signature"]["signatures"][0]["integrity"], "intact", "{checked:#}");
    assert_eq!(checked["document"]["signatures"][0]["integrity"], "intact", "{checked:#}");
}
