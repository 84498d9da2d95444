//! `vermilion check`

use engine::Engine;
use wire::{Failure, Text};

use crate::arguments::Check;
use crate::secrets;
use crate::terminal::Terminal;

/// Lists what a signer should know; 5 where the policy lets nobody sign.
pub fn run(engine: &Engine, terminal: &Terminal, check: &Check) -> Result<u8, Failure> {
    let password = check
        .password_stdin
        .then(|| secrets::get(terminal, true, "cli-ask-document-password"))
        .transpose()?;
    let found = engine.check_file(&check.input, password.as_ref())?;
    let status = if found.findings.iter().any(|finding| finding.blocks) { 5 } else { 0 };
    if check.json {
        terminal.json(&found)?;
        return Ok(status);
    }
    if found.findings.is_empty() {
        terminal.tell(&Text::new("cli-check-nothing"));
    }
    for finding in &found.findings {
        let page =
            finding.page.map(|page| terminal.words(&Text::new("cli-check-page").with("page", page + 1)));
        let words = [page, Some(terminal.words(&finding.text))].into_iter().flatten().collect::<Vec<_>>();
        terminal.say(words.join(" "));
        terminal.say(format!("    {}", terminal.words(&finding.advice)));
    }
    Ok(status)
}
