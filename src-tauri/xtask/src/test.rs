//! `cargo xtask test`: every test there is, in one table. A step that fails does not keep the next from running; the last line
//! printed says how many tests passed and failed.

use crate::count::{Count, Kind};
use crate::display::VirtualDisplay;
use crate::folders::Folders;
use crate::job::{Failure, Job};
use crate::packages::{self, Purpose};
use crate::{page, python, toolchain};
use std::ffi::OsString;
use std::process::ExitCode;

/// Who runs a step.
enum Tool {
    /// Given these words beside the step's own.
    Cargo(&'static [&'static str]),
    Npm,
}

/// A step: its title, who runs it, with which words, and how its tests are counted.
struct Step(&'static str, Tool, &'static [&'static str], Kind);

/// What every step that compiles is told: the same crates with the same features, so that nothing is compiled twice.
const WHOLE: &[&str] = &["--workspace", "--features", "desktop/scripted-dialogs"];

/// All of them; the quick ones first, so that a slip shows early.
const STEPS: &[Step] = &[
    Step("Formatting", Tool::Cargo(&[]), &["fmt", "--all", "--check"], Kind::Whole),
    Step("Types of the page", Tool::Npm, &["run", "check"], Kind::Whole),
    Step("Tests of the page", Tool::Npm, &["test"], Kind::Vitest),
    Step("Command line and window", Tool::Cargo(WHOLE), &["build"], Kind::Whole),
    Step("Tests of the engine, acceptance", Tool::Cargo(WHOLE), &["test", "--no-fail-fast"], Kind::Cargo),
    Step("Tests of the real window", Tool::Cargo(WHOLE), &["test", "--test", "window"], Kind::Cargo),
    Step(
        "Lints",
        Tool::Cargo(&[]),
        &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"],
        Kind::Whole,
    ),
];

/// Installs and builds what the tests need; returns what they must know of it, as environment variables.
pub fn set_up(folders: &Folders) -> Result<Vec<(String, OsString)>, Failure> {
    packages::set_up(Purpose::Test, folders)?;
    toolchain::set_up_checks(folders)?;
    toolchain::check_node(folders)?;
    page::set_up(folders)?;
    page::build(folders)?;
    let browser = page::set_up_browser(folders)?;
    let python = python::set_up(folders)?;
    let known = [
        ("CHROMIUM", browser),
        ("VERMILION_PYTHON", python),
        ("VERMILION_CLI", folders.built("debug", "vermilion")),
        ("VERMILION_DESKTOP", folders.built("debug", "vermilion-desktop")),
        ("VERMILION_SHOTS", folders.target.join("screenshots")),
    ];
    Ok(known.map(|(name, path)| (name.to_owned(), path.into_os_string())).to_vec())
}

/// Sets up and runs all steps.
pub fn test(folders: &Folders) -> ExitCode {
    let mut total = Count::default();
    let mut failures = Vec::new();
    // The display lives until the last step is over.
    match set_up(folders).and_then(|known| Ok((known, VirtualDisplay::start()?))) {
        Err(failure) => {
            total += Count::FAILED;
            failures.push(format!("Set-up: {failure}"));
        }
        Ok((mut known, display)) => {
            known.extend(display.environment());
            for step in STEPS {
                let Step(title, _, _, kind) = step;
                let job = step.job(folders).with_all(&known);
                match job.count(title, *kind, folders) {
                    Ok(count) => {
                        total += count;
                        if count.failed > 0 {
                            failures
                                .push(format!("{title}: {} failed; to see it again: {job}", count.failed));
                        }
                    }
                    Err(failure) => {
                        total += Count::FAILED;
                        failures.push(format!("{title}: {failure}"));
                    }
                }
            }
        }
    }
    println!();
    for failure in &failures {
        println!("✕ {failure}");
    }
    println!("{total}");
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Step {
    fn job(&self, folders: &Folders) -> Job {
        let Self(_, tool, words, _) = self;
        match tool {
            Tool::Cargo(more) => Job::cargo(words.iter().chain(*more)),
            Tool::Npm => Job::npm(*words, folders),
        }
    }
}
