//! The whole program on huge files, beside the least that any signer has to do: reading the file once for its SHA-256 and
//! copying it, durably. Prints a table; asserts nothing, because a busy machine is no fault of the program.
//!
//! `cargo bench -p tests --bench whole` after `cargo build --release -p cli`. The files, about 1.2 GB with the results, stand in
//! `target/bench-files` and are removed at the end.

// A benchmark that cannot go on stops with what it was about.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use sha2::{Digest as _, Sha256};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tests::kit::village::{PASSWORD, Village};
use tests::kit::{huge, target, tools};

/// Odd, so that one of them is in the middle.
const ROUNDS: usize = 3;

/// What one run took: seconds of wall and processor, MiB at the peak.
#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    processor: f64,
    peak: f64,
}

fn main() {
    let words: Vec<OsString> = std::env::args_os().collect();
    if let [_, task, from, to] = &words[..]
        && task == "--hash-and-copy"
    {
        return hash_and_copy(Path::new(from), Path::new(to));
    }
    let program =
        std::env::var_os("VERMILION_CLI").map_or_else(|| target().join("release/vermilion"), PathBuf::from);
    assert!(program.is_file(), "{} is missing: cargo build --release -p cli", program.display());
    let folder = target().join("bench-files");
    fs::create_dir_all(&folder).unwrap();
    let megabytes = std::env::var("MEGABYTES").ok().and_then(|number| number.parse().ok()).unwrap_or(500);
    let files: [(String, Maker); 3] = [
        (format!("{megabytes} MB picture"), Box::new(move |path| huge::picture(path, megabytes * 1_000_000))),
        ("500,000 objects, table".to_owned(), Box::new(|path| huge::objects_in_table(path, 500_000))),
        (
            "500,000 objects, object streams".to_owned(),
            Box::new(|path| huge::objects_in_streams(path, 500_000)),
        ),
    ];
    for (name, make) in files {
        let path = folder.join("in.pdf");
        make(&path);
        let size = fs::metadata(&path).unwrap().len();
        println!("\n{name} ({:.1} MB)", size as f64 / 1e6);
        println!(
            "{:34}{:>10}{:>12}{:>12}{:>10}{:>14}",
            "", "wall s", "processor s", "peak MiB", "× wall", "processor + s"
        );
        measure(&program, &folder, &path);
    }
    fs::remove_dir_all(folder).unwrap();
}

/// The least that there is to do.
fn hash_and_copy(from: &Path, to: &Path) {
    let (mut file, mut state, mut chunk) = (File::open(from).unwrap(), Sha256::new(), vec![0; 1 << 20]);
    loop {
        match file.read(&mut chunk).unwrap() {
            0 => break,
            read => state.update(&chunk[..read]),
        }
    }
    fs::copy(from, to).unwrap();
    File::open(to).unwrap().sync_all().unwrap();
    println!("{}", hex::encode(state.finalize()));
}

/// Makes a file at a path.
type Maker = Box<dyn Fn(&Path)>;
/// A name for the table, the command, and what it reads from standard input.
type Job = (&'static str, Vec<OsString>, String);

fn measure(program: &Path, folder: &Path, path: &Path) {
    let (out, signed) = (folder.join("out.pdf"), folder.join("signed.pdf"));
    let village = Village::get();
    let root = village.root();
    let words = |words: &[&dyn AsRef<std::ffi::OsStr>]| {
        words.iter().map(|word| word.as_ref().to_owned()).collect::<Vec<_>>()
    };
    let key_file = village.key_file("zhang-3072");
    let own = std::env::current_exe().unwrap();
    let mut jobs: Vec<Job> = vec![
        ("SHA-256 and copy, durable", words(&[&own, &"--hash-and-copy", &path, &out]), String::new()),
        (
            "vermilion sign",
            words(&[&program, &"sign", &path, &"-o", &out, &"--p12", &key_file, &"--pin-stdin"]),
            format!("{PASSWORD}\n"),
        ),
        ("vermilion verify", words(&[&program, &"verify", &"--trust", &root, &signed]), String::new()),
    ];
    if installed("pdfsig", "-v") {
        jobs.push(("pdfsig (verifies)", words(&[&"pdfsig", &"-nocert", &signed]), String::new()));
    }
    if installed("mutool", "-v") {
        jobs.push(("mutool sign -v (verifies)", words(&[&"mutool", &"sign", &"-v", &signed]), String::new()));
    }
    let python = tools::python();
    if Command::new(&python)
        .args(["-c", "import pyhanko"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
    {
        let script = PYHANKO.to_owned();
        jobs.push((
            "pyHanko (signs)",
            words(&[&python, &"-c", &script, &path, &out, &key_file, &PASSWORD]),
            String::new(),
        ));
    }
    // Once before the clock runs, so that the file is in memory for everybody; its result is what the readers read.
    run(&jobs[1], folder, &out);
    fs::rename(&out, &signed).unwrap();
    let mut costs = vec![Vec::new(); jobs.len()];
    for _ in 0..ROUNDS {
        for (job, costs) in jobs.iter().zip(&mut costs) {
            costs.extend(run(job, folder, &out));
            let _ = fs::remove_file(&out);
        }
    }
    let middle = |costs: &[Cost], by: fn(&Cost) -> f64| {
        let mut all: Vec<_> = costs.iter().map(by).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let least = (middle(&costs[0], |cost| cost.wall), middle(&costs[0], |cost| cost.processor));
    for ((name, ..), costs) in jobs.iter().zip(&costs) {
        let (wall, processor) = (middle(costs, |cost| cost.wall), middle(costs, |cost| cost.processor));
        let peak = middle(costs, |cost| cost.peak);
        println!(
            "{name:34}{wall:>10.2}{processor:>12.2}{peak:>12.1}{:>10.2}{:>14.2}",
            wall / least.0,
            processor - least.1
        );
    }
}

const PYHANKO: &str = "
import sys
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
source, target, key_file, password = sys.argv[1:]
signer = signers.SimpleSigner.load_pkcs12(key_file, passphrase=password.encode())
with open(source, 'rb') as file, open(target, 'wb') as out:
    signers.PdfSigner(signers.PdfSignatureMetadata(field_name='S'), signer).sign_pdf(IncrementalPdfFileWriter(file), output=out)
";

fn installed(program: &str, word: &str) -> bool {
    Command::new(program).arg(word).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Runs a job under `time`; nothing where it failed, with a note.
fn run((name, words, input): &Job, folder: &Path, out: &Path) -> Option<Cost> {
    let figures = folder.join("figures");
    let mut command = Command::new("/usr/bin/time");
    command.args(["-q", "-f", "%e %U %S %M", "-o"]).arg(&figures).args(words);
    command
        .env("VERMILION_HOME", folder.join("profile"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("/usr/bin/time (the package `time`)");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    if !output.status.success() {
        println!(
            "{name}: {} {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default()
        );
        let _ = fs::remove_file(out);
        return None;
    }
    let text = fs::read_to_string(figures).unwrap();
    let numbers: Vec<f64> = text.split_whitespace().map(|number| number.parse().unwrap()).collect();
    let [wall, user, system, peak] = numbers[..] else { panic!("{text}") };
    Some(Cost { wall, processor: user + system, peak: peak / 1024.0 })
}
