//! The few edits of a document that placing a signature needs: a field into the form, a widget onto its page.
//!
//! Owns the choice of the object to rewrite, so that as few as possible change and nothing beside the key in question
//! does (ISO 32000-2 §12.7.3, §12.5.2). Refuses to make fields, widgets or appearances: it hangs up what it is given.

use std::collections::HashSet;

use crate::fields::tree;
use crate::value::{ObjectExt, ValueExt};
use crate::{Dictionary, Document, Error, Limit, Object, ObjectId, Update};

/// /SigFlags: signatures exist, and the file is only to be appended to (Table 225).
const SIGNATURES_APPEND_ONLY: i64 = 3;

/// Appends a field to the form's /Fields, making form and array where they are missing, and sets /SigFlags to 3.
pub fn append_field(update: &mut Update, field: ObjectId) -> Result<(), Error> {
    let catalog_id = update.catalog_id()?;
    let Object::Dictionary(mut catalog) = update.get(catalog_id)? else {
        return Err(Error::NoCatalog);
    };
    let held = catalog.value(b"AcroForm").clone();
    match (last_reference(update, &held)?, update.resolve(&held)?) {
        (Some(form_id), Object::Dictionary(mut form)) => {
            if add_field(update, &mut form, field)? {
                update.set(form_id, Object::Dictionary(form));
            }
        }
        (None, Object::Dictionary(mut form)) => {
            if add_field(update, &mut form, field)? {
                catalog.set("AcroForm", Object::Dictionary(form));
                update.set(catalog_id, Object::Dictionary(catalog));
            }
        }
        _ => {
            // An object of its own: the next signature then leaves the catalog alone.
            let mut form = Dictionary::new();
            add_field(update, &mut form, field)?;
            let form_id = update.add(Object::Dictionary(form));
            catalog.set("AcroForm", Object::Reference(form_id));
            update.set(catalog_id, Object::Dictionary(catalog));
        }
    }
    Ok(())
}

/// Sets /SigFlags to 3 where a form exists, for signing a field that is already in it.
pub fn mark_signed(update: &mut Update) -> Result<(), Error> {
    let catalog_id = update.catalog_id()?;
    let Object::Dictionary(mut catalog) = update.get(catalog_id)? else {
        return Err(Error::NoCatalog);
    };
    let held = catalog.value(b"AcroForm").clone();
    let Object::Dictionary(mut form) = update.resolve(&held)? else { return Ok(()) };
    if !raise_flags(update, &mut form)? {
        return Ok(());
    }
    match last_reference(update, &held)? {
        Some(form_id) => update.set(form_id, Object::Dictionary(form)),
        None => {
            catalog.set("AcroForm", Object::Dictionary(form));
            update.set(catalog_id, Object::Dictionary(catalog));
        }
    }
    Ok(())
}

/// Appends an annotation to the /Annots of a page, making the array where it is missing.
pub fn append_annotation(update: &mut Update, page: ObjectId, annotation: ObjectId) -> Result<(), Error> {
    let Object::Dictionary(mut dictionary) = update.get(page)? else {
        return Err(Error::WrongType { id: page, expected: "page" });
    };
    // An array that other pages have too would put the annotation on each of them: this page gets its own.
    if let Some(array) = last_reference(update, &dictionary.value(b"Annots").clone())?
        && is_shared(update.document(), page, array)?
    {
        let items = update.get(array)?;
        dictionary.set("Annots", items);
    }
    if append_reference(update, &mut dictionary, b"Annots", annotation)? {
        update.set(page, Object::Dictionary(dictionary));
    }
    Ok(())
}

/// Whether another page has the same array of annotations.
fn is_shared(document: &Document, page: ObjectId, array: ObjectId) -> Result<bool, Error> {
    for entry in document.page_list()?.entries() {
        if entry.id != page
            && let Object::Dictionary(other) = &*document.shared(entry.id)?
            && other.value(b"Annots").reference() == Some(array)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Names a signature dictionary in the catalog's /Perms as the certification (§12.8.6, /DocMDP).
pub fn append_certification(update: &mut Update, signature: ObjectId) -> Result<(), Error> {
    let catalog_id = update.catalog_id()?;
    let Object::Dictionary(mut catalog) = update.get(catalog_id)? else {
        return Err(Error::NoCatalog);
    };
    let held = catalog.value(b"Perms").clone();
    let mut permissions = match update.resolve(&held)? {
        Object::Dictionary(permissions) => permissions,
        _ => Dictionary::new(),
    };
    permissions.set("DocMDP", Object::Reference(signature));
    match last_reference(update, &held)? {
        Some(id) => update.set(id, Object::Dictionary(permissions)),
        None => {
            catalog.set("Perms", Object::Dictionary(permissions));
            update.set(catalog_id, Object::Dictionary(catalog));
        }
    }
    Ok(())
}

/// A field name that nothing in the form or the update has: `stem1`, `stem2`, … . Nodes that only hold other fields
/// are asked too, for two nodes of one name at the top would be one field to a reader.
pub fn unused_field_name(update: &Update, stem: &str) -> Result<String, Error> {
    let mut taken: HashSet<String> = tree(update.document())?.top_level_names().map(str::to_owned).collect();
    for id in update.changed() {
        if let Object::Dictionary(dictionary) = update.get(id)?
            && let Object::String(name, _) = update.resolve(dictionary.value(b"T"))?
        {
            taken.insert(crate::text::decode_text(&name));
        }
    }
    (1..=u64::MAX)
        .map(|number| format!("{stem}{number}"))
        .find(|name| !taken.contains(name))
        .ok_or(Error::Limit { limit: Limit::Fields })
}

/// Puts the field into the form's dictionary; whether the dictionary itself changed.
fn add_field(update: &mut Update, form: &mut Dictionary, field: ObjectId) -> Result<bool, Error> {
    let fields = append_reference(update, form, b"Fields", field)?;
    Ok(raise_flags(update, form)? || fields)
}

fn raise_flags(update: &Update, form: &mut Dictionary) -> Result<bool, Error> {
    let flags = match update.resolve(form.value(b"SigFlags"))? {
        Object::Integer(flags) => flags,
        _ => 0,
    };
    if flags & SIGNATURES_APPEND_ONLY == SIGNATURES_APPEND_ONLY {
        return Ok(false);
    }
    form.set("SigFlags", Object::Integer(flags | SIGNATURES_APPEND_ONLY));
    Ok(true)
}

/// Appends a reference to the array under `key`, once; whether `holder` itself changed, which it does not when the
/// array is an object of its own.
fn append_reference(
    update: &mut Update,
    holder: &mut Dictionary,
    key: &[u8],
    id: ObjectId,
) -> Result<bool, Error> {
    let held = holder.value(key).clone();
    let (mut items, array_id) = match update.resolve(&held)? {
        Object::Array(items) => (items, last_reference(update, &held)?),
        _ => (Vec::new(), None),
    };
    if items.iter().any(|item| item.reference() == Some(id)) {
        return Ok(false);
    }
    items.push(Object::Reference(id));
    match array_id {
        Some(array_id) => {
            update.set(array_id, Object::Array(items));
            Ok(false)
        }
        None => {
            holder.set(key.to_vec(), Object::Array(items));
            Ok(true)
        }
    }
}

/// The object that a chain of references ends at; `None` for a direct value.
pub(crate) fn last_reference(update: &Update, value: &Object) -> Result<Option<ObjectId>, Error> {
    let (mut last, mut value) = (None, value.clone());
    for _ in 0..=update.document().limits().reference_depth {
        match value {
            Object::Reference(id) => {
                last = Some(id);
                value = update.get(id)?;
            }
            _ => return Ok(last),
        }
    }
    Err(Error::ReferenceLoop { id: last.unwrap_or_default() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sample::Sample;
    use crate::{Document, Joined, Limits, form};

    /// Hangs a new field into the document; the numbers of the objects written beside it, and the document after.
    fn hang(sample: &Sample) -> (Vec<u32>, Document) {
        let document = sample.open();
        let mut update = Update::new(&document).unwrap();
        let name = unused_field_name(&update, "Signature").unwrap();
        let mut field = Dictionary::new();
        field.set("FT", Object::Name(b"Sig".to_vec()));
        field.set("T", crate::text_string(&name));
        field.set("Subtype", Object::Name(b"Widget".to_vec()));
        let field = update.add(Object::Dictionary(field));
        append_field(&mut update, field).unwrap();
        append_annotation(&mut update, (3, 0), field).unwrap();
        let changed = update.changed().filter(|id| *id != field).map(|id| id.0).collect();
        let increment = update.finish().unwrap();
        let source = Joined::new(Arc::clone(document.source()), increment.into_bytes());
        (changed, Document::open(Arc::new(source), Limits::default()).unwrap())
    }

    #[test]
    fn the_fewest_objects_change() {
        for (catalog, page, objects, expected) in [
            ("", "", vec![], vec![1, 3, 5]),
            ("/AcroForm<</Fields[]>>", "/Annots[]", vec![(4, "null")], vec![1, 3]),
            ("/AcroForm 4 0 R", "/Annots 5 0 R", vec![(4, "<</DR<<>>>>"), (5, "[]")], vec![4, 5]),
            (
                "/AcroForm<</Fields 4 0 R/SigFlags 3>>",
                "/Annots 5 0 R",
                vec![(4, "[]"), (5, "[null]")],
                vec![4, 5],
            ),
            (
                "/AcroForm 4 0 R",
                "/Annots 6 0 R",
                vec![(4, "<</Fields 5 0 R/SigFlags 1>>"), (5, "[7 0 R]"), (6, "5"), (7, "<</T(x)/FT/Tx>>")],
                vec![3, 4, 5],
            ),
            ("/AcroForm 9 0 R", "/Annots 9 0 R", vec![(4, "null")], vec![1, 3, 6]),
        ] {
            let mut sample = Sample::one_page(catalog, page);
            for (number, text) in objects {
                sample = sample.object(number, text);
            }
            let (changed, after) = hang(&sample);
            assert_eq!(changed, expected, "{catalog} {page}");
            let form = form(&after).unwrap();
            let field = form.fields.last().unwrap();
            assert_eq!(field.name, "Signature1");
            assert_eq!(form.signature_flags, 3);
            assert_eq!((field.widgets[0].page, field.widgets[0].is_listed), (Some(0), true));
        }
    }

    #[test]
    fn the_second_signature_leaves_the_catalog_alone() {
        let (_, after) = hang(&Sample::one_page("", ""));
        let mut update = Update::new(&after).unwrap();
        assert_eq!(unused_field_name(&update, "Signature").unwrap(), "Signature2");
        let field = update.add(Object::Null);
        append_field(&mut update, field).unwrap();
        append_field(&mut update, field).unwrap();
        assert!(!update.changed().any(|id| id == (1, 0)));
    }

    #[test]
    fn names_of_nodes_and_of_pending_fields_are_taken() {
        let document = Sample::one_page("/AcroForm<</Fields[4 0 R 5 0 R]>>", "")
            .object(4, "<</T(Signature1)/Kids[6 0 R]>>")
            .object(5, "<</T<FEFF005300690067006E0061007400750072006500320020>/FT/Sig>>")
            .object(6, "<</T(Signature3)/FT/Tx/Parent 4 0 R>>")
            .open();
        let mut update = Update::new(&document).unwrap();
        assert_eq!(unused_field_name(&update, "Signature").unwrap(), "Signature2");
        let mut pending = Dictionary::new();
        pending.set("T", crate::text_string("Signature2"));
        update.add(Object::Dictionary(pending));
        assert_eq!(unused_field_name(&update, "Signature").unwrap(), "Signature3");
    }

    #[test]
    fn certification_goes_where_permissions_are() {
        for (catalog, expected) in [("", 1), ("/Perms<</UR3 3 0 R>>", 1), ("/Perms 4 0 R", 4)] {
            let document = Sample::one_page(catalog, "").object(4, "<</UR3 3 0 R>>").open();
            let mut update = Update::new(&document).unwrap();
            append_certification(&mut update, (9, 0)).unwrap();
            assert_eq!(update.changed().collect::<Vec<_>>(), [(expected, 0)]);
        }
    }

    #[test]
    fn marking_touches_nothing_that_is_marked() {
        let document = Sample::one_page("/AcroForm<</Fields[]/SigFlags 3>>", "").open();
        let mut update = Update::new(&document).unwrap();
        mark_signed(&mut update).unwrap();
        assert!(update.is_empty());
        let document = Sample::one_page("/AcroForm 4 0 R", "").object(4, "<</Fields[]/SigFlags 1>>").open();
        let mut update = Update::new(&document).unwrap();
        mark_signed(&mut update).unwrap();
        assert_eq!(update.changed().collect::<Vec<_>>(), [(4, 0)]);
    }
}
