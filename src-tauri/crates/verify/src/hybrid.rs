//! Hybrid files (ISO 32000-2 §7.5.8.4): one revision, two views of it.
//!
//! Readers that know `/XRefStm` see more than those that do not. Where both see an object, it must be the same one;
//! what only one kind sees must not be anything that stands on a page or in the document's properties. Office programs
//! keep the structure tree there, and signing programs their fields: those readers then see less, and nothing else.

use std::collections::HashSet;

use pdf::{Document, Object, ObjectId};

use crate::finding::{Code, Finding};
use crate::graph::references;

/// How many objects of one revision are listed.
const MAX_LISTED: usize = 10;
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

/// Those of the hidden objects that stand on a page or in the properties, in order.
fn shown(document: &Document, hidden: &HashSet<u32>) -> Vec<u32> {
    let root = document.trailer().get(b"Root").and_then(Object::as_reference);
    let information = document.trailer().get(b"Info").and_then(Object::as_reference);
    let mut queue: Vec<ObjectId> = information.into_iter().collect();
    if let Ok(catalog) = document.catalog() {
        for key in [b"Pages".as_slice(), b"OCProperties"] {
            queue.extend(catalog.get(key).into_iter().flat_map(references).map(|(id, _)| id));
        }
    }
    let mut found: Vec<u32> =
        root.iter().map(|(number, _)| *number).filter(|number| hidden.contains(number)).collect();
    let mut seen: HashSet<ObjectId> = HashSet::new();
    while let Some(id) = queue.pop() {
        if !seen.insert(id) || root.as_ref().is_ok_and(|root| *root == id) {
            continue;
        }
        if hidden.contains(&id.0) {
            found.push(id.0);
        }
        let Ok(object) = document.object_without_data(id) else { continue };
        queue
            .extend(references(&object).into_iter().filter(|(_, path)| is_page_part(path)).map(|(id, _)| id));
    }
    found.sort_unstable();
    found
}

/// Whether what stands at this path is part of the page itself: annotations and notes for machines are not.
fn is_page_part(path: &str) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    !matches!(first, "Annots" | "Metadata" | "PieceInfo" | "StructTreeRoot" | "B" | "AF")
}
