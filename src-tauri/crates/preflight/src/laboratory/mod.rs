//! What a reader of a laboratory's report would send back: ISO/IEC 17025 §7.8.2.1 and the habits of Chinese test reports.
//!
//! Works on the text of the pages with its places. A document that does not name the number of a report and speak of testing
//! is no such report, and nothing is said about it; whether it is one shows on its first and last pages.

mod dates;
mod ending;
mod number;
mod page_marks;
mod pattern;
mod scope;
mod sign_off;
mod words;

use pdf::Document;

use crate::code::Code;
use crate::finding::Collector;
use crate::{Expectations, Limits};
pub(crate) use sign_off::role_named;
use words::{Page, Reader};

/// Pages at the front and at the back on which a report shows that it is one.
const FRONT: usize = 3;
const BACK: usize = 1;

/// Words of which a report of a laboratory uses at least one.
const CUES: &[&str] = &[
    "检测",
    "检验",
    "试验",
    "校准",
    "化验",
    "测试报告",
    "testreport",
    "inspectionreport",
    "reportofanalysis",
    "certificateofanalysis",
    "analysisreport",
    "laborator",
    "calibration",
    "testresult",
    "testingreport",
];

/// The number of the report, as most of the mentions on its first and last pages have it.
pub(crate) fn number_of(document: &Document, limits: &Limits, page_count: usize) -> Option<String> {
    let reader = Reader::new(document, limits);
    let back = page_count.saturating_sub(BACK).max(FRONT.min(page_count));
    let pages: Vec<Page> =
        (0..FRONT.min(page_count)).chain(back..page_count).map(|index| reader.page(index)).collect();
    number::most_named(&number::numbers(&pages)).map(|(_, number)| number)
}

/// Examines the document as a laboratory's report; tells whether it is one.
pub(crate) fn examine(
    document: &Document,
    expectations: &Expectations,
    limits: &Limits,
    page_count: usize,
    out: &mut Collector,
) -> bool {
    let reader = Reader::new(document, limits);
    let mut pages: Vec<Page> = Vec::new();
    let back = page_count.saturating_sub(BACK).max(FRONT.min(page_count));
    let ends = (0..FRONT.min(page_count)).chain(back..page_count);
    pages.extend(ends.map(|index| reader.page(index)));
    let numbers = number::numbers(&pages);
    if numbers.is_empty() || !pages.iter().any(|page| CUES.iter().any(|cue| page.compact.contains(cue))) {
        return false;
    }
    let room = limits.text_pages.saturating_sub(pages.len());
    let middle = FRONT.min(page_count)..back;
    if middle.len() > room {
        out.add(Code::PartlyChecked, None, None, ["text".to_owned()]);
    }
    let at = FRONT.min(pages.len());
    let between: Vec<Page> = middle.take(room).map(|index| reader.page(index)).collect();
    pages.splice(at..at, between);
    if reader.gave_up() {
        out.add(Code::PartlyChecked, None, None, ["text".to_owned()]);
    }
    for page in pages.iter().filter(|page| page.fragments.is_empty()) {
        out.add(Code::PageWithoutText, Some(page.index), None, []);
    }
    number::examine(&pages, expectations, out);
    page_marks::examine(&pages, page_count, out);
    ending::examine(&pages, page_count, out);
    dates::examine(&pages, expectations, out);
    scope::examine(&pages, expectations, out);
    sign_off::examine(document, &reader, &pages, expectations, out);
    true
}
