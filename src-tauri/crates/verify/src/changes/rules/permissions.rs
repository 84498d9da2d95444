//! `/Perms` (ISO 32000-2 §12.8.6): a certifying signature may enter itself, and nothing else may happen there.

use pdf::Object;

use crate::changes::same::Difference;
use crate::changes::step::{Genuine, Step};

/// Whether the only news is the certifying signature of this very revision.
pub(crate) fn apply(step: &mut Step<'_>, difference: &Difference) -> bool {
    let old = step.old.resolve(&difference.old).unwrap_or(Object::Null);
    let new = step.new.resolve(&difference.new).unwrap_or(Object::Null);
    let Object::Dictionary(new) = new else { return false };
    let old = old.as_dict().cloned().unwrap_or_default();
    let explained = step.differences(&old, &new).iter().all(|entry| {
        entry.key == b"DocMDP"
            && entry.old.is_null()
            && entry.new.as_reference().is_ok_and(|id| {
                step.genuine.get(&id).is_some_and(|(kind, _)| *kind == Genuine::Certification)
            })
    });
    if explained && let Ok(id) = difference.new.as_reference() {
        step.settle(id);
    }
    explained
}
