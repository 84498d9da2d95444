//! Round and oval seals: a ring, the unit's name on the upper arc, a star or a number in the middle, a line below, a code on
//! the lower arc.

use super::curve::{Curve, Track, Type};
use super::design::SealDesign;
use super::lettering::{Letter, letters, reach};
use super::row::{NARROWEST, RowStyle, SMALLEST, row};
use super::shapes::{ring, star};
use crate::error::{Error, Result};
use crate::typeface::Typeface;
use kurbo::{BezPath, Rect, Shape as _};
use std::f64::consts::PI;

/// Between the ring and what is inked inside it, as a share of the smaller side.
const MARGIN: f64 = 0.024;
/// Height of the name on a round seal as a share of its diameter, where there is room: 5.6 mm at 40 mm.
const NAME_HEIGHT: f64 = 0.14;
/// The em's width as a share of its height: official lettering is a little narrower than high.
const NAME_RATIO: f64 = 0.86;
/// The smallest gap between characters of the name, as a share of their height.
const NAME_GAP: f64 = 0.12;
/// Height of the line below the star, as a share of the diameter.
const LINE_HEIGHT: f64 = 0.1;
/// Height of the code's digits, as a share of the diameter: 1.4 mm at 40 mm.
const CODE_HEIGHT: f64 = 0.035;
/// The farthest that the code reaches to either side of the lowest point, in radians.
const CODE_REACH: f64 = 0.75;

pub(super) fn draw(design: &SealDesign, face: &Typeface<'_>) -> Result<BezPath> {
    let seal = Seal::new(design);
    let name = letters(face, &design.name)?;
    let line = letters(face, &design.line)?;
    let mut path = ring(design.width, design.height, design.border);
    let code = match design.code.trim() {
        "" => BezPath::new(),
        code => seal.code(&letters(&Typeface::sans()?, code)?)?,
    };
    let name = seal.name(&name, !line.is_empty(), !design.code.trim().is_empty())?;
    path.extend(seal.line(&line, &name, &code)?);
    path.extend(name);
    path.extend(code);
    if design.star > 0.0 {
        path.extend(star(design.star));
    }
    if !design.number.trim().is_empty() {
        path.extend(seal.number(&letters(&Typeface::sans()?, &design.number)?, &path)?);
    }
    Ok(path)
}

/// The measures of one seal, in millimetres.
struct Seal {
    /// Half axes of the inside of the ring.
    inside: (f64, f64),
    /// The smaller side.
    across: f64,
    margin: f64,
    star: f64,
    has_number: bool,
}

impl Seal {
    fn new(design: &SealDesign) -> Self {
        let across = design.width.min(design.height);
        Seal {
            inside: (design.width / 2.0 - design.border, design.height / 2.0 - design.border),
            across,
            margin: across * MARGIN,
            star: design.star,
            has_number: !design.number.trim().is_empty(),
        }
    }

    /// How far the name may reach to either side of the highest point, in radians.
    fn name_reach(&self, characters: usize, has_line: bool, has_code: bool) -> f64 {
        let most = match (has_line, has_code) {
            (true, _) => self.line_top().map_or(1.9, |top| {
                // The feet of the last character end above the line.
                let outer = self.inside.1 - self.margin;
                (-(top.abs() - self.margin) / outer).clamp(-0.95, 0.0).acos()
            }),
            (false, true) => PI - CODE_REACH - 0.25,
            (false, false) => 2.5,
        };
        // Few characters stand together at the top; from fourteen on the name takes all there is.
        let wanted = 1.05 + 0.13 * (characters as f64 - 3.0).max(0.0);
        wanted.min(most)
    }

    /// The name on the upper arc.
    fn name(&self, letters: &[Letter], has_line: bool, has_code: bool) -> Result<BezPath> {
        let (low, high) = reach(letters);
        let reach_to = self.name_reach(letters.len(), has_line, has_code);
        let tall = self.across * NAME_HEIGHT / (high - low).max(0.1);
        let mut height = tall;
        let gaps = letters.len().saturating_sub(1) as f64;
        loop {
            // The heads touch the margin, whatever the size.
            let foot = |half: f64| half - self.margin - high * height;
            let curve = Curve {
                half_width: foot(self.inside.0),
                half_height: foot(self.inside.1),
                over_the_top: true,
            };
            if curve.half_height <= 0.0 {
                return Err(Error::TooLittleRoom { needed_mm: height, room_mm: self.inside.1 });
            }
            let track = Track::new(curve);
            let length = track.length_to(reach_to) * 2.0;
            let room = length - gaps * NAME_GAP * height;
            let natural = track.inked(letters, Type { height, ratio: NAME_RATIO });
            let ratio =
                if natural > room { fitting_ratio(&track, letters, height, room) } else { NAME_RATIO };
            if ratio >= NARROWEST || height <= SMALLEST {
                if height <= SMALLEST && ratio < NARROWEST {
                    return Err(Error::TooLittleRoom { needed_mm: natural, room_mm: room });
                }
                return Ok(track.set(letters, Type { height, ratio }, length));
            }
            height = (height - tall * 0.02).max(SMALLEST);
        }
    }

    /// Where the line below the star begins, in millimetres from the middle upwards; none where there is no place for it.
    fn line_top(&self) -> Option<f64> {
        let below = if self.has_number {
            self.across * 0.14 // 4.2 mm of 30
        } else if self.star > 0.0 {
            self.star / 2.0 * (PI / 5.0).cos() + self.margin * 2.0
        } else {
            self.across * 0.1
        };
        (below < self.inside.1 * 0.9).then_some(-below)
    }

    /// The line below the star, clear of the name and of the code.
    fn line(&self, letters: &[Letter], name: &BezPath, code: &BezPath) -> Result<BezPath> {
        let Some(top) = self.line_top().filter(|_| !letters.is_empty()) else { return Ok(BezPath::new()) };
        let wanted = if self.has_number { self.across * 0.153 } else { self.across * LINE_HEIGHT };
        let lowest = if code.elements().is_empty() { -self.inside.1 } else { code.bounding_box().y0 };
        let mut height = wanted;
        loop {
            let bottom = top - height;
            // The lower corners meet the ring, or the digits of the code, first.
            let (a, b) = (self.inside.0 - self.margin, self.inside.1 - self.margin);
            let (a, b) = if code.elements().is_empty() {
                (a, b)
            } else {
                let taken = self.across * CODE_HEIGHT + self.margin;
                (a - taken, b - taken)
            };
            let half = a * (1.0 - (bottom / b).powi(2)).max(0.0).sqrt();
            // The feet of the name, where it comes down this far.
            let half = half.min(self.clear_of(name, bottom, top) - self.margin);
            let room = Rect::new(-half, bottom, half.max(-half + 0.01), top);
            let style = RowStyle { height, ratio: NAME_RATIO, gap: 0.14 };
            match row(letters, style, room) {
                Ok(path) => return Ok(path),
                Err(error) if height <= SMALLEST || bottom < lowest - wanted => return Err(error),
                Err(_) => height *= 0.92,
            }
        }
    }

    /// How far from the vertical axis a band of heights is free of a path.
    fn clear_of(&self, path: &BezPath, bottom: f64, top: f64) -> f64 {
        let mut nearest = self.inside.0;
        kurbo::flatten(path.elements().iter().copied(), 0.02, |element| {
            if let Some(point) = element.end_point()
                && (bottom - self.margin..=top + self.margin * 0.5).contains(&point.y)
            {
                nearest = nearest.min(point.x.abs());
            }
        });
        nearest
    }

    /// The digits across the middle.
    fn number(&self, letters: &[Letter], others: &BezPath) -> Result<BezPath> {
        // 3.7 mm high on a seal 30 mm high, and 26 mm wide in all on one 40 mm wide.
        let height = self.across * 3.7 / 30.0;
        let half = self.inside.0 * 13.0 / 19.0;
        let half = half.min(self.clear_of(others, -height / 2.0, height / 2.0) - self.margin);
        let style = RowStyle { height, ratio: 1.0, gap: 0.08 };
        row(letters, style, Rect::new(-half, -height / 2.0, half, height / 2.0))
    }

    /// The code on the lower arc.
    fn code(&self, letters: &[Letter]) -> Result<BezPath> {
        let (low, high) = reach(letters);
        let mut height = self.across * CODE_HEIGHT / (high - low).max(0.1);
        loop {
            let foot = |half: f64| half - self.margin + low * height;
            let curve = Curve {
                half_width: foot(self.inside.0),
                half_height: foot(self.inside.1),
                over_the_top: false,
            };
            let track = Track::new(curve);
            let most = track.length_to(CODE_REACH) * 2.0;
            let size = Type { height, ratio: 1.0 };
            let gaps = letters.len().saturating_sub(1) as f64;
            let wanted = track.inked(letters, size) + gaps * height * 0.55;
            if wanted <= most {
                return Ok(track.set(letters, size, wanted));
            }
            let tight = track.inked(letters, size) + gaps * height * 0.12;
            if tight <= most {
                return Ok(track.set(letters, size, most));
            }
            if height <= SMALLEST {
                return Err(Error::TooLittleRoom { needed_mm: tight, room_mm: most });
            }
            height = (height * 0.95).max(SMALLEST);
        }
    }
}

/// The share of the height at which the letters' ink is `room` long.
fn fitting_ratio(track: &Track, letters: &[Letter], height: f64, room: f64) -> f64 {
    let (mut low, mut high) = (0.0, NAME_RATIO);
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if track.inked(letters, Type { height, ratio: middle }) > room { high = middle } else { low = middle }
    }
    low
}
