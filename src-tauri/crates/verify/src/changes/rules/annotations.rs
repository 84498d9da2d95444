//! Comments and marks on a page (ISO 32000-2 §12.5): which kinds a certifying author's P=3 admits.
//!
//! The picture of an annotation is clipped to its rectangle by the way it is drawn (§12.5.5); kind and area are what
//! remains to be judged.

use pdf::{Dictionary, Object, ObjectId};

use super::signature_field::media_box;
use crate::changes::kind::ChangeKind;
use crate::changes::step::{Step, label, number, rectangle};
use crate::graph::references;

/// The share of a page that one comment or mark may cover.
const LARGEST_SHARE: f64 = 0.05;
/// The area of a note's icon, in square points.
const LARGEST_ICON: f64 = 64.0 * 64.0;
/// The widest line, in points, that an opaque ink may have.
const THICKEST_INK: f64 = 6.0;
/// Kinds that comment on what is there rather than add to it.
const COMMENTS: &[&[u8]] =
    &[b"Text", b"Highlight", b"Underline", b"StrikeOut", b"Squiggly", b"Ink", b"Popup"];

/// An annotation that a page gained.
pub(crate) fn added(step: &mut Step<'_>, page: ObjectId, item: &Object) {
    let value = step.new.resolve(item).unwrap_or(Object::Null);
    let id = item.as_reference().ok();
    let number = step.pages.number.get(&page).copied();
    let Object::Dictionary(dictionary) = value else {
        if !value.is_null() {
            step.report_at(ChangeKind::ForeignAnnotation, id, "", number, None);
        }
        return;
    };
    let rect = step.rect(&dictionary);
    let fresh = id.is_none_or(|id| step.is_new(id));
    let kind = if fresh && is_comment(step, page, &dictionary) {
        ChangeKind::AnnotationAdded
    } else {
        ChangeKind::ForeignAnnotation
    };
    // A field's widget that no field rule has placed was reported there already, and stays forbidden here.
    step.report_at(kind, id, subtype(&dictionary), number, rect);
    if let Some(id) = id.filter(|id| step.is_new(*id)) {
        step.settle(id);
    }
    step.settle_below(&Object::Dictionary(dictionary));
}

/// An annotation that a page lost.
pub(crate) fn removed(step: &mut Step<'_>, page: ObjectId, item: &Object) {
    let number = step.pages.number.get(&page).copied();
    let value = step.old.resolve(item).unwrap_or(Object::Null);
    let id = item.as_reference().ok();
    let kind = match &value {
        Object::Null => return,
        Object::Dictionary(dictionary) if COMMENTS.contains(&subtype(dictionary).as_bytes()) => {
            ChangeKind::AnnotationRemoved
        }
        _ => ChangeKind::ForeignAnnotation,
    };
    let subject = value.as_dict().map(subtype).unwrap_or_default();
    let rect = value.as_dict().ok().and_then(|gone| rectangle(step.old, gone.get(b"Rect").ok()?));
    step.report_at(kind, id, subject, number, rect);
}

/// Annotations that were written again in place.
pub(crate) fn rewritten(step: &mut Step<'_>) {
    for id in step.open_again() {
        let (before, after) = (step.before(id), step.after(id));
        let (Object::Dictionary(old), Object::Dictionary(new)) = (&*before, &*after) else { continue };
        let edges = step.graph.referrers(id).to_vec();
        let page = edges.iter().find_map(|edge| {
            let listed = edge.path.starts_with("/Annots/") && step.pages.number.contains_key(&edge.from);
            let apart = || {
                let above = step.graph.referrers(edge.from);
                above.iter().find(|up| up.path == "/Annots").map(|up| up.from)
            };
            if listed { Some(edge.from) } else { apart().filter(|page| step.pages.number.contains_key(page)) }
        });
        let Some(page) = page else { continue };
        let number = step.pages.number.get(&page).copied();
        let kept = [b"Rect".as_slice(), b"F", b"Subtype", b"OC"];
        let same = kept.iter().all(|key| old.get(key).ok() == new.get(key).ok());
        let kind = if same && is_comment(step, page, old) && is_comment(step, page, new) {
            ChangeKind::AnnotationChanged
        } else {
            ChangeKind::ForeignAnnotation
        };
        step.report_at(kind, Some(id), subtype(new), number, step.rect(new));
        step.settle(id);
        step.settle_below(&after);
    }
}

fn subtype(dictionary: &Dictionary) -> String {
    dictionary.get(b"Subtype").and_then(Object::as_name).map(label).unwrap_or_default()
}

/// Whether an annotation only comments: a harmless kind, small, without actions, layers or pictures of its own.
fn is_comment(step: &Step<'_>, page: ObjectId, dictionary: &Dictionary) -> bool {
    let kind = subtype(dictionary);
    if !COMMENTS.contains(&kind.as_bytes()) {
        return false;
    }
    let forbidden = [b"A".as_slice(), b"AA", b"OC", b"Parent", b"FT", b"Dest", b"RC", b"Kids"];
    // A pop-up's parent is the note that it belongs to.
    if forbidden.iter().any(|key| dictionary.has(key) && !(kind == "Popup" && *key == b"Parent")) {
        return false;
    }
    let Some(rect) = step.rect(dictionary) else { return false };
    let area = |r: [f64; 4]| (r[2] - r[0]) * (r[3] - r[1]);
    let whole = media_box(step, page).map_or(0.0, area);
    // A pop-up is drawn by the reader beside the page, not on it.
    if kind != "Popup" && area(rect) > whole * LARGEST_SHARE {
        return false;
    }
    match dictionary.get(b"AP") {
        // A reader draws these itself, in the manner of their kind, along the points that they name.
        Err(_) => (kind != "Ink" || thin(step, dictionary)) && within(step, dictionary, rect),
        Ok(appearance) => kind != "Popup" && draws_simply(step, dictionary, appearance, rect),
    }
}

/// Whether the points that a mark is drawn along lie in its rectangle.
fn within(step: &Step<'_>, dictionary: &Dictionary, rect: [f64; 4]) -> bool {
    const SLACK: f64 = 6.0;
    let quads = [step.new_entry(dictionary, b"QuadPoints")];
    let strokes = match step.new_entry(dictionary, b"InkList") {
        Object::Array(strokes) => strokes,
        _ => Vec::new(),
    };
    quads.iter().chain(&strokes).all(|list| match step.new.resolve(list) {
        Ok(Object::Array(points)) => points.chunks(2).all(|point| {
            let [x, y] = point else { return false };
            let inside = |value: &Object, low: f64, high: f64| {
                let value = step.new.resolve(value).unwrap_or(Object::Null);
                number(&value).is_some_and(|at| at >= low - SLACK && at <= high + SLACK)
            };
            inside(x, rect[0], rect[2]) && inside(y, rect[1], rect[3])
        }),
        Ok(Object::Null) => true,
        _ => false,
    })
}

/// Whether an ink's lines are too thin to cover what is written below them.
fn thin(step: &Step<'_>, dictionary: &Dictionary) -> bool {
    let style = step.new_entry(dictionary, b"BS");
    let width = style.as_dict().ok().and_then(|style| number(&step.new_entry(style, b"W")));
    width.unwrap_or(1.0) <= THICKEST_INK
}

/// Whether an appearance is drawn by forms alone, no larger than the annotation, and lets the page shine through
/// where it is a mark over text.
fn draws_simply(step: &Step<'_>, dictionary: &Dictionary, appearance: &Object, rect: [f64; 4]) -> bool {
    let area = |r: [f64; 4]| (r[2] - r[0]) * (r[3] - r[1]);
    let note = subtype(dictionary) == "Text";
    let mut see_through = false;
    let mut queue = vec![step.new.resolve(appearance).unwrap_or(Object::Null)];
    let mut seen = std::collections::HashSet::new();
    while let Some(value) = queue.pop() {
        if seen.len() > 200 {
            return false;
        }
        let mut states: Vec<Dictionary> = Vec::new();
        if let Object::Stream(stream) = &value {
            let named = stream.dict.get(b"Subtype").and_then(Object::as_name).ok();
            if named == Some(b"Image") {
                return false;
            }
            if let Ok(value) = stream.dict.get(b"BBox")
                && let Some(bounds) = rectangle(step.new, value)
                && area(bounds) > area(rect) * 4.0 + 1_000.0
            {
                return false;
            }
            if let Object::Dictionary(resources) = step.new_entry(&stream.dict, b"Resources")
                && let Object::Dictionary(named) = step.new_entry(&resources, b"ExtGState")
            {
                let resolved = named.iter().filter_map(|(_, state)| step.new.resolve(state).ok());
                states.extend(resolved.filter_map(|state| state.as_dict().ok().cloned()));
            }
        }
        see_through |= states.iter().any(|state| {
            let blends = state.get(b"BM").and_then(Object::as_name).is_ok_and(|mode| mode == b"Multiply");
            let faint = [b"ca".as_slice(), b"CA"]
                .iter()
                .any(|key| state.get(key).ok().and_then(number).is_some_and(|alpha| alpha <= 0.7));
            blends || faint
        });
        for (id, path) in references(&value) {
            if !path.starts_with("/OC") && seen.insert(id) {
                queue.push(step.new.object(id).unwrap_or(Object::Null));
            }
        }
    }
    // A note is a small icon; lines below or through words are thin; a highlight covers words and must not hide them.
    match subtype(dictionary).as_str() {
        "Highlight" => see_through,
        "Ink" => see_through || thin(step, dictionary),
        _ => !note || area(rect) <= LARGEST_ICON,
    }
}
