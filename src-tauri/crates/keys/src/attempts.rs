//! How often a secret was tried (RS8 3.2: five wrong tries lock). A try is counted, durably, before it is made.
//!
//! The order is: lock against other processes, read the counter, add one, make it durable, and only then hand out
//! [`Counted`], without which no key can be derived from a secret to be tried. A kill at any point therefore leaves the try
//! counted, and processes that try at once stand in line. A counter that cannot be read, believed or written allows no try.
//!
//! Not promised: whoever restores an older copy of the whole vault restores the counter with it. The counter is tied to the
//! identity's epoch, so one from before a change of secret does not fit; and the caller should keep epoch and tries in its
//! log. Only a token or TPM keeps a counter against copying.
//!
//! The lock has no timer and [`start`] is the one place where a counter goes back to zero for anything but the right secret:
//! an administrator's unlock is to be checked before a call to it, nowhere else.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::device::DeviceSecret;
use crate::error::{CounterFault, Error};
use crate::files::{self, Lock};
use crate::record::{Canonical, IdentityId};

/// Wrong tries after which an identity is locked (RS8 3.2).
pub const MAXIMUM_TRIES: u8 = 5;

/// The counter as it lies on disk.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CounterFile {
    format: String,
    id: String,
    epoch: u64,
    attempts: u8,
    tag: String,
}

const FORMAT: &str = "vermilion.tries/1";

/// Where the counter of an identity's epoch lies, and what authenticates it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CounterPlace<'a> {
    pub(crate) directory: &'a Path,
    pub(crate) id: &'a IdentityId,
    pub(crate) epoch: u64,
    pub(crate) device: &'a DeviceSecret,
}

impl CounterPlace<'_> {
    /// The file of the counter; the epoch in its name lets old and new counter stand side by side during a change.
    pub(crate) fn path(&self) -> PathBuf {
        self.directory.join(format!("{}.{}.tries", self.id, self.epoch))
    }

    fn message(&self, attempts: u8) -> Vec<u8> {
        Canonical::new(FORMAT).text(self.id.as_str()).number(self.epoch).number(u64::from(attempts)).finish()
    }

    fn write(&self, attempts: u8) -> Result<(), Error> {
        let file = CounterFile {
            format: FORMAT.to_owned(),
            id: self.id.to_string(),
            epoch: self.epoch,
            attempts,
            tag: self.device.tag(&self.message(attempts)),
        };
        let bytes = serde_json::to_vec(&file).map_err(|_| self.fault(CounterFault::Malformed))?;
        files::replace(&self.path(), &bytes)
    }

    fn fault(&self, fault: CounterFault) -> Error {
        Error::Counter { id: self.id.clone(), fault }
    }

    /// The wrong tries made so far, if the counter can be believed.
    pub(crate) fn attempts(&self) -> Result<u8, Error> {
        let bytes = files::read(&self.path())?.ok_or_else(|| self.fault(CounterFault::Missing))?;
        let file: CounterFile =
            serde_json::from_slice(&bytes).map_err(|_| self.fault(CounterFault::Malformed))?;
        if file.format != FORMAT {
            return Err(self.fault(CounterFault::Malformed));
        }
        if file.id != self.id.as_str() || file.epoch != self.epoch {
            return Err(self.fault(CounterFault::Foreign));
        }
        if !self.device.tag_matches(&self.message(file.attempts), &file.tag) {
            return Err(self.fault(CounterFault::Altered));
        }
        Ok(file.attempts)
    }
}

/// Puts a counter of no tries in place, for a new identity or a new epoch; the identity's lock must be held.
pub(crate) fn start(_held: &Lock, place: CounterPlace<'_>) -> Result<(), Error> {
    place.write(0)
}

/// Raises a counter to at least `attempts`; one that cannot be believed is set to all tries spent.
pub(crate) fn spend(_held: &Lock, place: CounterPlace<'_>, attempts: u8) -> Result<(), Error> {
    let before = place.attempts().unwrap_or(MAXIMUM_TRIES);
    place.write(before.max(attempts))
}

/// The proof that a try has been counted and made durable, and the lock that keeps other tries out until it is settled.
#[derive(Debug)]
pub(crate) struct Counted<'a> {
    place: CounterPlace<'a>,
    lock: Lock,
    attempts: u8,
}

impl<'a> Counted<'a> {
    /// Counts a try. The lock must have been taken before anything about the identity was read.
    pub(crate) fn begin(lock: Lock, place: CounterPlace<'a>) -> Result<Self, Error> {
        let before = place.attempts()?;
        if before >= MAXIMUM_TRIES {
            return Err(Error::Locked);
        }
        let attempts = before.saturating_add(1);
        place.write(attempts)?;
        Ok(Self { place, lock, attempts })
    }

    /// The secret was right: the counter goes back to zero. Returns the lock, still held.
    pub(crate) fn right(self) -> Result<Lock, Error> {
        self.place.write(0)?;
        Ok(self.lock)
    }

    /// The secret was wrong: the try stays counted.
    pub(crate) fn wrong(self) -> Error {
        Error::WrongSecret { tries_left: MAXIMUM_TRIES.saturating_sub(self.attempts) }
    }
}
