//! The structure tree (ISO 32000-2 §14.7): a new field may be given its place in the document's order of reading.
//!
//! Elements may be appended that hold nothing but widgets which the field rule has placed. What was there keeps its
//! place, its content and its words: assistive readers speak from it. The parent tree keeps all its entries, whichever of
//! its nodes were written again.

use std::collections::{BTreeMap, HashMap, HashSet};

use pdf::{Dictionary, Object, ObjectId};

use super::fields::appended;
use crate::changes::kind::ChangeKind;
use crate::changes::step::Step;
use crate::graph::Edge;

/// How many entries of the parent tree are compared.
const MAX_ENTRIES: usize = 100_000;

/// Settles the structure root and elements that were only extended.
pub(crate) fn apply(step: &mut Step<'_>) {
    let Ok(catalog) = step.new.catalog() else { return };
    let Ok(root) = catalog.get(b"StructTreeRoot").and_then(Object::as_reference) else { return };
    let mut below = Below { root, known: HashMap::new() };
    for id in step.open_again() {
        let (before, after) = (step.before(id), step.after(id));
        let (Object::Dictionary(old), Object::Dictionary(new)) = (&*before, &*after) else { continue };
        let element = old.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"StructElem");
        if id != root && !element {
            continue;
        }
        if id != root && !below.has(step, id) {
            continue;
        }
        let differences = step.differences(old, new);
        let explained = differences.iter().all(|difference| match difference.key.as_slice() {
            b"K" => children(step, &difference.old, &difference.new),
            b"ParentTree" if id == root => parents(step, &difference.old, &difference.new),
            b"ParentTreeNextKey" if id == root => matches!(difference.new, Object::Integer(_)),
            _ => false,
        });
        if explained {
            step.settle(id);
            for difference in differences {
                step.settle_below(&difference.new);
            }
            step.report(ChangeKind::StructureExtended, Some(id), "");
        }
    }
    lists_in_place(step, &mut below);
    parent_tree_in_place(step, root);
}

/// What stands below the root of the tree, as far as it was asked for: a tree may be as deep as it has elements.
struct Below {
    root: ObjectId,
    known: HashMap<ObjectId, bool>,
}

impl Below {
    fn has(&mut self, step: &Step<'_>, id: ObjectId) -> bool {
        let (mut met, mut at) = (Vec::new(), id);
        let found = loop {
            if let Some(known) = self.known.get(&at) {
                break *known;
            }
            met.push(at);
            match step.graph.above(at) {
                Some(up) if up == self.root => break true,
                Some(up) => at = up,
                None => break false,
            }
        };
        self.known.extend(met.into_iter().map(|one| (one, found)));
        found
    }
}

/// Settles lists of kids that are objects of their own and were written again in place.
fn lists_in_place(step: &mut Step<'_>, below: &mut Below) {
    for id in step.open_again() {
        let (before, after) = (step.before(id), step.after(id));
        let (Object::Array(_), Object::Array(_)) = (&*before, &*after) else { continue };
        let list = Object::Reference(id);
        if below.has(step, id)
            && step.only_referred(id, |edge| edge.path == "/K")
            && children(step, &list, &list)
        {
            step.settle(id);
            step.settle_below(&after);
            step.report(ChangeKind::StructureExtended, Some(id), "");
        }
    }
}

/// Settles nodes of the parent tree that were written again in place, and new ones: the tree as a whole kept its entries.
fn parent_tree_in_place(step: &mut Step<'_>, root: ObjectId) {
    let entry =
        |object: &Object| object.as_dict().ok().and_then(|root| root.get(b"ParentTree").ok().cloned());
    let Some(new) = entry(&step.after(root)) else { return };
    let old = entry(&step.before(root)).unwrap_or(Object::Null);
    let Some(tree) = Tree::read(step.new, &new) else { return };
    if !tree.objects().any(|id| step.is_open(id)) || !parents(step, &old, &new) {
        return;
    }
    let known = |edge: &Edge| {
        (edge.from == root && edge.path.starts_with("/ParentTree"))
            || (tree.nodes.contains(&edge.from) && (edge.path.starts_with("/Kids") || edge.path == "/Nums"))
            || tree.lists.contains(&edge.from)
    };
    for id in tree.objects() {
        if step.is_open(id) && (step.is_new(id) || step.only_referred(id, known)) {
            step.settle(id);
            step.settle_below(&step.after(id));
        }
    }
}

/// Whether children were only appended, and hold nothing but placed widgets.
fn children(step: &Step<'_>, old: &Object, new: &Object) -> bool {
    let items = |document: &pdf::Document, value: &Object| match value {
        Object::Null => Some(Vec::new()),
        Object::Array(items) => Some(items.clone()),
        Object::Reference(_) => match document.resolve(value) {
            Ok(Object::Array(items)) => Some(items),
            Ok(_) => Some(vec![value.clone()]),
            Err(_) => None,
        },
        other => Some(vec![other.clone()]),
    };
    let (Some(before), Some(after)) = (items(step.old, old), items(step.new, new)) else { return false };
    appended(&before, &after).is_some_and(|added| added.iter().all(|item| holds_widget(step, item, 0)))
}

/// Whether a new element holds nothing but widgets that were placed in this revision.
fn holds_widget(step: &Step<'_>, item: &Object, depth: usize) -> bool {
    if depth > 8 || item.as_reference().is_ok_and(|id| !step.is_new(id)) {
        return false;
    }
    let Ok(Object::Dictionary(element)) = step.new.resolve(item) else { return false };
    let named =
        |key: &[u8], name: &[u8]| element.get(key).and_then(Object::as_name).is_ok_and(|found| found == name);
    if named(b"Type", b"OBJR") {
        return element.get(b"Obj").and_then(Object::as_reference).is_ok_and(|id| step.placed.contains(&id));
    }
    let plain = element.iter().all(|(key, _)| {
        matches!(
            key.as_slice(),
            b"Type" | b"S" | b"P" | b"Pg" | b"K" | b"T" | b"ID" | b"Lang" | b"R" | b"C" | b"A" | b"NS"
        )
    });
    let kids = match element.get(b"K") {
        Ok(Object::Array(items)) => items.clone(),
        Ok(other) => match step.new.resolve(other) {
            Ok(Object::Array(items)) => items,
            _ => vec![other.clone()],
        },
        Err(_) => Vec::new(),
    };
    plain && kids.iter().all(|kid| holds_widget(step, kid, depth + 1))
}

/// Whether the map from content to elements kept all its entries.
fn parents(step: &mut Step<'_>, old: &Object, new: &Object) -> bool {
    let (Some(before), Some(after)) = (entries(step.old, old), entries(step.new, new)) else { return false };
    before.iter().all(|(key, value)| after.get(key).is_some_and(|held| step.same(value, held)))
}

/// The entries of a number tree (ISO 32000-2 §7.9.7); `None` where it is none.
fn entries(document: &pdf::Document, tree: &Object) -> Option<BTreeMap<i64, Object>> {
    Tree::read(document, tree).map(|tree| tree.entries)
}

/// A number tree with the objects that it is made of.
#[derive(Default)]
struct Tree {
    entries: BTreeMap<i64, Object>,
    nodes: HashSet<ObjectId>,
    /// Arrays of kids that are objects of their own.
    lists: HashSet<ObjectId>,
    /// Arrays of numbers and values that are.
    numbers: HashSet<ObjectId>,
}

impl Tree {
    fn read(document: &pdf::Document, root: &Object) -> Option<Self> {
        let mut tree = Self::default();
        let mut queue = vec![root.clone()];
        let mut nodes = 0;
        while let Some(node) = queue.pop() {
            nodes += 1;
            let dictionary: Dictionary = match document.resolve(&node).ok()? {
                Object::Dictionary(dictionary) => dictionary,
                Object::Null => continue,
                _ => return None,
            };
            tree.nodes.extend(node.as_reference());
            if nodes > MAX_ENTRIES
                || dictionary
                    .iter()
                    .any(|(key, _)| !matches!(key.as_slice(), b"Nums" | b"Kids" | b"Limits" | b"Type"))
            {
                return None;
            }
            if let Ok(kids) = dictionary.get(b"Kids") {
                tree.lists.extend(kids.as_reference());
                queue.extend(document.resolve(kids).ok()?.as_array().ok()?.iter().cloned());
            }
            if let Ok(numbers) = dictionary.get(b"Nums") {
                tree.numbers.extend(numbers.as_reference());
                let numbers = document.resolve(numbers).ok()?;
                for pair in numbers.as_array().ok()?.chunks(2) {
                    let [Object::Integer(key), value] = pair else { return None };
                    tree.entries.insert(*key, value.clone());
                    if tree.entries.len() > MAX_ENTRIES {
                        return None;
                    }
                }
            }
        }
        Some(tree)
    }

    fn objects(&self) -> impl Iterator<Item = ObjectId> + '_ {
        self.nodes.iter().chain(&self.lists).chain(&self.numbers).copied()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Arc;

    use crate::changes::{ChangeKind, Revisions};
    use crate::graph::Graph;

    /// A tagged page; `root` and `objects` make the tree.
    fn base(root: &'static str, objects: &[(u32, &'static str)]) -> Vec<(u32, &'static str)> {
        let mut all = vec![
            (1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 8 0 R /StructTreeRoot 4 0 R >>"),
            (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            (3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Annots 9 0 R >>"),
            (4, root),
            (8, "<< /Fields 10 0 R >>"),
            (9, "[]"),
            (10, "[]"),
        ];
        all.extend(objects);
        all
    }

    fn write(into: &mut Vec<u8>, objects: &[(u32, &str)]) {
        let previous = String::from_utf8_lossy(into)
            .rfind("xref\n0 1")
            .map_or(String::new(), |at| format!("/Prev {at}"));
        let mut rows = String::new();
        for (number, body) in objects {
            rows.push_str(&format!("{number} 1\n{:010} 00000 n \n", into.len()));
            into.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
        }
        let start = into.len();
        into.extend(format!("xref\n0 1\n0000000000 65535 f \n{rows}trailer\n").bytes());
        into.extend(format!("<< /Size 100 /Root 1 0 R {previous} >>\nstartxref\n{start}\n%%EOF\n").bytes());
    }

    /// What hanging up an invisible empty field with an element is called.
    fn kinds(base: &[(u32, &str)], element: &str, tree: &[(u32, &str)]) -> Vec<ChangeKind> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        write(&mut bytes, base);
        let field = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [0 0 0 0] /F 132 /P 3 0 R /StructParent 1 >>";
        let mut update = vec![(9, "[20 0 R]"), (10, "[20 0 R]"), (20, field), (21, element)];
        update.extend(tree);
        write(&mut bytes, &update);
        let document = pdf::Document::open(Arc::new(bytes), pdf::Limits::default()).unwrap();
        let genuine = HashMap::new();
        let revisions = Revisions { document: &document, base: 0, genuine: &genuine };
        let touched = revisions.touched().unwrap();
        let interest = touched.iter().flatten().copied().collect();
        let mut graph = Graph::survey(&document.at_revision(0).unwrap(), &interest);
        let (changes, _) = revisions.compare(&touched, &mut graph).unwrap();
        let mut kinds: Vec<ChangeKind> = changes.iter().map(|change| change.kind).collect();
        kinds.dedup();
        kinds
    }

    const ELEMENT: &str =
        "<< /Type /StructElem /S /Form /P 5 0 R /Pg 3 0 R /K << /Type /OBJR /Obj 20 0 R >> >>";
    const DOCUMENT: (u32, &str) = (5, "<< /Type /StructElem /S /Document /P 4 0 R /K 7 0 R >>");
    const ROOT: &str = "<< /Type /StructTreeRoot /K 5 0 R /ParentTree 6 0 R /ParentTreeNextKey 1 >>";
    const NEXT: (u32, &str) =
        (4, "<< /Type /StructTreeRoot /K 5 0 R /ParentTree 6 0 R /ParentTreeNextKey 2 >>");
    const PLACED: [ChangeKind; 2] = [ChangeKind::StructureExtended, ChangeKind::EmptySignatureField];

    #[test]
    fn a_field_is_tagged_in_lists_and_leaves_of_their_own() {
        let leaf = base(
            ROOT,
            &[
                DOCUMENT,
                (6, "<< /Kids [11 0 R] >>"),
                (7, "[0]"),
                (11, "<< /Limits [0 0] /Nums [0 [5 0 R]] >>"),
            ],
        );
        let grown = [NEXT, (7, "[0 21 0 R]"), (11, "<< /Limits [0 1] /Nums [0 [5 0 R] 1 21 0 R] >>")];
        assert_eq!(kinds(&leaf, ELEMENT, &grown), PLACED);
        let another = [
            NEXT,
            (7, "[0 21 0 R]"),
            (6, "<< /Kids [11 0 R 22 0 R] >>"),
            (22, "<< /Limits [1 1] /Nums [1 21 0 R] >>"),
        ];
        assert_eq!(kinds(&leaf, ELEMENT, &another), PLACED);
        let numbers = base(ROOT, &[DOCUMENT, (6, "<< /Nums 11 0 R >>"), (7, "[0]"), (11, "[0 [5 0 R]]")]);
        assert_eq!(
            kinds(&numbers, ELEMENT, &[NEXT, (7, "[0 21 0 R]"), (11, "[0 [5 0 R] 1 21 0 R]")]),
            PLACED
        );
    }

    #[test]
    fn what_was_read_stays_what_is_read() {
        let leaf = base(
            ROOT,
            &[
                DOCUMENT,
                (6, "<< /Kids [11 0 R] >>"),
                (7, "[0 1]"),
                (11, "<< /Limits [0 0] /Nums [0 [5 0 R]] >>"),
            ],
        );
        let explained =
            |changed: &[(u32, &str)]| kinds(&leaf, ELEMENT, changed).iter().all(|kind| PLACED.contains(kind));
        assert!(!explained(&[NEXT, (7, "[1 0 21 0 R]")]), "another order");
        assert!(!explained(&[NEXT, (7, "[0 21 0 R]")]), "something is gone");
        assert!(
            !explained(&[NEXT, (11, "<< /Limits [0 1] /Nums [0 [21 0 R] 1 21 0 R] >>")]),
            "another parent"
        );
    }
}
