//! `vermilion paper`, and the option of `vermilion sign` that puts a code on the page.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use engine::{CheckPaper, Engine};
use wire::{Failure, PaperFinding, PaperName, PaperOutcome, Text};

use crate::secrets;
use crate::terminal::Terminal;

/// What a signature's code says on paper.
#[derive(Debug, Args)]
pub struct PaperCode {
    /// Put a signed QR code beside the look, which ties the printed page to the file: what it shall name, as 报告编号=JC-2026-0417;
    /// several. Without a value, it is found behind its name in each document.
    #[arg(long = "qr", value_name = "NAME[=VALUE]", value_parser = pair)]
    pub values: Vec<PaperName>,
}

/// `vermilion paper`
#[derive(Debug, Subcommand)]
pub enum Paper {
    /// Read the code on a photograph or scan: who signed it, whether it is untouched, and whether the file says the same.
    #[command(
        after_help = "Example: vermilion paper check photo.jpg --against report.pdf --trust centre.pem"
    )]
    Check {
        /// The photograph or scan: PNG, JPEG or PDF.
        paper: PathBuf,
        /// The file to hold it against.
        #[arg(long, value_name = "FILE.pdf")]
        against: Option<PathBuf>,
        /// Certificates that may have signed it, beside those known here.
        #[arg(long, value_name = "PEM|DER")]
        trust: Vec<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        /// Read the documents' password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
}

/// Holds paper against a file: 0 it holds, 1 it does not, 2 nobody known signed it.
pub fn run(engine: &Engine, terminal: &Terminal, paper: &Paper) -> Result<u8, Failure> {
    let Paper::Check { paper, against, trust, json, password_stdin } = paper;
    let password =
        password_stdin.then(|| secrets::get(terminal, true, "cli-ask-document-password")).transpose()?;
    let found = engine.check_paper_of_file(&CheckPaper {
        paper: paper.clone(),
        against: against.clone(),
        certificates: trust.clone(),
        password,
    })?;
    if *json {
        terminal.json(&found)?;
    } else {
        found.iter().for_each(|one| print(terminal, one));
    }
    let status = |one: &PaperFinding| match one.outcome {
        PaperOutcome::Agrees | PaperOutcome::Signed => 0,
        PaperOutcome::Unknown => 2,
        PaperOutcome::Differs | PaperOutcome::Forged => 1,
    };
    // Worst first: 1, then 2, then 0.
    Ok(found
        .iter()
        .map(status)
        .max_by_key(|status| [0, 2, 1].get(usize::from(*status)).copied())
        .unwrap_or(0))
}

fn print(terminal: &Terminal, found: &PaperFinding) {
    terminal.tell(&found.headline);
    let known = found.known.map_or("none", |known| known.code());
    let mut lines = vec![
        Text::new("paper-link-signer").with("signer", found.signer.as_str()).with("known", known),
        Text::new("paper-link-day").with("day", found.day.as_str()),
        Text::new("paper-link-pages").with("pages", found.pages).with("agree", agreement(found.pages_agree)),
    ];
    if !found.seal.is_empty() {
        lines.push(Text::new("paper-link-seal").with("seal", found.seal.as_str()));
    }
    if found.signed_the_file == Some(false) {
        lines.push(Text::new("paper-link-not-signed-by"));
    }
    for value in &found.values {
        let stands = value.pages.as_ref().map(|pages| !pages.is_empty());
        lines.push(
            Text::new("paper-link-value")
                .with("name", value.name.as_str())
                .with("value", value.value.as_str())
                .with("agree", agreement(stands)),
        );
    }
    lines.iter().for_each(|line| terminal.say(format!("  {}", terminal.words(line))));
}

fn agreement(agrees: Option<bool>) -> &'static str {
    match agrees {
        None => "unasked",
        Some(true) => "yes",
        Some(false) => "no",
    }
}

fn pair(text: &str) -> Result<PaperName, String> {
    let (name, value) = text.split_once(['=', '=']).unwrap_or((text, ""));
    match (name.trim(), value.trim()) {
        ("", _) => Err("NAME or NAME=VALUE".to_owned()),
        (name, value) => Ok(PaperName { name: name.to_owned(), value: value.to_owned() }),
    }
}
