//! Writes the small file that is handed to the renderer: one page and what it uses, in memory, in the plainest form of PDF
//! (ISO 32000-2 §7.5): one classic cross-reference table, no object streams, no encryption.

use crate::error::{Bound, Error, Result};
use pdf::{Dictionary, Object};
use std::io::Write as _;

/// Levels of arrays and dictionaries inside one object.
const MAX_NESTING: usize = 200;

/// A file with objects numbered from 1 in the order in which they are begun.
pub(crate) struct PageFile {
    bytes: Vec<u8>,
    /// Offset of each object, from object 1; 0 for one that was never written.
    offsets: Vec<usize>,
    limit: u64,
}

impl PageFile {
    /// An empty file that refuses to grow beyond `limit` bytes.
    pub(crate) fn new(limit: u64) -> Self {
        PageFile { bytes: b"%PDF-2.0\n%\xE2\xE3\xCF\xD3\n".to_vec(), offsets: Vec::new(), limit }
    }

    /// Takes the next object number.
    pub(crate) fn number(&mut self) -> u32 {
        self.offsets.push(0);
        u32::try_from(self.offsets.len()).unwrap_or(u32::MAX)
    }

    /// Writes an object under a number taken before.
    pub(crate) fn object(&mut self, number: u32, object: &Object) -> Result<()> {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        if let Some(offset) = place.and_then(|place| self.offsets.get_mut(place)) {
            *offset = self.bytes.len();
        }
        let _ = writeln!(self.bytes, "{number} 0 obj"); // writing into memory does not fail
        self.value(object, 0)?;
        self.bytes.extend_from_slice(b"\nendobj\n");
        self.within_limit()
    }

    fn within_limit(&self) -> Result<()> {
        if u64::try_from(self.bytes.len()).unwrap_or(u64::MAX) > self.limit {
            return Err(Error::Limit { what: Bound::Bytes, limit: self.limit });
        }
        Ok(())
    }

    /// Ends the file; `root` is the number of its catalog.
    pub(crate) fn finish(mut self, root: u32) -> Vec<u8> {
        let start = self.bytes.len();
        let count = self.offsets.len() + 1;
        let _ = write!(self.bytes, "xref\n0 {count}\n0000000000 65535 f\r\n");
        for offset in &self.offsets {
            let kind = if *offset == 0 { 'f' } else { 'n' };
            let _ = write!(self.bytes, "{offset:010} 00000 {kind}\r\n");
        }
        let _ = write!(self.bytes, "trailer\n<</Size {count}/Root {root} 0 R>>\nstartxref\n{start}\n%%EOF\n");
        self.bytes
    }

    fn value(&mut self, object: &Object, depth: usize) -> Result<()> {
        if depth > MAX_NESTING {
            return Err(Error::Limit { what: Bound::Nesting, limit: MAX_NESTING as u64 });
        }
        match object {
            Object::Null => self.bytes.extend_from_slice(b"null"),
            Object::Boolean(value) => self.bytes.extend_from_slice(if *value { b"true" } else { b"false" }),
            Object::Integer(value) => self.text(format_args!("{value}")),
            Object::Real(value) => {
                self.text(format_args!("{}", if value.is_finite() { *value } else { 0.0 }))
            }
            Object::Name(name) => self.name(name),
            Object::String(bytes, _) => {
                self.bytes.push(b'<');
                for byte in bytes {
                    self.text(format_args!("{byte:02X}"));
                }
                self.bytes.push(b'>');
            }
            Object::Array(items) => {
                self.bytes.push(b'[');
                for item in items {
                    self.value(item, depth + 1)?;
                    self.bytes.push(b' ');
                }
                self.bytes.push(b']');
            }
            Object::Dictionary(dictionary) => self.dictionary(dictionary, None, depth)?,
            Object::Stream(stream) => {
                self.dictionary(&stream.dict, Some(stream.content.len()), depth)?;
                self.bytes.extend_from_slice(b"\nstream\n");
                self.bytes.extend_from_slice(&stream.content);
                self.bytes.extend_from_slice(b"\nendstream");
            }
            Object::Reference((number, generation)) => self.text(format_args!("{number} {generation} R")),
        }
        Ok(())
    }

    fn text(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.bytes.write_fmt(text); // writing into memory does not fail
    }

    fn dictionary(&mut self, dictionary: &Dictionary, length: Option<usize>, depth: usize) -> Result<()> {
        self.bytes.extend_from_slice(b"<<");
        for (key, value) in dictionary.iter() {
            if length.is_some() && key == b"Length" {
                continue;
            }
            self.name(key);
            self.bytes.push(b' ');
            self.value(value, depth + 1)?;
        }
        if let Some(length) = length {
            self.text(format_args!("/Length {length}"));
        }
        self.bytes.extend_from_slice(b">>");
        Ok(())
    }

    /// A name with everything but letters and digits written as `#xx` (§7.3.5).
    fn name(&mut self, name: &[u8]) {
        self.bytes.push(b'/');
        for &byte in name {
            if byte.is_ascii_alphanumeric() || b"-_.+:*'@".contains(&byte) {
                self.bytes.push(byte);
            } else {
                self.text(format_args!("#{byte:02X}"));
            }
        }
    }
}
