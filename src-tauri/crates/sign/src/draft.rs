//! The document, the field and what is claimed: everything of a signature but its value.

use appearance::Form;
use lopdf::{Dictionary, Object, ObjectId, dictionary};
use pdf::{
    Document, Field, FieldKind, LockAction, PageGeometry, Rect, RectMm, Update, Widget, form_edit,
    text_string,
};

use crate::{BaseDigest, Claims, Error, Prepared, Signed, permission};

/// How many times the room for the signature is grown before giving up.
const ATTEMPTS: usize = 3;

/// Widget flags: Print and Locked (ISO 32000-2 table 167).
const WIDGET_FLAGS: i64 = 4 | 128;

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

/// A signature that is still without its value. It holds no key and has touched nothing.
pub struct Draft<'a> {
    document: &'a Document,
    place: Place,
    form: Option<&'a Form>,
    claims: &'a Claims,
    identifier: [u8; 16],
}

/// The target, resolved against the document.
enum Place {
    New { page: ObjectId, rect: Rect, geometry: PageGeometry },
    Existing { id: ObjectId, field: Box<Field>, geometry: Option<PageGeometry> },
}

impl<'a> Draft<'a> {
    /// Checks that the document can be signed there, by its form, its fields and its earlier signatures.
    ///
    /// `form` is what a visible signature shows; `identifier` are random bytes for the second half of the file's
    /// `/ID`. Fails with what forbids it: XFA, a certification, a field that is signed or missing, a place off the page.
    pub fn new(
        document: &'a Document,
        target: &Target,
        form: Option<&'a Form>,
        claims: &'a Claims,
        identifier: [u8; 16],
    ) -> Result<Self, Error> {
        permission::check(document)?;
        let place = match target {
            Target::Invisible => {
                let page = document.page(0)?;
                Place::New { page: page.id, rect: Rect::new(0.0, 0.0, 0.0, 0.0), geometry: page.geometry() }
            }
            Target::Visible(placement) => on_page(document, placement)?,
            Target::Field(name) => in_field(document, name)?,
        };
        Ok(Self { document, place, form, claims, identifier })
    }

    /// The update with room for a signature of `room` bytes, its byte range fixed.
    pub fn prepare(&self, room: usize) -> Result<Prepared, Error> {
        let mut update = Update::new(self.document)?;
        update.renew_identifier(&self.identifier);
        let mut dictionary = dictionary! {
            "Type" => "Sig",
            "Filter" => "Adobe.PPKLite",
            "SubFilter" => "ETSI.CAdES.detached",
        };
        self.claims.write(&mut dictionary);
        if let Place::Existing { field, .. } = &self.place {
            lock_fields(&mut dictionary, field, update.catalog_id()?);
        }
        let signature = update.add_signature(dictionary, room);
        match &self.place {
            Place::New { page, rect, geometry } => {
                self.add_field(&mut update, signature, *page, *rect, geometry)?;
            }
            Place::Existing { id, field, geometry } => {
                self.fill_field(&mut update, signature, (id, field), geometry.as_ref())?;
            }
        }
        let mut increment = update.finish()?;
        increment.set_byte_range()?;
        Ok(Prepared::new(increment))
    }

    /// Prepares and signs, with room measured from the signer's chain and grown where it does not suffice.
    pub fn sign(&self, signer: &dyn cades::Signer, base: &BaseDigest) -> Result<Signed, Error> {
        if base.length() != self.document.len() {
            return Err(Error::OtherBase { digested: base.length(), length: self.document.len() });
        }
        let mut room = cades::build::estimated_size(signer);
        for _ in 0..ATTEMPTS {
            match self.prepare(room)?.sign(signer, base) {
                Err(Error::TooLarge { needed }) => room = needed.saturating_add(needed / 4),
                done => return done,
            }
        }
        Err(Error::TooLarge { needed: room })
    }

    fn add_field(
        &self,
        update: &mut Update,
        signature: ObjectId,
        page: ObjectId,
        rect: Rect,
        geometry: &PageGeometry,
    ) -> Result<(), Error> {
        let name = form_edit::unused_field_name(update, "Signature")?;
        let mut field = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "FT" => "Sig",
            "T" => text_string(&name),
            "V" => signature,
            "Rect" => numbers(rect.to_array()),
            "F" => WIDGET_FLAGS,
            "P" => page,
        };
        self.show(update, &mut field, rect, Some(geometry))?;
        let id = update.add(Object::Dictionary(field));
        form_edit::append_annotation(update, page, id)?;
        form_edit::append_field(update, id)?;
        Ok(())
    }

    fn fill_field(
        &self,
        update: &mut Update,
        signature: ObjectId,
        (id, field): (&ObjectId, &Field),
        geometry: Option<&PageGeometry>,
    ) -> Result<(), Error> {
        let mut dictionary = dictionary_of(update, *id)?;
        dictionary.set("V", Object::Reference(signature));
        match field.widgets.first() {
            Some(widget) if widget.id == Some(*id) => {
                self.show(update, &mut dictionary, widget.rect, geometry)?
            }
            Some(Widget { id: Some(separate_id), rect, .. }) => {
                let mut separate = dictionary_of(update, *separate_id)?;
                self.show(update, &mut separate, *rect, geometry)?;
                update.set(*separate_id, Object::Dictionary(separate));
            }
            _ => {}
        }
        update.set(*id, Object::Dictionary(dictionary));
        form_edit::mark_signed(update)?;
        Ok(())
    }

    /// Gives a widget its normal appearance, upright on a page that is shown turned.
    fn show(
        &self,
        update: &mut Update,
        widget: &mut Dictionary,
        rect: Rect,
        geometry: Option<&PageGeometry>,
    ) -> Result<(), Error> {
        let Some(form) = self.form.filter(|_| !rect.is_empty()) else { return Ok(()) };
        let matrix = geometry.map_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], |geometry| {
            geometry.appearance_matrix(form.width(), form.height())
        });
        let normal = form.write_turned(update, matrix)?;
        widget.set("AP", dictionary! { "N" => normal });
        Ok(())
    }
}

fn on_page(document: &Document, placement: &Placement) -> Result<Place, Error> {
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
    Ok(Place::New { page: page.id, rect: geometry.rect_to_user_space(placement.area), geometry })
}

fn in_field(document: &Document, name: &str) -> Result<Place, Error> {
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
    Ok(Place::Existing { id, field: Box::new(field), geometry })
}

/// A field with `/Lock` has its signature say which fields it locks (§12.8.2.4): a FieldMDP transform.
fn lock_fields(signature: &mut Dictionary, field: &Field, catalog: ObjectId) {
    let Some(lock) = &field.lock else { return };
    let action: &[u8] = match lock.action {
        LockAction::Include => b"Include",
        LockAction::Exclude => b"Exclude",
        _ => b"All", // what is not understood locks everything
    };
    let mut parameters = dictionary! {
        "Type" => "TransformParams",
        "V" => Object::Name(b"1.2".to_vec()),
        "Action" => Object::Name(action.to_vec()),
    };
    if !lock.fields.is_empty() {
        let names = lock.fields.iter().map(|name| text_string(name)).collect();
        parameters.set("Fields", Object::Array(names));
    }
    let reference = dictionary! {
        "Type" => "SigRef",
        "TransformMethod" => "FieldMDP",
        "TransformParams" => parameters,
        "Data" => catalog,
    };
    signature.set("Reference", Object::Array(vec![Object::Dictionary(reference)]));
}

fn dictionary_of(update: &Update, id: ObjectId) -> Result<Dictionary, Error> {
    match update.get(id)? {
        Object::Dictionary(dictionary) => Ok(dictionary),
        _ => Err(Error::Page { id }),
    }
}

/// Coordinates to a ten-thousandth of a point, whole where they are whole.
fn numbers(values: [f64; 4]) -> Object {
    let number = |value: f64| match (value * 10_000.0).round() / 10_000.0 {
        whole if whole.fract() == 0.0 && whole.abs() < 1e9 => Object::Integer(whole as i64),
        broken => Object::Real(broken as f32),
    };
    Object::Array(values.map(number).to_vec())
}
