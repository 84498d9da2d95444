//! Invisible, ink, image, text, in a field: what stands on the page is what was asked for.

use tests::kit::command::{Desk, assert_passed};
use tests::kit::pdf::Listing;
use tests::kit::{samples, structures, tools};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 2).bytes());
    desk.put("ink.json", samples::INK);
    desk.put("ring.png", samples::ring());
    desk
}

/// The appended bytes, as text.
fn update(desk: &Desk, output: &str) -> String {
    let length = desk.read("in.pdf").len();
    String::from_utf8_lossy(&desk.read(output)[length..]).into_owned()
}

/// How many points of a page differ from the unsigned one's, and where: left, top, right, bottom in millimetres.
fn drawn(desk: &Desk, before: &str, after: &str, page: usize) -> Option<[f64; 4]> {
    const DPI: f64 = 72.0;
    let picture = |file: &str| {
        let target = desk.path(&format!("{file}-{page}.pgm"));
        let words = ["draw", "-q", "-r", "72", "-c", "gray", "-o"].map(str::to_owned).to_vec();
        let rest = [target.display().to_string(), desk.path(file).display().to_string(), page.to_string()];
        tools::succeed("mutool", &[words, rest.to_vec()].concat());
        let bytes = std::fs::read(target).unwrap();
        let header: Vec<usize> = String::from_utf8_lossy(&bytes[..bytes.len().min(60)])
            .split_whitespace()
            .skip(1)
            .take(3)
            .map(|number| number.parse().unwrap())
            .collect();
        let points = bytes[bytes.len() - header[0] * header[1]..].to_vec();
        (header[0], points)
    };
    let ((width, before), (_, after)) = (picture(before), picture(after));
    let differing = before.iter().zip(&after).enumerate().filter(|(_, (a, b))| a.abs_diff(**b) > 24);
    let mut bounds: Option<[usize; 4]> = None;
    for (index, _) in differing {
        let (x, y) = (index % width, index / width);
        let [left, top, right, bottom] = bounds.unwrap_or([x, y, x + 1, y + 1]);
        bounds = Some([left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1)]);
    }
    bounds.map(|bounds| bounds.map(|points| points as f64 / DPI * 25.4))
}

/// The mark stands inside its rectangle (a point of slack) and fills it along at least one side.
fn assert_stands(found: Option<[f64; 4]>, at: (f64, f64), size: (f64, f64), what: &str) {
    const SLACK: f64 = 0.8;
    let [left, top, right, bottom] = found.unwrap_or_else(|| panic!("{what}: nothing is to be seen"));
    let inside = left >= at.0 - SLACK
        && top >= at.1 - SLACK
        && right <= at.0 + size.0 + SLACK
        && bottom <= at.1 + size.1 + SLACK;
    let fills = (right - left) >= size.0 * 0.8 || (bottom - top) >= size.1 * 0.8;
    assert!(inside && fills, "{what}: {found:?} for {at:?} {size:?}");
}

#[test]
fn invisible() {
    let desk = desk();
    desk.signed("in.pdf", "out.pdf", &[]);
    assert_passed(&desk, "out.pdf", 1);
    assert_eq!(drawn(&desk, "in.pdf", "out.pdf", 1), None);
}

#[test]
fn ink_is_vectors_at_its_place() {
    let desk = desk();
    desk.signed(
        "in.pdf",
        "out.pdf",
        &["--ink", "ink.json", "--page", "2", "--at", "100,200", "--size", "60,25"],
    );
    assert_passed(&desk, "out.pdf", 1);
    assert_stands(drawn(&desk, "in.pdf", "out.pdf", 2), (100.0, 200.0), (60.0, 25.0), "ink");
    assert_eq!(drawn(&desk, "in.pdf", "out.pdf", 1), None);
    assert!(!update(&desk, "out.pdf").contains("/Image"), "ink is drawn, not painted");
}

#[test]
fn ink_stands_upright_however_the_page_is_turned() {
    for sample in structures::plain() {
        if !["rotated", "crop-box", "user-unit", "inherited", "origin"]
            .iter()
            .any(|kind| sample.name.starts_with(kind))
        {
            continue;
        }
        let desk = desk();
        desk.put("in.pdf", &sample.bytes);
        desk.signed(
            "in.pdf",
            "out.pdf",
            &["--ink", "ink.json", "--page", "1", "--at", "90,120", "--size", "60,30"],
        );
        assert_passed(&desk, "out.pdf", 1);
        assert_stands(drawn(&desk, "in.pdf", "out.pdf", 1), (90.0, 120.0), (60.0, 30.0), sample.name);
    }
}

#[test]
fn an_image_keeps_its_shape_and_its_transparency() {
    let desk = desk();
    desk.signed(
        "in.pdf",
        "out.pdf",
        &["--image", "ring.png", "--page", "last", "--at", "20,30", "--size", "60"],
    );
    assert_passed(&desk, "out.pdf", 1);
    // The empty margin is left out: the ring alone is as wide as was asked for, and still round.
    assert_stands(drawn(&desk, "in.pdf", "out.pdf", 2), (20.0, 30.0), (60.0, 60.0), "image");
    let update = update(&desk, "out.pdf");
    assert!(update.contains("/SMask"), "transparency is a soft mask");
}

#[test]
fn text_says_who_why_and_when() {
    let desk = desk();
    desk.signed(
        "in.pdf",
        "out.pdf",
        &["--text", "--reason", "批准 approved", "--at", "20,200", "--size", "90,25"],
    );
    assert_passed(&desk, "out.pdf", 1);
    assert!(drawn(&desk, "in.pdf", "out.pdf", 1).is_some());
    let said =
        tools::succeed("mutool", &["draw", "-q", "-F", "text", desk.path("out.pdf").to_str().unwrap(), "1"]);
    assert!(said.contains("Zhang San 2048") && said.contains("批准 approved"), "{said}");
}

#[test]
fn an_empty_field_takes_the_signature_where_it_stands() {
    for (direct, listing) in [(true, Listing::Table), (false, Listing::Packed)] {
        let desk = desk();
        desk.put("in.pdf", structures::with_fields(listing, direct).bytes());
        desk.signed("in.pdf", "one.pdf", &["--field", "Inspector", "--ink", "ink.json"]);
        let (left, top) = (72.0 / 72.0 * 25.4, (842.0 - 156.7) / 72.0 * 25.4);
        assert_stands(drawn(&desk, "in.pdf", "one.pdf", 1), (left, top), (60.0, 20.0), "field");
        desk.signed("one.pdf", "two.pdf", &["--field", "Reviewer", "--ink", "ink.json"]);
        assert_passed(&desk, "two.pdf", 2);
        let (report, _) = desk.verify("two.pdf", &[]);
        assert_eq!(report["signatures"][0]["field"], "Inspector");
        assert_eq!(report["signatures"][1]["field"], "Reviewer");
    }
}

#[test]
fn other_digests_and_key_sizes() {
    let desk = desk();
    for (who, digest, name) in [
        ("zhang-2048", "sha256", "SHA-256"),
        ("zhang-3072", "sha384", "SHA-384"),
        ("zhang-4096", "sha512", "SHA-512"),
    ] {
        let output = format!("{digest}.pdf");
        let ran = desk.sign_as(who, "in.pdf", &output, &["--digest", digest]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert_passed(&desk, &output, 1);
        let (report, _) = desk.verify(&output, &[]);
        let algorithms = &report["signatures"][0]["algorithms"];
        assert_eq!(algorithms["digest"], name);
        assert_eq!(algorithms["keyBits"].to_string(), who[6..]);
    }
}
