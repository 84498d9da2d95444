//! Pasted pictures: found on request, named, and never part of a verdict.

use serde_json::Value;
use std::f64::consts::TAU;
use std::fmt::Write as _;
use tests::kit::command::Desk;
use tests::kit::pdf::{Listing, Pdf};
use tests::kit::{project, samples, structures};

/// A report with an office's seal drawn into its page: a ring, characters along it, and something in the middle.
fn with_a_seal() -> Pdf {
    let (x, y, radius) = (420.0, 200.0, 56.0);
    let mut drawing = String::from("0.84 0.16 0.13 RG 0.84 0.16 0.13 rg 3 w ");
    for step in 0..=90 {
        let at = f64::from(step) / 90.0 * TAU;
        let letter = if step == 0 { "m" } else { "l" };
        write!(drawing, "{:.1} {:.1} {letter} ", x + radius * at.cos(), y + radius * at.sin()).unwrap();
    }
    drawing.push_str("s ");
    for character in 0..11 {
        let at = f64::from(character) / 10.0 * (TAU / 2.0 + 1.0) - 0.5;
        let (x, y) = (x + radius * 0.72 * at.cos(), y + radius * 0.72 * at.sin());
        write!(drawing, "{:.1} {:.1} 8 4 re {:.1} {:.1} 4 9 re ", x - 4.0, y - 5.0, x - 2.0, y - 4.0)
            .unwrap();
    }
    write!(drawing, "{:.1} {:.1} 24 8 re f", x - 12.0, y - 4.0).unwrap();
    let mut pdf = structures::report(Listing::Table, 2);
    pdf.stream(7, "", drawing);
    pdf
}

fn pictures(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap().iter();
    let codes = findings.map(|finding| finding["code"].as_str().unwrap());
    codes.filter(|code| code.starts_with("picture") || *code == "mark-name-differs").collect()
}

#[test]
fn a_pasted_seal_is_named_on_request_and_changes_no_verdict() {
    let desk = Desk::new();
    desk.put("stamped.pdf", with_a_seal().bytes());
    let (plain, status) = desk.verify("stamped.pdf", &[]);
    assert_eq!((plain["verdict"].as_str(), status), (Some("unsigned"), 3));
    assert_eq!(pictures(&plain), [""; 0], "nobody asked");
    let (asked, status) = desk.verify("stamped.pdf", &["--pictures"]);
    assert_eq!((asked["verdict"].as_str(), status), (Some("unsigned"), 3));
    assert_eq!(pictures(&asked), ["picture-like-seal"]);
    let text = asked["findings"].as_array().unwrap().last().unwrap()["text"].as_str().unwrap();
    assert!(text.contains("Page 2"), "{text}");

    // Signed by somebody, the seal is still a picture.
    desk.signed("stamped.pdf", "signed.pdf", &[]);
    let (signed, _) = desk.verify("signed.pdf", &["--pictures"]);
    let (unasked, _) = desk.verify("signed.pdf", &[]);
    assert_eq!(pictures(&signed), ["picture-like-seal"]);
    assert_eq!(signed["verdict"], unasked["verdict"]);
}

#[test]
fn the_mark_of_a_real_signature_is_no_pasted_picture() {
    let desk = Desk::new();
    desk.put("report.pdf", std::fs::read(project().join("assets/samples/report-JC-2026-0417.pdf")).unwrap());
    desk.put("ink.json", samples::INK);
    desk.signed(
        "report.pdf",
        "signed.pdf",
        &["--ink", "ink.json", "--page", "last", "--at", "70,196", "--size", "45"],
    );
    let (report, _) = desk.verify("signed.pdf", &["--pictures"]);
    assert_eq!(pictures(&report), [""; 0], "{report:#}");
}
