//! Which version of the program the house approves of (RS15): said by the office, carried by its directory, told on stations.
//!
//! There is no server and nothing is asked over a network: what a station knows came with the office's signed directory. Where
//! a version is to be had is shown and never opened, and an installer is compared with the hash that the house names.

use std::path::Path;

use audit::Action;
use registry::model::{Release, Role};
use registry::store::Store;
use semver::Version;
use wire::{Failure, FailureCode, Installer, KeepRelease, OfficeState, ReleaseNotice, UpdateState};

use super::{RELEASE, doing, meta, of_registry, unusable, views};
use crate::source::{FileSource, file_name, sha256_of};
use crate::{Engine, failures};

/// This program's version.
pub(crate) const OWN: &str = env!("CARGO_PKG_VERSION");

/// The longest line that is shown, in characters.
const LONGEST: usize = 400;

impl Engine {
    /// Says which version of the program the house approves of, or takes that back. It goes out with the next directory.
    pub fn keep_release(&self, request: KeepRelease) -> Result<OfficeState, Failure> {
        let store = self.register()?;
        let (officer, _) = self.officer(&store, &request.by, Role::Manage)?;
        let release = request.release.as_ref().map(release_of).transpose()?;
        let mut record = self.record(Action::PolicyChanged);
        record.who.name = Some(officer.name.clone());
        let version = release.as_ref().map_or("none", |release| release.version.as_str());
        record.params.insert("release".to_owned(), version.to_owned());
        let now = self.clock.now();
        drop(store);
        self.in_register(record, |store, op| {
            store.keep_meta(RELEASE, &release).map_err(of_registry)?;
            store.note("release-named", &doing(&officer.name, now, "", &[], op)).map_err(of_registry)
        })?;
        self.office_state(())
    }

    /// What this station knows of newer versions.
    pub fn update_state(&self, (): ()) -> Result<UpdateState, Failure> {
        let release = self.known_release()?;
        let newer = release.as_ref().is_some_and(|release| is_newer(&release.version, OWN));
        Ok(UpdateState { own: OWN.to_owned(), notice: release.as_ref().map(views::release), newer })
    }

    /// Compares an installer with what the house says of it.
    pub fn installer_at(&self, path: &Path) -> Result<Installer, Failure> {
        let source = FileSource::open(path)?;
        let sha256 = sha256_of(source.as_ref()).map_err(|fault| failures::unreadable(path, fault))?;
        let sha256 = hex::encode(sha256);
        let named = self.known_release()?.map(|release| release.sha256).filter(|named| !named.is_empty());
        Ok(Installer { name: file_name(path), agrees: named.map(|named| named == sha256), sha256 })
    }

    /// The same for a script: another file than the named one is a failure.
    pub fn expect_installer(&self, path: &Path) -> Result<Installer, Failure> {
        let installer = self.installer_at(path)?;
        match installer.agrees {
            Some(false) => Err(Failure::new(FailureCode::InstallerDiffers).with("name", installer.name)),
            _ => Ok(installer),
        }
    }

    /// The office's own word where this station is the office, else its directory's.
    fn known_release(&self) -> Result<Option<Release>, Failure> {
        if let Ok(store) = self.register() {
            return kept(&store);
        }
        Ok(self.directory()?.and_then(|directory| directory.release))
    }
}

/// What the office said last.
pub(super) fn kept(store: &Store) -> Result<Option<Release>, Failure> {
    Ok(meta::<Option<Release>>(store, RELEASE)?.flatten())
}

/// A notice out of a request; what would tell nobody anything is refused.
fn release_of(asked: &ReleaseNotice) -> Result<Release, Failure> {
    let version = asked.version.trim();
    Version::parse(version).map_err(|_| unusable("version"))?;
    let line = |field: &'static str, text: &str| {
        let text = text.trim();
        let fits = text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
        if fits { Ok(text.to_owned()) } else { Err(unusable(field)) }
    };
    let sha256 = asked.sha256.trim().to_ascii_lowercase();
    if !sha256.is_empty() && (sha256.len() != 64 || hex::decode(&sha256).is_err()) {
        return Err(unusable("sha256"));
    }
    Ok(Release {
        version: version.to_owned(),
        security: asked.security,
        place: line("place", &asked.place)?,
        sha256,
        words: line("words", &asked.words)?,
    })
}

/// By semantic versioning; what is no version is newer than nothing.
fn is_newer(named: &str, own: &str) -> bool {
    match (Version::parse(named), Version::parse(own)) {
        (Ok(named), Ok(own)) => named > own,
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number_and_not_by_letter() {
        assert!(
            is_newer("1.10.0", "1.9.3") && is_newer("2.0.0", "1.10.0") && is_newer("1.3.0", "1.3.0-rc.1")
        );
        assert!(!is_newer("1.3.0", "1.3.0") && !is_newer("1.2.9", "1.3.0") && !is_newer("next", "1.0.0"));
    }

    #[test]
    fn a_notice_has_a_number_and_a_whole_hash() {
        let notice = |version: &str, sha256: &str, words: &str| ReleaseNotice {
            version: version.to_owned(),
            security: false,
            place: String::new(),
            sha256: sha256.to_owned(),
            words: words.to_owned(),
        };
        let hash = "AB".repeat(32);
        assert_eq!(release_of(&notice(" 1.3.0 ", &hash, "")).unwrap().sha256, "ab".repeat(32));
        for wrong in [notice("1.3", "", ""), notice("1.3.0", "abc", ""), notice("1.3.0", "", "two\nlines")] {
            assert_eq!(release_of(&wrong).unwrap_err().code, FailureCode::EntryUnusable);
        }
    }
}
