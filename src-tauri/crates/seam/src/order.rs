//! What the places of slices in the artwork say about the order of pages.
//!
//! Pure arithmetic. A seal is cut into N slices for N pages, and a long document has several such groups, each with its own
//! N. Of all ways to divide the pages into groups the one is believed that needs the fewest disturbances.

/// The most slices of one seal that are considered; less than a millimetre is none.
const MOST_SLICES: usize = 64;
/// How far a slice may lie from its place, as a share of a slice.
const TOLERANCE: f64 = 0.32;
/// What it costs to begin a new seal: less than any disturbance.
const NEW_SEAL: f64 = 0.6;

/// A page with the place of its slice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Placed {
    /// The left edge of its slice as a share of the artwork, where it fits anywhere.
    pub(crate) left: Option<f64>,
    /// The slice's width as a share of the artwork, where it bears one.
    pub(crate) width: Option<f64>,
}

/// What became of a page within its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seat {
    /// In its place; the number of its slice.
    Kept(usize),
    /// Out of its place; the number of its slice and the page (of all that were given) in whose place it belongs.
    Moved(usize, usize),
    /// Fits nowhere.
    None,
}

/// Some pages that bear one seal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    /// Its first page among those given.
    pub(crate) start: usize,
    /// Into how many slices the seal was cut.
    pub(crate) slices: usize,
    /// One each page.
    pub(crate) seats: Vec<Seat>,
    /// Slices that no page bears: after how many of the group's pages, and how many.
    pub(crate) missing: Vec<(usize, usize)>,
    /// Disturbances.
    pub(crate) cost: f64,
}

/// The groups that explain the pages with the fewest disturbances.
pub(crate) fn explain(pages: &[Placed]) -> Vec<Group> {
    // The cheapest way to explain the first n pages: its cost, and its last group.
    let mut best: Vec<(f64, Option<Group>)> = vec![(0.0, None)];
    for end in 1..=pages.len() {
        let starts = end.saturating_sub(MOST_SLICES + 8)..end;
        let ways = starts.filter_map(|start| {
            let before = best.get(start)?.0;
            let group = group(start, pages.get(start..end)?);
            Some((before + group.cost + NEW_SEAL, Some(group)))
        });
        let cheapest = ways.min_by(|a, b| a.0.total_cmp(&b.0));
        best.push(cheapest.unwrap_or((f64::INFINITY, None)));
    }
    let mut groups = Vec::new();
    let mut end = pages.len();
    while let Some((_, Some(group))) = best.get(end) {
        end = group.start;
        groups.push(group.clone());
    }
    groups.reverse();
    groups
}

/// What a division costs in all.
pub(crate) fn cost(groups: &[Group]) -> f64 {
    groups.iter().map(|group| group.cost + NEW_SEAL).sum()
}

fn group(start: usize, pages: &[Placed]) -> Group {
    let widths = crate::grid::median(pages.iter().filter_map(|page| page.width));
    let about = if widths > 0.0 { 1.0 / widths } else { pages.len() as f64 };
    let range = (about * 0.8 - 1.0).floor().max(1.0) as usize..=(about * 1.25 + 1.0).ceil() as usize;
    let tried =
        range.filter(|slices| *slices <= MOST_SLICES).map(|slices| seated(start, pages, slices, about));
    tried.min_by(|a, b| a.cost.total_cmp(&b.cost)).unwrap_or_else(|| Group {
        start,
        slices: pages.len(),
        seats: vec![Seat::None; pages.len()],
        missing: Vec::new(),
        cost: pages.len() as f64 * 2.0,
    })
}

/// The group if its seal was cut into so many slices.
fn seated(start: usize, pages: &[Placed], slices: usize, about: f64) -> Group {
    let mut away = 0.0;
    let mut numbers: Vec<Option<usize>> = Vec::with_capacity(pages.len());
    for page in pages {
        let at = page.left.map(|left| left * slices as f64);
        let number = at.map(f64::round).filter(|number| (0.0..slices as f64).contains(number));
        let fits = at.zip(number).filter(|(at, number)| (at - number).abs() <= TOLERANCE);
        away += fits.map_or(0.0, |(at, number)| (at - number).abs());
        numbers.push(fits.map(|(_, number)| number as usize));
    }
    let kept = rising(&numbers);
    let mut seats: Vec<Seat> = numbers
        .iter()
        .enumerate()
        .map(|(at, number)| match number {
            Some(number) if kept.contains(&at) => Seat::Kept(*number),
            // What another page bears in its place is not this page's.
            Some(number) if !kept.iter().any(|kept| numbers.get(*kept) == Some(&Some(*number))) => {
                Seat::Moved(*number, at)
            }
            _ => Seat::None,
        })
        .collect();
    let moved = name_places(&mut seats, start);
    let homeless = seats.iter().filter(|seat| **seat == Seat::None).count();
    let missing = missing(&seats, slices);
    let gone: usize = missing.iter().map(|(_, count)| count).sum();
    // Widths are measured to a few hundredths, and the wrong number shows in the places too.
    let unlike = (slices as f64 - about).abs() / (about * 0.06).max(0.4);
    let cost =
        (homeless + gone) as f64 + moved as f64 * 0.9 + away / pages.len().max(1) as f64 * 2.5 + unlike * 0.5;
    Group { start, slices, seats, missing, cost }
}

/// Says for those that moved where they belong; gives how many did. Two that were exchanged are both told.
fn name_places(seats: &mut [Seat], start: usize) -> usize {
    let number = |seat: &Seat| match seat {
        Seat::Kept(number) | Seat::Moved(number, _) => Some(*number),
        Seat::None => None,
    };
    let present: Vec<(usize, usize)> =
        seats.iter().enumerate().filter_map(|(at, seat)| number(seat).map(|number| (at, number))).collect();
    let mut sorted = present.clone();
    sorted.sort_by_key(|(_, number)| *number);
    let moved = seats.iter().filter(|seat| matches!(seat, Seat::Moved(..))).count();
    let astray = present.iter().zip(&sorted).filter(|(is, should)| is != should).count();
    let exchanged = astray <= 2 * moved;
    for ((place, _), (page, number)) in present.iter().zip(&sorted) {
        if let Some(seat) = seats.get_mut(*page) {
            *seat = match (exchanged, &*seat) {
                (true, _) if place == page => Seat::Kept(*number),
                (true, _) | (false, Seat::Moved(..)) => Seat::Moved(*number, start + place),
                (false, other) => *other,
            };
        }
    }
    moved
}

/// Slices that no page bears: after how many pages, and how many; a page that fits nowhere stands for one.
fn missing(seats: &[Seat], slices: usize) -> Vec<(usize, usize)> {
    let borne = |slice: usize| {
        seats
            .iter()
            .any(|seat| matches!(seat, Seat::Kept(number) | Seat::Moved(number, _) if *number == slice))
    };
    let mut missing = Vec::new();
    let (mut next, mut homeless) = (0, 0);
    let mut close = |from: usize, to: usize, homeless: usize, after: usize| {
        let gone = (from..to).filter(|slice| !borne(*slice)).count();
        if gone > homeless {
            missing.push((after, gone - homeless));
        }
    };
    for (at, seat) in seats.iter().enumerate() {
        match seat {
            Seat::Kept(number) => {
                close(next, *number, homeless, at);
                (next, homeless) = (number + 1, 0);
            }
            Seat::None => homeless += 1,
            Seat::Moved(..) => {}
        }
    }
    close(next, slices, homeless, seats.len());
    missing
}

/// The places of a longest rising sequence.
fn rising(numbers: &[Option<usize>]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(numbers.len()); // length, and the one before
    for (at, number) in numbers.iter().enumerate() {
        let Some(number) = number else {
            best.push((0, None));
            continue;
        };
        let before = (0..at).filter(|earlier| {
            numbers.get(*earlier).copied().flatten().is_some_and(|earlier| earlier < *number)
        });
        let longest = before.max_by_key(|earlier| best.get(*earlier).map_or(0, |(length, _)| *length));
        let length = longest.and_then(|earlier| best.get(earlier)).map_or(0, |(length, _)| *length);
        best.push((length + 1, longest));
    }
    let last = (0..best.len()).max_by_key(|at| best.get(*at).map_or(0, |(length, _)| *length));
    let mut chain: Vec<usize> =
        std::iter::successors(last, |at| best.get(*at).and_then(|(_, before)| *before)).collect();
    chain.retain(|at| numbers.get(*at).copied().flatten().is_some());
    chain.reverse();
    chain
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn pages(slots: &[Option<f64>], slices: f64) -> Vec<Placed> {
        let width = Some(1.0 / slices);
        slots.iter().map(|slot| Placed { left: slot.map(|slot| slot / slices), width }).collect()
    }

    fn slots(numbers: &[usize]) -> Vec<Option<f64>> {
        numbers.iter().map(|number| Some(*number as f64)).collect()
    }

    #[test]
    fn a_whole_seal_has_no_disturbance() {
        let groups = explain(&pages(&slots(&[0, 1, 2, 3, 4]), 5.0));
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].slices, 5);
        assert!(
            groups[0].missing.is_empty() && groups[0].seats.iter().all(|seat| matches!(seat, Seat::Kept(_)))
        );
    }

    #[test]
    fn a_missing_page_leaves_a_gap_in_its_place() {
        for (numbers, after) in [(&[1, 2, 3, 4], 0), (&[0, 1, 3, 4], 2), (&[0, 1, 2, 3], 4)] {
            let groups = explain(&pages(&slots(numbers), 5.0));
            assert_eq!(groups.len(), 1, "{numbers:?}");
            assert_eq!(groups[0].missing, [(after, 1)], "{numbers:?}");
        }
    }

    #[test]
    fn exchanged_pages_are_both_named() {
        let groups = explain(&pages(&slots(&[0, 3, 2, 1, 4]), 5.0));
        assert_eq!(groups[0].seats[1], Seat::Moved(3, 3));
        assert_eq!(groups[0].seats[3], Seat::Moved(1, 1));
        assert_eq!(groups[0].seats[2], Seat::Kept(2));
        assert!(groups[0].missing.is_empty());
    }

    #[test]
    fn one_page_that_travelled_is_named_alone() {
        let groups = explain(&pages(&slots(&[0, 2, 3, 4, 5, 1, 6]), 7.0));
        let moved: Vec<_> = groups[0].seats.iter().filter(|seat| !matches!(seat, Seat::Kept(_))).collect();
        assert_eq!(moved, [&Seat::Moved(1, 1)]);
    }

    #[test]
    fn a_page_that_fits_nowhere_stands_for_the_missing_slice() {
        let mut found = slots(&[0, 1, 2, 3, 4]);
        found[2] = None;
        let groups = explain(&pages(&found, 5.0));
        assert_eq!(groups[0].seats[2], Seat::None);
        assert!(groups[0].missing.is_empty());
    }

    #[test]
    fn seals_repeat_each_in_its_own_slices() {
        let mut twice = pages(&slots(&(0..11).collect::<Vec<_>>()), 11.0);
        twice.extend(pages(&slots(&(0..10).collect::<Vec<_>>()), 10.0));
        let groups = explain(&twice);
        assert_eq!(groups.iter().map(|group| group.slices).collect::<Vec<_>>(), [11, 10]);
        assert!(groups.iter().all(|group| group.missing.is_empty()));
        twice.remove(5);
        let groups = explain(&twice);
        assert_eq!(groups[0].missing, [(5, 1)]);
        assert_eq!(groups[1].slices, 10);
        assert!(groups[1].missing.is_empty());
    }
}
