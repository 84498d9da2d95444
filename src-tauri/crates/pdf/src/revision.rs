//! What a revision is: the part of a file that one incremental update added (ISO 32000-2 §7.5.6).

use crate::Dictionary;

/// How a revision's cross-reference data is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// A classic table (§7.5.4).
    Table,
    /// A cross-reference stream (§7.5.8).
    Stream,
    /// A table that names a cross-reference stream by `/XRefStm` (§7.5.8.4).
    Hybrid,
}

/// One revision. A linearised file's two sections are one revision.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// The first byte: 0, or the `end` of the revision before.
    pub start: u64,
    /// The byte after `%%EOF` and at most one line end; the end of the section where nothing closes the revision.
    pub end: u64,
    /// The byte after `%%EOF`, or after the `startxref` number where `%%EOF` is absent; `None` where nothing closes it.
    pub eof: Option<u64>,
    /// The absolute offset of the section at which a reader of this revision begins.
    pub startxref: u64,
    /// How its cross-reference data is written.
    pub kind: SectionKind,
    /// The offsets of its sections, the one at `startxref` first; a hybrid's stream is not listed.
    pub sections: Vec<u64>,
    /// Its trailer dictionary, for cross-reference streams the stream's dictionary.
    pub trailer: Dictionary,
}

impl Revision {
    /// Whether a file that ends at `offset` is exactly this revision: at `%%EOF`, or after its one line end.
    pub fn ends_at(&self, offset: u64) -> bool {
        self.eof.is_some_and(|eof| eof <= offset && offset <= self.end)
    }
}
