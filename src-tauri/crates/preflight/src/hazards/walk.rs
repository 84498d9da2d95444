//! One walk over what the document reaches, page by page first, so that a finding can name its page.
//!
//! Owns the order, the bounds and the context in which a dictionary is met. Streams' data are never read. When the counted
//! work is used up the walk ends, and says so.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use pdf::{Dictionary, Document, Entry, Error, Object, ObjectId, PageEntry};

use super::{active, annotations, outside};
use crate::Limits;
use crate::finding::Collector;

/// Objects listed of those that are missing or unreadable.
const LISTED: usize = 1_000;
/// References followed from one value to the next.
const LINKS: usize = 16;
/// Levels of dictionaries inside one object that are looked at; the reader allows no more.
const LEVELS: usize = 128;
/// Members of an object stream that make finding one of them cost as much as a value.
const MEMBERS_PER_VALUE: u64 = 50;
/// Bytes of a string that cost as much as a value.
const BYTES_PER_VALUE: usize = 1_000;

/// How a value is met.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// The page that uses it first.
    pub(super) page: Option<usize>,
    /// Whether it takes part in what the page shows.
    pub(super) shown: bool,
    /// Whether it is an action that runs by itself.
    pub(super) automatic: bool,
}

/// What a dictionary is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It is a page.
    Page,
    /// It describes a stream.
    Stream,
    /// Anything else.
    Inside,
}

/// What a walk leaves behind.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The objects met, with the page that uses them first.
    pub(super) seen: HashMap<ObjectId, Option<usize>>,
    /// The pages that were walked one by one.
    pub(super) entries: Vec<PageEntry>,
    /// References to nothing, on a page or elsewhere.
    pub(super) dangling: BTreeMap<(bool, Option<usize>), Vec<ObjectId>>,
    /// Objects that cannot be read, with their page.
    pub(super) unreadable: Vec<(ObjectId, Option<usize>)>,
    /// How many web links there are, and the first one.
    pub(super) web_links: (usize, Option<String>),
    /// The page of the first web link.
    pub(super) web_page: Option<usize>,
    /// The number of pages.
    pub(super) page_count: usize,
    /// Whether the work was used up.
    pub(super) truncated: bool,
}

/// A walk under way.
pub(super) struct Walk<'a> {
    document: &'a Document,
    limits: &'a Limits,
    pub(super) out: &'a mut Collector,
    pub(super) found: Found,
    /// The fonts that were named already.
    pub(super) fonts: HashSet<String>,
    pages: HashMap<ObjectId, usize>,
    queue: VecDeque<(ObjectId, Context)>,
    later: Vec<ObjectId>,
    members: HashMap<u32, u64>,
    objects: u64,
    values: u64,
}

impl<'a> Walk<'a> {
    pub(super) fn new(document: &'a Document, limits: &'a Limits, out: &'a mut Collector) -> Self {
        let mut found = Found { page_count: document.page_count().unwrap_or(0), ..Found::default() };
        if found.page_count <= limits.pages {
            found.entries = document.page_entries(0..limits.pages).unwrap_or_default();
        } else {
            found.truncated = true;
        }
        let pages = found.entries.iter().enumerate().rev().map(|(index, page)| (page.id, index)).collect();
        Self {
            document,
            limits,
            out,
            found,
            fonts: HashSet::new(),
            pages,
            queue: VecDeque::new(),
            later: Vec::new(),
            members: HashMap::new(),
            objects: 0,
            values: 0,
        }
    }

    pub(super) fn finish(self) -> Found {
        self.found
    }

    /// The whole walk: what runs on opening, the pages in order, the rest of the catalog, the structure tree last.
    pub(super) fn run(&mut self) {
        let catalog = self.document.catalog().unwrap_or_default();
        let nowhere = Context::default();
        for key in [b"OpenAction".as_slice(), b"AA"] {
            if let Ok(value) = catalog.get(key) {
                self.value(value, Context { automatic: true, ..nowhere }, 0);
            }
        }
        self.drain();
        for index in 0..self.found.entries.len() {
            let Some(id) = self.found.entries.get(index).map(|page| page.id) else { break };
            if self.found.seen.insert(id, Some(index)).is_none() {
                self.queue.push_back((id, Context { page: Some(index), ..nowhere }));
                self.drain();
            }
        }
        for id in std::mem::take(&mut self.later) {
            self.refer(id, nowhere);
        }
        self.drain();
        let mut roots = self.document.trailer().clone();
        for key in [b"Prev".as_slice(), b"XRefStm", b"Length", b"Encrypt", b"Root"] {
            roots.remove(key);
        }
        self.value(&Object::Dictionary(roots), nowhere, 0);
        if let Ok(root) = self.document.trailer().get(b"Root").and_then(Object::as_reference) {
            self.found.seen.insert(root, None);
        }
        let mut rest = catalog.clone();
        let tree = rest.remove(b"StructTreeRoot");
        self.dictionary(&rest, Place::Inside, nowhere, 0);
        self.drain();
        if let Some(tree) = tree {
            self.value(&tree, nowhere, 0);
            self.drain();
        }
    }

    /// Follows references to what they lead to, without reading streams' data; null where there is nothing.
    pub(super) fn resolve(&mut self, value: &Object) -> Object {
        let mut value = value.clone();
        for _ in 0..LINKS {
            let Object::Reference(id) = value else { return value };
            value = self.load(id).unwrap_or(Object::Null);
        }
        Object::Null
    }

    /// An entry of a dictionary, resolved.
    pub(super) fn entry(&mut self, dictionary: &Dictionary, key: &[u8]) -> Object {
        dictionary.get(key).map_or(Object::Null, |value| self.resolve(value))
    }

    /// An entry of a dictionary that is a name.
    pub(super) fn name(&mut self, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
        match self.entry(dictionary, key) {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    fn spent(&self) -> bool {
        self.objects >= self.limits.objects || self.values >= self.limits.values
    }

    fn load(&mut self, id: ObjectId) -> Result<Object, Error> {
        let entry = self.document.entry(id.0)?;
        self.load_from(id, entry)
    }

    /// The object whose entry is known, which is looked up in the file each time.
    fn load_from(&mut self, id: ObjectId, entry: Option<Entry>) -> Result<Object, Error> {
        self.objects = self.objects.saturating_add(1);
        if let Some(Entry::InStream { container, .. }) = entry {
            let cost = self.cost_of_member(container);
            self.values = self.values.saturating_add(cost);
        }
        self.document.object_without_data(id)
    }

    /// Finding a member means looking through all members of its stream.
    fn cost_of_member(&mut self, container: u32) -> u64 {
        if let Some(cost) = self.members.get(&container) {
            return *cost;
        }
        let members = match self.document.object_without_data((container, 0)) {
            Ok(Object::Stream(stream)) => stream.dict.get(b"N").and_then(Object::as_i64).unwrap_or(0),
            _ => 0,
        };
        let cost = u64::try_from(members).unwrap_or(0) / MEMBERS_PER_VALUE;
        self.members.insert(container, cost);
        cost
    }

    fn drain(&mut self) {
        while let Some((id, context)) = self.queue.pop_front() {
            if self.spent() {
                self.found.truncated = true;
                self.queue.clear();
                return;
            }
            let entry = self.document.entry(id.0);
            if entry.as_ref().is_ok_and(|entry| dangles(id, *entry)) {
                let ids = self.found.dangling.entry((context.shown, context.page)).or_default();
                if ids.len() < LISTED {
                    ids.push(id);
                }
                continue;
            }
            match entry.and_then(|entry| self.load_from(id, entry)) {
                Ok(Object::Dictionary(dictionary)) => {
                    let place = if self.pages.contains_key(&id) { Place::Page } else { Place::Inside };
                    self.dictionary(&dictionary, place, context, 0);
                }
                Ok(Object::Stream(stream)) => self.dictionary(&stream.dict, Place::Stream, context, 0),
                Ok(other) => self.value(&other, context, 0),
                Err(_) if self.found.unreadable.len() < LISTED => {
                    self.found.unreadable.push((id, context.page));
                }
                Err(_) => {}
            }
        }
    }

    fn refer(&mut self, id: ObjectId, context: Context) {
        // Object 0 is free for ever; another page is walked on its own.
        if id.0 == 0 || self.pages.contains_key(&id) || self.found.seen.contains_key(&id) {
            return;
        }
        self.found.seen.insert(id, context.page);
        self.queue.push_back((id, context));
    }

    fn value(&mut self, value: &Object, context: Context, depth: usize) {
        self.values = self.values.saturating_add(1);
        if depth > LEVELS || self.spent() {
            self.found.truncated = true;
            return;
        }
        match value {
            Object::Reference(id) => self.refer(*id, context),
            Object::Array(items) => {
                for item in items {
                    self.value(item, context, depth.saturating_add(1));
                }
            }
            Object::Dictionary(dictionary) => self.dictionary(dictionary, Place::Inside, context, depth),
            Object::String(bytes, _) => {
                self.values = self.values.saturating_add((bytes.len() / BYTES_PER_VALUE) as u64);
            }
            _ => {}
        }
    }

    /// Shows a dictionary, or a stream's, to those who look for something, and goes on into it.
    fn dictionary(&mut self, dictionary: &Dictionary, place: Place, context: Context, depth: usize) {
        active::notice(self, dictionary, context);
        let annotation = annotations::notice(self, dictionary, context);
        outside::notice(self, dictionary, place == Place::Stream, context);
        let page = place == Place::Page;
        for (key, value) in dictionary.iter() {
            let mut below = context;
            match key.as_slice() {
                b"Parent" | b"P" | b"IRT" | b"Popup" if annotation || page => {
                    if let (Object::Reference(id), true) = (value, annotation) {
                        self.later.push(*id);
                    }
                    continue;
                }
                b"AA" => below.automatic = true,
                b"Contents" | b"Resources" | b"Annots" if page => below.shown = true,
                b"AP" if annotation => {}
                b"Metadata" | b"PieceInfo" | b"Parent" | b"StructParent" | b"Pg" | b"Dest" => {
                    below.shown = false
                }
                _ if annotation => below.shown = false,
                _ => {}
            }
            self.value(value, below, depth.saturating_add(1));
        }
    }
}

/// Whether nothing defines the object, so that a later revision could.
fn dangles(id: ObjectId, entry: Option<Entry>) -> bool {
    match entry {
        None | Some(Entry::Free { .. }) => true,
        Some(Entry::InFile { offset, generation }) => offset == 0 || generation != id.1,
        Some(Entry::InStream { .. }) => id.1 != 0,
    }
}

/// Whether a direct entry is a name.
pub(super) fn is_name(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    matches!(dictionary.get(key), Ok(Object::Name(own)) if own == name)
}

/// A name or string as text for people.
pub(super) fn words(value: &Object) -> Option<String> {
    match value {
        Object::Name(name) => Some(String::from_utf8_lossy(name).into_owned()),
        Object::String(bytes, _) => Some(pdf::decode_text(bytes)),
        _ => None,
    }
}
