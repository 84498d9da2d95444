//! What real producers write, in all its kinds, is signed by an update and judged whole.

use tests::kit::command::{Desk, assert_passed};
use tests::kit::{samples, structures, tools};

#[test]
fn every_structure_of_the_kit() {
    for sample in structures::plain() {
        let desk = Desk::new();
        desk.put("in.pdf", &sample.bytes);
        desk.put("ink.json", samples::INK);
        assert_eq!(tools::qpdf_check(&desk.path("in.pdf"), None).0, 0, "the kit's own {}", sample.name);
        println!("{}", sample.name);
        desk.signed("in.pdf", "one.pdf", &[]);
        desk.signed("one.pdf", "two.pdf", &["--ink", "ink.json", "--at", "20,50", "--size", "40,15"]);
        assert!(desk.read("two.pdf").starts_with(&sample.bytes), "{}", sample.name);
        assert_passed(&desk, "two.pdf", 2);
        let (status, said) = tools::qpdf_check(&desk.path("two.pdf"), None);
        assert_eq!(status, 0, "{}: {said}", sample.name);
    }
}

#[test]
fn what_qpdf_linearised() {
    let desk = Desk::new();
    for sample in
        structures::by_qpdf(desk.folder()).into_iter().filter(|sample| sample.name.starts_with("linearised"))
    {
        let (one, two) = (format!("{}-1.pdf", sample.name), format!("{}-2.pdf", sample.name));
        desk.signed(&format!("{}.pdf", sample.name), &one, &[]);
        desk.signed(&one, &two, &[]);
        assert_passed(&desk, &two, 2);
    }
}

#[test]
fn an_update_keeps_the_kind_of_listing_that_the_file_has() {
    for sample in structures::plain() {
        let desk = Desk::new();
        desk.put("in.pdf", &sample.bytes);
        desk.signed("in.pdf", "out.pdf", &[]);
        let update = desk.read("out.pdf")[sample.bytes.len()..].to_vec();
        let table = update.windows(5).any(|window| window == b"\nxref" || window == b"\rxref");
        let expected = ![
            "xref-stream",
            "object-streams",
            "revisions-stream",
            "revisions-packed",
            "revisions-mixed",
            "form-packed",
        ]
        .contains(&sample.name);
        assert_eq!(table, expected, "{}", sample.name);
    }
}
