//! Carries objects from the original into the new file, each once, and only those that a page shows.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use crate::error::{Error, Result};

const MOST_OBJECTS: usize = 1_000_000;
const DEEPEST: usize = 200;
/// Entries of which nothing is drawn, or that act.
const LEFT: &[&[u8]] = &[
    b"Metadata",
    b"PieceInfo",
    b"StructParent",
    b"StructParents",
    b"OPI",
    b"Ref",
    b"Thumb",
    b"A",
    b"AA",
    b"JS",
    b"OpenAction",
    b"AF",
];

/// The way from the original into the new file.
pub(crate) struct Carrier<'a> {
    pub(crate) from: &'a pdf::Document,
    pub(crate) to: lopdf::Document,
    known: HashMap<ObjectId, ObjectId>,
    waiting: Vec<(ObjectId, ObjectId)>,
}

impl<'a> Carrier<'a> {
    pub(crate) fn new(from: &'a pdf::Document) -> Self {
        Self { from, to: lopdf::Document::with_version("1.7"), known: HashMap::new(), waiting: Vec::new() }
    }

    /// A value with its references pointing into the new file.
    pub(crate) fn value(&mut self, value: &Object, depth: usize) -> Result<Object> {
        if depth > DEEPEST {
            return Err(Error::TooComplex { limit: MOST_OBJECTS, depth: DEEPEST });
        }
        Ok(match value {
            Object::Reference(id) => Object::Reference(self.reference(*id)?),
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.value(item, depth + 1)).collect::<Result<_>>()?)
            }
            Object::Dictionary(dictionary) => Object::Dictionary(self.dictionary(dictionary, depth)?),
            Object::Stream(stream) => Object::Stream(self.stream(stream, depth)?),
            plain => plain.clone(),
        })
    }

    pub(crate) fn dictionary(&mut self, dictionary: &Dictionary, depth: usize) -> Result<Dictionary> {
        let mut carried = Dictionary::new();
        for (key, value) in dictionary.iter() {
            // In a font or a colour space these names mean something else, but there they are no dictionaries that act.
            let acts =
                LEFT.contains(&key.as_slice()) && !matches!(value, Object::Integer(_) | Object::Real(_));
            if !acts {
                carried.set(key.clone(), self.value(value, depth + 1)?);
            }
        }
        Ok(carried)
    }

    pub(crate) fn stream(&mut self, stream: &Stream, depth: usize) -> Result<Stream> {
        let mut carried = Stream::new(self.dictionary(&stream.dict, depth)?, stream.content.clone());
        carried.allows_compression = false;
        Ok(carried)
    }

    fn reference(&mut self, id: ObjectId) -> Result<ObjectId> {
        if let Some(known) = self.known.get(&id) {
            return Ok(*known);
        }
        if self.known.len() >= MOST_OBJECTS {
            return Err(Error::TooComplex { limit: MOST_OBJECTS, depth: DEEPEST });
        }
        let new = self.to.new_object_id();
        self.known.insert(id, new);
        self.waiting.push((id, new));
        Ok(new)
    }

    /// Whether an object of the original was carried.
    pub(crate) fn has(&self, id: ObjectId) -> bool {
        self.known.contains_key(&id)
    }

    /// Carries everything that was referred to so far.
    pub(crate) fn finish(&mut self) -> Result<()> {
        while let Some((from, to)) = self.waiting.pop() {
            // What cannot be read is nothing in the original either (ISO 32000-2 §7.3.10).
            let object = match self.from.object(from) {
                Ok(object) if is_page(&object) => Object::Null, // no way back to other pages
                Ok(object) => self.value(&object, 0)?,
                Err(fault @ pdf::Error::Limit { .. }) => return Err(fault.into()),
                Err(_) => Object::Null,
            };
            self.to.objects.insert(to, object);
        }
        Ok(())
    }
}

fn is_page(object: &Object) -> bool {
    let Object::Dictionary(dictionary) = object else { return false };
    matches!(dictionary.get(b"Type"), Ok(Object::Name(kind)) if [&b"Page"[..], b"Pages", b"Catalog"].contains(&kind.as_slice()))
}
