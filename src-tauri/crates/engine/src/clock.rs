//! The one clock. Everything that needs the time is handed it, so that a test can stand still.

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Tells the time and the zone of the place.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    zone: TimeZone,
}

impl Clock {
    /// The computer's own clock.
    pub fn system() -> Self {
        Self { now: Arc::new(Timestamp::now), zone: texts::zone() }
    }

    /// A clock that stands still, in UTC.
    pub fn standing(at: Timestamp) -> Self {
        Self { now: Arc::new(move || at), zone: TimeZone::UTC }
    }

    /// A clock whose hands are set from outside: seconds since the epoch, in UTC.
    pub fn set_by_hand(hands: Arc<std::sync::atomic::AtomicI64>) -> Self {
        let now = move || {
            let seconds = hands.load(std::sync::atomic::Ordering::SeqCst);
            Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
        };
        Self { now: Arc::new(now), zone: TimeZone::UTC }
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// The time where the computer stands.
    pub fn here(&self) -> Zoned {
        self.now().to_zoned(self.zone.clone())
    }
}
