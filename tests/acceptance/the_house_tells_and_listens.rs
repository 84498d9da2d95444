//! Versions and feedback without a server: the office's directory tells of a newer program, a file tells of troubles (RS15).

use tests::kit::command::Desk;
use tests::kit::laboratory::{AUDITOR, FIRST, Laboratory, PIN, SEAL, SECOND};
use tests::kit::project;

const INSTALLER: &[u8] = b"an installer of the house";

fn release(laboratory: &Laboratory, by: &str, more: &[&str]) -> tests::kit::command::Outcome {
    let words = ["office", "release", "--by", by, "--pin-stdin"];
    laboratory.office.run_with(&format!("{PIN}\n"), &[&words[..], more].concat())
}

fn state(desk: &Desk) -> serde_json::Value {
    serde_json::from_str(&desk.succeed(&["update", "check", "--json"])).unwrap()
}

#[test]
fn the_office_tells_of_a_newer_version_and_stations_compare_the_installer() {
    let laboratory = Laboratory::open();
    let li = &laboratory.li;
    let nothing = state(li);
    assert_eq!((&nothing["notice"], &nothing["newer"]), (&serde_json::Value::Null, &false.into()));
    assert_eq!(Desk::new().run(&["update", "check"]).status, 0, "a computer of no house has nothing to ask");

    laboratory.office.put("Vermilion-9.3.0.msi", INSTALLER);
    let place = r"\\qc\software";
    let told =
        ["9.3.0", "--security", "--place", place, "--installer", "Vermilion-9.3.0.msi", "--say", "this week"];
    let ran = release(&laboratory, FIRST, &told);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(
        state(&laboratory.office)["newer"],
        true,
        "the office's own word counts at the office at once"
    );
    assert_eq!(state(li)["notice"], serde_json::Value::Null, "elsewhere with the next directory");
    laboratory.update(&[li]);
    let known = state(li);
    assert_eq!(known["newer"], true);
    assert_eq!((&known["notice"]["version"], &known["notice"]["place"]), (&"9.3.0".into(), &place.into()));

    let said = li.succeed(&["update", "check"]);
    for words in ["The office provides version 9.3.0, which closes a security hole", place, "this week"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    li.put("right.msi", INSTALLER);
    li.put("wrong.msi", b"something else");
    assert!(
        li.succeed(&["update", "check", "--file", "right.msi"])
            .contains("is the installer that the office names")
    );
    let wrong = li.run(&["update", "check", "--file", "wrong.msi"]);
    assert_eq!(wrong.status, 1, "{}", wrong.err);
    assert!(wrong.err.contains("Do not install"), "{}", wrong.err);
    assert_eq!(li.run(&["update", "check", "--json", "--file", "wrong.msi"]).status, 1);

    // Not newer, not told; and what was told is taken back.
    assert_eq!(release(&laboratory, FIRST, &["0.0.1"]).status, 0);
    laboratory.update(&[li]);
    assert_eq!(state(li)["newer"], false);
    assert!(!li.succeed(&["update", "check"]).contains("The office provides version"));
    assert_eq!(release(&laboratory, FIRST, &["--withdraw"]).status, 0);
    laboratory.update(&[li]);
    assert_eq!(state(li)["notice"], serde_json::Value::Null);

    // Only who manages says so, and only what is a version.
    assert_eq!(release(&laboratory, FIRST, &["next week"]).status, 64);
    assert_eq!(release(&laboratory, FIRST, &["9.3.0", "--sha256", "abc"]).status, 64);
    assert_ne!(release(&laboratory, AUDITOR, &["9.3.0"]).status, 0);
    laboratory.office.succeed(&["log", "export", "-o", "log.json"]);
    let log = String::from_utf8(laboratory.office.read("log.json")).unwrap();
    assert!(log.contains("9.3.0"), "the office's log knows of it");
}

#[test]
fn feedback_is_a_file_with_codes_and_without_names() {
    let laboratory = Laboratory::open();
    let li = &laboratory.li;
    li.put("机密报告.pdf", std::fs::read(project().join("assets/samples/report-JC-2026-0417.pdf")).unwrap());
    let words = ["sign", "机密报告.pdf", "-o", "out.pdf", "--identity", "李四", "--pin-stdin"];
    assert_eq!(li.run_with("wrong pin 4\n", &words).status, 5, "no consent: a rule refuses");
    let consent = [&words[..], &["--consent", "--kind", "检测报告"]].concat();
    assert_eq!(li.run_with("wrong pin 4\n", &consent).status, 5, "a wrong PIN");
    let shown = li.succeed(&["feedback", "-o", "feedback.txt", "--say", "印章预览太小"]);
    let text = String::from_utf8(li.read("feedback.txt")).unwrap();
    assert!(shown.contains(text.trim()), "all of it is shown");
    for there in ["印章预览太小", "linux", "Version: ", "the command line", "pin-wrong", "rule-refused"]
    {
        assert!(text.contains(there), "{there}: {text}");
    }
    let profile = li.profile().display().to_string();
    let folder = li.folder().display().to_string();
    for secret in [
        "李四",
        "机密报告",
        "out.pdf",
        FIRST,
        SECOND,
        SEAL,
        PIN,
        "wrong pin",
        &profile,
        &folder,
        "Sample Testing",
    ] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert_eq!(li.run(&["feedback", "-o", "feedback.txt"]).status, 4, "nothing is overwritten");
}
