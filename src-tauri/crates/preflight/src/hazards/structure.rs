//! Structure that readers may take differently, now or after signing: what the reader found odd, objects defined twice,
//! references to nothing.

use std::collections::BTreeMap;

use pdf::{Document, Entry, ObjectId, Oddity};

use super::walk::Found;
use crate::Limits;
use crate::code::Code;
use crate::finding::Collector;

/// Objects named in one finding.
const NAMED: usize = 5;

/// Takes down what the walk met and what the file's bytes hold.
pub(super) fn examine(document: &Document, found: &Found, limits: &Limits, out: &mut Collector) {
    for (id, page) in &found.unreadable {
        out.add(Code::Unreadable, *page, None, [named(&[*id])]);
    }
    let elsewhere: Vec<ObjectId> =
        found.dangling.iter().filter(|((shown, _), _)| !shown).flat_map(|(_, ids)| ids.clone()).collect();
    if !elsewhere.is_empty() {
        out.add(Code::Dangling, None, None, [elsewhere.len().to_string(), named(&elsewhere)]);
    }
    for ((_, page), ids) in found.dangling.iter().filter(|((shown, _), _)| *shown) {
        out.add(Code::DanglingShown, *page, None, [named(ids)]);
    }
    if document.next_object_number() <= limits.accounted_objects {
        doubles(document, out);
    } else {
        out.add(Code::PartlyChecked, None, None, ["doubles".to_owned()]);
    }
    for oddity in document.oddities() {
        match &oddity {
            Oddity::DuplicateKey { object, key } => {
                let page = found.seen.get(object).copied().flatten();
                let key = String::from_utf8_lossy(key).into_owned();
                out.add(Code::DuplicateKey, page, None, [named(&[*object]), key]);
            }
            Oddity::PrefixBytes { .. } | Oddity::OpenRevision { .. } => {
                out.add(Code::NeedsRepair, None, None, [oddity.code().to_owned()]);
            }
            _ => {}
        }
    }
}

/// Finds objects whose cross-reference entry names an earlier definition than the last one of its revision: readers that
/// rebuild the table take the last one, all others the one that is named.
fn doubles(document: &Document, out: &mut Collector) {
    let Ok(account) = pdf::account::unaccounted(document, 0..document.len()) else {
        out.add(Code::PartlyChecked, None, None, ["doubles".to_owned()]);
        return;
    };
    let revisions = document.revisions();
    let mut last: BTreeMap<(usize, ObjectId), (u64, bool)> = BTreeMap::new();
    for (id, range) in &account.objects {
        let revision = revisions.partition_point(|revision| revision.end <= range.start);
        let place = last.entry((revision, *id)).or_insert((range.start, false));
        *place = (range.start, place.0 != range.start);
    }
    let mut entries: Option<(usize, Vec<(ObjectId, Entry)>)> = None;
    for ((revision, id), (start, repeated)) in last {
        if !repeated {
            continue;
        }
        let known = match entries.take() {
            Some((of, known)) if of == revision => known,
            _ => document.changed_objects(revision).unwrap_or_default(),
        };
        let named_here = known.iter().find(|(known, _)| *known == id).map(|(_, entry)| *entry);
        entries = Some((revision, known));
        // The reader allows white space between the offset and the object.
        let is_last = matches!(named_here, Some(Entry::InFile { offset, .. }) if offset <= start && offset.saturating_add(2) >= start);
        if !is_last {
            out.add(Code::DuplicateObject, None, None, [named(&[id])]);
        }
    }
}

/// Object numbers for people.
fn named(ids: &[ObjectId]) -> String {
    let mut numbers: Vec<String> = ids.iter().take(NAMED).map(|id| id.0.to_string()).collect();
    if ids.len() > NAMED {
        numbers.push("…".to_owned());
    }
    numbers.join(", ")
}
