//! What later revisions did, revision by revision, judged by each signature's permissions.
//!
//! The comparison knows nothing of a particular signature: it says what changed and what such a change needs. A
//! signature then says what it permits. Cost: one walk over the oldest signed revision, then the updates' objects.

mod kind;
pub(crate) mod rules;
pub(crate) mod same;
mod shown;
pub(crate) mod step;
#[cfg(test)]
mod tests;
mod xmp;

use std::collections::{HashMap, HashSet};

use pdf::{Document, Object, ObjectId, Oddity};

pub use kind::{Change, ChangeKind, Need};

use crate::candidate;
use crate::forms::Form;
use crate::graph::{Allowance, Graph};
use crate::report::Permissions;
use step::{Genuine, Pages, Parts, Step};

/// The revisions to compare, from the oldest signed one on.
pub(crate) struct Revisions<'a> {
    /// The file.
    pub(crate) document: &'a Document,
    /// The oldest signed revision, counted from 0.
    pub(crate) base: usize,
    /// The signatures that verify, by the revision (counted from 0) that their signed bytes end with; and whether
    /// somebody known vouches for the signer.
    pub(crate) genuine: &'a HashMap<usize, HashMap<ObjectId, (Genuine, bool)>>,
}

impl Revisions<'_> {
    fn later(&self) -> std::ops::Range<usize> {
        self.base + 1..self.document.revisions().len()
    }

    /// The objects that each revision after the first writes; a number that is reused counts under both generations.
    pub(crate) fn touched(&self) -> Result<Vec<HashSet<ObjectId>>, pdf::Error> {
        let mut touched = Vec::new();
        for index in self.later() {
            let before = self.document.at_revision(index - 1)?;
            let entries = self.document.changed_objects(index)?;
            let mut ids: HashSet<ObjectId> = entries.iter().map(|(id, _)| *id).collect();
            for (id, _) in &entries {
                if let Some(older) = before.entry(id.0)? {
                    ids.insert((id.0, generation(&older)));
                }
            }
            ids.retain(|id| id.0 != 0);
            touched.push(ids);
        }
        Ok(touched)
    }

    /// Compares each revision with the one before it; `graph` is a survey of the first with every touched object
    /// of interest. Tells also what oddities reading them met; `None` where one cannot be opened.
    pub(crate) fn compare(
        &self,
        touched: &[HashSet<ObjectId>],
        graph: &mut Graph,
    ) -> Option<(Vec<Change>, Vec<Oddity>)> {
        let interest: HashSet<ObjectId> = touched.iter().flatten().copied().collect();
        let nothing = HashMap::new();
        let (mut changes, mut oddities) = (Vec::new(), Vec::new());
        // Without later revisions nothing is opened and no page is counted.
        if touched.is_empty() {
            return Some((changes, oddities));
        }
        let allowance = Allowance::usual();
        let mut old = candidate::at(self.document, self.base)?;
        let mut old_form = Form::read(&old);
        let mut pages = pages(&old);
        for (index, touched) in self.later().zip(touched) {
            let new = candidate::at(self.document, index)?;
            let new_form = Form::read(&new);
            if !allowance.spend(FIELD * new_form.nodes.len() as u64 + TOUCHED * touched.len() as u64) {
                return None;
            }
            let mut step = Step::new(Parts {
                old: &old,
                new: &new,
                revision: index + 1,
                touched,
                graph,
                old_form: &old_form,
                new_form: &new_form,
                pages: &pages,
                genuine: self.genuine.get(&index).unwrap_or(&nothing),
                allowance: &allowance,
            });
            rules::apply(&mut step)?;
            let found = std::mem::take(&mut step.changes);
            if found
                .iter()
                .any(|change| matches!(change.kind, ChangeKind::PageTree | ChangeKind::CatalogChanged))
            {
                pages = self::pages(&new);
                if !allowance.spend(PAGE * pages.number.len() as u64) {
                    return None;
                }
            }
            changes.extend(found);
            let ids: Vec<ObjectId> = touched.iter().copied().collect();
            graph.advance(&new, &ids, &interest);
            oddities.extend(new.oddities());
            (old, old_form) = (new, new_form);
        }
        changes.sort_by(|a, b| {
            (a.revision, a.kind, a.object, &a.subject).cmp(&(b.revision, b.kind, b.object, &b.subject))
        });
        Some((changes, oddities))
    }
}

fn generation(entry: &pdf::Entry) -> u16 {
    match entry {
        pdf::Entry::Free { generation, .. } => generation.saturating_sub(1),
        pdf::Entry::InFile { generation, .. } => *generation,
        _ => 0,
    }
}

// What these cost, where an object that is only walked over costs one: each is read several times, in both revisions.
const FIELD: u64 = 8;
const PAGE: u64 = 4;
const TOUCHED: u64 = 24;

/// The pages of a document, by a bounded walk that follows no loop.
pub(crate) fn pages(document: &Document) -> Pages {
    let mut pages = Pages::default();
    let Ok(catalog) = document.catalog() else { return pages };
    let mut stack: Vec<Object> = catalog.get(b"Pages").ok().cloned().into_iter().collect();
    let mut seen: HashSet<ObjectId> = HashSet::new();
    let mut count = 0;
    while let Some(item) = stack.pop() {
        let Ok(id) = item.as_reference() else { continue };
        if !seen.insert(id) || seen.len() > 1_000_000 {
            continue;
        }
        let Ok(object) = document.shared(id) else { continue };
        let Ok(node) = object.as_dict() else { continue };
        match node.get(b"Kids").ok().and_then(|kids| document.resolve(kids).ok()) {
            Some(Object::Array(kids)) => stack.extend(kids.into_iter().rev()),
            _ => {
                count += 1;
                pages.number.insert(id, count);
            }
        }
    }
    pages
}

/// What a signature makes of the changes that came after it.
pub(crate) struct Judgement {
    /// Every change, with the signature's permission.
    pub(crate) changes: Vec<Change>,
    /// Changes that are not allowed.
    pub(crate) forbidden: usize,
    /// Changes that are allowed and yet count.
    pub(crate) counted: usize,
    /// A locked field that was changed.
    pub(crate) locked: Option<String>,
}

/// Judges the changes of the revisions after `revision` (counted from 1) by a signature's permissions.
pub(crate) fn judge(all: &[Change], revision: usize, permissions: &Permissions) -> Judgement {
    let mut judgement = Judgement { changes: Vec::new(), forbidden: 0, counted: 0, locked: None };
    for change in all.iter().filter(|change| change.revision > revision) {
        let mut change = change.clone();
        let granted = match (permissions.document, change.kind.need()) {
            (_, Need::Nothing) => true,
            (_, Need::Never) | (Some(1), _) => false,
            (_, Need::Notice) => true,
            (_, Need::Filling) => true,
            (None, Need::Uncertified) => true,
            (_, Need::Uncertified) => false,
            (Some(3), Need::Annotating) => true,
            (_, Need::Annotating) => false,
        };
        let lock = permissions.lock.as_ref().filter(|lock| {
            let fills = matches!(change.kind, ChangeKind::FieldFilled | ChangeKind::SignatureAdded);
            fills && lock.covers(&change.subject)
        });
        if granted && lock.is_some() && change.kind == ChangeKind::FieldFilled {
            judgement.locked.get_or_insert_with(|| change.subject.clone());
            change.allowed = false;
        } else {
            change.allowed = granted;
        }
        if !change.allowed {
            judgement.forbidden += 1;
        } else if change.kind.need() > Need::Nothing {
            judgement.counted += 1;
        }
        judgement.changes.push(change);
    }
    judgement
}

#[cfg(test)]
mod permission_tests {
    use super::*;

    fn change(kind: ChangeKind, subject: &str) -> Change {
        Change {
            revision: 2,
            kind,
            object: None,
            page: None,
            rect: None,
            subject: subject.into(),
            allowed: false,
        }
    }

    #[test]
    fn permissions_decide() {
        let all = [
            change(ChangeKind::ValidationData, ""),
            change(ChangeKind::FieldFilled, "a"),
            change(ChangeKind::AnnotationAdded, "Text"),
        ];
        let forbidden = |document, lock| judge(&all, 1, &Permissions { document, lock }).forbidden;
        assert_eq!(forbidden(Some(1), None), 2);
        assert_eq!(forbidden(Some(2), None), 1);
        assert_eq!(forbidden(Some(3), None), 0);
        assert_eq!(forbidden(None, None), 1);
        assert_eq!(
            forbidden(
                Some(3),
                Some(pdf::Lock { action: pdf::LockAction::All, fields: Vec::new(), permissions: None })
            ),
            1
        );
        assert_eq!(judge(&all, 2, &Permissions::default()).changes.len(), 0);
    }
}
