//! A page as it was drawn or scanned: the red ink and the blue along its four edges.

use crate::grid::{FINE, Grid, quantile};

/// How deep a slice can be: half of the largest seal in use (58 mm), and what a scanner adds.
const DEPTH_MM: f64 = 35.0;
/// The longest edge that is looked at: A0 and a little.
const LONGEST_MM: f64 = 1_300.0;
/// Least and most pixels a millimetre that are believed (18 and 2,400 dots per inch).
const DENSITY: (f64, f64) = (0.7, 95.0);
/// Colour (0 to 255) that is no ink but tinted paper or the colour noise of a camera.
const NOISE: f32 = 10.0;
/// The least ink (0 to 1) of an edge on which anything stands.
const LEAST_INK: f32 = 0.06;

/// The inks that seals and signatures have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Of a seal.
    Red,
    /// Of a pen, or of a seal of some other kind.
    Blue,
}

impl Ink {
    /// Both, the usual one first.
    pub const ALL: [Self; 2] = [Self::Red, Self::Blue];

    /// How much more of this colour than of any other, 0 to 255; nothing for orange and violet.
    pub(crate) fn share(self, [red, green, blue]: [u8; 3]) -> f32 {
        let (red, green, blue) = (f32::from(red), f32::from(green), f32::from(blue));
        let (own, one, other) = match self {
            Self::Red => (red, green, blue),
            // The ink of pens leans towards green more than a seal's red does.
            Self::Blue => (blue, red, green),
        };
        let odd = ((one - other).abs() - 60.0).max(0.0);
        (own - one.max(other) - odd).max(0.0)
    }
}

/// An edge of a page as its reader sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edge {
    /// The left edge.
    Left,
    /// The right edge, where a Chinese report is usually stamped.
    Right,
    /// The top edge.
    Top,
    /// The bottom edge.
    Bottom,
}

impl Edge {
    /// All four, the usual one first.
    pub const ALL: [Self; 4] = [Self::Right, Self::Left, Self::Bottom, Self::Top];

    /// The word for it: `left`, `right`, `top`, `bottom`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Top => "top",
            Self::Bottom => "bottom",
        }
    }

    /// Slices stand side by side along the page's width; on the other edges, along its height.
    pub(crate) fn is_upright(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }

    /// The edge lies where the artwork's columns (or rows) end, not where they begin.
    pub(crate) fn is_far(self) -> bool {
        matches!(self, Self::Right | Self::Bottom)
    }
}

/// Where the picture of a page comes from: how exactly its edge is the page's edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Drawn from a file: the edge is exact.
    Drawn,
    /// From a scanner or camera: some millimetres may be cut off or added, and the page turned a little.
    Scanned,
}

/// What is kept of a page.
#[derive(Debug, Clone)]
pub struct Sheet {
    source: Source,
    /// Of each ink, along the rows, the edge at column 0: left, right, top, bottom. Empty where there is none of that ink.
    bands: [[Grid; 4]; 2],
}

impl Sheet {
    /// Keeps the ink at the edges of a page given as rows of red, green, blue and alpha from the top; `pixels_per_mm` is its
    /// density. `None` where the bytes do not fit the size or the density is none.
    pub fn read(rgba: &[u8], width: u32, height: u32, pixels_per_mm: f64, source: Source) -> Option<Self> {
        let (columns, rows) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
        let wanted = columns.checked_mul(rows)?.checked_mul(4)?;
        if wanted == 0 || rgba.len() != wanted || !(DENSITY.0..=DENSITY.1).contains(&pixels_per_mm) {
            return None;
        }
        let page = Page { rgba, columns, rows, step: pixels_per_mm / FINE };
        let edges = [Edge::Left, Edge::Right, Edge::Top, Edge::Bottom];
        let bands = Ink::ALL.map(|ink| edges.map(|edge| page.band(edge, ink)));
        Some(Self { source, bands })
    }

    pub(crate) fn source(&self) -> Source {
        self.source
    }

    /// The ink along an edge: rows along it from its top or left end, column 0 at the edge itself.
    pub(crate) fn band(&self, edge: Edge, ink: Ink) -> &Grid {
        let [red, blue] = &self.bands;
        let [left, right, top, bottom] = match ink {
            Ink::Red => red,
            Ink::Blue => blue,
        };
        match edge {
            Edge::Left => left,
            Edge::Right => right,
            Edge::Top => top,
            Edge::Bottom => bottom,
        }
    }
}

struct Page<'a> {
    rgba: &'a [u8],
    columns: usize,
    rows: usize,
    /// Pixels a cell.
    step: f64,
}

impl Page<'_> {
    fn band(&self, edge: Edge, ink: Ink) -> Grid {
        let cells =
            |pixels: usize, most: f64| ((pixels as f64 / self.step) as usize).min((most * FINE) as usize);
        let (across, along) =
            if edge.is_upright() { (self.columns, self.rows) } else { (self.rows, self.columns) };
        let depth = cells(across / 2, DEPTH_MM);
        let length = cells(along, LONGEST_MM);
        let raw = Grid::from_fn(depth, length, |x, y| {
            let inwards = x as f64 * self.step;
            let from_edge = if edge.is_far() { across as f64 - inwards - self.step } else { inwards };
            let on_the_way = y as f64 * self.step;
            match edge.is_upright() {
                true => self.mean(ink, from_edge, on_the_way),
                false => self.mean(ink, on_the_way, from_edge),
            }
        });
        // What the paper itself has of that colour is no ink.
        let paper = raw.quantile(0.5).max(0.0) + NOISE;
        if raw.bounds(paper + LEAST_INK * 255.0).is_none() {
            return Grid::default();
        }
        Grid::from_fn(depth, length, |x, y| ((raw.at(x as i64, y as i64) - paper) / 255.0).max(0.0))
    }

    /// The mean of an ink, 0 to 255, over the pixels of a cell.
    fn mean(&self, ink: Ink, left: f64, top: f64) -> f32 {
        let range = |from: f64, most: usize| {
            let first = from.max(0.0).round() as usize;
            let last = (from + self.step).round() as usize;
            first.min(most)..last.max(first + 1).min(most)
        };
        let (mut sum, mut count) = (0.0, 0u32);
        for y in range(top, self.rows) {
            for x in range(left, self.columns) {
                if let Some([red, green, blue, alpha]) =
                    self.rgba.get((y * self.columns + x) * 4..).and_then(|rest| rest.first_chunk())
                {
                    sum += ink.share([*red, *green, *blue]) * f32::from(*alpha) / 255.0;
                    count += 1;
                }
            }
        }
        if count == 0 { 0.0 } else { sum / count as f32 }
    }
}

/// What counts as full ink among some values: nearly the strongest that is there, never mere noise.
pub(crate) fn full_ink(values: impl Iterator<Item = f32>) -> f32 {
    quantile(values.filter(|value| *value > LEAST_INK), 0.85).max(0.12)
}
