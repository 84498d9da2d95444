//! Whether others read what we write as we do, and whether we read what others write as they do: pyHanko, poppler, MuPDF,
//! openssl and qpdf.

// A test that cannot go on stops with what it was about; there is nobody to hand an error to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod both_readers_draw_a_seal_alike;
mod matrix;
mod others_agree_with_our_signatures;
mod pieces;
mod pyhanko;
mod signed_by_others;
mod we_agree_with_theirs;
mod what_producers_write;
