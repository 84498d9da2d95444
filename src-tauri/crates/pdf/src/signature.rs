//! The signature dictionaries of a document (ISO 32000-2 §12.8), found wherever a reader might find one.
//!
//! Owns the search: the field tree, widgets on pages that no form names, and the catalog's /Perms. Lenient in
//! finding: whatever stands in the place of a signature is reported, however crippled, because a reader that stays
//! silent about a broken signature lets the attacker choose what is seen. The facts of each dictionary are read by
//! `signature_facts`. Refuses verdicts: what the facts mean is another crate's judgement.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::annotations::Annotations;
use crate::fields::{self, Field, FieldKind, Form, Widget};
use crate::signature_facts::{SignatureDictionary, Site, looks_like_signature};
use crate::text::decode_text;
use crate::value::{ObjectExt, ValueExt};
use crate::{Dictionary, Document, Error, Limit, Object, ObjectId};

/// Levels that /FT, /V and /T are inherited through above a widget that no form names.
const MAX_LEVELS: usize = 100;

/// Bytes of all nodes above such widgets together, each counted as often as it is met.
const MAX_CLIMBED: usize = 256 << 20;

/// A place where a signature is, or pretends to be.
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureField {
    /// How the place was found.
    pub origin: Origin,
    /// The fully qualified field name; `None` for an entry of /Perms that no field has.
    pub name: Option<String>,
    /// The field's object.
    pub id: Option<ObjectId>,
    /// Where the signature shows.
    pub widgets: Vec<Widget>,
    /// Which entries of the catalog's /Perms name the same dictionary (Table 263).
    pub permissions: Vec<Permission>,
    /// Whether another place in this list has the same dictionary: one signature that pretends to be two.
    pub is_shared: bool,
    /// The object that /V refers to, as written; `None` for a direct value.
    pub reference: Option<ObjectId>,
    /// What stands there.
    pub value: SignatureValue,
}

/// How a signature was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// In the tree of the form's fields.
    Form,
    /// On a page, as a widget that the form does not name.
    Orphan,
    /// Only in the catalog's /Perms.
    Permissions,
}

/// An entry of the catalog's /Perms (Table 263).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Permission {
    /// /DocMDP: the certification.
    DocMdp,
    /// /UR3 or /UR: usage rights, an Adobe extension.
    UsageRights,
    /// Any other key, without its slash.
    Other(Vec<u8>),
}

/// What stands in the place of a signature.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SignatureValue {
    /// A dictionary, whole or crippled.
    Dictionary(Arc<SignatureDictionary>),
    /// Something that is not a dictionary, or a reference to nothing.
    NotADictionary,
    /// The object cannot be read.
    Unreadable(Error),
}

impl SignatureField {
    /// The dictionary, when there is one.
    pub fn dictionary(&self) -> Option<&SignatureDictionary> {
        match &self.value {
            SignatureValue::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    /// The object that the signature is, whether or not it can be read.
    fn object(&self) -> Option<ObjectId> {
        self.dictionary().map_or(self.reference, |dictionary| dictionary.id)
    }
}

/// Every signature of the document: first those of the form in its order, then orphans in page order, then /Perms.
/// Signature fields without a value are not signatures; `fields` lists them.
pub fn signatures(document: &Document) -> Result<Vec<SignatureField>, Error> {
    let form = fields::form(document)?;
    let mut search = Search::new(document);
    for field in &form.fields {
        search.take_field(field);
    }
    search.take_orphans(&form)?;
    search.take_permissions()?;
    mark_shared(&mut search.found);
    Ok(search.found)
}

/// What was found so far.
struct Search<'a> {
    document: &'a Document,
    found: Vec<SignatureField>,
    /// Places in `found` by the object that holds their value.
    by_holder: HashMap<ObjectId, usize>,
    /// Dictionaries by their object: many places that share one share its memory too.
    known: HashMap<ObjectId, SignatureValue>,
    /// Bytes of the nodes that were copied on the way up from widgets.
    climbed: usize,
}

impl<'a> Search<'a> {
    fn new(document: &'a Document) -> Self {
        let (found, by_holder, known) = (Vec::new(), HashMap::new(), HashMap::new());
        Self { document, found, by_holder, known, climbed: 0 }
    }

    fn take_field(&mut self, field: &Field) {
        if !self.is_signature(Some(field.kind), &field.value) {
            return;
        }
        let site = Site::new(&field.value, field.value_holder, b"V");
        let (name, widgets) = (Some(field.name.clone()), field.widgets.clone());
        self.take(Origin::Form, name, field.id, widgets, &site);
    }

    /// Whether a value is to be taken for a signature: anything in a signature field, what looks like one elsewhere.
    fn is_signature(&self, kind: Option<FieldKind>, value: &Object) -> bool {
        match value {
            Object::Null => false,
            _ if kind == Some(FieldKind::Signature) => true,
            Object::Reference(_) | Object::Dictionary(_) => match self.document.resolve(value) {
                Ok(Object::Dictionary(dictionary)) => looks_like_signature(&dictionary),
                _ => false,
            },
            _ => false,
        }
    }

    fn take(
        &mut self,
        origin: Origin,
        name: Option<String>,
        id: Option<ObjectId>,
        widgets: Vec<Widget>,
        site: &Site,
    ) {
        // A value that comes down from a node that was met is that node's signature, shown once more.
        let holder = site.holder().filter(|holder| id != Some(*holder));
        let known = holder.and_then(|holder| self.by_holder.get(&holder));
        if let Some(known) = known.and_then(|index| self.found.get_mut(*index)) {
            known.widgets.extend(widgets);
            return;
        }
        if let Some(holder) = site.holder() {
            self.by_holder.insert(holder, self.found.len());
        }
        let reference = site.value().reference();
        let value = self.value_of(site);
        let (permissions, is_shared) = (Vec::new(), false);
        self.found.push(SignatureField {
            origin,
            name,
            id,
            widgets,
            permissions,
            is_shared,
            reference,
            value,
        });
    }

    fn value_of(&mut self, site: &Site) -> SignatureValue {
        let target = match site.target(self.document) {
            Ok(target) => target,
            Err(error) => return SignatureValue::Unreadable(error),
        };
        if let Some(known) = target.and_then(|id| self.known.get(&id)) {
            return known.clone();
        }
        let value = match SignatureDictionary::read(self.document, site, target) {
            Ok(Some(dictionary)) => SignatureValue::Dictionary(Arc::new(dictionary)),
            Ok(None) => SignatureValue::NotADictionary,
            Err(error) => SignatureValue::Unreadable(error),
        };
        if let Some(id) = target {
            self.known.insert(id, value.clone());
        }
        value
    }

    /// Signature widgets on pages that are no members of the form.
    fn take_orphans(&mut self, form: &Form) -> Result<(), Error> {
        let mut seen: HashSet<ObjectId> = HashSet::new();
        let mut orphans = Vec::new();
        for page in self.document.page_list()?.entries() {
            for item in Annotations::of_page(self.document, page.id)?.items() {
                let id = item.reference();
                if id.is_some_and(|id| form.members.contains(&id) || !seen.insert(id)) {
                    continue;
                }
                let Ok(Object::Dictionary(dictionary)) = self.document.resolve(item) else { continue };
                orphans.extend(self.orphan(id, page.id, dictionary)?);
            }
        }
        fields::place(self.document, orphans.iter_mut().map(|orphan| &mut orphan.widget))?;
        for orphan in orphans {
            let site = Site::new(&orphan.value, orphan.value_holder, b"V");
            self.take(Origin::Orphan, orphan.name, orphan.id, vec![orphan.widget], &site);
        }
        Ok(())
    }

    /// The signature that an annotation shows, by its own entries and those of the nodes above it.
    fn orphan(
        &mut self,
        id: Option<ObjectId>,
        page: ObjectId,
        annotation: Dictionary,
    ) -> Result<Option<Orphan>, Error> {
        if !["FT", "V", "Parent"].iter().any(|key| annotation.has(key.as_bytes())) {
            return Ok(None);
        }
        let document = self.document;
        let widget = fields::widget(document, id, &annotation)?.on_page(page);
        let mut names: Vec<String> = Vec::new();
        let (mut kind, mut value) = (None, None);
        let (mut node, mut node_id) = (annotation, id);
        for _ in 0..MAX_LEVELS {
            if let Object::String(partial, _) = document.resolve(node.value(b"T"))? {
                names.push(decode_text(&partial));
            }
            match document.resolve(node.value(b"FT"))? {
                Object::Null => {}
                own => kind = kind.or(Some(fields::kind_of(&own))),
            }
            if value.is_none() && !node.value(b"V").is_null() {
                value = Some((node.value(b"V").clone(), node_id));
            }
            let parent = node.value(b"Parent").clone();
            node_id = parent.reference();
            match document.resolve(&parent)? {
                Object::Dictionary(above) => {
                    self.climbed = self.climbed.saturating_add(fields::weight(&above));
                    if self.climbed > MAX_CLIMBED {
                        return Err(Error::Limit { limit: Limit::Fields });
                    }
                    node = above;
                }
                _ => break,
            }
        }
        let Some((value, value_holder)) = value else { return Ok(None) };
        if !self.is_signature(kind, &value) {
            return Ok(None);
        }
        names.reverse();
        let name = (!names.is_empty()).then(|| names.join("."));
        Ok(Some(Orphan { name, id, value, value_holder, widget }))
    }

    /// Names the entries of /Perms at the signatures they mean, and adds those that no field has.
    fn take_permissions(&mut self) -> Result<(), Error> {
        let catalog = self.document.catalog()?;
        let held = catalog.value(b"Perms");
        let Object::Dictionary(permissions) = self.document.resolve(held)? else { return Ok(()) };
        let holder = held.reference().or(self.document.trailer().value(b"Root").reference());
        let mut places: HashMap<ObjectId, Vec<usize>> = HashMap::new();
        for (index, field) in self.found.iter().enumerate() {
            if let Some(id) = field.object() {
                places.entry(id).or_default().push(index);
            }
        }
        for (key, value) in permissions.iter() {
            let permission = match key.as_slice() {
                b"DocMDP" => Permission::DocMdp,
                b"UR3" | b"UR" => Permission::UsageRights,
                other => Permission::Other(other.to_vec()),
            };
            let site = match held {
                Object::Reference(_) => Site::new(value, holder, key),
                _ => Site::within(value, holder, &[b"Perms", key]),
            };
            let entry = SignatureField {
                origin: Origin::Permissions,
                name: None,
                id: None,
                widgets: Vec::new(),
                permissions: vec![permission.clone()],
                is_shared: false,
                reference: value.reference(),
                value: self.value_of(&site),
            };
            match entry.object().and_then(|id| places.get(&id)) {
                Some(known) => {
                    for index in known {
                        if let Some(field) = self.found.get_mut(*index) {
                            field.permissions.push(permission.clone());
                        }
                    }
                }
                None => self.found.push(entry),
            }
        }
        Ok(())
    }
}

/// A signature widget on a page that is no member of the form.
struct Orphan {
    name: Option<String>,
    id: Option<ObjectId>,
    value: Object,
    value_holder: Option<ObjectId>,
    widget: Widget,
}

fn mark_shared(found: &mut [SignatureField]) {
    let mut places: HashMap<ObjectId, usize> = HashMap::new();
    for field in found.iter() {
        if let Some(id) = field.object() {
            *places.entry(id).or_default() += 1;
        }
    }
    for field in found.iter_mut() {
        field.is_shared = field.object().and_then(|id| places.get(&id)).is_some_and(|places| *places > 1);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::sample::{Sample, open};
    use crate::{ByteRange, ByteRangeItem, ContentsForm, Location, SignatureType, Transform};

    fn with_value(value: &str) -> SignatureField {
        let document = Sample::one_page("/AcroForm<</Fields[4 0 R]>>", "")
            .object(4, format!("<</T(s)/FT/Sig/V {value}>>"))
            .object(5, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:2026)/Name(N)/Reason(R)/Location(L)/ContactInfo(C)/ByteRange[0 10 20 30]/Contents<30003100>/Reference[<</TransformMethod/DocMDP/TransformParams<</P 1>>>><</TransformMethod/FieldMDP/TransformParams<</Action/All>>>>]/Cert[(x)]>>")
            .open();
        let mut found = signatures(&document).unwrap();
        assert_eq!(found.len(), 1);
        found.remove(0)
    }

    #[test]
    fn a_whole_dictionary_gives_all_its_facts() {
        let sample = Sample::one_page("/AcroForm<</Fields[4 0 R]>>/Perms<</DocMDP 5 0 R>>", "/Annots[4 0 R]")
            .object(4, "<</T(s)/FT/Sig/V 5 0 R/Subtype/Widget/Rect[0 0 0 0]>>")
            .object(5, "<</Type/Sig/SubFilter/adbe.pkcs7.detached %/ByteRange[9 9 9 9]\n/Name(/ByteRange[8 8 8 8])/ByteRange [0 10 20 30]/Contents\n<30003100>/Reference[<</TransformMethod/DocMDP/TransformParams<</P 1>>>>]>>");
        let bytes = sample.table();
        let document = open(bytes.clone());
        let found = signatures(&document).unwrap();
        assert_eq!(found.len(), 1, "the entry of /Perms is the field's: {found:?}");
        assert_eq!(found[0].permissions, [Permission::DocMdp]);
        assert_eq!(found[0].widgets[0].page, Some(0));
        let dictionary = found[0].dictionary().unwrap();
        assert!(dictionary.is_top_level());
        assert_eq!(dictionary.byte_range.numbers(), Some([0, 10, 20, 30]));
        let at = |span: &std::ops::Range<u64>| &bytes[span.start as usize..span.end as usize];
        assert_eq!(at(dictionary.contents.span.as_ref().unwrap()), b"<30003100>");
        let ByteRange::Array { span: Some(span), .. } = &dictionary.byte_range else { panic!() };
        assert_eq!(at(span), b"[0 10 20 30]");
        assert!(at(dictionary.span.as_ref().unwrap()).starts_with(b"<</Type/Sig"));
        assert_eq!(dictionary.contents.bytes, [0x30, 0, 0x31, 0]);
        assert_eq!(dictionary.certification(), Some(1));
        assert!(dictionary.repeated_keys.is_empty());
    }

    #[test]
    fn texts_references_and_certificates_are_read() {
        let found = with_value("5 0 R");
        let dictionary = found.dictionary().unwrap();
        assert_eq!(dictionary.time.as_deref(), Some("D:2026"));
        let texts = [&dictionary.name, &dictionary.reason, &dictionary.place, &dictionary.contact];
        assert_eq!(texts.map(|text| text.as_deref().unwrap()), ["N", "R", "L", "C"]);
        assert_eq!(dictionary.certificates, [b"x"]);
        assert!(
            matches!(&dictionary.references[1].transform, Transform::FieldMdp(lock) if lock.covers("any"))
        );
    }

    #[test]
    fn crippled_signatures_are_still_found() {
        for (value, byte_range, contents) in [
            ("<<>>", ByteRange::Absent, ContentsForm::Absent),
            ("<</Contents null/ByteRange null>>", ByteRange::Absent, ContentsForm::Null),
            ("<</Contents(abc)/ByteRange 5 0 R>>", ByteRange::Indirect, ContentsForm::Literal),
            ("<</Contents 5 0 R/ByteRange 7>>", ByteRange::NotAnArray, ContentsForm::Indirect),
            ("<</Contents[]/ByteRange(0 1 2 3)>>", ByteRange::NotAnArray, ContentsForm::NotAString),
        ] {
            let found = with_value(value);
            let dictionary = found.dictionary().unwrap();
            assert_eq!(
                (&dictionary.byte_range, dictionary.contents.form),
                (&byte_range, contents),
                "{value}"
            );
            assert_eq!(dictionary.id, None);
            assert_eq!(dictionary.holder, Some((4, 0)));
            assert!(!dictionary.is_top_level() && dictionary.span.is_some());
            assert_eq!(dictionary.byte_range.numbers(), None);
        }
        for value in ["99 0 R", "7", "(x)", "[]", "true"] {
            assert_eq!(with_value(value).value, SignatureValue::NotADictionary, "{value}");
        }
    }

    #[test]
    fn byte_ranges_are_not_mended() {
        let items = |value: &str| match with_value(value).dictionary().unwrap().byte_range.clone() {
            ByteRange::Array { items, .. } => items,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            items("<</ByteRange[0 -1 5 0 R 2.0]>>"),
            [
                ByteRangeItem::Integer(0),
                ByteRangeItem::Integer(-1),
                ByteRangeItem::Indirect,
                ByteRangeItem::NotAnInteger
            ]
        );
        for value in ["[]", "[0 1 2]", "[0 1 2 3 4]", "[0 -1 2 3]", "[0 1 2 3.0]"] {
            let found = with_value(&format!("<</ByteRange{value}>>"));
            assert_eq!(found.dictionary().unwrap().byte_range.numbers(), None, "{value}");
        }
        let twice = with_value("<</ByteRange[0 1 2 3]/Contents<00>/ByteRange[0 4 5 6]/Contents<01>>>");
        let twice = twice.dictionary().unwrap();
        assert_eq!(twice.repeated_keys, [b"ByteRange".to_vec(), b"Contents".to_vec()]);
        assert_eq!(twice.byte_range.numbers(), Some([0, 4, 5, 6]));
        assert_eq!(twice.contents.bytes, [1]);
    }

    #[test]
    fn orphans_shared_values_and_permissions_are_found() {
        let document = Sample::one_page(
            "/AcroForm<</Fields[4 0 R 5 0 R 6 0 R]>>/Perms<</UR3 9 0 R>>",
            "/Annots[7 0 R 8 0 R<</FT/Sig/V<</Filter/X>>>> 11 0 R]",
        )
        .object(4, "<</T(a)/FT/Sig/V 10 0 R>>")
        .object(5, "<</T(b)/FT/Sig/V 10 0 R>>")
        .object(6, "<</T(empty)/FT/Sig>>")
        .object(7, "<</T(o)/FT/Sig/V 9 0 R/Subtype/Widget/Rect[0 0 1 1]>>")
        .object(8, "<</Subtype/Link/Rect[0 0 1 1]>>")
        .object(9, "<</Type/Sig>>")
        .object(10, "<</Type/DocTimeStamp>>")
        .object(11, "<</Subtype/Widget/Parent 12 0 R>>")
        .object(12, "<</T(up)/V<</ByteRange[]>>>>")
        .open();
        let found = signatures(&document).unwrap();
        let facts: Vec<_> = found.iter().map(|f| (f.origin, f.name.as_deref(), f.is_shared)).collect();
        assert_eq!(
            facts,
            [
                (Origin::Form, Some("a"), true),
                (Origin::Form, Some("b"), true),
                (Origin::Orphan, Some("o"), false),
                (Origin::Orphan, None, false),
                (Origin::Orphan, Some("up"), false),
            ]
        );
        assert_eq!(found[2].permissions, [Permission::UsageRights]);
        assert_eq!(found[0].dictionary().unwrap().kind, SignatureType::TimeStamp);
        assert_eq!(found[2].widgets[0].page, Some(0));
    }

    #[test]
    fn a_value_above_named_kids_is_one_signature() {
        let document = Sample::one_page("/AcroForm<</Fields[4 0 R]>>", "/Annots[5 0 R 6 0 R]")
            .object(4, "<</T(a)/FT/Sig/V 7 0 R/Kids[5 0 R]>>")
            .object(5, "<</T(b)/Subtype/Widget/Parent 4 0 R/Rect[0 0 1 1]>>")
            .object(6, "<</Subtype/Widget/Parent 4 0 R/Rect[0 0 1 1]>>")
            .object(7, "<</Type/Sig>>")
            .open();
        let found = signatures(&document).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].widgets.len(), 2, "the named kid and the one that nobody lists");
        assert!(!found[0].is_shared);
    }

    #[test]
    fn an_unreadable_signature_is_reported() {
        let bytes = Sample::one_page("/AcroForm<</Fields[4 0 R]>>/Perms<</DocMDP 5 0 R>>", "")
            .object(4, "<</T(s)/FT/Sig/V 5 0 R>>")
            .object(5, "<</Type/Sig/Contents<30)>>")
            .table();
        let found = signatures(&open(bytes)).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(matches!(found[0].value, SignatureValue::Unreadable(_)));
        assert_eq!((found[0].reference, &found[0].permissions), (Some((5, 0)), &vec![Permission::DocMdp]));
    }

    #[test]
    fn a_dictionary_in_an_object_stream_has_no_places() {
        let sample = Sample::one_page("/AcroForm<</Fields[4 0 R]>>", "")
            .object(4, "<</T(s)/FT/Sig/V 5 0 R>>")
            .object(5, "<</Type/Sig/ByteRange[0 1 2 3]/Contents<3000>>>");
        let found = signatures(&open(sample.stream(true))).unwrap();
        let dictionary = found[0].dictionary().unwrap();
        assert!(matches!(dictionary.location, Location::InStream { .. }) && !dictionary.is_top_level());
        assert_eq!((&dictionary.span, &dictionary.contents.span), (&None, &None));
        assert_eq!(dictionary.contents.bytes, [0x30, 0]);
        assert_eq!(dictionary.byte_range.numbers(), Some([0, 1, 2, 3]));
    }
}
