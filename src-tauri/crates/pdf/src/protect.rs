//! A new file that says what another says and opens with a password alone (ISO 32000-2 §7.6): AES-256, revision 6.
//!
//! Owns the walk from the trailer over everything that is referred to, the writing of it under the same numbers, and the
//! comparison of the two afterwards. Refuses a document that is encrypted already. What nothing refers to stays behind, and
//! earlier revisions too, so that no signature can be carried over; whether there is one is the caller's question. Keys and
//! identifiers are handed in.

use std::collections::{BTreeMap, HashSet};
use std::io::Write;
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{EncryptionState, EncryptionVersion, Permissions};

use crate::value::ValueExt;
use crate::{
    Dictionary, Document, Encryption, Entry, Error, Limit, Object, ObjectId, StringFormat, spelling, write,
};

/// Levels of arrays and dictionaries that are followed; the writer accepts no more either.
const DEEPEST: usize = 100;
/// The longest password, in octets of UTF-8: whatever stands behind is not looked at (ISO 32000-2 §7.6.4.3.3).
const LONGEST_PASSWORD: usize = 127;
/// The name of the one crypt filter (§7.6.6).
const FILTER: &[u8] = b"StdCF";

/// Who opens a file, and with which key.
pub struct Protection<'a> {
    /// The password that opens it.
    pub user: &'a str,
    /// The password that opens it with all rights.
    pub owner: &'a str,
    /// The key of the file, which must be random.
    pub key: &'a [u8; 32],
    /// What a reader that keeps to it lets do who has the user's password.
    pub permissions: Permissions,
}

impl Protection<'_> {
    /// The state of AES-256 encryption, revision 6. A password that the standard cannot spell is
    /// [`Error::UnusablePassword`].
    pub fn state(&self) -> Result<EncryptionState, Error> {
        if [self.user, self.owner].iter().any(|password| password.len() > LONGEST_PASSWORD) {
            return Err(Error::UnusablePassword);
        }
        let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
        let version = EncryptionVersion::V5 {
            encrypt_metadata: true,
            crypt_filters: BTreeMap::from([(FILTER.to_vec(), filter)]),
            file_encryption_key: self.key,
            stream_filter: FILTER.to_vec(),
            string_filter: FILTER.to_vec(),
            owner_password: self.owner,
            user_password: self.user,
            permissions: self.permissions,
        };
        EncryptionState::try_from(version).map_err(|_| Error::UnusablePassword)
    }
}

/// Writes the document anew, encrypted. Objects keep their numbers; `identifier` becomes the second half of the file's /ID
/// (§14.4), and the first where it had none.
pub fn protect(
    document: &Document,
    protection: &Protection<'_>,
    identifier: [u8; 16],
    out: &mut dyn Write,
) -> Result<(), Error> {
    if document.encryption().is_some() {
        return Err(Error::AlreadyEncrypted);
    }
    let dictionary = protection.state()?.encode().map_err(|_| Error::DamagedEncryption)?;
    let number = document.next_object_number();
    let (encrypt, info) = ((number, 0), (number.saturating_add(1), 0));
    if info.0 > document.limits().object_number {
        return Err(Error::Limit { limit: Limit::ObjectNumber });
    }
    let identifiers = identifiers(document, identifier);
    let encryption = Encryption::new(dictionary.clone(), Some(encrypt), Some(identifiers.clone()));
    encryption.unlock(protection.user)?;

    let mut walk = Walk::new(document)?;
    let version = document.version().max((1, 7));
    let mut file = File { out, at: 0, offsets: BTreeMap::new() };
    file.put(format!("%PDF-{}.{}\n", version.0, version.1).as_bytes())?;
    // These octets say that it is no text (§7.5.2).
    file.put(b"%\xe2\xe3\xcf\xd3\n")?;
    while let Some((id, object)) = walk.next()? {
        let mut object = Object::clone(&object);
        if id == walk.root && version < (2, 0) {
            extend(document, &mut object)?;
        }
        let original = spelling::of_object(document, id, &object)?;
        encryption.encrypt(id, &mut object)?;
        file.object(id, object, original.as_ref())?;
    }
    let mut trailer = Dictionary::new();
    trailer.set("Root", Object::Reference(walk.root));
    match document.trailer().value(b"Info") {
        Object::Null => {}
        reference @ Object::Reference(_) => trailer.set("Info", reference.clone()),
        direct => {
            // Only what is an object of its own is encrypted.
            let mut object = direct.clone();
            encryption.encrypt(info, &mut object)?;
            file.object(info, object, None)?;
            trailer.set("Info", Object::Reference(info));
        }
    }
    file.object(encrypt, Object::Dictionary(dictionary), None)?;
    trailer.set("Encrypt", Object::Reference(encrypt));
    trailer.set("ID", identifiers);
    file.close(trailer)
}

/// Whether a protected file, open, holds everything that the original's trailer leads to, and the same.
pub fn says_the_same(original: &Document, protected: &Document) -> Result<bool, Error> {
    let mut walk = Walk::new(original)?;
    if protected.trailer().value(b"Root") != &Object::Reference(walk.root) {
        return Ok(false);
    }
    while let Some((id, mut object)) = walk.next()? {
        let mut other = protected.shared(id)?;
        if id == walk.root {
            (object, other) = (without_extensions(&object), without_extensions(&other));
        }
        if !alike(&object, &other, 0) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Everything that a document's trailer leads to, each object once.
struct Walk<'a> {
    document: &'a Document,
    root: ObjectId,
    seen: HashSet<ObjectId>,
    waiting: Vec<ObjectId>,
}

impl<'a> Walk<'a> {
    fn new(document: &'a Document) -> Result<Self, Error> {
        let Object::Reference(root) = document.trailer().value(b"Root") else { return Err(Error::NoCatalog) };
        let mut walk = Self { document, root: *root, seen: HashSet::new(), waiting: Vec::new() };
        walk.follow(document.trailer().value(b"Info"), 0)?;
        walk.follow(&Object::Reference(*root), 0)?;
        Ok(walk)
    }

    fn next(&mut self) -> Result<Option<(ObjectId, Arc<Object>)>, Error> {
        while let Some(id) = self.waiting.pop() {
            // What the file does not have is null wherever it is referred to (§7.3.10).
            let there = match self.document.entry(id.0)? {
                Some(Entry::InFile { offset, generation }) => offset != 0 && generation == id.1,
                Some(Entry::InStream { .. }) => id.1 == 0,
                _ => false,
            };
            if !there {
                continue;
            }
            let object = self.document.shared(id)?;
            match &*object {
                // The length is written anew, in its place.
                Object::Stream(stream) => {
                    let mut entries = stream.dict.iter().filter(|(key, _)| key.as_slice() != b"Length");
                    entries.try_for_each(|(_, value)| self.follow(value, 1))?;
                }
                other => self.follow(other, 0)?,
            }
            return Ok(Some((id, object)));
        }
        Ok(None)
    }

    fn follow(&mut self, value: &Object, depth: usize) -> Result<(), Error> {
        if depth > DEEPEST {
            return Err(Error::UnwritableValue);
        }
        match value {
            Object::Reference(id) if self.seen.insert(*id) => self.waiting.push(*id),
            Object::Array(items) => items.iter().try_for_each(|item| self.follow(item, depth + 1))?,
            Object::Dictionary(dictionary) => {
                dictionary.iter().try_for_each(|(_, item)| self.follow(item, depth + 1))?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// A file in the making, with one table of what stands where.
struct File<'a> {
    out: &'a mut dyn Write,
    at: u64,
    offsets: BTreeMap<u32, (u16, u64)>,
}

impl File<'_> {
    fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.out.write_all(bytes).map_err(|fault| Error::Written { kind: fault.kind() })?;
        self.at = self.at.saturating_add(bytes.len() as u64);
        Ok(())
    }

    fn object(
        &mut self,
        id: ObjectId,
        object: Object,
        original: Option<&spelling::Spelling>,
    ) -> Result<(), Error> {
        let mut bytes = format!("{} {} obj\n", id.0, id.1).into_bytes();
        write::object(&mut bytes, object, original)?;
        bytes.extend_from_slice(b"\nendobj\n");
        self.offsets.insert(id.0, (id.1, self.at));
        self.put(&bytes)
    }

    /// The table in one piece (§7.5.4), the trailer, the end.
    fn close(mut self, mut trailer: Dictionary) -> Result<(), Error> {
        let start = self.at;
        if start > 9_999_999_999 {
            return Err(Error::OffsetTooLarge { offset: start });
        }
        let size = self.offsets.keys().next_back().map_or(1, |last| last.saturating_add(1));
        trailer.set("Size", i64::from(size));
        self.put(format!("xref\n0 {size}\n").as_bytes())?;
        let offsets = std::mem::take(&mut self.offsets);
        let mut free = (0..size).filter(|number| !offsets.contains_key(number)).skip(1);
        for number in 0..size {
            let row = match offsets.get(&number) {
                Some((generation, offset)) => format!("{offset:010} {generation:05} n \n"),
                None => {
                    let generation = if number == 0 { 65_535 } else { 0 };
                    format!("{:010} {generation:05} f \n", free.next().unwrap_or(0))
                }
            };
            self.put(row.as_bytes())?;
        }
        let mut bytes = b"trailer\n".to_vec();
        write::dictionary(&mut bytes, &trailer, None)?;
        bytes.extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
        self.put(&bytes)?;
        self.out.flush().map_err(|fault| Error::Written { kind: fault.kind() })
    }
}

/// The two halves of /ID: the first stays what it was.
fn identifiers(document: &Document, new: [u8; 16]) -> Object {
    let new = Object::String(new.to_vec(), StringFormat::Hexadecimal);
    let first = match document.resolve(document.trailer().value(b"ID")) {
        Ok(Object::Array(items)) => items.first().and_then(|first| document.resolve(first).ok()),
        _ => None,
    };
    let first = first.filter(|first| matches!(first, Object::String(..))).unwrap_or_else(|| new.clone());
    Object::Array(vec![first, new])
}

/// Revision 6 belongs to PDF 2.0; in a file before that it is the extension that its makers registered (§7.12).
fn extend(document: &Document, catalog: &mut Object) -> Result<(), Error> {
    let Object::Dictionary(catalog) = catalog else { return Err(Error::NoCatalog) };
    let mut extensions = match document.resolve(catalog.value(b"Extensions"))? {
        Object::Dictionary(extensions) => extensions,
        _ => Dictionary::new(),
    };
    let mut adobe = Dictionary::new();
    adobe.set("BaseVersion", Object::Name(b"1.7".to_vec()));
    adobe.set("ExtensionLevel", 8);
    extensions.set("ADBE", adobe);
    catalog.set("Extensions", extensions);
    Ok(())
}

fn without_extensions(object: &Object) -> Arc<Object> {
    let mut object = object.clone();
    if let Object::Dictionary(catalog) = &mut object {
        catalog.remove(b"Extensions");
    }
    Arc::new(object)
}

/// Whether two values mean the same; a string may be spelled either way, and a stream's length is its data's.
fn alike(one: &Object, other: &Object, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    let dictionaries = |one: &Dictionary, other: &Dictionary, left: &[u8]| {
        let entries =
            |dictionary: &Dictionary| dictionary.iter().filter(|(key, _)| key.as_slice() != left).count();
        entries(one) == entries(other)
            && one
                .iter()
                .filter(|(key, _)| key.as_slice() != left)
                .all(|(key, value)| other.get(key).is_ok_and(|other| alike(value, other, depth + 1)))
    };
    match (one, other) {
        (Object::String(one, _), Object::String(other, _)) => one == other,
        (Object::Array(one), Object::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other, depth + 1))
        }
        (Object::Dictionary(one), Object::Dictionary(other)) => dictionaries(one, other, b""),
        (Object::Stream(one), Object::Stream(other)) => {
            one.content == other.content && dictionaries(&one.dict, &other.dict, b"Length")
        }
        (one, other) => one == other,
    }
}
