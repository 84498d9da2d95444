//! What the two commands of the README call, and the few others that a developer needs:
//!
//! ```text
//! cargo xtask run      set up what is missing, build, open the window (or show the main job where there is no display)
//! cargo xtask test     set up what is missing, run every test
//! cargo xtask setup    only set up
//! cargo xtask samples  make the files of assets/samples anew
//! ```
//!
//! Uses the standard library only, so that it is compiled in seconds. Never asks anything: it runs without
//! a terminal as it does with one.

mod count;
mod display;
mod folders;
mod job;
mod packages;
mod page;
mod python;
mod run;
mod test;
mod toolchain;

use folders::Folders;
use std::env;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask run [FILE.pdf] | test | setup | samples";

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let task = arguments.next().unwrap_or_default();
    let folders = match Folders::find() {
        Ok(folders) => folders,
        Err(failure) => return report(failure),
    };
    let result = match task.to_str() {
        Some("run") => run::run(&folders, &arguments.collect::<Vec<_>>()),
        Some("test") => return test::test(&folders),
        Some("setup") => test::set_up(&folders).map(drop),
        Some("samples") => samples(&folders),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(failure),
    }
}

fn samples(folders: &Folders) -> Result<(), job::Failure> {
    job::Job::cargo(["run", "--package", "report", "--example", "samples", "--", "assets/samples"])
        .run("Samples", folders)
}

fn report(failure: job::Failure) -> ExitCode {
    eprintln!("\n{failure}");
    ExitCode::FAILURE
}
