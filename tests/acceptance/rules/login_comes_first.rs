//! The login to the program comes before every PIN: what is refused without it, what wrong tries bring, what the log says of it.

use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;

use tests::kit::command::{Desk, Outcome};
use tests::kit::laboratory::{FIRST, KIND, Laboratory, PIN, assert_refused, letters};
use tests::kit::preload::{self, run_at};

const NAME: &str = "李四";
const LOGIN: &str = "morning 83 tea";
const WRONG: &str = "evening 83 tea";

fn house(laboratory: &Laboratory, setting: &str) {
    let words = ["office", "policy", setting, "--by", FIRST, "--pin-stdin"];
    laboratory.office.succeed_with(&format!("{PIN}\n"), &words);
}

fn set(desk: &Desk, password: &str) -> Outcome {
    desk.run_with(&format!("{password}\n"), &["login", "set", NAME, "--password-stdin"])
}

/// Signs as 李四, with these lines of standard input.
fn sign(desk: &Desk, lines: &[&str], output: &str, more: &[&str]) -> Outcome {
    let words =
        ["sign", "in.pdf", "-o", output, "--identity", NAME, "--consent", "--kind", KIND, "--pin-stdin"];
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    desk.run_with(&input, &[&words[..], more].concat())
}

fn status(desk: &Desk) -> serde_json::Value {
    serde_json::from_str(&desk.succeed(&["login", "status", "--json"])).unwrap()
}

/// The station of 李四, where the house wants a login.
fn laboratory() -> Laboratory {
    let laboratory = Laboratory::open();
    house(&laboratory, "login-required=true");
    laboratory.update(&[&laboratory.li]);
    laboratory.li.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    laboratory
}

/// login: nothing is signed, by one or by many, before somebody logged in; a station without a login is told to set one (RS6 6)
#[test]
fn nothing_is_signed_before_somebody_logged_in() {
    let laboratory = laboratory();
    let li = &laboratory.li;
    assert_eq!(status(li)["required"], true);
    let tries = |desk: &Desk| -> u64 {
        let listed: serde_json::Value =
            serde_json::from_str(&desk.succeed(&["identity", "list", "--json"])).unwrap();
        listed.as_array().unwrap().iter().find(|one| one["label"] == NAME).unwrap()["triesLeft"]
            .as_u64()
            .unwrap()
    };
    let before = tries(li);
    let refused = sign(li, &["wrong pin 4"], "out.pdf", &[]);
    assert_refused(&refused, "RS6 6");
    assert!(refused.err.contains("vermilion login set"), "it is said what to do: {}", refused.err);
    assert_eq!(tries(li), before, "refused before the PIN was looked at");

    assert_eq!(set(li, "123456").status, 5, "the house's strength holds for this password too");
    assert_eq!(set(li, LOGIN).status, 0);
    assert_eq!(set(li, LOGIN).status, 64, "there is one already");
    assert_refused(&sign(li, &[PIN], "out.pdf", &[]), "RS6 6");
    li.put("a.pdf", li.read("in.pdf"));
    let batch = ["sign", "--batch", "a.pdf", "-o", "signed", "--identity", NAME, "--consent", "--kind", KIND];
    let ran = li.run_with(&format!("{PIN}\n"), &[&batch[..], &["--pin-stdin"]].concat());
    assert_eq!(ran.status, 5, "{}", ran.err);
    assert!(ran.out.contains("RS6 6") || ran.err.contains("RS6 6"), "{}{}", ran.out, ran.err);
    assert!(!li.path("signed/a-signed.pdf").exists());
    assert!(!li.names().contains(&"out.pdf".to_owned()));

    let wrong = sign(li, &[WRONG, PIN], "out.pdf", &["--login-stdin"]);
    assert_eq!(wrong.status, 5, "{}", wrong.err);
    assert!(wrong.err.contains('4'), "four tries are left: {}", wrong.err);
    let ran = sign(li, &[LOGIN, PIN], "out.pdf", &["--login-stdin"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let ran =
        li.run_with(&format!("{LOGIN}\n{PIN}\n"), &[&batch[..], &["--pin-stdin", "--login-stdin"]].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    // A package of evidence and a report of what was judged are signed like anything else.
    let pack: &[&str] =
        &["evidence", "out.pdf", "-o", "out.zip", "--identity", NAME, "--consent", "--kind", KIND];
    let report: &[&str] = &["verify", "in.pdf", "--report", "report.pdf", "--sign-as", NAME];
    for (words, made, answer) in [(pack, "out.zip", 0), (report, "report.pdf", 3)] {
        assert_refused(&li.run_with(&format!("{PIN}\n"), &[words, &["--pin-stdin"]].concat()), "RS6 6");
        assert!(!li.path(made).exists());
        let both = [words, &["--login-stdin", "--pin-stdin"]].concat();
        let ran = li.run_with(&format!("{LOGIN}\n{PIN}\n"), &both);
        assert_eq!(ran.status, answer, "{}", ran.err);
        assert!(li.path(made).exists());
    }

    // Who was logged in stands in the signature's row; each try has a row of its own.
    let log = li.log();
    let signed = log.iter().rev().find(|row| row["action"] == "signed").unwrap();
    assert_eq!((&signed["login"], &signed["loginBy"]), (&NAME.into(), &"password".into()), "{signed}");
    let of = |action: &str| -> Vec<String> {
        log.iter()
            .filter(|row| row["action"] == action)
            .map(|row| row["who"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(of("login-failed"), [NAME]);
    assert_eq!(of("logged-in"), [NAME; 4]);
    assert!(of("login-set").contains(&NAME.to_owned()));
    // What only shows asks nobody.
    li.succeed(&["log", "verify"]);
    li.succeed(&["office", "show", "--json"]);
}

/// login: where one is set it counts, whether a house asks for it or not; a fingerprint is none of the command line's (RS6 6, RS14 1)
#[test]
fn a_login_that_is_set_counts_without_a_house_too() {
    let desk = Desk::new();
    desk.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    let create = ["identity", "create", "--name", NAME, "--key", "p256", "--pin-stdin"];
    desk.succeed_with(&format!("{PIN}\n"), &create);
    let plain = |lines: &[&str], output: &str, more: &[&str]| {
        let words = ["sign", "in.pdf", "-o", output, "--identity", NAME, "--pin-stdin"];
        let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
        desk.run_with(&input, &[&words[..], more].concat())
    };
    assert_eq!(plain(&[PIN], "one.pdf", &[]).status, 0, "where no login is set nobody is asked");
    assert_eq!(plain(&[LOGIN, PIN], "none.pdf", &["--login-stdin"]).status, 64, "and there is none to give");
    assert_eq!(set(&desk, LOGIN).status, 0);
    assert_refused(&plain(&[PIN], "two.pdf", &[]), "RS6 6");
    assert_eq!(plain(&[LOGIN, PIN], "two.pdf", &["--login-stdin"]).status, 0);

    let change = |old: &str, new: &str| {
        desk.run_with(&format!("{old}\n{new}\n"), &["login", "change", "--password-stdin"]).status
    };
    assert_eq!(change(WRONG, "afternoon 17"), 5);
    assert_eq!(change(LOGIN, LOGIN), 5, "the same again is no other");
    assert_eq!(change(LOGIN, "afternoon 17"), 0);
    assert_eq!(plain(&[LOGIN, PIN], "three.pdf", &["--login-stdin"]).status, 5);
    assert_eq!(plain(&["afternoon 17", PIN], "three.pdf", &["--login-stdin"]).status, 0);
    let remove = |password: &str| {
        desk.run_with(&format!("{password}\n"), &["login", "remove", "--password-stdin"]).status
    };
    assert_eq!(remove(LOGIN), 5);
    assert_eq!(remove("afternoon 17"), 0);
    assert_eq!(status(&desk)["name"], serde_json::Value::Null);
    assert_eq!(plain(&[PIN], "four.pdf", &[]).status, 0);
    let actions = desk.actions();
    for action in ["login-set", "login-changed", "login-removed", "login-failed"] {
        assert!(actions.iter().any(|found| found == action), "{action}: {actions:?}");
    }
}

/// login: five wrong tries wait, longer each time, and the right one comes too late until the wait is over
#[test]
fn five_wrong_logins_wait_and_the_wait_ends() {
    if !preload::is_possible() {
        return;
    }
    let desk = Desk::new();
    assert_eq!(set(&desk, LOGIN).status, 0);
    let change = |seconds: i64, password: &str| {
        run_at(
            &desk,
            seconds,
            &format!("{password}\nafternoon 17\n"),
            &["login", "change", "--password-stdin"],
        )
    };
    for left in (0..5).rev() {
        let ran = change(10, WRONG);
        assert_eq!(ran.status, 5, "{}", ran.err);
        if left > 0 {
            assert!(ran.err.contains(&left.to_string()), "{left} are left: {}", ran.err);
        }
    }
    let early = change(30, LOGIN);
    assert_eq!(early.status, 5);
    assert!(early.err.contains("wait 1 minute"), "{}", early.err);
    assert_eq!(change(75, WRONG).status, 5);
    let early = change(140, LOGIN);
    assert!(early.err.contains("wait"), "the second wait is longer: {}", early.err);
    let ran = change(75 + 125, LOGIN);
    assert_eq!(ran.status, 0, "{}", ran.err);
}

/// login: a try that is killed was counted before it was answered
#[test]
fn a_login_that_is_killed_counts() {
    let desk = Desk::new();
    assert_eq!(set(&desk, LOGIN).status, 0);
    let spent = || -> u64 {
        // The counter itself: the status tells of the wait alone.
        let vault = desk.profile().join("vault");
        let counter = std::fs::read_dir(vault).unwrap().map(|entry| entry.unwrap().path());
        let counter =
            counter.into_iter().find(|path| path.extension().is_some_and(|end| end == "tries")).unwrap();
        let file: serde_json::Value = serde_json::from_slice(&std::fs::read(counter).unwrap()).unwrap();
        file["attempts"].as_u64().unwrap()
    };
    for pause in [5, 60, 150, 400] {
        let before = spent();
        let mut command = desk.command(&["login", "remove", "--password-stdin"]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(format!("{WRONG}\n").as_bytes()).unwrap();
        drop(input);
        std::thread::sleep(Duration::from_millis(pause));
        let told = child.try_wait().unwrap().is_some();
        let _ = child.kill();
        let _ = child.wait();
        let after = spent();
        assert!(
            after == before + 1 || after == before && !told,
            "{before}, killed after {pause} ms: {after}"
        );
    }
    assert_eq!(status(&desk)["name"], NAME, "it is still set");
}

/// second-factor: a fingerprint, and where there is no reader what is at least as much; the command line has none (RS14 1)
#[test]
fn where_a_fingerprint_is_wanted_a_second_person_is_as_good() {
    let laboratory = Laboratory::open();
    let li = &laboratory.li;
    li.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    house(&laboratory, "second-factor=fingerprint");
    laboratory.update(&[li]);
    let refused = sign(li, &[PIN], "out.pdf", &[]);
    assert_refused(&refused, "RS15");
    assert!(refused.err.contains("fingerprint"), "{}", refused.err);
    // 王五 shares this computer.
    let file = laboratory.wang.path("wang.p12");
    let path = file.to_str().unwrap();
    let export = ["identity", "export", "王五", "-o", path, "--pin-stdin"];
    laboratory.wang.succeed_with(&format!("{PIN}\nbetween two desks\n"), &export);
    let import = ["identity", "import", path, "--label", "王五", "--pin-stdin"];
    li.succeed_with("between two desks\nmy second 8\n", &import);
    let ran = sign(li, &[PIN, "my second 8"], "out.pdf", &["--second", "王五"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
}
