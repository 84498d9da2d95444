//! Filling in a form: a value may change when every widget of the field shows that value and nothing else.

use pdf::{Dictionary, Object, ObjectId};

use super::signature_field::owned_by_appearance;
use crate::changes::kind::ChangeKind;
use crate::changes::same::Difference;
use crate::changes::shown;
use crate::changes::step::Step;
use crate::forms::Node;
use crate::graph::references;

/// Field flag: a push button, which has no value (ISO 32000-2 table 229).
const PUSH_BUTTON: i64 = 1 << 16;
/// Field flag: the letters stand in cells of equal width (table 231).
const COMB: i64 = 1 << 24;

/// Takes the differences that filling explains out of `rest`.
pub(crate) fn filled(step: &mut Step<'_>, id: ObjectId, old: &Node, new: &Node, rest: &mut Vec<Difference>) {
    let kind = new.kind.clone().unwrap_or_default();
    let fillable = match kind.as_slice() {
        b"Tx" | b"Ch" => true,
        b"Btn" => new.flags & PUSH_BUTTON == 0,
        _ => false,
    };
    let by_filling = |difference: &Difference| match difference.key.as_slice() {
        b"V" => true,
        b"AP" => !difference.new.is_null(),
        b"AS" => kind == b"Btn" && matches!(difference.new, Object::Name(_)),
        b"I" => kind == b"Ch",
        _ => false,
    };
    if !fillable
        || !rest.iter().any(by_filling)
        || old.flags & 1 != 0 && new.flags & 1 != 0 && rest.iter().any(|d| d.key == b"V")
    {
        return;
    }
    // A new picture of an old value is lawful only if the old picture showed that value too.
    let redrawn = old.value == new.value
        && rest.iter().any(|difference| difference.key == b"AP" && !difference.old.is_null());
    rest.retain(|difference| !by_filling(difference));
    let holds = agrees(step, new)
        && widgets_below(step, id).iter().all(|widget| agrees(step, widget))
        && (!redrawn || agreed_before(step, old));
    let (page, rect) = (step.page_of(id), step.rect(&new.dictionary));
    let change = if holds { ChangeKind::FieldFilled } else { ChangeKind::AppearanceDisagrees };
    step.report_at(change, Some(id), new.name.clone(), page, rect);
    step.settle_below(&Object::Dictionary(new.dictionary.clone()));
}

/// Judges appearances that were written again in place, under an untouched widget.
pub(crate) fn appearances_in_place(step: &mut Step<'_>) {
    let open = step.open();
    if !open.iter().any(|id| !step.is_new(*id)) {
        return;
    }
    let new_form = step.new_form;
    for node in &new_form.nodes {
        let (Some(holder), Ok(appearance)) = (node.id, node.dictionary.get(b"AP")) else { continue };
        if step.old_form.node(holder).is_none() {
            continue;
        }
        let mut inside: Vec<ObjectId> = appearance.as_reference().into_iter().collect();
        if let Ok(Object::Dictionary(states)) = step.new.resolve(appearance) {
            inside.extend(references(&Object::Dictionary(states)).into_iter().map(|(id, _)| id));
        }
        let rewritten: Vec<ObjectId> = inside.iter().copied().filter(|id| step.is_open(*id)).collect();
        if rewritten.is_empty() {
            continue;
        }
        let owned = owned_by_appearance(step, holder, &[node]);
        let alone = rewritten.iter().all(|id| step.is_new(*id) || owned.contains(id));
        let text_field = matches!(node.kind.as_deref(), Some(b"Tx" | b"Ch"));
        let old = step.old_form.node(holder).cloned();
        let faithful = old.is_some_and(|old| old.value != node.value || agreed_before(step, &old));
        if alone && text_field && faithful && agrees(step, node) {
            let (page, rect) = (step.page_of(holder), step.rect(&node.dictionary));
            step.report_at(ChangeKind::FieldFilled, Some(holder), node.name.clone(), page, rect);
            for id in rewritten {
                let object = step.after(id);
                step.settle(id);
                step.settle_below(&object);
            }
        }
    }
}

/// The widgets below a field.
fn widgets_below(step: &Step<'_>, id: ObjectId) -> Vec<Node> {
    let form = step.new_form;
    let Some(&root) = form.index.get(&id) else { return Vec::new() };
    let mut below = vec![root];
    let mut found = Vec::new();
    for (index, node) in form.nodes.iter().enumerate().skip(root + 1) {
        if node.parent.is_some_and(|parent| below.contains(&parent)) && !node.named {
            below.push(index);
            found.push(node.clone());
        } else if node.parent.is_none() {
            break;
        }
    }
    found
}

/// Whether what a widget shows is the field's value.
fn agrees(step: &Step<'_>, node: &Node) -> bool {
    match node.kind.as_deref() {
        Some(b"Tx") => shows_text(step, node, |value| vec![text_of(value)]),
        Some(b"Ch") => shows_text(step, node, |value| displayed(step, node, value)),
        Some(b"Btn") => shows_state(step, node),
        _ => false,
    }
}

/// Whether what a text widget of the older revision showed was the field's value.
fn agreed_before(step: &Step<'_>, node: &Node) -> bool {
    if !matches!(node.kind.as_deref(), Some(b"Tx" | b"Ch")) {
        return true;
    }
    let Object::Dictionary(appearance) = step.old_entry(&node.dictionary, b"AP") else { return true };
    let Object::Stream(stream) = step.old_entry(&appearance, b"N") else { return false };
    let resources = step.old_entry(&step.old_form.dictionary, b"DR").as_dict().cloned().unwrap_or_default();
    let Some(shown) = shown::text_before(step, &stream, &resources) else { return false };
    let value = step.old.resolve(&node.value).unwrap_or(Object::Null);
    shown::squeeze(&text_of(&value)) == shown::squeeze(&shown)
}

fn text_of(value: &Object) -> String {
    match value {
        Object::String(bytes, _) => pdf::decode_text(bytes),
        _ => String::new(),
    }
}

/// The words that a choice field may show for a value: the option's display text, or the value itself.
fn displayed(step: &Step<'_>, node: &Node, value: &Object) -> Vec<String> {
    let chosen = text_of(value);
    let mut words = vec![chosen.clone()];
    if let Object::Array(options) = step.new_entry(&node.dictionary, b"Opt") {
        for option in options {
            if let Ok(Object::Array(pair)) = step.new.resolve(&option)
                && let [export, display] = pair.as_slice()
                && text_of(export) == chosen
            {
                words.push(text_of(display));
            }
        }
    }
    words
}

fn shows_text(step: &Step<'_>, node: &Node, words: impl Fn(&Object) -> Vec<String>) -> bool {
    let value = step.new.resolve(&node.value).unwrap_or(Object::Null);
    if !matches!(value, Object::String(..) | Object::Null) {
        return false;
    }
    let appearance = match step.new_entry(&node.dictionary, b"AP") {
        // Nothing is shown yet: a reader will draw the value itself.
        Object::Null => return true,
        Object::Dictionary(appearance) => appearance,
        _ => return false,
    };
    // Only the normal appearance is looked at; the two others would show on the mouse.
    if appearance.iter().any(|(key, _)| key != b"N") {
        return false;
    }
    let Object::Stream(stream) = step.new_entry(&appearance, b"N") else { return false };
    let resources = step.new_entry(&step.new_form.dictionary, b"DR").as_dict().cloned().unwrap_or_default();
    let Some(rect) = step.rect(&node.dictionary) else { return false };
    let comb = node.flags & COMB != 0;
    let Some(shown) = shown::text_of(step, &stream, &resources, rect, comb) else { return false };
    words(&value).iter().any(|word| shown::squeeze(word) == shown::squeeze(&shown))
}

/// A check box or radio button shows the state that its value names, with a picture that was there before.
fn shows_state(step: &Step<'_>, node: &Node) -> bool {
    let value = match step.new.resolve(&node.value) {
        Ok(Object::Name(name)) => name,
        Ok(Object::Null) => b"Off".to_vec(),
        _ => return false,
    };
    let state = match step.new_entry(&node.dictionary, b"AS") {
        Object::Name(name) => name,
        Object::Null => return !node.dictionary.has(b"AP"),
        _ => return false,
    };
    let Object::Dictionary(appearance) = step.new_entry(&node.dictionary, b"AP") else { return false };
    let Object::Dictionary(states) = step.new_entry(&appearance, b"N") else { return false };
    if let Some(old) = node.id.and_then(|id| step.old_form.node(id)) {
        let before = step.old_entry(&old.dictionary, b"AP").as_dict().cloned().unwrap_or_default();
        if !unchanged(step, &before, &appearance) {
            return false;
        }
    }
    if states.has(&value) && value != b"Off" { state == value } else { state == b"Off" || state == value }
}

/// Whether the pictures of a button are the ones it had.
fn unchanged(step: &Step<'_>, old: &Dictionary, new: &Dictionary) -> bool {
    let mut comparison = crate::changes::same::Comparison::new(step.old, step.new, step.touched);
    let fresh = references(&Object::Dictionary(new.clone())).into_iter().any(|(id, _)| step.is_open(id));
    !fresh && comparison.dictionaries(old, new, 0)
}
