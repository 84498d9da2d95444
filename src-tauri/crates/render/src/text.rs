//! The text of a page, character by character, with the place of each; put together to lines.
//!
//! Characters come from the renderer's own reading of the fonts: ToUnicode maps, glyph names, and for Chinese fonts that are
//! not embedded the character collections, also where they are embedded with a predefined
//! encoding. Not known: characters of an embedded CID font with glyph numbers of its own and no ToUnicode map, and of
//! fonts whose glyph names mean nothing; they are left out rather than guessed. Text under a clip or behind a picture is
//! listed, invisible text (an OCR layer) is listed and marked; text of hidden optional content and outside the page is not.

use crate::cmaps;
use crate::draw::{as_seen, only_page};
use crate::error::Result;
use crate::fonts;
use crate::guard::Deadline;
use crate::page_image::Area;
use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use pdf::PageGeometry;
use std::sync::Arc;
use std::time::Duration;

/// Most characters of one page that are kept.
const MAX_CHARACTERS: usize = 1_000_000;
/// How far a character box reaches above and below its baseline, in thousandths of the type size.
const ABOVE: f64 = 880.0;
const BELOW: f64 = -120.0;

/// One character of a page, or several that one glyph stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Character {
    /// What it says; more than one character for a ligature.
    pub text: String,
    /// The upright rectangle around its box, in points from the top left of the page as seen.
    pub area: Area,
    /// Whether it is drawn in the invisible mode, as the text layer of a scan is.
    pub invisible: bool,
    /// Place of the start of its baseline and the way it goes on, for putting lines together.
    origin: Point,
    advance: Vec2,
    size: f64,
}

/// A run of characters on one baseline, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The characters, as indices into [`PageText::characters`], with `None` for a space that only a gap shows.
    pub parts: Vec<Option<usize>>,
    /// The text of the line.
    pub text: String,
    /// The upright rectangle around it.
    pub area: Area,
}

/// The text of one page, in the order in which the page draws it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageText {
    characters: Vec<Character>,
}

impl PageText {
    /// Every character, in the order of drawing.
    pub fn characters(&self) -> &[Character] {
        &self.characters
    }

    /// The lines, in the order of drawing; a line goes on while characters follow each other along one baseline.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut before: Option<&Character> = None;
        for (index, character) in self.characters.iter().enumerate() {
            let joint = before.map_or(Joint::Apart, |before| before.joint(character));
            match lines.last_mut() {
                Some(line) if joint != Joint::Apart => {
                    if joint == Joint::Gap && !line.text.ends_with(' ') && !character.text.starts_with(' ') {
                        line.parts.push(None);
                        line.text.push(' ');
                    }
                    line.parts.push(Some(index));
                    line.text.push_str(&character.text);
                    line.area = line.area.around(character.area);
                }
                _ => lines.push(Line {
                    parts: vec![Some(index)],
                    text: character.text.clone(),
                    area: character.area,
                }),
            }
            before = Some(character);
        }
        lines.retain(|line| !line.text.trim().is_empty());
        lines
    }

    /// Whether two characters stand on one baseline, not too far apart.
    pub(crate) fn same_line(&self, first: usize, second: usize) -> bool {
        match (self.characters.get(first), self.characters.get(second)) {
            (Some(first), Some(second)) => first.joint(second) != Joint::Apart,
            _ => false,
        }
    }

    /// The text of the page, a line for each [`Line`].
    pub fn plain(&self) -> String {
        let lines: Vec<String> = self.lines().into_iter().map(|line| line.text).collect();
        lines.join("\n")
    }
}

/// How one character follows another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Close,
    Gap,
    Apart,
}

impl Character {
    /// Judged in the direction of the earlier character's baseline, in sizes of its type.
    fn joint(&self, next: &Character) -> Joint {
        let length = self.advance.hypot();
        let size = self.size.max(next.size);
        if length == 0.0 || size == 0.0 || next.advance.hypot() == 0.0 {
            return Joint::Apart;
        }
        let way = self.advance / length;
        let turned =
            way.cross(next.advance / next.advance.hypot()).abs() > 0.05 || way.dot(next.advance) < 0.0;
        let step = next.origin - (self.origin + self.advance);
        let (along, across) = (step.dot(way) / size, step.cross(way).abs() / size);
        if turned || across > 0.5 || !(-0.6..2.5).contains(&along) {
            Joint::Apart
        } else if along > 0.18 {
            Joint::Gap
        } else {
            Joint::Close
        }
    }
}

impl Area {
    /// The smallest area that holds both.
    pub(crate) fn around(self, other: Area) -> Area {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = (self.x + self.width).max(other.x + other.width);
        let bottom = (self.y + self.height).max(other.y + other.height);
        Area { x, y, width: right - x, height: bottom - y }
    }
}

impl From<Rect> for Area {
    fn from(rect: Rect) -> Self {
        Area { x: rect.x0, y: rect.y0, width: rect.width(), height: rect.height() }
    }
}

/// Reads the text of the page of a page file.
pub(crate) fn read(file: &Pdf, geometry: &PageGeometry, time: Duration) -> Result<PageText> {
    let page = only_page(file)?;
    let (width, height) = geometry.size_points();
    let bounds = Rect::new(0.0, 0.0, width, height);
    let cache = InterpreterCache::new();
    let settings =
        InterpreterSettings { cmap_resolver: Arc::new(cmaps::resolve), ..fonts::settings(&Arc::default()) };
    let mut context = Context::new(as_seen(page, geometry), bounds, &cache, file.xref(), settings);
    let mut reader = Reader { characters: Vec::new(), run_start: 0, bounds, deadline: Deadline::after(time) };
    interpret_page(page, &mut context, &mut reader);
    Ok(PageText { characters: reader.characters })
}

/// Takes down the glyphs that the interpreter shows.
struct Reader {
    characters: Vec<Character>,
    /// Where the run before the present one starts.
    run_start: usize,
    bounds: Rect,
    deadline: Deadline,
}

impl Reader {
    fn character(
        &self,
        glyph: &Glyph<'_>,
        place: Affine,
        vertical: bool,
        invisible: bool,
    ) -> Option<Character> {
        let text = match glyph.as_unicode()? {
            BfString::Char(character) => character.to_string(),
            BfString::String(text) => text,
        };
        if text.is_empty() || text.chars().all(|c| c.is_control() || c == '\u{FFFD}') {
            return None;
        }
        let width = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let width = f64::from(width.filter(|width| width.is_finite()).unwrap_or(500.0));
        // In vertical writing the glyph stands on its own origin, and the line goes on below it by one type size.
        let (right, advance) =
            if vertical { (1000.0, Vec2::new(0.0, -1000.0)) } else { (width, Vec2::new(width, 0.0)) };
        let area = place.transform_rect_bbox(Rect::new(0.0, BELOW, right, ABOVE));
        if !area.is_finite() || !area.overlaps(self.bounds) {
            return None;
        }
        let origin = place * Point::ZERO;
        let size = (place * Point::new(0.0, 1000.0) - origin).hypot();
        let advance = place * advance.to_point() - origin;
        Some(Character { text, area: area.into(), invisible, origin, advance, size })
    }
}

impl<'a> Device<'a> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.deadline.check();
        let start = self.characters.len();
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let invisible = matches!(mode, DrawMode::Invisible);
        for glyph in run.glyphs() {
            if self.characters.len() >= MAX_CHARACTERS {
                return;
            }
            let place = props.transform * glyph.transform();
            self.characters.extend(self.character(glyph, place, vertical, invisible));
        }
        // Filled and stroked text is shown twice, and so is text made bold by hand: count it once.
        let (Some(before), Some(now)) =
            (self.characters.get(self.run_start..start), self.characters.get(start..))
        else {
            return;
        };
        let again = !now.is_empty()
            && now.len() == before.len()
            && before.iter().zip(now).all(|(a, b)| a.is_again(b));
        if again {
            self.characters.truncate(start);
        } else if !now.is_empty() {
            self.run_start = start;
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.deadline.check();
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.deadline.check();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

impl Character {
    fn is_again(&self, other: &Character) -> bool {
        self.text == other.text && (self.origin - other.origin).hypot() < self.size * 0.08
    }
}
