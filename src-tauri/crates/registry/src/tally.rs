//! How often each thing was done, and with which certificate: counted as the rows of the stations' logs come in, in stretches of
//! ten days, so that a screen shows a year of a million rows at once. The rows remain what counts: a report on paper counts
//! them anew.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, params};

use crate::Error;

/// A stretch, in microseconds. The numbers of stretches count from 1970.
const STRETCH: i64 = 10 * 86_400 * 1_000_000;

/// The table, with what a register of an earlier edition holds already counted, and the index that counts the rest of a
/// stretch. SQLite rounds towards zero; a row from before 1970 belongs to the stretch below.
pub(crate) const TABLE: &str = "
DROP INDEX usage_at;
DROP INDEX usage_signed;
CREATE INDEX usage_counted ON usage(at, action, certificate);
CREATE TABLE tally(stretch INTEGER NOT NULL, action TEXT NOT NULL, certificate TEXT NOT NULL, uses INTEGER NOT NULL,
  PRIMARY KEY(stretch, action, certificate)) STRICT, WITHOUT ROWID;
INSERT INTO tally(stretch, action, certificate, uses)
  SELECT (at - ((at % 864000000000) + 864000000000) % 864000000000) / 864000000000 AS stretch, action, certificate, count(*)
  FROM usage GROUP BY stretch, action, certificate;
CREATE TRIGGER tally_grows BEFORE UPDATE ON tally WHEN NEW.uses <= OLD.uses
  BEGIN SELECT RAISE(ABORT, 'a use is never taken back'); END;
CREATE TRIGGER tally_stays BEFORE DELETE ON tally BEGIN SELECT RAISE(ABORT, 'a use is never taken back'); END;
PRAGMA user_version = 3;
";

/// Counts a row that has just come in.
pub(crate) fn count(
    change: &Transaction<'_>,
    action: &str,
    certificate: &str,
    at: Timestamp,
) -> Result<(), Error> {
    let mut add = change.prepare_cached(
        "INSERT INTO tally(stretch, action, certificate, uses) VALUES(?1, ?2, ?3, 1)
         ON CONFLICT(stretch, action, certificate) DO UPDATE SET uses = uses + 1",
    )?;
    add.execute(params![at.as_microsecond().div_euclid(STRETCH), action, certificate])?;
    Ok(())
}

/// What is counted.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    /// Rows of each action.
    Actions,
    /// Signatures with each certificate.
    Signatures,
}

impl Of {
    fn column(self) -> &'static str {
        match self {
            Self::Actions => "action",
            Self::Signatures => "certificate",
        }
    }

    fn condition(self) -> &'static str {
        match self {
            Self::Actions => "true",
            Self::Signatures => "action = 'signed' AND certificate <> ''",
        }
    }
}

/// Counts a stretch of time: whole stretches from the tally, the rest from the rows.
pub(crate) fn counts(
    db: &Connection,
    of: Of,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(String, u32)>, Error> {
    let span = (from.as_microsecond(), until.as_microsecond());
    let first = span.0.div_euclid(STRETCH) + i64::from(span.0.rem_euclid(STRETCH) != 0);
    let end = span.1.div_euclid(STRETCH);
    if first >= end {
        return recounted(db, of, from, until);
    }
    let (column, condition) = (of.column(), of.condition());
    let mut statement = db.prepare_cached(&format!(
        "SELECT {column}, sum(uses) FROM (
           SELECT action, certificate, uses FROM tally WHERE stretch >= ?1 AND stretch < ?2
           UNION ALL SELECT action, certificate, 1 FROM usage WHERE at >= ?3 AND at < ?4
           UNION ALL SELECT action, certificate, 1 FROM usage WHERE at >= ?5 AND at < ?6
         ) WHERE {condition} GROUP BY 1 ORDER BY 1"
    ))?;
    let found = statement.query_map([first, end, span.0, first * STRETCH, end * STRETCH, span.1], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The same from the rows alone.
pub(crate) fn recounted(
    db: &Connection,
    of: Of,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(String, u32)>, Error> {
    let (column, condition) = (of.column(), of.condition());
    let mut statement = db.prepare_cached(&format!(
        "SELECT {column}, count(*) FROM usage WHERE at >= ?1 AND at < ?2 AND {condition} GROUP BY 1 ORDER BY 1"
    ))?;
    let span = [from.as_microsecond(), until.as_microsecond()];
    let found = statement.query_map(span, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::model::SeenHead;
    use crate::store::{Counting, Store, UsageRow};
    use jiff::{SignedDuration, Timestamp};
    use std::path::Path;

    fn at(hours: i64) -> Timestamp {
        "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(hours)
    }

    fn head() -> SeenHead {
        let text = String::new;
        SeenHead { station: text(), size: 0, root: text(), hash: text(), log: "log".into(), at: at(0) }
    }

    /// A row every seven hours for most of a year, three certificates, a third of them no signature, some without certificate.
    fn rows(count: u32) -> Vec<UsageRow> {
        (0..count)
            .map(|seq| UsageRow {
                seq,
                at: at(i64::from(seq) * 7),
                action: if seq % 3 == 0 { "opened" } else { "signed" }.into(),
                certificate: ["a", "b", "c", ""][seq as usize % 4].into(),
                body: "{}".into(),
            })
            .collect()
    }

    fn filled(path: &Path) -> Store {
        let mut store = Store::open(path).unwrap();
        store.keep_station(&head(), &rows(1000)).unwrap();
        store
    }

    fn spans() -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let hours = [-1000, 0, 1, 7 * 24, 240, 1000, 4321, 7000, 20_000];
        hours.into_iter().flat_map(move |from| hours.into_iter().map(move |until| (at(from), at(until))))
    }

    #[test]
    fn the_tally_says_what_the_rows_say_for_every_stretch_of_time() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = filled(&folder.path().join("office.sqlite"));
        // The same log comes again, longer: no row counts twice.
        store.keep_station(&head(), &rows(1200)).unwrap();
        for (from, until) in spans() {
            let (seen, written) = (Counting::Tally, Counting::Rows);
            assert_eq!(
                store.signed_counts(from, until, seen).unwrap(),
                store.signed_counts(from, until, written).unwrap(),
                "{from} {until}"
            );
            assert_eq!(
                store.action_counts(from, until, seen).unwrap(),
                store.action_counts(from, until, written).unwrap(),
                "{from} {until}"
            );
        }
        let all: u32 = store
            .signed_counts(at(0), at(20_000), Counting::Tally)
            .unwrap()
            .iter()
            .map(|(_, uses)| uses)
            .sum();
        assert_eq!(all, 600);
    }

    #[test]
    fn a_register_of_the_edition_before_is_counted_when_it_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.sqlite");
        let right = filled(&path).signed_counts(at(0), at(6000), Counting::Tally).unwrap();
        let db = rusqlite::Connection::open(&path).unwrap();
        db.execute_batch(
            "DROP TABLE tally; DROP INDEX usage_counted; CREATE INDEX usage_at ON usage(at);
             CREATE INDEX usage_signed ON usage(at, certificate) WHERE action = 'signed'; PRAGMA user_version = 2;",
        ).unwrap();
        drop(db);
        let store = Store::open(&path).unwrap();
        assert_eq!(store.signed_counts(at(0), at(6000), Counting::Tally).unwrap(), right);
        assert!(!right.is_empty());
    }

    #[test]
    fn no_use_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.sqlite");
        drop(filled(&path));
        let db = rusqlite::Connection::open(&path).unwrap();
        for sql in ["DELETE FROM tally", "UPDATE tally SET uses = uses - 1"] {
            assert!(db.execute(sql, []).is_err(), "{sql}");
        }
    }
}
