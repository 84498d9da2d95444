//! `vermilion log`

use engine::Engine;
use wire::{Failure, FailureCode, HistoryFormat, HistoryQuery, Text};

use crate::arguments::Log;
use crate::terminal::Terminal;

/// Shows, checks and exports the usage log.
pub fn run(engine: &Engine, terminal: &Terminal, log: Log) -> Result<u8, Failure> {
    match log {
        Log::Show { text, action, limit, json } => {
            let page = engine.history(HistoryQuery { text, action, limit, ..HistoryQuery::default() })?;
            if json {
                terminal.json(&page)?;
                return Ok(0);
            }
            for entry in page.entries {
                let words = |id: String| terminal.words(&Text::new(id));
                let parts = [
                    Some(format!("{:>6}", entry.seq)),
                    Some(entry.at),
                    Some(words(format!("action-{}", entry.action))),
                    Some(words(format!("result-{}", entry.result))),
                    Some(entry.who),
                    entry.document,
                    Some(entry.place),
                    entry.note,
                ];
                terminal.say(
                    parts
                        .into_iter()
                        .flatten()
                        .filter(|part| !part.is_empty())
                        .collect::<Vec<_>>()
                        .join("  "),
                );
            }
            Ok(0)
        }
        Log::Verify { file, against, json } => {
            let state = match file {
                Some(file) => engine.exported_history_state(&file)?,
                None => engine.history_state_against(&against)?,
            };
            if json {
                terminal.json(&state)?;
            } else if state.intact {
                let text = Text::new("cli-log-intact").with("size", state.size.to_string());
                terminal.tell(&text.with("root", state.root));
                if let Some(reason) = &state.reason {
                    // Nothing is broken by it, and who cuts a log takes its copy away first.
                    terminal.tell(&Text::new(format!("chain-{reason}")));
                }
            } else {
                let reason =
                    terminal.words(&Text::new(format!("chain-{}", state.reason.unwrap_or_default())));
                let entry = state.broken_at.unwrap_or_default().to_string();
                terminal.tell(&Text::new("cli-log-broken").with("entry", entry).with("reason", reason));
            }
            Ok(if state.intact { 0 } else { 1 })
        }
        Log::Anchor => {
            let anchors = engine.log_anchors()?;
            if anchors.is_empty() {
                terminal.tell(&Text::new("cli-anchor-none"));
            }
            for anchor in anchors {
                terminal.tell(
                    &Text::new("cli-anchor")
                        .with("place", anchor.place)
                        .with("size", anchor.size.to_string())
                        .with("age", anchor.at),
                );
            }
            Ok(0)
        }
        Log::Export { output, format } => {
            let by_ending = match output.extension().and_then(|ending| ending.to_str()) {
                Some("csv") => Some(HistoryFormat::Csv),
                Some("json") => Some(HistoryFormat::Json),
                _ => None,
            };
            let format = format.map(HistoryFormat::from).or(by_ending);
            let format = format.ok_or_else(|| Failure::new(FailureCode::Usage))?;
            if output.exists() {
                return Err(
                    Failure::new(FailureCode::OutputExists).with("name", output.display().to_string())
                );
            }
            engine.write_history(format, &output)?;
            terminal.tell(&Text::new("cli-log-exported").with("file", output.display().to_string()));
            Ok(0)
        }
    }
}
