//! How long the register takes with 1,000 people, 200 seals and a million rows of the stations' logs: prints milliseconds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Instant;

use jiff::Timestamp;
use registry::model::{Condition, Employment, Held, Person, Scope, Seal, SeenHead, TicketNeed};
use registry::store::{Doing, Store, UsageRow};
use registry::{State, Step};

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    println!("{what:42} {:>10.2} ms", begun.elapsed().as_secs_f64() * 1000.0);
    done
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("office.sqlite")).unwrap();
    let now = Timestamp::from_second(1_795_000_000).unwrap();
    let doing = Doing { who: "赵主任", at: now, why: "", attachments: &[], op: "" };
    timed("1,000 applications, each durable", || {
        for number in 0..1000 {
            let id = format!("P{number:04}");
            let held = Held {
                sha256: format!("{number:064x}"),
                serial: "01".into(),
                der: vec![7; 900],
                issued: now,
                until: now,
                ended: None,
                outside: false,
            };
            let person = Person {
                id: id.clone(),
                name: format!("张{number}"),
                department: format!("{}室", number % 20),
                employment: Employment::Regular,
                ends: None,
                id_number: String::new(),
                posts: Vec::new(),
                condition: Condition::OffSite,
                scope: Scope::default(),
                devices: Vec::new(),
                tokens: Vec::new(),
                training: None,
                review: None,
                state: State::Applied,
                certificates: vec![held],
                purpose: String::new(),
            };
            store.step(&id, Step::Apply, &doing, Some(person), |_| Ok(())).unwrap();
        }
    });
    for number in 0..200 {
        let seal = Seal {
            name: format!("专用章{number}"),
            artwork: String::new(),
            custodian: "P0001".into(),
            deputies: Vec::new(),
            scope: Scope::default(),
            needs: Vec::new(),
            ordered: false,
            ticket: TicketNeed::Always,
            approvers: vec!["P0002".into()],
            in_use: true,
        };
        store.keep_seal(&seal, "kept", &doing).unwrap();
    }
    let head = SeenHead {
        station: "laptop".into(),
        size: 1_000_000,
        root: String::new(),
        hash: String::new(),
        log: "log".into(),
        at: now,
    };
    let rows: Vec<UsageRow> = (0..1_000_000_u32)
        .map(|seq| UsageRow {
            seq,
            at: Timestamp::from_second(1_760_000_000 + i64::from(seq) * 30).unwrap(),
            action: "signed".into(),
            certificate: format!("{:064x}", seq % 1000),
            body: String::new(),
        })
        .collect();
    timed("a log of 1,000,000 rows taken over", || store.keep_station(&head, &rows).unwrap());
    let month =
        (Timestamp::from_second(1_780_000_000).unwrap(), Timestamp::from_second(1_782_592_000).unwrap());
    timed("a page of 100 people", || store.people("", None, 0, 100).unwrap());
    timed("people by text", || store.people("张77", None, 0, 100).unwrap());
    timed("people by state", || store.people("", Some(State::Applied), 900, 100).unwrap());
    timed("one person with their steps", || (store.person("P0500").unwrap(), store.events("P0500").unwrap()));
    timed("200 seals", || store.seals().unwrap());
    timed("whose certificate", || store.holder(&format!("{:064x}", 500)).unwrap());
    timed("the last use of a certificate", || store.last_use(&format!("{:064x}", 500)).unwrap());
    timed("signatures of a month by certificate", || store.signed_counts(month.0, month.1).unwrap());
    timed("all 1,000 people, for a directory", || store.people("", None, 0, 100_000).unwrap());
}
