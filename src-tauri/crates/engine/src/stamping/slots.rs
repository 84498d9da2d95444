//! Fields that are reserved for the slices of a seam, for whoever stamps behind the first signature.
//!
//! They are made by `prepare`, one on each page where a slice will stand, and found again by their names. A slice that is
//! smaller than its slot stands in it at the edge; a larger one is refused.

use pdf::RectMm;
use wire::{Failure, FailureCode, NewField, Place, SeamSlots};

use super::plan::{Laid, Papers, off_page};
use super::seam::{self, pages_of};
use crate::{explain, failures};

/// The names of the fields begin so.
const SLOT: &str = "骑缝";

/// The sides that a seal can have, millimetres.
const SIDES: std::ops::RangeInclusive<f64> = 2.0..=200.0;

/// The fields for the slices of a seal.
pub(crate) fn slots_for(
    document: &pdf::Document,
    slots: &SeamSlots,
    path: &std::path::Path,
) -> Result<Vec<NewField>, Failure> {
    let SeamSlots { seam, height } = slots;
    let of_pdf = |error: pdf::Error| failures::of_pdf(&error, path);
    let papers = Papers::of(document).map_err(of_pdf)?;
    let size = (seam.width.unwrap_or(*height), *height);
    if !SIDES.contains(&size.0) || !SIDES.contains(&size.1) {
        return Err(Failure::new(FailureCode::SealMeasures)); // NaN too
    }
    let slices = seam::divide(seam, size, &pages_of(seam, &papers)?).map_err(off_page)?;
    let taken = pdf::form(document).map_err(of_pdf)?;
    let taken: Vec<&str> = taken.top_level_names().collect();
    let mut names =
        (1u32..).map(|number| format!("{SLOT}{number}")).filter(|name| !taken.contains(&name.as_str()));
    let field = |slice: &seam::Slice| {
        let RectMm { x: left, y: top, width, height } = slice.shown;
        Some(NewField {
            name: names.next()?,
            place: Some(Place { page: u32::try_from(slice.page).ok()?, left, top, width, height }),
            lock_all: false,
            reasons: Vec::new(),
            timestamp: false,
        })
    };
    let fields: Vec<NewField> = slices.iter().filter_map(field).collect();
    if fields.is_empty() {
        return Err(Failure::new(FailureCode::Stamping).of_case("no-seam"));
    }
    Ok(fields)
}

/// A reserved field on a page.
pub(super) struct Slot {
    pub(super) name: String,
    pub(super) page: usize,
    area: RectMm,
}

impl Slot {
    /// Moves a slice into the slot, and lets it show all of the slot's area.
    pub(super) fn take(&self, mark: &mut Laid) -> Result<(), Failure> {
        const SLACK: f64 = 0.05;
        let (area, shown) = (self.area, mark.shown);
        if shown.width > area.width + SLACK || shown.height > area.height + SLACK {
            let failure = Failure::new(FailureCode::Stamping).of_case("slot");
            return Err(failure.with("field", self.name.as_str()).with("page", self.page + 1));
        }
        // Along the edge in the middle of the slot, and at the edge where it was.
        let keep =
            |at: f64, length: f64, from: f64, room: f64| at.clamp(from, from + (room - length).max(0.0));
        let x = keep(shown.x, shown.width, area.x, area.width);
        let y = keep(shown.y, shown.height, area.y, area.height);
        mark.whole = RectMm { x: mark.whole.x + x - shown.x, y: mark.whole.y + y - shown.y, ..mark.whole };
        mark.shown = area;
        Ok(())
    }
}

/// The empty fields that are reserved for slices.
pub(super) fn slots(document: &pdf::Document) -> Result<Vec<Slot>, Failure> {
    let fields = crate::read::fields_of(document)
        .map_err(|error| failures::of_pdf(&error, std::path::Path::new("")))?;
    let reserved = fields.into_iter().filter(|field| !field.signed && field.name.starts_with(SLOT));
    let slot = |field: wire::SignatureField| {
        let place = field.place?;
        Some(Slot { name: field.name, page: place.page as usize, area: explain::area_of(&place) })
    };
    Ok(reserved.filter_map(slot).collect())
}
