//! Finds words in the text of a page as a person means them: whatever the case, the width (full or half) and the spaces,
//! across lines and glyph runs.

use crate::page_image::Area;
use crate::text::PageText;

/// Most matches that are returned for one page.
const MAX_MATCHES: usize = 10_000;

/// One place where the words stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// One rectangle for each line that the match touches, in points from the top left of the page as seen.
    pub areas: Vec<Area>,
    /// The matching characters, as a range of [`PageText::characters`].
    pub characters: std::ops::Range<usize>,
}

impl PageText {
    /// Every place of `query` in the order of drawing; matches do not overlap. Spaces and line ends count for nothing.
    pub fn search(&self, query: &str) -> Vec<Match> {
        let wanted: Vec<char> = folded(query).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        // Every letter of the page with the character it belongs to.
        let letters: Vec<(char, usize)> = self
            .characters()
            .iter()
            .enumerate()
            .flat_map(|(index, character)| folded(&character.text).map(move |letter| (letter, index)))
            .collect();
        let mut matches = Vec::new();
        let mut at = 0;
        while let Some(window) = letters.get(at..at + wanted.len()) {
            if window.iter().map(|(letter, _)| letter).eq(wanted.iter()) {
                if let (Some((_, first)), Some((_, last))) = (window.first(), window.last()) {
                    matches.push(self.place(*first..*last + 1));
                }
                at += wanted.len();
            } else {
                at += 1;
            }
            if matches.len() >= MAX_MATCHES {
                break;
            }
        }
        matches
    }

    fn place(&self, range: std::ops::Range<usize>) -> Match {
        let mut areas: Vec<Area> = Vec::new();
        let mut before: Option<usize> = None;
        let found = self.characters().iter().enumerate().skip(range.start).take(range.len());
        for (index, character) in found.filter(|(_, character)| !character.text.trim().is_empty()) {
            let joined = before.is_some_and(|before| self.same_line(before, index));
            match areas.last_mut() {
                Some(area) if joined => *area = area.around(character.area),
                _ => areas.push(character.area),
            }
            before = Some(index);
        }
        Match { areas, characters: range }
    }
}

/// The letters that count, in a form in which letters that mean the same are the same.
fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(half_width).flat_map(char::to_lowercase).filter(|letter| {
        !letter.is_whitespace()
            && !letter.is_control()
            && !matches!(letter, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{FEFF}')
    })
}

/// Full-width Latin letters, digits and signs in their usual form, and radicals that look like characters as characters.
fn half_width(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' | '\u{00A0}' => ' ',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => letter,
    }
}
