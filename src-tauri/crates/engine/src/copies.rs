//! 副本: copies for printing and handing on, each with a number, a recipient and bytes of its own, and a row in the log.

use std::path::{Path, PathBuf};

use appearance::{Appearance, CaptionPlace, SizeMm};
use audit::Action;
use pdf::CopyMark;
use wire::{ChosenFile, CopyOrder, Failure, FailureCode, MadeCopy, Secret, Text};

use crate::documents::OpenDocument;
use crate::source::{file_name, sha256_of};
use crate::{Engine, failures, judging, output, random_bytes};

/// The mark's line of type and what stands below it, in millimetres.
const LINE_MM: f64 = 5.2;
const HEIGHT_MM: f64 = 10.0;
/// The least and the greatest width of the mark, in millimetres.
const WIDTH_MM: (f64, f64) = (38.0, 110.0);
/// The longest name of a recipient, in characters.
const LONGEST_RECIPIENT: usize = 40;

/// How the command line has a copy made.
#[derive(Debug)]
pub struct CopyFile {
    /// The original.
    pub path: PathBuf,
    /// Where the copy goes; beside the original under a new name where absent.
    pub output: Option<PathBuf>,
    /// Its number and whom it is for.
    pub order: CopyOrder,
    /// The original's password.
    pub password: Option<Secret>,
    /// The copy's password.
    pub new_password: Option<Secret>,
}

/// What a copy says of itself, in the words of the verifier's finding.
pub(crate) fn named(document: &pdf::Document) -> Option<Text> {
    // A damaged /Info says nothing.
    let mark = CopyMark::of(document).ok().flatten()?;
    let number = mark.number.map_or_else(|| "none".to_owned(), |number| number.to_string());
    Some(
        Text::new("finding-converted-copy")
            .with("sha256", hex::encode(mark.of))
            .with("number", number)
            .with("recipient", mark.recipient.unwrap_or_else(|| "none".to_owned())),
    )
}

impl Engine {
    /// Makes a copy of a file. Never overwrites.
    pub fn copy_file(&self, request: &CopyFile) -> Result<MadeCopy, Failure> {
        let open = OpenDocument::open(&request.path)?;
        judging::unlock(&open.document(), &request.path, request.password.as_ref())?;
        let target =
            request.output.clone().unwrap_or_else(|| self.free_name_beside(&request.path, "output-copy"));
        self.copy_to(&open, &request.order, request.new_password.as_ref(), &target)
    }

    /// Where a copy of an open document would go by itself.
    pub fn proposed_copy(&self, document: &wire::DocumentId) -> Result<(PathBuf, String), Failure> {
        let open = self.open.get(document)?;
        let target = self.free_name_beside(open.path(), "output-copy");
        Ok((target.parent().unwrap_or(Path::new("")).to_owned(), file_name(&target)))
    }

    /// Makes a copy of an open document at a place that the user picked.
    pub fn write_copy(&self, request: &wire::SaveCopy, target: &Path) -> Result<ChosenFile, Failure> {
        let open = self.open.get(&request.document)?;
        self.copy_to(&open, &request.order, request.password.as_ref(), target)?;
        self.chosen(target)
    }

    fn copy_to(
        &self,
        open: &OpenDocument,
        order: &CopyOrder,
        password: Option<&Secret>,
        target: &Path,
    ) -> Result<MadeCopy, Failure> {
        let recipient = order.recipient.as_deref().map(str::trim).filter(|name| !name.is_empty());
        if recipient
            .is_some_and(|name| name.chars().count() > LONGEST_RECIPIENT || name.contains(char::is_control))
        {
            return Err(Failure::new(FailureCode::CopyRefused).of_case("recipient"));
        }
        let document = open.document();
        let source = open.source();
        // A copy says whose copy it is; that must not change while it is made.
        let original =
            sha256_of(source.as_ref()).map_err(|fault| failures::unreadable(open.path(), fault))?;
        let mark = CopyMark {
            of: original,
            id: random_bytes()?,
            number: order.number,
            recipient: recipient.map(str::to_owned),
        };
        let form = self.copy_form(&mark)?;
        let stamp = copies::Stamp { form: &form.0, size: form.1 };
        let key = || {
            let mut key = [0; 32];
            getrandom::fill(&mut key).map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
            Ok::<_, Failure>(key)
        };
        let password = password.filter(|password| !password.expose().is_empty());
        let password = password.map(|password| Ok((password.expose(), key()?))).transpose()?;
        let encrypted = password.is_some();
        let bytes =
            copies::copy(&document, &mark, &stamp, &file_name(open.path()), password).map_err(|error| {
                match &error {
                    copies::Error::Pdf(error) => open.failure(error),
                    copies::Error::Appearance(error) => failures::of_appearance(error),
                    copies::Error::TooComplex { .. } => Failure::new(FailureCode::PdfTooComplex)
                        .with("name", file_name(open.path()))
                        .because(&error),
                    _ => Failure::new(FailureCode::CopyRefused).of_case("writing").because(&error),
                }
            })?;
        if !source.is_unchanged() {
            return Err(Failure::new(FailureCode::DocumentChanged).with("name", file_name(open.path())));
        }
        let sha256: [u8; 32] =
            sha2::Digest::finalize(sha2::Digest::chain_update(sha2::Sha256::default(), &bytes)).into();
        let written = output::create(target, &bytes);
        let mut record = self.record(Action::CopyMade);
        record.document = Some(audit::Document {
            name: file_name(open.path()),
            before: Some(audit::Digest(original)),
            after: Some(audit::Digest(sha256)),
            size: Some(bytes.len() as u64),
        });
        record.note = Some(file_name(target));
        record.params.insert("copy-id".to_owned(), hex::encode(mark.id));
        if let Some(number) = mark.number {
            record.params.insert("copy-number".to_owned(), number.to_string());
        }
        if let Some(recipient) = &mark.recipient {
            record.params.insert("copy-for".to_owned(), recipient.clone());
        }
        self.append_outcome(record, &written)?;
        written?;
        Ok(MadeCopy {
            path: target.display().to_string(),
            sha256: hex::encode(sha256),
            original: hex::encode(original),
            id: hex::encode(mark.id),
            encrypted,
        })
    }

    /// The visible mark and its size in millimetres.
    fn copy_form(&self, mark: &CopyMark) -> Result<(appearance::Form, (f64, f64)), Failure> {
        let texts = self.texts();
        let id = match (&mark.number, &mark.recipient) {
            (None, None) => "copy-mark",
            (Some(_), None) => "copy-mark-number",
            (None, Some(_)) => "copy-mark-for",
            (Some(_), Some(_)) => "copy-mark-number-for",
        };
        let line = texts.text(
            &Text::new(id)
                .with("number", mark.number.unwrap_or_default().to_string())
                .with("recipient", mark.recipient.clone().unwrap_or_default()),
        );
        let short = hex::encode(mark.id.get(..4).unwrap_or_default());
        let below = texts.text(&Text::new("copy-mark-below").with("id", short));
        // A Chinese character is as wide as high, a Latin one about half as wide.
        let width: f64 = line.chars().map(|c| if c.is_ascii() { 0.56 } else { 1.0 }).sum::<f64>() * LINE_MM;
        let size = (width.clamp(WIDTH_MM.0, WIDTH_MM.1), HEIGHT_MM);
        let form = Appearance::new(appearance::Mark::Text(vec![line]))
            .with_caption(vec![below], CaptionPlace::Below)
            .with_largest_type(6.5)
            .form(SizeMm::new(size.0, size.1))
            .map_err(|error| failures::of_appearance(&error))?;
        Ok((form, size))
    }
}
