//! One revision held against the one before it, and the ledger of what has been explained.
//!
//! Every object that the newer revision writes starts out guilty. A rule settles an object by explaining the whole
//! difference (or by reporting it); what nobody settles is reported as unexplained. Rules know paths and shapes,
//! never key names alone.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use pdf::{Dictionary, Document, Object, ObjectId};

use super::kind::{Change, ChangeKind};
use super::same::{Comparison, Difference, differences};
use crate::forms::Form;
use crate::graph::{Allowance, Edge, Graph, references};

/// What a signature object that verifies is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Genuine {
    /// A signature of a person.
    Signature,
    /// A signature that certifies.
    Certification,
    /// A document timestamp.
    Timestamp,
}

/// The pages of one revision, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pages {
    /// The number of each page object, counted from 1.
    pub(crate) number: HashMap<ObjectId, usize>,
}

/// One step from a revision to the next.
pub(crate) struct Step<'a> {
    /// The document as the older revision has it.
    pub(crate) old: &'a Document,
    /// The document as the newer revision has it.
    pub(crate) new: &'a Document,
    /// The number of the newer revision, counted from 1.
    pub(crate) revision: usize,
    /// What the newer revision's cross-reference data names.
    pub(crate) touched: &'a HashSet<ObjectId>,
    /// Who refers to what in the older revision.
    pub(crate) graph: &'a Graph,
    /// The older form.
    pub(crate) old_form: &'a Form,
    /// The newer form.
    pub(crate) new_form: &'a Form,
    /// The older pages.
    pub(crate) pages: &'a Pages,
    /// The signatures that verify and whose signed bytes end with this revision, by the object that holds them; and whether
    /// somebody known vouches for the signer.
    pub(crate) genuine: &'a HashMap<ObjectId, (Genuine, bool)>,
    /// Those of the touched objects that the older revision has too.
    again: HashSet<ObjectId>,
    /// How much may still be visited.
    pub(crate) allowance: &'a Allowance,
    /// Where objects show, as far as it was asked: an update may ask a hundred thousand times.
    shown: RefCell<HashMap<ObjectId, Shown>>,
    /// The media boxes of pages of the newer revision, as far as they were asked for.
    pub(crate) boxes: RefCell<HashMap<ObjectId, Option<[f64; 4]>>>,
    /// Objects whose whole difference is explained or reported.
    settled: HashSet<ObjectId>,
    /// Widgets that this revision may put on a page.
    pub(crate) placed: HashSet<ObjectId>,
    /// What was found.
    pub(crate) changes: Vec<Change>,
}

/// What a step needs.
pub(crate) struct Parts<'a> {
    /// See [`Step::old`].
    pub(crate) old: &'a Document,
    /// See [`Step::new`].
    pub(crate) new: &'a Document,
    /// See [`Step::revision`].
    pub(crate) revision: usize,
    /// See [`Step::touched`].
    pub(crate) touched: &'a HashSet<ObjectId>,
    /// See [`Step::graph`].
    pub(crate) graph: &'a Graph,
    /// See [`Step::old_form`].
    pub(crate) old_form: &'a Form,
    /// See [`Step::new_form`].
    pub(crate) new_form: &'a Form,
    /// See [`Step::pages`].
    pub(crate) pages: &'a Pages,
    /// See [`Step::genuine`].
    pub(crate) genuine: &'a HashMap<ObjectId, (Genuine, bool)>,
    /// See [`Step::allowance`].
    pub(crate) allowance: &'a Allowance,
}

/// A page, counted from 1, and a rectangle on it.
type Shown = (Option<usize>, Option<[f64; 4]>);

impl<'a> Step<'a> {
    /// A step with an empty ledger.
    pub(crate) fn new(parts: Parts<'a>) -> Self {
        let Parts { old, new, revision, touched, graph, old_form, new_form, pages, genuine, allowance } =
            parts;
        let was = |id: &ObjectId| !matches!(old.shared(*id).as_deref(), Ok(Object::Null));
        Self {
            old,
            new,
            revision,
            touched,
            again: touched.iter().copied().filter(was).collect(),
            graph,
            old_form,
            new_form,
            pages,
            genuine,
            allowance,
            shown: RefCell::default(),
            boxes: RefCell::default(),
            settled: HashSet::new(),
            placed: HashSet::new(),
            changes: Vec::new(),
        }
    }

    /// The touched objects that nobody has settled, in order.
    pub(crate) fn open(&self) -> Vec<ObjectId> {
        let mut open: Vec<ObjectId> = self.touched.difference(&self.settled).copied().collect();
        open.sort_unstable();
        open
    }

    /// Those of the open objects that the older revision has too: an update may bring half a million new ones, which a
    /// comparison with what was there need not read.
    pub(crate) fn open_again(&self) -> Vec<ObjectId> {
        let mut open: Vec<ObjectId> = self.again.difference(&self.settled).copied().collect();
        open.sort_unstable();
        open
    }

    /// Whether an object is touched and nobody has settled it.
    pub(crate) fn is_open(&self, id: ObjectId) -> bool {
        self.touched.contains(&id) && !self.settled.contains(&id)
    }

    /// Notes that an object's whole difference is explained or reported.
    pub(crate) fn settle(&mut self, id: ObjectId) {
        self.settled.insert(id);
    }

    /// Whether an object is explained or reported.
    pub(crate) fn is_settled(&self, id: ObjectId) -> bool {
        self.settled.contains(&id)
    }

    /// Settles a value's new objects and all new objects below them; objects that existed before stay as they are.
    pub(crate) fn settle_below(&mut self, value: &Object) {
        let mut queue: Vec<ObjectId> = references(value).into_iter().map(|(id, _)| id).collect();
        // A comparison may have settled one of them on the way, and not what stands below it.
        let mut seen: HashSet<ObjectId> = HashSet::new();
        while let Some(id) = queue.pop() {
            if !self.touched.contains(&id) || !seen.insert(id) || !self.is_new(id) {
                continue;
            }
            self.settle(id);
            if let Ok(object) = self.new.shared(id) {
                queue.extend(references(&object).into_iter().map(|(id, _)| id));
            }
        }
    }

    /// Whether the older revision has nothing at this number.
    pub(crate) fn is_new(&self, id: ObjectId) -> bool {
        match self.touched.contains(&id) {
            true => !self.again.contains(&id),
            false => matches!(self.old.shared(id).as_deref(), Ok(Object::Null)),
        }
    }

    /// The older value of an object; null where there is none or it cannot be read.
    pub(crate) fn before(&self, id: ObjectId) -> Arc<Object> {
        self.old.shared(id).unwrap_or_else(|_| Arc::new(Object::Null))
    }

    /// The newer value of an object; null where there is none or it cannot be read.
    pub(crate) fn after(&self, id: ObjectId) -> Arc<Object> {
        self.new.shared(id).unwrap_or_else(|_| Arc::new(Object::Null))
    }

    /// The older value of an entry, references followed.
    pub(crate) fn old_entry(&self, dictionary: &Dictionary, key: &[u8]) -> Object {
        dictionary.get(key).ok().and_then(|v| self.old.resolve(v).ok()).unwrap_or(Object::Null)
    }

    /// The newer value of an entry, references followed.
    pub(crate) fn new_entry(&self, dictionary: &Dictionary, key: &[u8]) -> Object {
        dictionary.get(key).ok().and_then(|v| self.new.resolve(v).ok()).unwrap_or(Object::Null)
    }

    /// Whether two values say the same; what is written anew and equal is settled on the way.
    pub(crate) fn same(&mut self, old: &Object, new: &Object) -> bool {
        let mut comparison = Comparison::new(self.old, self.new, self.touched);
        let same = comparison.values(old, new, 0);
        let followed = comparison.followed;
        if same {
            for id in followed {
                if self.is_new(id) {
                    self.settle(id);
                }
            }
        }
        same
    }

    /// The keys in which two dictionaries differ.
    pub(crate) fn differences(&mut self, old: &Dictionary, new: &Dictionary) -> Vec<Difference> {
        let mut comparison = Comparison::new(self.old, self.new, self.touched);
        let found = differences(&mut comparison, old, new);
        let followed = comparison.followed;
        for id in followed {
            if self.is_new(id) {
                self.settle(id);
            }
        }
        found
    }

    /// Whether every reference to an object in the older revision is one that the rule knows.
    pub(crate) fn only_referred(&self, id: ObjectId, known: impl Fn(&Edge) -> bool) -> bool {
        self.graph.referrers(id).iter().all(known)
    }

    /// Those of `members` that nothing in the older revision refers to but each other, and edges that `entry` admits.
    ///
    /// Walks the older revision once more, with the members of interest: only for objects written again in place. Where the
    /// allowance for such walks is used up, none are.
    pub(crate) fn exclusive(
        &self,
        members: &HashSet<ObjectId>,
        entry: impl Fn(&Edge) -> bool,
    ) -> HashSet<ObjectId> {
        let Some(graph) = Graph::survey_within(self.old, members, self.allowance) else {
            return HashSet::new();
        };
        let mut left = members.clone();
        loop {
            let foreign: Vec<ObjectId> = left
                .iter()
                .copied()
                .filter(|id| {
                    !graph.referrers(*id).iter().all(|edge| entry(edge) || left.contains(&edge.from))
                })
                .collect();
            if foreign.is_empty() {
                return left;
            }
            for id in foreign {
                left.remove(&id);
            }
        }
    }

    /// The page on which an object of the older revision stands, counted from 1.
    pub(crate) fn page_of(&self, id: ObjectId) -> Option<usize> {
        self.place_of(id).0
    }

    /// Where an object of the older revision shows: its page, counted from 1, and the rectangle of the annotation that
    /// it is or belongs to.
    pub(crate) fn place_of(&self, id: ObjectId) -> Shown {
        let mut shown = self.shown.borrow_mut();
        // Up to what is known or tells, then down again.
        let mut below: Vec<(ObjectId, Option<[f64; 4]>)> = Vec::new();
        let mut place: Shown = (None, None);
        let mut next = Some(id);
        while let Some(at) = next {
            if let Some(known) = shown.get(&at) {
                place = *known;
                break;
            }
            let (page, rect) = self.place_by_itself(at);
            below.push((at, rect));
            if page.is_some() {
                place = (page, None);
                break;
            }
            next = self.graph.above(at);
        }
        for (at, rect) in below.into_iter().rev() {
            place.1 = rect.or(place.1).filter(|_| place.0.is_some());
            shown.insert(at, place);
        }
        place
    }

    /// What an object itself tells of where it shows.
    fn place_by_itself(&self, id: ObjectId) -> Shown {
        if let Some(number) = self.pages.number.get(&id) {
            return (Some(*number), None);
        }
        // A widget is often met through the form first; the page is then what lists it, or what it names.
        let listed = self.graph.referrers(id).iter().find_map(|edge| {
            let lists = edge.path.starts_with("/Annots");
            self.pages.number.get(&edge.from).copied().filter(|_| lists)
        });
        let object = self.old.shared(id);
        let annotation = object.as_deref().ok().and_then(|object| object.as_dict().ok());
        let Some(annotation) = annotation.filter(|dictionary| dictionary.has(b"Rect")) else {
            return (None, None);
        };
        let rect = annotation.get(b"Rect").ok().and_then(|value| rectangle(self.old, value));
        let rect = rect.filter(|r| r[2] > r[0] && r[3] > r[1]);
        (listed.or_else(|| self.page_named(annotation)), rect)
    }

    /// Writes a change down, with the place where its object showed.
    pub(crate) fn report(&mut self, kind: ChangeKind, object: Option<ObjectId>, subject: impl Into<String>) {
        let (page, rect) = object.map_or((None, None), |id| self.place_of(id));
        self.report_at(kind, object, subject, page, rect);
    }

    /// Writes a change down, with its place.
    pub(crate) fn report_at(
        &mut self,
        kind: ChangeKind,
        object: Option<ObjectId>,
        subject: impl Into<String>,
        page: Option<usize>,
        rect: Option<[f64; 4]>,
    ) {
        let change = Change {
            revision: self.revision,
            kind,
            object,
            page,
            rect,
            subject: subject.into(),
            allowed: false,
        };
        // Two rules that meet the same thing meet it soon after one another; an update may bring 100,000 changes.
        if !self.changes.iter().rev().take(200).any(|known| *known == change) {
            self.changes.push(change);
        }
    }

    /// The page that a widget or an annotation of the newer revision names, counted from 1.
    pub(crate) fn page_named(&self, dictionary: &Dictionary) -> Option<usize> {
        let id = dictionary.get(b"P").ok()?.as_reference().ok()?;
        self.pages.number.get(&id).copied()
    }

    /// The rectangle of an annotation of the newer revision, ordered.
    pub(crate) fn rect(&self, dictionary: &Dictionary) -> Option<[f64; 4]> {
        rectangle(self.new, dictionary.get(b"Rect").ok()?)
    }
}

/// The rectangle that a value is, ordered; exactly four finite numbers.
pub(crate) fn rectangle(document: &Document, value: &Object) -> Option<[f64; 4]> {
    let Ok(Object::Array(items)) = document.resolve(value) else { return None };
    let numbers: Vec<f64> = items.iter().filter_map(|item| number(&document.resolve(item).ok()?)).collect();
    match numbers.as_slice() {
        [a, b, c, d] if items.len() == 4 => Some([a.min(*c), b.min(*d), a.max(*c), b.max(*d)]),
        _ => None,
    }
}

/// The finite number that a value is.
pub(crate) fn number(value: &Object) -> Option<f64> {
    match value {
        Object::Integer(number) => Some(*number as f64),
        Object::Real(number) if number.is_finite() => Some(f64::from(*number)),
        _ => None,
    }
}

/// A name or key for a report.
pub(crate) fn label(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}
