//! Unsigned files of many producers: each is signed and verifies, or is refused with a clear reason. None crashes.

use std::collections::BTreeMap;
use tests::kit::command::Desk;
use tests::kit::{shared, tools};

/// What became of one file.
fn outcome(desk: &Desk, number: usize, path: &std::path::Path) -> Result<&'static str, String> {
    let (input, output) = (format!("{number}.pdf"), format!("{number}-signed.pdf"));
    desk.put(&input, std::fs::read(path).unwrap());
    let ran = desk.sign(&input, &output, &[]);
    match ran.status {
        0 => {}
        4 | 5
            if ran.err.lines().count() >= 2
                && !ran.err.contains("failure-")
                && !desk.path(&output).exists() =>
        {
            println!("refused: {}: {}", path.display(), ran.err.lines().next().unwrap_or_default());
            return Ok("refused with a reason");
        }
        other => return Err(format!("status {other}: {}", ran.err)),
    }
    let (report, status) = desk.verify(&output, &[]);
    if status != 0 {
        return Err(format!("we do not pass it ({status}): {:#}", report["signatures"]));
    }
    let poppler = tools::pdfsig(&desk.path(&output), None);
    if poppler.iter().any(|verdict| verdict != "Signature is Valid.") || poppler.is_empty() {
        return Err(format!("pdfsig: {poppler:?}"));
    }
    let rank = |status: i32| [0, 3, 2].iter().position(|known| *known == status);
    let (before, after) =
        (tools::qpdf_check(&desk.path(&input), None), tools::qpdf_check(&desk.path(&output), None));
    if rank(after.0) > rank(before.0) {
        return Err(format!("qpdf: {} became {}: {}", before.0, after.0, after.1));
    }
    Ok("signed and valid")
}

#[test]
fn unsigned_files_of_many_producers() {
    let Some(corpus) = shared::folder("corpus") else { return };
    let desk = Desk::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (number, row) in shared::rows(&corpus.join("manifest.csv")).iter().enumerate() {
        let path = corpus.join(&row["path"]);
        if row["expected"] != "not-signed" || !path.is_file() {
            continue;
        }
        match outcome(&desk, number, &path) {
            Ok(word) => *counts.entry(word).or_default() += 1,
            Err(fault) => faults.push(format!("{}: {fault}", row["path"])),
        }
    }
    println!("{counts:?}, {} faults", faults.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(counts.get("signed and valid").is_some_and(|signed| *signed >= 50), "{counts:?}");
}
