//! The structure tree (ISO 32000-2 §14.7): a new field may be given its place in the document's order of reading.
//!
//! Elements may be appended that hold nothing but widgets which the field rule has placed. What was there keeps its
//! place, its content and its words: assistive readers speak from it.

use std::collections::BTreeMap;

use pdf::{Dictionary, Object, ObjectId};

use super::fields::appended;
use crate::changes::kind::ChangeKind;
use crate::changes::step::Step;

/// How many entries of the parent tree are compared.
const MAX_ENTRIES: usize = 100_000;

/// Settles the structure root and elements that were only extended.
pub(crate) fn apply(step: &mut Step<'_>) {
    let Ok(catalog) = step.new.catalog() else { return };
    let Ok(root) = catalog.get(b"StructTreeRoot").and_then(Object::as_reference) else { return };
    let before_and_after = |step: &Step<'_>, id| (step.before(id), step.after(id));
    for id in step.open() {
        let (Object::Dictionary(old), Object::Dictionary(new)) = before_and_after(step, id) else { continue };
        let element = old.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"StructElem");
        if id != root && !element {
            continue;
        }
        if !step.graph.ancestors(id).contains(&root) && id != root {
            continue;
        }
        let differences = step.differences(&old, &new);
        let explained = differences.iter().all(|difference| match difference.key.as_slice() {
            b"K" => children(step, &difference.old, &difference.new),
            b"ParentTree" if id == root => parents(step, &difference.old, &difference.new),
            b"ParentTreeNextKey" if id == root => matches!(difference.new, Object::Integer(_)),
            _ => false,
        });
        if explained {
            step.settle(id);
            for difference in differences {
                step.settle_below(&difference.new);
            }
            step.report(ChangeKind::StructureExtended, Some(id), "");
        }
    }
    parent_tree_in_place(step, root);
}

/// The parent tree may be an object of its own that was written again in place.
fn parent_tree_in_place(step: &mut Step<'_>, root: ObjectId) {
    let Object::Dictionary(tree) = step.after(root) else { return };
    let Ok(id) = tree.get(b"ParentTree").and_then(Object::as_reference) else { return };
    if step.is_open(id)
        && parents(step, &Object::Reference(id), &Object::Reference(id))
        && step.only_referred(id, |edge| edge.from == root && edge.path == "/ParentTree")
    {
        step.settle(id);
        let value = step.after(id);
        step.settle_below(&value);
    }
}

/// Whether children were only appended, and hold nothing but placed widgets.
fn children(step: &Step<'_>, old: &Object, new: &Object) -> bool {
    let items = |document: &pdf::Document, value: &Object| match value {
        Object::Null => Some(Vec::new()),
        Object::Array(items) => Some(items.clone()),
        Object::Reference(_) => match document.resolve(value) {
            Ok(Object::Array(items)) => Some(items),
            Ok(_) => Some(vec![value.clone()]),
            Err(_) => None,
        },
        other => Some(vec![other.clone()]),
    };
    let (Some(before), Some(after)) = (items(step.old, old), items(step.new, new)) else { return false };
    appended(&before, &after).is_some_and(|added| added.iter().all(|item| holds_widget(step, item, 0)))
}

/// Whether a new element holds nothing but widgets that were placed in this revision.
fn holds_widget(step: &Step<'_>, item: &Object, depth: usize) -> bool {
    if depth > 8 || item.as_reference().is_ok_and(|id| !step.is_new(id)) {
        return false;
    }
    let Ok(Object::Dictionary(element)) = step.new.resolve(item) else { return false };
    let named =
        |key: &[u8], name: &[u8]| element.get(key).and_then(Object::as_name).is_ok_and(|found| found == name);
    if named(b"Type", b"OBJR") {
        return element.get(b"Obj").and_then(Object::as_reference).is_ok_and(|id| step.placed.contains(&id));
    }
    let plain = element.iter().all(|(key, _)| {
        matches!(
            key.as_slice(),
            b"Type" | b"S" | b"P" | b"Pg" | b"K" | b"T" | b"ID" | b"Lang" | b"R" | b"C" | b"A"
        )
    });
    let kids = match element.get(b"K") {
        Ok(Object::Array(items)) => items.clone(),
        Ok(other) => match step.new.resolve(other) {
            Ok(Object::Array(items)) => items,
            _ => vec![other.clone()],
        },
        Err(_) => Vec::new(),
    };
    plain && kids.iter().all(|kid| holds_widget(step, kid, depth + 1))
}

/// Whether the map from content to elements kept all its entries.
fn parents(step: &mut Step<'_>, old: &Object, new: &Object) -> bool {
    let (Some(before), Some(after)) = (entries(step.old, old), entries(step.new, new)) else { return false };
    before.iter().all(|(key, value)| after.get(key).is_some_and(|held| step.same(value, held)))
}

/// The entries of a number tree (ISO 32000-2 §7.9.7); `None` where it is none.
fn entries(document: &pdf::Document, tree: &Object) -> Option<BTreeMap<i64, Object>> {
    let mut found = BTreeMap::new();
    let mut queue = vec![tree.clone()];
    let mut nodes = 0;
    while let Some(node) = queue.pop() {
        nodes += 1;
        let dictionary: Dictionary = match document.resolve(&node).ok()? {
            Object::Dictionary(dictionary) => dictionary,
            Object::Null => continue,
            _ => return None,
        };
        if nodes > MAX_ENTRIES
            || dictionary
                .iter()
                .any(|(key, _)| !matches!(key.as_slice(), b"Nums" | b"Kids" | b"Limits" | b"Type"))
        {
            return None;
        }
        if let Ok(kids) = dictionary.get(b"Kids") {
            queue.extend(document.resolve(kids).ok()?.as_array().ok()?.iter().cloned());
        }
        if let Ok(numbers) = dictionary.get(b"Nums") {
            let numbers = document.resolve(numbers).ok()?;
            for pair in numbers.as_array().ok()?.chunks(2) {
                let [Object::Integer(key), value] = pair else { return None };
                found.insert(*key, value.clone());
                if found.len() > MAX_ENTRIES {
                    return None;
                }
            }
        }
    }
    Some(found)
}
