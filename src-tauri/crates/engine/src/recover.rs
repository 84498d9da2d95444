//! What a start does with work that an earlier run left open (security §5, recovery).
//!
//! By operation id: an intent alone is given up and its temporary file removed; a finished file of the right hash
//! that bears its name is recorded as recovered; nothing is ever finished silently, because the user was told
//! nothing. Running it twice changes nothing.

use std::path::{Path, PathBuf};

use audit::{Action, Digest, Entry, Outcome, Phase, Record};
use wire::{Failure, Text};

use crate::output::Output;
use crate::source::{FileSource, sha256_of, sha256_of_prefix};
use crate::{Engine, failures};

/// The param of an intent that says where the file will be.
pub(crate) const TARGET: &str = "target";

impl Engine {
    /// Settles every open intent; the texts say what was done about each.
    pub fn settle_open_work(&self) -> Result<Vec<Text>, Failure> {
        let log = self.log()?;
        let open = log.open_intents().map_err(|error| failures::of_log(&error))?;
        let mut told = Vec::new();
        for Entry { record, .. } in open {
            let settled = self.settle(&record);
            let appended = match settled.phase {
                Some(Phase::Recovered) => log.recovered(&settled),
                _ => log.abort(&settled),
            };
            appended.map_err(|error| failures::of_log(&error))?;
            let id = match settled.phase {
                Some(Phase::Recovered) => "recovered-done",
                _ => "recovered-aborted",
            };
            let name = record.document.map(|document| document.name).unwrap_or_default();
            told.push(Text::new(id).with("document", name));
        }
        told.extend(self.missing_outputs()?);
        Ok(told)
    }

    /// The row that closes an intent.
    fn settle(&self, intent: &Record) -> Record {
        let mut row = Record { at: self.clock.now(), ..intent.clone() };
        row.phase = Some(Phase::Aborted);
        row.outcome = Outcome::Failed;
        let Some((target, op)) = intent.params.get(TARGET).map(PathBuf::from).zip(intent.op) else { return row };
        let _ = std::fs::remove_file(Output::temporary_for(&target, &op.to_string()));
        if let Some(after) = intent.document.as_ref().and_then(|document| finished(&target, document)) {
            row.phase = Some(Phase::Recovered);
            row.outcome = Outcome::Ok;
            if let Some(document) = &mut row.document {
                document.after = Some(after);
            }
        }
        row
    }

    /// A file that the log says was written and that is gone or another: an alarm, told once.
    fn missing_outputs(&self) -> Result<Vec<Text>, Failure> {
        let log = self.log()?;
        let newest = audit::Filter {
            actions: vec![Action::Signed],
            limit: Some(1),
            ..audit::Filter::default()
        };
        let found = log.query(&newest).map_err(|error| failures::of_log(&error))?;
        let Some(Entry { record, .. }) = found.entries.into_iter().next() else { return Ok(Vec::new()) };
        // Only right after the last signing can a missing file be the fault of a lost write; later the user may
        // have moved it, which is nobody's business.
        let recent = self.clock.now().duration_since(record.at) < jiff::SignedDuration::from_mins(5);
        let target = record.params.get(TARGET).map(PathBuf::from);
        let missing = record.phase == Some(Phase::Done) && target.as_deref().is_some_and(|path| !path.exists());
        let newest_row = log.head().map_err(|error| failures::of_log(&error))?.size;
        let already_told = log
            .query(&audit::Filter { actions: vec![Action::Alarm], limit: Some(1), ..audit::Filter::default() })
            .map_err(|error| failures::of_log(&error))?
            .entries
            .first()
            .is_some_and(|alarm| alarm.record.op == record.op && alarm.seq <= newest_row);
        if !(recent && missing) || already_told {
            return Ok(Vec::new());
        }
        let mut alarm = self.record(Action::Alarm);
        alarm.op = record.op;
        alarm.outcome = Outcome::Failed;
        alarm.code = Some("missing-output".to_owned());
        alarm.document = record.document.clone();
        self.append(&alarm)?;
        let name = record.document.map(|document| document.name).unwrap_or_default();
        Ok(vec![Text::new("recovered-missing").with("document", name)])
    }
}

/// The hash of the file at `target` where it is a finished one: it begins with the document as it was before.
fn finished(target: &Path, intended: &audit::Document) -> Option<Digest> {
    let source = FileSource::open(target).ok()?;
    let prefix = sha256_of_prefix(source.as_ref(), intended.size?).ok()?;
    (intended.before == Some(Digest(prefix))).then_some(())?;
    sha256_of(source.as_ref()).ok().map(Digest)
}
