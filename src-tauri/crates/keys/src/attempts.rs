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
//! An identity's lock has no timer and [`start`] is the one place where a counter goes back to zero for anything but the right
//! secret: an administrator's unlock is to be checked before a call to it, nowhere else. Where no key stands behind a secret, as
//! behind the login, spent tries wait instead ([`Spent::Waits`]): one more after a minute, then two, four, up to an hour.
//! A clock that is put back begins the wait anew; one that is put forward ends it, which is said where this is explained.

use std::path::{Path, PathBuf};

use pki::Time;
use serde::{Deserialize, Serialize};

use crate::device::DeviceSecret;
use crate::error::{CounterFault, Error};
use crate::files::{self, Lock};
use crate::record::{Canonical, IdentityId};

/// Wrong tries after which an identity is locked (RS8 3.2).
pub const MAXIMUM_TRIES: u8 = 5;

/// The longest wait for one more try, seconds.
const LONGEST_WAIT: i64 = 3600;

/// What follows when all tries are spent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Spent {
    /// Nothing, until an administrator allows it.
    Locks,
    /// A wait after each further try; it is this moment.
    Waits(Time),
}

/// The counter as it lies on disk.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CounterFile {
    format: String,
    id: String,
    epoch: u64,
    attempts: u8,
    /// When the last try was made, seconds since the epoch; only where spent tries wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<i64>,
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
    pub(crate) spent: Spent,
}

/// Tries made, and when the last one was.
#[derive(Debug, Clone, Copy)]
struct Made {
    attempts: u8,
    last: Option<i64>,
}

impl CounterPlace<'_> {
    /// The file of the counter; the epoch in its name lets old and new counter stand side by side during a change.
    pub(crate) fn path(&self) -> PathBuf {
        self.directory.join(format!("{}.{}.tries", self.id, self.epoch))
    }

    fn message(&self, made: Made) -> Vec<u8> {
        let message = Canonical::new(FORMAT).text(self.id.as_str()).number(self.epoch);
        let message = message.number(u64::from(made.attempts));
        match made.last {
            Some(last) => message.bytes(&last.to_be_bytes()).finish(),
            None => message.finish(),
        }
    }

    fn write(&self, attempts: u8) -> Result<(), Error> {
        let last = match self.spent {
            Spent::Locks => None,
            Spent::Waits(now) => Some(now.unix()),
        };
        let file = CounterFile {
            format: FORMAT.to_owned(),
            id: self.id.to_string(),
            epoch: self.epoch,
            attempts,
            last,
            tag: self.device.tag(&self.message(Made { attempts, last })),
        };
        let bytes = serde_json::to_vec(&file).map_err(|_| self.fault(CounterFault::Malformed))?;
        files::replace(&self.path(), &bytes)
    }

    fn fault(&self, fault: CounterFault) -> Error {
        Error::Counter { id: self.id.clone(), fault }
    }

    /// The wrong tries made so far, if the counter can be believed.
    pub(crate) fn attempts(&self) -> Result<u8, Error> {
        self.made().map(|made| made.attempts)
    }

    /// Until when no further try is given, where spent tries wait.
    pub(crate) fn waits_until(&self) -> Result<Option<Time>, Error> {
        let (made, Spent::Waits(now)) = (self.made()?, self.spent) else { return Ok(None) };
        if made.attempts < MAXIMUM_TRIES {
            return Ok(None);
        }
        // A clock that was put back says nothing of how long it has been: the wait is then the whole one, from now on.
        let since = made.last.unwrap_or(now.unix()).min(now.unix());
        let until = Time::from_unix(since).plus_seconds(wait_after(made.attempts));
        Ok((now < until).then_some(until))
    }

    fn made(&self) -> Result<Made, Error> {
        let bytes = files::read(&self.path())?.ok_or_else(|| self.fault(CounterFault::Missing))?;
        let file: CounterFile =
            serde_json::from_slice(&bytes).map_err(|_| self.fault(CounterFault::Malformed))?;
        if file.format != FORMAT {
            return Err(self.fault(CounterFault::Malformed));
        }
        if file.id != self.id.as_str() || file.epoch != self.epoch {
            return Err(self.fault(CounterFault::Foreign));
        }
        let made = Made { attempts: file.attempts, last: file.last };
        if !self.device.tag_matches(&self.message(made), &file.tag) {
            return Err(self.fault(CounterFault::Altered));
        }
        Ok(made)
    }
}

/// Seconds to wait after this many wrong tries: a minute after the last free one, twice as long after each further one.
fn wait_after(attempts: u8) -> i64 {
    let further = u32::from(attempts.saturating_sub(MAXIMUM_TRIES)).min(6);
    (60_i64 << further).min(LONGEST_WAIT)
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
        let Made { attempts: before, last } = place.made()?;
        if before >= MAXIMUM_TRIES {
            let Spent::Waits(now) = place.spent else { return Err(Error::Locked) };
            if let Some(until) = place.waits_until()? {
                if last.is_some_and(|last| last > now.unix()) {
                    place.write(before)?; // the wait counts from here, or a clock put back would never end it
                }
                return Err(Error::Waits { until });
            }
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
