use pdf::{Document, Object};
use sign::{NewField, Rights, Structure, Target, prepare};

use crate::kit::{one_page, signed, try_sign};

/// The element that the parent tree names for the newest field, found as a reader finds it.
fn element_of(document: &Document) -> (pdf::Dictionary, i64) {
    let field = pdf::fields(document).unwrap().pop().unwrap();
    let widget = document.object(field.id.unwrap()).unwrap().as_dict().unwrap().clone();
    let key = widget.get(b"StructParent").unwrap().as_i64().unwrap();
    assert!(widget.has(b"TU"));
    let root = document.resolve(document.catalog().unwrap().get(b"StructTreeRoot").unwrap()).unwrap();
    let root = root.as_dict().unwrap();
    assert_eq!(root.get(b"ParentTreeNextKey").unwrap().as_i64().unwrap(), key + 1);
    let element = look_up(document, root.get(b"ParentTree").unwrap(), key).expect("the key is in the tree");
    let element = document.resolve(&element).unwrap().as_dict().unwrap().clone();
    let reference = element.get(b"K").unwrap().as_dict().unwrap();
    assert_eq!(reference.get(b"Obj").unwrap().as_reference().unwrap(), field.id.unwrap());
    (element, key)
}

fn look_up(document: &Document, node: &Object, key: i64) -> Option<Object> {
    let node = document.resolve(node).unwrap().as_dict().unwrap().clone();
    if let Ok(limits) = node.get(b"Limits").and_then(Object::as_array) {
        let within = limits[0].as_i64().unwrap()..=limits[1].as_i64().unwrap();
        if !within.contains(&key) {
            return None;
        }
    }
    let array = |name: &[u8]| match node.get(name).map(|value| document.resolve(value).unwrap()) {
        Ok(Object::Array(items)) => items,
        _ => Vec::new(),
    };
    let numbers = array(b"Nums");
    let found = numbers.chunks(2).find(|pair| pair[0] == Object::Integer(key)).map(|pair| pair[1].clone());
    found.or_else(|| array(b"Kids").iter().find_map(|kid| look_up(document, kid, key)))
}

fn tagged(root: &str, objects: &[(u32, &str)]) -> Document {
    let root = format!("<</Type/StructTreeRoot {root}>>");
    let mut all = vec![(4, root.as_str()), (5, "<</Type/StructElem/S/Document/P 4 0 R/K[0]>>")];
    all.extend(objects);
    one_page("/MarkInfo<</Marked true>>/StructTreeRoot 4 0 R", "/StructParents 0", &all)
}

#[test]
fn every_shape_of_tree_is_extended() {
    let many: String = (0..70).map(|key| format!("{key} null ")).collect();
    let leaf = format!("<</Limits[0 69]/Nums[{many}]>>");
    let shapes: [(&str, &[(u32, &str)]); 8] = [
        ("/K 5 0 R/ParentTree<</Nums[0[5 0 R]]>>/ParentTreeNextKey 1", &[]),
        ("/K[5 0 R]/ParentTree 6 0 R", &[(6, "<</Nums[0[5 0 R]]>>")]),
        ("/K 7 0 R/ParentTree 6 0 R", &[(6, "<</Nums 8 0 R>>"), (7, "[5 0 R]"), (8, "[0[5 0 R]]")]),
        ("/K 5 0 R", &[]),
        ("", &[]),
        ("/K 5 0 R/ParentTree<</Kids[<</Limits[0 0]/Nums[0[5 0 R]]>>]>>", &[]),
        ("/K 5 0 R/ParentTree 6 0 R", &[(6, "<</Kids[7 0 R]>>"), (7, &leaf)]),
        (
            "/K 5 0 R/ParentTree 6 0 R",
            &[
                (6, "<</Kids 9 0 R>>"),
                (7, "<</Limits[0 9]/Kids[8 0 R]>>"),
                (8, "<</Limits[0 9]/Nums[0[5 0 R]9 5 0 R]>>"),
                (9, "[7 0 R]"),
            ],
        ),
    ];
    for (root, objects) in shapes {
        let document = tagged(root, objects);
        let done = try_sign(&document, &Target::Invisible, &Rights::default()).unwrap();
        assert_eq!(done.structure(), Structure::Placed, "{root}");
        let document = document.followed_by(done.increment()).unwrap();
        let (element, _) = element_of(&document);
        assert_eq!(element.get(b"S").unwrap().as_name().unwrap(), b"Form");
        let above = document.resolve(element.get(b"P").unwrap()).unwrap();
        let kids = document.resolve(above.as_dict().unwrap().get(b"K").unwrap()).unwrap();
        let last = kids.as_array().unwrap().last().unwrap().clone();
        assert_eq!(document.resolve(&last).unwrap().as_dict().unwrap(), &element, "{root}");
        assert_eq!(document.page(0).unwrap().dictionary.get(b"Tabs").unwrap().as_name().unwrap(), b"S");
    }
}

#[test]
fn a_tree_out_of_order_is_left_alone() {
    for root in [
        "/K(x)",
        "/ParentTree<</Nums[0]>>",
        "/ParentTree<</Nums[1 null 0 null]>>",
        "/ParentTree<</Kids[]/Nums[]>>",
        "/ParentTree(x)",
        "/ParentTreeNextKey -1",
        "/ParentTree 6 0 R",
    ] {
        let document = tagged(root, &[(6, "<</Kids[6 0 R]>>")]);
        let done = try_sign(&document, &Target::Invisible, &Rights::default()).unwrap();
        assert_eq!(done.structure(), Structure::TooOdd, "{root}");
        let after = document.followed_by(done.increment()).unwrap();
        assert_eq!(after.object((4, 0)).unwrap(), document.object((4, 0)).unwrap());
    }
}

#[test]
fn a_signed_tree_is_not_written_again() {
    let document = tagged("/K 5 0 R/ParentTree<</Nums[0[5 0 R]]>>/ParentTreeNextKey 1", &[]);
    let ready = NewField { name: "ready".to_owned(), ..NewField::default() };
    let prepared = prepare(&document, &[ready], [6; 16]).unwrap();
    let document = document.followed_by(prepared.bytes()).unwrap();
    let (_, key) = element_of(&document);
    assert_eq!(key, 1);
    let document = signed(&document, &Target::Invisible, &Rights::default());
    let again = try_sign(&document, &Target::Invisible, &Rights::default()).unwrap();
    assert_eq!(again.structure(), Structure::SignedBefore);
    let again = try_sign(&document, &Target::Field("ready".to_owned()), &Rights::default()).unwrap();
    assert_eq!(again.structure(), Structure::Existing);
}

#[test]
fn documents_without_tags_stay_without() {
    let done = try_sign(&one_page("", "", &[]), &Target::Invisible, &Rights::default()).unwrap();
    assert_eq!(done.structure(), Structure::NotTagged);
}
