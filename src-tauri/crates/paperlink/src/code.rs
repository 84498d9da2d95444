//! Into a QR code and out of a picture of one.

use qrcode::{Color, EcLevel, QrCode};

use crate::error::{Error, Result};
use crate::link::PREFIX;

/// The largest picture that is looked at, in pixels.
const MOST_PIXELS: usize = 60_000_000;
/// A picture larger than this is looked at in a smaller size too, and first.
const USUAL: usize = 2_200;

/// A page is looked through in pieces of this part of its longer side: 74 mm of A4, of which a code takes 30.
const PIECES: usize = 4;
/// The size that a piece is brought to, in pixels: six or more for each module of a usual code.
const PIECE: usize = 1_500;
/// The least and the most dark pixels of a piece with a code in it, as shares.
const DARK: std::ops::RangeInclusive<f64> = 0.02..=0.6;

/// A QR code: modules in rows, without the quiet zone of four modules that must surround it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    side: usize,
    dark: Vec<bool>,
}

impl Code {
    /// The code of a text, with error correction level M (15 %).
    pub fn of(text: &str) -> Result<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| Error::TooLong)?;
        let dark = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
        Ok(Self { side: code.width(), dark })
    }

    /// Modules on each side.
    pub fn side(&self) -> usize {
        self.side
    }

    /// Whether each module is dark: rows from the top.
    pub fn dark(&self) -> &[bool] {
        &self.dark
    }
}

/// The texts of the QR codes in a picture given as rows of grey from the top; what cannot be read is left out.
pub fn find(grey: &[u8], width: usize, height: usize) -> Vec<String> {
    if width == 0 || height == 0 || width.checked_mul(height) != Some(grey.len()) || grey.len() > MOST_PIXELS
    {
        return Vec::new();
    }
    let whole = Grey { cells: grey.to_vec(), width, height };
    let mut texts: Vec<String> = Vec::new();
    let longer = width.max(height);
    // A fine scan is easier to read with its noise averaged away; a coarse one with soft steps between its pixels.
    let mut sizes: Vec<f64> = [1.0, 0.5, 0.33].into_iter().filter(|by| longer as f64 * by >= 300.0).collect();
    if longer <= USUAL {
        sizes.extend([1.5, 2.0]);
    } else {
        sizes.retain(|by| *by != 1.0);
        sizes.push(1.0);
    }
    for by in sizes {
        let picture = if by == 1.0 { &whole } else { &whole.resized(by) };
        let parts = [8, 20].map(|parts| picture.black_and_white(parts));
        for text in std::iter::once(picture).chain(&parts).flat_map(read) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        if texts.iter().any(|text| text.starts_with(PREFIX)) {
            return texts;
        }
    }
    // Of a whole page the code is a small part, and what else stands there is in the way: piece by piece.
    for piece in whole.pieces() {
        let soft = piece.resized(PIECE as f64 / piece.width.max(piece.height) as f64);
        let crisp = soft.sharpened();
        let (fine, coarse) = (crisp.black_and_white(20), crisp.black_and_white(8));
        for text in [&soft, &crisp, &fine, &coarse].into_iter().flat_map(read) {
            if text.starts_with(PREFIX) {
                texts.push(text);
                return texts;
            }
        }
    }
    texts
}

struct Grey {
    cells: Vec<u8>,
    width: usize,
    height: usize,
}

impl Grey {
    fn at(&self, x: usize, y: usize) -> f32 {
        let (x, y) = (x.min(self.width - 1), y.min(self.height - 1));
        self.cells.get(y * self.width + x).copied().map_or(255.0, f32::from)
    }

    /// Smaller by means of what each pixel covers, larger by what lies between.
    fn resized(&self, by: f64) -> Self {
        let size = |side: usize| ((side as f64 * by).round() as usize).max(1);
        let (width, height) = (size(self.width), size(self.height));
        let samples = (1.0 / by).ceil().max(1.0) as usize;
        let mut cells = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let mut sum = 0.0;
                for j in 0..samples {
                    for i in 0..samples {
                        let place = |at: usize, step: usize| {
                            (at as f64 + (step as f64 + 0.5) / samples as f64) / by - 0.5
                        };
                        sum += self.between(place(x, i).max(0.0), place(y, j).max(0.0));
                    }
                }
                cells.push((sum / (samples * samples) as f32) as u8);
            }
        }
        Self { cells, width, height }
    }

    /// Black where it is darker than the mean around it, in windows of a part of the picture: whatever the light.
    fn black_and_white(&self, parts: usize) -> Self {
        let reach = (self.width.max(self.height) / parts / 2).max(6);
        // A little below the mean, so that the noise of plain paper stays white.
        let dark = |(cell, mean): (&u8, f32)| if f32::from(*cell) < mean - 6.0 { 0 } else { 255 };
        let cells = self.cells.iter().zip(self.mean_around(reach)).map(dark).collect();
        Self { cells, width: self.width, height: self.height }
    }

    /// Parts of the picture that overlap by half, so that a code lies in one of them whole; without those that show next to
    /// nothing.
    fn pieces(&self) -> Vec<Self> {
        let side = (self.width.max(self.height) / PIECES).max(1);
        let places = |length: usize| {
            let last = length.saturating_sub(side);
            let steps = last.div_ceil((side / 2).max(1));
            (0..=steps).map(move |step| (step * side / 2).min(last))
        };
        let mut pieces = Vec::new();
        for top in places(self.height) {
            for left in places(self.width) {
                let (right, bottom) = ((left + side).min(self.width), (top + side).min(self.height));
                let rows = (top..bottom)
                    .filter_map(|y| self.cells.get(y * self.width + left..y * self.width + right));
                let piece = Self {
                    cells: rows.flatten().copied().collect(),
                    width: right - left,
                    height: bottom - top,
                };
                let dark = piece.black_and_white(4).cells.iter().filter(|cell| **cell == 0).count();
                if DARK.contains(&(dark as f64 / piece.cells.len().max(1) as f64)) {
                    pieces.push(piece);
                }
            }
        }
        pieces
    }

    /// What a lens made soft, made crisp again: each pixel by how much it differs from those around it.
    fn sharpened(&self) -> Self {
        /// How far around, in pixels, and how much of the difference is added.
        const AROUND: usize = 4;
        const MORE: f32 = 2.0;
        let soft = self.mean_around(AROUND);
        let crisp = |(cell, around): (&u8, f32)| {
            let cell = f32::from(*cell);
            (cell + (cell - around) * MORE).clamp(0.0, 255.0) as u8
        };
        let cells = self.cells.iter().zip(soft).map(crisp).collect();
        Self { cells, width: self.width, height: self.height }
    }

    /// The mean of what lies so many pixels around each one.
    fn mean_around(&self, reach: usize) -> Vec<f32> {
        // Sums of everything above and to the left.
        let across = self.width + 1;
        let mut sums = vec![0u64; across * (self.height + 1)];
        for (y, row) in self.cells.chunks_exact(self.width).enumerate() {
            let mut sum = 0;
            for (x, cell) in row.iter().enumerate() {
                sum += u64::from(*cell);
                let above = sums.get(y * across + x + 1).copied().unwrap_or(0);
                if let Some(place) = sums.get_mut((y + 1) * across + x + 1) {
                    *place = above + sum;
                }
            }
        }
        let sum = |x: usize, y: usize| sums.get(y * across + x).copied().unwrap_or(0);
        let mut means = Vec::with_capacity(self.cells.len());
        for y in 0..self.height {
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(self.height));
            for x in 0..self.width {
                let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(self.width));
                let all = sum(right, bottom) + sum(left, top) - sum(left, bottom) - sum(right, top);
                means.push(all as f32 / ((right - left) * (bottom - top)) as f32);
            }
        }
        means
    }

    fn between(&self, x: f64, y: f64) -> f32 {
        let (left, top) = (x as usize, y as usize);
        let (across, down) = ((x - left as f64) as f32, (y - top as f64) as f32);
        let above = self.at(left, top) * (1.0 - across) + self.at(left + 1, top) * across;
        let below = self.at(left, top + 1) * (1.0 - across) + self.at(left + 1, top + 1) * across;
        above * (1.0 - down) + below * down
    }
}

fn read(picture: &Grey) -> Vec<String> {
    let grey = |x: usize, y: usize| picture.cells.get(y * picture.width + x).copied().unwrap_or(255);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(picture.width, picture.height, grey);
    prepared.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}
