//! Tables with hairlines: columns of fixed width, rows as high as what stands in them. A cell has a main text and, below it and
//! smaller, a second one, such as the same in another language.

use crate::paper::{Colour, Page, Style};

/// Where a column's texts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its width, millimetres.
    pub width: f64,
    /// Where its texts stand.
    pub align: Align,
}

/// What stands in one cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// The main text.
    pub text: String,
    /// The second text; may be empty.
    pub below: String,
    /// Whether it is set heavier.
    pub bold: bool,
    /// Its colour, when it is not that of the table.
    pub colour: Option<Colour>,
}

impl Cell {
    /// A cell with one text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A cell with a text and a second one below it.
    pub fn pair(text: impl Into<String>, below: impl Into<String>) -> Self {
        Self { text: text.into(), below: below.into(), ..Self::default() }
    }

    /// The same, heavier.
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same in another colour.
    pub fn colour(self, colour: Colour) -> Self {
        Self { colour: Some(colour), ..self }
    }
}

/// A table's look.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// How main texts are set.
    pub text: Style,
    /// How second texts are set.
    pub below: Style,
    /// Space between a text and the lines around it, millimetres.
    pub padding: (f64, f64),
    /// Whether columns are parted by lines too.
    pub grid: bool,
}

impl Table {
    /// A table of these columns with texts of 8.5 and 6.8 points.
    pub fn new(columns: &[(f64, Align)]) -> Self {
        Self {
            columns: columns.iter().map(|(width, align)| Column { width: *width, align: *align }).collect(),
            text: Style::new(8.5),
            below: Style::new(6.8).colour(Colour::GREY),
            padding: (2.0, 1.7),
            grid: false,
        }
    }

    /// Its width, millimetres.
    pub fn width(&self) -> f64 {
        self.columns.iter().map(|column| column.width).sum()
    }

    /// Draws a heading row on a tinted ground, with a strong line above; returns where it ends.
    pub fn head(&self, page: &mut Page<'_>, x: f64, y: f64, cells: &[Cell]) -> f64 {
        let cells: Vec<Cell> = cells.iter().cloned().map(Cell::bold).collect();
        let height = self.height(page, &cells);
        page.fill(x, y, self.width(), height, Colour::TINT);
        page.line((x, y), (x + self.width(), y), 0.35, Colour::INK);
        self.row(page, x, y, &cells)
    }

    /// Draws a row with a hairline below it; returns where it ends.
    pub fn row(&self, page: &mut Page<'_>, x: f64, y: f64, cells: &[Cell]) -> f64 {
        let height = self.height(page, cells);
        let mut left = x;
        for (column, cell) in self.columns.iter().zip(cells) {
            let (text, below) = self.lines(page, *column, cell);
            let used = text.len() as f64 * self.text.leading() + below.len() as f64 * self.below.leading();
            let mut base = y + (height - used) / 2.0;
            for (style, lines) in [(self.style(cell), text), (self.below, below)] {
                for line in lines {
                    base += style.leading();
                    // The letters stand on the line with a third of the leading below them.
                    let line_at = base - style.leading() * 0.30;
                    let inner = (left + self.padding.0, left + column.width - self.padding.0);
                    match column.align {
                        Align::Left => drop(page.text(inner.0, line_at, style, &line)),
                        Align::Centre => page.text_about((inner.0 + inner.1) / 2.0, line_at, style, &line),
                        Align::Right => page.text_to(inner.1, line_at, style, &line),
                    }
                }
            }
            if self.grid && left > x {
                page.line((left, y), (left, y + height), 0.15, Colour::LINE);
            }
            left += column.width;
        }
        let end = y + height;
        page.line((x, end), (x + self.width(), end), 0.15, Colour::LINE);
        end
    }

    /// Draws the strong line that ends a table.
    pub fn close(&self, page: &mut Page<'_>, x: f64, y: f64) {
        page.line((x, y), (x + self.width(), y), 0.35, Colour::INK);
    }

    /// How high a row with these cells is, millimetres.
    pub fn height(&self, page: &Page<'_>, cells: &[Cell]) -> f64 {
        let heights = self.columns.iter().zip(cells).map(|(column, cell)| {
            let (text, below) = self.lines(page, *column, cell);
            text.len() as f64 * self.text.leading() + below.len() as f64 * self.below.leading()
        });
        heights.fold(0.0, f64::max) + 2.0 * self.padding.1
    }

    fn lines(&self, page: &Page<'_>, column: Column, cell: &Cell) -> (Vec<String>, Vec<String>) {
        let width = column.width - 2.0 * self.padding.0;
        (page.lines(&cell.text, self.style(cell), width), page.lines(&cell.below, self.below, width))
    }

    fn style(&self, cell: &Cell) -> Style {
        Style {
            bold: self.text.bold || cell.bold,
            colour: cell.colour.unwrap_or(self.text.colour),
            ..self.text
        }
    }
}
