//! `vermilion identity`, as far as it is about the office: applying, steps, issuing, loss, unlocking, destroying.

use std::path::Path;

use engine::{ApplyWith, Engine};
use wire::{
    ChangePin, Failure, FailureCode, IssueIdentity, Leave, PersonFile, PostEntry, ReportTrouble, TakeStep,
    Text,
};

use crate::office_arguments::{Apply, IdentityRules, Step, Trouble};
use crate::secrets;
use crate::terminal::Terminal;

/// Carries a command out.
pub fn run(engine: &Engine, terminal: &Terminal, rules: IdentityRules) -> Result<u8, Failure> {
    match rules {
        IdentityRules::Apply(apply) => self::apply(engine, terminal, *apply)?,
        IdentityRules::Pin { identity, pin_stdin } => {
            let old = secrets::get(terminal, pin_stdin, "cli-ask-old-pin")?;
            let new = secrets::get_new(terminal, pin_stdin, "cli-ask-new-pin")?;
            engine.change_pin(ChangePin { id: identity, old, new })?;
            terminal.tell(&Text::new("cli-pin-changed"));
        }
        IdentityRules::Check(step) => take(engine, terminal, step, "check", None, false)?,
        IdentityRules::Approve(step) => take(engine, terminal, step, "approve", None, false)?,
        IdentityRules::Reject(step) => take(engine, terminal, step, "reject", None, false)?,
        IdentityRules::Renew(step) => take(engine, terminal, step, "renew", None, false)?,
        IdentityRules::Revoke { step, compromise } => {
            take(engine, terminal, step, "revoke", None, compromise)?;
        }
        IdentityRules::Transfer { step, post, field, from } => {
            let post = PostEntry { title: post, field, from, until: None };
            take(engine, terminal, step, "transfer", Some(post), false)?;
        }
        IdentityRules::Issue { person, output, until, json, keyholders } => {
            let keyholders = leaves(terminal, &keyholders.keyholders, keyholders.pin_stdin)?;
            let issued = engine.write_issued_copy(&IssueIdentity { person, keyholders, until }, &output)?;
            if json {
                terminal.json(&issued)?;
            } else {
                terminal.tell(
                    &Text::new("cli-issued")
                        .with("name", issued.person.entry.name.as_str())
                        .with("file", output.display().to_string())
                        .with("pin", issued.initial_pin.as_str()),
                );
            }
        }
        IdentityRules::Suspend { who, loss, leak, misuse: _, how } => {
            let trouble = match (loss, leak) {
                (true, _) => "loss",
                (_, true) => "leak",
                _ => "misuse",
            };
            step_or_notice(engine, terminal, who, "suspend", trouble, how)?;
        }
        IdentityRules::Resume { who, how } => step_or_notice(engine, terminal, who, "resume", "found", how)?,
        IdentityRules::Receipt { who, output } => {
            engine.write_kept_receipt(&who, &output)?;
            written(terminal, &output);
        }
        IdentityRules::Unlock { what, output, keyholders, pin_stdin } => {
            if keyholders.is_empty() {
                engine.write_unlock_request(&what, &output)?;
            } else {
                let keyholders = leaves(terminal, &keyholders, pin_stdin)?;
                engine.write_unlock_for(Path::new(&what), &keyholders, &output)?;
            }
            written(terminal, &output);
        }
        IdentityRules::Destroy { who, why, officer, pin_stdin } => match officer {
            Some(officer) => office_step(engine, terminal, who, "destroy", why, officer, pin_stdin)?,
            None => {
                engine.remove_identity_named(&who)?;
                terminal.tell(&Text::new("cli-destroyed").with("name", who));
            }
        },
    }
    Ok(0)
}

fn apply(engine: &Engine, terminal: &Terminal, apply: Apply) -> Result<(), Failure> {
    let pin = secrets::get_new(terminal, apply.pin_stdin, "cli-ask-new-pin")?;
    let request = wire::Apply {
        name: apply.name,
        organisation: apply.organization,
        department: apply.department,
        post: apply.post,
        field: apply.field,
        employment: apply.employment,
        ends: apply.ends,
        id_number: apply.id_number,
        purpose: apply.purpose,
        condition: apply.condition,
        mark: None,
        attachments: Vec::new(),
        renews: apply.renews,
        key: apply.key.into(),
        pin,
    };
    let with = ApplyWith { specimen: apply.image.as_deref(), attachments: &apply.attach };
    engine.write_application(&request, &with, &apply.output)?;
    written(terminal, &apply.output);
    Ok(())
}

fn take(
    engine: &Engine,
    terminal: &Terminal,
    step: Step,
    code: &str,
    post: Option<PostEntry>,
    compromise: bool,
) -> Result<(), Failure> {
    let by = leave(terminal, &step.by.officer, step.by.pin_stdin)?;
    let papers = step.attach.iter().map(|path| engine.chosen(path).map(|paper| paper.id));
    let request = TakeStep {
        person: step.person,
        step: code.to_owned(),
        by,
        why: step.why,
        attachments: papers.collect::<Result<_, _>>()?,
        post,
        compromise,
    };
    describe(terminal, &engine.take_step(request)?);
    Ok(())
}

/// The office's step where an officer takes it; else the holder's notice.
fn step_or_notice(
    engine: &Engine,
    terminal: &Terminal,
    who: String,
    step: &str,
    trouble: &str,
    how: Trouble,
) -> Result<(), Failure> {
    match how.officer {
        Some(officer) => office_step(engine, terminal, who, step, how.why, officer, how.pin_stdin),
        None => report(engine, terminal, who, trouble, how.why, how.output.as_deref()),
    }
}

fn office_step(
    engine: &Engine,
    terminal: &Terminal,
    person: String,
    code: &str,
    why: String,
    officer: String,
    pin_stdin: bool,
) -> Result<(), Failure> {
    let by = leave(terminal, &officer, pin_stdin)?;
    let step = code.to_owned();
    let request = TakeStep { person, step, by, why, attachments: Vec::new(), post: None, compromise: false };
    describe(terminal, &engine.take_step(request)?);
    Ok(())
}

fn report(
    engine: &Engine,
    terminal: &Terminal,
    identity: String,
    trouble: &str,
    words: String,
    output: Option<&Path>,
) -> Result<(), Failure> {
    let request = ReportTrouble { identity: identity.clone(), trouble: trouble.to_owned(), words };
    engine.report_trouble(&request)?;
    if let Some(output) = output {
        engine.write_notice(&request, output)?;
    }
    if trouble != "found" {
        terminal.tell(&Text::new("cli-reported").with("name", identity));
    }
    if let Some(output) = output {
        written(terminal, output);
    }
    Ok(())
}

/// An officer with their PIN.
pub fn leave(terminal: &Terminal, officer: &str, pin_stdin: bool) -> Result<Leave, Failure> {
    let pin = secrets::get_of(terminal, pin_stdin, "cli-ask-officer-pin", officer)?;
    Ok(Leave { officer: officer.to_owned(), pin })
}

/// Officers with their PINs.
pub fn leaves(terminal: &Terminal, officers: &[String], pin_stdin: bool) -> Result<Vec<Leave>, Failure> {
    officers.iter().map(|officer| leave(terminal, officer, pin_stdin)).collect()
}

/// Tells where something was written.
pub fn written(terminal: &Terminal, path: &Path) {
    terminal.tell(&Text::new("cli-written").with("file", path.display().to_string()));
}

/// Tells a person in one line.
pub fn describe(terminal: &Terminal, file: &PersonFile) {
    let entry = &file.entry;
    terminal.tell(
        &Text::new("cli-person")
            .with("id", entry.id.as_str())
            .with("name", entry.name.as_str())
            .with("post", entry.post.as_str())
            .with("department", entry.department.as_str())
            .with("state", terminal.words(&Text::new(format!("state-{}", entry.state)))),
    );
}

/// The failure of words that do not fit.
pub fn usage() -> Failure {
    Failure::new(FailureCode::Usage)
}
