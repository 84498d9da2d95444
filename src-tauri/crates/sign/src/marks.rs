//! Marks beside the signature's own, drawn into the pages in the revision that the signature covers.
//!
//! One signature protects every byte of its revision, so that one suffices for any number of marks. Owns the drawing of
//! the marks where a reader shall see them; refuses it once there is a signature, for then the content of pages may
//! change no more.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use appearance::{Form, Written};
use pdf::page_content::{Painted, Painter};
use pdf::{ObjectId, RectMm, Update};

use crate::Error;
use crate::place::{Placement, Spot};

const IDENTITY: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The forms and the places where they are drawn. A form that stands in several places is written once.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// What is drawn.
    pub forms: Vec<Arc<Form>>,
    /// Where, in the order of drawing.
    pub places: Vec<Marked>,
}

/// One form in one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marked {
    /// Which of the forms, from 0.
    pub form: usize,
    /// The part of a page that shows it; wholly on the page.
    pub shown: Placement,
    /// Where the whole form stands, millimetres from the top left of that page: the same area, or a larger one of which
    /// only a slice is shown.
    pub whole: RectMm,
}

impl Marks {
    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Draws them; `archive` is what the document claims to be (ISO 19005).
    pub(crate) fn draw(
        &self,
        update: &mut Update,
        archive: Option<pdf::Archive>,
        known: &mut Written,
    ) -> Result<(), Error> {
        let document = update.document().clone();
        let mut written: HashMap<usize, ObjectId> = HashMap::new();
        let mut pages: Vec<(ObjectId, Vec<Painted>)> = Vec::new();
        let mut places: HashMap<ObjectId, usize> = HashMap::new();
        for mark in &self.places {
            let Some(form) = self.forms.get(mark.form) else { continue };
            let first = self.forms.iter().position(|one| Arc::ptr_eq(one, form)).unwrap_or(mark.form);
            let id = match written.entry(first) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => *new.insert(match archive {
                    Some(archive) => form.for_archive(archive.opaque)?.write_once(update, IDENTITY, known)?,
                    None => form.write_once(update, IDENTITY, known)?,
                }),
            };
            let spot = Spot::on_page(&document, &mark.shown)?;
            let painted = Painted {
                form: id,
                matrix: spot.geometry.placing_matrix(mark.whole, form.width(), form.height()),
                clip: (mark.whole != mark.shown.area).then_some(spot.rect),
            };
            let place = *places.entry(spot.page).or_insert_with(|| {
                pages.push((spot.page, Vec::new()));
                pages.len() - 1
            });
            if let Some((_, forms)) = pages.get_mut(place) {
                forms.push(painted);
            }
        }
        let mut painter = Painter::default();
        for (page, forms) in &pages {
            painter.paint(update, *page, forms)?;
        }
        Ok(())
    }
}
