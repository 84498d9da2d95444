#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use wire::{HistoryQuery, Secret};

use super::*;
use crate::{Clock, Profile};

const NAME: &str = "张三";
const RIGHT: &str = "morning 83 tea";

/// A reader that says what it was told to, one answer after the other.
struct Scripted(Mutex<Vec<Finger>>);

impl FingerReader for Scripted {
    fn is_ready(&self) -> bool {
        true
    }

    fn recognise(&self, told: &dyn Fn(FingerStep)) -> Finger {
        told(FingerStep::Waiting);
        let mut left = self.0.lock().unwrap();
        if left.is_empty() { Finger::Failed(FingerFault::TimedOut) } else { left.remove(0) }
    }

    fn stop(&self) {}
}

struct Desk {
    _folder: tempfile::TempDir,
    engine: Engine,
    hands: Arc<AtomicI64>,
}

fn desk(fingers: &[Finger]) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let hands = Arc::new(AtomicI64::new(1_790_000_000));
    let engine =
        Engine::open(Profile::at(folder.path().join("home")), Clock::set_by_hand(Arc::clone(&hands)));
    let engine = engine.with_reader(Box::new(Scripted(Mutex::new(fingers.to_vec()))));
    let set = SetLogin { name: NAME.into(), password: Secret::new(RIGHT.into()) };
    assert!(engine.set_login(set).unwrap().open);
    Desk { _folder: folder, engine, hands }
}

impl Desk {
    fn log_in(&self, password: &str) -> Result<LoginState, Failure> {
        self.engine.log_in(LogIn { name: NAME.into(), password: Secret::new(password.into()) })
    }

    fn finger(&self) -> Result<LoginState, Failure> {
        self.engine.log_in_with_finger(&|_| ())
    }

    fn case(&self, result: Result<LoginState, Failure>) -> String {
        result.unwrap_err().case.unwrap_or_default()
    }

    fn rows(&self) -> Vec<(String, String, Option<String>)> {
        let page =
            self.engine.history(HistoryQuery { oldest_first: true, ..HistoryQuery::default() }).unwrap();
        page.entries.into_iter().map(|row| (row.action, row.who, row.login_by)).collect()
    }
}

#[test]
fn while_nobody_is_logged_in_nothing_of_the_profile_is_told() {
    let desk = desk(&[]);
    let engine = &desk.engine;
    let settings =
        Settings { place: "苏州".into(), language: Some(wire::Language::English), ..Settings::default() };
    engine.save_settings(settings).unwrap();
    engine.admits("recent_files").unwrap();
    assert!(!engine.log_out(LogOut::Asked).unwrap().open);
    for closed in
        ["recent_files", "history", "identities", "sign_document", "set_login", "use_finger", "no such"]
    {
        assert_eq!(engine.admits(closed).unwrap_err().code, FailureCode::LoggedOut, "{closed}");
    }
    OPEN_TO_ALL.iter().for_each(|open| engine.admits(open).unwrap());
    let start = engine.start(()).unwrap();
    assert_eq!((start.settings.place.as_str(), start.login.open), ("", false));
    assert_eq!(start.settings.language, Some(wire::Language::English));
    // Only language and look are taken from whoever has not logged in.
    let strange =
        Settings { language: Some(wire::Language::Chinese), place: "别处".into(), ..Settings::default() };
    engine.save_settings(strange).unwrap();
    assert_eq!(desk.log_in("evening 83 tea").unwrap_err().code, FailureCode::LoginWrong);
    assert!(desk.log_in(RIGHT).unwrap().open);
    let start = engine.start(()).unwrap();
    assert_eq!(
        (start.settings.place.as_str(), start.settings.language),
        ("苏州", Some(wire::Language::Chinese))
    );
    let actions: Vec<String> = desk.rows().into_iter().map(|row| row.0).collect();
    assert_eq!(actions, ["login-set", "logged-out", "login-failed", "logged-in"]);
    assert!(desk.rows().iter().all(|row| row.1 == NAME), "{:?}", desk.rows());
}

#[test]
fn a_finger_stands_in_for_the_password_once_it_was_switched_on_with_it() {
    let desk = desk(&[Finger::Mistaken, Finger::Recognised]);
    assert_eq!(desk.case(desk.finger()), "not-switched-on");
    assert!(desk.engine.use_finger(true).unwrap().fingerprint);
    desk.engine.log_out(LogOut::Idle).unwrap();
    let told = Mutex::new(Vec::new());
    let state = desk.engine.log_in_with_finger(&|step| told.lock().unwrap().push(step)).unwrap();
    assert_eq!((state.open, state.by), (true, Some(LoginBy::Fingerprint)));
    assert_eq!(*told.lock().unwrap(), [FingerStep::Waiting, FingerStep::NoMatch, FingerStep::Waiting]);
    let last = desk.rows().pop().unwrap();
    assert_eq!(last, ("logged-in".into(), NAME.into(), Some("fingerprint".into())));
    // Switched off it may be by anybody who is in; on again only with the password.
    assert!(!desk.engine.use_finger(false).unwrap().fingerprint);
    assert_eq!(desk.case(desk.engine.use_finger(true)), "password-first");
}

#[test]
fn three_mistaken_fingers_ask_for_the_password() {
    let desk = desk(&[Finger::Mistaken, Finger::Mistaken, Finger::Mistaken, Finger::Recognised]);
    desk.engine.use_finger(true).unwrap();
    desk.engine.log_out(LogOut::Asked).unwrap();
    assert_eq!(desk.case(desk.finger()), "three-mistaken");
    assert!(desk.engine.login_state(()).unwrap().fingers_spent);
    assert_eq!(desk.case(desk.finger()), "three-mistaken", "the right one comes too late");
    assert!(!desk.log_in(RIGHT).unwrap().fingers_spent);
    desk.engine.log_out(LogOut::Asked).unwrap();
    assert!(desk.finger().unwrap().open);
}

#[test]
fn what_is_no_try_is_said_for_what_it_is() {
    let desk = desk(&[Finger::Failed(FingerFault::Disconnected), Finger::Failed(FingerFault::Stopped)]);
    desk.engine.use_finger(true).unwrap();
    desk.engine.log_out(LogOut::Asked).unwrap();
    assert_eq!(desk.case(desk.finger()), "disconnected");
    let rows = desk.rows().len();
    assert_eq!(desk.case(desk.finger()), "stopped");
    assert_eq!(desk.rows().len(), rows, "that it was given up is not logged");
    assert_eq!(desk.case(desk.finger()), "timed-out");
    assert!(!desk.engine.login_state(()).unwrap().fingers_spent);
}

#[test]
fn where_passwords_were_guessed_no_finger_is_taken_until_the_wait_is_over() {
    let desk = desk(&[Finger::Recognised]);
    desk.engine.use_finger(true).unwrap();
    desk.engine.log_out(LogOut::Asked).unwrap();
    for _ in 0..5 {
        assert_eq!(desk.log_in("evening 83 tea").unwrap_err().code, FailureCode::LoginWrong);
    }
    assert_eq!(desk.finger().unwrap_err().code, FailureCode::LoginWaits);
    assert_eq!(desk.log_in(RIGHT).unwrap_err().code, FailureCode::LoginWaits);
    desk.hands.fetch_add(60, Ordering::SeqCst);
    assert!(desk.finger().unwrap().open);
}

#[test]
fn a_finger_counts_for_the_signature_that_is_made_next_and_not_for_long() {
    let desk = desk(&[Finger::Recognised, Finger::Recognised]);
    assert!(!desk.engine.finger_counts());
    desk.engine.confirm_with_finger(&|_| ()).unwrap();
    assert!(desk.engine.finger_counts());
    desk.engine.finger_used();
    assert!(!desk.engine.finger_counts());
    desk.engine.confirm_with_finger(&|_| ()).unwrap();
    let held = desk.engine.hold_finger();
    desk.hands.fetch_add(121, Ordering::SeqCst);
    assert!(desk.engine.finger_counts(), "a signing that takes long had its finger in time");
    drop(held);
    assert!(!desk.engine.finger_counts());
    assert!(desk.engine.confirm_with_finger(&|_| ()).is_err());
}

#[test]
fn it_is_removed_with_its_password_and_then_nobody_is_asked() {
    let desk = desk(&[]);
    let remove =
        |password: &str| desk.engine.remove_login(RemoveLogin { password: Secret::new(password.into()) });
    assert_eq!(remove("evening 83 tea").unwrap_err().code, FailureCode::LoginWrong);
    let state = remove(RIGHT).unwrap();
    assert_eq!((state.open, state.name), (true, None));
    desk.engine.admits("history").unwrap();
    assert_eq!(desk.log_in(RIGHT).unwrap_err().code, FailureCode::NoLogin);
}
