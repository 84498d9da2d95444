//! What the tests of the whole program share.
//!
//! The [`kit`] makes documents, certificates and profiles and runs the commands. It speaks bytes and processes, never the
//! engine's types: what it believes of a PDF is its own belief, so that a mistake of the engine is not repeated here.

// A test that cannot go on stops with what it was about; there is nobody to hand an error to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod kit;
pub mod window;
