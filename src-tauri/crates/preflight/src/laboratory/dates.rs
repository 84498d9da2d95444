//! Dates in an order in which things can have happened: sampled ≤ received ≤ tested ≤ prepared ≤ issued, none in the future.

use jiff::civil::Date;
use pdf::RectMm;

use super::pattern::{DAY_FIRST, MONTH_FIRST, NUMERIC_DATE};
use super::words::{Fragment, LABELLED, Page, find_label};
use crate::Expectations;
use crate::code::Code;
use crate::finding::Collector;

/// What happened on a date, in the order in which it must have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Sampled,
    Received,
    Tested,
    Prepared,
    Issued,
}

impl Stage {
    fn code(self) -> &'static str {
        match self {
            Self::Sampled => "sampled",
            Self::Received => "received",
            Self::Tested => "tested",
            Self::Prepared => "prepared",
            Self::Issued => "issued",
        }
    }
}

const LABELS: &[(Stage, &[&str])] = &[
    (
        Stage::Sampled,
        &["采样日期", "采样时间", "抽样日期", "取样日期", "Sampling date", "Date of sampling", "Sampled on"],
    ),
    (
        Stage::Received,
        &[
            "收样日期",
            "接样日期",
            "接收日期",
            "样品接收日期",
            "到样日期",
            "送样日期",
            "来样日期",
            "收到日期",
            "Date received",
            "Date of receipt",
            "Received on",
            "Receipt date",
            "Received",
        ],
    ),
    (
        Stage::Tested,
        &[
            "检测日期",
            "检验日期",
            "试验日期",
            "测试日期",
            "分析日期",
            "检测时间",
            "检测周期",
            "检验检测日期",
            "Test date",
            "Testing date",
            "Date of test",
            "Date of testing",
            "Tested on",
            "Test period",
            "Tested",
        ],
    ),
    (Stage::Prepared, &["编制日期", "Date prepared", "Prepared on"]),
    (
        Stage::Issued,
        &[
            "签发日期",
            "批准日期",
            "报告日期",
            "发布日期",
            "出具日期",
            "Date of issue",
            "Issue date",
            "Issued on",
            "Date issued",
            "Report date",
            "Date of report",
        ],
    ),
];

/// How far to the right of its label a date may begin, in millimetres.
const REACH: f64 = 70.0;

struct Dated {
    stage: Stage,
    page: usize,
    area: RectMm,
    first: Date,
    last: Date,
}

/// Examines the dates that a label names.
pub(super) fn examine(pages: &[Page], expectations: &Expectations, out: &mut Collector) {
    let mut found: Vec<Dated> = Vec::new();
    for page in pages {
        found.extend(page.fragments.iter().flat_map(|fragment| dated(page, fragment)).take(LABELLED));
    }
    // The signer's calendar and the report's may be a day apart.
    if let Some(latest) = expectations.now.and_then(|now| now.tomorrow().ok()) {
        for one in found.iter().filter(|one| one.last > latest) {
            let values = [one.stage.code().to_owned(), one.last.to_string()];
            out.add(Code::DateInFuture, Some(one.page), Some(one.area), values);
        }
    }
    for (index, a) in found.iter().enumerate() {
        for b in found.iter().skip(index.saturating_add(1)).take(200) {
            let (earlier, later) = if a.stage <= b.stage { (a, b) } else { (b, a) };
            if let Some((first, second)) = inverted(earlier, later) {
                let values = [earlier.stage.code(), later.stage.code()].map(str::to_owned);
                let [earlier_code, later_code] = values;
                let values = [earlier_code, first.to_string(), later_code, second.to_string()];
                out.add(Code::DatesOutOfOrder, Some(later.page), Some(later.area), values);
            }
        }
    }
}

/// The two dates that cannot be in this order. Work goes on while samples still come in: only a report must wait for the last
/// test, all else for the first of its kind.
fn inverted(earlier: &Dated, later: &Dated) -> Option<(Date, Date)> {
    if earlier.stage == later.stage {
        return None;
    }
    let (first, second) = match later.stage {
        Stage::Prepared | Stage::Issued => (earlier.last, later.last),
        _ => (earlier.first, later.last),
    };
    (first > second).then_some((first, second))
}

/// The dates that a piece of text names, if it begins with the label of a stage.
fn dated(page: &Page, fragment: &Fragment) -> Vec<Dated> {
    let mut found = Vec::new();
    for (stage, labels) in LABELS {
        let Some((_, rest)) = find_label(&fragment.text, labels) else { continue };
        let own = dates(until_next_label(rest));
        let (dates, area) = if own.is_empty() {
            match beside(page, fragment) {
                Some(beside) => beside,
                None => continue,
            }
        } else {
            (own, fragment.area)
        };
        if let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) {
            found.push(Dated { stage: *stage, page: page.index, area, first: *first, last: *last });
        }
    }
    found
}

/// The first piece with a date to the right; what stands between may only be the label in the other language.
fn beside(page: &Page, label: &Fragment) -> Option<(Vec<Date>, RectMm)> {
    for fragment in page.right_of(label).into_iter().filter(|one| one.area.x - label.right() < REACH) {
        let found = dates(&fragment.text);
        if !found.is_empty() && !is_labelled(&fragment.text) {
            return Some((found, fragment.area));
        }
        let translation = fragment.text.chars().all(|c| c.is_ascii() && !c.is_ascii_digit());
        if is_labelled(&fragment.text) || !translation {
            return None;
        }
    }
    None
}

fn is_labelled(text: &str) -> bool {
    LABELS.iter().any(|(_, labels)| find_label(text, labels).is_some_and(|(before, _)| before.is_empty()))
}

/// The text up to the next label of a date, so that one line may name several.
fn until_next_label(text: &str) -> &str {
    let next =
        LABELS.iter().filter_map(|(_, labels)| find_label(text, labels)).map(|(before, _)| before.len());
    // The label in the other language stands before the date, not behind it.
    let next = next.filter(|at| text.get(..*at).is_some_and(|head| !dates(head).is_empty())).min();
    next.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Every date in a text that the calendar knows.
pub(super) fn dates(text: &str) -> Vec<Date> {
    let mut found: Vec<(usize, Date)> = Vec::new();
    for one in NUMERIC_DATE.find_all::<3>(text) {
        let [year, month, day] = one.groups;
        let digit_before =
            text.get(..one.start).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
        let digit_after =
            text.get(one.end..).is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit()));
        if !digit_before && !digit_after {
            found.extend(day_of(year, month, day).map(|date| (one.start, date)));
        }
    }
    for one in DAY_FIRST.find_all::<3>(text) {
        let [day, month, year] = one.groups;
        found.extend(day_of(year, &month_of(month), day).map(|date| (one.start, date)));
    }
    for one in MONTH_FIRST.find_all::<3>(text) {
        let [month, day, year] = one.groups;
        found.extend(day_of(year, &month_of(month), day).map(|date| (one.start, date)));
    }
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, date)| date).collect()
}

fn month_of(name: &str) -> String {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let place = NAMES.iter().position(|known| name.eq_ignore_ascii_case(known));
    place.map_or_else(String::new, |place| place.saturating_add(1).to_string())
}

fn day_of(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_in_their_spellings() {
        let november = date(2026, 11, 22);
        for text in [
            "2026-11-22",
            "2026年11月22日",
            "2026 年 11 月 22 日",
            "2026.11.22",
            "2026/11/22",
            "22 Nov 2026",
            "22nd November 2026",
            "Nov 22, 2026",
            "November 22 2026",
        ] {
            assert_eq!(dates(text), [november], "{text}");
        }
        assert_eq!(dates("2026-04-08 ~ 2026-04-15"), [date(2026, 4, 8), date(2026, 4, 15)]);
        for text in ["JC-2026-0417-1", "2026-13-01", "12026-11-22", "2026-11-221"] {
            assert!(dates(text).is_empty(), "{text}");
        }
    }
}
