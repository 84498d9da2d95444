//! The exit statuses of the command line's contract, each produced by what it stands for.

use tests::kit::command::Desk;
use tests::kit::pdf::Listing;
use tests::kit::structures;
use tests::kit::village::{PASSWORD, Village};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    desk
}

/// A signed file whose first page lost a byte.
fn broken(desk: &Desk) {
    desk.signed("in.pdf", "signed.pdf", &[]);
    let mut bytes = desk.read("signed.pdf");
    let at = bytes.windows(11).position(|window| window == b"Test report").unwrap();
    bytes[at] = b'B';
    desk.put("broken.pdf", bytes);
}

#[test]
fn every_status_of_verify_and_the_worst_of_several_counts() {
    let desk = desk();
    broken(&desk);
    desk.sign_as("stranger", "in.pdf", "unknown.pdf", &[]);
    desk.put("none.pdf", "no PDF at all");
    let root = Village::get().root();
    let status = |files: &[&str]| {
        let words = ["verify", "--trust", root.to_str().unwrap()];
        desk.run(&[&words[..], files].concat()).status
    };
    assert_eq!(status(&["signed.pdf"]), 0);
    assert_eq!(status(&["broken.pdf"]), 1);
    assert_eq!(status(&["unknown.pdf"]), 2);
    assert_eq!(status(&["in.pdf"]), 3);
    assert_eq!(status(&["none.pdf"]), 4);
    assert_eq!(status(&["missing.pdf"]), 4);
    assert_eq!(status(&["signed.pdf", "in.pdf"]), 3);
    assert_eq!(status(&["in.pdf", "none.pdf", "signed.pdf"]), 4);
    assert_eq!(status(&["none.pdf", "unknown.pdf", "in.pdf"]), 2);
    assert_eq!(status(&["unknown.pdf", "broken.pdf", "none.pdf", "in.pdf", "signed.pdf"]), 1);
}

#[test]
fn four_is_a_file_that_cannot_be_read_or_written() {
    let desk = desk();
    assert_eq!(desk.sign("missing.pdf", "out.pdf", &[]).status, 4);
    assert_eq!(desk.sign("in.pdf", "in.pdf", &[]).status, 4);
    assert_eq!(desk.run(&["fields", "missing.pdf"]).status, 4);
    assert_eq!(desk.run(&["verify", "--trust", "missing.pem", "in.pdf"]).status, 4);
    let ran = desk.run_with("x\n", &["sign", "in.pdf", "--p12", "in.pdf", "--pin-stdin"]);
    assert_eq!(ran.status, 4, "{}", ran.err);
}

#[test]
fn five_is_refused_by_a_rule() {
    let desk = desk();
    for who in ["expired", "server"] {
        let ran = desk.sign_as(who, "in.pdf", "out.pdf", &[]);
        assert_eq!(ran.status, 5, "{who}: {}", ran.err);
        assert!(!desk.path("out.pdf").exists(), "{who}");
    }
    let key_file = Village::get().key_file("zhang-2048");
    let ran =
        desk.run_with("wrong\n", &["sign", "in.pdf", "--p12", key_file.to_str().unwrap(), "--pin-stdin"]);
    assert_eq!(ran.status, 5, "{}", ran.err);
    desk.put("fields.pdf", structures::with_fields(Listing::Table, true).bytes());
    desk.signed("fields.pdf", "one.pdf", &["--field", "Inspector"]);
    assert_eq!(desk.sign("one.pdf", "two.pdf", &["--field", "Inspector"]).status, 5);
    assert_eq!(desk.run_with("1\n", &["identity", "create", "--name", "A", "--pin-stdin"]).status, 5);
}

#[test]
fn sixty_four_is_wrong_usage() {
    let desk = desk();
    let key_file = Village::get().key_file("zhang-2048");
    let key_file = key_file.to_str().unwrap();
    let cases: [&[&str]; 12] = [
        &[],
        &["stamp"],
        &["sign"],
        &["sign", "in.pdf"],
        &["sign", "in.pdf", "--p12", key_file, "--identity", "x"],
        &["sign", "in.pdf", "--p12", key_file, "--pin-stdin", "--text"],
        &["sign", "in.pdf", "--p12", key_file, "--pin-stdin", "--text", "--at", "10,10", "--page", "9"],
        &["sign", "in.pdf", "--p12", key_file, "--pin-stdin", "--field", "Nobody"],
        &["sign", "in.pdf", "--p12", key_file, "--pin-stdin", "-o", "x.pdf", "--in-place"],
        &["sign", "in.pdf", "--identity", "nobody", "--pin-stdin"],
        &["verify"],
        &["verify", "--at", "yesterday", "in.pdf"],
    ];
    for words in cases {
        let ran = desk.run_with(&format!("{PASSWORD}\n"), words);
        assert_eq!(ran.status, 64, "{words:?}: {}", ran.err);
        assert!(!ran.err.is_empty() && ran.out.is_empty(), "{words:?}: {}", ran.out);
    }
    assert_eq!(desk.names(), ["in.pdf"]);
}

#[test]
fn a_trouble_is_told_with_what_to_do() {
    let desk = desk();
    for language in ["en", "zh-CN"] {
        let ran = desk.run(&["--lang", language, "fields", "missing.pdf"]);
        let lines: Vec<_> = ran.err.lines().collect();
        assert!(lines.len() >= 2 && lines[0].contains("missing.pdf"), "{}", ran.err);
        assert!(!ran.err.contains("failure-"), "no bare code: {}", ran.err);
    }
}

#[test]
fn help_has_an_example_for_every_command() {
    let desk = desk();
    let commands: [&[&str]; 12] = [
        &["sign"],
        &["verify"],
        &["fields"],
        &["identity", "create"],
        &["identity", "import"],
        &["identity", "list"],
        &["identity", "export"],
        &["log", "show"],
        &["log", "verify"],
        &["log", "export"],
        &["completions"],
        &["manual"],
    ];
    for command in commands {
        let help = desk.succeed(&[command, &["--help"][..]].concat());
        assert!(help.contains(&format!("Example: vermilion {}", command.join(" "))), "{help}");
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(desk.succeed(&["completions", shell]).contains("vermilion"));
    }
    assert!(desk.succeed(&["manual"]).contains(".TH"));
}
