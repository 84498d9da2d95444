//! What earlier signatures and the document itself have to say about one more signature.
//!
//! The rules are those of ISO 32000-2 §12.8.2 where they are clear. Where readers differ, the stricter one is followed,
//! so that no reader calls an earlier signature broken:
//!
//! - After DocMDP P=1, or a lock with P=1, nothing but validation data and document timestamps may come.
//! - A certification must be the first signature.
//! - A field that a FieldMDP covers cannot be signed, and no new one under such a name: a lock of all fields, or of all
//!   but some, ends the making of new fields, as pyHanko judges it. Document timestamps are no fields in that sense.
//! - A *new visible* field after any certification is refused: some readers accept it, pyHanko's strict policy and
//!   others do not. An existing field can be signed, and an invisible one added.
//! - The content of pages changes no more once there is any signature or document timestamp.
//! - An *empty* field with a place on a page is refused once there is any signature: it shows something that nobody
//!   signed. Places are prepared before the first signature.

use cades::SignedData;
use pdf::{
    Access, Document, FieldKind, Object, SignatureDictionary, SignatureField, SignatureType, Transform,
    Update, form_edit,
};

use crate::{Error, Target};

/// DocMDP permission that allows no change at all (ISO 32000-2 table 257).
const NO_CHANGES: i64 = 1;

/// Encryption permissions of which one suffices: modify, annotate and fill in, fill in and sign (table 22, bits 4, 6, 9).
const MAY_SIGN: i64 = 1 << 3 | 1 << 5 | 1 << 8;

/// What is to be done.
#[derive(Clone, Copy)]
pub(crate) enum Act<'a> {
    /// A signature in the field of this name.
    Sign {
        /// The field.
        field: &'a str,
        /// Whether the field is there already.
        exists: bool,
        /// Whether the field has a place on a page.
        visible: bool,
        /// Whether the signature certifies.
        certify: bool,
    },
    /// A document timestamp.
    Stamp,
    /// Marks in the content of pages.
    Draw,
    /// Empty fields.
    Prepare {
        /// Whether one has a place on a page.
        visible: bool,
    },
}

/// What was found on the way.
pub(crate) struct Earlier {
    /// Whether the document has signatures.
    pub(crate) is_signed: bool,
}

/// Refuses where the act would break an earlier signature, or is not allowed by the document.
pub(crate) fn check(document: &Document, act: Act<'_>) -> Result<Earlier, Error> {
    check_all(document, &[act])
}

/// Refuses where one of the acts would; the document's signatures are read once.
pub(crate) fn check_all(document: &Document, acts: &[Act<'_>]) -> Result<Earlier, Error> {
    if !acts.iter().all(|act| matches!(act, Act::Stamp)) && has_xfa(document)? {
        return Err(Error::Xfa);
    }
    if let Some(encryption) = document.encryption()
        && encryption.access() == Some(Access::User)
        && permissions_of(document)? & MAY_SIGN == 0
    {
        return Err(Error::Permissions);
    }
    let mut earlier = Earlier { is_signed: false };
    for found in pdf::signatures(document)? {
        let Some(signature) = found.dictionary() else { continue };
        earlier.is_signed = true;
        acts.iter().try_for_each(|act| check_against(&found, signature, *act))?;
    }
    Ok(earlier)
}

/// Whether signatures may be made in all of these places, as far as the document and its earlier signatures say.
///
/// Fails with what forbids one of them. A document without signatures allows what its form allows.
pub fn permit(document: &Document, targets: &[&Target]) -> Result<(), Error> {
    let fields = pdf::fields(document)?;
    let new = form_edit::unused_field_name(&Update::new(document)?, "Signature")?;
    let mut acts = Vec::with_capacity(targets.len());
    for target in targets {
        let Target::Field(name) = target else {
            let visible = matches!(target, Target::Visible(_));
            acts.push(Act::Sign { field: &new, exists: false, visible, certify: false });
            continue;
        };
        let field = fields.iter().find(|field| field.name == *name && field.kind == FieldKind::Signature);
        let field = field.ok_or_else(|| Error::NoSuchField { name: name.clone() })?;
        if !field.is_empty_signature() {
            return Err(Error::AlreadySigned { name: name.clone() });
        }
        let visible = field.widgets.iter().any(|widget| !widget.rect.is_empty());
        acts.push(Act::Sign { field: name, exists: true, visible, certify: false });
    }
    check_all(document, &acts).map(drop)
}

fn check_against(found: &SignatureField, signature: &SignatureDictionary, act: Act<'_>) -> Result<(), Error> {
    let by = || found.name.clone().unwrap_or_default();
    let signer = || signer_of(signature);
    let forbidden = || Err(Error::Forbidden { field: by(), signer: signer() });
    let new_place = || Err(Error::NewPlaceForbidden { field: by(), signer: signer() });
    if let Act::Sign { certify: true, .. } = act {
        return Err(Error::NotFirst { field: by(), signer: signer() });
    }
    if let Act::Draw = act {
        return Err(Error::PagesSigned { field: by(), signer: signer() });
    }
    if let Act::Prepare { visible: true } = act
        && signature.kind != SignatureType::TimeStamp
    {
        return new_place();
    }
    for reference in &signature.references {
        match (&reference.transform, act) {
            (_, Act::Stamp) => {}
            (Transform::DocMdp { permissions }, _) if *permissions == NO_CHANGES => return forbidden(),
            (Transform::FieldMdp(lock), _) if lock.permissions == Some(NO_CHANGES) => return forbidden(),
            (Transform::DocMdp { .. }, Act::Sign { exists: false, visible: true, .. }) => return new_place(),
            (Transform::FieldMdp(lock), Act::Sign { field, .. }) if lock.covers(field) => {
                return Err(Error::FieldLocked { field: field.to_owned(), by: by(), signer: signer() });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whose signature it is: by the certificate, else as typed by the signer.
fn signer_of(signature: &SignatureDictionary) -> String {
    let signed = SignedData::parse(&signature.contents.bytes).ok();
    let certified = signed.as_ref().and_then(SignedData::signer_certificate).map(|found| found.display());
    certified.or_else(|| signature.name.clone()).unwrap_or_default()
}

/// Whether the form has XFA resources.
fn has_xfa(document: &Document) -> Result<bool, Error> {
    let catalog = document.catalog()?;
    let Ok(form) = catalog.get(b"AcroForm") else { return Ok(false) };
    let Object::Dictionary(form) = document.resolve(form)? else { return Ok(false) };
    match form.get(b"XFA") {
        Ok(value) => Ok(!document.resolve(value)?.is_null()),
        Err(_) => Ok(false),
    }
}

/// `/P` of the encryption dictionary; everything where it is missing, as readers take it.
fn permissions_of(document: &Document) -> Result<i64, Error> {
    let Ok(encrypt) = document.trailer().get(b"Encrypt") else { return Ok(-1) };
    let encrypt = document.resolve(encrypt)?;
    let permissions = encrypt.as_dict().and_then(|dictionary| dictionary.get(b"P")).and_then(|p| p.as_i64());
    Ok(permissions.unwrap_or(-1))
}
