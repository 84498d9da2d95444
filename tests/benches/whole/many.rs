//! A thousand small signed reports, verified in one process on all cores.

use super::cost::Job;
use super::{Bench, peers};
use std::fs;
use tests::kit::pdf::Listing;
use tests::kit::structures;
use tests::kit::village::{PASSWORD, Village};

const FILES: usize = 1000;
const ROUNDS: usize = 5;

/// Prints the table.
pub fn measure(bench: &Bench) {
    let (plain, signed, folder) =
        (bench.folder.join("plain.pdf"), bench.folder.join("one.pdf"), bench.folder.join("signed-many"));
    fs::write(&plain, structures::report(Listing::Table, 1).bytes()).unwrap();
    let secret = format!("{PASSWORD}\n");
    let sign = super::cost::words(&[
        &bench.program,
        &"sign",
        &plain,
        &"-o",
        &signed,
        &"--p12",
        &bench.key_file,
        &"--pin-stdin",
    ]);
    Job::new("signing one", sign, &secret, Some(&signed)).measure(&bench.folder, 1).expect("a signed report");
    fs::create_dir_all(&folder).unwrap();
    for number in 0..FILES {
        fs::copy(&signed, folder.join(format!("{number:04}.pdf"))).unwrap();
    }
    let root = Village::get().root();
    let ours = super::cost::words(&[&bench.program, &"verify", &"--json", &"--trust", &root, &folder]);
    let mut jobs = vec![Job::new("vermilion verify FOLDER --json", ours, "", None)];
    jobs.extend(peers::pyhanko_verifies_many(&folder, &root));
    println!("\n{FILES} small signed reports, one process, RSA-2048, the log written");
    println!(
        "{:40}{:>10}{:>14}{:>18}{:>10}{:>12}",
        "", "wall s", "processor s", "processor ms/file", "peak MiB", "× processor"
    );
    let mut first = f64::NAN;
    for job in jobs {
        let Some(cost) = job.measure(&bench.folder, ROUNDS) else { continue };
        first = if first.is_nan() { cost.processor } else { first };
        let each = cost.processor * 1e3 / FILES as f64;
        println!(
            "{:40}{:>10.3}{:>14.3}{each:>18.2}{:>10.1}{:>12.1}",
            job.name,
            cost.wall,
            cost.processor,
            cost.peak,
            cost.processor / first
        );
    }
}
