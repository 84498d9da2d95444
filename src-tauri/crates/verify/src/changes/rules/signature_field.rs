//! Signing: a signature in a new field or in an existing empty one, with the widget that shows it.
//!
//! Only a signature that verifies, whose signed bytes end with this very revision, and whose dictionary is new in it
//! counts; a field that merely claims to be one does not.

use std::collections::HashSet;

use pdf::{Dictionary, Object, ObjectId};

use crate::changes::kind::ChangeKind;
use crate::changes::same::Difference;
use crate::changes::step::{Genuine, Step, rectangle};
use crate::forms::Node;
use crate::graph::{Edge, references};

/// The share of a page that a signature's picture may cover without a remark.
const LARGE_SHARE: f64 = 1.0 / 3.0;
/// Annotation flags (ISO 32000-2 table 167): it is printed; it stays where it is.
const PRINTED: i64 = 1 << 2;
const LOCKED: i64 = 1 << 7;
/// Objects that one picture may be made of.
const MAX_PARTS: usize = 500;

/// The signature that a field holds, if it is one that this revision made.
fn genuine(step: &Step<'_>, holder: ObjectId, value: &Object) -> Option<Genuine> {
    match value {
        Object::Reference(id) if step.is_new(*id) => step.genuine.get(id).map(|(kind, _)| *kind),
        Object::Dictionary(_) => step.genuine.get(&holder).map(|(kind, _)| *kind),
        _ => None,
    }
}

/// Whether somebody known vouches for the signer.
fn is_trusted(step: &Step<'_>, holder: ObjectId, value: &Object) -> bool {
    let key = value.as_reference().unwrap_or(holder);
    step.genuine.get(&key).is_some_and(|(_, trusted)| *trusted)
}

/// Whether a new field is a signature that verifies, or an empty field that shows nothing.
pub(crate) fn added(step: &mut Step<'_>, id: ObjectId, node: &Node) -> bool {
    if !step.is_new(id) || !fits_field(step, &node.dictionary) {
        return false;
    }
    let value = node.dictionary.get(b"V").cloned().unwrap_or(Object::Null);
    if value.is_null() {
        let shows = node.dictionary.has(b"AP") || has_area(step, &node.dictionary) || node.branch;
        if !shows {
            step.placed.insert(id);
            step.settle_below(&Object::Dictionary(node.dictionary.clone()));
            step.report(ChangeKind::EmptySignatureField, Some(id), node.name.clone());
        }
        return !shows;
    }
    let Some(kind) = genuine(step, id, &value) else {
        let (page, rect) = (step.page_named(&node.dictionary), step.rect(&node.dictionary));
        step.report_at(ChangeKind::FalseSignature, Some(id), node.name.clone(), page, rect);
        step.settle(id);
        step.settle_below(&Object::Dictionary(node.dictionary.clone()));
        return false;
    };
    step.placed.insert(id);
    announce(step, kind, id, node);
    // In a certified document a place of its own on the page needs somebody whom the reader knows.
    if has_area(step, &node.dictionary) && !is_trusted(step, id, &value) {
        let (page, rect) = (step.page_named(&node.dictionary), step.rect(&node.dictionary));
        step.report_at(ChangeKind::StrangerSigned, Some(id), node.name.clone(), page, rect);
    }
    step.settle_below(&Object::Dictionary(node.dictionary.clone()));
    true
}

/// Whether a nameless child of a new field is nothing but its widget.
pub(crate) fn widget_of_new_field(step: &mut Step<'_>, id: ObjectId, node: &Node) -> bool {
    let parent = node.parent.and_then(|index| step.new_form.nodes.get(index));
    let Some(parent_id) = parent.and_then(|parent| parent.id) else { return false };
    let signed = genuine(step, parent_id, &node.value).is_some();
    let fits = step.is_new(id)
        && node.kind.as_deref() == Some(b"Sig")
        && fits_field(step, &node.dictionary)
        && !node.dictionary.has(b"V")
        && (signed || !(node.dictionary.has(b"AP") || has_area(step, &node.dictionary)));
    if fits {
        step.placed.insert(id);
        large(step, id, node);
        step.settle_below(&Object::Dictionary(node.dictionary.clone()));
    }
    fits
}

/// Takes the differences that signing an existing empty field explains out of `rest`.
pub(crate) fn signed(step: &mut Step<'_>, id: ObjectId, old: &Node, new: &Node, rest: &mut Vec<Difference>) {
    let holder = match (new.dictionary.has(b"V"), new.parent.and_then(|i| step.new_form.nodes.get(i))) {
        (true, _) | (false, None) => id,
        (false, Some(parent)) => parent.id.unwrap_or(id),
    };
    let was_empty = matches!(step.old.resolve(&old.value), Ok(Object::Null));
    let Some(kind) = genuine(step, holder, &new.value).filter(|_| was_empty) else {
        if rest.iter().any(|difference| difference.key == b"V") {
            step.report(ChangeKind::FalseSignature, Some(id), new.name.clone());
        }
        return;
    };
    // A dictionary of appearances that something else uses too is not this field's to replace.
    let shared = rest.iter().any(|difference| {
        difference.key == b"AP"
            && difference.old.as_reference().is_ok_and(|held| {
                let members = HashSet::from([held]);
                step.exclusive(&members, |edge| edge.from == id && edge.path == "/AP").is_empty()
            })
    });
    rest.retain(|difference| {
        let explained = match difference.key.as_slice() {
            b"V" => true,
            b"AP" => !shared,
            b"P" => difference.old.is_null() && difference.new.as_reference().is_ok(),
            b"AS" => matches!(difference.new, Object::Name(_) | Object::Null),
            b"MK" | b"DA" | b"DR" => true,
            // The signer's own lock binds later revisions only, and its picture may be printed from now on.
            b"Lock" => difference.old.is_null(),
            b"F" => super::fields::only_added(difference, PRINTED | LOCKED),
            b"StructParent" | b"Contents" | b"NM" | b"H" | b"Border" | b"C" => {
                difference.old.is_null() && is_inert(&difference.new, 0)
            }
            _ => false,
        };
        !explained
    });
    step.settle_below(&Object::Dictionary(new.dictionary.clone()));
    own_appearance(step, id, old, new);
    if holder == id {
        announce(step, kind, id, new);
    } else {
        large(step, id, new);
    }
}

/// Settles what the field's picture is made of where it was written again in place.
fn own_appearance(step: &mut Step<'_>, id: ObjectId, old: &Node, new: &Node) {
    for part in owned_by_appearance(step, id, &[old, new]) {
        step.settle(part);
    }
}

/// The objects, still open, that make up a field's picture and that nothing else used before.
pub(crate) fn owned_by_appearance(step: &Step<'_>, holder: ObjectId, nodes: &[&Node]) -> Vec<ObjectId> {
    let mut own: HashSet<ObjectId> = HashSet::new();
    let mut queue: Vec<ObjectId> = nodes
        .iter()
        .flat_map(|node| node.dictionary.get(b"AP").map(references).unwrap_or_default())
        .map(|(id, _)| id)
        .collect();
    while let Some(next) = queue.pop() {
        if own.len() > MAX_PARTS || !own.insert(next) {
            continue;
        }
        for object in [step.before(next), step.after(next)] {
            queue.extend(references(&object).into_iter().map(|(id, _)| id));
        }
    }
    if !own.iter().any(|part| step.is_open(*part)) {
        return Vec::new();
    }
    let exclusive = step.exclusive(&own, |edge: &Edge| edge.from == holder && edge.path.starts_with("/AP"));
    let mut parts: Vec<ObjectId> = exclusive.into_iter().filter(|part| step.is_open(*part)).collect();
    parts.sort_unstable();
    parts
}

fn announce(step: &mut Step<'_>, kind: Genuine, id: ObjectId, node: &Node) {
    let change = match kind {
        Genuine::Timestamp => ChangeKind::TimestampAdded,
        Genuine::Signature | Genuine::Certification => ChangeKind::SignatureAdded,
    };
    let (page, rect) = (step.page_named(&node.dictionary), step.rect(&node.dictionary));
    step.report_at(change, Some(id), node.name.clone(), page, rect);
    // A timestamp says when, it has nothing to show: with a picture it counts as what it looks like.
    if kind == Genuine::Timestamp && has_area(step, &node.dictionary) && node.dictionary.has(b"AP") {
        step.report_at(ChangeKind::SignatureAdded, Some(id), node.name.clone(), page, rect);
    }
    large(step, id, node);
}

/// Remarks on a picture that covers a large part of a page.
fn large(step: &mut Step<'_>, id: ObjectId, node: &Node) {
    let Some(rect) = step.rect(&node.dictionary).filter(|_| node.dictionary.has(b"AP")) else { return };
    let area = |r: [f64; 4]| (r[2] - r[0]) * (r[3] - r[1]);
    let page = node.dictionary.get(b"P").and_then(Object::as_reference).ok();
    let page = page.and_then(|page| media_box(step, page));
    let whole = page.map_or(612.0 * 792.0, area);
    if area(rect) > whole * LARGE_SHARE {
        let number = step.page_named(&node.dictionary);
        step.report_at(ChangeKind::SignatureCoversPage, Some(id), node.name.clone(), number, Some(rect));
    }
}

/// The media box of a page, inherited where it is absent; looked up once, as a page may gain a hundred thousand notes.
pub(crate) fn media_box(step: &Step<'_>, page: ObjectId) -> Option<[f64; 4]> {
    if let Some(known) = step.boxes.borrow().get(&page) {
        return *known;
    }
    let found = inherited_box(step, page);
    step.boxes.borrow_mut().insert(page, found);
    found
}

fn inherited_box(step: &Step<'_>, page: ObjectId) -> Option<[f64; 4]> {
    let mut at = page;
    for _ in 0..50 {
        let node = step.new.shared(at).ok()?;
        let dictionary = node.as_dict().ok()?;
        if let Ok(value) = dictionary.get(b"MediaBox") {
            return rectangle(step.new, value);
        }
        at = dictionary.get(b"Parent").and_then(Object::as_reference).ok()?;
    }
    None
}

fn has_area(step: &Step<'_>, dictionary: &Dictionary) -> bool {
    match dictionary.get(b"Rect") {
        Ok(value) => rectangle(step.new, value).is_none_or(|r| r[2] > r[0] && r[3] > r[1]),
        Err(_) => false,
    }
}

/// Whether a dictionary has nothing but what a signature field and its widget need: no action, no layer.
fn fits_field(step: &Step<'_>, dictionary: &Dictionary) -> bool {
    let is_annotation = match dictionary.get(b"Type") {
        Ok(Object::Name(name)) => name == b"Annot",
        Ok(_) => false,
        Err(_) => true,
    };
    is_annotation
        && dictionary.iter().all(|(key, value)| match key.as_slice() {
            b"Subtype" => matches!(value, Object::Name(name) if name == b"Widget"),
            b"AP" => matches!(step.new.resolve(value), Ok(Object::Dictionary(_))),
            b"Type" | b"FT" | b"T" | b"TU" | b"TM" | b"V" | b"F" | b"Ff" | b"P" | b"Rect" | b"AS" | b"DA"
            | b"DR" | b"Q" | b"MK" | b"BS" | b"Border" | b"H" | b"M" | b"NM" | b"Lock" | b"SV"
            | b"Parent" | b"Kids" | b"StructParent" | b"Contents" | b"C" | b"DV" | b"Lang" => true,
            b"A" | b"AA" | b"OC" | b"AF" | b"PMD" | b"JS" => false,
            // A producer's own note: numbers and words act on nothing.
            _ => is_inert(value, 0),
        })
}

/// Whether a value leads nowhere and holds no dictionary, so that no reader can act on it.
fn is_inert(value: &Object, depth: usize) -> bool {
    match value {
        Object::Reference(_) | Object::Dictionary(_) | Object::Stream(_) => false,
        Object::Array(items) => depth < 4 && items.iter().all(|item| is_inert(item, depth + 1)),
        _ => true,
    }
}
