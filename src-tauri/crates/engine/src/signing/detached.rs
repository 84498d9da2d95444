//! Signing files of any kind: for each a signature in a file of its own beside it (CAdES B-B or B-T, EN 319 122-1; RS5 电子邮件).
//!
//! The rules of use, the order of writes and the checks are those of a signature in a PDF: log the intents → unlock → sign →
//! have our own verifier look → write → log the outcomes. The files are read in a stream and never touched. Refuses the
//! levels that keep revocation answers: a message has no store for them that other programs would read.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use audit::{Digest, OpId, Record};
use cades::{SignedAttribute, SignedData, Stated};
use pki::DigestAlgorithm;
use registry::ruling::Protected;
use wire::{
    DetachedRow, Failure, FailureCode, Level, RuleEntry, SecondPerson, SignDetached, SignOptions,
    SignedDetached, Verdict,
};

use super::batch::stops_all;
use super::file::Supplied;
use super::{About, CONSENT_BATCH, CONSENT_FILE, Said, level_word};
use crate::appending::{closing, intent};
use crate::output::{Existing, Output, unwritable};
use crate::provable::Services;
use crate::signatory::{Chosen, Maker, Signatory, Unlocked, WithChain, algorithm_of, digest_of};
use crate::source::{FileSource, digests_of, file_name};
use crate::{Engine, detached, evidence, explain, failures, recover};

/// Where the signatures go.
#[derive(Debug)]
pub enum DetachedTo {
    /// Beside each file, under its name with `.p7s` behind it.
    Beside,
    /// The one signature of the one file.
    File(PathBuf),
    /// A folder.
    Folder(PathBuf),
}

/// How the command line has files signed beside themselves.
#[derive(Debug)]
pub struct SignDetachedFiles {
    /// The files.
    pub inputs: Vec<PathBuf>,
    /// Where the signatures go.
    pub output: DetachedTo,
    /// Who signs.
    pub signatory: Signatory,
    /// Level, digest, kind and department; what only a PDF has is passed over.
    pub options: SignOptions,
    /// Why.
    pub reason: String,
    /// Where.
    pub location: String,
    /// Authorities and proofs that come along.
    pub supplied: Supplied,
    /// The signer has read what is signed and says so.
    pub consent: bool,
    /// Who confirms it as a second person.
    pub second: Option<SecondPerson>,
}

/// What became of one file.
#[derive(Debug)]
pub struct DetachedFile {
    /// The file.
    pub input: PathBuf,
    /// Its signature, or why there is none.
    pub outcome: Result<DetachedSignature, Failure>,
    /// The log entry's number, where it came to that.
    pub log_entry: Option<u64>,
}

/// A signature that was written.
#[derive(Clone, Debug)]
pub struct DetachedSignature {
    /// Where it is.
    pub path: PathBuf,
    /// SHA-256 of the file that was signed, hex.
    pub sha256: String,
    /// What our own verifier says of it.
    pub verdict: Verdict,
}

/// What is signed, by whom and how: the same for every file.
struct Task<'a> {
    chosen: &'a Chosen<'a>,
    options: &'a SignOptions,
    reason: &'a str,
    location: &'a str,
    said: Said<'a>,
    supplied: &'a Supplied,
}

/// A file that was read and whose intent is in the log.
struct Begun {
    path: PathBuf,
    target: PathBuf,
    source: Arc<FileSource>,
    digest: Vec<u8>,
    op: OpId,
    intent: Record,
}

impl Engine {
    /// Signs files for the command line; the rules that warn come along.
    pub fn sign_detached_files(&self, request: &SignDetachedFiles) -> Result<Signed, Failure> {
        let chosen = self.chosen_signatory(&request.signatory)?;
        let task = Task {
            chosen: &chosen,
            options: &request.options,
            reason: &request.reason,
            location: &request.location,
            said: said_of(request.inputs.len(), request.consent, request.second.as_ref()),
            supplied: &request.supplied,
        };
        self.sign_beside(&task, &request.inputs, &request.output)
    }

    /// Signs files that were chosen in the window, each beside itself.
    pub fn sign_detached(&self, request: SignDetached) -> Result<SignedDetached, Failure> {
        if !request.consent {
            return Err(Failure::new(FailureCode::ConsentMissing));
        }
        self.refuse_logged_out()?;
        let _finger = self.hold_finger();
        let files = request.files.iter().map(|id| self.chosen_path(id)).collect::<Result<Vec<_>, _>>()?;
        let chosen = self.chosen_identity(&request.identity, &request.pin)?;
        let task = Task {
            chosen: &chosen,
            options: &request.options,
            reason: &request.reason,
            location: &request.location,
            said: said_of(files.len(), request.consent, request.second.as_ref()),
            supplied: &Supplied::default(),
        };
        let (signed, _) = self.sign_beside(&task, &files, &DetachedTo::Beside)?;
        self.finger_used();
        let rows = signed.into_iter().map(|file| DetachedRow {
            name: file_name(&file.input),
            output: file.outcome.as_ref().ok().map(|signature| file_name(&signature.path)),
            failure: file.outcome.err(),
            log_entry: file.log_entry,
        });
        Ok(SignedDetached { rows: rows.collect() })
    }

    fn sign_beside(
        &self,
        task: &Task<'_>,
        files: &[PathBuf],
        output: &DetachedTo,
    ) -> Result<Signed, Failure> {
        if files.is_empty() {
            return Err(Failure::new(FailureCode::BatchEmpty));
        }
        if task.options.level > Level::T {
            return Err(Failure::new(FailureCode::DetachedLevel));
        }
        let algorithm = algorithm_of(task.chosen.certificate(), task.options)?;
        let mut services = self.services_with(task.supplied)?;
        self.refuse_unfit_now(task.chosen, task.options, &services)?;
        self.refuse_a_clock_that_went_back()?;
        let about = About {
            reason: task.reason,
            location: task.location,
            options: task.options,
            protected: Protected::Impossible,
        };
        let (record, warnings) = self.ruled_record(&about, task.chosen, &task.said, &[])?;
        if let DetachedTo::Folder(folder) = output {
            crate::profile::make_folder(folder)?;
        }
        let mut targets: Vec<PathBuf> = Vec::with_capacity(files.len());
        let begun: Vec<Result<Begun, Failure>> = files
            .iter()
            .map(|path| {
                let target = match output {
                    DetachedTo::Beside => detached::free_name_for(path, &targets),
                    DetachedTo::Folder(folder) => {
                        detached::free_name_for(&folder.join(file_name(path)), &targets)
                    }
                    DetachedTo::File(target) => target.clone(),
                };
                targets.push(target.clone());
                begin(path, target, digest_of(algorithm), &record)
            })
            .collect();
        if begun.iter().all(Result::is_err) {
            // Nothing is asked of a key that has nothing to sign.
            let failed = begun.into_iter().filter_map(|one| one.err().map(|failure| (Err(failure), None)));
            return told(files, failed, warnings);
        }
        let _at_work = self.at_work()?;
        let intents: Vec<Record> = begun.iter().flatten().map(|one| one.intent.clone()).collect();
        self.log()?.append_all(&intents).map_err(|error| failures::of_log(&error))?;
        services.log_head = self.log_head()?;
        let unlocked = self.confirm(task.said.second).and_then(|()| self.unlock(task.chosen, algorithm));
        let mut stopped = false;
        let mut done: Vec<(Result<DetachedSignature, Failure>, Option<Record>)> = Vec::new();
        for one in begun {
            let begun = match one {
                Ok(begun) => begun,
                Err(failure) => {
                    done.push((Err(failure), None));
                    continue;
                }
            };
            let made = match &unlocked {
                Err(failure) => Err(failure.clone()),
                Ok(_) if stopped => Err(Failure::new(FailureCode::BatchStopped)),
                Ok(key) => self.sign_one(task, &begun, key, &services),
            };
            stopped |= made.as_ref().is_err_and(stops_all);
            let mut row = closing(&begun.intent, self.clock.now(), made.as_ref().err());
            if let Ok((signature, message)) = &made {
                describe(&mut row, task, signature, message);
            }
            done.push((made.map(|(signature, _)| signature), Some(row)));
        }
        let rows: Vec<Record> = done.iter().filter_map(|(_, row)| row.clone()).collect();
        let appended = self.log()?.append_all(&rows).map_err(|error| failures::of_log(&error))?;
        let mut entries = appended.iter().map(|row| row.seq);
        // A PIN that does not open the key is told as that, not once for each file.
        unlocked?;
        told(
            files,
            done.into_iter().map(|(outcome, row)| (outcome, row.and_then(|_| entries.next()))),
            warnings,
        )
    }

    /// Makes, checks and writes one signature; its message comes along.
    fn sign_one(
        &self,
        task: &Task<'_>,
        begun: &Begun,
        key: &Unlocked,
        services: &Services,
    ) -> Result<(DetachedSignature, Vec<u8>), Failure> {
        let signer = WithChain { signer: key.signer(), chain: services.complete(key.signer()) };
        let said = Stated { reason: task.reason.to_owned(), place: task.location.to_owned() };
        let mut attributes = said.attributes(self.moment());
        attributes.extend(services.log_head.iter().map(evidence::attribute));
        let stamped = task.options.level >= Level::T;
        let message = self
            .message(&signer, &begun.digest, &attributes, stamped.then_some(services))
            .map_err(|failure| key.explain(failure))?;
        let report = self.checked_message(begun.source.as_ref(), &message, &begun.path)?;
        let output = Output::create(&begun.target, &begun.op.to_string())?;
        let written = output.file()?.write_all(&message);
        written.map_err(|fault| unwritable(&begun.target, fault))?;
        output.sync()?;
        if !begun.source.is_unchanged() {
            return Err(Failure::new(FailureCode::DocumentChanged).with("name", file_name(&begun.path)));
        }
        output.commit(Existing::Keep, Some(&begun.path))?;
        let sha256 = begun.intent.document.as_ref().and_then(|document| document.before);
        let signature = DetachedSignature {
            path: begun.target.clone(),
            sha256: sha256.map(|digest| hex::encode(digest.0)).unwrap_or_default(),
            verdict: explain::verdict(report.verdict),
        };
        Ok((signature, message))
    }

    /// Has the manifest of a package signed, and the package written by `write`, in the same order: the intent is in the log
    /// before the key is asked, the outcome when the package has its name. `of` is the SHA-256 of its document, hex.
    pub(crate) fn sign_manifest(
        &self,
        signer: &Maker,
        manifest: &[u8],
        target: &Path,
        of: &str,
        write: impl FnOnce(&[u8]) -> Result<(), Failure>,
    ) -> Result<Vec<RuleEntry>, Failure> {
        let chosen = self.chosen_signatory(&signer.signatory)?;
        let algorithm = algorithm_of(chosen.certificate(), &signer.options)?;
        let mut services = self.services()?;
        self.refuse_unfit_now(&chosen, &signer.options, &services)?;
        self.refuse_a_clock_that_went_back()?;
        let said = said_of(1, signer.consent, signer.second.as_ref());
        let about =
            About { reason: "", location: "", options: &signer.options, protected: Protected::Impossible };
        let (mut record, warnings) = self.ruled_record(&about, &chosen, &said, &[])?;
        record.params.insert("package-of".to_owned(), of.to_owned());
        let bytes = manifest.to_vec();
        let sha256: [u8; 32] = DigestAlgorithm::Sha256.digest(manifest).try_into().unwrap_or_default();
        let digest = digest_of(algorithm).digest(manifest);
        let op = OpId::random().map_err(|error| failures::of_log(&error))?;
        let mut intent = intent(&record, target, (sha256, manifest.len() as u64), target, op);
        intent.params.insert(recover::DETACHED.to_owned(), hex::encode(&digest));
        let _at_work = self.at_work()?;
        self.log()?.append(&intent).map_err(|error| failures::of_log(&error))?;
        let signed = (|| {
            services.log_head = self.log_head()?;
            self.confirm(said.second)?;
            let key = self.unlock(&chosen, algorithm)?;
            let with_chain = WithChain { signer: key.signer(), chain: services.complete(key.signer()) };
            let mut attributes = Stated::default().attributes(self.moment());
            attributes.extend(services.log_head.iter().map(evidence::attribute));
            let message = self
                .message(&with_chain, &digest, &attributes, None)
                .map_err(|failure| key.explain(failure))?;
            self.checked_message(&bytes, &message, target)?;
            write(&message)
        })();
        let mut row = closing(&intent, self.clock.now(), signed.as_ref().err());
        row.who.name = Some(chosen.certificate().display());
        self.log()?.append(&row).map_err(|error| failures::of_log(&error))?;
        signed.map(|()| warnings)
    }

    /// The message over a digest; `services` where its value is to be stamped.
    pub(crate) fn message(
        &self,
        signer: &dyn cades::Signer,
        digest: &[u8],
        attributes: &[SignedAttribute],
        services: Option<&Services>,
    ) -> Result<Vec<u8>, Failure> {
        let of_cades = |error: cades::Error| failures::of_cades(&error);
        let message = cades::build::signed_data_with(signer, digest, attributes).map_err(of_cades)?;
        let Some(services) = services else { return Ok(message) };
        let faulty = |fault: cades::Malformed| Failure::new(FailureCode::SignatureFaulty).because(fault);
        let authority = services.authority(self)?;
        let signed = SignedData::parse(&message).map_err(faulty)?;
        let token = authority
            .stamp(&authority.digest().digest(signed.signature()))
            .map_err(|error| failures::of_stamp(&error))?;
        cades::with_signature_timestamp(&message, &token).map_err(faulty)
    }

    /// Our own verifier on what was made: it must be whole.
    fn checked_message(
        &self,
        content: &dyn pdf::Source,
        message: &[u8],
        path: &Path,
    ) -> Result<verify::Report, Failure> {
        let policy = self.policy(self.anchors()?, None);
        let report = verify::examine_detached(message, Some(content), &policy)
            .map_err(|error| failures::of_verify(&error, path))?;
        if report.integrity != Some(verify::Integrity::Intact) {
            let findings = report.signatures.first().map(|found| &found.findings);
            return Err(Failure::new(FailureCode::SignatureFaulty).because(format!("{findings:?}")));
        }
        Ok(report)
    }
}

type Signed = (Vec<DetachedFile>, Vec<RuleEntry>);

/// What was said before so many files of any kind are signed: nobody can tell whether they were looked at.
fn said_of(files: usize, consent: bool, second: Option<&SecondPerson>) -> Said<'_> {
    let sentence = if files > 1 { CONSENT_BATCH } else { CONSENT_FILE };
    Said { consent: consent.then_some(sentence), reviewed: None, second, encrypt: None }
}

/// What became of the files; of the only one, a failure is the whole answer.
fn told(
    files: &[PathBuf],
    outcomes: impl Iterator<Item = (Result<DetachedSignature, Failure>, Option<u64>)>,
    warnings: Vec<RuleEntry>,
) -> Result<Signed, Failure> {
    let done = files.iter().zip(outcomes).map(|(input, (outcome, log_entry))| DetachedFile {
        input: input.clone(),
        outcome,
        log_entry,
    });
    let mut done: Vec<DetachedFile> = done.collect();
    match done.pop() {
        Some(DetachedFile { outcome: Err(failure), .. }) if done.is_empty() => Err(failure),
        last => {
            done.extend(last);
            Ok((done, warnings))
        }
    }
}

/// Reads a file and writes down what is going to be done with it.
fn begin(
    path: &Path,
    target: PathBuf,
    algorithm: DigestAlgorithm,
    record: &Record,
) -> Result<Begun, Failure> {
    if target.exists() {
        return Err(Failure::new(FailureCode::OutputExists).with("name", file_name(&target)));
    }
    let source = FileSource::open(path)?;
    let (sha256, digest) =
        digests_of(source.as_ref(), algorithm).map_err(|fault| failures::unreadable(path, fault))?;
    let op = OpId::random().map_err(|error| failures::of_log(&error))?;
    let length = pdf::Source::len(source.as_ref());
    let mut intent = intent(record, path, (sha256, length), &target, op);
    intent.params.insert(recover::DETACHED.to_owned(), hex::encode(&digest));
    Ok(Begun { path: path.to_owned(), target, source, digest, op, intent })
}

/// What the log is told of a signature that was made.
fn describe(row: &mut Record, task: &Task<'_>, signature: &DetachedSignature, message: &[u8]) {
    let sha256 = DigestAlgorithm::Sha256.digest(message);
    if let (Some(document), Ok(digest)) = (&mut row.document, sha256.as_slice().try_into()) {
        document.after = Some(Digest(digest));
        document.size = Some(message.len() as u64);
    }
    row.who.name = Some(task.chosen.certificate().display());
    row.params.insert("cms-sha256".to_owned(), hex::encode(sha256));
    row.params.insert("level".to_owned(), level_word(task.options.level).to_owned());
    row.params.insert("signature-file".to_owned(), file_name(&signature.path));
}
