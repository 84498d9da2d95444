//! Lettering in a straight row, with equal gaps between what is inked.

use super::curve::Type;
use super::lettering::{Letter, reach};
use super::shapes::placed;
use crate::error::{Error, Result};
use kurbo::{BezPath, Point, Rect};

/// The narrowest that a character gets, as a share of its height; then it gets smaller.
pub(super) const NARROWEST: f64 = 0.5;
/// The smallest type on a seal, in millimetres of em height.
pub(super) const SMALLEST: f64 = 0.9;

/// How a row is to be set.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowStyle {
    /// The height of what is inked, in millimetres, where there is room.
    pub height: f64,
    /// The width of the em as a share of its height, where there is room.
    pub ratio: f64,
    /// The gap between characters as a share of their height.
    pub gap: f64,
}

/// Sets letters in the middle of a box: at the height asked for, narrower where the box is too narrow, then smaller.
pub(super) fn row(letters: &[Letter], style: RowStyle, room: Rect) -> Result<BezPath> {
    let (low, high) = reach(letters);
    if letters.is_empty() || high <= low {
        return Ok(BezPath::new());
    }
    let inked: f64 = letters.iter().map(|letter| letter.ink.width()).sum();
    let gaps = letters.len().saturating_sub(1) as f64;
    let mut em = style.height.min(room.height()) / (high - low);
    let wide = |em: f64, ratio: f64| em * (inked * ratio + gaps * style.gap);
    let mut ratio = style.ratio;
    if wide(em, ratio) > room.width() {
        ratio = ((room.width() / em - gaps * style.gap) / inked).clamp(NARROWEST, style.ratio);
        em = em.min(room.width() / wide(1.0, ratio));
    }
    if em < SMALLEST {
        return Err(Error::TooLittleRoom { needed_mm: wide(SMALLEST, ratio), room_mm: room.width() });
    }
    let size = Type { height: em, ratio };
    let mut at = room.center().x - wide(em, ratio) / 2.0;
    let foot = room.center().y - (low + high) / 2.0 * em;
    let mut path = BezPath::new();
    for letter in letters {
        let width = letter.ink.width() * em * ratio;
        let middle = Point::new(at + width / 2.0, foot);
        path.extend(placed(&letter.path, (size.height * size.ratio, size.height), middle, 0.0));
        at += width + style.gap * em;
    }
    Ok(path)
}
