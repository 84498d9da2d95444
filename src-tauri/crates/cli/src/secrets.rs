//! PINs and passwords: from standard input, a line each, or asked for at the terminal. Never an argument, because
//! arguments are seen by everybody on the machine.

use std::io::{self, BufRead as _};

use wire::{Failure, FailureCode, SecondPerson, Secret, Text};
use zeroize::Zeroizing;

use crate::terminal::Terminal;

/// Gets the secret of somebody whom the question names.
pub fn get_of(terminal: &Terminal, from_stdin: bool, question: &str, name: &str) -> Result<Secret, Failure> {
    ask(terminal, from_stdin, &Text::new(question).with("name", name))
}

/// The second person who was named, with their PIN.
pub fn second(
    terminal: &Terminal,
    from_stdin: bool,
    name: Option<&str>,
) -> Result<Option<SecondPerson>, Failure> {
    let Some(name) = name else { return Ok(None) };
    let pin = get_of(terminal, from_stdin, "cli-ask-second-pin", name)?;
    Ok(Some(SecondPerson { identity: name.to_owned(), pin }))
}

/// Gets a new secret of somebody whom the question names, asked for twice at the terminal.
pub fn get_new_of(
    terminal: &Terminal,
    from_stdin: bool,
    question: &str,
    name: &str,
) -> Result<Secret, Failure> {
    again(terminal, from_stdin, get_of(terminal, from_stdin, question, name)?)
}

/// Gets one secret: the next line of standard input where `from_stdin`, else asked for by the text `question`.
pub fn get(terminal: &Terminal, from_stdin: bool, question: &str) -> Result<Secret, Failure> {
    ask(terminal, from_stdin, &Text::new(question))
}

fn ask(terminal: &Terminal, from_stdin: bool, question: &Text) -> Result<Secret, Failure> {
    let unread = |fault: io::Error| Failure::new(FailureCode::SecretUnread).because(fault);
    if from_stdin {
        let mut line = Zeroizing::new(String::new());
        io::stdin().lock().read_line(&mut line).map_err(unread)?;
        let secret = line.trim_end_matches(['\r', '\n']);
        return Ok(Secret::new(secret.to_owned()));
    }
    let asked = format!("{} ", terminal.words(question));
    rpassword::prompt_password(asked).map(Secret::new).map_err(unread)
}

/// Gets a new secret, asked for twice at the terminal.
pub fn get_new(terminal: &Terminal, from_stdin: bool, question: &str) -> Result<Secret, Failure> {
    again(terminal, from_stdin, get(terminal, from_stdin, question)?)
}

/// What was typed at the terminal is typed there a second time.
fn again(terminal: &Terminal, from_stdin: bool, first: Secret) -> Result<Secret, Failure> {
    if !from_stdin && get(terminal, false, "cli-ask-again")?.expose() != first.expose() {
        return Err(Failure::new(FailureCode::SecretsDiffer));
    }
    Ok(first)
}
