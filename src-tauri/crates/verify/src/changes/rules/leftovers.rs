//! What no rule has explained: removed objects, objects that the signed version expected, changes of everything
//! else. Only what nothing refers to goes free, and even that is listed.

use std::collections::HashSet;

use pdf::{Object, ObjectId};

use crate::changes::kind::{ChangeKind, Need};
use crate::changes::step::{Step, label};
use crate::graph::{Edge, Graph, TRAILER, references, roots};

/// Reports every object that is still open, and dangling references that were filled.
pub(crate) fn apply(step: &mut Step<'_>) {
    dangling(step);
    let open = step.open();
    // Walking the newer revision is dear and seldom needed: only where something that was in use is still open.
    let in_use = |id: &ObjectId| step.graph.reaches(*id) && !step.is_new(*id);
    // One that met what it cannot read, or had to stop, says nothing of what is reached.
    let survey = || Graph::survey_within(step.new, &HashSet::new(), step.allowance);
    let newer = open.iter().any(in_use).then(survey).flatten();
    let newer = newer.filter(|newer| newer.unreadable.is_empty());
    for &id in &open {
        if step.is_new(id) {
            continue;
        }
        // What nothing refers to any more shows nothing: whoever referred to it has been judged.
        if !step.graph.reaches(id) || newer.as_ref().is_some_and(|newer| !newer.reaches(id)) {
            if step.after(id).is_null() {
                step.settle(id);
            }
            continue;
        }
        let (before, after) = (step.before(id), step.after(id));
        if after.is_null() {
            step.report(ChangeKind::ObjectRemoved, Some(id), role(&before));
        } else {
            step.report(kind_of(&before), Some(id), role(&before));
        }
        step.settle(id);
        step.settle_below(&after);
    }
    orphans(step, newer.as_ref());
}

/// References of the older revision that led nowhere stay nowhere: to define them is to change what refers to them.
fn dangling(step: &mut Step<'_>) {
    let mut touched: Vec<ObjectId> = step.touched.iter().copied().collect();
    touched.sort_unstable();
    for id in touched {
        // What a producer notes in the trailer beside the standard's entries leads nowhere that a reader goes.
        let followed = |edge: &Edge| {
            edge.from != TRAILER || matches!(edge.path.as_str(), "/Root" | "/Info" | "/Encrypt")
        };
        let expected = step.graph.referrers(id).iter().any(followed);
        if step.is_new(id) && expected && !step.after(id).is_null() {
            step.report(ChangeKind::DanglingDefined, Some(id), role(&step.after(id)));
            step.settle(id);
        }
    }
}

/// New objects: those that something refers to are unexplained, the rest is listed.
fn orphans(step: &mut Step<'_>, newer: Option<&Graph>) {
    let mut reached: HashSet<ObjectId> = HashSet::new();
    let mut queue: Vec<ObjectId> = step
        .touched
        .iter()
        .copied()
        .filter(|id| step.is_settled(*id) || step.graph.reaches(*id))
        .filter(|id| newer.is_none_or(|newer| newer.reaches(*id)))
        .collect();
    queue.extend(references(&Object::Dictionary(roots(step.new))).into_iter().map(|(id, _)| id));
    while let Some(id) = queue.pop() {
        if !step.touched.contains(&id) || !reached.insert(id) {
            continue;
        }
        // Bookkeeping streams are settled and refer to the catalog, which the trailer names anyway.
        if let Ok(object) = step.new.shared(id) {
            queue.extend(references(&object).into_iter().map(|(id, _)| id));
        }
    }
    let idle = !step.changes.iter().any(|change| has_purpose(change.kind));
    for id in step.open() {
        let after = step.after(id);
        if !reached.contains(&id) && (is_catalog(&after) || idle && is_drawable(&after)) {
            step.report(ChangeKind::DormantContent, Some(id), role(&after));
        } else if reached.contains(&id) {
            step.report(ChangeKind::Unexplained, Some(id), role(&after));
        } else if !after.is_null() {
            step.report(ChangeKind::Orphan, Some(id), role(&after));
        }
        step.settle(id);
    }
}

/// Whether a change is something that a person wanted of an update, so that it may leave scraps behind.
fn has_purpose(kind: ChangeKind) -> bool {
    kind.need() >= Need::Filling || matches!(kind, ChangeKind::ValidationData | ChangeKind::TimestampAdded)
}

/// A second catalog is a second document, for readers that search for one.
fn is_catalog(value: &Object) -> bool {
    value.as_dict().is_ok_and(|dictionary| {
        dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"Catalog")
    })
}

/// Whether an object could be drawn if something led to it; validation data and notes could not.
fn is_drawable(value: &Object) -> bool {
    let dictionary = match value {
        Object::Stream(stream) => return !super::validation_data::is_der(&stream.content),
        Object::Dictionary(dictionary) => dictionary,
        _ => return false,
    };
    let kind = dictionary.get(b"Type").and_then(Object::as_name).unwrap_or_default();
    let draws = matches!(kind, b"Font" | b"Page" | b"Pages" | b"Annot" | b"XObject" | b"OCG" | b"Pattern");
    draws || dictionary.has(b"Rect") || dictionary.has(b"FT")
}

fn kind_of(before: &Object) -> ChangeKind {
    let dictionary = match before {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(_) => return ChangeKind::ContentChanged,
        _ => return ChangeKind::Unexplained,
    };
    match dictionary.get(b"Type").and_then(Object::as_name) {
        Ok(b"Pages") => ChangeKind::PageTree,
        Ok(b"Page") => ChangeKind::PageChanged,
        Ok(b"Catalog") => ChangeKind::CatalogChanged,
        Ok(b"Annot") => ChangeKind::ForeignAnnotation,
        Ok(b"Font" | b"FontDescriptor" | b"XObject" | b"ExtGState" | b"OCG" | b"OCMD") => {
            ChangeKind::ContentChanged
        }
        _ => ChangeKind::Unexplained,
    }
}

fn role(value: &Object) -> String {
    let dictionary = match value {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        _ => return String::new(),
    };
    let name = |key: &[u8]| dictionary.get(key).and_then(Object::as_name).ok();
    name(b"Type").or_else(|| name(b"Subtype")).map(label).unwrap_or_default()
}
