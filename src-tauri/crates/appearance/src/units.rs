//! Sizes and colours. Sizes are millimetres outside and points (1/72 inch) inside; this is the only place that converts.

use crate::error::{Error, Result};

/// PDF points in one millimetre.
pub const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// The size of a mark on paper, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SizeMm {
    /// Width in millimetres.
    pub width: f64,
    /// Height in millimetres.
    pub height: f64,
}

impl SizeMm {
    /// The smallest side a mark may have, in millimetres.
    pub const MIN: f64 = 0.5;
    /// The largest side a mark may have, in millimetres (an A0 sheet is 1189 mm long).
    pub const MAX: f64 = 2000.0;

    /// A size from its two sides, in millimetres.
    pub fn new(width: f64, height: f64) -> Self {
        SizeMm { width, height }
    }

    /// Width and height in points, or an error when no mark can have this size.
    pub(crate) fn points(self) -> Result<(f64, f64)> {
        let fits = |side: f64| (Self::MIN..=Self::MAX).contains(&side); // false for NaN too
        if !fits(self.width) || !fits(self.height) {
            return Err(Error::Size { width_mm: self.width, height_mm: self.height });
        }
        Ok((self.width * POINTS_PER_MM, self.height * POINTS_PER_MM))
    }
}

/// A colour as the screen shows it: DeviceRGB, eight bits each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Colour {
    /// The black of a fountain pen: the default for ink.
    pub const INK: Colour = Colour::new(0x14, 0x16, 0x1F);
    /// The blue of a ball pen.
    pub const BLUE: Colour = Colour::new(0x1B, 0x3A, 0x8C);
    /// The red of a seal pad.
    pub const SEAL: Colour = Colour::new(0xE6, 0x00, 0x12);
    /// First line of a caption.
    pub const TEXT: Colour = Colour::new(0x1F, 0x1F, 0x1D);
    /// Further lines of a caption.
    pub const SECONDARY: Colour = Colour::new(0x55, 0x54, 0x50);

    /// A colour from its three parts, 0 to 255 each.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Colour { red, green, blue }
    }

    /// Reads `#rrggbb`; anything else is `None`.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Colour { red, green, blue })
    }

    /// Writes `#rrggbb`.
    pub fn to_hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}
