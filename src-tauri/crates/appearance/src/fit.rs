//! Fits cubic Bézier curves to a run of points.
//!
//! The method is that of P. J. Schneider, "An algorithm for automatically fitting digitized curves" (Graphics Gems, 1990):
//! least squares for the two handle lengths, a few Newton steps on the parameters, and a split at the worst point where one
//! curve is not enough. It owns no shapes: points in, curves out.

use kurbo::{CubicBez, ParamCurve, ParamCurveDeriv, Point, Vec2};

/// Below this depth a run is split in its middle, so that no input makes the recursion deep.
const WORST_POINT_DEPTH: u32 = 16;
const NEWTON_STEPS: usize = 4;

/// Curves through the first and last of `points` that stay within `tolerance` (same unit) of the others.
pub(crate) fn fit(points: &[Point], tolerance: f64) -> Vec<CubicBez> {
    let mut curves = Vec::new();
    let neighbours = (points.get(1), points.len().checked_sub(2).and_then(|at| points.get(at)));
    if let (Some(&first), Some(&last), (Some(&second), Some(&before))) =
        (points.first(), points.last(), neighbours)
    {
        run(points, direction(first, second), direction(last, before), tolerance, 0, &mut curves);
    }
    curves
}

fn direction(from: Point, to: Point) -> Vec2 {
    let way = to - from;
    let length = way.hypot();
    if length > 0.0 { way / length } else { Vec2::new(1.0, 0.0) }
}

fn run(points: &[Point], start: Vec2, end: Vec2, tolerance: f64, depth: u32, out: &mut Vec<CubicBez>) {
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return };
    if points.len() <= 2 {
        let third = (last - first).hypot() / 3.0;
        out.push(CubicBez::new(first, first + start * third, last + end * third, last));
        return;
    }
    let mut parameters = chord_lengths(points);
    let mut curve = least_squares(points, &parameters, start, end);
    let (mut error, mut worst) = farthest(points, &parameters, &curve);
    for _ in 0..NEWTON_STEPS {
        if error <= tolerance || error > tolerance * 16.0 {
            break;
        }
        for (point, parameter) in points.iter().zip(parameters.iter_mut()) {
            *parameter = newton(&curve, *point, *parameter);
        }
        curve = least_squares(points, &parameters, start, end);
        (error, worst) = farthest(points, &parameters, &curve);
    }
    if error <= tolerance {
        out.push(curve);
        return;
    }
    let split = if depth < WORST_POINT_DEPTH { worst } else { points.len() / 2 };
    let split = split.clamp(1, points.len() - 2);
    let (Some(before), Some(after)) = (points.get(split - 1), points.get(split + 1)) else { return };
    let centre = direction(*after, *before);
    if let (Some(head), Some(tail)) = (points.get(..=split), points.get(split..)) {
        run(head, start, centre, tolerance, depth + 1, out);
        run(tail, -centre, end, tolerance, depth + 1, out);
    }
}

/// Parameters from 0 to 1 in proportion to the way along the points.
fn chord_lengths(points: &[Point]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut before = points.first().copied().unwrap_or_default();
    let mut lengths: Vec<f64> = points
        .iter()
        .map(|&point| {
            sum += (point - before).hypot();
            before = point;
            sum
        })
        .collect();
    let total = if sum > 0.0 { sum } else { 1.0 };
    lengths.iter_mut().for_each(|length| *length /= total);
    lengths
}

fn least_squares(points: &[Point], parameters: &[f64], start: Vec2, end: Vec2) -> CubicBez {
    let first = points.first().copied().unwrap_or_default();
    let last = points.last().copied().unwrap_or_default();
    let (mut c00, mut c01, mut c11, mut x0, mut x1) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (point, &t) in points.iter().zip(parameters) {
        let u = 1.0 - t;
        let (b0, b1, b2, b3) = (u * u * u, 3.0 * t * u * u, 3.0 * t * t * u, t * t * t);
        let (a0, a1) = (start * b1, end * b2);
        let rest = point.to_vec2() - first.to_vec2() * (b0 + b1) - last.to_vec2() * (b2 + b3);
        c00 += a0.dot(a0);
        c01 += a0.dot(a1);
        c11 += a1.dot(a1);
        x0 += a0.dot(rest);
        x1 += a1.dot(rest);
    }
    let determinant = c00 * c11 - c01 * c01;
    let chord = (last - first).hypot();
    let (mut left, mut right) = if determinant.abs() > 1e-12 {
        ((x0 * c11 - x1 * c01) / determinant, (c00 * x1 - c01 * x0) / determinant)
    } else {
        (0.0, 0.0)
    };
    // Handles that point backwards or overshoot the run make loops; fall back to thirds.
    let sane = (chord * 1e-3)..=(chord * 3.0);
    if !sane.contains(&left) || !sane.contains(&right) {
        (left, right) = (chord / 3.0, chord / 3.0);
    }
    CubicBez::new(first, first + start * left, last + end * right, last)
}

/// The largest distance of a point from its place on the curve, and which point that is.
fn farthest(points: &[Point], parameters: &[f64], curve: &CubicBez) -> (f64, usize) {
    let mut worst = (0.0, points.len() / 2);
    for (index, (point, &t)) in points.iter().zip(parameters).enumerate() {
        let distance = (*point - curve.eval(t)).hypot();
        if distance > worst.0 {
            worst = (distance, index);
        }
    }
    worst
}

/// One Newton–Raphson step towards the parameter of the curve's point nearest to `point`.
fn newton(curve: &CubicBez, point: Point, t: f64) -> f64 {
    let first = curve.deriv();
    let second = first.deriv();
    let offset = curve.eval(t) - point;
    let d1 = first.eval(t).to_vec2();
    let d2 = second.eval(t).to_vec2();
    let denominator = d1.dot(d1) + offset.dot(d2);
    if denominator.abs() < 1e-12 { t } else { (t - offset.dot(d1) / denominator).clamp(0.0, 1.0) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_sine_wave_takes_few_curves_and_stays_close() {
        let points: Vec<Point> = (0..=200)
            .map(|i| f64::from(i) / 20.0)
            .map(|x| Point::new(x * 10.0, (x * 1.2).sin() * 10.0))
            .collect();
        let curves = fit(&points, 0.05);
        assert!(curves.len() < 16, "{} curves", curves.len());
        let joined = curves.windows(2).all(|pair| (pair[0].p3 - pair[1].p0).hypot() < 1e-9);
        assert!(joined);
        for point in &points {
            let nearest = curves
                .iter()
                .flat_map(|c| (0..=50).map(move |i| (c.eval(f64::from(i) / 50.0) - *point).hypot()))
                .fold(f64::MAX, f64::min);
            assert!(nearest < 0.4, "{nearest}");
        }
    }

    #[test]
    fn degenerate_runs_do_not_panic() {
        assert!(fit(&[], 1.0).is_empty());
        assert!(fit(&[Point::ZERO], 1.0).is_empty());
        assert_eq!(fit(&[Point::ZERO; 7], 0.1).len(), 1);
        let zigzag: Vec<Point> = (0..5000).map(|i| Point::new(f64::from(i % 2), f64::from(i % 7))).collect();
        assert!(fit(&zigzag, 1e-6).len() < 5000);
    }
}
