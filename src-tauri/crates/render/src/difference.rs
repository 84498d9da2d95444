//! What two drawings of a page show differently, as few rectangles.
//!
//! Every pixel is compared; differences too faint to be seen on paper or screen do not count. A page that is too large to be
//! drawn at once is drawn in bands, never at a smaller scale.

use crate::error::{Bound, Error, Result};
use crate::omissions::Omission;
use crate::page_image::{Area, PageImage};
use std::collections::BTreeMap;

/// Pixels of one band.
const BAND: f64 = 6_000_000.0;
/// Most bands that one page is drawn in; a wall-sized poster has a few dozen.
const MOST_BANDS: usize = 400;
/// Longest side of a drawing in pixels.
const MOST_SIDE: f64 = 32_000.0;
/// Levels of 255 by which a colour must differ to be seen.
const SEEN: u8 = 3;
/// Pixels of the squares in which differences are gathered.
const CELL: u32 = 8;
/// Most rectangles of one page; more are joined to larger ones.
const MOST_AREAS: usize = 24;

/// What two drawings of one page show differently.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    /// Where they differ, in points from the top left of the page as seen, from top to bottom; empty where they do not.
    pub areas: Vec<Area>,
    /// What one of the drawings, or both, does not show although the page asks for it.
    pub omissions: Vec<Omission>,
}

/// Draws a page of two versions at so many dots per inch and compares them, pixel by pixel.
pub fn compare(before: &PageImage, after: &PageImage, dpi: f64) -> Result<Difference> {
    let (width, height) = after.size_points();
    if before.size_points() != after.size_points() {
        let areas = vec![Area { x: 0.0, y: 0.0, width, height }];
        return Ok(Difference { areas, omissions: omissions(before, after) });
    }
    let scale = dpi / 72.0;
    let rows = (BAND / (width * scale).max(1.0)).clamp(1.0, MOST_SIDE).floor();
    let bands = (height * scale / rows).ceil();
    if !scale.is_finite() || scale <= 0.0 || width * scale > MOST_SIDE || bands > MOST_BANDS as f64 {
        return Err(Error::Limit { what: Bound::Pixels, limit: BAND as u64 * MOST_BANDS as u64 });
    }
    let step = rows / scale;
    let mut cells = Cells::default();
    for band in 0..bands as usize {
        let top = band as f64 * step;
        let area = Area { x: 0.0, y: top, width, height: step.min(height - top) };
        if area.height <= 0.0 {
            break;
        }
        let (before, after) = (before.draw_area(area, scale)?, after.draw_area(area, scale)?);
        let first_row = (top * scale).round() as u32;
        cells.differing(before.rgba(), after.rgba(), after.width(), first_row);
    }
    let points = |side: u32| f64::from(side) / scale;
    let areas = cells.joined().into_iter().map(|part| Area {
        x: points(part.left),
        y: points(part.top),
        width: points(part.right - part.left),
        height: points(part.bottom - part.top),
    });
    Ok(Difference { areas: areas.collect(), omissions: omissions(before, after) })
}

fn omissions(before: &PageImage, after: &PageImage) -> Vec<Omission> {
    let mut all = [before.omissions(), after.omissions()].concat();
    all.sort_unstable();
    all.dedup();
    all
}

/// A rectangle of pixels, without its right and bottom edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl Part {
    fn around(self, other: Part) -> Part {
        Part {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    fn is_near(&self, other: &Part, gap: u32) -> bool {
        self.left <= other.right.saturating_add(gap)
            && other.left <= self.right.saturating_add(gap)
            && self.top <= other.bottom.saturating_add(gap)
            && other.top <= self.bottom.saturating_add(gap)
    }
}

/// The squares of the page in which something differs, each with the rectangle around its differing pixels, by row and column.
#[derive(Debug, Default)]
struct Cells(BTreeMap<(u32, u32), Part>);

impl Cells {
    /// Takes down the differing pixels of two bands of the same size.
    fn differing(&mut self, before: &[u8], after: &[u8], width: u32, first_row: u32) {
        let stride = (width as usize).saturating_mul(4).max(4);
        for (row, (old, new)) in before.chunks(stride).zip(after.chunks(stride)).enumerate() {
            if old == new {
                continue;
            }
            let y = first_row.saturating_add(row as u32);
            let pixels = old.chunks_exact(4).zip(new.chunks_exact(4)).enumerate();
            for (x, _) in pixels.filter(|(_, (old, new))| is_seen(old, new)) {
                let x = x as u32;
                let pixel = Part { left: x, top: y, right: x + 1, bottom: y + 1 };
                let cell = self.0.entry((y / CELL, x / CELL)).or_insert(pixel);
                *cell = cell.around(pixel);
            }
        }
    }

    /// The differing pixels in few rectangles that do not touch, from top to bottom.
    fn joined(mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        while let Some((at, mut part)) = self.0.pop_first() {
            // Whatever lies no further away than one empty square belongs to it.
            let mut waiting = vec![at];
            while let Some((row, column)) = waiting.pop() {
                for near_row in row.saturating_sub(2)..=row.saturating_add(2) {
                    for near_column in column.saturating_sub(2)..=column.saturating_add(2) {
                        if let Some(found) = self.0.remove(&(near_row, near_column)) {
                            part = part.around(found);
                            waiting.push((near_row, near_column));
                        }
                    }
                }
            }
            parts.push(part);
        }
        let mut gap = CELL;
        loop {
            parts = merged(parts, gap);
            if parts.len() <= MOST_AREAS {
                parts.sort_unstable_by_key(|part| (part.top, part.left));
                return parts;
            }
            gap = gap.saturating_mul(2);
        }
    }
}

/// Joins parts that are near each other, in one sweep down the page; few are open at a time.
fn merged(mut parts: Vec<Part>, gap: u32) -> Vec<Part> {
    loop {
        parts.sort_unstable_by_key(|part| part.top);
        let count = parts.len();
        let mut kept: Vec<Part> = Vec::with_capacity(count);
        for part in parts {
            match kept.iter_mut().rev().take(4 * MOST_AREAS).find(|other| other.is_near(&part, gap)) {
                Some(other) => *other = other.around(part),
                None => kept.push(part),
            }
        }
        if kept.len() == count {
            return kept;
        }
        parts = kept;
    }
}

fn is_seen(old: &[u8], new: &[u8]) -> bool {
    old.iter().zip(new).any(|(old, new)| old.abs_diff(*new) > SEEN)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, black: &[(u32, u32)]) -> Vec<u8> {
        let mut bytes = vec![255; (width * height * 4) as usize];
        for (x, y) in black {
            let at = ((y * width + x) * 4) as usize;
            bytes[at..at + 3].fill(0);
        }
        bytes
    }

    #[test]
    fn near_pixels_join_and_far_ones_stay_apart() {
        let (width, height) = (300, 200);
        let white = picture(width, height, &[]);
        let black = picture(width, height, &[(10, 10), (18, 12), (30, 14), (250, 180)]);
        let mut cells = Cells::default();
        cells.differing(&white, &black, width, 0);
        let first = Part { left: 10, top: 10, right: 31, bottom: 15 };
        let second = Part { left: 250, top: 180, right: 251, bottom: 181 };
        assert_eq!(cells.joined(), [first, second]);
    }

    #[test]
    fn what_nobody_sees_is_no_difference_and_a_speckled_page_gives_few_rectangles() {
        let white = picture(64, 64, &[]);
        let nearly: Vec<u8> = white.iter().map(|level| level - SEEN).collect();
        let mut cells = Cells::default();
        cells.differing(&white, &nearly, 64, 0);
        assert!(cells.joined().is_empty());

        let dots: Vec<(u32, u32)> =
            (0..40).flat_map(|x| (0..40).map(move |y| (x * 48 + 3, y * 48 + 5))).collect();
        let (white, speckled) = (picture(2000, 2000, &[]), picture(2000, 2000, &dots));
        let mut cells = Cells::default();
        cells.differing(&white, &speckled, 2000, 0);
        let parts = cells.joined();
        assert!(!parts.is_empty() && parts.len() <= MOST_AREAS);
        // Joining loses nothing.
        assert!(dots.iter().all(|(x, y)| {
            parts
                .iter()
                .any(|part| (part.left..part.right).contains(x) && (part.top..part.bottom).contains(y))
        }));
    }
}
