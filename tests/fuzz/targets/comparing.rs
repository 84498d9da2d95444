//! The comparison of revisions: the objects of an update behind a file that looks signed.

use pdf::{Document, Limits};
use pki::{Time, TrustAnchors};
use std::sync::Arc;
use verify::Policy;

use super::paper::{objects, revision, section};

const SIGNED: [(u32, &str); 13] = [
    (
        1,
        "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/StructTreeRoot 12 0 R/Names<</Dests 20 0 R>>/Metadata 13 0 R>>",
    ),
    (2, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>"),
    (
        3,
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 8 0 R/Annots[6 0 R 7 0 R]/Resources<</Font<</F 9 0 R>>>>>>",
    ),
    (4, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots 11 0 R>>"),
    (5, "<</Fields[6 0 R 7 0 R]/SigFlags 3/DR<</Font<</F 9 0 R>>>>/DA(/F 0 Tf)>>"),
    (6, "<</FT/Sig/T(S)/V 10 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/P 3 0 R/F 132>>"),
    (7, "<</FT/Tx/T(t)/V(a)/Type/Annot/Subtype/Widget/Rect[10 10 90 30]/P 3 0 R/F 4/AP<</N 14 0 R>>>>"),
    (8, "<</Length 4>>\nstream\nq Q\n\nendstream"),
    (9, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"),
    (11, "[]"),
    (12, "<</Type/StructTreeRoot/K<</S/Document/P 12 0 R/Pg 3 0 R/K[0]>>>>"),
    (13, "<</Type/Metadata/Subtype/XML/Length 23>>\nstream\n<x:xmpmeta></x:xmpmeta>\nendstream"),
    (
        14,
        "<</Type/XObject/Subtype/Form/BBox[0 0 80 20]/Resources<</Font<</F 9 0 R>>>>/Length 32>>\nstream\n/Tx BMC BT /F 9 Tf (a) Tj ET EMC\nendstream",
    ),
];

/// A file with a signature whose range is right and whose value is not.
fn signed(permission: u8) -> Vec<u8> {
    let reference = match permission % 4 {
        0 => String::new(),
        level => format!("/Reference[<</TransformMethod/DocMDP/TransformParams<</P {level}/V/1.2>>>>]"),
    };
    let zeros = "0".repeat(10);
    let range = format!("/ByteRange[0 {zeros} {zeros} {zeros}]");
    let value = format!("<</Type/Sig/SubFilter/adbe.pkcs7.detached{reference}{range}/Contents<3003020101>>>");
    let mut list: Vec<(u32, &[u8])> =
        SIGNED.iter().map(|(number, text)| (*number, text.as_bytes())).collect();
    list.push((10, value.as_bytes()));
    let mut file = Vec::new();
    revision(&mut file, &list, "/Root 1 0 R/ID[(a)(b)]");
    let at = |text: &[u8]| file.windows(text.len()).position(|window| window == text).unwrap_or(0);
    let (place, gap) = (at(b"/ByteRange[0 ") + 13, at(b"/Contents<") + 9);
    let end = gap + 12;
    let numbers = format!("{gap:010} {end:010} {:010}", file.len() - end);
    for (target, byte) in file.iter_mut().skip(place).zip(numbers.bytes()) {
        *target = byte;
    }
    file
}

/// An update behind one byte that says what the signature permits.
pub fn differences(data: &[u8]) -> bool {
    let Some((permission, update)) = data.split_first() else { return false };
    let mut file = signed(*permission);
    let trailer = format!("/Root 1 0 R/ID[(a)(c)]/Prev {}", section(&file));
    revision(&mut file, &objects(update), &trailer);
    let Ok(document) = Document::open(Arc::new(file), Limits::default()) else { return false };
    let policy = Policy::new("", TrustAnchors::new(), Time::from_unix(1_790_000_000));
    verify::examine(&document, &policy).is_ok_and(|report| {
        // A value that nobody made never passes.
        let passed = report.signatures.iter().any(|one| one.verdict == verify::Verdict::Passed);
        assert!(!passed, "a forged signature passed");
        report.signatures.iter().any(|one| !one.changes.is_empty())
    })
}
