//! PDF bytes to objects and back (ISO 32000-2 §7).
//!
//! Owns: a lazy, strict and bounded reader that keeps byte offsets and revisions, and an append-only writer.
//! Refuses: files, clocks and sockets (bytes in, bytes out), silent repair, unbounded work. `lopdf` lends the object model and
//! the ciphers; it never decides where an object stands or what it is.
//!
//! From below: `lexer` turns a slice into values, `view` reads windows of a source and whole objects, `table` and `xref` read one
//! cross-reference section, `chain` follows them to the revisions, `objects` finds and decrypts, [`Document`] is what callers hold.
//! [`parse`] and [`account`] answer a verifier's questions about bytes. Pages, fields, signatures and [`Update`] stand on top.

pub mod account;
mod annotations;
mod cache;
mod chain;
mod conformance;
mod copy_mark;
mod document;
mod encryption;
mod error;
mod field_rules;
mod fields;
mod filter;
pub mod form_edit;
mod geometry;
mod increment;
mod lexer;
mod limits;
mod objects;
mod oddity;
pub mod page_content;
mod pages;
pub mod parse;
mod protect;
mod revision;
#[cfg(test)]
mod sample;
mod section;
pub mod seed_flags;
mod signature;
mod signature_facts;
mod skim;
mod source;
mod spelling;
pub mod structure_edit;
mod table;
#[cfg(test)]
mod testing;
mod text;
mod update;
mod value;
mod view;
mod write;
mod xref;

pub use chain::eof_marks;
pub use conformance::{Archive, archive};
pub use copy_mark::CopyMark;
pub use document::{Document, Location};
pub use encryption::{Access, Algorithm, Encryption};
pub use error::{Error, Syntax, XrefFault};
pub use field_rules::{CertificateRules, Lock, LockAction, SeedTimestamp, SeedValue};
pub use fields::{Field, FieldKind, Form, Widget, fields, form};
pub use geometry::{PageGeometry, Point, PointMm, Rect, RectMm, Rotation};
pub use increment::{Increment, Placeholder};
pub use limits::{Limit, Limits};
pub use lopdf::{Dictionary, Object, ObjectId, Permissions, Stream, StringFormat};
pub use objects::HybridViews;
pub use oddity::Oddity;
pub use pages::{Page, PageBoxes, PageEntry, PageList};
pub use protect::{Protection, protect, says_the_same};
pub use revision::{Revision, SectionKind};
pub use signature::{Origin, Permission, SignatureField, SignatureValue, signatures};
pub use signature_facts::{
    ByteRange, ByteRangeItem, Contents, ContentsForm, SignatureDictionary, SignatureReference, SignatureType,
    Transform,
};
pub use skim::Skimmer;
pub use source::{Joined, Source};
pub use text::{decode_text, encode_text, text_string};
pub use update::Update;
pub use xref::Entry;
