//! The object at an offset, with the places of its parts: what a verifier needs to know that the token it judges is the token
//! that stands there. Text in comments, strings and streams is never taken for a key, as this is the reader's own lexer.

use std::ops::Range;

use crate::lexer::is_space;
use crate::{Document, Error, Object, ObjectId, Syntax};

/// A key of a dictionary with its value and where both stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The key, decoded, without its slash.
    pub key: Vec<u8>,
    /// The bytes of the key, from the slash on.
    pub key_span: Range<u64>,
    /// The value as written, not decrypted.
    pub value: Object,
    /// The bytes of the value.
    pub value_span: Range<u64>,
}

/// A value and where it stands; for a dictionary or a stream also its pairs, in file order, repeated keys included.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned {
    /// The value, not decrypted. A stream comes with empty content; see `data`.
    pub value: Object,
    /// The bytes of the value (of a stream: of its dictionary).
    pub span: Range<u64>,
    /// The pairs of the dictionary at top level.
    pub pairs: Vec<Pair>,
    /// Keys that occur more than once, at any level.
    pub duplicates: Vec<Vec<u8>>,
}

/// An indirect object and where its parts stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Indirect {
    /// The number and generation in its header.
    pub id: ObjectId,
    /// The whole `n g obj … endobj`.
    pub span: Range<u64>,
    /// The value.
    pub value: Spanned,
    /// The raw data of a stream.
    pub data: Option<Range<u64>>,
}

/// The indirect object whose header begins exactly at `offset`; what the cross-reference sections say of it is left aside.
pub fn indirect_at(document: &Document, offset: u64) -> Result<Indirect, Error> {
    let raw = document.inner.raw_at(offset, true, 0)?;
    if raw.span.start != offset {
        return Err(Error::Syntax { offset, fault: Syntax::ObjectHeader });
    }
    let value =
        Spanned { value: raw.value, span: raw.value_span, pairs: raw.pairs, duplicates: raw.duplicates };
    Ok(Indirect { id: raw.id, span: raw.span, value, data: raw.data })
}

/// The direct value that begins exactly at `offset`, such as a dictionary inside another object.
pub fn value_at(document: &Document, offset: u64) -> Result<Spanned, Error> {
    document.inner.view.parse(offset, &document.inner.limits, |lexer| {
        if lexer.peek().is_none_or(|byte| is_space(byte) || byte == b'%') {
            return Err(lexer.wrong(Syntax::UnexpectedByte));
        }
        lexer.pairs = Some(Vec::new());
        let value = lexer.value()?;
        Ok(Spanned {
            value,
            span: offset..lexer.offset(),
            pairs: lexer.pairs.take().unwrap_or_default(),
            duplicates: std::mem::take(&mut lexer.duplicates),
        })
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
