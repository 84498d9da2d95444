//! The command `vermilion`: the engine for scripts and terminals.
//!
//! Owns arguments, exit statuses and what is printed where (results to standard output, troubles to standard error:
//! what happened, then what to do). Decides nothing; the engine does. Links no window.

mod arguments;
mod backup;
mod check;
mod copy;
mod detached;
mod evidence;
mod fields;
mod identity;
mod log;
mod login;
mod office;
mod office_arguments;
mod office_identity;
mod paper;
mod placing;
mod plan;
mod prepare;
mod provable;
mod seal;
mod seam_check;
mod secrets;
mod sign;
mod station;
mod station_arguments;
mod terminal;
mod tickets;
mod tokens;
mod travel;
mod trust;
mod upkeep;
mod values;
mod verify;

use std::process::ExitCode;

use clap::Parser as _;
use engine::Engine;

use crate::arguments::{Arguments, Command};
use crate::terminal::Terminal;

fn main() -> ExitCode {
    if let Some(status) = engine::examined_apart() {
        return status;
    }
    engine::harden_process();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(told) => {
            // Help and version are asked for; everything else is wrong usage (64).
            let status = if told.use_stderr() { 64 } else { 0 };
            let _ = told.print();
            return ExitCode::from(status);
        }
    };
    // Of a batch, a file that brings a process down must not bring this one down.
    let engine = Engine::open_profile().looking_apart();
    if let Some(language) = arguments.language() {
        engine.speak(language);
    }
    let terminal = Terminal::new(&engine);
    settle(&engine, &terminal, &arguments.command);
    let ran = match arguments.command {
        Command::Sign(sign) => sign::run(&engine, &terminal, sign),
        Command::Timestamp(timestamp) => provable::timestamp(&engine, &terminal, *timestamp),
        Command::Extend(extend) => provable::extend(&engine, &terminal, *extend),
        Command::Prepare(prepare) => prepare::run(&engine, &terminal, *prepare),
        Command::Check(check) => check::run(&engine, &terminal, &check),
        Command::Tokens(tokens) => tokens::run(&engine, &terminal, &tokens),
        Command::Verify(verify) => verify::run(&engine, &terminal, &verify, arguments.lang),
        Command::Paper(paper) => paper::run(&engine, &terminal, &paper),
        Command::Evidence(evidence) => evidence::run(&engine, &terminal, *evidence, arguments.lang),
        Command::Copy(copy) => copy::run(&engine, &terminal, copy),
        Command::Trust(trust) => trust::run(&engine, &terminal, trust),
        Command::Fields(fields) => fields::run(&engine, &terminal, &fields),
        Command::Identity(identity) => identity::run(&engine, &terminal, identity),
        Command::Login(login) => login::run(&engine, &terminal, login),
        Command::Seal(seal) => seal::run(&engine, &terminal, seal),
        Command::Station(station) => station::run(&engine, &terminal, &station),
        Command::Log(log) => log::run(&engine, &terminal, log),
        Command::Office(office) => office::run(&engine, &terminal, office),
        Command::Ticket(ticket) => tickets::run(&engine, &terminal, ticket),
        Command::Travel(travel) => travel::run(&engine, &terminal, travel),
        Command::Backup(backup) => backup::run(&engine, &terminal, backup),
        Command::Update(update) => upkeep::update(&engine, &terminal, &update),
        Command::Feedback(feedback) => upkeep::feedback(&engine, &terminal, &feedback),
        Command::Completions { shell } => arguments::completions(shell),
        Command::Manual => arguments::manual(),
    };
    match ran {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            terminal.failure(&failure, None);
            ExitCode::from(failure.code.exit_status())
        }
    }
}

/// Settles what an earlier run left open, before anything new is begun. A log that cannot be read is told by the
/// command that needs it.
fn settle(engine: &Engine, terminal: &Terminal, command: &Command) {
    let reads_only = matches!(
        command,
        Command::Fields(_)
            | Command::Check(_)
            | Command::Tokens(_)
            | Command::Completions { .. }
            | Command::Manual
            // A restore begins where nothing is, not even a log.
            | Command::Backup(station_arguments::Backup::Restore { .. })
    );
    if !reads_only {
        for told in engine.settle_open_work().unwrap_or_default() {
            terminal.note(&told);
        }
    }
}
