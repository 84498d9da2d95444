//! `vermilion tokens`

use engine::Engine;
use wire::{Failure, Text};

use crate::arguments::Tokens;
use crate::terminal::Terminal;

/// Lists the certificates on the tokens that are plugged in, and why something is not among them.
pub fn run(engine: &Engine, terminal: &Terminal, tokens: &Tokens) -> Result<u8, Failure> {
    if let Some(module) = &tokens.add {
        let added = engine.add_token_module(module)?;
        terminal.note(&Text::new("cli-module-added").with("name", added.name));
    }
    let found = engine.tokens(())?;
    if tokens.json {
        terminal.json(&found)?;
        return Ok(0);
    }
    if found.tokens.is_empty() {
        terminal.tell(&Text::new("cli-no-tokens"));
    }
    for token in &found.tokens {
        terminal.tell(
            &Text::new("cli-token")
                .with("label", token.label.as_str())
                .with("maker", token.maker.as_str())
                .with("serial", token.serial.as_str()),
        );
        for certificate in &token.certificates {
            terminal.tell(
                &Text::new("cli-token-certificate")
                    .with("name", certificate.name.as_str())
                    .with("issuer", certificate.issuer.as_str())
                    .with("key", certificate.key.as_str())
                    .with("until", certificate.valid_until.as_str()),
            );
        }
    }
    for reason in &found.passed_over {
        terminal.note(reason);
    }
    Ok(0)
}
