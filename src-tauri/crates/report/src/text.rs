//! Breaking text into lines, as Chinese and Latin are set together: Chinese breaks between any two characters, Latin at spaces,
//! and no line begins with a closing mark.

use crate::face::Face;

/// Marks that must not begin a line.
const CLOSING: &str = "，。、；：！？）》」』】”’…—,.;:!?)]}%℃°";
/// Marks that must not end one.
const OPENING: &str = "（《「『【“‘([{";

/// Breaks `text` into lines at most `width` millimetres wide at `size` points. What has no place to break (a hash, a path)
/// is cut where the line ends.
pub(crate) fn wrap(face: &Face, text: &str, size: f64, width: f64) -> Vec<String> {
    text.lines().flat_map(|line| wrap_line(face, line, size, width)).collect()
}

fn wrap_line(face: &Face, text: &str, size: f64, width: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if face.width(&format!("{line}{}", piece.trim_end()), size) <= width {
            line.push_str(piece);
            continue;
        }
        if !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
        line.clear();
        for character in piece.chars() {
            line.push(character);
            if line.chars().nth(1).is_some() && face.width(line.trim_end(), size) > width {
                line.pop();
                lines.push(std::mem::take(&mut line));
                line.push(character);
            }
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The parts of a text that stay together.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, character)) {
            pieces.extend(text.get(start..at));
            start = at;
        }
        before = Some(character);
    }
    pieces.extend(text.get(start..));
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if CLOSING.contains(after) || OPENING.contains(before) || after == ' ' {
        return false;
    }
    before == ' ' || before == '/' && !after.is_ascii_digit() || is_wide(before) || is_wide(after)
}

/// Chinese characters and full-width marks.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn no_line_begins_with_a_closing_mark_or_is_too_wide() {
        let face = Face::bundled().unwrap();
        let text = "本报告仅对来样负责，未经本中心书面批准，不得部分复制（全文复制除外）。The results apply to the samples as received; \
                    3f5a9c0d3f5a9c0d3f5a9c0d3f5a9c0d3f5a9c0d3f5a9c0d3f5a9c0d.";
        for width in 20..90 {
            let width = f64::from(width);
            let lines = wrap(&face, text, 9.0, width);
            for line in &lines {
                assert!(face.width(line, 9.0) <= width, "{line}");
                assert!(!line.starts_with(['，', '。', '）']), "{line}");
            }
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""), "nothing is lost");
        }
        assert_eq!(wrap(&face, "一\n二", 9.0, 50.0), ["一", "二"]);
        assert_eq!(wrap(&face, "", 9.0, 50.0), Vec::<String>::new());
    }
}
