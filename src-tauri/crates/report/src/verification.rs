//! The report on a document's signatures, for whoever keeps paper or sends the finding on. Every sentence comes from the
//! caller, in the reader's language; this module owns where it stands and what colour and shape go with it.

use crate::sheet::{BOTTOM, Flow, GAP, LEFT, TOP, Tone, WIDTH, head, shape};
use crate::table::{Align, Cell, Table};
use crate::{Colour, Error, Face, Facts, Style};

/// A label and what belongs to it.
pub type Row = (String, String);

/// Rows that belong together.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// What they are about; may be empty.
    pub title: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// What is said of one signature.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Its name and verdict in one sentence.
    pub heading: String,
    /// How to take it.
    pub tone: Tone,
    /// Who, unchanged?, entitled?, when first; then whatever else there is.
    pub sections: Vec<Section>,
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
    /// The document and what it was judged by: name, SHA-256, size, pages, when examined, under which policy.
    pub document: Vec<Row>,
    /// What is said of each signature.
    pub signatures: Vec<Signature>,
    /// What the reader should know about this report.
    pub notes: Vec<String>,
}

/// Makes the PDF; `page_label` puts "page 1 of 3" into words.
pub fn write(
    report: &Verification,
    facts: &Facts,
    page_label: &dyn Fn(usize, usize) -> String,
) -> Result<Vec<u8>, Error> {
    let face = Face::bundled()?;
    let mut flow = Flow::new(&face);
    flow.place(46.0, |page, y| head(page, y, &report.title, report.tone, &report.verdict));
    rows(&mut flow, &report.document);
    for signature in &report.signatures {
        flow.y += GAP;
        let heading = Style::new(10.0).bold();
        // What matters of a signature stays on one page where it can.
        let first = signature.sections.first().map_or(0.0, |section| height(&flow, &section.rows));
        flow.place((9.0 + first).min(BOTTOM - TOP), |page, y| {
            shape(page, (LEFT + 2.4, y + 3.4), 2.3, signature.tone);
            page.paragraph(LEFT + 7.0, y + 4.6, WIDTH - 7.0, heading, &signature.heading) - heading.leading()
                + 2.8
        });
        for section in &signature.sections {
            if !section.title.is_empty() {
                let title = Style::new(8.5).bold().colour(Colour::GREY);
                flow.y += 3.0;
                let first = height(&flow, section.rows.get(..1).unwrap_or_default());
                flow.place(8.0 + first, |page, y| {
                    page.text(LEFT, y + 3.6, title, &section.title);
                    y + 5.6
                });
            }
            rows(&mut flow, &section.rows);
        }
    }
    flow.finish(&report.title, &report.notes, facts, page_label)
}

fn rows(flow: &mut Flow<'_>, rows: &[Row]) {
    let table = table();
    flow.place(10.0, |page, y| {
        table.close(page, LEFT, y);
        y
    });
    for row in rows {
        flow.place(height(flow, std::slice::from_ref(row)), |page, y| table.row(page, LEFT, y, &cells(row)));
    }
}

/// How high the rows are, millimetres.
fn height(flow: &Flow<'_>, rows: &[Row]) -> f64 {
    let Some(page) = flow.paper.pages.last() else { return 0.0 };
    rows.iter().map(|row| table().height(page, &cells(row))).sum()
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
            sections: vec![
                Section {
                    title: String::new(),
                    rows: vec![
                        row("签名人", "张三（朱砂检验检测中心）"),
                        row("内容", "自签名后未改动"),
                        row("资格", "证书可信，签名时有效"),
                        row("时间", "2026年11月22日 14:05，据签名人的时钟"),
                    ],
                },
                Section { title: "证书".into(), rows: vec![row("序列号", "01f3")] },
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
