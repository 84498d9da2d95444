//! No file of ours is longer than a reader's patience, and `unsafe` stands only where foreign code is called.

use std::path::{Path, PathBuf};
use tests::kit::project;

const LONGEST: usize = 800;

/// Every source file of ours below a folder; nothing that is built, fetched or generated.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if entry.is_dir() {
            let foreign = ["target", "node_modules", "dist", "bindings", "gen"].contains(&name.as_str());
            if !foreign && !name.starts_with('.') {
                sources(&entry, found);
            }
        } else if [".rs", ".ts", ".svelte"].iter().any(|ending| name.ends_with(ending)) && name != "ids.ts" {
            found.push(entry);
        }
    }
}

fn all() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for part in ["src-tauri", "ui", "tests"] {
        sources(&project().join(part), &mut found);
    }
    assert!(found.len() > 100, "{}", found.len());
    found
}

#[test]
fn no_file_is_too_long() {
    let lines = |path: &PathBuf| std::fs::read_to_string(path).unwrap().lines().count();
    let long: Vec<_> = all().into_iter().filter(|path| lines(path) > LONGEST).collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines: {long:?}");
}

#[test]
fn unsafe_code_stands_in_keys_alone() {
    // Put together, so that this file does not find itself.
    let word = ["un", "safe"].concat();
    let marks =
        [format!("{word} {{"), format!("{word} fn"), format!("{word} impl"), format!("allow({word}_code)")];
    for path in all() {
        let keys = path.components().any(|part| part.as_os_str() == "keys");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(keys || !marks.iter().any(|mark| text.contains(mark)), "{}", path.display());
    }
}
