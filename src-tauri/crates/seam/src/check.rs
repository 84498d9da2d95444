//! The check: which edge and ink, which slices, what they say.

use crate::artwork::Artwork;
use crate::continuity::{self, Chains, JOINS, Strip};
use crate::finding::{Basis, Fate, Finding, Gap, Outcome, Page};
use crate::grid::{FINE, Grid, median, quantile};
use crate::joined::{Joined, Piece};
use crate::matching::{MARGIN, Match, Matcher, sized};
use crate::order::{self, Group, Placed, Seat};
use crate::sheet::{Edge, Ink, Sheet, Source, full_ink};
use crate::slices::{self, Slice};

/// The least correlation of a slice that comes from the artwork; ring and frame alone bring any seal to half of it.
const LEAST_SCORE: f64 = 0.25;
/// Of what the document's good slices reach, at least so much.
const LEAST_SHARE: f64 = 0.7;
/// Cells of a slice that a careless scan cuts off whole: 4 mm.
const CUT_OFF: usize = 24;
/// Cells of a slice that can be told from another: 1.5 mm.
const LEAST_SEEN: usize = 9;
/// Pages on each side whose slices say how wide a slice is here.
const NEIGHBOURS: usize = 4;

/// Says whether the slices on the pages make one seal again. `artwork` is the registered seal, where it is at hand;
/// `edge` the edge to look at, where it is known.
pub fn check(sheets: &[Sheet], artwork: Option<&Artwork>, edge: Option<Edge>) -> Finding {
    let basis = if artwork.is_some() { Basis::Artwork } else { Basis::Neighbours };
    if sheets.len() < 2 {
        return nothing(sheets.len(), Outcome::OnePage, basis);
    }
    let edges = edge.map_or(Edge::ALL.to_vec(), |edge| vec![edge]);
    let places = edges.into_iter().flat_map(|edge| Ink::ALL.map(|ink| (edge, ink)));
    let found = places.filter_map(|(edge, ink)| Seam::at(sheets, edge, ink));
    let judged = found.filter_map(|seam| match artwork {
        Some(artwork) => seam.against(artwork),
        None => seam.by_neighbours(),
    });
    let best = judged.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, finding)| finding);
    best.unwrap_or_else(|| nothing(sheets.len(), Outcome::NoSeam, basis))
}

fn nothing(pages: usize, outcome: Outcome, basis: Basis) -> Finding {
    Finding {
        outcome,
        edge: None,
        basis,
        every_other: false,
        pages: vec![Page { fate: Fate::Spared, confidence: 1.0 }; pages],
        gaps: Vec::new(),
        confidence: 0.9,
        seals: Vec::new(),
    }
}

/// The slices of all pages at one edge.
struct Seam<'a> {
    sheets: &'a [Sheet],
    edge: Edge,
    ink: Ink,
    slices: Vec<Option<Slice>>,
    /// How wide a slice is around each page, in cells.
    widths: Vec<usize>,
}

impl<'a> Seam<'a> {
    fn at(sheets: &'a [Sheet], edge: Edge, ink: Ink) -> Option<Self> {
        let slices = slices::at_edge(sheets, edge, ink);
        if slices.iter().flatten().count() < 2 {
            return None;
        }
        let depths: Vec<Option<f64>> = slices.iter().map(|slice| slice.as_ref().map(Slice::depth)).collect();
        let usual = median(depths.iter().copied().flatten());
        // What a scanner cut off an edge, its neighbours still have; slices of the next seal are of another width.
        let like = if sheets.iter().any(|sheet| sheet.source() == Source::Scanned) {
            0.85..=1.7
        } else {
            0.97..=1.03
        };
        let width = |page: usize| {
            let own = depths.get(page).copied().flatten().unwrap_or(usual);
            let near = depths.iter().enumerate().filter(|(other, _)| other.abs_diff(page) <= NEIGHBOURS);
            let alike = near.filter_map(|(_, depth)| *depth).filter(|depth| like.contains(&(depth / own)));
            let all: Vec<f64> = alike.collect();
            (if all.is_empty() { own } else { median(all.into_iter()) }).round().max(1.0) as usize
        };
        let widths = (0..slices.len()).map(width).collect();
        Some(Self { sheets, edge, ink, slices, widths })
    }

    fn is_scanned(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.source() == Source::Scanned)
    }

    /// The seal's height as the slices show it, in cells.
    fn height(&self) -> f64 {
        continuity::height_of(self.slices.iter().flatten().map(Slice::span))
    }

    /// A page's slice, the seal's left on the left, `height` cells high around the slice's middle.
    fn patch(&self, page: usize, width: usize, height: usize) -> Option<Grid> {
        let slice = self.slices.get(page)?.as_ref()?;
        let width = width.min(slice.inner); // what was cut off is not white
        let band = self.sheets.get(page)?.band(self.edge, self.ink);
        let top = slice.middle().round() as i64 - height as i64 / 2;
        let raw = band.part(slice.inner as i64 - width as i64, top, width, height);
        let full = full_ink((0..raw.height()).flat_map(|y| raw.row(y).iter().copied()));
        let ink = raw.brought_to(full);
        Some(if self.edge.is_far() { ink.flipped() } else { ink })
    }

    /// Against the registered seal; with how much speaks for this edge.
    fn against(&self, artwork: &Artwork) -> Option<(f64, Finding)> {
        let ink = artwork.ink_for(self.edge.is_upright());
        let shown = self.height();
        let registered = ink.height() as f64;
        let as_shown = !artwork.is_sized() || (0.9..=1.1).contains(&(shown / registered));
        let ink = if as_shown { sized(&ink, shown) } else { ink };
        let matcher = Matcher::new(&ink, self.is_scanned());
        let whole = ink.width() as f64;
        let patches: Vec<Option<Grid>> = (0..self.sheets.len())
            .map(|page| self.patch(page, self.widths.get(page).copied()?, matcher.patch_height()))
            .collect();
        let matches: Vec<Option<Match>> =
            patches.iter().map(|patch| patch.as_ref().and_then(|patch| matcher.place(patch))).collect();
        let good = f64::from(quantile(matches.iter().flatten().map(|found| found.quality() as f32), 0.7));
        let least = LEAST_SCORE.max(good * LEAST_SHARE);
        let placed = |page: usize| {
            let found = matches.get(page).copied().flatten().filter(|found| found.quality() >= least);
            let width = self.widths.get(page).map_or(0.0, |width| *width as f64 / whole);
            let stamped = self.slices.get(page).is_some_and(Option::is_some);
            // Cut off is the side at the edge, so the other one tells the place.
            let seen = patches
                .get(page)
                .and_then(Option::as_ref)
                .map_or(width, |patch| patch.width() as f64 / whole);
            let lost = if self.edge.is_far() { 0.0 } else { (width - seen).max(0.0) };
            Placed { left: found.map(|found| found.left - lost), width: stamped.then_some(width) }
        };
        let fitting = matches.iter().flatten().filter(|found| found.quality() >= least);
        let support: f64 = fitting.clone().map(|found| found.quality()).sum();
        let fitting = fitting.count();
        let stamped = self.slices.iter().flatten().count();
        if fitting < 2 || fitting * 3 < stamped {
            // Slices of another seal, where they make one; else something else that is red.
            return self.by_neighbours().map(|(speaks, finding)| (speaks * 0.3, all_foreign(finding)));
        }
        let mut told = self.order_of(&placed);
        for page in 0..told.fates.len() {
            let seen = patches.get(page).and_then(Option::as_ref).map_or(0, Grid::width);
            let quality = matches.get(page).copied().flatten().map_or(0.0, |found| found.quality());
            let width = self.widths.get(page).copied().unwrap_or(0);
            if let Some(fate) = told.fates.get_mut(page).filter(|_| self.is_scanned()) {
                *fate = match *fate {
                    // A scanner cuts off so much that nothing, or nothing that could be told apart, is left.
                    Fate::Bare if width <= CUT_OFF => Fate::Unclear,
                    Fate::Foreign if seen < LEAST_SEEN || quality > least * 0.85 => Fate::Unclear,
                    other => other,
                };
            }
        }
        let confidence = |page: usize, fate: Fate| {
            let Some(found) = matches.get(page).copied().flatten() else { return 0.8 };
            let far = ((found.quality() - least) / (good - least).max(0.05)).clamp(-1.0, 1.0);
            match fate {
                Fate::Foreign => 0.6 - 0.35 * far.min(0.0),
                Fate::Unclear => 0.4,
                _ => {
                    // The place is told by the neighbours too, so a rival place weighs little.
                    let alone = ((found.score - found.next) / 0.08).clamp(0.0, 1.0);
                    0.62 + 0.22 * far.max(0.0)
                        + 0.08 * alone
                        + 0.07 * ((found.score - 0.6) / 0.3).clamp(0.0, 1.0)
                }
            }
        };
        let down =
            |page: usize| matches.get(page).copied().flatten().map_or(0, |found| found.down.round() as i64);
        let patch = |page: usize| patches.get(page).cloned().flatten();
        let finding = self.finding(Basis::Artwork, told, confidence, patch, down, matcher.patch_height());
        Some((support, finding))
    }

    /// The cheaper of two explanations: all pages are stamped, or every other one; in either direction.
    fn order_of(&self, placed: &dyn Fn(usize) -> Placed) -> Told {
        let stamped = |page: &usize| self.slices.get(*page).is_some_and(Option::is_some);
        let all: Vec<usize> = (0..self.sheets.len()).collect();
        let every_other =
            |parity: usize| all.iter().copied().filter(|page| page % 2 == parity).collect::<Vec<_>>();
        let mut ways = vec![(all.clone(), false)];
        for parity in [0, 1] {
            if !every_other(1 - parity).iter().any(stamped) {
                ways.push((every_other(parity), true));
            }
        }
        let mut best: Option<(f64, Told)> = None;
        for (pages, every_other) in ways {
            for rising in [true, false] {
                let turned = |place: Placed| match (rising, place.left, place.width) {
                    (false, Some(left), Some(width)) => Placed { left: Some(1.0 - left - width), ..place },
                    _ => place,
                };
                let places: Vec<Placed> = pages.iter().map(|page| turned(placed(*page))).collect();
                let groups = order::explain(&places);
                let cost = order::cost(&groups);
                if best.as_ref().is_none_or(|(least, _)| cost < *least - 1e-9) {
                    let fates = Told::of(&pages, groups, (rising, every_other), self.sheets.len(), &stamped);
                    best = Some((cost, fates));
                }
            }
        }
        best.map(|(_, told)| told).unwrap_or_default()
    }

    /// By what neighbours say of each other; with how much speaks for this edge.
    fn by_neighbours(&self) -> Option<(f64, Finding)> {
        let height = self.height().round() as usize + 2 * MARGIN;
        let strips: Vec<Strip> = (0..self.sheets.len())
            .filter_map(|page| {
                let slice = self.slices.get(page)?.as_ref()?;
                Some(Strip { page, ink: self.patch(page, slice.depth().round() as usize, height)? })
            })
            .collect();
        let chains = continuity::read(&strips, self.height(), self.is_scanned());
        // The cut lines of a scan are frayed, so less is asked of them; nobody is accused by them either.
        let least = if self.is_scanned() { 0.3 } else { JOINS * 0.9 };
        if chains.is_pattern || chains.fellows < least || self.height() < 6.0 * FINE {
            return None;
        }
        let speaks = chains.fellows * strips.len() as f64;
        let sure = ((chains.score - 0.4) / 0.5).clamp(0.0, 1.0);
        let mut told = self.told_by(&chains);
        if self.is_scanned() {
            // What a scanner cut off is missing between neighbours; that is no page exchanged and none missing.
            told.gaps.clear();
            told.seals.iter_mut().for_each(|(_, gaps)| gaps.clear());
            let doubted = |fate: &&mut Fate| matches!(fate, Fate::Foreign | Fate::Moved { .. } | Fate::Bare);
            told.fates.iter_mut().filter(doubted).for_each(|fate| *fate = Fate::Unclear);
            let broken = chains.score < JOINS || chains.chains.iter().any(|chain| !chain.gaps.is_empty());
            if broken {
                let fits = |fate: &&mut Fate| **fate == Fate::Fits;
                told.fates.iter_mut().filter(fits).for_each(|fate| *fate = Fate::Unclear);
            }
        }
        let confidence = |_, fate: Fate| match fate {
            Fate::Fits => 0.54 + 0.3 * sure,
            Fate::Bare => 0.75,
            Fate::Unclear => 0.4,
            _ => 0.5 + 0.2 * sure,
        };
        let patch =
            |page: usize| strips.iter().find(|strip| strip.page == page).map(|strip| strip.ink.clone());
        Some((speaks, self.finding(Basis::Neighbours, told, confidence, patch, |_| 0, height)))
    }

    fn told_by(&self, chains: &Chains) -> Told {
        let count = self.sheets.len();
        let stamped = |page: usize| self.slices.get(page).is_some_and(Option::is_some);
        let parity = (0..2).find(|parity| !(0..count).any(|page| page % 2 != *parity && stamped(page)));
        // A page without a slice between two that join was not stamped; such a page is every other one.
        let every_other =
            parity.is_some() && chains.chains.iter().all(|chain| chain.gaps.is_empty()) && count > 2;
        let mut fates: Vec<Fate> = (0..count)
            .map(|page| match (stamped(page), every_other) {
                (true, _) => Fate::Fits,
                (false, true) => Fate::Spared,
                (false, false) => Fate::Bare,
            })
            .collect();
        let mut told = Told { rising: chains.rising, every_other, ..Told::default() };
        for chain in &chains.chains {
            let mut say = |page: usize, fate: Fate| {
                if let Some(slot) = fates.get_mut(page) {
                    *slot = fate;
                }
            };
            for (one, other) in &chain.exchanged {
                say(*one, Fate::Moved { belongs: *other });
                say(*other, Fate::Moved { belongs: *one });
            }
            chain.doubted.iter().for_each(|page| say(*page, Fate::Unclear));
            chain.foreign.iter().for_each(|page| say(*page, Fate::Foreign));
            let after = |place: usize| match place.checked_sub(1).and_then(|before| chain.pages.get(before)) {
                Some(page) => page + 1,
                None => chain.pages.first().copied().unwrap_or(0),
            };
            // Bare pages in the same place stand for those that are missing.
            let gaps = chain.gaps.iter().map(|place| (after(*place), *place));
            let bare = |at: usize| at < count && !stamped(at);
            let gaps = gaps.filter(|(after, _)| !bare(*after) && !after.checked_sub(1).is_some_and(bare));
            let gaps: Vec<(usize, usize)> = gaps.collect();
            told.gaps.extend(gaps.iter().map(|(after, _)| Gap { after: *after, pages: 1 }));
            told.seals.push((chain.pages.clone(), gaps.iter().map(|(_, place)| (*place, 1)).collect()));
        }
        told.fates = fates;
        told
    }

    fn finding(
        &self,
        basis: Basis,
        told: Told,
        confidence: impl Fn(usize, Fate) -> f64,
        patch: impl Fn(usize) -> Option<Grid>,
        down: impl Fn(usize) -> i64,
        height: usize,
    ) -> Finding {
        let page = |(page, fate): (usize, &Fate)| Page {
            fate: *fate,
            confidence: match fate {
                Fate::Bare => 0.85,
                Fate::Spared => 0.9,
                fate => confidence(page, *fate).clamp(0.0, 0.99),
            },
        };
        let pages: Vec<Page> = told.fates.iter().enumerate().map(page).collect();
        let well = pages.iter().all(|page| page.fate.is_well()) && told.gaps.is_empty();
        let bad = |page: &Page| !page.fate.is_well() && page.fate != Fate::Unclear;
        let outcome = match (well, told.gaps.is_empty() && !pages.iter().any(bad)) {
            (true, _) => Outcome::Complete,
            (false, true) => Outcome::Unclear,
            (false, false) => Outcome::Disturbed,
        };
        let seals = told.seals.iter().map(|(numbers, gaps)| {
            let mut pieces = Vec::new();
            for (place, number) in numbers.iter().enumerate() {
                let width = self.widths.get(*number).copied().unwrap_or(1);
                let missing = gaps.iter().filter(|(before, _)| *before == place);
                pieces.extend(missing.map(|(_, count)| Piece::Nothing(width * count)));
                let well = told.fates.get(*number).is_some_and(|fate| fate.is_well());
                pieces.push(match patch(*number) {
                    Some(ink) => Piece::Slice { page: *number, ink, down: -down(*number), well },
                    None => Piece::Slice { page: *number, ink: Grid::new(width, height), down: 0, well },
                });
            }
            let last = numbers.last().and_then(|page| self.widths.get(*page)).copied().unwrap_or(1);
            let missing = gaps.iter().filter(|(before, _)| *before == numbers.len());
            pieces.extend(missing.map(|(_, count)| Piece::Nothing(last * count)));
            if !told.rising {
                pieces.reverse();
            }
            Joined::of(&pieces, height, self.edge.is_upright(), self.ink)
        });
        let judged = pages.iter().filter(|page| page.fate != Fate::Spared).map(|page| page.confidence);
        let all: Vec<f64> = judged.collect();
        Finding {
            outcome,
            edge: Some(self.edge),
            basis,
            every_other: told.every_other,
            gaps: told.gaps.clone(),
            // As sure as the middle of the pages, but not surer than the doubts about those that are disturbed.
            confidence: match well {
                true => median(all.iter().copied()),
                false => {
                    let odd = pages.iter().filter(|page| !page.fate.is_well()).map(|page| page.confidence);
                    odd.fold(median(all.iter().copied()), f64::min)
                }
            },
            seals: seals.collect(),
            pages,
        }
    }
}

fn all_foreign(finding: Finding) -> Finding {
    let foreign = |page: &Page| match page.fate {
        Fate::Spared | Fate::Bare => *page,
        _ => Page { fate: Fate::Foreign, confidence: 0.7 },
    };
    Finding {
        outcome: Outcome::Disturbed,
        basis: Basis::Artwork,
        pages: finding.pages.iter().map(foreign).collect(),
        gaps: Vec::new(),
        confidence: 0.7,
        ..finding
    }
}

/// Before which of a seal's pages how many slices are missing.
type Missing = Vec<(usize, usize)>;

/// What is said of all pages.
#[derive(Debug, Clone, Default)]
struct Told {
    /// The seal's left is on the first page.
    rising: bool,
    every_other: bool,
    fates: Vec<Fate>,
    gaps: Vec<Gap>,
    /// Each seal's pages, and before which of them how many slices are missing.
    seals: Vec<(Vec<usize>, Missing)>,
}

impl Told {
    /// From the groups of some of the pages.
    fn of(
        pages: &[usize],
        groups: Vec<Group>,
        (rising, every_other): (bool, bool),
        count: usize,
        stamped: &dyn Fn(&usize) -> bool,
    ) -> Self {
        let fates = vec![Fate::Spared; count];
        let mut told = Told { rising, every_other, fates, ..Told::default() };
        let page_at = |at: usize| pages.get(at).copied();
        for group in groups {
            let mut numbers = Vec::new();
            for (at, seat) in group.seats.iter().enumerate() {
                let Some(page) = page_at(group.start + at) else { continue };
                numbers.push(page);
                let fate = match seat {
                    Seat::Kept(_) => Fate::Fits,
                    Seat::Moved(_, place) => Fate::Moved { belongs: page_at(*place).unwrap_or(page) },
                    Seat::None if stamped(&page) => Fate::Foreign,
                    Seat::None => Fate::Bare,
                };
                if let Some(slot) = told.fates.get_mut(page) {
                    *slot = fate;
                }
            }
            for (before, count) in &group.missing {
                let after = match before.checked_sub(1).and_then(|last| page_at(group.start + last)) {
                    Some(page) => page + 1,
                    None => page_at(group.start).unwrap_or(0),
                };
                told.gaps.push(Gap { after, pages: *count });
            }
            told.seals.push((numbers, group.missing.clone()));
        }
        told
    }
}
