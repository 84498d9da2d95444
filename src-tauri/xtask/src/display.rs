//! A display: the user's, or a virtual one that ends with this program.

use crate::job::Failure;
use crate::packages::find;
use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// Whether windows can be shown to somebody.
pub fn is_there() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// A running Xvfb.
pub struct VirtualDisplay {
    server: Child,
    /// Its name, such as `:1`.
    pub name: String,
}

impl VirtualDisplay {
    /// Starts one on a display number that the server itself finds free; returns when it is ready.
    pub fn start() -> Result<Self, Failure> {
        // Where it can be had the server also ends when this program is killed.
        let mut command = match find("setpriv") {
            Some(setpriv) => {
                let mut command = Command::new(setpriv);
                command.args(["--pdeathsig", "TERM", "Xvfb"]);
                command
            }
            None => Command::new("Xvfb"),
        };
        command.args(["-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset"]);
        let mut server = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Failure(format!("Xvfb could not be started: {error}")))?;
        let mut number = String::new();
        if let Some(stdout) = server.stdout.take() {
            let _ = BufReader::new(stdout).read_line(&mut number); // empty when the server ended
        }
        let display = Self { server, name: format!(":{}", number.trim()) };
        if number.trim().is_empty() {
            Err(Failure("Xvfb found no free display.".to_owned()))
        } else {
            Ok(display)
        }
    }

    /// What a program needs in its environment to show its windows there, and nowhere else.
    pub fn environment(&self) -> Vec<(String, std::ffi::OsString)> {
        [
            ("DISPLAY", self.name.as_str()),
            ("WAYLAND_DISPLAY", ""),
            ("GDK_BACKEND", "x11"),
            ("NO_AT_BRIDGE", "1"), // no accessibility bus is running there, and waiting for one takes long
            ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"), // no graphics card either
        ]
        .map(|(name, value)| (name.to_owned(), value.into()))
        .to_vec()
    }
}

impl Drop for VirtualDisplay {
    fn drop(&mut self) {
        let _ = self.server.kill(); // it may have ended already
        let _ = self.server.wait();
    }
}
