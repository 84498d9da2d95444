//! How an object is found and read: the entry, the bytes at its offset or the object stream that holds it (ISO 32000-2 §7.5.7),
//! decryption, and the lengths of streams. An object that is not where its entry says is an error, never searched for.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::document::Inner;
use crate::lexer::{Fault, Lexer};
use crate::view::{Raw, unsigned};
use crate::{Dictionary, Entry, Error, Limit, Object, ObjectId, Oddity, Syntax};

/// A decoded object stream.
pub(crate) struct Container {
    data: Vec<u8>,
    first: usize,
    /// Object number and offset from `first`.
    index: Vec<(u32, u32)>,
    /// Object number and place in `index`, by ascending number: a stream may hold a hundred thousand.
    by_number: Vec<(u32, u32)>,
    /// Whether a number occurs more than once.
    repeats: bool,
}

impl Container {
    fn new(data: Vec<u8>, first: usize, index: Vec<(u32, u32)>) -> Self {
        let mut by_number: Vec<(u32, u32)> = index.iter().zip(0u32..).map(|((n, _), at)| (*n, at)).collect();
        by_number.sort_unstable();
        let repeats = !by_number.is_sorted_by(|(one, _), (next, _)| one < next);
        Self { data, first, index, by_number, repeats }
    }

    /// The place of the object that a number means; `Some(None)` where it stands there more than once.
    fn place(&self, object: u32) -> Option<Option<u32>> {
        let at = self.by_number.partition_point(|(number, _)| *number < object);
        let (_, place) = self.by_number.get(at).filter(|(number, _)| *number == object)?;
        let again = self.by_number.get(at.saturating_add(1)).is_some_and(|(number, _)| *number == object);
        Some((!again).then_some(*place))
    }

    fn bytes(&self, place: u32) -> Option<&[u8]> {
        let (_, offset) = self.index.get(usize::try_from(place).ok()?)?;
        self.data.get(self.first.checked_add(usize::try_from(*offset).ok()?)?..)
    }

    /// From where the object begins, where number and index agree and nothing else claims the number.
    pub(crate) fn exactly(&self, object: u32, index: u32) -> Option<&[u8]> {
        let (number, _) = self.index.get(usize::try_from(index).ok()?)?;
        if self.repeats || *number != object { None } else { self.bytes(index) }
    }
}

/// What readers that do not know `/XRefStm` see differently (ISO 32000-2 §7.5.8.4).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HybridViews {
    /// Objects that only a reader of the stream sees; the usual purpose of a hybrid file.
    pub hidden: Vec<u32>,
    /// Objects that both kinds of reader see, but not the same.
    pub conflicts: Vec<u32>,
}

/// Bytes of an object in an object stream that are read once the allowance for work is used up.
const SHORT: usize = 512;
/// Objects bigger than this are read again instead of kept.
const KEPT_OBJECT: usize = 4 << 20;

impl Inner {
    /// The newest entry for an object number.
    pub(crate) fn entry(&self, number: u32) -> Result<Option<Entry>, Error> {
        for section in self.chain.speaking_of(number) {
            if let Some(entry) = section.effective(number, &self.view)? {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    /// See [`crate::Document::changed_objects`].
    pub(crate) fn changed_objects(&self, revision: usize) -> Result<Vec<(ObjectId, Entry)>, Error> {
        let part = self.chain.parts.get(revision).cloned().unwrap_or_default();
        let mut changed: Vec<(u32, Entry)> = Vec::new();
        for section in self.chain.sections.get(part).unwrap_or_default() {
            let own = section.entries(&self.view)?;
            changed.extend(match &section.hybrid {
                None => own,
                // A table's "free" gives way to the stream's entry, as in a look-up.
                Some(stream) => {
                    merged(own, stream.entries(&self.view)?, |own, other| !own.in_use() && other.in_use())
                }
            });
        }
        changed = merged(changed, Vec::new(), |_, _| false);
        Ok(changed.into_iter().map(|(number, entry)| ((number, entry.generation()), entry)).collect())
    }

    /// See [`crate::Document::hybrid_views`].
    pub(crate) fn hybrid_views(&self, revision: usize) -> Result<HybridViews, Error> {
        let part = self.chain.parts.get(revision).cloned().unwrap_or_default();
        let older = self.chain.sections.get(part.start..).unwrap_or_default();
        let mut views = HybridViews::default();
        for section in self.chain.sections.get(part).unwrap_or_default() {
            let Some(stream) = &section.hybrid else { continue };
            for (number, entry) in stream.entries(&self.view)? {
                if !entry.in_use() {
                    continue;
                }
                let mut plain = None;
                for table in older {
                    plain = table.entry(number, &self.view)?;
                    if plain.is_some() {
                        break;
                    }
                }
                match plain.filter(Entry::in_use) {
                    None => views.hidden.push(number),
                    Some(plain) if plain == entry => {}
                    Some(_) => views.conflicts.push(number),
                }
            }
        }
        Ok(views)
    }

    /// An object; `depth` counts the objects that had to be read to read it.
    pub(crate) fn object(&self, id: ObjectId, depth: usize) -> Result<Arc<Object>, Error> {
        self.require_open(id)?;
        if let Some(object) = self.state().objects.get(&id) {
            return Ok(object);
        }
        let object = Arc::new(self.load(id, depth, true)?);
        let bytes = weight(&object);
        if bytes <= KEPT_OBJECT {
            self.state().objects.put(id, Arc::clone(&object), bytes);
        }
        Ok(object)
    }

    pub(crate) fn object_without_data(&self, id: ObjectId) -> Result<Object, Error> {
        self.require_open(id)?;
        self.load(id, 0, false)
    }

    /// Objects of a locked document are not handed out, except the encryption dictionary, which is in clear.
    fn require_open(&self, id: ObjectId) -> Result<(), Error> {
        match &self.encryption {
            Some(encryption) if encryption.object != Some(id) => encryption.require_open(),
            _ => Ok(()),
        }
    }

    fn load(&self, id: ObjectId, depth: usize, with_data: bool) -> Result<Object, Error> {
        if depth > self.limits.reference_depth {
            return Err(Error::ReferenceLoop { id });
        }
        let too_much = Error::Limit { limit: Limit::Work };
        if self.view.work.is_used_up() && self.state().refused.contains(&id) {
            return Err(too_much);
        }
        let loaded = self.load_anew(id, depth, with_data);
        if loaded.as_ref().err() == Some(&too_much) {
            self.state().refused.insert(id);
        }
        loaded
    }

    fn load_anew(&self, id: ObjectId, depth: usize, with_data: bool) -> Result<Object, Error> {
        match self.entry(id.0)? {
            Some(Entry::InFile { offset: 0, .. }) => {
                self.state().note([Oddity::ZeroOffset { number: id.0 }]);
                Ok(Object::Null)
            }
            Some(Entry::InFile { generation, .. }) if generation == id.1 => {
                let raw = self.raw(id, depth)?;
                self.value(raw, with_data)
            }
            Some(Entry::InStream { container, index }) if id.1 == 0 => {
                let container_object = self.container(container, depth.saturating_add(1))?;
                self.in_container(&container_object, container, id.0, index)
            }
            // Free, undefined, or of another generation: the null object (§7.3.10).
            _ => Ok(Object::Null),
        }
    }

    /// The object as it stands in the file, where its entry says that it is in use there.
    pub(crate) fn raw(&self, id: ObjectId, depth: usize) -> Result<Raw, Error> {
        let Some(Entry::InFile { offset, .. }) = self.entry(id.0)? else {
            return Err(Error::Misplaced { id, offset: 0 });
        };
        let misplaced = Error::Misplaced { id, offset };
        if offset >= self.view.len {
            return Err(misplaced);
        }
        let raw = self.raw_of(offset, Some(id), depth).map_err(|error| match error {
            Error::Syntax { fault: Syntax::ObjectHeader, .. } => misplaced.clone(),
            other => other,
        })?;
        if raw.id != id {
            return Err(misplaced);
        }
        let mut state = self.state();
        state.note(raw.oddities.iter().cloned());
        if u64::from(id.0) >= self.chain.size() {
            state.note([Oddity::BeyondSize { number: id.0 }]);
        }
        Ok(raw)
    }

    /// The object whose header stands at `offset`.
    pub(crate) fn raw_at(&self, offset: u64, with_pairs: bool, depth: usize) -> Result<Raw, Error> {
        self.view.indirect(offset, &self.limits, with_pairs, None, &mut |length| self.length(length, depth))
    }

    fn raw_of(&self, offset: u64, wanted: Option<ObjectId>, depth: usize) -> Result<Raw, Error> {
        self.view.indirect(offset, &self.limits, false, wanted, &mut |length| self.length(length, depth))
    }

    /// A stream's `/Length` that is a reference.
    fn length(&self, value: &Object, depth: usize) -> Result<Option<u64>, Error> {
        let Object::Reference(id) = value else { return Ok(None) };
        if depth >= self.limits.reference_depth {
            return Err(Error::ReferenceLoop { id: *id });
        }
        // Integers are not encrypted, so this works in a locked document too.
        let object = self.load(*id, depth.saturating_add(1), false)?;
        Ok(object.as_i64().ok().and_then(|length| u64::try_from(length).ok()))
    }

    /// From the bytes in the file to the value: data read, decrypted.
    fn value(&self, raw: Raw, with_data: bool) -> Result<Object, Error> {
        let mut value = raw.value;
        if let (Object::Stream(stream), Some(data), true) = (&mut value, raw.data, with_data) {
            if data.end.saturating_sub(data.start) > self.limits.stored_stream {
                return Err(Error::Limit { limit: Limit::StoredStream });
            }
            stream.content = self.view.read(data.start, data.end)?;
        }
        match &self.encryption {
            // Numbers carry no secret, and lengths are needed before a password is known.
            Some(encryption) if encryption.object != Some(raw.id) && !matches!(value, Object::Integer(_)) => {
                encryption.decrypt(raw.id, &mut value)?;
            }
            _ => {}
        }
        Ok(value)
    }

    /// A decoded object stream.
    pub(crate) fn container(&self, number: u32, depth: usize) -> Result<Arc<Container>, Error> {
        if let Some(container) = self.state().containers.get(&number) {
            return Ok(container);
        }
        if depth > self.limits.reference_depth {
            return Err(Error::ReferenceLoop { id: (number, 0) });
        }
        // An object stream inside an object stream is not allowed (§7.5.7).
        match self.entry(number)? {
            Some(Entry::InFile { offset, generation: 0 }) if offset != 0 => {}
            _ => return Err(Error::ObjectStream { container: number, fault: Syntax::ObjectStreamHeader }),
        }
        let raw = self.raw((number, 0), depth)?;
        self.check_extends(number, &raw.value, depth)?;
        let Object::Stream(stream) = self.value(raw, true)? else {
            return Err(Error::ObjectStream { container: number, fault: Syntax::ObjectStreamHeader });
        };
        let container = Arc::new(self.decode_container(number, &stream.dict, &stream.content, depth)?);
        let bytes = container.data.len().saturating_add(container.index.len().saturating_mul(16));
        // A file can make its object streams push each other out of the cache; that has an end.
        let before = self.decoded.fetch_add(bytes as u64, Ordering::Relaxed);
        if before > self.limits.decoded_total.saturating_mul(8) {
            return Err(Error::Limit { limit: Limit::DecodedTotal });
        }
        self.state().containers.put(number, Arc::clone(&container), bytes);
        Ok(container)
    }

    fn decode_container(
        &self,
        number: u32,
        dictionary: &Dictionary,
        content: &[u8],
        depth: usize,
    ) -> Result<Container, Error> {
        let damaged = Error::ObjectStream { container: number, fault: Syntax::ObjectStreamHeader };
        if !dictionary.has_type(b"ObjStm") {
            return Err(damaged);
        }
        let integer = |key: &[u8]| match dictionary.get(key) {
            Ok(reference @ Object::Reference(_)) => self.length(reference, depth),
            _ => Ok(unsigned(dictionary, key)),
        };
        let count = integer(b"N")?.and_then(|n| usize::try_from(n).ok()).ok_or(damaged.clone())?;
        let first = integer(b"First")?.and_then(|n| usize::try_from(n).ok()).ok_or(damaged.clone())?;
        if count > self.limits.object_stream_entries {
            return Err(Error::Limit { limit: Limit::ObjectStreamEntries });
        }
        let filters = self.resolved_filters(dictionary, depth)?;
        let data = crate::filter::decode(&filters, content, &self.limits)?;
        let header = data.get(..first).ok_or(damaged.clone())?;
        let mut lexer = Lexer::new(header, 0, true, &self.limits);
        let mut index = Vec::with_capacity(count.min(header.len()));
        for _ in 0..count {
            lexer.skip_space();
            let object = lexer.unsigned().ok().flatten();
            lexer.skip_space();
            let offset = lexer.unsigned().ok().flatten();
            let pair = object.zip(offset).and_then(|(n, o)| u32::try_from(n).ok().zip(u32::try_from(o).ok()));
            index.push(pair.ok_or(damaged.clone())?);
        }
        Ok(Container::new(data, first, index))
    }

    /// `/Extends` must lead to other object streams, without a loop and not too far.
    fn check_extends(&self, number: u32, value: &Object, depth: usize) -> Result<(), Error> {
        let next = |value: &Object| match value {
            Object::Stream(stream) => stream.dict.get(b"Extends").and_then(Object::as_reference).ok(),
            _ => None,
        };
        let mut seen = HashSet::from([number]);
        let mut id = next(value);
        while let Some(extended) = id {
            if !seen.insert(extended.0) {
                return Err(Error::ReferenceLoop { id: extended });
            }
            if seen.len() > self.limits.extends_depth.saturating_add(1) {
                return Err(Error::Limit { limit: Limit::ExtendsDepth });
            }
            id = match self.entry(extended.0)? {
                Some(Entry::InFile { offset, generation }) if offset != 0 && generation == extended.1 => {
                    next(&self.raw(extended, depth.saturating_add(1))?.value)
                }
                _ => None,
            };
        }
        Ok(())
    }

    fn in_container(
        &self,
        container: &Container,
        number: u32,
        object: u32,
        index: u32,
    ) -> Result<Object, Error> {
        let wrong = |fault| Error::ObjectStream { container: number, fault };
        // Readers disagree on whether the index or the number decides, so both must name the same object.
        let place = container.place(object).ok_or(wrong(Syntax::NotInStream))?;
        let place = place.ok_or(wrong(Syntax::RepeatedInStream))?;
        if index != place {
            self.state().note([Oddity::IndexElsewhere { object: (object, 0) }]);
        }
        let bytes = container.bytes(place).ok_or(wrong(Syntax::End))?;
        // With the allowance used up, only short objects are read.
        let short = bytes.get(..SHORT);
        let short = short.filter(|_| self.view.work.is_used_up());
        let mut lexer = Lexer::new(short.unwrap_or(bytes), 0, short.is_none(), &self.limits);
        let value = lexer.value();
        self.view.work.spend_on(lexer.offset(), lexer.values_read(&self.limits))?;
        let value = value.map_err(|fault| match fault {
            Fault::More if short.is_some() => Error::Limit { limit: Limit::Work },
            Fault::Wrong(Error::Syntax { fault, .. }) => wrong(fault),
            Fault::Wrong(other) => other,
            Fault::More => wrong(Syntax::End),
        })?;
        let id = (object, 0);
        let mut state = self.state();
        state.note(lexer.duplicates.into_iter().map(|key| Oddity::DuplicateKey { object: id, key }));
        if lexer.irregular {
            state.note([Oddity::Lexical { object: id }]);
        }
        Ok(value)
    }

    /// The dictionary with the references resolved that undoing its filters needs.
    pub(crate) fn resolved_filters(
        &self,
        dictionary: &Dictionary,
        depth: usize,
    ) -> Result<Dictionary, Error> {
        let mut resolved = Dictionary::new();
        for key in [b"Filter".as_slice(), b"F", b"DecodeParms", b"DP"] {
            if let Ok(value) = dictionary.get(key) {
                resolved.set(key, self.resolved_levels(value, depth, 4)?);
            }
        }
        Ok(resolved)
    }

    fn resolved_levels(&self, value: &Object, depth: usize, levels: usize) -> Result<Object, Error> {
        let Some(below) = levels.checked_sub(1) else { return Ok(value.clone()) };
        Ok(match value {
            Object::Reference(id) => {
                let object = self.load(*id, depth.saturating_add(1), false)?;
                self.resolved_levels(&object, depth, below)?
            }
            Object::Array(items) => Object::Array(
                items.iter().map(|i| self.resolved_levels(i, depth, below)).collect::<Result<_, _>>()?,
            ),
            Object::Dictionary(inside) => {
                let mut copy = Dictionary::new();
                for (key, value) in inside {
                    copy.set(key.clone(), self.resolved_levels(value, depth, below)?);
                }
                Object::Dictionary(copy)
            }
            other => other.clone(),
        })
    }
}

/// Both lists by ascending number; of entries for one number the earlier stays, unless `later` says otherwise.
fn merged(
    mut first: Vec<(u32, Entry)>,
    second: Vec<(u32, Entry)>,
    later: impl Fn(&Entry, &Entry) -> bool,
) -> Vec<(u32, Entry)> {
    first.extend(second);
    first.sort_by_key(|(number, _)| *number);
    first.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same && later(&kept.1, &next.1) {
            kept.1 = next.1;
        }
        same
    });
    first
}

/// About how many bytes a value keeps.
fn weight(object: &Object) -> usize {
    let inside = match object {
        Object::Name(bytes) | Object::String(bytes, _) => bytes.len(),
        Object::Array(items) => items.iter().map(weight).sum(),
        Object::Dictionary(dictionary) => pairs_weight(dictionary),
        Object::Stream(stream) => pairs_weight(&stream.dict).saturating_add(stream.content.len()),
        _ => 0,
    };
    inside.saturating_add(size_of::<Object>())
}

fn pairs_weight(dictionary: &Dictionary) -> usize {
    dictionary.iter().map(|(key, value)| key.len().saturating_add(40).saturating_add(weight(value))).sum()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
