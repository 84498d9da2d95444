//! How many bytes an invisible RSA-2048 signature with a chain of two certificates adds.

use super::cost::{Job, words};
use super::{Bench, peers};
use std::fs;
use tests::kit::pdf::Listing;
use tests::kit::structures;
use tests::kit::village::PASSWORD;

/// Prints the table.
pub fn measure(bench: &Bench) {
    println!(
        "\nGrowth by an invisible RSA-2048 B-B signature with two certificates\n{:40}{:>14}{:>14}",
        "", "table", "object streams"
    );
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for listing in [Listing::Table, Listing::Packed] {
        let (input, output) = (bench.folder.join("grow.pdf"), bench.folder.join("grow-out.pdf"));
        let bytes = structures::report(listing, 3).bytes();
        fs::write(&input, &bytes).unwrap();
        let ours = words(&[
            &bench.program,
            &"sign",
            &input,
            &"-o",
            &output,
            &"--p12",
            &bench.key_file,
            &"--pin-stdin",
        ]);
        let mut jobs = vec![Job::new("vermilion", ours, &format!("{PASSWORD}\n"), Some(&output))];
        let work = peers::Work {
            input: &input,
            output: &output,
            key_file: &bench.key_file,
            password: PASSWORD,
            picture: None,
        };
        jobs.extend(peers::signers(&work));
        for job in jobs {
            let made = job.measure(&bench.folder, 1).and_then(|_| fs::metadata(&output).ok());
            let grown = made.map_or("–".to_owned(), |made| (made.len() - bytes.len() as u64).to_string());
            match rows.iter_mut().find(|(name, _)| *name == job.name) {
                Some((_, columns)) => columns.push(grown),
                None => rows.push((job.name.clone(), vec![grown])),
            }
            job.forget();
        }
    }
    for (name, columns) in rows {
        println!("{name:40}{}", columns.iter().map(|column| format!("{column:>14}")).collect::<String>());
    }
}
