//! Red seals: round, oval or square, drawn by whatever means.
//!
//! A seal is a red ring or frame of the size of one, closed all around, on light paper, with characters along it. A filled disc,
//! a ring around a single figure, a chart, a logo without a ring and a photograph are none.

use super::{Canvas, Frame, share};
use render::Area;
use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::TAU;

/// Pixels of the squares in which red is gathered: less than the gap between a ring and the characters in it.
const CELL: i64 = 3;
/// Sizes in millimetres. Round and oval seals of offices measure 30 to 58; square ones of people and offices 14 to 45.
const ROUND: (f64, f64) = (24.0, 66.0);
const ROUND_SHORT: f64 = 16.0;
const SQUARE: (f64, f64) = (12.0, 50.0);
/// Directions in which a ring is looked for.
const DIRECTIONS: u32 = 90;

/// The seals of a page, from top to bottom.
pub(super) fn find(canvas: &Canvas) -> Vec<Area> {
    let mut found: Vec<Frame> = Vec::new();
    for frame in clusters(canvas) {
        let inside_another = found.iter().any(|other| other.holds(&frame));
        if !inside_another && (is_round(canvas, frame) || is_square(canvas, frame)) {
            found.push(frame);
        }
    }
    found.into_iter().map(|frame| canvas.area_of(frame)).collect()
}

/// Connected red drawings of at least the size of the smallest seal, the largest first.
fn clusters(canvas: &Canvas) -> Vec<Frame> {
    let mut cells: BTreeMap<(i64, i64), Frame> = BTreeMap::new();
    for y in 0..canvas.height() {
        for x in 0..canvas.width() {
            if canvas.at(x, y).is_red() {
                let pixel = Frame { left: x, top: y, right: x + 1, bottom: y + 1 };
                let cell = cells.entry((y / CELL, x / CELL)).or_insert(pixel);
                *cell = cell.around(pixel);
            }
        }
    }
    let mut frames = Vec::new();
    let mut left: BTreeSet<(i64, i64)> = cells.keys().copied().collect();
    while let Some(first) = left.pop_first() {
        let mut frame = cells.get(&first).copied();
        let mut waiting = vec![first];
        while let Some((row, column)) = waiting.pop() {
            for near in (row - 1..=row + 1).flat_map(|row| (column - 1..=column + 1).map(move |c| (row, c))) {
                if left.remove(&near) {
                    frame = frame.zip(cells.get(&near)).map(|(frame, cell)| frame.around(*cell));
                    waiting.push(near);
                }
            }
        }
        let smallest = canvas.pixels_of(SQUARE.0) as i64;
        frames.extend(frame.filter(|frame| frame.width() >= smallest && frame.height() >= smallest));
    }
    frames.sort_by_key(|frame| std::cmp::Reverse(frame.width() * frame.height()));
    frames
}

/// Whether the longer side is within sizes in millimetres.
fn measures(canvas: &Canvas, frame: Frame, (least, most): (f64, f64)) -> bool {
    let side = frame.width().max(frame.height()) as f64;
    (canvas.pixels_of(least)..=canvas.pixels_of(most)).contains(&side)
}

fn is_round(canvas: &Canvas, frame: Frame) -> bool {
    let (width, height) = (frame.width() as f64, frame.height() as f64);
    if !measures(canvas, frame, ROUND) || width.min(height) < canvas.pixels_of(ROUND_SHORT) {
        return false;
    }
    let (middle_x, middle_y) = (frame.left as f64 + width / 2.0, frame.top as f64 + height / 2.0);
    // A point in a direction, at a part of the way from the middle to the ring.
    let point = |direction: f64, part: f64| {
        let x = middle_x + width / 2.0 * part * direction.cos();
        let y = middle_y + height / 2.0 * part * direction.sin();
        canvas.at(x.floor() as i64, y.floor() as i64)
    };
    let direction = |number: u32| f64::from(number) / f64::from(DIRECTIONS) * TAU;
    let step = 1.0 / (width.max(height) / 2.0);
    let along = move |from: f64, to: f64| {
        let steps = ((to - from) / step).ceil().max(1.0) as u32;
        (0..=steps).map(move |number| from + (to - from) * f64::from(number) / f64::from(steps))
    };
    let band = |from: f64, to: f64| {
        (0..DIRECTIONS).flat_map(move |number| along(from, to).map(move |part| (direction(number), part)))
    };
    let red = |from: f64, to: f64| share(band(from, to).map(|(at, part)| point(at, part).is_red()));

    let closed = share(
        (0..DIRECTIONS).map(|number| along(0.86, 1.02).any(|part| point(direction(number), part).is_red())),
    );
    // The corners of the frame lie outside a ring.
    let corners = share(
        (0..4u32)
            .flat_map(|corner| {
                let diagonal = TAU / 8.0 + TAU / 4.0 * f64::from(corner);
                (0..5u32).flat_map(move |turn| {
                    let at = diagonal + (f64::from(turn) - 2.0) * 0.08;
                    along(1.1, 1.3).map(move |part| (at, part))
                })
            })
            .map(|(at, part)| point(at, part).is_red()),
    );
    let characters = red(0.5, 0.82);
    // Characters stand all along the ring, or at least along half of it.
    let sectors = share((0..24u32).map(|sector| {
        let turns = (0..4u32).map(move |turn| (f64::from(sector * 4 + turn)) / 96.0 * TAU);
        { turns }.any(|at| along(0.5, 0.84).any(|part| point(at, part).is_red()))
    }));
    let inside = || band(0.1, 0.84).map(|(at, part)| point(at, part));
    let others = share(inside().map(super::Colour::is_other));
    let paper = share(inside().filter(|colour| !colour.is_red()).map(super::Colour::is_light));
    let around = || band(1.06, 1.2).map(|(at, part)| point(at, part));
    let coloured = share(around().map(super::Colour::is_other));

    closed >= 0.9
        && corners <= 0.08
        && (0.04..=0.62).contains(&characters)
        && sectors >= 0.5
        && others <= 0.06
        && paper >= 0.4
        && coloured <= 0.1
}

fn is_square(canvas: &Canvas, frame: Frame) -> bool {
    let (width, height) = (frame.width() as f64, frame.height() as f64);
    if !measures(canvas, frame, SQUARE) || width.max(height) > width.min(height) * 1.3 {
        return false;
    }
    let depth = (width.min(height) * 0.1).ceil() as i64;
    let across = |y: i64| share((frame.left..frame.right).map(|x| canvas.at(x, y).is_red()));
    let down = |x: i64| share((frame.top..frame.bottom).map(|y| canvas.at(x, y).is_red()));
    // Each side is one line from corner to corner; the modules of a code are none.
    let sides = (0..depth).any(|step| across(frame.top + step) >= 0.88)
        && (0..depth).any(|step| across(frame.bottom - 1 - step) >= 0.88)
        && (0..depth).any(|step| down(frame.left + step) >= 0.88)
        && (0..depth).any(|step| down(frame.right - 1 - step) >= 0.88);
    if !sides {
        return false;
    }
    let margin = |side: i64| (side as f64 * 0.16) as i64;
    let inner = Frame {
        left: frame.left + margin(frame.width()),
        right: frame.right - margin(frame.width()),
        top: frame.top + margin(frame.height()),
        bottom: frame.bottom - margin(frame.height()),
    };
    let (middle_x, middle_y) = ((inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2);
    let quarters = [
        Frame { right: middle_x, bottom: middle_y, ..inner },
        Frame { left: middle_x, bottom: middle_y, ..inner },
        Frame { right: middle_x, top: middle_y, ..inner },
        Frame { left: middle_x, top: middle_y, ..inner },
    ];
    let points = |frame: Frame| {
        (frame.top..frame.bottom).flat_map(move |y| (frame.left..frame.right).map(move |x| canvas.at(x, y)))
    };
    let red = |frame: Frame| share(points(frame).map(super::Colour::is_red));
    let written = quarters.into_iter().filter(|quarter| (0.06..=0.75).contains(&red(*quarter))).count();
    written >= 3
        && (0.1..=0.68).contains(&red(inner))
        && share(points(inner).map(super::Colour::is_other)) <= 0.05
        && share(points(inner).filter(|colour| !colour.is_red()).map(super::Colour::is_light)) >= 0.4
}
