//! Finds what looks like a slice of a seal at an edge.

use std::collections::VecDeque;

use crate::grid::{FINE, Grid, median};
use crate::sheet::{Edge, Ink, Sheet, Source, full_ink};

/// How far from the edge ink may begin, in millimetres: a renderer leaves a hair, a scanner cuts and shifts.
const TOUCH_DRAWN: f64 = 0.8;
const TOUCH_SCANNED: f64 = 8.0;
/// Millimetres along the edge that a seal can measure, and the least that is more than a stray mark.
const LONGEST: f64 = 66.0;
const SHORTEST: f64 = 2.5;
/// Millimetres into the page: the thinnest slice there is and half of the largest seal.
const DEPTH: (f64, f64) = (0.8, 33.0);
/// Cells of paper between parts of one line: overprinted text and faded spots.
const BRIDGE: i64 = 2;

/// A slice on a page, in cells: along the edge from its top or left end, and inwards from the edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Slice {
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// The ink nearest to the edge.
    pub(crate) outer: usize,
    /// Just beyond the ink farthest from the edge: the line along which the seal was cut.
    pub(crate) inner: usize,
}

impl Slice {
    pub(crate) fn middle(&self) -> f64 {
        (self.first + self.last) as f64 / 2.0
    }

    pub(crate) fn span(&self) -> f64 {
        (self.last - self.first) as f64
    }

    pub(crate) fn depth(&self) -> f64 {
        (self.inner - self.outer) as f64
    }

    fn around(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
            outer: self.outer.min(other.outer),
            inner: self.inner.max(other.inner),
        }
    }
}

/// The slice of each page at an edge, where there is one: of several, the one that stands where the other pages have theirs.
pub(crate) fn at_edge(sheets: &[Sheet], edge: Edge, ink: Ink) -> Vec<Option<Slice>> {
    let all: Vec<Vec<Slice>> =
        sheets.iter().map(|sheet| candidates(sheet.band(edge, ink), sheet.source())).collect();
    let place = most_common_middle(&all);
    let chosen = all.iter().map(|found| {
        found.iter().copied().min_by(|a, b| (a.middle() - place).abs().total_cmp(&(b.middle() - place).abs()))
    });
    let chosen: Vec<Option<Slice>> = chosen.collect();
    // One that reaches much deeper than those before and behind it runs into something red on the page.
    let depths: Vec<Option<f64>> = chosen.iter().map(|slice| slice.as_ref().map(Slice::depth)).collect();
    let around = |page: usize| {
        let before = depths.iter().take(page).rev().flatten().take(2).copied();
        let behind = depths.iter().skip(page + 1).flatten().take(2).copied();
        median(before).max(median(behind))
    };
    let cut = |(page, slice): (usize, Option<Slice>)| {
        let usual = around(page);
        slice.map(|slice| match usual > 0.0 && slice.depth() > usual * 1.6 {
            true => Slice { inner: slice.outer + usual.round() as usize, ..slice },
            false => slice,
        })
    };
    chosen.iter().copied().enumerate().map(cut).collect()
}

/// The place along the edge where most pages have a slice.
fn most_common_middle(all: &[Vec<Slice>]) -> f64 {
    let near = 8.0 * FINE;
    let votes = |place: f64| {
        let has = |found: &&Vec<Slice>| found.iter().any(|slice| (slice.middle() - place).abs() < near);
        all.iter().filter(has).count()
    };
    let places = all.iter().flatten().map(Slice::middle);
    let best = places.clone().map(votes).max().unwrap_or(0);
    median(places.filter(|place| votes(*place) == best))
}

/// What could be a slice at this edge of one page.
fn candidates(band: &Grid, source: Source) -> Vec<Slice> {
    let touch = match source {
        Source::Drawn => TOUCH_DRAWN,
        Source::Scanned => TOUCH_SCANNED,
    } * FINE;
    let depth = ((touch + DEPTH.1 * FINE) as usize).min(band.width());
    let values = (0..band.height()).flat_map(|y| band.row(y).iter().take(depth).copied());
    let ink = full_ink(values) * 0.4;
    let parts = touching(band, ink, depth, touch.ceil() as usize);
    let mut found: Vec<Slice> = Vec::new();
    let whole = |slice: &Slice| slice.span() <= LONGEST * FINE;
    for part in parts.into_iter().filter(whole) {
        match found.last_mut().map(|last| (last.around(part), last)) {
            Some((joined, last)) if whole(&joined) => *last = joined,
            _ => found.push(part),
        }
    }
    let (least, most) = (DEPTH.0 * FINE, DEPTH.1 * FINE);
    found.retain(|slice| slice.span() >= SHORTEST * FINE && (least..=most).contains(&slice.depth()));
    found
}

/// Connected ink that begins near the edge, from the top or left end of the edge on.
fn touching(band: &Grid, ink: f32, depth: usize, touch: usize) -> Vec<Slice> {
    let width = depth as i64;
    let mut left: Vec<bool> =
        (0..band.height()).flat_map(|y| band.row(y).iter().take(depth).map(|cell| *cell > ink)).collect();
    let place =
        |x: i64, y: i64| (0..width).contains(&x).then(|| usize::try_from(y * width + x).ok()).flatten();
    let mut parts = Vec::new();
    for y in 0..band.height() {
        for x in 0..touch.min(depth) {
            let mut take =
                |x: i64, y: i64| place(x, y).and_then(|at| left.get_mut(at)).is_some_and(std::mem::take);
            if !take(x as i64, y as i64) {
                continue;
            }
            let cell = |x: i64, y: i64| {
                let (x, y) = (x as usize, y as usize);
                Slice { first: y, last: y + 1, outer: x, inner: x + 1 }
            };
            let mut waiting = VecDeque::from([(x as i64, y as i64)]);
            let (mut part, mut cells) = (cell(x as i64, y as i64), 1);
            while let Some((x, y)) = waiting.pop_front() {
                for y in y - BRIDGE..=y + BRIDGE {
                    for x in x - BRIDGE..=x + BRIDGE {
                        if take(x, y) {
                            part = part.around(cell(x, y));
                            cells += 1;
                            waiting.push_back((x, y));
                        }
                    }
                }
            }
            // A few cells are dirt.
            if cells >= 6 {
                parts.push(part);
            }
        }
    }
    parts.sort_by_key(|part| part.first);
    parts
}
