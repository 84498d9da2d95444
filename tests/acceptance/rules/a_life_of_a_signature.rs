//! From application to the end: apply → check → approve → issue → first PIN → sign → lose → revoke → verify again.

use tests::kit::command::Desk;
use tests::kit::laboratory::{FIRST, Laboratory, PIN, assert_refused, letters, sign};

const NAME: &str = "赵七";
const APPLIED: &str = "before 2026";
const OWN: &str = "my own pin 9";

fn apply(desk: &Desk, output: &str, more: &[&str]) {
    let words = [
        "identity",
        "apply",
        "--name",
        NAME,
        "--organization",
        "Sample Testing Laboratory (sample)",
        "--post",
        "检测员",
        "--purpose",
        "检测报告",
        "--condition",
        "anywhere",
        "--key",
        "p256",
        "--id-number",
        "320501199001011234",
        "-o",
        output,
        "--pin-stdin",
    ];
    desk.succeed_with(&format!("{APPLIED}\n"), &[&words[..], more].concat());
}

fn issue(laboratory: &Laboratory, person: &str, output: &str) -> String {
    let ran = laboratory.both(&["identity", "issue", person, "-o", output, "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let issued: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    issued["initialPin"].as_str().unwrap().to_owned()
}

/// checked-first, approved-first, reason-needed, two-persons, initial-pin, pin-strength, pin-history, suspended, revoked
#[test]
fn it_is_applied_for_issued_used_lost_and_revoked() {
    let laboratory = Laboratory::open();
    let desk = Desk::new();
    apply(&desk, "application.vletter", &[]);
    let letter = std::fs::read_to_string(desk.path("application.vletter")).unwrap();
    assert!(!letter.contains("19900101"), "the number of the identity card leaves masked");
    let ran = laboratory.receive(&desk.path("application.vletter"));
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(laboratory.receive(&desk.path("application.vletter")).status, 4, "once");

    let early = laboratory.both(&["identity", "issue", NAME, "-o", "early.vissue"]);
    assert_refused(&early, "RS2");
    assert_refused(&laboratory.step("approve", NAME, &[]), "RS2");
    assert_refused(&laboratory.step("reject", NAME, &[]), "RS9 四");
    assert_eq!(laboratory.step("check", NAME, &["--attach", "nothing.jpg"]).status, 4);
    assert_eq!(laboratory.step("check", NAME, &[]).status, 0);
    assert_refused(&laboratory.both(&["identity", "issue", NAME, "-o", "early.vissue"]), "RS1 3");
    assert_eq!(laboratory.step("approve", NAME, &[]).status, 0);

    let alone = ["identity", "issue", NAME, "-o", "early.vissue", "--keyholder", FIRST, "--pin-stdin"];
    assert_refused(&laboratory.office.run_with(&format!("{PIN}\n"), &alone), "RS18 §7");
    let initial = issue(&laboratory, NAME, "copy.vissue");
    assert!(!laboratory.office.names().contains(&"early.vissue".to_owned()));

    let copy = laboratory.office.path("copy.vissue");
    let import = ["identity", "import", copy.to_str().unwrap(), "--pin-stdin"];
    assert_eq!(desk.run_with("wrong pin 1\nbefore 2026\n", &import).status, 4);
    desk.succeed_with(&format!("{initial}\n{APPLIED}\n"), &import);
    // The receipt waits until it is written, once.
    desk.succeed(&["identity", "receipt", NAME, "-o", "receipt.vletter"]);
    assert_eq!(desk.run(&["identity", "receipt", NAME, "-o", "again.vletter"]).status, 64);
    assert_eq!(laboratory.receive(&desk.path("receipt.vletter")).status, 0);

    desk.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    let with = |pin: &str, output: &str| {
        let words = [
            "sign",
            "in.pdf",
            "-o",
            output,
            "--identity",
            NAME,
            "--consent",
            "--kind",
            "检测报告",
            "--pin-stdin",
        ];
        desk.run_with(&format!("{pin}\n"), &words)
    };
    assert_refused(&with(&initial, "out.pdf"), "RS8 一.1");
    let change = |old: &str, new: &str| {
        desk.run_with(&format!("{old}\n{new}\n"), &["identity", "pin", NAME, "--pin-stdin"])
    };
    assert_refused(&change(&initial, "83051764"), "RS18 §8");
    assert_refused(&change(&initial, &initial), "RS2");
    assert_eq!(change(&initial, OWN).status, 0);
    let ran = with(OWN, "out.pdf");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(desk.run(&["verify", "out.pdf"]).status, 0, "trusted through the office's directory");

    desk.succeed(&["identity", "suspend", NAME, "--loss", "--why", "电脑丢失", "-o", "notice.vletter"]);
    assert_refused(&with(OWN, "again.pdf"), "RS4 Art.15");
    let ran = laboratory.receive(&desk.path("notice.vletter"));
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("1 documents"), "what was signed is listed: {}", ran.out);
    assert_eq!(laboratory.person(NAME)["entry"]["state"], "suspended");
    assert_refused(&laboratory.step("revoke", NAME, &[]), "RS9 四");
    assert_eq!(laboratory.step("revoke", NAME, &["--why", "丢失", "--compromise"]).status, 0);
    assert_refused(&laboratory.step("resume", NAME, &["--why", "找到"]), "RS3 5.2");
    laboratory.update(&[&desk, &laboratory.li]);
    desk.put("copy.pdf", desk.read("out.pdf"));
    let out = desk.path("out.pdf");
    let ran = laboratory.li.run(&["verify", out.to_str().unwrap()]);
    assert_eq!(ran.status, 2, "{}", ran.out);
    assert!(ran.out.contains("revoked"), "{}", ran.out);
}

/// five-tries, unlock-by-office
#[test]
fn five_wrong_pins_lock_and_only_the_office_unlocks() {
    let laboratory = Laboratory::open();
    let li = &laboratory.li;
    li.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    let try_with = |pin: &str| {
        let words = ["sign", "in.pdf", "-o", "out.pdf", "--identity", "李四", "--consent", "--pin-stdin"];
        li.run_with(&format!("{pin}\n"), &words)
    };
    for _ in 0..5 {
        assert_eq!(try_with("wrong pin 8").status, 5);
    }
    assert_eq!(try_with(PIN).status, 5, "the right one opens nothing now");
    li.succeed(&["identity", "unlock", "李四", "-o", "request.vletter"]);
    let request = li.path("request.vletter");
    let answer =
        |output: &str| laboratory.both(&["identity", "unlock", request.to_str().unwrap(), "-o", output]);
    let ran = answer("unlock.vletter");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(answer("second.vletter").status, 4, "one request, one answer");
    let unlock = laboratory.office.path("unlock.vletter");
    let elsewhere = laboratory.wang.run(&["office", "import-update", unlock.to_str().unwrap()]);
    assert_eq!(elsewhere.status, 4, "{}", elsewhere.out);
    li.succeed(&["office", "import-update", unlock.to_str().unwrap()]);
    assert_eq!(li.run(&["office", "import-update", unlock.to_str().unwrap()]).status, 4, "used once");
    let ran = sign(li, "李四", "in.pdf", "out.pdf", &[]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let actions = li.actions();
    for action in ["wrong-pin", "locked", "unlock-asked", "unlocked"] {
        assert!(actions.iter().any(|one| one == action), "{action}: {actions:?}");
    }
}

/// destruction, retention, one-identity, ended-for-good
#[test]
fn what_is_destroyed_leaves_certificate_log_and_record() {
    let laboratory = Laboratory::open();
    let wang = &laboratory.wang;
    wang.succeed(&["identity", "destroy", "王五"]);
    assert_eq!(
        wang.run(&["identity", "list"]).out.trim(),
        wang.run(&["--lang", "en", "identity", "list"]).out.trim()
    );
    let log = wang.succeed(&["log", "show", "--action", "identity-removed", "--json"]);
    assert!(log.contains("identity-removed"), "{log}");
    assert_eq!(wang.run(&["log", "verify"]).status, 0);
    assert_refused(&laboratory.both(&["identity", "issue", "李四", "-o", "x.vissue"]), "RS6 3");
    assert_eq!(laboratory.step("revoke", "王五", &["--why", "离职"]).status, 0);
    let ran = laboratory.step("destroy", "王五", &["--why", "离职"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let person = laboratory.person("王五");
    assert_eq!(person["entry"]["state"], "destroyed");
    assert_eq!(person["certificates"].as_array().unwrap().len(), 1, "the certificate stays");
    assert!(person["steps"].as_array().unwrap().len() >= 6, "and so does every step");
    assert_eq!(laboratory.step("resume", "王五", &["--why", "x"]).status, 5);
}

/// left: another post ends what was bound to the old one
#[test]
fn another_post_ends_what_was_bound_to_the_old_one() {
    let laboratory = Laboratory::open();
    let more = ["--post", "授权签字人", "--from", "2026-01-01", "--why", "调岗"];
    let ran = laboratory.step("transfer", "张三", &more);
    assert_eq!(ran.status, 0, "{}", ran.err);
    laboratory.update(&[&laboratory.zhang]);
    let zhang = &laboratory.zhang;
    tests::kit::laboratory::travel(zhang);
    zhang.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    let ran = sign(zhang, "张三", "in.pdf", "out.pdf", &[]);
    assert_refused(&ran, "RS17 4.4");
}

/// issue-due, pick-up: five working days from the application to the issue, then the receipt is awaited (RS16)
#[test]
fn an_application_has_its_day_and_a_copy_is_picked_up() {
    let laboratory = Laboratory::open();
    let desk = Desk::new();
    let due = |rule: &str| -> Option<serde_json::Value> {
        let told = laboratory.office.succeed(&["station", "--due", "--json"]);
        let told: Vec<serde_json::Value> = serde_json::from_str(&told).unwrap();
        told.into_iter().find(|one| one["rule"] == rule && one["about"] == NAME)
    };
    assert_eq!(due("issue-due"), None);
    apply(&desk, "application.vletter", &[]);
    assert_eq!(laboratory.receive(&desk.path("application.vletter")).status, 0);
    // Five working days take seven days of the calendar, and less only from one weekend on.
    let open = due("issue-due").unwrap();
    assert!((5..=7).contains(&open["days"].as_i64().unwrap()) && open["clause"] == "RS16 5日", "{open}");
    assert_eq!(laboratory.step("check", NAME, &[]).status, 0);
    assert_eq!(laboratory.step("approve", NAME, &[]).status, 0);
    assert_eq!(due("issue-due"), Some(open));
    assert_eq!(due("pick-up"), None);
    let initial = issue(&laboratory, NAME, "copy.vissue");
    assert_eq!(due("issue-due"), None);
    assert_eq!(due("pick-up").unwrap()["days"], 0);
    assert!(laboratory.office.succeed(&["station", "--due"]).contains(NAME));

    let copy = laboratory.office.path("copy.vissue");
    let import = ["identity", "import", copy.to_str().unwrap(), "--pin-stdin"];
    desk.succeed_with(&format!("{initial}\n{APPLIED}\n"), &import);
    desk.succeed(&["identity", "receipt", NAME, "-o", "receipt.vletter"]);
    assert_eq!(laboratory.receive(&desk.path("receipt.vletter")).status, 0);
    assert_eq!(due("pick-up"), None);
}
