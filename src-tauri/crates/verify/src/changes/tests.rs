//! The rules on small documents made here: what each update is called, and what it needs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;
use std::sync::Arc;

use pdf::{Document, Limits};

use super::{ChangeKind, Revisions};
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

/// What an update to the base document is called, harmless bookkeeping left out.
fn kinds_freeing(objects: &[(u32, &str)], free: &[u32]) -> Vec<ChangeKind> {
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
    let (changes, _) = revisions.compare(&touched, &mut graph).unwrap();
    changes.into_iter().map(|change| change.kind).collect()
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
