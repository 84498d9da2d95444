//! `vermilion update` and `vermilion feedback`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use engine::Engine;
use serde::Serialize;
use wire::{Failure, Installer, Text, UpdateState};

use crate::terminal::Terminal;

/// `vermilion update`
#[derive(Debug, Subcommand)]
pub enum Update {
    /// Say which version the house approves of, and whether an installer is the one that it names.
    #[command(after_help = "Example: vermilion update check --file Vermilion-1.3.0.msi")]
    Check {
        /// The installer.
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// `vermilion feedback`
#[derive(Debug, Args)]
pub struct Feedback {
    /// The file to write; never overwritten.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Your own words.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub say: String,
}

/// What is printed as JSON.
#[derive(Serialize)]
struct Checked {
    #[serde(flatten)]
    state: UpdateState,
    installer: Option<Installer>,
}

/// Says what the house says of newer versions.
pub fn update(engine: &Engine, terminal: &Terminal, update: &Update) -> Result<u8, Failure> {
    let Update::Check { file, json } = update;
    let state = engine.update_state(())?;
    if *json {
        let installer = file.as_deref().map(|file| engine.installer_at(file)).transpose()?;
        let differs = installer.as_ref().is_some_and(|installer| installer.agrees == Some(false));
        terminal.json(&Checked { state, installer })?;
        return Ok(u8::from(differs));
    }
    let own = state.own.as_str();
    match &state.notice {
        None => terminal.tell(&Text::new("update-nothing").with("own", own)),
        Some(notice) if !state.newer => {
            terminal
                .tell(&Text::new("update-current").with("own", own).with("version", notice.version.as_str()));
        }
        Some(notice) => {
            let id = if notice.security { "update-newer-security" } else { "update-newer" };
            terminal.tell(&Text::new(id).with("version", notice.version.as_str()));
            terminal.tell(&Text::new("update-own").with("own", own));
            for (id, value) in [
                ("update-place", &notice.place),
                ("update-hash", &notice.sha256),
                ("update-words", &notice.words),
            ] {
                if !value.is_empty() {
                    terminal.tell(&Text::new(id).with("value", value.as_str()));
                }
            }
        }
    }
    if let Some(file) = file {
        let installer = engine.expect_installer(file)?;
        let id =
            if installer.agrees.is_some() { "update-installer-agrees" } else { "update-installer-unknown" };
        terminal.tell(&Text::new(id).with("name", installer.name).with("sha256", installer.sha256));
    }
    Ok(0)
}

/// Writes a file of feedback, and shows what was written.
pub fn feedback(engine: &Engine, terminal: &Terminal, feedback: &Feedback) -> Result<u8, Failure> {
    let text = engine.feedback_file(&feedback.say, &feedback.output)?;
    terminal.say(text);
    terminal.tell(&Text::new("feedback-written").with("file", feedback.output.display().to_string()));
    Ok(0)
}
