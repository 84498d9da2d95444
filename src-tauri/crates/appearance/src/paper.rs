//! Tells ink from paper in a scanned or photographed signature.
//!
//! The light of a photograph is uneven, so paper is judged in tiles: the bright end of each tile and its neighbours is the
//! paper there. How much darker a pixel is than its paper says how much ink covers it; its own colour is then what must be
//! mixed with the paper to give what was seen.

use crate::error::{Error, Result};
use image::RgbaImage;

/// Darker than paper by less than this share is paper.
const PAPER: f32 = 0.12;
/// Darker than paper by more than this share is ink that covers all.
const INK: f32 = 0.40;
/// Paper darker than this (of 255) is no paper.
const DARKEST_PAPER: f32 = 110.0;
/// Tiles across the longer side.
const TILES: u32 = 12;
/// Alpha below this is not ink when margins are cut.
const FAINT: u8 = 16;

/// Makes the paper of a picture transparent; the ink keeps its colour, edges stay soft.
pub(crate) fn remove(pixels: &mut RgbaImage) -> Result<()> {
    let paper = Paper::of(pixels);
    if paper.brightest() < DARKEST_PAPER {
        return Err(Error::DarkBackground);
    }
    for (x, y, pixel) in pixels.enumerate_pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let paper = paper.at(x, y);
        let seen = [f32::from(red), f32::from(green), f32::from(blue)];
        let darker =
            seen.iter().zip(paper).map(|(seen, paper)| (paper - seen) / paper.max(1.0)).fold(0.0, f32::max);
        let share = ((darker - PAPER) / (INK - PAPER)).clamp(0.0, 1.0);
        let cover = share * share * (3.0 - 2.0 * share);
        if cover <= 0.004 {
            pixel.0 = [0, 0, 0, 0];
            continue;
        }
        let ink = |seen: f32, paper: f32| ((seen - (1.0 - cover) * paper) / cover).clamp(0.0, 255.0) as u8;
        let [r, g, b] = [ink(seen[0], paper[0]), ink(seen[1], paper[1]), ink(seen[2], paper[2])];
        pixel.0 = [r, g, b, (cover * f32::from(alpha)).round() as u8];
    }
    Ok(())
}

/// The smallest rectangle (x, y, width, height) with a hair of margin that holds all ink; `None` when there is none.
pub(crate) fn inked_area(pixels: &RgbaImage) -> Option<(u32, u32, u32, u32)> {
    let (width, height) = pixels.dimensions();
    let mut area: Option<(u32, u32, u32, u32)> = None;
    for (x, y, pixel) in pixels.enumerate_pixels() {
        let [red, green, blue, alpha] = pixel.0;
        if alpha >= FAINT && red.min(green).min(blue) < 244 {
            let (left, top, right, bottom) = area.unwrap_or((x, y, x, y));
            area = Some((left.min(x), top.min(y), right.max(x), bottom.max(y)));
        }
    }
    let (left, top, right, bottom) = area?;
    let (left, top) = (left.saturating_sub(1), top.saturating_sub(1));
    let (right, bottom) = ((right + 1).min(width - 1), (bottom + 1).min(height - 1));
    Some((left, top, right - left + 1, bottom - top + 1))
}

/// The colour of the paper over a picture, in tiles.
struct Paper {
    tile: u32,
    columns: u32,
    rows: u32,
    colours: Vec<[f32; 3]>,
}

impl Paper {
    fn of(pixels: &RgbaImage) -> Paper {
        let (width, height) = pixels.dimensions();
        let tile = (width.max(height) / TILES).max(16);
        let (columns, rows) = (width.div_ceil(tile), height.div_ceil(tile));
        let mut bright = Vec::with_capacity((columns * rows) as usize);
        for row in 0..rows {
            for column in 0..columns {
                bright.push(brightest_decile(pixels, column * tile, row * tile, tile));
            }
        }
        // A tile full of ink has no paper of its own: take the brightest of the neighbourhood.
        let of = |column: u32, row: u32| {
            bright.get((row * columns + column) as usize).copied().unwrap_or([0.0; 3])
        };
        let mut colours = Vec::with_capacity(bright.len());
        for row in 0..rows {
            for column in 0..columns {
                let mut best = of(column, row);
                for r in row.saturating_sub(1)..(row + 2).min(rows) {
                    for c in column.saturating_sub(1)..(column + 2).min(columns) {
                        let other = of(c, r);
                        if other.iter().sum::<f32>() > best.iter().sum::<f32>() {
                            best = other;
                        }
                    }
                }
                colours.push(best);
            }
        }
        Paper { tile, columns, rows, colours }
    }

    fn brightest(&self) -> f32 {
        self.colours.iter().map(|colour| colour.iter().sum::<f32>() / 3.0).fold(0.0, f32::max)
    }

    fn tile_colour(&self, column: u32, row: u32) -> [f32; 3] {
        self.colours.get((row * self.columns + column) as usize).copied().unwrap_or([255.0; 3])
    }

    /// The paper at a pixel: between the middles of the four nearest tiles.
    fn at(&self, x: u32, y: u32) -> [f32; 3] {
        let place = |pixel: u32, count: u32| {
            let along = ((pixel as f32 + 0.5) / self.tile as f32 - 0.5).clamp(0.0, count as f32 - 1.0);
            let low = along.floor();
            (low as u32, (low as u32 + 1).min(count - 1), along - low)
        };
        let (left, right, across) = place(x, self.columns);
        let (top, bottom, down) = place(y, self.rows);
        let mix = |a: [f32; 3], b: [f32; 3], share: f32| {
            [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]
        };
        let above = mix(self.tile_colour(left, top), self.tile_colour(right, top), across);
        let below = mix(self.tile_colour(left, bottom), self.tile_colour(right, bottom), across);
        mix(above, below, down)
    }
}

/// The mean colour of the brightest tenth of a tile.
fn brightest_decile(pixels: &RgbaImage, left: u32, top: u32, tile: u32) -> [f32; 3] {
    let (width, height) = pixels.dimensions();
    let luminance = |p: &[u8; 4]| (u32::from(p[0]) * 3 + u32::from(p[1]) * 6 + u32::from(p[2])) / 10;
    let mut counts = [0u32; 256];
    let mut total = 0;
    let area = || {
        (top..(top + tile).min(height))
            .flat_map(move |y| (left..(left + tile).min(width)).map(move |x| (x, y)))
    };
    let seen = |x: u32, y: u32| Some(pixels.get_pixel(x, y).0).filter(|p| p[3] >= 128);
    for (x, y) in area() {
        if let Some(pixel) = seen(x, y) {
            total += 1;
            if let Some(count) = counts.get_mut(luminance(&pixel) as usize) {
                *count += 1;
            }
        }
    }
    let mut threshold = 255u32;
    let mut above = counts.last().copied().unwrap_or(0);
    while above < total / 10 && threshold > 0 {
        threshold -= 1;
        above += counts.get(threshold as usize).copied().unwrap_or(0);
    }
    let (mut sum, mut count) = ([0.0f32; 3], 0.0f32);
    for (x, y) in area() {
        if let Some(pixel) = seen(x, y).filter(|p| luminance(p) >= threshold) {
            for (sum, value) in sum.iter_mut().zip(pixel) {
                *sum += f32::from(value);
            }
            count += 1.0;
        }
    }
    if count > 0.0 { sum.map(|sum| sum / count) } else { [0.0; 3] }
}
