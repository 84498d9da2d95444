//! `vermilion prepare`

use engine::{Engine, PrepareFile};
use wire::{Failure, NewField, SeamSlots, Text};

use crate::arguments::Prepare;
use crate::secrets;
use crate::terminal::Terminal;

/// Puts empty signature fields into a file.
pub fn run(engine: &Engine, terminal: &Terminal, prepare: Prepare) -> Result<u8, Failure> {
    let password = prepare
        .target
        .password_stdin
        .then(|| secrets::get(terminal, true, "cli-ask-document-password"))
        .transpose()?;
    let with_rules = |field: NewField| NewField {
        lock_all: prepare.lock_all,
        reasons: prepare.reason.clone(),
        timestamp: prepare.timestamp,
        ..field
    };
    let (width, height) = prepare.size;
    let path = engine.prepare_file(&PrepareFile {
        path: prepare.input.clone(),
        output: prepare.target.output.clone(),
        in_place: prepare.target.in_place,
        fields: prepare.fields.iter().cloned().map(with_rules).collect(),
        slots: prepare.seam.seam(Some(width)).map(|seam| SeamSlots { seam, height: height.unwrap_or(width) }),
        password,
    })?;
    terminal.tell(&Text::new("cli-prepared").with("file", path.display().to_string()));
    Ok(0)
}
