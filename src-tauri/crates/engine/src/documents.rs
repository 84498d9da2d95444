//! The documents that are open, behind ids that mean nothing outside this process.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, RwLock};

use wire::{DocumentId, Failure, FailureCode, SignedVersion};

use crate::apart::Allowance;
use crate::source::{FileSource, file_name, folder_name};
use crate::{lock, random_hex};

/// One open document: a file, or the version of it that a signature covers.
pub(crate) struct OpenDocument {
    path: PathBuf,
    source: Arc<FileSource>,
    /// Replaced once when the password is given.
    document: RwLock<pdf::Document>,
    version: Option<SignedVersion>,
    /// The pages drawn last, taken out of the document and ready to be drawn again at another size.
    pub(crate) pages: Mutex<crate::read::PageShelf>,
    /// The last judgement, until something is trusted or the file is opened anew.
    pub(crate) report: Mutex<Option<Arc<crate::verifying::Judged>>>,
    /// What was found out about its signers' certificates when the user had that asked.
    pub(crate) looked_up: Mutex<Option<crate::provable::LookedUp>>,
    /// Its versions, compared page by page.
    pub(crate) comparing: crate::comparing::Comparing,
    /// The seal that the last check of its seam put together: PNG.
    pub(crate) joined_seam: Mutex<Option<Vec<u8>>>,
    /// What the check before signing found.
    pub(crate) checked: Mutex<Option<preflight::Report>>,
    /// The pages that were shown large enough to be read, from 0.
    pub(crate) seen: Mutex<std::collections::BTreeSet<u32>>,
}

impl OpenDocument {
    /// Opens a file.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        Self::open_after(path, None)
    }

    /// Opens a file after `examiner`, where there is one, has come through it.
    pub(crate) fn open_after(path: &Path, examiner: Option<&Path>) -> Result<Self, Failure> {
        let source = FileSource::open(path)?;
        if let Some(program) = examiner {
            let unreadable = |fault| crate::failures::unreadable(path, fault);
            let allowance = Allowance::for_length(pdf::Source::len(source.as_ref()));
            crate::apart::look(program, source.handle().map_err(unreadable)?, path, allowance)?;
            if !source.is_unchanged() {
                return Err(Failure::new(FailureCode::DocumentChanged).with("name", file_name(path)));
            }
        }
        let document = pdf::Document::open(source.clone(), pdf::Limits::default())
            .map_err(|error| crate::failures::of_pdf(&error, path))?;
        Ok(Self::of(path.to_owned(), source, document, None))
    }

    /// The version of this document whose last byte is before `end`, unlocked as this one is.
    pub(crate) fn version_until(&self, end: u64, version: SignedVersion) -> Result<Self, Failure> {
        let whole = self.document();
        let document = match whole.revisions().iter().position(|revision| revision.ends_at(end)) {
            Some(revision) => whole.at_revision(revision),
            None => pdf::Document::open_until(self.source.clone(), end, pdf::Limits::default()),
        };
        let document = document.map_err(|error| crate::failures::of_pdf(&error, &self.path))?;
        Ok(Self::of(self.path.clone(), self.source.clone(), document, Some(version)))
    }

    fn of(
        path: PathBuf,
        source: Arc<FileSource>,
        document: pdf::Document,
        version: Option<SignedVersion>,
    ) -> Self {
        Self {
            path,
            source,
            document: RwLock::new(document),
            version,
            pages: Mutex::default(),
            report: Mutex::default(),
            looked_up: Mutex::default(),
            comparing: crate::comparing::Comparing::default(),
            joined_seam: Mutex::default(),
            checked: Mutex::default(),
            seen: Mutex::default(),
        }
    }

    /// Whether every page was shown large enough to be read (RS17 4.3).
    pub(crate) fn is_reviewed(&self) -> bool {
        self.document().page_count().is_ok_and(|pages| lock(&self.seen).len() >= pages)
    }

    /// The reader's view of it.
    pub(crate) fn document(&self) -> pdf::Document {
        self.document.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Where the file is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The file's bytes.
    pub(crate) fn source(&self) -> &Arc<FileSource> {
        &self.source
    }

    /// Which version of the file it is, where it is not the whole.
    pub(crate) fn version(&self) -> Option<&SignedVersion> {
        self.version.as_ref()
    }

    /// Maps a reader's error to what the user is told, naming this file.
    pub(crate) fn failure(&self, error: &pdf::Error) -> Failure {
        crate::failures::of_pdf(error, &self.path)
    }

    /// What the page is told of it.
    pub(crate) fn describe(&self, id: DocumentId) -> Result<wire::Document, Failure> {
        let document = self.document();
        let encryption = document.encryption();
        let locked = encryption.is_some_and(pdf::Encryption::is_locked);
        let (pages, signatures) = match locked {
            true => (0, 0),
            false => (
                document.page_count().map_err(|error| self.failure(&error))?,
                // A file whose form is damaged can still be read; the verifier says what is wrong with it.
                pdf::signatures(&document).map_or(0, |found| found.len()),
            ),
        };
        Ok(wire::Document {
            id,
            name: file_name(&self.path),
            folder: folder_name(&self.path),
            size: document.len(),
            pages: u32::try_from(pages).unwrap_or(u32::MAX),
            encryption: encryption.map(|with| with.algorithm().code().to_owned()),
            locked,
            signatures: u32::try_from(signatures).unwrap_or(u32::MAX),
            signed_version: self.version.clone(),
            copy: if locked { None } else { crate::copies::named(&document) },
        })
    }
}

/// All open documents.
#[derive(Default)]
pub(crate) struct OpenDocuments(Mutex<HashMap<DocumentId, Arc<OpenDocument>>>);

impl OpenDocuments {
    /// Takes a document in and gives its id.
    pub(crate) fn add(&self, document: OpenDocument) -> Result<(DocumentId, Arc<OpenDocument>), Failure> {
        let id = DocumentId(random_hex(16)?);
        let document = Arc::new(document);
        lock(&self.0).insert(id.clone(), Arc::clone(&document));
        Ok((id, document))
    }

    /// The document of an id.
    pub(crate) fn get(&self, id: &DocumentId) -> Result<Arc<OpenDocument>, Failure> {
        lock(&self.0).get(id).cloned().ok_or_else(|| Failure::new(FailureCode::DocumentClosed))
    }

    /// Lets a document go; closing twice is no fault.
    pub(crate) fn remove(&self, id: &DocumentId) {
        if let Some(document) = lock(&self.0).remove(id) {
            document.comparing.cancel();
        }
    }

    /// Lets every document go.
    pub(crate) fn close_all(&self) {
        for (_, document) in lock(&self.0).drain() {
            document.comparing.cancel();
        }
    }

    /// Forgets what every check before signing found: what it is held against has changed.
    pub(crate) fn forget_checks(&self) {
        for document in lock(&self.0).values() {
            lock(&document.checked).take();
        }
    }

    /// Forgets every judgement: what is trusted has changed.
    pub(crate) fn forget_reports(&self) {
        for document in lock(&self.0).values() {
            lock(&document.report).take();
        }
    }
}
