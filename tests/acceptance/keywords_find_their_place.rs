//! Words say where a stamp goes, however the file writes them and however the page is turned.

use serde_json::Value;
use tests::kit::command::{Desk, assert_passed};
use tests::kit::pdf::Pdf;
use tests::kit::samples;
use tests::kit::structures::page_with;

/// A page with 签字: in one piece, (盖章) in four pieces, and 批准 with gaps between its characters.
fn report(entries: &str) -> Pdf {
    let mut pdf = page_with(&format!("/MediaBox [0 0 595 842] {entries}"));
    let hex = |text: &str| text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<String>();
    pdf.set(3, "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [8 0 R] >>");
    pdf.set(8, "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>");
    let pieces: String =
        ["(", "盖", "章", ")"].iter().map(|piece| format!("<{}> Tj 12 0 Td ", hex(piece))).collect();
    let body = format!(
        "BT /F1 12 Tf 200 600 Td <{}> Tj ET BT /F1 12 Tf 200 400 Td {pieces} ET \
         BT /F1 12 Tf 200 300 Td [<{}> -800 <{}>] TJ ET BT /F1 12 Tf 200 200 Td <{}> Tj ET",
        hex("签字:"),
        hex("批"),
        hex("准"),
        hex("签 字：")
    );
    pdf.stream(5, "", body);
    pdf
}

fn desk(entries: &str) -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", report(entries).bytes());
    desk.put("ring.png", samples::ring());
    desk.put("ink.json", samples::INK);
    desk
}

/// The middles of the planned marks, in millimetres.
fn middles(desk: &Desk, words: &[&str]) -> Vec<(f64, f64)> {
    let said = desk.succeed(&[&["sign", "in.pdf", "--plan", "--json"], words].concat());
    let plans: Value = serde_json::from_str(&said).unwrap();
    let middle = |mark: &Value| {
        let number = |key: &str| mark["place"][key].as_f64().unwrap();
        (number("left") + number("width") / 2.0, number("top") + number("height") / 2.0)
    };
    plans[0]["plan"]["marks"].as_array().unwrap().iter().map(middle).collect()
}

fn assert_near(found: (f64, f64), expected: (f64, f64), what: &str) {
    let near = (found.0 - expected.0).abs() < 2.0 && (found.1 - expected.1).abs() < 2.0;
    assert!(near, "{what}: {found:?} where {expected:?} was expected");
}

const MM: f64 = 25.4 / 72.0;

/// (盖章) stands around x 222, y 404 of the page's own space.
#[test]
fn a_seal_stands_on_the_words_of_a_turned_or_cropped_page() {
    let (x, y) = (222.0 * MM, 404.0 * MM);
    let (width, height) = (595.0 * MM, 842.0 * MM);
    for (entries, expected) in [
        ("", (x, height - y)),
        ("/Rotate 90", (y, x)),
        ("/Rotate 180", (width - x, y)),
        ("/Rotate 270", (height - y, width - x)),
        ("/CropBox [50 100 545 800]", (x - 50.0 * MM, 800.0 * MM - y)),
        ("/UserUnit 2", (2.0 * x, 2.0 * (height - y))),
    ] {
        let desk = desk(entries);
        let found = middles(&desk, &["--seal", "ring.png", "--size", "30", "--keyword", "（盖章）"]);
        assert_eq!(found.len(), 1, "{entries}");
        assert_near(found[0], expected, entries);
    }
}

#[test]
fn a_signature_starts_right_behind_them() {
    let desk = desk("");
    let found = middles(&desk, &["--ink", "ink.json", "--size", "30", "--keyword", "签字:"]);
    // Three characters of 12 points from 200, a gap of 1 mm, and half the width.
    assert_near(found[0], (233.0 * MM + 1.0 + 15.0, (842.0 - 604.0) * MM), "behind");
    let moved = ["--ink", "ink.json", "--size", "30", "--keyword", "签字:", "--offset", "-5,10"];
    let found = middles(&desk, &moved);
    assert_near(found[0], (233.0 * MM + 1.0 + 10.0, (842.0 - 604.0) * MM + 10.0), "moved");
}

#[test]
fn which_of_several_places_can_be_said() {
    let desk = desk("");
    let all = ["--seal", "ring.png", "--size", "30", "--keyword", "签字：", "--occurrence"];
    let of = |which: &str| middles(&desk, &[&all[..], &[which]].concat());
    assert_eq!(of("every").len(), 2);
    assert!(of("1")[0].1 < of("2")[0].1, "from top to bottom");
    assert_eq!(of("last"), of("2"));
    let ran = desk.run(&[&["sign", "in.pdf", "--plan", "--lang", "en"], &all[..], &["3"]].concat());
    assert_eq!(ran.status, 64);
    assert!(ran.err.contains("only 2 times"), "{}", ran.err);
}

#[test]
fn gaps_between_characters_do_not_matter() {
    let desk = desk("");
    assert_eq!(middles(&desk, &["--seal", "ring.png", "--size", "20", "--keyword", "批准"]).len(), 1);
    desk.signed("in.pdf", "out.pdf", &["--seal", "ring.png", "--size", "20", "--keyword", "批准"]);
    assert_passed(&desk, "out.pdf", 1);
}

#[test]
fn words_that_are_not_there_are_told() {
    let desk = desk("");
    let ran = desk.sign("in.pdf", "out.pdf", &["--seal", "ring.png", "--keyword", "编制", "--lang", "en"]);
    assert_eq!(ran.status, 64);
    assert!(ran.err.contains("编制") && ran.err.contains("nowhere"), "{}", ran.err);
}
