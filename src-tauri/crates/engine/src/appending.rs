//! The one way in which anything is appended to a document, in the order that loses nothing (security §5):
//! hash → log the intent → make the revisions → write a temporary file, checked with our own verifier while it is made
//! durable → give it its name → log it done → tell the user.
//!
//! What the user was told is in the log; what is in the log is on the disk; what is on the disk was intended. Signing,
//! timestamps, proofs and prepared fields differ in what they make, and in nothing of this. Many documents go through
//! together: their intents are one durable write, and so are their outcomes.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use audit::{Action, OpId, Phase, Record};
use jiff::Timestamp;
use pki::DigestAlgorithm;
use sign::BaseDigest;
use wire::{Failure, FailureCode};

use crate::output::{Existing, Output, make_last, unwritable};
use crate::signing::Original;
use crate::source::{FileSource, file_name};
use crate::verifying::{Judged, examine};
use crate::{Engine, explain, failures, history, recover};

/// Above this many objects only the signatures of one's own output are checked, not what else the document holds.
const MOST_OBJECTS_CHECKED: u32 = 20_000;

/// A document that something will be appended to, and where the result goes.
pub(crate) struct Job {
    pub(crate) path: PathBuf,
    pub(crate) source: Arc<FileSource>,
    pub(crate) document: pdf::Document,
    /// The user's document, where what is signed is an encrypted one that was made from it.
    pub(crate) original: Option<Original>,
    pub(crate) target: PathBuf,
    pub(crate) existing: Existing,
    /// The digest of the signature to come.
    pub(crate) digest: DigestAlgorithm,
    /// What the log will say; the document and the target are filled in here.
    pub(crate) record: Record,
}

/// Revisions that were made and are not yet anywhere.
pub(crate) struct Made {
    /// All bytes to append.
    pub(crate) increment: Vec<u8>,
    /// SHA-256 of the whole result.
    pub(crate) sha256: [u8; 32],
    /// The lengths in bytes of the versions that new signatures cover, each of which must come out whole.
    pub(crate) signed: Vec<u64>,
    /// What the log is told besides.
    pub(crate) params: Vec<(&'static str, String)>,
    /// Who did it, where that is known only now.
    pub(crate) who: Option<String>,
}

/// A job whose intent is in the log.
pub(crate) struct Intended {
    pub(crate) job: Job,
    pub(crate) base: BaseDigest,
    op: OpId,
    intent: Record,
}

/// What a job leaves.
pub(crate) struct Finished {
    pub(crate) judged: Judged,
    pub(crate) sha256: [u8; 32],
    length: u64,
    params: Vec<(&'static str, String)>,
    who: Option<String>,
}

/// A result that is written and checked, and neither durable nor named yet.
pub(crate) struct Written {
    output: Output,
    judged: Judged,
    made: Made,
}

/// The stages that a user sees between making and naming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The result is checked.
    Checking,
    /// It gets its name.
    Saving,
}

impl Engine {
    /// One job from end to end. Whatever fails after the intent is logged as given up, with its reason.
    pub(crate) fn append_to(
        &self,
        job: Job,
        make: impl FnOnce(&Intended) -> Result<Made, Failure>,
        progress: &dyn Fn(Stage),
    ) -> Result<(Finished, u64), Failure> {
        self.refuse_a_clock_that_went_back()?;
        let base = read(&job)?;
        let _at_work = self.at_work()?;
        let intended = self.intend(vec![(job, base)])?;
        let Some(intended) = intended.into_iter().next() else {
            return Err(Failure::new(FailureCode::Internal));
        };
        let outcome = make(&intended).and_then(|made| self.carry_out(&intended, made, progress));
        let entries = self.conclude(&[(&intended, outcome.as_ref())])?;
        Ok((outcome?, entries.first().copied().unwrap_or_default()))
    }

    /// Logs the intents of some jobs in one durable write.
    pub(crate) fn intend(&self, jobs: Vec<(Job, BaseDigest)>) -> Result<Vec<Intended>, Failure> {
        let mut intended = Vec::with_capacity(jobs.len());
        for (job, base) in jobs {
            let op = OpId::random().map_err(|error| failures::of_log(&error))?;
            let intent = intent_of(&job, &base, op);
            intended.push(Intended { job, base, op, intent });
        }
        let rows: Vec<Record> = intended.iter().map(|one| one.intent.clone()).collect();
        self.log()?.append_all(&rows).map_err(|error| failures::of_log(&error))?;
        Ok(intended)
    }

    /// Logs the outcomes of some jobs in one durable write; the numbers of their entries.
    pub(crate) fn conclude(
        &self,
        outcomes: &[(&Intended, Result<&Finished, &Failure>)],
    ) -> Result<Vec<u64>, Failure> {
        let now = self.clock.now();
        let rows: Vec<Record> = outcomes
            .iter()
            .map(|(intended, outcome)| {
                let mut row = closing(&intended.intent, now, outcome.err());
                if let Ok(finished) = outcome {
                    finished.describe_in(&mut row);
                }
                row
            })
            .collect();
        let appended = self.log()?.append_all(&rows).map_err(|error| failures::of_log(&error))?;
        Ok(appended.iter().map(|row| row.seq).collect())
    }

    /// Writes, checks and names the result, and makes it durable.
    pub(crate) fn carry_out(
        &self,
        intended: &Intended,
        made: Made,
        progress: &dyn Fn(Stage),
    ) -> Result<Finished, Failure> {
        let job = &intended.job;
        progress(Stage::Checking);
        let output = Output::create(&job.target, &intended.op.to_string())?;
        // Writing waits for the disk, checking for the processor: both at once. The check reads the document and the
        // update as the writer does; that the document stayed the same meanwhile is asked afterwards.
        let (written, judged) = std::thread::scope(|scope| {
            let written = scope.spawn(|| write(&output, intended, &made).and_then(|()| output.sync()));
            let judged = self.check(job, &made);
            (written.join().unwrap_or_else(|_| Err(Failure::new(FailureCode::Internal))), judged)
        });
        written?;
        let written = Written { output, judged: judged?, made };
        progress(Stage::Saving);
        let finished = written.named(intended)?;
        if let Err(failure) = make_last(&job.target, job.existing)
            && !bears(&job.target, &finished.sha256)
        {
            return Err(failure);
        }
        Ok(finished)
    }

    /// The first half of [`Self::carry_out`], for many results that wait for the disk together: [`Written::sync`], then
    /// [`Written::named`], then [`crate::output::sync_folder`].
    pub(crate) fn put_down(&self, intended: &Intended, made: Made) -> Result<Written, Failure> {
        let output = Output::create(&intended.job.target, &intended.op.to_string())?;
        write(&output, intended, &made)?;
        let judged = self.check(&intended.job, &made)?;
        Ok(Written { output, judged, made })
    }

    /// Our own verifier on what was made: each new signature must be whole, and no earlier one hurt.
    fn check(&self, job: &Job, made: &Made) -> Result<Judged, Failure> {
        let of_pdf = |error: pdf::Error| failures::of_pdf(&error, &job.path);
        // Everything that a reader will look at, unless the document is so large that this would cost more than signing.
        let is_small = job.document.next_object_number() <= MOST_OBJECTS_CHECKED;
        let scope = if is_small { verify::Scope::Whole } else { verify::Scope::Signatures };
        // Opened as a stranger would; an encrypted one with the key that is known, for a stranger would have to give it too.
        let opened = if is_small && job.document.encryption().is_none() {
            let source = Arc::new(pdf::Joined::new(job.source.clone(), made.increment.as_slice()));
            pdf::Document::open(source, pdf::Limits::default())
        } else {
            job.document.followed_by(made.increment.as_slice())
        };
        let opened = opened.map_err(of_pdf)?;
        let mut policy = self.policy(self.anchors()?, None);
        policy.scope = scope;
        let report = examine(&opened, &policy, &job.path)?;
        for length in &made.signed {
            let ours = report.signatures.iter().find(|found| found.signed_length == Some(*length));
            let is_well = match ours.map(|ours| ours.integrity) {
                Some(verify::Integrity::Intact) => true,
                // Another signature of the same pass stands behind it.
                Some(verify::Integrity::Extended) => made.signed.iter().any(|later| later > length),
                _ => false,
            };
            if !is_well {
                let findings = ours.map(|ours| ours.findings.as_slice()).unwrap_or_default();
                // A document that no strict reader accepts would make any signature worthless: the fault is the file's.
                let failure = if findings.iter().any(|finding| is_of_the_file(finding.code)) {
                    Failure::new(FailureCode::PdfDamaged).with("name", file_name(&job.path))
                } else {
                    Failure::new(FailureCode::SignatureFaulty)
                };
                return Err(failure.because(format!("{findings:?}")));
            }
        }
        let before = job.document.revisions().len();
        let hurt = report
            .signatures
            .iter()
            .find(|found| found.changes.iter().any(|change| change.revision > before && !change.allowed));
        if let Some(hurt) = hurt {
            let field = hurt.field.clone().unwrap_or_default();
            return Err(Failure::new(FailureCode::SigningForbidden)
                .with("field", field)
                .with("signer", "none"));
        }
        let verification = explain::verification(Some(&opened), &report, made.sha256);
        Ok(Judged { report, verification })
    }

    /// A clock behind the log's last entry would write a history that never was (security §4). A house whose rules only
    /// warn of it (RS12 3.2) is told by them, and in the log.
    pub(crate) fn refuse_a_clock_that_went_back(&self) -> Result<(), Failure> {
        let Some(last) = self.last_seen()? else { return Ok(()) };
        if is_back(last, self.clock.now())
            && self.directory()?.is_none_or(|directory| directory.policy.clock_blocks)
        {
            return Err(Failure::new(FailureCode::ClockWentBack).with("at", last.to_string()));
        }
        Ok(())
    }

    /// The latest time that was seen here: the log's last entry, or what the station remembers.
    pub(crate) fn last_seen(&self) -> Result<Option<Timestamp>, Failure> {
        let newest = self.log()?.newest(1).map_err(|error| failures::of_log(&error))?;
        Ok(newest.first().map(|last| last.record.at).max(self.memory()?.last_seen))
    }

    /// Before an entry with this time is written: where the clock went back, what was seen before is remembered, or the
    /// entry itself would hide it from the next look.
    pub(crate) fn remember_time_before(&self, at: Timestamp) -> Result<(), Failure> {
        match self.last_seen()? {
            Some(last) if is_back(last, at) => self.change_memory(|memory| {
                memory.last_seen = memory.last_seen.max(Some(last));
                Ok(())
            }),
            _ => Ok(()),
        }
    }
}

impl Written {
    /// Makes it durable.
    pub(crate) fn sync(&self) -> Result<(), Failure> {
        self.output.sync()
    }

    /// Gives it its name, unless the document changed while it was read.
    pub(crate) fn named(self, intended: &Intended) -> Result<Finished, Failure> {
        let Self { output, judged, made } = self;
        let job = &intended.job;
        if !job.source.is_unchanged()
            || job.original.as_ref().is_some_and(|original| !original.is_unchanged())
        {
            return Err(Failure::new(FailureCode::DocumentChanged).with("name", file_name(&job.path)));
        }
        output.name(job.existing, Some(&job.path))?;
        let Made { increment, sha256, params, who, .. } = made;
        let length = intended.base.length() + increment.len() as u64;
        Ok(Finished { judged, sha256, length, params, who })
    }
}

impl Finished {
    fn describe_in(&self, row: &mut Record) {
        if let Some(document) = &mut row.document {
            document.after = Some(audit::Digest(self.sha256));
            document.size = Some(self.length);
        }
        if let Some(who) = &self.who {
            row.who.name = Some(who.clone());
        }
        row.params.extend(self.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    }
}

/// Whether a clock went back; a few minutes are no sign of anything, for clocks are set.
fn is_back(last: Timestamp, now: Timestamp) -> bool {
    last.duration_since(now) > jiff::SignedDuration::from_mins(5)
}

/// Hashes the document, once for all that follows. An output name that is taken is refused before.
pub(crate) fn read(job: &Job) -> Result<BaseDigest, Failure> {
    if job.existing == Existing::Keep && job.target.exists() {
        return Err(Failure::new(FailureCode::OutputExists).with("name", file_name(&job.target)));
    }
    BaseDigest::read(job.source.as_ref(), job.digest).map_err(|fault| failures::unreadable(&job.path, fault))
}

fn intent_of(job: &Job, base: &BaseDigest, op: OpId) -> Record {
    // The log names the document that the user had; recovery looks for the one that was appended to.
    let before = job.original.as_ref().map_or_else(|| base.sha256(), |original| original.sha256);
    let mut intent = intent(&job.record, &job.path, (before, base.length()), &job.target, op);
    if job.original.is_some() {
        intent.params.insert(recover::APPENDED_TO.to_owned(), hex::encode(base.sha256()));
    }
    intent
}

/// The row that says what is about to be done with a file (its SHA-256 and its length in bytes), and where the result goes.
pub(crate) fn intent(
    record: &Record,
    path: &Path,
    (sha256, length): ([u8; 32], u64),
    target: &Path,
    op: OpId,
) -> Record {
    let mut intent = record.clone();
    intent.op = Some(op);
    intent.phase = Some(Phase::Intent);
    intent.document = Some(audit::Document {
        name: file_name(path),
        before: Some(audit::Digest(sha256)),
        after: None,
        size: Some(length),
    });
    let target = std::path::absolute(target).unwrap_or_else(|_| target.to_owned());
    intent.params.insert(recover::TARGET.to_owned(), target.display().to_string());
    intent
}

/// The row that closes an intent: done, or given up with its reason.
pub(crate) fn closing(intent: &Record, now: Timestamp, failure: Option<&Failure>) -> Record {
    let mut row = Record { at: now, phase: Some(Phase::Done), ..intent.clone() };
    if let Some(failure) = failure {
        row.phase = Some(Phase::Aborted);
        history::mark_failed(&mut row, Some(failure.code));
    }
    row
}

/// The document and the update behind it, into the temporary file.
fn write(output: &Output, intended: &Intended, made: &Made) -> Result<(), Failure> {
    let unwritable = |fault| unwritable(output.target(), fault);
    intended.job.source.copy_to(intended.base.length(), output.file()?).map_err(unwritable)?;
    output.file()?.write_all(&made.increment).map_err(unwritable)
}

/// Whether a file is the one of this hash. Where a document was replaced in one step and the disk complained afterwards, the
/// log must say what is there.
fn bears(target: &Path, sha256: &[u8; 32]) -> bool {
    FileSource::open(target).and_then(|source| {
        crate::source::sha256_of(source.as_ref()).map_err(|fault| failures::unreadable(target, fault))
    }) == Ok(*sha256)
}

/// Findings about how the document itself is built, whoever signs it.
fn is_of_the_file(code: verify::Code) -> bool {
    use verify::Code::{DuplicateKey, DuplicateObject, HybridDisagrees, StructureNeedsRepair};
    matches!(code, DuplicateKey | DuplicateObject | HybridDisagrees | StructureNeedsRepair)
}

/// A record of something that is about to be appended to a document.
pub(crate) fn record_of(engine: &Engine, action: Action, location: &str) -> Record {
    let mut record = engine.record(action);
    if !location.is_empty() {
        record.place = Some(location.to_owned());
    }
    record
}

/// The place of a path, for results that stand beside it.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}
