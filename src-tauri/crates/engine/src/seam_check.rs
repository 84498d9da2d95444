//! 骑缝复原: whether the slices of a seam seal on the pages of a document, or of its scan, make one seal again.
//!
//! The pages are drawn (or the scans read) one after the other, and only the ink at their edges is kept. The judgement is
//! the crate `seam`'s; here it is put into sentences, and the joined seal into a picture.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat, RgbImage};
use render::{Limits, PageImage};
use seam::{Artwork, Fate, Finding, Joined, Outcome, Sheet, Source};
use wire::{
    CheckSeam, DocumentId, Edge, Failure, FailureCode, SeamFate, SeamFinding, SeamGap, SeamOutcome, SeamPage,
    Sureness, Text, Tone,
};

use crate::documents::OpenDocument;
use crate::source::file_name;
use crate::{Engine, cores, failures, judging, lock, marks, output};

/// Pixels a millimetre at which pages are drawn: more than what is compared.
const DENSITY: f64 = 7.0;
/// The longer side of a scanned sheet whose size nobody tells: A4.
const LONGER_SIDE_MM: f64 = 297.0;
/// The most pages that are joined; a longer document has its slices repeated long before.
const MOST_PAGES: usize = 2_000;
/// A scan fills its page but for a hair.
const SCAN_SHARE: f64 = 0.9;
/// Pixels a millimetre of a registered seal.
const ARTWORK_DENSITY: f64 = 12.0;
/// Between two seals of the picture, in pixels.
const BETWEEN: u32 = 24;

/// What a seam is held against.
#[derive(Clone, Debug)]
pub enum SeamSeal {
    /// A seal of this computer, by its id or name.
    Kept(String),
    /// A picture of the seal.
    Picture(PathBuf),
}

/// A seam that was checked, with the joined seal as a PNG where there is one.
pub struct CheckedSeam {
    /// What is said about it.
    pub finding: SeamFinding,
    /// The joined seals, one below the other: PNG.
    pub picture: Option<Vec<u8>>,
}

impl CheckedSeam {
    /// Writes the joined seals to a new file.
    pub fn write_picture(&self, target: &Path) -> Result<(), Failure> {
        let picture = self.picture.as_ref().ok_or_else(|| Failure::new(FailureCode::NoSeam))?;
        output::create(target, picture)
    }
}

impl Engine {
    /// Checks the seam of a PDF, or of pages that were scanned: PDF files and pictures in the order of the pages.
    pub fn check_seam_of_files(
        &self,
        files: &[PathBuf],
        seal: Option<&SeamSeal>,
        edge: Option<Edge>,
        password: Option<&wire::Secret>,
    ) -> Result<CheckedSeam, Failure> {
        let mut sheets = Vec::new();
        for file in files {
            match is_picture(file) {
                true => sheets.push(scanned(file)?),
                false => {
                    let open = OpenDocument::open(file)?;
                    judging::unlock(&open.document(), file, password)?;
                    sheets.extend(drawn(&open, MOST_PAGES.saturating_sub(sheets.len()))?);
                }
            }
        }
        let artwork = seal.map(|seal| self.seam_artwork(seal)).transpose()?;
        told(&sheets, artwork, edge)
    }

    /// Checks the seam of an open document.
    pub fn check_seam(&self, request: CheckSeam) -> Result<SeamFinding, Failure> {
        let open = self.open.get(&request.document)?;
        let artwork = request.seal.map(|seal| self.seam_artwork(&SeamSeal::Kept(seal))).transpose()?;
        let checked = told(&drawn(&open, MOST_PAGES)?, artwork, None)?;
        *lock(&open.joined_seam) = checked.picture;
        Ok(checked.finding)
    }

    /// The seal that the last check of a document put together: PNG.
    pub fn joined_seam(&self, document: DocumentId) -> Result<Vec<u8>, Failure> {
        let open = self.open.get(&document)?;
        let picture = lock(&open.joined_seam).clone();
        picture.ok_or_else(|| Failure::new(FailureCode::NoSeam))
    }

    fn seam_artwork(&self, seal: &SeamSeal) -> Result<(String, Artwork), Failure> {
        let path = match seal {
            SeamSeal::Kept(name) => return self.kept_artwork(name),
            SeamSeal::Picture(path) => path,
        };
        let picture = marks::open_picture(&marks::read_picture(path)?, false)
            .map_err(|failure| failure.with("name", file_name(path)))?;
        let (width, height) = picture.pixels();
        let artwork = Artwork::read(picture.rgba(), width, height, None);
        let artwork = artwork
            .ok_or_else(|| Failure::new(FailureCode::NoSealInPicture).with("name", file_name(path)))?;
        Ok((file_name(path), artwork))
    }
}

impl Engine {
    /// A kept seal in its true size. A retired one too: what it stamped is still to be checked.
    fn kept_artwork(&self, name: &str) -> Result<(String, Artwork), Failure> {
        let seal = self.seal(name)?;
        let drawn = self.seal_picture(&seal.id, ARTWORK_DENSITY)?;
        let picture = appearance::Picture::open(&drawn, appearance::Cleaning::default())
            .map_err(|error| failures::of_appearance(&error))?;
        let (width, height) = picture.pixels();
        let artwork = Artwork::read(picture.rgba(), width, height, Some(f64::from(width) / ARTWORK_DENSITY));
        let artwork = artwork
            .ok_or_else(|| Failure::new(FailureCode::NoSealInPicture).with("name", seal.label.as_str()))?;
        Ok((seal.label, artwork))
    }
}

/// Whether a file is a picture by its name; everything else is read as a PDF.
pub(crate) fn is_picture(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["png", "jpg", "jpeg"].contains(&ending.to_ascii_lowercase().as_str())
}

/// A scanned page.
fn scanned(path: &Path) -> Result<Sheet, Failure> {
    let unreadable = || Failure::new(FailureCode::ImageUnreadable).with("name", file_name(path));
    let picture = appearance::Picture::open(&marks::read_picture(path)?, appearance::Cleaning::default())
        .map_err(|error| failures::of_appearance(&error).with("name", file_name(path)))?;
    let (width, height) = picture.pixels();
    let density = f64::from(width.max(height)) / LONGER_SIDE_MM;
    Sheet::read(picture.rgba(), width, height, density, Source::Scanned).ok_or_else(unreadable)
}

/// The pages of a PDF, drawn; those that are nothing but a picture are scans.
fn drawn(open: &OpenDocument, most: usize) -> Result<Vec<Sheet>, Failure> {
    let document = open.document();
    let pages = document.page_count().map_err(|error| open.failure(&error))?;
    if pages > most {
        return Err(Failure::new(FailureCode::PdfTooComplex).with("name", file_name(open.path())));
    }
    let numbers: Vec<usize> = (0..pages).collect();
    let sheets = cores::on_all_cores(&numbers, |page| sheet(open, &document, *page));
    let sheets: Vec<Sheet> = sheets.into_iter().collect::<Result<_, _>>()?;
    // A page that was lost on the way would be told as missing.
    if sheets.len() == pages { Ok(sheets) } else { Err(Failure::new(FailureCode::Internal)) }
}

fn sheet(open: &OpenDocument, document: &pdf::Document, page: usize) -> Result<Sheet, Failure> {
    let failed = |error: render::Error| match error {
        render::Error::Pdf(error) => open.failure(&error),
        other => failures::of_render(&other).with("page", page + 1),
    };
    let image = PageImage::extract(document, page, &Limits::default()).map_err(failed)?;
    let pixels = image.draw(DENSITY * 25.4 / 72.0).map_err(failed)?;
    let source = if is_scan(&image) { Source::Scanned } else { Source::Drawn };
    let density = pixels.scale() * 72.0 / 25.4;
    let (width, height) = (pixels.width(), pixels.height());
    Sheet::read(pixels.rgba(), width, height, density, source)
        .ok_or_else(|| Failure::new(FailureCode::DrawingFailed).with("page", page + 1))
}

/// Whether a page is one picture from edge to edge. Text laid invisibly over it, as a reader of characters adds, counts not.
fn is_scan(image: &PageImage) -> bool {
    let (width, height) = image.size_points();
    let whole = width * height * SCAN_SHARE;
    image.shapes().is_ok_and(|shapes| {
        shapes.iter().any(|shape| shape.curves.is_none() && shape.area.width * shape.area.height >= whole)
    })
}

/// The judgement in sentences.
fn told(
    sheets: &[Sheet],
    artwork: Option<(String, Artwork)>,
    edge: Option<Edge>,
) -> Result<CheckedSeam, Failure> {
    let (name, artwork) = artwork.unzip();
    let edge = edge.map(|edge| match edge {
        Edge::Left => seam::Edge::Left,
        Edge::Right => seam::Edge::Right,
        Edge::Top => seam::Edge::Top,
        Edge::Bottom => seam::Edge::Bottom,
    });
    let found = seam::check(sheets, artwork.as_ref(), edge);
    let picture = (!found.seals.is_empty()).then(|| picture(&found.seals)).transpose()?;
    Ok(CheckedSeam { finding: in_words(&found, name), picture })
}

fn in_words(found: &Finding, seal: Option<String>) -> SeamFinding {
    let outcome = match found.outcome {
        Outcome::OnePage => SeamOutcome::OnePage,
        Outcome::Complete => SeamOutcome::Complete,
        Outcome::Disturbed => SeamOutcome::Disturbed,
        Outcome::Unclear => SeamOutcome::Unclear,
        _ => SeamOutcome::NoSeam,
    };
    let tone = match outcome {
        SeamOutcome::Complete => Tone::Good,
        SeamOutcome::Disturbed => Tone::Bad,
        SeamOutcome::OnePage | SeamOutcome::NoSeam | SeamOutcome::Unclear => Tone::Know,
    };
    let odd = found.pages.iter().filter(|page| !page.fate.is_well()).count();
    let missing: usize = found.gaps.iter().map(|gap| gap.pages).sum();
    let headline = match (found.outcome, odd, missing) {
        (Outcome::Disturbed, 0, _) => "seam-missing",
        (Outcome::Disturbed, _, 0) => "seam-odd",
        (Outcome::Disturbed, ..) => "seam-odd-and-missing",
        (outcome, ..) => match outcome {
            Outcome::OnePage => "seam-one-page",
            Outcome::Complete => "seam-complete",
            Outcome::Unclear => "seam-unclear",
            _ => "seam-none",
        },
    };
    let percent = percent(found.confidence);
    let sureness = match seam::Confidence::of(found.confidence) {
        seam::Confidence::High => Sureness::High,
        seam::Confidence::Fair => Sureness::Fair,
        seam::Confidence::Low => Sureness::Low,
    };
    let basis = match (found.basis, &seal) {
        (seam::Basis::Artwork, Some(_)) => "seam-basis-artwork",
        _ => "seam-basis-neighbours",
    };
    let basis = Text::new(basis)
        .with("seal", seal.clone().unwrap_or_default())
        .with("sureness", seam::Confidence::of(found.confidence).code())
        .with("percent", percent);
    SeamFinding {
        outcome,
        tone,
        headline: Text::new(headline)
            .with("pages", found.pages.len())
            .with("seals", found.seals.len())
            .with("odd", odd)
            .with("missing", missing),
        basis,
        edge: found.edge.map(|edge| match edge {
            seam::Edge::Left => Edge::Left,
            seam::Edge::Right => Edge::Right,
            seam::Edge::Top => Edge::Top,
            seam::Edge::Bottom => Edge::Bottom,
        }),
        seal,
        every_other: found.every_other,
        sureness,
        percent,
        pages: found.pages.iter().enumerate().map(|(page, about)| page_in_words(page, about)).collect(),
        gaps: found.gaps.iter().map(gap_in_words).collect(),
        seals: number(found.seals.len()),
    }
}

fn page_in_words(page: usize, about: &seam::Page) -> SeamPage {
    let fate = match about.fate {
        Fate::Fits => SeamFate::Fits,
        Fate::Moved { .. } => SeamFate::Moved,
        Fate::Bare => SeamFate::Bare,
        Fate::Spared => SeamFate::Spared,
        Fate::Unclear => SeamFate::Unclear,
        _ => SeamFate::Foreign,
    };
    let belongs = match about.fate {
        Fate::Moved { belongs } => Some(number(belongs)),
        _ => None,
    };
    let text = Text::new(format!("seam-page-{}", about.fate.code()))
        .with("page", page + 1)
        .with("belongs", belongs.map_or(0, |belongs| belongs + 1))
        .with("percent", percent(about.confidence));
    let tone = match about.fate {
        Fate::Unclear => Tone::Know,
        fate if fate.is_well() => Tone::Good,
        _ => Tone::Bad,
    };
    SeamPage { page: number(page), fate, tone, belongs, percent: percent(about.confidence), text }
}

fn gap_in_words(gap: &seam::Gap) -> SeamGap {
    let id = if gap.after == 0 { "seam-gap-first" } else { "seam-gap" };
    let text = Text::new(id).with("after", gap.after).with("pages", gap.pages);
    SeamGap { after: number(gap.after), pages: number(gap.pages), text }
}

fn percent(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u32
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The seals one below the other, on white.
fn picture(seals: &[Joined]) -> Result<Vec<u8>, Failure> {
    let width = seals.iter().map(|seal| seal.width).max().unwrap_or(1);
    let height: u32 = seals.iter().map(|seal| seal.height + BETWEEN).sum::<u32>().saturating_sub(BETWEEN);
    let mut picture = RgbImage::from_pixel(width.max(1), height.max(1), image::Rgb([255; 3]));
    let mut top = 0;
    for seal in seals {
        if let Some(one) = RgbImage::from_raw(seal.width, seal.height, seal.rgb.clone()) {
            image::imageops::replace(&mut picture, &one, i64::from((width - seal.width) / 2), i64::from(top));
        }
        top += seal.height + BETWEEN;
    }
    let mut bytes = Cursor::new(Vec::new());
    let written = DynamicImage::ImageRgb8(picture).write_to(&mut bytes, ImageFormat::Png);
    written.map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
    Ok(bytes.into_inner())
}
