//! fprintd, the fingerprint service of Linux, over the system's bus (`net.reactivated.Fprint`).
//!
//! Owns one conversation: claim the default reader for the user who runs this program, await a finger, let the reader go. Which
//! finger is whose is the service's to know; whether its word counts is the engine's. What the service says is the last word
//! of no key: a PIN is asked for all the same.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use engine::{Finger, FingerFault, FingerReader};
use gio::prelude::*;
use gio::{BusType, Cancellable, DBusCallFlags, DBusConnection, DBusConnectionFlags, DBusSignalFlags};
use glib::{MainContext, Variant};
use wire::FingerStep;

const SERVICE: &str = "net.reactivated.Fprint";
const MANAGER: &str = "/net/reactivated/Fprint/Manager";
const MANAGER_INTERFACE: &str = "net.reactivated.Fprint.Manager";
const DEVICE_INTERFACE: &str = "net.reactivated.Fprint.Device";
const ERRORS: &str = "net.reactivated.Fprint.Error.";
/// How long an answer of the service may take, milliseconds: it may have to start first.
const ANSWER_MS: i32 = 4000;
/// How long nothing may be heard of a finger.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked whether the user gave up.
const LOOK: Duration = Duration::from_millis(100);

/// The default reader.
#[derive(Default)]
pub struct Reader {
    stopped: AtomicBool,
}

impl FingerReader for Reader {
    fn is_ready(&self) -> bool {
        Device::default_one().and_then(|device| device.knows_a_finger()).is_ok()
    }

    fn recognise(&self, told: &dyn Fn(FingerStep)) -> Finger {
        self.stopped.store(false, Ordering::Relaxed);
        let awaited = MainContext::new().with_thread_default(|| self.awaited(told));
        match awaited {
            Ok(Ok(true)) => Finger::Recognised,
            Ok(Ok(false)) => Finger::Mistaken,
            Ok(Err(fault)) => Finger::Failed(fault),
            Err(_) => Finger::Failed(FingerFault::Unknown),
        }
    }

    fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

impl Reader {
    /// Whether the finger that comes is the user's.
    fn awaited(&self, told: &dyn Fn(FingerStep)) -> Result<bool, FingerFault> {
        let device = Device::default_one()?;
        device.knows_a_finger()?;
        let claimed = device.claim()?;
        let heard = Heard::listen(&device);
        claimed.device.call("VerifyStart", Some(&("any",).to_variant()))?;
        told(FingerStep::Waiting);
        let verdict = self.listen(&device, &heard, told);
        // Whatever came of it, the reader is told that this is over; what it says to that changes nothing.
        let _ = device.call("VerifyStop", None);
        verdict
    }

    fn listen(&self, device: &Device, heard: &Heard, told: &dyn Fn(FingerStep)) -> Result<bool, FingerFault> {
        let context = MainContext::thread_default().ok_or(FingerFault::Unknown)?;
        // Without this the wait would go on until the bus has something to say.
        let tick =
            glib::timeout_source_new(LOOK, None, glib::Priority::DEFAULT, || glib::ControlFlow::Continue);
        tick.attach(Some(&context));
        let mut since = Instant::now();
        let verdict = loop {
            if self.stopped.load(Ordering::Relaxed) {
                break Err(FingerFault::Stopped);
            }
            if device.bus.is_closed() {
                break Err(FingerFault::Disconnected);
            }
            if since.elapsed() > PATIENCE {
                break Err(FingerFault::TimedOut);
            }
            match heard.next() {
                None => {
                    context.iteration(true);
                }
                Some(said) => {
                    since = Instant::now();
                    match judged(&said) {
                        Said::Over(verdict) => break verdict,
                        Said::Goes(step) => told(step),
                    }
                }
            }
        };
        tick.destroy();
        verdict
    }
}

/// What a status means.
enum Said {
    /// It is over.
    Over(Result<bool, FingerFault>),
    /// It goes on.
    Goes(FingerStep),
}

/// A status of the service in our terms. The names are those of its interface.
fn judged(status: &Status) -> Said {
    match status {
        Status::Gone => Said::Over(Err(FingerFault::Disconnected)),
        Status::Verify(word, over) => match word.as_str() {
            "verify-match" => Said::Over(Ok(true)),
            "verify-no-match" => Said::Over(Ok(false)),
            "verify-disconnected" => Said::Over(Err(FingerFault::Disconnected)),
            "verify-unknown-error" => Said::Over(Err(FingerFault::Unknown)),
            // A status that ends it without a match is none, whatever it is called.
            _ if *over => Said::Over(Err(FingerFault::Unknown)),
            "verify-swipe-too-short" => Said::Goes(FingerStep::TooShort),
            "verify-finger-not-centered" => Said::Goes(FingerStep::OffCentre),
            "verify-remove-and-retry" => Said::Goes(FingerStep::Lift),
            "verify-too-fast" => Said::Goes(FingerStep::TooFast),
            _ => Said::Goes(FingerStep::Retry),
        },
    }
}

/// What was heard of the service.
enum Status {
    /// Its word about the finger, and whether that ends it.
    Verify(String, bool),
    /// It is gone.
    Gone,
}

/// The statuses in the order in which they came.
struct Heard {
    queue: Rc<RefCell<VecDeque<Status>>>,
    bus: DBusConnection,
    subscribed: Vec<gio::SignalSubscriptionId>,
}

impl Heard {
    fn listen(device: &Device) -> Self {
        let queue: Rc<RefCell<VecDeque<Status>>> = Rc::default();
        let said = Rc::clone(&queue);
        let status = device.bus.signal_subscribe(
            Some(SERVICE),
            Some(DEVICE_INTERFACE),
            Some("VerifyStatus"),
            Some(&device.path),
            None,
            DBusSignalFlags::NONE,
            move |_, _, _, _, _, values| {
                if let Some((word, over)) = values.get::<(String, bool)>() {
                    said.borrow_mut().push_back(Status::Verify(word, over));
                }
            },
        );
        let gone = Rc::clone(&queue);
        let owner = device.bus.signal_subscribe(
            Some("org.freedesktop.DBus"),
            Some("org.freedesktop.DBus"),
            Some("NameOwnerChanged"),
            None,
            Some(SERVICE),
            DBusSignalFlags::NONE,
            move |_, _, _, _, _, values| {
                if values.get::<(String, String, String)>().is_some_and(|(_, _, new)| new.is_empty()) {
                    gone.borrow_mut().push_back(Status::Gone);
                }
            },
        );
        Self { queue, bus: device.bus.clone(), subscribed: vec![status, owner] }
    }

    fn next(&self) -> Option<Status> {
        self.queue.borrow_mut().pop_front()
    }
}

impl Drop for Heard {
    fn drop(&mut self) {
        for one in self.subscribed.drain(..) {
            self.bus.signal_unsubscribe(one);
        }
    }
}

/// A reader, on a connection of its own.
struct Device {
    bus: DBusConnection,
    path: String,
}

impl Device {
    fn default_one() -> Result<Self, FingerFault> {
        // A connection of our own: the shared one ends the program when the bus goes away.
        let none = |_| FingerFault::NoReader;
        let address = gio::dbus_address_get_for_bus_sync(BusType::System, Cancellable::NONE).map_err(none)?;
        let flags = DBusConnectionFlags::AUTHENTICATION_CLIENT | DBusConnectionFlags::MESSAGE_BUS_CONNECTION;
        let bus = DBusConnection::for_address_sync(&address, flags, None, Cancellable::NONE).map_err(none)?;
        let found = call(&bus, MANAGER, MANAGER_INTERFACE, "GetDefaultDevice", None)?;
        let path =
            first(&found).and_then(|path| path.str().map(str::to_owned)).ok_or(FingerFault::Unknown)?;
        Ok(Self { bus, path })
    }

    /// Refuses a reader that knows no finger of the user.
    fn knows_a_finger(&self) -> Result<(), FingerFault> {
        let fingers = self.call("ListEnrolledFingers", Some(&("",).to_variant()))?;
        let known = first(&fingers).is_some_and(|fingers| fingers.n_children() > 0);
        if known { Ok(()) } else { Err(FingerFault::NoneEnrolled) }
    }

    fn claim(&self) -> Result<Claimed<'_>, FingerFault> {
        self.call("Claim", Some(&("",).to_variant()))?;
        Ok(Claimed { device: self })
    }

    fn call(&self, method: &str, request: Option<&Variant>) -> Result<Variant, FingerFault> {
        call(&self.bus, &self.path, DEVICE_INTERFACE, method, request)
    }
}

/// A reader that is ours for now.
struct Claimed<'a> {
    device: &'a Device,
}

impl Drop for Claimed<'_> {
    fn drop(&mut self) {
        // Where this fails the connection, which ends with it, lets the reader go.
        let _ = self.device.call("Release", None);
    }
}

fn call(
    bus: &DBusConnection,
    path: &str,
    interface: &str,
    method: &str,
    request: Option<&Variant>,
) -> Result<Variant, FingerFault> {
    let flags = DBusCallFlags::NONE;
    bus.call_sync(Some(SERVICE), path, interface, method, request, None, flags, ANSWER_MS, Cancellable::NONE)
        .map_err(|error| fault_of(error.message()))
}

/// The first value of an answer.
fn first(answer: &Variant) -> Option<Variant> {
    (answer.is_container() && answer.n_children() > 0).then(|| answer.child_value(0))
}

/// What a refusal of the bus or the service means; its name stands before the words.
fn fault_of(message: &str) -> FingerFault {
    let name =
        message.strip_prefix("GDBus.Error:").and_then(|rest| rest.split(':').next()).unwrap_or_default();
    match name.strip_prefix(ERRORS).unwrap_or(name) {
        "NoSuchDevice"
        | "org.freedesktop.DBus.Error.ServiceUnknown"
        | "org.freedesktop.DBus.Error.NameHasNoOwner" => FingerFault::NoReader,
        "NoEnrolledPrints" => FingerFault::NoneEnrolled,
        "AlreadyInUse" => FingerFault::InUse,
        "PermissionDenied" | "org.freedesktop.DBus.Error.AccessDenied" => FingerFault::NotAllowed,
        _ => FingerFault::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_by_its_name() {
        let of = |name: &str| fault_of(&format!("GDBus.Error:{name}: words: more"));
        assert_eq!(of("net.reactivated.Fprint.Error.NoSuchDevice"), FingerFault::NoReader);
        assert_eq!(of("net.reactivated.Fprint.Error.NoEnrolledPrints"), FingerFault::NoneEnrolled);
        assert_eq!(of("net.reactivated.Fprint.Error.AlreadyInUse"), FingerFault::InUse);
        assert_eq!(of("net.reactivated.Fprint.Error.PermissionDenied"), FingerFault::NotAllowed);
        assert_eq!(of("org.freedesktop.DBus.Error.ServiceUnknown"), FingerFault::NoReader);
        assert_eq!(of("net.reactivated.Fprint.Error.Internal"), FingerFault::Unknown);
        assert_eq!(fault_of("Timeout was reached"), FingerFault::Unknown);
    }

    #[test]
    fn only_a_match_is_one() {
        let matched =
            |word: &str, over| matches!(judged(&Status::Verify(word.to_owned(), over)), Said::Over(Ok(true)));
        assert!(matched("verify-match", true));
        for word in ["verify-no-match", "verify-retry-scan", "verify-unknown-error", "verify-matched", ""] {
            assert!(!matched(word, true) && !matched(word, false), "{word}");
        }
    }
}
