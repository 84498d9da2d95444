//! Layers that a page uses and that are not seen, or not everywhere (ISO 32000-2 §8.11).

use std::collections::HashSet;

use pdf::{Dictionary, Document, Object, ObjectId};

use super::walk::{Found, words};
use crate::code::Code;
use crate::finding::Collector;

/// Layers that are looked at.
const MOST: usize = 10_000;

/// Whether a layer is on, by the default configuration and by the event that it is shown for.
struct States {
    off_by_default: bool,
    listed_on: HashSet<ObjectId>,
    listed_off: HashSet<ObjectId>,
    for_view: HashSet<ObjectId>,
    for_print: HashSet<ObjectId>,
}

/// Takes down hidden layers and those that differ between screen and paper.
pub(super) fn examine(document: &Document, found: &Found, out: &mut Collector) {
    let catalog = document.catalog().unwrap_or_default();
    let Some(properties) = dictionary(document, &catalog, b"OCProperties") else { return };
    let states = states(document, &properties);
    for id in references(document, &properties, b"OCGs") {
        // A layer that no page uses hides nothing.
        let Some(page @ Some(_)) = found.seen.get(&id).copied() else { continue };
        let Ok(Object::Dictionary(group)) = document.object_without_data(id) else { continue };
        let name = group.get(b"Name").ok().and_then(|name| words(&light(document, name))).unwrap_or_default();
        let usage = dictionary(document, &group, b"Usage").unwrap_or_default();
        let default = if states.off_by_default {
            states.listed_on.contains(&id)
        } else {
            !states.listed_off.contains(&id)
        };
        let event = |listed: &HashSet<ObjectId>, kind: &[u8], key: &[u8]| {
            let state = dictionary(document, &usage, kind).and_then(|usage| usage.get(key).ok().cloned());
            match state {
                Some(Object::Name(state)) if listed.contains(&id) => state == b"ON",
                _ => default,
            }
        };
        let screen = event(&states.for_view, b"View", b"ViewState");
        let paper = event(&states.for_print, b"Print", b"PrintState");
        if screen != paper {
            out.add(Code::LayerDiffers, page, None, [name]);
        } else if !screen {
            out.add(Code::HiddenLayer, page, None, [name]);
        }
    }
}

fn states(document: &Document, properties: &Dictionary) -> States {
    let default = dictionary(document, properties, b"D").unwrap_or_default();
    let mut states = States {
        off_by_default: matches!(default.get(b"BaseState"), Ok(Object::Name(state)) if state == b"OFF"),
        listed_on: references(document, &default, b"ON").into_iter().collect(),
        listed_off: references(document, &default, b"OFF").into_iter().collect(),
        for_view: HashSet::new(),
        for_print: HashSet::new(),
    };
    let Some(Object::Array(automatic)) = default.get(b"AS").ok().map(|events| light(document, events)) else {
        return states;
    };
    for event in automatic.iter().take(100) {
        let Object::Dictionary(event) = light(document, event) else { continue };
        let layers = references(document, &event, b"OCGs");
        match event.get(b"Event") {
            Ok(Object::Name(kind)) if kind == b"View" => states.for_view.extend(layers),
            Ok(Object::Name(kind)) if kind == b"Print" => states.for_print.extend(layers),
            _ => {}
        }
    }
    states
}

/// The value without streams' data, references followed.
fn light(document: &Document, value: &Object) -> Object {
    let mut value = value.clone();
    for _ in 0..16 {
        let Object::Reference(id) = value else { return value };
        value = document.object_without_data(id).unwrap_or(Object::Null);
    }
    Object::Null
}

fn dictionary(document: &Document, holder: &Dictionary, key: &[u8]) -> Option<Dictionary> {
    match holder.get(key).map(|value| light(document, value)) {
        Ok(Object::Dictionary(dictionary)) => Some(dictionary),
        _ => None,
    }
}

fn references(document: &Document, holder: &Dictionary, key: &[u8]) -> Vec<ObjectId> {
    match holder.get(key).map(|value| light(document, value)) {
        Ok(Object::Array(items)) => {
            items.iter().take(MOST).filter_map(|item| item.as_reference().ok()).collect()
        }
        _ => Vec::new(),
    }
}
