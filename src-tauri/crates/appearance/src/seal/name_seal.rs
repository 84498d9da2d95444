//! Square and rectangular seals: the characters of a name in columns from right to left, within a frame.

use super::design::SealDesign;
use super::lettering::{Letter, letters};
use super::shapes::{frame, placed};
use crate::error::{Error, Result};
use crate::typeface::Typeface;
use kurbo::{BezPath, Point, Rect};

/// Between the frame and the characters, as a share of the smaller side.
const MARGIN: f64 = 0.05;
/// Between characters, as a share of the smaller side.
const GAP: f64 = 0.045;
/// A seal this many times as wide as high has its characters in one row, one this many times as high as wide in one column.
const LONG: f64 = 1.6;
/// The most that a character is drawn larger than its em would be, so that what is flat stays flat.
const LARGEST: f64 = 1.16;
/// The smallest cell of a character, in millimetres.
const SMALLEST_CELL: f64 = 1.2;

pub(super) fn draw(design: &SealDesign, face: &Typeface<'_>) -> Result<BezPath> {
    let letters = letters(face, &design.name)?;
    let mut path = frame(design.width, design.height, design.border);
    let across = design.width.min(design.height);
    let inset = design.border + across * MARGIN;
    let room = Rect::from_center_size(Point::ZERO, (design.width - 2.0 * inset, design.height - 2.0 * inset));
    for (letter, cell) in letters.iter().zip(cells(letters.len(), room, across * GAP)) {
        if cell.width() < SMALLEST_CELL || cell.height() < SMALLEST_CELL {
            return Err(Error::TooLittleRoom {
                needed_mm: SMALLEST_CELL,
                room_mm: cell.width().min(cell.height()),
            });
        }
        path.extend(filling(letter, cell));
    }
    Ok(path)
}

/// The places of `count` characters in the order of reading.
fn cells(count: usize, room: Rect, gap: f64) -> Vec<Rect> {
    let columns = columns(count, room.width() / room.height());
    let across = columns.len().max(1) as f64;
    let width = (room.width() - gap * (across - 1.0)) / across;
    let mut cells = Vec::with_capacity(count);
    let reads_to_the_left = columns.iter().any(|rows| *rows > 1) || room.width() < room.height() * LONG;
    for (column, rows) in columns.iter().enumerate() {
        let right = if reads_to_the_left {
            room.x1 - column as f64 * (width + gap)
        } else {
            room.x0 + column as f64 * (width + gap) + width
        };
        let down = *rows as f64;
        let height = (room.height() - gap * (down - 1.0)) / down;
        for row in 0..*rows {
            let top = room.y1 - row as f64 * (height + gap);
            cells.push(Rect::new(right - width, top - height, right, top));
        }
    }
    cells
}

/// How many characters stand in each column. A wide seal has one row, which is read from left to right.
fn columns(count: usize, aspect: f64) -> Vec<usize> {
    if aspect >= LONG {
        return vec![1; count];
    }
    if aspect <= 1.0 / LONG {
        return vec![count];
    }
    let across = match count {
        0..=1 => 1,
        2..=6 => 2,
        _ => (count as f64).sqrt().ceil() as usize,
    };
    // The columns that are read first hold fewer: the surname of three characters stands alone.
    (0..across).map(|column| (count + column) / across).collect()
}

/// A letter drawn over its cell by what is inked of it.
fn filling(letter: &Letter, cell: Rect) -> BezPath {
    let share = |cell: f64, ink: f64| (cell / ink.max(0.01)).min(cell * LARGEST);
    let scale = (share(cell.width(), letter.ink.width()), share(cell.height(), letter.ink.height()));
    let middle = letter.ink.center();
    let at = Point::new(cell.center().x - middle.x * scale.0, cell.center().y - middle.y * scale.1);
    placed(&letter.path, scale, at, 0.0)
}
