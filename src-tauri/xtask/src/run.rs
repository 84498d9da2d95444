//! `cargo xtask run`: the window, or, where nobody could see it, its main job done by itself.

use crate::display::{self, VirtualDisplay};
use crate::folders::Folders;
use crate::job::{Failure, Job, Progress};
use crate::packages::{self, Purpose};
use crate::{page, toolchain};
use std::ffi::OsString;
use std::fs;
use std::process::Stdio;

/// Sets up, builds and opens the window with `arguments` (a file to open).
pub fn run(folders: &Folders, arguments: &[OsString]) -> Result<(), Failure> {
    let shown = display::is_there();
    packages::set_up(if shown { Purpose::Build } else { Purpose::Drive }, folders)?;
    toolchain::check_node(folders)?;
    page::set_up(folders)?;
    page::build(folders)?;
    if shown { open(folders, arguments) } else { demonstrate(folders) }
}

fn open(folders: &Folders, arguments: &[OsString]) -> Result<(), Failure> {
    Job::cargo(["build", "--release", "--package", "desktop"]).run("Window", folders)?;
    let progress = Progress::start("Vermilion", "the window is open; this ends when it is closed");
    let status = Job::new(folders.built("release", "vermilion-desktop"), arguments)
        .command(folders)
        .stdin(Stdio::inherit())
        .status()
        .map_err(|error| Failure(format!("the window could not be started: {error}")))?;
    progress.end(status.success());
    if status.success() { Ok(()) } else { Err(Failure(format!("the window ended with {status}"))) }
}

fn demonstrate(folders: &Folders) -> Result<(), Failure> {
    println!("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).");
    println!("A virtual one is started, and the window signs and verifies the sample report by itself.");
    let release = ["build", "--release", "--package", "desktop", "--features", "scripted-dialogs"];
    Job::cargo(release).run("Window", folders)?;
    Job::cargo(["build", "--package", "tests", "--bin", "demo"]).run("Demonstration", folders)?;

    let shown = folders.target.join("demo");
    if shown.exists() {
        fs::remove_dir_all(&shown).map_err(|error| Failure::file(&shown, &error))?;
    }
    fs::create_dir_all(&shown).map_err(|error| Failure::file(&shown, &error))?;
    let display = VirtualDisplay::start()?;
    Job::new::<&str>(folders.built("debug", "demo"), [])
        .with_all(&display.environment())
        .with("VERMILION_DESKTOP", folders.built("release", "vermilion-desktop"))
        .with("VERMILION_DEMO_DIR", &shown)
        .run("Demonstration", folders)?;
    drop(display);

    println!("\nWhat it left behind:");
    let entries = fs::read_dir(&shown).map_err(|error| Failure::file(&shown, &error))?;
    let mut files: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    for file in files {
        println!("  {}", file.strip_prefix(&folders.root).unwrap_or(&file).display());
    }
    Ok(())
}
