//! What the fuzzer does with its bytes, one function for each part of the reader and the verifier that meets them first.
//!
//! Each function does everything with the bytes that a verifier would, and tells whether they got through the first
//! gate: the seeds are checked by that, so that no target fuzzes a refusal. None may panic, hang or grow.
//! Compiled twice: for the fuzzer here, and by the test that replays what the fuzzer once found.

mod asn1;
mod comparing;
mod paper;
mod reading;

pub use asn1::{certificates, evidence, messages};
pub use comparing::differences;
pub use reading::{chain, filters, lexer, object_streams, resolver};

/// A target's name and what it runs.
pub type Target = (&'static str, fn(&[u8]) -> bool);

/// Every target.
pub const ALL: [Target; 9] = [
    ("lexer", lexer),
    ("chain", chain),
    ("object_streams", object_streams),
    ("filters", filters),
    ("resolver", resolver),
    ("differences", differences),
    ("messages", messages),
    ("certificates", certificates),
    ("evidence", evidence),
];
