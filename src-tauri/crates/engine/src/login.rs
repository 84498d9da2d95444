//! The login to the program (RS6 6): it comes before every PIN and opens no key.
//!
//! Owns who is logged in to this engine, from the password or the fingerprint to the logout, what is refused until then, and the
//! rows of the log about it. The password's verifier and its tries are the vault's. A fingerprint is the operating system's
//! word: the engine is handed a [`FingerReader`] and decides whether its word may count; it never opens a key.
//!
//! It guards the program on this computer, not the files: whoever may change the profile may take the login away.

use std::sync::MutexGuard;

use audit::{Action, Record};
use pki::Time;
use registry::model::SecondFactor;
use registry::ruling::Login;
use wire::{
    ChangeLogin, Failure, FailureCode, FingerStep, LogIn, LogOut, LoginBy, LoginState, RemoveLogin, SetLogin,
    Settings,
};

use crate::identities::secret;
use crate::{Engine, failures, lock};

/// Who was logged in, in the log's rows.
pub(crate) const LOGGED_NAME: &str = "login";
/// How they logged in, in the log's rows.
pub(crate) const LOGGED_BY: &str = "login-by";
/// Fingers in a row that may be mistaken before the password is asked for.
const MOST_FINGERS: u8 = 3;
/// How long a finger counts as the second factor, and for one signing only.
const FINGER_COUNTS: jiff::SignedDuration = jiff::SignedDuration::from_mins(2);
/// Tries that a login has after a backup was restored.
const TRIES_LEFT: u8 = 1;

/// What the page may ask for while nobody is logged in: the login itself, and language and look of its screen. The texts and the
/// manual are the page's own.
const OPEN_TO_ALL: [&str; 7] =
    ["start", "save_settings", "login_state", "log_in", "log_in_by_finger", "stop_finger", "log_out"];

/// Who is logged in to this engine.
#[derive(Default)]
pub(crate) struct Session {
    open: Option<Open>,
    /// Fingers that were mistaken since the last password.
    mistaken: u8,
    /// When the system last recognised its user for a signature.
    finger: Option<jiff::Timestamp>,
    /// A signing is under way that the finger was for, however long it takes.
    held: bool,
}

/// The finger of a signing that is under way.
pub(crate) struct HeldFinger<'a>(&'a Engine);

impl Drop for HeldFinger<'_> {
    fn drop(&mut self) {
        self.0.session().held = false;
    }
}

#[derive(Clone)]
struct Open {
    name: String,
    by: LoginBy,
}

/// What the operating system's reader said of a finger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finger {
    /// It is the system's user.
    Recognised,
    /// It is nobody it knows.
    Mistaken,
    /// It said nothing of whose it is.
    Failed(FingerFault),
}

macro_rules! finger_faults {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// Why a reader said nothing of whose finger it was.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum FingerFault { $($(#[doc = $doc])+ $name,)+ }

        impl FingerFault {
            /// All of them, for tests of the catalogue.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The case of the failure, and with it the text id.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

finger_faults! {
    /// There is no reader, or this system offers none.
    NoReader = "no-reader",
    /// The system knows no finger of its user.
    NoneEnrolled = "none-enrolled",
    /// Another program is using the reader.
    InUse = "in-use",
    /// The system does not let this program ask.
    NotAllowed = "not-allowed",
    /// The reader was unplugged.
    Disconnected = "disconnected",
    /// Nobody put a finger on it in time.
    TimedOut = "timed-out",
    /// It was given up.
    Stopped = "stopped",
    /// The reader or the system's service failed.
    Unknown = "unknown",
}

/// The operating system's fingerprint reader, as somebody above offers it.
pub trait FingerReader: Send + Sync {
    /// Whether there is a reader and the system knows a finger of its user.
    fn is_ready(&self) -> bool;

    /// Awaits a finger and says whose it is; `told` hears how it goes.
    fn recognise(&self, told: &dyn Fn(FingerStep)) -> Finger;

    /// Ends the waiting for a finger.
    fn stop(&self);
}

impl Engine {
    /// The same engine, which may have the system recognise its user by this reader.
    pub fn with_reader(mut self, reader: Box<dyn FingerReader>) -> Self {
        self.reader = Some(reader);
        self
    }

    /// Where the login stands.
    pub fn login_state(&self, (): ()) -> Result<LoginState, Failure> {
        let login = self.login()?;
        let required = self.directory().ok().flatten().is_some_and(|known| known.policy.login_required);
        // Asking for a reader may start a service of the system: only where one could be of use.
        let asked = login.is_some() || self.wants_finger().unwrap_or(false);
        let reader = asked && self.reader.as_ref().is_some_and(|reader| reader.is_ready());
        let Some(login) = login else {
            return Ok(LoginState { open: true, required, reader, ..LoginState::default() });
        };
        let session = self.session();
        Ok(LoginState {
            open: session.open.is_some(),
            by: session.open.as_ref().map(|open| open.by),
            fingerprint: login.fingerprint,
            reader,
            fingers_spent: session.mistaken >= MOST_FINGERS,
            required,
            waits: login.waits_until.map(crate::explain::moment),
            name: Some(login.name),
        })
    }

    /// Refuses what the page may not ask for while nobody is logged in.
    pub fn admits(&self, command: &str) -> Result<(), Failure> {
        if OPEN_TO_ALL.contains(&command) || self.is_open()? {
            return Ok(());
        }
        Err(Failure::new(FailureCode::LoggedOut))
    }

    /// Whether somebody is logged in, or nobody needs to be.
    pub(crate) fn is_open(&self) -> Result<bool, Failure> {
        Ok(self.session().open.is_some() || self.login()?.is_none())
    }

    /// Logs in with the password.
    pub fn log_in(&self, request: LogIn) -> Result<LoginState, Failure> {
        let now = self.clock_time();
        let tried = self.vault()?.try_login(&request.name, &secret(&request.password), now);
        let tried = tried.map_err(|error| failures::of_login(&error, self.clock.now()));
        let name = tried.as_ref().map_or_else(|_| request.name.trim().to_owned(), |login| login.name.clone());
        self.log_entry_of(&name, LoginBy::Password, &tried)?;
        tried?;
        *self.session() = Session { open: Some(Open { name, by: LoginBy::Password }), ..Session::default() };
        self.login_state(())
    }

    /// Logs in with the password of the login that is set here, for the command line.
    pub fn log_in_as_set(&self, password: wire::Secret) -> Result<LoginState, Failure> {
        let name = self.login()?.ok_or_else(|| Failure::new(FailureCode::NoLogin))?.name;
        self.log_in(LogIn { name, password })
    }

    /// Logs in by a fingerprint of the system's user, where that was switched on. Three that are mistaken ask for the password.
    pub fn log_in_with_finger(&self, told: &dyn Fn(FingerStep)) -> Result<LoginState, Failure> {
        let login = self.login()?.ok_or_else(|| Failure::new(FailureCode::NoLogin))?;
        if !login.fingerprint {
            return Err(Failure::new(FailureCode::Fingerprint).of_case("not-switched-on"));
        }
        if let Some(until) = login.waits_until {
            // Whoever has guessed at the password does not go on by another way.
            return Err(failures::of_login(&keys::Error::Waits { until }, self.clock.now()));
        }
        let recognised = self.recognised(told);
        // That it was given up is no try.
        let stopped = Some(FingerFault::Stopped.code());
        if !recognised.as_ref().is_err_and(|failure| failure.case.as_deref() == stopped) {
            self.log_entry_of(&login.name, LoginBy::Fingerprint, &recognised)?;
        }
        recognised?;
        self.session().open = Some(Open { name: login.name, by: LoginBy::Fingerprint });
        self.login_state(())
    }

    /// Has the system recognise its user for the signature that is made next: a second factor beside the PIN, never in its place.
    pub fn confirm_with_finger(&self, told: &dyn Fn(FingerStep)) -> Result<(), Failure> {
        self.session().finger = None;
        self.recognised(told)?;
        self.session().finger = Some(self.clock.now());
        Ok(())
    }

    /// Awaits a finger no longer.
    pub fn stop_finger(&self, (): ()) -> Result<(), Failure> {
        if let Some(reader) = &self.reader {
            reader.stop();
        }
        Ok(())
    }

    fn recognised(&self, told: &dyn Fn(FingerStep)) -> Result<(), Failure> {
        let failed = |fault: FingerFault| Failure::new(FailureCode::Fingerprint).of_case(fault.code());
        let reader = self.reader.as_ref().ok_or_else(|| failed(FingerFault::NoReader))?;
        let spent = || Failure::new(FailureCode::Fingerprint).of_case("three-mistaken");
        loop {
            if self.session().mistaken >= MOST_FINGERS {
                return Err(spent());
            }
            match reader.recognise(told) {
                Finger::Recognised => {
                    self.session().mistaken = 0;
                    return Ok(());
                }
                Finger::Mistaken => {
                    let mut session = self.session();
                    session.mistaken = session.mistaken.saturating_add(1);
                    if session.mistaken >= MOST_FINGERS {
                        return Err(spent());
                    }
                    drop(session);
                    told(FingerStep::NoMatch);
                }
                Finger::Failed(fault) => return Err(failed(fault)),
            }
        }
    }

    /// Logs out. Where nobody was there, what is open stays open for whoever logs in again.
    pub fn log_out(&self, why: LogOut) -> Result<LoginState, Failure> {
        if self.login()?.is_none() {
            return self.login_state(()); // nobody is ever logged in here
        }
        let was = self.session().open.clone();
        if was.is_some() {
            let mut record = self.record(Action::LoggedOut);
            record.who.name = was.map(|open| open.name);
            if why == LogOut::Idle {
                record.params.insert("why".to_owned(), "idle".to_owned());
            }
            self.session().open = None;
            self.session().finger = None;
            self.append(&record)?;
        }
        if why == LogOut::Asked {
            self.forget_what_is_open();
        }
        self.login_state(())
    }

    /// Sets a login, and logs in with it.
    pub fn set_login(&self, request: SetLogin) -> Result<LoginState, Failure> {
        self.check_new_pin(LOGGED_NAME, request.password.expose())?;
        let set = self.vault()?.set_login(&request.name, &secret(&request.password), self.clock_time());
        let set = set.map_err(|error| failures::of_login(&error, self.clock.now()));
        if let Ok(login) = &set {
            self.session().open = Some(Open { name: login.name.clone(), by: LoginBy::Password });
        }
        self.log_change(Action::LoginSet, &request.name, None, &set)?;
        set?;
        self.login_state(())
    }

    /// Gives the login another password; its old one says who wants it.
    pub fn change_login(&self, request: ChangeLogin) -> Result<LoginState, Failure> {
        self.check_new_pin(LOGGED_NAME, request.new.expose())?;
        let name = self.login()?.map(|login| login.name).unwrap_or_default();
        let changed =
            self.vault()?.change_login(&secret(&request.old), &secret(&request.new), self.clock_time());
        let changed = changed.map_err(|error| failures::of_login(&error, self.clock.now()));
        self.log_change(Action::LoginChanged, &name, Some("password"), &changed)?;
        changed?;
        self.login_state(())
    }

    /// Removes the login; its password says who wants it.
    pub fn remove_login(&self, request: RemoveLogin) -> Result<LoginState, Failure> {
        let name = self.login()?.map(|login| login.name).unwrap_or_default();
        let removed = self.vault()?.remove_login(&secret(&request.password), self.clock_time());
        let removed = removed.map_err(|error| failures::of_login(&error, self.clock.now()));
        self.log_change(Action::LoginRemoved, &name, None, &removed)?;
        removed?;
        *self.session() = Session::default();
        self.login_state(())
    }

    /// Lets a fingerprint stand in for the password, or no longer: only whoever gave the password may switch it on.
    pub fn use_finger(&self, on: bool) -> Result<LoginState, Failure> {
        let by_password = self.session().open.as_ref().is_some_and(|open| open.by == LoginBy::Password);
        if on && !by_password {
            return Err(Failure::new(FailureCode::Fingerprint).of_case("password-first"));
        }
        let name = self.login()?.ok_or_else(|| Failure::new(FailureCode::NoLogin))?.name;
        let changed = self.vault()?.let_fingerprint_in(on, self.clock_time());
        let changed = changed.map_err(|error| failures::of_login(&error, self.clock.now()));
        let what = if on { "fingerprint-on" } else { "fingerprint-off" };
        self.log_change(Action::LoginChanged, &name, Some(what), &changed)?;
        changed?;
        self.login_state(())
    }

    /// What the rules know of the login.
    pub(crate) fn login_fact(&self) -> Result<Login, Failure> {
        Ok(match (self.session().open.is_some(), self.login()?) {
            (_, None) => Login::NotSet,
            (true, Some(_)) => Login::In,
            (false, Some(_)) => Login::Out,
        })
    }

    /// Whether the system has just recognised its user.
    pub(crate) fn finger_counts(&self) -> bool {
        let now = self.clock.now();
        let session = self.session();
        session.held || session.finger.is_some_and(|at| at <= now && now.duration_since(at) <= FINGER_COUNTS)
    }

    /// A finger that counts now counts until this signing is over.
    pub(crate) fn hold_finger(&self) -> HeldFinger<'_> {
        let counts = self.finger_counts();
        self.session().held = counts;
        HeldFinger(self)
    }

    /// A finger was for one signing, of one file or of many.
    pub(crate) fn finger_used(&self) {
        self.session().finger = None;
    }

    /// Whether the house takes a fingerprint for its second factor.
    pub(crate) fn wants_finger(&self) -> Result<bool, Failure> {
        Ok(self.directory()?.is_some_and(|known| known.policy.second_factor == SecondFactor::Fingerprint))
    }

    /// Puts who is logged in into a record.
    pub(crate) fn name_login_in(&self, record: &mut Record) {
        if let Some(open) = &self.session().open {
            record.params.insert(LOGGED_NAME.to_owned(), open.name.clone());
            record.params.insert(LOGGED_BY.to_owned(), open.by.as_str().to_owned());
        }
    }

    /// What the settings show while nobody is logged in: how the screen of the login speaks and looks.
    pub(crate) fn settings_while_out(settings: &Settings) -> Settings {
        Settings { language: settings.language, appearance: settings.appearance, ..Settings::default() }
    }

    /// After a backup was restored the login has one free try: what was spent since is not known.
    pub(crate) fn spend_restored_login(&self) -> Result<(), Failure> {
        let spent = self.vault()?.spend_login(TRIES_LEFT, self.clock_time());
        spent.map_err(|error| failures::of_login(&error, self.clock.now()))
    }

    fn login(&self) -> Result<Option<keys::Login>, Failure> {
        if !keys::Vault::has_login(&self.profile.vault()) {
            return Ok(None); // most profiles have none, and this is asked before every command
        }
        let login = self.vault()?.login(self.clock_time());
        login.map_err(|error| failures::of_login(&error, self.clock.now()))
    }

    fn session(&self) -> MutexGuard<'_, Session> {
        lock(&self.login)
    }

    fn clock_time(&self) -> Time {
        Time::from_unix(self.clock.now().as_second())
    }

    /// The row of a login that was tried.
    fn log_entry_of<T>(&self, name: &str, by: LoginBy, tried: &Result<T, Failure>) -> Result<(), Failure> {
        let action = if tried.is_ok() { Action::LoggedIn } else { Action::LoginFailed };
        let mut record = self.record(action);
        record.who.name = Some(name.chars().take(64).collect());
        record.params.insert(LOGGED_BY.to_owned(), by.as_str().to_owned());
        if tried.is_ok() {
            record.params.insert(LOGGED_NAME.to_owned(), name.to_owned());
        }
        self.append_outcome(record, tried)
    }

    /// The row of a login that was set, changed or removed.
    fn log_change<T>(
        &self,
        action: Action,
        name: &str,
        what: Option<&str>,
        changed: &Result<T, Failure>,
    ) -> Result<(), Failure> {
        let mut record = self.record(action);
        record.who.name = Some(name.trim().chars().take(64).collect());
        if let Some(what) = what {
            record.params.insert("what".to_owned(), what.to_owned());
        }
        self.append_outcome(record, changed)
    }
}

#[cfg(test)]
mod tests;
