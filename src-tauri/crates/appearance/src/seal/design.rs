//! What a seal is made from: the words on it and its measures.

use super::{name_seal, official};
use crate::artwork::Artwork;
use crate::error::{Error, Result};
use crate::typeface::{SealFont, Typeface};
use crate::units::{Colour, SizeMm};
use kurbo::BezPath;
use serde::{Deserialize, Serialize};

/// The smallest and the largest side of a seal, in millimetres: 国发〔1999〕25号 ends at 60.
const SIDES: std::ops::RangeInclusive<f64> = 8.0..=60.0;
/// The thinnest and the widest border, in millimetres.
const BORDERS: std::ops::RangeInclusive<f64> = 0.2..=3.0;
/// Most characters of a name; more than any name has.
const MOST_CHARACTERS: usize = 80;

/// The shapes of seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SealShape {
    /// Round, or oval where the sides differ: the name on the upper arc.
    Round,
    /// Square or rectangular: the characters in columns from right to left.
    Square,
}

/// The faces of a seal's lettering.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SealFace {
    /// 宋体, which comes with the program (国发〔1999〕25号: 印章所刊汉字应当使用宋体).
    #[default]
    Song,
    /// 仿宋, of the computer's own fonts (国家税务总局公告 2011 年第 7 号: 发票专用章).
    Fangsong,
}

impl SealFace {
    fn is_song(&self) -> bool {
        *self == SealFace::Song
    }
}

/// What stands on a seal, and its measures in millimetres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealDesign {
    /// The shape.
    pub shape: SealShape,
    /// Width over the border, in millimetres.
    pub width: f64,
    /// Height over the border, in millimetres.
    pub height: f64,
    /// Width of the border, in millimetres.
    pub border: f64,
    /// Diameter of the circle through the points of the star, in millimetres; none where 0.
    #[serde(default)]
    pub star: f64,
    /// The unit's name on the upper arc, or the person's name.
    pub name: String,
    /// The line below the star, such as 检验检测专用章; none where empty.
    #[serde(default)]
    pub line: String,
    /// Digits across the middle, such as the tax number of an invoice seal; none where empty.
    #[serde(default)]
    pub number: String,
    /// The digits on the lower arc, such as the code of the registration; none where empty.
    #[serde(default)]
    pub code: String,
    /// The face of the name and of the line; digits have a face of their own.
    #[serde(default, skip_serializing_if = "SealFace::is_song")]
    pub face: SealFace,
}

impl SealDesign {
    /// The artwork, in vermilion, in a face that comes with the program.
    pub fn artwork(&self) -> Result<Artwork> {
        self.artwork_with(None)
    }

    /// The artwork, in vermilion. `fangsong` is the computer's own face, for a design that asks for it.
    pub fn artwork_with(&self, fangsong: Option<&SealFont>) -> Result<Artwork> {
        let size = SizeMm::new(self.width, self.height);
        if !SIDES.contains(&self.width) || !SIDES.contains(&self.height) {
            return Err(Error::Size { width_mm: self.width, height_mm: self.height });
        }
        if !BORDERS.contains(&self.border) || !(0.0..=self.width.min(self.height) * 0.6).contains(&self.star)
        {
            return Err(Error::SealMeasures { border_mm: self.border, star_mm: self.star });
        }
        let longest = [&self.name, &self.line, &self.number, &self.code].map(|text| text.chars().count());
        if longest.into_iter().any(|characters| characters > MOST_CHARACTERS) {
            return Err(Error::SealText { limit: MOST_CHARACTERS });
        }
        if self.name.trim().is_empty() {
            return Err(Error::Nothing);
        }
        let face = match self.face {
            SealFace::Song => Typeface::song()?,
            SealFace::Fangsong => fangsong.ok_or(Error::NoFangsong)?.typeface()?,
        };
        let path: BezPath = match self.shape {
            SealShape::Round => official::draw(self, &face)?,
            SealShape::Square => name_seal::draw(self, &face)?,
        };
        Ok(Artwork::new(path, size, Colour::SEAL))
    }
}
