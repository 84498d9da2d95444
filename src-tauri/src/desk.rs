//! The engine, plus the commands that need a dialog or the page's ear.
//!
//! Everything else reaches the engine's method of the same name through `Deref`.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use engine::Engine;
use tauri::{AppHandle, Emitter as _};
use wire::{
    BatchFiles, BatchResult, ChosenFile, Comparison, DetachedVerification, Document, DocumentId,
    ExportIdentity, ExportVerified, Failure, FilesToSign, FilesToVerify, FingerStep, HistoryFormat,
    ListFormat, LoginState, Mark, PaperCheck, ReportFormat, SaveCopy, SavePackage, SaveReport, SavedPackage,
    Seal, SignBatch, SignDocument, SignatureOf, SignedDocument, SigningProgress, Start, TokenModule,
    TrustedCertificate, TrustedListOffer, VerifiedFiles, VerifyFiles,
};

use crate::dialogs::{self, Ask};
use crate::fingerprint;

/// Where the page's commands arrive.
pub struct Desk {
    app: AppHandle,
    engine: Engine,
    /// The file that the program was started with, until it is opened.
    given: Mutex<Option<PathBuf>>,
}

impl Deref for Desk {
    type Target = Engine;

    fn deref(&self) -> &Engine {
        &self.engine
    }
}

impl Desk {
    /// Opens the engine on the user's profile. A file named on the command line is opened by the first `start`.
    pub fn open(app: AppHandle) -> Self {
        let given = std::env::args_os().skip(1).map(PathBuf::from).find(|path| path.is_file());
        let engine = Engine::open_profile().looking_apart();
        let engine = match fingerprint::reader() {
            Some(reader) => engine.with_reader(reader),
            None => engine,
        };
        Self { app, engine, given: Mutex::new(given) }
    }

    /// What the page needs before it can show anything.
    pub fn start(&self, (): ()) -> Result<Start, Failure> {
        let mut start = self.engine.start(())?;
        if !start.login.open {
            return Ok(start); // the file waits for whoever logs in
        }
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(path) = &given {
            let opened = match engine::is_signature_file(path) {
                true => {
                    self.engine.verify_signature_file(path).map(|judged| start.signature_file = Some(judged))
                }
                false => self.engine.open_path(path).map(|document| start.document = Some(document)),
            };
            match opened {
                Ok(()) => {}
                Err(failure) => start.failure = Some(failure), // the page does not listen to events yet
            }
        }
        Ok(start)
    }

    /// Logs in by a fingerprint, telling the page how it goes.
    pub fn log_in_by_finger(&self, (): ()) -> Result<LoginState, Failure> {
        self.engine.log_in_with_finger(&|step| self.tell_finger(step))
    }

    /// Has the system recognise its user for the next signature, telling the page how it goes.
    pub fn confirm_by_finger(&self, (): ()) -> Result<(), Failure> {
        self.engine.confirm_with_finger(&|step| self.tell_finger(step))
    }

    fn tell_finger(&self, step: FingerStep) {
        drop(self.app.emit("finger-progress", step));
    }

    /// The engine, for what is told apart in a file of its own.
    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(crate) fn fold<T>(
        &self,
        ask: Ask,
        then: impl FnOnce(&Path) -> Result<T, Failure>,
    ) -> Result<Option<T>, Failure> {
        dialogs::folder(&self.app, &self.engine, ask).map(|path| then(&path)).transpose()
    }

    pub(crate) fn pick<T>(
        &self,
        ask: Ask,
        then: impl FnOnce(&Path) -> Result<T, Failure>,
    ) -> Result<Option<T>, Failure> {
        dialogs::open(&self.app, &self.engine, ask).map(|path| then(&path)).transpose()
    }

    pub(crate) fn pick_many(&self, ask: Ask) -> Option<Vec<std::path::PathBuf>> {
        dialogs::open_many(&self.app, &self.engine, ask)
    }

    pub(crate) fn place<T>(
        &self,
        ask: Ask,
        then: impl FnOnce(&Path) -> Result<T, Failure>,
    ) -> Result<Option<T>, Failure> {
        dialogs::save(&self.app, &self.engine, ask).map(|path| then(&path)).transpose()
    }

    /// Asks for a PDF, or for a signature file.
    pub fn choose_document(&self, (): ()) -> Result<Option<Document>, Failure> {
        let ask = Ask::new("dialog-open-document", "dialog-kind-document", &["pdf", "p7s", "p7m", "cms"]);
        self.pick(ask, |path| self.open_any(path)).map(Option::flatten)
    }

    /// Opens a document; a signature file is judged, and comes to the page by an event.
    pub(crate) fn open_any(&self, path: &Path) -> Result<Option<Document>, Failure> {
        if !engine::is_signature_file(path) {
            return self.engine.open_path(path).map(Some);
        }
        let judged = self.engine.verify_signature_file(path)?;
        drop(self.app.emit("signature-file-opened", judged));
        Ok(None)
    }

    /// Asks for files of any kind to sign.
    pub fn choose_files_to_sign(&self, (): ()) -> Result<Option<FilesToSign>, Failure> {
        let picked = self.pick_many(Ask::new("dialog-open-to-sign", "dialog-kind-any", &[]));
        let chosen = |paths: Vec<std::path::PathBuf>| {
            let files = paths.iter().map(|path| self.engine.chosen(path)).collect::<Result<Vec<_>, _>>()?;
            Ok(FilesToSign { files })
        };
        picked.map(chosen).transpose()
    }

    /// Asks for the file that a signature file is about.
    pub fn choose_content(&self, id: String) -> Result<Option<DetachedVerification>, Failure> {
        let ask = Ask::new("dialog-open-content", "dialog-kind-any", &[]);
        self.pick(ask, |path| self.engine.verify_over_content(&id, path))
    }

    /// Opens one of the files that were verified together.
    pub fn open_verified(&self, id: String) -> Result<Option<Document>, Failure> {
        self.open_any(&self.engine.path_verified(&id)?)
    }

    /// Asks for a picture of a signature.
    pub fn choose_image_mark(&self, (): ()) -> Result<Option<Mark>, Failure> {
        let ask = Ask::new("dialog-open-image", "dialog-kind-image", &["png", "jpg", "jpeg"]);
        self.pick(ask, |path| self.engine.add_image_mark(path))
    }

    /// Asks for a key file.
    pub fn choose_key_file(&self, (): ()) -> Result<Option<ChosenFile>, Failure> {
        let ask = Ask::new("dialog-open-key-file", "dialog-kind-key-file", &["p12", "pfx"]);
        self.pick(ask, |path| self.engine.chosen(path))
    }

    /// Asks for a certificate and trusts it.
    pub fn choose_trusted_certificate(&self, (): ()) -> Result<Option<TrustedCertificate>, Failure> {
        let ask =
            Ask::new("dialog-open-certificate", "dialog-kind-certificate", &["pem", "crt", "cer", "der"]);
        self.pick(ask, |path| self.engine.trust_file(path))
    }

    /// Asks for a trusted list and looks into it.
    pub fn choose_trusted_list(&self, (): ()) -> Result<Option<TrustedListOffer>, Failure> {
        let ask = Ask::new("dialog-open-list", "dialog-kind-list", &["xml", "xtsl"]);
        self.pick(ask, |path| self.engine.offer_trusted_list(path))
    }

    /// Asks where the signed file shall go.
    pub fn choose_output(&self, document: DocumentId) -> Result<Option<ChosenFile>, Failure> {
        let (folder, name) = self.engine.proposed_output(&document)?;
        let ask =
            Ask::new("dialog-save-signed", "dialog-kind-pdf", &["pdf"]).starting_at(Some(folder), Some(name));
        self.place(ask, |path| self.engine.chosen(path))
    }

    /// Asks where the version that was signed shall go, and writes it.
    pub fn save_signed_version(&self, of: SignatureOf) -> Result<Option<ChosenFile>, Failure> {
        let (folder, name) = self.engine.proposed_signed_version(&of)?;
        let ask = Ask::new("dialog-save-version", "dialog-kind-pdf", &["pdf"])
            .starting_at(Some(folder), Some(name));
        self.place(ask, |path| self.engine.write_signed_version(&of, path))
    }

    /// Asks where the key file shall go, and writes it.
    pub fn export_identity(&self, request: ExportIdentity) -> Result<Option<ChosenFile>, Failure> {
        let name = self.engine.proposed_key_file(&request.id)?;
        let ask =
            Ask::new("dialog-save-key-file", "dialog-kind-key-file", &["p12"]).starting_at(None, Some(name));
        self.place(ask, |path| self.engine.write_key_file(request, path))
    }

    /// Asks where the log shall go, and writes it.
    pub fn export_history(&self, format: HistoryFormat) -> Result<Option<ChosenFile>, Failure> {
        let (kind, endings): (_, &'static [&'static str]) = match format {
            HistoryFormat::Csv => ("dialog-kind-csv", &["csv"]),
            HistoryFormat::Json => ("dialog-kind-json", &["json"]),
        };
        let name = self.engine.proposed_export(format);
        let ask = Ask::new("dialog-save-log", kind, endings).starting_at(None, Some(name));
        self.place(ask, |path| self.engine.write_history(format, path))
    }

    /// Asks for PDF files to sign together.
    pub fn choose_batch_files(&self, (): ()) -> Result<Option<BatchFiles>, Failure> {
        let ask = Ask::new("dialog-open-batch", "dialog-kind-pdf", &["pdf"]);
        self.pick_many(ask).map(|paths| self.engine.batch_of(&paths)).transpose()
    }

    /// Asks for a folder of PDF files to sign together.
    pub fn choose_batch_folder(&self, (): ()) -> Result<Option<BatchFiles>, Failure> {
        let ask = Ask::new("dialog-open-batch-folder", "dialog-kind-pdf", &[]);
        let folder = dialogs::folder(&self.app, &self.engine, ask);
        folder.map(|folder| self.engine.batch_of(&[folder])).transpose()
    }

    /// Asks for the folder of the signed files.
    pub fn choose_batch_output(&self, (): ()) -> Result<Option<ChosenFile>, Failure> {
        let ask = Ask::new("dialog-save-batch", "dialog-kind-pdf", &[]);
        dialogs::folder(&self.app, &self.engine, ask).map(|folder| self.engine.chosen(&folder)).transpose()
    }

    /// Asks for a PKCS#11 module and looks into it from now on.
    pub fn choose_token_module(&self, (): ()) -> Result<Option<TokenModule>, Failure> {
        let ask = Ask::new("dialog-open-module", "dialog-kind-module", &["so", "dll", "dylib"]);
        self.pick(ask, |path| self.engine.add_token_module(path))
    }

    /// Signs many files, telling the page of each.
    pub fn sign_batch(&self, request: SignBatch) -> Result<BatchResult, Failure> {
        self.engine.sign_batch(request, &|progress| drop(self.app.emit("batch-progress", progress)))
    }

    /// Compares all versions of a document, telling the page how far it is.
    pub fn compare_versions(&self, document: DocumentId) -> Result<Comparison, Failure> {
        self.engine
            .compare_versions(document, &|progress| drop(self.app.emit("comparing-progress", progress)))
    }

    /// Asks where the report on a document's signatures shall go, and writes it.
    pub fn save_report(&self, request: SaveReport) -> Result<Option<ChosenFile>, Failure> {
        let (kind, endings): (_, &'static [&'static str]) = match request.format {
            ReportFormat::Pdf => ("dialog-kind-pdf", &["pdf"]),
            ReportFormat::Etsi => ("dialog-kind-xml", &["xml"]),
        };
        let (folder, name) = self.engine.proposed_report(&request)?;
        let ask = Ask::new("dialog-save-report", kind, endings).starting_at(Some(folder), Some(name));
        self.place(ask, |path| self.engine.write_report(request, path))
    }

    /// Asks where the evidence package of a document shall go, and writes it.
    pub fn save_package(&self, request: SavePackage) -> Result<Option<SavedPackage>, Failure> {
        let (folder, name) = self.engine.proposed_package(&request.document)?;
        let ask = Ask::new("dialog-save-package", "dialog-kind-zip", &["zip"])
            .starting_at(Some(folder), Some(name));
        self.place(ask, |path| self.engine.write_package_of(request, path))
    }

    /// Asks for PDF files to verify together.
    pub fn choose_files_to_verify(&self, (): ()) -> Result<Option<FilesToVerify>, Failure> {
        let ask = Ask::new("dialog-open-verify", "dialog-kind-pdf", &["pdf"]);
        let picked = dialogs::open_many(&self.app, &self.engine, ask);
        picked.map(|paths| self.engine.files_to_verify(&paths)).transpose()
    }

    /// Asks for a folder whose PDF files are verified.
    pub fn choose_folder_to_verify(&self, (): ()) -> Result<Option<FilesToVerify>, Failure> {
        let ask = Ask::new("dialog-open-verify-folder", "dialog-kind-pdf", &[]);
        let folder = dialogs::folder(&self.app, &self.engine, ask);
        folder.map(|folder| self.engine.files_to_verify(&[folder])).transpose()
    }

    /// Asks for a photograph or scan and holds it against a document.
    pub fn check_paper(&self, document: DocumentId) -> Result<Option<PaperCheck>, Failure> {
        let ask = Ask::new("dialog-open-paper", "dialog-kind-paper", &["png", "jpg", "jpeg", "pdf"]);
        self.pick(ask, |path| self.engine.check_paper(&document, path))
    }

    /// Asks where a copy shall go, and makes it.
    pub fn save_copy(&self, request: SaveCopy) -> Result<Option<ChosenFile>, Failure> {
        let (folder, name) = self.engine.proposed_copy(&request.document)?;
        let ask =
            Ask::new("dialog-save-copy", "dialog-kind-pdf", &["pdf"]).starting_at(Some(folder), Some(name));
        self.place(ask, |path| self.engine.write_copy(&request, path))
    }

    /// Verifies many files, telling the page of each.
    pub fn verify_files(&self, request: VerifyFiles) -> Result<VerifiedFiles, Failure> {
        self.engine.verify_files(request, &|progress| drop(self.app.emit("verify-progress", progress)))
    }

    /// Asks where the list of what was found shall go, and writes it.
    pub fn export_verified(&self, request: ExportVerified) -> Result<Option<ChosenFile>, Failure> {
        let (kind, endings): (_, &'static [&'static str]) = match request.format {
            ListFormat::Csv => ("dialog-kind-csv", &["csv"]),
            ListFormat::Pdf => ("dialog-kind-pdf", &["pdf"]),
        };
        let name = self.engine.proposed_list(request.format);
        let ask = Ask::new("dialog-save-list", kind, endings).starting_at(None, Some(name));
        self.place(ask, |path| self.engine.write_verified(&request, path))
    }

    /// Asks for a seal's file and takes it over.
    pub fn choose_seal_file(&self, (): ()) -> Result<Option<Seal>, Failure> {
        let ask = Ask::new("dialog-open-seal", "dialog-kind-seal", &["vmseal"]);
        self.pick(ask, |path| self.engine.import_seal(path))
    }

    /// Asks where a seal's file shall go, and writes it.
    pub fn export_seal(&self, id: String) -> Result<Option<ChosenFile>, Failure> {
        let name = self.engine.proposed_seal_file(&id)?;
        let ask = Ask::new("dialog-save-seal", "dialog-kind-seal", &["vmseal"]).starting_at(None, Some(name));
        self.place(ask, |path| self.engine.write_seal(&id, path))
    }

    /// Asks for a scan of a seal or signature.
    pub fn choose_seal_scan(&self, (): ()) -> Result<Option<ChosenFile>, Failure> {
        let ask = Ask::new("dialog-open-scan", "dialog-kind-image", &["png", "jpg", "jpeg"]);
        self.pick(ask, |path| self.engine.chosen(path))
    }

    /// Signs, telling the page each step.
    pub fn sign_document(&self, request: SignDocument) -> Result<SignedDocument, Failure> {
        let document = request.document.clone();
        self.engine.sign_document(request, &|step| {
            drop(self.app.emit("signing-progress", SigningProgress { document: document.clone(), step }));
        })
    }
}
