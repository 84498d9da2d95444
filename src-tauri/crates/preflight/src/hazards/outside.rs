//! Looks that depend on something outside the file: fonts that are not embedded, data and pages of other files, pictures
//! that others stand in for.

use pdf::{Dictionary, Object};

use super::walk::{Context, Walk, is_name, words};
use crate::code::Code;

/// The fourteen fonts that every viewer brings, after a fashion (ISO 32000-2 §9.6.2.2).
const STANDARD: &[&str] = &[
    "Times-Roman",
    "Times-Bold",
    "Times-Italic",
    "Times-BoldItalic",
    "Helvetica",
    "Helvetica-Bold",
    "Helvetica-Oblique",
    "Helvetica-BoldOblique",
    "Courier",
    "Courier-Bold",
    "Courier-Oblique",
    "Courier-BoldOblique",
    "Symbol",
    "ZapfDingbats",
];

/// Takes down what a dictionary fetches from elsewhere.
pub(super) fn notice(walk: &mut Walk<'_>, dictionary: &Dictionary, is_stream: bool, context: Context) {
    if is_stream {
        stream(walk, dictionary, context);
    } else if context.shown && is_name(dictionary, b"Type", b"Font") {
        font(walk, dictionary, context);
    }
}

fn stream(walk: &mut Walk<'_>, dictionary: &Dictionary, context: Context) {
    let page = context.page;
    // Some producers abbreviate /Filter to /F, as inline images may: that is a name or an array.
    match walk.entry(dictionary, b"F") {
        Object::Dictionary(file) => {
            let target = [b"UF".as_slice(), b"F"].iter().find_map(|key| words(&walk.entry(&file, key)));
            walk.out.add(Code::ExternalStream, page, None, [target.unwrap_or_default()]);
        }
        file @ Object::String(..) => {
            walk.out.add(Code::ExternalStream, page, None, [words(&file).unwrap_or_default()]);
        }
        _ => {}
    }
    if is_name(dictionary, b"Subtype", b"Form") && dictionary.has(b"Ref") {
        walk.out.add(Code::ReferenceXObject, page, None, []);
    }
    if is_name(dictionary, b"Subtype", b"Image") && dictionary.has(b"Alternates") {
        walk.out.add(Code::AlternateImage, page, None, []);
    }
    if dictionary.has(b"OPI") {
        walk.out.add(Code::Opi, page, None, []);
    }
}

fn font(walk: &mut Walk<'_>, dictionary: &Dictionary, context: Context) {
    let Some(name) = walk.name(dictionary, b"BaseFont") else { return };
    let name = String::from_utf8_lossy(&name).into_owned();
    let holder = match walk.name(dictionary, b"Subtype").as_deref() {
        Some(b"Type1" | b"MMType1" | b"TrueType") => dictionary.clone(),
        Some(b"Type0") => {
            let Object::Array(descendants) = walk.entry(dictionary, b"DescendantFonts") else { return };
            let Some(Object::Dictionary(font)) = descendants.first().map(|font| walk.resolve(font)) else {
                return;
            };
            font
        }
        // A Type 3 font is in the file by nature; a CIDFont is asked for by the font above it.
        _ => return,
    };
    let descriptor = match walk.entry(&holder, b"FontDescriptor") {
        Object::Dictionary(descriptor) => descriptor,
        _ => Dictionary::new(),
    };
    if [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.has(key)) {
        return;
    }
    let standard = STANDARD.contains(&name.as_str());
    let code = if standard { Code::StandardFontNotEmbedded } else { Code::FontNotEmbedded };
    // One finding for each font, on the page that uses it first.
    if walk.fonts.insert(name.clone()) {
        walk.out.add(code, context.page, None, [name]);
    }
}
