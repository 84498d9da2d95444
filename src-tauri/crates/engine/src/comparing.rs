//! Every page of every version of a file, drawn and compared.
//!
//! Each signed version is compared with the next one and with the file as received. A page whose objects are provably the same
//! is not drawn; every other one is, in both versions, at more than 100 dots per inch. What cannot be drawn, or not wholly,
//! is said to be not compared and never to be the same.

use std::collections::{HashMap, VecDeque};
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use pdf::ObjectId;
use render::{Limits, Omission, PageImage, SameObjects};
use verify::Integrity;
use wire::{
    ComparedPage, ComparedVersions, ComparingProgress, Comparison, DocumentId, Failure, PageFate,
    SignedVersion, Text, VersionPair,
};

use crate::documents::OpenDocument;
use crate::read::area;
use crate::{Engine, failures, lock};

/// How finely pages are compared, in dots per inch: fine enough for a decimal point in small print.
const DPI: f64 = 110.0;
/// Threads that draw at once; a page in memory is large.
const MOST_THREADS: usize = 3;
/// How often the page is told how far it is.
const TELL: Duration = Duration::from_millis(120);

/// The comparison of an open document: kept once it is complete, and stopped on request.
#[derive(Default)]
pub(crate) struct Comparing {
    kept: Mutex<Option<Arc<Comparison>>>,
    cancelled: AtomicBool,
}

impl Comparing {
    /// Stops it after the pages at hand.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// A version of the file: whose signature covers it, and what a reader of it sees.
struct Version {
    signature: Option<u32>,
    length: u64,
    document: pdf::Document,
}

impl Engine {
    /// Compares all versions of an open document. `progress` is told from several threads.
    pub fn compare_versions(
        &self,
        id: DocumentId,
        progress: &(dyn Fn(ComparingProgress) + Sync),
    ) -> Result<Comparison, Failure> {
        let open = self.open.get(&id)?;
        if let Some(kept) = lock(&open.comparing.kept).as_ref() {
            return Ok(Comparison::clone(kept));
        }
        open.comparing.cancelled.store(false, Ordering::Relaxed);
        let versions = self.versions(&id, &open)?;
        let work: Vec<Work> = pairs(versions.len())
            .into_iter()
            .filter_map(|(from, to)| Some(Work::new(versions.get(from)?, versions.get(to)?, &open)))
            .collect();
        let total = work.iter().map(|work| work.pages.as_ref().map_or(0, Vec::len)).sum();
        let teller = Teller { id, total, done: AtomicUsize::new(0), told: Mutex::new(None), progress };
        let pairs = work.into_iter().map(|work| work.run(&open.comparing, &teller)).collect();
        let comparison = Comparison { pairs, stopped: open.comparing.is_cancelled() };
        if !comparison.stopped {
            *lock(&open.comparing.kept) = Some(Arc::new(comparison.clone()));
        }
        Ok(comparison)
    }

    /// Stops comparing after the pages at hand.
    pub fn cancel_comparing(&self, id: DocumentId) -> Result<(), Failure> {
        self.open.get(&id)?.comparing.cancel();
        Ok(())
    }

    /// The versions that signatures prove, from the earliest on, and the file as received where it is another one.
    fn versions(&self, id: &DocumentId, open: &OpenDocument) -> Result<Vec<Version>, Failure> {
        let judged = self.judge(open)?;
        let mut versions: Vec<Version> = Vec::new();
        for (index, signature) in judged.report.signatures.iter().enumerate() {
            let proved =
                matches!(signature.integrity, Integrity::Intact | Integrity::Extended | Integrity::Changed);
            let (Some(length), true) = (signature.signed_length, proved) else { continue };
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            if versions.iter().any(|version| version.length == length) {
                continue;
            }
            let document = open.version_until(length, SignedVersion { of: id.clone(), signature: index })?;
            versions.push(Version { signature: Some(index), length, document: document.document() });
        }
        versions.sort_by_key(|version| version.length);
        let whole = open.document();
        if versions.last().is_none_or(|last| last.length != whole.len()) {
            versions.push(Version { signature: None, length: whole.len(), document: whole });
        }
        Ok(versions)
    }
}

/// Each version with the next one, then each with the last: by place, without doubles.
fn pairs(versions: usize) -> Vec<(usize, usize)> {
    let neighbours = (1..versions).map(|later| (later - 1, later));
    let last = versions.saturating_sub(1);
    neighbours.chain((0..last.saturating_sub(1)).map(|earlier| (earlier, last))).collect()
}

/// Tells the page how far it is, now and then.
struct Teller<'a> {
    id: DocumentId,
    total: usize,
    done: AtomicUsize,
    told: Mutex<Option<Instant>>,
    progress: &'a (dyn Fn(ComparingProgress) + Sync),
}

impl Teller<'_> {
    fn one_more(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let mut told = lock(&self.told);
        if done < self.total && told.is_some_and(|told| told.elapsed() < TELL) {
            return;
        }
        *told = Some(Instant::now());
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        (self.progress)(ComparingProgress {
            document: self.id.clone(),
            done: count(done),
            total: count(self.total),
        });
    }
}

/// Two versions and how their pages belong together.
struct Work<'a> {
    pair: VersionPair,
    before: &'a pdf::Document,
    after: &'a pdf::Document,
    pages: Result<Vec<Match>, Failure>,
}

impl<'a> Work<'a> {
    fn new(before: &'a Version, after: &'a Version, open: &OpenDocument) -> Self {
        let ids = |document: &pdf::Document| -> Result<Vec<ObjectId>, Failure> {
            let list = document.page_list().map_err(|error| open.failure(&error))?;
            Ok(list.entries().iter().map(|entry| entry.id).collect())
        };
        let pages = ids(&before.document).and_then(|earlier| Ok(matched(&earlier, &ids(&after.document)?)));
        Work {
            pair: VersionPair { from: before.signature.unwrap_or(u32::MAX), to: after.signature },
            before: &before.document,
            after: &after.document,
            pages,
        }
    }

    fn run(self, comparing: &Comparing, teller: &Teller<'_>) -> ComparedVersions {
        let (pages, failure) = match self.pages {
            Ok(pages) => (pages, None),
            Err(failure) => (Vec::new(), Some(failure)),
        };
        let mut same = SameObjects::new(self.before, self.after);
        let mut found = Vec::new();
        let mut to_draw = Vec::new();
        for page in &pages {
            if comparing.is_cancelled() {
                break;
            }
            match *page {
                Match::Both { before, after, moved } if same.page(before, after) => {
                    found.extend(moved.then(|| compared(page, PageFate::Moved)));
                    teller.one_more();
                }
                Match::Both { .. } => to_draw.push(*page),
                Match::Added { .. } | Match::Removed { .. } => {
                    let fate =
                        if matches!(page, Match::Added { .. }) { PageFate::Added } else { PageFate::Removed };
                    found.push(compared(page, fate));
                    teller.one_more();
                }
            }
        }
        let (next, drawn) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            // Half of the machine, so that the pages in view need not wait.
            let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
            let threads = (cores / 2).clamp(1, MOST_THREADS);
            for _ in 0..threads.min(to_draw.len()) {
                scope.spawn(|| {
                    while let Some(page) = to_draw.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if comparing.is_cancelled() {
                            break;
                        }
                        let outcome = draw(self.before, self.after, page);
                        lock(&drawn).extend(outcome);
                        teller.one_more();
                    }
                });
            }
        });
        found.append(&mut lock(&drawn));
        found.sort_by_key(|page| (page.page, page.fate != PageFate::Removed));
        ComparedVersions {
            pair: self.pair,
            pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
            found,
            failure,
        }
    }
}

/// How a page of one version belongs to one of the other; by place, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Match {
    Both { before: usize, after: usize, moved: bool },
    Added { after: usize },
    Removed { before: usize },
}

/// Finds for each page of the later version the one it was: the same object, else the one in its place.
fn matched(before: &[ObjectId], after: &[ObjectId]) -> Vec<Match> {
    let mut places: HashMap<ObjectId, VecDeque<usize>> = HashMap::new();
    for (place, id) in before.iter().enumerate() {
        places.entry(*id).or_default().push_back(place);
    }
    let mut partners: Vec<Option<usize>> =
        after.iter().map(|id| places.get_mut(id).and_then(VecDeque::pop_front)).collect();
    let mut taken = vec![false; before.len()];
    for place in partners.iter().flatten() {
        if let Some(taken) = taken.get_mut(*place) {
            *taken = true;
        }
    }
    for (place, partner) in partners.iter_mut().enumerate() {
        // Another object in the place of one that is gone is that page, rewritten.
        if let (None, Some(taken @ false)) = (&partner, taken.get_mut(place)) {
            *taken = true;
            *partner = Some(place);
        }
    }
    let order: Vec<usize> = partners.iter().flatten().copied().collect();
    let still = in_order(&order);
    let later = partners.iter().enumerate().map(|(after, partner)| match *partner {
        Some(before) => Match::Both { before, after, moved: !still.contains(&before) },
        None => Match::Added { after },
    });
    let gone = taken.iter().enumerate().filter(|(_, taken)| !**taken);
    later.chain(gone.map(|(before, _)| Match::Removed { before })).collect()
}

/// The members of the longest run that is in rising order: what was not moved.
fn in_order(numbers: &[usize]) -> std::collections::HashSet<usize> {
    // For each length, the smallest number that such a run ends with; and for each number, the one before it in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: HashMap<usize, Option<usize>> = HashMap::new();
    for number in numbers {
        let length = ends.partition_point(|end| end < number);
        previous.insert(*number, length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = *number,
            None => ends.push(*number),
        }
    }
    std::iter::successors(ends.last().copied(), |number| previous.get(number).copied().flatten()).collect()
}

fn compared(page: &Match, fate: PageFate) -> ComparedPage {
    let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    let (page, before) = match *page {
        Match::Both { before, after, .. } => (place(after), Some(place(before))),
        Match::Added { after } => (place(after), None),
        Match::Removed { before } => (place(before), Some(place(before))),
    };
    ComparedPage { page, before, fate, areas: Vec::new(), omissions: Vec::new(), failure: None }
}

/// Draws a page of both versions; `None` where it is surely the same.
fn draw(before: &pdf::Document, after: &pdf::Document, page: &Match) -> Option<ComparedPage> {
    let Match::Both { before: earlier, after: later, moved } = *page else { return None };
    let limits = Limits::default();
    let outcome = PageImage::extract(before, earlier, &limits).and_then(|earlier| {
        let later = PageImage::extract(after, later, &limits)?;
        match earlier.is_drawn_like(&later) {
            true => Ok(render::Difference::default()),
            false => render::compare(&earlier, &later, DPI),
        }
    });
    match outcome {
        Err(error) => Some(ComparedPage {
            failure: Some(failures::of_render(&error).with("page", later + 1)),
            ..compared(page, PageFate::NotCompared)
        }),
        Ok(difference) => {
            let fate = match (difference.areas.is_empty(), difference.omissions.is_empty()) {
                (false, _) => PageFate::Differs,
                (true, false) => PageFate::NotCompared,
                (true, true) if moved => PageFate::Moved,
                (true, true) => return None,
            };
            Some(ComparedPage {
                areas: difference.areas.into_iter().map(area).collect(),
                omissions: difference.omissions.into_iter().map(omission).collect(),
                ..compared(page, fate)
            })
        }
    }
}

/// What a drawing does not show, as a sentence.
pub(crate) fn omission(omission: Omission) -> Text {
    Text::new(format!("omission-{}", omission.code()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// A file in the making: objects, and a table for each revision.
    struct File {
        text: String,
        offsets: Vec<(u32, usize)>,
        before: Option<usize>,
    }

    impl File {
        fn new() -> Self {
            Self { text: "%PDF-1.7\n".to_owned(), offsets: Vec::new(), before: None }
        }

        fn object(&mut self, number: u32, body: &str) -> &mut Self {
            self.offsets.push((number, self.text.len()));
            write!(self.text, "{number} 0 obj\n{body}\nendobj\n").unwrap();
            self
        }

        fn stream(&mut self, number: u32, data: &str) -> &mut Self {
            self.object(number, &format!("<</Length {}>>\nstream\n{data}\nendstream", data.len()))
        }

        /// Ends a revision and gives the length of the file so far.
        fn revision(&mut self) -> u64 {
            let start = self.text.len();
            self.text.push_str("xref\n0 1\n0000000000 65535 f\r\n");
            for (number, offset) in std::mem::take(&mut self.offsets) {
                write!(self.text, "{number} 1\n{offset:010} 00000 n\r\n").unwrap();
            }
            let before = self.before.map(|before| format!("/Prev {before}")).unwrap_or_default();
            self.before = Some(start);
            write!(self.text, "trailer\n<</Size 60/Root 1 0 R{before}>>\nstartxref\n{start}\n%%EOF\n")
                .unwrap();
            self.text.len() as u64
        }

        /// Four pages of one square each, as the first revision.
        fn of_four_pages() -> (Self, u64) {
            let mut file = Self::new();
            file.object(1, "<</Type/Catalog/Pages 2 0 R>>");
            file.object(2, "<</Type/Pages/Count 4/MediaBox[0 0 200 100]/Kids[11 0 R 12 0 R 13 0 R 14 0 R]>>");
            for page in 1..=4 {
                file.object(10 + page, &format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 20 + page));
                file.stream(20 + page, &format!("{}0 10 20 20 re f", page));
            }
            let length = file.revision();
            (file, length)
        }

        /// What is found between the revision of that length and the whole file.
        fn compared(&self, length: u64) -> ComparedVersions {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.pdf");
            std::fs::write(&path, &self.text).unwrap();
            let open = OpenDocument::open(&path).unwrap();
            let whole = open.document();
            let early = open
                .version_until(length, SignedVersion { of: DocumentId(String::new()), signature: 0 })
                .unwrap();
            let before = Version { signature: Some(0), length, document: early.document() };
            let after = Version { signature: None, length: whole.len(), document: whole };
            let told = Mutex::new(Vec::new());
            let teller = Teller {
                id: DocumentId(String::new()),
                total: 4,
                done: AtomicUsize::new(0),
                told: Mutex::new(None),
                progress: &|news| lock(&told).push(news.done),
            };
            let compared = Work::new(&before, &after, &open).run(&Comparing::default(), &teller);
            assert_eq!(teller.done.load(Ordering::Relaxed), compared.pages as usize);
            assert!(!lock(&told).is_empty());
            compared
        }
    }

    #[test]
    fn pages_that_look_different_are_found_and_no_others() {
        let (mut file, length) = File::of_four_pages();
        // The second page's square is drawn elsewhere, the third page gets a mark nobody sees, the fourth other objects that
        // draw the same.
        file.stream(22, "120 40 30 20 re f");
        file.object(13, "<</Type/Page/Parent 2 0 R/Contents 23 0 R/Annots[30 0 R]>>");
        file.object(30, "<</Type/Annot/Subtype/Widget/FT/Sig/Rect[0 0 0 0]>>");
        file.object(14, "<</Type/Page/Parent 2 0 R/Contents 34 0 R>>").stream(34, "40 10 20 20 re f");
        file.revision();
        let compared = file.compared(length);
        assert_eq!((compared.pages, compared.found.len()), (4, 1));
        let page = compared.found.first().unwrap();
        assert_eq!((page.page, page.before, page.fate), (1, Some(1), PageFate::Differs));
        assert_eq!(page.areas.len(), 2, "the old place and the new one");
        let new = page.areas.first().unwrap();
        let near = |found: f64, wanted: f64| (found - wanted).abs() < 1.0;
        assert!(near(new.x, 120.0) && near(new.y, 40.0) && near(new.width, 30.0) && near(new.height, 20.0));
    }

    #[test]
    fn what_lies_deep_below_a_page_is_noticed() {
        let with_forms = || {
            let mut file = File::new();
            file.object(1, "<</Type/Catalog/Pages 2 0 R>>");
            file.object(
                2,
                "<</Type/Pages/Count 2/MediaBox[0 0 200 100]/Kids[11 0 R 12 0 R]/Resources 40 0 R>>",
            );
            file.object(11, "<</Type/Page/Parent 2 0 R/Contents 21 0 R>>").stream(21, "/A Do");
            file.object(12, "<</Type/Page/Parent 2 0 R/Contents 22 0 R>>");
            file.object(22, "<</Length 50 0 R>>\nstream\n9 9 9 9 re f 40 9 9 9 re f\nendstream")
                .object(50, "26");
            file.object(40, "<</XObject<</A 41 0 R>>>>");
            let form = "/Type/XObject/Subtype/Form/BBox[0 0 200 100]";
            file.object(41, &format!("<<{form}/Resources 42 0 R/Length 5>>\nstream\n/B Do\nendstream"));
            file.object(42, "<</XObject<</B 43 0 R>>>>");
            file.object(43, &format!("<<{form}/Length 15>>\nstream\n50 50 9 9 re f \nendstream"));
            let length = file.revision();
            (file, length, form)
        };
        let (mut file, length, form) = with_forms();
        file.object(43, &format!("<<{form}/Length 15>>\nstream\n90 50 9 9 re f \nendstream"));
        file.revision();
        let fates: Vec<_> = file.compared(length).found.iter().map(|page| (page.page, page.fate)).collect();
        assert_eq!(fates, [(0, PageFate::Differs)]);

        // The page's own objects stay where they are; only a number that says how long its content is changes.
        let (mut file, length, _) = with_forms();
        file.object(50, "12");
        file.revision();
        let found = file.compared(length).found;
        assert_eq!(found.iter().map(|page| page.page).collect::<Vec<_>>(), [1], "{found:?}");
    }

    #[test]
    fn what_cannot_be_drawn_is_never_the_same() {
        let (mut file, length) = File::of_four_pages();
        // Viewers make up a look for a frame without an appearance; this renderer does not.
        file.object(12, "<</Type/Page/Parent 2 0 R/Contents 22 0 R/Annots[31 0 R]>>");
        file.object(31, "<</Type/Annot/Subtype/Square/Rect[10 10 90 90]>>");
        file.object(13, "<</Type/Page/Parent 2 0 R/Contents 23 0 R/MediaBox[0 0 0 0]>>");
        file.object(14, "<</Type/Page/Parent 2 0 R/Contents 24 0 R/Resources 41 0 R>>");
        let deep = format!("{}{}", "[".repeat(160), "]".repeat(160));
        file.object(41, &format!("<</XObject<</X {deep}>>>>"));
        file.revision();
        let compared = file.compared(length);
        let fates: Vec<_> = compared.found.iter().map(|page| (page.page, page.fate)).collect();
        assert!(fates.contains(&(1, PageFate::NotCompared)), "{fates:?}");
        let omitted = compared.found.iter().find(|page| page.page == 1).unwrap();
        assert_eq!(omitted.omissions, [Text::new("omission-annotation-undrawn")]);
        assert!(fates.iter().any(|(page, _)| *page == 3), "{fates:?}");
    }

    #[test]
    fn added_removed_and_turned_pages_are_named() {
        let (mut file, length) = File::of_four_pages();
        file.object(2, "<</Type/Pages/Count 4/MediaBox[0 0 200 100]/Kids[12 0 R 11 0 R 15 0 R 14 0 R]>>");
        file.object(15, "<</Type/Page/Parent 2 0 R/Contents 23 0 R/Rotate 90>>");
        file.revision();
        let compared = file.compared(length);
        let fates: Vec<_> = compared.found.iter().map(|page| (page.page, page.fate)).collect();
        assert_eq!(fates, [(0, PageFate::Moved), (2, PageFate::Differs)]);
        assert_eq!(compared.found.last().unwrap().areas.len(), 1, "all of the page");

        let (mut file, length) = File::of_four_pages();
        file.object(2, "<</Type/Pages/Count 2/MediaBox[0 0 200 100]/Kids[11 0 R 14 0 R]>>");
        file.revision();
        let fates: Vec<_> = file.compared(length).found.iter().map(|page| (page.page, page.fate)).collect();
        assert_eq!(fates, [(1, PageFate::Removed), (2, PageFate::Removed)]);
    }

    fn ids(numbers: &[u32]) -> Vec<ObjectId> {
        numbers.iter().map(|number| (*number, 0)).collect()
    }

    #[test]
    fn each_version_meets_the_next_and_the_last_once() {
        assert!(pairs(0).is_empty() && pairs(1).is_empty());
        assert_eq!(pairs(2), [(0, 1)]);
        assert_eq!(pairs(4), [(0, 1), (1, 2), (2, 3), (0, 3), (1, 3)]);
    }

    #[test]
    fn pages_are_found_again_wherever_they_stand() {
        let both = |before, after, moved| Match::Both { before, after, moved };
        assert_eq!(matched(&ids(&[1, 2]), &ids(&[1, 2])), [both(0, 0, false), both(1, 1, false)]);
        // A new page in front moves none of the others.
        assert_eq!(
            matched(&ids(&[1, 2]), &ids(&[9, 1, 2])),
            [Match::Added { after: 0 }, both(0, 1, false), both(1, 2, false)]
        );
        // Another object in the place of a page is that page.
        assert_eq!(matched(&ids(&[1, 2]), &ids(&[1, 9])), [both(0, 0, false), both(1, 1, false)]);
        assert_eq!(matched(&ids(&[1, 2]), &ids(&[2])), [both(1, 0, false), Match::Removed { before: 0 }]);
        let turned = matched(&ids(&[1, 2, 3]), &ids(&[3, 1, 2]));
        assert_eq!(turned, [both(2, 0, true), both(0, 1, false), both(1, 2, false)]);
        // One object twice in the tree is two pages.
        assert_eq!(matched(&ids(&[1]), &ids(&[1, 1])), [both(0, 0, false), Match::Added { after: 1 }]);
    }
}
