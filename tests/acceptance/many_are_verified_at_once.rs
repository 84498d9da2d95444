//! Many files are verified together: folders with all that is in them, one row a file in the same order every time, a bad
//! file stops only itself, and the log knows of each.

use serde_json::Value;
use tests::kit::command::Desk;
use tests::kit::pdf::Listing;
use tests::kit::structures;
use tests::kit::village::Village;

/// A desk with a folder of signed reports, some of them in folders of their own, and what else lies about there.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("plain.pdf", structures::report(Listing::Table, 1).bytes());
    desk.signed("plain.pdf", "signed.pdf", &[]);
    desk.sign_as("stranger", "plain.pdf", "unknown.pdf", &[]);
    let signed = desk.read("signed.pdf");
    let mut broken = signed.clone();
    let at = broken.windows(11).position(|window| window == b"Test report").unwrap();
    broken[at] = b'B';
    std::fs::create_dir_all(desk.path("all/2026/11")).unwrap();
    std::fs::create_dir_all(desk.path("all/.hidden")).unwrap();
    desk.put("all/a.pdf", &signed);
    desk.put("all/b.PDF", desk.read("plain.pdf"));
    desk.put("all/notes.txt", "no PDF");
    desk.put("all/.hidden/x.pdf", "hidden");
    desk.put("all/2026/c.pdf", &broken);
    desk.put("all/2026/11/d.pdf", desk.read("unknown.pdf"));
    desk.put("all/2026/11/e.pdf", &signed[..40]);
    desk.put("all/2026/11/f.pdf", "");
    desk
}

fn reports(out: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(out).unwrap_or_else(|fault| panic!("{fault}: {out}"));
    all.as_array().unwrap().clone()
}

fn names_and_verdicts(out: &str) -> Vec<(String, String)> {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    reports(out).iter().map(|one| (word(&one["file"]["name"]), word(&one["verdict"]))).collect()
}

const EXPECTED: [(&str, &str); 6] = [
    ("d.pdf", "indeterminate"),
    ("e.pdf", "unreadable"),
    ("f.pdf", "unreadable"),
    ("c.pdf", "failed"),
    ("a.pdf", "passed"),
    ("b.PDF", "unsigned"),
];

#[test]
fn folders_within_folders_in_one_order_with_the_worst_status() {
    let desk = desk();
    let root = Village::get().root();
    let words =
        ["verify", "--json", "--trust", root.to_str().unwrap(), "--at", "2026-06-01T12:00:00Z", "all"];
    let ran = desk.run(&words);
    assert_eq!(ran.status, 1, "{}", ran.err);
    let found = names_and_verdicts(&ran.out);
    let found: Vec<_> = found.iter().map(|(name, verdict)| (name.as_str(), verdict.as_str())).collect();
    assert_eq!(found, EXPECTED);
    assert_eq!(desk.run(&words).out, ran.out, "the same bytes every time");

    // Files and folders mixed, in the order in which they are named; what is not there is told, and the rest goes on.
    let mixed = [&words[..6], &["gone.pdf", "signed.pdf", "all/2026"]].concat();
    let ran = desk.run(&mixed);
    let found = names_and_verdicts(&ran.out);
    let found: Vec<_> = found.iter().map(|(name, verdict)| (name.as_str(), verdict.as_str())).collect();
    assert_eq!(found[..2], [("gone.pdf", "unreadable"), ("signed.pdf", "passed")]);
    assert_eq!(found[2..], EXPECTED[..4]);
}

#[test]
fn one_file_of_many_has_the_same_report_as_alone() {
    let desk = desk();
    let root = Village::get().root();
    let by = ["verify", "--json", "--trust", root.to_str().unwrap(), "--at", "2026-06-01T12:00:00Z"];
    let together = reports(&desk.run(&[&by[..], &["all"]].concat()).out);
    for (report, path) in together.iter().zip(["all/2026/11/d.pdf", "all/2026/11/e.pdf"]) {
        assert_eq!(
            std::slice::from_ref(report),
            &reports(&desk.run(&[&by[..], &[path]].concat()).out)[..],
            "{path}"
        );
    }
    let sum = tests::kit::tools::succeed("sha256sum", &[desk.path("all/a.pdf")]);
    assert!(sum.starts_with(together[4]["file"]["sha256"].as_str().unwrap()), "{sum}");
}

#[test]
fn people_get_a_line_a_file_and_a_sum() {
    let desk = desk();
    let ran = desk.run(&["verify", "all"]);
    for path in ["all/a.pdf", "all/2026/c.pdf", "all/2026/11/f.pdf"] {
        assert!(ran.out.lines().any(|line| line.starts_with(&format!("{path}: "))), "{path}: {}", ran.out);
    }
    let last = ran.out.lines().last().unwrap();
    assert!(
        last.contains("6 files") && last.contains("1 unsigned") && last.contains("2 unreadable"),
        "{last}"
    );
    // A file that is verified alone has its verdict and no sum.
    assert!(!desk.run(&["verify", "signed.pdf"]).out.contains("files"));
    std::fs::create_dir(desk.path("empty")).unwrap();
    assert_eq!(desk.run(&["verify", "empty"]).status, 64);
}

#[test]
fn the_log_has_a_row_for_each_in_their_order() {
    let desk = desk();
    let before = desk.log().len();
    desk.run(&["verify", "all", "gone.pdf"]);
    let rows = desk.log();
    let rows = &rows[before..];
    let named: Vec<_> = rows.iter().map(|row| row["document"].as_str().unwrap()).collect();
    let expected: Vec<_> = EXPECTED.iter().map(|(name, _)| *name).chain(["gone.pdf"]).collect();
    assert_eq!(named, expected);
    assert!(rows.iter().all(|row| row["action"] == "verified"), "{rows:#?}");
    assert_eq!(rows[1]["result"], "failed", "what could not be read did not go well");
    assert_eq!(desk.run(&["log", "verify"]).status, 0);
}

#[test]
fn hundreds_of_files_lose_none() {
    let desk = desk();
    let signed = desk.read("signed.pdf");
    std::fs::create_dir(desk.path("many")).unwrap();
    for number in 0..400 {
        let bytes = if number % 97 == 5 { &signed[..40] } else { &signed[..] };
        desk.put(&format!("many/{number:04}.pdf"), bytes);
    }
    let root = Village::get().root();
    let ran = desk.run(&["verify", "--json", "--trust", root.to_str().unwrap(), "many"]);
    let found = names_and_verdicts(&ran.out);
    assert_eq!(found.len(), 400);
    for (number, (name, verdict)) in found.iter().enumerate() {
        assert_eq!(*name, format!("{number:04}.pdf"));
        assert_eq!(verdict, if number % 97 == 5 { "unreadable" } else { "passed" }, "{name}");
    }
    assert_eq!(ran.status, 4);
}

#[test]
fn the_list_is_kept_for_spreadsheets_and_on_paper() {
    let desk = desk();
    desk.put("all/=1+1, \"two\".pdf", desk.read("signed.pdf"));
    let root = Village::get().root();
    let by = ["verify", "--json", "--trust", root.to_str().unwrap(), "all"];
    let ran = desk.run(&[&by[..], &["--list", "list.csv"]].concat());
    assert_eq!(reports(&ran.out).len(), 7, "beside what is printed: {}", ran.err);
    let csv = String::from_utf8(desk.read("list.csv")).unwrap();
    let csv =
        csv.strip_prefix('\u{feff}').expect("without the mark, spreadsheets take UTF-8 for something else");
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!((lines.len(), lines[8]), (9, ""), "a head, seven files, and the end of the last line: {csv}");
    let sum = tests::kit::tools::succeed("sha256sum", &[desk.path("all/a.pdf")]);
    let sum = sum.split(' ').next().unwrap();
    assert!(
        lines[6].contains("a.pdf") && lines[6].ends_with(sum) && lines[6].contains("Valid"),
        "{}",
        lines[6]
    );
    assert!(csv.contains("\"'=1+1, \"\"two\"\".pdf\""), "no cell is a formula: {csv}");

    desk.run(&[&by[..], &["--list", "list.pdf"]].concat());
    let said = tests::kit::tools::succeed("pdftotext", &[desk.path("list.pdf").as_os_str(), "-".as_ref()]);
    assert!(said.contains("d.pdf") && said.contains("Not reliable") && said.contains("7 files"), "{said}");
    assert_eq!(desk.run(&[&by[..], &["--list", "list.csv"]].concat()).status, 4, "never overwritten");
    assert_eq!(desk.run(&[&by[..], &["--list", "list.doc"]].concat()).status, 64);
}
