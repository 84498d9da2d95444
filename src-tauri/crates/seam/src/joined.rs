//! The seal put together from its slices, as a picture to be looked at.

use crate::grid::Grid;
use crate::sheet::Ink;

/// Pixels a cell: twelve pixels a millimetre.
const PIXELS: usize = 2;
/// The colours of the picture.
const PAPER: [u8; 3] = [255, 255, 255];
const RED: [u8; 3] = [200, 50, 31];
const BLUE: [u8; 3] = [38, 66, 168];
const ODD_PAPER: [u8; 3] = [255, 236, 199];
const NO_PAPER: [u8; 3] = [221, 218, 211];
const LINE: [u8; 3] = [107, 106, 102];

/// One seal, put together in the order of the pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// In pixels; twelve a millimetre.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Rows from the top, red, green and blue a pixel.
    pub rgb: Vec<u8>,
    /// Which page (from 0) each slice is from, and where along the picture it lies: from and to, as shares of its width (of
    /// its height where the slices lie one below the other).
    pub slices: Vec<(usize, f64, f64)>,
}

/// A piece of a seal, from its left on.
pub(crate) enum Piece {
    /// A page's slice; the cells by which it must be moved along the edge; whether it is as it should be.
    Slice { page: usize, ink: Grid, down: i64, well: bool },
    /// The place of a slice that is not there, in cells.
    Nothing(usize),
}

impl Piece {
    fn width(&self) -> usize {
        match self {
            Self::Slice { ink, .. } => ink.width(),
            Self::Nothing(width) => *width,
        }
    }
}

impl Joined {
    /// Puts pieces side by side, or one below the other where the slices were cut so.
    pub(crate) fn of(pieces: &[Piece], height: usize, upright: bool, ink: Ink) -> Self {
        let full = match ink {
            Ink::Red => RED,
            Ink::Blue => BLUE,
        };
        let cells: usize = pieces.iter().map(Piece::width).sum();
        let (long, high) = (cells.max(1) * PIXELS, height.max(1) * PIXELS);
        let mut colours = vec![PAPER; long * high];
        let mut slices = Vec::new();
        let mut left = 0;
        for piece in pieces {
            let wide = piece.width() * PIXELS;
            for y in 0..high {
                for x in 0..wide {
                    let colour = match piece {
                        Piece::Slice { ink, down, well, .. } => {
                            let (cx, cy) =
                                ((x as f64 + 0.5) / PIXELS as f64, (y as f64 + 0.5) / PIXELS as f64);
                            let share = ink.between(cx, cy - *down as f64);
                            let paper = if *well { PAPER } else { ODD_PAPER };
                            if !well && (x == 0 || x + 1 == wide) { LINE } else { mixed(paper, full, share) }
                        }
                        // Stripes, so that nobody takes it for paper.
                        Piece::Nothing(_) if (x + y) / 6 % 2 == 0 => NO_PAPER,
                        Piece::Nothing(_) => PAPER,
                    };
                    if let Some(pixel) = colours.get_mut(y * long + left + x) {
                        *pixel = colour;
                    }
                }
            }
            if let Piece::Slice { page, .. } = piece {
                slices.push((*page, left as f64 / long as f64, (left + wide) as f64 / long as f64));
            }
            left += wide;
        }
        let at = |x: usize, y: usize| colours.get(y * long + x).copied().unwrap_or(PAPER);
        let (width, height) = if upright { (long, high) } else { (high, long) };
        let places = (0..height).flat_map(|y| (0..width).map(move |x| if upright { (x, y) } else { (y, x) }));
        let rgb = places.flat_map(|(x, y)| at(x, y)).collect();
        Self { width: width as u32, height: height as u32, rgb, slices }
    }
}

fn mixed(paper: [u8; 3], ink: [u8; 3], share: f32) -> [u8; 3] {
    let share = share.clamp(0.0, 1.0);
    let mix =
        |(paper, ink): (u8, u8)| (f32::from(paper) * (1.0 - share) + f32::from(ink) * share).round() as u8;
    let [a, b, c] = paper;
    let [d, e, f] = ink;
    [mix((a, d)), mix((b, e)), mix((c, f))]
}
