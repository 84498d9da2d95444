//! From a page file to pixels.

use crate::error::{Error, Result};
use crate::fonts;
use crate::omissions::Missing;
use crate::page_image::Area;
use crate::pixels::Pixels;
use hayro::hayro_interpret::TransformExt as _;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css;
use hayro::vello_cpu::peniko::ImageAlphaType;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, RenderSettings, Resources, TargetInit};
use hayro::{RenderCache, render_into};
use pdf::PageGeometry;
use std::sync::Arc;

/// What is under the ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paper {
    White,
    Clear,
}

/// Longest side of a drawing in pixels; the rasteriser counts in sixteen bits.
const MAX_SIDE: f64 = 32_000.0;

pub(crate) fn draw(
    file: &Pdf,
    geometry: &PageGeometry,
    paper: Paper,
    area: Area,
    scale: f64,
    most_pixels: u64,
    missing: &Arc<Missing>,
) -> Result<Pixels> {
    let page = only_page(file)?;
    let (scale, width, height) = measure(area, scale, most_pixels)?;
    // Exactly as many pixels as were announced: the last fraction of a pixel stretches the page by less than one.
    let stretch = Affine::scale_non_uniform(f64::from(width) / area.width, f64::from(height) / area.height);
    let transform = stretch * Affine::translate((-area.x, -area.y)) * as_seen(page, geometry);
    // One thread: several pages are drawn at once instead.
    let settings = RenderSettings { num_threads: 0, ..RenderSettings::default() };
    let mut context = RenderContext::new_with(width, height, settings);
    let cache = RenderCache::new();
    let render = hayro::RenderSettings { hinting: false, ..hayro::RenderSettings::default() };
    render_into(page, &cache, &fonts::settings(missing), &render, &mut context, transform);
    context.flush();
    let mut pixmap = Pixmap::new(width, height);
    let background = match paper {
        Paper::White => css::WHITE,
        Paper::Clear => css::TRANSPARENT,
    };
    let raster =
        RasterizerSettings { target_init: TargetInit::Clear(background), ..RasterizerSettings::default() };
    context.render_with(&mut pixmap, &mut Resources::default(), raster);
    Ok(Pixels::new(
        width.into(),
        height.into(),
        scale,
        pixmap.take_rgba8(ImageAlphaType::Alpha),
        missing.list(),
    ))
}

/// The page of a page file.
pub(crate) fn only_page(file: &Pdf) -> Result<&Page<'_>> {
    file.pages().first().ok_or(Error::Drawing)
}

/// From user space to points from the top left of the page as seen; the renderer knows nothing of UserUnit (Table 31).
pub(crate) fn as_seen(page: &Page<'_>, geometry: &PageGeometry) -> Affine {
    Affine::scale(geometry.user_unit()) * page.initial_transform(true).to_kurbo()
}

/// The scale that keeps a drawing within its bounds, and its size in pixels at that scale.
fn measure(area: Area, scale: f64, most_pixels: u64) -> Result<(f64, u16, u16)> {
    let sane = |value: f64| value.is_finite() && value > 0.0;
    if !sane(area.width) || !sane(area.height) || !sane(scale) || !area.x.is_finite() || !area.y.is_finite() {
        return Err(Error::Area);
    }
    let by_count = (most_pixels as f64 / (area.width * area.height)).sqrt();
    let by_side = MAX_SIDE / area.width.max(area.height);
    let scale = scale.min(by_count).min(by_side);
    let pixels = |points: f64| (points * scale).round().clamp(1.0, MAX_SIDE) as u16;
    Ok((scale, pixels(area.width), pixels(area.height)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn drawings_stay_within_their_bounds() {
        let area = |width, height| Area { x: 0.0, y: 0.0, width, height };
        let (scale, width, height) = measure(area(595.0, 842.0), 2.0, 24_000_000).unwrap();
        assert_eq!((scale, width, height), (2.0, 1190, 1684));
        let (scale, width, height) = measure(area(2384.0, 3370.0), 10.0, 24_000_000).unwrap();
        assert!(scale < 2.0 && u64::from(width) * u64::from(height) < 24_010_000);
        let (_, width, height) = measure(area(1e6, 1.0), 1.0, 24_000_000).unwrap();
        assert_eq!((width, height), (32_000, 1));
        for (width, height, scale) in
            [(0.0, 1.0, 1.0), (1.0, f64::NAN, 1.0), (1.0, 1.0, -1.0), (f64::INFINITY, 1.0, 1.0)]
        {
            assert!(measure(area(width, height), scale, 1000).is_err());
        }
    }
}
