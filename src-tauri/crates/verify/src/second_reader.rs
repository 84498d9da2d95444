//! A second reader for what a verdict rests on: each of these objects is read once more, by another parser, from the
//! same bytes, and must say the same.
//!
//! The other parser (`hayro-syntax`, which also draws the pages) is handed one object at a time, never a file: it
//! searches nothing, repairs nothing and follows nothing, and its work is bounded. Where the two part ways, so will
//! the programs that open the file.

use std::collections::HashSet;

use hayro_syntax::object::{self as other, FromBytes, MaybeRef};
use pdf::{Dictionary, Document, Location, Object, ObjectId};

use crate::candidate::Candidate;
use crate::finding::{Code, Finding};
use crate::forms::Form;
use crate::graph::references;

/// How many objects are read again.
const MAX_OBJECTS: usize = 3_000;
/// The longest object that is read again; streams count without their data.
const MAX_LENGTH: u64 = 256 * 1024;
/// How much is read again in all.
const MAX_TOTAL: u64 = 8 << 20;
/// How many differences are listed.
const MAX_LISTED: usize = 10;

/// Reads the objects again on which the verdict rests, and names those that come out otherwise.
pub(crate) fn compare(document: &Document, candidates: &[Candidate], findings: &mut Vec<Finding>) {
    // As they stand in the file: the other reader knows no password.
    let stored = document.as_stored();
    let (mut seen, mut total) = (HashSet::new(), 0u64);
    let mut found = 0;
    for (id, evidence) in rests_on(document, candidates) {
        if seen.len() >= MAX_OBJECTS || found >= MAX_LISTED || total > MAX_TOTAL {
            break;
        }
        if !seen.insert(id) {
            continue;
        }
        let Some((ours, bytes)) = both(document, &stored, id) else { continue };
        total += bytes.len() as u64;
        if agrees(&ours, &bytes) {
            continue;
        }
        found += 1;
        // Evidence shows nothing: what is read of it, it must itself prove.
        findings.push(match evidence {
            true => Finding::new(Code::StructureOdd, ["second-reader"]),
            false => Finding::new(Code::ReadersDiffer, [format!("{} {}", id.0, id.1)]),
        });
    }
}

/// The objects that the verdict rests on, and whether each is mere evidence.
fn rests_on(document: &Document, candidates: &[Candidate]) -> Vec<(ObjectId, bool)> {
    let mut ids: Vec<ObjectId> = Vec::new();
    for candidate in candidates {
        ids.extend(candidate.dictionary().and_then(|dictionary| dictionary.id.or(dictionary.holder)));
        ids.extend(candidate.place.id);
    }
    ids.extend(document.trailer().get(b"Root").and_then(Object::as_reference));
    let catalog = document.catalog().unwrap_or_default();
    let entry = |key: &[u8]| catalog.get(key).map(ids_of).unwrap_or_default();
    ids.extend(entry(b"AcroForm"));
    for id in entry(b"Perms") {
        ids.push(id);
        ids.extend(below(document, id));
    }
    ids.extend(Form::read(document).nodes.iter().filter_map(|node| node.id).take(MAX_OBJECTS / 2));
    let mut pages: Vec<(usize, ObjectId)> =
        crate::changes::pages(document).number.into_iter().map(|(id, number)| (number, id)).collect();
    pages.sort_unstable();
    for (_, page) in pages.into_iter().take(MAX_OBJECTS / 8) {
        ids.push(page);
        let Ok(object) = document.shared(page) else { continue };
        let Ok(dictionary) = object.as_dict() else { continue };
        for key in [b"Contents".as_slice(), b"Annots", b"Resources"] {
            ids.extend(dictionary.get(key).map(ids_of).unwrap_or_default());
        }
    }
    let mut all: Vec<(ObjectId, bool)> = ids.into_iter().map(|id| (id, false)).collect();
    for id in entry(b"DSS") {
        all.push((id, true));
        all.extend(below(document, id).into_iter().map(|id| (id, true)));
    }
    all
}

fn ids_of(value: &Object) -> Vec<ObjectId> {
    references(value).into_iter().map(|(id, _)| id).collect()
}

fn below(document: &Document, id: ObjectId) -> Vec<ObjectId> {
    document.object_without_data(id).map(|object| ids_of(&object)).unwrap_or_default()
}

/// An object as our reader has it, and the bytes from its value on.
fn both(document: &Document, stored: &Document, id: ObjectId) -> Option<(Object, Vec<u8>)> {
    match document.location(id).ok()? {
        Location::InFile { start, end } => {
            let length = end.checked_sub(start)?.min(MAX_LENGTH);
            let mut bytes = vec![0; usize::try_from(length).ok()?];
            document.source().read_at(start, &mut bytes).ok()?;
            let ours = stored.object_without_data(id).ok()?;
            Some((ours, bytes.split_off(after_header(&bytes)?)))
        }
        Location::InStream { container, .. } => {
            let stream = document.shared((container, 0)).ok()?;
            let stream = stream.as_stream().ok()?;
            let data = document.stream_data(stream).ok()?;
            let first = stream.dict.get(b"First").ok()?;
            let first = usize::try_from(document.resolve(first).ok()?.as_i64().ok()?).ok()?;
            let mut numbers = std::str::from_utf8(data.get(..first)?).ok()?.split_ascii_whitespace();
            let offset = loop {
                let (number, offset) = (numbers.next()?, numbers.next()?);
                if number.parse() == Ok(id.0) {
                    break offset.parse::<usize>().ok()?;
                }
            };
            let bytes = data.get(first.checked_add(offset)?..)?;
            let bytes = bytes.get(..bytes.len().min(MAX_LENGTH as usize))?;
            Some((document.object_without_data(id).ok()?, bytes.to_vec()))
        }
        _ => None,
    }
}

/// The place behind `n g obj`.
fn after_header(bytes: &[u8]) -> Option<usize> {
    const WORD: &[u8] = b"obj";
    let head = bytes.get(..bytes.len().min(64))?;
    head.windows(WORD.len()).position(|window| window == WORD).map(|at| at + WORD.len())
}

/// Whether the other parser reads the same value from the bytes.
fn agrees(ours: &Object, bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|byte| !matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' '));
    let bytes = bytes.get(start.unwrap_or(0)..).unwrap_or_default();
    // A comment before the value is ours to skip; nobody writes one there but to hide something from somebody.
    match ours {
        Object::Stream(stream) => {
            other::Dict::from_bytes(bytes).is_some_and(|theirs| dictionaries(&stream.dict, &theirs, 0))
        }
        Object::Dictionary(dictionary) => {
            other::Dict::from_bytes(bytes).is_some_and(|theirs| dictionaries(dictionary, &theirs, 0))
        }
        Object::Reference(id) => {
            other::ObjRef::from_bytes(bytes).is_some_and(|theirs| same_reference(*id, &theirs))
        }
        value => other::Object::from_bytes(bytes).is_some_and(|theirs| values(value, &theirs, 0)),
    }
}

fn same_reference(id: ObjectId, theirs: &other::ObjRef) -> bool {
    theirs.obj_number == id.0 && theirs.gen_number == i32::from(id.1)
}

fn dictionaries(ours: &Dictionary, theirs: &other::Dict<'_>, depth: usize) -> bool {
    ours.len() == theirs.len()
        && ours.iter().all(|(key, value)| {
            theirs.get_raw::<other::Object<'_>>(key).is_some_and(|found| either(value, &found, depth + 1))
        })
}

fn either(ours: &Object, theirs: &MaybeRef<other::Object<'_>>, depth: usize) -> bool {
    match (ours, theirs) {
        (Object::Reference(id), MaybeRef::Ref(theirs)) => same_reference(*id, theirs),
        (Object::Reference(_), _) | (_, MaybeRef::Ref(_)) => false,
        (value, MaybeRef::NotRef(theirs)) => values(value, theirs, depth),
    }
}

fn values(ours: &Object, theirs: &other::Object<'_>, depth: usize) -> bool {
    if depth > 100 {
        return false;
    }
    match (ours, theirs) {
        (Object::Null, other::Object::Null(_)) => true,
        (Object::Boolean(a), other::Object::Boolean(b)) => a == b,
        (Object::Integer(a), other::Object::Number(b)) => *a == b.as_i64() && *a as f64 == b.as_f64(),
        (Object::Real(a), other::Object::Number(b)) => {
            let (a, b) = (f64::from(*a), b.as_f64());
            (a - b).abs() <= 1e-5 * a.abs().max(1.0)
        }
        (Object::Name(a), other::Object::Name(b)) => a.as_slice() == b.as_ref(),
        (Object::String(a, _), other::Object::String(b)) => a.as_slice() == b.as_bytes(),
        (Object::Array(a), other::Object::Array(b)) => {
            let mut theirs = b.raw_iter();
            a.iter().all(|item| theirs.next().is_some_and(|found| either(item, &found, depth + 1)))
                && theirs.next().is_none()
        }
        (Object::Dictionary(a), other::Object::Dict(b)) => dictionaries(a, b, depth),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Object {
        let mut file = b"%PDF-1.7\n1 0 obj\n".to_vec();
        file.extend_from_slice(bytes);
        file.extend_from_slice(b"\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n");
        let table = 9 + 8 + bytes.len() + 8;
        file.extend_from_slice(format!("<< /Size 2 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").as_bytes());
        let document = Document::open(std::sync::Arc::new(file), pdf::Limits::default());
        document.and_then(|document| document.object((1, 0))).unwrap_or(Object::Null)
    }

    #[test]
    fn both_readers_agree_on_what_is_well_written() {
        let bytes: &[u8] =
            b"<< /A [1 -2.5 .5 (a\\(b\\051) <414> /N#61me true null 7 0 R] /B << /C 4. >> % note\n /D () >>";
        assert!(agrees(&read(bytes), bytes));
    }

    #[test]
    fn another_value_is_another() {
        let bytes: &[u8] = b"<< /A 1 /B (x) >>";
        assert!(!agrees(&read(b"<< /A 1 /B (y) >>"), bytes));
        assert!(!agrees(&read(b"<< /A 1 >>"), bytes));
        assert!(!agrees(&read(b"<< /A 2 0 R /B (x) >>"), bytes));
        assert!(!agrees(&Object::Integer(3), b"(3)"));
    }
}
