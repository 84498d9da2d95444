//! Base45 (RFC 9285): two octets in three characters of a QR code's alphanumeric mode.

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

pub(crate) fn encode(bytes: &[u8]) -> String {
    let digit = |number: u32| char::from(ALPHABET.get(number as usize).copied().unwrap_or(b'0'));
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for pair in bytes.chunks(2) {
        match *pair {
            [high, low] => {
                let number = u32::from(high) * 256 + u32::from(low);
                text.extend([digit(number % 45), digit(number / 45 % 45), digit(number / 2025)]);
            }
            [one] => text.extend([digit(u32::from(one) % 45), digit(u32::from(one) / 45)]),
            _ => {}
        }
    }
    text
}

/// `None` where the text is no Base45: a character outside the alphabet, a number too large, a character too many.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let digit = |character: &u8| ALPHABET.iter().position(|known| known == character).map(|at| at as u32);
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for group in text.as_bytes().chunks(3) {
        let digits: Vec<u32> = group.iter().map(digit).collect::<Option<_>>()?;
        match digits[..] {
            [a, b, c] => bytes.extend(u16::try_from(a + b * 45 + c * 2025).ok()?.to_be_bytes()),
            [a, b] => bytes.push(u8::try_from(a + b * 45).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}
