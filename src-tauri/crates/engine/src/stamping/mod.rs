//! Seals and other marks in the same pass as a signature: where each stands, how it is bound, what it looks like.
//!
//! `plan` puts stamps onto pages (`pages`, `keyword`, `seam`), `art` gives them their form, `bound` chooses how signatures
//! bind them. Nothing here signs or writes.

mod art;
mod bound;
mod files;
mod keyword;
mod pages;
mod plan;
mod presets;
mod seam;
mod slots;

use std::collections::BTreeSet;
use std::sync::Arc;

use appearance::Form;
use pdf::RectMm;
use sign::{Placement, Target};
use wire::{
    BesideStamp, CaptionSide, DrawStamp, Failure, Place, PlanSlots, PlanStamps, PlannedMark, Stamp,
    StampPlace, StampPlan, StampWay, Text,
};

use crate::looks::{self, Shown};
use crate::{Engine, explain, failures};

pub(crate) use bound::{Bound, Impression, bind};
pub use files::{PlanFiles, PlannedFiles};
pub(crate) use plan::{Laid, Layout};
pub use presets::{KeepPreset, as_kept};
pub(crate) use slots::slots_for;

/// The width of a caption beside a stamp at least, millimetres.
const NARROWEST_CAPTION: f64 = 40.0;
/// Between a stamp and its caption, millimetres.
const CAPTION_GAP: f64 = 1.0;
/// The most lines of a caption whose place is asked for.
const MOST_LINES: u32 = 12;
/// The most pixels of a side of a drawn stamp.
const MOST_PIXELS: f64 = 4096.0;

impl Engine {
    /// Where stamps would stand in an open document, and how they would be bound; nothing is done.
    pub fn plan_stamps(&self, request: PlanStamps) -> Result<StampPlan, Failure> {
        let open = self.open.get(&request.document)?;
        let document = open.document();
        let mut layout = self.lay_out(&document, &request.stamps)?;
        let bound = bind(&document, &mut layout, Target::Invisible, None, open.path())?;
        let lines = |caption: &BesideStamp| f64::from(caption.lines.min(MOST_LINES)) * looks::LINE_MM;
        let beside = request.caption.filter(|caption| caption.lines > 0).zip(first_whole(&layout));
        let caption = beside.map(|(caption, mark)| {
            explain::place_of(mark.page, caption_area(mark.shown, caption.side, lines(&caption)))
        });
        Ok(StampPlan { caption, ..plan_of(&layout, &bound) })
    }

    /// Where fields for the slices of a seam seal would stand in an open document.
    pub fn plan_slots(&self, request: PlanSlots) -> Result<Vec<Place>, Failure> {
        let open = self.open.get(&request.document)?;
        let fields = slots_for(&open.document(), &request.slots, open.path())?;
        Ok(fields.into_iter().filter_map(|field| field.place).collect())
    }

    /// A planned mark as it will be: PNG with transparency.
    pub fn draw_stamp(&self, request: DrawStamp) -> Result<Vec<u8>, Failure> {
        let form = self.planned_form(&request)?;
        let pixels = |millimetres: f64| (millimetres * request.scale).round().clamp(1.0, MOST_PIXELS) as u32;
        let limits = render::Limits::default();
        render::draw_form(&form, pixels(request.width), pixels(request.height), &limits)
            .and_then(|pixels| pixels.to_png())
            .map_err(|error| failures::of_render(&error))
    }

    /// Where stamps would stand in a document, and how they would be bound to a signature at `place`.
    pub(crate) fn plan(
        &self,
        document: &pdf::Document,
        stamps: &[Stamp],
        place: Target,
        path: &std::path::Path,
    ) -> Result<StampPlan, Failure> {
        let mut layout = self.lay_out(document, stamps)?;
        let bound = bind(document, &mut layout, place, None, path)?;
        Ok(plan_of(&layout, &bound))
    }

    /// What is signed and drawn where stamps go along with a signature at `place` that shows `form`.
    pub(crate) fn bound(
        &self,
        document: &pdf::Document,
        stamps: &[Stamp],
        own: &Own<'_>,
        path: &std::path::Path,
    ) -> Result<Bound, Failure> {
        if stamps.is_empty() {
            return Ok(Bound::alone(own.place.clone(), own.form.clone()));
        }
        let mut layout = self.lay_out(document, stamps)?;
        let (place, form) = beside_first(&layout, own)?;
        let mut bound = bind(document, &mut layout, place, form, path)?;
        bound.notes.push(way_in_words(&plan_of(&layout, &bound)));
        bound.notes.append(&mut layout.notes);
        Ok(bound)
    }

    fn planned_form(&self, request: &DrawStamp) -> Result<Form, Failure> {
        let art = self.artwork(&request.stamp)?;
        match (&request.stamp.at, request.slice) {
            (StampPlace::Seam(seam), Some((number, of))) => {
                let (width, height) = art.size(seam.width);
                let whole = RectMm { x: 0.0, y: 0.0, width, height };
                let part = seam::part(seam.edge, number, of, (width, height));
                Ok(cut(&Arc::new(art.form(seam.width)?), part, whole))
            }
            (StampPlace::Field(_), _) => art.form_of((request.width, request.height)),
            (StampPlace::Pages { width, .. }, _) => art.form(*width),
            (StampPlace::Keyword(words), _) => art.form(words.width),
            (StampPlace::Seam(seam), None) => art.form(seam.width),
        }
    }
}

/// The signature itself: where it stands and what it shows, before there are stamps.
pub(crate) struct Own<'a> {
    /// Where.
    pub(crate) place: Target,
    /// What stands there.
    pub(crate) form: Option<Form>,
    /// What it shows.
    pub(crate) shown: &'a Shown,
}

/// The signature's own place: beside the first stamp, where its caption is to stand there.
fn beside_first(layout: &Layout, own: &Own<'_>) -> Result<(Target, Option<Form>), Failure> {
    let side = own.shown.beside_a_stamp().filter(|_| own.place == Target::Invisible);
    let (Some(mark), Some(side)) = (first_whole(layout), side) else {
        return Ok((own.place.clone(), own.form.clone()));
    };
    let area = caption_area(mark.shown, side, own.shown.lines_mm());
    layout.papers.check(mark.page, area)?;
    let form = own.shown.lines_form(area.width, area.height)?;
    Ok((Target::Visible(Placement { page: mark.page, area }), Some(form)))
}

/// The first mark that is whole and in no field: a caption stands beside it.
fn first_whole(layout: &Layout) -> Option<&Laid> {
    layout.marks.iter().find(|mark| mark.slice.is_none() && mark.field.is_none())
}

/// Where a caption of this height stands beside a stamp.
fn caption_area(stamp: RectMm, side: CaptionSide, height: f64) -> RectMm {
    match side {
        CaptionSide::Below => {
            let width = stamp.width.max(NARROWEST_CAPTION);
            let x = stamp.x + (stamp.width - width) / 2.0;
            RectMm { x, y: stamp.y + stamp.height + CAPTION_GAP, width, height }
        }
        CaptionSide::Right => {
            let x = stamp.x + stamp.width + CAPTION_GAP;
            RectMm { x, y: stamp.y + (stamp.height - height) / 2.0, width: NARROWEST_CAPTION, height }
        }
    }
}

/// The plan of a layout for the wire.
pub(crate) fn plan_of(layout: &Layout, bound: &Bound) -> StampPlan {
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let marks = layout.marks.iter().map(|mark| PlannedMark {
        stamp: number(mark.stamp),
        place: explain::place_of(mark.page, mark.shown),
        slice: mark.slice,
    });
    let mut marks: Vec<PlannedMark> = marks.collect();
    marks.sort_by_key(|mark| mark.place.page);
    StampPlan { marks, way: bound.way, notes: layout.notes.clone(), caption: None }
}

/// How the marks of a plan are bound, in a sentence.
pub fn way_in_words(plan: &StampPlan) -> Text {
    let (id, signatures) = match plan.way {
        StampWay::OneSignature => ("stamp-way-one", 1),
        StampWay::SignatureEach { signatures } => ("stamp-way-each", signatures),
        StampWay::ReservedFields { signatures } => ("stamp-way-reserved", signatures),
    };
    let pages: BTreeSet<u32> = plan.marks.iter().map(|mark| mark.place.page).collect();
    let counted = Text::new(id).with("marks", plan.marks.len()).with("pages", pages.len());
    counted.with("signatures", signatures)
}

/// The part of a form that stands in `shown` when all of it stands in `whole`.
fn cut(form: &Arc<Form>, shown: RectMm, whole: RectMm) -> Form {
    let (across, up) = (form.width() / whole.width, form.height() / whole.height);
    let left = (shown.x - whole.x) * across;
    let bottom = (whole.y + whole.height - shown.y - shown.height) * up;
    form.slice(pdf::Rect::new(left, bottom, left + shown.width * across, bottom + shown.height * up))
}
