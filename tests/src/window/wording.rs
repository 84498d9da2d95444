//! Whether what a window says is said in words: no text ids, no gaps that were not filled.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The ids of the catalogue; those without a hyphen are words themselves.
static IDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let folder = crate::kit::project().join("assets/locales/en");
    let files = std::fs::read_dir(folder).expect("the catalogue");
    let texts = files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("its text"));
    texts.flat_map(|text| text.lines().filter_map(id).collect::<Vec<_>>()).collect()
});

fn id(line: &str) -> Option<String> {
    let (id, _) = line.split_once(" =")?;
    let is_id = id.starts_with(|c: char| c.is_ascii_lowercase()) && id.contains('-');
    is_id.then(|| id.to_owned())
}

/// What stands before a code where the catalogue has no words for it.
const PREFIXES: [&str; 6] = ["failure-", "preflight-", "action-", "field-rule-", "level-", "verdict-"];

/// The first thing in these words that is none for a reader.
pub(super) fn bare_code(said: &str) -> Option<&str> {
    let is_bare = |word: &&str| {
        IDS.contains(*word)
            || PREFIXES.iter().any(|prefix| word.starts_with(prefix))
            || matches!(*word, "undefined" | "NaN" | "[object")
    };
    let gap = said.find("{ $").and_then(|at| said.get(at..)?.split('\n').next());
    gap.or_else(|| said.split(|c: char| !(c.is_ascii_alphanumeric() || "-[_".contains(c))).find(is_bare))
}
