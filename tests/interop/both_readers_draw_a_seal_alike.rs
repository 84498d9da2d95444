//! A seal stands in the same place, as large and as dense, whoever draws the page: poppler and MuPDF differ by antialiasing alone.

use tests::kit::command::{Desk, assert_passed};
use tests::kit::seen::Reader;
use tests::kit::structures;

#[test]
fn on_pages_that_are_turned_cut_and_enlarged() {
    let desk = Desk::new();
    desk.make_seal("章");
    let ways = [
        ("plain", "/MediaBox [0 0 595 842]", 150),
        ("turned-90", "/MediaBox [0 0 595 842] /Rotate 90", 150),
        ("turned-180", "/MediaBox [0 0 595 842] /Rotate 180", 150),
        ("turned-270", "/MediaBox [0 0 595 842] /Rotate 270", 150),
        ("cut", "/MediaBox [0 0 700 900] /CropBox [50 30 645 872]", 150),
        ("unit-2", "/MediaBox [0 0 298 421] /UserUnit 2", 150),
        ("a0", "/MediaBox [0 0 2384 3370]", 72),
    ];
    for (name, entries, dpi) in ways {
        let (plain, signed) = (format!("{name}.pdf"), format!("{name}-signed.pdf"));
        desk.put(&plain, structures::page_with(entries).bytes());
        // The first seal is a widget, the second page content.
        let layout = r#"[{"art": {"seal": "章"}, "at": {"pages": {"pages": "first", "left": 30, "top": 60}}},
            {"art": {"seal": "章"}, "at": {"pages": {"pages": "first", "left": 110, "top": 120}}, "ink": {"opacity": 0.8, "multiply": true, "angle": 7}}]"#;
        desk.put("layout.json", layout);
        desk.signed(&plain, &signed, &["--layout", "layout.json"]);
        assert_passed(&desk, &signed, 1);
        // `pdftoppm` knows nothing of units: what it draws twice as fine is the same picture.
        let unit = if name == "unit-2" { 2 } else { 1 };
        let mupdf = Reader::MuPdf.draw(&desk.path(&signed), 1, dpi);
        let poppler = Reader::Poppler.draw(&desk.path(&signed), 1, dpi * unit);
        let bare = Reader::MuPdf.draw(&desk.path(&plain), 1, dpi);
        for place in [(28.0, 58.0, 44.0, 44.0), (106.0, 116.0, 52.0, 52.0)] {
            assert!(mupdf.apart(&bare, place) > 400, "{name}: there is no seal");
            let (left, top, width, height) = place;
            let [left, top, width, height] =
                [left, top, width, height].map(|length: f64| length / f64::from(unit));
            let odd = mupdf.apart(&poppler, place) + poppler.apart(&mupdf, (left, top, width, height));
            // Of some sixty thousand points.
            assert!(odd < 60, "{name}: {odd} points differ");
        }
    }
}
