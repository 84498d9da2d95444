//! How much of which ink lies on each pixel.
//!
//! Ink lets less light through, and two inks over each other multiply what they let through: logarithms of light add
//! (Beer–Lambert). So a pixel's density — the logarithm of paper over what is seen, in red, green and blue — is a sum of the
//! densities of the inks on it: red or blue seal paste, and black print. What each ink looks like is learnt from the picture
//! itself; the amounts are the non-negative ones that fit best.

use super::paper::{Paper, light};
use image::RgbaImage;

/// Densities are capped here: a camera tells no deeper black apart.
const DEEPEST: f32 = 4.0;
/// A pixel with at least this difference between its channels has a colour …
const COLOURED: f32 = 0.25;
/// … and at least this share of its deepest.
const TINTED: f32 = 0.35;
/// Paper's own unevenness: nothing lies on a pixel with less.
const BARE: f32 = 0.06;
/// Below this many pixels, a colour is noise.
const FEWEST: usize = 40;

/// The inks that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InkKind {
    Red,
    Blue,
    Black,
}

/// The density of every pixel, in red, green and blue.
pub(super) struct Densities {
    pub width: u32,
    pub values: Vec<[f32; 3]>,
}

impl Densities {
    pub(super) fn of(pixels: &RgbaImage, paper: &Paper) -> Self {
        let lights: Vec<f32> = (0..=255u8).map(|value| light(f32::from(value))).collect();
        let of = |value: u8, paper: f32| {
            let seen = lights.get(usize::from(value)).copied().unwrap_or_default();
            (paper / seen.max(0.0015)).max(1e-6).ln().clamp(0.0, DEEPEST)
        };
        let values = pixels
            .enumerate_pixels()
            .map(|(x, y, pixel)| {
                let [red, green, blue, alpha] = pixel.0;
                if alpha < 128 {
                    return [0.0; 3];
                }
                let paper = paper.at(x, y);
                [of(red, paper[0]), of(green, paper[1]), of(blue, paper[2])]
            })
            .collect();
        Densities { width: pixels.width(), values }
    }
}

/// The densities of the inks in a picture, each with its deepest channel at 1; none where an ink does not occur.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Inks {
    red: Option<[f32; 3]>,
    blue: Option<[f32; 3]>,
}

/// Amounts of ink on one pixel.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Amounts {
    pub red: f32,
    pub blue: f32,
    pub black: f32,
}

impl Amounts {
    pub(super) fn of(self, kind: InkKind) -> f32 {
        match kind {
            InkKind::Red => self.red,
            InkKind::Blue => self.blue,
            InkKind::Black => self.black,
        }
    }
}

fn kind_of(density: &[f32; 3]) -> Option<InkKind> {
    let [red, green, blue] = *density;
    let (low, high) = (red.min(green).min(blue), red.max(green).max(blue));
    // In the dark, where a camera counts few grains of light, a difference is noise.
    if high - low < COLOURED || high - low < high * TINTED {
        return None;
    }
    if red <= low && blue > high * 0.4 && green > high * 0.4 {
        Some(InkKind::Red)
    } else if blue <= low && red > high * 0.5 {
        Some(InkKind::Blue)
    } else {
        None
    }
}

impl Inks {
    /// The inks of a picture.
    pub(super) fn of(densities: &Densities) -> Self {
        Inks { red: signature(densities, InkKind::Red), blue: signature(densities, InkKind::Blue) }
    }

    /// The density of one ink with its deepest channel at 1.
    pub(super) fn density(&self, kind: InkKind) -> Option<[f32; 3]> {
        match kind {
            InkKind::Red => self.red,
            InkKind::Blue => self.blue,
            InkKind::Black => Some([1.0; 3]),
        }
    }

    /// The amounts of the inks that explain a density best, none of them negative.
    pub(super) fn amounts(&self, density: &[f32; 3]) -> Amounts {
        if density.iter().all(|density| *density < BARE) {
            return Amounts::default();
        }
        let mut best = (f32::INFINITY, Amounts::default());
        // At most three inks: every set of them is tried.
        for set in 0..8u8 {
            let has = |bit: u8| set & bit != 0;
            if has(1) && self.red.is_none() || has(2) && self.blue.is_none() {
                continue;
            }
            let columns: Vec<[f32; 3]> = [(1, self.red), (2, self.blue), (4, Some([1.0; 3]))]
                .into_iter()
                .filter(|(bit, _)| has(*bit))
                .filter_map(|(_, ink)| ink)
                .collect();
            let Some(found) = least_squares(&columns, density) else { continue };
            if found.iter().any(|amount| *amount < 0.0) {
                continue;
            }
            let left: f32 = (0..3)
                .map(|channel| {
                    let part = |column: &[f32; 3]| column.get(channel).copied().unwrap_or_default();
                    let explained: f32 = columns.iter().zip(&found).map(|(c, a)| part(c) * a).sum();
                    (part(density) - explained).powi(2)
                })
                .sum();
            if left < best.0 - 1e-7 {
                let mut amounts = found.iter().copied();
                let mut next = |bit: u8| if has(bit) { amounts.next().unwrap_or_default() } else { 0.0 };
                best = (left, Amounts { red: next(1), blue: next(2), black: next(4) });
            }
        }
        best.1
    }
}

/// What an ink looks like: the mean of its purest pixels, those with the least grey in them.
fn signature(densities: &Densities, kind: InkKind) -> Option<[f32; 3]> {
    let mut of_kind: Vec<(f32, [f32; 3])> = densities
        .values
        .iter()
        .filter(|density| kind_of(density) == Some(kind))
        .map(|density| {
            let low = density.iter().copied().fold(f32::INFINITY, f32::min);
            let high = density.iter().copied().fold(0.0, f32::max);
            (low / high.max(0.01), *density)
        })
        .collect();
    if of_kind.len() < FEWEST.max(densities.values.len() / 20_000) {
        return None;
    }
    of_kind.sort_by(|a, b| a.0.total_cmp(&b.0));
    // The very purest are noise, the greyer half lies over or under something black.
    let purest = of_kind.get(of_kind.len() / 20..of_kind.len() / 2)?;
    let mut sum = [0.0f32; 3];
    for (_, density) in purest {
        sum.iter_mut().zip(density).for_each(|(sum, part)| *sum += part);
    }
    let high = sum.iter().copied().fold(0.0, f32::max);
    (high > 0.0).then(|| sum.map(|part| part / high))
}

/// The amounts of `columns` that come nearest to `wanted`; `None` where the columns do not differ.
fn least_squares(columns: &[[f32; 3]], wanted: &[f32; 3]) -> Option<Vec<f32>> {
    let dot = |a: &[f32; 3], b: &[f32; 3]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    match columns {
        [] => Some(Vec::new()),
        [one] => Some(vec![dot(one, wanted) / dot(one, one)]),
        [a, b] => {
            let (aa, ab, bb) = (dot(a, a), dot(a, b), dot(b, b));
            let (aw, bw) = (dot(a, wanted), dot(b, wanted));
            let whole = aa * bb - ab * ab;
            (whole > 1e-4).then(|| vec![(aw * bb - bw * ab) / whole, (aa * bw - ab * aw) / whole])
        }
        [a, b, c] => {
            let cross = |a: &[f32; 3], b: &[f32; 3]| {
                [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
            };
            let whole = dot(a, &cross(b, c));
            let part = |a: &[f32; 3], b: &[f32; 3], c: &[f32; 3]| dot(a, &cross(b, c)) / whole;
            (whole.abs() > 1e-3).then(|| vec![part(wanted, b, c), part(a, wanted, c), part(a, b, wanted)])
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn inks_over_each_other_are_told_apart() {
        let inks = Inks { red: Some([0.15, 1.0, 0.8]), blue: Some([1.0, 0.7, 0.2]) };
        let density = [0.15 * 0.9 + 0.6, 0.9 + 0.6, 0.8 * 0.9 + 0.6];
        let amounts = inks.amounts(&density);
        assert!((amounts.red - 0.9).abs() < 0.02 && (amounts.black - 0.6).abs() < 0.02, "{amounts:?}");
        assert!(amounts.blue < 0.02, "{amounts:?}");
        let grey = inks.amounts(&[0.7, 0.7, 0.7]);
        assert!(grey.red < 1e-3 && grey.blue < 1e-3 && (grey.black - 0.7).abs() < 1e-3, "{grey:?}");
    }
}
