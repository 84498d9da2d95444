//! The open document: its revisions, its trailer, and what its objects are. Opening reads the tail and the chain of sections;
//! everything else is read when it is asked for and kept in bounded caches. How objects are found stands in `objects`.

use std::collections::HashSet;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::cache::Cache;
use crate::chain::Chain;
use crate::encryption::{Access, Encryption};
use crate::objects::{Container, HybridViews};
use crate::pages::PageCache;
use crate::view::View;
use crate::{Dictionary, Entry, Error, Joined, Limits, Object, ObjectId, Oddity, Revision, Source, Stream};

/// Oddities kept of one document; a file can produce as many as it has objects.
const ODDITIES: usize = 1_000;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// No revision defines it, or the generation differs.
    Absent,
    /// The newest revision that names it frees it.
    Free,
    /// In the file's bytes: the whole `n g obj … endobj`.
    InFile {
        /// The first digit of the object number.
        start: u64,
        /// The byte after `endobj`.
        end: u64,
    },
    /// In an object stream.
    InStream {
        /// The object number of the stream.
        container: u32,
        /// The object's place in it, counted from 0.
        index: u32,
    },
}

/// A document that is open for reading; clones share the bytes and the caches.
#[derive(Clone)]
pub struct Document {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) view: View,
    pub(crate) limits: Limits,
    pub(crate) chain: Arc<Chain>,
    trailer: Dictionary,
    pub(crate) encryption: Option<Arc<Encryption>>,
    /// Bytes of object streams decoded so far.
    pub(crate) decoded: AtomicU64,
    pages: PageCache,
    state: Mutex<State>,
}

/// What is learned while reading.
pub(crate) struct State {
    pub(crate) objects: Cache<ObjectId, Arc<Object>>,
    pub(crate) containers: Cache<u32, Arc<Container>>,
    /// Objects that the allowance for work was not enough for: they are not tried again.
    pub(crate) refused: HashSet<ObjectId>,
    oddities: Vec<Oddity>,
    seen: HashSet<Oddity>,
}

impl State {
    fn new(limits: &Limits) -> Self {
        Self {
            objects: Cache::new(limits.cache_bytes),
            // The biggest object stream that is allowed must fit, or each of its objects would decode it again.
            containers: Cache::new(
                usize::try_from(limits.decoded_stream.saturating_mul(3)).unwrap_or(usize::MAX),
            ),
            refused: HashSet::new(),
            oddities: Vec::new(),
            seen: HashSet::new(),
        }
    }

    pub(crate) fn note(&mut self, oddities: impl IntoIterator<Item = Oddity>) {
        for oddity in oddities {
            if self.oddities.len() < ODDITIES && self.seen.insert(oddity.clone()) {
                self.oddities.push(oddity);
            }
        }
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document")
            .field("len", &self.len())
            .field("revisions", &self.revisions().len())
            .finish()
    }
}

impl Document {
    /// Opens the newest revision; reads the tail of the file and the chain of cross-reference sections only.
    pub fn open(source: Arc<dyn Source>, limits: Limits) -> Result<Self, Error> {
        let len = source.len();
        Self::open_until(source, len, limits)
    }

    /// Opens the first `end` bytes as if they were the file: a revision alone, with its own `startxref`.
    pub fn open_until(source: Arc<dyn Source>, end: u64, limits: Limits) -> Result<Self, Error> {
        if end > source.len() {
            return Err(Error::Io { offset: end, kind: std::io::ErrorKind::UnexpectedEof });
        }
        let view = View::new(source, end);
        let mut chain = Chain::read(&view, &limits)?;
        let oddities = std::mem::take(&mut chain.oddities);
        Self::assemble(view, limits, chain, oddities, None)
    }

    fn assemble(
        view: View,
        limits: Limits,
        chain: Chain,
        oddities: Vec<Oddity>,
        known: Option<(&Object, &Arc<Encryption>)>,
    ) -> Result<Self, Error> {
        let trailer = chain.revisions.last().map(|revision| revision.trailer.clone()).unwrap_or_default();
        let mut inner = Inner {
            state: Mutex::new(State::new(&limits)),
            view,
            limits,
            chain: Arc::new(chain),
            trailer,
            encryption: None,
            decoded: AtomicU64::new(0),
            pages: PageCache::default(),
        };
        inner.state().note(oddities);
        inner.encryption = match (known, inner.trailer.get(b"Encrypt")) {
            (Some((entry, encryption)), Ok(own)) if entry == own => Some(Arc::clone(encryption)),
            _ => inner.find_encryption()?.map(Arc::new),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The document with an increment behind it, open if this one is: for a further increment before anything is written.
    /// Only the increment is read; this one must be open to the end of its bytes.
    pub fn followed_by(&self, increment: impl Into<Arc<[u8]>>) -> Result<Self, Error> {
        if self.len() != self.inner.view.source.len() {
            return Err(Error::Io { offset: self.len(), kind: std::io::ErrorKind::InvalidInput });
        }
        let source: Arc<dyn Source> = Arc::new(Joined::new(Arc::clone(self.source()), increment));
        let length = source.len();
        let view = View::new(source, length);
        let limits = self.inner.limits.clone();
        let mut chain = Chain::read_onto(&view, &limits, &self.inner.chain.sections)?;
        let mut oddities = std::mem::take(&mut chain.oddities);
        // What the known sections had is not met again; what ends the file is another now.
        oddities
            .extend(self.oddities().into_iter().filter(|odd| !matches!(odd, Oddity::TrailingBytes { .. })));
        let known = self.inner.trailer.get(b"Encrypt").ok().zip(self.inner.encryption.as_ref());
        Self::assemble(view, limits, chain, oddities, known)
    }

    /// The document as it was when a revision was the newest: as [`Self::open_until`] at its end, without reading the chain
    /// again, and open if this one is. An unknown revision is [`Error::NoSuchRevision`]; one that nothing closes cannot be a
    /// file of its own and is [`Error::NoStartxref`].
    pub fn at_revision(&self, revision: usize) -> Result<Self, Error> {
        let chain = self.inner.chain.until(revision).ok_or(Error::NoSuchRevision { revision })?;
        let closed = chain.revisions.last().filter(|revision| revision.eof.is_some());
        let end = closed.ok_or(Error::NoStartxref)?.end;
        let view = self.inner.view.until(end);
        let known = self.inner.trailer.get(b"Encrypt").ok().zip(self.inner.encryption.as_ref());
        Self::assemble(view, self.inner.limits.clone(), chain, Vec::new(), known)
    }

    /// The document with strings and streams as they are stored, not decrypted: what can be said of a locked document.
    /// Objects in object streams stay out of reach.
    pub fn as_stored(&self) -> Self {
        let inner = Inner {
            view: self.inner.view.clone(),
            limits: self.inner.limits.clone(),
            chain: Arc::clone(&self.inner.chain),
            trailer: self.inner.trailer.clone(),
            encryption: None,
            decoded: AtomicU64::new(0),
            pages: PageCache::default(),
            state: Mutex::new(State::new(&self.inner.limits)),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The length in bytes of what was opened.
    pub fn len(&self) -> u64 {
        self.inner.view.len
    }

    /// Whether there are no bytes, which an open document never has.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes; may be longer than [`Self::len`].
    pub fn source(&self) -> &Arc<dyn Source> {
        &self.inner.view.source
    }

    /// The bounds it was opened with.
    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    /// The PDF version: the header's or the catalog's `/Version`, whichever is later (§7.2.2).
    pub fn version(&self) -> (u8, u8) {
        let catalog = self.catalog().ok().and_then(|catalog| {
            let version = catalog.get(b"Version").ok()?.as_name().ok()?;
            match version {
                [major @ b'0'..=b'9', b'.', minor @ b'0'..=b'9'] => {
                    Some((major.wrapping_sub(b'0'), minor.wrapping_sub(b'0')))
                }
                _ => None,
            }
        });
        catalog.map_or(self.inner.chain.version, |version| version.max(self.inner.chain.version))
    }

    /// How the document is encrypted, if it is.
    pub fn encryption(&self) -> Option<&Encryption> {
        self.inner.encryption.as_deref()
    }

    /// Tries a password as the user's and as the owner's; does nothing where the document is not encrypted.
    pub fn unlock(&self, password: &str) -> Result<Access, Error> {
        let Some(encryption) = &self.inner.encryption else { return Ok(Access::Owner) };
        let access = encryption.unlock(password)?;
        let mut state = self.inner.state();
        state.objects.clear();
        state.containers.clear();
        self.inner.pages.clear();
        Ok(access)
    }

    /// The object as it must be written into this document under `id`: encrypted if the document is.
    pub fn encrypt_object(&self, id: ObjectId, mut object: Object) -> Result<Object, Error> {
        if let Some(encryption) =
            self.inner.encryption.as_ref().filter(|encryption| encryption.object != Some(id))
        {
            encryption.encrypt(id, &mut object)?;
        }
        Ok(object)
    }

    /// The newest revision's trailer dictionary.
    pub fn trailer(&self) -> &Dictionary {
        &self.inner.trailer
    }

    /// The document catalog (§7.7.2).
    pub fn catalog(&self) -> Result<Dictionary, Error> {
        let root = self.inner.trailer.get(b"Root").map_err(|_| Error::NoCatalog)?;
        match self.resolve(root)? {
            Object::Dictionary(catalog) => Ok(catalog),
            _ => Err(Error::NoCatalog),
        }
    }

    /// An object: null where it is free or undefined, decrypted, a stream with its data still filtered.
    pub fn object(&self, id: ObjectId) -> Result<Object, Error> {
        self.shared(id).map(|object| (*object).clone())
    }

    /// As [`Self::object`], without a copy.
    pub fn shared(&self, id: ObjectId) -> Result<Arc<Object>, Error> {
        self.inner.object(id, 0)
    }

    /// As [`Self::object`], but a stream comes with empty content: for looking at many objects in little memory.
    pub fn object_without_data(&self, id: ObjectId) -> Result<Object, Error> {
        self.inner.object_without_data(id)
    }

    /// Follows references until something else is found.
    pub fn resolve(&self, value: &Object) -> Result<Object, Error> {
        let Object::Reference(first) = value else { return Ok(value.clone()) };
        let mut id = *first;
        for _ in 0..self.inner.limits.reference_depth {
            match &*self.shared(id)? {
                Object::Reference(next) => id = *next,
                other => return Ok(other.clone()),
            }
        }
        Err(Error::ReferenceLoop { id })
    }

    /// A stream's data with its filters undone; image codecs are [`Error::UnsupportedFilter`].
    pub fn stream_data(&self, stream: &Stream) -> Result<Vec<u8>, Error> {
        let dictionary = self.inner.resolved_filters(&stream.dict, 0)?;
        crate::filter::decode(&dictionary, &stream.content, &self.inner.limits)
    }

    /// Where an object stands.
    pub fn location(&self, id: ObjectId) -> Result<Location, Error> {
        match self.inner.entry(id.0)? {
            Some(Entry::Free { .. }) => Ok(Location::Free),
            Some(Entry::InFile { offset: 0, .. }) => Ok(Location::Free),
            Some(Entry::InFile { generation, .. }) if generation == id.1 => {
                let raw = self.inner.raw(id, 0)?;
                Ok(Location::InFile { start: raw.span.start, end: raw.span.end })
            }
            Some(Entry::InStream { container, index }) if id.1 == 0 => {
                Ok(Location::InStream { container, index })
            }
            _ => Ok(Location::Absent),
        }
    }

    /// What the cross-reference sections say of an object number; `None` where they say nothing.
    pub fn entry(&self, number: u32) -> Result<Option<Entry>, Error> {
        self.inner.entry(number)
    }

    /// The revisions, oldest first.
    pub fn revisions(&self) -> &[Revision] {
        &self.inner.chain.revisions
    }

    /// What a revision's cross-reference sections define, by ascending number; an unknown revision defines nothing.
    pub fn changed_objects(&self, revision: usize) -> Result<Vec<(ObjectId, Entry)>, Error> {
        self.inner.changed_objects(revision)
    }

    /// What readers that do not know `/XRefStm` see differently in a revision; empty where it is not hybrid.
    pub fn hybrid_views(&self, revision: usize) -> Result<HybridViews, Error> {
        self.inner.hybrid_views(revision)
    }

    /// Oddities of structure that were met so far; reading more objects may add more.
    pub fn oddities(&self) -> Vec<Oddity> {
        self.inner.state().oddities.clone()
    }

    /// Whether a cross-reference stream that is in use stands at `offset`; those need no entry of their own.
    pub(crate) fn is_section(&self, offset: u64) -> bool {
        let sections = self.inner.chain.sections.iter();
        let hybrids = sections.clone().filter_map(|section| section.hybrid.as_deref());
        sections.map(|section| &**section).chain(hybrids).any(|section| section.offset == offset)
    }

    /// Where the page list is kept once it was made.
    pub(crate) fn page_cache(&self) -> &PageCache {
        &self.inner.pages
    }

    /// A number that no object has in any revision.
    pub fn next_object_number(&self) -> u32 {
        // A /Size beyond all bounds says nothing, as no reader could honour it.
        let limit = u64::from(self.inner.limits.object_number).saturating_add(1);
        let sections = self.inner.chain.sections.iter();
        let highest = sections
            .map(|section| {
                let size = u32::try_from(section.size()).ok().filter(|size| u64::from(*size) <= limit);
                section.numbers_end().max(size.unwrap_or(0))
            })
            .max();
        highest.unwrap_or(1).max(1)
    }
}

impl Inner {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere cannot leave the caches half-written in a way that matters.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find_encryption(&self) -> Result<Option<Encryption>, Error> {
        let Ok(entry) = self.trailer.get(b"Encrypt") else { return Ok(None) };
        let object = entry.as_reference().ok();
        let file_id = self.trailer.get(b"ID").ok().map(|id| self.deep(id, 4)).transpose()?;
        match self.deep(entry, 8)? {
            Object::Null => Ok(None),
            Object::Dictionary(dictionary) => {
                // What was read so far was read as clear text.
                let mut state = self.state();
                state.objects.clear();
                state.containers.clear();
                Ok(Some(Encryption::new(dictionary, object, file_id)))
            }
            _ => Err(Error::DamagedEncryption),
        }
    }

    /// The value with the references inside it replaced, `depth` levels deep.
    fn deep(&self, value: &Object, depth: usize) -> Result<Object, Error> {
        let Some(deeper) = depth.checked_sub(1) else { return Ok(Object::Null) };
        Ok(match value {
            Object::Reference(id) => self.deep(&*self.object(*id, 0)?, deeper)?,
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.deep(item, deeper)).collect::<Result<_, _>>()?)
            }
            Object::Dictionary(dictionary) => {
                let mut copy = Dictionary::new();
                for (key, value) in dictionary {
                    copy.set(key.clone(), self.deep(value, deeper)?);
                }
                Object::Dictionary(copy)
            }
            other => other.clone(),
        })
    }
}
