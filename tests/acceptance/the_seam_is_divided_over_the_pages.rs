//! A seal over the edges of the pages: sizes are exact, slices join, and real signatures bind them.

use serde_json::Value;
use tests::kit::command::{Desk, assert_passed};
use tests::kit::pdf::Listing;
use tests::kit::seen::Reader;
use tests::kit::{samples, structures, tools};

fn desk(pages: u32) -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Packed, pages).bytes());
    desk.put("ring.png", samples::ring());
    desk
}

fn marks(desk: &Desk, file: &str, words: &[&str]) -> (Vec<Value>, Value) {
    let call = ["sign", file, "--plan", "--json", "--seal", "ring.png"];
    let said = desk.succeed(&[&call[..], words].concat());
    let plan = serde_json::from_str::<Value>(&said).unwrap()[0]["plan"].clone();
    (plan["marks"].as_array().unwrap().clone(), plan["way"].clone())
}

fn slice(mark: &Value) -> (u64, u64) {
    (mark["slice"][0].as_u64().unwrap(), mark["slice"][1].as_u64().unwrap())
}

#[test]
fn over_as_many_pages_as_there_are() {
    for (pages, first, last) in
        [(2, (1, 2), (2, 2)), (20, (1, 20), (20, 20)), (21, (1, 11), (10, 10)), (200, (1, 20), (20, 20))]
    {
        let desk = desk(pages);
        let (marks, way) = marks(&desk, "in.pdf", &["--seam", "right"]);
        assert_eq!(marks.len(), pages as usize);
        assert_eq!(way, "one-signature");
        assert_eq!((slice(&marks[0]), slice(marks.last().unwrap())), (first, last), "{pages} pages");
        for mark in &marks {
            let (place, (_, of)) = (&mark["place"], slice(mark));
            assert!((place["width"].as_f64().unwrap() - 40.0 / of as f64).abs() < 1e-9);
            assert!(place["width"].as_f64().unwrap() >= 1.999, "no slice is too narrow to be seen");
        }
        desk.signed("in.pdf", "out.pdf", &["--seal", "ring.png", "--seam", "right"]);
        assert_passed(&desk, "out.pdf", 1);
        let grown = desk.read("out.pdf").len() - desk.read("in.pdf").len();
        assert!(
            grown < 40_000 + 800 * pages as usize,
            "{pages} pages grow by {grown} bytes: the artwork is shared"
        );
    }
}

/// Put together as a reader fans the pages, the slices are the seal.
#[test]
fn so_that_the_slices_join() {
    for edge in ["right", "left", "top", "bottom"] {
        let desk = desk(4);
        desk.make_seal("检测章");
        desk.signed("in.pdf", "out.pdf", &["--seal", "检测章", "--seam", edge, "--size", "40"]);
        let (marks, _) = marks(&desk, "in.pdf", &["--seam", edge, "--size", "40"]);
        for reader in Reader::ALL {
            // The ring is red at its four ends; each of them is on the page that has that end.
            let ends = [(0.52, 0.015), (0.52, 0.985), (0.015, 0.52), (0.985, 0.52)];
            for (x, y) in ends {
                let across = matches!(edge, "right" | "left");
                let along = if across { x } else { y };
                let from_start = (along * 4.0_f64).floor().min(3.0);
                let page = if matches!(edge, "right" | "bottom") { from_start } else { 3.0 - from_start };
                let place = &marks[page as usize]["place"];
                let number = |key: &str| place[key].as_f64().unwrap();
                let inside = along * 4.0 - from_start;
                let (left, top) = match across {
                    true => (number("left") + inside * number("width"), number("top") + y * number("height")),
                    false => {
                        (number("left") + x * number("width"), number("top") + inside * number("height"))
                    }
                };
                let seen = reader.draw(&desk.path("out.pdf"), page as usize + 1, 144);
                let [red, green, _] = seen.at(left, top);
                assert!(red > 120 && green < 120, "{edge} {reader:?} ({x}, {y}): {red} {green}");
            }
        }
    }
}

#[test]
fn a_single_page_is_passed_over_with_a_word() {
    let desk = desk(1);
    let ran = desk.sign("in.pdf", "out.pdf", &["--seal", "ring.png", "--seam", "right", "--lang", "en"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("one page only"), "{}", ran.out);
    assert_passed(&desk, "out.pdf", 1);
}

#[test]
fn odd_pages_alone_for_a_duplex_print() {
    let desk = desk(7);
    let (marks, _) = marks(&desk, "in.pdf", &["--seam", "left", "--seam-odd", "--seam-along", "0.25"]);
    let pages: Vec<_> = marks.iter().map(|mark| mark["place"]["page"].as_u64().unwrap()).collect();
    assert_eq!(pages, [0, 2, 4, 6]);
}

/// Behind a signature the content of pages changes no more: each slice has a signature of its own, and all are valid.
#[test]
fn behind_a_signature_each_slice_is_signed() {
    let desk = desk(3);
    desk.signed("in.pdf", "one.pdf", &["--text", "--at", "20,30"]);
    let (_, way) = marks(&desk, "one.pdf", &["--seam", "right"]);
    assert_eq!(way["signature-each"]["signatures"], 3);
    desk.signed("one.pdf", "out.pdf", &["--seal", "ring.png", "--seam", "right"]);
    assert_passed(&desk, "out.pdf", 4);
    assert_others_agree(&desk, "out.pdf", 4);
}

#[test]
fn in_the_fields_that_were_reserved() {
    let desk = desk(3);
    desk.succeed(&[
        "prepare",
        "in.pdf",
        "-o",
        "ready.pdf",
        "--field",
        "批准@1:20,200,40,15",
        "--seam",
        "right",
    ]);
    desk.signed("ready.pdf", "one.pdf", &["--text", "--field", "批准"]);
    let (slices, way) = marks(&desk, "one.pdf", &["--seam", "right"]);
    assert_eq!(way["reserved-fields"]["signatures"], 3);
    assert!((slices[0]["place"]["width"].as_f64().unwrap() - 40.0 / 3.0).abs() < 0.01);
    desk.signed("one.pdf", "out.pdf", &["--seal", "ring.png", "--seam", "right"]);
    assert_passed(&desk, "out.pdf", 4);
    let (report, _) = desk.verify("out.pdf", &[]);
    let fields: Vec<_> =
        report["signatures"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["批准", "骑缝1", "骑缝2", "骑缝3"]);
    assert_others_agree(&desk, "out.pdf", 4);
}

/// A certification that allows nothing, and one that allows no new field, forbid the slices; whose it is, is said.
#[test]
fn a_certification_that_forbids_it_is_named() {
    for level in ["1", "2"] {
        let desk = desk(2);
        desk.signed("in.pdf", "certified.pdf", &["--certify", level]);
        let before = desk.names();
        let ran = desk.sign("certified.pdf", "out.pdf", &["--seal", "ring.png", "--seam", "right"]);
        assert_eq!(ran.status, 5, "{level}: {}", ran.err);
        assert_eq!(desk.names(), before, "nothing is left behind");
    }
}

/// No widget belongs to two pages, and no signature to two fields.
#[test]
fn never_one_field_on_many_pages() {
    let desk = desk(3);
    desk.signed("in.pdf", "one.pdf", &["--text", "--at", "20,30"]);
    desk.signed(
        "one.pdf",
        "out.pdf",
        &["--seal", "ring.png", "--seam", "right", "--page", "all", "--at", "20,100"],
    );
    let said = desk.succeed(&["fields", "out.pdf", "--json"]);
    let fields: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(fields.as_array().unwrap().len(), 7);
    assert_passed(&desk, "out.pdf", 7);
    let update = String::from_utf8_lossy(&desk.read("out.pdf")).into_owned();
    assert!(!update.contains("/Kids [") || update.matches("/FT /Sig").count() == 7);
}

fn assert_others_agree(desk: &Desk, file: &str, signatures: usize) {
    let script = "import sys\n\
        from pyhanko.pdf_utils.reader import PdfFileReader\n\
        from pyhanko.sign.validation import validate_pdf_signature\n\
        from pyhanko_certvalidator import ValidationContext\n\
        for one in PdfFileReader(open(sys.argv[1], 'rb')).embedded_signatures:\n\
        \x20   status = validate_pdf_signature(one, ValidationContext(trust_roots=[one.signer_cert]))\n\
        \x20   print(status.intact and status.valid and status.modification_level.name)\n";
    let python = tools::python();
    let path = desk.path(file);
    let said = tools::succeed(python.to_str().unwrap(), &["-c", script, path.to_str().unwrap()]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), signatures, "{said}");
    assert!(lines.iter().all(|line| matches!(*line, "NONE" | "FORM_FILLING")), "{said}");
}
