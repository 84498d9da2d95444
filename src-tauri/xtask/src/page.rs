//! The window's page: its npm packages, its build, and a browser for its tests.

use crate::folders::{Folders, fingerprint};
use crate::job::{Failure, Job};
use crate::packages;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the built page depends on, from the root of the workspace.
const SOURCES: &[&str] = &[
    "ui/src",
    "ui/public",
    "ui/scripts",
    "ui/index.html",
    "ui/package-lock.json",
    "ui/svelte.config.js",
    "ui/tsconfig.json",
    "ui/vite.config.ts",
    "assets/fonts",
    "assets/locales",
];

/// Written by the build itself.
const GENERATED: &[&str] = &["ui/src/text/ids.ts"];

/// Installs the npm packages when there are none or the lock file was changed since.
pub fn set_up(folders: &Folders) -> Result<(), Failure> {
    // npm writes this file last, when everything else is in place.
    let installed = modified(&folders.page().join("node_modules/.package-lock.json"));
    let locked = modified(&folders.page().join("package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    Job::npm(["ci", "--no-audit", "--no-fund"], folders).run("Page packages", folders)
}

/// Builds the page when a source was changed since the last time.
pub fn build(folders: &Folders) -> Result<(), Failure> {
    let stamp = folders.stamp("page");
    let sources = fingerprint(&folders.root, SOURCES, GENERATED)?;
    if stamp.is(&sources) && folders.page().join("dist/index.html").is_file() {
        return Ok(());
    }
    Job::npm(["run", "build"], folders).run("Page", folders)?;
    stamp.set(&sources)
}

/// The browser for the page's tests: the system's, or one that Playwright brings.
pub fn set_up_browser(folders: &Folders) -> Result<PathBuf, Failure> {
    if let Some(browser) = packages::browser() {
        return Ok(browser);
    }
    let shelf = folders.target.join("browsers");
    if let Some(browser) = playwright_browser(&shelf) {
        return Ok(browser);
    }
    Job::new("node", ["node_modules/playwright-core/cli.js", "install", "--with-deps", "chromium"])
        .within(folders.page())
        .with("PLAYWRIGHT_BROWSERS_PATH", &shelf)
        .with("DEBIAN_FRONTEND", "noninteractive")
        .run("Browser", folders)?;
    playwright_browser(&shelf)
        .ok_or_else(|| Failure("Playwright installed no browser that can be found.".to_owned()))
}

fn playwright_browser(shelf: &Path) -> Option<PathBuf> {
    let versions = fs::read_dir(shelf).ok()?.flatten().map(|entry| entry.path());
    versions
        .flat_map(|version| ["chrome-linux64/chrome", "chrome-linux/chrome"].map(|path| version.join(path)))
        .find(|path| path.is_file())
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|found| found.modified()).ok()
}
