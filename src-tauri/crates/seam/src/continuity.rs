//! Without registered artwork: whether the lines of each slice go on in the next one.

use std::collections::HashMap;

use crate::grid::{FINE, Grid, median};
use crate::matching::along;

/// How far a slice may be out of its neighbour's place along the edge, in cells: as drawn, and as scanned.
const SHIFT_DRAWN: i64 = 5;
const SHIFT_SCANNED: i64 = 18;
/// Slices on each side among which a neighbour is looked for.
const FELLOWS: usize = 20;
/// The correlation from which two slices join.
pub(crate) const JOINS: f64 = 0.6;
/// As drawn, the slices of one seal join so well; then a join that is worse than the usual one by so much, or by so many
/// times what the others differ, is one with something that only looks like the seal.
const WELL: f64 = 0.94;
const WORSE: f64 = 0.08;
const TIMES_WORSE: f64 = 4.0;
/// Of the seal's height, at most so much ink at the first and last column of a round seal.
const ROUND_END: f64 = 0.36;
/// Of the seal's height, at least so much ink in the side of a framed one.
const FRAMED_END: f64 = 0.78;

/// A slice, in the order of the seal's columns.
pub(crate) struct Strip {
    /// Its page.
    pub(crate) page: usize,
    /// Its ink, the seal's left on the left.
    pub(crate) ink: Grid,
}

/// Pages that bear one seal, as far as can be told without it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chain {
    /// Its pages, in the order of the document.
    pub(crate) pages: Vec<usize>,
    /// Exchanged pages.
    pub(crate) exchanged: Vec<(usize, usize)>,
    /// Pages that join neither neighbour.
    pub(crate) foreign: Vec<usize>,
    /// Pages of which one, nobody can tell which, is not of this seal.
    pub(crate) doubted: Vec<usize>,
    /// Pages are missing before this place in `pages`.
    pub(crate) gaps: Vec<usize>,
}

/// What the neighbours say.
pub(crate) struct Chains {
    /// The seal's left is on the first page.
    pub(crate) rising: bool,
    pub(crate) chains: Vec<Chain>,
    /// The mean correlation of slices that join.
    pub(crate) score: f64,
    /// The correlation that slices reach with whichever of the others fits best: of one seal, each has a neighbour.
    pub(crate) fellows: f64,
    /// How likely the seal's left is on that side: its ends count too.
    likely: f64,
    /// Slices that are all alike are a pattern, not a seal.
    pub(crate) is_pattern: bool,
}

/// Reads the slices in the order of the document; `height` is the seal's, in cells.
pub(crate) fn read(strips: &[Strip], height: f64, scanned: bool) -> Chains {
    let shift = if scanned { SHIFT_SCANNED } else { SHIFT_DRAWN };
    let joins = |rising| Joins { strips, height, shift, rising, scanned, weak: JOINS, known: HashMap::new() };
    let forth = joins(true).judged();
    let back = joins(false).judged();
    let alike = strips.windows(2).filter(|pair| matches!(pair, [a, b] if same(&a.ink, &b.ink))).count();
    let is_pattern = strips.len() > 2 && alike * 5 > (strips.len() - 1) * 4;
    let better = if back.likely > forth.likely + 0.02 { back } else { forth };
    Chains { is_pattern, ..better }
}

/// Below which two slices join worse than those of one seal do, by how the neighbours join here.
fn weak_below(pairs: &[f64]) -> f64 {
    let usual = median(pairs.iter().copied());
    if usual < WELL {
        return JOINS;
    }
    let differ = median(pairs.iter().map(|pair| (pair - usual).abs()));
    JOINS.max(usual - WORSE.max(TIMES_WORSE * differ))
}

/// Nearly the same ink in the same place.
fn same(one: &Grid, other: &Grid) -> bool {
    let width = one.width().min(other.width()) as i64;
    let height = one.height().min(other.height()) as i64;
    let (mut apart, mut ink) = (0.0, 0.0);
    for y in 0..height {
        for x in 0..width {
            let (a, b) = (one.at(x, y), other.at(x, y));
            apart += (a - b).abs();
            ink += a.max(b);
        }
    }
    ink > 0.0 && apart / ink < 0.12
}

struct Joins<'a> {
    strips: &'a [Strip],
    height: f64,
    shift: i64,
    rising: bool,
    scanned: bool,
    /// Below this, two slices join worse than those of one seal do here.
    weak: f64,
    known: HashMap<(usize, usize), f64>,
}

impl Joins<'_> {
    /// The ink of the column where a slice ends (or begins), a little wider than a cell.
    fn column(&self, at: usize, right: bool) -> Vec<f32> {
        let Some(Strip { ink, .. }) = self.strips.get(at) else { return Vec::new() };
        let column = if right { ink.width().saturating_sub(1) as i64 } else { 0 };
        let raw: Vec<f32> = (0..ink.height()).map(|y| ink.at(column, y as i64)).collect();
        // Strokes that cross at an angle land a little further along.
        let near = |y: usize| raw.iter().skip(y.saturating_sub(1)).take(if y < 1 { 2 } else { 3 });
        (0..raw.len()).map(|y| near(y).sum::<f32>() / 3.0).collect()
    }

    /// How well the slice of one page is followed by that of another.
    fn join(&mut self, first: usize, second: usize) -> f64 {
        let (left, right) = if self.rising { (first, second) } else { (second, first) };
        if let Some(known) = self.known.get(&(left, right)) {
            return *known;
        }
        let score = along(&self.column(left, true), &self.column(right, false), self.shift).0;
        self.known.insert((left, right), score);
        score
    }

    /// Whether the seal begins (or ends) with this slice, in the order of the document.
    fn is_end(&self, at: usize, first: bool) -> bool {
        let column = self.column(at, first != self.rising);
        let inked = |cell: &&f32| **cell > 0.3;
        let top = column.iter().position(|cell| inked(&cell));
        let bottom = column.iter().rposition(|cell| inked(&cell));
        let span = top.zip(bottom).map_or(0.0, |(top, bottom)| (bottom - top + 1) as f64);
        let full = column.iter().filter(inked).count() as f64;
        span < self.height * ROUND_END || full > self.height * FRAMED_END
    }

    fn judged(mut self) -> Chains {
        let count = self.strips.len();
        let pairs: Vec<f64> = (1..count).map(|at| self.join(at - 1, at)).collect();
        if !self.scanned {
            self.weak = weak_below(&pairs);
        }
        let (mut chains, mut start) = (Vec::new(), 0);
        for at in 1..=count {
            // The ends of one seal and the next look as if they joined.
            let breaks = at == count || (self.is_end(at - 1, false) && self.is_end(at, true));
            if breaks {
                let places: Vec<usize> = (start..at).collect();
                chains.push(self.chain(places));
                start = at;
            }
        }
        let score = pairs.iter().sum::<f64>() / pairs.len().max(1) as f64;
        let closed = u8::from(self.is_end(0, true)) + u8::from(self.is_end(count.saturating_sub(1), false));
        let likely = score + f64::from(closed) * 0.25;
        let fellows = self.fellows();
        Chains { likely, fellows, rising: self.rising, chains, score, is_pattern: false }
    }

    fn fellows(&mut self) -> f64 {
        let count = self.strips.len();
        let best = |(one, joins): (usize, &mut Self)| {
            let others =
                (one.saturating_sub(FELLOWS)..(one + FELLOWS).min(count)).filter(|other| *other != one);
            others.map(|other| joins.join(one, other)).fold(0.0, f64::max)
        };
        let all: Vec<f64> = (0..count).map(|one| best((one, &mut *self))).collect();
        median(all.into_iter())
    }

    fn breaks(&mut self, places: &[usize]) -> Vec<usize> {
        let pairs: Vec<(usize, usize)> =
            places.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect();
        let broken = |(at, (one, other)): (usize, &(usize, usize))| {
            (self.join(*one, *other) < JOINS).then_some(at + 1)
        };
        pairs.iter().enumerate().filter_map(broken).collect()
    }

    fn chain(&mut self, mut places: Vec<usize>) -> Chain {
        let page = |at: usize| self.strips.get(at).map_or(0, |strip| strip.page);
        let pages: Vec<usize> = places.iter().map(|at| page(*at)).collect();
        let mut broken = self.breaks(&places);
        let mut exchanged = Vec::new();
        if broken.len() >= 2
            && let Some((one, other)) = self.exchange(&places, broken.len())
        {
            places.swap(one, other);
            exchanged.extend(pages.get(one).copied().zip(pages.get(other).copied()));
            broken = self.breaks(&places);
        }
        let last = places.len();
        let breaks_at = |at: usize| broken.contains(&at);
        let lonely = |at: usize| {
            let before = at == 0 || breaks_at(at);
            let after = at + 1 == last || breaks_at(at + 1);
            before && after && last > 2 && (at > 0 || breaks_at(at + 1))
        };
        let mut foreign: Vec<usize> = (0..last).filter(|at| lonely(*at)).collect();
        let mut gaps: Vec<usize> = broken
            .iter()
            .copied()
            .filter(|at| !foreign.contains(at) && !foreign.contains(&(at - 1)))
            .collect();
        let ends = |at: Option<&usize>, first: bool| at.is_none_or(|at| self.is_end(*at, first));
        if !foreign.contains(&0) && !ends(places.first(), true) {
            gaps.insert(0, 0);
        }
        if !foreign.contains(&last.saturating_sub(1)) && !ends(places.last(), false) {
            gaps.push(last);
        }
        let doubted = self.like_looking(&places, &mut foreign);
        let pages_at = |places: Vec<usize>| places.iter().filter_map(|at| pages.get(*at).copied()).collect();
        let (foreign, doubted) = (pages_at(foreign), pages_at(doubted));
        Chain { pages, exchanged, foreign, doubted, gaps }
    }

    /// Slices that only look like the seal's: those that join worse than the others on both sides are added to the foreign
    /// ones. Where a join is worse on one side alone, it may be either of the two pages: those are given back.
    fn like_looking(&mut self, places: &[usize], foreign: &mut Vec<usize>) -> Vec<usize> {
        let pairs: Vec<(usize, usize)> =
            places.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect();
        let weak: Vec<bool> = pairs.iter().map(|(one, other)| self.join(*one, *other) < self.weak).collect();
        let hard: Vec<bool> = pairs.iter().map(|(one, other)| self.join(*one, *other) < JOINS).collect();
        let is =
            |flags: &[bool], at: Option<usize>| at.and_then(|at| flags.get(at)).copied().unwrap_or(false);
        let (last, mut doubted) = (places.len(), Vec::new());
        for at in 0..last {
            let (before, after) = (at.checked_sub(1), Some(at));
            let soft = is(&weak, before) && !is(&hard, before) || is(&weak, after) && !is(&hard, after);
            if is(&weak, before) && is(&weak, after) && soft && !foreign.contains(&at) {
                foreign.push(at);
            }
        }
        for (at, _) in weak.iter().enumerate().filter(|(at, weak)| **weak && !is(&hard, Some(*at))) {
            if foreign.contains(&at) || foreign.contains(&(at + 1)) {
                continue;
            }
            doubted.extend([at, at + 1]);
        }
        doubted
    }

    /// The two places whose exchange mends all that is broken, or at least more than it could by chance.
    fn exchange(&mut self, places: &[usize], broken: usize) -> Option<(usize, usize)> {
        let mut best: Option<(usize, (usize, usize))> = None;
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                let mut tried = places.to_vec();
                tried.swap(one, other);
                let left = self.breaks(&tried).len();
                if best.is_none_or(|(least, _)| left < least) {
                    best = Some((left, (one, other)));
                }
            }
        }
        best.filter(|(left, _)| *left == 0 || left + 3 <= broken).map(|(_, pair)| pair)
    }
}

/// The height of a seal of which these spans are slices, in cells.
pub(crate) fn height_of(spans: impl Iterator<Item = f64>) -> f64 {
    spans.fold(FINE, f64::max)
}

#[cfg(test)]
mod tests {
    use super::weak_below;

    #[test]
    fn what_joins_worse_is_weak_where_the_others_join_well() {
        // As they are measured on seals that were drawn from files: one slice of a like-looking seal among the others.
        for (pairs, weak) in [
            (&[0.72, 0.78, 0.98, 0.99, 0.99][..], 2),
            (&[1.0, 1.0, 1.0, 0.99, 0.74, 1.0, 1.0], 1),
            (&[0.92, 0.94, 0.97, 0.94, 0.92, 0.96, 0.98, 0.98, 0.98, 0.97, 0.95], 0),
            (&[0.79, 0.61, 0.97, 0.94, 0.92, 0.96, 0.98, 0.98, 0.98, 0.97, 0.95], 2),
            // Where even neighbours join badly, nothing is told from it.
            (&[0.91, 0.99, 0.75, 0.94, 0.82], 0),
        ] {
            let below = weak_below(pairs);
            assert_eq!(pairs.iter().filter(|pair| **pair < below).count(), weak, "{pairs:?}: {below}");
        }
    }
}
