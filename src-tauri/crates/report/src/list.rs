//! The report on many documents: one row for each, with the sign of its verdict.

use crate::sheet::{BOTTOM, Flow, LEFT, TOP, Tone, WIDTH, head, shape};
use crate::table::{Align, Cell, Table};
use crate::{Error, Face, Facts};

/// One document.
#[derive(Clone, Debug)]
pub struct Row {
    /// How to take it.
    pub tone: Tone,
    /// Its number, its name, its verdict in one word, and why in one sentence.
    pub cells: [String; 4],
    /// Below its name, smaller: where it lies.
    pub folder: String,
    /// Below the sentence, smaller: who signed and when.
    pub signers: String,
}

/// The whole list.
#[derive(Clone, Debug)]
pub struct List {
    /// Its title.
    pub title: String,
    /// What became of all, in one sentence.
    pub summary: String,
    /// How to take the worst of them.
    pub tone: Tone,
    /// The heads of the four columns.
    pub heads: [String; 4],
    /// The documents, in the reader's order.
    pub rows: Vec<Row>,
    /// What the reader should know about this list.
    pub notes: Vec<String>,
}

/// Room for the sign before the verdict's word, millimetres.
const SIGN: f64 = 5.0;
/// The widths of the columns, millimetres.
const WIDTHS: [f64; 4] = [12.0, 54.0, 26.0, WIDTH - 92.0];

/// Makes the PDF; `page_label` puts "page 1 of 3" into words.
pub fn write(
    list: &List,
    facts: &Facts,
    page_label: &dyn Fn(usize, usize) -> String,
) -> Result<Vec<u8>, Error> {
    let face = Face::bundled()?;
    let mut flow = Flow::new(&face);
    flow.place(46.0, |page, y| head(page, y, &list.title, list.tone, &list.summary));
    let columns = WIDTHS.map(|width| (width, Align::Left));
    let table = Table::new(&columns);
    let heads = list.heads.clone().map(Cell::new);
    // The head of the columns stands on every page.
    let mut on_page = 0;
    for row in &list.rows {
        let [number, name, verdict, why] = row.cells.clone();
        // The sign stands in a column of its own inside the verdict's.
        let cells = [
            Cell::new(number),
            Cell::pair(name, row.folder.as_str()),
            Cell::new(format!("\u{2003}\u{2002}{verdict}")),
            Cell::pair(why, row.signers.as_str()),
        ];
        let height = flow.paper.pages.last().map_or(0.0, |page| table.height(page, &cells));
        if on_page == 0 || flow.y + height > BOTTOM {
            if on_page > 0 {
                flow.y = BOTTOM + TOP;
            }
            flow.place(16.0, |page, y| table.head(page, LEFT, y, &heads));
            on_page = flow.paper.pages.len();
        }
        flow.place(height, |page, y| {
            let end = table.row(page, LEFT, y, &cells);
            let middle = LEFT + WIDTHS.iter().take(2).sum::<f64>() + SIGN - 1.2;
            shape(page, (middle, (y + end) / 2.0), 1.5, row.tone);
            end
        });
    }
    flow.finish(&list.title, &list.notes, facts, page_label)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn hundreds_of_rows_go_on_as_many_pages_as_they_need() {
        let row = |n: usize| Row {
            tone: [Tone::Good, Tone::Know, Tone::Bad][n % 3],
            cells: [
                n.to_string(),
                format!("检测报告 JC-2026-{n:04}.pdf"),
                "签名有效".into(),
                "内容自签名后未改动；签名人：张三（朱砂检验检测中心），证书可信。".into(),
            ],
            folder: "2026/11".into(),
            signers: "张三 2026年11月22日 14:05".into(),
        };
        let pages = |rows: usize| {
            let list = List {
                title: "批量验签结果".into(),
                summary: "共 3 份".into(),
                tone: Tone::Bad,
                heads: ["序号", "文件", "结果", "说明"].map(str::to_owned),
                rows: (1..=rows).map(row).collect(),
                notes: vec!["本报告由朱印生成。".into()],
            };
            let facts = Facts { date: "D:20261122140500+08'00'".into(), ..Facts::default() };
            let bytes = write(&list, &facts, &|page, pages| format!("{page}/{pages}")).unwrap();
            hayro::hayro_syntax::Pdf::new(std::sync::Arc::new(bytes)).unwrap().pages().len()
        };
        assert_eq!(pages(1), 1);
        let many = pages(300);
        assert!((12..40).contains(&many), "{many}");
    }
}
