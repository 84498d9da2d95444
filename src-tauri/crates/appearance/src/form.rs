//! The result: a Form XObject (ISO 32000-2 §8.10) and the objects it needs, independent of any document.
//!
//! References between the parts use object numbers that mean nothing outside; [`Form::place`] gives them their real numbers.

use std::sync::Arc;

use crate::error::Result;
use crate::picture::deflated;
use lopdf::{Dictionary, Object, ObjectId, dictionary};

/// Objects that belong to a form, numbered from 1 among themselves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    objects: Vec<Object>,
}

/// No document uses this generation for an object in use (§7.5.4), so a local reference cannot be mistaken for a real one.
const LOCAL: u16 = u16::MAX;

impl Parts {
    pub(crate) fn add(&mut self, object: Object) -> ObjectId {
        self.objects.push(object);
        (u32::try_from(self.objects.len()).unwrap_or(u32::MAX), LOCAL)
    }

    /// Gives references among the parts their new numbers.
    pub(crate) fn renumber(&mut self, ids: &[ObjectId]) {
        self.objects.iter_mut().for_each(|object| renumber(object, ids));
    }

    pub(crate) fn objects(&self) -> &[Object] {
        &self.objects
    }

    pub(crate) fn get(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(usize::try_from(id.0).ok()?.checked_sub(1)?)
    }
}

/// An appearance: what is drawn in a box whose lower left corner is (0, 0).
#[derive(Debug, Clone)]
pub struct Form {
    width: f64,
    height: f64,
    content: Vec<u8>,
    pub(crate) resources: Dictionary,
    pub(crate) parts: Parts,
    /// A form that the content draws as `/Art`; several may draw the same one, which is then written once.
    pub(crate) inner: Option<Arc<Form>>,
    /// Blended and faded as a whole (ISO 32000-2 §11.6.6).
    pub(crate) is_group: bool,
    /// Made for an archive document (ISO 19005); whether it is opaque then.
    pub(crate) archive: Option<bool>,
}

/// The forms inside others that an update, or the document that it continues, has already.
#[derive(Debug, Clone, Default)]
pub struct Written(Vec<(Arc<Form>, ObjectId)>);

impl Written {
    fn id_of(&self, form: &Arc<Form>) -> Option<ObjectId> {
        self.0.iter().find(|(known, _)| Arc::ptr_eq(known, form)).map(|(_, id)| *id)
    }
}

impl Form {
    pub(crate) fn new(
        width: f64,
        height: f64,
        content: Vec<u8>,
        resources: Dictionary,
        parts: Parts,
    ) -> Self {
        Form { width, height, content, resources, parts, inner: None, is_group: false, archive: None }
    }

    /// Width of the box, in points.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// Height of the box, in points.
    pub fn height(&self) -> f64 {
        self.height
    }

    /// The content stream, not yet compressed.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// The form and its parts as numbered objects, the form itself last; `number` hands out a fresh id at each call, and
    /// `matrix` becomes the form's `/Matrix` (identity when it is `[1, 0, 0, 1, 0, 0]`, then left out).
    pub fn place(&self, mut number: impl FnMut() -> ObjectId, matrix: [f64; 6]) -> Vec<(ObjectId, Object)> {
        let mut placed = Vec::with_capacity(self.parts.objects.len() + 1);
        self.place_in(&mut placed, &mut number, matrix, &mut Written::default());
        placed
    }

    /// The objects behind those that are there; the form's own id.
    pub(crate) fn place_in(
        &self,
        placed: &mut Vec<(ObjectId, Object)>,
        number: &mut dyn FnMut() -> ObjectId,
        matrix: [f64; 6],
        written: &mut Written,
    ) -> ObjectId {
        let inner = self.inner.as_ref().map(|inner| match written.id_of(inner) {
            Some(id) => id,
            None => {
                let id = inner.place_in(placed, number, IDENTITY, written);
                written.0.push((Arc::clone(inner), id));
                id
            }
        });
        let ids: Vec<ObjectId> = self.parts.objects.iter().map(|_| number()).collect();
        for (id, object) in ids.iter().zip(&self.parts.objects) {
            let mut object = object.clone();
            renumber(&mut object, &ids);
            placed.push((*id, object));
        }
        let mut resources = self.resources.clone();
        if let Some(inner) = inner {
            resources.set("XObject", dictionary! { "Art" => Object::Reference(inner) });
        }
        let mut resources = Object::Dictionary(resources);
        renumber(&mut resources, &ids);
        let mut head = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "FormType" => 1,
            "BBox" => numbers(&[0.0, 0.0, self.width, self.height]),
            "Resources" => resources,
        };
        if matrix != IDENTITY {
            head.set("Matrix", numbers(&matrix));
        }
        if self.is_group {
            head.set("Group", dictionary! { "S" => "Transparency", "I" => true });
        }
        let id = number();
        placed.push((id, Object::Stream(deflated(head, &self.content))));
        id
    }

    /// Adds the form to an update with the identity matrix; returns the form's id.
    pub fn write(&self, update: &mut pdf::Update) -> Result<ObjectId> {
        self.write_once(update, IDENTITY, &mut Written::default())
    }

    /// Adds the form to an update with this `/Matrix`, for pages that are shown turned; returns the form's id. What it
    /// draws of `written` is not written again, and what is new joins it.
    pub fn write_once(
        &self,
        update: &mut pdf::Update,
        matrix: [f64; 6],
        written: &mut Written,
    ) -> Result<ObjectId> {
        let mut placed = Vec::new();
        let form = self.place_in(&mut placed, &mut || update.reserve(), matrix, written);
        placed.into_iter().for_each(|(id, object)| update.set(id, object));
        Ok(form)
    }
}

const IDENTITY: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// A number for a dictionary: whole where it is whole.
pub(crate) fn real(value: f64) -> Object {
    let rounded = (value * 10_000.0).round() / 10_000.0;
    if rounded.fract() == 0.0 && rounded.abs() < 1e9 {
        Object::Integer(rounded as i64)
    } else {
        Object::Real(rounded as f32)
    }
}

/// An array of numbers.
pub(crate) fn numbers(values: &[f64]) -> Object {
    Object::Array(values.iter().map(|value| real(*value)).collect())
}

fn renumber(object: &mut Object, ids: &[ObjectId]) {
    match object {
        Object::Reference((number, LOCAL)) => {
            let place = usize::try_from(*number).ok().and_then(|number| number.checked_sub(1));
            if let Some(id) = place.and_then(|place| ids.get(place)) {
                *object = Object::Reference(*id);
            }
        }
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, ids)),
        Object::Dictionary(dictionary) => renumber_dictionary(dictionary, ids),
        Object::Stream(stream) => renumber_dictionary(&mut stream.dict, ids),
        _ => {}
    }
}

pub(crate) fn renumber_dictionary(dictionary: &mut Dictionary, ids: &[ObjectId]) {
    dictionary.iter_mut().for_each(|(_, value)| renumber(value, ids));
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The form and its parts, numbered from 1.
    pub(crate) fn written(form: &Form) -> Vec<Object> {
        let mut next = 0;
        let number = || {
            next += 1;
            (next, 0)
        };
        form.place(number, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]).into_iter().map(|(_, object)| object).collect()
    }
}
