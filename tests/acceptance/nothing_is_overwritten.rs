//! A file that is there stays as it is, unless its replacement was asked for; then it is the old one or the new one.

use tests::kit::command::{Desk, assert_passed};
use tests::kit::pdf::Listing;
use tests::kit::structures;
use tests::kit::village::{PASSWORD, Village};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    desk
}

#[test]
fn the_output_is_never_overwritten() {
    let desk = desk();
    desk.put("out.pdf", "mine");
    let ran = desk.sign("in.pdf", "out.pdf", &[]);
    assert_eq!(ran.status, 4, "{}", ran.err);
    assert!(ran.err.contains("out.pdf"), "{}", ran.err);
    assert_eq!(desk.read("out.pdf"), b"mine");
    assert_eq!(desk.names(), ["in.pdf", "out.pdf"]);
    for words in [
        vec!["log", "export", "-o", "out.pdf", "--format", "csv"],
        vec!["verify", "--signed-version", "1", "out.pdf", "in.pdf"],
    ] {
        assert_ne!(desk.run(&words).status, 0, "{words:?}");
        assert_eq!(desk.read("out.pdf"), b"mine");
    }
}

#[test]
fn without_a_name_the_result_stands_beside_the_original() {
    let desk = desk();
    let key_file = Village::get().key_file("zhang-2048");
    for expected in [2, 3] {
        desk.succeed_with(
            &format!("{PASSWORD}\n"),
            &["sign", "in.pdf", "--p12", key_file.to_str().unwrap(), "--pin-stdin"],
        );
        assert_eq!(desk.names().len(), expected, "{:?}", desk.names());
    }
}

#[test]
fn in_place_replaces_in_one_step() {
    let desk = desk();
    let key_file = Village::get().key_file("zhang-2048");
    let words = ["sign", "in.pdf", "--in-place", "--p12", key_file.to_str().unwrap(), "--pin-stdin"];
    desk.succeed_with(&format!("{PASSWORD}\n"), &words);
    assert_passed(&desk, "in.pdf", 1);
    desk.succeed_with(&format!("{PASSWORD}\n"), &words);
    assert_passed(&desk, "in.pdf", 2);
    assert_eq!(desk.names(), ["in.pdf"]);
}

#[test]
fn a_failed_signing_leaves_nothing_behind() {
    let desk = desk();
    for (output, more) in [
        ("no/such/folder/out.pdf", vec![]),
        ("out.pdf", vec!["--field", "Nobody"]),
        ("out.pdf", vec!["--text", "--page", "1", "--at", "500,10"]),
    ] {
        let ran = desk.sign("in.pdf", output, &more);
        assert!(ran.status == 4 || ran.status == 64, "{output} {more:?}: {} {}", ran.status, ran.err);
        assert_eq!(desk.names(), ["in.pdf"]);
    }
    let open = desk.actions().iter().filter(|action| *action == "signed-intent").count();
    let given_up = desk.actions().iter().filter(|action| *action == "signed-aborted").count();
    assert_eq!(open, given_up, "{:?}", desk.actions());
}

#[test]
#[cfg(unix)]
fn the_result_may_be_read_by_whom_the_original_could_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = desk();
    for mode in [0o644, 0o600, 0o640] {
        std::fs::set_permissions(desk.path("in.pdf"), std::fs::Permissions::from_mode(mode)).unwrap();
        let output = format!("{mode:o}.pdf");
        let signed = desk.signed("in.pdf", &output, &[]);
        assert_eq!(std::fs::metadata(signed).unwrap().permissions().mode() & 0o777, mode);
    }
}
