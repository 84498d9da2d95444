//! `vermilion travel`

use engine::Engine;
use wire::{BeginTravel, Failure, Text, TravelEntry};

use crate::secrets;
use crate::station_arguments::Travel;
use crate::terminal::Terminal;

/// Declares, ends and shows journeys; packs reports for the office.
pub fn run(engine: &Engine, terminal: &Terminal, travel: Travel) -> Result<u8, Failure> {
    match travel {
        Travel::Begin { place, reason, from, until } => {
            let rules = engine.begin_travel(BeginTravel { place, reason, from, until })?;
            rules.travel.iter().for_each(|travel| tell(terminal, travel));
        }
        Travel::End => drop(engine.end_travel(())?),
        Travel::Show => {
            let rules = engine.station_rules(())?;
            if rules.travels.is_empty() {
                terminal.tell(&Text::new("cli-travel-none"));
            }
            rules.travels.iter().for_each(|travel| tell(terminal, travel));
        }
        Travel::Return { input, identity, output, pin_stdin } => {
            let pin = secrets::get(terminal, pin_stdin, "cli-ask-pin")?;
            engine.write_return_of(&input, &identity, &pin, &output)?;
            terminal.tell(&Text::new("cli-written").with("file", output.display().to_string()));
        }
    }
    Ok(0)
}

fn tell(terminal: &Terminal, travel: &TravelEntry) {
    terminal.tell(
        &Text::new("cli-travel")
            .with("from", travel.from.as_str())
            .with("until", travel.until.as_str())
            .with("place", travel.place.as_str())
            .with("reason", travel.reason.as_str()),
    );
}
