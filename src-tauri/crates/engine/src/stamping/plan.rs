//! From stamps to marks on pages: everything that is decided before anything is drawn.

use std::sync::Arc;

use appearance::Form;
use pdf::RectMm;
use wire::{Failure, FailureCode, Stamp, StampArt, StampInk, StampPlace, Text};

use super::art::Stamped;
use super::{keyword, pages, seam};
use crate::{Engine, explain, failures};

/// A hair of rounding is no reason to call a mark off its page, millimetres.
const SLACK: f64 = 0.01;
/// The most marks of one pass.
const MOST_MARKS: usize = 20_000;

/// One mark on one page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Laid {
    /// Which of the stamps, from 0.
    pub(crate) stamp: usize,
    /// From 0.
    pub(crate) page: usize,
    /// Where it stands.
    pub(crate) shown: RectMm,
    /// Where the whole stamp would stand, of which it may be a slice.
    pub(crate) whole: RectMm,
    /// Which slice of how many.
    pub(crate) slice: Option<(u32, u32)>,
    /// The field that was asked for.
    pub(crate) field: Option<String>,
}

/// The marks of some stamps in a document.
pub(crate) struct Layout {
    /// Each mark, in the order of the stamps.
    pub(crate) marks: Vec<Laid>,
    /// What the user should know.
    pub(crate) notes: Vec<Text>,
    /// The form of each stamp.
    pub(crate) forms: Vec<Arc<Form>>,
    /// The kept seal that each stamp is, where it is one.
    pub(crate) seals: Vec<Option<Stamped>>,
    /// Whether each stamp is a picture of a seal, which no station keeps.
    pub(super) pictures: Vec<bool>,
    /// The pages.
    pub(super) papers: Papers,
    /// What each form is of: the same artwork in the same size and ink is drawn once.
    drawn: Vec<Drawn>,
}

/// What a form is of.
#[derive(PartialEq)]
struct Drawn {
    art: StampArt,
    ink: StampInk,
    size: (f64, f64),
}

impl Layout {
    /// The impressions of kept seals.
    pub(crate) fn impressions(&self) -> Vec<super::bound::Impression> {
        let of = |mark: &Laid| {
            let seal = match self.seals.get(mark.stamp)? {
                Some(seal) => seal.clone(),
                // A picture of a seal is a seal of nobody's.
                None if self.pictures.get(mark.stamp) == Some(&true) => Stamped::picture(),
                None => return None,
            };
            let page = u32::try_from(mark.page).unwrap_or(u32::MAX).saturating_add(1);
            let counts = mark.slice.is_none_or(|(number, _)| number == 1);
            Some(super::bound::Impression { seal, page, counts })
        };
        self.marks.iter().filter_map(of).collect()
    }
}

/// The sizes of all pages as a reader sees them, millimetres.
pub(super) struct Papers(Vec<(f64, f64)>);

impl Engine {
    /// Where the stamps stand in a document.
    ///
    /// Fails where pages, words or a field are not there, or a mark would not be wholly on its page.
    pub(crate) fn lay_out(&self, document: &pdf::Document, stamps: &[Stamp]) -> Result<Layout, Failure> {
        let of_pdf = |error: pdf::Error| failures::of_pdf(&error, std::path::Path::new(""));
        let papers = Papers::of(document).map_err(of_pdf)?;
        let (marks, notes, forms, seals, drawn) = Default::default();
        let mut layout = Layout { marks, notes, forms, seals, pictures: Vec::new(), papers, drawn };
        for (index, stamp) in stamps.iter().enumerate() {
            self.lay(document, index, stamp, &mut layout)?;
            if layout.marks.len() > MOST_MARKS {
                return Err(Failure::new(FailureCode::Stamping).of_case("too-many").with("most", MOST_MARKS));
            }
        }
        Ok(layout)
    }

    fn lay(
        &self,
        document: &pdf::Document,
        index: usize,
        stamp: &Stamp,
        layout: &mut Layout,
    ) -> Result<(), Failure> {
        let art = self.artwork(stamp)?;
        let Layout { papers, marks, notes, .. } = layout;
        let count = papers.count();
        let mut whole_on = |page: usize, area: RectMm| {
            papers.check(page, area)?;
            marks.push(Laid { stamp: index, page, shown: area, whole: area, slice: None, field: None });
            Ok(())
        };
        let size = match &stamp.at {
            StampPlace::Pages { pages, left, top, width } => {
                let (across, down) = art.size(*width);
                for page in pages::chosen(pages, count)? {
                    whole_on(page, RectMm { x: *left, y: *top, width: across, height: down })?;
                }
                art.straight(*width)
            }
            StampPlace::Keyword(words) => {
                let size = art.size(words.width);
                for (page, place) in keyword::find(document, count, words)? {
                    whole_on(page, keyword::at_words(place, words, size, art.is_seal))?;
                }
                art.straight(words.width)
            }
            StampPlace::Field(name) => {
                let places = explain::places_of(document);
                let place = places.iter().find(|(field, _)| field == name).map(|(_, place)| *place);
                let place = place
                    .ok_or_else(|| Failure::new(FailureCode::NoSuchField).with("field", name.as_str()))?;
                let area = explain::area_of(&place);
                let field = Some(name.clone());
                let page = place.page as usize;
                marks.push(Laid { stamp: index, page, shown: area, whole: area, slice: None, field });
                (area.width, area.height)
            }
            StampPlace::Seam(seam) => {
                let pages = seam::pages_of(seam, papers)?;
                let slices = seam::divide(seam, art.size(seam.width), &pages).map_err(off_page)?;
                let seals = slices.iter().filter(|slice| slice.number == 1).count();
                match seals {
                    0 => notes.push(Text::new("stamp-note-no-seam")),
                    1 => {}
                    seals => notes.push(Text::new("stamp-note-seals").with("seals", seals)),
                }
                marks.extend(slices.into_iter().map(|slice| Laid {
                    stamp: index,
                    page: slice.page,
                    shown: slice.shown,
                    whole: slice.whole,
                    slice: Some((slice.number, slice.of)),
                    field: None,
                }));
                art.straight(seam.width)
            }
        };
        let drawn = Drawn { art: stamp.art.clone(), ink: stamp.ink, size };
        let known = layout.drawn.iter().position(|known| *known == drawn);
        let form = match known.and_then(|known| layout.forms.get(known)) {
            Some(form) => Arc::clone(form),
            // As an archive allows it before it is cut, so that slices go on to share it.
            None => Arc::new(match pdf::archive(document) {
                Some(archive) => art
                    .form_of(size)?
                    .for_archive(archive.opaque)
                    .map_err(|error| failures::of_appearance(&error))?,
                None => art.form_of(size)?,
            }),
        };
        layout.forms.push(form);
        layout.drawn.push(drawn);
        layout.pictures.push(art.is_seal && art.seal.is_none());
        layout.seals.push(art.seal);
        Ok(())
    }
}

impl Layout {
    /// What is stamped on which pages, for the log: `检测章 0aaa3f28 1-20`.
    pub(crate) fn in_words(&self) -> String {
        let stamps = self.seals.iter().enumerate().map(|(index, seal)| {
            let name = seal.as_ref().map_or("-".to_owned(), |seal| format!("{} {}", seal.name, seal.id));
            let on = self.marks.iter().filter(|mark| mark.stamp == index).map(|mark| mark.page);
            format!("{name} {}", pages::written(on))
        });
        stamps.collect::<Vec<_>>().join("; ")
    }
}

impl Papers {
    /// The sizes of a document's pages.
    pub(super) fn of(document: &pdf::Document) -> Result<Self, pdf::Error> {
        let pages = document.page_list()?;
        Ok(Self(pages.entries().iter().map(|page| page.boxes.geometry().size_mm()).collect()))
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// Width and height of a page, from 0, in millimetres.
    pub(super) fn size(&self, page: usize) -> Option<(f64, f64)> {
        self.0.get(page).copied()
    }

    /// Refuses what is not wholly on its page.
    pub(super) fn check(&self, page: usize, area: RectMm) -> Result<(), Failure> {
        let (width, height) = self.size(page).unwrap_or_default();
        let inside = area.x >= -SLACK
            && area.y >= -SLACK
            && area.x + area.width <= width + SLACK
            && area.y + area.height <= height + SLACK;
        if inside { Ok(()) } else { Err(off_page(page)) }
    }
}

pub(super) fn off_page(page: usize) -> Failure {
    Failure::new(FailureCode::Stamping).of_case("off-page").with("page", page + 1)
}
