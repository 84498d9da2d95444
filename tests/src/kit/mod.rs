//! Documents, certificates, profiles, and the programs that are run on them.

pub mod authority_village;
pub mod command;
pub mod http;
pub mod huge;
pub mod laboratory;
pub mod pdf;
pub mod preload;
pub mod samples;
pub mod scanner;
pub mod seen;
pub mod servers;
pub mod shared;
pub mod standards;
pub mod station;
pub mod structures;
pub mod tools;
pub mod village;

use std::path::{Path, PathBuf};

/// The project's folder.
pub fn project() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("the tests stand in the project").to_owned()
}

/// The folder for what is built or made once: cargo's own, where it can be told from the running test.
pub fn target() -> PathBuf {
    let running = std::env::current_exe().expect("a running test has a path");
    let target = running.ancestors().find(|folder| folder.join("CACHEDIR.TAG").is_file());
    target.map_or_else(|| project().join("target"), Path::to_owned)
}
