//! Backups are tried, and a restored one gives no try and no approval back (RS14 4, RS13 3.2).

use tests::kit::command::Desk;
use tests::kit::laboratory::{Laboratory, PIN, SEAL, approve_for, assert_refused, letters};

const PASSWORD: &str = "backup pass 9\n";

/// backup, backup-fresh, ticket-used
#[test]
fn a_restored_backup_gives_no_try_and_no_approval_back() {
    let laboratory = Laboratory::open();
    let wang = &laboratory.wang;
    wang.put("one.pdf", std::fs::read(letters().join("JC-2026-0417-1-a.pdf")).unwrap());
    laboratory.li.put("one.pdf", wang.read("one.pdf"));
    approve_for(&laboratory.li, wang, "t.vletter", &["--print"]);
    wang.succeed_with(PASSWORD, &["backup", "create", "-o", "b.vbackup", "--password-stdin"]);
    let check = |password: &str| {
        wang.run_with(password, &["backup", "check", "b.vbackup", "--password-stdin", "--json"])
    };
    assert_eq!(check("another pass 1\n").status, 4);
    let facts: serde_json::Value = serde_json::from_str(&check(PASSWORD).out).unwrap();
    assert_eq!(facts["identities"], 1);
    assert!(facts["logRows"].as_u64().unwrap() > 5);
    let plain = wang.read("b.vbackup");
    assert!(!plain.windows(7).any(|window| window == b"P-256\"\x00" || window == b"memory."));

    let backup = wang.path("b.vbackup");
    let restore = |desk: &Desk| {
        desk.run_with(PASSWORD, &["backup", "restore", backup.to_str().unwrap(), "--password-stdin"])
    };
    assert_eq!(restore(wang).status, 4, "not over what is there");
    let new = Desk::new();
    let ran = restore(&new);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(new.run(&["log", "verify"]).status, 0);
    let listed: serde_json::Value =
        serde_json::from_str(&new.succeed(&["identity", "list", "--json"])).unwrap();
    assert_eq!(listed[0]["triesLeft"], 1, "no try is given back");
    new.put("one.pdf", wang.read("one.pdf"));
    assert_refused(&new.run(&["office", "may-seal", "one.pdf", "--seal", SEAL, "--print"]), "RS14 4");
    let wrong = [
        "sign",
        "one.pdf",
        "-o",
        "x.pdf",
        "--identity",
        "王五",
        "--consent",
        "--kind",
        "检测报告",
        "--pin-stdin",
    ];
    assert_eq!(new.run_with("wrong pin 3\n", &wrong).status, 5);
    assert_eq!(new.run_with(&format!("{PIN}\n"), &wrong).status, 5, "the one try was used");
}

/// The office's own backup holds its register, and is tried with it.
#[test]
fn the_offices_backup_holds_the_register() {
    let laboratory = Laboratory::open();
    let office = &laboratory.office;
    office.succeed_with(PASSWORD, &["backup", "create", "-o", "b.vbackup", "--password-stdin"]);
    let facts: serde_json::Value = serde_json::from_str(
        &office.succeed_with(PASSWORD, &["backup", "check", "b.vbackup", "--password-stdin", "--json"]),
    )
    .unwrap();
    assert_eq!(facts["people"], 3);
}
