//! Where this program keeps what is its own: vault, log, settings, marks, trusted certificates.

use std::path::{Path, PathBuf};
use std::{env, fs};

use wire::{Failure, FailureCode};

/// A profile folder and the name of the device it is on.
#[derive(Clone, Debug)]
pub struct Profile {
    root: PathBuf,
    device: String,
    user: String,
}

impl Profile {
    /// The user's own: `VERMILION_HOME` where it is set, else the system's place for application data.
    pub fn of_the_user() -> Self {
        let root = env::var_os("VERMILION_HOME").map(PathBuf::from).or_else(|| {
            directories::ProjectDirs::from("org", "Vermilion", "Vermilion")
                .map(|dirs| dirs.data_dir().to_owned())
        });
        Self::at(root.unwrap_or_else(|| PathBuf::from(".vermilion")))
    }

    /// The profile in a folder of its own.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        let user = ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| env::var(name).ok());
        Self { root: root.into(), device: device_name(), user: user.unwrap_or_default() }
    }

    /// The person logged in to the computer.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The computer's name.
    pub fn device(&self) -> &str {
        &self.device
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.root.join("vault")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.root.join("log.sqlite")
    }

    pub(crate) fn signing_lock(&self) -> PathBuf {
        self.root.join("signing.lock")
    }

    pub(crate) fn settings(&self) -> PathBuf {
        self.root.join("settings.json")
    }

    pub(crate) fn recent(&self) -> PathBuf {
        self.root.join("recent.json")
    }

    pub(crate) fn marks(&self) -> PathBuf {
        self.root.join("marks")
    }

    pub(crate) fn seals(&self) -> PathBuf {
        self.root.join("seals")
    }

    pub(crate) fn presets(&self) -> PathBuf {
        self.root.join("presets.json")
    }

    pub(crate) fn samples(&self) -> PathBuf {
        self.root.join("samples")
    }

    /// Copies of signed versions that were handed to the system to be printed.
    pub(crate) fn printed(&self) -> PathBuf {
        self.root.join("printed")
    }

    pub(crate) fn trust(&self) -> PathBuf {
        self.root.join("trust")
    }

    pub(crate) fn waiting(&self) -> PathBuf {
        self.root.join("waiting.json")
    }

    /// Copies of what waiting files need for their timestamps.
    pub(crate) fn waiting_copies(&self) -> PathBuf {
        self.root.join("waiting")
    }

    /// The quality office's register.
    pub(crate) fn register(&self) -> PathBuf {
        self.root.join("office.sqlite")
    }

    /// The directory taken over last, as the letter it came in.
    pub(crate) fn directory(&self) -> PathBuf {
        self.root.join("directory.json")
    }

    /// What this station remembers for the rules of use.
    pub(crate) fn memory(&self) -> PathBuf {
        self.root.join("memory.json")
    }

    /// Keeps changes of that memory one after the other.
    pub(crate) fn memory_lock(&self) -> PathBuf {
        self.root.join("memory.lock")
    }

    /// The folder itself.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn authorities(&self) -> PathBuf {
        self.root.join("authorities.json")
    }

    pub(crate) fn token_modules(&self) -> PathBuf {
        self.root.join("token-modules.json")
    }

    /// Revocation answers and lists that were fetched.
    pub(crate) fn proofs(&self) -> PathBuf {
        self.root.join("proofs")
    }

    /// Makes the folder where it is missing, readable by its owner alone.
    pub(crate) fn prepare(&self) -> Result<(), Failure> {
        make_private(&self.root)
    }
}

/// Makes a folder that only its owner may enter.
pub(crate) fn make_private(folder: &Path) -> Result<(), Failure> {
    if folder.is_dir() {
        return Ok(());
    }
    let made = fs::create_dir_all(folder).and_then(|()| restrict(folder));
    made.map_err(|fault| {
        Failure::new(FailureCode::SettingsUnwritable)
            .with("folder", folder.display().to_string())
            .because(fault)
    })
}

/// Makes the folder that results go to, where it is missing.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|fault| crate::output::unwritable(folder, fault))
}

#[cfg(unix)]
fn restrict(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn restrict(_: &Path) -> std::io::Result<()> {
    Ok(()) // the user's application data is private to the user already
}

fn device_name() -> String {
    #[cfg(unix)]
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let name = env::var("COMPUTERNAME").unwrap_or_default();
    name
}
