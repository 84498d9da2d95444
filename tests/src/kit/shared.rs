//! The folder beside the project that is not ours to hand on: read where it lies, skipped where it is absent.
//! `VERMILION_SHARED` names another place for it.

use super::project;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A part of the folder; `None`, with a note, where this machine has none.
pub fn folder(name: &str) -> Option<PathBuf> {
    let beside = || project().parent().map(|parent| parent.join("shared"));
    let root = std::env::var_os("VERMILION_SHARED").map(PathBuf::from).or_else(beside)?;
    let path = root.join(name);
    if !path.is_dir() {
        println!("skipped: there is no shared folder with {name} beside the project");
        return None;
    }
    Some(path)
}

/// The rows of a CSV file with a heading (RFC 4180), by column name.
pub fn rows(file: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
    let mut lines = records(&text).into_iter();
    let heading = lines.next().unwrap_or_default();
    lines.map(|cells| heading.iter().cloned().zip(cells).collect()).collect()
}

fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            _ => cell.push(c),
        }
    }
    if !cell.is_empty() || !record.is_empty() {
        record.push(cell);
        records.push(record);
    }
    records
}

#[cfg(test)]
mod tests {
    #[test]
    fn cells_may_hold_commas_quotes_and_lines() {
        let read = super::records("a,b\n\"1,2\",\"say \"\"x\"\"\nnow\"\nlast,");
        assert_eq!(read, [["a", "b"], ["1,2", "say \"x\"\nnow"], ["last", ""]]);
    }
}
