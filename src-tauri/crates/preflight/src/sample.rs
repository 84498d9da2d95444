//! Small documents for the tests, put together from the text of their objects.

use std::sync::Arc;

use pdf::{Document, Limits};

/// The text of a document being put together; its catalog is object 1, its page tree object 2.
pub(crate) struct Sample {
    objects: Vec<(u32, Vec<u8>)>,
    trailer: String,
}

impl Sample {
    /// One A4 page, object 3, with `page` among its entries and `catalog` among the catalog's; objects from 10 on are free.
    pub(crate) fn page(catalog: &str, page: &str) -> Self {
        Self { objects: Vec::new(), trailer: "/Root 1 0 R".to_owned() }
            .object(1, format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"))
            .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
            .object(3, format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{page}>>"))
    }

    /// Pages of text: each is a list of places, in points from the bottom left, with the words that stand there.
    pub(crate) fn text(pages: &[Vec<(f64, f64, &str)>]) -> Self {
        let kids: String = (0..pages.len()).map(|index| format!("{} 0 R ", 100 + index * 2)).collect();
        let mut sample = Self { objects: Vec::new(), trailer: "/Root 1 0 R".to_owned() }
            .object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .object(2, format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()))
            .object(
                10,
                "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[11 0 R]>>",
            )
            .object(
                11,
                "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 12 0 R/W[1[500] 2 95 500]/DW 1000>>",
            )
            .object(
                12,
                "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 90>>",
            );
        for (index, places) in pages.iter().enumerate() {
            let number = 100 + index as u32 * 2;
            let mut content = String::from("BT /F 10 Tf ");
            for (x, y, words) in places {
                let hex: String = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                content.push_str(&format!("1 0 0 1 {x} {y} Tm <{hex}> Tj "));
            }
            content.push_str("ET");
            sample = sample
                .object(
                    number,
                    format!(
                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 10 0 R>>>>/Contents {} 0 R>>",
                        number + 1
                    ),
                )
                .stream(number + 1, "", content.as_bytes());
        }
        sample
    }

    /// Adds an object of generation 0, or replaces it.
    pub(crate) fn object(mut self, number: u32, text: impl AsRef<[u8]>) -> Self {
        self.objects.retain(|(known, _)| *known != number);
        self.objects.push((number, text.as_ref().to_vec()));
        self
    }

    /// Adds a stream with further entries in its dictionary.
    pub(crate) fn stream(self, number: u32, entries: &str, data: &[u8]) -> Self {
        let mut text = format!("<<{entries}/Length {}>>\nstream\n", data.len()).into_bytes();
        text.extend(data);
        text.extend(b"\nendstream");
        self.object(number, text)
    }

    /// Puts the text of one more definition of an object into the body, which the table does not name.
    pub(crate) fn shadowed(mut self, number: u32, text: &str) -> Self {
        let hidden = format!("null\nendobj\n{number} 0 obj\n{text}");
        self.objects
            .push((self.objects.iter().map(|(known, _)| *known).max().unwrap_or(0) + 1, hidden.into_bytes()));
        self
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let size = self.objects.iter().map(|(number, _)| *number).max().unwrap_or(0) + 1;
        let mut rows = vec!["0000000000 00000 f \n".to_owned(); size as usize];
        rows[0] = "0000000000 65535 f \n".to_owned();
        for (number, text) in &self.objects {
            rows[*number as usize] = format!("{:010} 00000 n \n", out.len());
            out.extend(format!("{number} 0 obj\n").bytes());
            out.extend(text);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        out.extend(format!("xref\n0 {size}\n{}", rows.concat()).bytes());
        out.extend(
            format!("trailer\n<</Size {size} {}>>\nstartxref\n{start}\n%%EOF\n", self.trailer).bytes(),
        );
        out
    }

    /// The document.
    pub(crate) fn open(&self) -> Document {
        match Document::open(Arc::new(self.bytes()), Limits::default()) {
            Ok(document) => document,
            Err(error) => unreachable!("the sample does not open: {error}"),
        }
    }
}
