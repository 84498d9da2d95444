//! Whether two versions of one file use the same objects for a page, proved without reading what the page shows.
//!
//! Two versions share the bytes of the file, so an object that both find at the same place is the same object. Where a page's
//! own entries and everything that [`crate::PageImage::extract`] would follow from them are the same, the page is drawn alike
//! and need not be drawn. The walk follows at least what extraction follows; whatever cannot be followed proves nothing.

use crate::extract::{NOT_DRAWN, OF_ANNOTATION};
use pdf::{Dictionary, Document, Entry, Object, ObjectId};
use std::collections::HashSet;
use std::sync::Arc;

/// Objects looked at for one page; a page that uses more is drawn instead.
const MOST_OBJECTS: usize = 100_000;
/// Levels of arrays and dictionaries inside one object.
const MOST_LEVELS: usize = 100;

/// Compares the pages of two versions of one file by the objects they use.
pub struct SameObjects<'a> {
    before: &'a Document,
    after: &'a Document,
    /// The versions lie in the same bytes, encrypted alike, and show the same layers.
    comparable: bool,
    /// Objects that are the same with all that they lead to.
    proven: HashSet<ObjectId>,
}

impl<'a> SameObjects<'a> {
    /// Prepares the comparison of two versions of one file.
    pub fn new(before: &'a Document, after: &'a Document) -> Self {
        let mut same = SameObjects { before, after, comparable: false, proven: HashSet::new() };
        same.comparable = Arc::ptr_eq(before.source(), after.source())
            && same.entry_is_same(before.trailer(), after.trailer(), b"Encrypt")
            && same_identifier(before, after)
            && match (before.catalog(), after.catalog()) {
                (Ok(before), Ok(after)) => same.entry_is_same(&before, &after, b"OCProperties"),
                _ => false,
            };
        same
    }

    /// Whether a page of the earlier version and one of the later (both from 0) are surely drawn alike. `false` says only
    /// that it is not proved.
    pub fn page(&mut self, before: usize, after: usize) -> bool {
        if !self.comparable {
            return false;
        }
        let (Ok(before), Ok(after)) = (self.before.page(before), self.after.page(after)) else {
            return false;
        };
        if before.geometry() != after.geometry() || before.resources != after.resources {
            return false;
        }
        let resources = Object::Dictionary(after.resources.clone());
        self.leads_to_the_same(vec![resources])
            && [&b"Contents"[..], b"Group"]
                .iter()
                .all(|key| self.entry_is_same(&before.dictionary, &after.dictionary, key))
            && self.annotations(&before.dictionary, &after.dictionary)
    }

    /// Whether a value stands in both or in neither, and leads to the same.
    fn entry_is_same(&mut self, before: &Dictionary, after: &Dictionary, key: &[u8]) -> bool {
        match (before.get(key), after.get(key)) {
            (Err(_), Err(_)) => true,
            (Ok(before), Ok(after)) => before == after && self.leads_to_the_same(vec![after.clone()]),
            _ => false,
        }
    }

    fn annotations(&mut self, before: &Dictionary, after: &Dictionary) -> bool {
        let (before, after) = match (before.get(b"Annots"), after.get(b"Annots")) {
            (Err(_), Err(_)) => return true,
            (Ok(before), Ok(after)) if before == after => (before, after),
            _ => return false,
        };
        if !self.stands_still(before) {
            return false;
        }
        let Ok(Object::Array(items)) = self.after.resolve(after) else { return false };
        items.iter().all(|item| {
            if !self.stands_still(item) {
                return false;
            }
            match self.after.resolve(item) {
                Ok(Object::Dictionary(annotation)) => {
                    // A value says only whether something would have to be shown; it leads all over the document.
                    let value = annotation.get(b"V").ok().is_none_or(|value| self.stands_still(value));
                    let parts = OF_ANNOTATION.iter().filter_map(|key| annotation.get(key).ok().cloned());
                    value && self.leads_to_the_same(parts.collect())
                }
                Ok(_) => true,
                Err(_) => false,
            }
        })
    }

    /// Whether a value is no reference, or one to an object that is at the same place and no reference itself.
    fn stands_still(&self, value: &Object) -> bool {
        match value {
            Object::Reference(id) => {
                self.is_at_the_same_place(*id)
                    && matches!(self.after.object_without_data(*id), Ok(object) if !matches!(object, Object::Reference(_)))
            }
            _ => true,
        }
    }

    /// Whether everything that some values of the later version lead to is where it was in the earlier.
    fn leads_to_the_same(&mut self, values: Vec<Object>) -> bool {
        let mut seen: HashSet<ObjectId> = HashSet::new();
        let mut waiting = Vec::new();
        for value in &values {
            if !references(value, &mut waiting, 0) {
                return false;
            }
        }
        while let Some(id) = waiting.pop() {
            if self.proven.contains(&id) || !seen.insert(id) {
                continue;
            }
            if seen.len() > MOST_OBJECTS || !self.is_at_the_same_place(id) {
                return false;
            }
            let Ok(mut object) = self.after.object_without_data(id) else { return false };
            if let Object::Stream(stream) = &mut object {
                for key in NOT_DRAWN {
                    stream.dict.remove(key);
                }
            }
            if !references(&object, &mut waiting, 0) {
                return false;
            }
        }
        self.proven.extend(seen);
        true
    }

    fn is_at_the_same_place(&self, id: ObjectId) -> bool {
        let (Ok(before), Ok(after)) = (self.before.entry(id.0), self.after.entry(id.0)) else { return false };
        before == after
            && match after {
                // What is in an object stream is where it was if the stream is.
                Some(Entry::InStream { container, .. }) => {
                    matches!((self.before.entry(container), self.after.entry(container)),
                        (Ok(before), Ok(after)) if before == after)
                }
                _ => true,
            }
    }
}

/// Whether both versions are decrypted with the same identifier (§7.6.3.2); its second half changes with every update.
fn same_identifier(before: &Document, after: &Document) -> bool {
    let first = |document: &Document| match document.trailer().get(b"ID") {
        Ok(Object::Array(halves)) => halves.first().cloned(),
        _ => None,
    };
    after.encryption().is_none() || (first(before).is_some() && first(before) == first(after))
}

/// Takes down the references in a value; `false` where it nests too deeply to be followed.
fn references(value: &Object, found: &mut Vec<ObjectId>, level: usize) -> bool {
    if level > MOST_LEVELS {
        return false;
    }
    match value {
        Object::Reference(id) => {
            found.push(*id);
            true
        }
        Object::Array(items) => items.iter().all(|item| references(item, found, level + 1)),
        Object::Dictionary(dictionary) => {
            dictionary.iter().all(|(_, value)| references(value, found, level + 1))
        }
        Object::Stream(stream) => stream.dict.iter().all(|(_, value)| references(value, found, level + 1)),
        _ => true,
    }
}
