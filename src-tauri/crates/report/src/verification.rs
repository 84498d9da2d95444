//! The report on a document's signatures, for whoever keeps paper or sends the finding on. Every sentence comes from the
//! caller, in the reader's language; this module owns where it stands and what colour and shape go with it.

use crate::table::{Align, Cell, Table};
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

/// A label and what belongs to it.
pub type Row = (String, String);

/// What is said of one signature.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Its name and verdict in one sentence.
    pub heading: String,
    /// How to take it.
    pub tone: Tone,
    /// Who, unchanged?, entitled?, when; and whatever else there is.
    pub rows: Vec<Row>,
}

/// The whole report.
#[derive(Clone, Debug)]
pub struct Verification {
    /// Its title.
    pub title: String,
    /// The verdict on the document, one sentence.
    pub verdict: String,
    /// How to take it.
    pub tone: Tone,
    /// The document: name, SHA-256, size, pages, when examined, under which policy.
    pub document: Vec<Row>,
    /// What is said of each signature.
    pub signatures: Vec<Signature>,
    /// What the reader should know about this report.
    pub notes: Vec<String>,
}

const LEFT: f64 = 22.0;
const WIDTH: f64 = 166.0;
const RIGHT: f64 = LEFT + WIDTH;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 274.0;
const GAP: f64 = 9.0;

/// Makes the PDF; `page_label` puts "page 1 of 3" into words.
pub fn write(
    report: &Verification,
    facts: &Facts,
    page_label: &dyn Fn(usize, usize) -> String,
) -> Result<Vec<u8>, Error> {
    let face = Face::bundled()?;
    let mut flow = Flow { paper: Paper::new(&face, Paper::A4), y: BOTTOM };
    flow.place(46.0, |page, y| head(page, y, report));
    flow.rows(&report.document);
    for signature in &report.signatures {
        flow.y += GAP;
        let heading = Style::new(10.0).bold();
        // A signature stays on one page where it can.
        let needed = 9.0 + flow.height(&signature.rows);
        flow.place(needed.min(BOTTOM - TOP), |page, y| {
            shape(page, (LEFT + 2.4, y + 3.4), 2.3, signature.tone);
            page.paragraph(LEFT + 7.0, y + 4.6, WIDTH - 7.0, heading, &signature.heading) - heading.leading()
                + 2.8
        });
        flow.rows(&signature.rows);
    }
    flow.y += GAP;
    let note = Style::new(7.5).colour(Colour::GREY);
    for text in &report.notes {
        flow.place(10.0, |page, y| page.paragraph(LEFT, y + 3.0, WIDTH, note, text) - 1.6);
    }

    let count = flow.paper.pages().len();
    for (n, page) in flow.paper.pages().iter_mut().enumerate() {
        page.line((LEFT, 279.0), (RIGHT, 279.0), 0.15, Colour::LINE);
        page.text(LEFT, 283.4, note, &report.title);
        page.text_to(RIGHT, 283.4, note, &page_label(n + 1, count));
    }
    flow.paper.finish(facts)
}

fn head(page: &mut Page<'_>, y: f64, report: &Verification) -> f64 {
    page.text(LEFT, y + 4.0, Style::new(18.0).bold(), &report.title);
    let top = y + 12.0;
    let style = Style::new(11.0).bold();
    let lines = page.lines(&report.verdict, style, WIDTH - 20.0);
    let height = lines.len() as f64 * style.leading() + 8.0;
    page.fill(LEFT, top, WIDTH, height, Colour::TINT);
    page.fill(LEFT, top, 1.0, height, report.tone.colour());
    shape(page, (LEFT + 8.5, top + height / 2.0), 3.4, report.tone);
    page.paragraph(LEFT + 15.5, top + 8.2, WIDTH - 20.0, style, &report.verdict);
    top + height + GAP
}

/// The sign of a tone, about `centre`.
fn shape(page: &mut Page<'_>, centre: (f64, f64), radius: f64, tone: Tone) {
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
struct Flow<'a> {
    paper: Paper<'a>,
    y: f64,
}

impl Flow<'_> {
    /// Draws something that needs `height`; `draw` returns where it ends.
    fn place(&mut self, height: f64, draw: impl FnOnce(&mut Page<'_>, f64) -> f64) {
        if self.y + height > BOTTOM {
            self.paper.page(|_| {});
            self.y = TOP;
        }
        if let Some(page) = self.paper.pages().last_mut() {
            self.y = draw(page, self.y);
        }
    }

    fn rows(&mut self, rows: &[Row]) {
        let table = table();
        self.place(10.0, |page, y| {
            table.close(page, LEFT, y);
            y
        });
        for row in rows {
            self.place(self.height(std::slice::from_ref(row)), |page, y| {
                table.row(page, LEFT, y, &cells(row))
            });
        }
    }

    /// How high the rows are, millimetres.
    fn height(&self, rows: &[Row]) -> f64 {
        let Some(page) = self.paper.pages.last() else { return 0.0 };
        rows.iter().map(|row| table().height(page, &cells(row))).sum()
    }
}

fn table() -> Table {
    Table::new(&[(40.0, Align::Left), (WIDTH - 40.0, Align::Left)])
}

fn cells((label, value): &Row) -> [Cell; 2] {
    [Cell::new(label).colour(Colour::GREY), Cell::new(value)]
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn sample(signatures: usize) -> Verification {
        let row = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let signature = Signature {
            heading: "张三 Zhang San：内容自签名后未改动".into(),
            tone: Tone::Good,
            rows: vec![
                row("签名人", "张三（朱砂检验检测中心）"),
                row("内容", "自签名后未改动"),
                row("资格", "证书可信，签名时有效"),
                row("时间", "2026年11月22日 14:05，据签名人的时钟"),
            ],
        };
        Verification {
            title: "签名验证报告".into(),
            verdict: "内容自签名后未改动；签名人：张三（朱砂检验检测中心），证书可信。".into(),
            tone: Tone::Good,
            document: vec![
                row("文件", "report-JC-2026-0417.pdf"),
                row("SHA-256", &"3f5a9c0d".repeat(8)),
                row("大小", "55 902 字节"),
            ],
            signatures: vec![signature; signatures],
            notes: vec!["本报告由 Vermilion 生成。𠮷".into()],
        }
    }

    fn pdf(report: &Verification) -> Vec<u8> {
        let facts = Facts {
            title: report.title.clone(),
            author: String::new(),
            date: "D:20261122140500+08'00'".into(),
        };
        write(report, &facts, &|page, pages| format!("第 {page} 页 共 {pages} 页")).unwrap()
    }

    #[test]
    fn the_same_report_is_the_same_file() {
        let report = sample(2);
        assert_eq!(pdf(&report), pdf(&report));
        assert_ne!(pdf(&report), pdf(&sample(3)));
    }

    #[test]
    fn many_signatures_go_on_as_many_pages_as_they_need() {
        let pages = |bytes: &[u8]| {
            let file = hayro::hayro_syntax::Pdf::new(std::sync::Arc::new(bytes.to_vec())).unwrap();
            file.pages().len()
        };
        assert_eq!(pages(&pdf(&sample(0))), 1);
        assert_eq!(pages(&pdf(&sample(2))), 1);
        assert!(pages(&pdf(&sample(40))) > 5);
        assert!(pdf(&sample(40)).len() < 60_000, "one small subset of the face for all pages");
    }

    #[test]
    fn a_date_that_is_none_is_refused() {
        let facts = Facts { date: "yesterday".into(), ..Facts::default() };
        assert!(matches!(write(&sample(1), &facts, &|_, _| String::new()), Err(Error::Date(_))));
    }
}
