//! Deterministic CBOR (RFC 8949 §4.2.1), the part that a row's body needs: integers, byte and
//! text strings, maps. Each value has one encoding only; the reader refuses every other one, so
//! that two different bodies can never mean the same record.

/// The bytes are no deterministic CBOR of the expected shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const MAP: u8 = 5;

fn put_head(out: &mut Vec<u8>, major: u8, argument: u64) {
    let major = major << 5;
    if argument < 24 {
        out.push(major | argument as u8);
    } else if let Ok(n) = u8::try_from(argument) {
        out.extend([major | 24, n]);
    } else if let Ok(n) = u16::try_from(argument) {
        out.push(major | 25);
        out.extend(n.to_be_bytes());
    } else if let Ok(n) = u32::try_from(argument) {
        out.push(major | 26);
        out.extend(n.to_be_bytes());
    } else {
        out.push(major | 27);
        out.extend(argument.to_be_bytes());
    }
}

/// Appends an unsigned integer.
pub(crate) fn put_unsigned(out: &mut Vec<u8>, value: u64) {
    put_head(out, UNSIGNED, value);
}

/// Appends an integer of either sign.
pub(crate) fn put_integer(out: &mut Vec<u8>, value: i64) {
    if value >= 0 {
        put_head(out, UNSIGNED, value.unsigned_abs());
    } else {
        put_head(out, NEGATIVE, !value as u64); // -1 - value, which cannot overflow
    }
}

/// Appends a byte string.
pub(crate) fn put_bytes(out: &mut Vec<u8>, value: &[u8]) {
    put_head(out, BYTES, value.len() as u64);
    out.extend(value);
}

/// Appends a text string.
pub(crate) fn put_text(out: &mut Vec<u8>, value: &str) {
    put_head(out, TEXT, value.len() as u64);
    out.extend(value.as_bytes());
}

/// A map with small unsigned keys, filled in ascending order of the keys.
#[derive(Default)]
pub(crate) struct Map {
    entries: Vec<u8>,
    count: u64,
}

impl Map {
    /// Opens the entry `key`; the caller appends exactly one value to what is returned.
    pub(crate) fn key(&mut self, key: u64) -> &mut Vec<u8> {
        self.count += 1;
        put_unsigned(&mut self.entries, key);
        &mut self.entries
    }

    /// Opens an entry with a text key; the caller keeps the order: shorter first, then bytewise.
    pub(crate) fn text_key(&mut self, key: &str) -> &mut Vec<u8> {
        self.count += 1;
        put_text(&mut self.entries, key);
        &mut self.entries
    }

    /// Appends the whole map.
    pub(crate) fn put(self, out: &mut Vec<u8>) {
        put_head(out, MAP, self.count);
        out.extend(self.entries);
    }
}

/// Reads one value after the other; copies nothing.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader at the first of `bytes`.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    fn head(&mut self) -> Result<(u8, u64), Malformed> {
        let (&first, rest) = self.rest.split_first().ok_or(Malformed)?;
        self.rest = rest;
        let (width, smallest) = match first & 0x1f {
            n @ 0..=23 => return Ok((first >> 5, u64::from(n))),
            24 => (1, 24),
            25 => (2, 1 << 8),
            26 => (4, 1 << 16),
            27 => (8, 1 << 32),
            _ => return Err(Malformed), // reserved, or of indefinite length
        };
        let value = self.take(width)?.iter().fold(0, |n, &b| n << 8 | u64::from(b));
        if value < smallest { Err(Malformed) } else { Ok((first >> 5, value)) }
    }

    fn expect(&mut self, major: u8) -> Result<u64, Malformed> {
        match self.head()? {
            (found, value) if found == major => Ok(value),
            _ => Err(Malformed),
        }
    }

    /// An unsigned integer.
    pub(crate) fn unsigned(&mut self) -> Result<u64, Malformed> {
        self.expect(UNSIGNED)
    }

    /// An integer of either sign that fits 64 bits.
    pub(crate) fn integer(&mut self) -> Result<i64, Malformed> {
        match self.head()? {
            (UNSIGNED, n) => i64::try_from(n).map_err(|_| Malformed),
            (NEGATIVE, n) => i64::try_from(n).map(|n| -1 - n).map_err(|_| Malformed),
            _ => Err(Malformed),
        }
    }

    /// A byte string of exactly `N` bytes.
    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let length = self.expect(BYTES)?;
        let bytes = self.take(usize::try_from(length).map_err(|_| Malformed)?)?;
        bytes.try_into().map_err(|_| Malformed)
    }

    /// A text string.
    pub(crate) fn text(&mut self) -> Result<&'a str, Malformed> {
        let length = self.expect(TEXT)?;
        let bytes = self.take(usize::try_from(length).map_err(|_| Malformed)?)?;
        std::str::from_utf8(bytes).map_err(|_| Malformed)
    }

    /// The number of entries of a map that follows.
    pub(crate) fn map(&mut self) -> Result<u64, Malformed> {
        self.expect(MAP)
    }

    /// Reads a map with small unsigned keys, which must ascend; `entry` reads one value.
    pub(crate) fn entries(
        &mut self,
        mut entry: impl FnMut(&mut Self, u64) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        let mut last = None;
        for _ in 0..self.map()? {
            let key = self.unsigned()?;
            if last.is_some_and(|last| key <= last) {
                return Err(Malformed);
            }
            last = Some(key);
            entry(self, key)?;
        }
        Ok(())
    }

    /// Fails when anything is left.
    pub(crate) fn end(&self) -> Result<(), Malformed> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn integers_have_the_encodings_of_rfc_8949_appendix_a() {
        let cases: [(i64, &[u8]); 9] = [
            (0, &[0x00]),
            (23, &[0x17]),
            (24, &[0x18, 24]),
            (1000, &[0x19, 0x03, 0xe8]),
            (1_000_000, &[0x1a, 0x00, 0x0f, 0x42, 0x40]),
            (1_000_000_000_000, &[0x1b, 0, 0, 0, 0xe8, 0xd4, 0xa5, 0x10, 0]),
            (-1, &[0x20]),
            (-100, &[0x38, 0x63]),
            (-1000, &[0x39, 0x03, 0xe7]),
        ];
        for (value, bytes) in cases {
            let mut out = Vec::new();
            put_integer(&mut out, value);
            assert_eq!(out, bytes);
            assert_eq!(Reader::new(bytes).integer(), Ok(value));
        }
        for value in [i64::MIN, i64::MAX] {
            let mut out = Vec::new();
            put_integer(&mut out, value);
            assert_eq!(Reader::new(&out).integer(), Ok(value));
        }
    }

    #[test]
    fn a_longer_spelling_of_the_same_value_is_refused() {
        for bytes in
            [&[0x18, 23][..], &[0x19, 0, 255], &[0x1a, 0, 0, 255, 255], &[0x1b, 0, 0, 0, 0, 1, 2, 3, 4]]
        {
            assert_eq!(Reader::new(bytes).unsigned(), Err(Malformed));
        }
        assert_eq!(Reader::new(&[0x5f, 0xff]).array::<0>(), Err(Malformed), "indefinite length");
    }

    #[test]
    fn no_input_makes_the_reader_fail_other_than_by_saying_so() {
        for first in 0..=255u8 {
            for tail in [&[][..], &[0xff; 9], &[0; 9]] {
                let bytes = [&[first], tail].concat();
                let _ = Reader::new(&bytes).integer();
                let _ = Reader::new(&bytes).text();
                let _ = Reader::new(&bytes).array::<32>();
                let _ = Reader::new(&bytes).entries(|r, _| r.text().map(drop));
            }
        }
    }
}
