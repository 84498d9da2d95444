//! The bundled faces as one: what the first cannot show, the second does; what neither can is refused by name.
//!
//! There is no shaping: one character is one glyph, which is right for Chinese, Latin, Greek and Cyrillic.

use crate::error::{Error, Result};
use crate::form::Parts;
use crate::subset::Subset;
use crate::typeface::Typeface;
use lopdf::{Dictionary, Object};
use std::cell::OnceCell;

/// The faces that captions are set in, read as far as they are needed.
pub(crate) struct Face {
    sans: Typeface<'static>,
    song: OnceCell<Typeface<'static>>,
}

/// Which of the faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Sans,
    Song,
}

/// Neighbouring characters of one face.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    /// The font's name in the form's resources.
    pub(crate) font: &'static str,
    /// The codes of the characters in that font.
    pub(crate) codes: Vec<u16>,
    /// How wide they are at type size 1.
    pub(crate) width: f64,
}

impl Face {
    pub(crate) fn bundled() -> Result<Self> {
        Ok(Face { sans: Typeface::sans()?, song: OnceCell::new() })
    }

    fn song(&self) -> Result<&Typeface<'static>> {
        match self.song.get() {
            Some(song) => Ok(song),
            None => {
                let song = Typeface::song()?;
                Ok(self.song.get_or_init(|| song))
            }
        }
    }

    fn glyph(&self, character: char) -> Result<(Which, u16)> {
        if let Some(glyph) = self.sans.glyph(character) {
            return Ok((Which::Sans, glyph));
        }
        let glyph = self.song()?.glyph(character).ok_or(Error::MissingGlyph(character))?;
        Ok((Which::Song, glyph))
    }

    fn typeface(&self, which: Which) -> Result<&Typeface<'static>> {
        match which {
            Which::Sans => Ok(&self.sans),
            Which::Song => self.song(),
        }
    }

    /// How wide a text is at type size 1.
    pub(crate) fn width(&self, text: &str) -> Result<f64> {
        let width = |character| {
            let (which, glyph) = self.glyph(character)?;
            Ok(self.typeface(which)?.advance(glyph) / 1000.0)
        };
        text.chars().map(width).sum()
    }
}

/// The glyphs of the faces that one form uses.
#[derive(Default)]
pub(crate) struct Subsets {
    sans: Subset,
    song: Subset,
}

impl Subsets {
    /// A text as codes of these subsets, cut where the face changes; new glyphs join them.
    pub(crate) fn runs(&mut self, face: &Face, text: &str) -> Result<Vec<Run>> {
        let mut runs: Vec<Run> = Vec::new();
        for character in text.chars() {
            let (which, glyph) = face.glyph(character)?;
            let typeface = face.typeface(which)?;
            let (subset, font) = match which {
                Which::Sans => (&mut self.sans, "F0"),
                Which::Song => (&mut self.song, "F1"),
            };
            let code = subset.code(typeface, glyph, character);
            let width = typeface.advance(glyph) / 1000.0;
            match runs.last_mut().filter(|run| run.font == font) {
                Some(run) => {
                    run.codes.push(code);
                    run.width += width;
                }
                None => runs.push(Run { font, codes: vec![code], width }),
            }
        }
        Ok(runs)
    }

    /// Adds the fonts; returns them by the names that the runs use.
    pub(crate) fn write(&self, face: &Face, parts: &mut Parts) -> Result<Dictionary> {
        let mut fonts = Dictionary::new();
        for (subset, which, name) in [(&self.sans, Which::Sans, "F0"), (&self.song, Which::Song, "F1")] {
            if !subset.is_empty() {
                fonts.set(name, Object::Reference(subset.write(face.typeface(which)?, parts)?));
            }
        }
        Ok(fonts)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_face_covers_chinese_and_latin() {
        let face = Face::bundled().unwrap();
        for character in "检测报告批准授权签字人〇鑫喆煊垚 Grüße, Ж Ω ①℃±≤㎡(),。、“”—".chars()
        {
            assert!(face.glyph(character).is_ok(), "{character}");
        }
        assert!(matches!(face.glyph('😀'), Err(Error::MissingGlyph('😀'))));
        assert!((face.width("检测").unwrap() - 2.0).abs() < 0.1);
    }

    #[test]
    fn a_line_changes_its_face_where_it_must() {
        let face = Face::bundled().unwrap();
        let mut subsets = Subsets::default();
        let runs = subsets.runs(&face, "张𫖯之").unwrap();
        let fonts: Vec<_> = runs.iter().map(|run| run.font).collect();
        assert_eq!(fonts, ["F0", "F1", "F0"]);
        assert!((runs.iter().map(|run| run.width).sum::<f64>() - 3.0).abs() < 0.1);
        let mut parts = Parts::default();
        assert_eq!(subsets.write(&face, &mut parts).unwrap().len(), 2);
    }
}
