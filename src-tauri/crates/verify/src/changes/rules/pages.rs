//! Pages: a later revision may add widgets that the field rule has placed, and annotations that their own rule
//! admits. Everything else about a page is the page.

use std::collections::HashSet;

use pdf::{Object, ObjectId};

use super::annotations;
use super::fields::appended;
use crate::changes::kind::ChangeKind;
use crate::changes::step::{Step, label};
use crate::graph::Edge;

/// Compares the page objects that the revision wrote, and lists of annotations that are objects of their own.
pub(crate) fn apply(step: &mut Step<'_>) {
    for id in step.open() {
        if step.pages.number.contains_key(&id) {
            page(step, id);
        }
    }
    for id in step.open() {
        let edges = step.graph.referrers(id).to_vec();
        let owner = |edge: &Edge| edge.path == "/Annots" && step.pages.number.contains_key(&edge.from);
        if let [edge] = edges.as_slice()
            && owner(edge)
        {
            let (before, after) = (step.before(id), step.after(id));
            list(step, edge.from, &before, &after);
            step.settle(id);
        }
    }
    annotations::rewritten(step);
}

fn page(step: &mut Step<'_>, id: ObjectId) {
    let (before, after) = (step.before(id), step.after(id));
    let (Object::Dictionary(old), Object::Dictionary(new)) = (&*before, &*after) else {
        step.report(ChangeKind::PageChanged, Some(id), "");
        step.settle(id);
        return;
    };
    for difference in step.differences(old, new) {
        match difference.key.as_slice() {
            b"Annots" => list(step, id, &difference.old, &difference.new),
            b"Tabs" if difference.old.is_null() && matches!(difference.new, Object::Name(_)) => {
                step.report(ChangeKind::TabOrder, Some(id), "Tabs");
            }
            b"LastModified" if matches!(difference.new, Object::String(..) | Object::Null) => {}
            b"StructParents" if difference.old.is_null() && matches!(difference.new, Object::Integer(_)) => {}
            key @ (b"Contents" | b"Resources") => {
                step.report(ChangeKind::ContentChanged, Some(id), label(key));
                step.settle_below(&difference.new);
            }
            key => {
                step.report(ChangeKind::PageChanged, Some(id), label(key));
                step.settle_below(&difference.new);
            }
        }
    }
    step.settle(id);
}

/// The items of a list, to be asked for one by one: it may hold a hundred thousand.
struct Listed<'a> {
    references: HashSet<ObjectId>,
    others: Vec<&'a Object>,
}

impl<'a> Listed<'a> {
    fn new(items: &'a [Object]) -> Self {
        let references = items.iter().filter_map(|item| item.as_reference().ok()).collect();
        // An annotation is an object of its own; what stands in the list itself is looked through as far as that is cheap.
        let others = items.iter().filter(|item| item.as_reference().is_err()).take(1_000).collect();
        Self { references, others }
    }

    fn has(&self, item: &Object) -> bool {
        match item.as_reference() {
            Ok(id) => self.references.contains(&id),
            Err(_) => self.others.contains(&item),
        }
    }
}

/// Compares the annotations of one page.
fn list(step: &mut Step<'_>, page: ObjectId, old: &Object, new: &Object) {
    let items = |document: &pdf::Document, value: &Object| match document.resolve(value) {
        Ok(Object::Array(items)) => Some(items),
        Ok(Object::Null) => Some(Vec::new()),
        _ => None,
    };
    if let Ok(id) = new.as_reference()
        && step.is_open(id)
        && step.is_new(id)
    {
        step.settle(id);
    }
    let (Some(before), Some(after)) = (items(step.old, old), items(step.new, new)) else {
        step.report(ChangeKind::PageChanged, Some(page), "Annots");
        return;
    };
    let added = match appended(&before, &after) {
        Some(added) => added,
        None => {
            let still = Listed::new(&after);
            let (kept, gone): (Vec<Object>, Vec<Object>) =
                before.iter().cloned().partition(|item| still.has(item));
            for item in &gone {
                annotations::removed(step, page, item);
            }
            match appended(&kept, &after) {
                Some(added) => added,
                None => {
                    step.report(ChangeKind::PageChanged, Some(page), "Annots");
                    return;
                }
            }
        }
    };
    for item in added {
        match item.as_reference() {
            Ok(id) if step.placed.contains(&id) => {}
            _ => annotations::added(step, page, &item),
        }
    }
}
