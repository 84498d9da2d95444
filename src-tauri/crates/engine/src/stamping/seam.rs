//! A seal over the edges of the pages (骑缝章): which slice of it stands on which page.
//!
//! Owns the division. Pages lie on each other, the first on top, and are fanned so that each lower one looks out beyond
//! the one above it: at the right and at the bottom the first page has the first slice from the left or the top, at the
//! left and at the top of a page it has the last. Slices are numbered in the order of the pages. A seal has at most as
//! many slices as asked for and none narrower than 2 mm; with more pages it is repeated over groups of pages that are as
//! equal as they can be, and no group is a single page.

use pdf::RectMm;
use wire::{Edge, Failure, PageSet, Seam};

use super::pages;
use super::plan::Papers;

/// The narrowest slice that is still seen in print, millimetres.
const NARROWEST: f64 = 2.0;

/// A slice on its page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slice {
    /// From 0.
    pub(super) page: usize,
    /// Its number among those of its seal, from 1.
    pub(super) number: u32,
    /// How many slices its seal has.
    pub(super) of: u32,
    /// Where it stands.
    pub(super) shown: RectMm,
    /// Where the whole seal would stand.
    pub(super) whole: RectMm,
}

/// A page, from 0, and its width and height as a reader sees it, millimetres.
pub(super) type SizedPage = (usize, (f64, f64));

/// The pages that a seam runs over, with their sizes.
pub(super) fn pages_of(seam: &Seam, papers: &Papers) -> Result<Vec<SizedPage>, Failure> {
    let set = if seam.odd_only { PageSet::Odd } else { PageSet::All };
    let pages = pages::chosen(&set, papers.count())?;
    Ok(pages.into_iter().filter_map(|page| Some((page, papers.size(page)?))).collect())
}

/// Divides a seal of this width and height over pages of these sizes (with their numbers, from 0); millimetres.
///
/// Fails with the page that is too short for the seal. A single page has no seam: nothing is divided.
pub(super) fn divide(
    seam: &Seam,
    seal: (f64, f64),
    pages: &[(usize, (f64, f64))],
) -> Result<Vec<Slice>, usize> {
    let mut slices = Vec::with_capacity(pages.len());
    let mut rest = pages;
    for size in groups(pages.len(), most_slices(seam, seal)) {
        let Some((group, behind)) = rest.split_at_checked(size) else { break };
        rest = behind;
        let of = u32::try_from(group.len()).unwrap_or(u32::MAX);
        for (number, (page, paper)) in (1..).zip(group) {
            let part = part(seam.edge, number, of, seal);
            let shown = place(seam, part, *paper).ok_or(*page)?;
            let whole = RectMm { x: shown.x - part.x, y: shown.y - part.y, width: seal.0, height: seal.1 };
            slices.push(Slice { page: *page, number, of, shown, whole });
        }
    }
    Ok(slices)
}

/// The part of a seal that slice `number` of `of` shows, millimetres from the seal's top left.
pub(super) fn part(edge: Edge, number: u32, of: u32, (width, height): (f64, f64)) -> RectMm {
    let of = of.max(1);
    let from_start = match edge {
        Edge::Right | Edge::Bottom => number.saturating_sub(1),
        Edge::Left | Edge::Top => of.saturating_sub(number),
    };
    let share = 1.0 / f64::from(of);
    let start = f64::from(from_start) * share;
    match edge {
        Edge::Left | Edge::Right => RectMm { x: start * width, y: 0.0, width: share * width, height },
        Edge::Top | Edge::Bottom => RectMm { x: 0.0, y: start * height, width, height: share * height },
    }
}

/// Where a slice stands on paper of this size; `None` where it is too long for the edge.
fn place(seam: &Seam, part: RectMm, (width, height): (f64, f64)) -> Option<RectMm> {
    let along = seam.along.clamp(0.0, 1.0);
    let start = |edge: f64, slice: f64| {
        (slice <= edge).then(|| (along * edge - slice / 2.0).clamp(0.0, edge - slice))
    };
    let (x, y) = match seam.edge {
        Edge::Left => (0.0, start(height, part.height)?),
        Edge::Right => (width - part.width, start(height, part.height)?),
        Edge::Top => (start(width, part.width)?, 0.0),
        Edge::Bottom => (start(width, part.width)?, height - part.height),
    };
    (x >= 0.0 && y >= 0.0).then_some(RectMm { x, y, width: part.width, height: part.height })
}

/// The most slices that a seal of this size is divided into.
fn most_slices(seam: &Seam, (width, height): (f64, f64)) -> usize {
    let side = if matches!(seam.edge, Edge::Left | Edge::Right) { width } else { height };
    // A hair for 40.0 mm that went through points and back.
    let by_width = ((side + 0.001) / NARROWEST).floor().clamp(2.0, 10_000.0) as usize;
    by_width.min(usize::try_from(seam.most_slices).unwrap_or(usize::MAX)).max(2)
}

/// How many pages share a seal each: groups of at most `most`, as equal as they can be, the larger first.
fn groups(pages: usize, most: usize) -> Vec<usize> {
    if pages < 2 {
        return Vec::new();
    }
    // Three pages of which two may share a seal: all three do, for one alone has no seam.
    let count = pages.div_ceil(most).min(pages / 2).max(1);
    let (each, larger) = (pages / count, pages % count);
    (0..count).map(|group| each + usize::from(group < larger)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seam(edge: Edge, most_slices: u32) -> Seam {
        Seam { edge, odd_only: false, along: 0.5, most_slices, width: None }
    }

    fn paper(count: usize) -> Vec<(usize, (f64, f64))> {
        (0..count).map(|page| (page, (210.0, 297.0))).collect()
    }

    #[test]
    fn groups_are_balanced() {
        assert_eq!(groups(1, 20), Vec::<usize>::new());
        assert_eq!(groups(2, 20), [2]);
        assert_eq!(groups(20, 20), [20]);
        assert_eq!(groups(21, 20), [11, 10]);
        assert_eq!(groups(200, 20), [20; 10]);
        assert_eq!(groups(41, 20), [14, 14, 13]);
        assert_eq!(groups(3, 2), [3]);
    }

    #[test]
    fn no_slice_is_narrower_than_can_be_seen() {
        let slices = divide(&seam(Edge::Right, 20), (30.0, 30.0), &paper(20)).unwrap();
        assert_eq!(slices.first().unwrap().of, 10);
        let slices = divide(&seam(Edge::Right, 20), (40.0, 40.0), &paper(20)).unwrap();
        assert_eq!((slices.last().unwrap().number, slices.last().unwrap().of), (20, 20));
        assert!((slices[0].shown.width - 2.0).abs() < 1e-9);
    }

    #[test]
    fn the_first_page_lies_on_top_of_the_fan() {
        let at = |edge| divide(&seam(edge, 20), (40.0, 40.0), &paper(4)).unwrap()[0];
        assert_eq!((at(Edge::Right).shown.x, at(Edge::Right).whole.x), (200.0, 200.0));
        assert_eq!((at(Edge::Left).shown.x, at(Edge::Left).whole.x), (0.0, -30.0));
        assert_eq!((at(Edge::Bottom).shown.y, at(Edge::Bottom).whole.y), (287.0, 287.0));
        assert_eq!((at(Edge::Top).shown.y, at(Edge::Top).whole.y), (0.0, -30.0));
        assert_eq!(at(Edge::Right).shown.y, 128.5);
    }

    #[test]
    fn a_seal_longer_than_an_edge_names_the_page() {
        let pages = [(0, (210.0, 297.0)), (1, (210.0, 30.0))];
        assert_eq!(divide(&seam(Edge::Right, 20), (40.0, 40.0), &pages), Err(1));
    }

    proptest! {
        /// Whatever the pages: slices are on their pages, exact in size, and put together they are the seals.
        #[test]
        fn slices_join(count in 2usize..300, most in 1u32..60, width in 5.0..60.0f64, height in 5.0..60.0f64,
                       edge in prop::sample::select(vec![Edge::Left, Edge::Right, Edge::Top, Edge::Bottom]),
                       along in 0.0..1.0f64) {
            let papers: Vec<_> = (0..count).map(|page| (page, (100.0 + (page % 7) as f64 * 30.0, 120.0))).collect();
            let seam = Seam { along, ..seam(edge, most) };
            let slices = divide(&seam, (width, height), &papers).unwrap();
            prop_assert_eq!(slices.len(), count);
            let area: f64 = slices.iter().map(|slice| slice.shown.width * slice.shown.height).sum();
            let seals = slices.iter().filter(|slice| slice.number == 1).count();
            prop_assert!((area - seals as f64 * width * height).abs() < 1e-6 * area);
            for slice in &slices {
                let (paper_width, paper_height) = papers[slice.page].1;
                prop_assert!(slice.shown.x >= 0.0 && slice.shown.x + slice.shown.width <= paper_width + 1e-9);
                prop_assert!(slice.shown.y >= 0.0 && slice.shown.y + slice.shown.height <= paper_height + 1e-9);
                prop_assert!(slice.of >= 2);
            }
        }
    }
}
