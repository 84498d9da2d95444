//! `vermilion fields`

use engine::Engine;
use wire::{Failure, Text};

use crate::arguments::Fields;
use crate::secrets;
use crate::terminal::Terminal;

/// Lists the signature fields of a file.
pub fn run(engine: &Engine, terminal: &Terminal, fields: &Fields) -> Result<u8, Failure> {
    let password = fields
        .password_stdin
        .then(|| secrets::get(terminal, true, "cli-ask-document-password"))
        .transpose()?;
    let found = engine.fields_of_file(&fields.input, password.as_ref())?;
    if fields.json {
        terminal.json(&found)?;
        return Ok(0);
    }
    if found.is_empty() {
        terminal.tell(&Text::new("cli-no-fields"));
    }
    for field in found {
        let id = if field.signed { "cli-field-signed" } else { "cli-field-empty" };
        let text = Text::new(id).with("field", field.name);
        match field.place {
            Some(place) => {
                let (size, at) = ((place.width, place.height), (place.left, place.top));
                terminal.say(format!(
                    "{}  {}",
                    terminal.words(&text),
                    terminal.words(
                        &Text::new("cli-field-place")
                            .with("page", place.page + 1)
                            .with("position", format!("{:.1}, {:.1}", at.0, at.1))
                            .with("size", format!("{:.1} × {:.1}", size.0, size.1))
                    )
                ));
            }
            None => terminal.tell(&text),
        }
    }
    Ok(0)
}
