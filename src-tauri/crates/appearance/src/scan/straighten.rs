//! By how much a seal or signature leans.

use super::ScanKind;
use super::mask::Mask;

/// The farthest that a seal is turned, in degrees: a star looks the same after 72, and its lines after 36.
const FARTHEST: f32 = 15.0;
/// A signature leans by nature: only from this many degrees on is it taken for a leaning sheet …
const SLIGHT: f32 = 3.0;
/// … and from here on for a way of writing.
const STEEP: f32 = 12.0;
/// Pixels across that are looked at.
const LOOKED_AT: f32 = 200.0;
/// How much sharper the rows must be at the best angle than on average, to be believed.
const SHARPER: f32 = 1.12;

/// By how many degrees the thing leans, clockwise positive; 0 where that cannot be told.
pub(super) fn lean(mask: &Mask, kind: ScanKind) -> f32 {
    match kind {
        ScanKind::Seal => of_lines(mask),
        ScanKind::Signature => of_writing(mask),
    }
}

/// The angle at which rows are sharpest: frames, lines of text and the arms of a star lie level then. A ring is the same at
/// every angle and says nothing.
fn of_lines(mask: &Mask) -> f32 {
    let points = points(mask);
    let span = mask.width.max(mask.height) as f32;
    // Rows of pixels must not show as rows: several share one that is looked at, and those are smoothed.
    let scale = (LOOKED_AT / span).min(0.5);
    let (cx, cy) = (mask.width as f32 / 2.0, mask.height as f32 / 2.0);
    // A ring of ink near the edge of a round seal would drown what is inside it.
    let round = (mask.width as f32 / mask.height as f32 - 1.0).abs() < 0.12 && corners_are_empty(mask);
    let reach = if round { span * 0.5 * 0.72 } else { f32::INFINITY };
    let inside: Vec<(f32, f32, f32)> = points
        .into_iter()
        .map(|(x, y, cover)| (x - cx, y - cy, cover))
        .filter(|(x, y, _)| x.hypot(*y) < reach)
        .collect();
    let sharpness = |degrees: f32| {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let middle = LOOKED_AT;
        let mut rows = vec![0.0f32; (LOOKED_AT * 2.0) as usize];
        for (x, y, cover) in &inside {
            let row = (-x * sin + y * cos) * scale + middle;
            let low = row.floor();
            let part = row - low;
            for (at, share) in [(low, 1.0 - part), (low + 1.0, part)] {
                if let Some(row) = rows.get_mut(at.max(0.0) as usize) {
                    *row += cover * share;
                }
            }
        }
        rows.windows(2)
            .map(|two| match two {
                [a, b] => (b - a).powi(2),
                _ => 0.0,
            })
            .sum::<f32>()
    };
    let coarse: Vec<(f32, f32)> =
        steps(-FARTHEST, FARTHEST, 0.5).map(|angle| (angle, sharpness(angle))).collect();
    let mean = coarse.iter().map(|(_, sharp)| sharp).sum::<f32>() / coarse.len().max(1) as f32;
    let Some(best) = coarse.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)) else { return 0.0 };
    if best.1 < mean * SHARPER || best.0.abs() > FARTHEST - 0.6 {
        return 0.0;
    }
    let fine = steps(best.0 - 0.5, best.0 + 0.5, 0.1).map(|angle| (angle, sharpness(angle)));
    fine.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0.0, |(angle, _)| angle)
}

/// The direction in which the ink of a signature stretches, where it is long enough to have one.
fn of_writing(mask: &Mask) -> f32 {
    let points = points(mask);
    let weight: f32 = points.iter().map(|(_, _, cover)| cover).sum();
    if weight <= 0.0 {
        return 0.0;
    }
    let mx = points.iter().map(|(x, _, cover)| x * cover).sum::<f32>() / weight;
    let my = points.iter().map(|(_, y, cover)| y * cover).sum::<f32>() / weight;
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y, cover) in &points {
        let (dx, dy) = (x - mx, y - my);
        xx += dx * dx * cover;
        xy += dx * dy * cover;
        yy += dy * dy * cover;
    }
    let angle = (0.5 * (2.0 * xy).atan2(xx - yy)).to_degrees();
    let spread = ((xx - yy).powi(2) + 4.0 * xy * xy).sqrt();
    let elongated = xx + yy + spread > 4.0 * (xx + yy - spread).max(1e-6);
    if elongated && (SLIGHT..=STEEP).contains(&angle.abs()) { angle } else { 0.0 }
}

fn points(mask: &Mask) -> Vec<(f32, f32, f32)> {
    let all = (0..mask.height).flat_map(|y| (0..mask.width).map(move |x| (x, y)));
    all.map(|(x, y)| (x as f32, y as f32, mask.at(x, y))).filter(|(_, _, cover)| *cover > 0.2).collect()
}

fn corners_are_empty(mask: &Mask) -> bool {
    let part = (mask.width.min(mask.height) / 10).max(1);
    let (right, bottom) = (mask.width.saturating_sub(part), mask.height.saturating_sub(part));
    let corner = |left: u32, top: u32| {
        (top..top + part)
            .flat_map(|y| (left..left + part).map(move |x| (x, y)))
            .map(|(x, y)| mask.at(x, y))
            .sum::<f32>()
    };
    let inked = corner(0, 0) + corner(right, 0) + corner(0, bottom) + corner(right, bottom);
    inked < (part * part) as f32 * 0.1
}

fn steps(from: f32, to: f32, step: f32) -> impl Iterator<Item = f32> {
    (0..=((to - from) / step).round() as u32).map(move |index| from + index as f32 * step)
}
