//! Lettering along a curve: characters stand upright on it, with equal gaps between what is inked.
//!
//! A gap is measured as the angle, seen from the curve's centre, between the outline of one character and that of the next,
//! whatever room the font gives each: 一 and 国 and 中 then look evenly spaced. An ellipse is taken for a circle of its own
//! local curvature at each character.

use super::lettering::Letter;
use super::shapes::placed;
use kurbo::{BezPath, Point};
use std::f64::consts::FRAC_PI_2;

/// Steps of the curve's table of lengths, a quarter of a degree each.
const STEPS: usize = 1440;

/// The closed curve on which the feet of characters stand, an ellipse about the middle; half axes in millimetres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Curve {
    pub half_width: f64,
    pub half_height: f64,
    /// Heads outwards, read clockwise over the top; else heads inwards, read from left to right along the bottom.
    pub over_the_top: bool,
}

/// Characters of one size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    /// The em's height, along the radius, in millimetres.
    pub height: f64,
    /// The em's width as a share of its height.
    pub ratio: f64,
}

/// A place on the curve.
#[derive(Debug, Clone, Copy)]
struct Stand {
    at: Point,
    /// Which way the head points.
    up: f64,
    /// Radius of the curvature here.
    radius: f64,
}

impl Curve {
    /// The place at an angle of the parameter from the top (or the bottom), rightwards.
    fn stand(&self, parameter: f64) -> Stand {
        let (a, b) = (self.half_width, self.half_height);
        let (sin, cos) = parameter.sin_cos();
        let side = if self.over_the_top { 1.0 } else { -1.0 };
        let at = Point::new(a * sin, side * b * cos);
        // The normal of an ellipse.
        let outwards = (side * cos * a).atan2(sin * b);
        let up = if self.over_the_top { outwards } else { outwards + 2.0 * FRAC_PI_2 };
        let speed = (a * cos).hypot(b * sin);
        Stand { at, up, radius: speed.powi(3) / (a * b) }
    }

    /// Parameters at even steps of length along the curve, from its middle to the right; and the step.
    fn lengths(&self) -> Vec<f64> {
        let mut lengths = vec![0.0];
        let mut before = self.stand(0.0).at;
        let mut sum = 0.0;
        for step in 1..=STEPS {
            let at = self.stand(parameter_of(step as f64)).at;
            sum += (at - before).hypot();
            lengths.push(sum);
            before = at;
        }
        lengths
    }
}

/// The parameter at a step of the table: half the way round in all.
fn parameter_of(step: f64) -> f64 {
    step / STEPS as f64 * 2.0 * FRAC_PI_2
}

/// A curve with its table of lengths.
pub(super) struct Track {
    curve: Curve,
    lengths: Vec<f64>,
}

impl Track {
    pub(super) fn new(curve: Curve) -> Self {
        Track { curve, lengths: curve.lengths() }
    }

    /// The length along the curve from its middle to an angle of the parameter, in millimetres.
    pub(super) fn length_to(&self, parameter: f64) -> f64 {
        let step = (parameter.abs() / (2.0 * FRAC_PI_2) * STEPS as f64).min(STEPS as f64);
        let (whole, part) = (step.floor(), step.fract());
        let at = |index: usize| self.lengths.get(index).or(self.lengths.last()).copied().unwrap_or_default();
        let (from, to) = (at(whole as usize), at(whole as usize + 1));
        from + (to - from) * part
    }

    fn stand_at(&self, length: f64) -> Stand {
        let wanted = length.abs();
        let after = self.lengths.partition_point(|sum| *sum < wanted).clamp(1, STEPS);
        let at = |index: usize| self.lengths.get(index).copied().unwrap_or_default();
        let (from, to) = (at(after - 1), at(after));
        let part = if to > from { ((wanted - from) / (to - from)).clamp(0.0, 1.0) } else { 0.0 };
        self.curve.stand(parameter_of((after - 1) as f64 + part) * length.signum())
    }

    /// How far a letter reaches to both sides of its foot, in millimetres along the curve.
    fn extents(&self, letter: &Letter, size: Type, radius: f64) -> (f64, f64) {
        let (left, right) = angles(letter, size, radius, self.curve.over_the_top);
        (left * radius, right * radius)
    }

    /// The inked length of all letters without gaps, in millimetres along the curve.
    pub(super) fn inked(&self, letters: &[Letter], size: Type) -> f64 {
        let radius = self.stand_at(0.0).radius;
        letters
            .iter()
            .map(|letter| self.extents(letter, size, radius))
            .map(|(left, right)| right - left)
            .sum()
    }

    /// Sets letters about the middle of the curve over `length` millimetres of it, with equal gaps.
    pub(super) fn set(&self, letters: &[Letter], size: Type, length: f64) -> BezPath {
        // Where a letter stands decides how strongly the curve bends there, which decides how much room it takes; three
        // rounds settle it to well under a micrometre. On a circle the first round is right.
        let mut middles: Vec<f64> = vec![0.0; letters.len()];
        for _ in 0..3 {
            let reach: Vec<(f64, f64)> = letters
                .iter()
                .zip(&middles)
                .map(|(letter, middle)| self.extents(letter, size, self.stand_at(*middle).radius))
                .collect();
            let inked: f64 = reach.iter().map(|(left, right)| right - left).sum();
            let gaps = letters.len().saturating_sub(1);
            let gap = if gaps > 0 { (length - inked) / gaps as f64 } else { 0.0 };
            let mut at = if gaps > 0 { -length / 2.0 } else { -inked / 2.0 };
            for (middle, (left, right)) in middles.iter_mut().zip(reach) {
                *middle = at - left;
                at += right - left + gap;
            }
        }
        let mut path = BezPath::new();
        for (letter, middle) in letters.iter().zip(&middles) {
            let stand = self.stand_at(*middle);
            path.extend(placed(
                &letter.path,
                (size.height * size.ratio, size.height),
                stand.at,
                stand.up - FRAC_PI_2,
            ));
        }
        path
    }
}

/// The angles of a letter's outline to the left and right of its foot, seen from the centre of a circle of `radius`.
fn angles(letter: &Letter, size: Type, radius: f64, heads_outwards: bool) -> (f64, f64) {
    let angle = |point: &Point| {
        let x = point.x * size.height * size.ratio;
        let away = point.y * size.height;
        let away = if heads_outwards { radius + away } else { radius - away };
        x.atan2(away.max(radius * 0.05))
    };
    let angles = || letter.hull.iter().map(angle);
    (angles().fold(0.0, f64::min), angles().fold(0.0, f64::max))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::seal::lettering::letters;
    use crate::typeface::Typeface;
    use kurbo::{Shape as _, flatten};

    /// The angles that each set character covers, clockwise from the top, in the order of reading.
    fn covered(set: &BezPath, letters: &[Letter]) -> Vec<(f64, f64)> {
        let mut elements = set.elements().iter().copied();
        let covers = |letter: &Letter| {
            let (mut left, mut right) = (f64::INFINITY, f64::NEG_INFINITY);
            let outline: Vec<_> = elements.by_ref().take(letter.path.elements().len()).collect();
            flatten(outline, 0.001, |element| {
                let angle = element.end_point().map(|point| point.x.atan2(point.y));
                left = left.min(angle.unwrap_or(left));
                right = right.max(angle.unwrap_or(right));
            });
            (left, right)
        };
        letters.iter().map(covers).collect()
    }

    #[test]
    fn gaps_on_a_circle_are_equal_and_the_name_is_symmetrical() {
        let face = Typeface::song().unwrap();
        let letters = letters(&face, "某一中日国丁检测有限公司").unwrap();
        let curve = Curve { half_width: 12.5, half_height: 12.5, over_the_top: true };
        let track = Track::new(curve);
        let length = track.length_to(2.0) * 2.0;
        let setting = track.set(&letters, Type { height: 5.0, ratio: 0.8 }, length);
        let runs = covered(&setting, &letters);
        let gaps: Vec<f64> = runs.windows(2).map(|two| two[1].0 - two[0].1).collect();
        let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
        assert!(mean > 0.01, "{gaps:?}");
        assert!(gaps.iter().all(|gap| (gap - mean).abs() < 0.004), "{gaps:?}");
        let (first, last) = (runs[0].0, runs[runs.len() - 1].1);
        assert!((first + last).abs() < 0.004 && (last - 2.0).abs() < 0.01, "{first} {last}");
    }

    #[test]
    fn the_lower_arc_is_read_from_left_to_right() {
        let face = Typeface::sans().unwrap();
        let letters = letters(&face, "17").unwrap();
        let curve = Curve { half_width: 18.0, half_height: 18.0, over_the_top: false };
        let setting = Track::new(curve).set(&letters, Type { height: 2.0, ratio: 1.0 }, 20.0);
        let bounds = setting.bounding_box();
        assert!(bounds.y1 < -13.0 && bounds.y0 > -18.0, "{bounds:?}");
        // A 1 is thin; what stands on the left covers less than what stands on the right.
        let run = |left: bool| {
            let inside =
                setting.elements().iter().filter_map(|e| e.end_point()).filter(|p| (p.x < 0.0) == left);
            inside.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), p| (low.min(p.x), high.max(p.x)))
        };
        let (one, seven) = (run(true), run(false));
        assert!(one.1 - one.0 < seven.1 - seven.0, "{one:?} {seven:?}");
    }
}
