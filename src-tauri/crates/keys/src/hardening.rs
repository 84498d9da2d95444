//! Keeps the memory of a process that holds keys out of core dumps and away from other processes of the same user.
//!
//! Owns the process-wide switches and nothing else. It does not lock pages: swap is the system's business, and a key
//! stays unlocked only for the time of one signature.

/// What [`harden_process`] could switch on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hardening {
    /// Core files are limited to nothing (`RLIMIT_CORE` 0, soft and hard).
    pub no_core_file: bool,
    /// The process is not dumpable and not traceable by its own user (`PR_SET_DUMPABLE` 0, Linux).
    pub not_dumpable: bool,
}

/// Forbids core dumps and attaching debuggers; call once at process start, before any secret is read.
///
/// Failure is not fatal: a system that refuses is no worse than before, and the result says what was reached.
pub fn harden_process() -> Hardening {
    Hardening { no_core_file: no_core_file(), not_dumpable: not_dumpable() }
}

#[cfg(unix)]
fn no_core_file() -> bool {
    use rustix::process::{Resource, Rlimit, setrlimit};
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).is_ok()
}

#[cfg(not(unix))]
fn no_core_file() -> bool {
    false
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn not_dumpable() -> bool {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn not_dumpable() -> bool {
    false
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn both_switches_are_on_afterwards() {
        let reached = harden_process();
        assert!(reached.no_core_file && reached.not_dumpable);
        let limit = rustix::process::getrlimit(rustix::process::Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
    }
}
