//! What the reports have in common: the margins, one thing set below the other on as many sheets as it takes, the head
//! with its verdict, the foot with its page numbers, and the signs of a verdict.

use crate::{Colour, Error, Face, Facts, Page, Paper, Style};

/// How a finding is to be taken; each has its own colour and its own shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// All is well: a tick in a circle.
    Good,
    /// There is something to know: a mark in a triangle.
    Know,
    /// Do not rely on it: a cross in an octagon.
    Bad,
}

impl Tone {
    fn colour(self) -> Colour {
        match self {
            Self::Good => Colour(0x1e, 0x7f, 0x4f),
            Self::Know => Colour(0x9a, 0x67, 0x00),
            Self::Bad => Colour(0xb3, 0x26, 0x1e),
        }
    }
}

pub(crate) const LEFT: f64 = 22.0;
pub(crate) const WIDTH: f64 = 166.0;
pub(crate) const RIGHT: f64 = LEFT + WIDTH;
pub(crate) const TOP: f64 = 26.0;
pub(crate) const BOTTOM: f64 = 274.0;
pub(crate) const GAP: f64 = 9.0;

/// Small grey text: notes and the foot of a page.
pub(crate) const NOTE: Style = Style::new(7.5).colour(Colour::GREY);

/// The title and, in a frame with its sign, one sentence; returns where it ends.
pub(crate) fn head(page: &mut Page<'_>, y: f64, title: &str, tone: Tone, sentence: &str) -> f64 {
    page.text(LEFT, y + 4.0, Style::new(18.0).bold(), title);
    let top = y + 12.0;
    let style = Style::new(11.0).bold();
    let lines = page.lines(sentence, style, WIDTH - 20.0);
    let height = lines.len() as f64 * style.leading() + 8.0;
    page.fill(LEFT, top, WIDTH, height, Colour::TINT);
    page.fill(LEFT, top, 1.0, height, tone.colour());
    shape(page, (LEFT + 8.5, top + height / 2.0), 3.4, tone);
    page.paragraph(LEFT + 15.5, top + 8.2, WIDTH - 20.0, style, sentence);
    top + height + GAP
}

/// The sign of a tone, about `centre`.
pub(crate) fn shape(page: &mut Page<'_>, centre: (f64, f64), radius: f64, tone: Tone) {
    let white = Colour(255, 255, 255);
    let around = |corners: u32, turn: f64, radius: f64| -> Vec<(f64, f64, bool)> {
        (0..corners)
            .map(|n| (f64::from(n) + turn) / f64::from(corners) * std::f64::consts::TAU)
            .map(|angle| (centre.0 + radius * angle.sin(), centre.1 - radius * angle.cos(), false))
            .collect()
    };
    let at = |x: f64, y: f64| (centre.0 + x * radius, centre.1 + y * radius);
    let stroke = radius * 0.24;
    match tone {
        Tone::Good => {
            page.shape(vec![around(90, 0.0, radius)], tone.colour(), 0.0);
            page.polyline(&[at(-0.45, 0.02), at(-0.12, 0.36), at(0.48, -0.32)], stroke, None, white);
        }
        Tone::Know => {
            page.shape(vec![around(3, 0.0, radius * 1.15)], tone.colour(), 0.0);
            page.line(at(0.0, -0.5), at(0.0, 0.12), stroke, white);
            page.line(at(0.0, 0.25), at(0.0, 0.46), stroke, white);
        }
        Tone::Bad => {
            page.shape(vec![around(8, 0.5, radius * 1.05)], tone.colour(), 0.0);
            page.line(at(-0.36, -0.36), at(0.36, 0.36), stroke, white);
            page.line(at(-0.36, 0.36), at(0.36, -0.36), stroke, white);
        }
    }
}

/// Puts one thing below the other, on as many sheets as it takes.
pub(crate) struct Flow<'a> {
    pub(crate) paper: Paper<'a>,
    pub(crate) y: f64,
}

impl<'a> Flow<'a> {
    /// No sheet yet.
    pub(crate) fn new(face: &'a Face) -> Self {
        Self { paper: Paper::new(face, Paper::A4), y: BOTTOM }
    }

    /// Draws something that needs `height`; `draw` returns where it ends.
    pub(crate) fn place(&mut self, height: f64, draw: impl FnOnce(&mut Page<'_>, f64) -> f64) {
        if self.y + height > BOTTOM {
            self.paper.page(|_| {});
            self.y = TOP;
        }
        if let Some(page) = self.paper.pages().last_mut() {
            self.y = draw(page, self.y);
        }
    }

    /// Notes at the end, and the foot of every page; `page_label` puts "page 1 of 3" into words.
    pub(crate) fn finish(
        mut self,
        title: &str,
        notes: &[String],
        facts: &Facts,
        page_label: &dyn Fn(usize, usize) -> String,
    ) -> Result<Vec<u8>, Error> {
        self.y += GAP;
        for text in notes {
            self.place(10.0, |page, y| page.paragraph(LEFT, y + 3.0, WIDTH, NOTE, text) - 1.6);
        }
        let count = self.paper.pages().len();
        for (n, page) in self.paper.pages().iter_mut().enumerate() {
            page.line((LEFT, 279.0), (RIGHT, 279.0), 0.15, Colour::LINE);
            page.text(LEFT, 283.4, NOTE, title);
            page.text_to(RIGHT, 283.4, NOTE, &page_label(n + 1, count));
        }
        self.paper.finish(facts)
    }
}
