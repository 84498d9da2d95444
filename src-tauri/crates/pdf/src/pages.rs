//! The page tree (ISO 32000-2 §7.7.3): how many pages, the n-th page, the page of an object.
//!
//! Owns counting, descending, inheritance of the four inheritable attributes and the normalising of the page boxes.
//! Two roads lead to a page. The long one walks the whole tree once and is kept; it does not look at /Count at all.
//! The short one, for long documents that were not walked yet, follows /Count and believes it only where the counts
//! beside the road add up. Everything that must not be fooled (a verifier, the page number of an object) takes the
//! long one.
//! Refuses what a page contains: its content, resources and annotations are handed out as they are.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::geometry::{PageGeometry, Rect, Rotation};
use crate::value::{ObjectExt, ValueExt, number, rectangle};
use crate::{Dictionary, Document, Error, Limit, Object, ObjectId};

/// Levels of page tree nodes above a page; producers use fewer than ten.
const MAX_LEVELS: usize = 100;

/// Nodes of a page tree altogether, pages included.
const MAX_NODES: usize = 1_000_000;

/// Kids beside the road whose /Count is read to find a page; a node with more that is no plain list is walked.
const MAX_SIBLINGS: usize = 5_000;

/// Kids from which a node with as many kids as pages is taken for a plain list of pages without asking each.
const LONG_LIST: usize = 256;

/// Pages by the root's /Count from which the short road is worth its doubts.
const LONG_DOCUMENT: usize = 500;

/// US Letter, what a page without a usable MediaBox gets, as viewers do (the standard demands one, Table 31).
const DEFAULT_MEDIA_BOX: Rect = Rect { left: 0.0, bottom: 0.0, right: 612.0, top: 792.0 };

/// One page, its inherited attributes resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Counted from 0.
    pub index: usize,
    /// The page object.
    pub id: ObjectId,
    /// The page object's own entries, without the inherited ones; where the object is a stream, which it must not be
    /// and which viewers show all the same, the entries of its dictionary.
    pub dictionary: Dictionary,
    /// /Resources, own or inherited; empty when there are none.
    pub resources: Dictionary,
    /// Boxes, rotation and unit.
    pub boxes: PageBoxes,
}

impl Page {
    /// The mapping between what a reader sees and user space.
    pub fn geometry(&self) -> PageGeometry {
        self.boxes.geometry()
    }
}

/// What of a page decides its size and place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageBoxes {
    /// /MediaBox, own or inherited, normalised, in user space units.
    pub media_box: Rect,
    /// /CropBox within the media box, in user space units; the media box when there is none or they do not meet.
    pub crop_box: Rect,
    /// /Rotate, own or inherited, folded to one of its four values.
    pub rotation: Rotation,
    /// /UserUnit: the length of a unit in 1/72 inch; not inheritable.
    pub user_unit: f64,
}

impl PageBoxes {
    /// The mapping between what a reader sees and user space.
    pub fn geometry(&self) -> PageGeometry {
        PageGeometry::new(self.crop_box, self.rotation, self.user_unit)
    }
}

/// The entry of one page in the list that a walk makes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageEntry {
    /// The page object.
    pub id: ObjectId,
    /// Boxes, rotation and unit.
    pub boxes: PageBoxes,
}

/// Every page of the document in order, from one walk of the tree.
#[derive(Debug, Default)]
pub struct PageList {
    entries: Vec<PageEntry>,
    by_id: Vec<(ObjectId, usize)>,
    counts_agree: bool,
}

impl PageList {
    /// The pages in order.
    pub fn entries(&self) -> &[PageEntry] {
        &self.entries
    }

    /// The first page, counted from 0, that is the object `id`.
    pub fn index_of(&self, id: ObjectId) -> Option<usize> {
        let first = self.by_id.partition_point(|(known, _)| *known < id);
        self.by_id.get(first).filter(|(known, _)| *known == id).map(|(_, index)| *index)
    }

    /// Whether the root's /Count is the number of pages that the walk found.
    pub fn counts_agree(&self) -> bool {
        self.counts_agree
    }
}

/// Where a document keeps the list once it was made.
#[derive(Debug, Default)]
pub(crate) struct PageCache(Mutex<Option<Arc<PageList>>>);

impl PageCache {
    fn kept(&self) -> Option<Arc<PageList>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, list: &Arc<PageList>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(list));
    }

    /// Forgets the list: what can be read has changed (a password was given).
    pub(crate) fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Document {
    /// The number of pages: the root's /Count where the level below adds up to it, else what a walk finds.
    pub fn page_count(&self) -> Result<usize, Error> {
        if let Some(list) = self.page_cache().kept() {
            return Ok(list.entries.len());
        }
        match Descent::start(self)?.and_then(|descent| descent.believable_count().transpose()) {
            Some(count) => count,
            None => Ok(self.page_list()?.entries.len()),
        }
    }

    /// The page with `index`, counted from 0, without walking the tree where /Count can be believed.
    pub fn page(&self, index: usize) -> Result<Page, Error> {
        if self.page_cache().kept().is_none()
            && let Some(descent) = Descent::start(self)?
            && let Some(page) = descent.page(index)?
        {
            return Ok(page);
        }
        let list = self.page_list()?;
        let entry = list.entries.get(index).ok_or(Error::NoSuchPage { index })?;
        self.page_with(index, entry)
    }

    /// Size and place of the pages of a range that exist, from one walk of the tree that is kept.
    pub fn page_entries(&self, range: Range<usize>) -> Result<Vec<PageEntry>, Error> {
        let list = self.page_list()?;
        let end = range.end.min(list.entries.len());
        Ok(list.entries.get(range.start.min(end)..end).unwrap_or_default().to_vec())
    }

    /// The index, counted from 0, of the page that is the object `id`; `None` when the tree has no such page.
    pub fn page_index(&self, id: ObjectId) -> Result<Option<usize>, Error> {
        Ok(self.page_list()?.index_of(id))
    }

    /// Every page in order, by a walk of the whole tree that is done once and kept.
    pub fn page_list(&self) -> Result<Arc<PageList>, Error> {
        if let Some(list) = self.page_cache().kept() {
            return Ok(list);
        }
        let list = Arc::new(walk(self)?);
        self.page_cache().keep(&list);
        Ok(list)
    }

    fn page_with(&self, index: usize, entry: &PageEntry) -> Result<Page, Error> {
        let Some(dictionary) = dictionary(self.object(entry.id)?) else {
            return Err(Error::PageTree { id: entry.id });
        };
        let resources = self.inherited_resources(&dictionary)?;
        Ok(Page { index, id: entry.id, dictionary, resources, boxes: entry.boxes })
    }

    /// /Resources of the page, or of the nearest node above it that has some, upwards by /Parent.
    fn inherited_resources(&self, page: &Dictionary) -> Result<Dictionary, Error> {
        let mut node = page.clone();
        for _ in 0..MAX_LEVELS {
            if let Object::Dictionary(resources) = self.resolve(node.value(b"Resources"))? {
                return Ok(resources);
            }
            match self.resolve(node.value(b"Parent"))? {
                Object::Dictionary(parent) => node = parent,
                _ => return Ok(Dictionary::new()),
            }
        }
        Err(Error::Limit { limit: Limit::PageTree })
    }
}

/// The attributes that a node hands to its kids (Table 31, "inheritable"), except /Resources.
#[derive(Debug, Clone, Copy, Default)]
struct Inherited {
    media_box: Option<Rect>,
    crop_box: Option<Rect>,
    rotate: Option<i64>,
}

impl Inherited {
    fn with(mut self, document: &Document, node: &Dictionary) -> Result<Self, Error> {
        self.media_box = rectangle(document, node.value(b"MediaBox"))?.or(self.media_box);
        self.crop_box = rectangle(document, node.value(b"CropBox"))?.or(self.crop_box);
        if let Some(degrees) = number(&document.resolve(node.value(b"Rotate"))?) {
            // Some producers write 90.0; a fraction is no rotation and must not be rounded into one.
            self.rotate = (degrees.fract() == 0.0 && degrees.abs() < 1e9).then_some(degrees as i64);
        }
        Ok(self)
    }

    fn boxes(&self, document: &Document, page: &Dictionary) -> Result<PageBoxes, Error> {
        let media_box = self.media_box.filter(|media| !media.is_empty()).unwrap_or(DEFAULT_MEDIA_BOX);
        let crop_box = self.crop_box.and_then(|crop| crop.intersection(&media_box)).unwrap_or(media_box);
        let unit = number(&document.resolve(page.value(b"UserUnit"))?);
        Ok(PageBoxes {
            media_box,
            crop_box,
            rotation: Rotation::from_degrees(self.rotate.unwrap_or(0)),
            user_unit: unit.filter(|unit| unit.is_finite() && *unit > 0.0).unwrap_or(1.0),
        })
    }
}

/// What a kid of the page tree is.
enum Node {
    Page(Dictionary),
    Pages {
        dictionary: Dictionary,
        kids: Vec<Object>,
    },
    /// Absent, null or of another kind: skipped, as viewers do.
    Nothing,
}

fn dictionary(object: Object) -> Option<Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(stream.dict),
        _ => None,
    }
}

fn node(document: &Document, id: ObjectId) -> Result<Node, Error> {
    let Some(dictionary) = dictionary(document.object(id)?) else {
        return Ok(Node::Nothing);
    };
    // /Kids decides, not /Type: real files have nodes without /Type and pages that call themselves /Pages or worse.
    match document.resolve(dictionary.value(b"Kids"))? {
        Object::Array(kids) => Ok(Node::Pages { dictionary, kids }),
        _ if dictionary.value(b"Type").is_name(b"Pages") => Ok(Node::Nothing),
        _ => Ok(Node::Page(dictionary)),
    }
}

/// The root of the page tree, when the catalog names one by reference.
fn root(document: &Document) -> Result<Option<ObjectId>, Error> {
    match document.catalog()?.value(b"Pages") {
        Object::Reference(id) => Ok(Some(*id)),
        _ => Ok(None),
    }
}

/// The long road: every node once, in order, blind to /Count.
fn walk(document: &Document) -> Result<PageList, Error> {
    let mut list = PageList::default();
    let Some(root) = root(document)? else {
        return Ok(list);
    };
    // Nodes on the way down from the root; a page may stand in the tree twice, a node must not contain itself.
    let mut open: Vec<(ObjectId, std::vec::IntoIter<Object>, Inherited)> = Vec::new();
    let mut on_path: HashSet<ObjectId> = HashSet::new();
    let mut visited = 0usize;
    let mut next = Some((root, Inherited::default()));
    let mut announced = None;
    loop {
        if let Some((id, inherited)) = next.take() {
            match node(document, id)? {
                Node::Nothing => {}
                Node::Page(page) => {
                    let boxes = inherited.with(document, &page)?.boxes(document, &page)?;
                    list.entries.push(PageEntry { id, boxes });
                }
                Node::Pages { dictionary, kids } => {
                    if !on_path.insert(id) {
                        return Err(Error::PageTree { id });
                    }
                    // Counted when opened: kids that many nodes share are paid for each time.
                    visited = visited.saturating_add(kids.len());
                    if visited > MAX_NODES || open.len() >= MAX_LEVELS {
                        return Err(Error::Limit { limit: Limit::PageTree });
                    }
                    if open.is_empty() {
                        announced = count(document, &dictionary)?;
                    }
                    open.push((id, kids.into_iter(), inherited.with(document, &dictionary)?));
                }
            }
        }
        let Some((id, kids, inherited)) = open.last_mut() else { break };
        match kids.next() {
            Some(Object::Reference(kid)) => next = Some((kid, *inherited)),
            // A page must be an object of its own (Table 30): nothing could refer to this one.
            Some(Object::Dictionary(_)) => return Err(Error::PageTree { id: *id }),
            Some(_) => {}
            None => {
                on_path.remove(id);
                open.pop();
            }
        }
    }
    list.counts_agree = announced == Some(list.entries.len());
    list.by_id = list.entries.iter().enumerate().map(|(index, entry)| (entry.id, index)).collect();
    list.by_id.sort_unstable();
    Ok(list)
}

fn count(document: &Document, node: &Dictionary) -> Result<Option<usize>, Error> {
    match document.resolve(node.value(b"Count"))? {
        Object::Integer(count) => Ok(usize::try_from(count).ok()),
        _ => Ok(None),
    }
}

/// The short road: a node, what it inherits, and how many pages it says it has.
struct Descent<'a> {
    document: &'a Document,
    id: ObjectId,
    kids: Vec<Object>,
    count: usize,
    inherited: Inherited,
}

impl<'a> Descent<'a> {
    /// At the root of the tree of a long document; `None` when the short road cannot even begin.
    fn start(document: &'a Document) -> Result<Option<Self>, Error> {
        let Some(id) = root(document)? else { return Ok(None) };
        let start = match node(document, id)? {
            Node::Pages { dictionary, kids } => {
                Self::at(document, id, &dictionary, kids, Inherited::default())?
            }
            _ => None,
        };
        Ok(start.filter(|start| start.count >= LONG_DOCUMENT))
    }

    fn at(
        document: &'a Document,
        id: ObjectId,
        dictionary: &Dictionary,
        kids: Vec<Object>,
        above: Inherited,
    ) -> Result<Option<Self>, Error> {
        let inherited = above.with(document, dictionary)?;
        Ok(count(document, dictionary)?.map(|count| Self { document, id, kids, count, inherited }))
    }

    /// Whether the node is a long plain list of pages, by its counts.
    fn is_long_list(&self) -> bool {
        self.count == self.kids.len() && self.count >= LONG_LIST
    }

    /// The number of pages of every kid by its own word; `None` when they do not add up to this node's.
    fn shares(&self) -> Result<Option<Vec<usize>>, Error> {
        if self.kids.len() > MAX_SIBLINGS {
            return Ok(None);
        }
        let mut shares = Vec::with_capacity(self.kids.len());
        for kid in &self.kids {
            let Object::Reference(kid) = kid else { return Ok(None) };
            match node(self.document, *kid)? {
                Node::Page(_) => shares.push(1),
                Node::Pages { dictionary, .. } => match count(self.document, &dictionary)? {
                    Some(share) => shares.push(share),
                    None => return Ok(None),
                },
                Node::Nothing => return Ok(None),
            }
        }
        let total = shares.iter().try_fold(0usize, |sum, share| sum.checked_add(*share));
        Ok((total == Some(self.count)).then_some(shares))
    }

    fn believable_count(&self) -> Result<Option<usize>, Error> {
        if self.is_long_list() {
            // Too many to ask each: the two ends speak for the rest.
            for kid in [self.kids.first(), self.kids.last()].into_iter().flatten() {
                let Object::Reference(kid) = kid else { return Ok(None) };
                if !matches!(node(self.document, *kid)?, Node::Page(_)) {
                    return Ok(None);
                }
            }
            return Ok(Some(self.count));
        }
        Ok(self.shares()?.map(|_| self.count))
    }

    /// The page, or `None` when some count on the road cannot be believed or there is no such page by the counts.
    fn page(mut self, index: usize) -> Result<Option<Page>, Error> {
        let mut remaining = index;
        let mut path = HashSet::from([self.id]);
        while path.len() <= MAX_LEVELS {
            let position = if self.is_long_list() {
                remaining
            } else {
                let Some(shares) = self.shares()? else { return Ok(None) };
                let mut position = 0;
                for share in shares {
                    if remaining < share {
                        break;
                    }
                    remaining -= share;
                    position += 1;
                }
                position
            };
            let Some(Object::Reference(kid)) = self.kids.get(position) else { return Ok(None) };
            let kid = *kid;
            if !path.insert(kid) {
                return Ok(None);
            }
            match node(self.document, kid)? {
                Node::Page(page) => {
                    let boxes = self.inherited.with(self.document, &page)?.boxes(self.document, &page)?;
                    let entry = PageEntry { id: kid, boxes };
                    return self.document.page_with(index, &entry).map(Some);
                }
                Node::Pages { dictionary, kids } if !self.is_long_list() => {
                    match Self::at(self.document, kid, &dictionary, kids, self.inherited)? {
                        Some(below) => self = below,
                        None => return Ok(None),
                    }
                }
                _ => return Ok(None),
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    fn tree() -> Sample {
        Sample::new()
            .object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .object(
                2,
                "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 3/MediaBox[0 0 200 100]/Rotate 90/Resources<</A 1>>>>",
            )
            .object(3, "<</Type/Page/Parent 2 0 R/CropBox[190 -50 10 50]/UserUnit 2>>")
            .object(4, "<</Type/Pages/Parent 2 0 R/Kids[5 0 R 6 0 R]/Count 2/Rotate -90/CropBox 7 0 R>>")
            .object(5, "<</Type/Page/Parent 4 0 R/Rotate 450/MediaBox[600 800 0 0]/Resources<</B 2>>>>")
            .object(6, "<</Type/Page/Parent 4 0 R/CropBox[900 900 950 950]>>")
            .object(7, "[1 2 8 0 R 4]")
            .object(8, "3")
    }

    #[test]
    fn attributes_are_inherited_and_normalised() {
        let document = tree().open();
        assert_eq!(document.page_count().unwrap(), 3);
        let first = document.page(0).unwrap();
        assert_eq!(first.id, (3, 0));
        assert_eq!(first.boxes.media_box, Rect::new(0.0, 0.0, 200.0, 100.0));
        assert_eq!(first.boxes.crop_box, Rect::new(10.0, 0.0, 190.0, 50.0));
        assert_eq!(first.boxes.rotation.degrees(), 90);
        assert_eq!(first.boxes.user_unit, 2.0);
        assert!(first.resources.has(b"A"));
        let second = document.page(1).unwrap();
        assert_eq!(second.boxes.rotation.degrees(), 90);
        assert_eq!(second.boxes.media_box, Rect::new(0.0, 0.0, 600.0, 800.0));
        assert_eq!(second.boxes.crop_box, Rect::new(1.0, 2.0, 3.0, 4.0));
        assert!(second.resources.has(b"B") && !second.resources.has(b"A"));
        let third = document.page(2).unwrap();
        assert_eq!(third.boxes.rotation.degrees(), 270);
        assert_eq!(third.boxes.crop_box, third.boxes.media_box, "boxes that do not meet");
        assert!(third.resources.has(b"A"));
        assert_eq!(document.page(3), Err(Error::NoSuchPage { index: 3 }));
        assert_eq!(document.page_index((6, 0)).unwrap(), Some(2));
        assert_eq!(document.page_index((4, 0)).unwrap(), None);
        assert_eq!(document.page_entries(1..9).unwrap().len(), 2);
    }

    #[test]
    fn a_page_without_boxes_is_letter_upright() {
        let document = Sample::new()
            .object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .object(2, "<</Kids[3 0 R]/Count 1>>")
            .object(3, "<</Type/Page/Rotate 45/UserUnit -1/MediaBox[0 0 0 0]>>")
            .open();
        let boxes = document.page(0).unwrap().boxes;
        assert_eq!(boxes.media_box, DEFAULT_MEDIA_BOX);
        assert_eq!((boxes.rotation.degrees(), boxes.user_unit), (0, 1.0));
    }

    #[test]
    fn loops_and_missing_trees_end() {
        let looped = Sample::new()
            .object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
            .object(3, "<</Type/Pages/Kids[2 0 R]/Count 1>>")
            .open();
        assert!(matches!(looped.page(0), Err(Error::PageTree { .. })));
        let none = Sample::new().object(1, "<</Type/Catalog>>").open();
        assert_eq!(none.page_count().unwrap(), 0);
        assert!(none.page(0).is_err());
    }

    /// A long document: `groups` of ten pages each, the counts as `count` says.
    fn long(groups: u32, count: impl Fn(u32) -> u32, total: u32) -> Document {
        let kids: String = (0..groups).map(|group| format!("{} 0 R ", 100 + group * 20)).collect();
        let mut sample = Sample::new()
            .object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .object(2, format!("<</Type/Pages/Kids[{kids}]/Count {total}/MediaBox[0 0 9 9]>>"));
        for group in 0..groups {
            let node = 100 + group * 20;
            let pages: String = (1..=10).map(|page| format!("{} 0 R ", node + page)).collect();
            let count = count(group);
            sample = sample.object(node, format!("<</Type/Pages/Parent 2 0 R/Kids[{pages}]/Count {count}>>"));
            for page in 1..=10 {
                sample = sample.object(node + page, format!("<</Type/Page/Parent {node} 0 R>>"));
            }
        }
        sample.open()
    }

    #[test]
    fn a_long_document_gives_pages_without_a_walk() {
        let document = long(60, |_| 10, 600);
        assert_eq!(document.page_count().unwrap(), 600);
        assert_eq!(document.page(437).unwrap().id, (100 + 43 * 20 + 8, 0));
        assert!(document.page_cache().kept().is_none(), "nothing was walked");
        let list = document.page_list().unwrap();
        assert!(list.counts_agree());
        for index in [0, 9, 10, 437, 599] {
            assert_eq!(document.page(index).unwrap().id, list.entries()[index].id);
        }
    }

    #[test]
    fn counts_that_lie_are_not_believed() {
        let root = long(60, |_| 10, 700);
        assert_eq!(root.page_count().unwrap(), 600);
        assert!(!root.page_list().unwrap().counts_agree());
        let nodes = long(60, |group| if group == 7 { 5 } else { 10 }, 595);
        assert_eq!(nodes.page(75).unwrap().id, (100 + 8 * 20 + 1, 0), "by the counts, nobody the wiser");
        assert_eq!(nodes.page(74).unwrap().id, (100 + 7 * 20 + 5, 0), "the node's own kids tell");
        assert_eq!(nodes.page_list().unwrap().entries().len(), 600);
    }

    #[test]
    fn a_plain_list_of_many_pages_is_indexed() {
        let kids: String = (0..2000).map(|page| format!("{} 0 R ", 10 + page)).collect();
        let mut sample = Sample::new()
            .object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .object(2, format!("<</Type/Pages/Kids[{kids}]/Count 2000/MediaBox[0 0 9 9]>>"));
        for page in 0..2000 {
            sample = sample.object(10 + page, "<</Type/Page/Parent 2 0 R>>");
        }
        let document = sample.open();
        assert_eq!(document.page_count().unwrap(), 2000);
        assert_eq!(document.page(1999).unwrap().id, (2009, 0));
        assert!(document.page_cache().kept().is_none());
    }
}
