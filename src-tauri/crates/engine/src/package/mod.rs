//! Evidence packages (电子签名法 Art. 7 and 8): one container that shows how a document was made and kept whole and who signed it,
//! to somebody who has nothing of this program.
//!
//! Owns: what goes in (the document as it is, the versions that were signed, the signatures with what they were judged by, the
//! reports, this computer's log about it, the directory's word about the signers) and the signature over all of it. The
//! form is `asic`'s, the verdict `verify`'s. Refuses to hide what is missing: what a package does not show stands in its own
//! words in it.

mod check;
mod gather;
mod readme;

use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use asic::{At, Builder};
use wire::{ChosenFile, Failure, FailureCode, PackageMember, RuleEntry, SavedPackage};

use crate::judging::JudgeBy;
use crate::output::{Existing, Output, unwritable};
use crate::signatory::Maker;
use crate::source::{FileSource, file_name};
use crate::{Engine, failures, random_hex};

pub use check::CheckedPackage;
pub(crate) use gather::{Content, Gathered};

/// How a package is made.
#[derive(Debug, Default)]
pub struct PackFile {
    /// The signed document.
    pub path: PathBuf,
    /// Where the package goes; beside the document where absent.
    pub output: Option<PathBuf>,
    /// By what the document is judged.
    pub by: JudgeBy,
    /// Who signs the package, where somebody does.
    pub signer: Option<Maker>,
}

/// A package that was written.
#[derive(Debug)]
pub struct PackedFile {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it, in its order.
    pub members: Vec<PackageMember>,
    /// It is signed.
    pub signed: bool,
    /// The rules that warn.
    pub warnings: Vec<RuleEntry>,
}

impl Engine {
    /// Packs a signed document with everything that proves it. Never overwrites.
    pub fn pack_file(&self, request: &PackFile) -> Result<PackedFile, Failure> {
        let target = request.output.clone().unwrap_or_else(|| self.free_package_name(&request.path));
        let gathered = self.gather(&request.path, &request.by)?;
        let warnings =
            self.write_package(&gathered, &request.path, &target, Existing::Keep, request.signer.as_ref())?;
        Ok(PackedFile {
            path: target,
            members: gathered.told(request.signer.is_some()),
            signed: request.signer.is_some(),
            warnings,
        })
    }

    /// Where the package of an open document would go by itself.
    pub fn proposed_package(&self, id: &wire::DocumentId) -> Result<(PathBuf, String), Failure> {
        let target = self.free_package_name(self.open.get(id)?.path());
        Ok((target.parent().unwrap_or(Path::new("")).to_owned(), file_name(&target)))
    }

    /// Packs an open document where the system's dialog said.
    pub fn write_package_of(
        &self,
        request: wire::SavePackage,
        target: &Path,
    ) -> Result<SavedPackage, Failure> {
        let path = self.open.get(&request.document)?.path().to_owned();
        let _finger = self.hold_finger();
        let signer = request.signer.map(|signer| Maker { consent: request.consent, ..signer.into() });
        let gathered = self.gather(&path, &JudgeBy::default())?;
        // The system's dialog has asked about a name that is taken.
        self.write_package(&gathered, &path, target, Existing::Replace, signer.as_ref())?;
        if signer.is_some() {
            self.finger_used();
        }
        let ChosenFile { id, name } = self.chosen(target)?;
        Ok(SavedPackage { file: ChosenFile { id, name }, members: gathered.told(signer.is_some()) })
    }

    fn free_package_name(&self, path: &Path) -> PathBuf {
        let beside = self.free_name_beside(path, "output-package");
        let named = beside.with_extension("zip");
        let stem = beside.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let numbered = (2..).map(|number: u32| beside.with_file_name(format!("{stem} {number}.zip")));
        std::iter::once(named.clone()).chain(numbered).find(|name| !name.exists()).unwrap_or(named)
    }

    /// Writes it: to a temporary file, signed where it is to be, then named; the log is told.
    fn write_package(
        &self,
        gathered: &Gathered,
        path: &Path,
        target: &Path,
        existing: Existing,
        signer: Option<&Maker>,
    ) -> Result<Vec<RuleEntry>, Failure> {
        if existing == Existing::Keep && target.exists() {
            return Err(Failure::new(FailureCode::OutputExists).with("name", file_name(target)));
        }
        let of_asic = |error: asic::Error| failures::of_container(&error, target);
        let output = Output::create(target, &random_hex(4)?)?;
        let file = output.file()?.try_clone().map_err(|fault| unwritable(target, fault))?;
        let mut builder = Builder::new(BufWriter::new(file), at(self), signer.is_some()).map_err(of_asic)?;
        for member in &gathered.members {
            match &member.content {
                Content::Bytes(bytes) => builder.add(&member.name, member.media, &mut bytes.as_slice()),
                Content::Prefix(length) => {
                    builder.add(&member.name, member.media, &mut gathered.prefix(*length))
                }
            }
            .map_err(of_asic)?;
        }
        let manifest = builder.seal().map_err(of_asic)?;
        let finish = |signature: Option<&[u8]>| {
            let mut written = builder.finish(signature).map_err(of_asic)?;
            written.flush().map_err(|fault| unwritable(target, fault))?;
            output.sync()?;
            if !gathered.source.is_unchanged() {
                return Err(Failure::new(FailureCode::DocumentChanged).with("name", file_name(path)));
            }
            output.commit(existing, None)
        };
        let written = match signer {
            None => finish(None).map(|()| Vec::new()),
            Some(signer) => {
                let of = hex::encode(gathered.sha256);
                self.sign_manifest(signer, &manifest, target, &of, |signature| finish(Some(signature)))
            }
        };
        let mut record = self.record(audit::Action::ReportExported);
        record.document = Some(audit::Document {
            name: file_name(path),
            before: Some(audit::Digest(gathered.sha256)),
            ..audit::Document::default()
        });
        record.note = Some(file_name(target));
        record
            .params
            .insert("package".to_owned(), hex::encode(pki::DigestAlgorithm::Sha256.digest(&manifest)));
        self.append_outcome(record, &written)?;
        written
    }
}

/// The signature over the manifest of the package at a path, where it is one.
pub(crate) fn signature_of(path: &Path) -> Option<Vec<u8>> {
    let file = std::io::BufReader::new(std::fs::File::open(path).ok()?);
    asic::Container::open(file, asic::Limits::default()).ok()?.signature().ok()?
}

/// The time that every member gets: UTC, for the same input at the same time gives the same bytes anywhere.
fn at(engine: &Engine) -> At {
    let at = engine.clock.now().to_zoned(jiff::tz::TimeZone::UTC);
    let small = |number: i8| u8::try_from(number).unwrap_or_default();
    At {
        year: u16::try_from(at.year()).unwrap_or(1980),
        month: small(at.month()),
        day: small(at.day()),
        hour: small(at.hour()),
        minute: small(at.minute()),
        second: small(at.second()),
    }
}

/// The document of a package, read from its beginning.
impl Gathered {
    fn prefix(&self, length: u64) -> Prefix<'_> {
        Prefix { source: &self.source, at: 0, end: length }
    }
}

struct Prefix<'a> {
    source: &'a FileSource,
    at: u64,
    end: u64,
}

impl std::io::Read for Prefix<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let length = left.min(to.len());
        let Some(part) = to.get_mut(..length) else { return Ok(0) };
        pdf::Source::read_at(self.source, self.at, part)?;
        self.at = self.at.saturating_add(length as u64);
        Ok(length)
    }
}
