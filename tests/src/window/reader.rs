//! A fingerprint reader that nobody has: a private bus (`dbus-daemon`) with a service on it that speaks as fprintd does, and says
//! of each finger what the test wrote down before. The window finds it where it finds the system's bus.

use super::Person;
use crate::kit::{project, tools};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A bus for everybody on it, and nobody else.
const CONFIGURATION: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:dir=FOLDER</listen>
  <policy context="default">
    <allow user="*"/><allow own="*"/>
    <allow send_type="method_call"/><allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/><allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/><allow receive_type="method_return"/><allow receive_type="error"/><allow receive_type="signal"/>
  </policy>
</busconfig>
"#;

/// The reader, as long as it is plugged in.
pub struct FingerReader {
    bus: Child,
    service: Child,
    folder: PathBuf,
}

impl FingerReader {
    /// Plugs one in where this person's programs look for the system's.
    pub fn plug_in(person: &mut Person) -> Self {
        let folder = person.path("").parent().expect("their folder").join("reader");
        std::fs::create_dir_all(&folder).expect("a folder");
        let configuration = folder.join("bus.conf");
        let words = CONFIGURATION.replace("FOLDER", folder.to_str().expect("a path"));
        std::fs::write(&configuration, words).expect("the bus's configuration");
        let mut bus = Command::new("dbus-daemon")
            .args(["--nofork", "--nopidfile", "--print-address=1", "--config-file"])
            .arg(&configuration)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|fault| panic!("dbus-daemon (package dbus-daemon): {fault}"));
        let address = first_line(&mut bus);
        person.set("DBUS_SYSTEM_BUS_ADDRESS", address.as_str());
        let mut service = Command::new(tools::python())
            .arg(project().join("tests/src/window/fprintd.py"))
            .args([folder.join("answers"), folder.join("calls")])
            .env("DBUS_SYSTEM_BUS_ADDRESS", &address)
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python");
        assert_eq!(first_line(&mut service), "ready", "the service is on the bus");
        Self { bus, service, folder }
    }

    /// What it will say of the next fingers, a line each: statuses of fprintd, the last of them with a `!`.
    pub fn says(&self, lines: &[&str]) -> &Self {
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        std::fs::write(self.folder.join("answers"), lines).expect("the answers");
        self
    }

    /// The calls that came so far.
    pub fn calls(&self) -> Vec<String> {
        let calls = std::fs::read_to_string(self.folder.join("calls")).unwrap_or_default();
        calls.lines().map(str::to_owned).collect()
    }

    /// Pulls it out: the service is gone from the bus.
    pub fn unplug(&mut self) {
        let _ = self.service.kill();
        let _ = self.service.wait();
    }
}

impl Drop for FingerReader {
    fn drop(&mut self) {
        self.unplug();
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}

fn first_line(process: &mut Child) -> String {
    let mut line = String::new();
    let out = process.stdout.take().expect("its output");
    BufReader::new(out).read_line(&mut line).expect("a line");
    line.trim().to_owned()
}
