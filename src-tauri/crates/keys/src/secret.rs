//! A PIN, passphrase or file password in memory, and the rules a new one must meet (RS2, RS18 §8; at least six
//! characters). It does not estimate entropy: what a short PIN cannot do is said in the documentation of the vault.

use std::fmt;

use zeroize::Zeroizing;

use crate::error::{SecretFault, SimplePattern};

/// Characters a new secret must have.
pub const MINIMUM_CHARACTERS: usize = 6;

/// Bytes of UTF-8 a secret may have.
pub const MAXIMUM_BYTES: usize = 1024;

/// Secrets that are tried first by anybody, in lower case; patterns are caught by rule and not listed.
const COMMON: &[&str] = &[
    "password",
    "passw0rd",
    "password1",
    "qwerty",
    "qwerty123",
    "qwertyuiop",
    "1qaz2wsx",
    "asdfgh",
    "zxcvbn",
    "iloveyou",
    "letmein",
    "welcome",
    "admin123",
    "administrator",
    "a123456",
    "123456a",
    "abc123",
    "woaini",
    "5201314",
    "147258369",
    "88888888a",
    "qq123456",
    "密码密码密码",
];

/// A secret that wipes itself from memory and never shows itself.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes over a string; the caller's buffer becomes this secret's and is wiped with it.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text as it was entered, for PKCS#12 files, whose writers took it so.
    pub(crate) fn as_entered(&self) -> &str {
        &self.0
    }

    /// The text as the vault takes it: full-width forms, which a Chinese input method gives for the same keys, are the
    /// ASCII characters they stand for (U+FF01 to U+FF5E, U+3000).
    pub(crate) fn normal(&self) -> Zeroizing<String> {
        // Never longer than what was entered, so that no reallocation leaves a copy behind.
        let mut normal = Zeroizing::new(String::with_capacity(self.0.len()));
        normal.extend(self.0.chars().map(|c| match u32::from(c) {
            0x3000 => ' ',
            wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
            _ => c,
        }));
        normal
    }

    /// One secret out of several, which are needed together and in this order.
    pub fn joined(parts: &[Self]) -> Self {
        let length = parts.iter().map(|part| part.0.len()).sum();
        let mut joined = Zeroizing::new(String::with_capacity(length));
        parts.iter().for_each(|part| joined.push_str(&part.0));
        Self(joined)
    }

    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks a secret about to be set against the rules; a secret that is being tried is never checked.
    pub fn check(&self) -> Result<(), SecretFault> {
        if self.0.len() > MAXIMUM_BYTES {
            return Err(SecretFault::TooLong { maximum: MAXIMUM_BYTES });
        }
        let normal = self.normal();
        let mut characters = Zeroizing::new(Vec::with_capacity(normal.len()));
        characters.extend(normal.chars().map(u32::from));
        if characters.len() < MINIMUM_CHARACTERS {
            return Err(SecretFault::TooShort { found: characters.len(), minimum: MINIMUM_CHARACTERS });
        }
        match simple_pattern(&characters) {
            Some(pattern) => Err(SecretFault::TooSimple(pattern)),
            None if is_common(&normal) => Err(SecretFault::TooSimple(SimplePattern::Common)),
            None => Ok(()),
        }
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

fn is_common(text: &str) -> bool {
    COMMON.contains(&Zeroizing::new(text.to_lowercase()).as_str())
}

fn simple_pattern(characters: &[u32]) -> Option<SimplePattern> {
    let repeats = |period: usize| characters.iter().zip(characters.iter().skip(period)).all(|(a, b)| a == b);
    if repeats(1) {
        return Some(SimplePattern::OneCharacter);
    }
    let mut runs = Zeroizing::new(characters.to_vec());
    runs.dedup();
    // `112233` and `111222` count as the sequence that is left when doubles are dropped.
    if is_sequence(characters)
        || (runs.len() >= 2 && runs.len() * 2 <= characters.len() && is_sequence(&runs))
    {
        return Some(SimplePattern::Sequence);
    }
    // Twice over or more: 121212, 123123.
    (2..=3).any(repeats).then_some(SimplePattern::Repetition)
}

/// Whether each character is the next, or each the previous, of the one before; after 9 comes 0.
fn is_sequence(characters: &[u32]) -> bool {
    let steps = |from: u32, to: u32| {
        let digit = |c: u32| char::from_u32(c).and_then(|c| c.to_digit(10));
        match (digit(from), digit(to)) {
            (Some(from), Some(to)) => (from + 1) % 10 == to,
            _ => from.checked_add(1) == Some(to),
        }
    };
    let pairs = || characters.iter().zip(characters.iter().skip(1));
    pairs().all(|(a, b)| steps(*a, *b)) || pairs().all(|(a, b)| steps(*b, *a))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Option<SecretFault> {
        Secret::from(text).check().err()
    }

    #[test]
    fn short_secrets_are_refused_by_characters_not_bytes() {
        assert_eq!(fault("83051"), Some(SecretFault::TooShort { found: 5, minimum: 6 }));
        assert_eq!(fault("朱印密"), Some(SecretFault::TooShort { found: 3, minimum: 6 }));
        assert_eq!(fault("830517"), None);
        assert_eq!(fault("检测报告签名"), None);
    }

    #[test]
    fn the_first_guesses_are_refused() {
        for (text, pattern) in [
            ("111111", SimplePattern::OneCharacter),
            ("123456", SimplePattern::Sequence),
            ("567890", SimplePattern::Sequence),
            ("987654321", SimplePattern::Sequence),
            ("abcdef", SimplePattern::Sequence),
            ("112233", SimplePattern::Sequence),
            ("121212", SimplePattern::Repetition),
            ("123123", SimplePattern::Repetition),
            ("PassWord", SimplePattern::Common),
        ] {
            assert_eq!(fault(text), Some(SecretFault::TooSimple(pattern)), "{text}");
        }
        for text in ["135790", "246810", "202611", "aabbcd", "correct horse battery staple"] {
            assert_eq!(fault(text), None, "{text}");
        }
    }

    #[test]
    fn full_width_characters_are_the_keys_they_stand_for() {
        assert_eq!(*Secret::from("８３０５１７　Ａｂ～").normal(), "830517 Ab~");
        assert_eq!(fault("１２３４５６"), Some(SecretFault::TooSimple(SimplePattern::Sequence)));
    }

    #[test]
    fn a_secret_does_not_show_itself() {
        assert_eq!(format!("{:?}", Secret::from("830517")), "Secret(…)");
    }

    #[test]
    fn very_long_secrets_are_refused() {
        assert_eq!(fault(&"ab c".repeat(300)), Some(SecretFault::TooLong { maximum: MAXIMUM_BYTES }));
    }
}
