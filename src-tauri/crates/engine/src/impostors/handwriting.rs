//! Handwriting: a small picture, or a bundle of curved lines, of pen strokes beside words that ask for a signature.

use super::{Canvas, Frame, share};
use render::{Area, PageText, Shape};

/// Words beside which people sign.
const WORDS: &[&str] = &[
    "签字",
    "签名",
    "签章",
    "盖章",
    "批准",
    "审核",
    "审批",
    "编制",
    "校核",
    "复核",
    "检测员",
    "检验员",
    "检测人",
    "签发",
    "Signature",
    "Signed by",
    "Approved",
    "Reviewed",
    "Prepared by",
    "Authorized signatory",
    "Authorised signatory",
];
/// Sizes in points: a written name is 10 to 85 mm wide and 4 to 40 mm high.
const WIDTH: (f64, f64) = (28.0, 240.0);
const HEIGHT: (f64, f64) = (11.0, 114.0);
/// How far from the words it may stand, in points: to the right, above and below.
const BESIDE: f64 = 190.0;
const ABOVE: f64 = 48.0;
const BELOW: f64 = 44.0;
/// Places of one page that are looked at closely.
const MOST_LOOKED_AT: usize = 100;
/// Curved pieces that a written name has at least.
const CURVES: usize = 8;

/// The handwriting of a page.
pub(super) fn find(canvas: &Canvas, text: &PageText, shapes: &[Shape]) -> Vec<Area> {
    let zones: Vec<Area> = WORDS
        .iter()
        .flat_map(|word| text.search(word))
        .filter_map(|found| found.areas.first().copied())
        .map(|words| Area {
            x: words.x - 12.0,
            y: words.y - ABOVE,
            width: words.width + BESIDE,
            height: words.height + ABOVE + BELOW,
        })
        .collect();
    let (mut found, mut looked_at): (Vec<Area>, Vec<Area>) = (Vec::new(), Vec::new());
    for zone in &zones {
        let near = |shape: &&Shape| has_middle(zone, &shape.area);
        let pictures =
            shapes.iter().filter(near).filter(|shape| shape.curves.is_none()).map(|shape| shape.area);
        for area in pictures.chain(strokes(zone, shapes)) {
            if looked_at.contains(&area) || looked_at.len() >= MOST_LOOKED_AT || !is_sized(&area) {
                continue;
            }
            looked_at.push(area);
            let known = found.iter().any(|other| has_middle(other, &area) || has_middle(&area, other));
            if !known && is_written(canvas, canvas.frame_of(&area)) {
                found.push(area);
            }
        }
    }
    found
}

/// The bundle of curved lines in a zone, where there are enough of them.
fn strokes(zone: &Area, shapes: &[Shape]) -> Option<Area> {
    let drawn = shapes.iter().filter(|shape| {
        shape.curves.is_some_and(|curves| curves > 0)
            && has_middle(zone, &shape.area)
            && shape.area.width <= WIDTH.1
            && shape.area.height <= HEIGHT.1
    });
    let (area, curves) = drawn.fold((None, 0usize), |(area, curves), shape| {
        let around = area.map_or(shape.area, |area| around(area, shape.area));
        (Some(around), curves.saturating_add(shape.curves.unwrap_or(0)))
    });
    // A line reaches half its width beyond its path, and the paper around it is looked at too.
    let wider = |area: Area| Area {
        x: area.x - 2.0,
        y: area.y - 2.0,
        width: area.width + 4.0,
        height: area.height + 4.0,
    };
    area.filter(|_| curves >= CURVES).map(wider)
}

fn around(one: Area, other: Area) -> Area {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    let right = (one.x + one.width).max(other.x + other.width);
    let bottom = (one.y + one.height).max(other.y + other.height);
    Area { x, y, width: right - x, height: bottom - y }
}

fn has_middle(zone: &Area, area: &Area) -> bool {
    let (x, y) = (area.x + area.width / 2.0, area.y + area.height / 2.0);
    (zone.x..zone.x + zone.width).contains(&x) && (zone.y..zone.y + zone.height).contains(&y)
}

fn is_sized(area: &Area) -> bool {
    (WIDTH.0..=WIDTH.1).contains(&area.width)
        && (HEIGHT.0..=HEIGHT.1).contains(&area.height)
        && (0.9..=9.0).contains(&(area.width / area.height))
}

/// Whether what stands there is pen strokes on light paper: thin, of one ink, neither bars nor lines nor filled areas.
fn is_written(canvas: &Canvas, frame: Frame) -> bool {
    let points =
        || (frame.top..frame.bottom).flat_map(move |y| (frame.left..frame.right).map(move |x| (x, y)));
    let is_ink = |x: i64, y: i64| canvas.at(x, y).is_pen();
    let ink = share(points().map(|(x, y)| is_ink(x, y)));
    let others = share(points().map(|(x, y)| {
        let colour = canvas.at(x, y);
        colour.is_other() || colour.is_red()
    }));
    if !(0.008..=0.3).contains(&ink) || others > 0.02 {
        return false;
    }
    // Strokes are thin: hardly any point has ink all around it. A stroke of 1.5 mm is six pixels wide.
    let reach = canvas.pixels_of(0.8).round() as i64;
    let thick = share(points().filter(|(x, y)| is_ink(*x, *y)).map(|(x, y)| {
        [
            (-reach, 0),
            (reach, 0),
            (0, -reach),
            (0, reach),
            (-reach, -reach),
            (reach, reach),
            (-reach, reach),
            (reach, -reach),
        ]
        .iter()
        .all(|(right, down)| is_ink(x + right, y + down))
    }));
    // A line or bar across the whole of it is no handwriting; one line is that on which people sign.
    let rows =
        (frame.top..frame.bottom).filter(|y| share((frame.left..frame.right).map(|x| is_ink(x, *y))) > 0.7);
    let columns =
        (frame.left..frame.right).filter(|x| share((frame.top..frame.bottom).map(|y| is_ink(*x, y))) > 0.7);
    let light = share(
        (frame.left..frame.right)
            .flat_map(|x| [(x, frame.top), (x, frame.bottom - 1)])
            .chain((frame.top..frame.bottom).flat_map(|y| [(frame.left, y), (frame.right - 1, y)]))
            .map(|(x, y)| canvas.at(x, y).is_light()),
    );
    thick <= 0.08 && rows.count() <= 3 && columns.count() <= 1 && light >= 0.7
}
