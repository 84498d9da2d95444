use pdf::{Lock, LockAction};
use sign::{Claims, Draft, NewField, Rights, Seed, Target, prepare};

use crate::kit::{claims, one_page, signed, somewhere, try_sign};

fn named(name: &str) -> NewField {
    NewField { name: name.to_owned(), ..NewField::default() }
}

#[test]
fn fields_come_in_the_order_of_their_names_and_can_be_signed() {
    let document = one_page("", "", &[]);
    let lock = Lock { action: LockAction::All, fields: Vec::new(), permissions: Some(1) };
    let fields = [
        named("编制"),
        NewField { placement: Some(somewhere()), tooltip: Some("审核".to_owned()), ..named("review") },
        NewField { lock: Some(lock.clone()), ..named("approval") },
    ];
    let increment = prepare(&document, &fields, [6; 16]).unwrap();
    let document = document.followed_by(increment.bytes()).unwrap();
    let found = pdf::fields(&document).unwrap();
    let names: Vec<&str> = found.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["编制", "review", "approval"]);
    assert!(found.iter().all(pdf::Field::is_empty_signature));
    assert!(found[1].widgets[0].has_appearance && !found[1].widgets[0].rect.is_empty());
    assert_eq!(found[2].lock, Some(lock));
    let document = signed(&document, &Target::Field("review".into()), &Rights::default());
    let document = signed(&document, &Target::Field("approval".into()), &Rights::default());
    let refused = try_sign(&document, &Target::Field("编制".into()), &Rights::default()).err().unwrap();
    assert_eq!(refused.code(), "sign-forbidden");
}

#[test]
fn names_that_clash_or_are_none_are_refused() {
    let document = one_page("/AcroForm<</Fields[4 0 R]>>", "", &[(4, "<</FT/Tx/T(report)>>")]);
    let code = |fields: &[NewField]| prepare(&document, fields, [6; 16]).err().unwrap().code();
    assert_eq!(code(&[named("report")]), "sign-field-exists");
    assert_eq!(code(&[named("a"), named("a")]), "sign-field-exists");
    assert_eq!(code(&[named("")]), "sign-field-name");
    assert_eq!(code(&[named("a.b")]), "sign-field-name");
}

#[test]
fn places_are_prepared_before_the_first_signature() {
    let document = signed(&one_page("", "", &[]), &Target::Invisible, &Rights::default());
    let visible = NewField { placement: Some(somewhere()), ..named("late") };
    assert_eq!(prepare(&document, &[visible], [6; 16]).err().unwrap().code(), "sign-new-place-forbidden");
    prepare(&document, &[named("late")], [6; 16]).unwrap();
    let closed = Rights { certify: Some(1), lock: None };
    let document = signed(&one_page("", "", &[]), &Target::Invisible, &closed);
    assert_eq!(prepare(&document, &[named("late")], [6; 16]).err().unwrap().code(), "sign-forbidden");
}

#[test]
fn what_a_field_demands_is_demanded() {
    let seed = Seed {
        reasons: vec!["批准".to_owned()],
        sub_filters: vec!["ETSI.CAdES.detached".to_owned()],
        digest_methods: vec![pki::DigestAlgorithm::Sha256],
        timestamp_url: Some("http://stamp.example".to_owned()),
        is_binding: true,
        ..Seed::default()
    };
    let document = one_page("", "", &[]);
    let increment = prepare(&document, &[NewField { seed: Some(seed), ..named("f") }], [6; 16]).unwrap();
    let document = document.followed_by(increment.bytes()).unwrap();
    let draft = |claims: &Claims| {
        Draft::new(&document, &Target::Field("f".into()), None, claims, &Rights::default(), [7; 16]).map(drop)
    };
    assert_eq!(draft(&claims()).err().unwrap().code(), "sign-seed");
    draft(&Claims { reason: "批准".to_owned(), ..claims() }).unwrap();
}
