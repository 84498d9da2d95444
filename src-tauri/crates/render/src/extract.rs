//! Takes one page out of a document: the page, and everything that drawing it needs, and nothing else.
//!
//! What is drawn is what our own reader resolved: the renderer never sees the document, only objects that were read,
//! decrypted and copied here. Inherited attributes become explicit. Of annotations only their place, flags and the one
//! appearance that is shown are kept, so that no way leads back to other pages. Of optional content only the default
//! configuration's states are kept (ISO 32000-2 §8.11.4.3).
//!
//! Left out because the renderer does not draw it: annotations and fields without an appearance stream (§12.5.5 leaves
//! their look to the viewer), which are reported as an omission where other viewers would show something, and pop-ups.

use crate::cmaps;
use crate::error::{Bound, Error, Result};
use crate::limits::Limits;
use crate::omissions::Missing;
use crate::page_file::PageFile;
use pdf::{Dictionary, Document, Object, ObjectId, Page, Stream};
use std::collections::{HashMap, HashSet};
use std::io::Read as _;

/// A deflated stream of this many bytes cannot inflate to more than 256 MiB: the format's ratio is at most 1032.
const SURELY_SMALL: usize = 260_000;
/// Annotation flags 2 and 6 (§12.5.3).
const HIDDEN_OR_NO_VIEW: i64 = 0b10_0010;
/// Entries of streams of which nothing is drawn.
pub(crate) const NOT_DRAWN: &[&[u8]] =
    &[b"Metadata", b"PieceInfo", b"StructParent", b"StructParents", b"OPI", b"Ref", b"Thumb"];
/// What of an annotation decides how it is drawn.
pub(crate) const OF_ANNOTATION: &[&[u8]] = &[b"Subtype", b"Rect", b"F", b"AS", b"AP", b"OC"];
/// Pop-up annotations show only while they are open.
const NEVER_DRAWN: &[&[u8]] = &[b"Popup", b"Link"];

/// Which parts of a page are taken out.
#[derive(Debug, Clone, Copy, Default)]
pub enum Part<'a> {
    /// All of it, as a reader sees it.
    #[default]
    Whole,
    /// All but these annotations.
    Without(&'a HashSet<ObjectId>),
    /// One annotation alone, on an empty page.
    Only(ObjectId),
}

impl Part<'_> {
    fn has(&self, annotation: &Object) -> bool {
        match (self, annotation) {
            (Part::Whole, _) => true,
            (Part::Without(ids), Object::Reference(id)) => !ids.contains(id),
            (Part::Without(_), _) => true,
            (Part::Only(id), other) => matches!(other, Object::Reference(found) if found == id),
        }
    }

    fn has_contents(&self) -> bool {
        !matches!(self, Part::Only(_))
    }
}

/// The page file for a part of one page of a document.
pub(crate) fn extract(
    document: &Document,
    page: &Page,
    part: Part<'_>,
    limits: &Limits,
    missing: &Missing,
) -> Result<Vec<u8>> {
    let mut copy = Copy {
        document,
        limits,
        missing,
        file: PageFile::new(limits.bytes),
        numbers: HashMap::new(),
        waiting: Vec::new(),
    };
    let (catalog, pages, leaf) = (copy.file.number(), copy.file.number(), copy.file.number());
    let visible = page.geometry().visible();
    let visible = Object::Array(visible.to_array().iter().map(|side| Object::Real(*side as f32)).collect());
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", "Page");
    dictionary.set("Parent", Object::Reference((pages, 0)));
    dictionary.set("MediaBox", visible);
    dictionary.set("Rotate", i64::from(page.geometry().rotation().degrees()));
    if part.has_contents() {
        dictionary.set("Resources", copy.value(&Object::Dictionary(page.resources.clone()), 0)?);
    }
    for key in [&b"Contents"[..], b"Group"].into_iter().filter(|_| part.has_contents()) {
        if let Ok(value) = page.dictionary.get(key) {
            let value = copy.value(value, 0)?;
            dictionary.set(key, value);
        }
    }
    let annotations = copy.annotations(page, part)?;
    dictionary.set("Annots", Object::Array(annotations));
    let optional_content = copy.optional_content()?;
    copy.waiting()?;

    copy.file.object(leaf, &Object::Dictionary(dictionary))?;
    let mut tree = Dictionary::new();
    tree.set("Type", "Pages");
    tree.set("Count", 1);
    tree.set("Kids", Object::Array(vec![Object::Reference((leaf, 0))]));
    copy.file.object(pages, &Object::Dictionary(tree))?;
    let mut root = Dictionary::new();
    root.set("Type", "Catalog");
    root.set("Pages", Object::Reference((pages, 0)));
    if let Some(states) = optional_content {
        root.set("OCProperties", states);
    }
    copy.file.object(catalog, &Object::Dictionary(root))?;
    Ok(copy.file.finish(catalog))
}

struct Copy<'a> {
    document: &'a Document,
    limits: &'a Limits,
    missing: &'a Missing,
    file: PageFile,
    numbers: HashMap<ObjectId, u32>,
    waiting: Vec<(ObjectId, u32)>,
}

impl Copy<'_> {
    /// Copies every object that is referred to and not yet written.
    fn waiting(&mut self) -> Result<()> {
        while let Some((id, number)) = self.waiting.pop() {
            // What cannot be read is absent, as a reference to a free object is (§7.3.10): the rest of the page shows.
            let object = self.document.object(id).unwrap_or_else(|_| {
                self.missing.object();
                Object::Null
            });
            let object = match object {
                Object::Stream(stream) => Object::Stream(self.stream(stream)?),
                Object::Dictionary(mut dictionary) => {
                    if let Some(name) = cmaps::name_for(self.document, &dictionary) {
                        dictionary.set("ToUnicode", name);
                    }
                    Object::Dictionary(self.dictionary(&dictionary, 0)?)
                }
                other => self.value(&other, 0)?,
            };
            self.file.object(number, &object)?;
        }
        Ok(())
    }

    /// A value with its references renumbered; what they lead to is put on the list.
    fn value(&mut self, value: &Object, depth: u64) -> Result<Object> {
        const MAX_DEPTH: u64 = 150;
        if depth > MAX_DEPTH {
            return Err(Error::Limit { what: Bound::Nesting, limit: MAX_DEPTH });
        }
        Ok(match value {
            Object::Reference(id) => Object::Reference((self.number(*id)?, 0)),
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.value(item, depth + 1)).collect::<Result<_>>()?)
            }
            Object::Dictionary(dictionary) => Object::Dictionary(self.dictionary(dictionary, depth)?),
            Object::Stream(stream) => Object::Stream(self.stream(stream.clone())?),
            plain => plain.clone(),
        })
    }

    fn dictionary(&mut self, dictionary: &Dictionary, depth: u64) -> Result<Dictionary> {
        let mut copied = Dictionary::new();
        for (key, value) in dictionary.iter() {
            copied.set(key.clone(), self.value(value, depth + 1)?);
        }
        Ok(copied)
    }

    fn number(&mut self, id: ObjectId) -> Result<u32> {
        if let Some(number) = self.numbers.get(&id) {
            return Ok(*number);
        }
        if self.numbers.len() >= self.limits.objects {
            return Err(Error::Limit { what: Bound::Objects, limit: self.limits.objects as u64 });
        }
        let number = self.file.number();
        self.numbers.insert(id, number);
        self.waiting.push((id, number));
        Ok(number)
    }

    fn stream(&mut self, mut stream: Stream) -> Result<Stream> {
        // Nothing of these is drawn, and they lead all over a document.
        for key in NOT_DRAWN {
            stream.dict.remove(key);
        }
        self.without_crypt(&mut stream.dict)?;
        self.refuse_bombs(&stream)?;
        stream.dict = self.dictionary(&stream.dict, 0)?;
        Ok(stream)
    }

    /// Takes out the filter Crypt (§7.4.10), which our reader has undone.
    fn without_crypt(&self, dictionary: &mut Dictionary) -> Result<()> {
        let filters = self.filters(dictionary)?;
        if !filters.iter().any(|filter| filter == b"Crypt") {
            return Ok(());
        }
        let parameters = match dictionary.get(b"DecodeParms").map(|value| self.document.resolve(value)) {
            Ok(Ok(Object::Array(items))) => items,
            _ => Vec::new(),
        };
        let (mut kept, mut kept_parameters) = (Vec::new(), Vec::new());
        for (index, filter) in filters.into_iter().enumerate().filter(|(_, filter)| filter != b"Crypt") {
            kept.push(Object::Name(filter));
            kept_parameters.push(parameters.get(index).cloned().unwrap_or(Object::Null));
        }
        dictionary.set("Filter", Object::Array(kept));
        dictionary.set("DecodeParms", Object::Array(kept_parameters));
        Ok(())
    }

    fn filters(&self, dictionary: &Dictionary) -> Result<Vec<Vec<u8>>> {
        let value = dictionary.get(b"Filter").or_else(|_| dictionary.get(b"F"));
        let value = value.map_or(Ok(Object::Null), |value| self.document.resolve(value))?;
        let items = match value {
            Object::Array(items) => items,
            single => vec![single],
        };
        let mut names = Vec::new();
        for item in items {
            if let Object::Name(name) = self.document.resolve(&item)? {
                names.push(name);
            }
        }
        Ok(names)
    }

    /// The renderer inflates without a bound, so streams that could burst it are measured first.
    fn refuse_bombs(&self, stream: &Stream) -> Result<()> {
        let filters = self.filters(&stream.dict)?;
        let packed =
            |name: &Vec<u8>| matches!(name.as_slice(), b"FlateDecode" | b"Fl" | b"LZWDecode" | b"LZW");
        let times = filters.iter().filter(|name| packed(name)).count();
        let single_deflate = times == 1 && filters.first().is_some_and(|name| name.starts_with(b"Fl"));
        if times == 0 || (single_deflate && stream.content.len() < SURELY_SMALL) {
            return Ok(());
        }
        if single_deflate {
            let mut inflater =
                flate2::read::ZlibDecoder::new(stream.content.as_slice()).take(self.limits.decoded + 1);
            // A damaged end is the renderer's business; what comes before it is counted.
            let size = count(&mut inflater);
            return if size > self.limits.decoded {
                Err(Error::Limit { what: Bound::Decoded, limit: self.limits.decoded })
            } else {
                Ok(())
            };
        }
        match self.document.stream_data(stream) {
            Err(fault @ pdf::Error::Limit { .. }) => Err(Error::Pdf(fault)),
            _ => Ok(()),
        }
    }

    /// Annotations that have an appearance to show, in the order they are painted.
    fn annotations(&mut self, page: &Page, part: Part<'_>) -> Result<Vec<Object>> {
        let list = page.dictionary.get(b"Annots").map(|value| self.document.resolve(value));
        let Ok(Ok(Object::Array(list))) = list else { return Ok(Vec::new()) };
        let mut kept = Vec::new();
        for item in list.iter().filter(|item| part.has(item)) {
            // One broken annotation must not hide the page.
            match self.document.resolve(item) {
                Ok(Object::Dictionary(annotation)) => {
                    kept.extend(self.annotation(&annotation)?.map(Object::Dictionary));
                }
                Ok(_) => {}
                Err(_) => self.missing.annotation(),
            }
        }
        Ok(kept)
    }

    fn annotation(&mut self, annotation: &Dictionary) -> Result<Option<Dictionary>> {
        let get = |key: &[u8]| match annotation.get(key) {
            Ok(value) => self.document.resolve(value).unwrap_or(Object::Null),
            Err(_) => Object::Null,
        };
        if matches!(get(b"Subtype"), Object::Name(kind) if NEVER_DRAWN.contains(&kind.as_slice())) {
            return Ok(None);
        }
        let (rect, flags, state) = (get(b"Rect"), get(b"F"), get(b"AS"));
        let Object::Dictionary(appearances) = get(b"AP") else {
            // Other viewers make up a look for a note, a frame or a filled field: what they show is missing here.
            let hidden = matches!(flags, Object::Integer(flags) if flags & HIDDEN_OR_NO_VIEW != 0);
            let is_widget = matches!(get(b"Subtype"), Object::Name(kind) if kind == b"Widget");
            if !hidden && (!is_widget || matches!(get(b"V"), Object::String(..))) {
                self.missing.annotation();
            }
            return Ok(None);
        };
        let Some(appearance) = self.shown_appearance(&appearances, &state) else { return Ok(None) };
        let mut stream = self.stream(appearance)?;
        if let (Ok(group), false) = (annotation.get(b"OC"), stream.dict.has(b"OC")) {
            let group = self.value(group, 0)?;
            stream.dict.set("OC", group);
        }
        let number = self.file.number();
        self.file.object(number, &Object::Stream(stream))?;
        let mut shown = Dictionary::new();
        shown.set("N", Object::Reference((number, 0)));
        let mut kept = Dictionary::new();
        kept.set("Type", "Annot");
        kept.set("Rect", self.value(&rect, 0)?);
        kept.set("F", flags);
        kept.set("AP", Object::Dictionary(shown));
        Ok(Some(kept))
    }

    /// The normal appearance, chosen by the state where there are several (§12.5.5); without a state, the one for `Off`.
    fn shown_appearance(&self, appearances: &Dictionary, state: &Object) -> Option<Stream> {
        match self.document.resolve(appearances.get(b"N").ok()?).ok()? {
            Object::Stream(stream) => Some(stream),
            Object::Dictionary(states) => {
                let state = if let Object::Name(state) = state { state.as_slice() } else { b"Off" };
                match self.document.resolve(states.get(state).ok()?).ok()? {
                    Object::Stream(stream) => Some(stream),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Which groups exist and which are off at first.
    fn optional_content(&mut self) -> Result<Option<Object>> {
        let catalog = self.document.catalog()?;
        let resolved =
            |from: &Dictionary, key: &[u8]| match from.get(key).map(|value| self.document.resolve(value)) {
                Ok(Ok(value)) => value,
                _ => Object::Null,
            };
        let Object::Dictionary(properties) = resolved(&catalog, b"OCProperties") else { return Ok(None) };
        let groups = resolved(&properties, b"OCGs");
        let Object::Dictionary(configuration) = resolved(&properties, b"D") else { return Ok(None) };
        let states: Vec<(&str, Object)> =
            ["BaseState", "ON", "OFF"].map(|key| (key, resolved(&configuration, key.as_bytes()))).to_vec();
        let mut kept = Dictionary::new();
        for (key, value) in states {
            if !matches!(value, Object::Null) {
                kept.set(key, self.groups(&value)?);
            }
        }
        let mut copied = Dictionary::new();
        copied.set("OCGs", self.groups(&groups)?);
        copied.set("D", Object::Dictionary(kept));
        Ok(Some(Object::Dictionary(copied)))
    }

    /// References to groups keep their identity, but only those that the page uses are kept at all.
    fn groups(&mut self, value: &Object) -> Result<Object> {
        self.waiting()?;
        let used = |item: &&Object| matches!(item, Object::Reference(id) if self.numbers.contains_key(id));
        match value {
            Object::Array(items) => {
                let items: Vec<Object> = items.iter().filter(used).cloned().collect();
                self.value(&Object::Array(items), 0)
            }
            plain => self.value(plain, 0),
        }
    }
}

fn count(reader: &mut impl std::io::Read) -> u64 {
    let mut buffer = vec![0; 64 << 10];
    let mut total = 0u64;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) | Err(_) => return total,
            Ok(more) => total = total.saturating_add(more as u64),
        }
    }
}
