//! Sheets of paper to write and draw on. Lengths are millimetres, from the top left of the sheet; type sizes are points.

use crate::face::{Face, MM_PER_POINT};
use crate::{Error, Facts, file, text};

/// A colour of light: red, green, blue from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// The colour of text.
    pub const INK: Self = Self(0x1f, 0x1f, 0x1d);
    /// The colour of what matters less.
    pub const GREY: Self = Self(0x6b, 0x6a, 0x66);
    /// The colour of hairlines.
    pub const LINE: Self = Self(0xc9, 0xc6, 0xbe);
    /// The colour behind the head of a table.
    pub const TINT: Self = Self(0xf4, 0xf3, 0xf0);
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Type size, points.
    pub size: f64,
    /// Colour.
    pub colour: Colour,
    /// Whether it is set heavier. The bundled face has one weight: its outlines are drawn as well as filled.
    pub bold: bool,
    /// Space added after each character, points.
    pub spacing: f64,
}

impl Style {
    /// Plain text of a size in points.
    pub const fn new(size: f64) -> Self {
        Self { size, colour: Colour::INK, bold: false, spacing: 0.0 }
    }

    /// The same, heavier.
    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same in another colour.
    pub const fn colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// The same with space after each character, points.
    pub const fn spaced(self, spacing: f64) -> Self {
        Self { spacing, ..self }
    }

    /// From one line to the next, millimetres.
    pub fn leading(&self) -> f64 {
        self.size * 1.5 * MM_PER_POINT
    }
}

/// A way along points, straight or as a cubic Bézier curve.
pub(crate) type Ring = Vec<(f64, f64, bool)>;

/// Something on the page.
pub(crate) enum Mark {
    Text { x: f64, y: f64, style: Style, text: String },
    Line { points: Vec<(f64, f64)>, width: f64, dash: Option<(f64, f64)>, colour: Colour },
    Shape { rings: Vec<Ring>, colour: Colour, outline: f64 },
}

/// One sheet.
pub struct Page<'a> {
    face: &'a Face,
    pub(crate) marks: Vec<Mark>,
}

impl Page<'_> {
    /// Writes a text that begins at `x` and stands on the line `y`; returns its width.
    pub fn text(&mut self, x: f64, y: f64, style: Style, text: &str) -> f64 {
        self.marks.push(Mark::Text { x, y, style, text: text.to_owned() });
        self.width(text, style)
    }

    /// Writes a text that ends at `x`.
    pub fn text_to(&mut self, x: f64, y: f64, style: Style, text: &str) {
        let width = self.width(text, style);
        self.text(x - width, y, style, text);
    }

    /// Writes a text whose middle is at `x`.
    pub fn text_about(&mut self, x: f64, y: f64, style: Style, text: &str) {
        let width = self.width(text, style);
        self.text(x - width / 2.0, y, style, text);
    }

    /// Writes a text in lines of at most `width`, the first standing on `y`; returns where the next line would stand.
    pub fn paragraph(&mut self, x: f64, y: f64, width: f64, style: Style, text: &str) -> f64 {
        let mut y = y;
        for line in self.lines(text, style, width) {
            self.text(x, y, style, &line);
            y += style.leading();
        }
        y
    }

    /// The lines in which [`Page::paragraph`] would set a text.
    pub fn lines(&self, text: &str, style: Style, width: f64) -> Vec<String> {
        text::wrap(self.face, text, style.size, width)
    }

    /// Width of a text.
    pub fn width(&self, text: &str, style: Style) -> f64 {
        let gaps = text.chars().count().saturating_sub(1) as f64;
        self.face.width(text, style.size) + gaps * style.spacing * MM_PER_POINT
    }

    /// Draws a straight line of a width in millimetres.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), width: f64, colour: Colour) {
        self.polyline(&[from, to], width, None, colour);
    }

    /// Draws a line through points, closed when it ends where it began; `dash` gives the lengths of its dashes and gaps.
    pub fn polyline(&mut self, points: &[(f64, f64)], width: f64, dash: Option<(f64, f64)>, colour: Colour) {
        self.marks.push(Mark::Line { points: points.to_vec(), width, dash, colour });
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, x: f64, y: f64, width: f64, height: f64, colour: Colour) {
        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
        self.shape(vec![corners.map(|(x, y)| (x, y, false)).to_vec()], colour, 0.0);
    }

    /// Fills what closed ways enclose (points marked `true` are control points of a cubic curve), and draws their outline.
    pub fn shape(&mut self, rings: Vec<Vec<(f64, f64, bool)>>, colour: Colour, outline: f64) {
        self.marks.push(Mark::Shape { rings, colour, outline });
    }

    /// Draws a circle's line.
    pub fn circle(&mut self, centre: (f64, f64), radius: f64, width: f64, colour: Colour) {
        let steps = 180;
        // The last point is the first one, so that the line has no seam.
        let points: Vec<_> = (0..=steps)
            .map(|n| f64::from(n % steps) / f64::from(steps) * std::f64::consts::TAU)
            .map(|angle| (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin()))
            .collect();
        self.polyline(&points, width, None, colour);
    }
}

/// A stack of sheets of one size.
pub struct Paper<'a> {
    face: &'a Face,
    pub(crate) size: (f64, f64),
    pub(crate) pages: Vec<Page<'a>>,
}

impl<'a> Paper<'a> {
    /// A4, upright: 210 × 297 mm.
    pub const A4: (f64, f64) = (210.0, 297.0);

    /// No sheets yet, of this width and height.
    pub fn new(face: &'a Face, size: (f64, f64)) -> Self {
        Self { face, size, pages: Vec::new() }
    }

    /// Adds a sheet with what `draw` puts on it.
    pub fn page(&mut self, draw: impl FnOnce(&mut Page<'a>)) {
        let mut page = Page { face: self.face, marks: Vec::new() };
        draw(&mut page);
        self.pages.push(page);
    }

    /// The sheets, to write on them again: page numbers are known when all are there.
    pub fn pages(&mut self) -> &mut [Page<'a>] {
        &mut self.pages
    }

    /// The PDF file.
    pub fn finish(self, facts: &Facts) -> Result<Vec<u8>, Error> {
        file::write(&self, self.face, facts)
    }
}
