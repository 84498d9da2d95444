//! Where a field's text lands and what is painted around it: the part of the imaging model (ISO 32000-2 §8.3, §8.5,
//! §9.4) that a plain field needs.
//!
//! Refuses whatever could hide the text, add to it or put it into another order: text out of sight, too small, in
//! the colour of its ground or mirrored, words over words, paint over words, lines and shapes that are no border.
//! Widths are estimated; only the order and the place of the words rest on them.

use pdf::{Dictionary, Document, Object};

use crate::changes::step::{number, rectangle};

/// Lines and rectangles that a border needs; more could draw letters.
const MAX_LINES: usize = 64;
/// The smallest letters, in points, that count as legible.
const SMALLEST: f64 = 2.5;
/// The difference in brightness, of 1, that makes letters legible.
const CONTRAST: f64 = 0.2;
/// How far from the field's edge, in points, a border's line may stand.
const BORDER: f64 = 2.6;
/// The same for the shapes of a bevelled border.
const BEVEL: f64 = 6.5;

type Matrix = [f64; 6];
type Point = [f64; 2];
type Area = [f64; 4];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
fn product(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn apply(m: Matrix, [x, y]: Point) -> Point {
    [x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]]
}

fn bounds(points: &[Point]) -> Area {
    points.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |area, [x, y]| {
        [area[0].min(*x), area[1].min(*y), area[2].max(*x), area[3].max(*y)]
    })
}

fn contains(area: Area, [x, y]: Point) -> bool {
    x >= area[0] && x <= area[2] && y >= area[1] && y <= area[3]
}

fn common(a: Area, b: Area) -> Area {
    [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]
}

fn is_empty(area: Area) -> bool {
    area[2] <= area[0] || area[3] <= area[1]
}

/// The field: what its form may paint on, and how that lands on the page (§12.5.5).
pub(super) struct Frame {
    bounds: Area,
    onto_page: Matrix,
    comb: bool,
}

impl Frame {
    /// The frame of a form in a widget's rectangle; `None` where it does not fit into it as it should.
    pub(super) fn of(document: &Document, form: &Dictionary, rect: Area, comb: bool) -> Option<Self> {
        let bounds = rectangle(document, form.get(b"BBox").ok()?).filter(|area| !is_empty(*area))?;
        let matrix = match form.get(b"Matrix") {
            Err(_) => IDENTITY,
            Ok(value) => {
                let Object::Array(items) = document.resolve(value).ok()? else { return None };
                let numbers: Option<Vec<f64>> =
                    items.iter().map(|item| number(&document.resolve(item).ok()?)).collect();
                Matrix::try_from(numbers?).ok()?
            }
        };
        let corners =
            [[bounds[0], bounds[1]], [bounds[2], bounds[1]], [bounds[0], bounds[3]], [bounds[2], bounds[3]]]
                .map(|corner| apply(matrix, corner));
        let seen = super::paint::bounds(&corners);
        if is_empty(seen) || is_empty(rect) {
            return None;
        }
        let (x, y) = ((rect[2] - rect[0]) / (seen[2] - seen[0]), (rect[3] - rect[1]) / (seen[3] - seen[1]));
        let fit = [x, 0.0, 0.0, y, rect[0] - seen[0] * x, rect[1] - seen[1] * y];
        Some(Self { bounds, onto_page: product(matrix, fit), comb })
    }

    /// Whether a point of the form lies at one of its corners.
    fn at_corner(&self, [x, y]: Point, within: f64) -> bool {
        let near =
            |value: f64, low: f64, high: f64| (value - low).abs() <= within || (high - value).abs() <= within;
        near(x, self.bounds[0], self.bounds[2]) && near(y, self.bounds[1], self.bounds[3])
    }
}

/// What `q` keeps.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    clip: Area,
    /// The brightness of what is filled; `None` where it cannot be told.
    ink: Option<f64>,
    width: f64,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// A word or a part of one, as it stands on the page.
struct Word {
    along: Point,
    at: f64,
    line: f64,
    size: f64,
    least: f64,
    /// In the form's space.
    area: Area,
}

/// Follows a content stream; without a frame it only passes over what it knows.
pub(super) struct Paint {
    frame: Option<Frame>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    path: Vec<Vec<Point>>,
    rectangles: usize,
    clips: bool,
    grounds: Vec<(Area, f64)>,
    strokes: Vec<[Point; 2]>,
    words: Vec<Word>,
    lines: usize,
}

impl Paint {
    /// A fresh canvas.
    pub(super) fn new(frame: Option<Frame>) -> Self {
        let clip = frame.as_ref().map_or([f64::MIN, f64::MIN, f64::MAX, f64::MAX], |frame| frame.bounds);
        Self {
            frame,
            state: State {
                matrix: IDENTITY,
                clip,
                ink: Some(0.0),
                width: 1.0,
                size: 0.0,
                spacing: 0.0,
                word_spacing: 0.0,
                scale: 1.0,
                leading: 0.0,
                rise: 0.0,
            },
            saved: Vec::new(),
            text: IDENTITY,
            line: IDENTITY,
            path: Vec::new(),
            rectangles: 0,
            clips: false,
            grounds: Vec::new(),
            strokes: Vec::new(),
            words: Vec::new(),
            lines: 0,
        }
    }

    /// Sets the size of the font.
    pub(super) fn font(&mut self, size: f64) -> Option<()> {
        self.state.size = size;
        (size != 0.0).then_some(())
    }

    /// What the operators that move to the next line first do.
    pub(super) fn before_text(&mut self, operator: &[u8], stack: &[super::Token]) -> Option<()> {
        if operator == b"\"" {
            let [super::Token::Number(word), super::Token::Number(letter), _] = stack else { return None };
            (self.state.word_spacing, self.state.spacing) = (*word, *letter);
        }
        if operator != b"Tj" && operator != b"TJ" {
            self.next_line(0.0, -self.state.leading);
        }
        Some(())
    }

    /// A number between the strings of `TJ`, in thousandths of the font's size, to the left.
    pub(super) fn gap(&mut self, thousandths: f64) -> Option<()> {
        self.advance(-thousandths / 1_000.0 * self.state.size * self.state.scale);
        (self.frame.is_none() || thousandths <= 400.0).then_some(())
    }

    fn advance(&mut self, by: f64) {
        self.text = product([1.0, 0.0, 0.0, 1.0, by, 0.0], self.text);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = product([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    /// Puts a string down where the text stands.
    pub(super) fn text(&mut self, text: &str) -> Option<()> {
        let State { size, spacing, word_spacing, scale, .. } = self.state;
        let em = |c: char| if c >= '\u{2E80}' { 1.0 } else { 0.5 };
        let width: f64 = text.chars().map(|c| em(c) * size + spacing).sum();
        let words = text.chars().filter(|c| *c == ' ').count() as f64 * word_spacing;
        if self.frame.is_some() && !text.trim().is_empty() {
            if spacing < -0.15 * size.abs() || word_spacing < -0.25 * size.abs() {
                return None;
            }
            // Leading spaces push what is seen to the right.
            let spaces = text.chars().take_while(|c| *c == ' ').count() as f64;
            let word = self.place(text.trim(), spaces * (0.25 * size + spacing + word_spacing) * scale)?;
            self.words.push(word);
        }
        self.advance((width + words) * scale);
        Some(())
    }

    /// The place of a word, if it can be read there.
    fn place(&self, text: &str, shift: f64) -> Option<Word> {
        let frame = self.frame.as_ref()?;
        let state = &self.state;
        let letters = [state.size * state.scale, 0.0, 0.0, state.size, shift, state.rise];
        let form = product(product(letters, self.text), state.matrix);
        let page = product(form, frame.onto_page);
        let (right, up) = ([page[0], page[1]], [page[2], page[3]]);
        let length = |[x, y]: Point| x.hypot(y);
        let (wide, size) = (length(right), length(up));
        let turned = right[0] * up[1] - right[1] * up[0];
        let upright = [right[0].abs(), right[1].abs()];
        let slanted = upright[0].min(upright[1]) > 0.02 * upright[0].max(upright[1]);
        let stretched = wide < 0.3 * size || wide > 3.0 * size;
        if size < SMALLEST || turned <= 0.0 || turned < 0.8 * wide * size || slanted || stretched {
            return None;
        }
        // In sight: the middle of its first letter and, for a short word, of its last.
        let count = text.chars().count() as f64;
        let eye = apply(form, [0.2, 0.3]);
        let last = apply(form, [(count * 0.5 - 0.5).max(0.2), 0.3]);
        let clip = common(state.clip, frame.bounds);
        if !contains(clip, eye) || count < 3.0 && !contains(clip, last) {
            return None;
        }
        let ground =
            self.grounds.iter().rev().find(|(area, _)| contains(*area, eye)).map_or(1.0, |(_, b)| *b);
        if (ground - state.ink?).abs() < CONTRAST {
            return None;
        }
        let along = [right[0] / wide, right[1] / wide];
        let down = [-up[0] / size, -up[1] / size];
        let dot = |a: Point, b: Point| a[0] * b[0] + a[1] * b[1];
        let (at, line) = (dot([page[4], page[5]], along), dot([page[4], page[5]], down));
        if let Some(before) = self.words.last() {
            let tall = size.max(before.size);
            let same_line = (line - before.line).abs() < 0.3 * tall;
            let follows = at >= before.at + before.least - 0.05 * tall;
            let below = line > before.line + 0.5 * tall;
            if dot(along, before.along) < 0.99 || !(below || same_line && follows) {
                return None;
            }
        }
        let corners = [[0.0, 0.0], [count * 0.5, 0.0], [0.0, 0.7], [count * 0.5, 0.7]];
        let area = bounds(&corners.map(|corner| apply(form, corner)));
        Some(Word { along, at, line, size, least: 0.15 * wide * count, area })
    }

    /// A graphics or text operator with its numbers; `operands` counts all it had.
    pub(super) fn operator(&mut self, operator: &[u8], numbers: &[f64], operands: usize) -> Option<()> {
        match (operator, numbers) {
            (b"q", _) => {
                self.saved.push(self.state.clone());
                return (self.saved.len() < 64).then_some(());
            }
            (b"Q", _) => self.state = self.saved.pop()?,
            (b"cm", &[a, b, c, d, e, f]) => {
                self.state.matrix = product([a, b, c, d, e, f], self.state.matrix);
            }
            (b"w", &[width]) => self.state.width = width,
            (b"BT", _) => (self.text, self.line) = (IDENTITY, IDENTITY),
            (b"Td", &[x, y]) => self.next_line(x, y),
            (b"TD", &[x, y]) => {
                self.state.leading = -y;
                self.next_line(x, y);
            }
            (b"Tm", &[a, b, c, d, e, f]) => {
                self.line = [a, b, c, d, e, f];
                self.text = self.line;
            }
            (b"T*", _) => self.next_line(0.0, -self.state.leading),
            (b"Tc", &[spacing]) => self.state.spacing = spacing,
            (b"Tw", &[spacing]) => self.state.word_spacing = spacing,
            (b"Tz", &[percent]) => self.state.scale = percent / 100.0,
            (b"TL", &[leading]) => self.state.leading = leading,
            (b"Ts", &[rise]) => self.state.rise = rise,
            (b"Tr", &[0.0]) => {}
            (b"g", &[gray]) => self.state.ink = Some(gray),
            (b"rg", &[r, g, b]) => self.state.ink = Some(0.3 * r + 0.59 * g + 0.11 * b),
            (b"k", &[c, m, y, k]) => {
                let ink = 0.3 * c + 0.59 * m + 0.11 * y + k;
                self.state.ink = Some(1.0 - ink.min(1.0));
            }
            (b"cs", _) => self.state.ink = Some(0.0),
            (b"sc" | b"scn", numbers) => {
                self.state.ink = match *numbers {
                    _ if operands != numbers.len() => None,
                    [gray] => Some(gray),
                    [r, g, b] => Some(0.3 * r + 0.59 * g + 0.11 * b),
                    [c, m, y, k] => Some(1.0 - (0.3 * c + 0.59 * m + 0.11 * y + k).min(1.0)),
                    _ => None,
                };
            }
            (
                b"G" | b"RG" | b"K" | b"CS" | b"SC" | b"SCN" | b"J" | b"j" | b"M" | b"d" | b"ri" | b"i"
                | b"ET",
                _,
            ) => {}
            (b"re", &[x, y, w, h]) => {
                self.rectangles += 1;
                self.count()?;
                let corners = [[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]];
                self.path.push(corners.map(|corner| apply(self.state.matrix, corner)).to_vec());
            }
            (b"m", &[x, y]) => {
                self.count()?;
                self.path.push(vec![apply(self.state.matrix, [x, y])]);
            }
            (b"l", &[x, y]) => {
                self.count()?;
                let point = apply(self.state.matrix, [x, y]);
                self.path.last_mut()?.push(point);
            }
            (b"h", _) => self.close(),
            (b"W" | b"W*", _) => self.clips = true,
            (b"n", _) => return self.end_path(),
            (b"S", _) => return self.stroke().and_then(|()| self.end_path()),
            (b"s", _) => {
                self.close();
                return self.stroke().and_then(|()| self.end_path());
            }
            (b"f" | b"F" | b"f*", _) => return self.fill().and_then(|()| self.end_path()),
            (b"B" | b"B*" | b"b" | b"b*", _) => {
                self.close();
                return self.fill().and_then(|()| self.stroke()).and_then(|()| self.end_path());
            }
            _ => return None,
        }
        Some(())
    }

    fn count(&mut self) -> Option<()> {
        self.lines += 1;
        (self.lines <= MAX_LINES).then_some(())
    }

    fn close(&mut self) {
        if let Some(part) = self.path.last_mut()
            && let Some(first) = part.first().copied()
        {
            part.push(first);
        }
    }

    /// Ends a path; one that clips must be a single rectangle, so that what it leaves is known.
    fn end_path(&mut self) -> Option<()> {
        if self.clips && self.frame.is_some() {
            let [rectangle] = self.path.as_slice() else { return None };
            if self.rectangles != 1 {
                return None;
            }
            self.state.clip = common(self.state.clip, bounds(rectangle));
        }
        self.clips = false;
        self.rectangles = 0;
        self.path.clear();
        Some(())
    }

    /// Fills the path: a ground that goes across the field, or the shapes of a border, and never over words.
    fn fill(&mut self) -> Option<()> {
        let Some(frame) = &self.frame else { return Some(()) };
        let ink = self.state.ink?;
        let (width, height) = (frame.bounds[2] - frame.bounds[0], frame.bounds[3] - frame.bounds[1]);
        for part in &self.path {
            let area = common(bounds(part), self.state.clip);
            if is_empty(area) {
                continue;
            }
            let (wide, high) = (area[2] - area[0], area[3] - area[1]);
            let across = wide >= 0.6 * width;
            let ground = part.len() == 5 && self.rectangles == self.path.len() && across;
            // A bevelled border: shapes along two edges, or a strip along one.
            let around = across && high >= 0.6 * height;
            let strip = wide >= 0.9 * width && high <= BEVEL || high >= 0.9 * height && wide <= BEVEL;
            let border = (around || strip) && part.iter().all(|point| frame.at_corner(*point, BEVEL));
            let covers = self.words.iter().any(|word| !is_empty(common(word.area, area)));
            if !(ground || border) || covers {
                return None;
            }
            if ground {
                self.grounds.push((area, ink));
            }
        }
        Some(())
    }

    /// Strokes the path: lines along the field's edges, and between the letters of a comb.
    fn stroke(&mut self) -> Option<()> {
        let Some(frame) = &self.frame else { return Some(()) };
        let page = product(self.state.matrix, frame.onto_page);
        let scale = page[0].hypot(page[1]).max(page[2].hypot(page[3]));
        if self.state.width * scale > 2.0 * BORDER {
            return None;
        }
        for part in &self.path {
            for ends in part.windows(2) {
                let [from, to] = ends else { continue };
                let edge = frame.at_corner(*from, BORDER) && frame.at_corner(*to, BORDER);
                let divides = frame.comb && (from[0] == to[0] || from[1] == to[1]);
                if !edge && !divides {
                    return None;
                }
                self.strokes.push([*from, *to]);
            }
        }
        Some(())
    }

    /// What can only be told at the end: no line runs through a word.
    pub(super) fn finish(&self) -> Option<()> {
        let crossed = |word: &Word, [a, b]: &[Point; 2]| {
            let (width, height) = (word.area[2] - word.area[0], word.area[3] - word.area[1]);
            let core = [
                word.area[0] + 0.2 * width,
                word.area[1] + 0.15 * height,
                word.area[2] - 0.3 * width,
                word.area[3] - 0.15 * height,
            ];
            !is_empty(common(core, grown(bounds(&[*a, *b]))))
        };
        let clear = self.words.iter().all(|word| !self.strokes.iter().any(|line| crossed(word, line)));
        clear.then_some(())
    }
}

/// An area that is a line, with some breadth.
fn grown(area: Area) -> Area {
    [area[0] - 0.01, area[1] - 0.01, area[2] + 0.01, area[3] + 0.01]
}
