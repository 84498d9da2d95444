//! Seals drawn by arithmetic, cut over pages, and looked at as files and as scans are.
#![allow(clippy::unwrap_used)]

use crate::*;

/// Millimetres of a page.
const WIDE: f64 = 120.0;
const HIGH: f64 = 100.0;
const SEAL: f64 = 40.0;
/// Where the seal's middle stands along the edge.
const MIDDLE: f64 = 48.0;

/// Numbers that look random and are the same each time.
fn noise(mut seed: u64) -> f64 {
    seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    seed = (seed ^ (seed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    seed = (seed ^ (seed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((seed ^ (seed >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// Whether a round seal has ink at a place, in millimetres from its middle: a ring, characters along it, a star, a line of
/// characters; `which` chooses the characters.
fn round(which: u64, x: f64, y: f64) -> bool {
    let radius = x.hypot(y);
    let character = |number: u64, x: f64, y: f64| {
        let (column, row) = ((x * 6.0).floor(), (y * 6.0).floor());
        (0.0..6.0).contains(&column)
            && (0.0..6.0).contains(&row)
            && (noise(which * 977 + number * 64 + column as u64) > 0.45
                && (row as u64 + number).is_multiple_of(2)
                || noise(which * 977 + number * 64 + 32 + row as u64) > 0.75)
    };
    if (SEAL / 2.0 - 1.2..=SEAL / 2.0).contains(&radius) {
        return true;
    }
    let angle = x.atan2(-y).to_degrees();
    if (13.0..17.0).contains(&radius) && angle.abs() < 130.0 {
        let (number, along) = ((angle + 130.0) / 26.0).floor().rem_euclid(10.0).into_pair(angle);
        if (0.12..0.88).contains(&along) {
            return character(number, (along - 0.12) / 0.76, (17.0 - radius) / 4.0);
        }
    }
    let spoke = (x.atan2(-y) / std::f64::consts::TAU * 5.0).rem_euclid(1.0);
    let star = 2.6 + 3.6 * (1.0 - (spoke - 0.5).abs() * 2.0).abs().mul_add(-1.0, 1.0).powi(2);
    if radius < star {
        return true;
    }
    if (8.0..11.5).contains(&y) && x.abs() < 9.0 {
        let at = (x + 9.0) / 3.0;
        return character(20 + at.floor() as u64, (at.fract() - 0.1) / 0.8, (y - 8.0) / 3.5);
    }
    false
}

trait IntoPair {
    fn into_pair(self, angle: f64) -> (u64, f64);
}

impl IntoPair for f64 {
    fn into_pair(self, angle: f64) -> (u64, f64) {
        (self as u64, ((angle + 130.0) / 26.0).fract())
    }
}

/// A framed square seal.
fn square(which: u64, x: f64, y: f64) -> bool {
    let half = SEAL / 2.0;
    let most = x.abs().max(y.abs());
    let block = |v: f64| ((v + half) / 4.7).floor() as u64;
    most <= half && (most > half - 1.4 || noise(which * 31 + block(x) * 17 + block(y) * 391) > 0.55)
}

/// How a page reaches the program.
#[derive(Clone, Copy)]
struct Way {
    source: Source,
    /// Millimetres, a factor, degrees.
    offset: (f64, f64),
    size: f64,
    turn: f64,
    /// 0 for fresh ink, towards 1 for pale.
    pale: f64,
    /// The least difference that noise makes, 0 to 255.
    noise: f64,
    ink: [f64; 3],
}

const RED: [f64; 3] = [206.0, 44.0, 40.0];
const BLUE: [f64; 3] = [42.0, 70.0, 160.0];
const DRAWN: Way =
    Way { source: Source::Drawn, offset: (0.0, 0.0), size: 1.0, turn: 0.0, pale: 0.0, noise: 0.0, ink: RED };

/// A page with a slice: which seal, which slice of how many.
#[derive(Clone, Copy)]
struct Stamped {
    seal: fn(u64, f64, f64) -> bool,
    which: u64,
    slice: usize,
    of: usize,
}

fn slice(slice: usize, of: usize) -> Option<Stamped> {
    Some(Stamped { seal: round, which: 1, slice, of })
}

const DENSITY: f64 = 6.5;

fn sheet(page: Option<Stamped>, edge: Edge, way: Way, number: u64) -> Sheet {
    let (columns, rows) = ((WIDE * DENSITY) as u32, (HIGH * DENSITY) as u32);
    let (sine, cosine) = way.turn.to_radians().sin_cos();
    let mut rgba = Vec::with_capacity((columns * rows * 4) as usize);
    for row in 0..rows {
        for column in 0..columns {
            let (x, y) = (f64::from(column) / DENSITY - WIDE / 2.0, f64::from(row) / DENSITY - HIGH / 2.0);
            let x_on = (x * cosine + y * sine) / way.size + WIDE / 2.0 - way.offset.0;
            let y_on = (y * cosine - x * sine) / way.size + HIGH / 2.0 - way.offset.1;
            let mut colour = [250.0, 248.0, 244.0];
            let on_page = (0.0..WIDE).contains(&x_on) && (0.0..HIGH).contains(&y_on);
            let text = (15.0..WIDE - 15.0).contains(&x_on)
                && (15.0..HIGH - 15.0).contains(&y_on)
                && (y_on as u64).is_multiple_of(5)
                && noise(number * 7919 + x_on as u64) > 0.3;
            if let Some(page) = page.filter(|_| on_page) {
                let thick = SEAL / page.of as f64;
                let (depth, along, far) = match edge {
                    Edge::Left => (x_on, y_on, false),
                    Edge::Right => (WIDE - x_on, y_on, true),
                    Edge::Top => (y_on, x_on, false),
                    Edge::Bottom => (HIGH - y_on, x_on, true),
                };
                if depth < thick {
                    // From the seal's own left (or top).
                    let inside = if far { thick - depth } else { depth };
                    let across = page.slice as f64 * thick + inside - SEAL / 2.0;
                    let along = along - MIDDLE;
                    let (x, y) = if edge.is_upright() { (across, along) } else { (along, across) };
                    if (page.seal)(page.which, x, y) {
                        for (part, ink) in colour.iter_mut().zip(way.ink) {
                            *part = *part * way.pale + ink * (1.0 - way.pale);
                        }
                    }
                }
            }
            if text && on_page {
                colour = [40.0; 3];
            }
            let shake = |channel: u64| {
                let seed = number << 40 | u64::from(row) << 20 | u64::from(column) << 2 | channel;
                (noise(seed) - 0.5) * 2.0 * way.noise
            };
            rgba.extend(
                (0..3).zip(colour).map(|(channel, part)| (part + shake(channel)).clamp(0.0, 255.0) as u8),
            );
            rgba.push(255);
        }
    }
    Sheet::read(&rgba, columns, rows, DENSITY, way.source).unwrap()
}

fn sheets(pages: &[Option<Stamped>], edge: Edge, way: impl Fn(usize) -> Way) -> Vec<Sheet> {
    pages.iter().enumerate().map(|(at, page)| sheet(*page, edge, way(at), at as u64)).collect()
}

fn artwork_of(seal: fn(u64, f64, f64) -> bool, which: u64) -> Artwork {
    let side = 480u32;
    let place = |at: u32| (f64::from(at) + 0.5) / f64::from(side) * 44.0 - 22.0;
    let ink = |x, y| if seal(which, place(x), place(y)) { [200, 40, 30, 255] } else { [0, 0, 0, 0] };
    let rgba: Vec<u8> = (0..side).flat_map(|y| (0..side).flat_map(move |x| ink(x, y))).collect();
    Artwork::read(&rgba, side, side, Some(44.0)).unwrap()
}

fn artwork() -> Artwork {
    artwork_of(round, 1)
}

fn all(of: usize) -> Vec<Option<Stamped>> {
    (0..of).map(|number| slice(number, of)).collect()
}

/// How a careless scan arrives; each page a little different.
fn scan(at: usize) -> Way {
    let shake = |channel: u64| noise(at as u64 * 131 + channel) * 2.0 - 1.0;
    Way {
        source: Source::Scanned,
        offset: (shake(1) * 1.2, shake(2) * 2.5),
        size: 1.0 + shake(3) * 0.025,
        turn: shake(4) * 1.3,
        pale: 0.35,
        noise: 22.0,
        ink: RED,
    }
}

fn fates(finding: &Finding) -> Vec<&'static str> {
    finding.pages.iter().map(|page| page.fate.code()).collect()
}

#[track_caller]
fn assert_complete(finding: &Finding, edge: Edge) {
    let told = (fates(finding), finding.gaps.clone(), finding.confidence);
    assert_eq!(finding.outcome, Outcome::Complete, "{told:?}");
    assert_eq!(finding.edge, Some(edge), "{told:?}");
}

#[test]
fn every_edge_is_found_and_whole() {
    for edge in Edge::ALL {
        let sheets = sheets(&all(5), edge, |_| DRAWN);
        assert_complete(&check(&sheets, Some(&artwork()), None), edge);
        assert_complete(&check(&sheets, None, None), edge);
    }
}

#[test]
fn two_pages_and_twenty_are_whole_and_the_last_may_be_first() {
    for of in [2, 3, 20] {
        let mut pages = all(of);
        assert_complete(&check(&sheets(&pages, Edge::Right, |_| DRAWN), Some(&artwork()), None), Edge::Right);
        pages.reverse();
        assert_complete(&check(&sheets(&pages, Edge::Left, |_| DRAWN), Some(&artwork()), None), Edge::Left);
    }
}

#[test]
fn a_missing_page_is_told_with_its_place() {
    for with in [true, false] {
        let mut pages = all(6);
        pages.remove(3);
        let artwork = with.then(artwork);
        let finding = check(&sheets(&pages, Edge::Right, |_| DRAWN), artwork.as_ref(), None);
        assert_eq!(finding.outcome, Outcome::Disturbed);
        assert_eq!(finding.gaps, [Gap { after: 3, pages: 1 }], "{with}");
        assert!(finding.pages.iter().all(|page| page.fate == Fate::Fits), "{:?}", fates(&finding));
    }
}

#[test]
fn the_first_and_the_last_page_are_missed_too() {
    for (gone, after) in [(0, 0), (5, 5)] {
        for with in [true, false] {
            let mut pages = all(6);
            pages.remove(gone);
            let artwork = with.then(artwork);
            let finding = check(&sheets(&pages, Edge::Right, |_| DRAWN), artwork.as_ref(), None);
            assert_eq!(finding.gaps, [Gap { after, pages: 1 }], "{gone} {with}");
        }
    }
}

#[test]
fn exchanged_pages_are_both_named() {
    for with in [true, false] {
        let mut pages = all(7);
        pages.swap(2, 4);
        let artwork = with.then(artwork);
        let finding = check(&sheets(&pages, Edge::Right, |_| DRAWN), artwork.as_ref(), None);
        let moved: Vec<_> = finding.pages.iter().map(|page| page.fate).collect();
        assert_eq!(moved[2], Fate::Moved { belongs: 4 }, "{with} {moved:?} {:?}", finding.gaps);
        assert_eq!(moved[4], Fate::Moved { belongs: 2 }, "{with} {moved:?}");
        assert!(finding.gaps.is_empty() && moved[3] == Fate::Fits);
    }
}

#[test]
fn a_page_of_another_seal_is_foreign() {
    for with in [true, false] {
        let mut pages = all(6);
        pages[3] = Some(Stamped { which: 9, ..slice(0, 6).unwrap() });
        let artwork = with.then(artwork);
        let finding = check(&sheets(&pages, Edge::Right, |_| DRAWN), artwork.as_ref(), None);
        assert_eq!(fates(&finding), ["fits", "fits", "fits", "foreign", "fits", "fits"], "{with}");
        assert!(finding.gaps.is_empty(), "{:?}", finding.gaps);
    }
}

#[test]
fn another_seal_in_the_right_place_is_foreign_to_the_artwork() {
    let mut pages = all(6);
    pages[3] = Some(Stamped { which: 9, ..slice(3, 6).unwrap() });
    let finding = check(&sheets(&pages, Edge::Right, |_| DRAWN), Some(&artwork()), None);
    assert_eq!(fates(&finding), ["fits", "fits", "fits", "foreign", "fits", "fits"]);
}

#[test]
fn a_page_without_a_slice_is_bare() {
    for with in [true, false] {
        let mut pages = all(6);
        pages[2] = None;
        let artwork = with.then(artwork);
        let finding = check(&sheets(&pages, Edge::Right, |_| DRAWN), artwork.as_ref(), None);
        assert_eq!(fates(&finding)[2], "bare", "{with} {:?}", fates(&finding));
        assert!(finding.gaps.is_empty());
    }
}

#[test]
fn an_added_page_is_bare() {
    let mut pages = all(5);
    pages.insert(3, None);
    let finding = check(&sheets(&pages, Edge::Right, |_| DRAWN), Some(&artwork()), None);
    assert_eq!(fates(&finding), ["fits", "fits", "fits", "bare", "fits", "fits"]);
}

#[test]
fn every_other_page_is_enough_before_printing_on_both_sides() {
    for with in [true, false] {
        let pages: Vec<_> =
            (0..8).map(|page| if page % 2 == 0 { slice(page / 2, 4) } else { None }).collect();
        let artwork = with.then(artwork);
        let finding = check(&sheets(&pages, Edge::Right, |_| DRAWN), artwork.as_ref(), None);
        assert_complete(&finding, Edge::Right);
        assert!(finding.every_other);
        assert_eq!(finding.pages.len(), 8);
        assert_eq!(finding.pages[7].fate, Fate::Spared);
    }
}

#[test]
fn long_documents_bear_the_seal_again_and_again() {
    for (first, second) in [(11, 10), (20, 4)] {
        let mut pages = all(first);
        pages.extend(all(second));
        let finding = check(&sheets(&pages, Edge::Right, |_| DRAWN), Some(&artwork()), None);
        assert_complete(&finding, Edge::Right);
        assert_eq!(finding.seals.len(), 2);
        pages.remove(first + 2);
        let finding = check(&sheets(&pages, Edge::Right, |_| DRAWN), Some(&artwork()), None);
        assert_eq!(finding.gaps, [Gap { after: first + 2, pages: 1 }]);
    }
}

#[test]
fn a_square_seal_is_joined_too() {
    let pages: Vec<_> = (0..5).map(|at| Some(Stamped { seal: square, which: 3, slice: at, of: 5 })).collect();
    let drawn = sheets(&pages, Edge::Right, |_| DRAWN);
    assert_complete(&check(&drawn, Some(&artwork_of(square, 3)), None), Edge::Right);
    assert_complete(&check(&drawn, None, None), Edge::Right);
}

#[test]
fn scans_that_are_turned_shifted_pale_and_noisy_are_read() {
    for of in [2, 5, 8] {
        let finding = check(&sheets(&all(of), Edge::Right, scan), Some(&artwork()), None);
        assert_complete(&finding, Edge::Right);
    }
}

#[test]
fn a_scan_tells_a_missing_an_exchanged_and_a_foreign_page() {
    let mut pages = all(6);
    pages.remove(2);
    let finding = check(&sheets(&pages, Edge::Right, scan), Some(&artwork()), None);
    assert_eq!(finding.gaps, [Gap { after: 2, pages: 1 }], "{:?}", fates(&finding));

    let mut pages = all(6);
    pages.swap(1, 4);
    let finding = check(&sheets(&pages, Edge::Right, scan), Some(&artwork()), None);
    assert_eq!(fates(&finding), ["fits", "moved", "fits", "fits", "moved", "fits"]);

    let mut pages = all(6);
    pages[4] = Some(Stamped { which: 5, ..slice(4, 6).unwrap() });
    let finding = check(&sheets(&pages, Edge::Right, scan), Some(&artwork()), None);
    assert_eq!(fates(&finding), ["fits", "fits", "fits", "fits", "foreign", "fits"]);
}

#[test]
fn a_scan_without_the_registered_seal_accuses_nobody() {
    let mut pages = all(6);
    pages.swap(1, 4);
    let finding = check(&sheets(&pages, Edge::Right, scan), None, None);
    assert_eq!(finding.outcome, Outcome::Unclear, "{:?}", fates(&finding));
    assert!(finding.gaps.is_empty() && !finding.seals.is_empty());
}

#[test]
fn a_thin_slice_that_the_scanner_cut_off_is_no_missing_one() {
    let cut = |at: usize| Way { offset: (if at == 7 { 2.3 } else { 0.3 }, 0.0), ..scan(at) };
    let finding = check(&sheets(&all(16), Edge::Right, cut), Some(&artwork()), None);
    assert_eq!(finding.pages[7].fate, Fate::Unclear, "{:?}", fates(&finding));
    assert_ne!(finding.outcome, Outcome::Complete);
}

#[test]
fn no_seal_and_one_page_are_told_as_such() {
    let blank = sheets(&[None, None, None], Edge::Right, |_| DRAWN);
    assert_eq!(check(&blank, Some(&artwork()), None).outcome, Outcome::NoSeam);
    assert_eq!(check(&blank, None, None).outcome, Outcome::NoSeam);
    assert_eq!(check(&blank[..1], None, None).outcome, Outcome::OnePage);
}

#[test]
fn a_red_pattern_on_every_page_is_no_seam_seal() {
    let pages = vec![slice(2, 5); 6];
    let finding = check(&sheets(&pages, Edge::Right, |_| DRAWN), None, None);
    assert_eq!(finding.outcome, Outcome::NoSeam, "{:?}", fates(&finding));
}

#[test]
fn the_picture_shows_the_seal() {
    let finding = check(&sheets(&all(5), Edge::Right, |_| DRAWN), Some(&artwork()), None);
    let [seal] = finding.seals.as_slice() else { unreachable!() };
    assert_eq!(seal.rgb.len(), (seal.width * seal.height * 3) as usize);
    assert_eq!(seal.slices.iter().map(|(page, ..)| *page).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    // Twelve pixels a millimetre, forty millimetres wide.
    assert!((470..=490).contains(&seal.width), "{}", seal.width);
    // Ink where the seal has it, paper where it has none, over the whole picture.
    let (mut right, mut count) = (0, 0);
    for row in (0..seal.height).step_by(3) {
        for column in (0..seal.width).step_by(3) {
            let x = f64::from(column) / f64::from(seal.width) * SEAL - SEAL / 2.0;
            let y = (f64::from(row) - f64::from(seal.height) / 2.0) / 12.0;
            let pixel = &seal.rgb[((row * seal.width + column) * 3) as usize..][..3];
            right += u32::from((pixel[1] < 150) == round(1, x, y));
            count += 1;
        }
    }
    assert!(f64::from(right) / f64::from(count) > 0.93, "{right} of {count}");
}

#[test]
fn what_is_no_picture_is_refused() {
    assert!(Sheet::read(&[0; 12], 2, 2, 8.0, Source::Drawn).is_none());
    assert!(Sheet::read(&[0; 16], 2, 2, f64::NAN, Source::Drawn).is_none());
    assert!(Sheet::read(&[], 0, 0, 8.0, Source::Drawn).is_none());
    assert!(Artwork::read(&[255; 16], 2, 2, None).is_none());
    let tiny = [
        Sheet::read(&[0; 4], 1, 1, 8.0, Source::Scanned).unwrap(),
        Sheet::read(&[255; 16], 2, 2, 8.0, Source::Scanned).unwrap(),
    ];
    assert_eq!(check(&tiny, Some(&artwork()), None).outcome, Outcome::NoSeam);
}

#[test]
fn blue_ink_is_read_like_red() {
    let blue = |_| Way { ink: BLUE, ..DRAWN };
    let finding = check(&sheets(&all(5), Edge::Right, blue), Some(&artwork()), None);
    assert_complete(&finding, Edge::Right);
    let middle = &finding.seals[0].rgb;
    assert!(
        middle.chunks_exact(3).any(|pixel| pixel[2] > pixel[0].saturating_add(60)),
        "the picture is blue"
    );
    let scanned = |at: usize| Way { ink: BLUE, ..scan(at) };
    assert_complete(&check(&sheets(&all(5), Edge::Right, scanned), Some(&artwork()), None), Edge::Right);
    let mut pages = all(6);
    pages.remove(3);
    let finding = check(&sheets(&pages, Edge::Right, blue), None, None);
    assert_eq!(finding.gaps, [Gap { after: 3, pages: 1 }], "{:?}", fates(&finding));
}
