//! Many processes write one chain, and a process that is killed loses nothing it was told is safe.
//!
//! The other processes are this very test program, started again with [`CHILD`] set.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use audit::{Action, ChainState, Filter, Log, OpId, Order, Record};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// The log, the number of rows to write and the writer's name, separated by line feeds.
const CHILD: &str = "VERMILION_AUDIT_TEST_CHILD";

fn note(text: String) -> Record {
    Record { note: Some(text), ..Record::new(Action::Opened, Timestamp::UNIX_EPOCH) }
}

/// What the other processes run; in the test run itself there is nothing to do.
#[test]
fn child() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let [path, count, name] = task.split('\n').collect::<Vec<_>>()[..] else { panic!("{task}") };
    let log = Log::open(path).unwrap();
    for n in 0..count.parse::<u32>().unwrap() {
        let appended = log.append(&note(format!("{name} {n}"))).unwrap();
        println!("\nacked {}", appended.seq);
        std::io::stdout().flush().unwrap();
    }
}

fn start(path: &Path, count: u32, name: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env(CHILD, format!("{}\n{count}\n{name}", path.to_str().unwrap()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn eight_processes_write_one_chain() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("usage.db"); // nobody made it before: they also race for that
    let children: Vec<Child> = (0..8).map(|n| start(&path, 200, &format!("p{n}"))).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    let log = Log::open(&path).unwrap();
    let state = log.verify().unwrap();
    assert!(matches!(state, ChainState::Intact { head, .. } if head.size == 1600), "{state:?}");
    // Each writer's rows are all there, in the order in which it wrote them.
    let mut next: BTreeMap<String, u32> = BTreeMap::new();
    for entry in log.query(&Filter { order: Order::OldestFirst, ..Filter::default() }).unwrap().entries {
        let text = entry.record.note.unwrap();
        let (name, n) = text.split_once(' ').unwrap();
        let expected = next.entry(name.to_owned()).or_default();
        assert_eq!(n.parse::<u32>().unwrap(), *expected);
        *expected += 1;
    }
    assert_eq!(next.len(), 8);
}

/// A log that is made by several at once is there for each of them: none is told that another has it.
#[test]
fn many_make_one_log_at_once() {
    let folder = TempDir::new().unwrap();
    for round in 0..30 {
        let path = folder.path().join(format!("{round}.db"));
        let start = std::sync::Barrier::new(6);
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    start.wait();
                    let log = Log::open(&path).unwrap();
                    log.append(&note("first".to_owned())).unwrap();
                });
            }
        });
        assert_eq!(Log::open(&path).unwrap().head().unwrap().size, 6);
    }
}

#[test]
fn threads_share_one_log() {
    let folder = TempDir::new().unwrap();
    let log = Log::open(folder.path().join("usage.db")).unwrap();
    std::thread::scope(|scope| {
        for t in 0..4 {
            let log = &log;
            scope.spawn(move || {
                for n in 0..25 {
                    let op = Some(OpId::random().unwrap());
                    let record = Record { op, ..note(format!("{t} {n}")) };
                    log.intent(&record).unwrap();
                    log.done(&record).unwrap();
                    log.verify().unwrap();
                }
            });
        }
    });
    assert!(matches!(log.verify().unwrap(), ChainState::Intact { head, .. } if head.size == 200));
    assert!(log.open_intents().unwrap().is_empty());
}

#[test]
fn a_killed_process_leaves_every_acknowledged_row() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("usage.db");
    let mut acked = 0;
    for round in 0..15u64 {
        let mut child = start(&path, 100_000, "victim");
        let output = child.stdout.take().unwrap();
        let lines = std::thread::spawn(move || {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            lines.filter_map(|line| line.strip_prefix("acked ")?.parse::<u64>().ok()).max()
        });
        std::thread::sleep(Duration::from_millis(40 + round * 13));
        child.kill().unwrap();
        child.wait().unwrap();
        acked = lines.join().unwrap().unwrap_or(0).max(acked);

        let log = Log::open(&path).unwrap();
        let state = log.verify().unwrap();
        let ChainState::Intact { head, .. } = state else { panic!("round {round}: {state:?}") };
        assert!(head.size >= acked, "round {round}: {} rows, {acked} acknowledged", head.size);
        log.append(&note("after the kill".into())).unwrap();
    }
    assert!(acked > 15, "the victims wrote something");
}
