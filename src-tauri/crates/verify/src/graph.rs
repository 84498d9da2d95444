//! One walk over everything that a document's trailer reaches.
//!
//! Owns: who refers to which object (for the objects of interest), how an object is reached, and what the walk
//! met on its way: unreadable objects, active content, layers. Judges nothing. Cost: each object is read once.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use pdf::{Dictionary, Document, Object, ObjectId, Skimmer};

/// The place of a reference: in which object, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Edge {
    /// The object that refers; `TRAILER` for the trailer.
    pub(crate) from: ObjectId,
    /// The keys and indices inside it, such as `/AP/N`.
    pub(crate) path: String,
}

/// How many objects a comparison may still visit beyond the first walk: forms, page trees and further walks of every
/// revision together. An update can be made so that each of a thousand revisions asks for all of a large document.
#[derive(Debug)]
pub(crate) struct Allowance(Cell<u64>);

impl Allowance {
    /// What honest documents never need: a hundred thousand objects forty times over.
    pub(crate) fn usual() -> Self {
        Self(Cell::new(4_000_000))
    }

    /// Takes what visiting so many objects costs; false where that is not left, and from then on.
    pub(crate) fn spend(&self, objects: u64) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(objects));
        left >= objects
    }
}

/// Stands for the trailer where an object id is expected; object 0 is always free.
pub(crate) const TRAILER: ObjectId = (0, 65535);

/// By which object each object was first reached: an array for the usual ones, as there may be hundreds of thousands.
#[derive(Debug, Default)]
struct Parents {
    /// By number, of generation 0.
    near: Vec<Option<ObjectId>>,
    far: HashMap<ObjectId, ObjectId>,
}

impl Parents {
    /// The highest number in the array, twelve bytes each.
    const NEAR: u32 = 1 << 21;

    fn get(&self, id: ObjectId) -> Option<ObjectId> {
        match usize::try_from(id.0) {
            Ok(number) if id.1 == 0 && id.0 < Self::NEAR => self.near.get(number).copied().flatten(),
            _ => self.far.get(&id).copied(),
        }
    }

    /// Keeps the first answer; tells whether this is it.
    fn insert_first(&mut self, id: ObjectId, from: ObjectId) -> bool {
        let slot = match usize::try_from(id.0) {
            Ok(number) if id.1 == 0 && id.0 < Self::NEAR => {
                if number >= self.near.len() {
                    self.near.resize(number + 1, None);
                }
                self.near.get_mut(number)
            }
            _ => None,
        };
        match slot {
            Some(Some(_)) => false,
            Some(slot) => {
                *slot = Some(from);
                true
            }
            None if self.far.contains_key(&id) => false,
            None => self.far.insert(id, from).is_none(),
        }
    }
}

/// What one walk found.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    edges: HashMap<ObjectId, Vec<Edge>>,
    parent: Parents,
    /// Objects that are reached and cannot be read.
    pub(crate) unreadable: Vec<ObjectId>,
    /// Kinds of active content, sorted and unique.
    pub(crate) active: Vec<&'static str>,
    /// Whether the catalog has optional content.
    pub(crate) layers: bool,
    /// Signature dictionaries that are reached, in any place.
    pub(crate) signatures: Vec<ObjectId>,
}

impl Graph {
    /// Walks `document`, recording the references to the objects of `interest`.
    pub(crate) fn survey(document: &Document, interest: &HashSet<ObjectId>) -> Self {
        Self::walk(document, interest, &mut |_| true).unwrap_or_default()
    }

    /// As [`Self::survey`], for as long as the allowance lasts; `None` where it runs out.
    pub(crate) fn survey_within(
        document: &Document,
        interest: &HashSet<ObjectId>,
        allowance: &Allowance,
    ) -> Option<Self> {
        Self::walk(document, interest, &mut |objects| allowance.spend(objects))
    }

    fn walk(
        document: &Document,
        interest: &HashSet<ObjectId>,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Option<Self> {
        // With nothing left, not even the entries are read.
        if !go_on(1) {
            return None;
        }
        let mut graph = Self::default();
        let mut queue: Vec<ObjectId> = Vec::new();
        let mut scan = Scan::new(interest);
        scan.dictionary(&roots(document));
        graph.note(TRAILER, scan.take(), interest, &mut queue);
        let mut active: HashSet<&'static str> = HashSet::new();
        let mut skimmer = Skimmer::new(document);
        let mut references: Vec<ObjectId> = Vec::new();
        while let Some(id) = queue.pop() {
            if !go_on(1) {
                return None;
            }
            references.clear();
            // Most objects of a large document hold nothing but references and numbers: a glance tells.
            let glanced = skimmer.references(id, is_telling, &mut references);
            if glanced && (interest.is_empty() || !references.iter().any(|target| interest.contains(target)))
            {
                for target in &references {
                    graph.reach(*target, id, &mut queue);
                }
                continue;
            }
            let object = match document.object_without_data(id) {
                Ok(object) => object,
                Err(_) => {
                    graph.unreadable.push(id);
                    continue;
                }
            };
            scan.value(&object);
            let dictionary = match &object {
                Object::Dictionary(dictionary) => Some(dictionary),
                Object::Stream(stream) => Some(&stream.dict),
                _ => None,
            };
            if let Some(dictionary) = dictionary {
                graph.layers |= notice(dictionary, &mut active, 0);
                if looks_like_signature(dictionary) {
                    graph.signatures.push(id);
                }
            }
            graph.note(id, scan.take(), interest, &mut queue);
        }
        graph.active = active.into_iter().collect();
        graph.active.sort_unstable();
        graph.unreadable.sort_unstable();
        graph.signatures.sort_unstable();
        Some(graph)
    }

    fn note(
        &mut self,
        from: ObjectId,
        found: Vec<(ObjectId, String)>,
        interest: &HashSet<ObjectId>,
        queue: &mut Vec<ObjectId>,
    ) {
        for (target, path) in found {
            if interest.contains(&target) {
                self.edges.entry(target).or_default().push(Edge { from, path });
            }
            self.reach(target, from, queue);
        }
    }

    fn reach(&mut self, target: ObjectId, from: ObjectId, queue: &mut Vec<ObjectId>) {
        if target != from && self.parent.insert_first(target, from) {
            queue.push(target);
        }
    }

    /// Whether the walk reached an object.
    pub(crate) fn reaches(&self, id: ObjectId) -> bool {
        self.parent.get(id).is_some()
    }

    /// Who refers to an object of interest.
    pub(crate) fn referrers(&self, id: ObjectId) -> &[Edge] {
        self.edges.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The object by which an object was first reached; `None` for what the trailer names. Going up ends, as nobody is
    /// reached by what stands below.
    pub(crate) fn above(&self, id: ObjectId) -> Option<ObjectId> {
        self.parent.get(id).filter(|up| *up != TRAILER)
    }

    /// Takes the objects of one more revision in: their old references go, their new ones come.
    pub(crate) fn advance(&mut self, newer: &Document, touched: &[ObjectId], interest: &HashSet<ObjectId>) {
        let changed: HashSet<ObjectId> = touched.iter().copied().chain([TRAILER]).collect();
        for edges in self.edges.values_mut() {
            edges.retain(|edge| !changed.contains(&edge.from));
        }
        let mut queue = Vec::new();
        let mut scan = Scan::new(interest);
        scan.dictionary(&roots(newer));
        self.note(TRAILER, scan.take(), interest, &mut queue);
        // Objects that were reached before and are rewritten, then whatever they reach anew.
        queue.extend(touched.iter().copied().filter(|id| self.reaches(*id)));
        let mut done = HashSet::new();
        while let Some(id) = queue.pop() {
            if !done.insert(id) {
                continue;
            }
            let Ok(object) = newer.object_without_data(id) else { continue };
            scan.value(&object);
            self.note(id, scan.take(), interest, &mut queue);
        }
    }
}

/// The entries of a trailer that may lead to objects: all but the links between cross-reference sections.
pub(crate) fn roots(document: &Document) -> Dictionary {
    let mut roots = document.trailer().clone();
    for key in [b"Prev".as_slice(), b"XRefStm", b"Length"] {
        roots.remove(key);
    }
    roots
}

/// Every reference inside a value, with its path.
pub(crate) fn references(value: &Object) -> Vec<(ObjectId, String)> {
    let mut scan = Scan { wanted: Wanted::All, path: String::new(), found: Vec::new() };
    scan.value(value);
    scan.found
}

/// Whose paths are written down: most references of a large document lead to objects that nobody asks about.
enum Wanted<'a> {
    All,
    Some(&'a HashSet<ObjectId>),
    None,
}

/// Collects the references inside values.
struct Scan<'a> {
    wanted: Wanted<'a>,
    path: String,
    found: Vec<(ObjectId, String)>,
}

impl<'a> Scan<'a> {
    fn new(interest: &'a HashSet<ObjectId>) -> Self {
        let wanted = if interest.is_empty() { Wanted::None } else { Wanted::Some(interest) };
        Self { wanted, path: String::new(), found: Vec::new() }
    }

    fn take(&mut self) -> Vec<(ObjectId, String)> {
        std::mem::take(&mut self.found)
    }

    fn value(&mut self, value: &Object) {
        match value {
            Object::Reference(id) => {
                let wanted = match self.wanted {
                    Wanted::All => true,
                    Wanted::Some(interest) => interest.contains(id),
                    Wanted::None => false,
                };
                self.found.push((*id, if wanted { self.path.clone() } else { String::new() }));
            }
            Object::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.inside(item, |path| write!(path, "/{index}"));
                }
            }
            Object::Dictionary(dictionary) => self.dictionary(dictionary),
            Object::Stream(stream) => self.dictionary(&stream.dict),
            _ => {}
        }
    }

    fn dictionary(&mut self, dictionary: &Dictionary) {
        for (key, item) in dictionary.iter() {
            self.inside(item, |path| write!(path, "/{}", String::from_utf8_lossy(key)));
        }
    }

    fn inside(&mut self, item: &Object, step: impl FnOnce(&mut String) -> std::fmt::Result) {
        if matches!(item, Object::Reference(_) | Object::Array(_) | Object::Dictionary(_)) {
            let length = self.path.len();
            if !matches!(self.wanted, Wanted::None) {
                let _ = step(&mut self.path);
            }
            self.value(item);
            self.path.truncate(length);
        }
    }
}

/// Whether a dictionary is a signature's, however crippled: it says so, or it has what only a signature has.
pub(crate) fn looks_like_signature(dictionary: &Dictionary) -> bool {
    let named = |key: &[u8], names: &[&[u8]]| {
        dictionary.get(key).ok().and_then(|v| v.as_name().ok()).is_some_and(|name| names.contains(&name))
    };
    named(b"Type", &[b"Sig", b"DocTimeStamp"])
        || dictionary.has(b"ByteRange")
        || (dictionary.has(b"SubFilter") && dictionary.has(b"Contents"))
}

/// Whether a name is one that [`notice`] or [`looks_like_signature`] asks for, as a key or as a value: an object that
/// has one is read in full.
fn is_telling(name: &[u8]) -> bool {
    matches!(
        name,
        b"JS"
            | b"XFA"
            | b"OpenAction"
            | b"OCProperties"
            | b"ByteRange"
            | b"SubFilter"
            | b"Sig"
            | b"DocTimeStamp"
            | b"Launch"
            | b"SubmitForm"
            | b"GoToR"
            | b"GoToE"
            | b"ImportData"
            | b"RichMedia"
            | b"Screen"
            | b"Movie"
            | b"Sound"
            | b"3D"
    )
}

/// Notes active content in a dictionary and in what stands directly inside it; tells whether it lists layers.
fn notice(dictionary: &Dictionary, active: &mut HashSet<&'static str>, depth: usize) -> bool {
    notice_active(dictionary, active);
    let mut layers = dictionary.has(b"OCProperties");
    if depth < 20 {
        for (_, value) in dictionary.iter() {
            match value {
                Object::Dictionary(inner) => layers |= notice(inner, active, depth + 1),
                Object::Array(items) => {
                    for inner in items.iter().filter_map(|item| item.as_dict().ok()) {
                        layers |= notice(inner, active, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }
    layers
}

fn notice_active(dictionary: &Dictionary, active: &mut HashSet<&'static str>) {
    if dictionary.has(b"JS") {
        active.insert("javascript");
    }
    if dictionary.has(b"XFA") {
        active.insert("xfa");
    }
    if dictionary.has(b"OpenAction") && !matches!(dictionary.get(b"OpenAction"), Ok(Object::Array(_))) {
        active.insert("open-action");
    }
    if let Ok(Object::Name(kind)) = dictionary.get(b"S") {
        match kind.as_slice() {
            b"Launch" => active.insert("launch"),
            b"SubmitForm" => active.insert("submit-form"),
            b"GoToR" | b"GoToE" => active.insert("go-to-other-file"),
            b"ImportData" => active.insert("import-data"),
            _ => false,
        };
    }
    if let Ok(Object::Name(kind)) = dictionary.get(b"Subtype") {
        match kind.as_slice() {
            b"RichMedia" | b"Screen" | b"Movie" | b"Sound" => active.insert("media"),
            b"3D" => active.insert("3d"),
            _ => false,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::Allowance;

    #[test]
    fn what_is_used_up_stays_used_up() {
        let allowance = Allowance::usual();
        assert!(allowance.spend(3_999_999) && allowance.spend(1));
        assert!(!allowance.spend(1) && !allowance.spend(1));
    }
}
