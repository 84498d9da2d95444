//! From sheets to the bytes of a PDF file, through printpdf. What printpdf would make up, names and identifiers, is
//! derived from the contents instead, so that the same report is the same file.

use crate::Error;
use crate::face::{Face, MM_PER_POINT};
use crate::paper::{Colour, Mark, Page, Paper};
use printpdf::{
    Color, FontId, Line, LineCapStyle, LineDashPattern, LineJoinStyle, LinePoint, Mm, Op, PaintMode,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rgb,
    TextItem, TextMatrix, TextRenderingMode, WindingOrder,
};
use std::collections::BTreeSet;

/// What the file says about itself.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Its title.
    pub title: String,
    /// Whose report it is.
    pub author: String,
    /// When it was made, as a PDF date (ISO 32000-2 §7.9.4) such as `D:20260417093000+08'00'`.
    pub date: String,
}

/// How much heavier bold text is drawn, as a part of its size.
const BOLD: f64 = 0.03;

pub(crate) fn write(paper: &Paper<'_>, face: &Face, facts: &Facts) -> Result<Vec<u8>, Error> {
    let characters: BTreeSet<char> = paper
        .pages
        .iter()
        .flat_map(|page| &page.marks)
        .filter_map(|mark| if let Mark::Text { text, .. } = mark { Some(text.chars()) } else { None })
        .flatten()
        .collect();

    let mut document = PdfDocument::new(&facts.title);
    let font = FontId("F1".to_owned());
    if !characters.is_empty() {
        document.resources.fonts.map.insert(font.clone(), PdfFont::new(face.subset(&characters)?));
    }
    let date = printpdf::date::parse_pdf_date(&facts.date).map_err(|_| Error::Date(facts.date.clone()))?;
    let info = &mut document.metadata.info;
    info.author.clone_from(&facts.author);
    info.producer = "Vermilion".to_owned();
    info.creator = "Vermilion".to_owned();
    (info.creation_date, info.modification_date, info.metadata_date) = (date, date, date);

    let (width, height) = paper.size;
    let mm = |value: f64| Mm(value as f32);
    for page in &paper.pages {
        let operations = operations(page, height, &font);
        document.pages.push(PdfPage::new(mm(width), mm(height), operations));
    }
    let mut warnings = Vec::new();
    let options = PdfSaveOptions { subset_fonts: false, ..PdfSaveOptions::default() };
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    file.version = "1.7".to_owned();
    file.compress();
    // printpdf forgets the zone of a date, and writes keys without a value, one of which claims PDF/X.
    if let Ok(information) = file.trailer.get(b"Info").and_then(|info| info.as_reference())
        && let Ok(information) = file.get_object_mut(information).and_then(|info| info.as_dict_mut())
    {
        for key in ["CreationDate", "ModDate"] {
            if let Ok(date) = information.get_mut(key.as_bytes()).and_then(|date| date.as_str_mut()) {
                *date = facts.date.as_bytes().to_vec();
            }
        }
        for key in ["GTS_PDFXVersion", "Identifier", "Subject", "Keywords"] {
            information.remove(key.as_bytes());
        }
    }
    // The two halves of /ID are drawn at random; they become a value of the contents instead.
    let mut identify = |value: [u8; 16], bytes: &mut Vec<u8>| {
        if let Ok(halves) = file.trailer.get_mut(b"ID").and_then(|halves| halves.as_array_mut()) {
            halves.iter_mut().flat_map(|half| half.as_str_mut()).for_each(|half| *half = value.to_vec());
        }
        file.save_to(bytes)
    };
    let (mut draft, mut bytes) = (Vec::new(), Vec::new());
    identify([0; 16], &mut draft)?;
    identify(identifier(&draft), &mut bytes)?;
    Ok(bytes)
}

/// Sixteen bytes that differ with the contents (FNV-1a over 128 bits; nothing relies on it for security).
fn identifier(contents: &[u8]) -> [u8; 16] {
    let mix = |state: u128, byte: &u8| {
        (state ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    };
    contents.iter().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, mix).to_be_bytes()
}

fn operations(page: &Page<'_>, height: f64, font: &FontId) -> Vec<Op> {
    let mut out = vec![
        Op::SetLineCapStyle { cap: LineCapStyle::Butt },
        Op::SetLineJoinStyle { join: LineJoinStyle::Round },
    ];
    for mark in &page.marks {
        match mark {
            Mark::Text { x, y, style, text } => {
                let place = point(*x, *y, height);
                let weight = if style.bold { style.size * BOLD } else { 0.0 };
                let mode = if style.bold { TextRenderingMode::FillStroke } else { TextRenderingMode::Fill };
                out.extend([
                    Op::SetFillColor { col: colour(style.colour) },
                    Op::SetOutlineColor { col: colour(style.colour) },
                    Op::SetOutlineThickness { pt: Pt(weight as f32) },
                    Op::StartTextSection,
                    Op::SetTextRenderingMode { mode },
                    Op::SetFont { font: PdfFontHandle::External(font.clone()), size: Pt(style.size as f32) },
                    Op::SetCharacterSpacing { multiplier: style.spacing as f32 },
                    Op::SetTextMatrix { matrix: TextMatrix::Translate(place.x, place.y) },
                    Op::ShowText { items: vec![TextItem::Text(text.clone())] },
                    Op::EndTextSection,
                ]);
            }
            Mark::Line { points, width, dash, colour: line } => {
                let dash = dash.map(|(dash, gap)| [points_of(dash) as f32, points_of(gap) as f32]);
                out.extend([
                    Op::SetOutlineColor { col: colour(*line) },
                    Op::SetOutlineThickness { pt: Pt(points_of(*width) as f32) },
                    Op::SetLineDashPattern {
                        dash: dash
                            .map_or_else(LineDashPattern::solid, |dash| LineDashPattern::new(0.0, &dash)),
                    },
                    Op::DrawLine {
                        line: Line {
                            points: points.iter().map(|(x, y)| line_point(*x, *y, false, height)).collect(),
                            is_closed: points.len() > 2 && points.first() == points.last(),
                        },
                    },
                ]);
            }
            Mark::Shape { rings, colour: fill, outline } => {
                let rings = rings
                    .iter()
                    .map(|ring| PolygonRing {
                        points: ring.iter().map(|(x, y, curve)| line_point(*x, *y, *curve, height)).collect(),
                    })
                    .collect();
                let mode = if *outline > 0.0 { PaintMode::FillStroke } else { PaintMode::Fill };
                out.extend([
                    Op::SetFillColor { col: colour(*fill) },
                    Op::SetOutlineColor { col: colour(*fill) },
                    Op::SetOutlineThickness { pt: Pt(points_of(*outline) as f32) },
                    Op::SetLineDashPattern { dash: LineDashPattern::solid() },
                    Op::DrawPolygon {
                        polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero },
                    },
                ]);
            }
        }
    }
    out
}

fn points_of(mm: f64) -> f64 {
    mm / MM_PER_POINT
}

/// A place on the page in points from its lower left.
fn point(x: f64, y: f64, height: f64) -> Point {
    Point { x: Pt(points_of(x) as f32), y: Pt(points_of(height - y) as f32) }
}

fn line_point(x: f64, y: f64, bezier: bool, height: f64) -> LinePoint {
    LinePoint { p: point(x, y, height), bezier }
}

fn colour(Colour(r, g, b): Colour) -> Color {
    let part = |value: u8| f32::from(value) / 255.0;
    Color::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}
