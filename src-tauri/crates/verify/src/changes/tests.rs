//! The rules on small documents made here: what each update is called, and what it needs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;
use std::sync::Arc;

use pdf::{Document, Limits};

use super::{Change, ChangeKind, Revisions};
use crate::graph::Graph;

/// A page with text, a text field that shows its value, a hidden note, and a spare form.
const BASE: &[(u32, &str)] = &[
    (1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 8 0 R >>"),
    (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
    (
        3,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> \
         /Annots [6 0 R 9 0 R] >>",
    ),
    (4, "<< /Length 31 >>\nstream\nBT /F 12 Tf 9 9 Td (Pay) Tj  ET\nendstream"),
    (5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"),
    (
        6,
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Sum) /V (100) /F 4 /P 3 0 R /Rect [10 10 90 30] /AP << /N 7 0 R >> >>",
    ),
    (
        7,
        "<< /Type /XObject /Subtype /Form /BBox [0 0 80 20] /Resources << /Font << /F 5 0 R >> >> /Length 32 >>\n\
         stream\nBT /F 12 Tf 2 5 Td (100) Tj  ET \nendstream",
    ),
    (8, "<< /Fields [6 0 R] /DR << /Font << /F 5 0 R >> >> >>"),
    (9, "<< /Type /Annot /Subtype /FreeText /F 2 /P 3 0 R /Rect [10 700 90 730] /Contents (hidden) >>"),
];

fn write(into: &mut Vec<u8>, objects: &[(u32, &str)], free: &[u32], previous: Option<usize>) {
    let mut places = Vec::new();
    for (number, body) in objects {
        places.push((*number, into.len()));
        into.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
    }
    let start = into.len();
    into.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, place) in places {
        into.extend_from_slice(format!("{number} 1\n{place:010} 00000 n \n").as_bytes());
    }
    for number in free {
        into.extend_from_slice(format!("{number} 1\n0000000000 00001 f \n").as_bytes());
    }
    let previous = previous.map_or(String::new(), |at| format!(" /Prev {at}"));
    into.extend_from_slice(
        format!("trailer\n<< /Size 100 /Root 1 0 R{previous} >>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
}

/// What an update to the base document did.
fn changes(objects: &[(u32, &str)], free: &[u32]) -> Vec<Change> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    write(&mut bytes, BASE, &[], None);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let previous = text.rfind("xref\n0 1").unwrap();
    write(&mut bytes, objects, free, Some(previous));
    let document = Document::open(Arc::new(bytes), Limits::default()).unwrap();
    assert_eq!(document.revisions().len(), 2);
    let genuine = HashMap::new();
    let revisions = Revisions { document: &document, base: 0, genuine: &genuine };
    let touched = revisions.touched().unwrap();
    let interest = touched.iter().flatten().copied().collect();
    let mut graph = Graph::survey(&document.at_revision(0).unwrap(), &interest);
    revisions.compare(&touched, &mut graph).unwrap().0
}

/// What an update to the base document is called.
fn kinds_freeing(objects: &[(u32, &str)], free: &[u32]) -> Vec<ChangeKind> {
    changes(objects, free).into_iter().map(|change| change.kind).collect()
}

fn kinds(objects: &[(u32, &str)]) -> Vec<ChangeKind> {
    kinds_freeing(objects, &[])
}

const WIDGET: &str = "/Type /Annot /Subtype /Widget /FT /Tx /T (Sum) /F 4 /P 3 0 R /Rect [10 10 90 30]";
const PAGE: &str = "/Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>";
const PICTURE: &str = "<< /Type /XObject /Subtype /Form /BBox [0 0 80 20] /Resources << /Font << /F 5 0 R >> >> /Length 32 >>\nstream\n";

fn picture(content: &str) -> String {
    format!("{PICTURE}{content:32}\nendstream")
}

#[test]
fn the_same_again_is_the_same() {
    assert_eq!(kinds(&[BASE[3]]), [ChangeKind::IdenticalRewrite]);
    // White space and the order of keys carry no meaning.
    let page = "<< /MediaBox [0 0 600 800] /Annots [6 0 R  9 0 R] /Type /Page /Parent 2 0 R /Contents 4 0 R \
                /Resources << /Font << /F 5 0 R >> >> >>";
    assert_eq!(kinds(&[(3, page)]), [ChangeKind::IdenticalRewrite]);
}

#[test]
fn content_fonts_and_pages_are_what_was_signed() {
    assert_eq!(kinds(&[(4, "<< /Length 5 >>\nstream\nBT ET\nendstream")]), [ChangeKind::ContentChanged]);
    assert_eq!(
        kinds(&[(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")]),
        [ChangeKind::ContentChanged]
    );
    assert_eq!(kinds(&[(2, "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>")]), [ChangeKind::PageTree]);
    let turned = format!("<< {PAGE} /MediaBox [0 0 600 800] /Annots [6 0 R 9 0 R] /Rotate 90 >>");
    assert_eq!(kinds(&[(3, &turned)]), [ChangeKind::PageChanged]);
}

#[test]
fn the_order_of_annotations_matters_and_none_may_go() {
    let page = |annotations: &str| format!("<< {PAGE} /MediaBox [0 0 600 800] /Annots [{annotations}] >>");
    assert_eq!(kinds(&[(3, &page("9 0 R 6 0 R"))]), [ChangeKind::PageChanged]);
    assert_eq!(kinds(&[(3, &page("6 0 R"))]), [ChangeKind::ForeignAnnotation]);
    assert_eq!(kinds_freeing(&[], &[9]), [ChangeKind::ObjectRemoved]);
}

#[test]
fn a_hidden_annotation_stays_hidden() {
    let shown =
        "<< /Type /Annot /Subtype /FreeText /F 4 /P 3 0 R /Rect [10 700 90 730] /Contents (hidden) >>";
    assert_eq!(kinds(&[(9, shown)]), [ChangeKind::ForeignAnnotation]);
}

#[test]
fn filling_is_lawful_when_the_field_shows_its_value() {
    let filled = format!("<< {WIDGET} /V (250) /AP << /N 20 0 R >> >>");
    let shows = |text: &str| picture(&format!("BT /F 12 Tf 2 5 Td ({text}) Tj ET"));
    assert_eq!(kinds(&[(6, &filled), (20, &shows("250"))]), [ChangeKind::FieldFilled]);
    assert_eq!(kinds(&[(6, &filled), (20, &shows("999"))]), [ChangeKind::AppearanceDisagrees]);
    // The old picture under a new value, and a new picture under the old value, both lie.
    let stale = format!("<< {WIDGET} /V (250) /AP << /N 7 0 R >> >>");
    assert_eq!(kinds(&[(6, &stale)]), [ChangeKind::AppearanceDisagrees]);
    assert_eq!(kinds(&[(7, &shows("999"))]), [ChangeKind::ContentChanged]);
}

#[test]
fn a_picture_that_could_draw_anything_is_no_filling() {
    let filled = format!("<< {WIDGET} /V (250) /AP << /N 20 0 R >> >>");
    for content in ["BT 3 Tr /F 9 Tf (250) Tj ET", "BT /F 9 Tf (250) Tj ET /X Do", "BT /F 0 Tf (250) Tj ET"] {
        assert_eq!(
            kinds(&[(6, &filled), (20, &picture(content))]),
            [ChangeKind::AppearanceDisagrees],
            "{content}"
        );
    }
}

#[test]
fn a_field_keeps_its_place_and_its_flags() {
    let moved = BASE[5].1.replace("[10 10 90 30]", "[10 40 90 60]");
    assert_eq!(kinds(&[(6, &moved)]), [ChangeKind::FieldChanged]);
    let hidden = BASE[5].1.replace("/F 4", "/F 2");
    assert_eq!(kinds(&[(6, &hidden)]), [ChangeKind::FieldChanged]);
    // A bit that only locks takes nothing away.
    let locked = BASE[5].1.replace("/F 4", "/F 132");
    assert!(kinds(&[(6, &locked)]).is_empty());
}

#[test]
fn a_signature_field_without_a_signature_is_none() {
    let form = "<< /Fields [6 0 R 30 0 R] /DR << /Font << /F 5 0 R >> >> >>";
    let page = format!("<< {PAGE} /MediaBox [0 0 600 800] /Annots [6 0 R 9 0 R 30 0 R] >>");
    let field = |more: &str| format!("<< /Type /Annot /Subtype /Widget /FT /Sig /T (S) /P 3 0 R {more} >>");
    let shown = field("/Rect [0 0 600 800] /AP << /N 7 0 R >>");
    let found = kinds(&[(8, form), (3, &page), (30, &shown)]);
    assert!(found.contains(&ChangeKind::FieldAdded), "{found:?}");
    let false_one = field("/Rect [0 0 600 800] /V << /Type /Sig /SubFilter /X >>");
    let found = kinds(&[(8, form), (3, &page), (30, &false_one)]);
    assert!(found.contains(&ChangeKind::FalseSignature), "{found:?}");
    let invisible = field("/Rect [0 0 0 0]");
    assert_eq!(kinds(&[(8, form), (3, &page), (30, &invisible)]), [ChangeKind::EmptySignatureField]);
}

#[test]
fn the_catalog_admits_versions_and_evidence_only() {
    let catalog = |more: &str| format!("<< /Type /Catalog /Pages 2 0 R /AcroForm 8 0 R {more} >>");
    let one = |more: &str| kinds(&[(1, &catalog(more))]);
    assert_eq!(one("/OpenAction << /S /JavaScript /JS (x) >>"), [ChangeKind::CatalogChanged]);
    assert_eq!(one("/Names << /JavaScript 7 0 R >>"), [ChangeKind::CatalogChanged]);
    assert_eq!(one("/Version /2.0"), [ChangeKind::Extensions]);
    let evidence = "<< /Length 3 >>\nstream\n\x30\x01\x00\nendstream";
    let store = catalog("/DSS << /Certs [40 0 R] >>");
    assert_eq!(kinds(&[(1, &store), (40, evidence)]), [ChangeKind::ValidationData]);
    let content = "<< /Length 5 >>\nstream\nBT ET\nendstream";
    let found = kinds(&[(1, &store), (40, content)]);
    assert!(found.contains(&ChangeKind::ValidationDataChanged), "{found:?}");
}

#[test]
fn what_nothing_refers_to_is_listed_and_a_dangling_reference_is_a_change() {
    assert_eq!(kinds(&[(50, "<< /A 1 >>")]), [ChangeKind::Orphan]);
    let page = format!("<< {PAGE} /MediaBox [0 0 600 800] /Annots [6 0 R 9 0 R] /Thumb 50 0 R >>");
    let found = kinds(&[(3, &page), (50, "<< /A 1 >>")]);
    assert_eq!(found, [ChangeKind::PageChanged]);
}

#[test]
fn comments_are_told_from_paint() {
    let page = format!("<< {PAGE} /MediaBox [0 0 600 800] /Annots [6 0 R 9 0 R 60 0 R] >>");
    let with = |annotation: &str| kinds(&[(3, &page), (60, annotation)]);
    let note = "<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (ok) /P 3 0 R >>";
    assert_eq!(with(note), [ChangeKind::AnnotationAdded]);
    for foreign in [
        "<< /Type /Annot /Subtype /FreeText /Rect [10 10 30 30] >>",
        "<< /Type /Annot /Subtype /Stamp /Rect [10 10 30 30] >>",
        "<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /A << /S /URI >> >>",
        "<< /Type /Annot /Subtype /Highlight /Rect [0 0 600 800] >>",
        "<< /Type /Annot /Subtype /Highlight /Rect [10 10 90 30] /AP << /N 7 0 R >> >>",
        "<< /Type /Annot /Subtype /Ink /Rect [10 10 90 30] /BS << /W 20 >> >>",
    ] {
        assert_eq!(with(foreign), [ChangeKind::ForeignAnnotation], "{foreign}");
    }
}

#[test]
fn text_must_stand_in_sight_and_in_order() {
    let filled = format!("<< {WIDGET} /V (250) /AP << /N 20 0 R >> >>");
    let one = |content: &str| kinds(&[(6, &filled), (20, &long_picture(content))]);
    for content in [
        "/Tx BMC q 1 1 78 18 re W n BT 0 g /F 12 Tf 2 5 Td (250) Tj ET Q EMC",
        "0.9 g 0 0 80 20 re f 0 G 0.5 0.5 79 19 re s BT 0 g /F 9 Tf 2 6 Td (250) Tj ET",
        "BT 0 0 1 rg /F 9 Tf 1 0 0 1 2 6 Tm [(2)-20(5)30(0)] TJ ET",
        "BT /F 9 Tf 2 6 Td (2) Tj 20 0 Td (5) Tj 20 0 Td (0) Tj ET",
        "BT /F 8 Tf 2 11 Td (2) Tj 0 -9 Td (50) Tj ET",
        "0 1 1 rg 2 18 m 78 18 l 80 20 l 0 20 l 2 18 l f 2 2 m 2 18 l 0 20 l 0 0 l f BT 0 g /F 9 Tf 6 6 Td (250) Tj ET",
        "0 g 0 0 80 20 re f BT 1 g /F 9 Tf 2 6 Td (250) Tj ET",
    ] {
        assert_eq!(one(content), [ChangeKind::FieldFilled], "{content}");
    }
    for content in [
        "BT 1 g /F 12 Tf 2 5 Td (250) Tj ET",
        "BT /F 12 Tf 2000 5 Td (250) Tj ET",
        "BT /F 0.1 Tf 2 5 Td (250) Tj ET",
        "BT /F -12 Tf 2 5 Td (250) Tj ET",
        "q 0 0 0 0 re W n BT /F 12 Tf 2 5 Td (250) Tj ET Q",
        "q 0 0 80 20 re 10 10 5 5 re W* n BT /F 12 Tf 2 5 Td (250) Tj ET Q",
        "BT /F 12 Tf 2 5 Td (250) Tj ET 1 g 0 0 80 20 re f",
        "BT /F 12 Tf 32 5 Td (50) Tj -15 0 Td (2) Tj ET",
        "BT /F 12 Tf 2 5 Td (50) Tj ET BT /F 12 Tf 2 5 Td (2) Tj ET",
        "BT /F 12 Tf -6 Tc 2 5 Td (250) Tj ET",
        "BT /F 12 Tf 20 5 Td [(25)2000(0)] TJ ET",
        "BT /F 12 Tf 5 Tz 2 5 Td (250) Tj ET",
        "BT /F 12 Tf 1 0.5 -0.5 1 2 5 Tm (250) Tj ET",
        "BT /F 12 Tf -1 0 0 1 60 5 Tm (250) Tj ET",
        "0 g 2 2 1 14 re f BT /F 9 Tf 8 6 Td (250) Tj ET",
        "4 2 m 4 16 l S BT /F 9 Tf 8 6 Td (250) Tj ET",
        "30 w 0 10 m 80 10 l S BT /F 9 Tf 8 6 Td (250) Tj ET",
        "0 9 m 80 9 l S BT /F 9 Tf 2 6 Td (250) Tj ET",
        "/OC /x BDC BT /F 12 Tf 2 5 Td (250) Tj ET EMC",
        "/Pattern cs /P scn BT /F 12 Tf 2 5 Td (250) Tj ET",
        "BT /F 1e1 Tf 2 5 Td (250) Tj ET",
    ] {
        assert_eq!(one(content), [ChangeKind::AppearanceDisagrees], "{content}");
    }
}

fn long_picture(content: &str) -> String {
    let head = PICTURE.replace("/Length 32", &format!("/Length {}", content.len()));
    format!("{head}{content}\nendstream")
}

#[test]
fn a_picture_fits_its_rectangle() {
    let filled = format!("<< {WIDGET} /V (250) /AP << /N 20 0 R >> >>");
    let text = "BT /F 12 Tf 2 5 Td (250) Tj ET";
    let with = |from: &str, to: &str| kinds(&[(6, &filled), (20, &long_picture(text).replace(from, to))]);
    let disagrees = [ChangeKind::AppearanceDisagrees];
    assert_eq!(with("[0 0 80 20]", "[0 0 8000 2000]"), disagrees);
    assert_eq!(with("[0 0 80 20]", "[0 0 80 20] /Matrix [0 0 0 0 0 0]"), disagrees);
    assert_eq!(with("[0 0 80 20]", "[0 0 80 20] /Matrix [-1 0 0 1 0 0]"), disagrees);
    assert_eq!(with("[0 0 80 20]", "[0 0 80 20] /OC 9 0 R"), disagrees);
    // Turned with its widget, as a field on a landscape page is.
    let turned = long_picture(text).replace("[0 0 80 20]", "[0 0 20 80] /Matrix [0 -1 1 0 0 20]");
    assert_eq!(kinds(&[(6, &filled), (20, &turned)]), [ChangeKind::FieldFilled]);
}

#[test]
fn fonts_that_came_along_are_told_from_the_readers() {
    let filled = |value: &str| format!("<< {WIDGET} /V {value} /AP << /N 20 0 R >> >>");
    let picture = |content: &str| long_picture(content).replace("/F 5 0 R", "/F 5 0 R /G 21 0 R");
    let simple = |font: &str| {
        let shown = picture("BT /G 9 Tf 2 5 Td (250) Tj ET");
        kinds(&[(6, &filled("(250)")), (20, &shown), (21, font), (22, "<< /FontFile2 4 0 R >>")])
    };
    let (shows, disagrees) = (ChangeKind::FieldFilled, ChangeKind::AppearanceDisagrees);
    for (font, kind) in [
        ("<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>", shows),
        ("<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>", disagrees),
        ("<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 22 0 R >>", disagrees),
        (
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding << /Differences [50 /nine] >> >>",
            disagrees,
        ),
    ] {
        assert!(simple(font).contains(&kind), "{font}");
    }
    let composite = |descendant: &str| {
        let font = "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /UniGB-UCS2-H /DescendantFonts [22 0 R] >>";
        let shown = picture("BT /G 9 Tf 2 5 Td <5F204E09> Tj ET");
        kinds(&[(6, &filled("<FEFF5F204E09>")), (20, &shown), (21, font), (22, descendant)])
    };
    let plain = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song >>";
    assert_eq!(composite(plain), [shows]);
    let embedded = "<< /Type /Font /Subtype /CIDFontType2 /FontDescriptor << /FontFile2 4 0 R >> >>";
    assert!(composite(embedded).contains(&disagrees));
}

#[test]
fn marks_are_drawn_inside_their_rectangle() {
    let page = format!("<< {PAGE} /MediaBox [0 0 600 800] /Annots [6 0 R 9 0 R 60 0 R] >>");
    let with = |annotation: &str| kinds(&[(3, &page), (60, annotation)]);
    let mark = |points: &str| {
        format!("<< /Type /Annot /Subtype /Highlight /Rect [10 10 90 30] /QuadPoints [{points}] /P 3 0 R >>")
    };
    assert_eq!(with(&mark("10 30 90 30 10 10 90 10")), [ChangeKind::AnnotationAdded]);
    assert_eq!(with(&mark("0 800 600 800 0 0 600 0")), [ChangeKind::ForeignAnnotation]);
    let ink = "<< /Type /Annot /Subtype /Ink /Rect [10 10 90 30] /InkList [[0 20 600 20]] /P 3 0 R >>";
    assert_eq!(with(ink), [ChangeKind::ForeignAnnotation]);
}

#[test]
fn what_could_be_drawn_is_not_left_lying_about() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>";
    assert_eq!(kinds(&[(50, font)]), [ChangeKind::DormantContent]);
    assert_eq!(kinds(&[(50, "<< /Type /Catalog /Pages 2 0 R >>")]), [ChangeKind::DormantContent]);
    // What signing and filling leave behind is only listed.
    let filled = format!("<< {WIDGET} /V (250) /AP << /N 20 0 R >> >>");
    let shown = picture("BT /F 12 Tf 2 5 Td (250) Tj ET");
    let found = kinds(&[(6, &filled), (20, &shown), (50, font)]);
    assert_eq!(found, [ChangeKind::Orphan, ChangeKind::FieldFilled]);
}

#[test]
fn a_change_names_its_page_and_its_place() {
    let all = changes(&[(7, &picture("BT ET"))], &[]);
    let change = all.first().unwrap();
    assert_eq!((change.page, change.rect), (Some(1), Some([10.0, 10.0, 90.0, 30.0])));
    let filled = format!("<< {WIDGET} /V (250) /AP << /N 20 0 R >> >>");
    let all = changes(&[(6, &filled), (20, &picture("BT /F 12 Tf 2 5 Td (250) Tj ET"))], &[]);
    let change = all.first().unwrap();
    assert_eq!((change.page, change.rect), (Some(1), Some([10.0, 10.0, 90.0, 30.0])));
    let page = format!("<< {PAGE} /MediaBox [0 0 600 800] /Annots [6 0 R] >>");
    let all = changes(&[(3, &page)], &[]);
    assert_eq!(all.first().unwrap().rect, Some([10.0, 700.0, 90.0, 730.0]));
}
