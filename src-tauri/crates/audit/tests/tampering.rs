//! Whatever is done to the files behind the log's back is found, at the row where it was done.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use audit::{
    Action, BreakKind, ChainState, CopyState, Digest, Error, ExportState, Filter, Head, Log, Record,
    verify_export,
};
use jiff::Timestamp;
use rusqlite::{Connection, params};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ROWS: u64 = 23;

fn note(text: &str) -> Record {
    Record { note: Some(text.to_owned()), ..Record::new(Action::Opened, Timestamp::UNIX_EPOCH) }
}

struct Scene {
    folder: TempDir,
    head: Head,
}

impl Scene {
    /// A log of 23 rows, closed, everything in one file.
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let log = Log::open(folder.path().join("usage.db")).unwrap();
        for n in 0..ROWS {
            log.append(&note(&format!("row {n}"))).unwrap();
        }
        let head = log.head().unwrap();
        let scene = Self { folder, head };
        drop(log);
        scene.sql("PRAGMA wal_checkpoint(TRUNCATE)");
        scene
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("usage.db")
    }

    fn copy(&self) -> PathBuf {
        self.folder.path().join("usage.db.head")
    }

    fn sql(&self, sql: &str) {
        Connection::open(self.path()).unwrap().execute_batch(sql).unwrap();
    }

    /// Changes rows as somebody does who knows SQL: without the guards, and with the guards put back.
    fn edit(&self, sql: &str) {
        let db = Connection::open(self.path()).unwrap();
        let guards: Vec<String> = db
            .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        db.execute_batch("DROP TRIGGER no_update; DROP TRIGGER no_delete; DROP TRIGGER only_append").unwrap();
        db.execute_batch(sql).unwrap();
        for guard in guards {
            db.execute_batch(&guard).unwrap();
        }
    }

    fn state(&self) -> ChainState {
        Log::open(self.path()).unwrap().verify().unwrap()
    }

    fn expect(&self, seq: u64, kind: BreakKind) {
        assert_eq!(self.state(), ChainState::Broken { seq, kind });
    }
}

#[test]
fn an_untouched_log_is_intact() {
    let scene = Scene::new();
    assert_eq!(scene.state(), ChainState::Intact { head: scene.head, copy: CopyState::Current });
    scene.edit("");
    assert_eq!(
        scene.state(),
        ChainState::Intact { head: scene.head, copy: CopyState::Current },
        "the test's own tool"
    );
}

#[test]
fn the_guards_stop_careless_hands() {
    let scene = Scene::new();
    let db = Connection::open(scene.path()).unwrap();
    for sql in [
        "UPDATE entries SET body = x'00' WHERE seq = 3",
        "DELETE FROM entries WHERE seq = 3",
        "INSERT INTO entries VALUES (30, x'00', x'00', x'00', x'00', x'00')",
        "INSERT OR REPLACE INTO entries VALUES (3, x'00', x'00', x'00', x'00', x'00')",
    ] {
        assert!(db.execute_batch(sql).is_err(), "{sql}");
    }
    assert!(matches!(scene.state(), ChainState::Intact { .. }));
}

#[test]
fn each_edited_column_is_found() {
    for (sql, seq, kind) in [
        ("UPDATE entries SET seq = 100 WHERE seq = 9", 9, BreakKind::RowMissing),
        ("UPDATE entries SET seq = 0 WHERE seq = 1", 1, BreakKind::RowMissing),
        ("UPDATE entries SET seq = -5 WHERE seq = 9", 0, BreakKind::RowMalformed),
        ("UPDATE entries SET prev = zeroblob(32) WHERE seq = 9", 9, BreakKind::LinkBroken),
        ("UPDATE entries SET prev = x'00' WHERE seq = 9", 9, BreakKind::RowMalformed),
        ("UPDATE entries SET hash = zeroblob(32) WHERE seq = 9", 9, BreakKind::HashWrong),
        (
            "UPDATE entries SET body = (SELECT body FROM entries WHERE seq = 8) WHERE seq = 9",
            9,
            BreakKind::HashWrong,
        ),
        (
            "UPDATE entries SET body = substr(body, 1, length(body) - 1) WHERE seq = 9",
            9,
            BreakKind::HashWrong,
        ),
        ("UPDATE entries SET body = zeroblob(0) WHERE seq = 9", 9, BreakKind::HashWrong),
        ("UPDATE entries SET nodes = zeroblob(96) WHERE seq = 8", 8, BreakKind::NodesWrong),
        ("UPDATE entries SET nodes = zeroblob(32) WHERE seq = 9", 9, BreakKind::NodesWrong),
        ("UPDATE entries SET nodes = x'' WHERE seq = 8", 8, BreakKind::NodesWrong),
        ("UPDATE entries SET root = zeroblob(32) WHERE seq = 9", 9, BreakKind::RootWrong),
        ("UPDATE entries SET root = zeroblob(32) WHERE seq = 23", 23, BreakKind::RootWrong),
    ] {
        let scene = Scene::new();
        scene.edit(sql);
        println!("{sql}");
        scene.expect(seq, kind);
    }
}

#[test]
fn removed_and_swapped_rows_are_found() {
    for (sql, seq, kind) in [
        ("DELETE FROM entries WHERE seq = 9", 9, BreakKind::RowMissing),
        ("DELETE FROM entries WHERE seq = 1", 1, BreakKind::RowMissing),
        (
            "DELETE FROM entries WHERE seq = 9;
             UPDATE entries SET seq = -seq WHERE seq > 9; UPDATE entries SET seq = -seq - 1 WHERE seq < 0",
            9,
            BreakKind::LinkBroken,
        ),
        (
            "UPDATE entries SET seq = 99 WHERE seq = 4; UPDATE entries SET seq = 4 WHERE seq = 5;
             UPDATE entries SET seq = 5 WHERE seq = 99",
            4,
            BreakKind::LinkBroken,
        ),
        ("DELETE FROM entries WHERE seq > 20", 21, BreakKind::Truncated),
        ("DELETE FROM entries WHERE seq = 23", 23, BreakKind::Truncated),
        ("DELETE FROM entries", 1, BreakKind::Truncated),
    ] {
        let scene = Scene::new();
        scene.edit(sql);
        println!("{sql}");
        scene.expect(seq, kind);
    }
}

#[test]
fn changed_guards_are_found() {
    for sql in [
        "DROP TRIGGER no_update",
        "DROP TRIGGER no_delete",
        "DROP TRIGGER only_append; CREATE TRIGGER only_append BEFORE INSERT ON entries BEGIN SELECT 1; END",
        "CREATE TRIGGER more AFTER INSERT ON entries BEGIN SELECT 1; END",
        "CREATE INDEX more ON entries (hash)",
    ] {
        let scene = Scene::new();
        scene.sql(sql);
        scene.expect(0, BreakKind::GuardsChanged);
    }
}

/// Writes the rows from `from` anew with other bodies, everything consistent, as this program would have.
fn forge(scene: &Scene, from: u64) {
    let other = TempDir::new().unwrap();
    let log = Log::open(other.path().join("usage.db")).unwrap();
    for n in 0..ROWS {
        log.append(&note(&if n + 1 >= from { format!("forged {n}") } else { format!("row {n}") })).unwrap();
    }
    let forged = Connection::open(log.path()).unwrap();
    forged.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    fs::copy(log.path(), scene.path()).unwrap();
}

#[test]
fn a_history_written_anew_is_found_by_its_head() {
    for from in [1, 9, 23] {
        let scene = Scene::new();
        forge(&scene, from);
        scene.expect(23, BreakKind::Forked);
        // Without the copy beside it the file is consistent; a head known from a signed document still tells.
        fs::remove_file(scene.copy()).unwrap();
        let log = Log::open(scene.path()).unwrap();
        assert!(matches!(log.verify().unwrap(), ChainState::Intact { copy: CopyState::Missing, .. }));
        let known = log.verify_against(&[scene.head]).unwrap();
        assert_eq!(known, ChainState::Broken { seq: 23, kind: BreakKind::Forked });
    }
}

#[test]
fn an_older_copy_put_back_is_found_and_takes_no_more_rows() {
    let scene = Scene::new();
    let older = fs::read(scene.path()).unwrap();
    let log = Log::open(scene.path()).unwrap();
    log.append(&note("row 23")).unwrap();
    log.append(&note("row 24")).unwrap();
    drop(log);
    remove_journal(&scene.path());
    fs::write(scene.path(), older).unwrap();
    scene.expect(24, BreakKind::Truncated);
    let log = Log::open(scene.path()).unwrap();
    let refused = log.append(&note("another"));
    assert!(
        matches!(refused, Err(Error::Truncated { found: 23, copy: Head { size: 25, .. } })),
        "{refused:?}"
    );

    log.acknowledge_loss(&Record::new(Action::Alarm, Timestamp::UNIX_EPOCH)).unwrap();
    log.append(&note("another")).unwrap();
    assert!(matches!(log.verify().unwrap(), ChainState::Intact { copy: CopyState::Current, .. }));
    let alarm = log.query(&Filter { actions: vec![Action::Alarm], ..Filter::default() }).unwrap();
    assert_eq!(alarm.entries[0].record.params["lost-size"], "25");
}

fn remove_journal(path: &Path) {
    for suffix in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let _ = fs::remove_file(name);
    }
}

#[test]
fn a_lost_journal_is_found() {
    let scene = Scene::new();
    let log = Log::open(scene.path()).unwrap();
    for n in 0..5 {
        log.append(&note(&format!("late {n}"))).unwrap();
    }
    // The power goes: the journal is still there. Then somebody copies only the .db file.
    let elsewhere = TempDir::new().unwrap();
    fs::copy(scene.path(), elsewhere.path().join("usage.db")).unwrap();
    fs::copy(scene.copy(), elsewhere.path().join("usage.db.head")).unwrap();
    let copied = Log::open(elsewhere.path().join("usage.db")).unwrap();
    assert_eq!(copied.verify().unwrap(), ChainState::Broken { seq: 24, kind: BreakKind::Truncated });
}

#[test]
fn a_lost_log_is_not_begun_again_in_silence() {
    let scene = Scene::new();
    fs::remove_file(scene.path()).unwrap();
    assert!(matches!(Log::open(scene.path()), Err(Error::Missing { head }) if head == scene.head));
    fs::write(scene.path(), b"").unwrap();
    assert!(matches!(Log::open(scene.path()), Err(Error::Missing { .. })));
    let log = Log::open_after_loss(scene.path()).unwrap();
    assert!(matches!(log.append(&note("x")), Err(Error::Truncated { .. })));
    log.acknowledge_loss(&Record::new(Action::Alarm, Timestamp::UNIX_EPOCH)).unwrap();
    assert!(matches!(log.verify().unwrap(), ChainState::Intact { .. }));
}

#[test]
fn the_head_copy_may_be_behind_but_not_nonsense() {
    let scene = Scene::new();
    let older = fs::read(scene.copy()).unwrap();
    Log::open(scene.path()).unwrap().append(&note("late")).unwrap();
    fs::write(scene.copy(), older).unwrap();
    assert!(
        matches!(scene.state(), ChainState::Intact { copy: CopyState::Behind, .. }),
        "a crash explains it"
    );
    fs::write(scene.copy(), b"{}").unwrap();
    assert!(matches!(scene.state(), ChainState::Intact { copy: CopyState::Unreadable, .. }));
    let text = serde_json::json!({ "format": "vermilion-log-head", "version": 1,
        "head": { "size": 5, "root": Digest::NONE, "hash": Digest::NONE } });
    fs::write(scene.copy(), text.to_string()).unwrap();
    scene.expect(5, BreakKind::Forked);
}

#[test]
fn a_tampered_frontier_is_not_built_upon() {
    let scene = Scene::new();
    scene.edit("UPDATE entries SET hash = zeroblob(32) WHERE seq = 23");
    fs::remove_file(scene.copy()).unwrap();
    let log = Log::open(scene.path()).unwrap();
    let refused = log.append(&note("x"));
    assert!(matches!(refused, Err(Error::Broken { seq: 23, kind: BreakKind::RootWrong })), "{refused:?}");
}

fn exported(log: &Log, filter: &Filter) -> String {
    let mut out = Vec::new();
    log.export_json(filter, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn an_export_verifies_on_its_own() {
    let scene = Scene::new();
    let log = Log::open(scene.path()).unwrap();
    let whole = exported(&log, &Filter::default());
    let intact = ExportState::Intact { head: scene.head, rows: ROWS, complete: true };
    assert_eq!(verify_export(whole.as_bytes()).unwrap(), intact);
    let part = exported(&log, &Filter { text: "row 1".into(), ..Filter::default() });
    let intact = ExportState::Intact { head: scene.head, rows: 12, complete: false };
    assert_eq!(verify_export(part.as_bytes()).unwrap(), intact);
    let empty = Log::open(scene.folder.path().join("empty.db")).unwrap();
    let text = exported(&empty, &Filter::default());
    assert!(matches!(verify_export(text.as_bytes()).unwrap(), ExportState::Intact { rows: 0, .. }));
}

#[test]
fn a_changed_export_is_found() {
    let scene = Scene::new();
    let log = Log::open(scene.path()).unwrap();
    let broken = |text: &str, kind: BreakKind| match verify_export(text.as_bytes()).unwrap() {
        ExportState::Broken { kind: found, .. } => assert_eq!(found, kind),
        other => panic!("{other:?} instead of {kind:?}"),
    };
    for filter in [Filter::default(), Filter { text: "row".into(), ..Filter::default() }] {
        let text = exported(&log, &filter);
        let complete = filter.text.is_empty();
        broken(&text.replace("\"row 7\"", "\"row 8\""), BreakKind::TextDiffers);
        let lines: Vec<&str> = text.lines().collect();
        let hash = log.query(&Filter { text: "row 7".into(), ..Filter::default() }).unwrap().entries[0].hash;
        broken(
            &text.replace(&format!("\"hash\":\"{hash}\""), &format!("\"hash\":\"{}\"", Digest::NONE)),
            BreakKind::HashWrong,
        );
        let root = scene.head.root.to_string();
        let other = text.replacen(&root, &Digest::NONE.to_string(), 1);
        broken(&other, if complete { BreakKind::Forked } else { BreakKind::ProofWrong });
        if complete {
            let gap: Vec<_> =
                lines.iter().enumerate().filter(|(n, _)| *n != 10).map(|(_, line)| *line).collect();
            broken(&gap.join("\n"), BreakKind::RowMissing);
            let short =
                [&lines[..20], &[lines[20].trim_end_matches(',')], &lines[lines.len() - 2..]].concat();
            broken(&short.join("\n"), BreakKind::Truncated);
        }
        for cut in [0, 1, 100, text.len() / 2, text.len() - 3] {
            assert!(matches!(verify_export(&text.as_bytes()[..cut]), Err(Error::NotAnExport(_))));
        }
    }
}

#[test]
fn no_flipped_byte_of_the_file_passes() {
    let scene = Scene::new();
    let good = fs::read(scene.path()).unwrap();
    let rows = || {
        let log = Log::open(scene.path())?;
        let state = log.verify()?;
        Ok::<_, Error>((state, log.query(&Filter::default())?.entries))
    };
    let (_, before) = rows().unwrap();
    for at in (0..good.len()).step_by(7) {
        let mut bad = good.clone();
        bad[at] ^= 0x41;
        remove_journal(&scene.path());
        fs::write(scene.path(), &bad).unwrap();
        if let Ok((ChainState::Intact { .. }, after)) = rows() {
            assert_eq!(after, before, "byte {at}: intact must mean the same rows");
        }
    }
    remove_journal(&scene.path());
    fs::write(scene.path(), &good).unwrap();
    let db = Connection::open(scene.path()).unwrap();
    let count: i64 = db.query_row("SELECT count(*) FROM entries", params![], |row| row.get(0)).unwrap();
    assert_eq!(count as u64, ROWS);
}
