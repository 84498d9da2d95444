//! The process is killed while it signs; the next start settles what it left. What the user was told is done, what is done
//! is on the disk, what is on the disk was intended.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;
use tests::kit::command::{Desk, Outcome, finish, is_installed, vermilion};
use tests::kit::pdf::Listing;
use tests::kit::structures;
use tests::kit::village::{PASSWORD, Village};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    desk
}

/// Signs under a wrapper that may kill.
fn sign_under(desk: &Desk, wrapper: &[String], in_place: bool) -> Outcome {
    let words: Vec<String> = wrapper.iter().cloned().chain([vermilion().display().to_string()]).collect();
    let mut command = Command::new(&words[0]);
    desk.dress(&mut command);
    command.args(&words[1..]).args(arguments(in_place)).stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), format!("{PASSWORD}\n").as_bytes());
    finish(child)
}

fn arguments(in_place: bool) -> Vec<String> {
    let key_file = Village::get().key_file("zhang-2048").display().to_string();
    let output: &[&str] = if in_place { &["--in-place"] } else { &["-o", "out.pdf"] };
    let words = [&["sign", "in.pdf", "--p12", &key_file, "--pin-stdin"][..], output].concat();
    words.into_iter().map(str::to_owned).collect()
}

/// What must hold after the next start, wherever the process was killed.
fn assert_settled(desk: &Desk, original: &[u8], told: &str, in_place: bool, point: &str) {
    let actions = desk.actions(); // a start of its own
    let intents = actions.iter().filter(|action| *action == "signed-intent").count();
    let closed = actions
        .iter()
        .filter(|action| ["signed", "signed-aborted", "signed-recovered"].contains(&action.as_str()))
        .count();
    assert_eq!(intents, closed, "{point}: {actions:?}");
    assert_eq!(desk.run(&["log", "verify"]).status, 0, "{point}: the log is whole");
    let names = desk.names();
    let result = if in_place { "in.pdf" } else { "out.pdf" };
    let expected: &[&[&str]] = if in_place { &[&["in.pdf"]] } else { &[&["in.pdf"], &["in.pdf", "out.pdf"]] };
    assert!(expected.iter().any(|expected| names == *expected), "{point}: {names:?}");
    let left = std::fs::read_dir(desk.profile())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let half: Vec<_> = left
        .filter(|name| name.starts_with('.') && name.ends_with(".tmp") && !name.contains("recent"))
        .collect();
    assert!(half.is_empty(), "{point}: {half:?}");
    let exists = names.iter().any(|name| name == result) && desk.read(result) != original;
    let done = actions.iter().any(|action| action == "signed" || action == "signed-recovered");
    assert_eq!(exists, done, "{point}: {actions:?} {names:?}");
    if exists {
        assert_eq!(desk.verify(result, &[]).1, 0, "{point}: what bears the name is whole");
    } else {
        assert_eq!(desk.read("in.pdf"), original, "{point}");
    }
    assert!(told.is_empty() || done, "{point}: acknowledged and not done");
    let before = desk.actions().len();
    desk.actions();
    assert_eq!(desk.actions().len(), before, "{point}: settling twice changes nothing");
}

/// Kills at the n-th call of each kind that touches the disk, until the process gets through.
#[test]
fn at_every_call_that_touches_the_disk() {
    if !is_installed("strace") {
        println!("skipped: strace is not installed; the next test kills by the clock alone");
        return;
    }
    let mut killed = 0;
    for in_place in [false, true] {
        for call in [
            "fsync",
            "fdatasync",
            "pwrite64",
            "write",
            "copy_file_range",
            "renameat2",
            "rename",
            "unlink",
            "openat",
        ] {
            // The first calls of some kinds belong to the start of the process; all of those of the log and the
            // output come later, and none is left out of the kinds that write.
            let step = if call == "openat" { 3 } else { 1 };
            for number in (1..).step_by(step) {
                let desk = desk();
                let original = desk.read("in.pdf");
                let trace: PathBuf = desk.profile().join("trace");
                let wrapper = ["strace", "-f", "-qq", "-o", trace.to_str().unwrap(), "-e"].map(str::to_owned);
                let rules = [
                    format!("trace={call}"),
                    "-e".to_owned(),
                    format!("inject={call}:signal=KILL:when={number}"),
                ];
                let ran = sign_under(&desk, &[&wrapper[..], &rules[..]].concat(), in_place);
                if ran.status == 0 {
                    break;
                }
                assert!(ran.status == -1 || ran.status == 137, "{call} {number}: {} {}", ran.status, ran.err);
                killed += 1;
                assert_settled(
                    &desk,
                    &original,
                    &ran.out,
                    in_place,
                    &format!("{call} {number}, in place {in_place}"),
                );
            }
        }
    }
    println!("killed at {killed} calls");
    assert!(killed > 20, "only {killed}");
}

#[test]
fn at_moments_of_the_clock() {
    let mut killed = 0;
    for round in 0..24 {
        let in_place = round % 2 == 1;
        let desk = desk();
        let original = desk.read("in.pdf");
        let mut command = desk.command(&arguments(in_place));
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let _ =
            std::io::Write::write_all(&mut child.stdin.take().unwrap(), format!("{PASSWORD}\n").as_bytes());
        std::thread::sleep(Duration::from_millis(round * 8));
        let _ = child.kill();
        let ran = finish(child);
        killed += usize::from(ran.status == -1);
        assert_settled(&desk, &original, &ran.out, in_place, &format!("round {round}"));
    }
    println!("killed in {killed} of 24 rounds");
}

#[test]
fn a_start_leaves_the_work_of_another_process_alone() {
    let desk = desk();
    let mut signing = Vec::new();
    for number in 0..4 {
        let key_file = Village::get().key_file("zhang-4096").display().to_string();
        let output = format!("{number}.pdf");
        let mut command = desk.command(&["sign", "in.pdf", "-o", &output, "--p12", &key_file, "--pin-stdin"]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), format!("{PASSWORD}\n").as_bytes())
            .unwrap();
        signing.push(child);
    }
    for _ in 0..4 {
        desk.actions();
    }
    for (number, child) in signing.into_iter().enumerate() {
        let ran = finish(child);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert_eq!(desk.verify(&format!("{number}.pdf"), &[]).1, 0);
    }
    assert!(!desk.actions().contains(&"signed-aborted".to_owned()), "{:?}", desk.actions());
    assert_eq!(desk.run(&["log", "verify"]).status, 0, "one chain, no fork");
}
