//! The registered seal that the slices are held against.

use crate::grid::{FINE, Grid};
use crate::sheet::Ink;

/// Least and most millimetres of a seal's side.
const SIDE: (f64, f64) = (5.0, 80.0);

/// A registered seal, cut to its ink.
#[derive(Debug, Clone)]
pub struct Artwork {
    ink: Grid,
    sized: bool,
}

impl Artwork {
    /// A seal from a picture (rows of red, green, blue and alpha from the top); `width_mm` is the true width of the whole
    /// picture where it is known. `None` where the bytes do not fit the size or there is no ink.
    pub fn read(rgba: &[u8], width: u32, height: u32, width_mm: Option<f64>) -> Option<Self> {
        let (columns, rows) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
        if columns == 0 || rows == 0 || rgba.len() != columns.checked_mul(rows)?.checked_mul(4)? {
            return None;
        }
        let pixels = || rgba.chunks_exact(4).filter_map(|pixel| pixel.first_chunk::<4>());
        let alpha = |pixel: &[u8; 4]| f32::from(pixel[3]) / 255.0;
        let of = |ink: Ink, pixel: &[u8; 4]| ink.share([pixel[0], pixel[1], pixel[2]]) / 255.0 * alpha(pixel);
        // A picture without red or blue is a drawing in black.
        let inked = |ink: Ink| pixels().filter(|pixel| of(ink, pixel) > 0.15).count();
        let coloured = Ink::ALL.into_iter().find(|ink| inked(*ink) * 400 > columns * rows);
        let dark = |pixel: &[u8; 4]| {
            let [r, g, b, _] = pixel.map(f32::from);
            (1.0 - (r + g + b) / 765.0) * alpha(pixel)
        };
        let value = |pixel: &[u8; 4]| coloured.map_or_else(|| dark(pixel), |ink| of(ink, pixel));
        let values: Vec<f32> = pixels().map(value).collect();
        let whole = Grid::from_fn(columns, rows, |x, y| values.get(y * columns + x).copied().unwrap_or(0.0));
        let full = crate::sheet::full_ink(values.iter().copied());
        let (left, top, right, bottom) = whole.bounds(full * 0.4)?;
        let (ink_width, ink_height) = ((right - left) as f64, (bottom - top) as f64);
        let width_mm = width_mm.filter(|mm| mm.is_finite() && *mm > 0.0);
        // Without a size it is forty millimetres wide until the pages say more.
        let mm_wide = width_mm.map_or(40.0, |mm| mm * ink_width / f64::from(width));
        let mm_high = mm_wide * ink_height / ink_width;
        if !(SIDE.0..=SIDE.1).contains(&mm_wide) || !(SIDE.0..=SIDE.1).contains(&mm_high) {
            return None;
        }
        let (wide, high) = ((mm_wide * FINE).round() as usize, (mm_high * FINE).round() as usize);
        let ink = resized(&whole.part(left as i64, top as i64, right - left, bottom - top), wide, high);
        Some(Self { ink: ink.brought_to(full), sized: width_mm.is_some() })
    }

    /// Width and height in millimetres.
    pub fn size_mm(&self) -> (f64, f64) {
        (self.ink.width() as f64 / FINE, self.ink.height() as f64 / FINE)
    }

    /// Whether its true size was told.
    pub(crate) fn is_sized(&self) -> bool {
        self.sized
    }

    /// The ink, as slices along an upright edge have it: slices differ by their columns.
    pub(crate) fn ink_for(&self, upright: bool) -> Grid {
        if upright { self.ink.clone() } else { self.ink.transposed() }
    }
}

/// The same picture in another number of cells; each new cell is the mean of what it covers.
pub(crate) fn resized(from: &Grid, width: usize, height: usize) -> Grid {
    let (step_x, step_y) = (from.width() as f64 / width as f64, from.height() as f64 / height as f64);
    let samples = |step: f64| (step.ceil() as usize).clamp(1, 16);
    let (across, down) = (samples(step_x), samples(step_y));
    Grid::from_fn(width, height, |x, y| {
        let mut sum = 0.0;
        for j in 0..down {
            for i in 0..across {
                let along = (i as f64 + 0.5) / across as f64;
                let below = (j as f64 + 0.5) / down as f64;
                sum += from.between((x as f64 + along) * step_x, (y as f64 + below) * step_y);
            }
        }
        sum / (across * down) as f32
    })
}
