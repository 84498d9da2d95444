//! A report made of sections, each a heading and rows of two cells: inspections, compliance sheets.

use crate::sheet::{BOTTOM, Flow, GAP, LEFT, WIDTH, head};
use crate::{Align, Cell, Colour, Error, Face, Facts, Style, Table, Tone};

/// A heading and its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The heading.
    pub heading: String,
    /// What is said, and of whom or how much.
    pub rows: Vec<[String; 2]>,
}

/// What the report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// The title.
    pub title: String,
    /// How the whole is to be taken.
    pub tone: Tone,
    /// One sentence under the title.
    pub sentence: String,
    /// The sections.
    pub parts: Vec<Part>,
    /// What stands in a section without rows.
    pub nothing: String,
    /// Notes at the end.
    pub notes: Vec<String>,
}

const WIDTHS: [f64; 2] = [120.0, WIDTH - 120.0];
const HEADING: Style = Style::new(12.0).bold();

/// Makes the PDF; `page_label` puts "page 1 of 3" into words.
pub fn write(
    tables: &Tables,
    facts: &Facts,
    page_label: &dyn Fn(usize, usize) -> String,
) -> Result<Vec<u8>, Error> {
    let face = Face::bundled()?;
    let mut flow = Flow::new(&face);
    flow.place(46.0, |page, y| head(page, y, &tables.title, tables.tone, &tables.sentence));
    let columns = WIDTHS.map(|width| (width, Align::Left));
    let table = Table::new(&columns);
    for part in &tables.parts {
        // A heading does not stand alone at the foot of a page.
        if flow.y + 24.0 > BOTTOM {
            flow.y = BOTTOM;
        }
        flow.place(12.0, |page, y| {
            page.text(LEFT, y + 5.0, HEADING, &part.heading);
            page.line((LEFT, y + 7.5), (LEFT + WIDTH, y + 7.5), 0.2, Colour::LINE);
            y + 9.0
        });
        if part.rows.is_empty() {
            flow.place(8.0, |page, y| page.paragraph(LEFT, y + 4.0, WIDTH, Style::new(9.5), &tables.nothing));
        }
        for row in &part.rows {
            let cells = row.clone().map(Cell::new);
            let height = flow.paper.pages.last().map_or(8.0, |page| table.height(page, &cells));
            flow.place(height, |page, y| table.row(page, LEFT, y, &cells));
        }
        flow.y += GAP / 2.0;
    }
    flow.finish(&tables.title, &tables.notes, facts, page_label)
}
