//! The office itself: roles apart, incidents, inspections, what nobody uses, logs of all stations, letters that are forged.

use tests::kit::command::Desk;
use tests::kit::laboratory::{AUDITOR, FIRST, Laboratory, PIN, assert_refused, letters};

/// roles-apart: the auditor audits and decides nothing (RS18 §7)
#[test]
fn managing_and_auditing_are_different_persons_work() {
    let laboratory = Laboratory::open();
    let words = ["identity", "suspend", "张三", "--by", AUDITOR, "--why", "x", "--pin-stdin"];
    assert_refused(&laboratory.office.run_with(&format!("{PIN}\n"), &words), "RS18 §7");
    let incident = [
        "office",
        "incidents",
        "--add",
        "misuse",
        "--person",
        "张三",
        "--words",
        "代签",
        "--measure",
        "警告",
        "--by",
        AUDITOR,
        "--pin-stdin",
    ];
    laboratory.office.succeed_with(&format!("{PIN}\n"), &incident);
    assert!(laboratory.office.succeed(&["office", "incidents"]).contains("代签"));
    let nobody = ["identity", "suspend", "张三", "--by", "路人", "--why", "x", "--pin-stdin"];
    assert_eq!(laboratory.office.run_with(&format!("{PIN}\n"), &nobody).status, 64);
    let wrong = laboratory
        .office
        .run_with("wrong pin 5\n", &["identity", "renew", "张三", "--by", FIRST, "--pin-stdin"]);
    assert_eq!(wrong.status, 5);
}

/// inspection, unused, training, backup: the month on paper, and what is to be done
#[test]
fn a_month_is_inspected_and_the_report_says_what_is_to_be_done() {
    let laboratory = Laboratory::open();
    let office = &laboratory.office;
    let policy = ["office", "policy", "unused-days=1", "--by", FIRST, "--pin-stdin"];
    office.succeed_with(&format!("{PIN}\n"), &policy);
    let unused = office.succeed(&["office", "unused"]);
    assert!(unused.contains("王五"), "{unused}");
    let year = jiff_year();
    let found: serde_json::Value =
        serde_json::from_str(&office.succeed(&["office", "report", &year, "--json"])).unwrap();
    let of = |list: &str, name: &str| {
        found[list]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["state"] == name)
            .map(|one| one["count"].clone())
    };
    assert_eq!(of("signatures", "李四"), Some(6.into()), "{found}");
    assert!(
        found["toDo"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["rule"] == "unused" && one["clause"] == "RS9 六.3")
    );
    assert!(found["stations"].as_array().unwrap().len() == 3);
    office.succeed(&["office", "report", &year, "-o", "report.pdf"]);
    assert!(office.read("report.pdf").starts_with(b"%PDF"));
    laboratory.li.put("both.pdf", std::fs::read(letters().join("JC-2026-0417-1-b.pdf")).unwrap());
    laboratory.li.succeed(&["office", "compliance", "both.pdf", "-o", "sheet.pdf"]);
    assert!(laboratory.li.read("sheet.pdf").starts_with(b"%PDF"));
}

/// The sample's month lies in the last thirty days: the year of its middle.
fn jiff_year() -> String {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    (1970 + seconds / 31_556_952).to_string()
}

/// Takes the office's next directory over, and gives what the station said.
fn next_directory(laboratory: &Laboratory, station: &Desk, name: &str) -> String {
    let ran = laboratory.both(&["office", "export-update", "-o", name]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    station.succeed(&["office", "import-update", laboratory.office.path(name).to_str().unwrap()])
}

fn alarms(desk: &Desk) -> usize {
    desk.actions().iter().filter(|action| *action == "alarm").count()
}

/// log-cut: rows of a station's log that the office saw and countersigned are missing: the next directory tells, and the
/// office does not take the shorter log over
#[test]
fn a_log_that_was_cut_is_noticed_from_the_offices_memory() {
    let laboratory = Laboratory::open();
    let zhang = &laboratory.zhang;
    let whole = next_directory(&laboratory, zhang, "before.vletter");
    assert!(!whole.contains("RS13 2.3") && alarms(zhang) == 0, "{whole}");
    // As somebody would who knows the program: guards off, the last rows away, guards on, and the copy of the head too.
    let db = rusqlite::Connection::open(zhang.profile().join("log.sqlite")).unwrap();
    let mut statement =
        db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid").unwrap();
    let guards: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    drop(statement);
    let rows: i64 = db.query_row("SELECT max(seq) FROM entries", [], |row| row.get(0)).unwrap();
    db.execute_batch("DROP TRIGGER no_update; DROP TRIGGER no_delete; DROP TRIGGER only_append;").unwrap();
    db.execute("DELETE FROM entries WHERE seq > ?1", [rows / 2]).unwrap();
    guards.iter().for_each(|sql| db.execute_batch(sql).unwrap());
    drop(db);
    std::fs::remove_file(zhang.profile().join("log.sqlite.head")).unwrap();
    assert_eq!(zhang.run(&["log", "verify"]).status, 0, "by itself the shorter log is whole");
    let told = next_directory(&laboratory, zhang, "after.vletter");
    assert!(told.contains("RS13 2.3"), "{told}");
    assert_eq!(alarms(zhang), 1);
    // Growing over the old length does not heal it: what stands there is not what the office saw.
    while zhang.log().len() as i64 <= rows {
        zhang.succeed(&[
            "office",
            "import-update",
            laboratory.office.path("after.vletter").to_str().unwrap(),
        ]);
    }
    assert!(next_directory(&laboratory, zhang, "later.vletter").contains("RS13 2.3"));
    zhang.succeed(&["log", "export", "-o", "short.json"]);
    assert_refused(&laboratory.receive(&zhang.path("short.json")), "RS13 2.3");
}

/// log-cut: another log altogether in the place of the one that was there
#[test]
fn a_log_that_was_exchanged_is_noticed_too() {
    let laboratory = Laboratory::open();
    let zhang = &laboratory.zhang;
    for file in ["log.sqlite", "log.sqlite-wal", "log.sqlite-shm", "log.sqlite.head", "signing.lock"] {
        let _ = std::fs::remove_file(zhang.profile().join(file));
    }
    let told = next_directory(&laboratory, zhang, "after.vletter");
    assert!(told.contains("RS13 2.3"), "{told}");
    assert_eq!(alarms(zhang), 1);
    assert_eq!(zhang.run(&["log", "verify"]).status, 0, "the new one is whole by itself");
    zhang.succeed(&["log", "export", "-o", "log.json"]);
    let ran = laboratory.receive(&zhang.path("log.json"));
    assert_eq!(ran.status, 0, "{}", ran.err);
    let stations: serde_json::Value =
        serde_json::from_str(&laboratory.office.succeed(&["office", "report", &jiff_year(), "--json"]))
            .unwrap();
    assert_eq!(
        stations["stations"].as_array().unwrap().len(),
        4,
        "a fourth log, where there are three stations"
    );
}

/// Directories: bound to one office, never back to an older one, and nobody else's.
#[test]
fn a_directory_is_the_offices_own_and_never_an_older_one() {
    let laboratory = Laboratory::open();
    let stranger = Desk::new();
    let first = letters().join("directory-first.vletter");
    let last = letters().join("directory-last.vletter");
    let take = |desk: &Desk, letter: &std::path::Path, more: &[&str]| {
        let words = ["office", "import-update", letter.to_str().unwrap()];
        desk.run(&[&words[..], more].concat())
    };
    assert_eq!(take(&stranger, &last, &[]).status, 4, "a station is bound only to a root that was compared");
    assert_eq!(take(&stranger, &last, &["--bind", "0000000000000000"]).status, 4);
    let state: serde_json::Value =
        serde_json::from_str(&laboratory.office.succeed(&["office", "show", "--json"])).unwrap();
    let root = state["directory"]["root"].as_str().unwrap();
    assert_eq!(state["sample"], true);
    let ran = take(&stranger, &last, &["--bind", root]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(take(&stranger, &first, &[]).status, 4, "not back to an older one");
    let bent = std::fs::read_to_string(&last).unwrap().replacen("检测员", "检测师", 1);
    let bent = stranger.put("bent.vletter", bent);
    assert_eq!(take(&stranger, &bent, &[]).status, 4);
    // What a station remembers cannot be edited by hand.
    let memory = stranger.profile().join("memory.json");
    let text = std::fs::read_to_string(&memory).unwrap();
    std::fs::write(&memory, text.replacen("directory", "directorx", 1)).unwrap();
    assert_eq!(stranger.run(&["office", "show"]).status, 4);
}

/// token-life: several tokens for a person, and the one that is worn out is told
#[test]
fn tokens_are_kept_in_an_inventory_and_watched() {
    let laboratory = Laboratory::open();
    let words = [
        "office",
        "person",
        "张三",
        "--token",
        "A1:2015-01-01:2025-01-01:primary",
        "A2:2026-01-01:2036-01-01:secondary",
        "--by",
        FIRST,
        "--pin-stdin",
    ];
    laboratory.office.succeed_with(&format!("{PIN}\n"), &words);
    let person = laboratory.person("张三");
    assert_eq!(person["tokens"].as_array().unwrap().len(), 2);
    let report = laboratory.office.succeed(&["office", "report", &jiff_year(), "--json"]);
    assert!(report.contains("token-life") && report.contains("RS8 三.3"), "{report}");
}

/// clear-image, unique-image, name-matches: what an application shows of a person
#[test]
fn a_picture_is_clear_and_nobody_elses_and_the_name_is_the_certificates() {
    let laboratory = Laboratory::open();
    let office = &laboratory.office;
    office.succeed(&["seal", "make", "赵七", "--label", "specimen"]);
    office.succeed(&["seal", "show", "specimen", "-o", "large.png", "--dpi", "300"]);
    office.succeed(&["seal", "show", "specimen", "-o", "small.png", "--dpi", "36"]);
    let desk = Desk::new();
    for name in ["large.png", "small.png"] {
        desk.put(name, office.read(name));
    }
    let apply = |desk: &Desk, name: &str, output: &str, more: &[&str]| {
        let words = [
            "identity",
            "apply",
            "--name",
            name,
            "--organization",
            "Sample Testing Laboratory (sample)",
            "--purpose",
            "检测报告",
            "--key",
            "p256",
            "-o",
            output,
            "--pin-stdin",
        ];
        desk.succeed_with("before 2026\n", &[&words[..], more].concat());
    };
    apply(&desk, "赵七", "small.vletter", &["--image", "small.png"]);
    assert_refused(&laboratory.receive(&desk.path("small.vletter")), "RS3 4.3");
    apply(&desk, "赵七", "one.vletter", &["--image", "large.png"]);
    assert_eq!(laboratory.receive(&desk.path("one.vletter")).status, 0);
    apply(&desk, "孙八", "two.vletter", &["--image", "large.png"]);
    assert_refused(&laboratory.receive(&desk.path("two.vletter")), "RS12 3.2");

    assert_eq!(laboratory.step("renew", "P0001", &[]).status, 0);
    apply(&laboratory.zhang, "张三丰", "renew.vletter", &["--renews", "P0001"]);
    assert_eq!(laboratory.receive(&laboratory.zhang.path("renew.vletter")).status, 0);
    assert_refused(&laboratory.both(&["identity", "issue", "P0001", "-o", "copy.vissue"]), "RS3 4.3");
}
