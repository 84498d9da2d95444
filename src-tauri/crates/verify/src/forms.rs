//! The form's field tree as one revision has it.
//!
//! Owns a bounded, cycle-safe walk from `/AcroForm /Fields` that keeps the objects, the full names and the inherited
//! entries (ISO 32000-2 §12.7.4). Reads what is there; rules judge it.

use std::collections::{HashMap, HashSet};

use pdf::{Dictionary, Document, Object, ObjectId};

/// How many fields and widgets one form may have.
const MAX_FIELDS: usize = 100_000;
/// How deep a form may be nested.
const MAX_DEPTH: usize = 50;

/// One node of the field tree: a field, or a widget that is only a widget.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Its object; `None` where it stands directly in its parent's array.
    pub(crate) id: Option<ObjectId>,
    /// Its full name; that of its parent where it has none of its own.
    pub(crate) name: String,
    /// Whether it has a name of its own, which makes it a field rather than a mere widget.
    pub(crate) named: bool,
    /// Its dictionary.
    pub(crate) dictionary: Dictionary,
    /// The field type, inherited where it is absent.
    pub(crate) kind: Option<Vec<u8>>,
    /// The value, inherited where it is absent.
    pub(crate) value: Object,
    /// The field flags, inherited where they are absent.
    pub(crate) flags: i64,
    /// The default appearance, inherited where it is absent.
    pub(crate) appearance: Option<Vec<u8>>,
    /// Its parent in the list.
    pub(crate) parent: Option<usize>,
    /// Whether nodes stand below it.
    pub(crate) branch: bool,
}

/// The form of one revision.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    /// The dictionary; empty where there is none.
    pub(crate) dictionary: Dictionary,
    /// The object of the dictionary, where it is indirect.
    pub(crate) id: Option<ObjectId>,
    /// The nodes, parents before children.
    pub(crate) nodes: Vec<Node>,
    /// The place of each object in `nodes`.
    pub(crate) index: HashMap<ObjectId, usize>,
    /// Whether something in the tree could not be followed.
    pub(crate) damaged: bool,
}

impl Form {
    /// Reads the form of `document`.
    pub(crate) fn read(document: &Document) -> Self {
        let mut form = Self::default();
        let Ok(catalog) = document.catalog() else {
            form.damaged = true;
            return form;
        };
        let Ok(entry) = catalog.get(b"AcroForm") else { return form };
        form.id = entry.as_reference().ok();
        match document.resolve(entry) {
            Ok(Object::Dictionary(dictionary)) => form.dictionary = dictionary,
            Ok(Object::Null) => return form,
            _ => {
                form.damaged = true;
                return form;
            }
        }
        let fields = form.dictionary.get(b"Fields").cloned().unwrap_or(Object::Null);
        let top = Node {
            id: None,
            name: String::new(),
            named: false,
            dictionary: Dictionary::new(),
            kind: None,
            value: Object::Null,
            flags: 0,
            appearance: string(form.dictionary.get(b"DA").ok()),
            parent: None,
            branch: true,
        };
        let mut seen = HashSet::new();
        form.children(document, &fields, &top, None, 0, &mut seen);
        form
    }

    fn children(
        &mut self,
        document: &Document,
        list: &Object,
        above: &Node,
        parent: Option<usize>,
        depth: usize,
        seen: &mut HashSet<ObjectId>,
    ) {
        let items = match document.resolve(list) {
            Ok(Object::Array(items)) => items,
            Ok(Object::Null) => return,
            _ => {
                self.damaged = true;
                return;
            }
        };
        for item in &items {
            if self.nodes.len() >= MAX_FIELDS || depth > MAX_DEPTH {
                self.damaged = true;
                return;
            }
            let id = item.as_reference().ok();
            if let Some(id) = id
                && !seen.insert(id)
            {
                self.damaged = true;
                continue;
            }
            let dictionary = match document.resolve(item) {
                Ok(Object::Dictionary(dictionary)) => dictionary,
                Ok(Object::Null) => continue,
                _ => {
                    self.damaged = true;
                    continue;
                }
            };
            let own = |key: &[u8]| match dictionary.get(key) {
                Ok(value) => document.resolve(value).unwrap_or(Object::Null),
                Err(_) => Object::Null,
            };
            let partial = match own(b"T") {
                Object::String(bytes, _) => Some(pdf::decode_text(&bytes)),
                _ => None,
            };
            let name = match (&partial, above.name.is_empty()) {
                (None, _) => above.name.clone(),
                (Some(part), true) => part.clone(),
                (Some(part), false) => format!("{}.{part}", above.name),
            };
            let value = match dictionary.get(b"V") {
                Ok(Object::Null) | Err(_) => above.value.clone(),
                Ok(value) => value.clone(),
            };
            let node = Node {
                id,
                name,
                named: partial.is_some(),
                kind: own(b"FT").as_name().ok().map(<[u8]>::to_vec).or_else(|| above.kind.clone()),
                value,
                flags: own(b"Ff").as_i64().unwrap_or(above.flags),
                appearance: string(Some(&own(b"DA"))).or_else(|| above.appearance.clone()),
                parent,
                branch: dictionary.has(b"Kids"),
                dictionary,
            };
            let kids = node.dictionary.get(b"Kids").ok().filter(|kids| !kids.is_null()).cloned();
            let index = self.nodes.len();
            if let Some(id) = id {
                self.index.insert(id, index);
            }
            match kids {
                None => self.nodes.push(node),
                Some(kids) => {
                    self.nodes.push(node.clone());
                    self.children(document, &kids, &node, Some(index), depth + 1, seen);
                }
            }
        }
    }

    /// The node of an object.
    pub(crate) fn node(&self, id: ObjectId) -> Option<&Node> {
        self.nodes.get(*self.index.get(&id)?)
    }
}

fn string(value: Option<&Object>) -> Option<Vec<u8>> {
    match value {
        Some(Object::String(bytes, _)) => Some(bytes.clone()),
        _ => None,
    }
}
