//! `vermilion copy`

use std::path::PathBuf;

use clap::Args;
use engine::{CopyFile, Engine};
use wire::{CopyOrder, Failure, Text};

use crate::secrets;
use crate::terminal::Terminal;

/// `vermilion copy`
#[derive(Debug, Args)]
pub struct Copy {
    /// The original.
    pub input: PathBuf,
    /// The copy; beside the original under a new name where absent. Never overwrites.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// The number of the copy.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub number: Option<u32>,
    /// Whom it is for.
    #[arg(long = "for", value_name = "NAME")]
    pub recipient: Option<String>,
    /// Read the original's password from standard input.
    #[arg(long)]
    pub password_stdin: bool,
    /// Encrypt the copy; read its password from standard input (the line after the original's, where both are read).
    #[arg(long)]
    pub new_password_stdin: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Makes a copy that says that it is one.
pub fn run(engine: &Engine, terminal: &Terminal, copy: Copy) -> Result<u8, Failure> {
    let secret = |wanted: bool, ask: &str| wanted.then(|| secrets::get(terminal, true, ask)).transpose();
    let password = secret(copy.password_stdin, "cli-ask-document-password")?;
    let new_password = secret(copy.new_password_stdin, "cli-ask-document-password")?;
    let made = engine.copy_file(&CopyFile {
        path: copy.input,
        output: copy.output,
        order: CopyOrder { number: copy.number, recipient: copy.recipient },
        password,
        new_password,
    })?;
    if copy.json {
        terminal.json(&made)?;
    } else {
        terminal.tell(
            &Text::new("cli-copied").with("file", made.path).with("id", made.id).with("sha256", made.sha256),
        );
    }
    Ok(0)
}
