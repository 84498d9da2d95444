//! Measures the log at a million rows as long as real ones: `cargo run --release -p audit --example speed`.

use audit::{Action, Consent, Digest, Document, Error, Filter, Identity, Log, Record, Who};
use jiff::{SignedDuration, Timestamp};
use std::time::{Duration, Instant};

const ROWS: u64 = 1_000_000;
const PEOPLE: [&str; 4] = ["张三", "李四", "王五", "赵六"];

fn record(row: u64) -> Record {
    let name = format!("检测报告-2026-{row:07}.pdf");
    let who = PEOPLE[row as usize % PEOPLE.len()].to_owned();
    Record {
        document: Some(Document {
            before: Some(Digest::of(&[name.as_bytes()])),
            after: Some(Digest::of(&[name.as_bytes(), b"signed"])),
            size: Some(100_000 + row),
            name,
        }),
        identity: Some(Identity { id: format!("{:032x}", row % 4), label: who.clone(), certificate: None }),
        who: Who { name: Some(who), account: Some("laboratory".into()) },
        device: Some("laptop-7".into()),
        place: Some("某检测有限公司 三楼".into()),
        consent: Some(Consent {
            id: "consent".into(), text: "我已逐页阅读本报告并确认内容。".into()
        }),
        params: [("page", "1"), ("reason", "批准"), ("rules", "R01 R07 R12")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        ..Record::new(
            if row % 10_000 == 7 { Action::WrongPin } else { Action::Signed },
            Timestamp::UNIX_EPOCH + SignedDuration::from_secs(row as i64 * 30),
        )
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let log = Log::open(folder.path().join("usage.db"))?;
    let filling = timed(|| {
        (0..ROWS).step_by(5000).try_for_each(|begin| {
            log.append_all(&(begin..begin + 5000).map(record).collect::<Vec<_>>()).map(drop)
        })
    })?;
    println!("append, 5,000 at once: {:.0} rows/s", ROWS as f64 / filling.as_secs_f64());
    for (name, time) in [
        ("verify", timed(|| log.verify().map(drop))?),
        ("fill the index", timed(|| log.fill_index())?),
        ("check the index", timed(|| log.check_index().map(drop))?),
    ] {
        println!("{name}: {:.0} rows/s", ROWS as f64 / time.as_secs_f64());
    }
    let page = |filter: Filter| Filter { limit: Some(50), ..filter };
    for (name, filter) in [
        ("rare action", Filter { actions: vec![Action::WrongPin], ..Filter::default() }),
        ("common action", Filter { actions: vec![Action::Signed], ..Filter::default() }),
        ("a name of two characters", Filter { text: "张三".into(), ..Filter::default() }),
        ("a number", Filter { text: "0777777".into(), ..Filter::default() }),
        ("nowhere", Filter { text: "nowhere".into(), ..Filter::default() }),
        (
            "a document",
            Filter {
                document: Some(Digest::of(&["检测报告-2026-0500000.pdf".as_bytes()])),
                ..Filter::default()
            },
        ),
    ] {
        let filter = page(filter);
        let found = timed(|| log.find(&filter).map(drop))?;
        let read = timed(|| log.query(&filter).map(drop))?;
        println!("{name}: {:.1} ms by the index, {:.1} ms by the rows", millis(found), millis(read));
    }
    for entry in std::fs::read_dir(folder.path())? {
        let entry = entry?;
        println!("{}: {} MB", entry.file_name().to_string_lossy(), entry.metadata()?.len() / 1_000_000);
    }
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn timed(work: impl FnOnce() -> Result<(), Error>) -> Result<Duration, Error> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}
