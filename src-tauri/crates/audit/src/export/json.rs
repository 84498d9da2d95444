//! JSON that can be verified without the log: each row carries its body, and what is readable beside it is checked against
//! that body. A whole log is verified by its chain; of an excerpt each row brings the proof that it
//! stands in the log with the given head (RFC 9162 §2.1.3).

use crate::merkle::{self, Frontier};
use crate::record::Record;
use crate::rows;
use crate::search::{self, Filter, Order};
use crate::value::{Digest, Head};
use crate::{BreakKind, Error, Log};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{self, Read, Write};

const FORMAT: &str = "vermilion-log";
const VERSION: u32 = 1;

/// One row of the file, on a line of its own.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    seq: u64,
    record: Record,
    prev: Digest,
    hash: Digest,
    /// The body that was hashed, in hexadecimal.
    body: String,
    /// In an excerpt: the inclusion proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proof: Option<Vec<Digest>>,
}

/// What became of an exported log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ExportState {
    /// Every row in the file belongs to the log that has this head. Whether the head is the right one is
    /// for the reader to compare with one known from elsewhere.
    Intact {
        /// The head named in the file.
        head: Head,
        /// Rows in the file.
        rows: u64,
        /// Whether the file holds every row of the log.
        complete: bool,
    },
    /// Something does not hold.
    Broken {
        /// The row where it shows; 0 for the file as a whole.
        seq: u64,
        /// What does not hold.
        kind: BreakKind,
    },
}

impl Log {
    /// Writes the matching rows as JSON, from the oldest; returns their number.
    pub fn export_json(&self, filter: &Filter, out: &mut dyn Write) -> Result<u64, Error> {
        let db = self.reader()?;
        db.execute_batch("BEGIN")?; // head, rows and proofs are of one moment
        let head = rows::head(&db)?;
        let complete = filter.is_everything();
        let filter =
            Filter { order: if complete { Order::OldestFirst } else { filter.order }, ..filter.clone() };

        let json = |value: &Head| serde_json::to_string(value).map_err(io::Error::other);
        write!(
            out,
            "{{\n\"format\":\"{FORMAT}\",\n\"version\":{VERSION},\n\"head\":{},\n\"complete\":{complete},\n\"entries\":[",
            json(&head)?
        )?;
        let mut written = 0;
        search::for_each(&db, &filter, |row, _| {
            let proof = if complete {
                None
            } else {
                let mut node = |level, index| rows::node(&db, level, index);
                Some(merkle::inclusion(row.seq.saturating_sub(1), head.size, &mut node)?)
            };
            let line = Line {
                seq: row.seq,
                record: Record::of_row(row.seq, row.body)?,
                prev: row.prev,
                hash: row.hash,
                body: hex::encode(row.body),
                proof,
            };
            out.write_all(if written == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &line).map_err(io::Error::other)?;
            written += 1;
            Ok(())
        })?;
        out.write_all(b"\n]\n}\n")?;
        out.flush()?;
        Ok(written)
    }
}

/// Verifies an exported log, reading it once and keeping one row in memory.
pub fn verify_export(input: impl Read) -> Result<ExportState, Error> {
    let mut input = serde_json::Deserializer::from_reader(io::BufReader::new(input));
    let state = input.deserialize_map(File).and_then(|state| input.end().map(|()| state));
    state.map_err(Error::NotAnExport)
}

/// The outer object. Its keys have a fixed order: the head must be known before the first row is judged.
struct File;

impl<'de> Visitor<'de> for File {
    type Value = ExportState;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an exported usage log")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ExportState, A::Error> {
        let format: String = member(&mut map, "format")?;
        let version: u32 = member(&mut map, "version")?;
        if format != FORMAT || version != VERSION {
            return Err(de::Error::custom("unknown format"));
        }
        let head: Head = member(&mut map, "head")?;
        let complete: bool = member(&mut map, "complete")?;
        key(&mut map, "entries")?;
        let mut check = Check::new(head, complete);
        map.next_value_seed(&mut check)?;
        if map.next_key::<String>()?.is_some() {
            return Err(de::Error::custom("unknown member"));
        }
        Ok(check.conclude())
    }
}

fn key<'de, A: MapAccess<'de>>(map: &mut A, name: &'static str) -> Result<(), A::Error> {
    match map.next_key::<String>()? {
        Some(found) if found == name => Ok(()),
        _ => Err(de::Error::missing_field(name)),
    }
}

fn member<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    map: &mut A,
    name: &'static str,
) -> Result<T, A::Error> {
    key(map, name)?;
    map.next_value()
}

/// The array of rows, judged as it is read.
struct Check {
    head: Head,
    complete: bool,
    rows: u64,
    last: Digest,
    frontier: Frontier,
    broken: Option<(u64, BreakKind)>,
}

impl Check {
    fn new(head: Head, complete: bool) -> Self {
        Self { head, complete, rows: 0, last: Digest::NONE, frontier: Frontier::default(), broken: None }
    }

    fn row(&mut self, line: &Line) -> Result<(), BreakKind> {
        let body = hex::decode(&line.body).map_err(|_| BreakKind::BodyMalformed)?;
        let record = Record::decode(&body).ok_or(BreakKind::BodyMalformed)?;
        if record != line.record {
            return Err(BreakKind::TextDiffers);
        }
        if line.hash != rows::hash(line.seq, &line.prev, &body) {
            return Err(BreakKind::HashWrong);
        }
        if self.complete {
            if line.seq != self.rows + 1 {
                return Err(BreakKind::RowMissing);
            }
            if line.prev != self.last {
                return Err(BreakKind::LinkBroken);
            }
            self.frontier.push(line.hash);
        } else {
            let proof = line.proof.as_deref().unwrap_or_default();
            let index = line.seq.checked_sub(1).ok_or(BreakKind::ProofWrong)?;
            if !merkle::proves(&line.hash, index, self.head.size, proof, &self.head.root) {
                return Err(BreakKind::ProofWrong);
            }
        }
        self.last = line.hash;
        self.rows += 1;
        Ok(())
    }

    fn conclude(self) -> ExportState {
        let Self { head, complete, rows, last, frontier, broken } = self;
        if let Some((seq, kind)) = broken {
            return ExportState::Broken { seq, kind };
        }
        if complete && rows < head.size {
            return ExportState::Broken { seq: rows + 1, kind: BreakKind::Truncated };
        }
        if complete && (rows, last, frontier.root()) != (head.size, head.hash, head.root) {
            return ExportState::Broken { seq: 0, kind: BreakKind::Forked };
        }
        ExportState::Intact { head, rows, complete }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Check {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for &mut Check {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the rows of a usage log")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(line) = rows.next_element::<Line>()? {
            if self.broken.is_none()
                && let Err(kind) = self.row(&line)
            {
                self.broken = Some((line.seq, kind));
            }
        }
        Ok(())
    }
}
