//! What is in a document beside its words: active content, hidden layers, fonts and links for the verifier's window; of
//! each page, what its picture does not show and which pictures on it only look like signatures.

use std::collections::HashSet;
use std::path::Path;

use pdf::{Object, ObjectId};
use preflight::{Code, Group, Severity};
use render::{Limits, PageImage, Part};
use verify::{Integrity, Report, Signature};
use wire::report::ReportFinding;
use wire::{
    Area, ContentNote, DocumentContents, DocumentId, Failure, Misnamed, PageOf, PageRemarks, PictureKind,
    PictureMark, SignatureOf, Text, Tone,
};

use crate::comparing::omission;
use crate::impostors::{self, names};
use crate::read::page_image;
use crate::verifying::write_prefix;
use crate::{Engine, failures, open, profile};

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// How long a copy that was handed to be printed is kept.
const PRINTED_FOR: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);

impl Engine {
    /// What is in an open document beside its words.
    pub fn document_contents(&self, id: DocumentId) -> Result<DocumentContents, Failure> {
        let open = self.open.get(&id)?;
        let document = open.document();
        let found = preflight::contents(&document);
        let misnamed = match is_signed(&document) {
            true => misnamed(&document, &self.judge(&open)?.report),
            false => Vec::new(),
        };
        let notes = found.findings.iter().filter(|finding| is_told(finding.code));
        Ok(DocumentContents {
            notes: notes.map(note).collect(),
            misnamed: misnamed
                .into_iter()
                .map(|(signature, text)| Misnamed {
                    signature: u32::try_from(signature).unwrap_or(u32::MAX),
                    text,
                })
                .collect(),
        })
    }

    /// What the picture of a page does not show, and which pictures on it are no signatures.
    pub fn page_remarks(&self, request: PageOf) -> Result<PageRemarks, Failure> {
        let open = self.open.get(&request.document)?;
        let document = open.document();
        let proved = match is_signed(&document) {
            true => proved_marks(&document, &self.judge(&open)?.report),
            false => HashSet::new(),
        };
        let whole = page_image(&open, request.page)?;
        let failure = |error: render::Error| failures::of_render(&error).with("page", request.page + 1);
        let pictures = look(&document, request.page as usize, &whole, &proved).map_err(failure)?;
        // What is missing is known once it is drawn, at whatever size.
        whole.draw(0.2).map_err(failure)?;
        let omissions = whole.omissions();
        Ok(PageRemarks { omissions: omissions.into_iter().map(omission).collect(), pictures })
    }

    /// Hands the version that a signature covers to the system's PDF program, which prints it: a copy of exactly the
    /// signed bytes, since what a web page prints of a long document is coarse and takes all memory. What bears a seal is
    /// printed only with leave (RS18 §9).
    pub fn print_signed_version(&self, of: SignatureOf) -> Result<(), Failure> {
        self.print_version(&of)?;
        let (_, name) = self.proposed_signed_version(&of)?;
        let folder = self.profile.printed();
        self.profile.prepare()?;
        profile::make_private(&folder)?;
        forget_old(&folder);
        let target = folder.join(crate::random_hex(4)?).join(name);
        profile::make_private(target.parent().unwrap_or(&folder))?;
        let (document, length) = self.signed_length(&of)?;
        write_prefix(document.source(), length, &target)?;
        open::show(&target, wire::FailureCode::ViewerNotStarted)
    }
}

/// The pictures of a whole file that are no signatures, and marks with other names than their certificates, as findings of
/// the report. A page that cannot be looked at is a finding too.
pub(crate) fn findings(
    document: &pdf::Document,
    report: &Report,
    words: &dyn Fn(&Text) -> String,
) -> Vec<ReportFinding> {
    let proved = proved_marks(document, report);
    let told = |code: &str, severity: &str, text: Text| ReportFinding {
        code: code.to_owned(),
        severity: severity.to_owned(),
        axis: "identity".to_owned(),
        text: words(&text),
    };
    let names = misnamed(document, report);
    let mut all: Vec<ReportFinding> =
        names.into_iter().map(|(_, text)| told("mark-name-differs", "warning", text)).collect();
    let unseen = |page: wire::TextValue| {
        told(
            "pictures-not-looked-at",
            "warning",
            Text::new("finding-pictures-not-looked-at").with("page", page),
        )
    };
    let Ok(pages) = document.page_count() else {
        all.push(unseen("none".into()));
        return all;
    };
    for page in 0..pages {
        let image = PageImage::extract(document, page, &Limits::default());
        match image.and_then(|whole| look(document, page, &whole, &proved)) {
            Ok(pictures) => all.extend(pictures.iter().map(|picture| {
                let code = match picture.kind {
                    PictureKind::Seal => "picture-like-seal",
                    PictureKind::Signature => "picture-like-signature",
                };
                told(code, "warning", Text::new(format!("finding-{code}")).with("page", page + 1))
            })),
            Err(_) => all.push(unseen((page + 1).into())),
        }
    }
    all
}

/// The pictures of a page that are no signatures. The marks of real ones are taken off it first: what looks like a seal then
/// is something else.
fn look(
    document: &pdf::Document,
    page: usize,
    whole: &PageImage,
    proved: &HashSet<ObjectId>,
) -> Result<Vec<PictureMark>, render::Error> {
    if !document.page(page).is_ok_and(|page| has_one_of(document, &page, proved)) {
        return impostors::find(whole);
    }
    impostors::find(&PageImage::extract_part(document, page, Part::Without(proved), &Limits::default())?)
}

fn has_one_of(document: &pdf::Document, page: &pdf::Page, ids: &HashSet<ObjectId>) -> bool {
    let list = page.dictionary.get(b"Annots").map(|list| document.resolve(list));
    let Ok(Ok(Object::Array(items))) = list else { return false };
    items.iter().any(|item| matches!(item, Object::Reference(id) if ids.contains(id)))
}

fn is_signed(document: &pdf::Document) -> bool {
    pdf::signatures(document).is_ok_and(|found| !found.is_empty())
}

/// Whether a signature is one: its value verifies over the bytes it covers. Whose it is is another question.
fn is_proved(signature: &Signature) -> bool {
    matches!(signature.integrity, Integrity::Intact | Integrity::Extended | Integrity::Changed)
}

/// The widgets of a signature: found by its dictionary, since two fields may have one name.
fn widgets<'a>(fields: &'a [pdf::Field], signature: &Signature) -> impl Iterator<Item = &'a pdf::Widget> {
    let object = signature.object.map(Object::Reference);
    fields.iter().filter(move |field| object.as_ref() == Some(&field.value)).flat_map(|field| &field.widgets)
}

/// The visible marks of the signatures that are ones.
fn proved_marks(document: &pdf::Document, report: &Report) -> HashSet<ObjectId> {
    let fields = pdf::fields(document).unwrap_or_default();
    let proved = report.signatures.iter().filter(|signature| is_proved(signature));
    proved.flat_map(|signature| widgets(&fields, signature)).filter_map(|widget| widget.id).collect()
}

/// The signatures whose visible marks name somebody else than their certificates, by their places in the report.
fn misnamed(document: &pdf::Document, report: &Report) -> Vec<(usize, Text)> {
    let fields = pdf::fields(document).unwrap_or_default();
    let mut all = Vec::new();
    for (index, signature) in report.signatures.iter().enumerate() {
        let Some(signer) = signature.signer.as_ref().filter(|_| is_proved(signature)) else { continue };
        let stated = [&signature.stated.reason, &signature.stated.location, &signature.stated.contact];
        let known = names::Known {
            name: &signer.common_name,
            organization: signer.organization.as_deref().unwrap_or_default(),
            others: stated.into_iter().flatten().map(String::as_str).collect(),
        };
        let marks =
            widgets(&fields, signature).filter(|widget| widget.has_appearance && !widget.rect.is_empty());
        let shown = marks.filter_map(|widget| {
            let part = Part::Only(widget.id?);
            let image = PageImage::extract_part(document, widget.page?, part, &Limits::default()).ok()?;
            names::other_name(&image.text().ok()?.plain(), &known)
        });
        if let Some(shown) = { shown }.next() {
            let text = Text::new("finding-mark-name-differs")
                .with("shown", shown)
                .with("name", signer.common_name.as_str());
            all.push((index, text));
        }
    }
    all
}

/// Whether a reader of a signed document is told of it: what acts, what is not seen, what comes from elsewhere.
fn is_told(code: Code) -> bool {
    matches!(code.row().group, Group::Active | Group::Hidden | Group::Outside) || code == Code::PartlyChecked
}

fn note(finding: &preflight::Finding) -> ContentNote {
    let id = format!("preflight-{}", finding.code);
    let text =
        finding.params.iter().fold(Text::new(id), |text, (name, value)| text.with(name, value.as_str()));
    let stirs = matches!(finding.code.row().group, Group::Active | Group::Hidden | Group::Check);
    ContentNote {
        code: finding.code.as_str().to_owned(),
        tone: if stirs && finding.severity > Severity::Note { Tone::Know } else { Tone::None },
        text,
        page: finding.page.and_then(|page| u32::try_from(page).ok()),
        area: finding.area.map(|area| Area {
            x: area.x * POINTS,
            y: area.y * POINTS,
            width: area.width * POINTS,
            height: area.height * POINTS,
        }),
    }
}

/// Removes the copies that were handed out long ago.
fn forget_old(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry.metadata().and_then(|facts| facts.modified()).ok().and_then(|at| at.elapsed().ok());
        if age.is_some_and(|age| age > PRINTED_FOR) {
            let _ = std::fs::remove_dir_all(entry.path()); // one that is still in use goes another day
        }
    }
}
