//! The outlines of characters for seals, at one em of one millimetre.

use crate::error::{Error, Result};
use crate::typeface::Typeface;
use kurbo::{Affine, BezPath, Rect, Shape as _};

/// A character's outline, y upwards, one em high and wide, with the origin on its baseline below the middle of its ink.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub path: BezPath,
    /// What the outline covers; of no area for a space.
    pub ink: Rect,
}

/// The letters of a text, spaces left out: a seal has no spaces.
pub(super) fn letters(face: &Typeface, text: &str) -> Result<Vec<Letter>> {
    let visible = text.chars().filter(|character| !character.is_whitespace() && !character.is_control());
    visible.map(|character| letter(face, character)).collect()
}

fn letter(face: &Typeface, character: char) -> Result<Letter> {
    let mut path = face.outline(character)?;
    if path.elements().is_empty() {
        return Err(Error::MissingGlyph(character));
    }
    path.apply_affine(Affine::translate((-path.bounding_box().center().x, 0.0)));
    let ink = path.bounding_box();
    Ok(Letter { path, ink })
}

/// The lowest and the highest that any of the letters reaches, in ems; a text without letters reaches nowhere.
pub(super) fn reach(letters: &[Letter]) -> (f64, f64) {
    let low = letters.iter().map(|letter| letter.ink.y0).fold(f64::INFINITY, f64::min);
    let high = letters.iter().map(|letter| letter.ink.y1).fold(f64::NEG_INFINITY, f64::max);
    if low <= high { (low, high) } else { (0.0, 0.0) }
}
