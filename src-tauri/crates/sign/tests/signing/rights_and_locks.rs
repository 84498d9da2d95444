use pdf::{Lock, LockAction, Object, Transform};
use sign::{Error, Rights, Target};

use crate::kit::{one_page, signed, somewhere, try_sign};

fn certifying(permission: u8) -> Rights {
    Rights { certify: Some(permission), lock: None }
}

fn locking(action: LockAction, fields: &[&str], permissions: Option<i64>) -> Rights {
    let fields = fields.iter().map(|name| (*name).to_owned()).collect();
    Rights { certify: None, lock: Some(Lock { action, fields, permissions }) }
}

const FORM: &str = "/AcroForm<</Fields[4 0 R 5 0 R]>>";
const TWO_FIELDS: [(u32, &str); 2] = [
    (4, "<</FT/Sig/T(approval)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]>>"),
    (5, "<</FT/Sig/T(review)/Type/Annot/Subtype/Widget/Rect[10 10 90 40]/Lock 6 0 R>>"),
];
const LOCK: (u32, &str) = (6, "<</Type/SigFieldLock/Action/Include/Fields[(approval)]>>");

fn form() -> pdf::Document {
    one_page(FORM, "/Annots[4 0 R 5 0 R]", &[TWO_FIELDS[0], TWO_FIELDS[1], LOCK])
}

#[test]
fn a_certification_is_entered_in_the_catalog_and_says_what_may_follow() {
    let document = signed(&one_page("", "", &[]), &Target::Invisible, &certifying(2));
    let found = pdf::signatures(&document).unwrap();
    assert_eq!(found[0].permissions, [pdf::Permission::DocMdp]);
    let transforms: Vec<_> = found[0].dictionary().unwrap().references.iter().map(|r| &r.transform).collect();
    assert_eq!(transforms, [&Transform::DocMdp { permissions: 2 }]);
}

#[test]
fn a_certification_comes_first_or_not_at_all() {
    let document = signed(&one_page("", "", &[]), &Target::Invisible, &Rights::default());
    let refused = try_sign(&document, &Target::Invisible, &certifying(2)).err().unwrap();
    assert!(
        matches!(&refused, Error::NotFirst { field, signer } if field == "Signature1" && signer.contains("测试 7")),
        "{refused:?}"
    );
}

#[test]
fn nothing_follows_a_certification_without_changes() {
    let document = signed(&form(), &Target::Invisible, &certifying(1));
    for target in [Target::Invisible, Target::Field("approval".into())] {
        let refused = try_sign(&document, &target, &Rights::default()).err().unwrap();
        assert!(
            matches!(&refused, Error::Forbidden { field, signer } if field == "Signature1" && signer.contains("测试 7"))
        );
    }
}

#[test]
fn a_certified_document_takes_no_new_place_but_fields_and_invisible_signatures() {
    let document = signed(&form(), &Target::Invisible, &certifying(2));
    let refused = try_sign(&document, &Target::Visible(somewhere()), &Rights::default()).err().unwrap();
    assert_eq!(refused.code(), "sign-new-place-forbidden");
    let document = signed(&document, &Target::Field("review".into()), &Rights::default());
    signed(&document, &Target::Invisible, &Rights::default());
}

#[test]
fn a_plain_signature_allows_new_places() {
    let document = signed(&form(), &Target::Visible(somewhere()), &Rights::default());
    let second = try_sign(&document, &Target::Visible(somewhere()), &Rights::default()).unwrap();
    assert_eq!(second.field(), "Signature2");
}

#[test]
fn a_field_locks_what_it_says_and_its_signature_repeats_it() {
    let document = signed(&form(), &Target::Field("review".into()), &Rights::default());
    let found = pdf::signatures(&document).unwrap();
    let Transform::FieldMdp(lock) = &found[0].dictionary().unwrap().references[0].transform else { panic!() };
    assert_eq!(
        (lock.action, lock.fields.as_slice()),
        (LockAction::Include, ["approval".to_owned()].as_slice())
    );
    let refused = try_sign(&document, &Target::Field("approval".into()), &Rights::default()).err().unwrap();
    assert!(
        matches!(&refused, Error::FieldLocked { field, by, signer }
            if field == "approval" && by == "review" && signer.contains("测试 7")),
        "{refused:?}"
    );
    signed(&document, &Target::Invisible, &Rights::default());
}

#[test]
fn a_new_field_may_lock_and_the_lock_is_in_the_field_too() {
    let rights = locking(LockAction::Exclude, &["approval"], None);
    let document = signed(&form(), &Target::Invisible, &rights);
    let field = pdf::fields(&document).unwrap().into_iter().find(|f| f.name == "Signature1").unwrap();
    assert_eq!(field.lock, rights.lock);
    signed(&document, &Target::Field("approval".into()), &Rights::default());
    for target in [Target::Field("review".into()), Target::Visible(somewhere()), Target::Invisible] {
        let refused = try_sign(&document, &target, &Rights::default()).err().unwrap();
        assert_eq!(refused.code(), "sign-field-locked");
    }
}

#[test]
fn a_lock_of_the_document_ends_the_signing() {
    let document = signed(&form(), &Target::Invisible, &locking(LockAction::All, &[], Some(1)));
    let refused = try_sign(&document, &Target::Invisible, &Rights::default()).err().unwrap();
    assert_eq!(refused.code(), "sign-forbidden");
}

#[test]
fn permissions_that_do_not_exist_are_refused() {
    for rights in [certifying(0), certifying(4), locking(LockAction::All, &[], Some(7))] {
        let refused = try_sign(&one_page("", "", &[]), &Target::Invisible, &rights).err().unwrap();
        assert_eq!(refused.code(), "sign-no-such-permission");
    }
}

#[test]
fn an_array_of_annotations_that_pages_share_is_split() {
    let document = crate::kit::open(crate::kit::file(&[
        (1, "<</Type/Catalog/Pages 2 0 R>>"),
        (2, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>"),
        (3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Annots 5 0 R>>"),
        (4, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Annots 5 0 R>>"),
        (5, "[]"),
    ]));
    let document = signed(&document, &Target::Visible(somewhere()), &Rights::default());
    assert_eq!(document.object((5, 0)).unwrap(), Object::Array(Vec::new()));
    let widgets = pdf::fields(&document).unwrap().remove(0).widgets;
    assert_eq!((widgets[0].page, widgets[0].is_listed), (Some(0), true));
}
