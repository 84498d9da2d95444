//! The text of the pages as pieces with places, and how a label and its value find each other.
//!
//! Owns what counts as the same writing: full-width forms, dashes of all kinds and brackets are folded, spaces inside a
//! Chinese label do not matter. A page whose streams are large is a scan: its text is not read.

use std::cell::Cell;
use std::collections::HashSet;
use std::time::Duration;

use pdf::{Document, Object, ObjectId, RectMm};
use render::{PageImage, PageText};

use crate::Limits;

/// Millimetres in a point.
const MM: f64 = 25.4 / 72.0;
/// Objects that one page may use.
const OBJECTS: usize = 5_000;
/// Pieces of text kept of one page.
const FRAGMENTS: usize = 4_000;
/// Labels of one kind that are followed on one page.
pub(super) const LABELLED: usize = 100;
/// Time for one page; the bounds of sizes end all but hostile pages long before.
const TIME: Duration = Duration::from_secs(5);

/// A run of text on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    /// The text, folded.
    pub(super) text: String,
    /// Where it stands, in millimetres as seen.
    pub(super) area: RectMm,
}

impl Fragment {
    pub(super) fn right(&self) -> f64 {
        self.area.x + self.area.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.area.y + self.area.height
    }

    pub(super) fn middle(&self) -> f64 {
        self.area.y + self.area.height / 2.0
    }
}

/// The text of one page.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// Counted from 0.
    pub(super) index: usize,
    /// Width and height as seen, in millimetres.
    pub(super) size: (f64, f64),
    /// The pieces, in the order of drawing.
    pub(super) fragments: Vec<Fragment>,
    /// All text without spaces, in lower case.
    pub(super) compact: String,
}

impl Page {
    /// The pieces on the same row to the right of one, from left to right.
    pub(super) fn right_of(&self, label: &Fragment) -> Vec<&Fragment> {
        let (top, bottom) =
            (label.area.y - 0.3 * label.area.height, label.bottom() + 0.3 * label.area.height);
        let mut found: Vec<&Fragment> = self
            .fragments
            .iter()
            .filter(|one| (top..=bottom).contains(&one.middle()) && one.area.x >= label.right() - 0.5)
            .collect();
        found.sort_by(|a, b| a.area.x.total_cmp(&b.area.x));
        found
    }

    /// The rows of the page: pieces at one height, joined from left to right, with the area of each row.
    pub(super) fn rows(&self) -> Vec<Fragment> {
        let mut sorted: Vec<&Fragment> = self.fragments.iter().collect();
        sorted.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
        let mut rows: Vec<Vec<&Fragment>> = Vec::new();
        for fragment in sorted {
            match rows.last_mut() {
                Some(row) if row.first().is_some_and(|first| fragment.middle() - first.middle() < 1.2) => {
                    row.push(fragment);
                }
                _ => rows.push(vec![fragment]),
            }
        }
        rows.into_iter().filter_map(joined).collect()
    }
}

fn joined(mut row: Vec<&Fragment>) -> Option<Fragment> {
    row.sort_by(|a, b| a.area.x.total_cmp(&b.area.x));
    let (first, rest) = row.split_first()?;
    let mut whole = (*first).clone();
    for next in rest {
        whole.text.push(' ');
        whole.text.push_str(&next.text);
        let (bottom, right) = (whole.bottom().max(next.bottom()), whole.right().max(next.right()));
        whole.area.y = whole.area.y.min(next.area.y);
        whole.area.width = right - whole.area.x;
        whole.area.height = bottom - whole.area.y;
    }
    Some(whole)
}

/// Reads pages.
pub(super) struct Reader<'a> {
    document: &'a Document,
    limit: u64,
    render: render::Limits,
    /// Whether a page did not end, so that no other is tried.
    gave_up: Cell<bool>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document, limits: &Limits) -> Self {
        let render = render::Limits {
            objects: OBJECTS,
            bytes: limits.text_page_bytes.saturating_mul(2),
            decoded: limits.text_page_bytes.saturating_mul(16),
            pixels: 4_000_000,
            time: TIME,
        };
        Self { document, limit: limits.text_page_bytes, render, gave_up: Cell::new(false) }
    }

    /// The text of a page; none where it cannot be read or is a large scan.
    pub(super) fn page(&self, index: usize) -> Page {
        let mut page = Page { index, ..Page::default() };
        let Some(image) = self.image(index) else { return page };
        let (width, height) = image.size_points();
        page.size = (width * MM, height * MM);
        let text = match image.text() {
            Ok(text) => text,
            Err(error) => {
                self.gave_up.set(matches!(error, render::Error::TooSlow { .. } | render::Error::Busy));
                return page;
            }
        };
        page.fragments = fragments(&text);
        for fragment in &page.fragments {
            page.compact.push_str(&compact(&fragment.text));
            page.compact.push('\n');
        }
        page
    }

    /// Whether reading was given up on a page that did not end.
    pub(super) fn gave_up(&self) -> bool {
        self.gave_up.get()
    }

    /// The page, ready to be read or drawn; `None` after reading was given up and where it cannot be read or is a large scan.
    pub(super) fn image(&self, index: usize) -> Option<PageImage> {
        if self.gave_up.get() {
            return None;
        }
        let page = self.document.page(index).ok()?;
        let mut start = vec![Object::Dictionary(page.resources)];
        start.extend(
            [b"Contents".as_slice(), b"Annots"]
                .iter()
                .filter_map(|key| page.dictionary.get(key).ok().cloned()),
        );
        self.is_light(start).then(|| PageImage::extract(self.document, index, &self.render).ok()).flatten()
    }

    /// Whether what a page uses is small enough to be read: looks at dictionaries, not at data.
    fn is_light(&self, mut open: Vec<Object>) -> bool {
        let mut seen: HashSet<ObjectId> = HashSet::new();
        let (mut bytes, mut values) = (0u64, 0usize);
        while let Some(value) = open.pop() {
            values = values.saturating_add(1);
            if values > OBJECTS.saturating_mul(20) {
                return false;
            }
            let dictionary = match value {
                Object::Reference(id) => {
                    if !seen.insert(id) {
                        continue;
                    }
                    if seen.len() > OBJECTS {
                        return false;
                    }
                    open.push(self.document.object_without_data(id).unwrap_or(Object::Null));
                    continue;
                }
                Object::Array(items) => {
                    open.extend(items);
                    continue;
                }
                Object::Dictionary(dictionary) => dictionary,
                Object::Stream(stream) => {
                    let length = stream.dict.get(b"Length").map(|length| self.document.resolve(length));
                    let length = length.ok().and_then(Result::ok).and_then(|length| length.as_i64().ok());
                    bytes = bytes.saturating_add(u64::try_from(length.unwrap_or(0)).unwrap_or(0));
                    if bytes > self.limit {
                        return false;
                    }
                    stream.dict
                }
                _ => continue,
            };
            let leads_away: [&[u8]; 9] =
                [b"Parent", b"P", b"A", b"AA", b"Dest", b"Popup", b"IRT", b"Metadata", b"PieceInfo"];
            open.extend(
                dictionary
                    .iter()
                    .filter(|(key, _)| !leads_away.contains(&key.as_slice()))
                    .map(|(_, value)| value.clone()),
            );
        }
        true
    }
}

fn fragments(text: &PageText) -> Vec<Fragment> {
    let lines = text.lines().into_iter().take(FRAGMENTS);
    let folded = lines.map(|line| Fragment {
        text: folded(&line.text),
        area: RectMm {
            x: line.area.x * MM,
            y: line.area.y * MM,
            width: line.area.width * MM,
            height: line.area.height * MM,
        },
    });
    folded.filter(|fragment| !fragment.text.is_empty()).collect()
}

/// One way of writing for what looks the same, with single spaces.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{FF01}'..='\u{FF5D}' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
            '～' | '〜' | '∼' => '~',
            '〔' | '【' => '[',
            '〕' | '】' => ']',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || !(folded.is_empty() || folded.ends_with(' ')) {
            folded.push(c);
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Without spaces, in lower case.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// What follows a label at the start of a text; spaces inside do not matter, a Latin label ends with its word.
pub(super) fn after_label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let mut rest = text.char_indices();
    let mut end = 0;
    for wanted in label.chars().filter(|c| !c.is_whitespace()) {
        let (at, c) = rest.find(|(_, c)| !c.is_whitespace())?;
        if !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        end = at.saturating_add(c.len_utf8());
    }
    let rest = text.get(end..)?;
    let cut = label.ends_with(|c: char| c.is_ascii_alphabetic())
        && rest.starts_with(|c: char| c.is_ascii_alphabetic());
    (!cut).then_some(rest)
}

/// What follows the first of some labels that stands at the start of the text or after a space or bracket, and what stands
/// before it.
pub(super) fn find_label<'t>(text: &'t str, labels: &[&str]) -> Option<(&'t str, &'t str)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let opens = before.is_whitespace() || "(/|·:;,".contains(before);
        before = c;
        if !opens || c.is_whitespace() {
            continue;
        }
        let (head, tail) = text.split_at(at);
        if let Some(rest) = labels.iter().find_map(|label| after_label(tail, label)) {
            return Some((head, rest));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_writing_folds_together() {
        assert_eq!(folded("　报告编号：ＪＣ－２０２６—０４１７  第 １ 页"), "报告编号:JC-2026-0417 第 1 页");
        assert_eq!(compact("Page 1 OF 4"), "page1of4");
    }

    #[test]
    fn labels_are_found_at_the_start_of_words() {
        assert_eq!(after_label("编 制: 张三", "编制"), Some(": 张三"));
        assert_eq!(after_label("Report Notes", "Report No"), None);
        assert_eq!(after_label("Report No. 7", "Report No"), Some(". 7"));
        assert_eq!(find_label("某中心 报告编号:X1", &["报告编号"]), Some(("某中心 ", ":X1")));
        assert_eq!(find_label("详见报告编号X1", &["报告编号"]), None);
    }
}
