//! A seam seal goes on over the edges of the pages; whoever receives them, as a file or as a scan, sees what is missing.

use serde_json::Value;
use tests::kit::command::Desk;
use tests::kit::pdf::Listing;
use tests::kit::{scanner, structures, tools};

const SEAL: &str = "清源检测检验检测专用章";

/// An office with a seal, and a report of eight pages stamped over its seam and signed.
fn stamped() -> Desk {
    let desk = Desk::new();
    desk.succeed(&["station", "office"]);
    desk.succeed(&["seal", "make", "清源检测", "--preset", "testing"]);
    desk.put("report.pdf", structures::report(Listing::Table, 8).bytes());
    desk.signed("report.pdf", "signed.pdf", &["--seal", SEAL, "--seam", "right"]);
    desk
}

fn check(desk: &Desk, files: &[&str], more: &[&str]) -> (Value, i32) {
    let arguments = [&["seal", "check", "--json"][..], files, more].concat();
    let outcome = desk.run(&arguments);
    (serde_json::from_str(&outcome.out).unwrap_or_else(|_| panic!("{}", outcome.err)), outcome.status)
}

fn pages(desk: &Desk, pages: &str, name: &str) {
    let (from, to) = (desk.path("signed.pdf"), desk.path(name));
    let paths = [from.to_str().unwrap(), to.to_str().unwrap()];
    tools::succeed("qpdf", &["--empty", "--pages", paths[0], pages, "--", paths[1]]);
}

fn fates(found: &Value) -> Vec<&str> {
    found["pages"].as_array().unwrap().iter().map(|page| page["fate"].as_str().unwrap()).collect()
}

#[test]
fn a_whole_seam_is_whole_with_the_registered_seal_and_without() {
    let desk = stamped();
    let (found, status) = check(&desk, &["signed.pdf"], &["--seal", SEAL, "--picture", "joined.png"]);
    assert_eq!((found["outcome"].as_str(), status), (Some("complete"), 0), "{found:#}");
    assert_eq!((found["edge"].as_str(), found["seal"].as_str()), (Some("right"), Some(SEAL)));
    assert!(desk.read("joined.png").starts_with(b"\x89PNG"));
    let (found, status) = check(&desk, &["signed.pdf"], &[]);
    assert_eq!((found["outcome"].as_str(), status), (Some("complete"), 0), "{found:#}");
    // A document that nobody stamped has no seam, and one page has none either.
    let (found, status) = check(&desk, &["report.pdf"], &["--seal", SEAL]);
    assert_eq!((found["outcome"].as_str(), status), (Some("no-seam"), 3));
    pages(&desk, "1", "one.pdf");
    assert_eq!(check(&desk, &["one.pdf"], &[]).0["outcome"], "one-page");
}

#[test]
fn a_page_that_is_gone_or_exchanged_is_named() {
    let desk = stamped();
    pages(&desk, "1-3,5-8", "missing.pdf");
    let (found, status) = check(&desk, &["missing.pdf"], &["--seal", SEAL]);
    assert_eq!((found["outcome"].as_str(), status), (Some("disturbed"), 1), "{found:#}");
    let gaps = found["gaps"].as_array().unwrap();
    assert_eq!((gaps.len(), gaps[0]["after"].as_u64(), gaps[0]["pages"].as_u64()), (1, Some(3), Some(1)));

    pages(&desk, "1,2,6,4,5,3,7,8", "swapped.pdf");
    let (found, _) = check(&desk, &["swapped.pdf"], &["--seal", SEAL]);
    assert_eq!(fates(&found), ["fits", "fits", "moved", "fits", "fits", "moved", "fits", "fits"]);
    assert_eq!(found["pages"][2]["belongs"], 5);

    // A page of the unstamped report in place of a stamped one.
    let (signed, plain, mixed) = (desk.path("signed.pdf"), desk.path("report.pdf"), desk.path("mixed.pdf"));
    let [signed, plain, mixed] = [&signed, &plain, &mixed].map(|path| path.to_str().unwrap());
    tools::succeed("qpdf", &["--empty", "--pages", signed, "1-4", plain, "5", signed, "6-8", "--", mixed]);
    let (found, _) = check(&desk, &["mixed.pdf"], &["--seal", SEAL]);
    assert_eq!(fates(&found)[4], "bare", "{found:#}");
}

#[test]
fn a_scan_says_the_same_as_the_file() {
    let desk = stamped();
    let draw = |file: &str, name: &str| {
        let (from, to) = (desk.path(file), desk.path(name));
        tools::succeed("pdftoppm", &["-r", "150", "-jpeg", from.to_str().unwrap(), to.to_str().unwrap()]);
    };
    draw("signed.pdf", "scan");
    let all: Vec<String> = (1..=8).map(|page| format!("scan-{page}.jpg")).collect();
    let files: Vec<&str> = all.iter().map(String::as_str).collect();
    let (found, status) = check(&desk, &files, &["--seal", SEAL]);
    assert_eq!((found["outcome"].as_str(), status), (Some("complete"), 0), "{found:#}");
    let without: Vec<&str> = files.iter().copied().filter(|name| *name != "scan-6.jpg").collect();
    let (found, status) = check(&desk, &without, &["--seal", SEAL]);
    assert_eq!((found["gaps"][0]["after"].as_u64(), status), (Some(5), 1), "{found:#}");
    // The picture of a seal serves as well as the seal itself.
    desk.succeed(&["seal", "show", SEAL, "-o", "seal.png"]);
    assert_eq!(check(&desk, &files, &["--seal", "seal.png"]).1, 0);
}

#[test]
fn a_scanned_pdf_says_the_same_as_the_file() {
    let desk = stamped();
    scanner::scan(&desk.path("signed.pdf"), &desk.path("scan.pdf"), 200);
    let (found, status) = check(&desk, &["scan.pdf"], &["--seal", SEAL]);
    assert_eq!((found["outcome"].as_str(), status), (Some("complete"), 0), "{found:#}");
    pages(&desk, "1-4,6-8", "fewer.pdf");
    scanner::scan(&desk.path("fewer.pdf"), &desk.path("scan-fewer.pdf"), 150);
    let (found, status) = check(&desk, &["scan-fewer.pdf"], &["--seal", SEAL]);
    assert_eq!((found["gaps"][0]["after"].as_u64(), status), (Some(4), 1), "{found:#}");
}
