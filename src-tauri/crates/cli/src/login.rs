//! `vermilion login`, and the login before a signature.

use clap::Subcommand;
use engine::Engine;
use wire::{ChangeLogin, Failure, LoginState, RemoveLogin, SetLogin, Text};

use crate::secrets;
use crate::terminal::Terminal;

/// `vermilion login`
#[derive(Debug, Subcommand)]
pub enum Login {
    /// Set a login where there is none.
    #[command(after_help = "Example: vermilion login set 张三")]
    Set {
        /// Who logs in.
        name: String,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Give the login another password.
    #[command(after_help = "Example: vermilion login change")]
    Change {
        /// Read the old and the new password from standard input, a line each.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Remove the login.
    #[command(after_help = "Example: vermilion login remove")]
    Remove {
        /// Read its password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Tell whether a login is set, and whether the house wants one.
    #[command(after_help = "Example: vermilion login status")]
    Status {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Sets, changes, removes and shows the login.
pub fn run(engine: &Engine, terminal: &Terminal, login: Login) -> Result<u8, Failure> {
    match login {
        Login::Set { name, password_stdin } => {
            let password = secrets::get_new(terminal, password_stdin, "cli-ask-new-login")?;
            tell(terminal, &engine.set_login(SetLogin { name, password })?);
        }
        Login::Change { password_stdin } => {
            let old = secrets::get(terminal, password_stdin, "cli-ask-login")?;
            let new = secrets::get_new(terminal, password_stdin, "cli-ask-new-login")?;
            engine.change_login(ChangeLogin { old, new })?;
            terminal.tell(&Text::new("cli-login-changed"));
        }
        Login::Remove { password_stdin } => {
            let password = secrets::get(terminal, password_stdin, "cli-ask-login")?;
            engine.remove_login(RemoveLogin { password })?;
            terminal.tell(&Text::new("cli-login-removed"));
        }
        Login::Status { json: true } => terminal.json(&engine.login_state(())?)?,
        Login::Status { json: false } => tell(terminal, &engine.login_state(())?),
    }
    Ok(0)
}

fn tell(terminal: &Terminal, state: &LoginState) {
    match &state.name {
        Some(name) => terminal.tell(&Text::new("cli-login-set").with("name", name.as_str())),
        None => terminal.tell(&Text::new("cli-login-none")),
    }
    if state.required {
        terminal.tell(&Text::new("cli-login-required"));
    }
}

/// Logs in before something is signed: with the next line of standard input, or asked for at the terminal where a login is set.
/// A script that gives the PIN alone is not asked; the rules then say what is missing.
pub fn before_signing(
    engine: &Engine,
    terminal: &Terminal,
    from_stdin: bool,
    pin_stdin: bool,
) -> Result<(), Failure> {
    let asked = from_stdin || (!pin_stdin && engine.login_state(())?.name.is_some());
    if !asked {
        return Ok(());
    }
    let password = secrets::get(terminal, from_stdin, "cli-ask-login")?;
    engine.log_in_as_set(password).map(drop)
}
