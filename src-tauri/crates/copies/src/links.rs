//! The links of a copy: those that lead to a page of it or to a place on the web (ISO 32000-2 §12.5.6.5). Whatever else an
//! action can do stays behind with the original, and what follows an action too.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, StringFormat};
use pdf::{Document, Page};

use crate::error::Result;

/// The schemes of addresses that are kept.
const SCHEMES: &[&str] = &["http://", "https://", "mailto:"];
/// The longest address that is kept, in octets.
const LONGEST: usize = 2_048;
/// The most links of a page, and the most nodes of the tree of names that are looked at.
const MOST: usize = 5_000;
/// How often a destination may name another.
const DEEPEST: usize = 8;

/// What links of a document lead to.
pub(crate) struct Targets<'a> {
    document: &'a Document,
    /// The new page of each page object.
    pages: HashMap<ObjectId, ObjectId>,
    names: HashMap<Vec<u8>, Object>,
}

impl<'a> Targets<'a> {
    /// The pages of a document with their new objects, and its named destinations (§12.3.2.4).
    pub(crate) fn new(document: &'a Document, pages: HashMap<ObjectId, ObjectId>) -> Result<Self> {
        let mut targets = Self { document, pages, names: HashMap::new() };
        let catalog = document.catalog()?;
        if let Some(Object::Dictionary(named)) = targets.get(&catalog, b"Dests") {
            for (name, value) in named.iter().take(MOST) {
                targets.names.insert(name.clone(), value.clone());
            }
        }
        if let Some(Object::Dictionary(names)) = targets.get(&catalog, b"Names")
            && let Some(root) = targets.get(&names, b"Dests")
        {
            targets.read_tree(root);
        }
        Ok(targets)
    }

    /// Reads a tree of names (§7.9.6), by a list of its own and never more than so many nodes.
    fn read_tree(&mut self, root: Object) {
        let mut waiting = vec![root];
        let mut seen = 0;
        while let Some(node) = waiting.pop() {
            seen += 1;
            let Object::Dictionary(node) = node else { continue };
            if seen > MOST || self.names.len() > MOST {
                return;
            }
            if let Some(Object::Array(kids)) = self.get(&node, b"Kids") {
                waiting.extend(kids.iter().filter_map(|kid| self.document.resolve(kid).ok()));
            }
            if let Some(Object::Array(pairs)) = self.get(&node, b"Names") {
                for pair in pairs.chunks_exact(2) {
                    if let [Object::String(name, _), value] = pair {
                        self.names.insert(name.clone(), value.clone());
                    }
                }
            }
        }
    }

    fn get(&self, from: &Dictionary, key: &[u8]) -> Option<Object> {
        from.get(key).ok().and_then(|value| self.document.resolve(value).ok())
    }

    /// The annotations for a page's links, in the new file's objects.
    pub(crate) fn links_of(&self, page: &Page) -> Vec<Dictionary> {
        let Some(Object::Array(list)) = self.get(&page.dictionary, b"Annots") else { return Vec::new() };
        let resolved = list.iter().take(MOST).filter_map(|item| self.document.resolve(item).ok());
        resolved
            .filter_map(|annotation| match annotation {
                Object::Dictionary(annotation) => self.link(&annotation),
                _ => None,
            })
            .collect()
    }

    fn link(&self, annotation: &Dictionary) -> Option<Dictionary> {
        if !matches!(self.get(annotation, b"Subtype"), Some(Object::Name(kind)) if kind == b"Link") {
            return None;
        }
        let rect = self.numbers(self.get(annotation, b"Rect")?)?;
        let mut link = Dictionary::new();
        link.set("Type", "Annot");
        link.set("Subtype", "Link");
        link.set("Rect", rect.get(..4)?.to_vec());
        // What frames it, and whether that is printed: a link without a word of it has a frame.
        for key in [&b"Border"[..], b"C"] {
            let value = self.get(annotation, key).map(|value| match value {
                // Behind the corners and the width may stand a pattern of dashes.
                Object::Array(items) => Object::Array(items.into_iter().take(3).collect()),
                other => other,
            });
            if let Some(numbers) = value.and_then(|value| self.numbers(value)) {
                link.set(key, numbers);
            }
        }
        if let Some(Object::Integer(flags)) = self.get(annotation, b"F") {
            link.set("F", flags);
        }
        if let Some(Object::Dictionary(style)) = self.get(annotation, b"BS")
            && let Some(width @ (Object::Integer(_) | Object::Real(_))) = self.get(&style, b"W")
        {
            let mut kept = Dictionary::new();
            kept.set("W", width);
            link.set("BS", kept);
        }
        match (self.get(annotation, b"Dest"), self.get(annotation, b"A")) {
            (Some(place), _) => link.set("Dest", self.place(place, 0)?),
            (None, Some(Object::Dictionary(action))) => self.act(&action, &mut link)?,
            _ => return None,
        }
        Some(link)
    }

    fn act(&self, action: &Dictionary, link: &mut Dictionary) -> Option<()> {
        let Some(Object::Name(kind)) = self.get(action, b"S") else { return None };
        match kind.as_slice() {
            b"GoTo" => link.set("Dest", self.place(self.get(action, b"D")?, 0)?),
            b"URI" => {
                let Some(Object::String(address, _)) = self.get(action, b"URI") else { return None };
                let lower = String::from_utf8_lossy(&address).to_ascii_lowercase();
                let leads = SCHEMES.iter().any(|scheme| lower.starts_with(scheme));
                let plain =
                    address.len() <= LONGEST && address.iter().all(|octet| (0x21..0x7f).contains(octet));
                if !leads || !plain {
                    return None;
                }
                let mut action = Dictionary::new();
                action.set("S", "URI");
                action.set("URI", Object::String(address, StringFormat::Literal));
                link.set("A", action);
            }
            _ => return None,
        }
        Some(())
    }

    /// A destination (§12.3.2) in the new file: a page of it, and how it is shown.
    fn place(&self, place: Object, depth: usize) -> Option<Object> {
        let named = |name: &[u8]| self.document.resolve(self.names.get(name)?).ok();
        match place {
            Object::Name(name) | Object::String(name, _) if depth < DEEPEST => {
                self.place(named(&name)?, depth + 1)
            }
            Object::Dictionary(dictionary) if depth < DEEPEST => {
                self.place(self.get(&dictionary, b"D")?, depth + 1)
            }
            Object::Array(items) => {
                let (first, view) = items.split_first()?;
                let Object::Reference(page) = first else { return None };
                let mut carried = vec![Object::Reference(*self.pages.get(page)?)];
                for item in view.iter().take(5) {
                    carried.push(match self.document.resolve(item).ok()? {
                        plain @ (Object::Name(_) | Object::Integer(_) | Object::Real(_) | Object::Null) => {
                            plain
                        }
                        _ => return None,
                    });
                }
                Some(Object::Array(carried))
            }
            _ => None,
        }
    }

    fn numbers(&self, value: Object) -> Option<Vec<Object>> {
        let Object::Array(items) = value else { return None };
        let number = |item: &Object| match self.document.resolve(item).ok()? {
            plain @ (Object::Integer(_) | Object::Real(_)) => Some(plain),
            _ => None,
        };
        items.iter().map(number).collect()
    }
}
