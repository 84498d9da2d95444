//! Signatures put into small documents, and read back with the reader.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archive_documents;
mod as_text;
mod fields_for_later;
mod higher_levels;
mod kit;
#[path = "../../../cades/tests/kit/mod.rs"]
mod person;
mod rights_and_locks;
mod seeds_are_obeyed;
mod tagged_documents;
