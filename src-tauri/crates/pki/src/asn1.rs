//! A reader of ASN.1 elements that keeps the slices it was given (X.690).
//!
//! It reads BER, of which DER is a part, because certificates and CMS messages in honest old files stray from
//! DER; [`der_fault`] then tells whether and where. It never copies, never re-encodes and never recurses
//! deeper than [`MAX_DEPTH`]. Tags above 30 do not occur in the structures of this project and are a fault.

use std::borrow::Cow;

use const_oid::ObjectIdentifier;

/// Deepest accepted nesting of elements.
pub const MAX_DEPTH: usize = 32;

/// BOOLEAN.
pub const BOOLEAN: u8 = 0x01;
/// INTEGER.
pub const INTEGER: u8 = 0x02;
/// BIT STRING.
pub const BIT_STRING: u8 = 0x03;
/// OCTET STRING.
pub const OCTET_STRING: u8 = 0x04;
/// NULL.
pub const NULL: u8 = 0x05;
/// OBJECT IDENTIFIER.
pub const OBJECT_IDENTIFIER: u8 = 0x06;
/// ENUMERATED.
pub const ENUMERATED: u8 = 0x0a;
/// UTF8String.
pub const UTF8_STRING: u8 = 0x0c;
/// UTCTime.
pub const UTC_TIME: u8 = 0x17;
/// GeneralizedTime.
pub const GENERALIZED_TIME: u8 = 0x18;
/// SEQUENCE and SEQUENCE OF.
pub const SEQUENCE: u8 = 0x30;
/// SET and SET OF.
pub const SET: u8 = 0x31;
/// The bit of a tag that says "made of elements".
pub const CONSTRUCTED: u8 = 0x20;

/// The tag `[number]`, primitive, for numbers up to 30.
pub const fn context(number: u8) -> u8 {
    0x80 | number
}

/// The tag `[number]`, constructed, for numbers up to 30.
pub const fn context_constructed(number: u8) -> u8 {
    0xa0 | number
}

/// Why bytes are not the ASN.1 that was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The bytes end inside an element.
    #[error("element is cut off")]
    Truncated,
    /// A length is longer than this program can count, or of the reserved form.
    #[error("length is invalid")]
    Length,
    /// A tag number above 30, or an end-of-contents mark where none belongs.
    #[error("tag is invalid")]
    Tag,
    /// Another element was expected here.
    #[error("tag {found:#04x} where {expected:#04x} belongs")]
    Expected {
        /// The tag that the structure demands.
        expected: u8,
        /// The tag that stands there; 0 at the end of the input.
        found: u8,
    },
    /// Elements follow where the structure has ended.
    #[error("unexpected elements follow")]
    Trailing,
    /// Nested deeper than [`MAX_DEPTH`].
    #[error("nested too deeply")]
    Depth,
    /// The content octets do not fit the type (empty INTEGER, bad OBJECT IDENTIFIER, BIT STRING bits …).
    #[error("value is invalid")]
    Value,
    /// Correct BER and not DER: an indefinite length, or a length in more octets than needed.
    #[error("length is not in DER")]
    NotDerLength,
    /// Correct BER and not DER: a string in pieces.
    #[error("string in pieces is not DER")]
    NotDerConstructed,
    /// Correct BER and not DER: a value with another encoding (INTEGER, BOOLEAN, BIT STRING).
    #[error("value is not in DER")]
    NotDerValue,
    /// Correct BER and not DER: elements of a SET OF out of order.
    #[error("SET OF is not in DER order")]
    NotDerOrder,
    /// More elements than a bound allows.
    #[error("too many elements")]
    TooMany,
}

/// One element: its tag, its content octets and all its octets as they stand in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    /// The identifier octet.
    pub tag: u8,
    /// The content octets, without the end-of-contents mark of an indefinite length.
    pub content: &'a [u8],
    /// Identifier, length, content and end-of-contents mark as they stand.
    pub raw: &'a [u8],
    minimal: bool,
}

impl<'a> Element<'a> {
    /// Reads the element at the start of `input`; what follows it is left alone.
    pub fn first(input: &'a [u8]) -> Result<Self, Fault> {
        Self::first_within(input, MAX_DEPTH)
    }

    /// Reads `input` as exactly one element with the given tag.
    pub fn only(input: &'a [u8], tag: u8) -> Result<Self, Fault> {
        let mut reader = Reader::new(input);
        let element = reader.expect(tag)?;
        reader.finish()?;
        Ok(element)
    }

    fn first_within(input: &'a [u8], depth: usize) -> Result<Self, Fault> {
        let (tag, length, header) = header(input)?;
        match length {
            Length::Definite { octets, minimal } => {
                let end = header.checked_add(octets).ok_or(Fault::Length)?;
                let raw = input.get(..end).ok_or(Fault::Truncated)?;
                let content = input.get(header..end).ok_or(Fault::Truncated)?;
                Ok(Self { tag, content, raw, minimal })
            }
            Length::Indefinite => {
                if tag & CONSTRUCTED == 0 {
                    return Err(Fault::Length);
                }
                let depth = depth.checked_sub(1).ok_or(Fault::Depth)?;
                let body = input.get(header..).ok_or(Fault::Truncated)?;
                let mut at = 0usize;
                loop {
                    let rest = body.get(at..).ok_or(Fault::Truncated)?;
                    if let [0, 0, ..] = rest {
                        let content = body.get(..at).ok_or(Fault::Truncated)?;
                        let raw = input.get(..header + at + 2).ok_or(Fault::Truncated)?;
                        return Ok(Self { tag, content, raw, minimal: false });
                    }
                    at += Self::first_within(rest, depth)?.raw.len();
                }
            }
        }
    }

    /// A reader of the elements inside this one.
    pub fn inside(&self) -> Reader<'a> {
        Reader::new(self.content)
    }

    /// The same element if it has this tag.
    pub fn with_tag(self, tag: u8) -> Result<Self, Fault> {
        if self.tag == tag { Ok(self) } else { Err(Fault::Expected { expected: tag, found: self.tag }) }
    }

    /// The octets of an OCTET STRING (or of another string type), pieces joined.
    pub fn octets(&self) -> Result<Cow<'a, [u8]>, Fault> {
        if self.tag & CONSTRUCTED == 0 {
            return Ok(Cow::Borrowed(self.content));
        }
        let mut joined = Vec::with_capacity(self.content.len());
        self.join(&mut joined, MAX_DEPTH)?;
        Ok(Cow::Owned(joined))
    }

    fn join(&self, into: &mut Vec<u8>, depth: usize) -> Result<(), Fault> {
        let depth = depth.checked_sub(1).ok_or(Fault::Depth)?;
        let mut pieces = self.inside();
        while let Some(piece) = pieces.next()? {
            if piece.tag & CONSTRUCTED == 0 {
                into.extend_from_slice(piece.content);
            } else {
                piece.join(into, depth)?;
            }
        }
        Ok(())
    }

    /// The octets of a BIT STRING whose length is a whole number of octets.
    pub fn bit_string_octets(&self) -> Result<&'a [u8], Fault> {
        match self.with_tag(BIT_STRING)?.content {
            [0, octets @ ..] => Ok(octets),
            _ => Err(Fault::Value),
        }
    }

    /// Bits of a BIT STRING used as a list of flags: bit 0 is the most significant one, at most 32 are read.
    pub fn flags(&self) -> Result<u32, Fault> {
        self.with_tag(BIT_STRING)?.implicit_flags()
    }

    /// As [`Element::flags`], of a BIT STRING behind an implicit tag.
    pub fn implicit_flags(&self) -> Result<u32, Fault> {
        let [unused, octets @ ..] = self.content else { return Err(Fault::Value) };
        if *unused > 7 || (octets.is_empty() && *unused != 0) {
            return Err(Fault::Value);
        }
        let mut flags = 0u32;
        for (index, octet) in octets.iter().take(4).enumerate() {
            flags |= u32::from(octet.reverse_bits()) << (8 * index);
        }
        Ok(flags)
    }

    /// The octets of an INTEGER as they stand (two's complement, at least one octet).
    pub fn integer(&self) -> Result<&'a [u8], Fault> {
        let content = self.with_tag(INTEGER)?.content;
        if content.is_empty() { Err(Fault::Value) } else { Ok(content) }
    }

    /// A small non-negative INTEGER.
    pub fn small_integer(&self) -> Result<u32, Fault> {
        let content = self.integer()?;
        if content.first().is_some_and(|octet| octet & 0x80 != 0) {
            return Err(Fault::Value);
        }
        let mut value = 0u32;
        for octet in content {
            value = value
                .checked_mul(256)
                .ok_or(Fault::Value)?
                .checked_add(u32::from(*octet))
                .ok_or(Fault::Value)?;
        }
        Ok(value)
    }

    /// A BOOLEAN; any octet but zero is true, as in BER.
    pub fn boolean(&self) -> Result<bool, Fault> {
        self.with_tag(BOOLEAN)?.implicit_boolean()
    }

    /// As [`Element::boolean`], of a BOOLEAN behind an implicit tag.
    pub fn implicit_boolean(&self) -> Result<bool, Fault> {
        match self.content {
            [value] => Ok(*value != 0),
            _ => Err(Fault::Value),
        }
    }

    /// An OBJECT IDENTIFIER.
    pub fn oid(&self) -> Result<ObjectIdentifier, Fault> {
        ObjectIdentifier::from_bytes(self.with_tag(OBJECT_IDENTIFIER)?.content).map_err(|_| Fault::Value)
    }
}

/// Reads elements one after the other.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader of the elements in `input`.
    pub fn new(input: &'a [u8]) -> Self {
        Self { rest: input }
    }

    /// The next element, or `None` at the end.
    #[allow(clippy::should_implement_trait)] // fallible, so it cannot be the trait's
    pub fn next(&mut self) -> Result<Option<Element<'a>>, Fault> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let element = Element::first(self.rest)?;
        self.rest = self.rest.get(element.raw.len()..).unwrap_or_default();
        Ok(Some(element))
    }

    /// The identifier octet of the next element, or `None` at the end.
    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next element, which must be there.
    pub fn any(&mut self) -> Result<Element<'a>, Fault> {
        self.next()?.ok_or(Fault::Truncated)
    }

    /// The next element, which must have this tag.
    pub fn expect(&mut self, tag: u8) -> Result<Element<'a>, Fault> {
        match self.peek() {
            Some(found) if found == tag => self.any(),
            found => Err(Fault::Expected { expected: tag, found: found.unwrap_or(0) }),
        }
    }

    /// The next element if it has this tag.
    pub fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>, Fault> {
        if self.peek() == Some(tag) { self.next() } else { Ok(None) }
    }

    /// All elements that are left, at most `limit`.
    pub fn collect(mut self, limit: usize) -> Result<Vec<Element<'a>>, Fault> {
        let mut elements = Vec::new();
        while let Some(element) = self.next()? {
            if elements.len() >= limit {
                return Err(Fault::TooMany);
            }
            elements.push(element);
        }
        Ok(elements)
    }

    /// The octets that are not yet read.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Succeeds when everything was read.
    pub fn finish(&self) -> Result<(), Fault> {
        if self.rest.is_empty() { Ok(()) } else { Err(Fault::Trailing) }
    }
}

enum Length {
    Definite { octets: usize, minimal: bool },
    Indefinite,
}

/// Reads identifier and length octets: tag, length, and how many octets they take.
fn header(input: &[u8]) -> Result<(u8, Length, usize), Fault> {
    let (tag, first) = match input {
        [tag, first, ..] => (*tag, *first),
        _ => return Err(Fault::Truncated),
    };
    if tag & 0x1f == 0x1f || tag == 0 {
        return Err(Fault::Tag);
    }
    match first {
        0..=0x7f => Ok((tag, Length::Definite { octets: usize::from(first), minimal: true }, 2)),
        0x80 => Ok((tag, Length::Indefinite, 2)),
        0xff => Err(Fault::Length),
        _ => {
            let count = usize::from(first & 0x7f);
            let octets = input.get(2..2 + count).ok_or(Fault::Truncated)?;
            let mut value = 0usize;
            for octet in octets {
                value = value.checked_mul(256).ok_or(Fault::Length)?;
                value = value.checked_add(usize::from(*octet)).ok_or(Fault::Length)?;
            }
            let minimal = octets.first() != Some(&0) && value > 0x7f;
            Ok((tag, Length::Definite { octets: value, minimal }, 2 + count))
        }
    }
}

/// The first departure from DER in `element` and everything inside it, or `None`.
///
/// `opaque` names elements whose inside is somebody else's encoding (a certificate in a CMS message): only
/// their own header is judged. Primitive context-specific elements cannot be judged without their schema.
pub fn der_fault(element: &Element<'_>, opaque: &dyn Fn(&Element<'_>) -> bool) -> Option<Fault> {
    fault_within(element, opaque, MAX_DEPTH)
}

fn fault_within(element: &Element<'_>, opaque: &dyn Fn(&Element<'_>) -> bool, depth: usize) -> Option<Fault> {
    if !element.minimal {
        return Some(Fault::NotDerLength);
    }
    if opaque(element) {
        return None;
    }
    if element.tag & CONSTRUCTED == 0 {
        return primitive_fault(element);
    }
    if element.tag & 0xc0 == 0 && !matches!(element.tag, SEQUENCE | SET) {
        return Some(Fault::NotDerConstructed);
    }
    let Some(depth) = depth.checked_sub(1) else { return Some(Fault::Depth) };
    let mut inside = element.inside();
    let mut previous: Option<&[u8]> = None;
    loop {
        match inside.next() {
            Ok(None) => return None,
            Err(fault) => return Some(fault),
            Ok(Some(child)) => {
                if let Some(fault) = fault_within(&child, opaque, depth) {
                    return Some(fault);
                }
                if element.tag == SET && previous.is_some_and(|before| before > child.raw) {
                    return Some(Fault::NotDerOrder);
                }
                previous = Some(child.raw);
            }
        }
    }
}

fn primitive_fault(element: &Element<'_>) -> Option<Fault> {
    let content = element.content;
    let correct = match element.tag {
        BOOLEAN => matches!(content, [0x00 | 0xff]),
        INTEGER | ENUMERATED => match content {
            [] => return Some(Fault::Value),
            [0x00, next, ..] => next & 0x80 != 0,
            [0xff, next, ..] => next & 0x80 == 0,
            _ => true,
        },
        BIT_STRING => match content {
            [] | [8..=255, ..] => return Some(Fault::Value),
            [0] => true,
            [unused, .., last] => last.trailing_zeros() >= u32::from(*unused),
            [_] => false,
        },
        NULL => content.is_empty(),
        OBJECT_IDENTIFIER => element.oid().is_ok(),
        _ => true,
    };
    if correct { None } else { Some(Fault::NotDerValue) }
}

/// DER of an element with this tag and content: for building, and for the DER form of what came as BER.
pub fn encode(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + 6);
    out.push(tag);
    if content.len() < 0x80 {
        out.push(u8::try_from(content.len()).unwrap_or(0x7f));
    } else {
        let octets = content.len().to_be_bytes();
        let skip = octets.iter().take_while(|octet| **octet == 0).count();
        let significant = octets.get(skip..).unwrap_or_default();
        out.push(0x80 | u8::try_from(significant.len()).unwrap_or(8));
        out.extend_from_slice(significant);
    }
    out.extend_from_slice(content);
    out
}

/// The DER form of a BER element: definite minimal lengths, strings in one piece; order of SETs untouched.
///
/// Values that only a schema can judge (DEFAULT values written out, time zones) stay as they are.
pub fn to_der(element: &Element<'_>) -> Result<Vec<u8>, Fault> {
    to_der_within(element, MAX_DEPTH)
}

fn to_der_within(element: &Element<'_>, depth: usize) -> Result<Vec<u8>, Fault> {
    if element.tag & CONSTRUCTED == 0 {
        return Ok(match (element.tag, element.content) {
            (BOOLEAN, [value]) if *value != 0 => encode(BOOLEAN, &[0xff]),
            _ => encode(element.tag, element.content),
        });
    }
    if element.tag & 0xc0 == 0 && !matches!(element.tag, SEQUENCE | SET) {
        return Ok(encode(element.tag & !CONSTRUCTED, &element.octets()?));
    }
    let depth = depth.checked_sub(1).ok_or(Fault::Depth)?;
    let mut content = Vec::with_capacity(element.content.len());
    let mut inside = element.inside();
    while let Some(child) = inside.next()? {
        content.extend_from_slice(&to_der_within(&child, depth)?);
    }
    Ok(encode(element.tag, &content))
}

/// The order of DER for the elements of a SET OF (X.690 §11.6), each given as its own encoding.
pub fn sort_set_of(elements: &mut [Vec<u8>]) {
    // Comparing as slices equals comparing with zero padding here: an encoding is never a prefix of another.
    elements.sort();
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn fault(bytes: &[u8]) -> Option<Fault> {
        der_fault(&Element::first(bytes).unwrap(), &|_| false)
    }

    #[test]
    fn indefinite_lengths_and_pieces_are_read_and_told() {
        let ber = [0x24, 0x80, 0x04, 2, b'a', b'b', 0x24, 3, 0x04, 1, b'c', 0, 0, 0x55];
        let element = Element::first(&ber).unwrap();
        assert_eq!(element.raw.len(), ber.len() - 1);
        assert_eq!(element.octets().unwrap().as_ref(), b"abc");
        assert_eq!(der_fault(&element, &|_| false), Some(Fault::NotDerLength));
        assert_eq!(to_der(&element).unwrap(), [0x04, 3, b'a', b'b', b'c']);
    }

    #[test]
    fn departures_from_der_are_found() {
        assert_eq!(fault(&[0x30, 0x81, 0x01, 0x05]), Some(Fault::NotDerLength));
        assert_eq!(fault(&[0x02, 2, 0, 1]), Some(Fault::NotDerValue));
        assert_eq!(fault(&[0x02, 2, 0, 0x80]), None);
        assert_eq!(fault(&[0x02, 0]), Some(Fault::Value));
        assert_eq!(fault(&[0x01, 1, 1]), Some(Fault::NotDerValue));
        assert_eq!(fault(&[0x03, 2, 1, 1]), Some(Fault::NotDerValue));
        assert_eq!(fault(&[0x31, 4, 0x05, 0, 0x04, 0]), Some(Fault::NotDerOrder));
        assert_eq!(fault(&[0x24, 2, 0x04, 0]), Some(Fault::NotDerConstructed));
    }

    #[test]
    fn hostile_headers_are_faults() {
        assert_eq!(Element::first(&[]), Err(Fault::Truncated));
        assert_eq!(Element::first(&[0x30, 0x88, 255, 255, 255, 255, 255, 255, 255, 255]), Err(Fault::Length));
        assert_eq!(Element::first(&[0x1f, 1, 0]), Err(Fault::Tag));
        assert_eq!(Element::first(&[0x04, 0x80, 0, 0]), Err(Fault::Length));
        assert_eq!(Element::first(&[0x30, 0x80].repeat(100)), Err(Fault::Depth));
    }

    #[test]
    fn long_lengths_are_encoded_minimally() {
        for length in [0usize, 0x7f, 0x80, 0xff, 0x100, 0x1_0000] {
            let encoded = encode(OCTET_STRING, &vec![0; length]);
            let element = Element::only(&encoded, OCTET_STRING).unwrap();
            assert_eq!(element.content.len(), length);
            assert_eq!(der_fault(&element, &|_| false), None);
        }
    }
}
