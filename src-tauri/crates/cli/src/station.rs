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
    terminal.tell(&Text::new(format!("station-{}", engine.station().as_str())));
    Ok(0)
}
