//! From ink to filled outlines: a centre line is smoothed, given a width by pressure or speed, and cut into pieces that do
//! not bend more sharply than they are wide; each piece becomes one closed contour with round ends.
//!
//! All contours turn the same way, so that filling them by the non-zero rule paints exactly their union: overlaps and tight
//! loops leave no holes. A rounded end at each cut is also the round join.

use crate::fit;
use crate::ink::{Ink, InkPoint};
use kurbo::{BezPath, CubicBez, ParamCurve, Point, Rect, Shape, Vec2};

/// Outlines may differ from the ideal by this share of the nib: 0.02 mm for a usual signature.
const TOLERANCE: f64 = 0.03;
/// Distance of centre-line samples, in nibs.
const STEP: f64 = 0.3;
/// Control points of a quarter circle stand this far from its ends, in radii.
const KAPPA: f64 = 0.552_284_75;

/// The outline of ink, in the unit of its points (y downwards).
#[derive(Debug, Clone)]
pub struct InkOutline {
    path: BezPath,
    bounds: Rect,
    nib: f64,
}

impl InkOutline {
    /// The contours, to be filled by the non-zero winding rule.
    pub fn path(&self) -> &BezPath {
        &self.path
    }

    /// What the filled contours cover.
    pub fn bounds(&self) -> Rect {
        self.bounds
    }

    /// Width divided by height.
    pub fn aspect(&self) -> f64 {
        self.bounds.width() / self.bounds.height()
    }

    pub(crate) fn nib(&self) -> f64 {
        self.nib
    }
}

impl Ink {
    /// The outline of this ink: what a signature shows.
    pub fn outline(&self) -> InkOutline {
        let nib = self.nib();
        let mut path = BezPath::new();
        for stroke in self.strokes() {
            for piece in pieces(&centre_line(stroke, nib)) {
                contour(&piece, nib * TOLERANCE, &mut path);
            }
        }
        let bounds = path.bounding_box();
        InkOutline { path, bounds, nib }
    }
}

/// A place on the centre line and half the width of the line there.
#[derive(Debug, Clone, Copy)]
struct Sample {
    at: Point,
    radius: f64,
}

fn centre_line(stroke: &[InkPoint], nib: f64) -> Vec<Sample> {
    let points = distinct(stroke, nib * 0.05);
    let radii = radii(&points, nib);
    let mut positions: Vec<Point> = points.iter().map(InkPoint::position).collect();
    calm(&mut positions, nib);
    let samples: Vec<Sample> =
        positions.iter().zip(&radii).map(|(&at, &radius)| Sample { at, radius }).collect();
    let mut samples = sampled(&samples, nib * STEP);
    if let Some(ends) = ends(&points) {
        taper(&mut samples, ends, nib);
    }
    samples
}

/// How thin the two ends of a stroke are, as shares of its width: a pen that comes down or lifts while it moves draws a point,
/// one that rests draws a round end. `None` where the device tells no time.
fn ends(points: &[InkPoint]) -> Option<(f64, f64)> {
    let speeds = speeds(points)?;
    let median = median(&speeds)?;
    let thin = |speed: f64, thinnest: f64| 1.0 - (1.0 - thinnest) * (speed / median / 0.8).clamp(0.0, 1.0);
    let near = |some: &[f64]| some.iter().sum::<f64>() / some.len().max(1) as f64;
    let (first, last) = (speeds.get(..3).unwrap_or(&speeds), speeds.get(speeds.len().saturating_sub(3)..)?);
    Some((thin(near(first), 0.5), thin(near(last), 0.22)))
}

/// Thins a line towards its ends; a stroke that is hardly longer than the nib is a dot and stays one.
fn taper(samples: &mut [Sample], ends: (f64, f64), nib: f64) {
    let mut way = 0.0;
    let mut before = samples.first().map(|sample| sample.at).unwrap_or_default();
    let ways: Vec<f64> = samples
        .iter()
        .map(|sample| {
            way += (sample.at - before).hypot();
            before = sample.at;
            way
        })
        .collect();
    if way < nib * 3.0 {
        return;
    }
    let (start, end) = ((nib * 2.5).min(way / 3.0), (nib * 6.0).min(way / 2.5));
    let share = |from_end: f64, over: f64, thin: f64| {
        let along = (from_end / over).min(1.0);
        thin + (1.0 - thin) * along * (2.0 - along)
    };
    for (sample, here) in samples.iter_mut().zip(ways) {
        sample.radius *= share(here, start, ends.0) * share(way - here, end, ends.1);
    }
}

/// The stroke without points that are nearer than `gap` to the one before; the last point always stays.
fn distinct(stroke: &[InkPoint], gap: f64) -> Vec<InkPoint> {
    let mut kept: Vec<InkPoint> = Vec::with_capacity(stroke.len());
    for point in stroke {
        match kept.last() {
            Some(before) if (point.position() - before.position()).hypot() < gap => {}
            _ => kept.push(*point),
        }
    }
    if let (Some(last), Some(end)) = (stroke.last(), kept.get_mut(1..).and_then(<[InkPoint]>::last_mut)) {
        (end.x, end.y) = (last.x, last.y);
    }
    kept
}

/// Takes the tremor of a mouse or a coarse digitiser out of points that stand closer together than the line is wide.
fn calm(positions: &mut [Point], nib: f64) {
    for _ in 0..2 {
        let mut before = positions.first().copied().unwrap_or_default();
        for index in 1..positions.len().saturating_sub(1) {
            let Some(&[_, here, after]) =
                positions.get(index - 1..index + 2).and_then(|three| three.first_chunk())
            else {
                continue;
            };
            let near = (here - before).hypot().max((after - here).hypot()) < nib * 2.0;
            if let (Some(slot), true) = (positions.get_mut(index), near) {
                *slot = here.lerp(before.midpoint(after), 0.5);
            }
            before = here;
        }
    }
}

/// Half widths by pressure where there is one, else by speed where there is time, else the nib.
fn radii(points: &[InkPoint], nib: f64) -> Vec<f64> {
    let widths: Vec<f64> = if points.iter().any(|p| p.pressure.is_some_and(|p| p > 0.0 && p != 0.5)) {
        // 0.5 is what pointers without a pressure sensor report.
        points.iter().map(|p| 0.45 + 1.1 * p.pressure.unwrap_or(0.5).clamp(0.0, 1.0)).collect()
    } else {
        by_speed(points).unwrap_or_else(|| vec![1.0; points.len()])
    };
    let mut radii: Vec<f64> = widths.iter().map(|width| width * nib / 2.0).collect();
    for _ in 0..3 {
        let copy = radii.clone();
        for (radius, three) in radii.iter_mut().skip(1).zip(copy.windows(3)) {
            if let &[before, here, after] = three {
                *radius = (before + 2.0 * here + after) / 4.0;
            }
        }
    }
    radii
}

/// Slow is wide and fast is thin, compared with the median speed of the stroke.
fn by_speed(points: &[InkPoint]) -> Option<Vec<f64>> {
    let mut speeds = speeds(points)?;
    let median = median(&speeds)?;
    let first = speeds.first().copied()?;
    speeds.insert(0, first);
    Some(speeds.iter().map(|speed| (1.45 - 0.45 * speed / median).clamp(0.55, 1.4)).collect())
}

/// The speed between each two points; `None` where the device tells no time.
fn speeds(points: &[InkPoint]) -> Option<Vec<f64>> {
    let speed = |pair: &[InkPoint]| {
        let [a, b] = pair else { return None };
        let time = (b.time? - a.time?).max(1.0);
        Some((b.position() - a.position()).hypot() / time)
    };
    points.windows(2).map(speed).collect()
}

fn median(speeds: &[f64]) -> Option<f64> {
    let mut sorted = speeds.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().filter(|speed| *speed > 0.0)
}

/// A centripetal Catmull–Rom curve through the points, sampled about every `step`.
fn sampled(points: &[Sample], step: f64) -> Vec<Sample> {
    let mut samples: Vec<Sample> = points.first().copied().into_iter().collect();
    for (index, pair) in points.windows(2).enumerate() {
        let &[from, to] = pair else { continue };
        let before = index.checked_sub(1).and_then(|at| points.get(at)).map_or(from.at, |s| s.at);
        let after = points.get(index + 2).map_or(to.at, |s| s.at);
        let curve = catmull_rom(before, from.at, to.at, after);
        let length =
            (curve.p1 - curve.p0).hypot() + (curve.p2 - curve.p1).hypot() + (curve.p3 - curve.p2).hypot();
        let count = (length / step).ceil().clamp(1.0, 64.0);
        let mut t = 1.0;
        while t <= count {
            let share = t / count;
            samples.push(Sample {
                at: curve.eval(share),
                radius: from.radius + (to.radius - from.radius) * share,
            });
            t += 1.0;
        }
    }
    samples
}

fn catmull_rom(p0: Point, p1: Point, p2: Point, p3: Point) -> CubicBez {
    let knot = |a: Point, b: Point| (b - a).hypot().sqrt().max(1e-9);
    let (d1, d2, d3) = (knot(p0, p1), knot(p1, p2), knot(p2, p3));
    let tangent = |before: Point, here: Point, after: Point, a: f64, b: f64| {
        (here - before) / a - (after - before) / (a + b) + (after - here) / b
    };
    let start = if p0 == p1 { Vec2::ZERO } else { tangent(p0, p1, p2, d1, d2) * d2 };
    let end = if p2 == p3 { Vec2::ZERO } else { tangent(p1, p2, p3, d2, d3) * d2 };
    CubicBez::new(p1, p1 + start / 3.0, p2 - end / 3.0, p2)
}

/// Cuts a centre line where an offset at half the width would fold back on itself; neighbours share the sample at the cut.
fn pieces(line: &[Sample]) -> Vec<Vec<Sample>> {
    let mut done = Vec::new();
    let mut piece: Vec<Sample> = line.first().copied().into_iter().collect();
    for (index, pair) in line.windows(2).enumerate() {
        let &[here, next] = pair else { continue };
        piece.push(next);
        let Some(after) = line.get(index + 2) else { continue };
        let (came, goes) = (next.at - here.at, after.at - next.at);
        let turn = came.cross(goes).atan2(came.dot(goes)).abs();
        let room = came.hypot().min(goes.hypot());
        if turn > 1.2 || next.radius * (turn / 2.0).tan() > 0.45 * room {
            done.push(std::mem::replace(&mut piece, vec![next]));
        }
    }
    done.push(piece);
    done
}

/// Adds the closed contour of one piece: along its left side, around its end, back on its right side, around its start.
fn contour(piece: &[Sample], tolerance: f64, path: &mut BezPath) {
    let (Some(start), Some(end)) = (piece.first(), piece.last()) else { return };
    if piece.len() < 2 || (piece.len() == 2 && start.at == end.at) {
        let side = Vec2::new(0.0, start.radius);
        path.move_to(start.at + side);
        half_circle(path, start.at, side);
        half_circle(path, start.at, -side);
        path.close_path();
        return;
    }
    let sides: Vec<Vec2> = (0..piece.len()).map(|index| side(piece, index)).collect();
    let (first_side, last_side) =
        (sides.first().copied().unwrap_or_default(), sides.last().copied().unwrap_or_default());
    let left: Vec<Point> = piece.iter().zip(&sides).map(|(s, side)| s.at + *side).collect();
    let right: Vec<Point> = piece.iter().zip(&sides).rev().map(|(s, side)| s.at - *side).collect();
    path.move_to(start.at + first_side);
    along(path, &left, tolerance);
    half_circle(path, end.at, last_side);
    along(path, &right, tolerance);
    half_circle(path, start.at, -first_side);
    path.close_path();
}

/// The vector from a sample to the left edge of the line.
fn side(piece: &[Sample], index: usize) -> Vec2 {
    let Some(here) = piece.get(index) else { return Vec2::ZERO };
    let before = index.checked_sub(1).and_then(|at| piece.get(at)).unwrap_or(here);
    let after = piece.get(index + 1).unwrap_or(here);
    let way = after.at - before.at;
    let length = way.hypot();
    if length > 0.0 { Vec2::new(way.y, -way.x) * (here.radius / length) } else { Vec2::new(0.0, here.radius) }
}

fn along(path: &mut BezPath, points: &[Point], tolerance: f64) {
    for curve in fit::fit(points, tolerance) {
        let straight =
            [curve.p1, curve.p2].iter().all(|&p| distance_to_chord(curve.p0, curve.p3, p) < tolerance / 2.0);
        if straight { path.line_to(curve.p3) } else { path.curve_to(curve.p1, curve.p2, curve.p3) }
    }
}

fn distance_to_chord(from: Point, to: Point, point: Point) -> f64 {
    let chord = to - from;
    let length = chord.hypot();
    if length > 0.0 { chord.cross(point - from).abs() / length } else { (point - from).hypot() }
}

/// Half a circle around `centre`, from `centre + side` through the front to `centre - side`.
fn half_circle(path: &mut BezPath, centre: Point, side: Vec2) {
    let front = Vec2::new(-side.y, side.x);
    path.curve_to(centre + side + front * KAPPA, centre + front + side * KAPPA, centre + front);
    path.curve_to(centre + front - side * KAPPA, centre - side + front * KAPPA, centre - side);
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
pub(crate) mod tests {
    use super::*;

    /// What a pad delivers for a flowing signature: five strokes, a point every 8 ms, whole pixels.
    pub(crate) fn signature() -> Ink {
        let stroke = |n: u32, seed: f64| {
            let point = |i: u32| {
                let t = f64::from(i) * 0.055;
                let x = seed * 70.0 + t * 30.0 + (t * 2.3 + seed).sin() * 24.0;
                let y = 60.0 + (t * 3.1 + seed).cos() * 30.0 + (t * 1.3).sin() * 12.0;
                InkPoint { x: x.round(), y: y.round(), pressure: None, time: Some(f64::from(i) * 8.0) }
            };
            (0..n).map(point).collect::<Vec<_>>()
        };
        Ink::new((0..5u32).map(|s| stroke(60 + s * 10, f64::from(s) * 0.9)).collect()).unwrap()
    }

    #[test]
    fn bounds_are_those_of_the_points_and_half_a_nib() {
        let line = vec![InkPoint::new(10.0, 20.0), InkPoint::new(60.0, 20.0), InkPoint::new(110.0, 20.0)];
        let outline = Ink::new(vec![line]).unwrap().with_nib(4.0).outline();
        let bounds = outline.bounds();
        let expected = Rect::new(8.0, 18.0, 112.0, 22.0);
        for (found, wanted) in [
            (bounds.x0, expected.x0),
            (bounds.y0, expected.y0),
            (bounds.x1, expected.x1),
            (bounds.y1, expected.y1),
        ] {
            assert!((found - wanted).abs() < 0.05, "{bounds:?}");
        }
        assert!((outline.aspect() - 26.0).abs() < 0.5);
    }

    #[test]
    fn a_pen_that_lifts_while_it_moves_draws_a_point_and_one_that_rests_a_round_end() {
        let stroke = |rests: bool| {
            let at = |i: u32| {
                let along = f64::from(i) / 40.0;
                let x = if rests { 200.0 * along * (2.0 - along) } else { 200.0 * along };
                InkPoint { x, y: 50.0, pressure: None, time: Some(f64::from(i) * 8.0) }
            };
            Ink::new(vec![(0..=40).map(at).collect()]).unwrap().with_nib(4.0).outline()
        };
        let height_at = |outline: &InkOutline, x: f64| {
            let inked = (0..200).map(|step| 45.0 + f64::from(step) * 0.05);
            inked.filter(|y| outline.path().winding(Point::new(x, *y)) != 0).count() as f64 * 0.05
        };
        let (flicked, rested) = (stroke(false), stroke(true));
        assert!(height_at(&flicked, 199.0) < 0.5 * height_at(&flicked, 100.0));
        assert!(height_at(&rested, 199.0) > 0.75 * height_at(&rested, 100.0));
    }

    #[test]
    fn a_dot_is_a_disc() {
        let outline = Ink::new(vec![vec![InkPoint::new(5.0, 5.0); 3]]).unwrap().with_nib(2.0).outline();
        let area = outline.path().area().abs();
        assert!((area - std::f64::consts::PI * (2.0f64 / 2.0).powi(2)).abs() < 0.02, "{area}");
    }

    #[test]
    fn every_point_of_the_way_is_inked_and_nothing_is_hollow() {
        let ink = signature();
        let outline = ink.outline();
        for point in ink.strokes().iter().flatten() {
            let wound = (-2..=2).any(|d| {
                let probe = point.position() + Vec2::new(f64::from(d) * 0.6, 0.0);
                outline.path().winding(probe) != 0
            });
            assert!(wound, "{point:?} is not inked");
        }
    }

    #[test]
    fn cusps_and_tight_loops_stay_solid() {
        let scribble = (0..400u32).map(|i| {
            let t = f64::from(i) * 0.35;
            InkPoint::new(50.0 + t.cos() * 1.5 + f64::from(i % 2) * 6.0, 50.0 + t.sin() * 1.5)
        });
        let outline = Ink::new(vec![scribble.collect()]).unwrap().with_nib(3.0).outline();
        assert_ne!(outline.path().winding(Point::new(53.0, 50.0)), 0);
        assert!(outline.bounds().width() < 16.0);
    }

    #[test]
    fn all_contours_turn_the_same_way() {
        let outline = signature().outline();
        let mut contours: Vec<BezPath> = Vec::new();
        for element in outline.path().elements() {
            if matches!(element, kurbo::PathEl::MoveTo(_)) {
                contours.push(BezPath::new());
            }
            contours.last_mut().unwrap().push(*element);
        }
        let turns: Vec<bool> = contours.iter().map(|c| c.area() > 0.0).collect();
        assert!(turns.iter().all(|turn| *turn == turns[0]), "{turns:?}");
    }
}
