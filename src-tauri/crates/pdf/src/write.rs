//! Objects to bytes, the same bytes for the same object every time (ISO 32000-2 §7.3).
//!
//! Owns the spelling of tokens. Keys keep the order they have in memory. Strings of printable ASCII are written as
//! literals, all others as hexadecimal, so that an increment can be read as text. Where an object is written again
//! because one of its keys changed, the numbers that did not change keep the file's own digits (see `spelling`).
//! Refuses offsets and cross-references, which `update` owns, and encryption: strings come encrypted already.

use crate::spelling::Spelling;
use crate::{Dictionary, Error, Object, Stream, StringFormat};

/// Nesting at which a value is refused; no reader of ours accepts more.
const MAX_DEPTH: usize = 100;

/// Appends a value; a stream, which can only be an object of its own, is refused.
pub(crate) fn value(out: &mut Vec<u8>, value: &Object, original: Option<&Spelling>) -> Result<(), Error> {
    value_at(out, value, original, 0)
}

/// Appends what stands between `obj` and `endobj`; a stream's length is its data's.
pub(crate) fn object(out: &mut Vec<u8>, object: Object, original: Option<&Spelling>) -> Result<(), Error> {
    let Object::Stream(Stream { mut dict, content, .. }) = object else {
        return value(out, &object, original);
    };
    let length = i64::try_from(content.len()).map_err(|_| Error::UnwritableValue)?;
    dict.set("Length", Object::Integer(length));
    dictionary(out, &dict, original)?;
    out.extend_from_slice(b"\nstream\n");
    out.extend_from_slice(&content);
    out.extend_from_slice(b"\nendstream");
    Ok(())
}

/// Appends a dictionary.
pub(crate) fn dictionary(
    out: &mut Vec<u8>,
    dictionary: &Dictionary,
    original: Option<&Spelling>,
) -> Result<(), Error> {
    dictionary_at(out, dictionary, original, 0)
}

/// Appends the pairs of a dictionary without its brackets, each preceded by a space.
pub(crate) fn pairs(out: &mut Vec<u8>, dictionary: &Dictionary) -> Result<(), Error> {
    pairs_at(out, dictionary, None, 0)
}

fn value_at(
    out: &mut Vec<u8>,
    value: &Object,
    original: Option<&Spelling>,
    depth: usize,
) -> Result<(), Error> {
    if depth > MAX_DEPTH {
        return Err(Error::UnwritableValue);
    }
    match value {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Object::Real(number) => match original.and_then(|original| original.digits_of(*number)) {
            Some(digits) => out.extend_from_slice(digits),
            None => out.extend_from_slice(real(*number)?.as_bytes()),
        },
        Object::Name(bytes) => name(out, bytes),
        Object::String(bytes, format) => string(out, bytes, *format),
        Object::Reference((number, generation)) => {
            out.extend_from_slice(format!("{number} {generation} R").as_bytes());
        }
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                value_at(out, item, original.and_then(|original| original.item(index)), depth + 1)?;
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => dictionary_at(out, dictionary, original, depth)?,
        Object::Stream(_) => return Err(Error::UnwritableValue),
    }
    Ok(())
}

fn dictionary_at(
    out: &mut Vec<u8>,
    dictionary: &Dictionary,
    original: Option<&Spelling>,
    depth: usize,
) -> Result<(), Error> {
    out.extend_from_slice(b"<<");
    pairs_at(out, dictionary, original, depth)?;
    out.extend_from_slice(b" >>");
    Ok(())
}

fn pairs_at(
    out: &mut Vec<u8>,
    dictionary: &Dictionary,
    original: Option<&Spelling>,
    depth: usize,
) -> Result<(), Error> {
    for (key, value) in dictionary.iter() {
        out.push(b' ');
        name(out, key);
        out.push(b' ');
        value_at(out, value, original.and_then(|original| original.entry(key)), depth + 1)?;
    }
    Ok(())
}

/// Appends a name, everything but regular printable characters as `#xx` (§7.3.5).
pub(crate) fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        let special =
            matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' | b'#');
        if byte.is_ascii_graphic() && !special {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

/// Appends bytes as hexadecimal digits without brackets.
pub(crate) fn hex(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    for &byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            out.extend(DIGITS.get(usize::from(nibble)));
        }
    }
}

fn string(out: &mut Vec<u8>, bytes: &[u8], format: StringFormat) {
    let printable = bytes.iter().all(|byte| matches!(byte, b' '..=b'~'));
    if format == StringFormat::Hexadecimal || !printable {
        out.push(b'<');
        hex(out, bytes);
        out.push(b'>');
        return;
    }
    out.push(b'(');
    for &byte in bytes {
        if matches!(byte, b'(' | b')' | b'\\') {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out.push(b')');
}

/// A real number, always with its point and never with an exponent (§7.3.3), the shortest that reads back the same.
fn real(number: f32) -> Result<String, Error> {
    if !number.is_finite() {
        return Err(Error::UnwritableValue);
    }
    if number == 0.0 {
        return Ok("0.0".to_owned());
    }
    let digits = number.to_string();
    Ok(if digits.contains('.') { digits } else { digits + ".0" })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn written(object: Object) -> String {
        let mut out = Vec::new();
        value(&mut out, &object, None).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn tokens_are_spelled_as_the_standard_wants() {
        assert_eq!(written(Object::Name(b"A B#/(\xe9".to_vec())), "/A#20B#23#2F#28#E9");
        assert_eq!(written(Object::String(b"a(b)\\".to_vec(), StringFormat::Literal)), "(a\\(b\\)\\\\)");
        assert_eq!(
            written(Object::String(b"\xfe\xff\x62\x79".to_vec(), StringFormat::Literal)),
            "<feff6279>"
        );
        assert_eq!(written(Object::String(b"a\rb".to_vec(), StringFormat::Literal)), "<610d62>");
        assert_eq!(written(Object::Real(1e-9)), "0.000000001");
        assert_eq!(written(Object::Real(5.0)), "5.0");
        assert_eq!(written(Object::Real(-0.0)), "0.0");
        assert_eq!(written(Object::Reference((12, 3))), "12 3 R");
    }

    #[test]
    fn keys_keep_their_order() {
        let mut inner = Dictionary::new();
        inner.set("Z", Object::Integer(1));
        inner.set("A", Object::Array(vec![Object::Null, Object::Boolean(true)]));
        assert_eq!(written(Object::Dictionary(inner)), "<< /Z 1 /A [null true] >>");
    }

    #[test]
    fn what_cannot_be_written_is_refused() {
        let mut deep = Object::Null;
        for _ in 0..200 {
            deep = Object::Array(vec![deep]);
        }
        let stream = Object::Stream(crate::Stream::new(Dictionary::new(), Vec::new()));
        for object in [deep, stream, Object::Real(f32::NAN)] {
            assert_eq!(value(&mut Vec::new(), &object, None), Err(Error::UnwritableValue));
        }
    }
}
