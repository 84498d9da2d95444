//! `vermilion backup`

use engine::Engine;
use wire::{BackupUnder, Failure, Text};

use crate::secrets;
use crate::station_arguments::Backup;
use crate::terminal::Terminal;

/// Makes, tries and restores backups.
pub fn run(engine: &Engine, terminal: &Terminal, backup: Backup) -> Result<u8, Failure> {
    match backup {
        Backup::Create { output, password_stdin } => {
            let password = secrets::get_new(terminal, password_stdin, "cli-ask-new-backup-password")?;
            engine.write_backup(&BackupUnder { password }, &output)?;
            terminal.tell(&Text::new("cli-written").with("file", output.display().to_string()));
        }
        Backup::Check { file, password_stdin, json } => {
            let password = secrets::get(terminal, password_stdin, "cli-ask-backup-password")?;
            let facts = engine.check_backup(&file, &password)?;
            if json {
                terminal.json(&facts)?;
            } else {
                terminal.tell(
                    &Text::new("cli-backup-fine")
                        .with("files", facts.files)
                        .with("identities", facts.identities)
                        .with("rows", facts.log_rows),
                );
            }
        }
        Backup::Restore { file, password_stdin } => {
            let password = secrets::get(terminal, password_stdin, "cli-ask-backup-password")?;
            let restored = engine.restore_backup(&file, &password)?;
            terminal.tell(&Text::new("cli-backup-restored").with("made", restored.made.to_string()));
        }
    }
    Ok(0)
}
