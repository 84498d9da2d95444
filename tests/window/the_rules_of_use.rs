//! The rules of use in the real window: many reports of which one is not approved, a second person, nobody at the computer,
//! an officer who comes later, and a computer that comes back from its backup.

use tests::kit::command::Desk;
use tests::kit::laboratory::{
    self as kit, FIRST, KIND, Laboratory, PIN as SAMPLE_PIN, SEAL, SECOND_PIN, approve, letters,
};
use tests::kit::tools;
use tests::window::story::{self, PIN};
use tests::window::{Language, Person, Window};

crate::in_both_languages!(
    a_keeper_seals_what_is_approved,
    two_people_sign_together,
    an_officer_comes_later,
    a_computer_comes_back_from_its_backup,
);

/// Somebody who sits down at a desk of the sample laboratory.
fn sits_at(language: Language, desk: &Desk, station: &str) -> Person {
    let person = Person::new(language);
    kit::copy(desk.profile(), &person.profile());
    person.settle(&serde_json::json!({ "guideDone": true, "station": station }));
    person
}

/// A report that the sample's month left.
fn report(name: &str) -> Vec<u8> {
    std::fs::read(letters().join(name)).expect("a report of the sample")
}

/// Says what kind of documents they are, where their names do not.
fn say_kind(window: &Window, language: Language) {
    if language == Language::English {
        window.click("document-kind > option:last-of-type").write("document-kind-name", KIND);
    }
}

fn set(laboratory: &Laboratory, setting: &str) {
    let words = ["office", "policy", setting, "--by", FIRST, "--pin-stdin"];
    laboratory.office.succeed_with(&format!("{SAMPLE_PIN}\n"), &words);
}

fn a_keeper_seals_what_is_approved(language: Language) {
    let laboratory = Laboratory::open();
    let (office, li) = (&laboratory.office, &laboratory.li);
    office.succeed(&["seal", "make", "清源检测", "--label", SEAL]);
    office.succeed(&["seal", "show", SEAL, "--export", "seal.vmseal"]);
    let seal = office.path("seal.vmseal");
    laboratory.wang.succeed(&["seal", "import", seal.to_str().expect("a path")]);
    // Two are signed by everybody who must, two by one of them alone; one of these is approved.
    li.put("one.pdf", report("JC-2026-0417-3-a.pdf"));
    assert_eq!(approve(li, "李四", "ticket.vletter", &[]).status, 0);
    let person = sits_at(language, &laboratory.wang, "custodian");
    let (reports, sealed) = (person.path("reports"), person.path("sealed"));
    [&reports, &sealed].iter().for_each(|folder| std::fs::create_dir(folder).expect("a folder"));
    for (number, name) in ["1-b", "2-b", "3-a", "4-a"].iter().enumerate() {
        let path = reports.join(format!("检测报告 JC-2026-050{number}.pdf"));
        std::fs::write(path, report(&format!("JC-2026-0417-{name}.pdf"))).expect("a report");
    }
    let ticket = person.put("ticket.vletter", li.read("ticket.vletter"));

    let window = Window::open(&person, "rules-batch", None);
    person.answer(&[&reports, &sealed]);
    window.click("open-batch").see("batch-empty").click("batch-folder").see_count("batch-row", 4);
    window.click("batch-output").click("batch-stamps-change").click("stamp-add").see("stamp-head");
    window.click("batch-stamps-fold");
    say_kind(&window, language);
    window
        .see_count("batch-row-rules[data-tone=\"bad\"]", 2)
        .see_count("batch-row-rules[data-tone=\"good\"]", 2);
    window.see("rules-of-files").click("rules-show-files").see_count("batch-row", 2).shot("two-not-approved");
    person.answer(&[&ticket]);
    window.click("batch-barred [data-testid=\"rule-way-approval-first\"]");
    window.see("approvals-taken");
    window.see_count("batch-row-rules[data-tone=\"bad\"]", 1).click("batch-filter option[value=\"all\"]");
    window.see_count("batch-row-rules[data-tone=\"good\"]", 3);
    window.see("rules-of-files [data-rule=\"approval-first\"]").shot("one-not-approved");
    window.click("batch-consent").write("batch-pin", SAMPLE_PIN).click("batch-sign");
    window.see_count("batch-row[data-state=\"signed\"]", 3).see_count("batch-row[data-state=\"failed\"]", 1);
    window.click("batch-sort-state").click_nth("batch-row", 0).see_words("batch-why-failed", "RS18");
    window.shot("three-sealed");
    let files: Vec<_> =
        std::fs::read_dir(&sealed).expect("the folder").map(|file| file.expect("a file").path()).collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in &files {
        let checked = tools::pdfsig(file, None);
        assert!(checked.len() >= 2 && checked.iter().all(|one| one == "Signature is Valid."), "{checked:?}");
    }
    let used = person.actions().iter().filter(|action| *action == "ticket-used").count();
    assert_eq!(used, 1, "the approval is used up once");
    window.click("back").see("start").click("open-station").click("station-tickets");
    window.see("ticket-row[data-used=\"true\"]").shot("approval-used");
}

fn two_people_sign_together(language: Language) {
    let laboratory = Laboratory::open();
    let (li, wang) = (&laboratory.li, &laboratory.wang);
    set(&laboratory, "second-factor=person");
    laboratory.update(&[wang]);
    // Two people of the house share this computer.
    let secrets = |one: &str, other: &str| format!("{one}\n{other}\n");
    let file = wang.path("li.p12");
    let path = file.to_str().expect("a path");
    li.succeed_with(
        &secrets(SAMPLE_PIN, "between two desks"),
        &["identity", "export", "李四", "-o", path, "--pin-stdin"],
    );
    wang.succeed_with(
        &secrets("between two desks", PIN),
        &["identity", "import", path, "--label", "李四", "--pin-stdin"],
    );
    let person = sits_at(language, wang, "signer");
    let file = person.put("检测报告 JC-2026-0417.pdf", report("JC-2026-0417.pdf"));

    let window = Window::open(&person, "rules-second", Some(&file));
    window.see_pages().read_through(4).click("tool-sign").see("signing-panel").click("invisible");
    window.see("second-person");
    let is_li = window.text("step-who").contains("李四");
    let (own, others) = if is_li { (PIN, SAMPLE_PIN) } else { (SAMPLE_PIN, PIN) };
    say_kind(&window, language);
    story::look_at_the_check(&window);
    window.click("sign-consent").write("sign-pin", own).click("sign-confirm").shot("who-else");
    window.click("second-person option:not([value=\"\"])").write("second-pin", "not their pin 1");
    window.write("sign-pin", own).click("sign-confirm").see("second-pin[aria-invalid=\"true\"]");
    window.shot("wrong-pin-of-the-second");
    window.write("sign-pin", own).write("second-pin", others).shot("both").click("sign-confirm");
    window.see("result").shot("signed");
    let signed = person.path(&window.text("result-name"));
    assert_eq!(tools::pdfsig(&signed, None), ["Signature is Valid."]);
    assert!(person.run(&["log", "export", "-o", "log.json"]).status.success(), "the log is exported");
    let log = std::fs::read_to_string(person.path("log.json")).expect("the log");
    assert!(log.contains("second-person"), "{log}");
}

/// One language: a minute goes by in it.
#[test]
fn nobody_is_there_for_a_minute() {
    let laboratory = Laboratory::open();
    set(&laboratory, "idle-minutes=1");
    laboratory.update(&[&laboratory.wang]);
    let person = sits_at(Language::Chinese, &laboratory.wang, "signer");
    let file = person.put("检测报告 JC-2026-0417.pdf", report("JC-2026-0417.pdf"));
    let window = Window::open(&person, "rules-idle", Some(&file));
    window.see_pages().read_through(4).click("tool-sign").see("signing-panel").click("invisible");
    story::look_at_the_check(&window);
    window.click("sign-consent").write("sign-pin", SAMPLE_PIN);
    std::thread::sleep(std::time::Duration::from_secs(30));
    assert!(!window.shows("signing-locked"), "half a minute is not yet one");
    window.see("signing-locked").shot("nobody-there");
    assert_eq!(window.text("sign-pin"), "", "what was typed is gone");
    window.see("sign-confirm[disabled]").click("signing-unlock").gone("signing-locked");
    assert_eq!(window.count("result"), 0);
    // Whoever comes back confirms it anew.
    story::confirm_and_sign(&window, SAMPLE_PIN);
    window.see("result").shot("signed-by-who-came-back");
}

fn an_officer_comes_later(language: Language) {
    let laboratory = Laboratory::open();
    let person = sits_at(language, &laboratory.office, "office");
    let window = Window::open(&person, "rules-officers", None);
    window.click("door-office").see("office").click("office-policy").see("policy");
    let before = window.see("officer").count("officer");
    window
        .click("officer-add")
        .see("officer-dialog")
        .write("officer-name", "周审计")
        .click("officer-role-audit");
    window.write("officer-new-pin", "auditor 2026").write("officer-new-pin-again", "auditor 2026");
    window.write("office-pin-0", SAMPLE_PIN).write("office-pin-1", "not hers 2026").click("office-go");
    window.see("office-pin-1[aria-invalid=\"true\"]").shot("both-keyholders-agree");
    window.write("officer-new-pin", "auditor 2026").write("officer-new-pin-again", "auditor 2026");
    window.write("office-pin-0", SAMPLE_PIN).write("office-pin-1", SECOND_PIN).click("office-go");
    window.gone("officer-dialog").see_count("officer", before + 1).shot("added");

    window
        .click_nth("officer-pin", before)
        .see("officer-pin-dialog")
        .write("officer-old-pin", "auditor 2025");
    window.write("officer-fresh-pin", "inspects 2027").write("officer-fresh-pin-again", "inspects 2027");
    window.click("officer-pin-go").see("officer-old-pin[aria-invalid=\"true\"]").shot("wrong-old-pin");
    window.write("officer-old-pin", "auditor 2026");
    window.write("officer-fresh-pin", "inspects 2027").write("officer-fresh-pin-again", "inspects 2027");
    window.click("officer-pin-go").gone("officer-pin-dialog").see("notice").shot("pin-changed");
    // The new PIN is the one that counts.
    let mine =
        ["office", "incidents", "--add", "tampering", "--words", "演练", "--by", "周审计", "--pin-stdin"];
    person.feed("inspects 2027\n", &mine);
}

fn a_computer_comes_back_from_its_backup(language: Language) {
    const PASSWORD: &str = "kept apart from the computer";
    let before = Person::new(language);
    before.settle(&serde_json::json!({ "guideDone": true }));
    story::identity(&before, story::words(language));
    let window = Window::open(&before, "rules-backup", None);
    window.click("open-station").see("station").click("station-backup").see("backup-state");
    before.answer(&[&before.path("station.vmbackup")]);
    window.click("backup-make").see("backup").write("new-pin", PASSWORD);
    window.write("new-pin-again", PASSWORD).shot("backup").click("backup-confirm").see("backup-done");
    window.shot("backed-up").click("backup-done");
    drop(window);

    let after = Person::new(language);
    let backup =
        after.put("station.vmbackup", std::fs::read(before.path("station.vmbackup")).expect("the backup"));
    after.settle(&serde_json::json!({ "guideDone": true }));
    let window = Window::open(&after, "rules-restore", None);
    window
        .click("open-station")
        .see("station")
        .click("station-backup")
        .click("backup-restore")
        .see("restore");
    after.answer(&[&backup]);
    window.write("restore-password", "not its password").click("restore-confirm");
    window.see("restore [role=\"alert\"]").shot("wrong-password");
    after.answer(&[&backup]);
    window.write("restore-password", PASSWORD).click("restore-confirm").see("restore-facts").shot("restored");
    // The page begins anew with this press, and could not say that it heard of it.
    let press = "document.querySelector('[data-testid=\"restore-done\"]').click()";
    window.script(press, serde_json::json!([]));
    window.gone("restore").see("start").click("open-station").see("identity");
    window.see_words("identity", story::words(language).name).shot("everything-is-back");
    drop(window);
    let actions = after.actions();
    assert!(actions.iter().any(|action| action == "backup-restored"), "{actions:?}");
}
