//! The bundled face, and subsets of it embedded as PDF fonts (ISO 32000-2 §9.7, §9.9).
//!
//! Owns the font file in `assets/fonts`. A subset is a Type 0 font with Identity-H over a CIDFontType2 with only the glyphs
//! used, their widths, and a ToUnicode map, so that the text can be searched and copied. There is no shaping: one character
//! is one glyph, which is right for Chinese, Latin, Greek and Cyrillic; what the face cannot show is refused by name.

use crate::error::{Error, Result};
use crate::form::{Parts, real};
use crate::picture::deflated;
use crate::typeface::Typeface;
use lopdf::{Object, ObjectId, StringFormat, dictionary};
use skrifa::raw::TableProvider as _;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use subsetter::GlyphRemapper;

/// The bundled face, read.
pub(crate) struct Face {
    sans: Typeface,
}

impl Face {
    pub(crate) fn bundled() -> Result<Self> {
        Ok(Face { sans: Typeface::sans()? })
    }

    fn glyph(&self, character: char) -> Result<u16> {
        self.sans.glyph(character).ok_or(Error::MissingGlyph(character))
    }

    /// How wide a text is at type size 1.
    pub(crate) fn width(&self, text: &str) -> Result<f64> {
        text.chars().map(|character| Ok(self.sans.advance(self.glyph(character)?) / 1000.0)).sum()
    }
}

/// The glyphs of the face that one form uses.
#[derive(Default)]
pub(crate) struct Subset {
    glyphs: GlyphRemapper,
    characters: BTreeMap<u16, char>,
    advances: BTreeMap<u16, f64>,
}

impl Subset {
    /// The codes of a text in this subset; new glyphs join it.
    pub(crate) fn codes(&mut self, face: &Face, text: &str) -> Result<Vec<u16>> {
        let code = |character| {
            let glyph = face.glyph(character)?;
            let code = self.glyphs.remap(glyph);
            self.characters.entry(code).or_insert(character);
            self.advances.entry(code).or_insert(face.sans.advance(glyph));
            Ok(code)
        };
        text.chars().map(code).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// Adds the font and what belongs to it.
    pub(crate) fn write(&self, face: &Face, parts: &mut Parts) -> Result<ObjectId> {
        let file = subsetter::subset(face.sans.bytes, 0, &self.glyphs).map_err(|_| Error::Face)?;
        let name = format!("{}+{}", self.tag(), face.sans.name);
        // Which glyphs the subset has: every one of them (§9.8.3.3); ISO 19005-1 §6.3.5 demands it.
        let glyphs = skrifa::FontRef::new(&file).and_then(|subset| subset.maxp()).map_err(|_| Error::Face)?;
        let set = parts.add(Object::Stream(deflated(dictionary! {}, &all_of(glyphs.num_glyphs()))));
        let length = i64::try_from(file.len()).map_err(|_| Error::Face)?;
        let file = parts.add(Object::Stream(deflated(dictionary! { "Length1" => length }, &file)));
        let bounds = face.sans.metrics.bounds.map_or([0.0; 4], |b| [b.x_min, b.y_min, b.x_max, b.y_max]);
        let whole = |units: f32| Object::Integer(face.sans.thousandths(units).round() as i64);
        let descriptor = parts.add(Object::Dictionary(dictionary! {
            "Type" => "FontDescriptor", "FontName" => name.as_str(),
            "Flags" => 4, // symbolic: its glyphs are not those of the standard Latin set (table 121)
            "FontBBox" => Object::Array(bounds.map(whole).to_vec()),
            "ItalicAngle" => 0, "StemV" => 80,
            "Ascent" => whole(face.sans.metrics.ascent), "Descent" => whole(face.sans.metrics.descent),
            "CapHeight" => whole(face.sans.metrics.cap_height.unwrap_or(face.sans.metrics.ascent)),
            "FontFile2" => Object::Reference(file), "CIDSet" => Object::Reference(set),
        }));
        let text = |bytes: &[u8]| Object::String(bytes.to_vec(), StringFormat::Literal);
        let descendant = parts.add(Object::Dictionary(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => name.as_str(),
            "CIDSystemInfo" => dictionary! { "Registry" => text(b"Adobe"), "Ordering" => text(b"Identity"), "Supplement" => 0 },
            "FontDescriptor" => Object::Reference(descriptor),
            "DW" => 1000, "W" => self.widths(), "CIDToGIDMap" => "Identity",
        }));
        let to_unicode = parts.add(Object::Stream(deflated(dictionary! {}, self.to_unicode().as_bytes())));
        Ok(parts.add(Object::Dictionary(dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name.as_str(), "Encoding" => "Identity-H",
            "DescendantFonts" => Object::Array(vec![Object::Reference(descendant)]),
            "ToUnicode" => Object::Reference(to_unicode),
        })))
    }

    /// Six capital letters that differ for different subsets (§9.9.2).
    fn tag(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325u64; // FNV-1a
        for character in self.characters.values() {
            for byte in u32::from(*character).to_be_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        let letter = |place: u32| char::from(b'A' + (hash / 26u64.pow(place) % 26) as u8);
        (0..6).map(letter).collect()
    }

    /// `/W` in its first form, only where the width is not `/DW`.
    fn widths(&self) -> Object {
        let mut widths: Vec<Object> = Vec::new();
        let mut run: Vec<Object> = Vec::new();
        let mut next = None;
        for (&code, &advance) in self.advances.iter().filter(|(_, advance)| advance.round() != 1000.0) {
            if next != Some(code) {
                if !run.is_empty() {
                    widths.push(Object::Array(std::mem::take(&mut run)));
                }
                widths.push(Object::Integer(i64::from(code)));
            }
            run.push(real(advance.round()));
            next = code.checked_add(1);
        }
        if !run.is_empty() {
            widths.push(Object::Array(run));
        }
        Object::Array(widths)
    }

    /// The ToUnicode CMap (§9.10.3).
    fn to_unicode(&self) -> String {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n\
             /CMapName /Adobe-Identity-UCS def\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
             1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        let pairs: Vec<(&u16, &char)> = self.characters.iter().collect();
        for block in pairs.chunks(100) {
            let _ = writeln!(map, "{} beginbfchar", block.len()); // writing into a string does not fail
            for (code, character) in block {
                let _ = write!(map, "<{code:04X}> <");
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(map, "{unit:04X}");
                }
                map.push_str(">\n");
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        map
    }
}

/// A bit for each of the first `glyphs` codes, from the highest bit of the first byte on.
fn all_of(glyphs: u16) -> Vec<u8> {
    let mut set = vec![0xff; usize::from(glyphs / 8)];
    if !glyphs.is_multiple_of(8) {
        set.push(!(0xff >> (glyphs % 8)));
    }
    set
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
    fn the_set_of_glyphs_has_a_bit_for_each() {
        assert_eq!(all_of(8), [0xff]);
        assert_eq!(all_of(11), [0xff, 0b1110_0000]);
    }

    #[test]
    fn widths_are_listed_in_runs() {
        let face = Face::bundled().unwrap();
        let mut subset = Subset::default();
        assert_eq!(subset.codes(&face, "abcb").unwrap(), [1, 2, 3, 2]);
        let Object::Array(widths) = subset.widths() else { panic!() };
        assert_eq!(widths.len(), 2);
        assert!(subset.to_unicode().contains("3 beginbfchar\n<0001> <0061>\n"));
    }
}
