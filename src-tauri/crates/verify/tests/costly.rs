//! Documents whose updates ask for much work: each gets its verdict from a bounded number of readings. The sizes are for
//! code that is not optimised; what grew with the square of them took minutes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../pdf/tests/counted/mod.rs"]
mod counted;
mod paper;
#[path = "../../pki/tests/village/mod.rs"]
#[allow(unused_imports)]
mod village;

use std::sync::Arc;

use counted::Counted;
use paper::{Paper, now};
use pki::TrustAnchors;
use verify::{ChangeKind, Code, Integrity, Policy, Signature};

/// How many readings one verdict may take for each object of its document, and how many beyond: an update can ask for
/// all of a document again, until the comparison's allowance is spent.
const MOST: (u64, u64) = (12, 5_000_000);
/// The number of the first object that a test adds.
const FIRST: u32 = 2000;
/// A value that looks like one and is none: what came after is compared all the same.
const VALUE: [u8; 5] = [0x30, 3, 2, 1, 1];

type Objects = Vec<(u32, String)>;

/// So many objects, each made of its number.
fn many(count: u32, make: impl Fn(u32) -> String) -> Objects {
    (FIRST..FIRST + count).map(|number| (number, make(number))).collect()
}

fn update(paper: &mut Paper, objects: &Objects) {
    let objects: Vec<(u32, &str)> = objects.iter().map(|(number, body)| (*number, body.as_str())).collect();
    paper.update(&objects);
}

/// A document with these objects below its page tree, signed with a value that is none.
fn signed(objects: &Objects) -> Paper {
    let mut paper = Paper::new();
    update(&mut paper, objects);
    paper.update(&[(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /X 2000 0 R >>")]);
    paper.place_form("adbe.pkcs7.detached", "", |_| VALUE.to_vec());
    paper
}

fn judged(paper: &Paper) -> Signature {
    let source = Arc::new(Counted::new(paper.bytes.clone()));
    let document = pdf::Document::open(source.clone(), pdf::Limits::default()).unwrap();
    let policy = Policy::new("test", TrustAnchors::new(), now());
    let mut report = verify::examine(&document, &policy).unwrap();
    let readings = source.readings();
    let objects = paper.bytes.windows(4).filter(|four| four == b" obj").count() as u64;
    println!("{readings} readings of {objects}");
    assert!(readings <= MOST.0 * objects + MOST.1, "{readings} readings of {objects} objects");
    let signature = report.signatures.remove(0);
    assert_eq!(signature.integrity, Integrity::Malformed);
    signature
}

fn has(signature: &Signature, code: Code) -> bool {
    signature.findings.iter().any(|finding| finding.code == code)
}

#[test]
fn a_long_chain_of_objects_written_again() {
    let chain = |text: &str| many(20_000, |number| format!("<< /T ({text}) /Next {} 0 R >>", number + 1));
    let mut paper = signed(&chain("a"));
    update(&mut paper, &chain("b"));
    let found = judged(&paper);
    assert!(has(&found, Code::ChangedAfterSigning) && has(&found, Code::ChangesNotListed));
    assert_eq!(found.changes.len(), 10_000);
    assert!(found.changes.iter().all(|change| !change.allowed));
}

#[test]
fn many_notes_on_one_page_and_their_order() {
    let note = |number: u32| {
        format!(
            "<< /Type /Annot /Subtype /Text /Rect [{0} 9 {1} 27] /Contents (a) >>",
            number % 500,
            number % 500 + 18
        )
    };
    let notes = many(10_000, note);
    let page = |order: &mut dyn Iterator<Item = u32>| {
        let listed: Vec<String> = order.map(|number| format!("{number} 0 R")).collect();
        let box_and_content = "/MediaBox [0 0 600 800] /Contents 5 0 R";
        format!("<< /Type /Page /Parent 2 0 R {box_and_content} /Annots [10 0 R {}] >>", listed.join(" "))
    };
    let all = FIRST..FIRST + 10_000;
    // Added one and all.
    let mut paper = signed(&Objects::new());
    let mut added = notes.clone();
    added.push((3, page(&mut all.clone())));
    update(&mut paper, &added);
    let found = judged(&paper);
    assert!(
        found.changes.iter().all(|change| change.kind == ChangeKind::AnnotationAdded),
        "{:?}",
        found.findings
    );
    // Put into another order.
    let mut added = notes;
    added.push((3, page(&mut all.clone().rev())));
    update(&mut paper, &added);
    assert!(has(&judged(&paper), Code::ChangedAfterSigning));
}

#[test]
fn each_of_many_revisions_asks_for_the_whole_of_a_large_document() {
    let chain = many(5_000, |number| format!("<< /A {} 0 R >>", number + 1));
    let mut paper = signed(&chain);
    for number in FIRST..FIRST + 60 {
        let changed = format!("<< /A {} 0 R /T (b) >>", number + 1);
        paper.update(&[(number, changed.as_str())]);
    }
    assert!(has(&judged(&paper), Code::ChangedAfterSigning));
}

#[test]
fn many_fields_are_filled_again_in_place() {
    let fields = |text: &str| {
        many(600, |number| match number % 2 {
            0 => format!(
                "<< /Type /Annot /Subtype /Widget /FT /Tx /T (f{number}) /V ({text}) /F 4 /P 3 0 R /Rect [9 9 90 30] \
                 /AP << /N {} 0 R >> >>",
                number + 1
            ),
            _ => format!(
                "<< /Type /XObject /Subtype /Form /BBox [0 0 80 20] /Length 26 >>\nstream\n\
                 /Tx BMC BT ({text}) Tj ET EMC\nendstream"
            ),
        })
    };
    let filling = (10_000..30_000).map(|number| (number, format!("<< /A {} 0 R >>", number + 1)));
    let widgets: Vec<u32> = (FIRST..FIRST + 600).step_by(2).collect();
    let first = fields("a");
    let held: Vec<(u32, &str)> = first.iter().map(|(number, body)| (*number, body.as_str())).collect();
    let mut paper = Paper::holding(&held, &widgets);
    update(&mut paper, &filling.collect());
    paper.update(&[(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /X 10000 0 R >>")]);
    paper.place_form("adbe.pkcs7.detached", "", |_| VALUE.to_vec());
    update(&mut paper, &fields("b"));
    judged(&paper);
}

#[test]
fn many_new_objects_are_read_once() {
    let mut paper = signed(&Objects::new());
    update(
        &mut paper,
        &many(60_000, |number| format!("<< /Some (text of an ordinary length) /R {number} 0 R >>")),
    );
    let found = judged(&paper);
    assert!(has(&found, Code::OrphanObjects));
}

#[test]
fn deep_objects_written_again() {
    let deep = |key: &str| {
        many(12_000, |number| {
            let nested = "<< /A ".repeat(79);
            format!("<< /{key} {} 0 R /A {nested}1{} >>", number + 1, " >>".repeat(79))
        })
    };
    let mut paper = signed(&deep("N"));
    update(&mut paper, &deep("M"));
    // Too much to be compared: that it was changed is told, and that nobody knows how.
    let found = judged(&paper);
    assert!(has(&found, Code::ComparisonFailed) && found.changes.is_empty(), "{:?}", found.findings);
}

#[test]
fn a_form_of_many_fields_in_many_revisions() {
    let fields = many(8_000, |number| format!("<< /FT /Tx /T (f{number}) /V (a) >>"));
    let held: Vec<(u32, &str)> = fields.iter().map(|(number, body)| (*number, body.as_str())).collect();
    let numbers: Vec<u32> = (FIRST..FIRST + 8_000).collect();
    let mut paper = Paper::holding(&held, &numbers);
    paper.place_form("adbe.pkcs7.detached", "", |_| VALUE.to_vec());
    for number in 0..120 {
        let page = format!("<< /Type /Pages /Kids [3 0 R] /Count 1 /N {number} >>");
        paper.update(&[(2, page.as_str())]);
    }
    assert!(has(&judged(&paper), Code::ComparisonFailed));
}
