//! Artwork: filled outlines in one colour with a true size, such as a seal.
//!
//! Owns nothing of how the outlines came about. Text in artwork is outlines as well, so that no viewer's font can change it.

use crate::error::{Error, Result};
use crate::units::{Colour, SizeMm};
use kurbo::{BezPath, PathEl, Point, Rect, Shape as _};

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

    /// A seal from outlines that were kept, in the words of SVG's path data: millimetres, y upwards, about the middle.
    ///
    /// Fails where they are no outlines or reach beyond the size.
    pub fn of_outlines(outlines: &str, size: SizeMm) -> Result<Self> {
        /// A hair that rounding may bring, millimetres.
        const SLACK: f64 = 0.05;
        let path = BezPath::from_svg(outlines).map_err(|_| Error::Outlines)?;
        let ink = path.bounding_box();
        let room = Rect::from_center_size((0.0, 0.0), (size.width + SLACK, size.height + SLACK));
        let inside = ink.area() > 0.0 && ink.union(room) == room; // false for NaN too
        if !inside {
            return Err(Error::Outlines);
        }
        Ok(Artwork::new(path, size, Colour::SEAL))
    }

    /// The outlines as path data of SVG, each number to a tenth of a micrometre.
    pub fn outlines(&self) -> String {
        /// Figures of a millimetre that are kept: a tenth of a micrometre.
        const KEPT: f64 = 1e4;
        let kept =
            |point: Point| Point::new((point.x * KEPT).round() / KEPT, (point.y * KEPT).round() / KEPT);
        let rounded = self.path.elements().iter().map(|element| match *element {
            PathEl::MoveTo(to) => PathEl::MoveTo(kept(to)),
            PathEl::LineTo(to) => PathEl::LineTo(kept(to)),
            PathEl::QuadTo(by, to) => PathEl::QuadTo(kept(by), kept(to)),
            PathEl::CurveTo(a, b, to) => PathEl::CurveTo(kept(a), kept(b), kept(to)),
            PathEl::ClosePath => PathEl::ClosePath,
        });
        rounded.collect::<BezPath>().to_svg()
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
