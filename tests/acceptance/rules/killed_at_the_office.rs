//! Killed while issuing, revoking and unlocking: what was told is done, the log and the register agree, nothing is given back.

use std::process::{Command, Stdio};
use tests::kit::command::{Desk, Outcome, finish, is_installed, vermilion};
use tests::kit::laboratory::{FIRST, Laboratory, PIN, SECOND, SECOND_PIN, sign};

/// Runs under a tracer that kills at the n-th call of a kind.
fn under(desk: &Desk, call: &str, number: usize, secrets: &str, words: &[&str]) -> Outcome {
    let trace = desk.profile().join("trace");
    let inject = format!("inject={call}:signal=KILL:when={number}");
    let mut command = Command::new("strace");
    desk.dress(&mut command);
    command.args(["-f", "-qq", "-o", trace.to_str().unwrap(), "-e", &format!("trace={call}"), "-e", &inject]);
    command.arg(vermilion()).args(words).stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), secrets.as_bytes());
    let ran = finish(child);
    let _ = std::fs::remove_file(trace);
    ran
}

/// Every intent is closed after the next start, and the log is whole.
fn assert_settled(desk: &Desk, point: &str) {
    let actions = desk.actions();
    let count = |ending: &str| actions.iter().filter(|action| action.ends_with(ending)).count();
    let open = count("-intent");
    let closed = count("-aborted") + count("-recovered");
    let done = |name: &str| actions.iter().filter(|action| *action == name).count();
    let phased =
        ["person-step", "copy-issued", "unlock-given", "directory-sent", "log-taken", "person-changed"];
    let further =
        ["seal-kept", "seal-handed-over", "policy-changed", "incident-written", "report-received", "signed"];
    let done: usize = phased.iter().chain(&further).map(|name| done(name)).sum();
    assert_eq!(open, closed + done, "{point}: {actions:?}");
    assert_eq!(desk.run(&["log", "verify"]).status, 0, "{point}");
}

/// Opens a renewal, for which 张三 makes a new key and applies again.
fn renew(laboratory: &Laboratory) {
    assert_eq!(laboratory.step("renew", "张三", &[]).status, 0);
    let old = laboratory.both(&["identity", "issue", "张三", "-o", "old.vissue"]);
    assert_eq!(old.status, 5, "not for the old key: {}", old.err);
    let organisation = "Sample Testing Laboratory (sample)";
    let words = [
        "identity",
        "apply",
        "--name",
        "张三",
        "--organization",
        organisation,
        "--purpose",
        "检测报告",
        "--renews",
        "P0001",
        "--key",
        "p256",
        "-o",
        "renew.vletter",
        "--pin-stdin",
    ];
    laboratory.zhang.succeed_with("before 2027\n", &words);
    let ran = laboratory.receive(&laboratory.zhang.path("renew.vletter"));
    assert_eq!(ran.status, 0, "{}", ran.err);
}

/// The points at which a run is killed: each one that writes would take hours of key derivations.
fn points() -> impl Iterator<Item = (&'static str, usize)> {
    let calls =
        [("fdatasync", 1..12), ("fsync", 1..12), ("pwrite64", 1..40), ("renameat2", 1..4), ("rename", 1..6)];
    calls.into_iter().flat_map(|(call, numbers)| {
        let step = if numbers.len() > 20 { 5 } else { 3 };
        numbers.step_by(step).map(move |number| (call, number))
    })
}

#[test]
fn at_calls_that_touch_the_disk_while_revoking() {
    if !is_installed("strace") {
        println!("skipped: strace is not installed");
        return;
    }
    let mut killed = 0;
    for (call, number) in points() {
        let laboratory = Laboratory::open();
        let point = format!("revoke, {call} {number}");
        let words = ["identity", "revoke", "张三", "--why", "离职", "--by", FIRST, "--pin-stdin"];
        let ran = under(&laboratory.office, call, number, &format!("{PIN}\n"), &words);
        killed += usize::from(ran.status != 0);
        assert_settled(&laboratory.office, &point);
        let person = laboratory.person("张三");
        let state = person["entry"]["state"].as_str().unwrap();
        let told = ran.out.contains("revoked");
        assert!(!told || state == "revoked", "{point}: told and not done");
        let in_steps = person["steps"].as_array().unwrap().iter().any(|step| step["step"] == "revoke");
        assert_eq!(state == "revoked", in_steps, "{point}: the state and its step go together");
        let logged = laboratory.office.actions();
        let done =
            logged.iter().filter(|one| *one == "person-step" || *one == "person-step-recovered").count();
        let steps = logged.iter().filter(|one| *one == "person-step-intent").count();
        assert!(state != "revoked" || done == steps, "{point}: what is in the register is done in the log");
    }
    println!("killed at {killed} calls");
    assert!(killed > 5, "only {killed}");
}

#[test]
fn at_calls_that_touch_the_disk_while_unlocking() {
    if !is_installed("strace") {
        println!("skipped: strace is not installed");
        return;
    }
    let laboratory = Laboratory::open();
    let li = &laboratory.li;
    li.put("in.pdf", std::fs::read(tests::kit::laboratory::letters().join("JC-2026-0417.pdf")).unwrap());
    let wrong = ["sign", "in.pdf", "-o", "out.pdf", "--identity", "李四", "--consent", "--pin-stdin"];
    for _ in 0..5 {
        assert_eq!(li.run_with("wrong pin 8\n", &wrong).status, 5);
    }
    li.succeed(&["identity", "unlock", "李四", "-o", "request.vletter"]);
    let request = li.path("request.vletter");
    let ran = laboratory.both(&["identity", "unlock", request.to_str().unwrap(), "-o", "unlock.vletter"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let unlock = laboratory.office.path("unlock.vletter");
    let mut killed = 0;
    for (call, number) in points() {
        let desk = Desk::new();
        tests::kit::laboratory::copy(li.profile(), desk.profile());
        desk.put("in.pdf", li.read("in.pdf"));
        let words = ["office", "import-update", unlock.to_str().unwrap()];
        let ran = under(&desk, call, number, "", &words);
        killed += usize::from(ran.status != 0);
        let point = format!("unlock, {call} {number}");
        assert_eq!(desk.run(&["log", "verify"]).status, 0, "{point}");
        // The letter gives the tries once: taken again it is refused, unless the first time did nothing at all.
        let again = desk.run(&words);
        let third = desk.run(&words);
        assert_eq!(third.status, 4, "{point}: a third time");
        if ran.status == 0 {
            assert_eq!(again.status, 4, "{point}: a second time");
        }
        if again.status == 0 {
            assert_eq!(sign(&desk, "李四", "in.pdf", "out.pdf", &[]).status, 0, "{point}");
        }
    }
    println!("killed at {killed} calls");
    assert!(killed > 5, "only {killed}");
}

#[test]
fn at_calls_that_touch_the_disk_while_issuing() {
    if !is_installed("strace") {
        println!("skipped: strace is not installed");
        return;
    }
    let mut killed = 0;
    for (call, number) in
        [("fdatasync", 6), ("fdatasync", 9), ("fsync", 9), ("pwrite64", 30), ("renameat2", 1)]
    {
        let laboratory = Laboratory::open();
        let point = format!("issue, {call} {number}");
        renew(&laboratory);
        let words = [
            "identity",
            "issue",
            "张三",
            "-o",
            "copy.vissue",
            "--keyholder",
            FIRST,
            "--keyholder",
            SECOND,
            "--pin-stdin",
        ];
        let secrets = format!("{PIN}\n{SECOND_PIN}\n");
        let ran = under(&laboratory.office, call, number, &secrets, &words);
        killed += usize::from(ran.status != 0);
        assert_settled(&laboratory.office, &point);
        let there = laboratory.office.names().contains(&"copy.vissue".to_owned());
        assert!(!ran.out.contains("copy.vissue") || there, "{point}: told and not there");
        let state = laboratory.person("张三")["entry"]["state"].as_str().unwrap().to_owned();
        assert!(!there || state == "issued", "{point}: a copy left and the register does not know");
        if state == "issued" && ran.status != 0 {
            // The same certificate in a new package: nothing is lost, and no second certificate counts.
            let ran = laboratory.both(&["identity", "issue", "张三", "-o", "again.vissue"]);
            assert_eq!(ran.status, 0, "{point}: {}", ran.err);
        }
        let current = laboratory.person("张三")["certificates"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["ended"].is_null())
            .count();
        assert_eq!(current, 1, "{point}: one certificate counts");
    }
    println!("killed at {killed} calls");
}
