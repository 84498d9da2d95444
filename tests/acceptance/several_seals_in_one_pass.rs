//! Several seals, a seam and the signature go onto one file, or onto many, with one PIN and one revision.

use serde_json::Value;
use tests::kit::command::{Desk, assert_passed};
use tests::kit::pdf::Listing;
use tests::kit::{samples, structures};

const STAMPS: &str = r#"[
    {"art": {"seal": "ring.png"}, "at": {"pages": {"pages": "last", "left": 120, "top": 200}}},
    {"art": {"mark": "ink.json"}, "at": {"pages": {"pages": {"listed": "1,3"}, "left": 20, "top": 250, "width": 30}}},
    {"art": {"seal": "ring.png"}, "at": {"seam": {"edge": "right", "along": 0.5, "mostSlices": 20}},
     "ink": {"opacity": 0.8, "multiply": true, "angle": 5}}
]"#;

fn desk() -> Desk {
    let desk = Desk::new();
    for (name, pages) in [("in.pdf", 3), ("b.pdf", 4), ("c.pdf", 2)] {
        desk.put(name, structures::report(Listing::Table, pages).bytes());
    }
    desk.put("ring.png", samples::ring());
    desk.put("ink.json", samples::INK);
    desk.put("stamps.json", STAMPS);
    desk
}

#[test]
fn one_signature_binds_them_all() {
    let desk = desk();
    let ran =
        desk.sign("in.pdf", "out.pdf", &["--layout", "stamps.json", "--text", "--at", "20,20", "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(rows[0]["notes"][0]["id"], "stamp-way-one");
    assert_eq!(rows[0]["notes"][0]["args"]["marks"], 6.0);
    assert_passed(&desk, "out.pdf", 1);
    let update = String::from_utf8_lossy(&desk.read("out.pdf")[desk.read("in.pdf").len()..]).into_owned();
    assert_eq!(update.matches("%%EOF").count(), 1, "one revision");
    desk.succeed(&["log", "export", "-o", "log.json"]);
    let log = String::from_utf8(desk.read("log.json")).unwrap();
    assert!(log.contains("\"stamps\"") && log.contains("1-3"), "the log says which pages: {log}");
}

#[test]
fn the_first_stamp_is_the_signature_where_it_has_no_place_of_its_own() {
    let desk = desk();
    desk.signed("in.pdf", "out.pdf", &["--layout", "stamps.json"]);
    assert_passed(&desk, "out.pdf", 1);
    let fields: Value = serde_json::from_str(&desk.succeed(&["fields", "out.pdf", "--json"])).unwrap();
    let place = &fields[0]["place"];
    assert_eq!(place["page"], 2);
    assert!((place["left"].as_f64().unwrap() - 120.0).abs() < 0.01, "{place}");
}

#[test]
fn many_files_are_planned_and_stamped_each_by_its_own_pages() {
    let desk = desk();
    // A file in which the listed page is not there does not hold up the others.
    let said = desk.run(&[
        "sign",
        "--batch",
        "in.pdf",
        "b.pdf",
        "c.pdf",
        "-o",
        "made",
        "--layout",
        "stamps.json",
        "--plan",
        "--json",
    ]);
    assert_eq!(said.status, 64);
    let plans: Value = serde_json::from_str(&said.out).unwrap();
    let marks: Vec<_> =
        plans.as_array().unwrap().iter().map(|one| one["plan"]["marks"].as_array().map(Vec::len)).collect();
    assert_eq!(marks, [Some(6), Some(7), None]);
    assert!(!desk.path("made").exists(), "a plan writes nothing");

    let key = tests::kit::village::Village::get().key_file("zhang-2048");
    let words = [
        "sign",
        "--batch",
        "in.pdf",
        "b.pdf",
        "c.pdf",
        "-o",
        "made",
        "--p12",
        key.to_str().unwrap(),
        "--pin-stdin",
        "--layout",
        "stamps.json",
        "--json",
    ];
    let ran = desk.run_with(&format!("{}\n", tests::kit::village::PASSWORD), &words);
    assert_eq!(ran.status, 64, "{}", ran.err);
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(rows[1]["notes"][0]["args"]["marks"], 7.0);
    assert_eq!(rows[2]["failure"]["code"], "no-such-page");
    assert_passed(&desk, "made/in.pdf", 1);
    assert_passed(&desk, "made/b.pdf", 1);
}

#[test]
fn a_day_stands_under_the_seal_as_it_is_asked_for() {
    let desk = desk();
    let seal = ["--seal", "ring.png", "--page", "last", "--at", "100,100", "--size", "40"];
    for form in ["zh", "iso", "en"] {
        let out = format!("{form}.pdf");
        desk.signed(
            "in.pdf",
            &out,
            &[&seal[..], &["--date-format", form, "--report-number", "JC-2026-0417"]].concat(),
        );
        assert_passed(&desk, &out, 1);
        let fields: Value = serde_json::from_str(&desk.succeed(&["fields", &out, "--json"])).unwrap();
        assert!(fields[0]["place"]["top"].as_f64().unwrap() > 140.0, "below the seal: {fields}");
    }
    let ran = desk.sign("in.pdf", "none.pdf", &[&seal[..], &["--report-number"]].concat());
    assert_eq!(ran.status, 64, "a number that the document does not name is not made up: {}", ran.err);
}

#[test]
fn a_way_of_stamping_is_kept_under_its_name() {
    let desk = desk();
    desk.make_seal("检测章");
    let seal = ["--seal", "检测章", "--page", "last", "--at", "100,100", "--seam", "right"];
    desk.succeed(
        &[
            &["sign", "in.pdf", "--plan"],
            &seal[..],
            &["--keep-preset", "报告", "--preset-words", "Test report"],
        ]
        .concat(),
    );
    for words in [["--preset", "报告"].as_slice(), &["--preset-for-document"]] {
        let out = format!("{}.pdf", words.len());
        desk.signed("b.pdf", &out, words);
        assert_passed(&desk, &out, 1);
    }
    desk.put("other.pdf", structures::page_with("/MediaBox [0 0 842 595]").bytes());
    let ran = desk.sign("other.pdf", "no.pdf", &["--preset-for-document"]);
    assert_eq!(ran.status, 64, "a document of another kind: {}", ran.err);
    assert_eq!(desk.sign("b.pdf", "no.pdf", &["--preset", "没有"]).status, 64);
}

#[test]
fn what_the_signature_shows_and_where_is_kept_with_the_stamps() {
    let desk = desk();
    desk.make_seal("检测章");
    let words = ["--text", "--page", "last", "--at", "20,250", "--size", "60"];
    desk.succeed(&[&["sign", "in.pdf", "--plan"], &words[..], &["--keep-preset", "署名"]].concat());
    desk.signed("b.pdf", "named.pdf", &["--preset", "署名"]);
    assert_passed(&desk, "named.pdf", 1);
    let fields: Value = serde_json::from_str(&desk.succeed(&["fields", "named.pdf", "--json"])).unwrap();
    let place = &fields[0]["place"];
    assert_eq!(place["page"], 3, "the last page of the next document: {place}");
    let near = |key: &str, wanted: f64| (place[key].as_f64().unwrap() - wanted).abs() < 0.1;
    assert!(near("left", 20.0) && near("top", 250.0) && near("width", 60.0), "{place}");
    // What is said goes before what was kept.
    desk.signed(
        "b.pdf",
        "said.pdf",
        &["--preset", "署名", "--text", "--page", "1", "--at", "30,40", "--size", "50"],
    );
    let fields: Value = serde_json::from_str(&desk.succeed(&["fields", "said.pdf", "--json"])).unwrap();
    assert_eq!(fields[0]["place"]["page"], 0);
    // With a seal, the day below it comes along too.
    let seal = ["--seal", "检测章", "--page", "last", "--at", "100,100", "--date-format", "zh"];
    desk.succeed(&[&["sign", "in.pdf", "--plan"], &seal[..], &["--keep-preset", "盖章"]].concat());
    desk.signed("b.pdf", "stamped.pdf", &["--preset", "盖章"]);
    let fields: Value = serde_json::from_str(&desk.succeed(&["fields", "stamped.pdf", "--json"])).unwrap();
    assert!(fields[0]["place"]["top"].as_f64().unwrap() > 140.0, "below the seal: {fields}");
    // A picture that was named once is not there tomorrow.
    let picture = ["--image", "ring.png", "--at", "20,20", "--size", "40"];
    let ran = desk.run(&[&["sign", "in.pdf", "--plan"], &picture[..], &["--keep-preset", "图"]].concat());
    assert_eq!(ran.status, 64, "{}", ran.err);
}
