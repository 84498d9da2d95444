//! System packages. Each is looked for by what it brings, so that a machine where it came some other way is as good; what
//! is missing is installed through apt where that needs no password, and named with the line to type where it does.

use crate::folders::Folders;
use crate::job::{Failure, Job};
use std::env;
use std::path::PathBuf;

/// A package and how to see that it is there.
struct Package {
    /// Its name in Debian and Ubuntu.
    name: &'static str,
    sign: Sign,
}

enum Sign {
    /// One of these programs is in the path.
    Program(&'static [&'static str]),
    /// `pkg-config` knows this library.
    Library(&'static str),
    /// This Python module can be loaded.
    PythonModule(&'static str),
}

const TO_BUILD: &[Package] = &[
    Package { name: "build-essential", sign: Sign::Program(&["cc"]) },
    Package { name: "pkg-config", sign: Sign::Program(&["pkg-config"]) },
    Package { name: "libwebkit2gtk-4.1-dev", sign: Sign::Library("webkit2gtk-4.1") },
];

const TO_DRIVE: &[Package] = &[
    Package { name: "xvfb", sign: Sign::Program(&["Xvfb"]) },
    Package { name: "webkit2gtk-driver", sign: Sign::Program(&["WebKitWebDriver"]) },
    Package { name: "dbus-daemon", sign: Sign::Program(&["dbus-daemon"]) }, // a bus for a fingerprint reader that nobody has
];

const TO_COMPARE: &[Package] = &[
    Package { name: "openssl", sign: Sign::Program(&["openssl"]) },
    Package { name: "poppler-utils", sign: Sign::Program(&["pdfsig"]) },
    Package { name: "qpdf", sign: Sign::Program(&["qpdf"]) },
    Package { name: "mupdf-tools", sign: Sign::Program(&["mutool"]) },
    Package { name: "strace", sign: Sign::Program(&["strace"]) }, // kills the signing process at a chosen call
    Package { name: "softhsm2", sign: Sign::Program(&["softhsm2-util"]) },
    Package { name: "opensc", sign: Sign::Program(&["pkcs11-tool"]) }, // writes certificates to software tokens
    Package { name: "python3-venv", sign: Sign::PythonModule("ensurepip") },
];

/// The browser that the page's tests run in, by its names in Debian, Ubuntu and elsewhere.
const BROWSERS: &[&str] = &["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];

/// What is to be done with the machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Build the window and open it.
    Build,
    /// Build it and use it without a display.
    Drive,
    /// Run every test.
    Test,
}

/// Installs what is missing for `purpose`, or says what to type.
pub fn set_up(purpose: Purpose, folders: &Folders) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(()); // the web view is part of the system there; the tests of the window need Linux
    }
    let mut missing: Vec<&str> = Vec::new();
    let mut look = |packages: &[Package]| {
        missing.extend(packages.iter().filter(|p| !p.sign.is_there(folders)).map(|p| p.name));
    };
    look(TO_BUILD);
    if purpose != Purpose::Build {
        look(TO_DRIVE);
    }
    if purpose == Purpose::Test {
        look(TO_COMPARE);
        // Ubuntu's package of this name only leads to a snap, which containers cannot install.
        if browser().is_none() && !is_ubuntu() {
            missing.push("chromium");
        }
    }
    if missing.is_empty() { Ok(()) } else { install(&missing, folders) }
}

fn install(missing: &[&str], folders: &Folders) -> Result<(), Failure> {
    let line = format!("apt-get install -y --no-install-recommends {}", missing.join(" "));
    if find("apt-get").is_none() {
        return Err(Failure(format!(
            "These packages (named as in Debian) are missing: {}\nInstall them with your system's package manager and try again.",
            missing.join(", ")
        )));
    }
    let prefix: &[&str] = if Job::new("id", ["-u"]).output(folders).as_deref() == Some("0") {
        &[]
    } else if Job::new("sudo", ["-n", "true"]).output(folders).is_some() {
        &["sudo", "-n"]
    } else {
        return Err(Failure(format!(
            "System packages are missing, and installing them needs your password. Please type\n\n    sudo apt-get update && sudo {line}\n\nand try again."
        )));
    };
    let apt = |arguments: &[&str]| {
        let words = [
            prefix,
            &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=600"],
            arguments,
        ]
        .concat();
        Job::new(words[0], &words[1..])
    };
    // A mirror that does not answer here may not matter to the packages in question, so installing is tried anyway.
    let updated = apt(&["update"]).run("System packages", folders);
    let installed = apt(&[&["install", "-y", "--no-install-recommends"], missing].concat());
    installed.run("System packages", folders).map_err(|failure| {
        let network =
            if updated.is_err() { " The list of packages could not be updated either." } else { "" };
        Failure(format!("{failure}.{network}\nTo see why, type\n\n    sudo apt-get update && sudo {line}"))
    })
}

impl Sign {
    fn is_there(&self, folders: &Folders) -> bool {
        match self {
            Self::Program(names) => names.iter().any(|name| find(name).is_some()),
            Self::Library(name) => Job::new("pkg-config", ["--exists", name]).output(folders).is_some(),
            Self::PythonModule(name) => {
                Job::new("python3", ["-c", &format!("import {name}")]).output(folders).is_some()
            }
        }
    }
}

/// A program in the path.
pub fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The browser for the page's tests.
pub fn browser() -> Option<PathBuf> {
    BROWSERS.iter().filter(|name| !(is_ubuntu() && **name == "chromium-browser")).find_map(|name| find(name))
}

fn is_ubuntu() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"))
}
