//! Signing, in the order that loses nothing (security §5):
//! hash → log the intent → unlock → sign → write a temporary file → check it with our own verifier while it is made
//! durable → give it its name → log it done → tell the user.
//!
//! What the user was told is in the log; what is in the log is on the disk; what is on the disk was intended.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use appearance::Form;
use audit::{Action, OpId, Record};
use cades::Signer;
use jiff::Timestamp;
use pki::{Certificate, DigestAlgorithm};
use sign::{BaseDigest, Claims, Draft, Extras, Placement, Rights, Signed, Target};
use wire::{Caption, Failure, FailureCode, SignDocument, SignedDocument, SigningStep, Verdict};

use crate::documents::OpenDocument;
use crate::identities::{describe_in, read_key_file, secret};
use crate::looks::Shown;
use crate::output::{Existing, Output, unwritable};
use crate::source::{FileSource, file_name};
use crate::verifying::{Judged, examine};
use crate::{Engine, explain, failures, history, lock, marks, recover};

/// The text id of the sentence that the signer confirms.
const CONSENT: &str = "consent-sentence";

/// Above this many objects only the signatures of one's own output are checked, not what else the document holds.
const MOST_OBJECTS_CHECKED: u32 = 20_000;

/// Who signs, for the command line.
#[derive(Debug)]
pub enum Signatory {
    /// A key file and its password.
    KeyFile(PathBuf, wire::Secret),
    /// An identity of the vault, by id or label, and its PIN.
    Identity(String, wire::Secret),
}

/// What the signature shows, for the command line.
#[derive(Debug, Default)]
pub enum FileLook {
    /// Nothing.
    #[default]
    Invisible,
    /// A PNG or JPEG.
    Image(PathBuf),
    /// Strokes in the JSON form of `--ink`.
    Ink(PathBuf),
    /// Name, reason and date.
    Text,
}

/// Where the signature stands, for the command line.
#[derive(Debug, Default)]
pub enum FilePlace {
    /// Nowhere.
    #[default]
    None,
    /// An empty field, by its full name.
    Field(String),
    /// A page (from 0; `None` for the last), millimetres from its top left, and the size; the height follows the
    /// mark's shape where absent.
    Page {
        /// From 0; the last where absent.
        page: Option<u32>,
        /// From the left and top, millimetres.
        at: (f64, f64),
        /// Width and height, millimetres.
        size: (f64, Option<f64>),
    },
}

/// How the command line has a file signed.
#[derive(Debug)]
pub struct SignFile {
    /// The file.
    pub path: PathBuf,
    /// Where the result goes; beside the original under a new name where absent.
    pub output: Option<PathBuf>,
    /// Replace the original in one step.
    pub in_place: bool,
    /// Who signs.
    pub signatory: Signatory,
    /// What it shows.
    pub look: FileLook,
    /// Where it stands.
    pub place: FilePlace,
    /// Why.
    pub reason: String,
    /// Where the signer is.
    pub location: String,
    /// How to reach the signer.
    pub contact: String,
    /// SHA-256, 384 or 512.
    pub digest: DigestBits,
    /// The document's password.
    pub password: Option<wire::Secret>,
}

/// The digest that a signature is made with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DigestBits {
    /// SHA-256.
    #[default]
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// What was signed, for the command line.
#[derive(Debug)]
pub struct SignedFile {
    /// Where the result is.
    pub path: PathBuf,
    /// SHA-256 of the result, hex.
    pub sha256: String,
    /// What our own verifier says of the file.
    pub verdict: Verdict,
    /// The log entry's number.
    pub log_entry: u64,
}

/// Everything that one signing needs, wherever it was asked for.
struct Job<'a> {
    path: &'a Path,
    source: Arc<FileSource>,
    document: pdf::Document,
    target: PathBuf,
    existing: Existing,
    place: Target,
    form: Option<Form>,
    reason: String,
    location: String,
    contact: String,
    digest: DigestAlgorithm,
    consent: Option<audit::Consent>,
    /// The signer's certificate where it is known before the key is unlocked.
    identity: Option<keys::Identity>,
    unlock: &'a dyn Fn() -> Result<Box<dyn Signer>, Failure>,
}

/// What a job leaves.
struct Finished {
    judged: Judged,
    sha256: [u8; 32],
    log_entry: u64,
}

impl Engine {
    /// Signs an open document and opens the result, judged. `progress` is told each step.
    pub fn sign_document(
        &self,
        request: SignDocument,
        progress: &dyn Fn(SigningStep),
    ) -> Result<SignedDocument, Failure> {
        if !request.consent {
            return Err(Failure::new(FailureCode::ConsentMissing));
        }
        let open = self.open.get(&request.document)?;
        if open.version().is_some() {
            return Err(Failure::new(FailureCode::SigningForbidden).with("field", ""));
        }
        let identity = self.identity(&request.identity)?;
        let document = open.document();
        let shown = self.shown(&request.look, &identity.certificate.display(), &request.reason)?;
        let (place, size) = match (&request.field, &request.place) {
            (Some(field), _) => (Target::Field(field.clone()), field_size(&document, field)?),
            (None, Some(place)) if shown.is_visible() => {
                let area =
                    pdf::RectMm { x: place.left, y: place.top, width: place.width, height: place.height };
                let placement = Placement { page: place.page as usize, area };
                (Target::Visible(placement), Some((place.width, place.height)))
            }
            _ => (Target::Invisible, None),
        };
        let form = size.map(|(width, height)| shown.form(width, height)).transpose()?.flatten();
        let target = match &request.output {
            Some(chosen) => self.take_chosen(chosen)?,
            None => self.free_name_beside(open.path(), "output-signed"),
        };
        let job = Job {
            path: open.path(),
            source: open.source().clone(),
            document,
            // A name picked in the system's dialog was asked about there; one of our own is free.
            existing: if request.output.is_some() { Existing::Replace } else { Existing::Keep },
            target: target.clone(),
            place,
            form,
            reason: request.reason.clone(),
            location: request.location.clone(),
            contact: String::new(),
            digest: DigestAlgorithm::Sha256,
            consent: Some(audit::Consent { id: CONSENT.to_owned(), text: self.texts().plain(CONSENT) }),
            unlock: &|| self.guarded(&identity, |vault| vault.unlock(&identity.id, &secret(&request.pin))),
            identity: Some(identity.clone()),
        };
        let finished = self.run(job, progress)?;
        self.note_recent(&target, Some(finished.judged.verification.verdict));
        let (id, opened) = self.open.add(OpenDocument::open(&target)?)?;
        let verification = finished.judged.verification;
        Ok(SignedDocument {
            document: opened.describe(id)?,
            sha256: hex::encode(finished.sha256),
            verification,
            log_entry: finished.log_entry,
        })
    }

    /// Signs a file for the command line.
    pub fn sign_file(&self, request: &SignFile) -> Result<SignedFile, Failure> {
        let source = FileSource::open(&request.path)?;
        let document = pdf::Document::open(source.clone(), pdf::Limits::default())
            .map_err(|error| failures::of_pdf(&error, &request.path))?;
        if document.encryption().is_some_and(pdf::Encryption::is_locked) {
            let needed = || Failure::new(FailureCode::PasswordNeeded).with("name", file_name(&request.path));
            let password = request.password.as_ref().ok_or_else(needed)?;
            document.unlock(password.expose()).map_err(|error| failures::of_pdf(&error, &request.path))?;
        }
        // A key file is opened here, before the intent is logged: nothing is known of it until then, and no counter
        // of tries hangs on its password.
        let (identity, key) = match &request.signatory {
            Signatory::Identity(name, _) => (Some(self.identity(name)?), None),
            Signatory::KeyFile(path, password) => {
                let opened = keys::p12::open(&read_key_file(path)?, &secret(password));
                (None, Some(opened.map_err(|error| failures::of_keys(&error).with("name", file_name(path)))?))
            }
        };
        let certificate = identity.as_ref().map(|identity| &identity.certificate);
        let name = certificate.or(key.as_ref().map(|key| key.certificate())).map(Certificate::display);
        let shown = self.shown_of_file(&request.look, &name.unwrap_or_default(), &request.reason)?;
        let (place, size) = placed(&document, &request.place, &shown, &request.path)?;
        let form = size.map(|(width, height)| shown.form(width, height)).transpose()?.flatten();
        let target = match (&request.output, request.in_place) {
            (_, true) => request.path.clone(),
            (Some(output), false) => output.clone(),
            (None, false) => self.free_name_beside(&request.path, "output-signed"),
        };
        let digest = match request.digest {
            DigestBits::Sha256 => DigestAlgorithm::Sha256,
            DigestBits::Sha384 => DigestAlgorithm::Sha384,
            DigestBits::Sha512 => DigestAlgorithm::Sha512,
        };
        let key = std::sync::Mutex::new(key);
        let job = Job {
            path: &request.path,
            source,
            document,
            target: target.clone(),
            existing: if request.in_place { Existing::Replace } else { Existing::Keep },
            place,
            form,
            reason: request.reason.clone(),
            location: request.location.clone(),
            contact: request.contact.clone(),
            digest,
            consent: None,
            unlock: &|| {
                let key = match (&identity, &request.signatory, lock(&key).take()) {
                    (Some(identity), Signatory::Identity(_, pin), _) => {
                        self.guarded(identity, |vault| vault.unlock_key(&identity.id, &secret(pin)))?
                    }
                    (_, _, Some(opened)) => opened.into_key(),
                    _ => return Err(Failure::new(FailureCode::Internal)),
                };
                let key = key.with_digest(digest).map_err(|fault| failures::of_keys(&fault.into()))?;
                Ok(Box::new(key))
            },
            identity: identity.clone(),
        };
        let finished = self.run(job, &|_| ())?;
        self.note_recent(&target, Some(finished.judged.verification.verdict));
        Ok(SignedFile {
            path: target,
            sha256: hex::encode(finished.sha256),
            verdict: finished.judged.verification.verdict,
            log_entry: finished.log_entry,
        })
    }

    /// The order of writes. Whatever fails after the intent is logged as given up, with its reason.
    fn run(&self, job: Job<'_>, progress: &dyn Fn(SigningStep)) -> Result<Finished, Failure> {
        self.refuse_a_clock_that_went_back()?;
        if let Some(identity) = &job.identity {
            refuse_unfit(&identity.certificate, self.clock.now())?;
        }
        if job.existing == Existing::Keep && job.target.exists() {
            return Err(Failure::new(FailureCode::OutputExists).with("name", file_name(&job.target)));
        }
        progress(SigningStep::Reading);
        let base = BaseDigest::read(job.source.as_ref(), job.digest)
            .map_err(|fault| failures::unreadable(job.path, fault))?;
        let log = self.log()?;
        let _at_work = self.at_work()?;
        let op = OpId::random().map_err(|error| failures::of_log(&error))?;
        let intent = self.intent_of(&job, &base, op);
        log.intent(&intent).map_err(|error| failures::of_log(&error))?;

        let made = self.make(&job, &base, &op.to_string(), progress);
        let mut row = Record { at: self.clock.now(), ..intent };
        match made {
            Ok((judged, signed, certificate)) => {
                if let Some(document) = &mut row.document {
                    document.after = Some(audit::Digest(signed.sha256()));
                    document.size = Some(signed.length());
                }
                row.who.name = Some(certificate.display());
                row.params.insert(
                    "cms-sha256".to_owned(),
                    hex::encode(DigestAlgorithm::Sha256.digest(signed.cms())),
                );
                let done = log.done(&row).map_err(|error| failures::of_log(&error))?;
                Ok(Finished { judged, sha256: signed.sha256(), log_entry: done.seq })
            }
            Err(failure) => {
                history::mark_failed(&mut row, Some(failure.code));
                log.abort(&row).map_err(|error| failures::of_log(&error))?;
                Err(failure)
            }
        }
    }

    /// Everything between the intent and its outcome.
    fn make(
        &self,
        job: &Job<'_>,
        base: &BaseDigest,
        op: &str,
        progress: &dyn Fn(SigningStep),
    ) -> Result<(Judged, Signed, Certificate), Failure> {
        progress(SigningStep::Unlocking);
        let signer = (job.unlock)()?;
        refuse_unfit(signer.certificate(), self.clock.now())?;
        progress(SigningStep::Signing);
        let mut claims = Claims::at(self.clock.here());
        claims.name = signer.certificate().display();
        claims.reason = job.reason.clone();
        claims.location = job.location.clone();
        claims.contact = job.contact.clone();
        let mut identifier = [0; 16];
        getrandom::fill(&mut identifier)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        let of_sign = |error: sign::Error| failures::of_sign(&error, job.path);
        let rights = Rights::default();
        let draft = Draft::new(&job.document, &job.place, job.form.as_ref(), &claims, &rights, identifier)
            .map_err(of_sign)?;
        let signed = draft.sign(signer.as_ref(), base, &Extras::default()).map_err(of_sign)?;
        let certificate = signer.certificate().clone();
        drop(signer); // the key is needed no longer

        progress(SigningStep::Checking);
        let output = Output::create(&job.target, op)?;
        // Writing waits for the disk, checking for the processor: both at once. The check reads the document and the
        // update as the writer does; that the document stayed the same meanwhile is asked afterwards.
        let (written, judged) = std::thread::scope(|scope| {
            let document = job.source.as_ref();
            let written = scope.spawn(|| write(&output, document, base.length(), signed.increment()));
            let judged = self.check(job, &signed);
            (written.join().unwrap_or_else(|_| Err(Failure::new(FailureCode::Internal))), judged)
        });
        written?;
        let judged = judged?;
        if !job.source.is_unchanged() {
            return Err(Failure::new(FailureCode::DocumentChanged).with("name", file_name(job.path)));
        }
        progress(SigningStep::Saving);
        output.commit(job.existing, Some(job.path))?;
        Ok((judged, signed, certificate))
    }

    /// Our own verifier on what was written: the new signature must be whole, and no earlier one hurt by it.
    fn check(&self, job: &Job<'_>, signed: &Signed) -> Result<Judged, Failure> {
        let source = Arc::new(pdf::Joined::new(job.source.clone(), signed.increment()));
        let opened = pdf::Document::open(source, pdf::Limits::default())
            .map_err(|error| failures::of_pdf(&error, job.path))?;
        // Everything that a reader will look at, unless the document is so large that it would cost more than signing.
        let scope = match opened.next_object_number() {
            ..=MOST_OBJECTS_CHECKED => verify::Scope::Whole,
            _ => verify::Scope::Signatures,
        };
        let policy = verify::Policy { scope, ..self.policy(self.anchors()?, None) };
        let report = examine(&opened, &policy, job.path)?;
        let ours = report.signatures.iter().find(|found| found.signed_length == Some(signed.length()));
        if ours.map(|ours| ours.integrity) != Some(verify::Integrity::Intact) {
            let findings = ours.map(|ours| ours.findings.as_slice()).unwrap_or_default();
            // A document that no strict reader accepts would make any signature worthless: the fault is the file's.
            let failure = if findings.iter().any(|finding| is_of_the_file(finding.code)) {
                Failure::new(FailureCode::PdfDamaged).with("name", file_name(job.path))
            } else {
                Failure::new(FailureCode::SignatureFaulty)
            };
            return Err(failure.because(format!("{findings:?}")));
        }
        let last = report.file.revisions;
        let hurt = report
            .signatures
            .iter()
            .find(|found| found.changes.iter().any(|change| change.revision == last && !change.allowed));
        if let Some(hurt) = hurt {
            let field = hurt.field.clone().unwrap_or_default();
            return Err(Failure::new(FailureCode::SigningForbidden).with("field", field));
        }
        let verification = explain::verification(&opened, &report, signed.sha256());
        Ok(Judged { report, verification })
    }

    fn intent_of(&self, job: &Job<'_>, base: &BaseDigest, op: OpId) -> Record {
        let mut intent = self.record(Action::Signed);
        intent.op = Some(op);
        intent.document = Some(audit::Document {
            name: file_name(job.path),
            before: Some(audit::Digest(base.sha256())),
            after: None,
            size: Some(base.length()),
        });
        if let Some(identity) = &job.identity {
            describe_in(&mut intent, identity);
        }
        if !job.location.is_empty() {
            intent.place = Some(job.location.clone());
        }
        intent.consent = job.consent.clone();
        let target = std::path::absolute(&job.target).unwrap_or_else(|_| job.target.clone());
        intent.params.insert(recover::TARGET.to_owned(), target.display().to_string());
        if !job.reason.is_empty() {
            intent.params.insert("reason".to_owned(), job.reason.clone());
        }
        intent
    }

    /// A clock behind the log's last entry would write a history that never was (security §4).
    fn refuse_a_clock_that_went_back(&self) -> Result<(), Failure> {
        let newest = self.log()?.newest(1).map_err(|error| failures::of_log(&error))?;
        let Some(last) = newest.first() else { return Ok(()) };
        let back = last.record.at.duration_since(self.clock.now());
        if back > jiff::SignedDuration::from_mins(5) {
            return Err(Failure::new(FailureCode::ClockWentBack).with("at", last.record.at.to_string()));
        }
        Ok(())
    }

    fn shown_of_file(&self, look: &FileLook, name: &str, reason: &str) -> Result<Shown, Failure> {
        let mark = match look {
            FileLook::Invisible | FileLook::Text => None,
            FileLook::Image(path) => {
                // A white background is left as it is: what the command line is given is what it places.
                let picture = marks::open_picture(&marks::read_picture(path)?, false)
                    .map_err(|failure| failure.with("name", file_name(path)))?;
                Some(appearance::Mark::Picture(picture))
            }
            FileLook::Ink(path) => {
                let bytes = std::fs::read(path).map_err(|fault| failures::unreadable(path, fault))?;
                let ink = appearance::Ink::from_json(&bytes)
                    .map_err(|error| failures::of_appearance(&error).with("name", file_name(path)))?;
                Some(appearance::Mark::Ink(ink))
            }
        };
        let everything = Caption { name: true, date: true, reason: true };
        let caption = match look {
            FileLook::Text => self.caption(&everything, name, reason),
            _ => Vec::new(),
        };
        Ok(Shown { mark, caption })
    }
}

/// The document and the update behind it, into the temporary file and onto the disk.
fn write(output: &Output, document: &FileSource, length: u64, increment: &[u8]) -> Result<(), Failure> {
    let unwritable = |fault| unwritable(output.target(), fault);
    document.copy_to(length, output.file()?).map_err(unwritable)?;
    output.file()?.write_all(increment).map_err(unwritable)?;
    output.sync()
}

/// Why a certificate cannot sign at this moment; the words for a refusal before anything is done.
pub(crate) fn unfit(certificate: &Certificate, now: Timestamp) -> Option<Failure> {
    let at = pki::Time::from_unix(now.as_second());
    if !certificate.is_valid_at(at) {
        let failure = Failure::new(FailureCode::CertificateExpired);
        return Some(
            failure
                .with("from", explain::moment(certificate.not_before()))
                .with("until", explain::moment(certificate.not_after())),
        );
    }
    match pki::usage::fit_for_signing(certificate) {
        Ok(()) => None,
        Err(reason) => Some(Failure::new(FailureCode::CertificateUnfit).because(reason.code())),
    }
}

/// Findings about how the document itself is built, whoever signs it.
fn is_of_the_file(code: verify::Code) -> bool {
    use verify::Code::{DuplicateKey, DuplicateObject, HybridDisagrees, StructureNeedsRepair};
    matches!(code, DuplicateKey | DuplicateObject | HybridDisagrees | StructureNeedsRepair)
}

fn refuse_unfit(certificate: &Certificate, now: Timestamp) -> Result<(), Failure> {
    unfit(certificate, now).map_or(Ok(()), Err)
}

/// The size in millimetres that an appearance has in a field, as a reader sees it; `None` for an invisible field.
fn field_size(document: &pdf::Document, name: &str) -> Result<Option<(f64, f64)>, Failure> {
    let places = explain::places_of(document);
    Ok(places.iter().find(|(field, _)| field == name).map(|(_, place)| (place.width, place.height)))
}

type Placed = (Target, Option<(f64, f64)>);

fn placed(
    document: &pdf::Document,
    place: &FilePlace,
    shown: &Shown,
    path: &Path,
) -> Result<Placed, Failure> {
    match place {
        FilePlace::None => Ok((Target::Invisible, None)),
        FilePlace::Field(name) => Ok((Target::Field(name.clone()), field_size(document, name)?)),
        FilePlace::Page { page, at, size } => {
            let pages = document.page_count().map_err(|error| failures::of_pdf(&error, path))?;
            let page = page.map_or(pages.saturating_sub(1), |page| page as usize);
            if page >= pages {
                return Err(Failure::new(FailureCode::NoSuchPage)
                    .with("page", page + 1)
                    .with("pages", pages));
            }
            let height = size.1.unwrap_or_else(|| shown.natural_height_mm(size.0));
            let area = pdf::RectMm { x: at.0, y: at.1, width: size.0, height };
            Ok((Target::Visible(Placement { page, area }), Some((size.0, height))))
        }
    }
}
