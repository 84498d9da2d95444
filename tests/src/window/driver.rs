//! Speaks W3C WebDriver with WebKitWebDriver, which this module starts and ends.
//!
//! Owns the processes: driver, window and the web view's helpers are one process group, which ends with the value.

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use ureq::Agent;

/// The member of an element's JSON that bears its reference (W3C WebDriver §12).
pub const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long the window may take to come up.
const START: Duration = Duration::from_secs(60);

/// A session with one window.
pub struct Driver {
    process: Child,
    agent: Agent,
    session: String,
}

impl Driver {
    /// Starts the driver, and through it the program, in this environment.
    pub fn start(program: &Path, arguments: &[String], environment: &[(String, String)]) -> Self {
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}")).arg("--host=127.0.0.1").process_group(0);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        command.env("TAURI_WEBVIEW_AUTOMATION", "true"); // without it the session waits for ever
        command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1"); // there is no graphics card behind a virtual display
        let mut process = command
            .spawn()
            .unwrap_or_else(|fault| panic!("WebKitWebDriver (package webkit2gtk-driver): {fault}"));
        let errors = process.stderr.take();
        thread::spawn(move || {
            errors.map(|errors| BufReader::new(errors).lines().map_while(Result::ok).for_each(tell))
        });
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(START)).build();
        let mut driver =
            Self { process, agent: config.into(), session: format!("http://127.0.0.1:{port}/session") };
        let options = json!({ "binary": program, "args": arguments });
        let capabilities =
            json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let begun = Instant::now();
        let answer = loop {
            match driver.agent.post(&driver.session).send_json(&capabilities) {
                Ok(mut answer) => break answer.body_mut().read_json::<Value>().expect("the driver's JSON"),
                Err(_) if begun.elapsed() < START / 4 => thread::sleep(Duration::from_millis(50)),
                Err(fault) => panic!("the driver does not answer: {fault}"),
            }
        };
        let id = answer["value"]["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {answer}"));
        driver.session = format!("{}/{id}", driver.session);
        driver
    }

    /// Sends a command with a body; its value, or the driver's word for what went wrong.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        self.value(self.agent.post(format!("{}/{path}", self.session)).send_json(body))
    }

    /// Asks for something.
    pub fn get(&self, path: &str) -> Result<Value, String> {
        self.value(self.agent.get(format!("{}/{path}", self.session)).call())
    }

    /// Releases keys and buttons that actions still hold.
    pub fn release(&self) -> Result<Value, String> {
        self.value(self.agent.delete(format!("{}/actions", self.session)).call())
    }

    fn value(&self, answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, String> {
        let mut answer = answer.map_err(|fault| fault.to_string())?;
        let body: Value =
            answer.body_mut().with_config().limit(64 << 20).read_json().map_err(|f| f.to_string())?;
        let value = body.get("value").cloned().unwrap_or_default();
        match value.get("error").and_then(Value::as_str) {
            Some(error) => Err(format!("{error}: {}", value["message"].as_str().unwrap_or_default())),
            None => Ok(value),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.session).call(); // closes the window; it may be gone already
        if let Some(group) = i32::try_from(self.process.id()).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// Passes on what the window says on standard error, except what GTK says of a virtual display every time.
fn tell(line: String) {
    const KNOWN: [&str; 4] = ["Locale not supported", "Using the fallback", "dconf", "GLib-GIO"];
    if !line.trim().is_empty() && !KNOWN.iter().any(|known| line.contains(known)) {
        eprintln!("window: {line}");
    }
}
