//! Subsets of the bundled fonts, embedded as PDF fonts (ISO 32000-2 §9.7, §9.9).
//!
//! A subset is a Type 0 font with Identity-H over a CIDFont with only the glyphs used, their widths, and a ToUnicode map, so
//! that the text can be searched and copied. TrueType outlines become a CIDFontType2; CFF outlines a CIDFontType0, with the
//! bare CFF program, whose CIDs the subsetter numbers like its glyphs.

use crate::error::{Error, Result};
use crate::form::{Parts, real};
use crate::picture::deflated;
use crate::typeface::Typeface;
use lopdf::{Object, ObjectId, StringFormat, dictionary};
use skrifa::FontRef;
use skrifa::raw::TableProvider as _;
use skrifa::raw::types::Tag;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use subsetter::GlyphRemapper;

const CFF: Tag = Tag::new(b"CFF ");

/// The glyphs of one font that one form uses.
#[derive(Default)]
pub(crate) struct Subset {
    glyphs: GlyphRemapper,
    characters: BTreeMap<u16, char>,
    advances: BTreeMap<u16, f64>,
}

impl Subset {
    /// The code of a glyph in this subset; a new one joins it.
    pub(crate) fn code(&mut self, font: &Typeface<'_>, glyph: u16, character: char) -> u16 {
        let code = self.glyphs.remap(glyph);
        self.characters.entry(code).or_insert(character);
        self.advances.entry(code).or_insert(font.advance(glyph));
        code
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// Adds the font and what belongs to it.
    pub(crate) fn write(&self, font: &Typeface<'_>, parts: &mut Parts) -> Result<ObjectId> {
        let program = subsetter::subset(font.bytes, 0, &self.glyphs).map_err(|_| Error::Face)?;
        let name = format!("{}+{}", self.tag(), font.name);
        let read = FontRef::new(&program).map_err(|_| Error::Face)?;
        // Which glyphs the subset has: every one of them (§9.8.3.3); ISO 19005-1 §6.3.5 demands it.
        let glyphs = read.maxp().map_err(|_| Error::Face)?.num_glyphs();
        let cff = read.table_data(CFF).map(|table| table.as_bytes().to_vec());
        let set = parts.add(Object::Stream(deflated(dictionary! {}, &all_of(glyphs))));
        let (subtype, key, file) = match cff {
            Some(cff) => {
                let head = dictionary! { "Subtype" => "CIDFontType0C" };
                ("CIDFontType0", "FontFile3", parts.add(Object::Stream(deflated(head, &cff))))
            }
            None => {
                let length = i64::try_from(program.len()).map_err(|_| Error::Face)?;
                let head = dictionary! { "Length1" => length };
                ("CIDFontType2", "FontFile2", parts.add(Object::Stream(deflated(head, &program))))
            }
        };
        let bounds = font.metrics.bounds.map_or([0.0; 4], |b| [b.x_min, b.y_min, b.x_max, b.y_max]);
        let whole = |units: f32| Object::Integer(font.thousandths(units).round() as i64);
        let mut descriptor = dictionary! {
            "Type" => "FontDescriptor", "FontName" => name.as_str(),
            "Flags" => 4, // symbolic: its glyphs are not those of the standard Latin set (table 121)
            "FontBBox" => Object::Array(bounds.map(whole).to_vec()),
            "ItalicAngle" => 0, "StemV" => 80,
            "Ascent" => whole(font.metrics.ascent), "Descent" => whole(font.metrics.descent),
            "CapHeight" => whole(font.metrics.cap_height.unwrap_or(font.metrics.ascent)),
            "CIDSet" => Object::Reference(set),
        };
        descriptor.set(key, Object::Reference(file));
        let descriptor = parts.add(Object::Dictionary(descriptor));
        let text = |bytes: &[u8]| Object::String(bytes.to_vec(), StringFormat::Literal);
        let mut descendant = dictionary! {
            "Type" => "Font", "Subtype" => subtype, "BaseFont" => name.as_str(),
            "CIDSystemInfo" => dictionary! { "Registry" => text(b"Adobe"), "Ordering" => text(b"Identity"), "Supplement" => 0 },
            "FontDescriptor" => Object::Reference(descriptor),
            "DW" => 1000, "W" => self.widths(),
        };
        // The name of the whole carries the CMap's where the CIDs are in the font program itself (§9.7.6.1, table 119).
        let whole_name = if key == "FontFile3" {
            format!("{name}-Identity-H")
        } else {
            descendant.set("CIDToGIDMap", "Identity");
            name
        };
        let descendant = parts.add(Object::Dictionary(descendant));
        let to_unicode = parts.add(Object::Stream(deflated(dictionary! {}, self.to_unicode().as_bytes())));
        Ok(parts.add(Object::Dictionary(dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => whole_name.as_str(), "Encoding" => "Identity-H",
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
    fn the_set_of_glyphs_has_a_bit_for_each() {
        assert_eq!(all_of(8), [0xff]);
        assert_eq!(all_of(11), [0xff, 0b1110_0000]);
    }

    #[test]
    fn widths_are_listed_in_runs() {
        let font = Typeface::sans().unwrap();
        let mut subset = Subset::default();
        let mut code = |character| subset.code(&font, font.glyph(character).unwrap(), character);
        assert_eq!("abcb".chars().map(&mut code).collect::<Vec<_>>(), [1, 2, 3, 2]);
        let Object::Array(widths) = subset.widths() else { panic!() };
        assert_eq!(widths.len(), 2);
        assert!(subset.to_unicode().contains("3 beginbfchar\n<0001> <0061>\n"));
    }
}
