//! Whether the slices of a seam seal (骑缝章) on the edges of pages still make one seal.
//!
//! Pixels in, findings out. Each page is given as a picture ([`Sheet::read`]); the red and the blue ink at its edges is kept and the
//! picture let go. [`check`] finds the edge that bears the slices, asks of each slice where in the registered artwork it
//! comes from — or, where there is no artwork, whether it joins its neighbours — and says which pages are missing, moved,
//! foreign or bare. [`Joined`] is the seal put together again, to be looked at.
//!
//! This crate knows no files, no PDF and no other crate of ours. It refuses to see what cannot be seen: a page of another
//! document stamped with the same seal, for as many pages, at the same number fits as well as the right one.
//!
//! Lengths are millimetres, counted inwards from the edge ("depth") and from the top or left end of it ("along").

mod artwork;
mod check;
mod continuity;
mod finding;
mod grid;
mod joined;
mod matching;
mod order;
mod sheet;
mod slices;
#[cfg(test)]
mod tests;

pub use artwork::Artwork;
pub use check::check;
pub use finding::{Basis, Confidence, Fate, Finding, Gap, Outcome, Page};
pub use joined::Joined;
pub use sheet::{Edge, Ink, Sheet, Source};
