//! The first look at an unknown file happens in a process of its own: what brings that down brings down nothing else.

use std::fs::File;
use std::process::{Output, Stdio};
use tests::kit::command::Desk;
use tests::kit::pdf::Listing;
use tests::kit::structures;

/// The program as the child of a window, with so many MiB of memory, looking at a file on the desk.
fn looked(desk: &Desk, name: &str, memory: &str) -> Output {
    let mut command = desk.command(&["--examine-apart", memory, "20"]);
    command.stdin(File::open(desk.path(name)).unwrap()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.output().unwrap()
}

#[test]
fn honest_and_damaged_files_come_through() {
    let desk = Desk::new();
    desk.put("report.pdf", structures::report(Listing::Table, 3).bytes());
    desk.put("damaged.pdf", b"%PDF-1.7\n/ByteRange [0 1 2 3]\nstartxref\n9\n%%EOF\n");
    desk.put("empty.pdf", b"");
    for name in ["report.pdf", "damaged.pdf", "empty.pdf"] {
        let output = looked(&desk, name, "1536");
        assert!(output.status.success(), "{name}: {}", output.status);
        assert_eq!(output.stdout, b"came through\n", "{name}");
    }
    // A child leaves nothing behind, not even a profile.
    assert!(std::fs::read_dir(desk.profile()).unwrap().next().is_none());
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_needs_more_than_there_is_ends_the_child_without_its_word() {
    let desk = Desk::new();
    desk.put("report.pdf", structures::report(Listing::Table, 3).bytes());
    let output = looked(&desk, "report.pdf", "1");
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
}
