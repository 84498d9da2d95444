//! A code beside the signature ties the printed page to the file: read from a scan, it says who signed what.

use serde_json::Value;
use tests::kit::command::Desk;
use tests::kit::{project, scanner, tools};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("report.pdf", std::fs::read(project().join("assets/samples/report-JC-2026-0417.pdf")).unwrap());
    desk
}

fn signed(desk: &Desk, more: &[&str]) {
    let look =
        ["--text", "--page", "last", "--at", "60,196", "--size", "80,32", "--qr", "报告编号=JC-2026-0417"];
    desk.signed("report.pdf", "signed.pdf", &[&look[..], more].concat());
}

/// The last page as a scanner would give it.
fn scanned(desk: &Desk, name: &str) {
    let (from, to) = (desk.path("signed.pdf"), desk.path(name));
    let paths = [from.to_str().unwrap(), to.to_str().unwrap()];
    tools::succeed(
        "pdftoppm",
        &["-r", "300", "-jpeg", "-gray", "-f", "4", "-l", "4", "-singlefile", paths[0], paths[1]],
    );
}

fn check(desk: &Desk, paper: &str, more: &[&str]) -> (Value, i32) {
    let outcome = desk.run(&[&["paper", "check", "--json", paper][..], more].concat());
    (serde_json::from_str(&outcome.out).unwrap_or_else(|_| panic!("{}", outcome.err)), outcome.status)
}

#[test]
fn a_scan_agrees_with_the_file_it_was_printed_from() {
    let desk = desk();
    signed(&desk, &[]);
    scanned(&desk, "scan");
    let (found, status) = check(&desk, "scan.jpg", &["--against", "signed.pdf"]);
    assert_eq!((found[0]["outcome"].as_str(), status), (Some("agrees"), 0), "{found:#}");
    assert_eq!(found[0]["known"], "in-file", "the certificate came with the file alone");
    assert_eq!(found[0]["pages"], 4);
    assert_eq!(found[0]["values"][0]["pages"][0], 0, "{found:#}");
    // Without the file and without the certificate nobody can tell.
    let (found, status) = check(&desk, "scan.jpg", &[]);
    assert_eq!((found[0]["outcome"].as_str(), status), (Some("unknown"), 2));
    // The file itself may be looked at too, and what it verifies as does not change.
    let (found, _) = check(&desk, "signed.pdf", &["--against", "signed.pdf"]);
    assert_eq!(found[0]["outcome"], "agrees");
    let (report, _) = desk.verify("signed.pdf", &[]);
    assert_eq!(report["integrity"], "intact");
}

#[test]
fn a_value_that_the_file_does_not_have_is_told() {
    let desk = desk();
    signed(&desk, &["--qr", "结论=不合格品 9999"]);
    scanned(&desk, "scan");
    let (found, status) = check(&desk, "scan.jpg", &["--against", "signed.pdf"]);
    assert_eq!((found[0]["outcome"].as_str(), status), (Some("differs"), 1), "{found:#}");
    assert_eq!(found[0]["values"][1]["pages"].as_array().unwrap().len(), 0);
    // Another file, which nobody of that name signed.
    let (found, status) = check(&desk, "scan.jpg", &["--against", "report.pdf"]);
    assert_eq!((found[0]["signedTheFile"].as_bool(), status), (Some(false), 1));
}

#[test]
fn paper_without_a_code_and_a_box_without_room_are_refused_in_words() {
    let desk = desk();
    desk.signed("report.pdf", "signed.pdf", &[]);
    scanned(&desk, "scan");
    let outcome = desk.run(&["--lang", "en", "paper", "check", "scan.jpg"]);
    assert_eq!(outcome.status, 4);
    assert!(outcome.err.contains("No code of this program"), "{}", outcome.err);
    let small = ["--text", "--at", "60,196", "--size", "40,12", "--qr", "a=b", "--lang", "en"];
    let outcome = desk.sign("report.pdf", "small.pdf", &small);
    assert!(outcome.status != 0 && outcome.err.contains("too small for the code"), "{}", outcome.err);
    assert!(!desk.names().contains(&"small.pdf".to_owned()));
}

#[test]
fn many_files_get_a_code_each_with_what_stands_in_it() {
    let desk = desk();
    let key = tests::kit::village::Village::get().key_file("zhang-2048");
    desk.put("plain.pdf", tests::kit::structures::report(tests::kit::pdf::Listing::Table, 1).bytes());
    let batch = |more: &[&str]| {
        let words = [
            "sign",
            "--batch",
            "report.pdf",
            "plain.pdf",
            "-o",
            "made",
            "--p12",
            key.to_str().unwrap(),
            "--pin-stdin",
            "--text",
            "--page",
            "last",
            "--at",
            "60,196",
            "--size",
            "80",
            "--json",
            "--lang",
            "en",
        ];
        let ran =
            desk.run_with(&format!("{}\n", tests::kit::village::PASSWORD), &[&words[..], more].concat());
        serde_json::from_str::<Value>(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err))
    };
    let rows = batch(&["--qr", "报告编号"]);
    assert!(rows[0]["output"].is_string(), "{rows:#}");
    assert_eq!(rows[1]["failure"]["code"], "paper-code", "the other names no number: {rows:#}");
    let (found, status) = check(&desk, "made/report.pdf", &["--against", "made/report.pdf"]);
    assert_eq!((found[0]["outcome"].as_str(), status), (Some("agrees"), 0), "{found:#}");
    assert_eq!(found[0]["values"][0]["value"], "JC-2026-0417");
    // What is said of all must stand in each.
    let rows = batch(&["--qr", "报告编号=JC-2026-0417"]);
    assert!(rows[0]["output"].is_string() && rows[1]["failure"]["case"] == "absent", "{rows:#}");
}

#[test]
fn a_scanned_pdf_is_read_like_a_picture() {
    let desk = desk();
    signed(&desk, &[]);
    for dpi in [200, 300] {
        let name = format!("scan-{dpi}.pdf");
        scanner::scan(&desk.path("signed.pdf"), &desk.path(&name), dpi);
        let (found, status) = check(&desk, &name, &["--against", "signed.pdf"]);
        assert_eq!((found[0]["outcome"].as_str(), status), (Some("agrees"), 0), "{dpi}: {found:#}");
    }
}
