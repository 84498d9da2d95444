//! What a page shows beside its text: where pictures stand, and where lines are drawn, with how many of them are curved.
//!
//! Places only: what a picture shows is seen in a drawing of the page.

use crate::cmaps;
use crate::draw::{as_seen, only_page};
use crate::error::Result;
use crate::fonts;
use crate::guard::Deadline;
use crate::page_image::Area;
use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::{BezPath, PathEl, Rect, Shape as _};
use pdf::PageGeometry;
use std::sync::Arc;
use std::time::Duration;

/// Most shapes of one page that are kept.
const MAX_SHAPES: usize = 200_000;

/// A picture or a drawn line of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// The upright rectangle around it, in points from the top left of the page as seen.
    pub area: Area,
    /// The number of curved pieces of a drawn line; `None` for a picture.
    pub curves: Option<usize>,
}

/// Reads the shapes of the page of a page file.
pub(crate) fn read(file: &Pdf, geometry: &PageGeometry, time: Duration) -> Result<Vec<Shape>> {
    let page = only_page(file)?;
    let (width, height) = geometry.size_points();
    let bounds = Rect::new(0.0, 0.0, width, height);
    let cache = InterpreterCache::new();
    let settings =
        InterpreterSettings { cmap_resolver: Arc::new(cmaps::resolve), ..fonts::settings(&Arc::default()) };
    let mut context = Context::new(as_seen(page, geometry), bounds, &cache, file.xref(), settings);
    let mut reader = Reader { shapes: Vec::new(), bounds, deadline: Deadline::after(time) };
    interpret_page(page, &mut context, &mut reader);
    Ok(reader.shapes)
}

struct Reader {
    shapes: Vec<Shape>,
    bounds: Rect,
    deadline: Deadline,
}

impl Reader {
    fn take(&mut self, area: Rect, curves: Option<usize>) {
        self.deadline.check();
        if area.is_finite() && area.overlaps(self.bounds) && self.shapes.len() < MAX_SHAPES {
            self.shapes.push(Shape { area: area.into(), curves });
        }
    }
}

impl<'a> Device<'a> for Reader {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        let curved = |piece: &&PathEl| matches!(piece, PathEl::QuadTo(..) | PathEl::CurveTo(..));
        let curves = path.elements().iter().filter(curved).count();
        self.take(props.transform.transform_rect_bbox(path.bounding_box()), Some(curves));
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.take(props.transform.transform_rect_bbox(size), None);
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        self.deadline.check();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
