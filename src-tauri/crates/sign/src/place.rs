//! Where a signature goes, resolved against the document: a rectangle on a page, or a field that is there.

use lopdf::ObjectId;
use pdf::{Document, Field, FieldKind, PageGeometry, Rect, RectMm};

use crate::Error;

/// A rectangle on a page as a reader sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// From 0.
    pub page: usize,
    /// Millimetres from the top left.
    pub area: RectMm,
}

/// Where the signature goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A field of its own without a place on any page.
    Invisible,
    /// A field of its own on a page.
    Visible(Placement),
    /// The empty field of this full name.
    Field(String),
}

/// A place for a new widget.
#[derive(Clone, Copy)]
pub(crate) struct Spot {
    pub(crate) page: ObjectId,
    pub(crate) rect: Rect,
    pub(crate) geometry: PageGeometry,
}

impl Spot {
    /// Nowhere, on the first page.
    pub(crate) fn invisible(document: &Document) -> Result<Self, Error> {
        let page = document.page(0)?;
        Ok(Self { page: page.id, rect: Rect::new(0.0, 0.0, 0.0, 0.0), geometry: page.geometry() })
    }

    /// The rectangle of a placement, which must be on its page.
    pub(crate) fn on_page(document: &Document, placement: &Placement) -> Result<Self, Error> {
        let page = document.page(placement.page)?;
        let geometry = page.geometry();
        let (width, height) = geometry.size_mm();
        let RectMm { x: left, y: top, width: across, height: down } = placement.area;
        /// A hair of rounding between millimetres and points is no reason to refuse.
        const SLACK: f64 = 0.01;
        let inside =
            left >= -SLACK && top >= -SLACK && left + across <= width + SLACK && top + down <= height + SLACK;
        if !(inside && across > 0.0 && down > 0.0) {
            return Err(Error::OffPage { page: placement.page });
        }
        Ok(Self { page: page.id, rect: geometry.rect_to_user_space(placement.area), geometry })
    }
}

/// An empty field that is there.
pub(crate) struct Existing {
    pub(crate) id: ObjectId,
    pub(crate) field: Box<Field>,
    /// Of the page that its first widget is on.
    pub(crate) geometry: Option<PageGeometry>,
}

impl Existing {
    /// Finds the field by its full name.
    pub(crate) fn find(document: &Document, name: &str) -> Result<Self, Error> {
        let field = pdf::fields(document)?
            .into_iter()
            .find(|field| field.name == name && field.kind == FieldKind::Signature)
            .ok_or_else(|| Error::NoSuchField { name: name.to_owned() })?;
        if !field.is_empty_signature() {
            return Err(Error::AlreadySigned { name: name.to_owned() });
        }
        // A field without an object of its own cannot be appended to; it is as good as not there.
        let id = field.id.ok_or_else(|| Error::NoSuchField { name: name.to_owned() })?;
        let page = field.widgets.first().and_then(|widget| widget.page);
        let geometry = page.map(|index| document.page(index)).transpose()?.map(|page| page.geometry());
        Ok(Self { id, field: Box::new(field), geometry })
    }

    /// Whether it has a place on a page.
    pub(crate) fn is_visible(&self) -> bool {
        self.field.widgets.iter().any(|widget| !widget.rect.is_empty())
    }
}
