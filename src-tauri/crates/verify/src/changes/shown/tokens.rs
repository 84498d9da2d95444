//! The tokens of a content stream, as far as text and simple graphics need them (ISO 32000-2 §7.8.2).

/// What stands in a content stream, as far as text needs it.
pub(super) enum Token {
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Other,
    Operator(Vec<u8>),
}

pub(super) struct Lexer<'a> {
    pub(super) data: &'a [u8],
    pub(super) at: usize,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    /// The next token; `Some(None)` at the end, `None` where the content is damaged.
    #[allow(clippy::option_option)]
    pub(super) fn next(&mut self) -> Option<Option<Token>> {
        loop {
            match self.peek() {
                None => return Some(None),
                Some(b'%') => {
                    while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                        self.at += 1;
                    }
                }
                Some(byte) if is_space(byte) => self.at += 1,
                Some(_) => break,
            }
        }
        let token = match self.peek()? {
            b'(' => Token::Text(self.literal()?),
            b'<' if self.data.get(self.at + 1) == Some(&b'<') => self.skip(2),
            b'>' if self.data.get(self.at + 1) == Some(&b'>') => self.skip(2),
            b'<' => Token::Text(self.hex()?),
            b'[' | b']' => self.skip(1),
            b'/' => {
                self.at += 1;
                Token::Name(self.word())
            }
            b'{' | b'}' | b')' | b'>' => return None,
            _ => {
                let word = self.word();
                // No exponents: readers part ways over them.
                let plain = word.iter().all(|byte| byte.is_ascii_digit() || b"+-.".contains(byte));
                let text = std::str::from_utf8(&word).ok().filter(|_| plain);
                match text.and_then(|text| text.parse::<f64>().ok()) {
                    Some(number) if number.is_finite() => Token::Number(number),
                    _ if word == b"true" || word == b"false" || word == b"null" => Token::Other,
                    _ => Token::Operator(word),
                }
            }
        };
        Some(Some(token))
    }

    fn skip(&mut self, count: usize) -> Token {
        self.at += count;
        Token::Other
    }

    fn word(&mut self) -> Vec<u8> {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !b"()<>[]{}/%".contains(&byte)) {
            self.at += 1;
        }
        self.data.get(start..self.at).unwrap_or_default().to_vec()
    }

    fn hex(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'>' => break,
                byte if is_space(byte) => {}
                byte => digits.push(u8::try_from(char::from(byte).to_digit(16)?).ok()?),
            }
        }
        if digits.len() % 2 == 1 {
            digits.push(0);
        }
        Some(
            digits
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |value, digit| value << 4 | digit))
                .collect(),
        )
    }

    fn literal(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut depth = 1;
        let mut text = Vec::new();
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(text);
                    }
                }
                b'\\' => {
                    let escape = self.peek()?;
                    self.at += 1;
                    match escape {
                        b'n' => text.push(b'\n'),
                        b'r' => text.push(b'\r'),
                        b't' => text.push(b'\t'),
                        b'b' => text.push(8),
                        b'f' => text.push(12),
                        b'\r' => {
                            if self.peek() == Some(b'\n') {
                                self.at += 1;
                            }
                        }
                        b'\n' => {}
                        b'0'..=b'7' => {
                            let mut value = u32::from(escape - b'0');
                            for _ in 0..2 {
                                match self.peek() {
                                    Some(digit @ b'0'..=b'7') => {
                                        value = value * 8 + u32::from(digit - b'0');
                                        self.at += 1;
                                    }
                                    _ => break,
                                }
                            }
                            text.push((value & 0xFF) as u8);
                        }
                        other => text.push(other),
                    }
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_as_written() {
        let mut lexer = Lexer { data: b"(a\\(b\\051 (c) \\101) <41 4>", at: 0 };
        let Some(Some(Token::Text(text))) = lexer.next() else { unreachable!() };
        assert_eq!(text, b"a(b) (c) A");
        let Some(Some(Token::Text(text))) = lexer.next() else { unreachable!() };
        assert_eq!(text, b"A@");
        assert!(matches!(lexer.next(), Some(None)));
    }
}
