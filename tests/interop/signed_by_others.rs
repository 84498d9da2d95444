//! Files that others signed get one more signature from us, and what was said of the earlier ones stays true; or signing is
//! refused with the reason.

use crate::pyhanko;
use serde_json::Value;
use std::path::Path;
use tests::kit::command::Desk;
use tests::kit::{shared, tools};

/// The makers whose signed files are taken, by what their paths in the corpus begin with.
const MAKERS: [&str; 2] = ["pyhanko", "itext"];

/// What we, pdfsig and pyHanko say of the first `count` signatures.
#[derive(Debug, PartialEq)]
struct Said {
    ours: Vec<String>,
    pdfsig: Vec<String>,
    pyhanko: Vec<String>,
}

/// Integrity without the difference between nothing and allowed things behind it: our signature is such a thing.
fn ours(desk: &Desk, file: &str, count: Option<usize>) -> Vec<String> {
    let ran = desk.run(&["verify", "--json", file]);
    let report: Value = serde_json::from_str(&ran.out).unwrap_or_default();
    let all = report[0]["signatures"].as_array().cloned().unwrap_or_default();
    let word = |one: &Value| match one["integrity"].as_str().unwrap_or_default() {
        "intact" | "extended" => "whole".to_owned(),
        other => other.to_owned(),
    };
    all.iter().take(count.unwrap_or(all.len())).map(word).collect()
}

/// What pyHanko says of the bytes of each signature, and of the changes behind it.
fn pyhankos(answer: &Value, count: Option<usize>) -> Vec<String> {
    let Some(all) = answer.as_array() else { return vec![answer.as_str().unwrap_or_default().to_owned()] };
    let word =
        |one: &Value| format!("{} {}", one["intact"], changes(one["changes"].as_str().unwrap_or_default()));
    all.iter().take(count.unwrap_or(all.len())).map(word).collect()
}

/// Nothing, validation data and form filling are all allowed where a further signature is.
fn changes(level: &str) -> &str {
    if ["NONE", "LTA_UPDATES", "FORM_FILLING"].contains(&level) { "allowed" } else { level }
}

/// Signs one file; whether it was signed, or refused with the reason.
fn sign(desk: &Desk, (input, output): (&str, &str), path: &Path) -> Result<bool, String> {
    desk.put(input, std::fs::read(path).unwrap());
    let ran = desk.sign(input, output, &[]);
    match ran.status {
        0 if desk.read(output).starts_with(&desk.read(input)) => Ok(true),
        0 => Err("the bytes before are others".to_owned()),
        4 | 5 if ran.err.lines().count() >= 2 && !desk.path(output).exists() => {
            println!("refused: {}: {}", path.display(), ran.err.lines().next().unwrap_or_default());
            Ok(false)
        }
        other => Err(format!("status {other}: {}", ran.err)),
    }
}

/// Compares what was said before and after; `answers` are pyHanko's.
fn compare(desk: &Desk, (input, output): (&str, &str), answers: &[Value]) -> Result<(), String> {
    let last = ours(desk, output, None);
    let count = last.len().saturating_sub(1);
    let [before, after] = [(input, &answers[0]), (output, &answers[1])].map(|(name, answer)| Said {
        ours: ours(desk, name, None).into_iter().take(count).collect(),
        pdfsig: tools::pdfsig(&desk.path(name), None).into_iter().take(count).collect(),
        pyhanko: pyhankos(answer, Some(count)),
    });
    // Poppler overlooks signatures in fields without a form's list; what it does not see before it cannot say after.
    let seen = before.pdfsig.len();
    let after = Said { pdfsig: after.pdfsig.iter().take(seen).cloned().collect(), ..after };
    if before != after {
        return Err(format!("before {before:?}, after {after:?}"));
    }
    match last.last().map(String::as_str) {
        Some("whole") if ours(desk, input, None).len() == count => Ok(()),
        _ => Err(format!("with our own there are {last:?}")),
    }
}

#[test]
fn earlier_signatures_of_pyhanko_and_itext_stand() {
    let Some(corpus) = shared::folder("corpus") else { return };
    let desk = Desk::new();
    let (mut faults, mut refused, mut signed) = (Vec::new(), 0, Vec::new());
    for (number, row) in shared::rows(&corpus.join("manifest.csv")).iter().enumerate() {
        let path = corpus.join(&row["path"]);
        let has_signatures = row["signature_count"].parse::<usize>().is_ok_and(|count| count >= 1);
        let maker = MAKERS.iter().any(|maker| row["path"].starts_with(maker));
        if !has_signatures || !maker || row["expected"] != "valid" || !path.is_file() {
            continue;
        }
        let names = (format!("{number}.pdf"), format!("{number}-signed.pdf"));
        match sign(&desk, (&names.0, &names.1), &path) {
            Ok(true) => signed.push((row["path"].clone(), names)),
            Ok(false) => refused += 1,
            Err(fault) => faults.push(format!("{}: {fault}", row["path"])),
        }
    }
    let files: Vec<_> =
        signed.iter().flat_map(|(_, names)| [desk.path(&names.0), desk.path(&names.1)]).collect();
    let answers = pyhanko::judge(files.iter().map(|file| (file.as_path(), None)));
    for ((path, names), answers) in signed.iter().zip(answers.chunks(2)) {
        if let Err(fault) = compare(&desk, (&names.0, &names.1), answers) {
            faults.push(format!("{path}: {fault}"));
        }
    }
    println!("{} signed, {refused} refused with a reason, {} faults", signed.len(), faults.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(!signed.is_empty(), "the corpus has files that others signed");
}
