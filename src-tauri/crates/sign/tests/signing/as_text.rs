//! An update as the text it is: what it writes again, and in which words.

use sign::{Rights, Target};

use crate::kit::{one_page, try_sign};

/// The update's lines up to its table, the signature value left out.
fn lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let (body, _) = text.split_once("xref\n").unwrap();
    let (before, rest) = body.split_once("/Contents <").unwrap();
    let (_, after) = rest.split_once('>').unwrap();
    let (start, end) = before.split_once("/ByteRange [").unwrap();
    assert_eq!(end.trim_end().chars().last(), Some(']'));
    format!("{start}/ByteRange … /Contents …{after}").lines().map(str::to_owned).collect()
}

#[test]
fn a_certification_of_a_tagged_page() {
    let document = one_page(
        "/StructTreeRoot 4 0 R",
        "",
        &[
            (4, "<</Type/StructTreeRoot/K 5 0 R/ParentTree 6 0 R/ParentTreeNextKey 1>>"),
            (5, "<</Type/StructElem/S/Document/P 4 0 R/K[0]>>"),
            (6, "<</Nums[0[5 0 R]]>>"),
        ],
    );
    let lock =
        pdf::Lock { action: pdf::LockAction::Include, fields: vec!["Result".to_owned()], permissions: None };
    let rights = Rights { certify: Some(2), lock: Some(lock) };
    let signed = try_sign(&document, &Target::Invisible, &rights).unwrap();
    let expected = "\
1 0 obj
<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R /Perms << /DocMDP 7 0 R >> /AcroForm 10 0 R >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Annots [9 0 R] /Tabs /S >>
endobj
4 0 obj
<< /Type /StructTreeRoot /K 5 0 R /ParentTree 6 0 R /ParentTreeNextKey 2 >>
endobj
5 0 obj
<< /Type /StructElem /S /Document /P 4 0 R /K [0 11 0 R] >>
endobj
6 0 obj
<< /Nums [0 [5 0 R] 1 11 0 R] >>
endobj
7 0 obj
<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:20261122140530+08'00') \
/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /V /1.2 /P 2 >> >> \
<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Type /TransformParams /V /1.2 /Action /Include \
/Fields [(Result)] >> /Data 1 0 R >>] /ByteRange … /Contents … >>
endobj
8 0 obj
<< /Type /SigFieldLock /Action /Include /Fields [(Result)] >>
endobj
9 0 obj
<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /Rect [0 0 0 0] /F 132 /P 3 0 R /V 7 0 R /Lock 8 0 R \
/StructParent 1 /TU (Signature1) >>
endobj
10 0 obj
<< /Fields [9 0 R] /SigFlags 3 >>
endobj
11 0 obj
<< /Type /StructElem /S /Form /P 5 0 R /Pg 3 0 R /K << /Type /OBJR /Obj 9 0 R >> >>
endobj";
    assert_eq!(lines(signed.increment()), expected.lines().collect::<Vec<_>>());
}
