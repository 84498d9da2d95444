//! What the file's structure means for a verdict: oddities of the reader, bytes that belong to nothing, active
//! content, layers.

use std::collections::HashSet;

use pdf::{Document, Location, Object, ObjectId, Oddity, Source};

use crate::finding::{Code, Finding};
use crate::graph::Graph;

/// How many findings of one kind are listed.
const MAX_LISTED: usize = 10;

/// Turns the reader's oddities into findings, by what each could hide.
pub(crate) fn oddities(oddities: &[Oddity], findings: &mut Vec<Finding>) {
    for oddity in oddities {
        let finding = match oddity {
            Oddity::PrefixBytes { length } => Finding::new(Code::PrefixBytes, [length.to_string()]),
            Oddity::DuplicateKey { object, key } => Finding::new(
                Code::DuplicateKey,
                [format!("{} {}", object.0, object.1), String::from_utf8_lossy(key).into_owned()],
            ),
            // A revision that nothing closes is one that some readers see and others do not.
            // So is an entry that names an object by its number and another by its place.
            Oddity::OpenRevision { .. } | Oddity::IndexElsewhere { .. } => {
                Finding::new(Code::StructureNeedsRepair, [oddity.code()])
            }
            // Named with its place below, by the account of the bytes.
            Oddity::TrailingBytes { .. } => continue,
            other => Finding::new(Code::StructureOdd, [other.code()]),
        };
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
}

/// Accounts for every byte after `from`, and for objects that no cross-reference data names.
pub(crate) fn account(document: &Document, from: u64, findings: &mut Vec<Finding>) {
    if from >= document.len() {
        return;
    }
    let Ok(account) = pdf::account::unaccounted(document, from..document.len()) else {
        findings.push(Finding::new(Code::UnaccountedBytes, [from.to_string(), document.len().to_string()]));
        return;
    };
    for range in account.unaccounted.iter().take(MAX_LISTED) {
        findings.push(Finding::new(Code::UnaccountedBytes, [range.start.to_string(), range.end.to_string()]));
    }
    // A comment is passed over by every reader, unless it looks like an object to one that searches for them, or stands
    // where nothing may stand any more.
    let eof = document.revisions().last().and_then(|revision| revision.eof).unwrap_or(u64::MAX);
    let suspect = |range: &&std::ops::Range<u64>| range.start >= eof || speaks(document, range);
    for range in account.comments.iter().filter(suspect).take(MAX_LISTED) {
        findings.push(Finding::new(Code::UnaccountedBytes, [range.start.to_string(), range.end.to_string()]));
    }
    let current = |id: pdf::ObjectId, start: u64| matches!(document.location(id), Ok(Location::InFile { start: at, .. }) if at == start);
    // An object that a later revision replaced is listed by the one that wrote it.
    let mut listed = HashSet::new();
    for index in 0..document.revisions().len() {
        for (_, entry) in document.changed_objects(index).unwrap_or_default() {
            if let pdf::Entry::InFile { offset, .. } = entry
                && offset.saturating_add(2) >= from
            {
                listed.insert(offset);
            }
        }
    }
    let sections = document.revisions().iter().flat_map(|revision| revision.sections.iter().copied());
    listed.extend(sections);
    let near =
        |start: u64| (0..=2).any(|back| start.checked_sub(back).is_some_and(|at| listed.contains(&at)));
    let unlisted =
        account.objects.iter().filter(|(id, range)| !near(range.start) && !current(*id, range.start));
    for (_, range) in unlisted.take(MAX_LISTED) {
        findings.push(Finding::new(Code::UnaccountedBytes, [range.start.to_string(), range.end.to_string()]));
    }
}

/// Whether a comment holds a word of the file's structure.
fn speaks(document: &Document, range: &std::ops::Range<u64>) -> bool {
    const WORDS: [&[u8]; 5] = [b" obj", b"endobj", b"trailer", b"xref", b"stream"];
    let Some(length) = usize::try_from(range.end.saturating_sub(range.start)).ok().filter(|l| *l <= 1 << 20)
    else {
        return true;
    };
    let mut bytes = vec![0; length];
    document.source().read_at(range.start, &mut bytes).is_err()
        || WORDS.iter().any(|word| bytes.windows(word.len()).any(|window| window == *word))
}

/// Finds objects of the signed version whose cross-reference entry names an earlier definition than the last one in
/// its revision: readers that rebuild the table take the last one, all others the one that is named.
pub(crate) fn doubles(document: &Document, findings: &mut Vec<Finding>) {
    let Ok(account) = pdf::account::unaccounted(document, 0..document.len()) else { return };
    let revisions = document.revisions();
    // By revision and object, in file order: mostly they stand in this order already.
    let mut places: Vec<(usize, ObjectId, u64)> = account
        .objects
        .iter()
        .map(|(id, range)| {
            (revisions.partition_point(|revision| revision.end <= range.start), *id, range.start)
        })
        .collect();
    places.sort_unstable();
    let mut entries: Option<(usize, Vec<(ObjectId, pdf::Entry)>)> = None;
    for same in places.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let &[_, .., (revision, id, start)] = same else { continue };
        if findings.len() > 100 {
            break;
        }
        let known = match &mut entries {
            Some((known, list)) if *known == revision => list,
            other => &mut other.insert((revision, document.changed_objects(revision).unwrap_or_default())).1,
        };
        // Ascending by number.
        let first = known.partition_point(|(known, _)| known.0 < id.0);
        let named = known.get(first..).unwrap_or_default().iter().take_while(|(known, _)| known.0 == id.0);
        let is_last = named.filter(|(known, _)| *known == id).any(|(_, entry)| {
            matches!(entry, pdf::Entry::InFile { offset, .. } if *offset <= start && offset + 2 >= start)
        });
        if !is_last {
            findings.push(Finding::new(Code::DuplicateObject, [format!("{} {}", id.0, id.1)]));
        }
    }
}

/// Whether an element of the structure tree stands below itself, so that readers of it part ways.
pub(crate) fn structure_loop(document: &Document) -> bool {
    let root = document
        .catalog()
        .ok()
        .and_then(|catalog| catalog.get(b"StructTreeRoot").and_then(Object::as_reference).ok());
    let Some(root) = root else { return false };
    let mut open: HashSet<ObjectId> = HashSet::new();
    let mut done: HashSet<ObjectId> = HashSet::new();
    // Each element is met twice: before and after what stands below it.
    let mut stack = vec![(root, false)];
    while let Some((id, leaving)) = stack.pop() {
        if leaving {
            open.remove(&id);
            done.insert(id);
            continue;
        }
        if open.contains(&id) {
            return true;
        }
        if done.contains(&id) {
            continue;
        }
        let Ok(Object::Dictionary(element)) = document.object_without_data(id) else { continue };
        open.insert(id);
        stack.push((id, true));
        let kids = match element.get(b"K") {
            Ok(Object::Reference(list)) => match document.object_without_data(*list) {
                Ok(Object::Array(items)) => items,
                _ => vec![Object::Reference(*list)],
            },
            Ok(Object::Array(items)) => items.clone(),
            _ => continue,
        };
        stack.extend(kids.iter().filter_map(|kid| kid.as_reference().ok()).map(|kid| (kid, false)));
    }
    false
}

/// Notes what the survey of the signed version met.
pub(crate) fn content(graph: &Graph, findings: &mut Vec<Finding>) {
    if !graph.active.is_empty() {
        findings.push(Finding::new(Code::ActiveContent, [graph.active.join(" ")]));
    }
    if graph.layers {
        findings.push(Finding::bare(Code::HiddenLayers));
    }
    for id in graph.unreadable.iter().take(MAX_LISTED) {
        findings.push(Finding::new(Code::StructureNeedsRepair, [format!("object {} {}", id.0, id.1)]));
    }
}

/// Notes that the file says of itself that it is a copy of another one.
pub(crate) fn copy(document: &Document, findings: &mut Vec<Finding>) {
    // A damaged /Info says nothing.
    if let Ok(Some(mark)) = pdf::CopyMark::of(document) {
        let original: String = mark.of.iter().map(|byte| format!("{byte:02x}")).collect();
        let number = mark.number.map_or_else(|| "none".to_owned(), |number| number.to_string());
        let recipient = mark.recipient.unwrap_or_else(|| "none".to_owned());
        findings.push(Finding::new(Code::ConvertedCopy, [original, number, recipient]));
    }
}

/// The code of a reader's error.
pub(crate) fn fault(error: &pdf::Error) -> &'static str {
    match error {
        pdf::Error::NoHeader => "no-header",
        pdf::Error::NoStartxref => "no-startxref",
        pdf::Error::Xref { .. } => "cross-reference",
        pdf::Error::Limit { limit } => limit.code(),
        pdf::Error::Misplaced { .. } => "object-misplaced",
        pdf::Error::Io { .. } => "io",
        _ => "syntax",
    }
}

/// The places after each `%%EOF` of a file, in order, the newest thousand at most.
pub(crate) fn ends(source: &dyn Source) -> Vec<u64> {
    const MARK: &[u8] = b"%%EOF";
    const CHUNK: usize = 1 << 20;
    let mut ends = Vec::new();
    let mut at = 0u64;
    while at < source.len() {
        let length = usize::try_from((source.len() - at).min(CHUNK as u64)).unwrap_or(0);
        let mut bytes = vec![0; length];
        if source.read_at(at, &mut bytes).is_err() {
            break;
        }
        let found = bytes.windows(MARK.len()).enumerate().filter(|(_, window)| *window == MARK);
        for (offset, _) in found {
            let end = at + (offset + MARK.len()) as u64;
            if ends.last() != Some(&end) {
                ends.push(end);
            }
        }
        if length <= MARK.len() {
            break;
        }
        at += (length - MARK.len()) as u64;
    }
    let skip = ends.len().saturating_sub(32);
    ends.split_off(skip)
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn every_end_is_found_once() {
        let source: Vec<u8> = b"x%%EOF\ny%%EOF".to_vec();
        assert_eq!(ends(&source), [6, 13]);
        assert!(ends(&Vec::new()).is_empty());
    }
}
