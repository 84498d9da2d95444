//! The office's register with 1,000 people, 200 seals and a million rows of the stations' logs; a usage log of a million rows.
//! Every query is to stay under 100 ms, the chain to be verified at more than 300,000 rows a second, a row to be appended in
//! less than 1 ms beside what the disk needs to have it for good.

use audit::{Action, ChainState, Filter, Log, Record};
use criterion::{Criterion, Throughput};
use jiff::Timestamp;
use registry::model::{Condition, Employment, Held, Person, Scope, Seal, SeenHead, TicketNeed};
use registry::store::{Counting, Doing, Store, UsageRow};
use registry::{State, Step};
use std::hint::black_box;

const PEOPLE: u32 = 1000;
const SEALS: u32 = 200;
const ROWS: u32 = 1_000_000;
/// A row every thirty seconds: a year.
const FIRST: i64 = 1_760_000_000;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

fn certificate(number: u32) -> String {
    format!("{number:064x}")
}

fn person(number: u32, now: Timestamp) -> Person {
    Person {
        id: format!("P{number:04}"),
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
        certificates: vec![Held {
            sha256: certificate(number),
            serial: "01".into(),
            der: vec![7; 900],
            issued: now,
            until: now,
            ended: None,
            outside: false,
        }],
        purpose: String::new(),
    }
}

fn seal(number: u32) -> Seal {
    Seal {
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
    }
}

fn filled(path: &std::path::Path) -> Store {
    let mut store = Store::open(path).unwrap();
    let now = at(FIRST);
    let doing = Doing { who: "赵主任", at: now, why: "", attachments: &[], op: "" };
    for number in 0..PEOPLE {
        let new = person(number, now);
        store.step(&new.id.clone(), Step::Apply, &doing, Some(new), |_| Ok(())).unwrap();
    }
    (0..SEALS).for_each(|number| store.keep_seal(&seal(number), "kept", &doing).unwrap());
    // Ten stations, a tenth of the rows each.
    for station in 0..10 {
        let head = SeenHead {
            station: format!("laptop {station}"),
            size: u64::from(ROWS / 10),
            root: String::new(),
            hash: String::new(),
            log: format!("log {station}"),
            at: now,
        };
        let rows: Vec<UsageRow> = (0..ROWS / 10)
            .map(|seq| UsageRow {
                seq,
                at: at(FIRST + i64::from(seq) * 300 + station),
                action: if seq % 4 == 3 { "opened" } else { "signed" }.into(),
                certificate: certificate((seq * 10 + u32::try_from(station).unwrap()) % PEOPLE),
                body: "{}".into(),
            })
            .collect();
        store.keep_station(&head, &rows).unwrap();
    }
    store
}

/// The register.
pub fn register(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("register");
    let folder = tempfile::tempdir().unwrap();
    let made = std::cell::OnceCell::new();
    let store = || made.get_or_init(|| filled(&folder.path().join("office.sqlite")));
    let (month, year) =
        ((at(FIRST + 10_000_000), at(FIRST + 12_592_000)), (at(FIRST), at(FIRST + 31_536_000)));
    group.bench_function("a page of 100 people", |b| {
        b.iter(|| black_box(store().people("", None, 0, 100).unwrap()))
    });
    group.bench_function("people by text", |b| {
        b.iter(|| black_box(store().people("张77", None, 0, 100).unwrap()))
    });
    group.bench_function("people by state", |b| {
        b.iter(|| black_box(store().people("", Some(State::Applied), 900, 100).unwrap()));
    });
    group.bench_function("all people, for a directory", |b| {
        b.iter(|| black_box(store().people("", None, 0, 100_000).unwrap()));
    });
    group.bench_function("one person with their steps", |b| {
        b.iter(|| black_box((store().person("P0500").unwrap(), store().events("P0500").unwrap())));
    });
    group.bench_function("whose certificate", |b| {
        b.iter(|| black_box(store().holder(&certificate(500)).unwrap()))
    });
    group.bench_function("200 seals", |b| b.iter(|| black_box(store().seals().unwrap())));
    group.bench_function("the last use of a certificate", |b| {
        b.iter(|| black_box(store().last_use(&certificate(500)).unwrap()));
    });
    group.bench_function("signatures of a month by certificate", |b| {
        b.iter(|| black_box(store().signed_counts(month.0, month.1, Counting::Tally).unwrap()));
    });
    group.bench_function("signatures of a year by certificate", |b| {
        b.iter(|| black_box(store().signed_counts(year.0, year.1, Counting::Tally).unwrap()));
    });
    group.bench_function("signatures of a year counted from the rows, for paper", |b| {
        b.iter(|| black_box(store().signed_counts(year.0, year.1, Counting::Rows).unwrap()));
    });
    group.bench_function("everything of a year by action", |b| {
        b.iter(|| black_box(store().action_counts(year.0, year.1, Counting::Tally).unwrap()));
    });
}

/// The usage log.
pub fn log(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("log");
    let folder = tempfile::tempdir().unwrap();
    let made = std::cell::OnceCell::new();
    let log = || {
        made.get_or_init(|| {
            let log = Log::open(folder.path().join("log.sqlite")).unwrap();
            for begin in (0..ROWS).step_by(5000) {
                let rows: Vec<Record> = (begin..begin + 5000).map(record).collect();
                log.append_all(&rows).unwrap();
            }
            log.fill_index().unwrap();
            log
        })
    };
    group.throughput(Throughput::Elements(u64::from(ROWS)));
    group.bench_function("verify a million rows", |b| {
        b.iter(|| assert!(matches!(log().verify().unwrap(), ChainState::Intact { .. })));
    });
    group.throughput(Throughput::Elements(1));
    group.bench_function("append to a million rows, on this disk", |b| {
        b.iter(|| black_box(log().append(&record(1)).unwrap()));
    });
    group.bench_function("the newest 50 rows", |b| {
        let newest = Filter { limit: Some(50), ..Filter::default() };
        b.iter(|| black_box(log().query(&newest).unwrap().entries.len()));
    });
    group.bench_function("rows by action", |b| {
        let signed = Filter { actions: vec![Action::LogExported], limit: Some(50), ..Filter::default() };
        b.iter(|| black_box(log().find(&signed).unwrap().entries.len()));
    });
    group.bench_function("rows by words", |b| {
        let words = Filter { text: "report 777777".into(), limit: Some(50), ..Filter::default() };
        b.iter(|| black_box(log().find(&words).unwrap().entries.len()));
    });
    // Where nothing has to wait for a disk, what is left is the log's own work.
    let memory = std::path::Path::new("/dev/shm");
    if memory.is_dir() {
        let folder = tempfile::tempdir_in(memory).unwrap();
        let small = Log::open(folder.path().join("log.sqlite")).unwrap();
        group.bench_function("append, without waiting for a disk", |b| {
            b.iter(|| black_box(small.append(&record(1)).unwrap()));
        });
    }
}

fn record(number: u32) -> Record {
    Record {
        note: Some(format!("report {number}.pdf")),
        ..Record::new(Action::Opened, at(FIRST + i64::from(number) * 30))
    }
}
