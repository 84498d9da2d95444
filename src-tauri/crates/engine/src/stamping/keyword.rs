//! Stamps at words of the text (关键字定位): "签字:", "(盖章)".
//!
//! Owns one simple rule. A seal stands centred on the words. A signature starts right behind them, at the height of their
//! middle. Then the offset applies. Words are found whatever their width, case and spaces, across glyph runs, and where a
//! reader sees them on a page that is shown turned; of words over two lines the last line counts. The places of a page are
//! counted from top to bottom and from left to right.

use pdf::RectMm;
use render::{Limits, PageImage};
use wire::{Failure, FailureCode, Keyword, Occurrence};

/// Millimetres in a point.
const MM: f64 = 25.4 / 72.0;
/// Between words and a signature behind them, millimetres.
const GAP: f64 = 1.0;
/// Places whose middles are this near stand on one line, millimetres.
const SAME_LINE: f64 = 2.0;

/// Where the words stand, page by page from 0; fails where they stand nowhere, or not that often.
pub(super) fn find(
    document: &pdf::Document,
    count: usize,
    keyword: &Keyword,
) -> Result<Vec<(usize, RectMm)>, Failure> {
    let mut found: Vec<(usize, RectMm)> = Vec::new();
    let on = |page| places(document, page, &keyword.text).into_iter().map(move |place| (page, place));
    match keyword.occurrence {
        Occurrence::Last => {
            for page in (0..count).rev() {
                found.extend(on(page).next_back());
                if !found.is_empty() {
                    return Ok(found);
                }
            }
        }
        Occurrence::Every => {
            found.extend((0..count).flat_map(on));
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Occurrence::Nth(number) => {
            let wanted = (number as usize).saturating_sub(1);
            for page in 0..count {
                found.extend(on(page));
                if let Some(place) = found.get(wanted) {
                    return Ok(vec![*place]);
                }
            }
        }
    }
    let case = if found.is_empty() { "keyword" } else { "occurrence" };
    let failure = Failure::new(FailureCode::Stamping).of_case(case).with("words", keyword.text.as_str());
    Err(failure.with("found", found.len()))
}

/// Where a stamp of this size stands at some words.
pub(super) fn at_words(words: RectMm, keyword: &Keyword, size: (f64, f64), is_seal: bool) -> RectMm {
    let (width, height) = size;
    let x = if is_seal { words.x + (words.width - width) / 2.0 } else { words.x + words.width + GAP };
    let y = words.y + (words.height - height) / 2.0;
    RectMm { x: x + keyword.right, y: y + keyword.down, width, height }
}

/// The places of the words on one page; none on a page that cannot be drawn, for it shows no words.
fn places(document: &pdf::Document, page: usize, words: &str) -> Vec<RectMm> {
    let text = PageImage::extract(document, page, &Limits::default()).and_then(|image| image.text());
    let Ok(text) = text else { return Vec::new() };
    let mut places: Vec<RectMm> = text
        .search(words)
        .into_iter()
        .filter_map(|found| found.areas.last().copied())
        .map(|area| RectMm {
            x: area.x * MM,
            y: area.y * MM,
            width: area.width * MM,
            height: area.height * MM,
        })
        .collect();
    let middle = |place: &RectMm| place.y + place.height / 2.0;
    places.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    // Within a line from left to right; a line begins where the middles step down.
    let mut sorted: Vec<RectMm> = Vec::with_capacity(places.len());
    for line in places.chunk_by(|a, b| middle(b) - middle(a) < SAME_LINE) {
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        sorted.extend(line);
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seals_stand_on_the_words_and_signatures_behind_them() {
        let words = RectMm { x: 100.0, y: 50.0, width: 20.0, height: 4.0 };
        let keyword = Keyword {
            text: String::new(),
            occurrence: Occurrence::Last,
            right: 3.0,
            down: -2.0,
            width: None,
        };
        let seal = at_words(words, &keyword, (40.0, 40.0), true);
        assert_eq!((seal.x, seal.y), (93.0, 30.0));
        let ink = at_words(words, &keyword, (40.0, 10.0), false);
        assert_eq!((ink.x, ink.y), (124.0, 45.0));
    }
}
