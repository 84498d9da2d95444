//! The document, the field and what is claimed: everything of a signature but its value.

use std::borrow::Cow;

use appearance::{Form, Written};
use lopdf::{Dictionary, Object, ObjectId, dictionary};
use pdf::{Document, PageGeometry, Rect, Update, Widget, form_edit};

use crate::permission::{self, Act, Earlier};
use crate::place::{Existing, Spot};
use crate::relay::{room_for, with_room};
use crate::rights::write_references;
use crate::seed::{Chosen, Demands};
use crate::widget::{NewWidget, blank, dictionary_of};
use crate::{BaseDigest, Claims, Error, Extras, Marks, Prepared, Rights, Signed, Structure, Target};

/// A signature that is still without its value. It holds no key and has touched nothing.
pub struct Draft<'a> {
    document: &'a Document,
    place: Place,
    form: Option<Cow<'a, Form>>,
    marks: Option<&'a Marks>,
    /// Forms inside others that the document has already.
    written: Written,
    claims: &'a Claims,
    certify: Option<u8>,
    chosen: Chosen,
    /// The part of ISO 19005 that the document claims.
    archive: Option<pdf::Archive>,
    is_signed: bool,
    identifier: [u8; 16],
}

/// The target, resolved against the document.
enum Place {
    New { name: String, spot: Spot },
    Existing(Existing),
}

impl<'a> Draft<'a> {
    /// Checks that the document can be signed there, by its form, its fields and its earlier signatures.
    ///
    /// `form` is what a visible signature shows; in an archive document (PDF/A) it is written as that allows.
    /// `identifier` are random bytes for the second half of the file's `/ID`. Fails with what forbids it: XFA, a
    /// certification, a lock, a field that is signed or missing, a place off the page, a demand of the field.
    pub fn new(
        document: &'a Document,
        target: &Target,
        form: Option<&'a Form>,
        claims: &'a Claims,
        rights: &Rights,
        identifier: [u8; 16],
    ) -> Result<Self, Error> {
        Self::checked(document, target, form, claims, rights, identifier, None)
    }

    /// The same behind signatures of the same pass, all of whose places were permitted together ([`crate::permit`]) before the
    /// first was made and none of which binds others ([`Self::binds`]): the earlier signatures are not read again, of which
    /// there may be hundreds.
    pub fn behind(
        document: &'a Document,
        target: &Target,
        form: Option<&'a Form>,
        claims: &'a Claims,
        rights: &Rights,
        identifier: [u8; 16],
    ) -> Result<Self, Error> {
        Self::checked(document, target, form, claims, rights, identifier, Some(Earlier { is_signed: true }))
    }

    /// Whether this signature says what others may do: certifies, or locks fields.
    pub fn binds(&self) -> bool {
        self.certify.is_some() || self.chosen.lock.is_some()
    }

    /// Whether the field wants the answers that prove the signer's certificate unrevoked inside the message
    /// ([`cades::revocation_archive`], ISO 32000-2 table 237 /AddRevInfo); without them signing is refused.
    pub fn proves_unrevoked(&self) -> bool {
        self.demands().is_some_and(|demands| demands.wants_revocation())
    }

    /// What the field demands, where it was there before.
    fn demands(&self) -> Option<Demands<'_>> {
        match &self.place {
            Place::Existing(existing) => existing.demands(),
            Place::New { .. } => None,
        }
    }

    fn checked(
        document: &'a Document,
        target: &Target,
        form: Option<&'a Form>,
        claims: &'a Claims,
        rights: &Rights,
        identifier: [u8; 16],
        permitted: Option<Earlier>,
    ) -> Result<Self, Error> {
        rights.check()?;
        let place = match target {
            Target::Invisible => Place::new(document, Spot::invisible(document)?)?,
            Target::Visible(placement) => Place::new(document, Spot::on_page(document, placement)?)?,
            Target::Field(name) => Place::Existing(Existing::find(document, name)?),
        };
        let (field, exists, visible) = match &place {
            Place::New { name, spot } => (name.as_str(), false, !spot.rect.is_empty()),
            Place::Existing(existing) => (existing.field.name.as_str(), true, existing.is_visible()),
        };
        let act = Act::Sign { field, exists, visible, certify: rights.certify.is_some() };
        // A certification must be the first, whoever permitted what.
        let earlier = match permitted.filter(|_| rights.certify.is_none()) {
            Some(earlier) => earlier,
            None => permission::check(document, act)?,
        };
        let chosen = match &place {
            Place::New { .. } => Chosen::freely(rights.lock.clone()),
            Place::Existing(existing) => {
                let lock = existing.field.lock.clone().or_else(|| rights.lock.clone());
                match existing.demands() {
                    Some(demands) => demands.choose(claims, rights, lock)?,
                    None => Chosen::freely(lock),
                }
            }
        };
        let archive = pdf::archive(document);
        let form = match (form.filter(|_| visible), archive) {
            (Some(form), Some(archive)) => Some(Cow::Owned(form.for_archive(archive.opaque)?)),
            (form, _) => form.map(Cow::Borrowed),
        };
        let (certify, is_signed) = (rights.certify, earlier.is_signed);
        let (marks, written) = (None, Written::default());
        Ok(Self {
            document,
            place,
            form,
            marks,
            written,
            claims,
            certify,
            chosen,
            archive,
            is_signed,
            identifier,
        })
    }

    /// The same with marks drawn into the pages, bound by this signature.
    ///
    /// Fails where there is a signature already ([`Error::PagesSigned`]), or a mark is off its page.
    pub fn with_marks(mut self, marks: &'a Marks) -> Result<Self, Error> {
        if !marks.is_empty() {
            permission::check(self.document, Act::Draw)?;
            for mark in &marks.places {
                Spot::on_page(self.document, &mark.shown)?;
            }
            self.marks = Some(marks);
        }
        Ok(self)
    }

    /// The same with what forms an earlier update of this document wrote, which are not written again.
    pub fn with_written(self, written: Written) -> Self {
        Self { written, ..self }
    }

    /// The update with room for a signature of `room` bytes, its byte range fixed.
    pub fn prepare(&self, room: usize) -> Result<Prepared, Error> {
        let mut update = Update::new(self.document)?;
        update.renew_identifier(&self.identifier);
        let mut written = self.written.clone();
        if let Some(marks) = self.marks {
            marks.draw(&mut update, self.archive, &mut written)?;
        }
        let mut dictionary = dictionary! {
            "Type" => "Sig",
            "Filter" => "Adobe.PPKLite",
            "SubFilter" => self.chosen.sub_filter,
        };
        self.claims.write(&mut dictionary);
        write_references(&mut dictionary, self.certify, self.chosen.lock.as_ref(), update.catalog_id()?);
        let signature = update.add_signature(dictionary, room);
        if self.certify.is_some() {
            form_edit::append_certification(&mut update, signature)?;
        }
        let (field, structure) = match &self.place {
            Place::New { name, spot } => {
                (name, self.add_field(&mut update, signature, name, *spot, &mut written)?)
            }
            Place::Existing(existing) => {
                self.fill_field(&mut update, signature, existing, &mut written)?;
                (&existing.field.name, Structure::Existing)
            }
        };
        Ok(Prepared::new(update.finish()?, field.clone(), structure)?.with_written(written))
    }

    /// Prepares and signs, with room measured from the signer's chain and grown where it does not suffice.
    ///
    /// Fails with what the signer, the field's demands or the timestamp authority object; the document must have been
    /// hashed with the signer's digest.
    pub fn sign(
        &self,
        signer: &dyn cades::Signer,
        base: &BaseDigest,
        extras: &Extras<'_>,
    ) -> Result<Signed, Error> {
        if base.length() != self.document.len() {
            return Err(Error::OtherBase { digested: base.length(), length: self.document.len() });
        }
        if let Some(demands) = self.demands() {
            demands.check_signer(signer, extras)?;
        }
        with_room(room_for(signer, extras), |room| self.prepare(room)?.sign(signer, base, extras))
    }

    fn add_field(
        &self,
        update: &mut Update,
        signature: ObjectId,
        name: &str,
        spot: Spot,
        written: &mut Written,
    ) -> Result<Structure, Error> {
        let mut entries = dictionary! { "V" => signature };
        self.show(update, &mut entries, (spot.rect, Some(&spot.geometry)), written)?;
        // ISO 19005-1 §6.9: every field has an appearance; the later parts except what has no area.
        if self.archive.is_some_and(|archive| archive.part == 1) && !entries.has(b"AP") {
            let blank = update.add(blank(spot.rect));
            entries.set("AP", dictionary! { "N" => blank });
        }
        let tooltip = Some(self.claims.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(name);
        let (lock, may_tag) = (self.chosen.lock.as_ref(), !self.is_signed);
        NewWidget { name, spot, tooltip, lock, entries, may_tag }.hang_up(update)
    }

    fn fill_field(
        &self,
        update: &mut Update,
        signature: ObjectId,
        Existing { id, field, geometry }: &Existing,
        written: &mut Written,
    ) -> Result<(), Error> {
        let mut dictionary = dictionary_of(update, *id)?;
        dictionary.set("V", Object::Reference(signature));
        match field.widgets.first() {
            Some(widget) if widget.id == Some(*id) => {
                self.show(update, &mut dictionary, (widget.rect, geometry.as_ref()), written)?
            }
            Some(Widget { id: Some(separate_id), rect, .. }) => {
                let mut separate = dictionary_of(update, *separate_id)?;
                self.show(update, &mut separate, (*rect, geometry.as_ref()), written)?;
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
        (rect, geometry): (Rect, Option<&PageGeometry>),
        written: &mut Written,
    ) -> Result<(), Error> {
        let Some(form) = self.form.as_ref().filter(|_| !rect.is_empty()) else { return Ok(()) };
        let matrix = geometry.map_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], |geometry| {
            geometry.appearance_matrix(form.width(), form.height())
        });
        let normal = form.write_once(update, matrix, written)?;
        widget.set("AP", dictionary! { "N" => normal });
        Ok(())
    }
}

impl Place {
    fn new(document: &Document, spot: Spot) -> Result<Self, Error> {
        let name = form_edit::unused_field_name(&Update::new(document)?, "Signature")?;
        Ok(Self::New { name, spot })
    }
}

impl Existing {
    fn demands(&self) -> Option<Demands<'_>> {
        let seed = self.field.seed_value.as_ref()?;
        Some(Demands { field: &self.field.name, seed })
    }
}
