//! Ink: strokes as a hand drew them, and the file they are kept in.
//!
//! Owns the points and their file form; the outline that is drawn from them is made in [`crate::outline`]. It refuses
//! points that are not numbers and more points than a hand can draw; it never repairs what it refuses.
//!
//! # The ink file
//!
//! JSON, UTF-8, for `--ink FILE.json` and for signatures kept for next time:
//!
//! ```json
//! { "format": "vermilion-ink", "version": 1,
//!   "nib": 2.4, "colour": "#14161f",
//!   "strokes": [ [[12, 40], [14.5, 38, 0.6], [19, 35, 0.8, 16.7]], [[30, 30]] ] }
//! ```
//!
//! - A point is `[x, y]`, `[x, y, pressure]` or `[x, y, pressure, time]`: x to the right, y downwards, in any unit (only the
//!   shape counts: the size on paper is given where the ink is placed); pressure from 0 to 1, or `null`; time in milliseconds
//!   from any start.
//! - `strokes` is required; a stroke of one point is a dot. `version` is required and 1. `format`, when present, is
//!   `vermilion-ink`. `nib` is the width of a line under middling pressure, in the unit of the points; without it, one
//!   ninetieth of the diagonal of the drawing. `colour` is `#rrggbb`; without it, black ink. Other keys are ignored.

use crate::error::{Error, Result};
use crate::units::Colour;
use kurbo::{Point, Rect};
use serde::{Deserialize, Serialize};

/// Most points a signature may have: five minutes of drawing.
const MAX_POINTS: usize = 20_000;
/// Largest coordinate, either way.
const MAX_COORDINATE: f64 = 1e7;
/// The default nib is the diagonal divided by this.
const NIBS_PER_DIAGONAL: f64 = 90.0;

/// One sample of a pen's way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InkPoint {
    /// To the right, in any unit.
    pub x: f64,
    /// Downwards, in the same unit.
    pub y: f64,
    /// How hard the pen pressed, from 0 to 1, where the device says so.
    pub pressure: Option<f64>,
    /// When, in milliseconds from any start.
    pub time: Option<f64>,
}

impl InkPoint {
    /// A point without pressure or time.
    pub fn new(x: f64, y: f64) -> Self {
        InkPoint { x, y, pressure: None, time: None }
    }

    pub(crate) fn position(&self) -> Point {
        Point::new(self.x, self.y)
    }
}

/// A drawn signature: strokes from pen down to pen up.
#[derive(Debug, Clone, PartialEq)]
pub struct Ink {
    strokes: Vec<Vec<InkPoint>>,
    nib: Option<f64>,
    colour: Colour,
}

#[derive(Serialize, Deserialize)]
struct File {
    #[serde(default)]
    format: Option<String>,
    version: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nib: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    colour: Option<String>,
    strokes: Vec<Vec<Vec<Option<f64>>>>,
}

const FORMAT: &str = "vermilion-ink";
const VERSION: u64 = 1;

impl Ink {
    /// Ink from strokes in the order they were drawn; empty strokes are dropped.
    pub fn new(strokes: Vec<Vec<InkPoint>>) -> Result<Self> {
        let points = strokes.iter().map(Vec::len).sum();
        if points > MAX_POINTS {
            return Err(Error::TooMuchInk { points, limit: MAX_POINTS });
        }
        for (stroke, points) in strokes.iter().enumerate() {
            for (point, InkPoint { x, y, pressure, time }) in points.iter().enumerate() {
                let placed = x.abs() <= MAX_COORDINATE && y.abs() <= MAX_COORDINATE; // false for NaN too
                let sane = pressure.is_none_or(f64::is_finite) && time.is_none_or(f64::is_finite);
                if !placed || !sane {
                    return Err(Error::InkPoint { stroke, point });
                }
            }
        }
        let strokes: Vec<_> = strokes.into_iter().filter(|stroke| !stroke.is_empty()).collect();
        if strokes.is_empty() {
            return Err(Error::NoInk);
        }
        Ok(Ink { strokes, nib: None, colour: Colour::INK })
    }

    /// The same ink drawn with a nib of this width, in the unit of the points; widths that are no width are ignored.
    pub fn with_nib(mut self, nib: f64) -> Self {
        self.nib = (nib.is_finite() && nib > 0.0).then_some(nib);
        self
    }

    /// The same ink in another colour.
    pub fn with_colour(mut self, colour: Colour) -> Self {
        self.colour = colour;
        self
    }

    /// The strokes, each with at least one point.
    pub fn strokes(&self) -> &[Vec<InkPoint>] {
        &self.strokes
    }

    /// The colour of the ink.
    pub fn colour(&self) -> Colour {
        self.colour
    }

    /// The width of a line under middling pressure, in the unit of the points; never zero.
    pub fn nib(&self) -> f64 {
        let bounds = self.point_bounds();
        let diagonal = bounds.width().hypot(bounds.height());
        let default = if diagonal > 0.0 { diagonal / NIBS_PER_DIAGONAL } else { 1.0 };
        // A nib as wide as the drawing, or a hair, is a mistake of unit: keep it within what can be drawn.
        self.nib.unwrap_or(default).clamp(default / 20.0, default * 20.0)
    }

    fn point_bounds(&self) -> Rect {
        let mut positions = self.strokes.iter().flatten().map(InkPoint::position);
        let first = positions.next().unwrap_or_default();
        positions.fold(Rect::from_points(first, first), |bounds, p| bounds.union_pt(p))
    }

    /// Reads the ink file described in this module.
    pub fn from_json(bytes: &[u8]) -> Result<Self> {
        let nowhere = Error::InkFile { line: 0, column: 0 };
        let file: File = serde_json::from_slice(bytes)
            .map_err(|fault| Error::InkFile { line: fault.line(), column: fault.column() })?;
        if file.version != VERSION {
            return Err(Error::InkVersion(file.version));
        }
        if file.format.is_some_and(|format| format != FORMAT) {
            return Err(nowhere);
        }
        let mut strokes = Vec::with_capacity(file.strokes.len().min(MAX_POINTS));
        for (stroke, listed) in file.strokes.iter().enumerate() {
            let read = |(point, numbers): (usize, &Vec<Option<f64>>)| match numbers.as_slice() {
                [Some(x), Some(y), rest @ ..] if rest.len() <= 2 => {
                    let pressure = rest.first().copied().flatten();
                    Ok(InkPoint { x: *x, y: *y, pressure, time: rest.get(1).copied().flatten() })
                }
                _ => Err(Error::InkPoint { stroke, point }),
            };
            strokes.push(listed.iter().enumerate().map(read).collect::<Result<Vec<_>>>()?);
        }
        let mut ink = Ink::new(strokes)?;
        if let Some(nib) = file.nib {
            ink = ink.with_nib(nib);
        }
        if let Some(colour) = file.colour {
            ink = ink.with_colour(Colour::from_hex(&colour).ok_or(nowhere)?);
        }
        Ok(ink)
    }

    /// Writes the ink file described in this module; what [`Ink::from_json`] reads back is equal.
    pub fn to_json(&self) -> String {
        let point = |p: &InkPoint| match (p.pressure, p.time) {
            (None, None) => vec![Some(p.x), Some(p.y)],
            (pressure, None) => vec![Some(p.x), Some(p.y), pressure],
            (pressure, time) => vec![Some(p.x), Some(p.y), pressure, time],
        };
        let file = File {
            format: Some(FORMAT.to_owned()),
            version: VERSION,
            nib: self.nib,
            colour: Some(self.colour.to_hex()),
            strokes: self.strokes.iter().map(|stroke| stroke.iter().map(point).collect()).collect(),
        };
        serde_json::to_string(&file).unwrap_or_default() // numbers are finite: this cannot fail
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_file_form_reads_back() {
        let json = br##"{"format":"vermilion-ink","version":1,"nib":2.5,"colour":"#1b3a8c",
            "strokes":[[[1,2],[3,4,0.5],[5,6,null,12.5],[7,8,0.25,16]],[],[[9,9]]]}"##;
        let ink = Ink::from_json(json).unwrap();
        assert_eq!(ink.strokes().len(), 2);
        assert_eq!(ink.strokes()[0][2], InkPoint { x: 5.0, y: 6.0, pressure: None, time: Some(12.5) });
        assert_eq!(ink.colour(), Colour::BLUE);
        assert_eq!(Ink::from_json(ink.to_json().as_bytes()).unwrap(), ink);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let code = |json: &str| Ink::from_json(json.as_bytes()).unwrap_err().code();
        assert_eq!(code("{"), "ink-file");
        assert_eq!(code(r#"{"strokes":[[[1,2]]]}"#), "ink-file");
        assert_eq!(code(r#"{"version":2,"strokes":[[[1,2]]]}"#), "ink-version");
        assert_eq!(code(r#"{"version":1,"strokes":[[[1]]]}"#), "ink-point");
        assert_eq!(code(r#"{"version":1,"strokes":[[[1,null]]]}"#), "ink-point");
        assert_eq!(code(r#"{"version":1,"strokes":[[[1,1e300]]]}"#), "ink-point");
        assert_eq!(code(r#"{"version":1,"strokes":[[]]}"#), "no-ink");
        assert_eq!(code(r#"{"version":1,"format":"other","strokes":[[[1,2]]]}"#), "ink-file");
        assert_eq!(code(r#"{"version":1,"colour":"red","strokes":[[[1,2]]]}"#), "ink-file");
        let line = vec![InkPoint::new(0.0, 0.0); MAX_POINTS + 1];
        assert_eq!(Ink::new(vec![line]).unwrap_err().code(), "too-much-ink");
    }
}
