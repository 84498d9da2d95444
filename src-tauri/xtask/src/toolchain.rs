//! Rust's and Node.js's own parts, which system packages do not bring.

use crate::folders::Folders;
use crate::job::{Failure, Job};
use crate::packages::find;

/// The oldest Node.js that the page's build works with.
const NODE: (u32, u32) = (20, 19);

/// Installs rustfmt and Clippy where rustup left them out.
pub fn set_up_checks(folders: &Folders) -> Result<(), Failure> {
    let missing: Vec<&str> = [("rustfmt", "fmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(_, command)| Job::cargo([command, "--version"]).output(folders).is_none())
        .map(|(component, _)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Job::new("rustup", [&["component", "add"], missing.as_slice()].concat()).run("Rust components", folders)
}

/// Checks that Node.js is there and not too old.
pub fn check_node(folders: &Folders) -> Result<(), Failure> {
    let (major, minor) = NODE;
    let wanted = format!("Node.js {major}.{minor} or later with npm is needed; see https://nodejs.org");
    let Some(version) = Job::new("node", ["--version"]).output(folders) else {
        return Err(Failure(format!("Node.js was not found. {wanted}")));
    };
    let mut numbers = version.trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0));
    let found: (u32, u32) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < NODE {
        return Err(Failure(format!("This is Node.js {version}. {wanted}")));
    }
    if find(if cfg!(windows) { "npm.cmd" } else { "npm" }).is_none() {
        return Err(Failure(format!("npm was not found. {wanted}")));
    }
    Ok(())
}
