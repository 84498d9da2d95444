//! Huge files, beside reading the file once for its SHA-256 and copying it, durably.

use super::cost::{Job, words};
use super::{Bench, peers};
use std::fs;
use std::path::Path;
use tests::kit::huge;
use tests::kit::village::{PASSWORD, Village};

const ROUNDS: usize = 3;

/// Makes a file at a path.
type Maker = Box<dyn Fn(&Path)>;

/// Prints a table for each file.
pub fn measure(bench: &Bench) {
    let megabytes = super::megabytes();
    let files: [(String, Maker); 3] = [
        (format!("{megabytes} MB scan"), Box::new(move |path| huge::picture(path, megabytes * 1_000_000))),
        ("500,000 objects, table".to_owned(), Box::new(|path| huge::objects_in_table(path, 500_000))),
        (
            "500,000 objects, object streams".to_owned(),
            Box::new(|path| huge::objects_in_streams(path, 500_000)),
        ),
    ];
    for (name, make) in files {
        let input = bench.folder.join("in.pdf");
        make(&input);
        let size = fs::metadata(&input).unwrap().len();
        println!("\n{name} ({:.1} MB)", size as f64 / 1e6);
        println!(
            "{:34}{:>10}{:>12}{:>12}{:>10}{:>14}{:>18}",
            "", "wall s", "processor s", "peak MiB", "× wall", "× processor", "processor + ms"
        );
        one(bench, &input);
    }
}

fn one(bench: &Bench, input: &Path) {
    let (out, signed) = (bench.folder.join("out.pdf"), bench.folder.join("signed.pdf"));
    let (root, own) = (Village::get().root(), std::env::current_exe().unwrap());
    let ours =
        words(&[&bench.program, &"sign", &input, &"-o", &out, &"--p12", &bench.key_file, &"--pin-stdin"]);
    let mut jobs = vec![
        Job::new(
            "SHA-256 and copy, durable",
            words(&[&own, &"--hash-and-copy", &input, &out]),
            "",
            Some(&out),
        ),
        Job::new("vermilion signs", ours, &format!("{PASSWORD}\n"), Some(&out)),
        Job::new(
            "vermilion verifies",
            words(&[&bench.program, &"verify", &"--trust", &root, &signed]),
            "",
            None,
        ),
    ];
    jobs.extend(peers::verifiers(&signed));
    let work =
        peers::Work { input, output: &out, key_file: &bench.key_file, password: PASSWORD, picture: None };
    jobs.extend(peers::signers(&work));
    let mut least = None;
    for job in jobs {
        let Some(cost) = job.measure(&bench.folder, ROUNDS) else { continue };
        let bare = *least.get_or_insert(cost);
        if job.name == "vermilion signs" {
            let _ = fs::rename(&out, &signed); // what the readers read
        }
        println!(
            "{:34}{:>10.2}{:>12.2}{:>12.1}{:>10.2}{:>14.2}{:>18.0}",
            job.name,
            cost.wall,
            cost.processor,
            cost.peak,
            cost.wall / bare.wall,
            cost.processor / bare.processor,
            (cost.processor - bare.processor) * 1e3
        );
        job.forget();
    }
    let _ = fs::remove_file(signed);
}
