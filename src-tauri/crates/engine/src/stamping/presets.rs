//! Ways of stamping that are kept under a name.

use wire::{Failure, FailureCode, Preset};

use crate::{Engine, output};

/// The most that are kept.
const MOST: usize = 200;

impl Engine {
    /// The kept ways of stamping, the last one used first.
    pub fn presets(&self, (): ()) -> Result<Vec<Preset>, Failure> {
        let bytes = std::fs::read(self.profile.presets()).unwrap_or_default();
        Ok(serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// Keeps a way of stamping, in place of the one of the same name.
    pub fn save_preset(&self, preset: Preset) -> Result<(), Failure> {
        let name = preset.name.trim().to_owned();
        if name.is_empty() {
            return Err(Failure::new(FailureCode::Stamping).of_case("preset-name"));
        }
        let mut presets = self.presets(())?;
        presets.retain(|known| known.name != name);
        presets.insert(0, Preset { name, ..preset });
        presets.truncate(MOST);
        self.keep_presets(&presets)
    }

    /// Forgets a kept way of stamping, by its name.
    pub fn remove_preset(&self, name: String) -> Result<(), Failure> {
        let mut presets = self.presets(())?;
        presets.retain(|known| known.name != name);
        self.keep_presets(&presets)
    }

    /// A kept way of stamping, for the command line.
    pub fn preset(&self, name: &str) -> Result<Preset, Failure> {
        let found = self.presets(())?.into_iter().find(|preset| preset.name == name);
        found.ok_or_else(|| Failure::new(FailureCode::Stamping).of_case("preset").with("name", name))
    }

    fn keep_presets(&self, presets: &[Preset]) -> Result<(), Failure> {
        self.profile.prepare()?;
        let bytes = serde_json::to_vec_pretty(presets)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        output::replace(&self.profile.presets(), &bytes)
    }
}
