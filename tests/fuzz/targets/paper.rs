//! Files around the fuzzer's bytes, so that it need not guess cross-reference tables.

use std::sync::Arc;

use pdf::{Document, Limits};

/// Ends one object and begins the next in the fuzzer's bytes.
pub(crate) const BETWEEN: u8 = 0x1e;

/// Objects with their numbers, as one revision behind `file`, with a classic table.
pub(crate) fn revision(file: &mut Vec<u8>, objects: &[(u32, &[u8])], trailer: &str) {
    if file.is_empty() {
        file.extend(b"%PDF-1.7\n");
    }
    let mut rows = Vec::new();
    for (number, text) in objects {
        rows.push((*number, file.len()));
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(*text);
        file.extend(b"\nendobj\n");
    }
    // The last definition of a number stands in the table, as in a file that a producer writes.
    rows.reverse();
    rows.sort_by_key(|(number, _)| *number);
    rows.dedup_by_key(|(number, _)| *number);
    let start = file.len();
    file.extend(b"xref\n");
    for (number, offset) in &rows {
        file.extend(format!("{number} 1\n{offset:010} 00000 n \n").bytes());
    }
    file.extend(format!("trailer\n<</Size 100 {trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes());
}

/// The objects that the fuzzer's bytes are: each a number and a text.
pub(crate) fn objects(data: &[u8]) -> Vec<(u32, &[u8])> {
    let parts = data.split(|byte| *byte == BETWEEN).filter_map(|part| part.split_first());
    parts.map(|(number, text)| (u32::from(*number % 64) + 1, text)).take(64).collect()
}

/// Where the last cross-reference section of a file of ours begins.
pub(crate) fn section(file: &[u8]) -> usize {
    // `startxref` ends with the same letters.
    file.windows(6).rposition(|window| window == b"\nxref\n").map_or(0, |before| before + 1)
}

/// The document, where the bytes open.
pub(crate) fn open(file: Vec<u8>) -> Option<Document> {
    Document::open(Arc::new(file), Limits::default()).ok()
}
