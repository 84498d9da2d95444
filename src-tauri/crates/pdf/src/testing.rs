//! Small PDFs built in code, for tests only: every offset is known because everything is written here.

use std::sync::Arc;

use crate::{Document, Error, Limits};

/// A file under construction.
#[derive(Default, Clone)]
pub(crate) struct Builder {
    pub(crate) bytes: Vec<u8>,
    /// Number, generation, offset (`None` for free) of the section being written.
    pub(crate) entries: Vec<(u32, u16, Option<u64>)>,
    pub(crate) previous: Option<u64>,
    pub(crate) size: u32,
}

impl Builder {
    /// A header and nothing else.
    pub(crate) fn new() -> Self {
        let bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        Self { bytes, entries: vec![(0, 65535, None)], previous: None, size: 1 }
    }

    /// A catalog (1), a page tree (2), a page (3), closed by a table.
    pub(crate) fn one_page() -> Self {
        let mut file = Self::new();
        file.object(1, "<</Type/Catalog/Pages 2 0 R>>");
        file.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
        file.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
        file.table("/Root 1 0 R");
        file
    }

    pub(crate) fn raw(&mut self, text: impl AsRef<[u8]>) -> u64 {
        let at = self.bytes.len() as u64;
        self.bytes.extend_from_slice(text.as_ref());
        at
    }

    pub(crate) fn object(&mut self, number: u32, body: impl AsRef<[u8]>) -> u64 {
        let at = self.raw(format!("{number} 0 obj\n"));
        self.raw(body);
        self.raw("\nendobj\n");
        self.entry(number, 0, Some(at));
        at
    }

    pub(crate) fn stream(&mut self, number: u32, dictionary: &str, data: &[u8]) -> u64 {
        let mut body = format!("<<{dictionary}/Length {}>>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.object(number, body)
    }

    pub(crate) fn entry(&mut self, number: u32, generation: u16, offset: Option<u64>) {
        self.entries.push((number, generation, offset));
        self.size = self.size.max(number + 1);
    }

    fn runs(&mut self) -> Vec<Vec<(u32, u16, Option<u64>)>> {
        let mut entries = std::mem::take(&mut self.entries);
        entries.sort_by_key(|entry| entry.0);
        entries.chunk_by(|a, b| a.0 + 1 == b.0).map(<[_]>::to_vec).collect()
    }

    /// Closes the revision with a table; returns its offset.
    pub(crate) fn table(&mut self, trailer: &str) -> u64 {
        let at = self.raw("xref\n");
        for run in self.runs() {
            self.raw(format!("{} {}\n", run.first().map_or(0, |e| e.0), run.len()));
            for (_, generation, offset) in run {
                let kind = if offset.is_some() { 'n' } else { 'f' };
                self.raw(format!("{:010} {generation:05} {kind} \n", offset.unwrap_or(0)));
            }
        }
        let previous = self.previous.map(|at| format!("/Prev {at}")).unwrap_or_default();
        self.raw(format!("trailer\n<</Size {}{previous}{trailer}>>\nstartxref\n{at}\n%%EOF\n", self.size));
        self.previous = Some(at);
        at
    }

    /// Closes the revision with a cross-reference stream that is object `number`; `inside` adds entries of type 2.
    pub(crate) fn xref_stream(&mut self, number: u32, trailer: &str, inside: &[(u32, u32, u16)]) -> u64 {
        let at = self.xref_stream_only(number, trailer, inside);
        self.raw(format!("startxref\n{at}\n%%EOF\n"));
        self.previous = Some(at);
        at
    }

    /// As [`Self::xref_stream`], without closing the revision.
    pub(crate) fn xref_stream_only(&mut self, number: u32, trailer: &str, inside: &[(u32, u32, u16)]) -> u64 {
        let at = self.bytes.len() as u64;
        self.entry(number, 0, Some(at));
        let mut rows: Vec<(u32, u8, u32, u16)> = Vec::new();
        for (number, generation, offset) in std::mem::take(&mut self.entries) {
            rows.push((number, u8::from(offset.is_some()), offset.unwrap_or(0) as u32, generation));
        }
        for (number, container, index) in inside {
            rows.push((*number, 2, *container, *index));
            self.size = self.size.max(number + 1);
        }
        rows.sort_by_key(|row| row.0);
        let mut data = Vec::new();
        let mut index = String::new();
        for run in rows.chunk_by(|a, b| a.0 + 1 == b.0) {
            index += &format!("{} {} ", run.first().map_or(0, |row| row.0), run.len());
            for (_, kind, second, third) in run {
                data.push(*kind);
                data.extend_from_slice(&second.to_be_bytes());
                data.extend_from_slice(&third.to_be_bytes());
            }
        }
        let previous = self.previous.map(|at| format!("/Prev {at}")).unwrap_or_default();
        let size = self.size;
        let length = data.len();
        self.raw(format!(
            "{number} 0 obj\n<</Type/XRef/Size {size}/W[1 4 2]/Index[{index}]{previous}{trailer}/Length {length}>>\nstream\n"
        ));
        self.raw(data);
        self.raw("\nendstream\nendobj\n");
        at
    }

    /// An object stream that holds `objects`.
    pub(crate) fn object_stream(&mut self, number: u32, extra: &str, objects: &[(u32, &str)]) -> u64 {
        let (mut header, mut data) = (String::new(), String::new());
        for (inside, body) in objects {
            header += &format!("{inside} {} ", data.len());
            data += body;
            data.push(' ');
        }
        let dictionary = format!("/Type/ObjStm/N {}/First {}{extra}", objects.len(), header.len());
        self.stream(number, &dictionary, (header + &data).as_bytes())
    }

    pub(crate) fn open(&self) -> Result<Document, Error> {
        open(self.bytes.clone())
    }
}

pub(crate) fn open(bytes: Vec<u8>) -> Result<Document, Error> {
    Document::open(Arc::new(bytes), Limits::default())
}
