//! How marks are bound by signatures, the lawful way chosen by the program.
//!
//! Without an earlier signature all marks stand in the revision of one: the signature's own widget shows its look, or the
//! first mark where it has none, and everything else is drawn into the pages. Behind a signature nothing of a page
//! may change any more: each mark becomes a signature of its own, in a field that was reserved for it or in a new one.
//! A field never has two widgets, and no two fields share a value.

use appearance::Form;
use sign::{Marked, Marks, Placement, Target};
use wire::{Failure, FailureCode, StampWay, Text};

use super::art::Stamped;
use super::plan::{Laid, Layout};
use super::slots::slots;
use crate::failures;

/// What each signature shows, and what is drawn with the first.
#[derive(Clone)]
pub(crate) struct Bound {
    /// Where the first signature stands.
    pub(crate) place: Target,
    /// What it shows.
    pub(crate) form: Option<Form>,
    /// What is drawn into the pages in its revision.
    pub(crate) marks: Marks,
    /// Further signatures, with what each shows.
    pub(crate) further: Vec<(Target, Form)>,
    /// The way it is.
    pub(crate) way: StampWay,
    /// What was done, for the user.
    pub(crate) notes: Vec<Text>,
    /// What is stamped where, for the log; empty where nothing is.
    pub(crate) in_words: String,
    /// The kept seals that are stamped.
    pub(crate) seals: Vec<Stamped>,
    /// Each of their impressions, for whoever decides about it.
    pub(crate) impressions: Vec<Impression>,
}

/// An impression of a kept seal, or a slice of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Impression {
    /// The seal.
    pub(crate) seal: Stamped,
    /// The page, from 1.
    pub(crate) page: u32,
    /// It counts: whole, or the first of the slices.
    pub(crate) counts: bool,
}

impl Bound {
    /// A signature without marks beside it.
    pub(crate) fn alone(place: Target, form: Option<Form>) -> Self {
        Self {
            place,
            form,
            marks: Marks::default(),
            further: Vec::new(),
            way: StampWay::OneSignature,
            notes: Vec::new(),
            in_words: String::new(),
            seals: Vec::new(),
            impressions: Vec::new(),
        }
    }

    /// Where each signature stands and what it shows, in the order in which they are made.
    pub(crate) fn signatures(&self) -> Vec<(&Target, Option<&Form>)> {
        let first = (&self.place, self.form.as_ref());
        let further = self.further.iter().map(|(target, form)| (target, Some(form)));
        std::iter::once(first).chain(further).collect()
    }
}

/// Binds the marks to a signature that stands at `place` and shows `form`. Notes are added to the layout's.
///
/// Fails where an earlier signature forbids it, with whose it is.
pub(crate) fn bind(
    document: &pdf::Document,
    layout: &mut Layout,
    place: Target,
    form: Option<Form>,
    path: &std::path::Path,
) -> Result<Bound, Failure> {
    let of_pdf = |error: pdf::Error| failures::of_pdf(&error, path);
    let signed = pdf::signatures(document).map_err(of_pdf)?.iter().any(|found| found.dictionary().is_some());
    let mut bound =
        if signed { each(document, layout, place, form)? } else { together(layout, place, form)? };
    let targets: Vec<&Target> =
        std::iter::once(&bound.place).chain(bound.further.iter().map(|(target, _)| target)).collect();
    sign::permit(document, &targets).map_err(|error| failures::of_sign(&error, path))?;
    bound.in_words = layout.in_words();
    bound.seals = layout.seals.iter().flatten().cloned().collect();
    bound.seals.dedup();
    bound.impressions = layout.impressions();
    Ok(bound)
}

/// All marks in one revision, but for those that were asked for in fields.
fn together(layout: &Layout, place: Target, form: Option<Form>) -> Result<Bound, Failure> {
    let mut bound = Bound::alone(place, form);
    let mut free = bound.place == Target::Invisible;
    for mark in &layout.marks {
        let shows = |bound: &mut Bound, target| -> Result<(), Failure> {
            bound.place = target;
            bound.form = Some(form_of(layout, mark)?);
            Ok(())
        };
        match (&mark.field, mark.slice) {
            (Some(field), _) if free => {
                shows(&mut bound, Target::Field(field.clone()))?;
                free = false;
            }
            (Some(field), _) => bound.further.push((Target::Field(field.clone()), form_of(layout, mark)?)),
            (None, None) if free => {
                shows(&mut bound, Target::Visible(placement(mark)))?;
                free = false;
            }
            (None, _) => bound.marks.places.push(Marked {
                form: mark.stamp,
                shown: placement(mark),
                whole: mark.whole,
            }),
        }
    }
    if !bound.marks.is_empty() {
        bound.marks.forms = layout.forms.clone();
    }
    if !bound.further.is_empty() {
        bound.way = StampWay::SignatureEach { signatures: count(bound.further.len() + 1) };
    }
    Ok(bound)
}

/// A signature for each mark.
fn each(
    document: &pdf::Document,
    layout: &mut Layout,
    place: Target,
    form: Option<Form>,
) -> Result<Bound, Failure> {
    let mut slots = slots(document)?;
    let mut signatures: Vec<(Target, Form)> = Vec::with_capacity(layout.marks.len());
    let mut reserved = true;
    for index in 0..layout.marks.len() {
        let Some(mark) = layout.marks.get_mut(index) else { break };
        let slot = mark.slice.and_then(|_| slots.iter().position(|slot| slot.page == mark.page));
        let target = match (&mark.field, slot.map(|slot| slots.swap_remove(slot))) {
            (Some(field), _) => Target::Field(field.clone()),
            (None, Some(slot)) => {
                slot.take(mark)?;
                Target::Field(slot.name)
            }
            (None, None) => {
                reserved = false;
                Target::Visible(placement(mark))
            }
        };
        let Some(mark) = layout.marks.get(index) else { break };
        signatures.push((target, form_of(layout, mark)?));
    }
    let has_place = place != Target::Invisible || signatures.is_empty();
    let mut signatures = signatures.into_iter();
    let (place, form) = if has_place {
        (place, form)
    } else {
        signatures.next().map_or((Target::Invisible, None), |(target, form)| (target, Some(form)))
    };
    let further: Vec<_> = signatures.collect();
    let signatures = count(further.len() + 1);
    let way = match (layout.marks.is_empty(), reserved) {
        (true, _) => StampWay::OneSignature,
        (false, true) => StampWay::ReservedFields { signatures },
        (false, false) => StampWay::SignatureEach { signatures },
    };
    if !layout.marks.is_empty() {
        layout.notes.push(Text::new("stamp-note-signed-before"));
    }
    Ok(Bound { further, way, ..Bound::alone(place, form) })
}

fn placement(mark: &Laid) -> Placement {
    Placement { page: mark.page, area: mark.shown }
}

/// The form of a mark alone: the stamp's, or what of it the mark shows.
fn form_of(layout: &Layout, mark: &Laid) -> Result<Form, Failure> {
    let form = layout.forms.get(mark.stamp).ok_or_else(|| Failure::new(FailureCode::Internal))?;
    Ok(if mark.shown == mark.whole { Form::clone(form) } else { super::cut(form, mark.shown, mark.whole) })
}

fn count(signatures: usize) -> u32 {
    u32::try_from(signatures).unwrap_or(u32::MAX)
}
