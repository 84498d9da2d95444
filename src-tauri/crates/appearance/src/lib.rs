//! What a signature looks like: ink, a picture or lines of text, and a caption beside them.
//!
//! This crate owns the shape of a mark, from what the hand or the scanner gave to the objects of a Form XObject
//! (ISO 32000-2 §8.10). Sizes are millimetres outside and points inside. It knows nothing of pages, fields or signatures:
//! where a mark stands, and which way up, is told to it by a matrix. It reads no files and holds no settings.
//!
//! [`Appearance`] puts the parts together; [`Form`] is the result, independent of any document, ready to be written into a
//! [`pdf::Update`] or drawn as a preview.

mod archive;
mod artwork;
mod content;
mod error;
mod face;
mod fit;
mod form;
mod ink;
mod laid;
mod layout;
mod lines;
mod modules;
mod outline;
mod picture;
mod scan;
mod seal;
mod subset;
mod typeface;
mod units;

pub use artwork::Artwork;
pub use error::{Error, Result};
pub use form::{Form, Written};
pub use ink::{Ink, InkPoint};
pub use laid::Laid;
pub use layout::{Appearance, CaptionPlace, Mark};
pub use modules::Modules;
pub use outline::InkOutline;
pub use picture::{Cleaning, MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, Picture};
pub use scan::{InkColour, ScanAdvice, ScanFacts, ScanKind};
pub use seal::{SEAL_PRESETS, SealDesign, SealFace, SealPreset, SealShape};
pub use typeface::{SealFont, bundled_face};
pub use units::{Colour, POINTS_PER_MM, SizeMm};
