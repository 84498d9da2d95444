//! The number of the report: the same in every place that names it, on every page, and in the file's name.

use std::collections::BTreeMap;

use pdf::RectMm;

use super::words::{Fragment, LABELLED, Page, find_label};
use crate::Expectations;
use crate::code::Code;
use crate::finding::Collector;

/// What the number of a report is called.
const LABELS: &[&str] = &[
    "检测报告编号",
    "检验报告编号",
    "试验报告编号",
    "报告编号",
    "报告书编号",
    "报告号",
    "Report Number",
    "Report No",
    "Report Nr",
    "Report ID",
    "Report #",
];
/// What it may be called in a header that says 报告 elsewhere; forms have such numbers of their own.
const SHORT_LABELS: &[&str] = &["编号"];
/// Words before the label that make it another report's number.
const OF_ANOTHER: &[&str] =
    &["原", "原始", "被替代", "替代", "作废", "分包", "original", "replaced", "replaces", "previous"];
/// The part of the page, from each end, in which a header or footer stands.
const MARGIN: f64 = 0.2;
/// How far to the right of its label a value may begin, in millimetres.
const REACH: f64 = 90.0;

/// One mention.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    page: usize,
    area: RectMm,
    value: String,
    /// Letters and digits of all that follows the label, in case a space stands inside the number.
    following: String,
}

/// Every mention of the report's number, in the order of the pages.
pub(super) fn numbers(pages: &[Page]) -> Vec<Mention> {
    let found = mentions(pages, LABELS, |_, _| true);
    if !found.is_empty() {
        return found;
    }
    mentions(pages, SHORT_LABELS, |page, fragment| {
        let place = fragment.middle() / page.size.1.max(1.0);
        !(MARGIN..=1.0 - MARGIN).contains(&place)
    })
}

fn mentions(pages: &[Page], labels: &[&str], wanted: impl Fn(&Page, &Fragment) -> bool) -> Vec<Mention> {
    let mut found = Vec::new();
    for page in pages {
        let labelled =
            page.fragments.iter().filter(|fragment| wanted(page, fragment)).filter_map(|fragment| {
                find_label(&fragment.text, labels).map(|(before, rest)| (fragment, before, rest))
            });
        for (fragment, before, mut rest) in labelled.take(LABELLED) {
            let before = before.trim_end().to_lowercase();
            if OF_ANOTHER.iter().any(|word| before.ends_with(word)) {
                continue;
            }
            // The label in the other language may follow.
            if let Some((between, after)) = find_label(rest, LABELS)
                && between.chars().all(|c| !c.is_alphanumeric())
            {
                rest = after;
            }
            if let Some((value, following)) = value(rest) {
                found.push(Mention { page: page.index, area: fragment.area, value, following });
            } else if rest.chars().all(|c| !c.is_alphanumeric()) {
                found.extend(beside(page, fragment));
            }
        }
    }
    found
}

/// The number in the first piece to the right that is not the label in the other language.
fn beside(page: &Page, label: &Fragment) -> Option<Mention> {
    let mut right = page.right_of(label).into_iter().filter(|one| find_label(&one.text, LABELS).is_none());
    let fragment = right.next().filter(|one| one.area.x - label.right() < REACH)?;
    let (value, following) = value(&fragment.text)?;
    Some(Mention { page: page.index, area: fragment.area, value, following })
}

/// The number at the start of a text: a token with at least three digits.
fn value(text: &str) -> Option<(String, String)> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || ":：.#)".contains(c));
    let token = text.split_whitespace().next()?;
    let token = token.split(['第', '共']).next().filter(|part| digits(part) >= 3).unwrap_or(token);
    let token = token.trim_matches(|c: char| ",;。、.:".contains(c));
    let is_number = digits(token) >= 3
        && token.chars().count() <= 40
        && token.starts_with(|c: char| c.is_alphanumeric() || "([".contains(c));
    is_number.then(|| (token.to_owned(), essence(text)))
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Letters and digits in upper case: what of a number does not depend on how it is typed.
fn essence(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// The number that is named most, the first of equals: what of it does not depend on typing, and as it is typed.
pub(super) fn most_named(found: &[Mention]) -> Option<(String, String)> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (order, mention) in found.iter().enumerate() {
        let place = counts.entry(essence(&mention.value)).or_insert((0, order));
        place.0 = place.0.saturating_add(1);
    }
    let (main, (_, first)) =
        counts.into_iter().max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first)))?;
    Some((main, found.get(first)?.value.clone()))
}

/// Compares every mention, every page and the file's name with the number that is named most.
pub(super) fn examine(pages: &[Page], expectations: &Expectations, out: &mut Collector) {
    let found = numbers(pages);
    let Some((main, expected)) = most_named(&found) else { return };
    let main = &main;
    for mention in &found {
        let own = essence(&mention.value);
        let broken_by_a_space = main.starts_with(&own) && mention.following.starts_with(main.as_str());
        if own != *main && !broken_by_a_space {
            out.add(
                Code::NumberDiffers,
                Some(mention.page),
                Some(mention.area),
                [mention.value.clone(), expected.clone()],
            );
        }
    }
    missing(pages, &found, main, &expected, out);
    if let Some(name) = &expectations.file_name {
        file_name(name, main, &expected, out);
    }
}

/// Pages without the number, where most pages bear it.
fn missing(pages: &[Page], found: &[Mention], main: &str, expected: &str, out: &mut Collector) {
    let bears = |page: &Page| essence(&page.compact).contains(main);
    let readable: Vec<&Page> = pages.iter().filter(|page| !page.fragments.is_empty()).collect();
    let bearing = readable.iter().filter(|page| bears(page)).count();
    if readable.len() < 3 || bearing.saturating_mul(3) < readable.len().saturating_mul(2) {
        return;
    }
    for page in readable {
        // A page that names another number was named above.
        if !bears(page) && !found.iter().any(|mention| mention.page == page.index) {
            out.add(Code::NumberMissing, Some(page.index), None, [expected.to_owned()]);
        }
    }
}

fn file_name(name: &str, main: &str, expected: &str, out: &mut Collector) {
    let name = super::words::folded(name);
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let plain = essence(stem);
    if plain.contains(main) {
        return;
    }
    // The same letters and as many digits, with other digits: the file of another report.
    let shape: Vec<char> = main.chars().collect();
    let other = plain.char_indices().find_map(|(at, _)| {
        let candidate: Vec<char> = plain.get(at..)?.chars().take(shape.len()).collect();
        let alike = candidate.len() == shape.len()
            && candidate.iter().zip(&shape).all(|(a, b)| a == b || a.is_ascii_digit() && b.is_ascii_digit());
        (alike && shape.iter().any(|c| !c.is_ascii_digit()))
            .then(|| candidate.into_iter().collect::<String>())
    });
    match other {
        Some(_) => out.add(Code::NumberOfFileDiffers, None, None, [stem.to_owned(), expected.to_owned()]),
        None => out.add(Code::NumberNotInFileName, None, None, [expected.to_owned()]),
    }
}
