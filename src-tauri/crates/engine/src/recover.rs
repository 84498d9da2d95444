//! What a start does with work that an earlier run left open (security §5, recovery).
//!
//! By operation id: an intent alone is given up and its temporary file removed; a finished file of the right hash
//! that bears its name is recorded as recovered; nothing is ever finished silently, because the user was told
//! nothing. Running it twice changes nothing.
//!
//! Who signs holds a shared lock on a file of the profile and leaves in it how long the log was before; who settles
//! takes it alone, or leaves everything as it is: an intent of a process that is still at work is not an open one. The
//! lengths say where to look, so that a start does not read a log of years; an empty file says that nothing is open.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use audit::{Action, Digest, Entry, Outcome, Phase, Record};
use wire::{Failure, FailureCode, Text};

use crate::output::Output;
use crate::source::{FileSource, sha256_of, sha256_of_prefix};
use crate::{Engine, failures};

/// The param of an intent that says where the file will be.
pub(crate) const TARGET: &str = "target";
/// The param of an intent that says what the file will begin with, where that is not the user's own document: SHA-256, hex.
pub(crate) const APPENDED_TO: &str = "appended-to";

/// The param of an intent to sign a file beside itself: the digest that the signature will be over, hex.
pub(crate) const DETACHED: &str = "detached";

/// How many rows back the last signing is looked for.
const GLANCE: u32 = 50;

/// The right to settle, and where to look: the log's length before the first signing since the last time, where
/// there was one.
struct Alone {
    file: File,
    begun: Option<u64>,
}

impl Engine {
    /// Settles every open intent; the texts say what was done about each.
    pub fn settle_open_work(&self) -> Result<Vec<Text>, Failure> {
        let log = self.log()?;
        let Some(alone) = self.alone()? else { return Ok(Vec::new()) };
        let Some(begun) = alone.begun else { return Ok(Vec::new()) };
        let open = log.open_intents_after(begun).map_err(|error| failures::of_log(&error))?;
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
        // Not emptied, it costs the next start another look; that is all.
        let _ = alone.file.set_len(0);
        Ok(told)
    }

    /// To be held from an intent to its outcome. Ends with the process, however that ends.
    pub(crate) fn at_work(&self) -> Result<File, Failure> {
        let begun = self.log()?.head().map_err(|error| failures::of_log(&error))?.size;
        let unusable = |fault| Failure::new(FailureCode::LogUnusable).because(fault);
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.profile.signing_lock())
            .map_err(unusable)?;
        // Where the file system knows no locks, signing goes on without: what is lost is the guard against a second
        // process that starts in this very moment.
        let _ = file.lock_shared();
        writeln!(file, "{begun}").and_then(|()| file.sync_all()).map_err(unusable)?;
        Ok(file)
    }

    /// Held while settling; `None` where a process is signing right now.
    fn alone(&self) -> Result<Option<Alone>, Failure> {
        let path = self.profile.signing_lock();
        let unusable = |fault| Failure::new(FailureCode::LogUnusable).because(fault);
        let unknown = !path.exists();
        let mut file =
            OpenOptions::new().create(true).read(true).append(true).open(&path).map_err(unusable)?;
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            return Ok(None);
        }
        let mut lengths = String::new();
        file.read_to_string(&mut lengths).map_err(unusable)?;
        // A line that is no number was cut off by a crash: look at everything.
        let begun = lengths.lines().map(|line| line.parse().unwrap_or(0)).min().or(unknown.then_some(0));
        Ok(Some(Alone { file, begun }))
    }

    /// The row that closes an intent.
    fn settle(&self, intent: &Record) -> Record {
        let mut row = Record { at: self.clock.now(), ..intent.clone() };
        row.phase = Some(Phase::Aborted);
        row.outcome = Outcome::Failed;
        // A change of the register that was begun: its own event tells whether it got there.
        if let Some(op) = intent.op.filter(|_| !intent.params.contains_key(TARGET))
            && self.reached_register(op)
        {
            row.phase = Some(Phase::Recovered);
            row.outcome = Outcome::Ok;
            return row;
        }
        let Some((target, op)) = intent.params.get(TARGET).map(PathBuf::from).zip(intent.op) else {
            return row;
        };
        let _ = std::fs::remove_file(Output::temporary_for(&target, &op.to_string()));
        let after = match intent.params.get(DETACHED) {
            Some(digest) => finished_beside(&target, digest),
            None => {
                let appended_to = intent.params.get(APPENDED_TO).map(String::as_str);
                intent.document.as_ref().and_then(|one| finished(&target, one, appended_to))
            }
        };
        if let Some(after) = after {
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
        let newest = self.log()?.newest(GLANCE).map_err(|error| failures::of_log(&error))?;
        let signed = newest.iter().find(|entry| entry.record.action == Action::Signed);
        let Some(Entry { record, .. }) = signed else { return Ok(Vec::new()) };
        // Only right after the last signing can a missing file be the fault of a lost write; later the user may
        // have moved it, which is nobody's business.
        let recent = self.clock.now().duration_since(record.at) < jiff::SignedDuration::from_mins(5);
        let target = record.params.get(TARGET).map(PathBuf::from);
        let missing =
            record.phase == Some(Phase::Done) && target.as_deref().is_some_and(|path| !path.exists());
        let told =
            newest.iter().any(|entry| entry.record.action == Action::Alarm && entry.record.op == record.op);
        if !(recent && missing) || told {
            return Ok(Vec::new());
        }
        let mut alarm = self.record(Action::Alarm);
        alarm.op = record.op;
        alarm.outcome = Outcome::Failed;
        alarm.code = Some("missing-output".to_owned());
        alarm.document = record.document.clone();
        self.append(&alarm)?;
        let name = record.document.as_ref().map(|document| document.name.clone()).unwrap_or_default();
        Ok(vec![Text::new("recovered-missing").with("document", name)])
    }
}

/// The hash of the file at `target` where it is the signature over this digest, or a package that holds it.
fn finished_beside(target: &Path, digest: &str) -> Option<Digest> {
    let message = crate::detached::read(target).ok().or_else(|| crate::package::signature_of(target))?;
    let signed = cades::SignedData::parse(&message).ok()?;
    let is_ours = signed.message_digest().is_some_and(|over| hex::encode(over) == digest);
    let source = FileSource::open(target).ok().filter(|_| is_ours)?;
    sha256_of(source.as_ref()).ok().map(Digest)
}

/// The hash of the file at `target` where it is a finished one: it begins with the document as it was before, and goes
/// on (the original itself, which was to be replaced, does not).
fn finished(target: &Path, intended: &audit::Document, appended_to: Option<&str>) -> Option<Digest> {
    let source = FileSource::open(target).ok()?;
    let before = intended.size?;
    if pdf::Source::len(source.as_ref()) <= before {
        return None;
    }
    let prefix = sha256_of_prefix(source.as_ref(), before).ok()?;
    let is_it = match appended_to {
        Some(sha256) => hex::encode(prefix) == sha256,
        None => intended.before == Some(Digest(prefix)),
    };
    is_it.then_some(())?;
    sha256_of(source.as_ref()).ok().map(Digest)
}
