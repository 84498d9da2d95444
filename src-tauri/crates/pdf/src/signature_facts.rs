//! One signature dictionary (ISO 32000-2 Table 255) as facts: what each key holds, and at which bytes it stands.
//!
//! Owns the exact places of /ByteRange and /Contents, taken from the very parse that gave their values, so that a
//! verifier can hold the two against each other. Strict: nothing is converted into what it should have been.
//! Refuses to parse what /Contents holds, and to judge.

use std::ops::Range;

use crate::field_rules::{Lock, texts};
use crate::parse::{Pair, indirect_at, value_at};
use crate::text::decode_text;
use crate::value::{ObjectExt, ValueExt, integer};
use crate::{Dictionary, Document, Error, Location, Object, ObjectId, StringFormat};

/// A signature dictionary.
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureDictionary {
    /// Its object; `None` when it stands directly inside another.
    pub id: Option<ObjectId>,
    /// The object whose bytes hold it: its own, or the one it stands in.
    pub holder: Option<ObjectId>,
    /// Where the holder stands.
    pub location: Location,
    /// Absolute offsets of the dictionary from `<<` to `>>`; `None` when it is in an object stream.
    pub span: Option<Range<u64>>,
    /// Keys that the dictionary itself has more than once; the last one counts everywhere below.
    pub repeated_keys: Vec<Vec<u8>>,
    /// /Type.
    pub kind: SignatureType,
    /// /Filter without its slash.
    pub filter: Option<String>,
    /// /SubFilter without its slash.
    pub sub_filter: Option<String>,
    /// /ByteRange.
    pub byte_range: ByteRange,
    /// /Contents.
    pub contents: Contents,
    /// /M, the claimed time as written.
    pub time: Option<String>,
    /// /Name, typed by the signer.
    pub name: Option<String>,
    /// /Reason, typed by the signer.
    pub reason: Option<String>,
    /// /Location, typed by the signer.
    pub place: Option<String>,
    /// /ContactInfo, typed by the signer.
    pub contact: Option<String>,
    /// /Reference: what the signature promises about later changes.
    pub references: Vec<SignatureReference>,
    /// /Cert: certificates for sub-filters that keep them outside the signature.
    pub certificates: Vec<Vec<u8>>,
    /// The whole dictionary as the document gives it.
    pub entries: Dictionary,
}

/// /Type of a signature dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SignatureType {
    /// /Sig.
    Signature,
    /// /DocTimeStamp.
    TimeStamp,
    /// No /Type, which means /Sig (Table 255).
    Absent,
    /// Another name or another kind of value; the name when it is one.
    Other(Option<Vec<u8>>),
}

/// /ByteRange as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByteRange {
    /// No such key, or null.
    Absent,
    /// A direct array.
    Array {
        /// Absolute offsets from `[` to `]`; `None` when the dictionary is in an object stream.
        span: Option<Range<u64>>,
        /// The items.
        items: Vec<ByteRangeItem>,
    },
    /// A reference, to whatever.
    Indirect,
    /// Any other value.
    NotAnArray,
}

/// An item of a /ByteRange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteRangeItem {
    /// A direct integer.
    Integer(i64),
    /// A reference, to whatever.
    Indirect,
    /// Any other value.
    NotAnInteger,
}

impl ByteRange {
    /// The four numbers of a direct array of exactly four direct integers, none negative.
    pub fn numbers(&self) -> Option<[u64; 4]> {
        let Self::Array { items, .. } = self else { return None };
        let numbers: Option<Vec<u64>> = items
            .iter()
            .map(|item| match item {
                ByteRangeItem::Integer(number) => u64::try_from(*number).ok(),
                _ => None,
            })
            .collect();
        numbers?.try_into().ok()
    }
}

/// /Contents as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// What stands there.
    pub form: ContentsForm,
    /// Absolute offsets of the value, of a hexadecimal string from `<` to `>`; `None` when there is none or the
    /// dictionary is in an object stream.
    pub span: Option<Range<u64>>,
    /// The decoded bytes of a string, the padding included, references followed; empty otherwise.
    pub bytes: Vec<u8>,
}

/// The kind of value that /Contents is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContentsForm {
    /// No such key.
    Absent,
    /// The value null.
    Null,
    /// A direct hexadecimal string, as it should be.
    Hexadecimal,
    /// A direct literal string.
    Literal,
    /// A reference.
    Indirect,
    /// Any other value.
    NotAString,
}

/// A signature reference dictionary (Table 256).
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureReference {
    /// /TransformMethod with its parameters.
    pub transform: Transform,
    /// /DigestMethod without its slash.
    pub digest_method: Option<String>,
}

/// A transform method and its parameters (§12.8.2).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Transform {
    /// /DocMDP with /P as written; 2 when absent (Table 257).
    DocMdp {
        /// The permissions.
        permissions: i64,
    },
    /// /FieldMDP.
    FieldMdp(Lock),
    /// /UR3, /UR: usage rights.
    UsageRights,
    /// Another name, or none.
    Other(Option<Vec<u8>>),
}

/// Where a value was found, so that its bytes can be found again.
pub(crate) struct Site<'a> {
    value: &'a Object,
    holder: Option<ObjectId>,
    path: Vec<&'a [u8]>,
}

impl<'a> Site<'a> {
    /// A value under `key` of the dictionary that the object `holder` is.
    pub(crate) fn new(value: &'a Object, holder: Option<ObjectId>, key: &'a [u8]) -> Self {
        Self { value, holder, path: vec![key] }
    }

    /// A value at the end of a path of keys through direct dictionaries of the object `holder`.
    pub(crate) fn within(value: &'a Object, holder: Option<ObjectId>, path: &[&'a [u8]]) -> Self {
        Self { value, holder, path: path.to_vec() }
    }

    /// The value as written.
    pub(crate) fn value(&self) -> &Object {
        self.value
    }

    /// The object that holds the value.
    pub(crate) fn holder(&self) -> Option<ObjectId> {
        self.holder
    }

    /// The object that the value's references end at; `None` for a direct value.
    pub(crate) fn target(&self, document: &Document) -> Result<Option<ObjectId>, Error> {
        let Some(mut id) = self.value.reference() else { return Ok(None) };
        for _ in 0..=document.limits().reference_depth {
            match document.shared(id)?.reference() {
                Some(next) => id = next,
                None => return Ok(Some(id)),
            }
        }
        Err(Error::ReferenceLoop { id })
    }
}

/// Whether a dictionary would be taken for a signature wherever it stands.
pub(crate) fn looks_like_signature(dictionary: &Dictionary) -> bool {
    let kind = dictionary.value(b"Type");
    kind.is_name(b"Sig") || kind.is_name(b"DocTimeStamp") || dictionary.has(b"ByteRange")
}

impl SignatureDictionary {
    /// The dictionary that stands at a site, whose references end at `id`; `None` when something else stands there.
    pub(crate) fn read(
        document: &Document,
        site: &Site,
        id: Option<ObjectId>,
    ) -> Result<Option<Self>, Error> {
        let value = match id {
            Some(id) => document.object(id)?,
            None => site.value.clone(),
        };
        let Object::Dictionary(entries) = value else { return Ok(None) };
        let holder = id.or(site.holder);
        let location = match holder {
            Some(holder) => document.location(holder)?,
            None => Location::Absent,
        };
        let path: &[&[u8]] = if id.is_some() { &[] } else { &site.path };
        let written = Written::find(document, location, path)?;
        let text = |key: &[u8]| match document.resolve(entries.value(key)) {
            Ok(Object::String(bytes, _)) => Some(decode_text(&bytes)),
            _ => None,
        };
        let name = |key: &[u8]| match document.resolve(entries.value(key)) {
            Ok(Object::Name(bytes)) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            _ => None,
        };
        Ok(Some(Self {
            id,
            holder,
            location,
            span: written.as_ref().map(|written| written.span.clone()),
            repeated_keys: written.as_ref().map_or(Vec::new(), Written::repeated_keys),
            kind: kind(&document.resolve(entries.value(b"Type"))?),
            filter: name(b"Filter"),
            sub_filter: name(b"SubFilter"),
            byte_range: byte_range(&entries, written.as_ref()),
            contents: contents(document, &entries, written.as_ref())?,
            time: text(b"M"),
            name: text(b"Name"),
            reason: text(b"Reason"),
            place: text(b"Location"),
            contact: text(b"ContactInfo"),
            references: references(document, entries.value(b"Reference"))?,
            certificates: certificates(document, entries.value(b"Cert"))?,
            entries,
        }))
    }

    /// Whether the dictionary is an object of its own in the file's bytes, neither direct nor in an object stream.
    pub fn is_top_level(&self) -> bool {
        self.id.is_some() && matches!(self.location, Location::InFile { .. })
    }

    /// The transform of a certification, when there is one: the permissions of its /DocMDP.
    pub fn certification(&self) -> Option<i64> {
        self.references.iter().find_map(|reference| match reference.transform {
            Transform::DocMdp { permissions } => Some(permissions),
            _ => None,
        })
    }
}

/// The pairs of a dictionary in the file's bytes.
struct Written {
    span: Range<u64>,
    pairs: Vec<Pair>,
}

impl Written {
    /// Finds the dictionary at the end of `path` in the object at `location`; `None` in an object stream.
    fn find(document: &Document, location: Location, path: &[&[u8]]) -> Result<Option<Self>, Error> {
        let Location::InFile { start, .. } = location else { return Ok(None) };
        let object = indirect_at(document, start)?;
        let mut here = Self { span: object.value.span, pairs: object.value.pairs };
        for key in path {
            let Some(pair) = here.last(key) else { return Ok(None) };
            let value = value_at(document, pair.value_span.start)?;
            here = Self { span: value.span, pairs: value.pairs };
        }
        Ok(Some(here))
    }

    /// The last pair of a key, which is the one that readers take.
    fn last(&self, key: &[u8]) -> Option<&Pair> {
        self.pairs.iter().rev().find(|pair| pair.key == key)
    }

    fn repeated_keys(&self) -> Vec<Vec<u8>> {
        let mut keys: Vec<&Vec<u8>> = self.pairs.iter().map(|pair| &pair.key).collect();
        keys.sort_unstable();
        let mut repeated: Vec<Vec<u8>> = keys
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] if a == b => Some(a.to_vec()),
                _ => None,
            })
            .collect();
        repeated.dedup();
        repeated
    }
}

fn kind(value: &Object) -> SignatureType {
    match value {
        Object::Null => SignatureType::Absent,
        Object::Name(name) => match name.as_slice() {
            b"Sig" => SignatureType::Signature,
            b"DocTimeStamp" => SignatureType::TimeStamp,
            other => SignatureType::Other(Some(other.to_vec())),
        },
        _ => SignatureType::Other(None),
    }
}

fn byte_range(entries: &Dictionary, written: Option<&Written>) -> ByteRange {
    let pair = written.and_then(|written| written.last(b"ByteRange"));
    let value = pair.map_or(entries.value(b"ByteRange"), |pair| &pair.value);
    match value {
        Object::Null => ByteRange::Absent,
        Object::Reference(_) => ByteRange::Indirect,
        Object::Array(items) => ByteRange::Array {
            span: pair.map(|pair| pair.value_span.clone()),
            items: items
                .iter()
                .map(|item| match item {
                    Object::Integer(number) => ByteRangeItem::Integer(*number),
                    Object::Reference(_) => ByteRangeItem::Indirect,
                    _ => ByteRangeItem::NotAnInteger,
                })
                .collect(),
        },
        _ => ByteRange::NotAnArray,
    }
}

fn contents(document: &Document, entries: &Dictionary, written: Option<&Written>) -> Result<Contents, Error> {
    let pair = written.and_then(|written| written.last(b"Contents"));
    let span = pair.map(|pair| pair.value_span.clone());
    // From the file's bytes where possible: /Contents is never encrypted (§7.6.2), whatever a decryption made of it.
    let value = match pair {
        Some(pair) => &pair.value,
        None if !entries.has(b"Contents") => {
            return Ok(Contents { form: ContentsForm::Absent, span, bytes: Vec::new() });
        }
        None => entries.value(b"Contents"),
    };
    let (form, bytes) = match value {
        Object::Null => (ContentsForm::Null, Vec::new()),
        Object::String(bytes, StringFormat::Hexadecimal) => (ContentsForm::Hexadecimal, bytes.clone()),
        Object::String(bytes, StringFormat::Literal) => (ContentsForm::Literal, bytes.clone()),
        Object::Reference(_) => match document.resolve(value)? {
            Object::String(bytes, _) => (ContentsForm::Indirect, bytes),
            _ => (ContentsForm::Indirect, Vec::new()),
        },
        _ => (ContentsForm::NotAString, Vec::new()),
    };
    Ok(Contents { form, span, bytes })
}

fn references(document: &Document, value: &Object) -> Result<Vec<SignatureReference>, Error> {
    let Object::Array(items) = document.resolve(value)? else { return Ok(Vec::new()) };
    let mut references = Vec::new();
    for item in &items {
        let Object::Dictionary(reference) = document.resolve(item)? else { continue };
        let parameters = match document.resolve(reference.value(b"TransformParams"))? {
            Object::Dictionary(parameters) => parameters,
            _ => Dictionary::new(),
        };
        let transform = match document.resolve(reference.value(b"TransformMethod"))? {
            Object::Name(name) => match name.as_slice() {
                b"DocMDP" => {
                    Transform::DocMdp { permissions: integer(document, parameters.value(b"P"))?.unwrap_or(2) }
                }
                b"FieldMDP" => Transform::FieldMdp(Lock::read(document, &parameters)?),
                b"UR3" | b"UR" => Transform::UsageRights,
                other => Transform::Other(Some(other.to_vec())),
            },
            _ => Transform::Other(None),
        };
        let digest_method = texts(document, reference.value(b"DigestMethod"))?.into_iter().next();
        references.push(SignatureReference { transform, digest_method });
    }
    Ok(references)
}

fn certificates(document: &Document, value: &Object) -> Result<Vec<Vec<u8>>, Error> {
    let items = match document.resolve(value)? {
        Object::Array(items) => items,
        single => vec![single],
    };
    let mut certificates = Vec::new();
    for item in &items {
        if let Object::String(bytes, _) = document.resolve(item)? {
            certificates.push(bytes);
        }
    }
    Ok(certificates)
}
