//! The document security store (ISO 32000-2 §12.8.4.3, ETSI EN 319 142-1 §5.4): certificates, CRLs and OCSP answers for
//! whoever verifies later, and which signature they are for.
//!
//! Owns merging: what the document has stays, and nothing is stored twice, by the digest of its bytes. Refuses to judge
//! the data: it is stored as handed in.

use std::collections::HashMap;
use std::io::Write as _;

use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Object, ObjectId, Stream};
use pdf::{Document, Increment, Update};
use pki::DigestAlgorithm;
use sha2::{Digest as _, Sha256};

use crate::Error;
use crate::permission::{self, Act};

/// Entries of an existing store that are read.
const MAX_ENTRIES: usize = 20_000;

/// What is to be stored, DER each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValidationData {
    /// Certificates.
    pub certificates: Vec<Vec<u8>>,
    /// `CertificateList`s.
    pub crls: Vec<Vec<u8>>,
    /// `OCSPResponse`s.
    pub ocsps: Vec<Vec<u8>>,
}

/// The keys of one kind in the store and in its entries for single signatures (tables 261 and 262).
struct Kind {
    all: &'static str,
    related: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind { all: "Certs", related: "Cert" },
    Kind { all: "OCSPs", related: "OCSP" },
    Kind { all: "CRLs", related: "CRL" },
];

/// The update that stores the data, for the signatures with these /Contents (the bytes as they stand in the file, their
/// padding included); `None` where the document has all of it.
///
/// `identifier` are random bytes for the second half of the file's `/ID`. No signature forbids it.
pub fn append(
    document: &Document,
    data: &ValidationData,
    for_contents: &[&[u8]],
    identifier: [u8; 16],
) -> Result<Option<Increment>, Error> {
    permission::check(document, Act::Stamp)?;
    let mut update = Update::new(document)?;
    let mut catalog = dictionary(&update, &Object::Reference(update.catalog_id()?))?;
    let held = catalog.get(b"DSS").cloned().unwrap_or(Object::Null);
    let mut store = dictionary(&update, &held)?;
    let mut changed = false;
    let mut related: Vec<(&Kind, Vec<ObjectId>)> = Vec::new();
    for (kind, items) in KINDS.iter().zip([&data.certificates, &data.ocsps, &data.crls]) {
        let mut list = List::read(&update, store.get(kind.all.as_bytes()).ok())?;
        let ids = items.iter().map(|item| list.ensure(&mut update, item)).collect();
        changed |= list.write(&mut update, &mut store, kind.all);
        related.push((kind, ids));
    }
    changed |= relate(&mut update, &mut store, &related, for_contents)?;
    if !changed && update.is_empty() {
        return Ok(None);
    }
    if changed {
        match held {
            Object::Reference(id) => update.set(id, Object::Dictionary(store)),
            Object::Dictionary(_) => {
                catalog.set("DSS", Object::Dictionary(store));
                update.set(update.catalog_id()?, Object::Dictionary(catalog));
            }
            _ => {
                // An object of its own: what is stored later then leaves the catalog alone.
                let mut fresh = lopdf::dictionary! { "Type" => "DSS" };
                fresh.extend(&store);
                let id = update.add(Object::Dictionary(fresh));
                catalog.set("DSS", Object::Reference(id));
                update.set(update.catalog_id()?, Object::Dictionary(catalog));
            }
        }
    }
    update.renew_identifier(&identifier);
    Ok(Some(update.finish()?))
}

/// The key of a signature's entry: upper-case hexadecimal SHA-1 of /Contents (ETSI EN 319 142-1 §5.4.2.3).
pub fn entry_key(contents: &[u8]) -> String {
    DigestAlgorithm::Sha1.digest(contents).iter().map(|byte| format!("{byte:02X}")).collect()
}

/// Enters the data under the signatures it is for; whether the store's own dictionary changed.
fn relate(
    update: &mut Update,
    store: &mut Dictionary,
    related: &[(&Kind, Vec<ObjectId>)],
    for_contents: &[&[u8]],
) -> Result<bool, Error> {
    if for_contents.is_empty() || related.iter().all(|(_, ids)| ids.is_empty()) {
        return Ok(false);
    }
    let held = store.get(b"VRI").cloned().unwrap_or(Object::Null);
    let mut entries = dictionary(update, &held)?;
    let mut changed = false;
    for contents in for_contents {
        let key = entry_key(contents);
        let entry_held = entries.get(key.as_bytes()).cloned().unwrap_or(Object::Null);
        let mut entry = dictionary(update, &entry_held)?;
        let mut grown = false;
        for (kind, ids) in related {
            let mut list = List::references(update, entry.get(kind.related.as_bytes()).ok())?;
            ids.iter().for_each(|id| list.refer(*id));
            grown |= list.write(update, &mut entry, kind.related);
        }
        match (grown, entry_held) {
            (false, _) => {}
            (true, Object::Reference(id)) => update.set(id, Object::Dictionary(entry)),
            (true, _) => {
                entries.set(key, Object::Dictionary(entry));
                changed = true;
            }
        }
    }
    match (changed, held) {
        (false, _) => Ok(false),
        (true, Object::Reference(id)) => {
            update.set(id, Object::Dictionary(entries));
            Ok(false)
        }
        (true, _) => {
            store.set("VRI", Object::Dictionary(entries));
            Ok(true)
        }
    }
}

/// An array of streams, and what it holds by digest.
struct List {
    held: Object,
    items: Vec<Object>,
    known: HashMap<[u8; 32], ObjectId>,
    grown: bool,
}

impl List {
    /// The references of an array, without a look at what they lead to.
    fn references(update: &Update, held: Option<&Object>) -> Result<Self, Error> {
        let held = held.cloned().unwrap_or(Object::Null);
        let items = match update.resolve(&held)? {
            Object::Array(items) => items,
            _ => Vec::new(),
        };
        if items.len() > MAX_ENTRIES {
            return Err(Error::StoreTooLarge { limit: MAX_ENTRIES });
        }
        Ok(Self { held, items, known: HashMap::new(), grown: false })
    }

    /// The array with the digests of its streams; one that cannot be read is as good as not there.
    fn read(update: &Update, held: Option<&Object>) -> Result<Self, Error> {
        let mut list = Self::references(update, held)?;
        for item in &list.items {
            if let Object::Reference(id) = item
                && let Ok(Object::Stream(stream)) = update.get(*id)
                && let Ok(bytes) = update.document().stream_data(&stream)
            {
                list.known.insert(Sha256::digest(&bytes).into(), *id);
            }
        }
        Ok(list)
    }

    /// The stream that holds these bytes, added where there is none.
    fn ensure(&mut self, update: &mut Update, bytes: &[u8]) -> ObjectId {
        let digest: [u8; 32] = Sha256::digest(bytes).into();
        if let Some(id) = self.known.get(&digest) {
            return *id;
        }
        let id = update.add(Object::Stream(packed(bytes)));
        self.known.insert(digest, id);
        self.items.push(Object::Reference(id));
        self.grown = true;
        id
    }

    fn refer(&mut self, id: ObjectId) {
        let reference = Object::Reference(id);
        if !self.items.contains(&reference) {
            self.items.push(reference);
            self.grown = true;
        }
    }

    /// Puts the array back; whether the dictionary that holds it changed.
    fn write(self, update: &mut Update, holder: &mut Dictionary, key: &str) -> bool {
        if !self.grown {
            return false;
        }
        match self.held {
            Object::Reference(id) => {
                update.set(id, Object::Array(self.items));
                false
            }
            _ => {
                holder.set(key, Object::Array(self.items));
                true
            }
        }
    }
}

/// The dictionary that a value is; an empty one for anything else.
fn dictionary(update: &Update, value: &Object) -> Result<Dictionary, Error> {
    match update.resolve(value)? {
        Object::Dictionary(dictionary) => Ok(dictionary),
        _ => Ok(Dictionary::new()),
    }
}

/// A stream, deflated where that makes it smaller.
fn packed(bytes: &[u8]) -> Stream {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let deflated = encoder.write_all(bytes).and_then(|()| encoder.finish());
    match deflated {
        Ok(deflated) if deflated.len() + 24 < bytes.len() => {
            Stream::new(lopdf::dictionary! { "Filter" => "FlateDecode" }, deflated)
        }
        _ => Stream::new(Dictionary::new(), bytes.to_vec()),
    }
}
