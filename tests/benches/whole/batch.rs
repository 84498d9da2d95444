//! Two hundred small reports in one process, beside two hundred bare RSA operations on all cores.

use super::cost::{Job, words};
use super::{Bench, peers};
use std::fs;
use tests::kit::pdf::Listing;
use tests::kit::village::{PASSWORD, Village};
use tests::kit::{structures, tools};

const FILES: usize = 200;
const ROUNDS: usize = 7;

/// Prints the table.
pub fn measure(bench: &Bench) {
    let (from, to, key) =
        (bench.folder.join("many"), bench.folder.join("many-out"), bench.folder.join("bare.der"));
    fs::create_dir_all(&from).unwrap();
    for number in 0..FILES {
        fs::write(from.join(format!("{number:03}.pdf")), structures::report(Listing::Table, 1).bytes())
            .unwrap();
    }
    let pem = Village::get().key("zhang-2048");
    tools::succeed(
        "openssl",
        &[
            "pkcs8",
            "-topk8",
            "-nocrypt",
            "-in",
            pem.to_str().unwrap(),
            "-outform",
            "DER",
            "-out",
            key.to_str().unwrap(),
        ],
    );
    let (own, many) = (std::env::current_exe().unwrap(), FILES.to_string());
    let secret = format!("{PASSWORD}\n");
    let ours = words(&[
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
    let mut jobs = vec![
        Job::new("bare RSA-2048 on all cores", words(&[&own, &"--bare-rsa", &key, &many]), "", None),
        Job::new("vermilion sign --batch", ours, &secret, Some(&to)),
    ];
    jobs.extend(peers::pyhanko_signs_many(&from, &to, &bench.key_file, PASSWORD));
    println!("\n{FILES} small reports, one process, RSA-2048");
    println!(
        "{:40}{:>10}{:>14}{:>18}{:>10}{:>12}{:>12}",
        "", "wall s", "processor s", "processor ms/file", "peak MiB", "× wall", "× processor"
    );
    let mut bare = None;
    for job in jobs {
        let Some(cost) = job.measure(&bench.folder, ROUNDS) else { continue };
        let least = *bare.get_or_insert(cost);
        let each = cost.processor * 1e3 / FILES as f64;
        println!(
            "{:40}{:>10.3}{:>14.3}{each:>18.2}{:>10.1}{:>12.2}{:>12.2}",
            job.name,
            cost.wall,
            cost.processor,
            cost.peak,
            cost.wall / least.wall,
            cost.processor / least.processor
        );
        job.forget();
    }
}
