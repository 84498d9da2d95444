//! `vermilion ticket`

use engine::Engine;
use wire::{DocumentId, Failure, IssueTicket, Text};

use crate::secrets;
use crate::station_arguments::Ticket;
use crate::terminal::Terminal;

/// Writes and shows approvals to seal.
pub fn run(engine: &Engine, terminal: &Terminal, ticket: Ticket) -> Result<u8, Failure> {
    match ticket {
        Ticket::Issue { input, seal, identity, page, count, print, hours, words, output, pin_stdin } => {
            let pin = secrets::get(terminal, pin_stdin, "cli-ask-pin")?;
            let request = IssueTicket {
                document: DocumentId(String::new()),
                seal,
                pages: page,
                count,
                print,
                hours,
                words,
                identity,
                pin,
            };
            engine.write_ticket_for(&input, &request, &output)?;
            terminal.tell(&Text::new("cli-written").with("file", output.display().to_string()));
        }
        Ticket::Show => terminal.json(&engine.station_rules(())?.tickets)?,
    }
    Ok(0)
}
