//! Small readings of values that several modules share: a key that may be absent, a number, a rectangle.
//!
//! Owns only what is the same everywhere; what an absent or odd value means is each module's own judgement.

use crate::geometry::Rect;
use crate::{Dictionary, Document, Error, Object};

const NULL: Object = Object::Null;

/// Lookups on the object model that treat absent and null alike (ISO 32000-2 §7.3.7).
pub(crate) trait ValueExt {
    /// The entry of a dictionary or of a stream's dictionary; null when there is none.
    fn value(&self, key: &[u8]) -> &Object;
}

impl ValueExt for Dictionary {
    fn value(&self, key: &[u8]) -> &Object {
        self.get(key).unwrap_or(&NULL)
    }
}

/// Questions about one value.
pub(crate) trait ObjectExt {
    /// Whether it is the name `name`.
    fn is_name(&self, name: &[u8]) -> bool;
    /// The reference it is, if it is one.
    fn reference(&self) -> Option<crate::ObjectId>;
}

impl ObjectExt for Object {
    fn is_name(&self, name: &[u8]) -> bool {
        matches!(self, Object::Name(own) if own == name)
    }

    fn reference(&self) -> Option<crate::ObjectId> {
        match self {
            Object::Reference(id) => Some(*id),
            _ => None,
        }
    }
}

/// The finite number that a value is.
pub(crate) fn number(value: &Object) -> Option<f64> {
    match value {
        Object::Integer(number) => Some(*number as f64),
        Object::Real(number) if number.is_finite() => Some(f64::from(*number)),
        _ => None,
    }
}

/// The rectangle that a value is: an array of at least four numbers, any of them indirect; `None` for anything else.
pub(crate) fn rectangle(document: &Document, value: &Object) -> Result<Option<Rect>, Error> {
    let Object::Array(items) = document.resolve(value)? else {
        return Ok(None);
    };
    let mut corners = [0.0; 4];
    for (index, corner) in corners.iter_mut().enumerate() {
        let Some(item) = items.get(index) else { return Ok(None) };
        match number(&document.resolve(item)?) {
            Some(number) => *corner = number,
            None => return Ok(None),
        }
    }
    let [x1, y1, x2, y2] = corners;
    Ok(Some(Rect::new(x1, y1, x2, y2)))
}

/// The integer that a value is, after references.
pub(crate) fn integer(document: &Document, value: &Object) -> Result<Option<i64>, Error> {
    match document.resolve(value)? {
        Object::Integer(value) => Ok(Some(value)),
        _ => Ok(None),
    }
}
