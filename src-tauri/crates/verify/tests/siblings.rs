//! Attacks on signed documents made here, family by family: each must be seen for what it is, and what an honest
//! producer does must pass.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod paper;
#[path = "../../pki/tests/village/mod.rs"]
mod village;

use std::sync::{Arc, OnceLock};

use paper::{Paper, Person, now};
use pki::TrustAnchors;
use verify::{Code, Integrity, Policy, Report, Verdict};
use village::{ISSUES, SIGNS, Village};

/// A field that shows its value, its picture, the font, and what else a page may hold.
const FURTHER: &[(u32, &str)] = &[
    (
        1000,
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Sum) /V (100) /F 4 /P 3 0 R /Rect [10 10 90 30] /AP << /N 1001 0 R >> >>",
    ),
    (
        1001,
        "<< /Type /XObject /Subtype /Form /BBox [0 0 80 20] /Resources << /Font << /F 1002 0 R >> >> /Length 31 >>\n\
         stream\nBT /F 12 Tf 2 5 Td (100) Tj ET \nendstream",
    ),
    (1002, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"),
    (1003, "<< /Type /Catalog /Pages 1004 0 R >>"),
    (1004, "<< /Type /Pages /Kids [] /Count 0 >>"),
];
const PAY_MORE: &str = "<< /Length 31 >>\nstream\nBT /F 12 Tf 9 9 Td (Owe) Tj  ET\nendstream";

struct Desk {
    village: Village,
    policy: Policy,
}

impl Desk {
    fn new() -> Self {
        let village = Village::new();
        village.issue("root", None, &[ISSUES]);
        village.issue("signer", Some("root"), &[SIGNS]);
        let policy = Policy::new("test", TrustAnchors::from_iter([village.certificate("root")]), now());
        Self { village, policy }
    }

    fn sign(&self, mut paper: Paper) -> Paper {
        paper.sign(&Person::new(&self.village, "signer", &[]), None);
        paper
    }

    fn report(&self, bytes: &[u8]) -> Report {
        let source: Arc<dyn pdf::Source> = Arc::new(bytes.to_vec());
        let limits = pdf::Limits::default();
        match pdf::Document::open(Arc::clone(&source), limits.clone()) {
            Ok(document) => verify::examine(&document, &self.policy).unwrap(),
            Err(error) => verify::examine_damaged(&source, &limits, &self.policy, &error).unwrap(),
        }
    }

    fn passes(&self, what: &str, bytes: &[u8]) {
        let report = self.report(bytes);
        let findings: Vec<_> =
            report.signatures.iter().flat_map(|one| &one.findings).map(|one| one.code).collect();
        assert_eq!(report.verdict, Verdict::Passed, "{what}: {findings:?}");
    }

    fn fails(&self, what: &str, bytes: &[u8], integrity: &[Integrity]) {
        let report = self.report(bytes);
        assert!(
            !matches!(report.verdict, Verdict::Passed | Verdict::Unsigned),
            "{what}: {:?}",
            report.verdict
        );
        let found = report.integrity.unwrap();
        assert!(integrity.contains(&found), "{what}: {found:?}");
    }
}

const BAD: &[Integrity] = &[Integrity::Changed, Integrity::Broken, Integrity::Malformed];
const CHANGED: &[Integrity] = &[Integrity::Changed];
const MALFORMED: &[Integrity] = &[Integrity::Malformed];

fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(Desk::new)
}

fn signed() -> &'static Paper {
    static PAPER: OnceLock<Paper> = OnceLock::new();
    PAPER.get_or_init(|| desk().sign(Paper::holding(FURTHER, &[1000])))
}

/// The signed document with an update behind it.
fn updated(objects: &[(u32, &str)]) -> Vec<u8> {
    let mut paper = Paper::holding(&[], &[]);
    paper.take_over(signed().bytes.clone(), signed().last());
    paper.update(objects);
    paper.bytes
}

fn position(bytes: &[u8], text: &[u8]) -> usize {
    bytes.windows(text.len()).rposition(|window| window == text).unwrap()
}

/// The last occurrence of `from` overwritten, blanks filling up.
fn overwritten(from: &str, to: &str) -> Vec<u8> {
    let mut bytes = signed().bytes.clone();
    let at = position(&bytes, from.as_bytes());
    let padded = format!("{to:width$}", width = from.len());
    bytes.splice(at..at + from.len(), padded.bytes());
    bytes
}

/// `/Contents <…>` and `/ByteRange […]` as they stand in the signed document.
fn parts() -> (String, String) {
    let bytes = &signed().bytes;
    let text = |start: &[u8], end: u8| {
        let at = position(bytes, start);
        let length = bytes[at..].iter().position(|byte| *byte == end).unwrap() + 1;
        String::from_utf8(bytes[at..at + length].to_vec()).unwrap()
    };
    (text(b"/Contents <", b'>'), text(b"/ByteRange [", b']'))
}

#[test]
fn the_honest_ones_pass() {
    let filled = FURTHER[0].1.replace("(100)", "(250)").replace("1001", "1100");
    let picture = FURTHER[1].1.replace("(100)", "(250)");
    desk().passes("signed", &signed().bytes);
    desk().passes("filled in", &updated(&[(1000, &filled), (1100, &picture)]));
    desk().passes(
        "the same again",
        &updated(&[(5, "<< /Length 31 >>\nstream\nBT /F 12 Tf 9 9 Td (Pay) Tj  ET\nendstream")]),
    );
    desk().passes("an unused note", &updated(&[(1100, "<< /A 1 >>")]));
    let mut paper = Paper::holding(&[], &[]);
    paper.take_over(signed().bytes.clone(), signed().last());
    let blank = [paper.bytes.as_slice(), b"\n\n"].concat();
    desk().passes("blank lines behind it", &blank);
}

#[test]
fn a_crippled_signature_is_never_no_signature() {
    let (contents, range) = parts();
    for to in ["null", "<>", "<00>", "(x)", "5 0 R", ""] {
        let to = if to.is_empty() { String::new() } else { format!("/Contents {to}") };
        desk().fails(&to, &overwritten(&contents, &to), BAD);
    }
    for to in
        ["null", "[]", "[0 -1 9 9]", "[0 1 2]", "[0 0 0 0]", "[0 1 2 99999999999]", "[0.0 1 2 3]", "(x)"]
    {
        let to = format!("/ByteRange {to}");
        desk().fails(&to, &overwritten(&range, &to), BAD);
    }
    desk().fails("no range", &overwritten(&range, ""), BAD);
    desk().fails("no value", &overwritten("/V 11 0 R", "/V null"), BAD);
    desk().fails("no field", &overwritten("/Fields [1000 0 R 10 0 R]", "/Fields [1000 0 R]"), BAD);
    desk().fails("no form", &updated(&[(1, "<< /Type /Catalog /Pages 2 0 R >>")]), BAD);
    let field = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Field10) /F 132 /Rect [0 0 0 0] /P 3 0 R >>";
    desk().fails("emptied", &updated(&[(10, field)]), BAD);
}

#[test]
fn a_newest_revision_that_passes_the_signed_one_by_hides_nothing() {
    let signed = &signed().bytes;
    for previous in ["", "/Prev 9", "/Prev 999999"] {
        let start = signed.len();
        let tail = format!(
            "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2000 /Root 1 0 R {previous} >>\nstartxref\n{start}\n%%EOF\n"
        );
        desk().fails(previous, &[signed.as_slice(), tail.as_bytes()].concat(), MALFORMED);
    }
}

#[test]
fn updates_without_a_table_are_no_updates() {
    let signed = &signed().bytes;
    let evil = format!("5 0 obj\n{PAY_MORE}\nendobj\n");
    let last = super_start(signed);
    for tail in [
        evil.clone(),
        format!("{evil}%%EOF\n"),
        format!("{evil}startxref\n{last}\n%%EOF\n"),
        format!("{evil}trailer\n<< /Size 2000 /Root 1 0 R >>\nstartxref\n{last}\n%%EOF\n"),
        "%5 0 obj <<>> endobj\n".to_owned(),
        "%note\n".to_owned(),
        "\0\0\0\0".to_owned(),
        "words\n".to_owned(),
    ] {
        desk().fails(&tail, &[signed.as_slice(), tail.as_bytes()].concat(), BAD);
    }
    desk().fails("in front", &[b"x\n".as_slice(), signed].concat(), MALFORMED);
}

fn super_start(bytes: &[u8]) -> usize {
    let at = position(bytes, b"startxref\n") + 10;
    let digits: Vec<u8> = bytes[at..].iter().copied().take_while(u8::is_ascii_digit).collect();
    String::from_utf8(digits).unwrap().parse().unwrap()
}

#[test]
fn content_fonts_and_roots_stay() {
    desk().fails("content", &updated(&[(5, PAY_MORE)]), CHANGED);
    desk().fails("font", &updated(&[(1002, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>")]), CHANGED);
    desk().fails("information in its place", &updated(&[(5, "<< /Title (x) >>")]), CHANGED);
    let turned = with_table(&[], "1003 0 R", "");
    desk().fails("another root inside", &turned, BAD);
    let as_information = {
        let body = "5 0 obj\n<< /Title (x) >>\nendobj\n";
        with_table(&[(5, body)], "1 0 R", "/Info 5 0 R")
    };
    desk().fails("content as information", &as_information, CHANGED);
    desk().fails(
        "a font nobody uses",
        &updated(&[(1100, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")]),
        CHANGED,
    );
    desk().fails("a second catalog", &updated(&[(1100, FURTHER[3].1)]), CHANGED);
}

/// An update by hand: whole objects with their headers.
fn with_table(objects: &[(u32, &str)], root: &str, more: &str) -> Vec<u8> {
    let mut bytes = signed().bytes.clone();
    let previous = super_start(&bytes);
    let mut rows = String::new();
    for (number, body) in objects {
        rows.push_str(&format!("{number} 1\n{:010} 00000 n \n", bytes.len()));
        bytes.extend(body.bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 1\n0000000000 65535 f \n{rows}trailer\n").bytes());
    bytes.extend(
        format!("<< /Size 2000 /Root {root} /Prev {previous} {more} >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    bytes
}

#[test]
fn an_entry_cannot_point_back_to_other_bytes() {
    let at = position(&signed().bytes, b"\n1002 0 obj") + 1;
    let mut bytes = signed().bytes.clone();
    let previous = super_start(&bytes);
    let start = bytes.len();
    bytes.extend(format!("xref\n0 1\n0000000000 65535 f \n5 1\n{at:010} 00000 n \ntrailer\n").bytes());
    bytes.extend(
        format!("<< /Size 2000 /Root 1 0 R /Prev {previous} >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    desk().fails("entry", &bytes, BAD);
}

/// A revision whose objects stand in an object stream, listed by a cross-reference stream; both uncompressed.
fn in_stream(bytes: &[u8], previous: usize, objects: &[(u32, &str)], container: u32) -> (Vec<u8>, usize) {
    let (mut head, mut body) = (String::new(), String::new());
    for (number, value) in objects {
        head.push_str(&format!("{number} {} ", body.len()));
        body.push_str(value);
        body.push('\n');
    }
    let mut out = bytes.to_vec();
    let at = out.len();
    let (first, length) = (head.len(), head.len() + body.len());
    out.extend(
        format!(
            "{container} 0 obj\n<< /Type /ObjStm /N {} /First {first} /Length {length} >>\nstream\n{head}{body}\nendstream\nendobj\n",
            objects.len()
        )
        .bytes(),
    );
    let start = out.len();
    let mut rows: Vec<(u32, [u8; 7])> = Vec::new();
    let row = |kind: u8, second: u32, third: u16| {
        let (s, t) = (second.to_be_bytes(), third.to_be_bytes());
        [kind, s[0], s[1], s[2], s[3], t[0], t[1]]
    };
    for (index, (number, _)) in objects.iter().enumerate() {
        rows.push((*number, row(2, container, u16::try_from(index).unwrap())));
    }
    rows.push((container, row(1, u32::try_from(at).unwrap(), 0)));
    rows.push((container + 1, row(1, u32::try_from(start).unwrap(), 0)));
    rows.sort_by_key(|(number, _)| *number);
    let index: String = rows.iter().map(|(number, _)| format!("{number} 1 ")).collect();
    let data: Vec<u8> = rows.iter().flat_map(|(_, row)| *row).collect();
    out.extend(
        format!(
            "{} 0 obj\n<< /Type /XRef /W [1 4 2] /Index [{index}] /Size 2000 /Root 1 0 R /Prev {previous} /Length {} >>\nstream\n",
            container + 1,
            data.len()
        )
        .bytes(),
    );
    out.extend(data);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    (out, start)
}

#[test]
fn what_an_object_stream_holds_stays_with_it() {
    let mut paper = Paper::holding(FURTHER, &[1000]);
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    let (bytes, start) = in_stream(&paper.bytes, paper.last(), &[(1002, font), (1050, "<< /A 1 >>")], 1060);
    paper.take_over(bytes, start);
    let paper = desk().sign(paper);
    desk().passes("signed", &paper.bytes);
    let with = |objects: &[(u32, &str)]| {
        let mut update = Paper::holding(&[], &[]);
        update.take_over(paper.bytes.clone(), paper.last());
        update.update(objects);
        update.bytes
    };
    let other = "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>\n<< /A 1 >>\n";
    let head = format!("1002 0 1050 {} ", other.find("<< /A").unwrap());
    let stream = format!(
        "<< /Type /ObjStm /N 2 /First {} /Length {} >>\nstream\n{head}{other}\nendstream",
        head.len(),
        head.len() + other.len()
    );
    desk().fails("overridden", &with(&[(1060, &stream)]), BAD);
    desk().fails("no stream any more", &with(&[(1060, "<< >>")]), BAD);
    // By number the entry leads to the same object, by place to its neighbour: readers do either.
    let (mut elsewhere, _) = in_stream(&paper.bytes, paper.last(), &[(1070, "<< >>")], 1071);
    let row = position(&elsewhere, &[2, 0, 0, 0x04, 0x2f, 0, 0]);
    let index = position(&elsewhere, b"/Index [1070 1 ");
    elsewhere.splice(index..index + 15, b"/Index [1002 1 ".iter().copied());
    elsewhere.splice(row..row + 7, [2, 0, 0, 0x04, 0x24, 0, 1]);
    desk().fails("another place", &elsewhere, MALFORMED);
}

#[test]
fn a_length_elsewhere_is_part_of_the_stream() {
    let inner = "BT (Owe) Tj ET\nendstream\nendobj\n%";
    let content = format!("{inner} BT (Pay) Tj ET");
    let objects = [
        (5, format!("<< /Length 1080 0 R >>\nstream\n{content}\nendstream")),
        (1080, content.len().to_string()),
    ];
    let mut paper = Paper::holding(FURTHER, &[1000]);
    paper.update(&objects.iter().map(|(number, body)| (*number, body.as_str())).collect::<Vec<_>>());
    let mut paper = desk().sign(paper);
    desk().passes("signed", &paper.bytes);
    let before = (paper.bytes.clone(), paper.last());
    paper.update(&[(1080, "14")]);
    desk().fails("shortened to an inner end", &paper.bytes, BAD);
    paper.take_over(before.0, before.1);
    paper.update(&[(1080, "5")]);
    desk().fails("shortened to nowhere", &paper.bytes, BAD);
}

/// A revision that only readers of `/XRefStm` see in full.
fn hybrid(paper: &Paper, hidden: &[(u32, &str)]) -> (Vec<u8>, usize) {
    let (mut bytes, stream) = in_stream(&paper.bytes, paper.last(), hidden, 1090);
    bytes.truncate(position(&bytes, b"startxref\n"));
    let start = bytes.len();
    let tail = format!(
        "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2000 /Root 1 0 R /Prev {} /XRefStm {stream} >>\nstartxref\n{start}\n%%EOF\n",
        paper.last()
    );
    bytes.extend(tail.bytes());
    (bytes, start)
}

#[test]
fn both_views_of_a_hybrid_file_show_the_same_page() {
    for (hidden, integrity) in [(1095, Integrity::Malformed), (1096, Integrity::Intact)] {
        let mut paper = Paper::holding(FURTHER, &[1000]);
        paper.update(&[(5, "[1095 0 R]")]);
        let (bytes, start) = hybrid(&paper, &[(hidden, "[]")]);
        paper.take_over(bytes, start);
        let report = desk().report(&desk().sign(paper).bytes);
        assert_eq!(report.integrity, Some(integrity), "{:?}", report.findings);
    }
}

#[test]
fn readers_that_part_ways_are_named() {
    let further: Vec<(u32, &str)> = FURTHER
        .iter()
        .map(|(number, body)| match number {
            1000 => (*number, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (\\400) /V (100) /F 4 /P 3 0 R /Rect [10 10 90 30] >>"),
            _ => (*number, *body),
        })
        .collect();
    let paper = desk().sign(Paper::holding(&further, &[1000]));
    let report = desk().report(&paper.bytes);
    assert!(
        report.findings.iter().any(|finding| finding.code == Code::ReadersDiffer),
        "{:?}",
        report.findings
    );
    assert_eq!(report.integrity, Some(Integrity::Malformed));
}

#[test]
fn a_field_that_only_looks_signed_is_none() {
    let form = "<< /SigFlags 3 /Fields [1000 0 R 10 0 R 1100 0 R] >>";
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Annots [1000 0 R 10 0 R 1100 0 R] >>";
    let field = |value: &str| {
        format!(
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S) /P 3 0 R /F 4 /Rect [0 0 600 800] /AP << /N 1001 0 R >> {value} >>"
        )
    };
    for value in [
        "",
        "/V 1101 0 R",
        "/V 11 0 R",
        "/V << /Type /Sig /Filter /X /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <3000> >>",
    ] {
        let sign = "<< /Type /Sig /Filter /X /SubFilter /Foo /ByteRange [0 0 0 0] /Contents <00> >>";
        let bytes = updated(&[(4, form), (3, page), (1100, &field(value)), (1101, sign)]);
        desk().fails(value, &bytes, BAD);
    }
}

#[test]
fn a_copied_signature_dictionary_is_a_redefinition() {
    let bytes = &signed().bytes;
    let at = position(bytes, b"\n11 0 obj\n") + 10;
    let end = at + bytes[at..].windows(7).position(|window| window == b"\nendobj").unwrap();
    let body = String::from_utf8(bytes[at..end].to_vec()).unwrap();
    desk().fails("in its place", &updated(&[(11, &body)]), BAD);
    let field = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Field10) /F 132 /Rect [0 0 0 0] /P 3 0 R /V 1100 0 R >>";
    desk().fails("elsewhere", &updated(&[(10, field), (1100, &body)]), BAD);
}
