//! A copy shows what the original shows, says that it is a copy, and is no signed document.

use tests::kit::command::Desk;
use tests::kit::pdf::{Listing, Pdf};
use tests::kit::{project, structures, tools};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("report.pdf", std::fs::read(project().join("assets/samples/report-JC-2026-0417.pdf")).unwrap());
    desk
}

/// A drawn page: width, height and its pixels.
fn drawn(desk: &Desk, file: &str, page: u32) -> (usize, usize, Vec<u8>) {
    let (from, to) = (desk.path(file), desk.path("drawn"));
    let page = page.to_string();
    let paths = [from.to_str().unwrap(), to.to_str().unwrap()];
    tools::succeed(
        "pdftoppm",
        &["-r", "72", "-cropbox", "-f", &page, "-l", &page, "-singlefile", paths[0], paths[1]],
    );
    let bytes = desk.read("drawn.ppm");
    let mut head = bytes.splitn(4, |byte| *byte == b'\n');
    let (_, size, _) = (head.next(), head.next().unwrap(), head.next());
    let size: Vec<usize> =
        std::str::from_utf8(size).unwrap().split(' ').map(|side| side.parse().unwrap()).collect();
    (size[0], size[1], head.next().unwrap().to_vec())
}

/// The share of pixels that differ, at the top right and elsewhere.
fn differing(desk: &Desk, one: &str, other: &str, page: u32) -> (f64, f64) {
    let (width, height, before) = drawn(desk, one, page);
    let after = drawn(desk, other, page);
    assert_eq!((width, height), (after.0, after.1), "page {page}");
    let mut counts = [[0u32; 2]; 2];
    for (at, (a, b)) in before.chunks(3).zip(after.2.chunks(3)).enumerate() {
        let (x, y) = (at % width, at / width);
        let corner = usize::from(x > width / 3 && y < 45);
        let differs = a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > 40);
        counts[corner][0] += u32::from(differs);
        counts[corner][1] += 1;
    }
    let share = |[hits, all]: [u32; 2]| f64::from(hits) / f64::from(all.max(1));
    (share(counts[1]), share(counts[0]))
}

#[test]
fn a_copy_looks_like_the_original_and_says_what_it_is() {
    let desk = desk();
    desk.signed("report.pdf", "signed.pdf", &["--text", "--page", "last", "--at", "70,196", "--size", "60"]);
    desk.succeed(&["copy", "signed.pdf", "-o", "copy.pdf", "--number", "3", "--for", "某公司"]);
    assert_eq!(tools::qpdf_check(&desk.path("copy.pdf"), None).0, 0);
    for page in 1..=4 {
        let (mark, elsewhere) = differing(&desk, "signed.pdf", "copy.pdf", page);
        assert!(mark > 0.005, "page {page} bears no mark: {mark}");
        assert!(elsewhere < 0.0005, "page {page} looks different: {elsewhere}");
    }
    let (report, status) = desk.verify("copy.pdf", &[]);
    assert_eq!((report["verdict"].as_str(), status), (Some("unsigned"), 3));
    let findings = report["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["code"] == "converted-copy").expect("a finding");
    let text = found["text"].as_str().unwrap();
    let (original, _) = desk.verify("signed.pdf", &[]);
    assert!(text.contains(original["file"]["sha256"].as_str().unwrap()), "{text}");
    assert!(text.contains("某公司") && text.contains('3'), "{text}");
    let bytes = desk.read("copy.pdf");
    for gone in [&b"/AcroForm"[..], b"/ByteRange", b"/DSS", b"/JavaScript", b"/Annots"] {
        assert!(!bytes.windows(gone.len()).any(|part| part == gone), "{}", String::from_utf8_lossy(gone));
    }
}

#[test]
fn no_two_copies_are_alike_and_the_log_knows_who_got_which() {
    let desk = desk();
    for (number, name) in [("1", "甲公司"), ("2", "乙公司")] {
        desk.succeed(&[
            "copy",
            "report.pdf",
            "-o",
            &format!("{number}.pdf"),
            "--number",
            number,
            "--for",
            name,
        ]);
    }
    desk.succeed(&["copy", "report.pdf", "-o", "again.pdf", "--number", "2", "--for", "乙公司"]);
    assert!(desk.read("1.pdf") != desk.read("2.pdf") && desk.read("2.pdf") != desk.read("again.pdf"));
    assert_eq!(desk.actions().iter().filter(|action| *action == "copy-made").count(), 3);
    let log = serde_json::to_string(&desk.log()).unwrap();
    assert!(log.contains("1.pdf") && log.contains("again.pdf"), "{log}");
    // Nothing is overwritten.
    assert_eq!(desk.run(&["copy", "report.pdf", "-o", "1.pdf"]).status, 4);
}

#[test]
fn a_copy_with_a_password_opens_with_it_alone() {
    let desk = desk();
    desk.succeed_with("geheim-26\n", &["copy", "report.pdf", "-o", "locked.pdf", "--new-password-stdin"]);
    assert_eq!(tools::qpdf_check(&desk.path("locked.pdf"), Some("geheim-26")).0, 0);
    assert_ne!(tools::qpdf_check(&desk.path("locked.pdf"), Some("wrong")).0, 0);
    let outcome = desk.run_with("geheim-26\n", &["verify", "--json", "--password-stdin", "locked.pdf"]);
    assert_eq!(outcome.status, 3, "{}", outcome.err);
    assert!(outcome.out.contains("converted-copy"), "{}", outcome.out);
}

#[test]
fn turned_cut_and_enlarged_pages_look_the_same() {
    let desk = Desk::new();
    let pages: [(&str, &str); 4] = [
        ("turned", "/MediaBox[0 0 595 842]/Rotate 90"),
        ("upside-down", "/MediaBox[0 0 595 842]/Rotate 180"),
        ("cut", "/MediaBox[0 0 900 1100]/CropBox[60 80 700 1000]/Rotate 270"),
        ("large", "/MediaBox[0 0 298 421]/UserUnit 2"),
    ];
    for (name, entries) in pages {
        let pdf: Pdf = structures::page_with(entries);
        desk.put(&format!("{name}.pdf"), pdf.bytes());
        desk.succeed(&["copy", &format!("{name}.pdf"), "-o", &format!("{name}-copy.pdf")]);
        let (mark, elsewhere) = differing(&desk, &format!("{name}.pdf"), &format!("{name}-copy.pdf"), 1);
        assert!(mark > 0.002, "{name}: no mark at the top right: {mark}");
        assert!(elsewhere < 0.0005, "{name} looks different: {elsewhere}");
    }
    // A form with filled fields keeps their looks and loses the form.
    desk.put("form.pdf", structures::with_fields(Listing::Table, false).bytes());
    desk.succeed(&["copy", "form.pdf", "-o", "form-copy.pdf"]);
    assert!(differing(&desk, "form.pdf", "form-copy.pdf", 1).1 < 0.002);
}

#[test]
fn links_and_what_colours_are_meant_for_go_along_and_nothing_that_acts() {
    let desk = Desk::new();
    let mut pdf = structures::report(Listing::Table, 2);
    let link = |what: &str| format!("<</Type/Annot/Subtype/Link/Rect[72 700 200 720]{what}>>");
    let links = [
        link("/Dest[6 0 R/XYZ 0 500 null]"),
        link("/A<</S/GoTo/D(there)>>"),
        link("/A<</S/URI/URI(https://lab.example/report?no=1)>>"),
        link("/A<</S/URI/URI(javascript:alert)>>"),
        link("/A<</S/Launch/F(run.exe)>>"),
        link("/A<</S/JavaScript/JS(app.alert)>>"),
        link("/A<</S/GoTo/D(nowhere)>>"),
        link("/A<</S/URI/URI(mailto:lab@lab.example)/Next<</S/Launch/F(run.exe)>>>>"),
    ]
    .concat();
    pdf.set(
        1,
        "<</Type/Catalog/Pages 2 0 R/Names<</Dests<</Kids[30 0 R]>>>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFX\
         /OutputConditionIdentifier(FOGRA39)>>]>>",
    );
    pdf.set(30, "<</Names[(there)<</D[6 0 R/Fit]>>]>>");
    pdf.set(
        4,
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R/Annots[{links}]>>"
        ),
    );
    desk.put("linked.pdf", pdf.bytes());
    desk.succeed(&["copy", "linked.pdf", "-o", "copy.pdf"]);
    assert_eq!(tools::qpdf_check(&desk.path("copy.pdf"), None).0, 0);
    let bytes = desk.read("copy.pdf");
    let count = |part: &[u8]| bytes.windows(part.len()).filter(|found| *found == part).count();
    assert_eq!(count(b"/Subtype/Link"), 4, "two to a page, one to the web, one to a letter box");
    assert_eq!((count(b"/Dest["), count(b"https://lab.example/report?no=1"), count(b"mailto:")), (2, 1, 1));
    for gone in [&b"javascript:"[..], b"/JavaScript", b"Launch", b"/Next", b"/GoTo"] {
        assert_eq!(count(gone), 0, "{}", String::from_utf8_lossy(gone));
    }
    assert_eq!(count(b"/OutputIntents"), 1);
    assert_eq!(count(b"FOGRA39"), 1);
    assert!(differing(&desk, "linked.pdf", "copy.pdf", 1).1 < 0.0005);
}
