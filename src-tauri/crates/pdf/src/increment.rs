//! The bytes that an update appends, and the two places in them that a signature fills afterwards.
//!
//! Owns the arithmetic of /ByteRange (ISO 32000-2 §12.8.1): everything before the `<` of /Contents and everything
//! after its `>`. Refuses to hash or sign; it says what is to be hashed.

use std::ops::Range;

use crate::{Error, ObjectId, write};

/// Where the two placeholders of a signature dictionary stand, as absolute offsets in the updated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The signature dictionary.
    pub id: ObjectId,
    /// The array of /ByteRange, brackets included.
    pub byte_range: Range<u64>,
    /// The hexadecimal string of /Contents, angle brackets included: what /ByteRange leaves out.
    pub contents: Range<u64>,
}

impl Placeholder {
    /// How many bytes /Contents has room for.
    pub fn room(&self) -> u64 {
        (self.contents.end - self.contents.start).saturating_sub(2) / 2
    }
}

/// The bytes of one incremental update, to be appended to a file of exactly `base_len` bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Increment {
    base_len: u64,
    bytes: Vec<u8>,
    objects: Vec<(ObjectId, Range<u64>)>,
    placeholder: Option<Placeholder>,
}

impl Increment {
    /// `placeholder` counts from the start of `bytes`, `objects` from the start of the file.
    pub(crate) fn new(
        base_len: u64,
        bytes: Vec<u8>,
        objects: Vec<(ObjectId, Range<u64>)>,
        placeholder: Option<(ObjectId, Range<usize>, Range<usize>)>,
    ) -> Result<Self, Error> {
        let too_large = Error::OffsetTooLarge { offset: base_len };
        base_len.checked_add(bytes.len() as u64).ok_or(too_large)?;
        let absolute = |span: Range<usize>| base_len + span.start as u64..base_len + span.end as u64;
        let placeholder = placeholder.map(|(id, byte_range, contents)| Placeholder {
            id,
            byte_range: absolute(byte_range),
            contents: absolute(contents),
        });
        Ok(Self { base_len, bytes, objects, placeholder })
    }

    /// The length of the file that the bytes belong behind.
    pub fn base_len(&self) -> u64 {
        self.base_len
    }

    /// The length of the file once the bytes are appended.
    pub fn total_len(&self) -> u64 {
        self.base_len.saturating_add(self.bytes.len() as u64)
    }

    /// The bytes to append.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes to append, taken out.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Where an object of the update stands: absolute offsets of `n g obj … endobj`.
    pub fn span_of(&self, id: ObjectId) -> Option<Range<u64>> {
        self.objects.iter().find(|(known, _)| *known == id).map(|(_, span)| span.clone())
    }

    /// The places that a signature fills, when the update has a signature dictionary.
    pub fn placeholder(&self) -> Option<&Placeholder> {
        self.placeholder.as_ref()
    }

    /// The two ranges of the updated file that the signature covers.
    pub fn signed_ranges(&self) -> Option<[Range<u64>; 2]> {
        let contents = &self.placeholder.as_ref()?.contents;
        Some([0..contents.start, contents.end..self.total_len()])
    }

    /// Writes the final /ByteRange and returns its four numbers; must be done before the file is hashed.
    pub fn set_byte_range(&mut self) -> Result<[u64; 4], Error> {
        let placeholder = self.placeholder.clone().ok_or(Error::NoPlaceholder)?;
        let contents = &placeholder.contents;
        let after = self.total_len().checked_sub(contents.end).ok_or(Error::NoPlaceholder)?;
        let numbers = [0, contents.start, contents.end, after];
        let [zero, length, second, rest] = numbers;
        let text = format!("[{zero} {length} {second} {rest}");
        let room = self.slot(&placeholder.byte_range)?;
        let gap = room.len().checked_sub(text.len() + 1);
        let gap = gap.ok_or(Error::ContentsTooLong { room: room.len() as u64, length: text.len() as u64 })?;
        let bytes = text.bytes().chain(std::iter::repeat_n(b' ', gap)).chain(*b"]");
        for (place, byte) in room.iter_mut().zip(bytes) {
            *place = byte;
        }
        Ok(numbers)
    }

    /// Writes the value of /Contents, the rest of its room left zero; fails when it does not fit
    /// ([`Error::ContentsTooLong`], a larger room is needed).
    pub fn set_contents(&mut self, value: &[u8]) -> Result<(), Error> {
        let placeholder = self.placeholder.clone().ok_or(Error::NoPlaceholder)?;
        let room = placeholder.room();
        if value.len() as u64 > room {
            return Err(Error::ContentsTooLong { room, length: value.len() as u64 });
        }
        let slot = self.slot(&placeholder.contents)?;
        let mut digits = Vec::with_capacity(slot.len());
        digits.push(b'<');
        write::hex(&mut digits, value);
        digits.resize(slot.len().saturating_sub(1), b'0');
        digits.push(b'>');
        for (place, digit) in slot.iter_mut().zip(digits) {
            *place = digit;
        }
        Ok(())
    }

    /// A /ByteRange of the width that the final one may need, for a file that now has `len` bytes.
    pub(crate) fn blank_byte_range(len: u64) -> String {
        // Ten digits, as everybody writes; more only where a later offset could have more.
        let width = len.saturating_mul(2).max(9_999_999_999).to_string().len();
        format!("[0 {0:0width$} {0:0width$} {0:0width$}]", 0)
    }

    fn slot(&mut self, span: &Range<u64>) -> Result<&mut [u8], Error> {
        let index = |offset: u64| offset.checked_sub(self.base_len).and_then(|n| usize::try_from(n).ok());
        let (start, end) = index(span.start).zip(index(span.end)).ok_or(Error::NoPlaceholder)?;
        self.bytes.get_mut(start..end).ok_or(Error::NoPlaceholder)
    }
}
