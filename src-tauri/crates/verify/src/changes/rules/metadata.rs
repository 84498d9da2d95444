//! The information dictionary (ISO 32000-2 §14.3.3) and the catalog's metadata stream (§14.3.2).
//!
//! Both are shown by no page. They may be renewed as long as they are nothing but what they say: a dictionary of
//! plain strings, and a well-formed XMP packet; each such change is listed.

use pdf::{Dictionary, Object};

use super::catalog::entries;
use crate::changes::kind::ChangeKind;
use crate::changes::step::Step;
use crate::changes::xmp;
use crate::graph::TRAILER;

/// Compares the information dictionaries.
pub(crate) fn information(step: &mut Step<'_>) {
    let (old, new) = (step.old.trailer().clone(), step.new.trailer().clone());
    let (before, after) = (step.old_entry(&old, b"Info"), step.new_entry(&new, b"Info"));
    let id = new.get(b"Info").and_then(Object::as_reference).ok();
    let touched = id.is_some_and(|id| step.is_open(id));
    if !touched && old.get(b"Info").ok() == new.get(b"Info").ok() {
        return;
    }
    if after.is_null() && !touched {
        step.report(ChangeKind::InformationDropped, None, "Info");
        return;
    }
    let plain = match &after {
        Object::Null => true,
        Object::Dictionary(dictionary) => is_plain(step, dictionary),
        _ => false,
    };
    let plain_before = match &before {
        Object::Dictionary(dictionary) => dictionary.iter().all(|(key, _)| !is_role(key)),
        _ => true,
    };
    // An object that is written again in place must not be anything but the information in the signed version.
    let alone = id.is_none_or(|id| {
        step.is_new(id) || step.only_referred(id, |edge| edge.from == TRAILER && edge.path == "/Info")
    });
    if !plain || !plain_before || !alone {
        step.report(ChangeKind::MetadataChanged, id, "Info");
    } else {
        step.report(ChangeKind::Metadata, id, "Info");
        if let Some(id) = id {
            step.settle(id);
        }
    }
}

/// Whether a dictionary holds nothing but strings, so that it cannot be anything but information.
fn is_plain(step: &Step<'_>, dictionary: &Dictionary) -> bool {
    dictionary.iter().all(|(key, value)| {
        !is_role(key)
            && match step.new.resolve(value) {
                Ok(Object::String(..) | Object::Null) => true,
                Ok(Object::Name(_) | Object::Boolean(_)) => key == b"Trapped",
                Ok(Object::Integer(_)) => true,
                _ => false,
            }
    })
}

/// Keys by which a dictionary takes on another role.
fn is_role(key: &[u8]) -> bool {
    matches!(key, b"Type" | b"Subtype" | b"FT" | b"S" | b"Kids" | b"Rect" | b"Parent")
}

/// Compares the metadata streams.
pub(crate) fn xmp(step: &mut Step<'_>, old_catalog: &Dictionary, new_catalog: &Dictionary) {
    let (old, new) = entries(old_catalog, new_catalog, b"Metadata");
    let id = new.as_reference().ok();
    let rewritten = id.is_some_and(|id| step.is_open(id));
    if old == new && !rewritten {
        return;
    }
    if new.is_null() {
        step.report(ChangeKind::Metadata, None, "Metadata");
        return;
    }
    let fits = match step.new.resolve(&new) {
        Ok(Object::Stream(stream)) => {
            let named = |key: &[u8], name: &[u8]| {
                stream.dict.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
            };
            named(b"Type", b"Metadata")
                && named(b"Subtype", b"XML")
                && step.new.stream_data(&stream).is_ok_and(|data| xmp::is_packet(&data))
        }
        _ => false,
    };
    // A stream that is written again in place must not be anything but the metadata in the signed version.
    let alone = id.is_none_or(|id| {
        step.is_new(id)
            || step.only_referred(id, |edge| edge.path == "/Metadata" && is_catalog(step, edge.from))
    });
    match id {
        Some(id) if fits && alone => {
            step.report(ChangeKind::Metadata, Some(id), "Metadata");
            step.settle(id);
            if let Ok(object) = step.new.object(id) {
                step.settle_below(&object);
            }
        }
        _ => {
            step.report(ChangeKind::MetadataChanged, id, "Metadata");
            if let Some(id) = id {
                step.settle(id);
            }
        }
    }
}

fn is_catalog(step: &Step<'_>, id: pdf::ObjectId) -> bool {
    step.old.trailer().get(b"Root").and_then(Object::as_reference).is_ok_and(|root| root == id)
}
