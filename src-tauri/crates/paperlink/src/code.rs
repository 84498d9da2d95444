//! Into a QR code and out of a picture of one.

use qrcode::{Color, EcLevel, QrCode};

use crate::error::{Error, Result};

/// The largest picture that is looked at, in pixels.
const MOST_PIXELS: usize = 60_000_000;
/// A picture larger than this is looked at in a smaller size too, and first.
const USUAL: usize = 2_200;

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
        if texts.iter().any(|text| text.starts_with("VM1:")) {
            break;
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
        let mut cells = Vec::with_capacity(self.cells.len());
        for y in 0..self.height {
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(self.height));
            for x in 0..self.width {
                let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(self.width));
                let all = sum(right, bottom) + sum(left, top) - sum(left, bottom) - sum(right, top);
                let count = ((right - left) * (bottom - top)) as f32;
                // A little below the mean, so that the noise of plain paper stays white.
                cells.push(if self.at(x, y) < all as f32 / count - 6.0 { 0 } else { 255 });
            }
        }
        Self { cells, width: self.width, height: self.height }
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
