//! A new signature field merged with its widget (ISO 32000-2 §12.5.6.19, §12.7.5.5), hung up where it belongs: in the
//! form, on its page, and in the structure tree of a tagged document.

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use pdf::structure_edit::{self, Tagging};
use pdf::{Lock, Rect, Update, form_edit, text_string};

use crate::Error;
use crate::place::Spot;
use crate::rights::lock_dictionary;

/// Widget flags: Print and Locked (ISO 32000-2 table 167).
const FLAGS: i64 = 4 | 128;

/// What became of a new field's place in the structure tree of a tagged document (ISO 32000-2 §14.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Structure {
    /// The document is not tagged.
    NotTagged,
    /// The field has its element.
    Placed,
    /// The field was there before, with or without an element.
    Existing,
    /// The document is signed, and strict readers take any change of the tree for a change of what was signed; fields
    /// that are prepared before the first signature have their place.
    SignedBefore,
    /// The tree is not in order and was left alone.
    TooOdd,
}

/// A new field.
pub(crate) struct NewWidget<'a> {
    pub(crate) name: &'a str,
    pub(crate) spot: Spot,
    /// What is read aloud and shown in place of the name.
    pub(crate) tooltip: &'a str,
    pub(crate) lock: Option<&'a Lock>,
    /// Further entries: /V, /AP, /SV.
    pub(crate) entries: Dictionary,
    /// Whether the structure tree may be written.
    pub(crate) may_tag: bool,
}

impl NewWidget<'_> {
    /// Adds the field to the update.
    pub(crate) fn hang_up(self, update: &mut Update) -> Result<Structure, Error> {
        let mut field = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "FT" => "Sig",
            "T" => text_string(self.name),
            "Rect" => numbers(self.spot.rect.to_array()),
            "F" => FLAGS,
            "P" => self.spot.page,
        };
        for (key, value) in self.entries {
            field.set(key, value);
        }
        if let Some(lock) = self.lock {
            let lock = update.add(Object::Dictionary(lock_dictionary(lock)));
            field.set("Lock", Object::Reference(lock));
        }
        let id = update.reserve();
        form_edit::append_annotation(update, self.spot.page, id)?;
        form_edit::append_field(update, id)?;
        let structure = if self.may_tag {
            match structure_edit::append_widget(update, self.spot.page, id)? {
                Tagging::Placed { struct_parent } => {
                    field.set("StructParent", struct_parent);
                    field.set("TU", text_string(self.tooltip));
                    Structure::Placed
                }
                Tagging::NotTagged => Structure::NotTagged,
                _ => Structure::TooOdd,
            }
        } else if update.document().catalog()?.has(b"StructTreeRoot") {
            Structure::SignedBefore
        } else {
            Structure::NotTagged
        };
        update.set(id, Object::Dictionary(field));
        Ok(structure)
    }
}

/// The dictionary that an object will be.
pub(crate) fn dictionary_of(update: &Update, id: ObjectId) -> Result<Dictionary, Error> {
    match update.get(id)? {
        Object::Dictionary(dictionary) => Ok(dictionary),
        _ => Err(Error::Page { id }),
    }
}

/// An appearance that shows nothing: widgets with an area must have one (ISO 32000-2 §12.5.2, ISO 19005-2 §6.3.3).
pub(crate) fn blank(rect: Rect) -> Object {
    let head = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => numbers([0.0, 0.0, rect.width(), rect.height()]),
        "Resources" => Dictionary::new(),
    };
    Object::Stream(Stream::new(head, Vec::new()))
}

/// Coordinates to a ten-thousandth of a point, whole where they are whole.
fn numbers(values: [f64; 4]) -> Object {
    let number = |value: f64| match (value * 10_000.0).round() / 10_000.0 {
        whole if whole.fract() == 0.0 && whole.abs() < 1e9 => Object::Integer(whole as i64),
        broken => Object::Real(broken as f32),
    };
    Object::Array(values.map(number).to_vec())
}
