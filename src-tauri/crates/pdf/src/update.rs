//! The append writer: one incremental update (ISO 32000-2 §7.5.6), the file before it untouched.
//!
//! Owns object numbers, generations and the bodies of the objects; `section` writes what makes them found. Everything it writes follows from the document and the calls alone: no clock, no randomness of its own.
//! Refuses to free, renumber or compress objects, to change the trailer beyond /Size, /Prev and /ID, and to know what
//! the objects mean; `form_edit` knows some of that.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::increment::Increment;
use crate::section::{Identifier, Row, Section};
use crate::value::ValueExt;
use crate::{Dictionary, Document, Encryption, Entry, Error, Limit, Object, ObjectId, spelling, write};

/// Objects to be appended to a document as one revision.
pub struct Update {
    document: Document,
    pending: BTreeMap<u32, Pending>,
    next_number: u32,
    identifier: Identifier,
}

struct Pending {
    generation: u16,
    body: Body,
}

enum Body {
    /// A number that was given out and has no object yet.
    Reserved,
    Object(Object),
    /// A signature dictionary whose /Contents gets room for this many bytes.
    Signature {
        dictionary: Dictionary,
        room: usize,
    },
}

impl Update {
    /// An empty update of a document; a locked document cannot be updated ([`Error::Locked`]), for what is added must
    /// be encrypted with its key.
    pub fn new(document: &Document) -> Result<Self, Error> {
        if document.encryption().is_some_and(Encryption::is_locked) {
            return Err(Error::Locked);
        }
        Ok(Self {
            document: document.clone(),
            pending: BTreeMap::new(),
            next_number: document.next_object_number(),
            identifier: Identifier::Keep,
        })
    }

    /// The document that is updated, as it was.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Gives out the next free object number; [`Update::finish`] fails when it gets no object.
    pub fn reserve(&mut self) -> ObjectId {
        let number = self.next_number;
        self.next_number = number.saturating_add(1);
        self.pending.insert(number, Pending { generation: 0, body: Body::Reserved });
        (number, 0)
    }

    /// Sets the object `id`, new or in place of what the document has under that number and generation.
    pub fn set(&mut self, id: ObjectId, object: Object) {
        self.put(id, Body::Object(object));
    }

    /// Adds an object under a new number.
    pub fn add(&mut self, object: Object) -> ObjectId {
        let id = self.reserve();
        self.set(id, object);
        id
    }

    /// Sets the signature dictionary `id`: /ByteRange and /Contents (§12.8.1) are placeholders, the latter with room
    /// for `room` bytes, which the increment lets fill; one signature per update.
    pub fn set_signature(&mut self, id: ObjectId, dictionary: Dictionary, room: usize) {
        let ours = |key: &[u8]| key == b"ByteRange" || key == b"Contents";
        let dictionary = dictionary.into_iter().filter(|(key, _)| !ours(key)).collect();
        self.put(id, Body::Signature { dictionary, room });
    }

    /// Adds a signature dictionary under a new number, see [`Update::set_signature`].
    pub fn add_signature(&mut self, dictionary: Dictionary, room: usize) -> ObjectId {
        let id = self.reserve();
        self.set_signature(id, dictionary, room);
        id
    }

    /// Puts `bytes` in place of the second element of the trailer's /ID (§14.4); a file without /ID stays without.
    pub fn renew_identifier(&mut self, bytes: &[u8]) {
        self.identifier = Identifier::Renew { bytes: bytes.to_vec(), add: false };
    }

    /// Like [`Update::renew_identifier`], but a file without /ID gets one of twice `bytes`, unless it is encrypted,
    /// for the first element may be part of its key.
    pub fn renew_or_add_identifier(&mut self, bytes: &[u8]) {
        self.identifier = Identifier::Renew { bytes: bytes.to_vec(), add: true };
    }

    /// The object `id` as it will be: the pending one, else the document's; a signature dictionary comes without its
    /// placeholders.
    pub fn get(&self, id: ObjectId) -> Result<Object, Error> {
        match self
            .pending
            .get(&id.0)
            .filter(|pending| pending.generation == id.1)
            .map(|pending| &pending.body)
        {
            Some(Body::Object(object)) => Ok(object.clone()),
            Some(Body::Signature { dictionary, .. }) => Ok(Object::Dictionary(dictionary.clone())),
            Some(Body::Reserved) => Ok(Object::Null),
            None => self.document.object(id),
        }
    }

    /// Follows references to the value as it will be, within the reader's bound.
    pub fn resolve(&self, value: &Object) -> Result<Object, Error> {
        let mut value = value.clone();
        let mut id = (0, 0);
        for _ in 0..=self.document.limits().reference_depth {
            match value {
                Object::Reference(next) => {
                    id = next;
                    value = self.get(id)?;
                }
                _ => return Ok(value),
            }
        }
        Err(Error::ReferenceLoop { id })
    }

    /// The object that the catalog is (§7.7.2).
    pub fn catalog_id(&self) -> Result<ObjectId, Error> {
        match self.document.trailer().value(b"Root") {
            Object::Reference(id) => Ok(*id),
            _ => Err(Error::NoCatalog),
        }
    }

    /// The numbers and generations of the objects that will be written, in order.
    pub fn changed(&self) -> impl Iterator<Item = ObjectId> + '_ {
        self.pending.iter().map(|(number, pending)| (*number, pending.generation))
    }

    /// Whether nothing was set.
    pub fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// Writes the update.
    ///
    /// # Errors
    /// A number without an object, a generation that is not the object's, a second signature, a value that has no
    /// spelling, or offsets that a classic table cannot hold (beyond ten digits).
    pub fn finish(mut self) -> Result<Increment, Error> {
        let base = self.document.len();
        let mut out = Vec::new();
        if !ends_in_line_end(&self.document)? {
            out.push(b'\n');
        }
        let mut spans: Vec<(ObjectId, Range<u64>)> = Vec::new();
        let mut placeholder = None;
        for (number, pending) in std::mem::take(&mut self.pending) {
            let id = (number, pending.generation);
            self.check(id)?;
            let start = position(base, &out)?;
            out.extend_from_slice(format!("{} {} obj\n", id.0, id.1).as_bytes());
            match pending.body {
                Body::Reserved => return Err(Error::ReservedUnset { id }),
                Body::Object(object) => self.write_object(&mut out, id, object)?,
                Body::Signature { dictionary, room } => {
                    if placeholder.is_some() {
                        return Err(Error::SecondSignature { id });
                    }
                    placeholder = Some(self.write_signature(&mut out, id, dictionary, room)?);
                }
            }
            out.extend_from_slice(b"\nendobj\n");
            let end = position(base, &out)? - 1;
            spans.push((id, start..end));
        }
        let section = position(base, &out)?;
        let rows = spans.iter().map(|(id, span)| Row { id: *id, offset: span.start }).collect();
        Section::new(&self.document, self.next_number, &self.identifier)?.write(&mut out, section, rows)?;
        Increment::new(base, out, spans, placeholder)
    }

    fn put(&mut self, id: ObjectId, body: Body) {
        self.next_number = self.next_number.max(id.0.saturating_add(1));
        self.pending.insert(id.0, Pending { generation: id.1, body });
    }

    /// Whether the number is in range and the generation is the one that the newest entry allows (§7.5.4).
    fn check(&self, id: ObjectId) -> Result<(), Error> {
        if id.0 == 0 || id.0 > self.document.limits().object_number {
            return Err(Error::Limit { limit: Limit::ObjectNumber });
        }
        let expected = match self.document.entry(id.0)? {
            Some(Entry::InFile { generation, .. } | Entry::Free { generation, .. }) => generation,
            Some(Entry::InStream { .. }) | None => 0,
        };
        if id.1 == expected { Ok(()) } else { Err(Error::WrongGeneration { id }) }
    }

    fn write_object(&self, out: &mut Vec<u8>, id: ObjectId, object: Object) -> Result<(), Error> {
        let original = match self.document.entry(id.0)? {
            Some(Entry::InFile { .. } | Entry::InStream { .. }) => {
                spelling::of_object(&self.document, id, &object)?
            }
            _ => None,
        };
        write::object(out, self.encrypted(id, object)?, original.as_ref())
    }

    /// Spans in the result count from the start of the increment.
    fn write_signature(
        &self,
        out: &mut Vec<u8>,
        id: ObjectId,
        dictionary: Dictionary,
        room: usize,
    ) -> Result<(ObjectId, Range<usize>, Range<usize>), Error> {
        // /Contents stays clear (§7.6.2), and it is not in the dictionary that is encrypted here.
        let Object::Dictionary(dictionary) = self.encrypted(id, Object::Dictionary(dictionary))? else {
            return Err(Error::UnwritableValue);
        };
        out.extend_from_slice(b"<<");
        write::pairs(out, &dictionary)?;
        out.extend_from_slice(b" /ByteRange ");
        let byte_range = out.len();
        out.extend_from_slice(Increment::blank_byte_range(self.document.len()).as_bytes());
        let byte_range = byte_range..out.len();
        out.extend_from_slice(b" /Contents ");
        let contents = out.len();
        let digits = room.checked_mul(2).ok_or(Error::UnwritableValue)?;
        out.push(b'<');
        out.resize(out.len().saturating_add(digits), b'0');
        out.push(b'>');
        let contents = contents..out.len();
        out.extend_from_slice(b" >>");
        Ok((id, byte_range, contents))
    }

    fn encrypted(&self, id: ObjectId, object: Object) -> Result<Object, Error> {
        // The encryption dictionary is never encrypted itself (§7.6.2).
        let own = self.document.trailer().value(b"Encrypt") == &Object::Reference(id);
        if self.document.encryption().is_none() || own {
            return Ok(object);
        }
        self.document.encrypt_object(id, object)
    }
}

fn position(base: u64, out: &[u8]) -> Result<u64, Error> {
    base.checked_add(out.len() as u64).ok_or(Error::OffsetTooLarge { offset: base })
}

fn ends_in_line_end(document: &Document) -> Result<bool, Error> {
    let Some(last) = document.len().checked_sub(1) else { return Ok(true) };
    let bytes = crate::source::read_range(document.source().as_ref(), last, document.len())?;
    Ok(matches!(bytes.first(), Some(b'\n' | b'\r')))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sample::{Sample, open};
    use crate::{Joined, Limits, Location, SectionKind, StringFormat};

    fn joined(document: &Document, increment: &Increment) -> Document {
        let source = Joined::new(Arc::clone(document.source()), increment.bytes().to_vec());
        Document::open(Arc::new(source), Limits::default()).unwrap()
    }

    fn entry(key: &str, value: Object) -> Object {
        let mut dictionary = Dictionary::new();
        dictionary.set(key, value);
        Object::Dictionary(dictionary)
    }

    #[test]
    fn an_increment_read_alone_is_as_the_whole_file_read_anew() {
        let sample = Sample::one_page("", "");
        for bytes in [sample.table(), sample.stream(false), sample.stream(true)] {
            let mut document = open(bytes);
            for round in 0..3 {
                let mut update = Update::new(&document).unwrap();
                let id = update.add(Object::Integer(round));
                let increment = update.finish().unwrap();
                let anew = joined(&document, &increment);
                document = document.followed_by(increment.into_bytes()).unwrap();
                assert_eq!(document.revisions(), anew.revisions());
                assert_eq!(document.object(id).unwrap(), Object::Integer(round));
                assert_eq!(document.next_object_number(), anew.next_object_number());
                let changed = |document: &Document| document.changed_objects(0).unwrap();
                assert_eq!(changed(&document), changed(&anew));
            }
        }
    }

    #[test]
    fn an_increment_is_the_same_text_every_time() {
        let document = Sample::one_page("", "").trailer("/Root 1 0 R/ID[<aa><bb>]/Info 9 0 R").open();
        let make = || {
            let mut update = Update::new(&document).unwrap();
            let id = update.add(entry("Name", crate::text_string("批准")));
            update.set((3, 0), update.get((3, 0)).unwrap());
            assert_eq!(id, (4, 0));
            update.renew_identifier(b"\x01\x02");
            update.finish().unwrap()
        };
        let (first, second) = (make(), make());
        assert_eq!(first, second);
        let base = document.len();
        let text = String::from_utf8(first.bytes().to_vec()).unwrap();
        let page =
            "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.27559055 841.88976378] >>\nendobj\n";
        let name = "4 0 obj\n<< /Name <feff627951c6> >>\nendobj\n";
        let section = base + (page.len() + name.len()) as u64;
        let previous = document.revisions().last().unwrap().startxref;
        assert_eq!(
            text,
            format!(
                "{page}{name}xref\n3 2\n{base:010} 00000 n \n{:010} 00000 n \ntrailer\n<< /Size 5 /Prev {previous} /Root 1 0 R /Info 9 0 R /ID [<aa> <0102>] >>\nstartxref\n{section}\n%%EOF\n",
                base + page.len() as u64
            )
        );
        assert_eq!(first.span_of((4, 0)), Some(base + page.len() as u64..section - 1));
        let after = joined(&document, &first);
        assert_eq!(after.revisions().len(), 2);
        assert_eq!(
            after.location((4, 0)).unwrap(),
            Location::InFile { start: base + page.len() as u64, end: section - 1 }
        );
    }

    #[test]
    fn a_stream_file_gets_a_stream_section() {
        for packed in [false, true] {
            let document = open(Sample::one_page("", "").stream(packed));
            let mut update = Update::new(&document).unwrap();
            let stream = Stream::new(Dictionary::new(), b"q Q".to_vec());
            let id = update.add(Object::Stream(stream));
            let page = update.get((3, 0)).unwrap();
            update.set((3, 0), page.clone());
            let increment = update.finish().unwrap();
            let text = String::from_utf8_lossy(increment.bytes());
            assert!(text.contains("595.27559055"), "the file's own digits, packed {packed}: {text}");
            let after = joined(&document, &increment);
            assert_eq!(after.revisions().last().unwrap().kind, SectionKind::Stream);
            assert_eq!(after.object((3, 0)).unwrap(), page);
            let Object::Stream(stream) = after.object(id).unwrap() else { panic!() };
            assert_eq!(stream.content, b"q Q");
            assert_eq!(stream.dict.value(b"Length"), &Object::Integer(3));
            // Once more on top, so that the section's own number is not given out again.
            let mut again = Update::new(&after).unwrap();
            let next = again.add(Object::Boolean(true));
            assert!(next.0 > id.0 + 1);
            let increment = again.finish().unwrap();
            assert_eq!(joined(&after, &increment).object(next).unwrap(), Object::Boolean(true));
        }
    }

    #[test]
    fn a_missing_line_end_gets_a_joint() {
        let mut bytes = Sample::one_page("", "").table();
        bytes.pop();
        let document = open(bytes);
        let mut update = Update::new(&document).unwrap();
        let id = update.add(Object::Null);
        let increment = update.finish().unwrap();
        assert!(increment.bytes().starts_with(b"\n4 0 obj"));
        assert_eq!(increment.span_of(id).unwrap().start, document.len() + 1);
    }

    #[test]
    fn a_signature_is_filled_in_afterwards() {
        let document = Sample::one_page("", "").open();
        let mut update = Update::new(&document).unwrap();
        let Object::Dictionary(mut dictionary) = entry("Type", Object::Name(b"Sig".to_vec())) else {
            panic!()
        };
        dictionary.set("Contents", Object::Null);
        let id = update.add_signature(dictionary, 4);
        let mut increment = update.finish().unwrap();
        let blank = increment.clone();
        let placeholder = increment.placeholder().unwrap().clone();
        assert_eq!((placeholder.id, placeholder.room()), (id, 4));
        let numbers = increment.set_byte_range().unwrap();
        assert_eq!(numbers[3], increment.total_len() - numbers[2]);
        increment.set_contents(&[0xab, 0xcd]).unwrap();
        assert_eq!(increment.set_contents(&[0; 5]), Err(Error::ContentsTooLong { room: 4, length: 5 }));
        assert_eq!(increment.bytes().len(), blank.bytes().len());
        let [before, after] = increment.signed_ranges().unwrap();
        assert_eq!([before.end, after.start], [numbers[1], numbers[2]]);
        let text = String::from_utf8(increment.bytes().to_vec()).unwrap();
        assert!(text.contains("/Contents <abcd0000> >>"), "{text}");
        assert!(text.contains(&format!("/ByteRange [0 {} {} {}", numbers[1], numbers[2], numbers[3])));
        // Nothing but the two places differs from the blank form.
        let inside = |at: u64| placeholder.byte_range.contains(&at) || placeholder.contents.contains(&at);
        for (index, (a, b)) in increment.bytes().iter().zip(blank.bytes()).enumerate() {
            assert!(a == b || inside(document.len() + index as u64));
        }
    }

    #[test]
    fn what_does_not_fit_the_document_is_refused() {
        let document = Sample::one_page("", "").open();
        let start = || Update::new(&document).unwrap();
        let mut update = start();
        let id = update.reserve();
        assert_eq!(update.finish(), Err(Error::ReservedUnset { id }));
        let mut update = start();
        update.set((3, 1), Object::Null);
        assert_eq!(update.finish(), Err(Error::WrongGeneration { id: (3, 1) }));
        let mut update = start();
        update.set((0, 0), Object::Null);
        assert!(update.finish().is_err());
        let mut update = start();
        update.add_signature(Dictionary::new(), 1);
        let second = update.add_signature(Dictionary::new(), 1);
        assert_eq!(update.finish(), Err(Error::SecondSignature { id: second }));
        assert_eq!(start().finish().unwrap().set_contents(&[]), Err(Error::NoPlaceholder));
    }

    #[test]
    fn identifiers_are_renewed_or_added_when_asked() {
        let id = |trailer: &str, add: bool| {
            let document = Sample::one_page("", "").trailer(trailer).open();
            let mut update = Update::new(&document).unwrap();
            update.add(Object::Null);
            if add {
                update.renew_or_add_identifier(b"n")
            } else {
                update.renew_identifier(b"n")
            }
            joined(&document, &update.finish().unwrap()).trailer().value(b"ID").clone()
        };
        let string = |bytes: &[u8]| Object::String(bytes.to_vec(), StringFormat::Hexadecimal);
        assert_eq!(id("/Root 1 0 R", false), Object::Null);
        assert_eq!(id("/Root 1 0 R", true), Object::Array(vec![string(b"n"), string(b"n")]));
        assert_eq!(id("/Root 1 0 R/ID[(a)(b)]", true), Object::Array(vec![string(b"a"), string(b"n")]));
    }
}
