//! The rules of the house: which crate may import which, how long a file may be, and that every code has its words.

// A test that cannot go on stops with what it was about; there is nobody to hand an error to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod arrows_go_down;
mod every_code_has_words;
mod files_are_small;
mod the_page_may_call_the_wire_alone;
