//! The bundled face: how wide a text is, and the subset of it that a file carries.

use crate::Error;
use printpdf::{FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::{GlyphMetrics, Metrics};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::{BTreeMap, BTreeSet};
use subsetter::GlyphRemapper;

/// Millimetres in a point.
pub(crate) const MM_PER_POINT: f64 = 25.4 / 72.0;
/// Stands for whatever the face cannot show: a report that names an odd file is better than none.
const MISSING: char = '□';
/// The name of the face, without the mark of a subset.
const NAME: &str = "VermilionCJK";

/// The bundled face, read.
pub struct Face {
    charmap: Charmap<'static>,
    glyphs: GlyphMetrics<'static>,
    metrics: Metrics,
}

impl Face {
    /// The face that comes with the program.
    pub fn bundled() -> Result<Self, Error> {
        let font = FontRef::new(appearance::bundled_face()).map_err(|_| Error::Face)?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        if metrics.units_per_em == 0 {
            return Err(Error::Face);
        }
        Ok(Self {
            charmap: font.charmap(),
            glyphs: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            metrics,
        })
    }

    /// Width of a text set at `size` points, millimetres.
    pub fn width(&self, text: &str, size: f64) -> f64 {
        let units: f64 = text.chars().map(|c| f64::from(self.advance(self.glyph(c)))).sum();
        units / f64::from(self.metrics.units_per_em) * size * MM_PER_POINT
    }

    fn glyph(&self, character: char) -> u32 {
        let map = |c| self.charmap.map(c).map(GlyphId::to_u32);
        map(character).or_else(|| map(MISSING)).unwrap_or_default()
    }

    fn advance(&self, glyph: u32) -> f32 {
        self.glyphs.advance_width(GlyphId::new(glyph)).unwrap_or_default()
    }

    /// A face with just these characters. The subset has no character map of its own, which a PDF does not need: its
    /// text is written in glyph numbers, and printpdf is told which is which.
    pub(crate) fn subset(&self, characters: &BTreeSet<char>) -> Result<ParsedFont, Error> {
        let mut remapper = GlyphRemapper::new();
        let mut map = BTreeMap::new();
        let mut widths = BTreeMap::new();
        for character in characters {
            let old = self.glyph(*character);
            let new = remapper.remap(u16::try_from(old).map_err(|_| Error::Subset)?);
            map.insert(u32::from(*character), new);
            widths.insert(new, self.advance(old).round() as u16);
        }
        let bytes = subsetter::subset(appearance::bundled_face(), 0, &remapper).map_err(|_| Error::Subset)?;
        let units = |value: f32| value.round() as i16;
        let metrics = &self.metrics;
        let bounds = metrics.bounds.unwrap_or_default();
        Ok(ParsedFont {
            font_name: Some(format!("{}+{NAME}", tag(&map))),
            original_bytes: bytes,
            font_index: 0,
            codepoint_to_glyph: map,
            glyph_widths: widths,
            units_per_em: metrics.units_per_em,
            font_metrics: FontMetrics { ascent: units(metrics.ascent), descent: units(metrics.descent) },
            font_type: FontType::TrueType,
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: metrics.units_per_em,
                x_min: units(bounds.x_min),
                y_min: units(bounds.y_min),
                x_max: units(bounds.x_max),
                y_max: units(bounds.y_max),
                ..PdfFontMetricsStub::default()
            },
        })
    }
}

/// Six capital letters that differ with the characters in the subset (ISO 32000-2 §9.9.2).
fn tag(map: &BTreeMap<u32, u16>) -> String {
    // FNV-1a: any mixing does, as long as it is the same everywhere.
    let mut state = map
        .keys()
        .fold(0xcbf2_9ce4_8422_2325_u64, |state, c| (state ^ u64::from(*c)).wrapping_mul(0x100_0000_01b3));
    let mut letter = || {
        let letter = char::from(b'A' + (state % 26) as u8);
        state /= 26;
        letter
    };
    (0..6).map(|_| letter()).collect()
}
