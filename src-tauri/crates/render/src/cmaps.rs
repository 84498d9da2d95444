//! Unicode for Chinese, Japanese and Korean fonts that are embedded with a predefined encoding and bring no ToUnicode map
//! (ISO 32000-2 §9.7.5.2, §9.10.2): from the code to the character collection's CID, and from there to Unicode.
//!
//! The renderer reads ToUnicode maps by name. The page file names one for such fonts, and only the reader of text finds it:
//! what is drawn does not depend on it.

use hayro::hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use pdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

const PREFIX: &[u8] = b"Vermilion-";

/// The name of a ToUnicode map that suits a Type 0 font without one; `None` when none is needed or known.
pub(crate) fn name_for(document: &Document, font: &Dictionary) -> Option<Object> {
    let is_type0 = matches!(font.get(b"Subtype"), Ok(Object::Name(name)) if name == b"Type0");
    if !is_type0 || font.has(b"ToUnicode") {
        return None;
    }
    let Object::Name(encoding) = document.resolve(font.get(b"Encoding").ok()?).ok()? else { return None };
    if encoding != b"Identity-H" && encoding != b"Identity-V" {
        return is_predefined(&encoding).then(|| Object::Name([PREFIX, &encoding].concat()));
    }
    let Object::Array(descendants) = document.resolve(font.get(b"DescendantFonts").ok()?).ok()? else {
        return None;
    };
    let Object::Dictionary(descendant) = document.resolve(descendants.first()?).ok()? else { return None };
    let Object::Dictionary(info) = document.resolve(descendant.get(b"CIDSystemInfo").ok()?).ok()? else {
        return None;
    };
    let text = |key: &[u8]| match info.get(key).map(|value| document.resolve(value)) {
        Ok(Ok(Object::String(bytes, _))) => bytes,
        _ => Vec::new(),
    };
    // With an identity encoding the code is the CID, and the collection's own map leads to Unicode.
    let family = CidFamily::from_registry_ordering(&text(b"Registry"), &text(b"Ordering"));
    family.ucs2_cmap().map(|name| Object::Name(name.to_bytes().to_vec()))
}

fn is_predefined(encoding: &[u8]) -> bool {
    !matches!(CMapName::from_bytes(encoding), CMapName::Custom(_))
}

/// Predefined CMaps for the reader of text, and the maps that [`name_for`] names.
pub(crate) fn resolve(name: CMapName<'_>) -> Option<&'static [u8]> {
    static MADE: Mutex<BTreeMap<Vec<u8>, Option<&'static [u8]>>> = Mutex::new(BTreeMap::new());
    let CMapName::Custom(custom) = name else { return load_embedded(name) };
    let encoding = custom.strip_prefix(PREFIX).filter(|encoding| is_predefined(encoding))?;
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = made.get(encoding) {
        return *known;
    }
    // Kept for good: there are only some sixty predefined encodings.
    let map = to_unicode(encoding).map(|map| &*Box::leak(map.into_bytes().into_boxed_slice()));
    made.insert(encoding.to_vec(), map);
    map
}

/// A ToUnicode CMap for the codes of one or two bytes of a predefined encoding.
fn to_unicode(encoding: &[u8]) -> Option<String> {
    let cids = CMap::parse(load_embedded(CMapName::from_bytes(encoding))?, load_embedded)?;
    let family = cids.metadata().character_collection.as_ref()?.family.clone();
    let unicode = CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?;
    let mut entries: Vec<String> = Vec::new();
    for code in 0x20..=0xFFFFu32 {
        let short = if code <= 0xFF { cids.lookup_cid_code(code, 1) } else { None };
        let Some(cid) = short.or_else(|| cids.lookup_cid_code(code, 2)).filter(|cid| *cid != 0) else {
            continue;
        };
        let Some(text) = unicode.lookup_bf_string(cid) else { continue };
        let mut entry = format!("<{code:04X}> <");
        let text = match text {
            BfString::Char(character) => character.to_string(),
            BfString::String(text) => text,
        };
        for unit in text.encode_utf16() {
            let _ = write!(entry, "{unit:04X}"); // writing into a string does not fail
        }
        entry.push_str(">\n");
        entries.push(entry);
    }
    let mut map = String::from("begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for block in entries.chunks(100) {
        let _ = write!(map, "{} beginbfchar\n{}endbfchar\n", block.len(), block.concat());
    }
    map.push_str("endcmap\n");
    Some(map)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_predefined_encodings_lead_to_unicode() {
        for (encoding, code, character) in [
            ("GBK-EUC-H", 0xBCEC, '检'),
            ("UniGB-UCS2-H", 0x68C0, '检'),
            ("GBK-EUC-H", 0x41, 'A'),
            ("UniGB-UTF16-H", 0x62A5, '报'),
        ] {
            let name = [PREFIX, encoding.as_bytes()].concat();
            let map = CMap::parse(resolve(CMapName::Custom(&name)).unwrap(), load_embedded).unwrap();
            assert_eq!(map.lookup_bf_string(code), Some(BfString::Char(character)), "{encoding}");
        }
        assert!(resolve(CMapName::Custom(b"Vermilion-Nothing")).is_none());
        assert!(resolve(CMapName::Custom(b"Other")).is_none());
    }
}
