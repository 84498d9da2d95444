//! The use cases of Vermilion, one file each: what the window and the command line ask for.
//!
//! Owns: the profile on disk (vault, log, settings, marks, trust), the documents that are open, the order in which a
//! signature reaches the world (log the intent, sign, check, write, log it done), and the mapping of every lower
//! error to a [`wire::Failure`]. Refuses: anything of Tauri or a terminal. Requests and answers are those of `wire`;
//! each public method that is a command bears the command's name.

mod apart;
mod appending;
mod article13;
mod checking;
mod clock;
mod comparing;
mod contents;
mod copies;
mod cores;
mod detached;
mod documents;
mod etsi;
mod evidence;
mod explain;
mod failures;
mod feedback;
mod folders;
mod growing;
mod history;
mod identities;
mod impostors;
mod judges;
mod judging;
mod login;
mod looks;
mod many;
mod marks;
mod network;
mod office;
mod open;
mod output;
mod package;
mod paper;
mod paper_code;
mod paper_link;
mod places;
mod preparing;
mod profile;
mod provable;
mod queue;
mod read;
mod recent;
mod recover;
mod report_json;
mod seals;
mod seam_check;
mod settings;
mod signatory;
mod signing;
mod source;
mod stamping;
mod telling;
mod tokens;
mod trust;
mod trusted_lists;
mod verifying;

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use texts::Catalogue;
use wire::{Failure, Language};

pub use apart::examined_apart;
pub use clock::Clock;
pub use copies::CopyFile;
pub use detached::is_signature_file;
pub use judging::JudgeBy;
pub use keys::harden_process;
pub use login::{Finger, FingerFault, FingerReader};
pub use many::{found, summary};
pub use network::AuthorityAt;
pub use office::{Anchor, ApplyWith, SealFacts, is_issued_copy};
pub use package::{CheckedPackage, PackFile, PackedFile};
pub use paper::ReportsTo;
pub use paper_link::CheckPaper;
pub use preparing::PrepareFile;
pub use profile::Profile;
pub use provable::ExtendFile;
pub use seam_check::{CheckedSeam, SeamSeal};
pub use signatory::{Maker, Signatory};
pub use signing::{
    BatchFile, DetachedFile, DetachedSignature, DetachedTo, FileLook, FilePlace, SignDetachedFiles, SignFile,
    SignMany, SignedFile, Signing, Supplied,
};
pub use stamping::{KeepPreset, PlanFiles, PlannedFiles, as_kept, way_in_words};
pub use telling::{Manner, Said, Sentences, Told};
pub use verifying::exit_status;

/// The engine on one profile. Cheap to share: everything inside is behind its own lock.
pub struct Engine {
    profile: Profile,
    clock: Clock,
    /// Opened at the first use, so that a log that cannot be opened is told where it matters and not at the start.
    log: Mutex<Option<Arc<audit::Log>>>,
    open: documents::OpenDocuments,
    marks: Mutex<marks::Marks>,
    chosen: Mutex<places::Chosen>,
    /// The scan that was cleaned last.
    scan: Mutex<seals::LastScan>,
    /// The computer's own face for seals, once it was found.
    fangsong: Mutex<Option<Arc<appearance::SealFont>>>,
    texts: Mutex<Arc<Catalogue>>,
    /// PKCS#11 modules that are open.
    modules: Mutex<Vec<keys::pkcs11::Module>>,
    /// The user wants the batch at work to stop.
    cancelled: AtomicBool,
    /// The user wants verifying many files to stop.
    enough_verified: AtomicBool,
    /// The text of feedback as it was shown last.
    feedback: Mutex<Option<String>>,
    /// What was found of the files that were verified together, by their ids.
    verified: Mutex<many::Verified>,
    /// Who is logged in.
    login: Mutex<login::Session>,
    /// The system's fingerprint reader, where somebody offers one.
    reader: Option<Box<dyn login::FingerReader>>,
    /// The program that takes the first look at a file, where one does.
    examiner: Option<std::path::PathBuf>,
}

impl Engine {
    /// The engine on the user's own profile (`VERMILION_HOME`, else the system's place for application data).
    pub fn open_profile() -> Self {
        Self::open(Profile::of_the_user(), Clock::system())
    }

    /// The engine on a profile, with a clock.
    pub fn open(profile: Profile, clock: Clock) -> Self {
        let language = settings::load(&profile).language.unwrap_or_else(texts::system_language);
        Self {
            profile,
            clock,
            log: Mutex::new(None),
            open: documents::OpenDocuments::default(),
            marks: Mutex::default(),
            chosen: Mutex::default(),
            scan: Mutex::default(),
            fangsong: Mutex::default(),
            texts: Mutex::new(Arc::new(Catalogue::new(language))),
            modules: Mutex::default(),
            cancelled: AtomicBool::new(false),
            enough_verified: AtomicBool::new(false),
            feedback: Mutex::default(),
            verified: Mutex::default(),
            login: Mutex::default(),
            reader: None,
            examiner: None,
        }
    }

    /// The same engine, which opens a document only after this very program, started once more, has come through it, and
    /// has other processes of it judge the files of a batch: for a process that must not fall with a file. The program must call [`examined_apart`] first of all.
    pub fn looking_apart(mut self) -> Self {
        // Where the program cannot be named, none can be started, and nothing is opened.
        self.examiner = Some(std::env::current_exe().unwrap_or_default());
        self
    }

    /// The catalogue of sentences in the language of this engine.
    pub fn texts(&self) -> Arc<Catalogue> {
        Arc::clone(&lock(&self.texts))
    }

    /// Speaks another language from now on.
    pub fn speak(&self, language: Language) {
        *lock(&self.texts) = Arc::new(Catalogue::new(language));
    }

    /// The log, opened where this is the first use.
    fn log(&self) -> Result<Arc<audit::Log>, Failure> {
        let mut slot = lock(&self.log);
        if let Some(log) = slot.as_ref() {
            return Ok(Arc::clone(log));
        }
        self.profile.prepare()?;
        let log = Arc::new(audit::Log::open(self.profile.log()).map_err(|error| failures::of_log(&error))?);
        *slot = Some(Arc::clone(&log));
        Ok(log)
    }

    /// Forgets what was read of the profile: another one takes its place.
    fn forget_what_was_read(&self) {
        *lock(&self.log) = None;
        *lock(&self.marks) = marks::Marks::default();
    }

    /// Forgets every document that is open and every file that was picked.
    fn forget_what_is_open(&self) {
        self.open.close_all();
        *lock(&self.chosen) = places::Chosen::default();
        *lock(&self.marks) = marks::Marks::default();
        *lock(&self.verified) = many::Verified::default();
    }

    /// The vault, made where there is none.
    fn vault(&self) -> Result<keys::Vault, Failure> {
        self.profile.prepare()?;
        keys::Vault::open(self.profile.vault()).map_err(|error| failures::of_keys(&error))
    }
}

/// Locks, also where another thread panicked: what is behind these locks is valid at every step.
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Random bytes, for the second half of a file's `/ID`.
fn random_bytes() -> Result<[u8; 16], Failure> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|fault| Failure::new(wire::FailureCode::Internal).because(fault))?;
    Ok(random)
}

/// Random bytes in hex, for names that nobody can guess.
fn random_hex(bytes: usize) -> Result<String, Failure> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random).map_err(|fault| Failure::new(wire::FailureCode::Internal).because(fault))?;
    Ok(hex::encode(random))
}
