//! Seals: from what stands on one to its artwork, all in millimetres.
//!
//! Owns the conventions of Chinese seals: the round official seal with its star (国发〔1999〕25号), the oval invoice seal
//! (国家税务总局公告 2011 年第 7 号), square and rectangular name seals. Refuses what cannot be read: a name without room, a
//! character without a glyph. Who may make a seal is not asked here.

mod curve;
mod design;
mod lettering;
mod name_seal;
mod official;
mod presets;
mod row;
mod shapes;

pub use design::{SealDesign, SealFace, SealShape};
pub use presets::{SEAL_PRESETS, SealPreset};
