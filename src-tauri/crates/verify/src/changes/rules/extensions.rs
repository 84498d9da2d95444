//! The version of the format and the list of developer extensions (ISO 32000-2 §7.12): they show nothing.

use pdf::{Dictionary, Object};

use crate::changes::kind::ChangeKind;
use crate::changes::step::Step;

/// Whether a list of extensions is nothing but that.
pub(crate) fn extensions(step: &mut Step<'_>, new: &Object) -> bool {
    let value = step.new.resolve(new).unwrap_or(Object::Null);
    let Object::Dictionary(list) = &value else { return false };
    let fits = list.iter().all(|(key, entry)| {
        if key == b"Type" {
            return matches!(entry, Object::Name(_));
        }
        match step.new.resolve(entry) {
            Ok(Object::Dictionary(one)) => is_extension(&one),
            Ok(Object::Array(many)) => many.iter().all(
                |item| matches!(step.new.resolve(item), Ok(Object::Dictionary(one)) if is_extension(&one)),
            ),
            _ => false,
        }
    });
    // An object that was there before could be shown elsewhere; a fresh one cannot.
    let in_place = new.as_reference().is_ok_and(|id| !step.is_new(id) && step.is_open(id));
    if fits && !in_place {
        step.settle_below(new);
        step.report(ChangeKind::Extensions, None, "Extensions");
    }
    fits && !in_place
}

/// Whether the version entry is a name that a reader ignores when it is no version.
pub(crate) fn version(step: &mut Step<'_>, old: &Object, new: &Object) -> bool {
    let fits = matches!(new, Object::Name(name) if name.len() == 3 && name.get(1) == Some(&b'.'))
        && matches!(old, Object::Name(_) | Object::Null);
    if fits {
        step.report(ChangeKind::Extensions, None, "Version");
    }
    fits
}

/// Whether what is said of the tags (§14.7.1) is nothing but that: three flags that readers for the blind look at.
pub(crate) fn mark_information(step: &mut Step<'_>, new: &Object) -> bool {
    let fits = match new {
        Object::Dictionary(flags) => flags.iter().all(|(key, value)| {
            matches!(key.as_slice(), b"Marked" | b"UserProperties" | b"Suspects")
                && matches!(value, Object::Boolean(_))
        }),
        _ => false,
    };
    if fits {
        step.report(ChangeKind::Extensions, None, "MarkInfo");
    }
    fits
}

fn is_extension(dictionary: &Dictionary) -> bool {
    dictionary.iter().all(|(key, value)| {
        matches!(
            (key.as_slice(), value),
            (b"Type" | b"BaseVersion", Object::Name(_))
                | (b"ExtensionLevel", Object::Integer(_))
                | (b"URL" | b"ExtensionRevision", Object::String(..))
        )
    })
}
