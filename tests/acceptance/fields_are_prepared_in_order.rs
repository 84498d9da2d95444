//! Empty fields for those who sign later: named, placed, in their order, and signed one after the other.

use serde_json::Value;
use tests::kit::command::{Desk, assert_passed};
use tests::kit::pdf::Listing;
use tests::kit::{samples, structures, tools};

const NAMES: [&str; 3] = ["编制", "审核", "批准"];

fn prepared(listing: Listing) -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(listing, 2).bytes());
    let places = NAMES.iter().zip([20, 80, 140]).map(|(name, left)| format!("{name}@2:{left},240,50,18"));
    let mut words = vec!["prepare".to_owned(), "in.pdf".to_owned(), "-o".to_owned(), "ready.pdf".to_owned()];
    words.extend(places.flat_map(|place| ["--field".to_owned(), place]));
    let ran = desk.run(&words);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    desk
}

fn fields(desk: &Desk, file: &str) -> Vec<(String, bool)> {
    let all: Value = serde_json::from_str(&desk.succeed(&["fields", "--json", file])).unwrap();
    let field = |one: &Value| (one["name"].as_str().unwrap().to_owned(), one["signed"] == true);
    all.as_array().unwrap().iter().map(field).collect()
}

#[test]
fn they_stand_where_they_were_asked_for_and_in_order() {
    for listing in [Listing::Table, Listing::Packed] {
        let desk = prepared(listing);
        assert!(desk.read("ready.pdf").starts_with(&desk.read("in.pdf")));
        assert_eq!(fields(&desk, "ready.pdf"), NAMES.map(|name| (name.to_owned(), false)));
        assert_eq!(desk.verify("ready.pdf", &[]).1, 3, "nothing is signed yet");
        assert_eq!(tools::qpdf_check(&desk.path("ready.pdf"), None).0, 0);
        let all: Value = serde_json::from_str(&desk.succeed(&["fields", "--json", "ready.pdf"])).unwrap();
        let place = &all[1]["place"];
        let number = |key: &str| place[key].as_f64().unwrap();
        assert_eq!(place["page"], 1);
        for (key, wanted) in [("left", 80.0), ("top", 240.0), ("width", 50.0), ("height", 18.0)] {
            assert!((number(key) - wanted).abs() < 0.1, "{key}: {all:#}");
        }
    }
}

#[test]
fn three_people_sign_one_after_the_other() {
    let desk = prepared(Listing::Table);
    desk.put("ink.json", samples::INK);
    let mut last = "ready.pdf".to_owned();
    for (number, name) in NAMES.iter().enumerate() {
        let next = format!("{}.pdf", number + 1);
        desk.signed(&last, &next, &["--field", name, "--ink", "ink.json", "--reason", name]);
        assert_passed(&desk, &next, number + 1);
        let signed: Vec<bool> = fields(&desk, &next).into_iter().map(|(_, signed)| signed).collect();
        assert_eq!(signed, [0, 1, 2].map(|field| field <= number));
        last = next;
    }
    assert_eq!(tools::qpdf_check(&desk.path(&last), None).0, 0);
    assert_eq!(desk.sign(&last, "out.pdf", &["--field", NAMES[0]]).status, 5);
}

#[test]
fn names_that_are_taken_or_impossible_are_refused() {
    let desk = prepared(Listing::Table);
    for (field, status) in
        [("审核", 64), ("a.b", 64), ("", 64), ("x@9:10,10,10,10", 64), ("x@1:10,10,0,10", 64)]
    {
        let ran = desk.run(&["prepare", "ready.pdf", "-o", "out.pdf", "--field", field]);
        assert_eq!(ran.status, status, "{field:?}: {}{}", ran.out, ran.err);
        assert!(!desk.path("out.pdf").exists(), "{field:?}");
    }
    let twice = ["prepare", "in.pdf", "-o", "out.pdf", "--field", "x", "--field", "x"];
    assert_eq!(desk.run(&twice).status, 64);
}

#[test]
fn what_is_signed_keeps_its_signature_when_fields_are_added_as_far_as_it_allows() {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    desk.signed("in.pdf", "certified.pdf", &["--certify", "2"]);
    // A new field is more than filling in: the certification does not allow it, or it stays whole with it.
    let ran = desk.run(&["prepare", "certified.pdf", "-o", "out.pdf", "--field", "New"]);
    match ran.status {
        0 => assert_passed(&desk, "out.pdf", 1),
        status => assert_eq!((status, desk.path("out.pdf").exists()), (5, false), "{}", ran.err),
    }
}
