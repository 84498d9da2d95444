//! Who else must be there, and whose documents: a second named person beside the signer, the department that a document is
//! of; officers of the office who come later, their PINs, and the root's key in a safe.

use tests::kit::command::{Desk, Outcome};
use tests::kit::laboratory::{
    AUDITOR, FIRST, KIND, Laboratory, PIN, SEAL, SECOND, SECOND_PIN, assert_refused, letters, sign,
};
use tests::kit::preload::{self, DAY, run_at};

fn policy(laboratory: &Laboratory, setting: &str) {
    let words = ["office", "policy", setting, "--by", FIRST, "--pin-stdin"];
    laboratory.office.succeed_with(&format!("{PIN}\n"), &words);
}

fn person(laboratory: &Laboratory, who: &str, more: &[&str]) {
    let words = ["office", "person", who, "--by", FIRST, "--pin-stdin"];
    laboratory.office.succeed_with(&format!("{PIN}\n"), &[&words[..], more].concat());
}

/// Brings 王五's identity to the station of 李四: two people who share a computer. There the office issues it anew.
fn move_in(laboratory: &Laboratory) {
    let li = &laboratory.li;
    assert_eq!(laboratory.step("renew", "王五", &[]).status, 0);
    let apply = [
        "identity",
        "apply",
        "--name",
        "王五",
        "--organization",
        "Sample Testing Laboratory (sample)",
        "--purpose",
        "检测报告",
        "--renews",
        "P0003",
        "--key",
        "p256",
        "-o",
        "apply.vletter",
        "--pin-stdin",
    ];
    li.succeed_with("before 2027\n", &apply);
    assert_eq!(laboratory.receive(&li.path("apply.vletter")).status, 0);
    let ran = laboratory.both(&["identity", "issue", "王五", "-o", "copy.vissue", "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let issued: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let initial = issued["initialPin"].as_str().unwrap();
    let copy = laboratory.office.path("copy.vissue");
    li.succeed_with(
        &format!("{initial}\nbefore 2027\n"),
        &["identity", "import", copy.to_str().unwrap(), "--pin-stdin"],
    );
    let with_initial = sign_with(li, &[PIN, initial], "initial.pdf");
    assert_refused(&with_initial, "RS8 一.1"); // an initial PIN confirms nothing either
    li.succeed_with(&format!("{initial}\nmy second 8\n"), &["identity", "pin", "王五", "--pin-stdin"]);
}

/// Signs as 李四 with 王五 as the second person.
fn sign_with(desk: &Desk, pins: &[&str], output: &str) -> Outcome {
    let words = [
        "sign",
        "in.pdf",
        "-o",
        output,
        "--identity",
        "李四",
        "--consent",
        "--kind",
        KIND,
        "--second",
        "王五",
        "--pin-stdin",
    ];
    desk.run_with(&pins.iter().map(|pin| format!("{pin}\n")).collect::<String>(), &words)
}

/// second-factor: a second named person confirms with their own PIN at the same station (RS2, RS15)
#[test]
fn a_second_person_confirms_with_their_own_pin() {
    let laboratory = Laboratory::open();
    let li = &laboratory.li;
    li.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    policy(&laboratory, "second-factor=person");
    laboratory.update(&[li]);
    assert_refused(&sign(li, "李四", "in.pdf", "alone.pdf", &[]), "RS2");
    let own = ["--second", "李四"];
    let words =
        ["sign", "in.pdf", "-o", "own.pdf", "--identity", "李四", "--consent", "--kind", KIND, "--pin-stdin"];
    let ran = li.run_with(&format!("{PIN}\n{PIN}\n"), &[&words[..], &own].concat());
    assert_refused(&ran, "RS2"); // nobody is their own second person
    let nobody = li.run_with(&format!("{PIN}\n{PIN}\n"), &[&words[..], &["--second", "路人"]].concat());
    assert_eq!(nobody.status, 64, "{}", nobody.err);

    move_in(&laboratory);
    let wrong = sign_with(li, &[PIN, "wrong pin 4"], "out.pdf");
    assert_eq!(wrong.status, 5, "{}", wrong.err);
    assert!(wrong.err.contains("王五"), "it is said whose PIN was wrong: {}", wrong.err);
    assert!(!li.names().contains(&"out.pdf".to_owned()), "nothing was written");
    let tries: serde_json::Value =
        serde_json::from_str(&li.succeed(&["identity", "list", "--json"])).unwrap();
    let left = |name: &str| {
        tries.as_array().unwrap().iter().find(|one| one["label"] == name).unwrap()["triesLeft"].clone()
    };
    assert_eq!((left("李四"), left("王五")), (5.into(), 4.into()), "their own try was spent");

    let ran = sign_with(li, &[PIN, "my second 8"], "out.pdf");
    assert_eq!(ran.status, 0, "{}", ran.err);
    li.succeed(&["log", "export", "-o", "log.json"]);
    let log: serde_json::Value = serde_json::from_slice(&li.read("log.json")).unwrap();
    let rows = log["entries"].as_array().unwrap();
    let row = rows.iter().rev().find(|row| row["record"]["action"] == "signed").unwrap();
    assert_eq!(row["record"]["params"]["second-person"], "王五", "{row}");
    assert_eq!(row["record"]["params"]["second-certificate"].as_str().unwrap().len(), 64);
    // A report of what was judged is confirmed like the document itself.
    let report =
        ["verify", "out.pdf", "--report", "report.pdf", "--sign-as", "李四", "--kind", KIND, "--pin-stdin"];
    assert_refused(&li.run_with(&format!("{PIN}\n"), &report), "RS2");
    let pins = format!("{PIN}\nmy second 8\n");
    let confirmed = li.run_with(&pins, &[&report[..], &["--second", "王五"]].concat());
    assert_eq!(confirmed.status, 0, "{}", confirmed.err);
    assert!(li.names().contains(&"report.pdf".to_owned()));
    // Whoever is suspended confirms nothing.
    assert_eq!(laboratory.step("suspend", "王五", &["--why", "丢失"]).status, 0);
    laboratory.update(&[li]);
    assert_refused(&sign_with(li, &[PIN, "my second 8"], "late.pdf"), "RS2");
}

/// department: a signature and a seal are for the documents of their departments, as declared when signing (RS10 六.1, RS7 1)
#[test]
fn a_document_is_of_a_department_and_others_do_not_sign_it() {
    let laboratory = Laboratory::open();
    let li = &laboratory.li;
    li.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    person(&laboratory, "李四", &["--kind", KIND, "--for-department", "检测一室", "检测二室"]);
    laboratory.update(&[li]);
    assert_refused(&sign(li, "李四", "in.pdf", "unsaid.pdf", &[]), "RS10 六.1");
    assert_refused(&sign(li, "李四", "in.pdf", "three.pdf", &["--department", "检测三室"]), "RS10 六.1");
    let ran = sign(li, "李四", "in.pdf", "two.pdf", &["--department", "检测二室"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    li.succeed(&["log", "export", "-o", "log.json"]);
    let log = String::from_utf8(li.read("log.json")).unwrap();
    assert!(log.contains("\"department\":\"检测二室\""), "what was declared stands in the log");

    let wang = &laboratory.wang;
    wang.put("both.pdf", std::fs::read(letters().join("JC-2026-0417-1-b.pdf")).unwrap());
    let keep = [
        "office",
        "seals",
        "--keep",
        SEAL,
        "--custodian",
        "王五",
        "--kind",
        KIND,
        "--for-department",
        "检测一室",
        "--needs-post",
        "授权签字人",
        "--approver",
        "李四",
        "--by",
        FIRST,
        "--pin-stdin",
    ];
    laboratory.office.succeed_with(&format!("{PIN}\n"), &keep);
    laboratory.update(&[wang]);
    let may = |department: &str| {
        let words = ["office", "may-seal", "both.pdf", "--seal", SEAL, "--identity", "王五", "--kind", KIND];
        let ran = wang.run(&[&words[..], &["--department", department, "--json"]].concat());
        let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        (ran.status, answer["blocks"][0]["id"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(may("检测二室"), (5, "department".to_owned()));
    assert_eq!(may("检测一室"), (0, String::new()));
}

/// pin-age, pin-history, pin-strength, two-persons, roles-apart: officers are added with both keyholders' leave, and their PINs
/// are under the same rules as everybody's (RS18 §7, §8)
#[test]
fn officers_come_later_and_change_their_pins() {
    let laboratory = Laboratory::open();
    let office = &laboratory.office;
    let add = |keyholders: &[&str], name: &str, role: &str, pins: &str| {
        let mut words = vec!["office", "add-officer", name, "--role", role, "--pin-stdin"];
        keyholders.iter().for_each(|one| words.extend(["--keyholder", *one]));
        office.run_with(pins, &words)
    };
    let both = format!("{PIN}\n{SECOND_PIN}\n");
    assert_refused(&add(&[FIRST], "周审计", "audit", &format!("{PIN}\nauditor 77\n")), "RS18 §7");
    assert_refused(&add(&[FIRST, SECOND], "周审计", "audit", &format!("{both}12345678\n")), "RS18 §8");
    assert_refused(&add(&[FIRST, SECOND], AUDITOR, "manage", &format!("{both}manager 77\n")), "RS18 §7");
    let ran = add(&[FIRST, SECOND], "周审计", "audit", &format!("{both}auditor 77\n"));
    assert_eq!(ran.status, 0, "{}", ran.err);
    let state: serde_json::Value =
        serde_json::from_str(&office.succeed(&["office", "show", "--json"])).unwrap();
    let new = state["officers"].as_array().unwrap().iter().find(|one| one["name"] == "周审计").unwrap();
    assert_eq!(
        (&new["role"], &new["keyholder"], &new["pinAge"]),
        (&"audit".into(), &false.into(), &0.into())
    );
    let incident = |pin: &str| {
        let words =
            ["office", "incidents", "--add", "other", "--words", "抽查", "--by", "周审计", "--pin-stdin"];
        office.run_with(&format!("{pin}\n"), &words)
    };
    assert_eq!(incident("auditor 77").status, 0);

    let change = |officer: &str, old: &str, new: &str| {
        office.run_with(&format!("{old}\n{new}\n"), &["office", "pin", officer, "--pin-stdin"])
    };
    assert_eq!(change("周审计", "wrong pin 2", "auditor 88").status, 5);
    assert_refused(&change("周审计", "auditor 77", "auditor 77"), "RS2");
    let weak = change("周审计", "auditor 77", "88888888");
    assert_refused(&weak, "RS18 §8");
    assert!(weak.err.contains("at least 8 characters"), "as many as this house asks for: {}", weak.err);
    assert_eq!(change("周审计", "auditor 77", "auditor 88").status, 0);
    assert_eq!(incident("auditor 77").status, 5, "the old one opens nothing");
    assert_eq!(incident("auditor 88").status, 0);
    assert_eq!(change("路人", "x", "stranger 8").status, 64);
    // A keyholder's half of the authority is the key's, not the PIN's: both still open it together.
    assert_eq!(change(FIRST, PIN, "keyholder 77").status, 0);
    let words = [
        "office",
        "export-update",
        "-o",
        "d.vletter",
        "--keyholder",
        FIRST,
        "--keyholder",
        SECOND,
        "--pin-stdin",
    ];
    assert_eq!(office.run_with(&both, &words).status, 5, "the old PIN opens nothing");
    let ran = office.run_with(&format!("keyholder 77\n{SECOND_PIN}\n"), &words);
    assert_eq!(ran.status, 0, "{}", ran.err);
    laboratory.li.succeed(&["office", "import-update", office.path("d.vletter").to_str().unwrap()]);
}

/// pin-age: an officer whose PIN is too old decides nothing until it is changed (RS18 §8)
#[test]
fn an_officers_pin_ages_too() {
    if !preload::is_possible() {
        return;
    }
    let laboratory = Laboratory::open();
    let office = &laboratory.office;
    let suspend = |days: i64, pin: &str| {
        let words = ["identity", "suspend", "张三", "--by", FIRST, "--why", "丢失", "--pin-stdin"];
        run_at(office, days * DAY, &format!("{pin}\n"), &words)
    };
    // The sample's officers set their PINs thirty days ago.
    assert_refused(&suspend(31, PIN), "RS18 §8");
    let change =
        run_at(office, 31 * DAY, &format!("{PIN}\nkeyholder 77\n"), &["office", "pin", FIRST, "--pin-stdin"]);
    assert_eq!(change.status, 0, "{}", change.err);
    let ran = suspend(31, "keyholder 77");
    assert_eq!(ran.status, 0, "{}", ran.err);
}

/// two-persons: the root's key leaves with both keyholders, opens again where it is kept, and is gone here (RS11 4.2)
#[test]
fn the_root_is_kept_elsewhere() {
    let laboratory = Laboratory::open();
    let office = &laboratory.office;
    let state = || -> serde_json::Value {
        serde_json::from_str(&office.succeed(&["office", "show", "--json"])).unwrap()
    };
    assert_eq!(state()["rootHere"], true);
    let move_away = |keyholders: &[&str], pins: &str| {
        let mut words = vec!["office", "move-root", "-o", "root.p12", "--pin-stdin"];
        keyholders.iter().for_each(|one| words.extend(["--keyholder", *one]));
        office.run_with(pins, &words)
    };
    assert_refused(&move_away(&[FIRST], &format!("{PIN}\nin the safe 5\n")), "RS18 §7");
    assert_eq!(state()["rootHere"], true);
    let ran = move_away(&[FIRST, SECOND], &format!("{PIN}\n{SECOND_PIN}\nin the safe 5\n"));
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(state()["rootHere"], false);
    assert!(office.actions().iter().any(|action| action == "root-moved"));
    // It opens with its password, elsewhere; a second time there is nothing to move.
    let safe = Desk::new();
    safe.put("root.p12", office.read("root.p12"));
    let import = ["identity", "import", "root.p12", "--pin-stdin"];
    assert_ne!(safe.run_with("not the one 5\nsafe pin 77\n", &import).status, 0);
    assert_eq!(safe.run_with("in the safe 5\nsafe pin 77\n", &import).status, 0);
    let again = move_away(&[FIRST, SECOND], &format!("{PIN}\n{SECOND_PIN}\nin the safe 5\n"));
    assert_ne!(again.status, 0);
    // The office works on without it.
    laboratory.update(&[&laboratory.li]);
}
