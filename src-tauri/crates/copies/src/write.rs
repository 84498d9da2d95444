//! A copy from end to end.

use std::collections::HashMap;

use appearance::Form;
use lopdf::{Dictionary, Object, ObjectId, StringFormat};
use pdf::{CopyMark, Document, Permissions};

use crate::carry::Carrier;
use crate::error::{Error, Result};
use crate::links::Targets;
use crate::{metadata, page};

/// The most output intents that are carried.
const MOST_INTENTS: usize = 20;

/// The visible mark.
pub struct Stamp<'a> {
    /// What it shows.
    pub form: &'a Form,
    /// Width and height, in millimetres.
    pub size: (f64, f64),
}

/// The bytes of a copy. `password` encrypts it (AES-256) with `key`, which must be random; `title` is its title.
pub fn copy(
    original: &Document,
    mark: &CopyMark,
    stamp: &Stamp<'_>,
    title: &str,
    password: Option<(&str, [u8; 32])>,
) -> Result<Vec<u8>> {
    let mut carrier = Carrier::new(original);
    let tree = carrier.to.new_object_id();
    let form = place(&mut carrier.to, stamp.form);
    let stamp = page::Mark { id: form, form: stamp.form, size: stamp.size };
    let (mut kids, mut carried) = (Vec::new(), HashMap::new());
    for index in 0..original.page_count()? {
        let page = original.page(index)?;
        let id = page::carry(&mut carrier, &page, &stamp, tree)?;
        kids.push(Object::Reference(id));
        carried.entry(page.id).or_insert(id);
    }
    // A link may lead to any page, so they come when every page is there.
    link(&mut carrier, &kids, carried)?;
    let mut pages = Dictionary::new();
    pages.set("Type", "Pages");
    pages.set("Count", kids.len() as i64);
    pages.set("Kids", kids);
    carrier.to.objects.insert(tree, Object::Dictionary(pages));

    let mut catalog = Dictionary::new();
    catalog.set("Type", "Catalog");
    catalog.set("Pages", Object::Reference(tree));
    if let Some(layers) = layers(&mut carrier)? {
        catalog.set("OCProperties", layers);
    }
    if let Some(intents) = intents(&mut carrier)? {
        catalog.set("OutputIntents", intents);
    }
    let mut to = carrier.to;
    let xmp = to.add_object(metadata::xmp(mark, title));
    catalog.set("Metadata", Object::Reference(xmp));
    let root = to.add_object(catalog);
    let info = to.add_object(metadata::info(mark, title));
    to.trailer.set("Root", Object::Reference(root));
    to.trailer.set("Info", Object::Reference(info));
    let id = Object::String(mark.id.to_vec(), StringFormat::Hexadecimal);
    to.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    if let Some((password, key)) = password {
        encrypt(&mut to, password, &key)?;
    }
    let mut bytes = Vec::new();
    to.save_to(&mut bytes).map_err(|fault| Error::Writing(fault.into()))?;
    Ok(bytes)
}

/// Gives each new page the links of its original.
fn link(carrier: &mut Carrier<'_>, kids: &[Object], carried: HashMap<ObjectId, ObjectId>) -> Result<()> {
    let targets = Targets::new(carrier.from, carried)?;
    for (index, kid) in kids.iter().enumerate() {
        let links = targets.links_of(&carrier.from.page(index)?);
        let Object::Reference(id) = kid else { continue };
        let links: Vec<Object> =
            links.into_iter().map(|link| Object::Reference(carrier.to.add_object(link))).collect();
        if let (false, Some(Object::Dictionary(page))) = (links.is_empty(), carrier.to.objects.get_mut(id)) {
            page.set("Annots", links);
        }
    }
    Ok(())
}

/// What the colours of the pages are meant for (ISO 32000-2 §14.11.5): without it they are printed in other ones.
fn intents(carrier: &mut Carrier<'_>) -> Result<Option<Object>> {
    let document = carrier.from;
    let catalog = document.catalog()?;
    let Some(Object::Array(intents)) =
        catalog.get(b"OutputIntents").ok().and_then(|value| document.resolve(value).ok())
    else {
        return Ok(None);
    };
    let kept = intents.iter().take(MOST_INTENTS).map(|intent| carrier.value(intent, 0));
    let kept = kept.collect::<Result<Vec<_>>>()?;
    carrier.finish()?;
    Ok((!kept.is_empty()).then_some(Object::Array(kept)))
}

/// Writes the mark's form once.
fn place(to: &mut lopdf::Document, form: &Form) -> ObjectId {
    let mut last = (0, 0);
    let placed = form.place(|| to.new_object_id(), [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    for (id, object) in placed {
        to.objects.insert(id, object);
        last = id;
    }
    last
}

/// Which layers are shown at first (ISO 32000-2 §8.11.4.3), so that hidden ones stay hidden.
fn layers(carrier: &mut Carrier<'_>) -> Result<Option<Object>> {
    let document = carrier.from;
    let catalog = document.catalog()?;
    let get =
        |from: &Dictionary, key: &[u8]| from.get(key).ok().and_then(|value| document.resolve(value).ok());
    let Some(Object::Dictionary(properties)) = get(&catalog, b"OCProperties") else { return Ok(None) };
    let Some(Object::Dictionary(configuration)) = get(&properties, b"D") else { return Ok(None) };
    let used = |carrier: &Carrier<'_>, value: Option<Object>| match value {
        Some(Object::Array(items)) => {
            let used = |item: &Object| matches!(item, Object::Reference(id) if carrier.has(*id));
            Some(Object::Array(items.into_iter().filter(used).collect()))
        }
        other => other,
    };
    let mut kept = Dictionary::new();
    for key in [&b"BaseState"[..], b"ON", b"OFF"] {
        if let Some(value) = used(carrier, get(&configuration, key)) {
            kept.set(key, carrier.value(&value, 0)?);
        }
    }
    let mut carried = Dictionary::new();
    if let Some(groups) = used(carrier, get(&properties, b"OCGs")) {
        carried.set("OCGs", carrier.value(&groups, 0)?);
    }
    carried.set("D", Object::Dictionary(kept));
    carrier.finish()?;
    Ok(Some(Object::Dictionary(carried)))
}

/// AES-256 (ISO 32000-2 §7.6): the password opens it; printing is allowed, changing is not.
fn encrypt(to: &mut lopdf::Document, password: &str, key: &[u8; 32]) -> Result<()> {
    let permissions = Permissions::PRINTABLE
        | Permissions::PRINTABLE_IN_HIGH_QUALITY
        | Permissions::COPYABLE_FOR_ACCESSIBILITY;
    let protection = pdf::Protection { user: password, owner: password, key, permissions };
    to.encrypt(&protection.state()?).map_err(Error::Encryption)
}
