//! What a station remembers about its own identities: initial PINs, ages, earlier PINs, suspensions, journeys, used tickets.
//!
//! A plain value; the engine keeps it beside the vault under the device's mark, so that a change by hand is noticed. It is no
//! secret and no proof: what is spent for good stands in the log too, and the engine takes the stricter of the two.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::files::{Ticket, Trouble};

/// A station's memory.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// By the id of the identity in the vault.
    pub identities: BTreeMap<String, Remembered>,
    /// Journeys, the newest last.
    pub travels: Vec<Travel>,
    /// Tickets that were taken over, by their number.
    pub tickets: BTreeMap<String, Ticket>,
    /// Numbers of tickets and unlock letters that were used; they stay for good.
    pub used: BTreeSet<String>,
    /// The latest time that was seen.
    pub last_seen: Option<Timestamp>,
    /// When a backup was restored here: no ticket from before counts.
    pub restored: Option<Timestamp>,
    /// When a backup was made and when one was tried.
    pub backed_up: Option<Timestamp>,
    /// When a backup was last tried.
    pub backup_tried: Option<Timestamp>,
    /// The number of the newest directory taken over.
    pub directory: u64,
    /// SHA-256 of the office's root, hex: the first directory binds the station to it.
    pub root: String,
    /// The hash of the first row of this station's log, hex, when a directory was last taken over: another log in its place
    /// is noticed.
    pub log: String,
}

/// What is remembered of one identity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    /// The PIN is the initial one (RS8 1.1).
    #[serde(default)]
    pub initial: bool,
    /// When the PIN was set.
    pub pin_set: Timestamp,
    /// Salted hashes of earlier PINs, the newest last. Too slow to guess they are not; they lie where the key lies.
    #[serde(default)]
    pub earlier: Vec<String>,
    /// Reported here, and not used until the office says otherwise.
    #[serde(default)]
    pub trouble: Option<Trouble>,
    /// The number that an unlock letter must answer.
    #[serde(default)]
    pub nonce: Option<String>,
    /// The application that waits for its certificate.
    #[serde(default)]
    pub applied: bool,
    /// The signed receipt of a copy that was taken over, until it is written for the office (RS16).
    #[serde(default)]
    pub receipt: Option<String>,
}

impl Remembered {
    /// A fresh one, whose PIN was set now.
    pub fn new(now: Timestamp) -> Self {
        Self {
            initial: false,
            pin_set: now,
            earlier: Vec::new(),
            trouble: None,
            nonce: None,
            applied: false,
            receipt: None,
        }
    }

    /// Days since the PIN was set.
    pub fn pin_age_days(&self, now: Timestamp) -> i64 {
        now.duration_since(self.pin_set).as_hours() / 24
    }
}

/// A journey during which a signature is used off-site (RS17 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Travel {
    /// Where.
    pub place: String,
    /// Why.
    pub reason: String,
    /// From when.
    pub from: Timestamp,
    /// Through when.
    pub until: Timestamp,
    /// When it was declared.
    pub declared: Timestamp,
    /// When it was ended before its time.
    #[serde(default)]
    pub ended: Option<Timestamp>,
}

impl Travel {
    /// Whether it is under way.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.from <= now && now <= self.until && self.ended.is_none_or(|ended| now < ended)
    }
}

impl Memory {
    /// The journey under way.
    pub fn travel(&self, now: Timestamp) -> Option<&Travel> {
        self.travels.iter().rev().find(|travel| travel.is_open(now))
    }
}

/// A PIN's trace for the history of PINs: salted with the identity, so that equal PINs of two people look different.
pub fn trace(identity: &str, pin: &str) -> String {
    let mut value: [u8; 32] = Sha256::digest(format!("vermilion pin history 1\0{identity}\0{pin}")).into();
    for _ in 0..100_000 {
        value = Sha256::digest(value).into();
    }
    hex::encode(value)
}

/// Characters of different kinds that a PIN has: digits, small and capital letters, anything else.
pub fn kinds_of_characters(pin: &str) -> usize {
    let has = |test: fn(char) -> bool| usize::from(pin.chars().any(test));
    has(|c| c.is_ascii_digit())
        + has(|c| c.is_ascii_lowercase())
        + has(|c| c.is_ascii_uppercase())
        + has(|c| !c.is_ascii_alphanumeric())
}
