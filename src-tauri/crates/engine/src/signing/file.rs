//! Signing for the command line: a file, and what it names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use pki::Certificate;
use sign::{Placement, Target};
use wire::{Caption, Failure, FailureCode, Level, RuleEntry, SignOptions, Text, Verdict};

use super::{Order, Said};
use crate::appending::Job;
use crate::looks::Shown;
use crate::network::AuthorityAt;
use crate::output::Existing;
use crate::paper_code::{PaperOrder, roomy};
use crate::signatory::{Signatory, algorithm_of, digest_of};
use crate::source::{FileSource, file_name};
use crate::stamping::Own;
use crate::{Engine, explain, failures, marks};

/// What the signature shows, for the command line.
#[derive(Clone, Debug, Default)]
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
    /// A mark of this computer, by its id.
    Mark(String),
}

/// Where the signature stands, for the command line.
#[derive(Clone, Debug, Default)]
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

/// Authorities, certificates and revocation answers that come along instead of being kept or fetched.
#[derive(Clone, Debug, Default)]
pub struct Supplied {
    /// Timestamp authorities, in the order in which they are asked; the kept ones where empty.
    pub authorities: Vec<AuthorityAt>,
    /// Files of certificates that help to build chains.
    pub certificates: Vec<PathBuf>,
    /// Files of revocation lists.
    pub crls: Vec<PathBuf>,
    /// Files of OCSP answers.
    pub ocsps: Vec<PathBuf>,
}

/// Who signs, what it shows and what it gives: the same for one file and for many.
#[derive(Debug)]
pub struct Signing {
    /// Who signs.
    pub signatory: Signatory,
    /// What it shows.
    pub look: FileLook,
    /// The lines beside it.
    pub caption: Caption,
    /// Where it stands in each document.
    pub place: FilePlace,
    /// What is stamped in the same pass.
    pub stamps: Vec<wire::Stamp>,
    /// What a code beside the look says of the document on paper; no code where there is nothing.
    pub paper: Vec<wire::PaperName>,
    /// Why.
    pub reason: String,
    /// Where the signer is.
    pub location: String,
    /// How to reach the signer.
    pub contact: String,
    /// Level, rights and algorithm.
    pub options: SignOptions,
    /// What comes along.
    pub supplied: Supplied,
    /// Check each document first, and refuse where a signer would have to look at something.
    pub strict: bool,
    /// The documents' password.
    pub password: Option<wire::Secret>,
    /// The signer has read what is signed and says so; where an office's rules hold, nothing is signed without.
    pub consent: bool,
    /// Who confirms it as a second person, where the house wants one.
    pub second: Option<wire::SecondPerson>,
    /// The password that the result shall open with: the document is encrypted, and signed as that.
    pub encrypt: Option<wire::Secret>,
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
    /// A file of the result's name may be replaced: its owner was asked.
    pub replace: bool,
    /// How it is signed.
    pub signing: Signing,
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
    /// The level that was reached.
    pub level: Level,
    /// Why the timestamp waits, where it does.
    pub waiting: Option<Failure>,
    /// What was stamped with it and how it is bound.
    pub notes: Vec<Text>,
    /// Rules of use that warn, where nothing forbade it.
    pub warnings: Vec<RuleEntry>,
    /// The log entry's number.
    pub log_entry: u64,
}

impl Engine {
    /// Signs a file for the command line.
    pub fn sign_file(&self, request: &SignFile) -> Result<SignedFile, Failure> {
        let signing = &request.signing;
        let (source, document) = open_to_change(&request.path, signing.password.as_ref())?;
        let chosen = self.chosen_signatory(&signing.signatory)?;
        let (strict, reason) = (signing.strict, &signing.reason);
        let checked = self.refuse_unchecked_file(&document, &request.path, strict, &chosen, reason)?;
        let order = self.order_for_file(request, &document, chosen.certificate())?;
        let algorithm = algorithm_of(chosen.certificate(), &order.options)?;
        let mut services = self.services_with(&signing.supplied)?;
        self.refuse_unfit_now(&chosen, &order.options, &services)?;
        let (target, existing) =
            self.target_of(&request.path, request.output.as_deref(), request.in_place, "output-signed");
        let existing = if request.replace { Existing::Replace } else { existing };
        let consent = signing.consent.then_some(super::CONSENT);
        let rights = self.rights_for(&order, &chosen, &document, &request.path)?;
        let encrypt = signing.encrypt.as_ref();
        let said = Said { consent, reviewed: None, second: signing.second.as_ref(), encrypt };
        let (mut record, warnings) = self.signing_record(&order, &chosen, &said, &document, &rights)?;
        record.params.extend(checked);
        let job = Job {
            path: request.path.clone(),
            source,
            document,
            original: None,
            target: target.clone(),
            existing,
            digest: digest_of(algorithm),
            record,
        };
        let job = self.encrypted_first(job, encrypt)?;
        let mut reached = None;
        let (finished, log_entry) = self.append_to(
            job,
            |intended| {
                services.log_head = self.log_head()?;
                self.confirm(said.second)?;
                let signer = self.unlock(&chosen, algorithm)?;
                // After the PIN and before the first use of the key: what is used up is never given back.
                rights.iter().try_for_each(|right| self.consume(right))?;
                let (made, how_far) = self.make_signature(intended, &order, &signer, &services, &|_| ())?;
                reached = Some(how_far);
                Ok(made)
            },
            &|_| (),
        )?;
        let reached = reached.ok_or_else(|| Failure::new(FailureCode::Internal))?;
        if reached.waiting.is_some() {
            self.queue(&target, finished.sha256, order.options.level, &signing.supplied)?;
        }
        self.note_recent(&target, Some(finished.judged.verification.verdict));
        Ok(SignedFile {
            path: target,
            sha256: hex::encode(finished.sha256),
            verdict: finished.judged.verification.verdict,
            level: reached.level,
            waiting: reached.waiting,
            notes: reached.notes,
            warnings,
            log_entry,
        })
    }

    fn order_for_file(
        &self,
        request: &SignFile,
        document: &pdf::Document,
        certificate: &Certificate,
    ) -> Result<Order, Failure> {
        let signing = &request.signing;
        let shown =
            self.shown_of_file(&signing.look, &signing.caption, &certificate.display(), &signing.reason)?;
        let shown = shown.in_document(document, &self.texts())?;
        let coded = !signing.paper.is_empty();
        let (place, size) =
            placed(document, &room_for(&signing.place, &shown, coded), &shown, &request.path)?;
        let form = size.map(|(width, height)| shown.form(width, height)).transpose()?.flatten();
        let asked = PaperOrder { names: &signing.paper, stamps: &signing.stamps, of_many: false };
        let paper = self.paper_side(document, &asked, &shown, size, &request.path)?;
        Ok(Order {
            bound: self.bound(
                document,
                &signing.stamps,
                &Own { place, form, shown: &shown },
                &request.path,
            )?,
            paper,
            reason: signing.reason.clone(),
            location: signing.location.clone(),
            contact: signing.contact.clone(),
            options: signing.options.clone(),
        })
    }

    /// The parts of a look that files give.
    pub(crate) fn shown_of_file(
        &self,
        look: &FileLook,
        caption: &Caption,
        name: &str,
        reason: &str,
    ) -> Result<Shown, Failure> {
        let mark = match look {
            FileLook::Invisible | FileLook::Text => None,
            FileLook::Image(path) => {
                // A white background is left as it is: what the command line is given is what it places.
                let picture = marks::open_picture(&marks::read_picture(path)?, false)
                    .map_err(|failure| failure.with("name", file_name(path)))?;
                Some(appearance::Mark::Picture(picture))
            }
            FileLook::Ink(path) => Some(appearance::Mark::Ink(marks::read_ink(path)?)),
            FileLook::Mark(id) => Some(self.art_of(id)?),
        };
        let caption = match look {
            FileLook::Text => &Caption { name: true, date: true, reason: true, ..caption.clone() },
            _ => caption,
        };
        Ok(self.shown_as(mark, caption, name, reason))
    }
}

/// A file and its document, unlocked where it is encrypted, to put something behind it.
pub(crate) fn open_to_change(
    path: &Path,
    password: Option<&wire::Secret>,
) -> Result<(Arc<FileSource>, pdf::Document), Failure> {
    let source = FileSource::open(path)?;
    let of_pdf = |error: pdf::Error| failures::of_pdf(&error, path);
    let document = pdf::Document::open(source.clone(), pdf::Limits::default()).map_err(of_pdf)?;
    if document.encryption().is_some_and(pdf::Encryption::is_locked) {
        let needed = || Failure::new(FailureCode::PasswordNeeded).with("name", file_name(path));
        document.unlock(password.ok_or_else(needed)?.expose()).map_err(of_pdf)?;
    }
    Ok((source, document))
}

/// The same place, with room for a code where there will be one.
pub(super) fn room_for(place: &FilePlace, shown: &Shown, coded: bool) -> FilePlace {
    if coded { roomy(place, shown) } else { place.clone() }
}

type Placed = (Target, Option<(f64, f64)>);

/// The target of a place in one document, and the size of what stands there, millimetres.
pub(crate) fn placed(
    document: &pdf::Document,
    place: &FilePlace,
    shown: &Shown,
    path: &Path,
) -> Result<Placed, Failure> {
    match place {
        FilePlace::None => Ok((Target::Invisible, None)),
        FilePlace::Field(name) => Ok((Target::Field(name.clone()), explain::field_size(document, name))),
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
