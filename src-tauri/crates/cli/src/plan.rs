//! `vermilion sign --plan`: where stamps would stand and how they would be bound, file by file.

use engine::{Engine, PlanFiles};
use serde::Serialize;
use wire::{Failure, PlannedMark, StampPlan, Text};

use crate::arguments::Sign;
use crate::placing::Placed;
use crate::secrets;
use crate::terminal::Terminal;

/// The plan of one file, as JSON.
#[derive(Serialize)]
struct Row {
    file: String,
    plan: Option<StampPlan>,
    failure: Option<Failure>,
}

/// Lists the marks of each file; the worst file gives the exit status.
pub fn run(engine: &Engine, terminal: &Terminal, sign: Sign) -> Result<u8, Failure> {
    let password =
        sign.password_stdin.then(|| secrets::get(terminal, true, "cli-ask-document-password")).transpose()?;
    let Placed { look, caption, place, stamps } =
        sign.placing.resolve(engine, sign.input.as_deref(), sign.identity.as_deref(), password.as_ref())?;
    let inputs = sign.input.into_iter().chain(sign.batch).collect();
    let planned = engine.plan_files(&PlanFiles { inputs, look, caption, place, stamps, password })?;
    let status = planned.iter().filter_map(|(_, plan)| Some(plan.as_ref().err()?.code.exit_status())).max();
    if sign.json {
        let rows = planned.into_iter().map(|(path, plan)| {
            let (plan, failure) = match plan {
                Ok(plan) => (Some(plan), None),
                Err(failure) => (None, Some(failure)),
            };
            Row { file: path.display().to_string(), plan, failure }
        });
        terminal.json(&rows.collect::<Vec<_>>())?;
        return Ok(status.unwrap_or(0));
    }
    for (path, plan) in planned {
        match plan {
            Ok(plan) => {
                terminal.say(path.display().to_string());
                tell(terminal, &plan);
            }
            Err(failure) => terminal.failure(&failure, Some(&path)),
        }
    }
    Ok(status.unwrap_or(0))
}

fn tell(terminal: &Terminal, plan: &StampPlan) {
    plan.marks.iter().for_each(|mark| terminal.tell(&line(mark)));
    terminal.tell(&engine::way_in_words(plan));
    plan.notes.iter().for_each(|note| terminal.tell(note));
}

/// One mark: its page, its size, its place, and which slice it is.
fn line(mark: &PlannedMark) -> Text {
    let place = &mark.place;
    let millimetres = |length: f64| format!("{length:.1}");
    let text = match mark.slice {
        None => Text::new("cli-plan-mark"),
        Some((number, of)) => Text::new("cli-plan-slice").with("number", number).with("of", of),
    };
    text.with("stamp", mark.stamp + 1)
        .with("page", place.page + 1)
        .with("left", millimetres(place.left))
        .with("top", millimetres(place.top))
        .with("width", millimetres(place.width))
        .with("height", millimetres(place.height))
}
