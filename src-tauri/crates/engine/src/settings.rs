//! Settings and the start of the window.

use wire::{Failure, FailureCode, Settings, Start};

use crate::{Engine, Profile, output};

/// The settings on disk; what is missing or damaged is as at the beginning.
pub(crate) fn load(profile: &Profile) -> Settings {
    let bytes = std::fs::read(profile.settings()).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

impl Engine {
    /// What the page needs before it can show anything. Settles what an earlier run left open.
    pub fn start(&self, (): ()) -> Result<Start, Failure> {
        let login = self.login_state(())?;
        let settings = load(&self.profile);
        let (settings, recovered) = match login.open {
            true => (settings, self.settle_open_work()?),
            false => (Self::settings_while_out(&settings), Vec::new()),
        };
        Ok(Start {
            settings,
            system_language: texts::system_language(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            user: self.profile.user().to_owned(),
            document: None,
            failure: None,
            login,
            signature_file: None,
            recovered,
        })
    }

    /// What this computer is for.
    pub fn station(&self) -> wire::Station {
        load(&self.profile).station
    }

    /// Says what this computer is for.
    pub fn set_station(&self, station: wire::Station) -> Result<(), Failure> {
        self.keep_settings(Settings { station, ..load(&self.profile) })
    }

    /// Whether whoever the computer's own system trusts is trusted too.
    pub fn trusts_system(&self) -> bool {
        load(&self.profile).system_trust
    }

    /// Trusts whoever the computer's own system trusts, or no longer.
    pub fn trust_system(&self, system_trust: bool) -> Result<(), Failure> {
        self.keep_settings(Settings { system_trust, ..load(&self.profile) })
    }

    /// Keeps the settings, and speaks their language from now on. While nobody is logged in, only language and look are kept.
    pub fn save_settings(&self, settings: Settings) -> Result<(), Failure> {
        let Settings { language, appearance, .. } = settings;
        self.keep_settings(match self.is_open()? {
            true => settings,
            false => Settings { language, appearance, ..load(&self.profile) },
        })
    }

    fn keep_settings(&self, settings: Settings) -> Result<(), Failure> {
        self.profile.prepare()?;
        let before = load(&self.profile);
        let bytes = serde_json::to_vec_pretty(&settings)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        output::replace(&self.profile.settings(), &bytes)
            .map_err(|failure| Failure { code: FailureCode::SettingsUnwritable, ..failure })?;
        self.open.forget_checks();
        if before.station != settings.station {
            let mut record = self.record(audit::Action::SettingsChanged);
            record.params.insert("station".to_owned(), settings.station.as_str().to_owned());
            self.append(&record)?;
        }
        if before.system_trust != settings.system_trust {
            self.open.forget_reports();
            let mut record = self.record(audit::Action::SettingsChanged);
            record.params.insert("system-trust".to_owned(), settings.system_trust.to_string());
            self.append(&record)?;
        }
        self.speak(settings.language.unwrap_or_else(texts::system_language));
        Ok(())
    }
}
