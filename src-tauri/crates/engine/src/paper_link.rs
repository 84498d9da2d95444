//! 纸电互验, the checking: a photograph of a page with a signed code held against the file.
//!
//! Three questions are asked, and their answers kept apart: whose statement it is, whether it is untouched, and whether the
//! file says the same.

use std::path::{Path, PathBuf};

use paperlink::{Link, Signed};
use pki::Certificate;
use render::{Limits, PageImage};
use wire::{
    Failure, FailureCode, PaperCheck, PaperFinding, PaperKnown, PaperOutcome, PaperValue, Secret, Text, Tone,
};

use crate::documents::OpenDocument;
use crate::paper_code::of_link;
use crate::seam_check::is_picture;
use crate::source::file_name;
use crate::{Engine, explain, failures, judging, marks, trust};

/// Dots an inch at which the pages of a PDF are looked through for a code.
const DPI: f64 = 300.0;
/// The most pages that are looked through.
const MOST_PAGES: usize = 60;

/// How a printed page is held against its file.
#[derive(Clone, Debug)]
pub struct CheckPaper {
    /// A photograph or scan of the page: a picture or a PDF.
    pub paper: PathBuf,
    /// The file it is held against.
    pub against: Option<PathBuf>,
    /// Files of certificates that may have signed it.
    pub certificates: Vec<PathBuf>,
    /// The password of either.
    pub password: Option<Secret>,
}

impl Engine {
    /// Reads the codes of ours on a photograph or scan, and says what each proves.
    pub fn check_paper_of_file(&self, request: &CheckPaper) -> Result<Vec<PaperFinding>, Failure> {
        let links = links_of(&request.paper, request.password.as_ref())?;
        let against = match &request.against {
            Some(path) => {
                let open = OpenDocument::open(path)?;
                judging::unlock(&open.document(), path, request.password.as_ref())?;
                Some(open)
            }
            None => None,
        };
        self.judge_links(&links, against.as_ref(), &request.certificates)
    }

    /// Holds a photograph or scan that the user picked against an open document.
    pub fn check_paper(&self, document: &wire::DocumentId, paper: &Path) -> Result<PaperCheck, Failure> {
        let open = self.open.get(document)?;
        let findings = self.judge_links(&links_of(paper, None)?, Some(&open), &[])?;
        Ok(PaperCheck { name: file_name(paper), findings })
    }

    /// What each statement proves, and whether a file says the same.
    pub(crate) fn judge_links(
        &self,
        links: &[Link],
        against: Option<&OpenDocument>,
        certificates: &[PathBuf],
    ) -> Result<Vec<PaperFinding>, Failure> {
        let mut known: Vec<(Certificate, PaperKnown)> = Vec::new();
        known.extend(self.anchors()?.iter().map(|one| (one.clone(), PaperKnown::Trusted)));
        // Who has no vault has no identities either.
        if let Ok(own) = self.vault().map(|vault| vault.list()) {
            let own = own.map_err(|error| failures::of_keys(&error))?;
            known.extend(own.into_iter().map(|identity| (identity.certificate, PaperKnown::Own)));
        }
        for file in certificates {
            known.extend(trust::read_certificates(file)?.into_iter().map(|one| (one, PaperKnown::Given)));
        }
        let mut signers = Vec::new();
        if let Some(open) = against {
            let judged = self.judge(open)?;
            signers = judged.report.signatures.iter().filter_map(explain::certificate_of).collect();
            known.extend(signers.iter().map(|one| (one.clone(), PaperKnown::InFile)));
        }
        let texts = against.map(texts_of).transpose()?;
        links.iter().map(|link| finding(link, &known, &signers, texts.as_deref())).collect()
    }
}

/// The statements on a photograph or scan.
pub(crate) fn links_of(path: &Path, password: Option<&Secret>) -> Result<Vec<Link>, Failure> {
    let mut texts = Vec::new();
    if is_picture(path) {
        let picture = appearance::Picture::open(&marks::read_picture(path)?, appearance::Cleaning::default())
            .map_err(|error| failures::of_appearance(&error).with("name", file_name(path)))?;
        let (width, height) = picture.pixels();
        texts = codes(picture.rgba(), width, height);
    } else {
        let open = OpenDocument::open(path)?;
        let document = open.document();
        judging::unlock(&document, path, password)?;
        let pages = document.page_count().map_err(|error| open.failure(&error))?;
        for page in 0..pages.min(MOST_PAGES) {
            let drawn = PageImage::extract(&document, page, &Limits::default())
                .and_then(|image| image.draw(DPI / 72.0))
                .map_err(|error| failures::of_render(&error).with("page", page + 1))?;
            texts.extend(codes(drawn.rgba(), drawn.width(), drawn.height()));
        }
    }
    let mut links: Vec<Link> = Vec::new();
    let mut damaged = None;
    for text in texts {
        match Link::from_text(&text) {
            Ok(link) if links.contains(&link) => {}
            Ok(link) => links.push(link),
            Err(paperlink::Error::NotOurs) => {}
            Err(error) => damaged = Some(error),
        }
    }
    match (links.is_empty(), damaged) {
        (true, Some(error)) => Err(of_link(&error)),
        (true, None) => {
            Err(Failure::new(FailureCode::PaperCode).of_case("none").with("name", file_name(path)))
        }
        _ => Ok(links),
    }
}

/// The texts of the QR codes in a picture.
fn codes(rgba: &[u8], width: u32, height: u32) -> Vec<String> {
    let grey = |pixel: &[u8]| match *pixel {
        [red, green, blue, alpha] => {
            let light = (u32::from(red) * 3 + u32::from(green) * 6 + u32::from(blue)) / 10;
            let alpha = u32::from(alpha);
            ((light * alpha + 255 * (255 - alpha)) / 255) as u8
        }
        _ => 255,
    };
    let grey: Vec<u8> = rgba.chunks_exact(4).map(grey).collect();
    paperlink::find(&grey, width as usize, height as usize)
}

/// The text of every page.
fn texts_of(open: &OpenDocument) -> Result<Vec<render::PageText>, Failure> {
    let document = open.document();
    let pages = document.page_count().map_err(|error| open.failure(&error))?;
    (0..pages)
        .map(|page| {
            let text = PageImage::extract(&document, page, &Limits::default()).and_then(|image| image.text());
            text.map_err(|error| failures::of_render(&error).with("page", page + 1))
        })
        .collect()
}

fn finding(
    link: &Link,
    known: &[(Certificate, PaperKnown)],
    signers: &[Certificate],
    texts: Option<&[render::PageText]>,
) -> Result<PaperFinding, Failure> {
    let said = &link.statement;
    let (certificate, is_signed) = match link.check(known.iter().map(|(certificate, _)| certificate)) {
        Signed::By(certificate) => (Some(certificate), true),
        Signed::Broken(certificate) => (Some(certificate), false),
        _ => (None, false),
    };
    let source =
        certificate.as_ref().and_then(|one| known.iter().find(|(known, _)| known.der() == one.der()));
    let values: Vec<PaperValue> = said
        .values
        .iter()
        .map(|(name, value)| PaperValue {
            name: name.clone(),
            value: value.clone(),
            pages: texts.map(|texts| {
                let found = texts.iter().enumerate().filter(|(_, text)| !text.search(value).is_empty());
                found.filter_map(|(page, _)| u32::try_from(page).ok()).collect()
            }),
        })
        .collect();
    let pages_agree = texts.map(|texts| texts.len() == usize::from(said.pages));
    let values_agree = values.iter().all(|value| value.pages.as_ref().is_none_or(|pages| !pages.is_empty()));
    let signed_the_file =
        texts.map(|_| certificate.as_ref().is_some_and(|one| signers.iter().any(|by| by.der() == one.der())));
    let agrees = pages_agree != Some(false) && values_agree && signed_the_file != Some(false);
    let outcome = match (&certificate, is_signed, texts.is_some(), agrees) {
        (Some(_), false, ..) => PaperOutcome::Forged,
        (_, _, true, false) => PaperOutcome::Differs,
        (None, ..) => PaperOutcome::Unknown,
        (_, _, true, true) => PaperOutcome::Agrees,
        (_, _, false, _) => PaperOutcome::Signed,
    };
    let tone = match outcome {
        PaperOutcome::Forged | PaperOutcome::Differs => Tone::Bad,
        PaperOutcome::Unknown => Tone::Know,
        // A certificate that merely came along proves nobody's name.
        _ => match source.map(|(_, known)| known) {
            Some(PaperKnown::Trusted | PaperKnown::Own) => Tone::Good,
            _ => Tone::Know,
        },
    };
    let day = format!("{:04}-{:02}-{:02}", said.day.year, said.day.month, said.day.day);
    Ok(PaperFinding {
        outcome,
        tone,
        headline: Text::new(format!("paper-link-{}", outcome.code())).with("signer", said.signer.as_str()),
        signer: said.signer.clone(),
        certificate: hex::encode(said.certificate),
        known: source.map(|(_, known)| *known),
        signed_the_file,
        day,
        seal: said.seal.clone(),
        pages: u32::from(said.pages),
        pages_agree,
        values,
    })
}
