//! The seal of the laboratory that does not exist: 40 mm across, drawn with lines and letter outlines, then turned into
//! pixels on a transparent ground.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use report::{Colour, Face, Facts, Page, Paper};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};
use std::error::Error;
use std::f64::consts::{PI, TAU};
use std::io::Cursor;
use std::sync::Arc;

const RED: Colour = Colour(0xc8, 0x1e, 0x1e);
/// Width and height, millimetres.
const ACROSS: f64 = 40.0;
const MIDDLE: f64 = ACROSS / 2.0;
/// Pixels to the inch.
const RESOLUTION: f64 = 600.0;

/// The PNG file.
pub fn make() -> Result<Vec<u8>, Box<dyn Error>> {
    let face = Face::bundled()?;
    let mut paper = Paper::new(&face, (ACROSS, ACROSS));
    paper.page(draw);
    let facts = Facts { date: "D:20260101000000Z".to_owned(), ..Facts::default() };
    let file = Pdf::new(Arc::new(paper.finish(&facts)?)).map_err(|error| format!("{error:?}"))?;
    let page = file.pages().first().ok_or("no page")?;
    let scale = (RESOLUTION / 72.0) as f32;
    let pixels = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, ..PixmapSettings::default() },
    );
    let (width, height) = (u32::from(pixels.width()), u32::from(pixels.height()));
    // Everything on it is of one colour; only how much of it covers a pixel differs.
    let rgba: Vec<u8> = pixels.data().iter().flat_map(|pixel| [RED.0, RED.1, RED.2, pixel.a]).collect();
    let image = image::RgbaImage::from_raw(width, height, rgba).ok_or("the picture has another size")?;
    let mut png = Cursor::new(Vec::new());
    image.write_to(&mut png, image::ImageFormat::Png)?;
    Ok(with_resolution(png.into_inner()))
}

fn draw(page: &mut Page<'_>) {
    page.circle((MIDDLE, MIDDLE), MIDDLE - 0.75, 1.2, RED);
    star(page, (MIDDLE, MIDDLE + 0.2), 6.2);
    let name: Vec<char> = "朱砂检验检测中心".chars().collect();
    // The name stands on an arc over the star, from a little below the left to a little below the right.
    let sweep = 1.22 * PI;
    for (n, character) in name.iter().enumerate() {
        let angle = -sweep / 2.0 + sweep * n as f64 / (name.len() - 1) as f64;
        letter(page, *character, (4.6, 5.6), 0.16, |x, y| {
            let radius = 12.9 + y; // y grows away from the middle
            let at = angle + x / 15.7;
            (MIDDLE + radius * at.sin(), MIDDLE - radius * at.cos())
        });
    }
    line(page, "检验检测专用章", MIDDLE + 10.9, 3.1, 0.10);
    line(page, "样章 SAMPLE", MIDDLE + 14.7, 2.0, 0.05);
}

fn star(page: &mut Page<'_>, centre: (f64, f64), radius: f64) {
    // The inner corners of a regular star lie at cos 72° / cos 36° of the radius.
    let inner = radius * (TAU / 5.0).cos() / (TAU / 10.0).cos();
    let corners = (0..10)
        .map(|n| (f64::from(n) * TAU / 10.0, if n % 2 == 0 { radius } else { inner }))
        .map(|(angle, radius)| (centre.0 + radius * angle.sin(), centre.1 - radius * angle.cos(), false))
        .collect();
    page.shape(vec![corners], RED, 0.0);
}

/// A line of letters about the middle, standing on `base`.
fn line(page: &mut Page<'_>, text: &str, base: f64, size: f64, outline: f64) {
    let advances: Vec<f64> = text.chars().map(|c| advance(c) * size).collect();
    let mut left = MIDDLE - advances.iter().sum::<f64>() / 2.0;
    for (character, advance) in text.chars().zip(advances) {
        let middle = left + advance / 2.0;
        letter(page, character, (size, size), outline, |x, y| (middle + x, base - y));
        left += advance;
    }
}

fn font() -> Option<FontRef<'static>> {
    FontRef::new(appearance::bundled_face()).ok()
}

/// How far a letter reaches, for a size of 1.
fn advance(character: char) -> f64 {
    let Some(font) = font() else { return 0.0 };
    let Some(glyph) = font.charmap().map(character) else { return 0.0 };
    let width = font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph);
    f64::from(width.unwrap_or_default())
}

/// Draws one letter; `place` takes a point of it (from the middle of its foot) to the page.
fn letter(
    page: &mut Page<'_>,
    character: char,
    (width, height): (f64, f64),
    outline: f64,
    place: impl Fn(f64, f64) -> (f64, f64),
) {
    let Some(font) = font() else { return };
    let Some(glyph) = font.charmap().map(character).and_then(|glyph| font.outline_glyphs().get(glyph)) else {
        return;
    };
    let half = advance(character) / 2.0;
    let mut pen = Pen::default();
    if glyph.draw(DrawSettings::unhinted(Size::new(1.0), LocationRef::default()), &mut pen).is_err() {
        return;
    }
    let rings = pen.rings.into_iter().map(|ring| {
        ring.into_iter()
            .map(|(x, y, curve)| {
                let (x, y) = place((x - half) * width, y * height);
                (x, y, curve)
            })
            .collect()
    });
    page.shape(rings.collect(), RED, outline);
}

/// Collects a letter's outline; its quadratic curves become cubic ones, which is what a PDF knows.
#[derive(Default)]
struct Pen {
    rings: Vec<Vec<(f64, f64, bool)>>,
    at: (f64, f64),
}

impl Pen {
    fn add(&mut self, x: f64, y: f64, control: bool) {
        if let Some(ring) = self.rings.last_mut() {
            ring.push((x, y, control));
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.rings.push(Vec::new());
        self.line_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = (x.into(), y.into());
        self.add(self.at.0, self.at.1, false);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let toward = |from: f64, control: f32| from + (f64::from(control) - from) * 2.0 / 3.0;
        let (start, end) = (self.at, (f64::from(x), f64::from(y)));
        self.add(toward(start.0, cx), toward(start.1, cy), true);
        self.add(toward(end.0, cx), toward(end.1, cy), true);
        self.line_to(x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.add(ax.into(), ay.into(), true);
        self.add(bx.into(), by.into(), true);
        self.line_to(x, y);
    }

    fn close(&mut self) {}
}

/// The PNG with a `pHYs` chunk (after its header), so that programs know its size in millimetres.
fn with_resolution(png: Vec<u8>) -> Vec<u8> {
    const HEADER: usize = 8 + 25; // signature and IHDR
    let per_metre = ((RESOLUTION / 0.0254).round() as u32).to_be_bytes();
    let mut chunk = b"pHYs".to_vec();
    chunk.extend([per_metre, per_metre].concat());
    chunk.push(1); // the unit is the metre
    let mut out = png.clone();
    let length = (chunk.len() - 4) as u32;
    let sum = crc(&chunk);
    out.splice(HEADER..HEADER, [&length.to_be_bytes()[..], &chunk, &sum.to_be_bytes()].concat());
    out
}

/// The check sum of a PNG chunk (ISO/IEC 15948 annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}
