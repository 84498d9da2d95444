//! Whether the methods of the report are among those for which the signatory is approved, and on this day.

use std::collections::BTreeMap;

use pdf::RectMm;

use super::pattern::STANDARD;
use super::words::{Fragment, LABELLED, Page, find_label};
use crate::code::Code;
use crate::finding::Collector;
use crate::{Expectations, Scope};

/// What the methods of a report are called.
const LABELS: &[&str] = &[
    "检测依据",
    "检验依据",
    "检验检测依据",
    "试验依据",
    "检测方法",
    "检验方法",
    "试验方法",
    "测试方法",
    "分析方法",
    "方法依据",
    "检测标准",
    "检测方法依据",
    "检测方法及来源",
    "Test method",
    "Test methods",
    "Test standard",
    "Testing method",
    "Method",
];
/// How far a cell may stand out of the column of its heading, in millimetres.
const COLUMN: f64 = 6.0;

/// A standard: its issuer and number, and the edition if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Standard {
    base: String,
    edition: String,
}

impl Standard {
    fn name(&self) -> String {
        if self.edition.is_empty() { self.base.clone() } else { format!("{}-{}", self.base, self.edition) }
    }
}

/// Examines the signatory's approval against the day and the methods.
pub(super) fn examine(pages: &[Page], expectations: &Expectations, out: &mut Collector) {
    let Some(scope) = &expectations.signatory else { return };
    if let Some(now) = expectations.now
        && (scope.from.is_some_and(|from| now < from) || scope.until.is_some_and(|until| now > until))
    {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        out.add(Code::ScopeNotValid, None, None, [scope.name.clone(), day(scope.from), day(scope.until)]);
    }
    let approved: Vec<Standard> = scope.fields.iter().flat_map(|field| standards(field)).collect();
    // An approval that lists fields of work and no standard cannot be held against standards.
    if approved.is_empty() {
        return;
    }
    for (name, (standard, page, area)) in methods(pages) {
        judge(&name, &standard, (page, area), &approved, scope, out);
    }
}

fn judge(
    name: &str,
    standard: &Standard,
    (page, area): (usize, RectMm),
    approved: &[Standard],
    scope: &Scope,
    out: &mut Collector,
) {
    let mut same = approved.iter().filter(|one| covers(&one.base, &standard.base)).peekable();
    let Some(one) = same.peek().map(|one| one.name()) else {
        out.add(Code::OutsideScope, Some(page), Some(area), [name.to_owned(), scope.name.clone()]);
        return;
    };
    let edition = |one: &Standard| {
        one.edition.is_empty() || standard.edition.is_empty() || one.edition == standard.edition
    };
    if !same.any(edition) {
        out.add(Code::OtherEdition, Some(page), Some(area), [name.to_owned(), one, scope.name.clone()]);
    }
}

/// Whether an approved number is this one or the series it is a part of.
fn covers(approved: &str, number: &str) -> bool {
    number.strip_prefix(approved).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}

/// The standards of a text.
fn standards(text: &str) -> Vec<Standard> {
    // Between Chinese characters no word begins; a space makes one begin.
    let spaced: String =
        text.chars().flat_map(|c| [c].into_iter().chain((!c.is_ascii()).then_some(' '))).collect();
    let upper = spaced.to_uppercase();
    let found = STANDARD.find_all::<3>(&upper).into_iter().map(|found| {
        let [issuer, number, edition] = found.groups;
        let plain = |part: &str| part.split_whitespace().collect::<String>();
        Standard { base: format!("{} {}", plain(issuer), plain(number)), edition: edition.to_owned() }
    });
    found.collect()
}

/// The standards that stand behind, beside or below a label of methods, each with its first place.
fn methods(pages: &[Page]) -> BTreeMap<String, (Standard, usize, RectMm)> {
    let mut found = BTreeMap::new();
    for page in pages {
        let labelled = page.fragments.iter().filter(|one| {
            find_label(&one.text, LABELS).is_some_and(|(before, rest)| {
                before.is_empty() && !rest.starts_with(|c: char| c.is_alphabetic())
            })
        });
        for label in labelled.take(LABELLED) {
            let mut take = |fragment: &Fragment| {
                for standard in standards(&fragment.text) {
                    found.entry(standard.name()).or_insert((standard, page.index, fragment.area));
                }
            };
            take(label);
            page.right_of(label).into_iter().take(1).for_each(&mut take);
            page.fragments.iter().filter(|one| is_below(label, one)).for_each(&mut take);
        }
    }
    found
}

/// Whether a piece stands in the column that a heading begins: aligned with its left edge or centred under it.
fn is_below(label: &Fragment, cell: &Fragment) -> bool {
    let centre = |one: &Fragment| one.area.x + one.area.width / 2.0;
    cell.area.y > label.bottom() - 0.5
        && ((cell.area.x - label.area.x).abs() < COLUMN || (centre(cell) - centre(label)).abs() < COLUMN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standards_are_named_the_same_however_they_are_typed() {
        let names = |text: &str| standards(text).iter().map(Standard::name).collect::<Vec<_>>();
        assert_eq!(names("按GB/T3098.6-2023、HJ828-2017执行"), ["GB/T 3098.6-2023", "HJ 828-2017"]);
        assert_eq!(names("gb/t 3098.6"), ["GB/T 3098.6"]);
        assert!(names("力学性能").is_empty());
    }

    #[test]
    fn a_series_covers_its_parts() {
        assert!(covers("GB/T 5750", "GB/T 5750.4") && covers("ISO 6892", "ISO 6892-1"));
        assert!(!covers("GB/T 309", "GB/T 3098.6") && !covers("GB/T 3098.6", "GB/T 3098"));
    }
}
