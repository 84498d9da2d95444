//! `vermilion identity`

use engine::Engine;
use wire::{CreateIdentity, ExportIdentity, Failure, Text};

use crate::arguments::Identity;
use crate::secrets;
use crate::terminal::Terminal;

/// Makes, takes over, lists and hands over identities.
pub fn run(engine: &Engine, terminal: &Terminal, identity: Identity) -> Result<u8, Failure> {
    match identity {
        Identity::Create { name, organization, key, pin_stdin } => {
            let pin = secrets::get_new(terminal, pin_stdin, "cli-ask-new-pin")?;
            let request = CreateIdentity { name, organization, key: key.into(), pin };
            describe(terminal, "cli-identity-created", &engine.create_identity(request)?);
        }
        Identity::Rules(rules) => return crate::office_identity::run(engine, terminal, rules),
        Identity::Import { file, receipt, pin_stdin, .. } if engine::is_issued_copy(&file) => {
            let initial = secrets::get(terminal, pin_stdin, "cli-ask-initial-pin")?;
            let pin = secrets::get(terminal, pin_stdin, "cli-ask-application-pin")?;
            let taken = engine.take_copy(&file, &initial, &pin, receipt.as_deref())?;
            terminal.tell(&Text::new("cli-copy-taken").with("name", taken.label));
        }
        Identity::Import { file, label, pin_stdin, .. } => {
            let password = secrets::get(terminal, pin_stdin, "cli-ask-key-password")?;
            let pin = secrets::get_new(terminal, pin_stdin, "cli-ask-new-pin")?;
            let imported = engine.import_key_file(&file, &password, &pin, label.as_deref())?;
            describe(terminal, "cli-identity-imported", &imported);
        }
        Identity::List { json } => {
            let known = engine.identities(())?;
            if json {
                terminal.json(&known)?;
            } else if known.is_empty() {
                terminal.tell(&Text::new("cli-no-identities"));
            } else {
                known.iter().for_each(|identity| describe(terminal, "cli-identity", identity));
            }
        }
        Identity::Export { identity, output, pin_stdin } => {
            let pin = secrets::get(terminal, pin_stdin, "cli-ask-pin")?;
            let password = secrets::get_new(terminal, pin_stdin, "cli-ask-new-key-password")?;
            engine.write_new_key_file(ExportIdentity { id: identity, pin, password }, &output)?;
            terminal.tell(&Text::new("cli-identity-exported").with("file", output.display().to_string()));
        }
    }
    Ok(0)
}

fn describe(terminal: &Terminal, id: &str, identity: &wire::Identity) {
    terminal.tell(
        &Text::new(id)
            .with("identity", identity.label.as_str())
            .with("id", identity.id.as_str())
            .with("issuer", identity.issuer.as_str())
            .with("key", identity.key.as_str())
            .with("until", identity.valid_until.as_str())
            .with("tries", identity.tries_left),
    );
}
