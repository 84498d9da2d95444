//! The field tree: which fields came, went or were written again, and which rule answers for each.

use std::collections::{HashMap, HashSet};

use pdf::{Dictionary, Object, ObjectId};

use super::{form_fill, signature_field};
use crate::changes::kind::ChangeKind;
use crate::changes::same::Difference;
use crate::changes::step::{Step, label};
use crate::forms::Node;
use crate::graph::Edge;

/// Compares the fields of both revisions.
pub(crate) fn apply(step: &mut Step<'_>) {
    let (old_form, new_form) = (step.old_form, step.new_form);
    // A field's appearance may be an object of its own, so that nothing of the tree itself is written.
    let nothing_moved =
        !step.touched.iter().any(|id| new_form.index.contains_key(id) || old_form.index.contains_key(id))
            && old_form.nodes.len() == new_form.nodes.len();
    if nothing_moved && old_form.damaged == new_form.damaged {
        child_lists(step);
        form_fill::appearances_in_place(step);
        return;
    }
    if new_form.damaged && !old_form.damaged {
        step.report(ChangeKind::FormChanged, new_form.id, "Fields");
    }
    for node in &old_form.nodes {
        if let Some(id) = node.id
            && new_form.node(id).is_none()
        {
            let kind = if node.named || node.parent.is_some() {
                ChangeKind::FieldRemoved
            } else {
                ChangeKind::FormChanged
            };
            step.report(kind, Some(id), node.name.clone());
        }
    }
    let names: HashSet<&str> = old_form.nodes.iter().filter(|n| n.named).map(|n| n.name.as_str()).collect();
    let direct: HashSet<&str> =
        old_form.nodes.iter().filter(|node| node.id.is_none()).map(|node| node.name.as_str()).collect();
    let mut added: HashMap<&str, usize> = HashMap::new();
    for node in new_form.nodes.iter().filter(|n| n.named) {
        *added.entry(node.name.as_str()).or_default() += 1;
    }
    for node in &new_form.nodes {
        match node.id {
            None => {
                // A node without an object of its own: its parent's array is compared as a whole.
                if !direct.contains(node.name.as_str()) {
                    step.report(ChangeKind::FieldAdded, None, node.name.clone());
                }
            }
            Some(id) => match old_form.node(id) {
                Some(old) => {
                    if step.is_open(id) {
                        rewritten(step, id, old, node);
                    }
                }
                None => {
                    let ambiguous = node.named
                        && (names.contains(node.name.as_str())
                            || added.get(node.name.as_str()).is_some_and(|n| *n > 1));
                    fresh(step, id, node, ambiguous);
                }
            },
        }
    }
    child_lists(step);
    form_fill::appearances_in_place(step);
}

/// Settles arrays of children that are objects of their own and were written again in place.
fn child_lists(step: &mut Step<'_>) {
    let new_form = step.new_form;
    for node in &new_form.nodes {
        let (Some(id), Ok(list)) = (node.id, node.dictionary.get(b"Kids").and_then(Object::as_reference))
        else {
            continue;
        };
        if !step.is_open(list) {
            continue;
        }
        let (before, after) = (step.before(list), step.after(list));
        let known = |edge: &Edge| edge.from == id && edge.path == "/Kids";
        if kids(step, &before, &after) && (step.is_new(list) || step.only_referred(list, known)) {
            step.settle(list);
        }
    }
}

/// A field that the older revision does not have.
fn fresh(step: &mut Step<'_>, id: ObjectId, node: &Node, ambiguous: bool) {
    let proper_name = matches!(step.new_entry(&node.dictionary, b"T"), Object::String(bytes, _)
        if !bytes.is_empty() && !pdf::decode_text(&bytes).contains('.'));
    // A widget below a new signature field answers with its parent; a branch without a type holds names only.
    let parent_is_new = node
        .parent
        .and_then(|i| step.new_form.nodes.get(i))
        .is_some_and(|p| p.id.is_some_and(|p| step.old_form.node(p).is_none()));
    let explained = if ambiguous {
        false
    } else if !node.named && node.parent.is_some() {
        parent_is_new && signature_field::widget_of_new_field(step, id, node)
    } else if !proper_name {
        false
    } else if node.branch && node.kind.is_none() {
        let keys = node
            .dictionary
            .iter()
            .all(|(key, _)| matches!(key.as_slice(), b"T" | b"Kids" | b"Parent" | b"TU"));
        keys && step.is_new(id)
    } else if node.kind.as_deref() == Some(b"Sig") {
        signature_field::added(step, id, node)
    } else {
        false
    };
    if explained {
        step.settle(id);
    } else if !step.is_settled(id) {
        let page = step.page_named(&node.dictionary);
        let rect = step.rect(&node.dictionary);
        step.report_at(ChangeKind::FieldAdded, Some(id), node.name.clone(), page, rect);
        step.settle(id);
        step.settle_below(&Object::Dictionary(node.dictionary.clone()));
    }
}

/// A field that both revisions have and the newer one wrote again.
fn rewritten(step: &mut Step<'_>, id: ObjectId, old: &Node, new: &Node) {
    let mut rest: Vec<Difference> = Vec::new();
    for difference in step.differences(&old.dictionary, &new.dictionary) {
        let explained = match difference.key.as_slice() {
            // A field that had no children is a leaf and stays one.
            b"Kids" => !difference.old.is_null() && kids(step, &difference.old, &difference.new),
            // A date of change says nothing, and a bit that only forbids takes nothing away.
            b"M" => matches!(difference.new, Object::String(..) | Object::Null),
            b"F" => only_added(&difference, 128),
            b"Ff" => only_added(&difference, 1),
            _ => false,
        };
        if !explained {
            rest.push(difference);
        }
    }
    if old.name != new.name {
        step.report(ChangeKind::FieldChanged, Some(id), format!("{} /T", old.name));
    }
    if !rest.is_empty() {
        if new.kind.as_deref() == Some(b"Sig") && old.kind.as_deref() == Some(b"Sig") {
            signature_field::signed(step, id, old, new, &mut rest);
        } else if old.kind == new.kind {
            form_fill::filled(step, id, old, new, &mut rest);
        }
    }
    for difference in rest {
        step.report(ChangeKind::FieldChanged, Some(id), format!("{} /{}", new.name, label(&difference.key)));
        step.settle_below(&difference.new);
    }
    step.settle(id);
}

/// Whether flags only gained the bits of `mask`.
pub(crate) fn only_added(difference: &Difference, mask: i64) -> bool {
    let flags = |value: &Object| match value {
        Object::Null => Some(0),
        Object::Integer(flags) => Some(*flags),
        _ => None,
    };
    match (flags(&difference.old), flags(&difference.new)) {
        (Some(old), Some(new)) => old & !new == 0 && new & !old & !mask == 0,
        _ => false,
    }
}

/// Whether an array of references kept what it had, in its order, and gained only nodes of the field tree.
pub(crate) fn kids(step: &mut Step<'_>, old: &Object, new: &Object) -> bool {
    let items = |value: Object| match value {
        Object::Array(items) => Some(items),
        Object::Null => Some(Vec::new()),
        _ => None,
    };
    let before = step.old.resolve(old).ok().and_then(items);
    let after = step.new.resolve(new).ok().and_then(items);
    let (Some(before), Some(after)) = (before, after) else { return false };
    let Some(added) = appended(&before, &after) else { return false };
    added.iter().all(|item| item.as_reference().is_ok_and(|id| step.new_form.node(id).is_some()))
}

/// The items that a list gained, provided that it kept all it had in the same order.
pub(crate) fn appended(before: &[Object], after: &[Object]) -> Option<Vec<Object>> {
    let mut kept = before.iter().peekable();
    let mut added = Vec::new();
    for item in after {
        if kept.peek().is_some_and(|next| *next == item) {
            kept.next();
        } else {
            added.push(item.clone());
        }
    }
    kept.peek().is_none().then_some(added)
}

/// Judges `/Fields` of the form, which may stand in the dictionary or be an object of its own.
pub(crate) fn list(step: &mut Step<'_>, old: &Dictionary, new: &Dictionary) -> bool {
    let entry = |dictionary: &Dictionary| dictionary.get(b"Fields").cloned().unwrap_or(Object::Null);
    let (before, after) = (entry(old), entry(new));
    if !kids(step, &before, &after) {
        return false;
    }
    if let Ok(id) = after.as_reference()
        && step.is_open(id)
    {
        let form = step.old_form.id;
        let known = |edge: &Edge| match edge.path.as_str() {
            "/Fields" => Some(edge.from) == form,
            "/AcroForm/Fields" => true,
            _ => false,
        };
        if !step.is_new(id) && !step.only_referred(id, known) {
            return false;
        }
        step.settle(id);
    }
    true
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::appended;
    use pdf::Object;

    #[test]
    fn a_list_may_grow_but_keeps_its_order() {
        let list = |numbers: &[u32]| numbers.iter().map(|n| Object::Reference((*n, 0))).collect::<Vec<_>>();
        assert_eq!(appended(&list(&[1, 2]), &list(&[1, 2, 3])).unwrap(), list(&[3]));
        assert!(appended(&list(&[1, 2]), &list(&[2, 1])).is_none());
        assert!(appended(&list(&[1, 2]), &list(&[2, 3])).is_none());
    }
}
