//! The register's tables, and the guards that keep what the law wants kept (RS4 Art.24). The guards are a rail against careless
//! hands: the evidence is the log's.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{Error, tally};

/// The edition of the tables.
const EDITION: i64 = 3;

const SCHEMA: &str = "
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE person(id TEXT PRIMARY KEY, name TEXT NOT NULL, department TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX person_name ON person(name);
CREATE INDEX person_state ON person(state);
CREATE TABLE certificate(sha256 TEXT PRIMARY KEY, person TEXT NOT NULL) STRICT;
CREATE TABLE likeness(person TEXT PRIMARY KEY, hash INTEGER NOT NULL) STRICT;
CREATE TABLE seal(name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE event(seq INTEGER PRIMARY KEY, subject TEXT NOT NULL, step TEXT NOT NULL, state TEXT NOT NULL, who TEXT NOT NULL,
  at INTEGER NOT NULL, why TEXT NOT NULL, attachments TEXT NOT NULL, op TEXT NOT NULL) STRICT;
CREATE INDEX event_op ON event(op);
CREATE INDEX event_subject ON event(subject);
CREATE TABLE letter(sha256 TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE INDEX letter_subject ON letter(subject, kind);
CREATE TABLE station(log TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE usage(log TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, action TEXT NOT NULL, certificate TEXT NOT NULL,
  body TEXT NOT NULL, PRIMARY KEY(log, seq)) STRICT;
CREATE INDEX usage_at ON usage(at);
CREATE INDEX usage_signed ON usage(at, certificate) WHERE action = 'signed';
CREATE INDEX usage_certificate ON usage(certificate, at);
CREATE TABLE incident(seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE archive(sha256 TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE once(name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
CREATE TRIGGER event_kept BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'a step is never changed'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'a step is never removed'); END;
PRAGMA user_version = 1;
";

/// What is kept for the years of the law (RS4 Art.24) is not changed or removed either; since the second edition. A row that
/// the program replaces (a person's file, a station's head) fires no trigger of removal.
const KEPT: &str = "
CREATE TRIGGER person_stays BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'a person is never removed'); END;
CREATE TRIGGER certificate_stays BEFORE DELETE ON certificate BEGIN SELECT RAISE(ABORT, 'a certificate is never removed'); END;
CREATE TRIGGER letter_kept BEFORE UPDATE ON letter BEGIN SELECT RAISE(ABORT, 'a letter is never changed'); END;
CREATE TRIGGER letter_stays BEFORE DELETE ON letter BEGIN SELECT RAISE(ABORT, 'a letter is never removed'); END;
CREATE TRIGGER usage_kept BEFORE UPDATE ON usage BEGIN SELECT RAISE(ABORT, 'a row of a log is never changed'); END;
CREATE TRIGGER usage_stays BEFORE DELETE ON usage BEGIN SELECT RAISE(ABORT, 'a row of a log is never removed'); END;
CREATE TRIGGER station_stays BEFORE DELETE ON station BEGIN SELECT RAISE(ABORT, 'a head is never removed'); END;
CREATE TRIGGER incident_kept BEFORE UPDATE ON incident BEGIN SELECT RAISE(ABORT, 'an incident is never changed'); END;
CREATE TRIGGER incident_stays BEFORE DELETE ON incident BEGIN SELECT RAISE(ABORT, 'an incident is never removed'); END;
CREATE TRIGGER archive_stays BEFORE DELETE ON archive BEGIN SELECT RAISE(ABORT, 'a returned report is never removed'); END;
CREATE TRIGGER once_stays BEFORE DELETE ON once BEGIN SELECT RAISE(ABORT, 'what was used is never given back'); END;
PRAGMA user_version = 2;
";

/// Makes the tables in an empty file, or brings those of an earlier edition up to date.
pub(crate) fn prepare(db: &mut Connection) -> Result<(), Error> {
    if edition(db)? == EDITION {
        return Ok(());
    }
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    bring_up_to_date(&change)?;
    Ok(change.commit()?)
}

/// Another process may have been quicker, so the edition is asked for inside the change.
fn bring_up_to_date(change: &Transaction<'_>) -> Result<(), Error> {
    match edition(change)? {
        0 => Ok(change.execute_batch(&[SCHEMA, KEPT, tally::TABLE].concat())?),
        1 => Ok(change.execute_batch(&[KEPT, tally::TABLE].concat())?),
        2 => Ok(change.execute_batch(tally::TABLE)?),
        EDITION => Ok(()),
        _ => Err(Error::Malformed("a register of a later version")),
    }
}

fn edition(db: &Connection) -> Result<i64, Error> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
