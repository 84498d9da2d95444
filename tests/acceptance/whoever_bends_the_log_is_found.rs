//! Ways to bend a usage log, from a careless hand to somebody who knows the program's format and has its source: each is found.

use audit::{Filter, Order, Record};
use rusqlite::{Connection, params};
use std::path::PathBuf;
use std::sync::OnceLock;
use tests::kit::command::{Desk, Outcome};
use tests::kit::laboratory::copy;
use tests::kit::pdf::Listing;
use tests::kit::structures;

/// A desk whose log has nine rows, closed, everything in one file; with the last signed document and, for those who put an
/// older state back, what log and head were before it.
fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| {
        let desk = Desk::new();
        desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
        desk.signed("in.pdf", "one.pdf", &["--reason", "Approved", "--location", "Laboratory 2"]);
        desk.verify("one.pdf", &[]);
        desk.signed("one.pdf", "two.pdf", &[]);
        let db = Connection::open(desk.profile().join("log.sqlite")).unwrap();
        db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        drop(db);
        for name in ["log.sqlite", "log.sqlite.head"] {
            std::fs::copy(desk.profile().join(name), desk.path(&format!("older-{name}"))).unwrap();
        }
        desk.verify("two.pdf", &[]);
        desk.signed("in.pdf", "three.pdf", &[]);
        desk.signed("in.pdf", "last.pdf", &[]);
        let db = Connection::open(desk.profile().join("log.sqlite")).unwrap();
        db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        desk
    })
}

const GUARDS_OFF: &str = "DROP TRIGGER no_update; DROP TRIGGER no_delete; DROP TRIGGER only_append;";

/// Its own copy of the desk, for one way of bending.
struct Bent {
    desk: Desk,
}

impl Bent {
    fn new() -> Self {
        let bent = Self { desk: Desk::new() };
        copy(desk().profile(), bent.desk.profile());
        copy(desk().folder(), bent.desk.folder());
        bent
    }

    fn path(&self) -> PathBuf {
        self.desk.profile().join("log.sqlite")
    }

    fn head(&self) -> PathBuf {
        self.desk.profile().join("log.sqlite.head")
    }

    /// As somebody who does not know better, or does not care.
    fn sql(&self, sql: &str) {
        let db = Connection::open(self.path()).unwrap();
        db.execute_batch(sql).unwrap_or_else(|fault| panic!("{sql}: {fault}"));
    }

    /// As somebody who takes the guards off and puts them back word for word.
    fn edit(&self, work: impl FnOnce(&Connection)) {
        let db = Connection::open(self.path()).unwrap();
        let mut statement =
            db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid").unwrap();
        let guards: Vec<String> =
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        drop(statement);
        db.execute_batch(GUARDS_OFF).unwrap();
        work(&db);
        guards.iter().for_each(|sql| db.execute_batch(sql).unwrap());
    }

    fn edit_sql(&self, sql: &str) {
        self.edit(|db| db.execute_batch(sql).unwrap_or_else(|fault| panic!("{sql}: {fault}")));
    }

    fn body(db: &Connection, seq: i64) -> Vec<u8> {
        db.query_row("SELECT body FROM entries WHERE seq = ?1", [seq], |row| row.get(0)).unwrap()
    }

    fn set_body(db: &Connection, seq: i64, body: &[u8]) {
        db.execute("UPDATE entries SET body = ?2 WHERE seq = ?1", params![seq, body]).unwrap();
    }

    /// Exchanges bytes in a row's body for others of the same length.
    fn replace(&self, seq: i64, from: &[u8], to: &[u8]) {
        self.edit(|db| {
            let mut body = Self::body(db, seq);
            let at = body.windows(from.len()).position(|window| window == from).unwrap();
            body[at..at + to.len()].copy_from_slice(to);
            Self::set_body(db, seq, &body);
        });
    }

    fn records(&self) -> Vec<Record> {
        let log = audit::Log::open(self.path()).unwrap();
        let oldest = Filter { order: Order::OldestFirst, ..Filter::default() };
        log.query(&oldest).unwrap().entries.into_iter().map(|entry| entry.record).collect()
    }

    /// Writes another history with the program's own means, so that everything in the file fits together; the copy of the
    /// head beside the log stays as it is.
    fn write_anew(&self, records: &[Record]) {
        let beside = tempfile::tempdir().unwrap();
        let path = beside.path().join("log.sqlite");
        let log = audit::Log::open(&path).unwrap();
        log.append_all(records).unwrap();
        drop(log);
        Connection::open(&path).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        for ending in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(self.desk.profile().join(format!("log.sqlite{ending}")));
        }
        std::fs::copy(&path, self.path()).unwrap();
        std::fs::copy(path.with_file_name("log.sqlite.head"), self.desk.path("forged.head")).unwrap();
    }

    fn put_older_back(&self, with_head: bool) {
        for ending in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(self.desk.profile().join(format!("log.sqlite{ending}")));
        }
        std::fs::copy(self.desk.path("older-log.sqlite"), self.path()).unwrap();
        if with_head {
            std::fs::copy(self.desk.path("older-log.sqlite.head"), self.head()).unwrap();
        }
    }

    fn verify(&self, more: &[&str]) -> Outcome {
        self.desk.run(&[&["log", "verify"][..], more].concat())
    }
}

/// Where it shows.
#[derive(Clone, Copy, PartialEq)]
enum Shows {
    /// In the log itself and the copy of its head beside it.
    Here,
    /// Only against a document that was signed with it.
    InTheDocument,
    /// It is told, and breaks nothing.
    AsANote,
}

type Way = (&'static str, Shows, fn(&Bent));

const WAYS: &[Way] = &[
    ("a word of a body is exchanged", Shows::Here, |bent| bent.replace(3, b"one.pdf", b"two.pdf")),
    ("the reason is another one", Shows::Here, |bent| bent.replace(2, b"Approved", b"Rejected")),
    ("the place is another one", Shows::Here, |bent| bent.replace(2, b"Laboratory 2", b"Laboratory 9")),
    ("the time is a second later", Shows::Here, |bent| {
        let at = bent.records()[1].at.as_microsecond();
        bent.replace(2, &at.to_be_bytes(), &(at + 1_000_000).to_be_bytes());
    }),
    ("the document's hash is another one", Shows::Here, |bent| {
        let document = bent.records()[1].document.clone().unwrap();
        bent.replace(2, &document.after.unwrap().0, &[7; 32]);
    }),
    ("a byte is added to a body", Shows::Here, |bent| {
        bent.edit_sql("UPDATE entries SET body = unhex(hex(body) || '00') WHERE seq = 2");
    }),
    ("a body is emptied", Shows::Here, |bent| bent.edit_sql("UPDATE entries SET body = x'' WHERE seq = 2")),
    ("a body is another row's", Shows::Here, |bent| {
        bent.edit_sql("UPDATE entries SET body = (SELECT body FROM entries WHERE seq = 5) WHERE seq = 2");
    }),
    ("a row is deleted", Shows::Here, |bent| bent.edit_sql("DELETE FROM entries WHERE seq = 3")),
    ("a row is deleted and the rest renumbered", Shows::Here, |bent| {
        bent.edit_sql(
            "DELETE FROM entries WHERE seq = 3; UPDATE entries SET seq = -seq WHERE seq > 3;
             UPDATE entries SET seq = -seq - 1 WHERE seq < 0",
        );
    }),
    ("the first row is deleted", Shows::Here, |bent| bent.edit_sql("DELETE FROM entries WHERE seq = 1")),
    ("the beginning is cut off and the rest renumbered", Shows::Here, |bent| {
        bent.edit_sql("DELETE FROM entries WHERE seq <= 2; UPDATE entries SET seq = seq - 2");
    }),
    ("the end is cut off", Shows::Here, |bent| bent.edit_sql("DELETE FROM entries WHERE seq > 6")),
    ("the last row is cut off", Shows::Here, |bent| {
        bent.edit_sql("DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)");
    }),
    ("everything is deleted", Shows::Here, |bent| bent.edit_sql("DELETE FROM entries")),
    ("two rows are swapped", Shows::Here, |bent| {
        bent.edit_sql(
            "UPDATE entries SET seq = 99 WHERE seq = 2; UPDATE entries SET seq = 2 WHERE seq = 3;
             UPDATE entries SET seq = 3 WHERE seq = 99",
        );
    }),
    ("the last row stands there twice", Shows::Here, |bent| {
        bent.edit_sql(
            "INSERT INTO entries SELECT seq + 1, prev, body, hash, nodes, root FROM entries ORDER BY seq DESC LIMIT 1",
        );
    }),
    ("a row is put in between", Shows::Here, |bent| {
        bent.edit_sql(
            "UPDATE entries SET seq = -seq WHERE seq > 3; UPDATE entries SET seq = 1 - seq WHERE seq < 0;
             INSERT INTO entries SELECT 4, prev, body, hash, nodes, root FROM entries WHERE seq = 3",
        );
    }),
    ("a row stands before the first", Shows::Here, |bent| {
        bent.edit_sql(
            "INSERT INTO entries SELECT -1, prev, body, hash, nodes, root FROM entries WHERE seq = 1",
        );
    }),
    ("the numbers go on elsewhere", Shows::Here, |bent| {
        bent.edit_sql("UPDATE entries SET seq = seq + 100 WHERE seq > 4");
    }),
    ("a hash is another one", Shows::Here, |bent| {
        bent.edit_sql("UPDATE entries SET hash = zeroblob(32) WHERE seq = 2");
    }),
    ("a link is another one", Shows::Here, |bent| {
        bent.edit_sql("UPDATE entries SET prev = zeroblob(32) WHERE seq = 4");
    }),
    ("a body is edited and its hash made anew", Shows::Here, |bent| {
        bent.edit(|db| {
            let mut body = Bent::body(db, 2);
            let at = body.windows(8).position(|window| window == b"Approved").unwrap();
            body[at..at + 8].copy_from_slice(b"Rejected");
            let prev: Vec<u8> =
                db.query_row("SELECT prev FROM entries WHERE seq = 2", [], |row| row.get(0)).unwrap();
            let hashed = [&[0][..], &2_u64.to_be_bytes(), &prev, &body].concat();
            let hash = pki::DigestAlgorithm::Sha256.digest(&hashed);
            db.execute("UPDATE entries SET body = ?1, hash = ?2 WHERE seq = 2", params![body, hash]).unwrap();
        });
    }),
    ("the root of the tree is another one", Shows::Here, |bent| {
        bent.edit_sql("UPDATE entries SET root = zeroblob(32) WHERE seq = (SELECT max(seq) FROM entries)");
    }),
    ("a node of the tree is another one", Shows::Here, |bent| {
        bent.edit_sql("UPDATE entries SET nodes = zeroblob(length(nodes)) WHERE seq = 4");
    }),
    ("the whole history is written anew from one row on", Shows::Here, |bent| {
        let mut records = bent.records();
        records[4].note = Some("nothing happened".to_owned());
        bent.write_anew(&records);
    }),
    ("the whole history is written anew, with the copy of the head", Shows::InTheDocument, |bent| {
        let mut records = bent.records();
        records[4].note = Some("nothing happened".to_owned());
        bent.write_anew(&records);
        std::fs::rename(bent.desk.path("forged.head"), bent.head()).unwrap();
    }),
    ("an older copy of the file is put back", Shows::Here, |bent| bent.put_older_back(false)),
    ("an older copy is put back, with its head", Shows::InTheDocument, |bent| bent.put_older_back(true)),
    ("another station's rows follow after the fourth", Shows::Here, |bent| {
        let other = Desk::new();
        other.put("in.pdf", structures::report(Listing::Table, 1).bytes());
        for number in 1..=4 {
            other.signed("in.pdf", &format!("{number}.pdf"), &[]);
        }
        let theirs = other.profile().join("log.sqlite");
        Connection::open(&theirs).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        bent.edit(|db| {
            db.execute("ATTACH ?1 AS other", [theirs.display().to_string()]).unwrap();
            db.execute_batch(
                "DELETE FROM entries WHERE seq > 4; INSERT INTO entries SELECT * FROM other.entries WHERE seq > 4",
            )
            .unwrap();
        });
    }),
    ("it is another station's log altogether", Shows::Here, |bent| {
        let other = Desk::new();
        other.put("in.pdf", structures::report(Listing::Table, 1).bytes());
        other.signed("in.pdf", "one.pdf", &[]);
        Connection::open(other.profile().join("log.sqlite"))
            .unwrap()
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
            .unwrap();
        bent.put_older_back(false);
        std::fs::copy(other.profile().join("log.sqlite"), bent.path()).unwrap();
    }),
    ("the file is gone", Shows::Here, |bent| std::fs::remove_file(bent.path()).unwrap()),
    ("the file is empty", Shows::Here, |bent| std::fs::write(bent.path(), "").unwrap()),
    ("a guard is off", Shows::Here, |bent| bent.sql("DROP TRIGGER no_update")),
    ("the guards are off and a row is edited", Shows::Here, |bent| {
        bent.sql(GUARDS_OFF);
        bent.sql("UPDATE entries SET body = x'00' WHERE seq = 3");
    }),
    ("a guard guards nothing", Shows::Here, |bent| {
        bent.sql(
            "DROP TRIGGER no_delete; CREATE TRIGGER no_delete BEFORE DELETE ON entries BEGIN SELECT 1; END",
        );
    }),
    ("something else happens with every row", Shows::Here, |bent| {
        bent.sql("CREATE TRIGGER more AFTER INSERT ON entries BEGIN SELECT 1; END");
    }),
    ("the table is a view of another one", Shows::Here, |bent| {
        bent.sql(GUARDS_OFF);
        bent.sql("ALTER TABLE entries RENAME TO real; CREATE VIEW entries AS SELECT * FROM real");
    }),
    ("columns may be empty, and are", Shows::Here, |bent| {
        bent.sql(GUARDS_OFF);
        bent.sql(
            "ALTER TABLE entries RENAME TO real;
             CREATE TABLE entries (seq INTEGER PRIMARY KEY, prev BLOB, body BLOB, hash BLOB, nodes BLOB, root BLOB);
             INSERT INTO entries SELECT * FROM real; DROP TABLE real;
             UPDATE entries SET nodes = NULL, root = NULL WHERE seq = 3",
        );
    }),
    ("the file says that it is no log", Shows::Here, |bent| bent.sql("PRAGMA application_id = 7")),
    ("the copy of the head tells another hash", Shows::Here, |bent| {
        let text = std::fs::read_to_string(bent.head()).unwrap();
        let mut head: serde_json::Value = serde_json::from_str(&text).unwrap();
        head["head"]["hash"] = "00".repeat(32).into();
        std::fs::write(bent.head(), head.to_string()).unwrap();
    }),
    ("the copy of the head tells another root", Shows::Here, |bent| {
        let text = std::fs::read_to_string(bent.head()).unwrap();
        let mut head: serde_json::Value = serde_json::from_str(&text).unwrap();
        head["head"]["root"] = "00".repeat(32).into();
        std::fs::write(bent.head(), head.to_string()).unwrap();
    }),
    ("the copy of the head tells of more rows", Shows::Here, |bent| {
        let text = std::fs::read_to_string(bent.head()).unwrap();
        let mut head: serde_json::Value = serde_json::from_str(&text).unwrap();
        head["head"]["size"] = 1000.into();
        std::fs::write(bent.head(), head.to_string()).unwrap();
    }),
    ("the copy of the head is gone", Shows::AsANote, |bent| std::fs::remove_file(bent.head()).unwrap()),
    ("the copy of the head is nonsense", Shows::AsANote, |bent| std::fs::write(bent.head(), "{}").unwrap()),
    ("the end and the copy of the head are gone", Shows::InTheDocument, |bent| {
        bent.edit_sql("DELETE FROM entries WHERE seq > 5");
        std::fs::remove_file(bent.head()).unwrap();
    }),
];

#[test]
fn in_each_of_many_ways() {
    let whole = Bent::new();
    let ran = whole.verify(&["--against", "last.pdf"]);
    assert_eq!(ran.status, 0, "what nobody touched is whole: {}{}", ran.out, ran.err);
    whole.edit(|_| ());
    assert_eq!(whole.verify(&[]).status, 0, "guards taken off and put back as they were change nothing");
    assert!(WAYS.len() >= 20);
    let mut missed = Vec::new();
    for (what, shows, bend) in WAYS {
        let bent = Bent::new();
        bend(&bent);
        let alone = bent.verify(&["--json"]);
        let with_document = bent.verify(&["--json", "--against", "last.pdf"]);
        let found = match shows {
            Shows::Here => alone.status == 1 || alone.status == 4,
            Shows::InTheDocument => with_document.status == 1,
            Shows::AsANote => alone.status == 0 && alone.out.contains("\"copy-"),
        };
        let told = bent.verify(if *shows == Shows::InTheDocument { &["--against", "last.pdf"] } else { &[] });
        let words = [told.out.as_str(), told.err.as_str()].concat();
        if !found || words.trim().is_empty() || words.contains("chain-") {
            missed.push(format!("{what}: {} {}{} / {words}", alone.status, alone.out, alone.err));
        }
        // What came to light stays: going on working does not heal it.
        if *shows == Shows::Here {
            bent.desk.sign("in.pdf", "later.pdf", &[]);
            let later = bent.verify(&[]);
            if later.status == 0 {
                missed.push(format!("{what}: healed by the next signature"));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    println!("{} ways", WAYS.len());
}

/// The guards are a rail: whoever does not take them off changes nothing.
#[test]
fn the_guards_stop_careless_hands() {
    let bent = Bent::new();
    let db = Connection::open(bent.path()).unwrap();
    for sql in [
        "UPDATE entries SET body = x'00' WHERE seq = 3",
        "DELETE FROM entries WHERE seq = 3",
        "INSERT INTO entries VALUES (300, x'00', x'00', x'00', x'00', x'00')",
        "INSERT OR REPLACE INTO entries VALUES (3, x'00', x'00', x'00', x'00', x'00')",
    ] {
        assert!(db.execute_batch(sql).is_err(), "{sql}");
    }
    drop(db);
    assert_eq!(bent.verify(&[]).status, 0);
}
