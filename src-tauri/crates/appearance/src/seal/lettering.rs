//! The outlines of characters for seals, at one em of one millimetre.

use crate::error::{Error, Result};
use crate::typeface::Typeface;
use kurbo::{Affine, BezPath, Point, Rect, Shape as _, flatten};

/// A character's outline, y upwards, one em high and wide, with the origin on its baseline below the middle of its ink.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub path: BezPath,
    /// What the outline covers; of no area for a space.
    pub ink: Rect,
    /// The corners of what it covers seen as one convex shape: what it takes up from any point of view.
    pub hull: Vec<Point>,
}

/// How closely an outline is followed when its corners are taken, in ems.
const ACCURACY: f64 = 0.005;

/// The width of the space between Latin words, in ems.
const SPACE: f64 = 0.22;

/// The letters of a text. Spaces between Latin words become letters without ink; others are left out, for Chinese on a seal
/// has none.
pub(super) fn letters(face: &Typeface<'_>, text: &str) -> Result<Vec<Letter>> {
    let mut letters = Vec::new();
    let mut before = None;
    let mut spaced = false;
    for character in text.chars().filter(|character| !character.is_control()) {
        if character.is_whitespace() {
            spaced = true;
            continue;
        }
        let latin = |character: char| character < '\u{2E80}';
        if spaced && before.is_some_and(latin) && latin(character) {
            letters.push(space());
        }
        letters.push(letter(face, character)?);
        (before, spaced) = (Some(character), false);
    }
    Ok(letters)
}

fn letter(face: &Typeface<'_>, character: char) -> Result<Letter> {
    let mut path = face.outline(character)?;
    if path.elements().is_empty() {
        return Err(Error::MissingGlyph(character));
    }
    path.apply_affine(Affine::translate((-path.bounding_box().center().x, 0.0)));
    let ink = path.bounding_box();
    let mut points = Vec::new();
    flatten(path.elements().iter().copied(), ACCURACY, |element| points.extend(element.end_point()));
    Ok(Letter { hull: hull(points), path, ink })
}

fn space() -> Letter {
    let half = SPACE / 2.0;
    let hull = vec![Point::new(-half, 0.0), Point::new(half, 0.0)];
    Letter { path: BezPath::new(), ink: Rect::new(-half, 0.0, half, 0.0), hull }
}

/// The convex hull, by A. M. Andrew's monotone chain (1979).
fn hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let chain = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while let [.., before, last] = chain.as_slice() {
                if (*last - *before).cross(point - *before) > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(point);
        }
        chain
    };
    let mut hull = chain(&mut points.iter().copied());
    hull.extend(chain(&mut points.iter().rev().copied()));
    hull
}

/// The lowest and the highest that any of the letters reaches, in ems; a text without letters reaches nowhere.
pub(super) fn reach(letters: &[Letter]) -> (f64, f64) {
    let low = letters.iter().map(|letter| letter.ink.y0).fold(f64::INFINITY, f64::min);
    let high = letters.iter().map(|letter| letter.ink.y1).fold(f64::NEG_INFINITY, f64::max);
    if low <= high { (low, high) } else { (0.0, 0.0) }
}
