//! The interactive form (ISO 32000-2 §12.7): its fields with their full names, and where their widgets stand.
//!
//! Owns the walk of the field tree (bounded, safe from loops), inheritance of /FT, /V and /Ff, and the facts a signer
//! or verifier asks of a form: /SigFlags, /NeedAppearances, XFA, locks and seed values. Lenient in finding: a node
//! with a value is a field whatever its kids are. Refuses to interpret values; signatures are read by `signature`.

use std::collections::{HashMap, HashSet};

use crate::annotations::Annotations;
use crate::field_rules::{Lock, SeedValue};
use crate::geometry::Rect;
use crate::text::decode_text;
use crate::value::{ObjectExt, ValueExt, integer, rectangle};
use crate::{Dictionary, Document, Error, Limit, Object, ObjectId};

/// Levels of the field tree.
const MAX_LEVELS: usize = 100;

/// Nodes of the field tree, widgets included.
const MAX_NODES: usize = 500_000;

/// Bytes of all names and inherited values together, which a hostile tree multiplies by its nodes.
const MAX_BYTES: usize = 64 << 20;

/// The interactive form of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Form {
    /// Whether the catalog has an /AcroForm dictionary at all.
    pub exists: bool,
    /// The fields that can have a value, in the order of the tree.
    pub fields: Vec<Field>,
    /// /NeedAppearances: viewers are asked to draw the fields anew.
    pub need_appearances: bool,
    /// /SigFlags, 0 when absent: bit 1 signatures exist, bit 2 append only (Table 225).
    pub signature_flags: i64,
    /// Whether the form has XFA resources, which show something else than the pages.
    pub has_xfa: bool,
    /// Nodes of the tree that cannot be read; what is below them is unknown.
    pub unreadable: Vec<ObjectId>,
    /// Objects that are nodes or widgets of the tree.
    pub(crate) members: HashSet<ObjectId>,
    top_level: Vec<String>,
}

impl Form {
    /// The names at the top of the tree, of fields and of nodes that only hold others.
    pub fn top_level_names(&self) -> impl Iterator<Item = &str> {
        self.top_level.iter().map(String::as_str)
    }
}

/// The type of a field, /FT (Table 226).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FieldKind {
    /// /Btn: push-buttons, check boxes, radio buttons.
    Button,
    /// /Tx.
    Text,
    /// /Ch: lists and combo boxes.
    Choice,
    /// /Sig.
    Signature,
    /// No /FT, own or inherited, or one that the standard does not know.
    Unknown,
}

/// A field that can have a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The fully qualified name: the partial names from the top joined by full stops (§12.7.4.2).
    pub name: String,
    /// The field's object; `None` for a dictionary that stands directly in an array.
    pub id: Option<ObjectId>,
    /// The type, own or inherited.
    pub kind: FieldKind,
    /// /Ff, own or inherited.
    pub flags: i64,
    /// /V as written, own or inherited; null when there is none.
    pub value: Object,
    /// The object whose dictionary holds /V: this field or a node above it.
    pub value_holder: Option<ObjectId>,
    /// Where the field shows, in the order of /Kids; one for a field merged with its widget.
    pub widgets: Vec<Widget>,
    /// /Lock of a signature field: what signing it locks (Table 236).
    pub lock: Option<Lock>,
    /// /SV of a signature field: what its signature must be like (Table 237).
    pub seed_value: Option<SeedValue>,
}

impl Field {
    /// Whether this is a signature field that nobody signed.
    pub fn is_empty_signature(&self) -> bool {
        self.kind == FieldKind::Signature && matches!(self.value, Object::Null)
    }
}

/// One widget annotation of a field (§12.5.6.19).
#[derive(Debug, Clone, PartialEq)]
pub struct Widget {
    /// The annotation's object, the field's own when the two are merged; `None` for a direct dictionary.
    pub id: Option<ObjectId>,
    /// The page it is on, counted from 0: the one whose /Annots name it, else the one its /P names.
    pub page: Option<usize>,
    /// Whether the /Annots of that page name it; if not, viewers do not show it.
    pub is_listed: bool,
    /// /Rect in user space units; empty for an invisible signature.
    pub rect: Rect,
    /// /F, the annotation flags (Table 167).
    pub flags: i64,
    /// Whether it has a normal appearance.
    pub has_appearance: bool,
    /// /P as written.
    page_id: Option<ObjectId>,
}

impl Widget {
    /// The same, found on a page whatever its /P says.
    pub(crate) fn on_page(mut self, page: ObjectId) -> Self {
        self.page_id = Some(page);
        self
    }
}

/// The form of a document, its widgets found on their pages; empty when there is none.
pub fn form(document: &Document) -> Result<Form, Error> {
    let mut form = tree(document)?;
    place(document, form.fields.iter_mut().flat_map(|field| field.widgets.iter_mut()))?;
    Ok(form)
}

/// The fields of the form, see [`form`].
pub fn fields(document: &Document) -> Result<Vec<Field>, Error> {
    form(document).map(|form| form.fields)
}

/// The form with widgets that do not know their pages: costs nothing for pages that no field names.
pub(crate) fn tree(document: &Document) -> Result<Form, Error> {
    let Object::Dictionary(dictionary) = document.resolve(document.catalog()?.value(b"AcroForm"))? else {
        return Ok(Form::default());
    };
    let mut form = Form {
        exists: true,
        need_appearances: document.resolve(dictionary.value(b"NeedAppearances"))? == Object::Boolean(true),
        signature_flags: integer(document, dictionary.value(b"SigFlags"))?.unwrap_or(0),
        has_xfa: !matches!(document.resolve(dictionary.value(b"XFA"))?, Object::Null),
        ..Form::default()
    };
    if let Object::Array(roots) = document.resolve(dictionary.value(b"Fields"))? {
        Walk { document, form: &mut form, nodes: 0, bytes: 0 }.run(roots)?;
    }
    Ok(form)
}

/// Finds the pages of widgets: by /P where that page's /Annots agree, else by looking through all pages once.
pub(crate) fn place<'a>(
    document: &Document,
    widgets: impl Iterator<Item = &'a mut Widget>,
) -> Result<(), Error> {
    let mut by_page: HashMap<ObjectId, HashSet<ObjectId>> = HashMap::new();
    let mut everywhere: Option<HashMap<ObjectId, usize>> = None;
    for widget in widgets {
        let claimed = match widget.page_id {
            Some(id) => document.page_index(id)?.map(|index| (id, index)),
            None => None,
        };
        widget.page = claimed.map(|(_, index)| index);
        let Some(id) = widget.id else { continue };
        if let Some((page, _)) = claimed {
            let listed = match by_page.entry(page) {
                std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::hash_map::Entry::Vacant(slot) => {
                    slot.insert(Annotations::of_page(document, page)?.references().collect())
                }
            };
            if listed.contains(&id) {
                widget.is_listed = true;
                continue;
            }
        }
        let places = match &mut everywhere {
            Some(places) => places,
            none => none.insert(every_annotation(document)?),
        };
        if let Some(index) = places.get(&id) {
            widget.page = Some(*index);
            widget.is_listed = true;
        }
    }
    Ok(())
}

/// The first page of every annotation that is an object of its own.
fn every_annotation(document: &Document) -> Result<HashMap<ObjectId, usize>, Error> {
    let mut places = HashMap::new();
    for (index, page) in document.page_list()?.entries().iter().enumerate() {
        for id in Annotations::of_page(document, page.id)?.references() {
            places.entry(id).or_insert(index);
        }
    }
    Ok(places)
}

/// What a node hands to its kids.
#[derive(Clone, Default)]
struct Inherited {
    name: String,
    kind: Option<Object>,
    value: Option<(Object, Option<ObjectId>)>,
    flags: i64,
}

struct Walk<'a> {
    document: &'a Document,
    form: &'a mut Form,
    nodes: usize,
    bytes: usize,
}

impl Walk<'_> {
    fn run(&mut self, roots: Vec<Object>) -> Result<(), Error> {
        self.count(roots.len())?;
        let mut open = vec![(roots.into_iter(), Inherited::default())];
        while let Some((siblings, inherited)) = open.last_mut() {
            let Some(node) = siblings.next() else {
                open.pop();
                continue;
            };
            let inherited = inherited.clone();
            let depth = open.len();
            if let Some(below) = self.node(&node, inherited, depth)? {
                if depth >= MAX_LEVELS {
                    return Err(Error::Limit { limit: Limit::Fields });
                }
                open.push(below);
            }
        }
        Ok(())
    }

    /// Takes in one node; its kids that are fields and what they inherit, when there are any.
    fn node(
        &mut self,
        node: &Object,
        inherited: Inherited,
        depth: usize,
    ) -> Result<Option<(std::vec::IntoIter<Object>, Inherited)>, Error> {
        let id = node.reference();
        let Some(dictionary) = self.enter(node)? else { return Ok(None) };
        let own = self.inherit(&dictionary, id, inherited)?;
        self.weigh(own.name.len() + own.value.as_ref().map_or(0, |(value, _)| weight_of(value, 0)))?;
        if depth == 1 && !own.name.is_empty() {
            self.form.top_level.push(own.name.clone());
        }
        let (below, mut widgets) = self.kids(&dictionary)?;
        if is_widget(&dictionary) {
            widgets.insert(0, widget(self.document, id, &dictionary)?);
        }
        let has_value = !dictionary.value(b"V").is_null();
        if below.is_empty() || has_value || !widgets.is_empty() {
            let field = self.field(id, &dictionary, &own, widgets)?;
            self.form.fields.push(field);
        }
        Ok((!below.is_empty()).then(|| (below.into_iter(), own)))
    }

    /// Counts nodes when their array is opened, so that an array shared by many nodes is paid for each time.
    fn count(&mut self, nodes: usize) -> Result<(), Error> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MAX_NODES { Err(Error::Limit { limit: Limit::Fields }) } else { Ok(()) }
    }

    fn weigh(&mut self, bytes: usize) -> Result<(), Error> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > MAX_BYTES { Err(Error::Limit { limit: Limit::Fields }) } else { Ok(()) }
    }

    /// The dictionary of a node that was not met before.
    fn enter(&mut self, node: &Object) -> Result<Option<Dictionary>, Error> {
        if let Some(id) = node.reference()
            && !self.form.members.insert(id)
        {
            return Ok(None);
        }
        match (self.document.resolve(node), node) {
            (Ok(Object::Dictionary(dictionary)), _) => Ok(Some(dictionary)),
            (Ok(_), _) => Ok(None),
            (Err(Error::Io { offset, kind }), _) => Err(Error::Io { offset, kind }),
            (Err(_), Object::Reference(id)) => {
                self.form.unreadable.push(*id);
                Ok(None)
            }
            (Err(error), _) => Err(error),
        }
    }

    fn inherit(
        &self,
        dictionary: &Dictionary,
        id: Option<ObjectId>,
        above: Inherited,
    ) -> Result<Inherited, Error> {
        let mut own = above;
        if let Object::String(partial, _) = self.document.resolve(dictionary.value(b"T"))? {
            if !own.name.is_empty() {
                own.name.push('.');
            }
            own.name.push_str(&decode_text(&partial));
        }
        match self.document.resolve(dictionary.value(b"FT"))? {
            Object::Null => {}
            kind => own.kind = Some(kind),
        }
        let value = dictionary.value(b"V");
        if !value.is_null() {
            own.value = Some((value.clone(), id));
        }
        if let Some(flags) = integer(self.document, dictionary.value(b"Ff"))? {
            own.flags = flags;
        }
        Ok(own)
    }

    /// The kids that are fields (they have a name or kids of their own) and those that are only widgets.
    fn kids(&mut self, dictionary: &Dictionary) -> Result<(Vec<Object>, Vec<Widget>), Error> {
        let (mut below, mut widgets) = (Vec::new(), Vec::new());
        let Object::Array(kids) = self.document.resolve(dictionary.value(b"Kids"))? else {
            return Ok((below, widgets));
        };
        self.count(kids.len())?;
        for kid in kids {
            let Ok(Object::Dictionary(inner)) = self.document.resolve(&kid) else {
                self.enter(&kid)?;
                continue;
            };
            // A value of its own makes a widget a field: some readers would show that value.
            if inner.has(b"T") || inner.has(b"Kids") || !inner.value(b"V").is_null() {
                below.push(kid);
            } else if self.enter(&kid)?.is_some() {
                widgets.push(widget(self.document, kid.reference(), &inner)?);
            }
        }
        Ok((below, widgets))
    }

    fn field(
        &self,
        id: Option<ObjectId>,
        dictionary: &Dictionary,
        own: &Inherited,
        widgets: Vec<Widget>,
    ) -> Result<Field, Error> {
        let kind = own.kind.as_ref().map_or(FieldKind::Unknown, kind_of);
        let (value, value_holder) = own.value.clone().unwrap_or((Object::Null, None));
        let is_signature = kind == FieldKind::Signature;
        Ok(Field {
            name: own.name.clone(),
            id,
            kind,
            flags: own.flags,
            value,
            value_holder,
            widgets,
            lock: if is_signature { Lock::of_field(self.document, dictionary)? } else { None },
            seed_value: if is_signature { SeedValue::of_field(self.document, dictionary)? } else { None },
        })
    }
}

/// Roughly the bytes that a copy of a dictionary takes.
pub(crate) fn weight(dictionary: &Dictionary) -> usize {
    dictionary.iter().map(|(key, value)| key.len() + weight_of(value, 0)).sum()
}

fn weight_of(value: &Object, depth: usize) -> usize {
    const EACH: usize = 64;
    let inner = |item: &Object| weight_of(item, depth + 1);
    match value {
        _ if depth > MAX_LEVELS => EACH,
        Object::String(bytes, _) | Object::Name(bytes) => EACH + bytes.len(),
        Object::Array(items) => EACH + items.iter().map(inner).sum::<usize>(),
        Object::Dictionary(dictionary) => {
            EACH + dictionary.iter().map(|(key, item)| key.len() + inner(item)).sum::<usize>()
        }
        _ => EACH,
    }
}

/// The field type that a resolved /FT is.
pub(crate) fn kind_of(kind: &Object) -> FieldKind {
    match kind {
        Object::Name(name) => match name.as_slice() {
            b"Btn" => FieldKind::Button,
            b"Tx" => FieldKind::Text,
            b"Ch" => FieldKind::Choice,
            b"Sig" => FieldKind::Signature,
            _ => FieldKind::Unknown,
        },
        _ => FieldKind::Unknown,
    }
}

/// Whether a dictionary is an annotation: by its subtype, or by the rectangle that only an annotation has.
fn is_widget(dictionary: &Dictionary) -> bool {
    dictionary.value(b"Subtype").is_name(b"Widget") || dictionary.has(b"Rect")
}

/// The widget that a dictionary is, not yet placed.
pub(crate) fn widget(
    document: &Document,
    id: Option<ObjectId>,
    dictionary: &Dictionary,
) -> Result<Widget, Error> {
    let has_appearance = match document.resolve(dictionary.value(b"AP"))? {
        Object::Dictionary(appearances) => !document.resolve(appearances.value(b"N"))?.is_null(),
        _ => false,
    };
    Ok(Widget {
        id,
        page: None,
        is_listed: false,
        rect: rectangle(document, dictionary.value(b"Rect"))?.unwrap_or(Rect::new(0.0, 0.0, 0.0, 0.0)),
        flags: integer(document, dictionary.value(b"F"))?.unwrap_or(0),
        has_appearance,
        page_id: dictionary.value(b"P").reference(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::LockAction;
    use crate::sample::Sample;

    #[test]
    fn names_and_attributes_come_down_the_tree() {
        let document = Sample::one_page(
            "/AcroForm<</Fields[4 0 R 9 0 R]/SigFlags 3/NeedAppearances true/XFA 99 0 R/DR 5 0 R>>",
            "/Annots[6 0 R 8 0 R]",
        )
        .object(4, "<</T(approval)/FT/Sig/Kids[5 0 R 6 0 R]>>")
        .object(5, "<</T<FEFF6279>/Parent 4 0 R/Kids[7 0 R 8 0 R]/Ff 1>>")
        .object(6, "<</T(direct)/Parent 4 0 R/Rect[10 20 5 7]/Subtype/Widget/P 3 0 R/F 132/AP<</N 4 0 R>>>>")
        .object(7, "<</Subtype/Widget/Rect[0 0 1 1]/Parent 5 0 R/P 3 0 R>>")
        .object(8, "<</Subtype/Widget/Rect[0 0 1 1]/Parent 5 0 R>>")
        .object(9, "<</T(text)/FT/Tx/V(hello)/Lock<</Action/All>>>>")
        .open();
        let form = form(&document).unwrap();
        assert_eq!((form.signature_flags, form.need_appearances, form.has_xfa), (3, true, false));
        let names: Vec<&str> = form.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["approval.批", "approval.direct", "text"]);
        assert_eq!(form.top_level_names().collect::<Vec<_>>(), ["approval", "text"]);
        let [first, second, third] = form.fields.as_slice() else { panic!("{form:?}") };
        assert!(first.is_empty_signature() && first.flags == 1);
        assert_eq!(first.widgets.len(), 2);
        assert_eq!((first.widgets[0].page, first.widgets[0].is_listed), (Some(0), false), "only /P says so");
        assert_eq!(
            (first.widgets[1].page, first.widgets[1].is_listed),
            (Some(0), true),
            "only /Annots say so"
        );
        assert_eq!(second.widgets[0].rect, Rect::new(5.0, 7.0, 10.0, 20.0));
        assert!(second.widgets[0].has_appearance && second.widgets[0].flags == 132);
        assert_eq!(third.kind, FieldKind::Text);
        assert_eq!(third.lock, None, "only signature fields lock");
    }

    #[test]
    fn locks_and_seed_values_are_read() {
        let document = Sample::one_page("/AcroForm 4 0 R", "")
            .object(4, "<</Fields[5 0 R]>>")
            .object(5, "<</T(s)/FT/Sig/Lock 6 0 R/SV<</Ff 3/SubFilter[/ETSI.CAdES.detached]/MDP<</P 2>>/Cert<<>>>>>>")
            .object(6, "<</Type/SigFieldLock/Action/Include/Fields[(a)(b.c)]/P 2>>")
            .open();
        let field = fields(&document).unwrap().remove(0);
        let lock = field.lock.unwrap();
        assert_eq!((lock.action, lock.permissions), (LockAction::Include, Some(2)));
        assert!(lock.covers("a") && lock.covers("a.x") && lock.covers("b.c") && !lock.covers("ab"));
        let seed = field.seed_value.unwrap();
        assert_eq!((seed.flags, seed.certification, seed.certificate.is_some()), (3, Some(2), true));
        assert_eq!(seed.sub_filters, ["ETSI.CAdES.detached"]);
    }

    #[test]
    fn loops_and_odd_kinds_end() {
        let document = Sample::one_page("/AcroForm<</Fields[4 0 R 4 0 R 5 0 R null 7 77 0 R(x)]>>", "")
            .object(4, "<</T(a)/Kids[5 0 R]>>")
            .object(5, "<</T(b)/Kids[4 0 R 5 0 R]>>")
            .open();
        let form = form(&document).unwrap();
        assert!(form.fields.is_empty(), "nodes that only hold each other: {form:?}");
        let none = Sample::one_page("/AcroForm 3", "").open();
        assert!(!super::form(&none).unwrap().exists);
    }

    #[test]
    fn an_array_that_everybody_shares_is_paid_for() {
        let mut sample = Sample::one_page("/AcroForm<</Fields 4 0 R>>", "")
            .object(4, format!("[{}]", (5..2000).map(|id| format!("{id} 0 R ")).collect::<String>()));
        for id in 5..2000 {
            sample = sample.object(id, "<</T(x)/Kids 4 0 R>>");
        }
        assert_eq!(form(&sample.open()), Err(Error::Limit { limit: Limit::Fields }));
    }

    #[test]
    fn a_direct_field_is_found() {
        let document = Sample::one_page("/AcroForm<</Fields[<</T(d)/FT/Sig/V<</Type/Sig>>>>]>>", "").open();
        let fields = fields(&document).unwrap();
        assert_eq!(fields[0].id, None);
        assert!(!fields[0].is_empty_signature());
    }
}
