//! The whole program beside others in the same run, and beside the least that any signer has to do. Prints tables of ratios;
//! asserts nothing, because a busy machine is no fault of the program.
//!
//! `cargo bench -p tests --bench whole [-- small|huge|batch|growth|verifying]` after `cargo build --profile dist -p cli`. The files, about
//! 1.2 GB with the results, stand in `target/bench-files` and are removed at the end. Peers that are not installed are left
//! out; endesive is measured where `target/endesive` is a Python environment that has it.

// A benchmark that cannot go on stops with what it was about.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bare;
mod batch;
mod cost;
mod growth;
mod huge;
mod peers;
mod small;
mod verifying;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use tests::kit::target;
use tests::kit::tools;
use tests::kit::village::{PASSWORD, Village};

/// Where everything stands.
pub struct Bench {
    /// The build that is handed out.
    pub program: PathBuf,
    /// For files.
    pub folder: PathBuf,
    /// RSA-2048 with two certificates, under [`PASSWORD`], derived in one round: what a key file's derivation costs is its
    /// maker's choice and the same for everybody.
    pub key_file: PathBuf,
}

/// A part of the table.
type Part = fn(&Bench);

fn main() {
    let words: Vec<OsString> = std::env::args_os().collect();
    match &words[..] {
        [_, task, from, to] if task == "--hash-and-copy" => {
            return bare::hash_and_copy(Path::new(from), Path::new(to));
        }
        [_, task, file] if task == "--hash" => return println!("{}", bare::hash(Path::new(file))),
        [_, task, key, count] if task == "--bare-rsa" => {
            return bare::rsa(Path::new(key), count.to_str().unwrap().parse().unwrap());
        }
        _ => {}
    }
    let program =
        std::env::var_os("VERMILION_CLI").map_or_else(|| target().join("dist/vermilion"), PathBuf::from);
    assert!(program.is_file(), "{} is missing: cargo build --profile dist -p cli", program.display());
    let folder = target().join("bench-files");
    std::fs::create_dir_all(&folder).unwrap();
    let key_file = quick_key_file(&folder);
    let bench = Bench { program, folder, key_file };
    let parts: [(&str, Part); 5] = [
        ("small", small::measure),
        ("growth", growth::measure),
        ("batch", batch::measure),
        ("huge", huge::measure),
        ("verifying", verifying::measure),
    ];
    let wanted: Vec<_> =
        words.iter().skip(1).filter(|word| parts.iter().any(|(name, _)| word == name)).collect();
    for (name, measure) in parts {
        if wanted.is_empty() || wanted.iter().any(|word| *word == name) {
            measure(&bench);
        }
    }
    std::fs::remove_dir_all(&bench.folder).unwrap();
}

/// The length of the huge file: `MEGABYTES`, else 500.
fn megabytes() -> u64 {
    std::env::var("MEGABYTES").ok().and_then(|number| number.parse().ok()).unwrap_or(500)
}

fn quick_key_file(folder: &Path) -> PathBuf {
    let (village, file) = (Village::get(), folder.join("quick.p12"));
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let (key, certificate) = (path(&village.key("zhang-2048")), path(&village.certificate("zhang-2048")));
    let (issuer, password, out) =
        (path(&village.certificate("issuing")), format!("pass:{PASSWORD}"), path(&file));
    let words =
        ["pkcs12", "-export", "-iter", "1", "-inkey", &key, "-in", &certificate, "-certfile", &issuer];
    tools::succeed(
        "openssl",
        &[&words[..], &["-name", "quick", "-passout", &password, "-out", &out]].concat(),
    );
    file
}
