//! Everything that is stamped, printed on sheets to be looked at: run with `--ignored`; the pages are in `target/contact-sheet`.
//!
//! Nothing is judged here but that it can be made. What should be seen is what practice has: 国发〔1999〕25号 for the round seals,
//! a seam seal that is whole when the pages are fanned, seals upright on turned pages, ink through which the text shows.

use std::path::{Path, PathBuf};
use tests::kit::command::Desk;
use tests::kit::pdf::Listing;
use tests::kit::seen::{Reader, Seen};
use tests::kit::{samples, structures, target};

/// The names that go onto seals: a short one, a usual one and a long one.
const NAMES: [&str; 3] =
    ["清源检测中心", "某某检测技术有限公司", "国家食品质量安全监督检验中心（北京）技术研究院有限责任公司"];
/// How finely sheets are drawn, dots an inch.
const DPI: u32 = 100;

fn sheets() -> PathBuf {
    let folder = target().join("contact-sheet");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The pages fanned: each looks out beyond the one above it by its slice.
fn fanned(pages: &[Seen], slice: usize, seen: usize) -> Vec<Vec<[u8; 3]>> {
    let (height, width) = (pages[0].height, pages[0].width);
    let top = height / 2 - seen / 2;
    let mut rows = pages[0].part(width - 2 * slice.max(20) - slice, top, 2 * slice.max(20) + slice, seen);
    for page in &pages[1..] {
        for (row, more) in rows.iter_mut().zip(page.part(width - slice, top, slice, seen)) {
            row.extend(more);
        }
    }
    rows
}

fn put(folder: &Path, name: &str, rows: &[Vec<[u8; 3]>]) {
    std::fs::write(folder.join(name), samples::picture(rows)).unwrap();
}

#[test]
#[ignore = "draws pictures for people to look at"]
fn everything_that_is_stamped_is_printed() {
    let folder = sheets();
    let desk = Desk::new();
    desk.succeed(&["station", "office"]);
    let presets: serde_json::Value =
        serde_json::from_str(&desk.succeed(&["seal", "presets", "--json"])).unwrap();
    // Seals of every kind at their true size, three to a row, each row a kind: on pages of 200 x 280 mm.
    let mut stamps = Vec::new();
    let (mut top, mut page) = (10.0, 1);
    for preset in presets.as_array().unwrap() {
        let (id, high) = (preset["id"].as_str().unwrap(), preset["design"]["height"].as_f64().unwrap());
        let person = preset["design"]["shape"] == "square";
        if top + high > 285.0 {
            (top, page) = (10.0, page + 1);
        }
        for (column, name) in NAMES.iter().enumerate() {
            let (name, label) = (
                if person { ["张三", "欧阳修", "王建国印"][column] } else { name },
                format!("{id}-{column}"),
            );
            let number = if preset["kind"] == "invoice" { "91320506MA1ABCDE2X" } else { "" };
            let code = if column == 1 && !person { "3205060012345" } else { "" };
            desk.succeed(&[
                "seal", "make", name, "--preset", id, "--label", &label, "--number", number, "--code", code,
            ]);
            stamps.push(format!(
                r#"{{"art": {{"seal": "{label}"}}, "at": {{"pages": {{"pages": {{"listed": "{page}"}}, "left": {}, "top": {top}}}}}}}"#,
                8.0 + 66.0 * column as f64
            ));
        }
        top += high + 6.0;
    }
    desk.put("kinds.pdf", structures::report(Listing::Table, page).bytes());
    desk.put("kinds.json", format!("[{}]", stamps.join(",")));
    desk.signed("kinds.pdf", "kinds-signed.pdf", &["--layout", "kinds.json"]);
    for number in 1..=page as usize {
        let seen = Reader::Poppler.draw(&desk.path("kinds-signed.pdf"), number, DPI);
        put(&folder, &format!("1-kinds-{number}.png"), &seen.part(0, 0, seen.width, seen.height));
    }

    // Seam seals, fanned.
    for pages in [1u32, 2, 20, 21, 200] {
        let (plain, signed) = (format!("seam-{pages}.pdf"), format!("seam-{pages}-signed.pdf"));
        desk.put(&plain, structures::report(Listing::Table, pages).bytes());
        desk.signed(
            &plain,
            &signed,
            &["--seal", "testing-1", "--seam", "right", "--page", "last", "--at", "120,200"],
        );
        // One seal of several is enough to be looked at.
        let of = if pages <= 20 { pages } else { pages.div_ceil(pages.div_ceil(20)) };
        let drawn: Vec<Seen> =
            (1..=of as usize).map(|page| Reader::MuPdf.draw(&desk.path(&signed), page, 254)).collect();
        let rows = match pages {
            1 => drawn[0].part(0, 0, drawn[0].width, drawn[0].height),
            _ => fanned(&drawn, (400.0 / f64::from(of)).round() as usize, 600),
        };
        put(&folder, &format!("2-seam-{pages}.png"), &rows);
    }

    // At words, and on turned, cut and enlarged pages.
    desk.put("words.pdf", structures::report(Listing::Table, 1).bytes());
    desk.signed(
        "words.pdf",
        "words-signed.pdf",
        &["--seal", "testing-1", "--keyword", "report", "--angle", "-4"],
    );
    let mut files = vec![("3-keyword".to_owned(), "words-signed.pdf".to_owned())];
    for (name, entries) in [
        ("90", "/MediaBox [0 0 595 842] /Rotate 90"),
        ("180", "/MediaBox [0 0 595 842] /Rotate 180"),
        ("270", "/MediaBox [0 0 595 842] /Rotate 270"),
        ("cut", "/MediaBox [0 0 700 900] /CropBox [50 30 645 872]"),
        ("unit-2", "/MediaBox [0 0 298 421] /UserUnit 2"),
    ] {
        let (plain, signed) = (format!("{name}.pdf"), format!("{name}-signed.pdf"));
        desk.put(&plain, structures::page_with(entries).bytes());
        let seal = [
            "--seal",
            "testing-1",
            "--at",
            "120,150",
            "--date-format",
            "zh",
            "--report-number",
            "JC-2026-0417",
        ];
        desk.signed(&plain, &signed, &seal);
        files.push((format!("4-turned-{name}"), signed));
    }

    // A scanned seal, cleaned and stamped beside one that was drawn.
    desk.put("scan.png", samples::scanned(true));
    desk.succeed(&["seal", "import", "scan.png", "--name", "扫描章", "--kind", "official", "--size", "40"]);
    desk.put(
        "scan.json",
        r#"[{"art": {"seal": "扫描章"}, "at": {"pages": {"pages": "first", "left": 20, "top": 15}}},
        {"art": {"seal": "official-40-1"}, "at": {"pages": {"pages": "first", "left": 90, "top": 15}}}]"#,
    );
    desk.put("scan.pdf", structures::report(Listing::Table, 1).bytes());
    desk.signed("scan.pdf", "scan-signed.pdf", &["--layout", "scan.json"]);
    files.push(("5-scan".to_owned(), "scan-signed.pdf".to_owned()));
    for (name, file) in files {
        let seen = Reader::MuPdf.draw(&desk.path(&file), 1, DPI);
        put(&folder, &format!("{name}.png"), &seen.part(0, 0, seen.width, seen.height));
    }
}
