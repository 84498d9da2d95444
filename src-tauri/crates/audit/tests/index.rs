//! The index beside the log: it answers what reading every row answers, and can hide nothing for good.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use audit::{Action, ChainState, Digest, Document, Filter, IndexState, Log, Order, Record, Who};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use std::path::PathBuf;
use tempfile::TempDir;

/// Three full blocks and a rest that only the log has.
const ROWS: u64 = 3 * 1024 + 300;

fn at(row: u64) -> Timestamp {
    Timestamp::from_second(1_760_000_000).unwrap() + SignedDuration::from_secs(row as i64 * 30)
}

fn record(row: u64) -> Record {
    let people = ["张三", "李四", "Wang WU", "ΟΔΥΣΣΕΥΣ"];
    let actions = [Action::Signed, Action::Opened, Action::Verified, Action::WrongPin, Action::Signed];
    let name = format!("检测报告-{row}.pdf");
    Record {
        who: Who { name: Some(people[row as usize % people.len()].to_owned()), account: Some("lab".into()) },
        document: (!row.is_multiple_of(3)).then(|| Document {
            before: Some(Digest::of(&[&(row / 2).to_be_bytes()])),
            after: row.is_multiple_of(2).then(|| Digest::of(&[name.as_bytes()])),
            name,
            size: None,
        }),
        note: row.is_multiple_of(7).then(|| format!("Remark {} on\nline {row}", row / 100)),
        params: [("verdict".to_owned(), if row % 500 == 1 { "rare case" } else { "valid" }.to_owned())]
            .into(),
        ..Record::new(actions[row as usize % actions.len()], at(row))
    }
}

fn filled() -> (TempDir, Log) {
    let folder = TempDir::new().unwrap();
    let log = Log::open(folder.path().join("usage.db")).unwrap();
    log.append_all(&(0..ROWS).map(record).collect::<Vec<_>>()).unwrap();
    (folder, log)
}

fn index(folder: &TempDir) -> PathBuf {
    folder.path().join("usage.db.index")
}

/// Questions of every kind, alone and together.
fn questions() -> Vec<Filter> {
    let words = [
        "三",
        "张三",
        "wang",
        "οδυσσευς",
        "报告-77",
        "PDF 报告-7 李",
        "rare",
        "remark 5",
        "verified",
        "nowhere",
        "on line",
    ];
    let mut all: Vec<Filter> =
        words.iter().map(|text| Filter { text: (*text).to_owned(), ..Filter::default() }).collect();
    let fine = at(2000) + SignedDuration::from_nanos(1);
    all.extend([
        Filter { actions: vec![Action::WrongPin], ..Filter::default() },
        Filter { actions: vec![Action::Signed, Action::Opened], text: "四".into(), ..Filter::default() },
        Filter { actions: vec![Action::Locked], ..Filter::default() },
        Filter { from: Some(at(1000)), to: Some(at(2000)), ..Filter::default() },
        Filter { from: Some(fine), ..Filter::default() },
        Filter { to: Some(fine), text: "valid".into(), ..Filter::default() },
        Filter { document: Some(Digest::of(&[&1000u64.to_be_bytes()])), ..Filter::default() },
        Filter { document: Some(Digest::of(&["检测报告-1024.pdf".as_bytes()])), ..Filter::default() },
    ]);
    all
}

#[test]
fn what_the_index_finds_is_what_reading_every_row_finds() {
    let (_folder, log) = filled();
    for question in questions() {
        for order in [Order::NewestFirst, Order::OldestFirst] {
            for (offset, limit) in [(30, 7), (700, 1000), (5000, 0)] {
                let page = Filter { order, offset, limit: Some(limit), ..question.clone() };
                assert_eq!(log.find(&page).unwrap(), log.query(&page).unwrap(), "{page:?}");
            }
        }
    }
    assert_eq!(log.check_index().unwrap(), IndexState::Agrees { rows: 3 * 1024 });
}

#[test]
fn an_index_grows_with_its_log_and_is_made_for_a_log_that_has_none() {
    let (folder, log) = filled();
    let rare = Filter { text: "rare".into(), limit: Some(9), ..Filter::default() };
    assert_eq!(log.find(&rare).unwrap().total, 7);
    log.append_all(&(ROWS..2 * ROWS).map(record).collect::<Vec<_>>()).unwrap();
    assert_eq!(log.find(&rare).unwrap(), log.query(&rare).unwrap());
    log.fill_index().unwrap();
    assert_eq!(log.check_index().unwrap(), IndexState::Agrees { rows: 2 * ROWS / 1024 * 1024 });
    drop(log);
    std::fs::remove_file(index(&folder)).unwrap(); // as a log of an earlier version has none
    let log = Log::open(folder.path().join("usage.db")).unwrap();
    assert_eq!(log.find(&rare).unwrap(), log.query(&rare).unwrap());
    assert!(matches!(log.verify().unwrap(), ChainState::Intact { .. }), "the log knows nothing of it");
}

#[test]
fn what_was_left_out_of_the_index_or_put_into_it_is_found_and_mended() {
    let wrongs = [
        ("a text changed", "UPDATE words SET bytes = replace(bytes, 'rare', 'rear') WHERE block = 1", 1024),
        (
            "a block's facts of another",
            "UPDATE facts SET bytes = (SELECT bytes FROM facts WHERE block = 0) WHERE block = 2",
            2048,
        ),
        ("the places of texts gone", "UPDATE places SET bytes = x'' WHERE block = 0", 0),
        ("the documents gone", "UPDATE documents SET bytes = x'' WHERE block = 1", 1024),
        ("a block gone", "DELETE FROM words WHERE block = 1", 1024),
        ("a wrong link", "UPDATE facts SET last = zeroblob(32) WHERE block = 0", 0),
        ("blocks that no row has", "INSERT INTO words SELECT block + 10, bytes FROM words", 0),
        ("more blocks than rows", "INSERT INTO facts SELECT block + 3, last, bytes FROM facts", 3072),
    ];
    for (what, sql, after) in wrongs {
        let (folder, log) = filled();
        log.fill_index().unwrap();
        Connection::open(index(&folder)).unwrap().execute_batch(sql).unwrap();
        assert_eq!(log.check_index().unwrap(), IndexState::Mended { after }, "{what}");
        assert_eq!(log.check_index().unwrap(), IndexState::Agrees { rows: 3072 }, "{what}");
        let rare = Filter { text: "rare".into(), limit: Some(50), ..Filter::default() };
        assert_eq!(log.find(&rare).unwrap().total, 7, "{what}");
    }
}

#[test]
fn an_index_that_cannot_be_right_is_not_believed() {
    // Each of these a question notices by itself, without anybody checking.
    let wrongs: [(&str, &str); 4] = [
        (
            "rows of other blocks",
            "UPDATE facts SET bytes = (SELECT bytes FROM facts AS f WHERE f.block = 1 - facts.block) WHERE block < 2",
        ),
        ("cut places", "UPDATE places SET bytes = substr(bytes, 1, 40)"),
        ("no table", "DROP TABLE words"),
        ("another history", "UPDATE facts SET last = zeroblob(32)"),
    ];
    for (what, sql) in wrongs {
        let (folder, log) = filled();
        log.fill_index().unwrap();
        Connection::open(index(&folder)).unwrap().execute_batch(sql).unwrap();
        let page = Filter { text: "rare".into(), from: Some(at(1000)), limit: Some(50), ..Filter::default() };
        assert_eq!(log.find(&page).unwrap(), log.query(&page).unwrap(), "{what}");
    }
    // No database at all, and one that may not be written.
    let (folder, log) = filled();
    let page = Filter { text: "rare".into(), limit: Some(50), ..Filter::default() };
    let right = log.query(&page).unwrap();
    std::fs::write(index(&folder), "no database").unwrap();
    assert_eq!(log.find(&page).unwrap(), right);
    assert_eq!(log.check_index().unwrap(), IndexState::Agrees { rows: 3072 });
    std::fs::remove_file(index(&folder)).unwrap();
    std::fs::create_dir(index(&folder)).unwrap();
    assert_eq!(log.find(&page).unwrap(), right);
    assert_eq!(log.check_index().unwrap(), IndexState::Unusable);
}

#[test]
fn a_log_put_back_or_begun_anew_gets_an_index_of_its_own() {
    let (folder, log) = filled();
    log.fill_index().unwrap();
    drop(log);
    for name in ["usage.db", "usage.db.head"] {
        std::fs::remove_file(folder.path().join(name)).unwrap();
    }
    let log = Log::open(folder.path().join("usage.db")).unwrap();
    log.append_all(&(100..100 + ROWS).map(record).collect::<Vec<_>>()).unwrap();
    for question in questions() {
        let page = Filter { limit: Some(50), ..question };
        assert_eq!(log.find(&page).unwrap(), log.query(&page).unwrap(), "{page:?}");
    }
    assert_eq!(log.check_index().unwrap(), IndexState::Agrees { rows: 3072 });
}
