//! A small report gets a visible seal: the whole process, start to end.

use super::cost::{Job, words};
use super::{Bench, peers};
use std::fs;
use tests::kit::pdf::Listing;
use tests::kit::village::PASSWORD;
use tests::kit::{project, samples, structures};

const ROUNDS: usize = 15;

/// Prints the table.
pub fn measure(bench: &Bench) {
    let picture = bench.folder.join("seal.png");
    fs::write(&picture, samples::ring()).unwrap();
    let reports = [
        ("3 pages of text", structures::report(Listing::Table, 3).bytes()),
        ("the sample report", fs::read(project().join("assets/samples/report-JC-2026-0417.pdf")).unwrap()),
    ];
    for (title, bytes) in reports {
        let (input, output, signed) = (
            bench.folder.join("small.pdf"),
            bench.folder.join("small-out.pdf"),
            bench.folder.join("small-signed.pdf"),
        );
        fs::write(&input, &bytes).unwrap();
        let secret = format!("{PASSWORD}\n");
        let common = [
            &bench.program as &dyn AsRef<std::ffi::OsStr>,
            &"sign",
            &input,
            &"-o",
            &output,
            &"--p12",
            &bench.key_file,
            &"--pin-stdin",
        ];
        let seal: [&dyn AsRef<std::ffi::OsStr>; 8] =
            [&"--image", &picture, &"--page", &"last", &"--at", &"120,240", &"--size", &"40"];
        let mut jobs = vec![
            Job::new(
                "vermilion signs, visible seal",
                words(&[&common[..], &seal].concat()),
                &secret,
                Some(&output),
            ),
            Job::new("vermilion signs, invisible", words(&common), &secret, Some(&output)),
            Job::new(
                "vermilion starts and says its version",
                words(&[&bench.program, &"--version"]),
                "",
                None,
            ),
        ];
        jobs.extend(peers::signers(&peers::Work {
            input: &input,
            output: &output,
            key_file: &bench.key_file,
            password: PASSWORD,
            picture: Some(&picture),
        }));
        println!(
            "\nSmall report, whole process: {title} ({:.1} kB); key file derived in one round",
            bytes.len() as f64 / 1e3
        );
        println!("{:40}{:>10}{:>14}{:>10}{:>10}", "", "wall ms", "processor ms", "peak MiB", "× ours");
        let mut ours = f64::NAN;
        for job in &jobs {
            let Some(cost) = job.measure(&bench.folder, ROUNDS) else { continue };
            if ours.is_nan() {
                ours = cost.processor;
                fs::copy(&output, &signed).unwrap();
            }
            print(job, cost, ours);
        }
        for job in peers::verifiers(&signed) {
            if let Some(cost) = job.measure(&bench.folder, ROUNDS) {
                print(&job, cost, ours);
            }
        }
        mutool(bench, &secret);
    }
}

/// MuPDF signs fields that are there: the same work for both.
fn mutool(bench: &Bench, secret: &str) {
    let (input, output) = (bench.folder.join("field.pdf"), bench.folder.join("field-out.pdf"));
    fs::write(&input, structures::with_fields(Listing::Table, true).bytes()).unwrap();
    let work = peers::Work {
        input: &input,
        output: &output,
        key_file: &bench.key_file,
        password: PASSWORD,
        picture: None,
    };
    let ours = words(&[
        &bench.program,
        &"sign",
        &input,
        &"-o",
        &output,
        &"--p12",
        &bench.key_file,
        &"--pin-stdin",
        &"--field",
        &"Inspector",
        &"--text",
    ]);
    let jobs = [
        Some(Job::new("vermilion signs a field, its text", ours, secret, Some(&output))),
        peers::mutool_signs(&work, "10"),
    ];
    let mut first = f64::NAN;
    for job in jobs.into_iter().flatten() {
        let Some(cost) = job.measure(&bench.folder, ROUNDS) else { continue };
        first = if first.is_nan() { cost.processor } else { first };
        print(&job, cost, first);
    }
}

fn print(job: &Job, cost: super::cost::Cost, ours: f64) {
    let (wall, processor) = (cost.wall * 1e3, cost.processor * 1e3);
    println!(
        "{:40}{wall:>10.1}{processor:>14.1}{:>10.1}{:>10.2}",
        job.name,
        cost.peak,
        cost.processor / ours
    );
}
