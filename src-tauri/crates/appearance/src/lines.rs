//! Sets lines of text into a box: predictable sizes, the largest that fits, broken only where Chinese and Latin may break.

use crate::error::{Error, Result};
use crate::face::Face;
use crate::units::POINTS_PER_MM;

/// The smallest type a caption is set in, in points.
pub(crate) const SMALLEST: f64 = 4.0;
/// Below this, breaking lines is better than smaller type.
const LEGIBLE: f64 = 6.0;
/// From baseline to baseline, in type sizes.
const PITCH: f64 = 1.3;
/// From the top of a line to its baseline, in type sizes: half the extra pitch and the height of a Chinese character.
const BASELINE: f64 = 0.15 + 0.86;

/// One line as it stands in its box.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SetLine {
    pub text: String,
    pub size: f64,
    pub width: f64,
    /// From the top of the block to the baseline, in points.
    pub down: f64,
    /// Whether it belongs to the first line given.
    pub first: bool,
}

/// Lines that fit their box.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    pub lines: Vec<SetLine>,
    pub height: f64,
}

/// How text is to be set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// The largest type, in points.
    pub largest: f64,
    /// Size of the lines after the first, as a share of the first.
    pub rest: f64,
}

/// The lines as the program understands them: split at line ends, spaces for tabs, without what has no shape.
pub(crate) fn clean(lines: &[String]) -> Vec<String> {
    let shapeless = |c: &char| !matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}');
    let plain = |c: char| if c.is_control() || c.is_whitespace() && c != '\u{3000}' { ' ' } else { c };
    let tidy =
        |line: &str| line.chars().filter(shapeless).map(plain).collect::<String>().trim_end().to_owned();
    let mut cleaned: Vec<String> = lines.iter().flat_map(|line| line.split('\n')).map(tidy).collect();
    while cleaned.last().is_some_and(String::is_empty) {
        cleaned.pop();
    }
    cleaned
}

/// Sets `lines` into a box of `width` x `height` points.
pub(crate) fn set(face: &Face, lines: &[String], style: Style, width: f64, height: f64) -> Result<Block> {
    let widths: Vec<f64> = lines.iter().map(|line| face.width(line)).collect::<Result<_>>()?;
    let share = |index: usize| if index == 0 { 1.0 } else { style.rest };
    let widest = widths.iter().enumerate().map(|(index, width)| width * share(index)).fold(0.0, f64::max);
    let tall: f64 = (0..lines.len()).map(|index| share(index) * PITCH).sum();
    let by_width = if widest > 0.0 { width / widest } else { f64::INFINITY };
    let by_height = if tall > 0.0 { height / tall } else { f64::INFINITY };
    // A hair smaller, so that rounding never pushes a line out of its box.
    let unbroken = by_width.min(by_height).min(style.largest) * 0.9999;
    if unbroken >= LEGIBLE.min(style.largest * 0.9) {
        return Ok(block(face, lines, style, unbroken, f64::INFINITY)?.0);
    }
    let mut size = LEGIBLE.min(style.largest);
    let mut needed = f64::INFINITY;
    while size >= SMALLEST - 1e-9 {
        let (set, fits) = block(face, lines, style, size, width)?;
        if fits && set.height <= height {
            return Ok(set);
        }
        needed = set.height;
        size -= 0.25;
    }
    if unbroken >= SMALLEST {
        return Ok(block(face, lines, style, unbroken, f64::INFINITY)?.0);
    }
    Err(Error::TooLittleRoom { needed_mm: needed / POINTS_PER_MM, room_mm: height / POINTS_PER_MM })
}

/// The lines at a given size, broken at `width`; false when a single character is wider than that.
fn block(face: &Face, lines: &[String], style: Style, size: f64, width: f64) -> Result<(Block, bool)> {
    let mut done = Block { lines: Vec::new(), height: 0.0 };
    let mut fits = true;
    for (index, line) in lines.iter().enumerate() {
        let size = if index == 0 { size } else { size * style.rest };
        for text in broken(face, line, width / size)? {
            let line_width = face.width(&text)? * size;
            fits &= line_width <= width;
            let down = done.height + BASELINE * size;
            done.height += PITCH * size;
            done.lines.push(SetLine { text, size, width: line_width, down, first: index == 0 });
        }
    }
    Ok((done, fits))
}

/// Breaks one line so that each part is at most `room` wide at type size 1; a word that is too long stands alone.
fn broken(face: &Face, line: &str, room: f64) -> Result<Vec<String>> {
    if face.width(line)? <= room {
        return Ok(vec![line.to_owned()]);
    }
    let mut parts = vec![String::new()];
    for word in words(line) {
        let together =
            parts.last().map_or(0.0, |part| face.width(part).unwrap_or(0.0)) + face.width(word.trim_end())?;
        match parts.last_mut() {
            Some(part) if together <= room || part.is_empty() => part.push_str(word),
            _ => parts.push(word.trim_start().to_owned()),
        }
    }
    Ok(parts.into_iter().map(|part| part.trim_end().to_owned()).collect())
}

/// Pieces that must stay on one line: words with their spaces, single Chinese characters with what must not start a line.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, here) in line.char_indices() {
        let may_break = before.is_some_and(|before| {
            let after_space = before == ' ' && here != ' ';
            let around_chinese = (is_chinese(before) || is_chinese(here)) && here != ' ';
            after_space || around_chinese && !OPENING.contains(before) && !CLOSING.contains(here)
        });
        if may_break {
            words.extend(line.get(start..at));
            start = at;
        }
        before = Some(here);
    }
    words.extend(line.get(start..));
    words
}

/// Never the last on a line.
const OPENING: &str = "((《〈「『【〔“‘[{";
/// Never the first on a line.
const CLOSING: &str = "))》〉」』】〕”’]},。、;:!?.,;:!?%‰℃…—";

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    const STYLE: Style = Style { largest: 9.0, rest: 0.85 };

    fn strings(lines: &[&str]) -> Vec<String> {
        clean(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn what_fits_is_set_at_the_largest_size() {
        let face = Face::bundled().unwrap();
        let block = set(&face, &strings(&["张三", "2026-11-22"]), STYLE, 200.0, 100.0).unwrap();
        assert_eq!(block.lines.len(), 2);
        assert!((block.lines[0].size - 9.0).abs() < 0.01 && (block.lines[1].size - 7.65).abs() < 0.01);
    }

    #[test]
    fn every_line_stays_in_its_box() {
        let face = Face::bundled().unwrap();
        let lines = strings(&[
            "欧阳修文",
            "某某市产品质量监督检验研究院(国家质检中心)",
            "I approve this test report, 2026-11-22 14:05",
        ]);
        for (width, height) in [(60.0, 40.0), (90.0, 25.0), (300.0, 14.0), (45.0, 80.0), (1000.0, 1000.0)] {
            match set(&face, &lines, STYLE, width, height) {
                Ok(block) => {
                    assert!(block.height <= height + 1e-6);
                    assert!(
                        block
                            .lines
                            .iter()
                            .all(|line| line.width <= width + 1e-6 && line.size >= SMALLEST * 0.85 - 1e-6)
                    );
                    let whole: String = block.lines.iter().map(|line| line.text.replace(' ', "")).collect();
                    assert_eq!(whole, lines.concat().replace(' ', ""));
                }
                Err(error) => assert_eq!(error.code(), "too-little-room"),
            }
        }
    }

    #[test]
    fn lines_break_between_words_and_characters() {
        assert_eq!(words("检测(二)报告 No. 12"), ["检", "测", "(二)", "报", "告 ", "No. ", "12"]);
    }

    #[test]
    fn empty_lines_and_control_characters_do_no_harm() {
        assert_eq!(strings(&["a\tb\u{200b}", "", "c\u{7}d\nE", "  ", ""]), ["a b", "", "c d", "E"]);
        let face = Face::bundled().unwrap();
        assert!(set(&face, &strings(&["", "x", ""]), STYLE, 50.0, 50.0).is_ok());
        assert_eq!(set(&face, &strings(&["a😀"]), STYLE, 50.0, 50.0).unwrap_err().code(), "missing-glyph");
    }
}
