//! `vermilion station`

use clap::{Args, ValueEnum};
use engine::Engine;
use wire::{Failure, Text};

use crate::terminal::Terminal;

/// `vermilion station`
#[derive(Debug, Args)]
pub struct Station {
    /// What it shall be for from now on; shows what it is for where absent.
    #[arg(value_enum)]
    role: Option<Role>,
    /// Tell what falls due here: certificates and posts that end, PINs that age, the backup, the directory.
    #[arg(long)]
    due: bool,
    /// Print what falls due as JSON.
    #[arg(long, requires = "due")]
    json: bool,
}

/// What a computer can be for.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Role {
    /// Somebody signs here.
    Signer,
    /// Somebody keeps seals here and stamps with them.
    Custodian,
    /// The quality office: makes seals and issues them.
    Office,
}

/// Shows or sets what this computer is for.
pub fn run(engine: &Engine, terminal: &Terminal, station: &Station) -> Result<u8, Failure> {
    if let Some(role) = station.role {
        engine.set_station(match role {
            Role::Signer => wire::Station::Signer,
            Role::Custodian => wire::Station::Custodian,
            Role::Office => wire::Station::Office,
        })?;
    }
    if station.due {
        return due(engine, terminal, station.json);
    }
    terminal.tell(&Text::new(format!("station-{}", engine.station().as_str())));
    Ok(0)
}

/// Tells what falls due, the nearest first.
fn due(engine: &Engine, terminal: &Terminal, json: bool) -> Result<u8, Failure> {
    let due = engine.station_rules(())?.due;
    if json {
        terminal.json(&due)?;
        return Ok(0);
    }
    for one in &due {
        let what = terminal.words(&Text::new(format!("due-{}", one.rule)).with("name", one.about.as_str()));
        terminal.say(format!("{}  {what}  ({})", one.on, one.clause));
    }
    if due.is_empty() {
        terminal.tell(&Text::new("cli-due-none"));
    }
    Ok(0)
}
