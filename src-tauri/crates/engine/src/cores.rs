//! Work on many things on all cores, in the order in which they stand.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::lock;

/// How far the work may be ahead of the first result that is still missing: what one slow file holds up is bounded.
const AHEAD: usize = 256;
/// How long results may wait for others that are handed over with them.
const PATIENCE: Duration = Duration::from_millis(100);
/// The stack of a worker, bytes: as much as the system gives the first thread of a process.
const STACK: usize = 8 << 20;

/// Threads that wait for the disk at the same time: it settles what they ask for together.
const WAITING: usize = 16;

fn cores(items: usize) -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get).min(items.max(1))
}

/// The results of some work on each item, in order, done on all cores.
pub(crate) fn on_all_cores<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    on_threads(cores(items.len()), items, work)
}

/// The same for work that does nothing but wait for the disk.
pub(crate) fn while_the_disk_works<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    on_threads(WAITING.min(items.len()), items, work)
}

fn on_threads<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let (Some(item), Some(slot)) = (items.get(at), results.get(at)) else { break };
                    *lock(slot) = Some(work(item));
                }
            });
        }
    });
    results.into_iter().filter_map(|slot| slot.into_inner().ok().flatten()).collect()
}

/// What the workers share: which item is next, and up to which all results were handed over.
struct Ahead {
    next: usize,
    heard: usize,
}

/// Does some work on each item on all cores and hands the results over in the items' order, several at a time where
/// several are there. Work that panics gives what `fallen` makes of its item. Ends early, with what is done by then,
/// once `stopped` says so.
///
/// Fails where the system gives no thread.
pub(crate) fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    fallen: impl Fn(&T) -> R + Sync,
    stopped: impl Fn() -> bool + Sync,
    mut hear: impl FnMut(Vec<R>),
) -> io::Result<()> {
    let shared = Mutex::new(Ahead { next: 0, heard: 0 });
    let moved_on = Condvar::new();
    let claim = || {
        let mut ahead = lock(&shared);
        while ahead.next < items.len() && ahead.next >= ahead.heard + AHEAD && !stopped() {
            ahead = moved_on.wait(ahead).unwrap_or_else(PoisonError::into_inner);
        }
        if stopped() {
            return None;
        }
        let at = ahead.next;
        ahead.next += 1;
        items.get(at).map(|item| (at, item))
    };
    let (give, take) = mpsc::channel::<(usize, R)>();
    std::thread::scope(|scope| {
        for _ in 0..cores(items.len()) {
            let give = give.clone();
            let (claim, work, fallen) = (&claim, &work, &fallen);
            let worker = move || {
                while let Some((at, item)) = claim() {
                    let result =
                        catch_unwind(AssertUnwindSafe(|| work(item))).unwrap_or_else(|_| fallen(item));
                    if give.send((at, result)).is_err() {
                        break;
                    }
                }
            };
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker)?;
        }
        drop(give);
        let mut early: BTreeMap<usize, R> = BTreeMap::new();
        let (mut ready, mut wanted, mut since) = (Vec::new(), 0, Instant::now());
        loop {
            let received = take.recv_timeout(PATIENCE.saturating_sub(since.elapsed()));
            let ended = matches!(received, Err(RecvTimeoutError::Disconnected));
            if let Ok((at, result)) = received {
                early.insert(at, result);
            }
            while let Some(result) = early.remove(&wanted) {
                ready.push(result);
                wanted += 1;
            }
            if ready.len() >= AHEAD / 2 || since.elapsed() >= PATIENCE || ended {
                if !ready.is_empty() {
                    hear(std::mem::take(&mut ready));
                }
                lock(&shared).heard = wanted;
                moved_on.notify_all();
                since = Instant::now();
            }
            if ended {
                return Ok(());
            }
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[test]
    fn work_on_all_cores_keeps_its_order() {
        let items: Vec<u32> = (0..1000).collect();
        let doubled = on_all_cores(&items, |item| item * 2);
        assert!(doubled.iter().enumerate().all(|(at, item)| *item as usize == at * 2));
        assert_eq!(doubled.len(), items.len());
    }

    #[test]
    fn results_come_in_order_also_where_work_panics_or_is_slow() {
        let items: Vec<usize> = (0..2000).collect();
        let mut heard = Vec::new();
        let work = |item: &usize| {
            if *item == 0 {
                std::thread::sleep(Duration::from_millis(30));
            }
            assert!(item % 500 != 7, "this one falls");
            Some(*item)
        };
        in_order(&items, work, |_| None, || false, |results| heard.extend(results)).unwrap();
        let expected: Vec<_> = items.iter().map(|item| (item % 500 != 7).then_some(*item)).collect();
        assert_eq!(heard, expected);
        in_order(&[] as &[usize], work, |_| None, || false, |_| panic!("nothing to hear")).unwrap();
    }

    #[test]
    fn what_is_stopped_ends_with_a_beginning() {
        let items: Vec<usize> = (0..10_000).collect();
        let stop = AtomicBool::new(false);
        let mut heard = Vec::new();
        let work = |item: &usize| {
            if *item == 300 {
                stop.store(true, Ordering::Relaxed);
            }
            *item
        };
        in_order(&items, work, |item| *item, || stop.load(Ordering::Relaxed), |some| heard.extend(some))
            .unwrap();
        assert!(heard.len() < 1000, "{}", heard.len());
        assert!(heard.iter().enumerate().all(|(at, item)| at == *item), "a beginning, in order");
    }
}
