//! Verifying, beside the SHA-256 of the same file in the same run: one signature on a huge file, fifty on one file, half a
//! million objects in one revision and in two, a thousand small reports.

use super::cost::{Cost, Job, words};
use super::{Bench, peers};
use std::fs;
use std::path::{Path, PathBuf};
use tests::kit::pdf::Listing;
use tests::kit::village::{PASSWORD, Village};
use tests::kit::{huge, structures};

const ROUNDS: usize = 3;
const SIGNATURES: usize = 50;
const FILES: usize = 1_000;
const OBJECTS: u32 = 500_000;

/// Prints a table for each file.
pub fn measure(bench: &Bench) {
    let megabytes = super::megabytes();
    let plain = bench.folder.join("plain.pdf");
    huge::picture(&plain, megabytes * 1_000_000);
    one(bench, &format!("{megabytes} MB, one signature"), &signed(bench, &plain, 1));
    let signatures = format!("{megabytes} MB, {SIGNATURES} signatures");
    one(bench, &signatures, &signed(bench, &plain, SIGNATURES));
    type Maker = fn(&Path, u32);
    let makers: [(&str, Maker); 2] =
        [("table", huge::objects_in_table), ("object streams", huge::objects_in_streams)];
    for (kind, make) in makers {
        make(&plain, OBJECTS);
        for times in [1, 2] {
            let revisions = if times == 1 { "one revision" } else { "two revisions" };
            let name = format!("{OBJECTS} objects, {kind}, {revisions}");
            one(bench, &name, &signed(bench, &plain, times));
        }
    }
    let _ = fs::remove_file(plain);
    thousand(bench);
}

/// The file with so many signatures, one after the other.
fn signed(bench: &Bench, plain: &Path, times: usize) -> PathBuf {
    let (mut from, mut to) = (bench.folder.join("signed-a.pdf"), bench.folder.join("signed-b.pdf"));
    fs::copy(plain, &from).unwrap();
    for _ in 0..times {
        let sign =
            words(&[&bench.program, &"sign", &from, &"-o", &to, &"--p12", &bench.key_file, &"--pin-stdin"]);
        Job::new("signing", sign, &format!("{PASSWORD}\n"), Some(&to)).once(&bench.folder);
        std::mem::swap(&mut from, &mut to);
    }
    let _ = fs::remove_file(to);
    from
}

fn one(bench: &Bench, name: &str, file: &Path) {
    let (root, own) = (Village::get().root(), std::env::current_exe().unwrap());
    let mut jobs = vec![
        Job::new("SHA-256 of the file (sha2)", words(&[&own, &"--hash", &file]), "", None),
        Job::new("SHA-256 of the file (openssl)", words(&[&"openssl", &"dgst", &"-sha256", &file]), "", None),
        Job::new(
            "vermilion verifies",
            words(&[&bench.program, &"verify", &"--trust", &root, &file]),
            "",
            None,
        ),
    ];
    jobs.extend(peers::verifiers(file));
    let size = fs::metadata(file).unwrap().len();
    println!("\n{name} ({:.1} MB)", size as f64 / 1e6);
    print(bench, &jobs, 1);
    let _ = fs::remove_file(file);
}

fn thousand(bench: &Bench) {
    let (from, to) = (bench.folder.join("thousand"), bench.folder.join("thousand-signed"));
    fs::create_dir_all(&from).unwrap();
    for number in 0..FILES {
        let bytes = structures::report(Listing::Table, 1).bytes();
        fs::write(from.join(format!("{number:04}.pdf")), bytes).unwrap();
    }
    let batch = words(&[
        &bench.program,
        &"sign",
        &"--batch",
        &from,
        &"-o",
        &to,
        &"--p12",
        &bench.key_file,
        &"--pin-stdin",
    ]);
    Job::new("signing", batch, &format!("{PASSWORD}\n"), Some(&to)).once(&bench.folder);
    let mut files: Vec<_> = fs::read_dir(&to).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "pdf"));
    files.sort();
    let root = Village::get().root();
    let mut ours = words(&[&bench.program, &"verify", &"--trust", &root]);
    ours.extend(files.iter().map(|file| file.clone().into_os_string()));
    let mut jobs = vec![Job::new("vermilion verifies", ours, "", None)];
    jobs.extend(peers::pyhanko_verifies_many(&to, &root));
    println!("\n{} small signed reports, one process", files.len());
    print(bench, &jobs, files.len());
    for folder in [from, to] {
        let _ = fs::remove_dir_all(folder);
    }
}

/// A row for each job; the ratios are to the first.
fn print(bench: &Bench, jobs: &[Job], files: usize) {
    println!(
        "{:34}{:>10}{:>14}{:>18}{:>10}{:>10}{:>14}",
        "", "wall s", "processor s", "processor ms/file", "peak MiB", "× wall", "× processor"
    );
    let mut first: Option<Cost> = None;
    for job in jobs {
        let Some(cost) = job.measure(&bench.folder, ROUNDS) else { continue };
        let bare = *first.get_or_insert(cost);
        println!(
            "{:34}{:>10.3}{:>14.3}{:>18.2}{:>10.1}{:>10.2}{:>14.2}",
            job.name,
            cost.wall,
            cost.processor,
            cost.processor * 1e3 / files as f64,
            cost.peak,
            cost.wall / bare.wall,
            cost.processor / bare.processor
        );
    }
}
