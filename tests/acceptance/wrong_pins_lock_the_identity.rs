//! Five wrong tries lock an identity; each is counted before it is tried, and logged.

use tests::kit::command::Desk;
use tests::kit::pdf::Listing;
use tests::kit::structures;

const PIN: &str = "correct horse 7";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    desk.succeed_with(
        &format!("{PIN}\n"),
        &["identity", "create", "--name", "A", "--key", "rsa2048", "--pin-stdin"],
    );
    desk
}

fn sign(desk: &Desk, pin: &str, output: &str) -> tests::kit::command::Outcome {
    desk.run_with(&format!("{pin}\n"), &["sign", "in.pdf", "-o", output, "--identity", "A", "--pin-stdin"])
}

fn tries_left(desk: &Desk) -> u64 {
    let listed: serde_json::Value =
        serde_json::from_str(&desk.succeed(&["identity", "list", "--json"])).unwrap();
    listed[0]["triesLeft"].as_u64().unwrap()
}

#[test]
fn five_wrong_tries_lock_it_for_good() {
    let desk = desk();
    for left in (0..5).rev() {
        let ran = sign(&desk, "wrong horse 1", "out.pdf");
        assert_eq!(ran.status, 5, "{}", ran.err);
        if left > 0 {
            assert!(ran.err.contains(&left.to_string()), "{left} tries are left: {}", ran.err);
        }
        assert_eq!(tries_left(&desk), left);
    }
    let ran = sign(&desk, PIN, "out.pdf");
    assert_eq!(ran.status, 5, "the right one comes too late: {}", ran.err);
    assert_eq!(desk.names(), ["in.pdf"]);
    let actions = desk.actions();
    let count = |action: &str| actions.iter().filter(|found| *found == action).count();
    assert_eq!((count("wrong-pin"), count("locked")), (4, 2), "{actions:?}");
    assert_eq!(count("signed-intent"), count("signed-aborted"), "{actions:?}");
}

#[test]
fn the_right_one_gives_the_tries_back() {
    let desk = desk();
    sign(&desk, "wrong horse 1", "out.pdf");
    sign(&desk, "wrong horse 2", "out.pdf");
    assert_eq!(tries_left(&desk), 3);
    assert_eq!(sign(&desk, PIN, "out.pdf").status, 0);
    assert_eq!(tries_left(&desk), 5);
}

#[test]
fn a_try_that_is_killed_counts() {
    let desk = desk();
    for pause in [5, 60, 150, 400] {
        let before = tries_left(&desk);
        let mut command = desk.command(&["identity", "export", "A", "-o", "a.p12", "--pin-stdin"]);
        let mut child = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        std::io::Write::write_all(&mut input, b"wrong horse 1\nnew password 1\n").unwrap();
        drop(input);
        std::thread::sleep(std::time::Duration::from_millis(pause));
        let told = child.try_wait().unwrap().is_some();
        let _ = child.kill();
        let _ = child.wait();
        let after = tries_left(&desk);
        assert!(
            after == before - 1 || after == before && !told,
            "{before} tries, killed after {pause} ms, {after} left"
        );
        if after < 2 {
            break;
        }
    }
}
