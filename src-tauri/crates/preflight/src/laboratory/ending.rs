//! The clear mark of the end that a report must have (ISO/IEC 17025 §7.8.2.1 e).

use super::words::Page;
use crate::code::Code;
use crate::finding::Collector;

/// What such marks say, without spaces.
const MARKS: &[&str] = &[
    "以下空白",
    "报告结束",
    "报告完",
    "报告正文结束",
    "正文结束",
    "本报告结束",
    "endofreport",
    "endofthereport",
    "endoftestreport",
    "endofdocument",
    "***",
    "—完—",
    "-完-",
    "-end-",
    "-以下无正文-",
    "以下无正文",
    "(完)",
];

/// Looks for the mark on the last page, then on the others.
pub(super) fn examine(pages: &[Page], page_count: usize, out: &mut Collector) {
    let Some(last) = pages.last().filter(|page| page.index.saturating_add(1) == page_count) else { return };
    let ends = |page: &&Page| MARKS.iter().any(|mark| page.compact.contains(mark));
    // What cannot be read cannot be missed.
    if last.fragments.is_empty() || ends(&last) {
        return;
    }
    match pages.iter().rev().find(ends) {
        Some(page) => {
            out.add(Code::EndMarkNotLast, Some(page.index), None, [last.index.saturating_add(1).to_string()]);
        }
        None if pages.iter().all(|page| !page.fragments.is_empty()) => {
            out.add(Code::EndMarkMissing, Some(last.index), None, []);
        }
        None => {}
    }
}
