//! Hybrid files (ISO 32000-2 §7.5.8.4): one revision, two views of it.
//!
//! Readers that know `/XRefStm` see more than those that do not. Where both see an object, it must be the same one;
//! what only one kind sees must not be anything that shows, can be filled in, or bears on signatures: office
//! programs keep the structure tree there, which hides nothing.

use std::collections::HashSet;

use pdf::{Document, Object, ObjectId};

use crate::finding::{Code, Finding};
use crate::graph::references;

/// How many objects of one revision are listed.
const MAX_LISTED: usize = 10;
/// Entries of the catalog whose objects a reader shows or obeys.
const SHOWN: [&[u8]; 9] = [
    b"Pages",
    b"AcroForm",
    b"Perms",
    b"DSS",
    b"OCProperties",
    b"OpenAction",
    b"AA",
    b"Names",
    b"Collection",
];

/// Compares the two views of every hybrid revision.
pub(crate) fn views(document: &Document, findings: &mut Vec<Finding>) {
    for index in 0..document.revisions().len() {
        let (Ok(views), Ok(revision)) = (document.hybrid_views(index), document.at_revision(index)) else {
            findings.push(Finding::new(Code::HybridDisagrees, [String::new()]));
            continue;
        };
        // The table wins where it has an entry in use, and a table cannot name an object stream.
        let by_table =
            |number: &&u32| !matches!(revision.entry(**number), Ok(Some(pdf::Entry::InStream { .. })));
        let hidden: HashSet<u32> = views.hidden.iter().copied().collect();
        let lost = if hidden.is_empty() { Vec::new() } else { shown(&revision, &hidden) };
        let found = views.conflicts.iter().filter(by_table).copied().chain(lost);
        for number in found.take(MAX_LISTED) {
            findings.push(Finding::new(Code::HybridDisagrees, [number.to_string()]));
        }
    }
}

/// Those of the hidden objects that a reader of the stream shows or obeys, in order.
fn shown(document: &Document, hidden: &HashSet<u32>) -> Vec<u32> {
    let Ok(catalog) = document.catalog() else { return Vec::new() };
    let mut queue: Vec<ObjectId> = Vec::new();
    for key in SHOWN {
        if let Ok(value) = catalog.get(key) {
            queue.extend(references(value).into_iter().map(|(id, _)| id));
        }
    }
    // The catalog itself is one that shows.
    queue.extend(document.trailer().get(b"Root").and_then(Object::as_reference));
    let root = document.trailer().get(b"Root").and_then(Object::as_reference).ok();
    let mut seen: HashSet<ObjectId> = HashSet::new();
    let mut found: Vec<u32> = Vec::new();
    while let Some(id) = queue.pop() {
        if !seen.insert(id) {
            continue;
        }
        if hidden.contains(&id.0) {
            found.push(id.0);
        }
        if Some(id) == root {
            continue;
        }
        let Ok(object) = document.object_without_data(id) else { continue };
        queue.extend(references(&object).into_iter().filter(|(_, path)| followed(path)).map(|(id, _)| id));
    }
    found.sort_unstable();
    found
}

/// Whether what stands at this path is shown: notes for machines and bonds to the structure tree are not.
fn followed(path: &str) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    !matches!(first, "Metadata" | "PieceInfo" | "StructTreeRoot" | "B" | "AF")
}
