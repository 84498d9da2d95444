//! The usage log: what is written of each action, and what is shown of it.

use std::path::{Path, PathBuf};

use audit::{Action, ChainState, CopyState, Entry, Filter, IndexState, Order, Outcome, Phase, Record, Word};
use jiff::Timestamp;
use wire::{ChosenFile, Failure, FailureCode, HistoryEntry, HistoryFormat, HistoryPage, HistoryQuery};

use crate::output::{Existing, Output, unwritable};
use crate::source::file_name;
use crate::{Engine, checking, failures, login, random_hex};

/// How many rows a page of the history has at most, whatever is asked for.
const MOST_ROWS: u32 = 1000;

impl Engine {
    /// A stretch of the log.
    pub fn history(&self, query: HistoryQuery) -> Result<HistoryPage, Failure> {
        let filter = filter_of(&query)?;
        let log = self.log()?;
        let found = log.find(&filter).map_err(|error| failures::of_log(&error))?;
        if found.unread > 0 {
            // A long log that has no index yet gets it while the user reads. A program that ends meanwhile loses nothing.
            std::thread::spawn(move || log.fill_index());
        }
        Ok(HistoryPage {
            total: u32::try_from(found.total).unwrap_or(u32::MAX),
            entries: found.entries.into_iter().map(shown).collect(),
        })
    }

    /// Whether the log is whole.
    pub fn history_state(&self, (): ()) -> Result<wire::ChainState, Failure> {
        self.history_state_against(&[])
    }

    /// The same, compared with what signed documents say of this log: one that knows more rows proves that some are lost.
    pub fn history_state_against(&self, documents: &[PathBuf]) -> Result<wire::ChainState, Failure> {
        let log = match self.log() {
            Ok(log) => log,
            // A log that is cut or forked is no failure to look at it: that is the answer.
            Err(failure) if failure.code == FailureCode::LogBroken => return Ok(state_of_broken(&failure)),
            Err(failure) => return Err(failure),
        };
        let mut known = Vec::new();
        for path in documents {
            known.extend(self.heads_in_file(path)?);
        }
        // The index that screens search by is no part of the chain; it is compared with the rows at the same time.
        let (state, index) = std::thread::scope(|scope| {
            let index = scope.spawn(|| log.check_index());
            (log.verify_against(&known), index.join())
        });
        let state = state.map_err(|error| failures::of_log(&error))?;
        let mended = matches!(index, Ok(Ok(IndexState::Mended { .. })));
        Ok(match state {
            ChainState::Intact { head, copy } => wire::ChainState {
                intact: true,
                size: head.size,
                root: head.root.to_string(),
                broken_at: None,
                reason: match copy {
                    CopyState::Current | CopyState::Behind => mended.then(|| "index-mended".to_owned()),
                    CopyState::Missing => Some("copy-missing".to_owned()),
                    CopyState::Unreadable => Some("copy-unreadable".to_owned()),
                },
            },
            ChainState::Broken { seq, kind } => {
                broken(log.head().map_or(0, |head| head.size), seq, Some(kind.code().to_owned()))
            }
        })
    }

    /// Whether a JSON export is whole: every row in it belongs to the log whose head it names.
    pub fn exported_history_state(&self, path: &Path) -> Result<wire::ChainState, Failure> {
        let unreadable = |fault: &dyn std::fmt::Display| failures::unreadable(path, fault);
        let file = std::fs::File::open(path).map_err(|fault| unreadable(&fault))?;
        let state =
            audit::verify_export(std::io::BufReader::new(file)).map_err(|fault| unreadable(&fault))?;
        Ok(match state {
            audit::ExportState::Intact { head, rows, .. } => wire::ChainState {
                intact: true,
                size: rows,
                root: head.root.to_string(),
                broken_at: None,
                reason: None,
            },
            audit::ExportState::Broken { seq, kind } => broken(0, seq, Some(kind.code().to_owned())),
        })
    }

    /// The name that an export starts with.
    pub fn proposed_export(&self, format: HistoryFormat) -> String {
        let ending = match format {
            HistoryFormat::Csv => "csv",
            HistoryFormat::Json => "json",
        };
        format!("vermilion-log-{}.{ending}", self.clock.here().strftime("%Y-%m-%d"))
    }

    /// Writes the whole log to a file, and that into the log.
    pub fn write_history(&self, format: HistoryFormat, target: &Path) -> Result<ChosenFile, Failure> {
        let log = self.log()?;
        let output = Output::create(target, &random_hex(4)?)?;
        let mut writer = std::io::BufWriter::new(output.file()?);
        let everything = Filter { order: Order::OldestFirst, ..Filter::default() };
        let texts = self.texts();
        let rows = match format {
            HistoryFormat::Csv => log.export_csv(&everything, &|word| said(&texts, word), &mut writer),
            HistoryFormat::Json => log.export_json(&everything, &mut writer),
        };
        let rows = rows.map_err(|error| failures::of_log(&error))?;
        std::io::Write::flush(&mut writer).map_err(|fault| unwritable(target, fault))?;
        drop(writer);
        output.sync()?;
        output.commit(Existing::Replace, None)?; // the system's dialog has asked about a name that is taken
        let mut record = self.record(Action::LogExported);
        record.document = Some(audit::Document { name: file_name(target), ..audit::Document::default() });
        record.params.insert("rows".to_owned(), rows.to_string());
        self.append(&record)?;
        self.chosen(target)
    }

    /// A record of an action here and now.
    pub(crate) fn record(&self, action: Action) -> Record {
        let here = self.clock.here();
        let mut record = Record::new(action, here.timestamp());
        record.offset = here.offset().seconds();
        record.who.account = Some(self.profile.user().to_owned()).filter(|user| !user.is_empty());
        record.device = Some(self.profile.device().to_owned()).filter(|device| !device.is_empty());
        let place = crate::settings::load(&self.profile).place;
        record.place = Some(place).filter(|place| !place.is_empty());
        self.name_login_in(&mut record);
        record
    }

    /// Appends a record; when this returns it is on the disk.
    pub(crate) fn append(&self, record: &Record) -> Result<u64, Failure> {
        // A memory that cannot be read is told where rules are asked; the entry is written all the same.
        let _ = self.remember_time_before(record.at);
        let appended = self.log()?.append(record).map_err(|error| failures::of_log(&error))?;
        Ok(appended.seq)
    }

    /// Appends what became of an action: as wished, or with the failure's code.
    pub(crate) fn append_outcome<T>(
        &self,
        mut record: Record,
        outcome: &Result<T, Failure>,
    ) -> Result<(), Failure> {
        mark_failed(&mut record, outcome.as_ref().err().map(|failure| failure.code));
        self.append(&record).map(drop)
    }

    /// The path of the log, for telling the user.
    pub fn log_path(&self) -> PathBuf {
        self.profile.log()
    }
}

/// Puts a failure's code into a record: refused by a rule, or failed.
pub(crate) fn mark_failed(record: &mut Record, code: Option<FailureCode>) {
    let Some(code) = code else { return };
    record.outcome = if code.exit_status() == 5 { Outcome::Refused } else { Outcome::Failed };
    record.code = Some(code.as_str().to_owned());
}

fn filter_of(query: &HistoryQuery) -> Result<Filter, Failure> {
    let moment = |text: &Option<String>| -> Result<Option<Timestamp>, Failure> {
        let parsed = text.as_ref().map(|text| text.parse::<Timestamp>()).transpose();
        parsed.map_err(|fault| Failure::new(FailureCode::Usage).because(fault))
    };
    Ok(Filter {
        text: query.text.clone(),
        actions: query.action.as_deref().and_then(Action::from_code).into_iter().collect(),
        from: moment(&query.from)?,
        to: moment(&query.to)?,
        document: None,
        offset: u64::from(query.offset),
        limit: Some(u64::from(if query.limit == 0 { MOST_ROWS } else { query.limit.min(MOST_ROWS) })),
        order: if query.oldest_first { Order::OldestFirst } else { Order::NewestFirst },
    })
}

fn shown(entry: Entry) -> HistoryEntry {
    let Entry { seq, hash, record } = entry;
    let offset = jiff::tz::Offset::from_seconds(record.offset).unwrap_or(jiff::tz::Offset::UTC);
    let found = record.params.get(checking::LOGGED).map(String::as_str).unwrap_or_default();
    let checked = found.split_whitespace().map(checking::name_of).collect();
    let (before, after, document) = match record.document {
        Some(document) => (document.before, document.after, Some(document.name)),
        None => (None, None, None),
    };
    HistoryEntry {
        seq,
        at: record.at.display_with_offset(offset).to_string(),
        action: match record.phase {
            // An intent and its outcome are two rows; the window names the first for what it is.
            Some(Phase::Intent) => format!("{}-intent", record.action.code()),
            Some(Phase::Aborted) => format!("{}-aborted", record.action.code()),
            Some(Phase::Recovered) => format!("{}-recovered", record.action.code()),
            Some(Phase::Done) | None => record.action.code().to_owned(),
        },
        who: record.who.name.or(record.who.account).unwrap_or_default(),
        place: record.place.unwrap_or_default(),
        document,
        sha256_before: before.map(|digest| digest.to_string()),
        sha256_after: after.map(|digest| digest.to_string()),
        identity: record.identity.map(|identity| identity.label),
        login: record.params.get(login::LOGGED_NAME).cloned(),
        login_by: record.params.get(login::LOGGED_BY).cloned(),
        device: record.device.unwrap_or_default(),
        result: record.outcome.code().to_owned(),
        note: record.code.or(record.note),
        checked,
        hash: hash.to_string(),
    }
}

/// The words of a CSV for people.
fn said(texts: &texts::Catalogue, word: Word<'_>) -> String {
    let id = match word {
        Word::Heading(column) => format!("log-column-{}", column.code()),
        Word::Action(action) => format!("action-{}", action.code()),
        Word::Phase(phase) => format!("phase-{}", phase.code()),
        Word::Outcome(outcome) => format!("result-{}", outcome.code()),
        Word::Code(code) => format!("failure-{code}"),
        _ => return audit::code_of(word),
    };
    if texts.has(&id) { texts.plain(&id) } else { audit::code_of(word) }
}

fn state_of_broken(failure: &Failure) -> wire::ChainState {
    let word = |name: &str| match failure.params.get(name) {
        Some(wire::TextValue::Word(word)) => Some(word.clone()),
        _ => None,
    };
    broken(0, 0, word("reason"))
}

fn broken(size: u64, at: u64, reason: Option<String>) -> wire::ChainState {
    wire::ChainState { intact: false, size, root: String::new(), broken_at: Some(at), reason }
}
