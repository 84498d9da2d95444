//! Pixels as they come from the renderer, and their PNG form.

use crate::error::{Error, Result};
use crate::omissions::Omission;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};

/// A drawn picture: rows from the top, four bytes a pixel (red, green, blue, alpha not multiplied in).
#[derive(Debug, Clone)]
pub struct Pixels {
    width: u32,
    height: u32,
    scale: f64,
    rgba: Vec<u8>,
    omissions: Vec<Omission>,
}

impl Pixels {
    pub(crate) fn new(width: u32, height: u32, scale: f64, rgba: Vec<u8>, omissions: Vec<Omission>) -> Self {
        Pixels { width, height, scale, rgba, omissions }
    }

    /// Width in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Pixels per point it was drawn at: what was asked for, or less when that would have been too many pixels.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// What the page asks for and the drawing does not show; empty when all is there.
    pub fn omissions(&self) -> &[Omission] {
        &self.omissions
    }

    /// The bytes: `width * height * 4`.
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }

    /// The bytes, handed over.
    pub fn into_rgba(self) -> Vec<u8> {
        self.rgba
    }

    /// Red, green, blue and alpha at a place; `None` outside.
    pub fn at(&self, x: u32, y: u32) -> Option<[u8; 4]> {
        if x >= self.width || y >= self.height {
            return None;
        }
        let start = (y as usize * self.width as usize + x as usize) * 4;
        self.rgba.get(start..)?.first_chunk().copied()
    }

    /// Whether every pixel is opaque.
    pub fn is_opaque(&self) -> bool {
        self.rgba.chunks_exact(4).all(|pixel| pixel.last() == Some(&255))
    }

    /// A PNG file, made for speed rather than size; without an alpha channel when there is nothing to see through.
    pub fn to_png(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.rgba.len() / 16 + 1024);
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Up);
        let encoded = if self.is_opaque() {
            let rgb: Vec<u8> =
                self.rgba.chunks_exact(4).filter_map(|p| p.first_chunk::<3>()).flatten().copied().collect();
            encoder.write_image(&rgb, self.width, self.height, ExtendedColorType::Rgb8)
        } else {
            encoder.write_image(&self.rgba, self.width, self.height, ExtendedColorType::Rgba8)
        };
        encoded.map_err(|_| Error::Encoding)?;
        Ok(bytes)
    }
}
