//! Many files with one secret: a broken file stops only itself, a wrong PIN stops all.
//!
//! The key is unlocked once. Files go through in groups: their intents are one durable write, they are signed on all
//! cores, wait for the disk together, and their outcomes are one durable write, before anybody is told.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use sign::BaseDigest;
use wire::{BatchFiles, BatchPage, BatchProgress, BatchResult, BatchRow, Failure, FailureCode, SignBatch};

use super::file::{FilePlace, Signing, Supplied, open_to_change, placed, room_for};
use super::{CONSENT_BATCH, Order, Reached, Said};
use crate::Engine;
use crate::appending::{Finished, Intended, Job, Written, read};
use crate::cores::{on_all_cores, while_the_disk_works};
use crate::folders::pdf_files;
use crate::looks::Shown;
use crate::output::{Existing, sync_folder};
use crate::paper_code::PaperOrder;
use crate::provable::Services;
use crate::signatory::{Chosen, Unlocked, algorithm_of, digest_of};
use crate::source::file_name;
use crate::stamping::{Bound, Own};

/// How many files share a durable write.
const GROUP: usize = 64;

/// How the command line has many files signed.
#[derive(Debug)]
pub struct SignMany {
    /// Files, and folders whose PDF files are taken.
    pub inputs: Vec<PathBuf>,
    /// Where the signed files go.
    pub output: PathBuf,
    /// How each is signed.
    pub signing: Signing,
}

/// One row of the result, with the path for the command line.
#[derive(Debug)]
pub struct BatchFile {
    /// The file.
    pub input: PathBuf,
    /// The signed one, where it was signed.
    pub output: PathBuf,
    /// What became of it.
    pub row: BatchRow,
}

/// What is the same for every file.
struct Batch<'a> {
    chosen: &'a Chosen<'a>,
    algorithm: pki::SignatureAlgorithm,
    shown: &'a Shown,
    place: &'a FilePlace,
    stamps: &'a [wire::Stamp],
    paper: &'a [wire::PaperName],
    order: Order,
    password: Option<&'a wire::Secret>,
    strict: bool,
    said: Said<'a>,
    supplied: &'a Supplied,
}

impl Engine {
    /// Signs many files for the command line.
    pub fn sign_many(
        &self,
        request: &SignMany,
        progress: &(dyn Fn(BatchProgress) + Sync),
    ) -> Result<(Vec<BatchFile>, Option<Failure>), Failure> {
        let files = pdf_files(&request.inputs)?;
        let signing = &request.signing;
        self.refuse_logged_out()?;
        let chosen = self.chosen_signatory(&signing.signatory)?;
        let name = chosen.certificate().display();
        let shown = self.shown_of_file(&signing.look, &signing.caption, &name, &signing.reason)?;
        let batch = Batch {
            algorithm: algorithm_of(chosen.certificate(), &signing.options)?,
            chosen: &chosen,
            shown: &shown,
            place: &signing.place,
            stamps: &signing.stamps,
            paper: &signing.paper,
            order: Order {
                bound: Bound::alone(sign::Target::Invisible, None),
                paper: None,
                reason: signing.reason.clone(),
                location: signing.location.clone(),
                contact: signing.contact.clone(),
                options: signing.options.clone(),
            },
            password: signing.password.as_ref(),
            strict: signing.strict,
            said: Said {
                consent: signing.consent.then_some(CONSENT_BATCH),
                reviewed: None,
                second: signing.second.as_ref(),
                encrypt: signing.encrypt.as_ref(),
            },
            supplied: &signing.supplied,
        };
        self.run_batch(&batch, &files, &request.output, progress)
    }

    /// Signs the files that were chosen in the window.
    pub fn sign_batch(
        &self,
        request: SignBatch,
        progress: &(dyn Fn(BatchProgress) + Sync),
    ) -> Result<BatchResult, Failure> {
        if !request.consent {
            return Err(Failure::new(FailureCode::ConsentMissing));
        }
        self.refuse_logged_out()?;
        let _finger = self.hold_finger();
        let files = request.files.iter().map(|id| self.chosen_path(id)).collect::<Result<Vec<_>, _>>()?;
        let output = self.chosen_path(&request.output)?;
        let chosen = self.chosen_identity(&request.identity, &request.pin)?;
        let shown = self.shown(&request.look, &chosen.certificate().display(), &request.reason)?;
        let place = place_in_each(request.field.as_ref(), request.place.as_ref(), request.page, &shown);
        let batch = Batch {
            algorithm: algorithm_of(chosen.certificate(), &request.options)?,
            chosen: &chosen,
            shown: &shown,
            place: &place,
            stamps: &request.stamps,
            paper: &request.paper,
            order: Order {
                bound: Bound::alone(sign::Target::Invisible, None),
                paper: None,
                reason: request.reason.clone(),
                location: request.location.clone(),
                contact: String::new(),
                options: request.options.clone(),
            },
            password: None,
            strict: false,
            said: Said {
                consent: Some(CONSENT_BATCH),
                reviewed: None,
                second: request.second.as_ref(),
                encrypt: request.encrypt.as_ref(),
            },
            supplied: &Supplied::default(),
        };
        let (rows, stopped) = self.run_batch(&batch, &files, &output, progress)?;
        self.finger_used();
        Ok(BatchResult { rows: rows.into_iter().map(|file| file.row).collect(), stopped })
    }

    /// The PDF files among what was picked, ready to be named in a request.
    pub fn batch_of(&self, picked: &[PathBuf]) -> Result<BatchFiles, Failure> {
        let files = pdf_files(picked)?;
        let files = files.iter().map(|path| self.chosen(path)).collect::<Result<Vec<_>, _>>()?;
        Ok(BatchFiles { files })
    }

    /// Stops the batch after the files at hand.
    pub fn cancel_batch(&self, (): ()) -> Result<(), Failure> {
        self.cancelled.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn run_batch(
        &self,
        batch: &Batch<'_>,
        files: &[PathBuf],
        output: &Path,
        progress: &(dyn Fn(BatchProgress) + Sync),
    ) -> Result<(Vec<BatchFile>, Option<Failure>), Failure> {
        if files.is_empty() {
            return Err(Failure::new(FailureCode::BatchEmpty));
        }
        self.cancelled.store(false, Ordering::Relaxed);
        self.refuse_a_clock_that_went_back()?;
        let mut services = self.services_with(batch.supplied)?;
        self.refuse_unfit_now(batch.chosen, &batch.order.options, &services)?;
        batch.said.encrypt.map_or(Ok(()), |password| self.refuse_weak(password))?;
        crate::profile::make_folder(output)?;
        let targets = self.free_names_in(output, files);
        // A wrong PIN ends it here, before any file was touched.
        self.confirm(batch.said.second)?;
        let signer = self.unlock(batch.chosen, batch.algorithm)?;
        let _at_work = self.at_work()?;

        let (mut rows, mut stopped) = (Vec::new(), None);
        let total = u32::try_from(files.len()).unwrap_or(u32::MAX);
        let mut begun = 0;
        for (group, names) in files.chunks(GROUP).zip(targets.chunks(GROUP)) {
            if stopped.is_none() && self.cancelled.load(Ordering::Relaxed) {
                stopped = Some(Failure::new(FailureCode::Cancelled));
            }
            let outcomes = match &stopped {
                Some(_) => group.iter().map(|_| Err(Failure::new(FailureCode::BatchStopped))).collect(),
                None => self.sign_group(batch, group, names, &signer, &mut services)?,
            };
            for ((input, target), outcome) in group.iter().zip(names).zip(outcomes) {
                if let Err(failure) = &outcome
                    && stops_all(failure)
                    && stopped.is_none()
                {
                    stopped = Some(failure.clone());
                }
                let row = row_of(begun, input, target, outcome);
                begun += 1;
                progress(BatchProgress { done: begun, total, row: Some(row.clone()) });
                rows.push(BatchFile { input: input.clone(), output: target.clone(), row });
            }
        }
        Ok((rows, stopped))
    }

    /// One group: read on all cores, intended together, signed on all cores, concluded together.
    fn sign_group(
        &self,
        batch: &Batch<'_>,
        files: &[PathBuf],
        targets: &[PathBuf],
        signer: &Unlocked,
        services: &mut Services,
    ) -> Result<Vec<Result<Reached, Failure>>, Failure> {
        let items: Vec<(&PathBuf, &PathBuf)> = files.iter().zip(targets).collect();
        let prepared = on_all_cores(&items, |(path, target)| self.prepare_one(batch, path, target));
        let mut outcomes: Vec<Option<Result<Reached, Failure>>> = Vec::with_capacity(files.len());
        let (mut jobs, mut orders, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for (index, one) in prepared.into_iter().enumerate() {
            match one {
                Ok((job, base, order)) => {
                    jobs.push((job, base));
                    orders.push(order);
                    places.push(index);
                    outcomes.push(None);
                }
                Err(failure) => outcomes.push(Some(Err(failure))),
            }
        }
        if jobs.is_empty() {
            return Ok(outcomes.into_iter().flatten().collect());
        }
        let intended = self.intend(jobs)?;
        services.log_head = self.log_head()?;
        let services = &*services;
        let halted = AtomicBool::new(false);
        let work: Vec<(&Intended, &Order)> = intended.iter().zip(&orders).collect();
        let done = on_all_cores(&work, |(intended, order)| {
            if halted.load(Ordering::Relaxed) {
                return Err(Failure::new(FailureCode::BatchStopped));
            }
            let made = self.make_signature(intended, order, signer, services, &|_| ());
            let outcome = made
                .and_then(|(made, reached)| self.put_down(intended, made).map(|written| (written, reached)));
            if outcome.as_ref().is_err_and(stops_all) {
                halted.store(true, Ordering::Relaxed);
            }
            outcome
        });
        let done = all_durable(&intended, done);
        let rows: Vec<(&Intended, Result<&Finished, &Failure>)> = intended
            .iter()
            .zip(&done)
            .map(|(intended, outcome)| (intended, outcome.as_ref().map(|(finished, _)| finished)))
            .collect();
        self.conclude(&rows)?;
        for ((index, intended), outcome) in places.into_iter().zip(&intended).zip(done) {
            let outcome = outcome.and_then(|(finished, reached)| {
                if reached.waiting.is_some() {
                    self.queue(
                        &intended.job.target,
                        finished.sha256,
                        batch.order.options.level,
                        batch.supplied,
                    )?;
                }
                Ok(reached)
            });
            if let Some(slot) = outcomes.get_mut(index) {
                *slot = Some(outcome);
            }
        }
        let lost = || Err(Failure::new(FailureCode::Internal));
        Ok(outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(lost)).collect())
    }

    fn prepare_one(
        &self,
        batch: &Batch<'_>,
        path: &Path,
        target: &Path,
    ) -> Result<(Job, BaseDigest, Order), Failure> {
        let (source, document) = open_to_change(path, batch.password)?;
        let reason = &batch.order.reason;
        let checked = self.refuse_unchecked_file(&document, path, batch.strict, batch.chosen, reason)?;
        let shown = batch.shown.in_document(&document, &self.texts())?;
        let coded = !batch.paper.is_empty();
        let (place, size) = placed(&document, &room_for(batch.place, &shown, coded), &shown, path)?;
        let form = size.map(|(width, height)| shown.form(width, height)).transpose()?.flatten();
        let bound = self.bound(&document, batch.stamps, &Own { place, form, shown: &shown }, path)?;
        let asked = PaperOrder { names: batch.paper, stamps: batch.stamps, of_many: true };
        let paper = self.paper_side(&document, &asked, &shown, size, path)?;
        let order = Order { bound, paper, ..batch.order.clone() };
        let rights = self.rights_for(&order, batch.chosen, &document, path)?;
        let (mut record, _) = self.signing_record(&order, batch.chosen, &batch.said, &document, &rights)?;
        record.params.extend(checked);
        let job = Job {
            path: path.to_owned(),
            source,
            document,
            original: None,
            target: target.to_owned(),
            existing: Existing::Keep,
            digest: digest_of(batch.algorithm),
            record,
        };
        let job = self.encrypted_first(job, batch.said.encrypt)?;
        // What is used up is never given back: nothing of this file can be refused before it is signed any more.
        rights.iter().try_for_each(|right| self.consume(right))?;
        let base = read(&job)?;
        Ok((job, base, order))
    }

    /// A name for each file in the output folder that no file has, there or in this batch: its own where that is free.
    fn free_names_in(&self, folder: &Path, files: &[PathBuf]) -> Vec<PathBuf> {
        let suffix = self.texts().plain("output-signed");
        let same = |path: &Path| {
            let own = crate::appending::folder_of(path).canonicalize();
            own.is_ok_and(|own| folder.canonicalize().is_ok_and(|folder| folder == own))
        };
        let mut taken: HashSet<PathBuf> = HashSet::new();
        let mut names = Vec::with_capacity(files.len());
        for path in files {
            let mut stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if same(path) {
                stem = format!("{stem}-{suffix}");
            }
            let named = |number: u32| match number {
                1 => folder.join(format!("{stem}.pdf")),
                _ => folder.join(format!("{stem} {number}.pdf")),
            };
            let free = (1..).map(named).find(|name| !name.exists() && !taken.contains(name));
            let name = free.unwrap_or_else(|| named(1));
            taken.insert(name.clone());
            names.push(name);
        }
        names
    }
}

type Outcome<T> = Result<(T, Reached), Failure>;

/// Makes what was written durable and names it: each file for itself, and the folder once for all.
fn all_durable(intended: &[Intended], written: Vec<Outcome<Written>>) -> Vec<Outcome<Finished>> {
    let synced = while_the_disk_works(&written, |one| one.as_ref().map_or(Ok(()), |(one, _)| one.sync()));
    let mut named: Vec<Outcome<Finished>> = intended
        .iter()
        .zip(written)
        .zip(synced)
        .map(|((intended, written), synced)| {
            let (written, reached) = written?;
            synced?;
            Ok((written.named(intended)?, reached))
        })
        .collect();
    // All stand in the one folder of the batch.
    let folder = intended.first().map_or(Ok(()), |one| sync_folder(&one.job.target));
    if let Err(failure) = folder {
        for (outcome, one) in named.iter_mut().zip(intended).filter(|(outcome, _)| outcome.is_ok()) {
            // Nobody knows whether the new name would last.
            let _ = std::fs::remove_file(&one.job.target);
            *outcome = Err(failure.clone());
        }
    }
    named
}

/// Where the mark stands in each file, as the window asks for it.
pub(crate) fn place_in_each(
    field: Option<&String>,
    place: Option<&wire::Place>,
    page: Option<BatchPage>,
    shown: &Shown,
) -> FilePlace {
    match (field, place) {
        (Some(field), _) => FilePlace::Field(field.clone()),
        (None, Some(place)) if shown.is_visible() => FilePlace::Page {
            page: match page {
                Some(BatchPage::Last) => None,
                Some(BatchPage::First) | None => Some(0),
            },
            at: (place.left, place.top),
            size: (place.width, Some(place.height).filter(|height| *height > 0.0)),
        },
        _ => FilePlace::None,
    }
}

/// Whether a failure is of the key and not of one file: going on would burn tries or fail again.
pub(super) fn stops_all(failure: &Failure) -> bool {
    use FailureCode::{
        AlgorithmUnsuitable, CertificateExpired, CertificateRevoked, CertificateUnfit, IdentityLocked,
        LogBroken, LogUnusable, NoAuthority, PinWrong, Token,
    };
    matches!(
        failure.code,
        PinWrong
            | IdentityLocked
            | Token
            | CertificateExpired
            | CertificateUnfit
            | CertificateRevoked
            | AlgorithmUnsuitable
            | NoAuthority
            | LogUnusable
            | LogBroken
    )
}

fn row_of(index: u32, input: &Path, target: &Path, outcome: Result<Reached, Failure>) -> BatchRow {
    let row = BatchRow {
        index,
        name: file_name(input),
        output: None,
        level: None,
        waiting: false,
        notes: Vec::new(),
        failure: None,
    };
    match outcome {
        Ok(reached) => BatchRow {
            output: Some(file_name(target)),
            level: Some(reached.level),
            waiting: reached.waiting.is_some(),
            notes: reached.notes,
            ..row
        },
        Err(failure) => BatchRow { failure: Some(failure), ..row },
    }
}
