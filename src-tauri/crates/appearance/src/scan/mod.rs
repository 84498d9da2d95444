//! From a scanned or photographed seal or signature to clean artwork.
//!
//! The paper goes, shadows and all; the ink asked for is told apart from print over and under it by what each lets through;
//! what print hides is filled in from around it; the thing is found on its sheet, set straight and cut out. The result is one
//! colour with transparency. Whether it is good enough for its size on paper is said by [`ScanFacts::advice`], never decided here.

mod advice;
mod inks;
mod mask;
mod paper;
mod resolution;
mod straighten;

pub use advice::ScanAdvice;
pub(crate) use resolution::dots_per_inch;

use crate::error::{Error, Result};
use image::imageops::FilterType;
use image::{Rgba, RgbaImage};
use inks::{Densities, InkKind, Inks};
use mask::{Mask, fill};
use paper::{Paper, value};

/// Pixels across at which the thing is looked for on its sheet.
const FINDING: u32 = 700;
/// Pixels across the cut-out thing, at most: 58 mm at 1000 dots an inch.
const LARGEST: u32 = 2300;
/// Patches with less than this share of all ink are specks.
const SPECK: f32 = 0.0003;
/// From this density of print on, what is under it cannot be seen.
const OPAQUE: f32 = 1.3;
/// … and this many pixels around it, where light is not what either ink lets through.
const RIM: u32 = 1;
/// Ink that covers less than this share of its usual amount is none, and more than the second is all.
const FAINT: f32 = 0.18;
const FULL: f32 = 0.72;
/// A lean below this many degrees is not worth drawing every pixel anew.
const LEVEL: f32 = 0.15;

/// Which ink is wanted of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InkColour {
    /// The one that there is most of; of a seal, red before all.
    #[default]
    Auto,
    /// Red.
    Red,
    /// Blue.
    Blue,
    /// Black.
    Black,
}

/// What was scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScanKind {
    /// A seal: one thing with straight lines in it.
    #[default]
    Seal,
    /// A handwritten signature: strokes that lie near each other.
    Signature,
}

/// What was found out about a scan while it was cleaned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScanFacts {
    /// The ink that was taken: never [`InkColour::Auto`].
    pub colour: InkColour,
    /// By how many degrees it was turned, clockwise positive.
    pub turned: f32,
    /// The share of it that print had hidden and that was filled in, 0 to 1.
    pub filled: f32,
    /// How dark the ink is against its paper, 0 to 1.
    pub contrast: f32,
    /// How soft the edges of the ink are, in pixels.
    pub softness: f32,
    /// Whether the ink reaches the edge of the scan.
    pub cut_off: bool,
    /// Pixels across the cut-out thing as it was scanned.
    pub pixels: u32,
    /// Dots an inch that the file names, where it does.
    pub dots_per_inch: Option<f64>,
}

/// Clean pixels in one colour, and what was found out.
pub(crate) fn clean(
    scan: &RgbaImage,
    kind: ScanKind,
    wanted: InkColour,
    dots_per_inch: Option<f64>,
) -> Result<(RgbaImage, ScanFacts)> {
    let (width, height) = scan.dimensions();
    // Found on a small picture, cleaned on the large one.
    let times = width.max(height).div_ceil(FINDING).max(1);
    let small = shrunk(scan, (width / times).max(1), (height / times).max(1));
    let paper = Paper::of(&small).ok_or(Error::DarkBackground)?;
    let densities = Densities::of(&small, &paper);
    let inks = Inks::of(&densities);
    let ink = chosen(&densities, &inks, kind, wanted);
    let found = covered(&densities, &inks, ink).ok_or(Error::EmptyPicture)?.mask.without_specks(SPECK);
    let reach = match kind {
        ScanKind::Seal => FINDING / 60,
        ScanKind::Signature => FINDING / 12,
    };
    let area = found.main_area(reach).ok_or(Error::EmptyPicture)?;
    let cut_off = area.left == 0 || area.top == 0 || area.right >= found.width || area.bottom >= found.height;
    let area = area.scaled(times, width, height);
    let area = area.grown(area.width().max(area.height()) / 16 + times, width, height);

    let mut part =
        image::imageops::crop_imm(scan, area.left, area.top, area.width(), area.height()).to_image();
    let across = part.width().max(part.height());
    if across > LARGEST {
        let side = |pixels: u32| (u64::from(pixels) * u64::from(LARGEST) / u64::from(across)).max(1) as u32;
        part = shrunk(&part, side(part.width()), side(part.height()));
    }
    let shrunk_by = f64::from(area.width()) / f64::from(part.width());
    let paper = paper.seen_through(area.left as f32, area.top as f32, shrunk_by as f32, times as f32);
    let densities = Densities::of(&part, &paper);
    let covered = covered(&densities, &inks, ink).ok_or(Error::EmptyPicture)?;
    let mask = covered.mask.without_specks(SPECK);
    let inside = mask.main_area(reach * times).ok_or(Error::EmptyPicture)?;
    let hidden = covered.hidden.cut(inside);
    let mask = mask.cut(inside);
    let filled = mask.cover.iter().zip(&hidden.cover).map(|(cover, hidden)| cover * hidden).sum::<f32>();
    let filled = filled / mask.weight().max(1.0);
    let lean = if cut_off { 0.0 } else { straighten::lean(&mask, kind) };
    let mask = if lean.abs() < LEVEL { mask } else { mask.turned(-lean.to_radians()) };
    let area = mask.area().ok_or(Error::EmptyPicture)?.grown(1, mask.width, mask.height);
    let mask = mask.cut(area);
    let facts = ScanFacts {
        colour: match ink {
            InkKind::Red => InkColour::Red,
            InkKind::Blue => InkColour::Blue,
            InkKind::Black => InkColour::Black,
        },
        turned: if lean.abs() < LEVEL { 0.0 } else { -lean },
        filled,
        contrast: 1.0 - (-covered.full).exp(),
        softness: softness(&mask),
        cut_off,
        pixels: (f64::from(mask.width) * shrunk_by).round() as u32,
        dots_per_inch,
    };
    Ok((painted(&mask, covered.colour), facts))
}

/// A smaller picture; the same where it is as small already.
fn shrunk(pixels: &RgbaImage, width: u32, height: u32) -> RgbaImage {
    if (width, height) == pixels.dimensions() {
        return pixels.clone();
    }
    image::imageops::resize(pixels, width, height, FilterType::Triangle)
}

/// The ink that is wanted, or the one that there is most of.
fn chosen(densities: &Densities, inks: &Inks, kind: ScanKind, wanted: InkColour) -> InkKind {
    match wanted {
        InkColour::Red => return InkKind::Red,
        InkColour::Blue => return InkKind::Blue,
        InkColour::Black => return InkKind::Black,
        InkColour::Auto => {}
    }
    let mut sums = [0.0f32; 3];
    for density in &densities.values {
        let amounts = inks.amounts(density);
        for (sum, amount) in sums.iter_mut().zip([amounts.red, amounts.blue, amounts.black]) {
            *sum += if amount > 0.4 { amount.min(1.0) } else { 0.0 };
        }
    }
    let [red, blue, black] = sums;
    match kind {
        // Print is under most seals, and there may be more of it.
        ScanKind::Seal if red > 0.05 * (red + blue + black) => InkKind::Red,
        ScanKind::Seal if blue > 0.05 * (red + blue + black) => InkKind::Blue,
        ScanKind::Seal => InkKind::Black,
        // Who signs in blue signs on a printed form; a seal beside it is not the signature.
        ScanKind::Signature if blue > 0.1 * (blue + black) => InkKind::Blue,
        ScanKind::Signature if black > 0.0 => InkKind::Black,
        ScanKind::Signature => InkKind::Red,
    }
}

/// How much of each pixel the ink covers.
struct Covered {
    mask: Mask,
    /// 1 where print hid what is under it.
    hidden: Mask,
    /// The usual density of the ink where it covers.
    full: f32,
    /// Its colour on white paper.
    colour: [u8; 3],
}

fn covered(densities: &Densities, inks: &Inks, ink: InkKind) -> Option<Covered> {
    let density = inks.density(ink)?;
    let width = densities.width;
    let height = (densities.values.len() as u32).checked_div(width)?;
    let amounts: Vec<inks::Amounts> = densities.values.iter().map(|density| inks.amounts(density)).collect();
    let mut cover: Vec<f32> = amounts.iter().map(|amounts| amounts.of(ink)).collect();
    let mut hidden = vec![false; cover.len()];
    if ink != InkKind::Black {
        // Where much of the ink is seen as well, the black is the ink's own: dark blue is nearly black.
        let is_opaque = |amounts: &inks::Amounts| amounts.black > OPAQUE + amounts.of(ink) * 0.6;
        let opaque: Vec<bool> = amounts.iter().map(is_opaque).collect();
        for (at, _) in opaque.iter().enumerate().filter(|(_, opaque)| **opaque) {
            let (x, y) = (at as u32 % width, at as u32 / width);
            for ny in y.saturating_sub(RIM)..(y + RIM + 1).min(height) {
                let row = (ny * width) as usize;
                let (left, right) = (x.saturating_sub(RIM), (x + RIM + 1).min(width));
                if let Some(rim) = hidden.get_mut(row + left as usize..row + right as usize) {
                    rim.fill(true);
                }
            }
        }
        fill(&mut cover, &hidden, width);
    } else {
        // Seal paste is never quite clear: a part of what looks black in it is its own.
        for (cover, amounts) in cover.iter_mut().zip(&amounts) {
            *cover = (*cover - 0.35 * (amounts.red + amounts.blue)).max(0.0);
        }
    }
    let full = usual(&cover)?;
    // A pixel that ink covers in part lets the light of bare paper through beside it: light adds there, not its logarithm.
    let most = 1.0 - (-full).exp();
    for cover in &mut cover {
        let covered = (1.0 - (-*cover).exp()) / most;
        let share = ((covered - FAINT) / (FULL - FAINT)).clamp(0.0, 1.0);
        *cover = share * share * (3.0 - 2.0 * share);
    }
    let hidden = hidden.into_iter().map(|hidden| if hidden { 1.0 } else { 0.0 }).collect();
    Some(Covered {
        mask: Mask { width, height, cover },
        hidden: Mask { width, height, cover: hidden },
        full,
        colour: density.map(|part| value((-part * full).exp())),
    })
}

/// The amount of ink where it lies as thick as it usually does.
fn usual(cover: &[f32]) -> Option<f32> {
    let mut inked: Vec<f32> = cover.iter().copied().filter(|amount| *amount > 0.1).collect();
    if inked.len() < 12 {
        return None;
    }
    inked.sort_by(f32::total_cmp);
    let high = inked.get(inked.len() * 98 / 100).copied()?;
    let solid: Vec<f32> = inked.into_iter().filter(|amount| *amount > high * 0.4).collect();
    solid.get(solid.len() / 2).copied().filter(|amount| *amount > 0.12)
}

/// How wide the edges are, in pixels: what is half covered, over what borders on paper.
fn softness(mask: &Mask) -> f32 {
    let half = mask.cover.iter().filter(|cover| (0.1..0.9).contains(*cover)).count() as f32;
    let rows = mask.cover.chunks(mask.width.max(1) as usize);
    let edges: usize = rows
        .map(|row| row.windows(2).filter(|two| matches!(two, [a, b] if (*a > 0.5) != (*b > 0.5))).count())
        .sum();
    half / (edges.max(1) as f32 * 1.3)
}

fn painted(mask: &Mask, colour: [u8; 3]) -> RgbaImage {
    let [red, green, blue] = colour;
    RgbaImage::from_fn(mask.width, mask.height, |x, y| {
        let alpha = (mask.at(x, y) * 255.0).round() as u8;
        if alpha == 0 { Rgba([0; 4]) } else { Rgba([red, green, blue, alpha]) }
    })
}

/// Makes the paper of a picture transparent; every ink keeps its colour, edges stay soft.
pub(crate) fn without_paper(pixels: &mut RgbaImage) -> Result<()> {
    /// Letting through less than paper by less than this share is paper, by more than the second ink that covers all.
    const PAPER: f32 = 0.12;
    const INK: f32 = 0.40;
    let paper = Paper::of(pixels).ok_or(Error::DarkBackground)?;
    for (x, y, pixel) in pixels.enumerate_pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let paper = paper.at(x, y).map(|light| f32::from(value(light)));
        let seen = [f32::from(red), f32::from(green), f32::from(blue)];
        let darker =
            seen.iter().zip(paper).map(|(seen, paper)| (paper - seen) / paper.max(1.0)).fold(0.0, f32::max);
        let share = ((darker - PAPER) / (INK - PAPER)).clamp(0.0, 1.0);
        let cover = share * share * (3.0 - 2.0 * share);
        if cover <= 0.004 {
            pixel.0 = [0, 0, 0, 0];
            continue;
        }
        let ink = |seen: f32, paper: f32| ((seen - (1.0 - cover) * paper) / cover).clamp(0.0, 255.0) as u8;
        let [r, g, b] = [ink(seen[0], paper[0]), ink(seen[1], paper[1]), ink(seen[2], paper[2])];
        pixel.0 = [r, g, b, (cover * f32::from(alpha)).round() as u8];
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
