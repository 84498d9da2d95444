//! The matrix as Markdown: a mark in each cell, and the reasons of those who cannot judge below.

use super::kinds::{KEYS, KINDS, LEVELS};
use super::peers::PEERS;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What became of a cell: for each peer nothing where it agrees, or why it cannot judge.
pub type Cell = [Option<String>; 5];

/// By level, kind and key.
pub type Cells = BTreeMap<(usize, usize, usize), Cell>;

/// Reasons, numbered in the order in which they are met.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    fn number(&mut self, note: String) -> usize {
        let known = self.0.iter().position(|known| *known == note);
        known.unwrap_or_else(|| {
            self.0.push(note);
            self.0.len() - 1
        }) + 1
    }

    fn mark(&mut self, cell: &Cell) -> String {
        let reasons =
            PEERS.iter().zip(cell).filter_map(|(peer, reason)| reason.as_ref().map(|reason| (peer, reason)));
        let numbers: Vec<String> =
            reasons.map(|(peer, reason)| self.number(format!("{peer}: {reason}")).to_string()).collect();
        if numbers.is_empty() { "✓".to_owned() } else { format!("✓ – {}", numbers.join(", ")) }
    }
}

/// The whole document.
pub fn markdown(versions: &str, cells: &Cells, sm2: &[(String, String)]) -> String {
    let mut notes = Notes::default();
    let mut text = format!(
        "# Who verifies our signatures\n\n\
         Written by the test `interop`, which fails where a program that can judge a signature does not find it valid.\n\n\
         ✓: all five agree ({versions}; pyHanko strictly, with the root as its only anchor, from B-LT on with nothing but what \
         stands in the document). “✓ – n”: all but those of note n, who do not judge such a file or such a key: they say the \
         same of the same document signed by pyHanko, or of the document before it was signed.\n"
    );
    let keys: Vec<&str> = KEYS.iter().map(|key| key.title).collect();
    let _ = write!(text, "\n## B-B: documents × keys\n\n{}", heading("document", &keys));
    for (kind, (_, title)) in KINDS.iter().enumerate() {
        let row = (0..KEYS.len()).map(|key| notes.mark(&cells[&(0, kind, key)]));
        let _ = writeln!(text, "| {title} | {} |", row.collect::<Vec<_>>().join(" | "));
    }
    let levels: Vec<&str> = LEVELS.iter().map(|(_, title)| *title).collect();
    let _ = write!(text, "\n## Documents × levels, {}\n\n{}", keys[0], heading("document", &levels));
    for (kind, (_, title)) in KINDS.iter().enumerate() {
        let row = (0..LEVELS.len()).map(|level| notes.mark(&cells[&(level, kind, 0)]));
        let _ = writeln!(text, "| {title} | {} |", row.collect::<Vec<_>>().join(" | "));
    }
    let _ = write!(text, "\n## Keys × levels, {}\n\n{}", KINDS[0].1, heading("key", &levels));
    for (key, title) in keys.iter().enumerate() {
        let row = (0..LEVELS.len()).map(|level| notes.mark(&cells[&(level, 0, key)]));
        let _ = writeln!(text, "| {title} | {} |", row.collect::<Vec<_>>().join(" | "));
    }
    text.push_str("\n## SM2 with SM3, classic table\n\n| who | says |\n|---|---|\n");
    for (who, says) in sm2 {
        let _ = writeln!(text, "| {who} | {says} |");
    }
    text.push_str("\n## Notes\n\n");
    for (number, note) in notes.0.iter().enumerate() {
        let _ = writeln!(text, "{}. {note}", number + 1);
    }
    text
}

fn heading(first: &str, columns: &[&str]) -> String {
    format!("| {first} | {} |\n|---|{}\n", columns.join(" | "), "---|".repeat(columns.len()))
}
