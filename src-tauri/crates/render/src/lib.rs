//! Pages to pixels, and their text with positions.
//!
//! [`PageImage`] takes one page out of a document — only objects that our own reader resolved — and draws it with a renderer
//! written in Rust, the same for the screen, for previews and for checking what was written. This crate owns what may be
//! handed to that renderer, how long it may take and how much it may use; it refuses to judge, to change and to print.
//! The space of everything it returns is the page as a reader sees it: points (1/72 inch) from the top left corner, after
//! /Rotate, CropBox and UserUnit.

mod cmaps;
mod difference;
mod draw;
mod error;
mod extract;
mod fonts;
mod guard;
mod limits;
mod omissions;
mod page_file;
mod page_image;
mod pixels;
mod preview;
mod same_objects;
mod search;
mod shapes;
#[cfg(test)]
mod tests;
mod text;

pub use difference::{Difference, compare};
pub use error::{Bound, Error, Result};
pub use extract::Part;
pub use limits::Limits;
pub use omissions::Omission;
pub use page_image::{Area, PageImage};
pub use pixels::Pixels;
pub use preview::draw_form;
pub use same_objects::SameObjects;
pub use search::Match;
pub use shapes::Shape;
pub use text::{Character, Line, PageText};
