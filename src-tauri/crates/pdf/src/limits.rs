//! How much work a file may cause. Every bound the reader knows stands here; exceeding one is [`crate::Error::Limit`].

/// The bounds on one document; exceeding any of them is a typed failure, never a truncated answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Levels of arrays and dictionaries inside one object.
    pub nesting: usize,
    /// Entries in the cross-reference sections of one revision.
    pub objects: u64,
    /// The highest object number (ISO 32000-1 Annex C names 8 388 607).
    pub object_number: u32,
    /// Sections in the `/Prev` chain.
    pub revisions: usize,
    /// Objects in one object stream.
    pub object_stream_entries: usize,
    /// Object streams linked by `/Extends`.
    pub extends_depth: usize,
    /// Bytes of one stream after its filters are undone.
    pub decoded_stream: u64,
    /// Bytes of all cross-reference streams of the chain together, decoded; an eighth of what decoding object streams may
    /// amount to over a document's life.
    pub decoded_total: u64,
    /// Decoded bytes per encoded byte, checked once `ratio_free` bytes are out.
    pub ratio: u64,
    /// Decoded bytes that are free of the ratio check.
    pub ratio_free: u64,
    /// Filters on one stream.
    pub filters: usize,
    /// Bytes of one object without its stream data.
    pub object_bytes: u64,
    /// Bytes of one stream's data as stored, when they are loaded.
    pub stored_stream: u64,
    /// Values inside one object, every array element and dictionary value counted.
    pub values: usize,
    /// References followed from one value to the next.
    pub reference_depth: usize,
    /// Bytes kept of parsed objects.
    pub cache_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nesting: 100,
            objects: 1_000_000,
            object_number: 8_388_607,
            revisions: 1_000,
            object_stream_entries: 100_000,
            extends_depth: 8,
            decoded_stream: 64 << 20,
            decoded_total: 256 << 20,
            ratio: 1_000,
            ratio_free: 1 << 20,
            filters: 4,
            object_bytes: 64 << 20,
            stored_stream: 256 << 20,
            values: 2_000_000,
            reference_depth: 32,
            cache_bytes: 32 << 20,
        }
    }
}

/// Which bound of [`Limits`] was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::nesting`].
    Nesting,
    /// [`Limits::objects`].
    Objects,
    /// [`Limits::object_number`].
    ObjectNumber,
    /// [`Limits::revisions`].
    Revisions,
    /// [`Limits::object_stream_entries`].
    ObjectStreamEntries,
    /// [`Limits::extends_depth`].
    ExtendsDepth,
    /// [`Limits::decoded_stream`].
    DecodedStream,
    /// [`Limits::decoded_total`].
    DecodedTotal,
    /// [`Limits::ratio`].
    Ratio,
    /// [`Limits::filters`].
    Filters,
    /// [`Limits::object_bytes`].
    ObjectBytes,
    /// [`Limits::stored_stream`].
    StoredStream,
    /// [`Limits::values`].
    Values,
    /// [`Limits::reference_depth`].
    ReferenceDepth,
    /// Levels or nodes of the page tree.
    PageTree,
    /// Levels or number of form fields.
    Fields,
    /// Bytes of long objects that were read again and again.
    Work,
}

impl Limit {
    /// The code in reports and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nesting => "nesting",
            Self::Objects => "objects",
            Self::ObjectNumber => "object-number",
            Self::Revisions => "revisions",
            Self::ObjectStreamEntries => "object-stream-entries",
            Self::ExtendsDepth => "extends-depth",
            Self::DecodedStream => "decoded-stream",
            Self::DecodedTotal => "decoded-total",
            Self::Ratio => "ratio",
            Self::Filters => "filters",
            Self::ObjectBytes => "object-bytes",
            Self::StoredStream => "stored-stream",
            Self::Values => "values",
            Self::ReferenceDepth => "reference-depth",
            Self::PageTree => "page-tree",
            Self::Fields => "fields",
            Self::Work => "work",
        }
    }
}
