//! Each signature carries the state of the log: whoever cuts its end, with the copy of its head, is found by a later PDF.

use rusqlite::Connection;
use serde_json::Value;
use tests::kit::command::{Desk, Outcome};
use tests::kit::pdf::Listing;
use tests::kit::structures;

/// Three signed files; the log has six rows.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    for number in 1..=3 {
        desk.signed("in.pdf", &format!("{number}.pdf"), &["--reason", &format!("No. {number}")]);
    }
    desk
}

fn against(desk: &Desk, files: &[&str]) -> (Outcome, Value) {
    let mut words = vec!["log", "verify", "--json"];
    files.iter().for_each(|file| words.extend(["--against", *file]));
    let ran = desk.run(&words);
    let state =
        serde_json::from_str(&ran.out).unwrap_or_else(|fault| panic!("{fault}: {}{}", ran.out, ran.err));
    (ran, state)
}

/// Deletes all rows behind `last` and rolls the copy of the head back, as somebody would who knows the program.
fn cut(desk: &Desk, last: u64, earlier_head: Option<Vec<u8>>) {
    let path = desk.profile().join("log.sqlite");
    let db = Connection::open(&path).unwrap();
    let guards: Vec<String> = db
        .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    db.execute_batch("DROP TRIGGER no_update; DROP TRIGGER no_delete; DROP TRIGGER only_append;").unwrap();
    db.execute_batch(&format!("DELETE FROM entries WHERE seq > {last}")).unwrap();
    guards.iter().for_each(|sql| db.execute_batch(sql).unwrap());
    drop(db);
    let head = desk.profile().join("log.sqlite.head");
    match earlier_head {
        Some(bytes) => std::fs::write(head, bytes).unwrap(),
        None => std::fs::remove_file(head).unwrap(),
    }
}

#[test]
fn a_whole_log_agrees_with_every_signature() {
    let desk = desk();
    let (ran, state) = against(&desk, &["1.pdf", "2.pdf", "3.pdf"]);
    assert_eq!((ran.status, &state["intact"]), (0, &Value::Bool(true)), "{state:#}");
}

#[test]
fn the_last_rows_are_cut_and_a_signed_file_proves_it() {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    desk.signed("in.pdf", "1.pdf", &[]);
    let head = std::fs::read(desk.profile().join("log.sqlite.head")).unwrap();
    let rows = desk.log().len() as u64;
    desk.signed("in.pdf", "2.pdf", &[]);
    desk.signed("in.pdf", "3.pdf", &[]);
    cut(&desk, rows, Some(head));

    let (ran, _) = against(&desk, &[]);
    assert_eq!(ran.status, 0, "by itself the shorter log is whole: {}{}", ran.out, ran.err);
    let (ran, state) = against(&desk, &["1.pdf"]);
    assert_eq!(ran.status, 0, "an early signature knows of no more rows: {state:#}");
    for file in ["2.pdf", "3.pdf"] {
        let (ran, state) = against(&desk, &[file]);
        assert_eq!((ran.status, &state["intact"]), (1, &Value::Bool(false)), "{file}: {state:#}");
        assert!(state["reason"].is_string(), "{state:#}");
    }
    let told = desk.run(&["log", "verify", "--against", "3.pdf"]);
    assert_eq!(told.status, 1);
    assert!(!told.out.contains("chain-"), "the reason has words: {}", told.out);
    // Growing the log again does not heal it.
    for number in 4..=7 {
        desk.signed("in.pdf", &format!("{number}.pdf"), &[]);
    }
    let (ran, state) = against(&desk, &["3.pdf"]);
    assert_eq!(ran.status, 1, "{state:#}");
}

#[test]
fn a_missing_copy_of_the_head_is_told() {
    let desk = desk();
    cut(&desk, 4, None);
    let (ran, state) = against(&desk, &["3.pdf"]);
    assert_eq!((ran.status, &state["intact"]), (1, &Value::Bool(false)), "{state:#}");
}

#[test]
fn a_file_of_another_computer_says_nothing_of_this_log() {
    let (desk, other) = (desk(), Desk::new());
    other.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    (1..=5).for_each(|number| drop(other.signed("in.pdf", &format!("{number}.pdf"), &[])));
    desk.put("other.pdf", other.read("5.pdf"));
    let (ran, state) = against(&desk, &["other.pdf"]);
    assert_eq!(ran.status, 0, "{state:#}");
}

#[test]
fn a_bent_file_proves_nothing() {
    let desk = desk();
    let head = std::fs::read(desk.profile().join("log.sqlite.head")).unwrap();
    let mut bytes = desk.read("3.pdf");
    let at = bytes.windows(11).position(|window| window == b"Test report").unwrap();
    bytes[at] = b'B';
    desk.put("bent.pdf", bytes);
    drop(head);
    let (ran, state) = against(&desk, &["bent.pdf"]);
    assert_eq!(ran.status, 0, "a signature that does not verify is no witness: {state:#}");
}
