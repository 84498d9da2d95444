//! The check before signing: what could change a document's looks, and what a report lacks.

use serde_json::Value;
use tests::kit::command::Desk;
use tests::kit::pdf::Listing;
use tests::kit::{project, structures};

fn findings(desk: &Desk, file: &str) -> (Vec<String>, i32, Value) {
    let ran = desk.run(&["check", "--json", file]);
    let found: Value =
        serde_json::from_str(&ran.out).unwrap_or_else(|fault| panic!("{fault}: {}{}", ran.out, ran.err));
    let codes =
        found["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned());
    (codes.collect(), ran.status, found.clone())
}

#[test]
fn the_sample_report_is_seen_as_one() {
    let desk = Desk::new();
    desk.put("sample.pdf", std::fs::read(project().join("assets/samples/report-JC-2026-0417.pdf")).unwrap());
    let (_, status, found) = findings(&desk, "sample.pdf");
    assert_eq!(status, 0, "{found:#}");
    assert_eq!(found["report"], true, "{found:#}");
    for language in ["en", "zh-CN"] {
        let told = desk.succeed(&["--lang", language, "check", "sample.pdf"]);
        assert!(!told.contains("preflight-") && !told.contains("check-"), "no bare code: {told}");
    }
}

#[test]
fn what_runs_or_hides_is_told_and_a_strict_signer_stops() {
    let desk = Desk::new();
    let mut script = structures::report(Listing::Table, 1);
    script
        .set(1, "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>");
    desk.put("script.pdf", script.bytes());
    let mut layer = structures::report(Listing::Table, 1);
    layer.set(
        1,
        "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [20 0 R] /D << /OFF [20 0 R] >> >> >>",
    );
    layer.set(20, "<< /Type /OCG /Name (Draft) >>");
    layer.set(4, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /Properties << /L 20 0 R >> >> /Contents 5 0 R >>");
    layer.stream(5, "", "/OC /L BDC BT /F1 18 Tf 72 760 Td (Draft) Tj ET EMC");
    desk.put("layer.pdf", layer.bytes());
    for file in ["script.pdf", "layer.pdf"] {
        let (codes, _, found) = findings(&desk, file);
        assert!(!codes.is_empty(), "{file}: {found:#}");
        let ran = desk.sign(file, "out.pdf", &["--strict"]);
        assert_eq!(ran.status, 5, "{file}: {}{}", ran.out, ran.err);
        assert!(!desk.path("out.pdf").exists());
        desk.signed(file, &format!("signed-{file}"), &[]);
    }
    let (codes, _, _) = findings(&desk, "script.pdf");
    let (others, ..) = findings(&desk, "layer.pdf");
    assert_ne!(codes, others);
}

#[test]
fn a_plain_page_with_its_font_has_nothing_to_look_at() {
    let desk = Desk::new();
    let mut pdf = structures::report(Listing::Table, 1);
    pdf.objects.remove(&3);
    pdf.set(4, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents 5 0 R >>");
    pdf.stream(5, "", "72 720 200 40 re f");
    desk.put("plain.pdf", pdf.bytes());
    let (codes, status, _) = findings(&desk, "plain.pdf");
    assert_eq!((codes, status), (Vec::new(), 0));
    desk.signed("plain.pdf", "out.pdf", &["--strict"]);
}
