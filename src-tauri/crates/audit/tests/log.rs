//! The log from outside: what is written comes back, one operation has one outcome, what is found is what matches.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use audit::{
    Action, ChainState, CopyState, Digest, Document, Error, Filter, Log, OpId, Order, Outcome, Phase, Record,
    Word,
};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

fn folder() -> TempDir {
    TempDir::new().unwrap()
}

fn at(hour: i64) -> Timestamp {
    let start: Timestamp = "2026-11-22T00:00:00Z".parse().unwrap();
    start + SignedDuration::from_hours(hour)
}

fn record(action: Action, hour: i64, name: &str) -> Record {
    let document = Document {
        name: name.to_owned(),
        before: Some(Digest::of(&[name.as_bytes()])),
        after: Some(Digest::of(&[name.as_bytes(), b"signed"])),
        size: Some(1000),
    };
    Record { document: Some(document), offset: 8 * 3600, ..Record::new(action, at(hour)) }
}

fn sample(count: i64) -> (TempDir, Log) {
    let folder = folder();
    let log = Log::open(folder.path().join("usage.db")).unwrap();
    for n in 0..count {
        let action = Action::ALL[n as usize % Action::ALL.len()];
        log.append(&record(action, n, &format!("报告-{n}.pdf"))).unwrap();
    }
    (folder, log)
}

#[test]
fn rows_come_back_in_both_orders_and_after_opening_again() {
    let (folder, log) = sample(20);
    let head = log.head().unwrap();
    assert_eq!(head.size, 20);
    drop(log);
    let log = Log::open(folder.path().join("usage.db")).unwrap();
    assert_eq!(log.head().unwrap(), head);
    let newest = log.query(&Filter::default()).unwrap();
    assert_eq!(newest.total, 20);
    assert_eq!(newest.entries.first().unwrap().seq, 20);
    assert_eq!(newest.entries.last().unwrap().record, record(Action::ALL[0], 0, "报告-0.pdf"));
    let oldest = log.query(&Filter { order: Order::OldestFirst, ..Filter::default() }).unwrap();
    assert!(oldest.entries.iter().rev().eq(&newest.entries));
    assert_eq!(log.verify().unwrap(), ChainState::Intact { head, copy: CopyState::Current });
}

#[test]
fn an_empty_log_is_intact() {
    let (_folder, log) = sample(0);
    assert!(
        matches!(log.verify().unwrap(), ChainState::Intact { head, copy: CopyState::Missing } if head.size == 0)
    );
}

#[test]
fn every_filter_restricts() {
    let (_folder, log) = sample(20);
    let count = |filter: Filter| {
        let found = log.query(&filter).unwrap();
        assert_eq!(log.count(&filter).unwrap(), found.total);
        found.total
    };
    assert_eq!(count(Filter { text: "报告-7".into(), ..Filter::default() }), 1);
    assert_eq!(count(Filter { text: "PDF 报告-7".into(), ..Filter::default() }), 1, "all words, any case");
    assert_eq!(count(Filter { text: "nowhere".into(), ..Filter::default() }), 0);
    let wanted = [Action::Opened, Action::Signed];
    let there = (0..20).filter(|n| wanted.contains(&Action::ALL[n % Action::ALL.len()])).count() as u64;
    assert_eq!(count(Filter { actions: wanted.to_vec(), ..Filter::default() }), there);
    assert_eq!(count(Filter { from: Some(at(5)), to: Some(at(8)), ..Filter::default() }), 3);
    for digest in [Digest::of(&["报告-3.pdf".as_bytes()]), Digest::of(&["报告-3.pdf".as_bytes(), b"signed"])]
    {
        assert_eq!(count(Filter { document: Some(digest), ..Filter::default() }), 1);
    }
    let page = log.query(&Filter { offset: 18, limit: Some(5), ..Filter::default() }).unwrap();
    assert_eq!((page.entries.len(), page.total), (2, 20));
}

#[test]
fn an_operation_has_one_intent_and_one_outcome() {
    let (_folder, log) = sample(3);
    let op = OpId::random().unwrap();
    let signing = Record { op: Some(op), ..record(Action::Signed, 9, "a.pdf") };
    assert!(matches!(log.done(&signing), Err(Error::NoOpenIntent { .. })));
    let intent = log.intent(&signing).unwrap();
    assert!(matches!(log.intent(&signing), Err(Error::IntentExists { .. })));
    let open = log.open_intents().unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].seq, open[0].record.phase), (intent.seq, Some(Phase::Intent)));
    log.done(&signing).unwrap();
    assert!(log.open_intents().unwrap().is_empty());
    // Settling twice is told, so that two recoveries at once write one outcome.
    assert!(matches!(log.recovered(&signing), Err(Error::NoOpenIntent { .. })));
    assert!(matches!(log.abort(&signing), Err(Error::NoOpenIntent { .. })));
    assert!(matches!(log.intent(&record(Action::Signed, 9, "a.pdf")), Err(Error::NoOperation)));
}

#[test]
fn other_files_are_left_alone() {
    let folder = folder();
    let path = folder.path().join("usage.db");
    let text = "this is a letter, not a log\n".repeat(100);
    std::fs::write(&path, &text).unwrap();
    assert!(matches!(Log::open(&path), Err(Error::NotALog)));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);

    let other = folder.path().join("other.db");
    let db = rusqlite::Connection::open(&other).unwrap();
    db.execute_batch("CREATE TABLE letters (text TEXT)").unwrap();
    assert!(matches!(Log::open(&other), Err(Error::NotALog)));
    db.execute_batch("PRAGMA application_id = 0x564c6f67; PRAGMA user_version = 99").unwrap();
    assert!(matches!(Log::open(&other), Err(Error::Newer { version: 99 })));
}

#[test]
fn a_damaged_database_is_said_to_be_damaged() {
    let (folder, log) = sample(200);
    let path = log.path().to_owned();
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    drop(log);
    let good = std::fs::read(&path).unwrap();
    // Pages of the table overwritten with zeros: whatever is asked, the answer is an error or a broken chain.
    let mut bad = good.clone();
    let pages = bad.len() / 4096;
    for page in 2..pages {
        bad[page * 4096..(page + 1) * 4096].fill(0);
    }
    std::fs::write(&path, &bad).unwrap();
    let log = Log::open(&path).unwrap();
    let damaged = |result: Result<(), Error>| {
        assert!(matches!(result, Err(Error::Damaged { .. } | Error::Truncated { .. })), "{result:?}");
    };
    damaged(log.verify().map(drop));
    damaged(log.query(&Filter::default()).map(drop));
    damaged(log.append(&record(Action::Opened, 1, "a.pdf")).map(drop));
    drop(log);
    assert_eq!(std::fs::read(&path).unwrap()[4096..8192], bad[4096..8192], "nothing was repaired");
    drop(folder);
}

#[test]
fn the_table_for_spreadsheets_has_a_mark_chinese_and_no_formulas() {
    let (_folder, log) = sample(2);
    let mut bad = record(Action::Opened, 9, "=HYPERLINK(\"http://x\",\"y\").pdf");
    bad.place = Some("+86".into());
    bad.outcome = Outcome::Failed;
    log.append(&bad).unwrap();
    let mut out = Vec::new();
    let words = |word: Word<'_>| match word {
        Word::Action(Action::Opened) => "打开".to_owned(),
        other => audit::code_of(other),
    };
    let filter = Filter { order: Order::OldestFirst, ..Filter::default() };
    assert_eq!(log.export_csv(&filter, &words, &mut out).unwrap(), 3);
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with("\u{feff}seq,local-time,zone,action,"));
    let lines: Vec<_> = text.split("\r\n").collect();
    assert!(lines[1].starts_with("1,2026-11-22 08:00:00,UTC+08:00,打开,,"), "{}", lines[1]);
    assert!(lines[3].contains("'=HYPERLINK") && lines[3].contains(",'+86,"), "{}", lines[3]);
    assert_eq!(lines.len(), 5);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_log() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, log) = sample(1);
    assert_eq!(std::fs::metadata(log.path()).unwrap().permissions().mode() & 0o077, 0);
}

#[test]
fn many_records_are_one_write_and_one_chain() {
    let (folder, log) = sample(3);
    let ops: Vec<OpId> = (0..40).map(|_| OpId::random().unwrap()).collect();
    let of = |phase| -> Vec<Record> {
        let row = |op: &OpId| Record {
            op: Some(*op),
            phase: Some(phase),
            ..record(Action::Signed, 4, &format!("{op}.pdf"))
        };
        ops.iter().map(row).collect()
    };
    let intents = log.append_all(&of(Phase::Intent)).unwrap();
    assert_eq!(intents.iter().map(|row| row.seq).collect::<Vec<_>>(), (4..44).collect::<Vec<_>>());
    assert!(intents.iter().all(|row| row.copied));
    assert_eq!(log.open_intents().unwrap().len(), 40);
    // One that does not fit takes the others back with it.
    let mut wrong = of(Phase::Done);
    wrong.push(Record { phase: Some(Phase::Done), op: Some(OpId::random().unwrap()), ..wrong[0].clone() });
    assert!(matches!(log.append_all(&wrong), Err(Error::NoOpenIntent { .. })));
    assert_eq!(log.head().unwrap().size, 43);
    let done = log.append_all(&of(Phase::Done)).unwrap();
    assert_eq!(log.head().unwrap().root, done.last().unwrap().root);
    assert!(log.open_intents().unwrap().is_empty());
    assert!(log.append_all(&[]).unwrap().is_empty());
    drop(log);
    let log = Log::open(folder.path().join("usage.db")).unwrap();
    assert!(matches!(log.verify().unwrap(), ChainState::Intact { head, .. } if head.size == 83));
}
