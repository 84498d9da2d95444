//! What the paper of a scan or photograph looks like, where ink covers it as well.
//!
//! The light of a photograph is uneven, so paper is judged in tiles: the bright end of each tile is the paper there, unless it
//! has another tint than the paper elsewhere, or is far darker than its neighbours: then ink covers the tile, and its paper is
//! taken from those around it. Colours are linear light, 0 to 1.

use image::RgbaImage;

/// Paper darker than this (of 255) is no paper.
const DARKEST_PAPER: f32 = 110.0;
/// Tiles across the longer side.
const TILES: u32 = 24;
/// A tile whose tint differs from that of the brightest tiles by more than this is covered by ink.
const TINT: f32 = 0.1;
/// A tile darker than this share of its neighbourhood is covered by ink.
const DARKER: f32 = 0.6;
/// Shadows are not deeper than this share of the brightest paper.
const DEEPEST_SHADOW: f32 = 0.12;

/// The colour of the paper over a picture, in tiles.
pub(super) struct Paper {
    /// Pixels of the picture that is asked about to one of the picture that was looked at, and where it begins there.
    window: Window,
    tile: u32,
    columns: u32,
    rows: u32,
    colours: Vec<[f32; 3]>,
}

/// The part of a picture through which its paper is seen.
#[derive(Clone, Copy)]
struct Window {
    left: f32,
    top: f32,
    scale: f32,
}

impl Window {
    const WHOLE: Window = Window { left: 0.0, top: 0.0, scale: 1.0 };
}

/// The light of a value of sRGB, from 0 to 1.
pub(super) fn light(value: f32) -> f32 {
    let value = value / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// The value of sRGB that shows a light.
pub(super) fn value(light: f32) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let value = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (value * 255.0).round() as u8
}

impl Paper {
    /// The paper of a picture; `None` where its brightest parts are no paper.
    pub(super) fn of(pixels: &RgbaImage) -> Option<Paper> {
        let (width, height) = pixels.dimensions();
        let tile = (width.max(height) / TILES).max(16);
        let (columns, rows) = (width.div_ceil(tile), height.div_ceil(tile));
        let mut bright = Vec::with_capacity((columns * rows) as usize);
        for row in 0..rows {
            for column in 0..columns {
                bright.push(brightest_decile(pixels, column * tile, row * tile, tile));
            }
        }
        let brightest = bright.iter().map(|colour| colour.iter().sum::<f32>() / 3.0).fold(0.0, f32::max);
        if brightest < DARKEST_PAPER {
            return None;
        }
        let colours = bright.into_iter().map(|colour| colour.map(light)).collect();
        let mut paper = Paper { window: Window::WHOLE, tile, columns, rows, colours };
        let covered = paper.covered();
        paper.fill(&covered);
        Some(paper)
    }

    /// The same paper for a part of a larger picture of the same sheet: the part begins at `left`, `top` of the larger one, has
    /// one pixel for `across` of its, and the larger one has `times` for one of the picture that was looked at.
    pub(super) fn seen_through(&self, left: f32, top: f32, across: f32, times: f32) -> Paper {
        let window = Window { left: left / times, top: top / times, scale: across / times };
        Paper {
            window,
            tile: self.tile,
            columns: self.columns,
            rows: self.rows,
            colours: self.colours.clone(),
        }
    }

    /// Which tiles show no paper of their own.
    fn covered(&self) -> Vec<bool> {
        let sum = |colour: &[f32; 3]| colour.iter().sum::<f32>();
        let most = self.colours.iter().map(sum).fold(0.0, f32::max);
        let mut tint = [0.0f32; 3];
        for colour in self.colours.iter().filter(|colour| sum(colour) > most * 0.6) {
            for (tint, part) in tint.iter_mut().zip(colour) {
                *tint += part;
            }
        }
        let whole = tint.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let tint = tint.map(|part| part / whole);
        let off_tint = |colour: &[f32; 3]| {
            let own = sum(colour).max(f32::MIN_POSITIVE);
            let apart = |(part, tint): (&f32, &f32)| (part / own - tint).abs();
            sum(colour) < most * DEEPEST_SHADOW || colour.iter().zip(&tint).map(apart).sum::<f32>() > TINT
        };
        let tinted: Vec<bool> = self.colours.iter().map(off_tint).collect();
        (0..self.rows)
            .flat_map(|row| (0..self.columns).map(move |column| (column, row)))
            .map(|(column, row)| {
                let around: Vec<f32> = self
                    .around(column, row, 2)
                    .filter(|index| !tinted.get(*index).copied().unwrap_or(true))
                    .filter_map(|index| self.colours.get(index).map(sum))
                    .collect();
                let here = self.index(column, row);
                let own = self.colours.get(here).map(sum).unwrap_or_default();
                tinted.get(here).copied().unwrap_or(true) || own < median(around).unwrap_or(own) * DARKER
            })
            .collect()
    }

    /// Gives the covered tiles the paper of those around them.
    fn fill(&mut self, covered: &[bool]) {
        let mut open: Vec<bool> = covered.to_vec();
        if open.iter().all(|open| *open) {
            return; // nothing to take it from: the picture has a tint all over
        }
        // From the rim of a covered patch to its middle, and then until the patch is smooth.
        for round in 0..(self.columns + self.rows) * 2 {
            let before = self.colours.clone();
            let was_open = open.clone();
            for row in 0..self.rows {
                for column in 0..self.columns {
                    let here = self.index(column, row);
                    if !covered.get(here).copied().unwrap_or(false) {
                        continue;
                    }
                    let (mut sum, mut count) = ([0.0f32; 3], 0.0f32);
                    for other in self.around(column, row, 1).filter(|other| *other != here) {
                        if let (Some(colour), Some(false)) = (before.get(other), was_open.get(other)) {
                            sum.iter_mut().zip(colour).for_each(|(sum, part)| *sum += part);
                            count += 1.0;
                        }
                    }
                    if let (Some(colour), true) = (self.colours.get_mut(here), count > 0.0) {
                        *colour = sum.map(|sum| sum / count);
                        open.iter_mut().skip(here).take(1).for_each(|open| *open = false);
                    }
                }
            }
            if round > 24 && open.iter().all(|open| !*open) {
                break;
            }
        }
    }

    fn index(&self, column: u32, row: u32) -> usize {
        (row * self.columns + column) as usize
    }

    /// The tiles within `reach` of one, itself among them.
    fn around(&self, column: u32, row: u32, reach: u32) -> impl Iterator<Item = usize> + use<> {
        let columns = self.columns;
        let (left, right) = (column.saturating_sub(reach), (column + reach + 1).min(self.columns));
        let (top, bottom) = (row.saturating_sub(reach), (row + reach + 1).min(self.rows));
        (top..bottom).flat_map(move |r| (left..right).map(move |c| (r * columns + c) as usize))
    }

    fn tile_colour(&self, column: u32, row: u32) -> [f32; 3] {
        self.colours.get(self.index(column, row)).copied().unwrap_or([1.0; 3])
    }

    /// The paper at a pixel: between the middles of the four nearest tiles.
    pub(super) fn at(&self, x: u32, y: u32) -> [f32; 3] {
        let place = |pixel: u32, from: f32, count: u32| {
            let pixel = from + (pixel as f32 + 0.5) * self.window.scale;
            let along = (pixel / self.tile as f32 - 0.5).clamp(0.0, count as f32 - 1.0);
            let low = along.floor();
            (low as u32, (low as u32 + 1).min(count - 1), along - low)
        };
        let (left, right, across) = place(x, self.window.left, self.columns);
        let (top, bottom, down) = place(y, self.window.top, self.rows);
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

fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}
