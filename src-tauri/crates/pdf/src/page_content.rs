//! Drawing on pages that are there: forms behind what a page shows already (ISO 32000-2 §7.8.2, §8.10).
//!
//! Owns the wrapping of the old content, so that whatever state it leaves behind does not move what is drawn, and the
//! choice of the resource dictionary that gets the form's name: a shared one is only added to, under a name that it does
//! not have, and an inherited one that is no object of its own is copied once. Content streams and arrays of others are
//! never written again: each page gets an array of its own around them.
//! Refuses to know what is drawn and whether anybody may draw: a signature before would forbid it.

mod balance;

use std::collections::HashMap;

use crate::form_edit::last_reference;
use crate::value::{ObjectExt, ValueExt};
use crate::{Dictionary, Error, Limit, Object, ObjectId, Rect, Stream, Update};
use balance::Balance;

/// Levels above a page that are looked through for its resources.
const MAX_LEVELS: usize = 100;

/// A form on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Painted {
    /// The form XObject.
    pub form: ObjectId,
    /// From the form's space to the page's default user space.
    pub matrix: [f64; 6],
    /// What is shown of it, in the page's default user space; all of it where absent.
    pub clip: Option<Rect>,
}

/// Draws on the pages of one update; what several pages need alike is written once.
#[derive(Debug, Default)]
pub struct Painter {
    /// Streams by their content.
    streams: HashMap<Vec<u8>, ObjectId>,
    /// Copies of inherited resources, by the node that has them.
    copies: HashMap<ObjectId, ObjectId>,
    /// What old content does to the stack of states, by its streams.
    balances: HashMap<Vec<ObjectId>, Balance>,
}

impl Painter {
    /// Draws forms on a page, in this order, above everything that its content shows, as an artifact (§14.8.2.2).
    ///
    /// # Errors
    /// A page that is no dictionary, or what reading the old content and its resources meets.
    pub fn paint(&mut self, update: &mut Update, page: ObjectId, forms: &[Painted]) -> Result<(), Error> {
        if forms.is_empty() {
            return Ok(());
        }
        let Object::Dictionary(mut dictionary) = update.get(page)? else {
            return Err(Error::WrongType { id: page, expected: "page" });
        };
        let names = self.name(update, &mut dictionary, forms)?;
        let old = streams_of(update, dictionary.value(b"Contents"))?;
        let balance = self.balance(update, &old)?;
        let mut drawing = b"\n".to_vec();
        drawing.extend(b"Q\n".repeat(1 + balance.left_open));
        drawing.extend_from_slice(b"/Artifact BMC\n");
        for (form, name) in forms.iter().zip(&names) {
            draw(&mut drawing, form, name);
        }
        drawing.extend_from_slice(b"EMC\n");
        let before = self.stream(update, b"q\n".repeat(1 + balance.closed_unopened));
        let behind = self.stream(update, drawing);
        let mut content = vec![Object::Reference(before)];
        content.extend(old);
        content.push(Object::Reference(behind));
        dictionary.set("Contents", Object::Array(content));
        update.set(page, Object::Dictionary(dictionary));
        Ok(())
    }

    fn stream(&mut self, update: &mut Update, content: Vec<u8>) -> ObjectId {
        if let Some(id) = self.streams.get(&content) {
            return *id;
        }
        let id = update.add(Object::Stream(Stream::new(Dictionary::new(), content.clone())));
        self.streams.insert(content, id);
        id
    }

    fn balance(&mut self, update: &Update, streams: &[Object]) -> Result<Balance, Error> {
        let ids: Vec<ObjectId> = streams.iter().filter_map(Object::reference).collect();
        if let Some(known) = self.balances.get(&ids) {
            return Ok(*known);
        }
        let mut content = Vec::new();
        for id in &ids {
            if let Object::Stream(stream) = update.resolve(&Object::Reference(*id))? {
                // What no reader can decode shows nothing and moves nothing.
                content.extend(update.document().stream_data(&stream).unwrap_or_default());
                content.push(b'\n');
            }
        }
        let balance = Balance::of(&content);
        self.balances.insert(ids, balance);
        Ok(balance)
    }

    /// Gives each form a name in the page's resources.
    fn name(
        &mut self,
        update: &mut Update,
        page: &mut Dictionary,
        forms: &[Painted],
    ) -> Result<Vec<Vec<u8>>, Error> {
        let held = page.value(b"Resources").clone();
        match (last_reference(update, &held)?, update.resolve(&held)?) {
            (Some(id), Object::Dictionary(resources)) => add_to_object(update, id, resources, forms),
            (None, Object::Dictionary(mut resources)) => {
                let (names, _) = add_names(update, &mut resources, forms)?;
                page.set("Resources", Object::Dictionary(resources));
                Ok(names)
            }
            _ => self.name_in_inherited(update, page, forms),
        }
    }

    fn name_in_inherited(
        &mut self,
        update: &mut Update,
        page: &mut Dictionary,
        forms: &[Painted],
    ) -> Result<Vec<Vec<u8>>, Error> {
        let mut above = page.value(b"Parent").clone();
        for _ in 0..MAX_LEVELS {
            let Some(id) = last_reference(update, &above)? else { break };
            let Object::Dictionary(node) = update.get(id)? else { break };
            let held = node.value(b"Resources").clone();
            match (last_reference(update, &held)?, update.resolve(&held)?) {
                (Some(shared), Object::Dictionary(resources)) => {
                    return add_to_object(update, shared, resources, forms);
                }
                (None, Object::Dictionary(resources)) => {
                    let copy =
                        *self.copies.entry(id).or_insert_with(|| update.add(Object::Dictionary(resources)));
                    page.set("Resources", Object::Reference(copy));
                    let Object::Dictionary(resources) = update.get(copy)? else { break };
                    return add_to_object(update, copy, resources, forms);
                }
                _ => above = node.value(b"Parent").clone(),
            }
        }
        let mut resources = Dictionary::new();
        let (names, _) = add_names(update, &mut resources, forms)?;
        page.set("Resources", Object::Dictionary(resources));
        Ok(names)
    }
}

/// The content streams under /Contents, one or many.
fn streams_of(update: &Update, held: &Object) -> Result<Vec<Object>, Error> {
    Ok(match update.resolve(held)? {
        Object::Array(items) => items.into_iter().filter(|item| item.reference().is_some()).collect(),
        Object::Stream(_) => vec![held.clone()],
        _ => Vec::new(),
    })
}

fn add_to_object(
    update: &mut Update,
    id: ObjectId,
    mut resources: Dictionary,
    forms: &[Painted],
) -> Result<Vec<Vec<u8>>, Error> {
    let (names, changed) = add_names(update, &mut resources, forms)?;
    if changed {
        update.set(id, Object::Dictionary(resources));
    }
    Ok(names)
}

/// Names the forms among the XObjects; whether the resources' own dictionary changed.
fn add_names(
    update: &mut Update,
    resources: &mut Dictionary,
    forms: &[Painted],
) -> Result<(Vec<Vec<u8>>, bool), Error> {
    let held = resources.value(b"XObject").clone();
    let own = last_reference(update, &held)?;
    let mut known = match update.resolve(&held)? {
        Object::Dictionary(known) => known,
        _ => Dictionary::new(),
    };
    let (mut names, mut changed) = (Vec::with_capacity(forms.len()), false);
    for form in forms {
        let there = known.iter().find(|(_, value)| value.reference() == Some(form.form));
        let name = match there.map(|(name, _)| name.clone()) {
            Some(name) => name,
            None => {
                let name = (1..=u32::MAX).map(|number| format!("Stamp{number}").into_bytes());
                let free = name.into_iter().find(|name| !known.has(name));
                let free = free.ok_or(Error::Limit { limit: Limit::Fields })?;
                known.set(free.clone(), Object::Reference(form.form));
                changed = true;
                free
            }
        };
        names.push(name);
    }
    match own {
        Some(id) if changed => {
            update.set(id, Object::Dictionary(known));
            Ok((names, false))
        }
        _ => {
            if changed {
                resources.set("XObject", Object::Dictionary(known));
            }
            Ok((names, changed))
        }
    }
}

fn draw(out: &mut Vec<u8>, form: &Painted, name: &[u8]) {
    out.extend_from_slice(b"q\n");
    if let Some(clip) = &form.clip {
        let sides = [clip.left, clip.bottom, clip.width(), clip.height()];
        operands(out, &sides, "re W n");
    }
    if form.matrix != [1.0, 0.0, 0.0, 1.0, 0.0, 0.0] {
        operands(out, &form.matrix, "cm");
    }
    crate::write::name(out, name);
    out.extend_from_slice(b" Do\nQ\n");
}

/// Numbers to a millionth, without trailing zeros: a matrix magnifies what is left out.
fn operands(out: &mut Vec<u8>, numbers: &[f64], operator: &str) {
    for number in numbers {
        let text = format!("{:.6}", if number.is_finite() { *number } else { 0.0 });
        let text = text.trim_end_matches('0').trim_end_matches('.');
        out.extend_from_slice(if matches!(text, "-0" | "") { "0" } else { text }.as_bytes());
        out.push(b' ');
    }
    out.extend_from_slice(operator.as_bytes());
    out.push(b'\n');
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sample::Sample;
    use crate::{Document, Joined, Limits};

    /// Draws one form on these pages; the document after, the objects written, and the form.
    fn painted(document: &Document, pages: &[u32]) -> (Document, Vec<u32>, ObjectId) {
        let mut update = Update::new(document).unwrap();
        let form = update.add(Object::Stream(Stream::new(Dictionary::new(), Vec::new())));
        let mut painter = Painter::default();
        for page in pages {
            let clip = Some(Rect::new(0.0, 0.0, 10.0, 10.5));
            let on = Painted { form, matrix: [2.0, 0.0, 0.0, 2.0, 0.5, 0.0], clip };
            painter.paint(&mut update, (*page, 0), &[on]).unwrap();
        }
        let changed = update.changed().map(|id| id.0).collect();
        let increment = update.finish().unwrap();
        let joined = Joined::new(Arc::clone(document.source()), increment.into_bytes());
        (Document::open(Arc::new(joined), Limits::default()).unwrap(), changed, form)
    }

    fn content(document: &Document, page: usize) -> String {
        let page = document.page(page).unwrap();
        let Object::Array(items) = page.dictionary.value(b"Contents").clone() else { panic!("no array") };
        let mut text = String::new();
        for item in items {
            let Object::Stream(stream) = document.resolve(&item).unwrap() else { panic!("no stream") };
            text.push_str(&String::from_utf8(document.stream_data(&stream).unwrap()).unwrap());
        }
        text
    }

    fn form_named(document: &Document, page: usize, name: &[u8]) -> Option<ObjectId> {
        let forms = document.resolve(document.page(page).unwrap().resources.value(b"XObject")).unwrap();
        forms.as_dict().unwrap().value(name).reference()
    }

    const DRAWN: &str = "/Artifact BMC\nq\n0 0 10 10.5 re W n\n2 0 0 2 0.5 0 cm\n/Stamp1 Do\nQ\nEMC\n";

    #[test]
    fn content_of_every_shape_is_wrapped() {
        let stream = |text: &str| format!("<</Length {}>>stream\n{text}\nendstream", text.len());
        for (contents, expected) in [
            ("", format!("q\n\nQ\n{DRAWN}")),
            ("/Contents 4 0 R", format!("q\nq 9 w\n\nQ\nQ\n{DRAWN}").replacen("\n\nQ", "\nQ", 1)),
            ("/Contents[4 0 R 5 0 R]", format!("q\nq 9 wQ 1 w\nQ\n{DRAWN}")),
            ("/Contents 6 0 R", format!("q\nq 9 wQ 1 w\nQ\n{DRAWN}")),
            ("/Contents null", format!("q\n\nQ\n{DRAWN}")),
        ] {
            let document = Sample::one_page("", contents)
                .object(4, stream("q 9 w"))
                .object(5, stream("Q 1 w"))
                .object(6, "[4 0 R 5 0 R]")
                .open();
            let (after, _, form) = painted(&document, &[3]);
            assert_eq!(content(&after, 0), expected, "{contents}");
            assert_eq!(form_named(&after, 0, b"Stamp1"), Some(form));
        }
    }

    #[test]
    fn shared_resources_are_added_to_and_inherited_ones_copied_once() {
        let pages = |above: &str, own: &str| {
            Sample::new()
                .object(1, "<</Type/Catalog/Pages 2 0 R>>")
                .object(2, format!("<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 9 9]{above}>>"))
                .object(3, format!("<</Type/Page/Parent 2 0 R{own}>>"))
                .object(4, format!("<</Type/Page/Parent 2 0 R{own}>>"))
                .object(5, "<</Font<</F1 6 0 R>>/XObject<</Stamp1 6 0 R>>>>")
                .object(6, "null")
                .object(7, "<</XObject 8 0 R>>")
                .object(8, "<</Im0 6 0 R>>")
                .open()
        };
        // In place, under a name that is free, once for both pages.
        for (above, own) in [("", "/Resources 5 0 R"), ("/Resources 5 0 R", "")] {
            let (after, changed, form) = painted(&pages(above, own), &[3, 4]);
            assert_eq!(changed, [3, 4, 5, 9, 10, 11], "{above}{own}");
            for page in [0, 1] {
                assert_eq!(form_named(&after, page, b"Stamp2"), Some(form));
                assert_eq!(form_named(&after, page, b"Stamp1"), Some((6, 0)));
                assert!(after.page(page).unwrap().resources.has(b"Font"));
            }
        }
        let (after, changed, form) = painted(&pages("/Resources 7 0 R", ""), &[3, 4]);
        assert_eq!(changed, [3, 4, 8, 9, 10, 11], "the dictionary of XObjects alone");
        assert_eq!(
            (form_named(&after, 1, b"Stamp1"), form_named(&after, 1, b"Im0")),
            (Some(form), Some((6, 0)))
        );
        // Resources of the node itself: one copy for both.
        let (after, changed, form) = painted(&pages("/Resources<</Font<</F1 6 0 R>>>>", ""), &[3, 4]);
        assert_eq!(changed, [3, 4, 9, 10, 11, 12]);
        assert_eq!(
            (form_named(&after, 0, b"Stamp1"), form_named(&after, 1, b"Stamp1")),
            (Some(form), Some(form))
        );
        assert!(after.page(1).unwrap().resources.has(b"Font"));
    }
}
