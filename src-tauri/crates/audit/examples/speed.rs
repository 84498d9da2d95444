//! Measures the log: `cargo run --release -p audit --example speed`.

use audit::{Action, Error, Filter, Log, Record};
use jiff::Timestamp;
use std::time::{Duration, Instant};

const ROWS: u32 = 20_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let log = Log::open(folder.path().join("usage.db"))?;
    let record = Record {
        note: Some("a remark of the usual length".repeat(6)),
        ..Record::new(Action::Signed, Timestamp::UNIX_EPOCH)
    };
    let appending = timed(|| (0..ROWS).try_for_each(|_| log.append(&record).map(drop)))?;
    let verifying = timed(|| log.verify().map(drop))?;
    let searching = timed(|| log.count(&Filter { text: "nowhere".into(), ..Filter::default() }).map(drop))?;
    let exporting = timed(|| log.export_json(&Filter::default(), &mut std::io::sink()).map(drop))?;
    for (name, time) in
        [("append", appending), ("verify", verifying), ("search", searching), ("export", exporting)]
    {
        println!("{name}: {:>9.0} rows/s", f64::from(ROWS) / time.as_secs_f64());
    }
    Ok(())
}

fn timed(work: impl FnOnce() -> Result<(), Error>) -> Result<Duration, Error> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}
