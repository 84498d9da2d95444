//! Annotations that are not seen, or that write over the page (ISO 32000-2 §12.5).

use pdf::{Dictionary, Object, Rect, RectMm};

use super::walk::{Context, Walk, words};
use crate::code::Code;

/// The kinds of annotation (Table 171).
const KINDS: &[&[u8]] = &[
    b"Text",
    b"Link",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Caret",
    b"Stamp",
    b"Ink",
    b"Popup",
    b"FileAttachment",
    b"Sound",
    b"Movie",
    b"Screen",
    b"Widget",
    b"PrinterMark",
    b"TrapNet",
    b"Watermark",
    b"3D",
    b"Redact",
    b"Projection",
    b"RichMedia",
];
/// Annotation flag 2, Hidden, and 6, NoView (Table 167).
const HIDDEN_OR_NO_VIEW: i64 = 0b10_0010;

/// Takes down an annotation; tells whether the dictionary is one.
pub(super) fn notice(walk: &mut Walk<'_>, dictionary: &Dictionary, context: Context) -> bool {
    let Ok(Object::Name(kind)) = dictionary.get(b"Subtype") else { return false };
    if !dictionary.has(b"Rect") || !KINDS.contains(&kind.as_slice()) {
        return false;
    }
    let page = context.page;
    let name = || String::from_utf8_lossy(kind).into_owned();
    let rect = rectangle(walk, dictionary);
    let area = rect.and_then(|rect| seen(walk, page, rect));
    match kind.as_slice() {
        b"RichMedia" | b"Movie" | b"Sound" => walk.out.add(Code::Media, page, area, [name()]),
        b"Screen" if dictionary.has(b"A") || dictionary.has(b"AA") => {
            walk.out.add(Code::Media, page, area, [name()]);
        }
        b"3D" => walk.out.add(Code::ThreeD, page, area, []),
        _ => {}
    }
    let hidden =
        matches!(walk.entry(dictionary, b"F"), Object::Integer(flags) if flags & HIDDEN_OR_NO_VIEW != 0);
    match kind.as_slice() {
        // These show nothing of their own on the page.
        b"Link" | b"Popup" => {}
        b"Widget" => {
            if hidden && let Some(field) = field_of(walk, dictionary) {
                walk.out.add(Code::HiddenField, page, area, [field]);
            }
        }
        _ if hidden => walk.out.add(Code::HiddenAnnotation, page, area, [name()]),
        b"FreeText" => {
            let text = words(&walk.entry(dictionary, b"Contents")).unwrap_or_default();
            walk.out.add(Code::FreeText, page, area, [text]);
        }
        _ => {
            if dictionary.has(b"AP") && rect.is_some_and(|rect| rect.is_empty()) {
                walk.out.add(Code::AnnotationWithoutSize, page, None, [name()]);
            }
        }
    }
    true
}

/// The name of a widget's field; `None` for signature fields, which may well be invisible.
fn field_of(walk: &mut Walk<'_>, widget: &Dictionary) -> Option<String> {
    let parent = walk.entry(widget, b"Parent");
    let parent = parent.as_dict().cloned().unwrap_or_default();
    let mut kind = walk.name(widget, b"FT");
    if kind.is_none() {
        kind = walk.name(&parent, b"FT");
    }
    if kind.as_deref() == Some(b"Sig") {
        return None;
    }
    let own = words(&walk.entry(widget, b"T"));
    Some(own.or_else(|| words(&walk.entry(&parent, b"T"))).unwrap_or_default())
}

fn rectangle(walk: &mut Walk<'_>, dictionary: &Dictionary) -> Option<Rect> {
    let Object::Array(items) = walk.entry(dictionary, b"Rect") else { return None };
    let mut sides = [0.0; 4];
    for (side, item) in sides.iter_mut().zip(items.get(..4)?) {
        *side = f64::from(walk.resolve(item).as_float().ok()?);
    }
    let [x1, y1, x2, y2] = sides;
    sides.iter().all(|side| side.is_finite()).then(|| Rect::new(x1, y1, x2, y2))
}

fn seen(walk: &Walk<'_>, page: Option<usize>, rect: Rect) -> Option<RectMm> {
    let entry = walk.found.entries.get(page?)?;
    Some(entry.boxes.geometry().rect_to_seen(rect))
}
