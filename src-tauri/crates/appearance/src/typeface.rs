//! Font files, read: which characters they have, how wide those are, what they look like.
//!
//! Those of `assets/fonts` are compiled in and mapped with the program; nothing of them is read before it is asked for. A
//! font of the computer's own lends its outlines alone: it is never embedded.

use crate::error::{Error, Result};
use kurbo::{Affine, BezPath};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::{GlyphMetrics, Metrics};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};

static SANS: &[u8] = include_bytes!("../../../../assets/fonts/vermilion-cjk.ttf");
static SONG: &[u8] = include_bytes!("../../../../assets/fonts/vermilion-song.otf");

/// The bundled face as a TrueType file: what unembedded Chinese fonts are replaced by, and what captions are set in.
pub fn bundled_face() -> &'static [u8] {
    SANS
}

/// One font file.
pub(crate) struct Typeface<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) name: &'static str,
    font: FontRef<'a>,
    charmap: Charmap<'a>,
    advances: GlyphMetrics<'a>,
    pub(crate) metrics: Metrics,
}

/// A font of the computer's own, for the lettering of seals.
pub struct SealFont {
    bytes: Vec<u8>,
}

impl std::fmt::Debug for SealFont {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealFont").field("bytes", &self.bytes.len()).finish()
    }
}

impl SealFont {
    /// A TrueType or OpenType font, or the first of a collection. Fails where it is none.
    pub fn open(bytes: Vec<u8>) -> Result<Self> {
        let font = SealFont { bytes };
        font.typeface()?;
        Ok(font)
    }

    /// Whether all of these characters have an outline.
    pub fn has(&self, text: &str) -> bool {
        self.typeface().is_ok_and(|face| text.chars().all(|character| face.glyph(character).is_some()))
    }

    pub(crate) fn typeface(&self) -> Result<Typeface<'_>> {
        Typeface::read(&self.bytes, "")
    }
}

impl Typeface<'static> {
    /// The upright face without serifs, for captions and for the digits on a seal.
    pub(crate) fn sans() -> Result<Self> {
        Self::read(SANS, "WenQuanYiMicroHei")
    }

    /// The face in the style of 宋体, for seals and for what the other lacks; it has all of 通用规范汉字表.
    pub(crate) fn song() -> Result<Self> {
        Self::read(SONG, "NotoSerifCJKsc-Medium")
    }
}

impl<'a> Typeface<'a> {
    fn read(bytes: &'a [u8], name: &'static str) -> Result<Self> {
        let font = FontRef::from_index(bytes, 0).map_err(|_| Error::Face)?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let advances = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        if metrics.units_per_em == 0 {
            return Err(Error::Face);
        }
        Ok(Typeface { bytes, name, charmap: font.charmap(), font, advances, metrics })
    }

    /// Font units in thousandths of the type size.
    pub(crate) fn thousandths(&self, units: f32) -> f64 {
        f64::from(units) * 1000.0 / f64::from(self.metrics.units_per_em)
    }

    /// The glyph of a character, where there is one.
    pub(crate) fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.charmap.map(character).map(|glyph| glyph.to_u32()).filter(|glyph| *glyph != 0);
        glyph.and_then(|glyph| u16::try_from(glyph).ok())
    }

    /// How far a glyph advances, in thousandths of the type size.
    pub(crate) fn advance(&self, glyph: u16) -> f64 {
        self.thousandths(self.advances.advance_width(u32::from(glyph).into()).unwrap_or_default())
    }

    /// The outline of a character at a type size of 1, y upwards, from its baseline; empty for a space.
    pub(crate) fn outline(&self, character: char) -> Result<BezPath> {
        let glyph = self.glyph(character).ok_or(Error::MissingGlyph(character))?;
        let glyph = self.font.outline_glyphs().get(u32::from(glyph).into()).ok_or(Error::Face)?;
        let mut pen = Pen(BezPath::new());
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        glyph.draw(settings, &mut pen).map_err(|_| Error::Face)?;
        Ok(Affine::scale(1.0 / f64::from(self.metrics.units_per_em)) * pen.0)
    }
}

struct Pen(BezPath);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((f64::from(x), f64::from(y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((f64::from(x), f64::from(y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to((f64::from(cx), f64::from(cy)), (f64::from(x), f64::from(y)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let point = |x: f32, y: f32| (f64::from(x), f64::from(y));
        self.0.curve_to(point(ax, ay), point(bx, by), point(x, y));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}
