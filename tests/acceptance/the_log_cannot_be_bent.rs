//! The log is shown, exported and checked; how whoever changes it is found stands in the chapter after this one.

use tests::kit::command::Desk;
use tests::kit::pdf::Listing;
use tests::kit::structures;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    desk.signed("in.pdf", "one.pdf", &["--reason", "Approved", "--location", "Laboratory, \"2\""]);
    desk.verify("one.pdf", &[]);
    desk.signed("one.pdf", "two.pdf", &[]);
    desk
}

#[test]
fn an_untouched_log_is_whole() {
    let desk = desk();
    let state: serde_json::Value = serde_json::from_str(&desk.succeed(&["log", "verify", "--json"])).unwrap();
    assert_eq!(state["intact"], true);
    assert_eq!(state["size"], 5);
    let told = desk.succeed(&["log", "verify"]);
    assert!(told.contains('5') && told.contains(state["root"].as_str().unwrap()), "{told}");
}

#[test]
fn it_is_searched_by_words_and_by_action() {
    let desk = desk();
    let rows = |words: &[&str]| {
        let shown = desk.succeed(&[&["log", "show", "--json"][..], words].concat());
        let page: serde_json::Value = serde_json::from_str(&shown).unwrap();
        (page["total"].as_u64().unwrap(), page["entries"].as_array().unwrap().len())
    };
    assert_eq!(rows(&[]), (5, 5));
    assert_eq!(rows(&["--limit", "2"]), (5, 2));
    assert_eq!(rows(&["--action", "verified"]), (1, 1));
    assert_eq!(rows(&["--text", "two.pdf"]).0 + rows(&["--text", "Laboratory"]).0, 4);
    assert_eq!(rows(&["--text", "no such words"]), (0, 0));
    let told = desk.succeed(&["log", "show"]);
    assert_eq!(told.lines().count(), 5, "{told}");
    assert!(!told.contains("action-") && !told.contains("result-"), "{told}");
}

#[test]
fn it_is_exported_for_people_and_for_checking() {
    let desk = desk();
    desk.succeed(&["log", "export", "-o", "log.csv"]);
    desk.succeed(&["log", "export", "-o", "log.json"]);
    let csv = String::from_utf8(desk.read("log.csv")).unwrap();
    assert!(csv.starts_with('\u{feff}'), "a spreadsheet needs the mark to read Chinese");
    assert!(csv.contains("\"Laboratory, \"\"2\"\"\""), "{csv}");
    assert_eq!(csv.trim_end().lines().count(), 6, "{csv}");
    let json: serde_json::Value = serde_json::from_slice(&desk.read("log.json")).unwrap();
    assert!(json.to_string().contains(desk.log()[4]["hash"].as_str().unwrap()), "the hashes go along");
    assert_eq!(desk.actions()[5..], ["log-exported", "log-exported"], "an export is an action too");
    assert_eq!(desk.run(&["log", "export", "-o", "log.txt"]).status, 64);
}

#[test]
fn an_export_is_checked_again_wherever_it_went() {
    let desk = desk();
    desk.succeed(&["log", "export", "-o", "log.json"]);
    assert_eq!(desk.run(&["log", "verify", "log.json"]).status, 0);
    let bent = String::from_utf8(desk.read("log.json")).unwrap().replace("Approved", "Rejected");
    desk.put("bent.json", bent.as_bytes());
    assert_eq!(desk.run(&["log", "verify", "bent.json"]).status, 1);
    desk.put("other.json", b"{}");
    assert_ne!(desk.run(&["log", "verify", "other.json"]).status, 0);
}

#[test]
fn nothing_is_signed_where_nothing_can_be_logged() {
    let desk = desk();
    std::fs::write(desk.profile().join("log.sqlite"), "this is no database, whatever its name says").unwrap();
    let ran = desk.sign("in.pdf", "out.pdf", &[]);
    assert!([1, 4].contains(&ran.status), "{} {}", ran.status, ran.err);
    assert!(!desk.path("out.pdf").exists());
}

#[test]
fn rows_that_were_left_out_of_the_search_index_are_told_and_come_back() {
    let desk = desk();
    let at = jiff::Timestamp::from_second(1_780_000_000).unwrap();
    let rows: Vec<audit::Record> = (0..1100)
        .map(|number| audit::Record {
            note: Some(format!("remark {number}")),
            ..audit::Record::new(audit::Action::Verified, at)
        })
        .collect();
    audit::Log::open(desk.profile().join("log.sqlite")).unwrap().append_all(&rows).unwrap();
    let found = |text: &str| {
        let shown = desk.succeed(&["log", "show", "--json", "--text", text]);
        serde_json::from_str::<serde_json::Value>(&shown).unwrap()["total"].as_u64().unwrap()
    };
    assert_eq!((found("two.pdf"), found("remark 1000"), found("remark 1099")), (2, 1, 1));
    let index = rusqlite::Connection::open(desk.profile().join("log.sqlite.index")).unwrap();
    index.execute_batch("UPDATE words SET bytes = replace(bytes, 'two.pdf', 'xxx.pdf')").unwrap();
    assert_eq!(found("two.pdf"), 0, "what shall be told did not happen");
    // Exports read the rows, whatever the index says; a check of the log compares it with them.
    desk.succeed(&["log", "export", "-o", "log.csv"]);
    assert!(String::from_utf8(desk.read("log.csv")).unwrap().contains("two.pdf"));
    let state = || -> serde_json::Value {
        serde_json::from_str(&desk.succeed(&["log", "verify", "--json"])).unwrap()
    };
    let told = state();
    assert_eq!((&told["intact"], &told["reason"]), (&true.into(), &"index-mended".into()));
    assert!(state()["reason"].is_null());
    assert_eq!(found("two.pdf"), 2);
}
