//! Runs the renderer where it can do no harm: on a thread of its own with a deep stack, where a panic ends that thread only
//! and a page that takes too long is left behind.
//!
//! The renderer has no way to be stopped. A thread that is left behind goes on until it ends by itself; when a few of them
//! are running, further work is refused with [`Error::Busy`] rather than piled up.

use crate::error::{Error, Result};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

/// Forms, patterns and glyphs nest; the renderer allows 50 levels of them.
const STACK: usize = 64 << 20;
/// How many drawings may have been left behind before new ones are refused.
const MAX_LEFT_BEHIND: usize = 4;

static LEFT_BEHIND: AtomicUsize = AtomicUsize::new(0);

/// What a [`Deadline`] throws; it never leaves this module.
struct Overdue;

/// The moment at which work that can look at a clock must stop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    pub(crate) fn after(time: Duration) -> Self {
        let now = Instant::now();
        Deadline(now.checked_add(time).unwrap_or(now))
    }

    /// Leaves the renderer, through all its levels, when time is up. Only to be called from work that [`run`] runs.
    pub(crate) fn check(self) {
        if Instant::now() >= self.0 {
            // Unwinding without a panic message: this is the only way out of a callback.
            resume_unwind(Box::new(Overdue));
        }
    }
}

/// Runs `work` and returns its result, or says that it panicked or took longer than `time`.
pub(crate) fn run<T, W>(time: Duration, work: W) -> Result<T>
where
    T: Send + 'static,
    W: FnOnce() -> Result<T> + Send + 'static,
{
    if LEFT_BEHIND.load(Ordering::Relaxed) >= MAX_LEFT_BEHIND {
        return Err(Error::Busy);
    }
    let too_slow = Error::TooSlow { seconds: time.as_secs() };
    let (sender, receiver) = sync_channel(1);
    // Whoever comes second, the work that ends or the caller that has waited enough, knows that the other came first.
    let parted = Arc::new(AtomicBool::new(false));
    let worker_parted = Arc::clone(&parted);
    let guarded = move || {
        let outcome = catch_unwind(AssertUnwindSafe(work)).map_err(|thrown| thrown.is::<Overdue>());
        if worker_parted.swap(true, Ordering::AcqRel) {
            LEFT_BEHIND.fetch_sub(1, Ordering::Relaxed);
        }
        let _ = sender.send(outcome); // nobody may be listening any more
    };
    std::thread::Builder::new()
        .name("page".to_owned())
        .stack_size(STACK)
        .spawn(guarded)
        .map_err(|_| Error::Busy)?;
    match receiver.recv_timeout(time) {
        Ok(Ok(result)) => result,
        Ok(Err(true)) => Err(too_slow),
        Ok(Err(false)) | Err(RecvTimeoutError::Disconnected) => Err(Error::Drawing),
        Err(RecvTimeoutError::Timeout) => {
            LEFT_BEHIND.fetch_add(1, Ordering::Relaxed);
            if parted.swap(true, Ordering::AcqRel) {
                LEFT_BEHIND.fetch_sub(1, Ordering::Relaxed);
            }
            Err(too_slow)
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        let outcome: Result<()> = run(Duration::from_secs(5), || panic!("hostile"));
        assert!(matches!(outcome, Err(Error::Drawing)));
    }

    #[test]
    fn an_endless_drawing_is_left_behind_and_a_deadline_ends_it() {
        let deadline = Deadline::after(Duration::from_millis(20));
        let outcome: Result<()> = run(Duration::from_secs(5), move || {
            loop {
                deadline.check();
            }
        });
        assert!(matches!(outcome, Err(Error::TooSlow { seconds: 5 })));
        let outcome: Result<()> = run(Duration::from_millis(20), || {
            std::thread::sleep(Duration::from_millis(200));
            Ok(())
        });
        assert!(matches!(outcome, Err(Error::TooSlow { .. })));
    }
}
