//! `vermilion timestamp` and `vermilion extend`

use engine::{Engine, ExtendFile};
use wire::{Failure, Level, Text};

use crate::arguments::{Extend, Target, Timestamp};
use crate::secrets;
use crate::sign::supplied;
use crate::terminal::Terminal;

/// Puts a document timestamp behind a file, or gets the timestamps that wait.
pub fn timestamp(engine: &Engine, terminal: &Terminal, timestamp: Timestamp) -> Result<u8, Failure> {
    match timestamp.input {
        Some(input) => {
            let request = request(terminal, input, Level::T, timestamp.target, &timestamp.supplied)?;
            run(engine, terminal, &request)
        }
        None => waiting(engine, terminal, &timestamp.supplied),
    }
}

/// Brings a file to a higher level.
pub fn extend(engine: &Engine, terminal: &Terminal, extend: Extend) -> Result<u8, Failure> {
    let request = request(terminal, extend.input, extend.level.into(), extend.target, &extend.supplied)?;
    run(engine, terminal, &request)
}

fn request(
    terminal: &Terminal,
    path: std::path::PathBuf,
    level: Level,
    target: Target,
    given: &crate::arguments::Supplied,
) -> Result<ExtendFile, Failure> {
    let password = target
        .password_stdin
        .then(|| secrets::get(terminal, true, "cli-ask-document-password"))
        .transpose()?;
    let supplied = supplied(terminal, given)?;
    Ok(ExtendFile { path, output: target.output, in_place: target.in_place, level, supplied, password })
}

fn run(engine: &Engine, terminal: &Terminal, request: &ExtendFile) -> Result<u8, Failure> {
    let extended = engine.extend_file(request)?;
    terminal.tell(
        &Text::new("cli-extended")
            .with("file", extended.path.display().to_string())
            .with("sha256", extended.sha256)
            .with("entry", extended.log_entry.to_string()),
    );
    Ok(0)
}

/// A row for each file that waits; what still waits gives the exit status.
fn waiting(engine: &Engine, terminal: &Terminal, given: &crate::arguments::Supplied) -> Result<u8, Failure> {
    let finished = engine.finish_waiting(&[], &supplied(terminal, given)?)?;
    if finished.is_empty() {
        terminal.tell(&Text::new("cli-nothing-waits"));
    }
    let mut status = 0;
    for one in finished {
        match one.failure {
            None => terminal.tell(&Text::new("cli-waiting-done").with("file", one.name)),
            Some(failure) => {
                status = status.max(failure.code.exit_status());
                terminal.say(format!("{}: {}", one.name, terminal.failure_words(&failure)));
            }
        }
    }
    Ok(status)
}
