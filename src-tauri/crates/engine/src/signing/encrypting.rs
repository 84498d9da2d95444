//! What is signed opens with a password alone (RS7 2): the document is encrypted first and signed as that, because no
//! signature outlives the other order.
//!
//! Owns which documents can be encrypted and what their password must be like, and compares: every object, and every page
//! as it is drawn. The encrypted document lies in a file without a name until it is signed; the user's own is only read.
//! The password that would open it with all rights is random and kept nowhere, and the rights of the other are all given:
//! they would protect nothing. Refuses what is signed or encrypted already, and archive documents, which must not be
//! encrypted (ISO 19005-1 §6.1.3).

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

use registry::ruling::{self, Protected};
use render::{Limits, PageImage};
use wire::{Failure, FailureCode, Secret};
use zeroize::Zeroizing;

use crate::appending::{Job, folder_of};
use crate::cores::on_all_cores;
use crate::identities::secret;
use crate::source::{FileSource, file_name, sha256_of};
use crate::{Engine, failures, output, random_bytes, random_hex};

/// The cipher, as the log names it.
const CIPHER: &str = "aes-256";
/// How finely pages are compared that are not drawn from the same bytes, in dots per inch.
const DPI: f64 = 110.0;

/// The document as the user has it.
pub(crate) struct Original {
    source: Arc<FileSource>,
    pub(crate) sha256: [u8; 32],
}

impl Original {
    /// Whether nobody has written to it meanwhile.
    pub(crate) fn is_unchanged(&self) -> bool {
        self.source.is_unchanged()
    }
}

/// What an output will be, for the rules.
pub(crate) fn protected(document: &pdf::Document, wanted: bool) -> Protected {
    match obstacle(document) {
        Some("encrypted") => Protected::Yes,
        Some(_) => Protected::Impossible,
        None if wanted => Protected::Yes,
        None => Protected::No,
    }
}

/// Why a document cannot be encrypted, as the case of the failure that says so.
fn obstacle(document: &pdf::Document) -> Option<&'static str> {
    if document.encryption().is_some() {
        return Some("encrypted");
    }
    // A form that cannot be read may hold a signature; what signs the document says what is wrong with it.
    if pdf::signatures(document).map_or(true, |found| !found.is_empty()) {
        return Some("signed");
    }
    pdf::archive(document).map(|_| "archive")
}

fn refused(case: &'static str, path: &Path) -> Failure {
    Failure::new(FailureCode::EncryptRefused).of_case(case).with("name", file_name(path))
}

impl Engine {
    /// Refuses a password that is too weak to be worth anything: the rules are those for PINs (RS2, RS18 §8).
    pub(super) fn refuse_weak(&self, password: &Secret) -> Result<(), Failure> {
        let policy = self.directory()?.map(|directory| directory.policy);
        let least = policy.as_ref().map_or(0, |policy| policy.pin_characters);
        let least = least.max(u32::try_from(keys::MINIMUM_CHARACTERS).unwrap_or(u32::MAX));
        let weak = || Failure::new(FailureCode::EncryptRefused).of_case("weak").with("minimum", least);
        secret(password).check().map_err(|fault| weak().because(fault.code()))?;
        if let Some(policy) = policy {
            let nothing = registry::station::Memory::default();
            ruling::new_pin(&policy, &nothing, "", password.expose()).map_err(|_| weak())?;
        }
        Ok(())
    }

    /// The job with its document encrypted, where a password is given, and the result compared with it.
    pub(super) fn encrypted_first(&self, mut job: Job, password: Option<&Secret>) -> Result<Job, Failure> {
        let Some(password) = password else { return Ok(job) };
        let (path, target) = (job.path.as_path(), job.target.as_path());
        if let Some(case) = obstacle(&job.document) {
            return Err(refused(case, path));
        }
        let original = Original {
            sha256: sha256_of(job.source.as_ref()).map_err(|fault| failures::unreadable(path, fault))?,
            source: job.source,
        };
        let unwritable = |fault| output::unwritable(target, fault);
        let of_pdf = |error: pdf::Error| match error {
            pdf::Error::UnusablePassword => refused("password", path),
            other => failures::of_pdf(&other, path),
        };
        // Beside the result, where there is room for it; without a name, so that nothing of it is ever left behind.
        let file = tempfile::tempfile_in(folder_or_here(target)).map_err(unwritable)?;
        write(&job.document, password, &file)?.map_err(|error| match error {
            pdf::Error::Written { kind } => unwritable(kind.into()),
            other => of_pdf(other),
        })?;
        let source = FileSource::of(file).map(Arc::new).map_err(unwritable)?;
        let opened = pdf::Document::open(source.clone(), pdf::Limits::default()).map_err(of_pdf)?;
        opened.unlock(password.expose()).map_err(of_pdf)?;
        let same = pdf::says_the_same(&job.document, &opened).map_err(of_pdf)?;
        if !same || !pages_look_the_same(&job.document, &opened).map_err(of_pdf)? {
            return Err(refused("differs", path));
        }
        // That it is encrypted, never with what.
        job.record.params.insert("encrypted".to_owned(), CIPHER.to_owned());
        Ok(Job { source, document: opened, original: Some(original), ..job })
    }
}

/// Writes the document encrypted; the outer error is ours.
fn write(
    document: &pdf::Document,
    password: &Secret,
    file: &File,
) -> Result<Result<(), pdf::Error>, Failure> {
    let mut key = Zeroizing::new([0; 32]);
    getrandom::fill(&mut key[..]).map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
    let owner = Zeroizing::new(random_hex(32)?);
    let protection = pdf::Protection {
        user: password.expose(),
        owner: &owner,
        key: &key,
        permissions: pdf::Permissions::all(),
    };
    Ok(pdf::protect(document, &protection, random_bytes()?, &mut BufWriter::new(file)))
}

/// Whether both have the same pages, drawn alike.
fn pages_look_the_same(before: &pdf::Document, after: &pdf::Document) -> Result<bool, pdf::Error> {
    let count = before.page_count()?;
    if after.page_count()? != count {
        return Ok(false);
    }
    let pages: Vec<usize> = (0..count).collect();
    let same = on_all_cores(&pages, |page| page_looks_the_same(before, after, *page));
    Ok(same.len() == count && same.into_iter().all(|same| same))
}

/// A page that cannot be taken out of one must not be had from the other either.
fn page_looks_the_same(before: &pdf::Document, after: &pdf::Document, page: usize) -> bool {
    let limits = Limits::default();
    match (PageImage::extract(before, page, &limits), PageImage::extract(after, page, &limits)) {
        (Ok(before), Ok(after)) => {
            let same_bytes = before.geometry() == after.geometry() && before.page_file() == after.page_file();
            same_bytes
                || render::compare(&before, &after, DPI)
                    .is_ok_and(|found| found.areas.is_empty() && found.omissions.is_empty())
        }
        (Err(before), Err(after)) => before.code() == after.code(),
        _ => false,
    }
}

fn folder_or_here(target: &Path) -> &Path {
    Some(folder_of(target)).filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
