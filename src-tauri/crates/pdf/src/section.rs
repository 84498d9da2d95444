//! The cross-reference section and trailer that close an incremental update (ISO 32000-2 §7.5.4, §7.5.5, §7.5.8).
//!
//! Owns the style, which is that of the file's newest section: a classic table, or a cross-reference stream; a hybrid
//! file gets a table. Owns the trailer's /Size, /Prev and /ID; its other entries are carried over as they are.
//! Refuses free entries and object streams: an update of ours has neither.

use std::io::Write as _;

use crate::value::ValueExt;
use crate::{Dictionary, Document, Error, Limit, Object, ObjectId, Oddity, SectionKind, StringFormat, write};

/// The largest offset that a classic table holds: ten digits (§7.5.4).
const TABLE_MAX: u64 = 9_999_999_999;

/// One object of the update.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// Its number and generation.
    pub(crate) id: ObjectId,
    /// Its absolute offset.
    pub(crate) offset: u64,
}

/// What becomes of the trailer's /ID (§14.4).
pub(crate) enum Identifier {
    /// It stays as it is.
    Keep,
    /// Its second element becomes `bytes`.
    Renew {
        /// The new element.
        bytes: Vec<u8>,
        /// Whether a file without /ID gets one.
        add: bool,
    },
}

/// How the new section is written.
pub(crate) struct Section {
    is_stream: bool,
    /// The absolute offset that offsets in the file count from.
    origin: u64,
    /// The first object number that neither the file nor the update has.
    next_number: u32,
    largest_number: u32,
    /// The trailer's entries but /Size.
    trailer: Dictionary,
    old_size: i64,
}

impl Section {
    /// The section that continues a document whose update has given out the numbers below `next_number`.
    pub(crate) fn new(document: &Document, next_number: u32, identifier: &Identifier) -> Result<Self, Error> {
        let newest = document.revisions().last();
        let oddities = document.oddities();
        let prefix = oddities.iter().find_map(|oddity| match oddity {
            Oddity::PrefixBytes { length } => Some(*length),
            _ => None,
        });
        let from_header = oddities.iter().any(|oddity| matches!(oddity, Oddity::OffsetsFromHeader));
        let old = document.trailer();
        let mut section = Self {
            is_stream: newest.is_some_and(|revision| revision.kind == SectionKind::Stream),
            origin: prefix.filter(|_| from_header).unwrap_or(0),
            next_number,
            largest_number: document.limits().object_number,
            trailer: Dictionary::new(),
            old_size: match old.value(b"Size") {
                Object::Integer(size) => *size,
                _ => 0,
            },
        };
        let previous = section.written(newest.map_or(0, |revision| revision.startxref))?;
        let previous = i64::try_from(previous).map_err(|_| Error::OffsetTooLarge { offset: previous })?;
        section.trailer.set("Prev", Object::Integer(previous));
        for key in ["Root", "Info", "Encrypt"] {
            let value = old.value(key.as_bytes());
            if !value.is_null() {
                section.trailer.set(key, value.clone());
            }
        }
        if let Some(identifier) = renewed(document, identifier)? {
            section.trailer.set("ID", identifier);
        }
        Ok(section)
    }

    /// Appends the section, which begins at the absolute offset `at`, and the end of the file.
    pub(crate) fn write(&self, out: &mut Vec<u8>, at: u64, rows: Vec<Row>) -> Result<(), Error> {
        if self.is_stream {
            self.write_stream(out, at, rows)?;
        } else {
            self.write_table(out, &rows)?;
        }
        out.extend_from_slice(format!("startxref\n{}\n%%EOF\n", self.written(at)?).as_bytes());
        Ok(())
    }

    fn write_table(&self, out: &mut Vec<u8>, rows: &[Row]) -> Result<(), Error> {
        out.extend_from_slice(b"xref\n");
        if rows.is_empty() {
            out.extend_from_slice(b"0 0\n");
        }
        for group in subsections(rows) {
            let first = group.first().map_or(0, |row| row.id.0);
            out.extend_from_slice(format!("{first} {}\n", group.len()).as_bytes());
            for row in group {
                let offset = self.written(row.offset)?;
                if offset > TABLE_MAX {
                    return Err(Error::OffsetTooLarge { offset });
                }
                out.extend_from_slice(format!("{offset:010} {:05} n \n", row.id.1).as_bytes());
            }
        }
        out.extend_from_slice(b"trailer\n");
        write::dictionary(out, &self.trailer(self.next_number), None)?;
        out.push(b'\n');
        Ok(())
    }

    fn write_stream(&self, out: &mut Vec<u8>, at: u64, mut rows: Vec<Row>) -> Result<(), Error> {
        let id = (self.next_number, 0);
        if id.0 > self.largest_number {
            return Err(Error::Limit { limit: Limit::ObjectNumber });
        }
        rows.push(Row { id, offset: at });
        // The section stands last, so its own offset is the largest.
        let width = bytes_for(self.written(at)?);
        let mut data = Vec::new();
        for row in &rows {
            data.push(1);
            let offset = self.written(row.offset)?.to_be_bytes();
            data.extend(offset.iter().skip(offset.len().saturating_sub(width)));
            data.extend(row.id.1.to_be_bytes());
        }
        let compressed = deflated(&data).ok_or(Error::UnwritableValue)?;

        let mut dictionary = Dictionary::new();
        dictionary.set("Type", Object::Name(b"XRef".to_vec()));
        dictionary.set("W", Object::Array(vec![Object::Integer(1), number(width), Object::Integer(2)]));
        let index = subsections(&rows).flat_map(|group| {
            [Object::Integer(group.first().map_or(0, |row| i64::from(row.id.0))), number(group.len())]
        });
        dictionary.set("Index", Object::Array(index.collect()));
        dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        dictionary.set("Length", number(compressed.len()));
        for (key, value) in self.trailer(id.0.saturating_add(1)) {
            dictionary.set(key, value);
        }
        out.extend_from_slice(format!("{} {} obj\n", id.0, id.1).as_bytes());
        write::dictionary(out, &dictionary, None)?;
        out.extend_from_slice(b"\nstream\n");
        out.extend_from_slice(&compressed);
        out.extend_from_slice(b"\nendstream\nendobj\n");
        Ok(())
    }

    fn trailer(&self, next_number: u32) -> Dictionary {
        let mut trailer = Dictionary::new();
        trailer.set("Size", Object::Integer(i64::from(next_number).max(self.old_size)));
        for (key, value) in &self.trailer {
            trailer.set(key.clone(), value.clone());
        }
        trailer
    }

    /// An absolute offset as the file counts it.
    fn written(&self, offset: u64) -> Result<u64, Error> {
        offset.checked_sub(self.origin).ok_or(Error::OffsetTooLarge { offset })
    }
}

fn renewed(document: &Document, identifier: &Identifier) -> Result<Option<Object>, Error> {
    let held = document.trailer().value(b"ID");
    let string = |bytes: &[u8]| Object::String(bytes.to_vec(), StringFormat::Hexadecimal);
    let first = match document.resolve(held)? {
        Object::Array(items) => items.first().map(|first| document.resolve(first)).transpose()?,
        _ => None,
    };
    Ok(match (identifier, first) {
        (Identifier::Keep, Some(_)) => Some(held.clone()),
        (Identifier::Renew { bytes, .. }, Some(Object::String(first, _))) => {
            Some(Object::Array(vec![string(&first), string(bytes)]))
        }
        // The first element may be part of an encrypted file's key (§7.6.4.3).
        (Identifier::Renew { bytes, add: true }, _) if document.encryption().is_none() => {
            Some(Object::Array(vec![string(bytes), string(bytes)]))
        }
        _ => None,
    })
}

/// Runs of consecutive object numbers.
fn subsections(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|a, b| a.id.0.checked_add(1) == Some(b.id.0))
}

fn number(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

/// The bytes that a number needs, at least one.
fn bytes_for(number: u64) -> usize {
    let bits = u64::BITS - number.leading_zeros();
    usize::try_from(bits.div_ceil(8)).unwrap_or(8).max(1)
}

fn deflated(data: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).and_then(|()| encoder.finish()).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use std::io;
    use std::sync::Arc;

    use super::*;
    use crate::sample::{Sample, open};
    use crate::{Entry, Joined, Limits, Source, Update};

    /// Two pieces of a file, zeros between them.
    struct Sparse {
        head: Vec<u8>,
        gap: u64,
        tail: Vec<u8>,
    }

    impl Sparse {
        /// Moves what begins at `at` behind a gap, the number after `startxref` with it.
        fn new(bytes: &[u8], at: usize, gap: u64) -> Self {
            let (head, tail) = bytes.split_at(at);
            let text = format!("startxref\n{}\n", at as u64 + gap);
            let place = tail.windows(9).rposition(|window| window == b"startxref").unwrap();
            let tail = [&tail[..place], text.as_bytes(), b"%%EOF\n"].concat();
            Self { head: head.to_vec(), gap, tail }
        }
    }

    impl Source for Sparse {
        fn len(&self) -> u64 {
            self.head.len() as u64 + self.gap + self.tail.len() as u64
        }

        fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
            let tail = self.head.len() as u64 + self.gap;
            for (index, byte) in buf.iter_mut().enumerate() {
                let at = offset + index as u64;
                *byte = match (self.head.get(at as usize), at.checked_sub(tail)) {
                    (Some(byte), _) => *byte,
                    (None, None) => 0,
                    (None, Some(at)) => *self.tail.get(at as usize).ok_or(io::ErrorKind::UnexpectedEof)?,
                };
            }
            Ok(())
        }
    }

    const GIB: u64 = 1 << 30;

    fn sparse(bytes: &[u8], gap: u64) -> Document {
        let at = open(bytes.to_vec()).revisions()[0].startxref as usize;
        Document::open(Arc::new(Sparse::new(bytes, at, gap)), Limits::default()).unwrap()
    }

    #[test]
    fn large_files_keep_right_offsets() {
        let sample = Sample::one_page("", "");
        for (bytes, gap) in
            [(sample.table(), 5 * GIB), (sample.stream(false), 5 * GIB), (sample.stream(false), 1200 * GIB)]
        {
            let document = sparse(&bytes, gap);
            let mut update = Update::new(&document).unwrap();
            let id = update.add(Object::Boolean(true));
            let signature = update.add_signature(Dictionary::new(), 8);
            let mut increment = update.finish().unwrap();
            let numbers = increment.set_byte_range().unwrap();
            assert!(numbers[1] > gap);
            let source = Joined::new(Arc::clone(document.source()), increment.bytes().to_vec());
            let after = Document::open(Arc::new(source), Limits::default()).unwrap();
            assert_eq!(after.object(id).unwrap(), Object::Boolean(true));
            let offset = increment.span_of(signature).unwrap().start;
            assert_eq!(after.entry(signature.0).unwrap(), Some(Entry::InFile { offset, generation: 0 }));
        }
    }

    #[test]
    fn a_table_refuses_eleven_digits() {
        let document = sparse(&Sample::one_page("", "").table(), 10 * GIB);
        let mut update = Update::new(&document).unwrap();
        update.add(Object::Null);
        assert!(matches!(update.finish(), Err(Error::OffsetTooLarge { .. })));
    }

    #[test]
    fn offsets_count_from_where_the_file_counts() {
        let bytes = [b"junk before\n".to_vec(), Sample::one_page("", "").table()].concat();
        let document = open(bytes);
        assert!(document.oddities().contains(&Oddity::OffsetsFromHeader));
        let mut update = Update::new(&document).unwrap();
        let id = update.add(Object::Boolean(true));
        let increment = update.finish().unwrap();
        let source = Joined::new(Arc::clone(document.source()), increment.bytes().to_vec());
        let after = Document::open(Arc::new(source), Limits::default()).unwrap();
        assert_eq!(after.object(id).unwrap(), Object::Boolean(true));
        assert_eq!(after.object((3, 0)).unwrap(), document.object((3, 0)).unwrap());
    }

    #[test]
    fn a_hybrid_file_gets_a_table() {
        let mut bytes = Sample::one_page("", "").table();
        let old = open(bytes.clone()).revisions()[0].startxref;
        let stream = bytes.len();
        bytes.extend(b"9 0 obj\n<</Type/XRef/Size 10/W[1 4 2]/Index[9 1]/Length 7>>\nstream\n");
        bytes
            .extend([&[1u8][..], &(stream as u32).to_be_bytes(), &[0, 0], b"\nendstream\nendobj\n"].concat());
        let section = bytes.len();
        bytes.extend(
            format!(
                "xref\n0 0\ntrailer\n<</Size 10/Root 1 0 R/Prev {old}/XRefStm {stream}>>\nstartxref\n{section}\n%%EOF\n"
            )
            .bytes(),
        );
        let document = open(bytes);
        assert_eq!(document.revisions().last().unwrap().kind, SectionKind::Hybrid);
        let mut update = Update::new(&document).unwrap();
        let id = update.add(Object::Boolean(true));
        assert_eq!(id, (10, 0));
        let increment = update.finish().unwrap();
        assert!(String::from_utf8_lossy(increment.bytes()).contains("xref\n10 1\n"));
        assert!(!String::from_utf8_lossy(increment.bytes()).contains("XRefStm"));
        let source = Joined::new(Arc::clone(document.source()), increment.bytes().to_vec());
        let after = Document::open(Arc::new(source), Limits::default()).unwrap();
        assert_eq!(after.revisions().last().unwrap().kind, SectionKind::Table);
        assert_eq!(after.object(id).unwrap(), Object::Boolean(true));
    }
}
