//! The /Annots of a page (ISO 32000-2 §12.5.2), as references and direct dictionaries. Owns nothing else about them.

use crate::value::{ObjectExt, ValueExt};
use crate::{Document, Error, Object, ObjectId};

/// The annotations of one page as written.
pub(crate) struct Annotations {
    items: Vec<Object>,
}

impl Annotations {
    /// The entries of the page's /Annots; none when it has no such array.
    pub(crate) fn of_page(document: &Document, page: ObjectId) -> Result<Self, Error> {
        let items = match document.object(page)? {
            Object::Dictionary(dictionary) => match document.resolve(dictionary.value(b"Annots"))? {
                Object::Array(items) => items,
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        Ok(Self { items })
    }

    /// The annotations that are objects of their own.
    pub(crate) fn references(&self) -> impl Iterator<Item = ObjectId> + '_ {
        self.items.iter().filter_map(ObjectExt::reference)
    }

    /// Every entry as written.
    pub(crate) fn items(&self) -> &[Object] {
        &self.items
    }
}
