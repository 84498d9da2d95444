//! A batch: one secret, a row for each file with its reason; what is broken stops only itself, a wrong PIN stops all, and
//! nothing is ever overwritten.

use serde_json::Value;
use std::path::PathBuf;
use tests::kit::command::{Desk, Outcome, assert_passed};
use tests::kit::pdf::Listing;
use tests::kit::structures;
use tests::kit::village::{PASSWORD, Village};

/// A folder with this many reports.
fn desk(files: usize) -> Desk {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("in")).unwrap();
    for number in 0..files {
        let listing = if number % 2 == 0 { Listing::Table } else { Listing::Packed };
        desk.put(&format!("in/{number:03}.pdf"), structures::report(listing, 1).bytes());
    }
    desk
}

fn batch(desk: &Desk, password: &str, inputs: &[&str], more: &[&str]) -> Outcome {
    let key_file = Village::get().key_file("zhang-2048");
    let words = ["-o", "out", "--p12", key_file.to_str().unwrap(), "--pin-stdin", "--json"];
    desk.run_with(&format!("{password}\n"), &[&["sign", "--batch"], inputs, &words, more].concat())
}

fn rows(ran: &Outcome) -> Vec<Value> {
    let rows: Value =
        serde_json::from_str(&ran.out).unwrap_or_else(|fault| panic!("{fault}: {}{}", ran.out, ran.err));
    rows.as_array().unwrap().clone()
}

fn outputs(desk: &Desk) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(desk.path("out")) else { return Vec::new() };
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_hundred_files_of_which_three_are_broken() {
    let desk = desk(100);
    let whole = desk.read("in/007.pdf");
    desk.put("in/003.pdf", "no PDF at all");
    desk.put("in/007.pdf", &whole[..whole.len() / 2]);
    desk.put("in/050.pdf", "");
    let ran = batch(&desk, PASSWORD, &["in"], &["--reason", "Approved"]);
    assert_eq!(ran.status, 4, "the worst of the three: {}", ran.err);
    let rows = rows(&ran);
    assert_eq!(rows.len(), 100);
    let failed: Vec<_> = rows.iter().filter(|row| !row["failure"].is_null()).collect();
    assert_eq!(failed.len(), 3, "{failed:#?}");
    for (row, name) in failed.iter().zip(["003.pdf", "007.pdf", "050.pdf"]) {
        assert!(row["file"].as_str().unwrap().ends_with(name) && row["output"].is_null(), "{row:#}");
        assert!(row["failure"]["code"].is_string(), "{row:#}");
    }
    assert_eq!(outputs(&desk).len(), 97);
    for name in ["out/000.pdf", "out/051.pdf", "out/099.pdf"] {
        assert_passed(&desk, name, 1);
    }
    let root = Village::get().root();
    let words =
        [&["verify", "--trust", root.to_str().unwrap()][..], &["out/001.pdf", "out/098.pdf"]].concat();
    assert_eq!(desk.run(&words).status, 0);
    let actions = desk.actions();
    let count = |action: &str| actions.iter().filter(|found| *found == action).count();
    assert_eq!((count("signed"), count("signed-intent") >= 97), (97, true), "{actions:?}");
    assert_eq!(desk.run(&["log", "verify"]).status, 0);
}

#[test]
fn a_wrong_password_stops_all_and_signs_none() {
    let desk = desk(12);
    let ran = batch(&desk, "wrong", &["in"], &[]);
    assert_eq!(ran.status, 5, "{}", ran.err);
    assert!(outputs(&desk).is_empty(), "{:?}", outputs(&desk));
    assert!(!desk.actions().contains(&"signed".to_owned()));

    let pin = "correct horse 7";
    desk.succeed_with(
        &format!("{pin}\n"),
        &["identity", "create", "--name", "A", "--key", "p256", "--pin-stdin"],
    );
    let words = ["sign", "--batch", "in", "-o", "out", "--identity", "A", "--pin-stdin"];
    let ran = desk.run_with("wrong horse 1\n", &words);
    assert_eq!(ran.status, 5, "{}{}", ran.out, ran.err);
    let listed: Value = serde_json::from_str(&desk.succeed(&["identity", "list", "--json"])).unwrap();
    assert_eq!(listed[0]["triesLeft"], 4, "one try for the whole batch");
    assert!(outputs(&desk).is_empty());
    desk.succeed_with(&format!("{pin}\n"), &words);
    assert_eq!(outputs(&desk).len(), 12);
}

#[test]
fn names_that_are_there_are_never_overwritten() {
    let desk = desk(3);
    std::fs::create_dir(desk.path("out")).unwrap();
    std::fs::create_dir(desk.path("more")).unwrap();
    desk.put("out/001.pdf", "somebody's");
    desk.put("more/000.pdf", structures::report(Listing::Table, 2).bytes());
    let ran = batch(&desk, PASSWORD, &["in", "more"], &[]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert_eq!(desk.read("out/001.pdf"), b"somebody's");
    let outputs = outputs(&desk);
    assert_eq!(outputs.len(), 5, "{outputs:?}");
    let mut named: Vec<PathBuf> =
        rows(&ran).iter().map(|row| PathBuf::from(row["output"].as_str().unwrap())).collect();
    named.sort();
    named.dedup();
    assert_eq!(named.len(), 4, "each file has a name of its own: {named:?}");
    // Once more into the same folder: four more.
    assert_eq!(batch(&desk, PASSWORD, &["in", "more"], &[]).status, 0);
    assert_eq!(self::outputs(&desk).len(), 9);
}

#[test]
fn only_the_pdf_files_of_a_folder_are_taken_and_files_by_name() {
    let desk = desk(2);
    desk.put("in/notes.txt", "no PDF");
    desk.put("in/.hidden.pdf", "hidden");
    let ran = batch(&desk, PASSWORD, &["in/001.pdf"], &[]);
    assert_eq!((ran.status, outputs(&desk)), (0, vec!["001.pdf".to_owned()]), "{}", ran.err);
    let ran = batch(&desk, PASSWORD, &["in"], &[]);
    assert_eq!((ran.status, rows(&ran).len()), (0, 2), "{}", ran.err);
    std::fs::create_dir(desk.path("empty")).unwrap();
    assert_eq!(batch(&desk, PASSWORD, &["empty"], &[]).status, 64);
    assert_eq!(batch(&desk, PASSWORD, &["nowhere"], &[]).status, 4);
}

#[test]
fn what_all_of_them_get_is_placed_in_each() {
    let desk = desk(4);
    desk.put("ink.json", tests::kit::samples::INK);
    let more = ["--ink", "ink.json", "--page", "last", "--at", "120,240", "--size", "45", "--certify", "2"];
    let ran = batch(&desk, PASSWORD, &["in"], &more);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    for name in outputs(&desk) {
        assert_passed(&desk, &format!("out/{name}"), 1);
        let fields: Value =
            serde_json::from_str(&desk.succeed(&["fields", "--json", &format!("out/{name}")])).unwrap();
        assert!(fields[0]["place"].is_object(), "{fields:#}");
    }
}
