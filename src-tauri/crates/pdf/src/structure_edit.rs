//! The place of a new widget in a tagged document's structure tree (ISO 32000-2 §14.7): a /Form element with an object
//! reference, and the way back to it through the parent tree.
//!
//! Owns the choice of where to hang the element and of the number-tree node to extend, so that little is written again.
//! Plans before it writes: a tree that is too odd to be extended safely is left alone, and the answer says so. Refuses
//! to mend a tree, and to make one where there is none.

use crate::form_edit::last_reference;
use crate::value::{ObjectExt, ValueExt};
use crate::{Dictionary, Error, Object, ObjectId, Update};

/// Levels of the parent tree.
const MAX_LEVELS: usize = 32;

/// Kids of the document's element beyond which the new element hangs beside it: the list would be written again.
const MAX_KIDS: usize = 1_024;

/// Pairs in a leaf of the parent tree beyond which a new leaf is begun.
const MAX_PAIRS: usize = 64;

/// Keys and values of a leaf; a larger one is left alone.
const MAX_NUMBERS: usize = 200_000;

/// What became of a widget's place in the structure tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tagging {
    /// The document has no structure tree.
    NotTagged,
    /// The widget has its element; its dictionary needs this /StructParent.
    Placed {
        /// The key in the parent tree.
        struct_parent: i64,
    },
    /// The tree is not as §14.7 describes it and was left alone.
    TooOdd,
}

/// Gives the widget on `page` a /Form element; nothing is changed unless all of it can be.
pub fn append_widget(update: &mut Update, page: ObjectId, widget: ObjectId) -> Result<Tagging, Error> {
    let Object::Dictionary(catalog) = update.get(update.catalog_id()?)? else { return Err(Error::NoCatalog) };
    let held = catalog.value(b"StructTreeRoot").clone();
    if update.resolve(&held)?.is_null() {
        return Ok(Tagging::NotTagged);
    }
    let (Some(root_id), Object::Dictionary(root)) = (last_reference(update, &held)?, update.resolve(&held)?)
    else {
        return Ok(Tagging::TooOdd);
    };
    let Some(home) = home(update, root_id, &root)? else { return Ok(Tagging::TooOdd) };
    let Some(slot) = slot(update, &root)? else { return Ok(Tagging::TooOdd) };
    let key = slot.key;

    let element = update.reserve();
    let (home_id, mut holder) = (home.unwrap_or(root_id), root.clone());
    if home.is_some()
        && let Object::Dictionary(element_above) = update.get(home_id)?
    {
        holder = element_above;
    }
    append_kid(update, &mut holder, element)?;
    let mut root = if home.is_some() {
        update.set(home_id, Object::Dictionary(holder));
        root
    } else {
        holder
    };
    slot.fill(update, &mut root, element);
    root.set("ParentTreeNextKey", Object::Integer(key.saturating_add(1)));
    update.set(root_id, Object::Dictionary(root));

    let mut reference = Dictionary::new();
    reference.set("Type", Object::Name(b"OBJR".to_vec()));
    reference.set("Obj", Object::Reference(widget));
    let mut form = Dictionary::new();
    form.set("Type", Object::Name(b"StructElem".to_vec()));
    form.set("S", Object::Name(b"Form".to_vec()));
    form.set("P", Object::Reference(home_id));
    form.set("Pg", Object::Reference(page));
    form.set("K", Object::Dictionary(reference));
    update.set(element, Object::Dictionary(form));
    tab_by_structure(update, page)?;
    Ok(Tagging::Placed { struct_parent: key })
}

/// Pages of a tagged document with annotations say in which order one tabs through them (ISO 14289-1 §7.18.3).
fn tab_by_structure(update: &mut Update, page: ObjectId) -> Result<(), Error> {
    if let Object::Dictionary(mut dictionary) = update.get(page)?
        && !dictionary.has(b"Tabs")
    {
        dictionary.set("Tabs", Object::Name(b"S".to_vec()));
        update.set(page, Object::Dictionary(dictionary));
    }
    Ok(())
}

/// The element that takes the new one: the only one below the root if it is the document's, else `Some(None)`, the root.
/// `None` where the list of kids is none.
#[allow(clippy::option_option)] // the outer one is the refusal
fn home(update: &Update, root_id: ObjectId, root: &Dictionary) -> Result<Option<Option<ObjectId>>, Error> {
    let Some(kids) = kids(update, root)? else { return Ok(None) };
    let [Object::Reference(only)] = kids.as_slice() else { return Ok(Some(None)) };
    let Object::Dictionary(element) = update.get(*only)? else { return Ok(None) };
    let is_document = matches!(element.value(b"S"), Object::Name(name) if name == b"Document");
    let parent = element.value(b"P").reference() == Some(root_id);
    let short = self::kids(update, &element)?.is_some_and(|kids| kids.len() <= MAX_KIDS);
    Ok(Some(Some(*only).filter(|_| is_document && parent && short)))
}

/// The kids under /K, one or many; `None` where there is something else.
fn kids(update: &Update, holder: &Dictionary) -> Result<Option<Vec<Object>>, Error> {
    let held = holder.value(b"K");
    Ok(match update.resolve(held)? {
        Object::Null => Some(Vec::new()),
        Object::Array(items) => Some(items),
        Object::Dictionary(_) | Object::Integer(_) => Some(vec![held.clone()]),
        _ => None,
    })
}

fn append_kid(update: &mut Update, holder: &mut Dictionary, kid: ObjectId) -> Result<(), Error> {
    let held = holder.value(b"K").clone();
    let Some(mut items) = kids(update, holder)? else { return Ok(()) };
    items.push(Object::Reference(kid));
    match last_reference(update, &held)? {
        Some(array) if matches!(update.get(array)?, Object::Array(_)) => {
            update.set(array, Object::Array(items));
        }
        _ => holder.set("K", Object::Array(items)),
    }
    Ok(())
}

/// One node on the way to the last leaf of the parent tree.
struct Node {
    /// Its object; `None` where it stands in its parent.
    id: Option<ObjectId>,
    dictionary: Dictionary,
}

/// Where the new key goes.
struct Slot {
    key: i64,
    /// From the tree's root to its last leaf; empty where there is no tree yet.
    way: Vec<Node>,
    /// The leaf's pairs, and the object that they are.
    numbers: Vec<Object>,
    numbers_id: Option<ObjectId>,
}

/// Finds the last leaf and a key above all others; `None` where the tree is not in order.
fn slot(update: &Update, root: &Dictionary) -> Result<Option<Slot>, Error> {
    let next = match update.resolve(root.value(b"ParentTreeNextKey"))? {
        Object::Integer(next) if (0..i64::from(i32::MAX)).contains(&next) => next,
        Object::Null => 0,
        _ => return Ok(None),
    };
    let mut slot = Slot { key: next, way: Vec::new(), numbers: Vec::new(), numbers_id: None };
    let mut held = root.value(b"ParentTree").clone();
    if update.resolve(&held)?.is_null() {
        return Ok(Some(slot));
    }
    for _ in 0..MAX_LEVELS {
        let (id, Object::Dictionary(node)) = (last_reference(update, &held)?, update.resolve(&held)?) else {
            return Ok(None);
        };
        if let Object::Array(limits) = update.resolve(node.value(b"Limits"))? {
            let [Object::Integer(_), Object::Integer(high)] = limits.as_slice() else { return Ok(None) };
            slot.key = slot.key.max(high.saturating_add(1));
        }
        let (kids, numbers) = (update.resolve(node.value(b"Kids"))?, update.resolve(node.value(b"Nums"))?);
        let numbers_id = last_reference(update, node.value(b"Nums"))?;
        slot.way.push(Node { id, dictionary: node });
        match (kids, numbers) {
            (Object::Array(kids), Object::Null) if !kids.is_empty() => {
                held = kids.last().cloned().unwrap_or(Object::Null);
            }
            (Object::Null, Object::Array(numbers)) => {
                return Ok(slot.with_leaf(numbers, numbers_id));
            }
            (Object::Null, Object::Null) => return Ok(Some(slot)),
            _ => return Ok(None),
        }
    }
    Ok(None)
}

impl Slot {
    fn with_leaf(mut self, numbers: Vec<Object>, id: Option<ObjectId>) -> Option<Self> {
        let (pairs, []) = numbers.as_chunks::<2>() else { return None };
        if numbers.len() > MAX_NUMBERS {
            return None;
        }
        let mut last = None;
        for [key, _] in pairs {
            let Object::Integer(key) = key else { return None };
            if last.is_some_and(|last| last >= *key) {
                return None;
            }
            last = Some(*key);
        }
        self.key = self.key.max(last.map_or(0, |last| last.saturating_add(1)));
        if self.key >= i64::from(i32::MAX) {
            return None;
        }
        (self.numbers, self.numbers_id) = (numbers, id);
        Some(self)
    }

    /// Enters the element under the key.
    fn fill(mut self, update: &mut Update, root: &mut Dictionary, element: ObjectId) {
        let pair = [Object::Integer(self.key), Object::Reference(element)];
        let Some(mut leaf) = self.way.pop() else {
            let mut tree = Dictionary::new();
            tree.set("Nums", Object::Array(pair.to_vec()));
            let tree = update.add(Object::Dictionary(tree));
            root.set("ParentTree", Object::Reference(tree));
            return;
        };
        // Each turn puts a changed node into its place; the one above it changes with it, or for its /Limits.
        let mut changed;
        if self.numbers.len() / 2 >= MAX_PAIRS
            && let Some(above) = self.way.pop()
        {
            let mut fresh = Dictionary::new();
            fresh.set("Limits", Object::Array(vec![Object::Integer(self.key); 2]));
            fresh.set("Nums", Object::Array(pair.to_vec()));
            let fresh = update.add(Object::Dictionary(fresh));
            leaf = above;
            let mut kids = kids_of(update, &leaf.dictionary);
            kids.push(Object::Reference(fresh));
            changed = put_kids(update, &mut leaf.dictionary, kids);
        } else {
            self.numbers.extend(pair);
            let numbers = Object::Array(self.numbers);
            changed = self.numbers_id.is_none();
            match self.numbers_id {
                Some(id) => update.set(id, numbers),
                None => leaf.dictionary.set("Nums", numbers),
            }
        }
        let mut node = leaf;
        loop {
            changed |= raise_limit(update, &mut node.dictionary, self.key);
            let in_place = match (changed, node.id) {
                (false, _) => None,
                (true, Some(id)) => {
                    update.set(id, Object::Dictionary(node.dictionary));
                    None
                }
                (true, None) => Some(Object::Dictionary(node.dictionary)),
            };
            changed = in_place.is_some();
            let Some(mut above) = self.way.pop() else {
                if let Some(tree) = in_place {
                    root.set("ParentTree", tree);
                }
                return;
            };
            if let Some(kid) = in_place {
                let mut kids = kids_of(update, &above.dictionary);
                if let Some(last) = kids.last_mut() {
                    *last = kid;
                }
                changed = put_kids(update, &mut above.dictionary, kids);
            }
            node = above;
        }
    }
}

fn kids_of(update: &Update, node: &Dictionary) -> Vec<Object> {
    match update.resolve(node.value(b"Kids")) {
        Ok(Object::Array(kids)) => kids,
        _ => Vec::new(),
    }
}

/// Puts back the kids of a node; whether the node itself changed.
fn put_kids(update: &mut Update, node: &mut Dictionary, kids: Vec<Object>) -> bool {
    match last_reference(update, &node.value(b"Kids").clone()) {
        Ok(Some(id)) => {
            update.set(id, Object::Array(kids));
            false
        }
        _ => {
            node.set("Kids", Object::Array(kids));
            true
        }
    }
}

/// Raises the upper end of /Limits to the key; whether there was one.
fn raise_limit(update: &Update, node: &mut Dictionary, key: i64) -> bool {
    match update.resolve(node.value(b"Limits")) {
        Ok(Object::Array(limits)) => {
            let low = limits.first().cloned().unwrap_or(Object::Integer(key));
            node.set("Limits", Object::Array(vec![low, Object::Integer(key)]));
            true
        }
        _ => false,
    }
}
