//! `vermilion sign --detached`: files of any kind, each with a signature in a file of its own.

use engine::{DetachedFile, DetachedTo, Engine, SignDetachedFiles, Signatory};
use wire::{Failure, RuleEntry, SecondPerson, Text};

use crate::arguments::Sign;
use crate::sign::{self, Row};
use crate::terminal::Terminal;

/// Signs one file or several; the worst one gives the exit status.
pub fn run(
    engine: &Engine,
    terminal: &Terminal,
    sign: Sign,
    signatory: Signatory,
    second: Option<SecondPerson>,
) -> Result<u8, Failure> {
    let supplied = sign::supplied(terminal, &sign.supplied)?;
    let options = sign::options(&sign);
    let level = options.level;
    let (inputs, output) = match (sign.input, sign.output) {
        (Some(input), Some(output)) => (vec![input], DetachedTo::File(output)),
        (Some(input), None) => (vec![input], DetachedTo::Beside),
        (None, Some(folder)) => (sign.batch, DetachedTo::Folder(folder)),
        (None, None) => (sign.batch, DetachedTo::Beside),
    };
    let request = SignDetachedFiles {
        inputs,
        output,
        signatory,
        options,
        reason: sign.reason,
        location: sign.location,
        supplied,
        consent: sign.consent,
        second,
    };
    let (files, warnings) = engine.sign_detached_files(&request)?;
    if sign.json {
        let rows: Vec<Row> = files.iter().map(|file| row(file, level, &warnings)).collect();
        terminal.json(&rows)?;
    } else {
        files.iter().for_each(|file| tell(terminal, file));
        warnings.iter().for_each(|rule| crate::office::tell_rule(terminal, rule));
    }
    let failed = files.iter().filter_map(|file| file.outcome.as_ref().err());
    Ok(failed.map(|failure| failure.code.exit_status()).max().unwrap_or(0))
}

fn row(file: &DetachedFile, level: wire::Level, warnings: &[RuleEntry]) -> Row {
    let signed = file.outcome.as_ref().ok();
    Row {
        file: file.input.display().to_string(),
        output: signed.map(|signed| signed.path.display().to_string()),
        level: signed.map(|_| level),
        waiting: false,
        notes: Vec::new(),
        warnings: warnings.to_vec(),
        failure: file.outcome.as_ref().err().cloned(),
        log_entry: file.log_entry,
    }
}

fn tell(terminal: &Terminal, file: &DetachedFile) {
    match &file.outcome {
        Ok(signed) => terminal.tell(
            &Text::new("cli-signed-beside")
                .with("file", signed.path.display().to_string())
                .with("sha256", signed.sha256.as_str())
                .with("entry", file.log_entry.unwrap_or_default().to_string()),
        ),
        Err(failure) => {
            terminal.say(format!("{}: {}", file.input.display(), terminal.failure_words(failure)));
        }
    }
}
