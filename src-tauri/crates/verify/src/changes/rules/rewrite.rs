//! Objects written again with the same content, and the containers that a revision's own bookkeeping needs.

use pdf::{Object, ObjectId};

use crate::changes::kind::ChangeKind;
use crate::changes::step::Step;

/// Settles identical rewrites, and cross-reference and object streams that nothing refers to.
///
/// An object stream of the signed version stays as it is: whatever it holds would change with it, unseen.
/// `None` where the objects together ask for more than the allowance.
pub(crate) fn apply(step: &mut Step<'_>) -> Option<()> {
    let mut first: Option<ObjectId> = None;
    for id in step.open() {
        let (Ok(before), Ok(after)) = (step.old.shared(id), step.new.shared(id)) else { continue };
        // One object may be made of thousands.
        if !step.allowance.spend(2 * (values(&before) + values(&after))) {
            return None;
        }
        let still_nothing = before.is_null() && after.is_null();
        let container = (is_type(&after, b"XRef") || is_type(&after, b"ObjStm"))
            && step.graph.referrers(id).is_empty()
            && (before.is_null() || is_type(&before, b"XRef"));
        if still_nothing || container {
            step.settle(id);
        } else if !before.is_null() && step.same(&before, &after) {
            step.settle(id);
            first = first.or(Some(id));
        } else if is_type(&before, b"ObjStm") {
            step.report(ChangeKind::Unexplained, Some(id), "ObjStm");
            step.settle(id);
        }
    }
    if let Some(id) = first {
        step.report(ChangeKind::IdenticalRewrite, Some(id), "");
    }
    Some(())
}

/// How many values an object is made of.
fn values(object: &Object) -> u64 {
    let inside = match object {
        Object::Array(items) => items.iter().map(values).sum(),
        Object::Dictionary(dictionary) => dictionary.iter().map(|(_, value)| values(value)).sum(),
        Object::Stream(stream) => stream.dict.iter().map(|(_, value)| values(value)).sum(),
        _ => 0,
    };
    1 + inside
}

fn is_type(object: &Object, kind: &[u8]) -> bool {
    object
        .as_stream()
        .is_ok_and(|stream| stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == kind))
}
