//! One page, taken out of its document and ready to be drawn and read as often as needed.

use crate::draw::{self, Paper};
use crate::error::{Error, Result};
use crate::extract::{self, Part};
use crate::guard;
use crate::limits::Limits;
use crate::omissions::{Missing, Omission};
use crate::pixels::Pixels;
use crate::shapes::{self, Shape};
use crate::text::{self, PageText};
use hayro::hayro_syntax::Pdf;
use pdf::{Document, PageGeometry};
use std::sync::Arc;

/// A page as a reader sees it: turned by /Rotate, cut to its CropBox, sized by UserUnit.
#[derive(Clone)]
pub struct PageImage {
    file: Arc<Pdf>,
    geometry: PageGeometry,
    limits: Limits,
    missing: Arc<Missing>,
}

/// A part of a page as seen, in points (1/72 inch) from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// From the left edge, in points.
    pub x: f64,
    /// From the top edge, in points.
    pub y: f64,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
}

impl PageImage {
    /// Takes page `index` (from 0) out of a document; reads only what that page uses.
    pub fn extract(document: &Document, index: usize, limits: &Limits) -> Result<Self> {
        PageImage::extract_part(document, index, Part::Whole, limits)
    }

    /// Takes a part of page `index` (from 0) out of a document.
    pub fn extract_part(document: &Document, index: usize, part: Part<'_>, limits: &Limits) -> Result<Self> {
        let page = document.page(index)?;
        let missing = Arc::new(Missing::default());
        let bytes = extract::extract(document, &page, part, limits, &missing)?;
        PageImage::from_file(bytes, page.geometry(), limits, missing)
    }

    pub(crate) fn from_file(
        bytes: Vec<u8>,
        geometry: PageGeometry,
        limits: &Limits,
        missing: Arc<Missing>,
    ) -> Result<Self> {
        let file =
            guard::run(limits.time, move || Pdf::new(bytes).map(Arc::new).map_err(|_| Error::Drawing))?;
        Ok(PageImage { file, geometry, limits: limits.clone(), missing })
    }

    /// The page's size and place.
    pub fn geometry(&self) -> &PageGeometry {
        &self.geometry
    }

    /// Width and height as seen, in points (1/72 inch).
    pub fn size_points(&self) -> (f64, f64) {
        self.geometry.size_points()
    }

    /// The small file that is drawn, for tests and for looking into what the renderer was given.
    pub fn page_file(&self) -> &[u8] {
        self.file.data().as_ref()
    }

    /// Whether both are surely drawn alike: the renderer is given the same bytes, and nothing was left out of them.
    pub fn is_drawn_like(&self, other: &PageImage) -> bool {
        self.geometry == other.geometry
            && self.page_file() == other.page_file()
            && self.omissions().is_empty()
            && other.omissions().is_empty()
    }

    /// What is known so far that drawings of this page do not show: drawing it may tell more.
    pub fn omissions(&self) -> Vec<Omission> {
        self.missing.list()
    }

    /// Draws the whole page on white at `scale` pixels per point, or smaller when that would be too many pixels.
    pub fn draw(&self, scale: f64) -> Result<Pixels> {
        let (width, height) = self.size_points();
        self.draw_area(Area { x: 0.0, y: 0.0, width, height }, scale)
    }

    /// Draws a part of the page on white at `scale` pixels per point, or smaller when that would be too many pixels.
    pub fn draw_area(&self, area: Area, scale: f64) -> Result<Pixels> {
        self.draw_on(Paper::White, area, scale)
    }

    pub(crate) fn draw_on(&self, paper: Paper, area: Area, scale: f64) -> Result<Pixels> {
        let (file, geometry, most) = (Arc::clone(&self.file), self.geometry, self.limits.pixels);
        let missing = Arc::clone(&self.missing);
        guard::run(self.limits.time, move || draw::draw(&file, &geometry, paper, area, scale, most, &missing))
    }

    /// Pictures and drawn lines of the page, with their places.
    pub fn shapes(&self) -> Result<Vec<Shape>> {
        let (file, geometry, time) = (Arc::clone(&self.file), self.geometry, self.limits.time);
        guard::run(time, move || shapes::read(&file, &geometry, time))
    }

    /// Reads the text of the page with the place of each character.
    pub fn text(&self) -> Result<PageText> {
        let (file, geometry, time) = (Arc::clone(&self.file), self.geometry, self.limits.time);
        guard::run(time, move || text::read(&file, &geometry, time))
    }
}

impl std::fmt::Debug for PageImage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PageImage").field("geometry", &self.geometry).finish_non_exhaustive()
    }
}
