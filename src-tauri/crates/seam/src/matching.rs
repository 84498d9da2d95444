//! Where in the artwork a slice comes from: normalised correlation, first at coarse places, then at fine ones.
//!
//! A scan is a little turned and a little larger or smaller than the paper; the artwork is tried in such variants.

use crate::artwork::resized;
use crate::grid::{COARSE, FINE, Grid};

/// Paper around the artwork, in cells: above and below it, and beside it.
const ABOVE: usize = 54;
const BESIDE: usize = 12;
/// Paper above and below a slice that is compared with it, in cells.
pub(crate) const MARGIN: usize = 12;
/// How far a slice may be out of its place along the edge, in cells: 6 mm.
const SHIFT: usize = 36;
/// Places found coarsely that are looked at finely.
const TRIED: usize = 6;
/// Fine cells around a coarse place.
const AROUND: i64 = 4;

/// Cells along a slice that are looked at for themselves: 4 mm, about a character.
const PIECE: usize = 24;

/// Turns in degrees and sizes as tried, the even ones first and coarsely.
const TURNS: [f64; 5] = [-1.4, -0.7, 0.0, 0.7, 1.4];
const SIZES: [f64; 5] = [0.972, 0.986, 1.0, 1.014, 1.028];

/// Where a slice belongs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Match {
    /// The slice's left edge from the artwork's, as a share of the artwork's width.
    pub(crate) left: f64,
    /// How far the artwork stands below its expected place, in cells.
    pub(crate) down: f64,
    /// Correlation, at most 1.
    pub(crate) score: f64,
    /// The best correlation anywhere else.
    pub(crate) next: f64,
    /// How well it agrees in detail: the correlation where it is worst, over a little more than a character. The ring of
    /// another seal agrees, and perhaps its star and its line; its name does not.
    pub(crate) detail: f64,
}

impl Match {
    /// Both correlations in one number.
    pub(crate) fn quality(&self) -> f64 {
        self.score.max(0.0) * self.detail.max(0.0)
    }
}

struct Variant {
    fine: Grid,
    size: f64,
}

/// The artwork in all its variants.
pub(crate) struct Matcher {
    height: usize,
    width: usize,
    /// By turn, then size.
    variants: Vec<Variant>,
    /// Which variants are looked at coarsely, and their coarse pictures.
    coarse: Vec<(usize, Grid)>,
    columns: usize,
}

impl Matcher {
    /// The artwork, and whether the pages may be turned and sized as scans are.
    pub(crate) fn new(ink: &Grid, scanned: bool) -> Self {
        let (turns, sizes): (&[f64], &[f64]) =
            if scanned { (&TURNS, &SIZES) } else { (&TURNS[2..3], &SIZES[1..4]) };
        let ink = ink.softened();
        let variant = |turn: f64, size: f64| Variant { fine: padded(&ink, turn, size), size };
        let variants: Vec<Variant> = turns
            .iter()
            .flat_map(|turn| sizes.iter().map(move |size| (*turn, *size)))
            .map(|(t, s)| variant(t, s))
            .collect();
        let columns = sizes.len();
        // The middle ones of few, the even ones of many.
        let wanted = |index: usize| {
            let (row, column) = (index / columns, index % columns);
            if scanned { row % 2 == 0 && column % 2 == 0 } else { column == 1 }
        };
        let coarse = variants.iter().enumerate().filter(|(index, _)| wanted(*index));
        let coarse = coarse.map(|(index, variant)| (index, variant.fine.coarser(COARSE))).collect();
        Self { height: ink.height(), width: ink.width(), variants, coarse, columns }
    }

    /// Rows of a patch: the artwork's height and a margin above and below.
    pub(crate) fn patch_height(&self) -> usize {
        self.height + 2 * MARGIN
    }

    /// Where a patch belongs, whose middle is expected at the artwork's middle.
    pub(crate) fn place(&self, patch: &Grid) -> Option<Match> {
        let patch = patch.softened();
        let coarse = Template::of(&patch.coarser(COARSE))?;
        let mut places: Vec<(f64, usize, usize, usize)> = Vec::new();
        let rows = (ABOVE - MARGIN - SHIFT) / COARSE..=(ABOVE - MARGIN + SHIFT) / COARSE;
        for (variant, grid) in &self.coarse {
            let last = grid.width().saturating_sub(coarse.width);
            for x in 0..=last {
                let best =
                    rows.clone().map(|y| (coarse.score(grid, x, y), y)).max_by(|a, b| a.0.total_cmp(&b.0));
                places.extend(best.map(|(score, y)| (score, *variant, x, y)));
            }
        }
        places.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut tried: Vec<(f64, usize, usize, usize)> = Vec::new();
        for place in places {
            let near = |other: &&(f64, usize, usize, usize)| other.2.abs_diff(place.2) <= 1;
            if tried.iter().filter(near).count() < 2 {
                tried.push(place);
            }
            if tried.len() == TRIED {
                break;
            }
        }
        let found: Vec<Match> =
            tried.iter().filter_map(|(_, v, x, y)| self.refine(&patch, *v, *x, *y)).collect();
        let best = found.iter().copied().max_by(|a, b| a.score.total_cmp(&b.score))?;
        let apart = (patch.width() as f64 * 0.7).max(FINE) / self.width as f64;
        let elsewhere = found.iter().filter(|other| (other.left - best.left).abs() > apart);
        let next = elsewhere.map(|other| other.score).fold(0.0, f64::max);
        Some(Match { next, ..best })
    }

    fn refine(&self, patch: &Grid, variant: usize, x: usize, y: usize) -> Option<Match> {
        let template = Template::of(patch)?;
        let (row, column) = (variant / self.columns, variant % self.columns);
        let rows = self.variants.len() / self.columns;
        let near = |at: usize, count: usize| at.saturating_sub(1)..=(at + 1).min(count.saturating_sub(1));
        let mut best: Option<(Match, usize, usize, usize)> = None;
        for index in
            near(row, rows).flat_map(|row| near(column, self.columns).map(move |c| row * self.columns + c))
        {
            let Some(Variant { fine, size }) = self.variants.get(index) else { continue };
            for dy in -AROUND..=AROUND {
                for dx in -AROUND..=AROUND {
                    let at = |coarse: usize, by: i64| usize::try_from((coarse * COARSE) as i64 + by).ok();
                    let (Some(x), Some(y)) = (at(x, dx), at(y, dy)) else { continue };
                    let score = template.score(fine, x, y);
                    if best.is_none_or(|(best, ..)| score > best.score) {
                        // Beside the artwork's middle, the variant is larger or smaller.
                        let middle = self.width as f64 / 2.0;
                        let from_middle = x as f64 - BESIDE as f64 - middle;
                        let left = (middle + from_middle / size) / self.width as f64;
                        let down = (ABOVE - MARGIN) as f64 - y as f64;
                        best = Some((Match { left, down, score, next: 0.0, detail: 0.0 }, index, x, y));
                    }
                }
            }
        }
        let (found, index, x, y) = best?;
        let detail = self.variants.get(index).map_or(0.0, |variant| detail(patch, &variant.fine, x, y));
        Some(Match { detail, ..found })
    }
}

/// The correlation where it is worst, piece by piece along the slice.
fn detail(patch: &Grid, artwork: &Grid, x: usize, y: usize) -> f64 {
    let ink_of = |grid: &Grid| (0..grid.height()).map(|y| grid.row(y).iter().sum::<f32>()).sum::<f32>();
    let mut pieces: Vec<(f64, f32)> = Vec::new();
    for top in (0..patch.height()).step_by(PIECE / 2) {
        let piece = patch.part(0, top as i64, patch.width(), PIECE);
        let there = artwork.part(x as i64, (y + top) as i64, patch.width(), PIECE);
        let ink = ink_of(&piece).max(ink_of(&there));
        if ink < 0.04 * (PIECE * patch.width()) as f32 {
            continue;
        }
        // A hair to every side: paper is not flat.
        let around = artwork.part(x as i64 - 2, (y + top) as i64 - 2, patch.width() + 4, PIECE + 4);
        let places = (0..=4).flat_map(|dy| (0..=4).map(move |dx| (dx, dy)));
        let score = Template::of(&piece)
            .map_or(0.0, |piece| places.map(|(dx, dy)| piece.score(&around, dx, dy)).fold(0.0, f64::max));
        // Where a piece is all ink, nothing varies that could be correlated.
        pieces.push((score.max(shared(&piece, &there)), ink));
    }
    // Three pieces in a row are a little more than a character; one alone may lie under a stain.
    let mean = |run: &[(f64, f32)]| {
        let ink: f32 = run.iter().map(|(_, ink)| ink).sum();
        run.iter().map(|(score, part)| score * f64::from(part / ink.max(1e-6))).sum::<f64>()
    };
    let runs = pieces.windows(3.min(pieces.len().max(1))).map(mean);
    let worst = runs.fold(f64::INFINITY, f64::min);
    if worst.is_finite() { worst } else { 0.0 }
}

/// Of the ink that either has, the part that both have.
fn shared(one: &Grid, other: &Grid) -> f64 {
    let (mut both, mut either) = (0.0, 0.0);
    for (a, b) in (0..one.height()).flat_map(|y| one.row(y).iter().zip(other.row(y))) {
        both += a.min(*b);
        either += a.max(*b);
    }
    if either > 0.0 { f64::from(both / either) } else { 0.0 }
}

/// The artwork turned (degrees) and sized about its middle, with paper around.
fn padded(ink: &Grid, turn: f64, size: f64) -> Grid {
    let (sine, cosine) = turn.to_radians().sin_cos();
    let (middle_x, middle_y) = (ink.width() as f64 / 2.0, ink.height() as f64 / 2.0);
    Grid::from_fn(ink.width() + 2 * BESIDE, ink.height() + 2 * ABOVE, |x, y| {
        let (dx, dy) = (x as f64 + 0.5 - BESIDE as f64 - middle_x, y as f64 + 0.5 - ABOVE as f64 - middle_y);
        let (dx, dy) = ((dx * cosine + dy * sine) / size, (dy * cosine - dx * sine) / size);
        ink.between(middle_x + dx, middle_y + dy)
    })
}

/// A patch ready to be compared: without its mean, with its length.
struct Template {
    width: usize,
    cells: Vec<f32>,
    length: f64,
}

impl Template {
    /// `None` where there is no ink in it, or nothing but ink.
    fn of(patch: &Grid) -> Option<Self> {
        let count = patch.width() * patch.height();
        if count == 0 {
            return None;
        }
        let cells = || (0..patch.height()).flat_map(|y| patch.row(y).iter().copied());
        let mean = cells().sum::<f32>() / count as f32;
        let cells: Vec<f32> = cells().map(|cell| cell - mean).collect();
        let length = cells.iter().map(|cell| f64::from(cell * cell)).sum::<f64>().sqrt();
        (length > 1e-3).then_some(Self { width: patch.width(), cells, length })
    }

    /// The correlation with a window of a picture; 0 where the window leaves it.
    fn score(&self, grid: &Grid, x: usize, y: usize) -> f64 {
        let (mut dot, mut sum, mut squares) = (0.0f32, 0.0f32, 0.0f32);
        for (down, cells) in self.cells.chunks_exact(self.width).enumerate() {
            let Some(window) = grid.row(y + down).get(x..x + self.width) else { return 0.0 };
            for (cell, seen) in cells.iter().zip(window) {
                dot += cell * seen;
                sum += seen;
                squares += seen * seen;
            }
        }
        let spread = f64::from(squares) - f64::from(sum) * f64::from(sum) / self.cells.len() as f64;
        if spread <= 1e-6 { 0.0 } else { f64::from(dot) / (self.length * spread.sqrt()) }
    }
}

/// The correlation of two columns, the second moved by up to `shift` cells; the best, and where.
pub(crate) fn along(one: &[f32], other: &[f32], shift: i64) -> (f64, i64) {
    let as_grid = |cells: &[f32]| Grid::from_fn(1, cells.len(), |_, y| cells.get(y).copied().unwrap_or(0.0));
    let other = as_grid(other);
    let Some(template) = Template::of(&as_grid(one)) else { return (0.0, 0) };
    let moved = |by: i64| template.score(&other.part(0, -by, 1, one.len()), 0, 0);
    let best = (-shift..=shift).map(|by| (moved(by), by));
    // Of equals, the one that moves least.
    best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.abs().cmp(&a.1.abs()))).unwrap_or((0.0, 0))
}

/// The artwork in the size that the pages show: `height` cells high.
pub(crate) fn sized(ink: &Grid, height: f64) -> Grid {
    let factor = height / ink.height().max(1) as f64;
    let cells = |from: usize| ((from as f64 * factor).round() as usize).clamp(6, 600);
    resized(ink, cells(ink.width()), cells(ink.height()))
}
