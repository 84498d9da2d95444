//! 第 x 页 共 y 页: whether the pages are all there, in order, and agree on how many there are.
//!
//! Covers and declarations often bear no mark and may or may not be counted, so marks are held against each other first and
//! against the pages of the file only where they leave no doubt.

use std::collections::BTreeMap;

use pdf::RectMm;

use super::pattern::{BARE_MARK, CHINESE_MARK, CHINESE_MARK_TOTAL_FIRST, ENGLISH_MARK};
use super::words::Page;
use crate::code::Code;
use crate::finding::Collector;

/// The part of the page, from each end, in which a mark without words counts as one.
const MARGIN: f64 = 0.12;

struct Mark {
    page: usize,
    area: RectMm,
    number: usize,
    total: usize,
}

/// Examines the page marks.
pub(super) fn examine(pages: &[Page], page_count: usize, out: &mut Collector) {
    let marks: Vec<Mark> = pages.iter().filter_map(mark).collect();
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
        if page_count > 1 && pages.iter().all(|page| !page.fragments.is_empty()) {
            out.add(Code::PageMarksMissing, None, None, []);
        }
        return;
    };
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for mark in &marks {
        let count = counts.entry(mark.total).or_insert(0);
        *count = count.saturating_add(1);
    }
    let Some(total) = counts.into_iter().max_by_key(|(_, count)| *count).map(|(total, _)| total) else {
        return;
    };
    for mark in &marks {
        if mark.total != total || mark.number > total || mark.number == 0 {
            let found = format!("{}/{}", mark.number, mark.total);
            out.add(Code::PageTotalDiffers, Some(mark.page), Some(mark.area), [found, total.to_string()]);
        }
    }
    let mut missing = |from: usize, to: usize, page: usize| {
        out.add(Code::PagesMissing, Some(page), None, [from.to_string(), to.to_string(), total.to_string()]);
    };
    // Before the first mark, each page of the file can be a page that is counted.
    if first.number > first.page.saturating_add(1) {
        missing(1, first.number.saturating_sub(first.page).saturating_sub(1), first.page);
    }
    let after = page_count.saturating_sub(last.page).saturating_sub(1);
    if last.number.saturating_add(after) < total {
        missing(last.number.saturating_add(after).saturating_add(1), total, last.page);
    }
    let mut order = Vec::new();
    for pair in marks.windows(2) {
        let [before, after] = pair else { continue };
        let expected = before.number.saturating_add(after.page.saturating_sub(before.page));
        if after.number > expected {
            missing(expected, after.number.saturating_sub(1), after.page);
        } else if after.number < expected {
            order.push((after, expected));
        }
    }
    for (mark, expected) in order {
        out.add(
            Code::PageOrder,
            Some(mark.page),
            Some(mark.area),
            [mark.number.to_string(), expected.to_string()],
        );
    }
    if last.number == total {
        for page in pages.iter().filter(|page| page.index > last.page && !page.fragments.is_empty()) {
            out.add(Code::PageUnnumbered, Some(page.index), None, []);
        }
    }
}

/// The mark of a page: the last one in reading order, since a heading may quote one.
fn mark(page: &Page) -> Option<Mark> {
    let rows = page.rows();
    let found = rows.iter().rev().find_map(|row| {
        let edge = row.middle() / page.size.1.max(1.0);
        let in_margin = !(MARGIN..=1.0 - MARGIN).contains(&edge);
        let plain =
            CHINESE_MARK.find_all::<2>(&row.text).into_iter().chain(ENGLISH_MARK.find_all::<2>(&row.text));
        let bare = page.fragments.iter().filter(|one| in_margin && (one.middle() - row.middle()).abs() < 0.1);
        let bare = bare.flat_map(|one| BARE_MARK.find_all::<2>(&one.text));
        let (number, total) = plain
            .chain(bare)
            .map(|found| found.groups.into())
            .chain(CHINESE_MARK_TOTAL_FIRST.find_all::<2>(&row.text).into_iter().map(|found| {
                let [total, number] = found.groups;
                (number, total)
            }))
            .next()?;
        Some((row.area, number.parse().ok()?, total.parse().ok()?))
    });
    let (area, number, total) = found?;
    Some(Mark { page: page.index, area, number, total })
}
