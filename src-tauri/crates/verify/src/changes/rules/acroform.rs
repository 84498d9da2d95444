//! The form's own entries (ISO 32000-2 §12.7.3): what signing and filling need, and nothing else.

use pdf::{Dictionary, Object};

use super::catalog::entries;
use super::fields;
use crate::changes::kind::ChangeKind;
use crate::changes::step::{Step, label};

/// Compares the form dictionaries, the list of fields excepted, which the field rule judges.
pub(crate) fn apply(step: &mut Step<'_>, old_catalog: &Dictionary, new_catalog: &Dictionary) {
    let (_, new_entry) = entries(old_catalog, new_catalog, b"AcroForm");
    let (old, new) = (step.old_form.dictionary.clone(), step.new_form.dictionary.clone());
    for difference in step.differences(&old, &new) {
        let explained = match difference.key.as_slice() {
            b"Fields" => fields::list(step, &old, &new),
            b"SigFlags" => matches!(difference.new, Object::Integer(0..=3)),
            // A default for fields that bring none; one that was there already may not change.
            b"DA" => difference.old.is_null() && matches!(difference.new, Object::String(..)),
            b"Q" => difference.old.is_null() && matches!(difference.new, Object::Integer(0)),
            b"NeedAppearances" => !matches!(step.new.resolve(&difference.new), Ok(Object::Boolean(true))),
            b"DR" => resources(step, &difference.old, &difference.new),
            _ => false,
        };
        if !explained {
            step.report(ChangeKind::FormChanged, new_entry.as_reference().ok(), label(&difference.key));
            step.settle_below(&difference.new);
        }
    }
    // The list may be an object of its own that was written again in place.
    if let Some(id) = new.get(b"Fields").and_then(Object::as_reference).ok().filter(|id| step.is_open(*id))
        && !fields::list(step, &old, &new)
    {
        step.report(ChangeKind::FormChanged, Some(id), "Fields");
        step.settle(id);
    }
    let (before, after) = entries(&old, &new, b"DR");
    if after.as_reference().is_ok_and(|id| step.is_open(id)) && !resources(step, &before, &after) {
        step.report(ChangeKind::FormChanged, after.as_reference().ok(), "DR");
    }
    if let Ok(id) = new_entry.as_reference()
        && (step.is_new(id) || step.old_form.id == Some(id))
    {
        step.settle(id);
    }
}

/// Whether resources were only added: what had a name keeps its meaning.
fn resources(step: &mut Step<'_>, old: &Object, new: &Object) -> bool {
    let before = step.old.resolve(old).unwrap_or(Object::Null);
    let after = step.new.resolve(new).unwrap_or(Object::Null);
    let Object::Dictionary(after) = after else { return after.is_null() };
    let before = before.as_dict().cloned().unwrap_or_default();
    let mut containers: Vec<_> = new.as_reference().into_iter().collect();
    for (key, value) in after.iter() {
        let category = step.new.resolve(value).unwrap_or(Object::Null);
        let old_category = step.old_entry(&before, key);
        match (&old_category, &category) {
            (Object::Null, _) => step.settle_below(value),
            (Object::Dictionary(x), Object::Dictionary(y)) => {
                containers.extend(value.as_reference());
                for difference in step.differences(x, y) {
                    // Fonts draw what fields say; a form among the defaults is a producer's copy of its last picture.
                    let fresh = difference.new.as_reference().is_ok_and(|id| step.is_new(id));
                    let excused = key == b"XObject" && fresh;
                    if !difference.old.is_null() && !excused {
                        return false;
                    }
                    step.settle_below(&difference.new);
                }
            }
            _ => {
                if !step.same(&old_category, &category) {
                    return false;
                }
            }
        }
    }
    // Only the form's resources may be extended in place: a page that shares them would be extended too.
    let form = step.old_form.id;
    let open: Vec<_> = containers.iter().copied().filter(|id| step.is_open(*id)).collect();
    if open.iter().any(|id| !step.is_new(*id)) {
        let members = containers.iter().copied().collect();
        let own = step.exclusive(&members, |edge| {
            (Some(edge.from) == form && edge.path.starts_with("/DR")) || edge.path.starts_with("/AcroForm/DR")
        });
        if !open.iter().all(|id| step.is_new(*id) || own.contains(id)) {
            return false;
        }
    }
    for id in open {
        step.settle(id);
    }
    step.report(ChangeKind::FormResources, None, "DR");
    true
}
