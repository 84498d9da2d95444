//! What a content stream does to the stack of graphics states: `q` without `Q`, and `Q` without `q` (§8.4.2).
//!
//! A scan of tokens, no more: it skips strings, names and the data of inline images, and takes damage as it comes.

use crate::lexer::{is_regular, is_space};

/// The most that is believed of one side: a content that opens more states breaks readers by itself.
const MOST: usize = 1_000;

/// How a content leaves the stack.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Balance {
    /// States that it opened and did not close.
    pub(super) left_open: usize,
    /// States that it closed without having opened them.
    pub(super) closed_unopened: usize,
}

impl Balance {
    /// Scans a decoded content.
    pub(super) fn of(content: &[u8]) -> Self {
        let mut balance = Self::default();
        let mut scan = Scan { content, at: 0 };
        while let Some(word) = scan.word() {
            match word {
                b"q" => balance.left_open = (balance.left_open + 1).min(MOST),
                b"Q" if balance.left_open > 0 => balance.left_open -= 1,
                b"Q" => balance.closed_unopened = (balance.closed_unopened + 1).min(MOST),
                b"ID" => scan.skip_image(),
                _ => {}
            }
        }
        balance
    }
}

struct Scan<'a> {
    content: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    /// The next word of regular characters that is no name.
    fn word(&mut self) -> Option<&'a [u8]> {
        loop {
            match *self.content.get(self.at)? {
                b'%' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                b'(' => self.skip_literal(),
                b'<' if self.content.get(self.at + 1) == Some(&b'<') => self.at += 2,
                b'<' => self.skip_while(|byte| byte != b'>'),
                b'/' => {
                    self.at += 1;
                    self.skip_while(is_regular);
                }
                byte if is_regular(byte) => {
                    let start = self.at;
                    self.skip_while(is_regular);
                    return self.content.get(start..self.at);
                }
                _ => self.at += 1,
            }
        }
    }

    fn skip_while(&mut self, holds: impl Fn(u8) -> bool) {
        while self.content.get(self.at).is_some_and(|byte| holds(*byte)) {
            self.at += 1;
        }
    }

    fn skip_literal(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.content.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' if depth <= 1 => return,
                b')' => depth -= 1,
                _ => {}
            }
        }
    }

    /// From behind `ID` to behind the `EI` that stands alone.
    fn skip_image(&mut self) {
        let data = self.content.get(self.at..).unwrap_or_default();
        let stands_alone = |window: &[u8]| matches!(window, [before, b'E', b'I'] if is_space(*before));
        let end = data.windows(3).enumerate().find(|(start, window)| {
            stands_alone(window) && data.get(start + 3).is_none_or(|byte| is_space(*byte))
        });
        self.at = end.map_or(self.content.len(), |(start, _)| self.at + start + 3);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_operators_count() {
        for (content, left_open, closed_unopened) in [
            ("", 0, 0),
            ("q 1 0 0 1 0 0 cm q Q Q", 0, 0),
            ("q q Q", 1, 0),
            ("Q Q q", 1, 2),
            ("(q \\) q (q)) Tj /q gs <71> Tj % q\nq", 1, 0),
            ("BI /W 1 ID q q \x01EI q EI Q", 0, 1),
            ("BI ID q", 0, 0),
            ("[(q)-20(q)]TJ<</q 1>>BDC q", 1, 0),
        ] {
            assert_eq!(Balance::of(content.as_bytes()), Balance { left_open, closed_unopened }, "{content}");
        }
    }
}
