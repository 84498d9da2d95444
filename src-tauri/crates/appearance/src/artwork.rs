//! Artwork: filled outlines in one colour with a true size, such as a seal.
//!
//! Owns nothing of how the outlines came about. Text in artwork is outlines as well, so that no viewer's font can change it.

use crate::units::{Colour, SizeMm};
use kurbo::{BezPath, Rect, Shape as _};

/// Outlines in one colour, filled by the non-zero winding rule, with the size that they have on paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Artwork {
    path: BezPath,
    size: SizeMm,
    colour: Colour,
}

impl Artwork {
    /// Outlines in millimetres, y upwards, about the middle of a box of `size`.
    pub(crate) fn new(path: BezPath, size: SizeMm, colour: Colour) -> Self {
        Artwork { path, size, colour }
    }

    /// The outlines in millimetres, y upwards, with the origin in the middle of the artwork.
    pub fn path(&self) -> &BezPath {
        &self.path
    }

    /// The true size, in millimetres.
    pub fn size(&self) -> SizeMm {
        self.size
    }

    /// The colour it is filled with.
    pub fn colour(&self) -> Colour {
        self.colour
    }

    /// Width divided by height.
    pub fn aspect(&self) -> f64 {
        self.size.width / self.size.height
    }

    /// What the outlines cover, in millimetres about the middle.
    pub fn ink(&self) -> Rect {
        self.path.bounding_box()
    }
}
