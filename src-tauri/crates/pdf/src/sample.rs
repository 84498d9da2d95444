//! Small documents for the tests of this crate, put together from the text of their objects.

use std::sync::Arc;

use crate::{Document, Limits};

/// The text of a document being put together.
pub(crate) struct Sample {
    objects: Vec<(u32, Vec<u8>)>,
    trailer: String,
}

impl Sample {
    /// A document whose catalog is object 1.
    pub(crate) fn new() -> Self {
        Self { objects: Vec::new(), trailer: "/Root 1 0 R".to_owned() }
    }

    /// Adds an object of generation 0.
    pub(crate) fn object(mut self, number: u32, text: impl AsRef<[u8]>) -> Self {
        self.objects.push((number, text.as_ref().to_vec()));
        self
    }

    /// Replaces the trailer's entries beside /Size.
    pub(crate) fn trailer(mut self, text: &str) -> Self {
        self.trailer = text.to_owned();
        self
    }

    /// A catalog, one page with `page` among its entries, and object 4 on for the caller.
    pub(crate) fn one_page(catalog: &str, page: &str) -> Self {
        Self::new()
            .object(1, format!("<</Type/Catalog/Pages 2 0 R {catalog}>>"))
            .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
            .object(3, format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.27559055 841.88976378]{page}>>"))
    }

    /// The bytes, with a classic table.
    pub(crate) fn table(&self) -> Vec<u8> {
        let (mut out, offsets) = self.body();
        let start = out.len();
        let size = self.size();
        out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
        for number in 1..size {
            let row = match offsets.iter().find(|(known, _)| *known == number) {
                Some((_, offset)) => format!("{offset:010} 00000 n \n"),
                None => "0000000000 00000 f \n".to_owned(),
            };
            out.extend(row.bytes());
        }
        out.extend(
            format!("trailer\n<</Size {size} {}>>\nstartxref\n{start}\n%%EOF\n", self.trailer).bytes(),
        );
        out
    }

    /// The bytes, with a cross-reference stream and, where `packed`, everything in one object stream.
    pub(crate) fn stream(&self, packed: bool) -> Vec<u8> {
        let (container, own) = (self.size(), self.size() + 1);
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut rows = vec![[0u32, 0, 65535]];
        rows.resize(self.size() as usize, [0, 0, 0]);
        if packed {
            let (mut header, mut data) = (String::new(), Vec::new());
            for (index, (number, text)) in self.objects.iter().enumerate() {
                header.push_str(&format!("{number} {} ", data.len()));
                data.extend(text);
                data.push(b'\n');
                rows[*number as usize] = [2, container, index as u32];
            }
            rows.push([1, out.len() as u32, 0]);
            let (first, count, length) = (header.len(), self.objects.len(), header.len() + data.len());
            out.extend(
                format!(
                    "{container} 0 obj\n<</Type/ObjStm/N {count}/First {first}/Length {length}>>\nstream\n"
                )
                .bytes(),
            );
            out.extend(header.bytes().chain(data).chain(*b"\nendstream\nendobj\n"));
        } else {
            let (body, offsets) = self.body();
            out = body;
            for (number, offset) in offsets {
                rows[number as usize] = [1, offset as u32, 0];
            }
            rows.push([0, 0, 0]);
        }
        let start = out.len();
        rows.push([1, start as u32, 0]);
        let data: Vec<u8> = rows
            .iter()
            .flat_map(|[kind, second, third]| {
                [*kind as u8].into_iter().chain(second.to_be_bytes()).chain((*third as u16).to_be_bytes())
            })
            .collect();
        out.extend(
            format!(
                "{own} 0 obj\n<</Type/XRef/Size {}/W[1 4 2]/Length {} {}>>\nstream\n",
                own + 1,
                data.len(),
                self.trailer
            )
            .bytes(),
        );
        out.extend(data);
        out.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
        out
    }

    /// The document, with a classic table.
    pub(crate) fn open(&self) -> Document {
        open(self.table())
    }

    fn size(&self) -> u32 {
        self.objects.iter().map(|(number, _)| *number).max().unwrap_or(0) + 1
    }

    fn body(&self) -> (Vec<u8>, Vec<(u32, usize)>) {
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut offsets = Vec::new();
        for (number, text) in &self.objects {
            offsets.push((*number, out.len()));
            out.extend(format!("{number} 0 obj\n").bytes());
            out.extend(text);
            out.extend(b"\nendobj\n");
        }
        (out, offsets)
    }
}

/// Opens bytes that must be readable.
pub(crate) fn open(bytes: Vec<u8>) -> Document {
    match Document::open(Arc::new(bytes), Limits::default()) {
        Ok(document) => document,
        Err(error) => unreachable!("the sample does not open: {error}"),
    }
}
