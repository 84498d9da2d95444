//! The office's register on disk: people, seals, steps, letters, stations, incidents, in one SQLite file.
//!
//! Every change is one `IMMEDIATE` transaction, durable when it returns. A person's file is one row; each step about it is
//! one more row that is never changed (triggers refuse it; the evidence is the log's). Who did it, when and why goes along.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::model::{Attachment, Person, Seal, SeenHead};
use crate::states::{self, State, Step};
use crate::{Error, Rule, tally};

/// The register.
pub struct Store {
    db: Connection,
}

/// One step about a person or a seal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its number, from 1.
    pub seq: u32,
    /// About whom or what: a person's id, or `seal:` and a name.
    pub subject: String,
    /// What was done: a step's code, or a word such as `handed-over`.
    pub step: String,
    /// The state after it; empty for a seal.
    pub state: String,
    /// Who did it.
    pub who: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
    /// Papers.
    pub attachments: Vec<Attachment>,
}

/// What a step says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Doing<'a> {
    /// Who does it.
    pub who: &'a str,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: &'a str,
    /// Papers.
    pub attachments: &'a [Attachment],
    /// The operation in the log that it belongs to, hex; a start of the program finds by it what a killed one had done.
    pub op: &'a str,
}

/// Something that went wrong and was looked into (RS6 14–17, RS10 8.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Its number, from 1; 0 for a new one.
    pub seq: u32,
    /// `loss`, `leak`, `misuse`, `tampering`, `other`.
    pub kind: String,
    /// About whom.
    pub person: String,
    /// What happened.
    pub words: String,
    /// What was done: 警告 and so on.
    pub measure: String,
    /// Who wrote it.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

/// A report that came back (RS17 4.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived {
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// Its name.
    pub name: String,
    /// Who returned it.
    pub by: String,
    /// When it was received.
    pub at: Timestamp,
    /// What the verifier said.
    pub verdict: String,
    /// Where it was signed.
    pub place: String,
}

/// By what rows are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// By the tally kept while they came in: at once, for a screen.
    Tally,
    /// By the rows themselves, for what is written down.
    Rows,
}

impl Counting {
    fn counts(
        self,
        db: &Connection,
        of: tally::Of,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(String, u32)>, Error> {
        match self {
            Self::Tally => tally::counts(db, of, from, until),
            Self::Rows => tally::recounted(db, of, from, until),
        }
    }
}

impl Store {
    /// Opens the register, making it where there is none.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let mut db = Connection::open(path)?;
        db.busy_timeout(std::time::Duration::from_secs(20))?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update(None, "trusted_schema", false)?;
        db.pragma_update(None, "cell_size_check", true)?;
        crate::tables::prepare(&mut db)?;
        Ok(Self { db })
    }

    /// Writes a copy of the register to a file that is not there yet, of one moment.
    pub fn copy_to(&self, target: &Path) -> Result<(), Error> {
        self.db.execute("VACUUM INTO ?1", [target.to_string_lossy()])?;
        Ok(())
    }

    /// Closes the register, with everything in its one file.
    pub fn close(self) -> Result<(), Error> {
        self.db.pragma_update(None, "journal_mode", "DELETE")?;
        self.db.close().map_err(|(_, error)| error.into())
    }

    fn change<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// A setting of the office; `None` where it was never kept.
    pub fn meta<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Error> {
        let text: Option<String> = self
            .db
            .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// Keeps a setting of the office.
    pub fn keep_meta(&mut self, key: &str, value: &impl Serialize) -> Result<(), Error> {
        let text = serde_json::to_string(value)?;
        self.change(|change| {
            change.execute("INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)", params![key, text])?;
            Ok(())
        })
    }

    /// A number that grows: the next one, kept at once.
    pub fn next_number(&mut self, key: &str) -> Result<u64, Error> {
        self.change(|change| {
            let text: Option<String> = change
                .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
                .optional()?;
            let next = text.and_then(|text| text.parse::<u64>().ok()).unwrap_or(0) + 1;
            change.execute(
                "INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)",
                params![key, next.to_string()],
            )?;
            Ok(next)
        })
    }

    /// A person by id, or by a name that is one person's alone.
    pub fn person(&self, name: &str) -> Result<Person, Error> {
        let unknown = || Error::Unknown { what: "person", name: name.to_owned() };
        let by_id: Option<String> = self
            .db
            .query_row("SELECT body FROM person WHERE id = ?1", [name], |row| row.get(0))
            .optional()?;
        let body = match by_id {
            Some(body) => body,
            None => {
                let mut statement =
                    self.db.prepare_cached("SELECT body FROM person WHERE name = ?1 LIMIT 2")?;
                let named =
                    statement.query_map([name], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
                match <[String; 1]>::try_from(named) {
                    Ok([only]) => only,
                    Err(_) => return Err(unknown()),
                }
            }
        };
        Ok(serde_json::from_str(&body)?)
    }

    /// The person whose certificate it is.
    pub fn holder(&self, sha256: &str) -> Result<Option<Person>, Error> {
        let id: Option<String> = self
            .db
            .query_row("SELECT person FROM certificate WHERE sha256 = ?1", [sha256], |row| row.get(0))
            .optional()?;
        id.map(|id| self.person(&id)).transpose()
    }

    /// A stretch of the people in the order of their ids, and how many there are: those in a state, those whose id, name or
    /// department has the text in it.
    pub fn people(
        &self,
        text: &str,
        state: Option<State>,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<Person>, u32), Error> {
        let pattern = format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        let state = state.map(State::code).unwrap_or_default();
        let chosen = "(?2 = '' OR state = ?2) AND (id LIKE ?1 ESCAPE '\\' OR name LIKE ?1 ESCAPE '\\' OR department LIKE ?1 ESCAPE '\\')";
        let total: u32 = self.db.query_row(
            &format!("SELECT count(*) FROM person WHERE {chosen}"),
            params![pattern, state],
            |row| row.get(0),
        )?;
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT body FROM person WHERE {chosen} ORDER BY id LIMIT ?3 OFFSET ?4"
        ))?;
        let bodies = statement
            .query_map(params![pattern, state, limit, offset], |row| row.get::<_, String>(0))?
            .collect::<Result<Vec<_>, _>>()?;
        let people = bodies.iter().map(|body| serde_json::from_str(body)).collect::<Result<_, _>>()?;
        Ok((people, total))
    }

    /// A fresh id for a person.
    pub fn new_id(&mut self) -> Result<String, Error> {
        Ok(format!("P{:04}", self.next_number("people")?))
    }

    /// Does a step about a person: asks the table of states, lets `change` fill in what the step brings, and keeps both with
    /// the event. `person` must exist unless the step is an application.
    pub fn step(
        &mut self,
        id: &str,
        step: Step,
        doing: &Doing<'_>,
        new: Option<Person>,
        change: impl FnOnce(&mut Person) -> Result<(), Error>,
    ) -> Result<Person, Error> {
        if step.needs_reason() && doing.why.trim().is_empty() {
            return Err(Error::Refused(Rule::ReasonNeeded));
        }
        self.change(|transaction| {
            let known: Option<String> = transaction
                .query_row("SELECT body FROM person WHERE id = ?1", [id], |row| row.get(0))
                .optional()?;
            let known: Option<Person> = known.map(|body| serde_json::from_str(&body)).transpose()?;
            let to = states::after(known.as_ref().map(|person| person.state), step)?;
            let Some(mut person) = known.or(new) else {
                return Err(Error::Unknown { what: "person", name: id.to_owned() });
            };
            change(&mut person)?;
            person.state = to;
            write_person(transaction, &person)?;
            write_event(transaction, &person.id, step.code(), to.code(), doing)?;
            Ok(person)
        })
    }

    /// Changes facts of a person without a step; the event says what.
    pub fn edit(
        &mut self,
        id: &str,
        what: &str,
        doing: &Doing<'_>,
        change: impl FnOnce(&mut Person) -> Result<(), Error>,
    ) -> Result<Person, Error> {
        let mut person = self.person(id)?;
        self.change(|transaction| {
            change(&mut person)?;
            write_person(transaction, &person)?;
            write_event(transaction, &person.id, what, person.state.code(), doing)?;
            Ok(person)
        })
    }

    /// Everything that was done about somebody or something, oldest first.
    pub fn events(&self, subject: &str) -> Result<Vec<Event>, Error> {
        let mut statement = self.db.prepare_cached(
            "SELECT seq, subject, step, state, who, at, why, attachments FROM event WHERE subject = ?1 ORDER BY seq",
        )?;
        let rows = statement.query_map([subject], event_of)?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().collect()
    }

    /// Whether an operation of the log reached the register.
    pub fn knows_operation(&self, op: &str) -> Result<bool, Error> {
        let found: Option<i64> =
            self.db.query_row("SELECT 1 FROM event WHERE op = ?1", [op], |row| row.get(0)).optional()?;
        Ok(found.is_some())
    }

    /// Writes down something that is about the office as a whole.
    pub fn note(&mut self, what: &str, doing: &Doing<'_>) -> Result<(), Error> {
        self.change(|change| write_event(change, "office", what, "", doing))
    }

    /// Everything that was done in a stretch of time, oldest first.
    pub fn events_between(&self, from: Timestamp, until: Timestamp) -> Result<Vec<Event>, Error> {
        let mut statement = self.db.prepare_cached(
            "SELECT seq, subject, step, state, who, at, why, attachments FROM event WHERE at >= ?1 AND at < ?2 ORDER BY seq",
        )?;
        let span = [from.as_microsecond(), until.as_microsecond()];
        let rows = statement.query_map(span, event_of)?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().collect()
    }

    /// Who has a picture like this one, apart from a person.
    pub fn alike(&self, hash: u64, except: &str) -> Result<Option<String>, Error> {
        let mut statement = self.db.prepare_cached("SELECT person, hash FROM likeness WHERE person <> ?1")?;
        let mut rows = statement.query([except])?;
        while let Some(row) = rows.next()? {
            let known: i64 = row.get(1)?;
            if crate::likeness::alike(known.cast_unsigned(), hash) {
                return Ok(Some(row.get(0)?));
            }
        }
        Ok(None)
    }

    /// Remembers the picture of somebody's signature.
    pub fn keep_likeness(&mut self, person: &str, hash: u64) -> Result<(), Error> {
        self.change(|change| {
            change.execute(
                "INSERT OR REPLACE INTO likeness(person, hash) VALUES(?1, ?2)",
                params![person, hash.cast_signed()],
            )?;
            Ok(())
        })
    }

    /// A seal by its name.
    pub fn seal(&self, name: &str) -> Result<Option<Seal>, Error> {
        let body: Option<String> = self
            .db
            .query_row("SELECT body FROM seal WHERE name = ?1", [name], |row| row.get(0))
            .optional()?;
        Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
    }

    /// Every seal, by name.
    pub fn seals(&self) -> Result<Vec<Seal>, Error> {
        let mut statement = self.db.prepare_cached("SELECT body FROM seal ORDER BY name")?;
        let bodies =
            statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(bodies.iter().map(|body| serde_json::from_str(body)).collect::<Result<_, _>>()?)
    }

    /// Keeps a seal, with what was done about it.
    pub fn keep_seal(&mut self, seal: &Seal, what: &str, doing: &Doing<'_>) -> Result<(), Error> {
        let body = serde_json::to_string(seal)?;
        self.change(|change| {
            change.execute(
                "INSERT OR REPLACE INTO seal(name, body) VALUES(?1, ?2)",
                params![seal.name, body],
            )?;
            write_event(change, &format!("seal:{}", seal.name), what, "", doing)
        })
    }

    /// Keeps a letter as it came or went.
    pub fn keep_letter(
        &mut self,
        sha256: &str,
        kind: &str,
        subject: &str,
        at: Timestamp,
        bytes: &[u8],
    ) -> Result<(), Error> {
        self.change(|change| {
            change.execute(
                "INSERT OR IGNORE INTO letter(sha256, kind, subject, at, bytes) VALUES(?1, ?2, ?3, ?4, ?5)",
                params![sha256, kind, subject, at.as_microsecond(), bytes],
            )?;
            Ok(())
        })
    }

    /// The newest letter of a kind about somebody.
    pub fn letter(&self, subject: &str, kind: &str) -> Result<Option<Vec<u8>>, Error> {
        let mut statement = self.db.prepare_cached(
            "SELECT bytes FROM letter WHERE subject = ?1 AND kind = ?2 ORDER BY at DESC, rowid DESC LIMIT 1",
        )?;
        Ok(statement.query_row([subject, kind], |row| row.get(0)).optional()?)
    }

    /// Whether a letter came before.
    pub fn has_letter(&self, sha256: &str) -> Result<bool, Error> {
        let found: Option<i64> = self
            .db
            .query_row("SELECT 1 FROM letter WHERE sha256 = ?1", [sha256], |row| row.get(0))
            .optional()?;
        Ok(found.is_some())
    }

    /// Uses a name up: true the first time, never again.
    pub fn use_once(&mut self, name: &str, at: Timestamp) -> Result<bool, Error> {
        self.change(|change| {
            let new = change.execute(
                "INSERT OR IGNORE INTO once(name, at) VALUES(?1, ?2)",
                params![name, at.as_microsecond()],
            )?;
            Ok(new == 1)
        })
    }

    /// The heads of the stations' logs as the office saw them last.
    pub fn stations(&self) -> Result<Vec<SeenHead>, Error> {
        let mut statement = self.db.prepare_cached("SELECT body FROM station ORDER BY log")?;
        let bodies =
            statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(bodies.iter().map(|body| serde_json::from_str(body)).collect::<Result<_, _>>()?)
    }

    /// Takes over a station's log: its head, and rows as `(seq, at, action, certificate, body)`.
    pub fn keep_station(&mut self, head: &SeenHead, rows: &[UsageRow]) -> Result<(), Error> {
        let body = serde_json::to_string(head)?;
        self.change(|change| {
            change.execute(
                "INSERT OR REPLACE INTO station(log, body) VALUES(?1, ?2)",
                params![head.log, body],
            )?;
            let mut insert = change.prepare_cached(
                "INSERT OR IGNORE INTO usage(log, seq, at, action, certificate, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for row in rows {
                let new = insert.execute(params![
                    head.log,
                    row.seq,
                    row.at.as_microsecond(),
                    row.action,
                    row.certificate,
                    row.body
                ])?;
                if new == 1 {
                    tally::count(change, &row.action, &row.certificate, row.at)?;
                }
            }
            Ok(())
        })
    }

    /// How often each certificate signed in a stretch of time, over all stations.
    pub fn signed_counts(
        &self,
        from: Timestamp,
        until: Timestamp,
        by: Counting,
    ) -> Result<Vec<(String, u32)>, Error> {
        by.counts(&self.db, tally::Of::Signatures, from, until)
    }

    /// How often each thing was done in a stretch of time, over all stations.
    pub fn action_counts(
        &self,
        from: Timestamp,
        until: Timestamp,
        by: Counting,
    ) -> Result<Vec<(String, u32)>, Error> {
        by.counts(&self.db, tally::Of::Actions, from, until)
    }

    /// When a certificate was used last, over all stations.
    pub fn last_use(&self, certificate: &str) -> Result<Option<Timestamp>, Error> {
        let at: Option<i64> =
            self.db.query_row("SELECT max(at) FROM usage WHERE certificate = ?1", [certificate], |row| {
                row.get(0)
            })?;
        at.map(moment).transpose()
    }

    /// Writes an incident down.
    pub fn add_incident(&mut self, incident: &Incident) -> Result<Incident, Error> {
        self.change(|change| {
            let seq: u32 =
                change.query_row("SELECT coalesce(max(seq), 0) + 1 FROM incident", [], |row| row.get(0))?;
            let kept = Incident { seq, ..incident.clone() };
            change.execute(
                "INSERT INTO incident(seq, body) VALUES(?1, ?2)",
                params![seq, serde_json::to_string(&kept)?],
            )?;
            Ok(kept)
        })
    }

    /// Every incident, oldest first.
    pub fn incidents(&self) -> Result<Vec<Incident>, Error> {
        let mut statement = self.db.prepare_cached("SELECT body FROM incident ORDER BY seq")?;
        let bodies =
            statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(bodies.iter().map(|body| serde_json::from_str(body)).collect::<Result<_, _>>()?)
    }

    /// Registers a report that came back.
    pub fn keep_archived(&mut self, report: &Archived) -> Result<(), Error> {
        let body = serde_json::to_string(report)?;
        self.change(|change| {
            change.execute(
                "INSERT OR REPLACE INTO archive(sha256, at, body) VALUES(?1, ?2, ?3)",
                params![report.sha256, report.at.as_microsecond(), body],
            )?;
            Ok(())
        })
    }

    /// Reports that came back, newest first.
    pub fn archived(&self) -> Result<Vec<Archived>, Error> {
        let mut statement = self.db.prepare_cached("SELECT body FROM archive ORDER BY at DESC")?;
        let bodies =
            statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(bodies.iter().map(|body| serde_json::from_str(body)).collect::<Result<_, _>>()?)
    }
}

/// A row of a station's log in the office's merged view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageRow {
    /// Its number in its own log.
    pub seq: u32,
    /// When, by that station's clock.
    pub at: Timestamp,
    /// The action's code, with its phase.
    pub action: String,
    /// SHA-256 of the certificate that was used, hex; empty where none was.
    pub certificate: String,
    /// The record as JSON.
    pub body: String,
}

fn write_person(change: &Transaction<'_>, person: &Person) -> Result<(), Error> {
    change.execute(
        "INSERT OR REPLACE INTO person(id, name, department, state, body) VALUES(?1, ?2, ?3, ?4, ?5)",
        params![
            person.id,
            person.name,
            person.department,
            person.state.code(),
            serde_json::to_string(person)?
        ],
    )?;
    for held in &person.certificates {
        change.execute(
            "INSERT OR REPLACE INTO certificate(sha256, person) VALUES(?1, ?2)",
            params![held.sha256, person.id],
        )?;
    }
    Ok(())
}

fn write_event(
    change: &Transaction<'_>,
    subject: &str,
    step: &str,
    state: &str,
    doing: &Doing<'_>,
) -> Result<(), Error> {
    change.execute(
        "INSERT INTO event(subject, step, state, who, at, why, attachments, op) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            subject,
            step,
            state,
            doing.who,
            doing.at.as_microsecond(),
            doing.why,
            serde_json::to_string(doing.attachments)?,
            doing.op
        ],
    )?;
    Ok(())
}

fn event_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Result<Event, Error>> {
    let (at, attachments): (i64, String) = (row.get(5)?, row.get(7)?);
    let (seq, subject, step, state) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    let (who, why) = (row.get(4)?, row.get(6)?);
    let rest = moment(at).and_then(|at| Ok((at, serde_json::from_str(&attachments)?)));
    Ok(rest.map(|(at, attachments)| Event { seq, subject, step, state, who, at, why, attachments }))
}

fn moment(microseconds: i64) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(microseconds).map_err(|_| Error::Malformed("a time in the register"))
}
