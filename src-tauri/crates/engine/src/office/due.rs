//! What falls due on this station, with its day: certificates and posts that end, PINs that will be too old, backups, the
//! directory. Told on the first screen before anything is in the way.

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use registry::Rule;
use registry::model::{Directory, Person};
use registry::station::{Memory, Remembered};
use wire::{DueEntry, Failure};

use super::{OFFICERS, meta};
use crate::{Engine, failures};

/// Days before a certificate, a post or an employment ends from which that is told.
const SOON: i64 = 30;
/// Days before a backup is due from which that is told.
const BACKUP_SOON: i64 = 3;

impl Engine {
    /// What falls due here, the nearest first; the law of the house where a directory is known, certificates everywhere.
    pub(super) fn due(
        &self,
        directory: Option<&Directory>,
        memory: &Memory,
        identities: &[keys::Identity],
    ) -> Result<Vec<DueEntry>, Failure> {
        let today = self.clock.here().date();
        let day = |at: Timestamp| at.to_zoned(self.clock.here().time_zone().clone()).date();
        let mut due = Due { today, entries: Vec::new() };
        for identity in identities {
            let about = identity.label.as_str();
            let until = Timestamp::from_second(identity.certificate.not_after().unix()).ok();
            due.tell(Rule::Period, about, until.map(day), SOON);
            let Some(directory) = directory else { continue };
            let sha256 = hex::encode(identity.certificate.sha256_fingerprint());
            if let Some((person, _)) = directory.holder(&sha256) {
                due.tell(Rule::Left, about, last_day(person, today), SOON);
                if let Some(known) = memory.identities.get(identity.id.as_str()) {
                    due.pin(about, known, &directory.policy, &day);
                }
            }
        }
        if let Some(directory) = directory {
            let days = Span::new().days(i64::from(directory.policy.backup_days));
            let next = memory.backed_up.map_or(Some(today), |at| day(at).checked_add(days).ok());
            due.tell(Rule::Backup, "", next, BACKUP_SOON);
            due.tell(Rule::DirectoryStale, "", Some(day(directory.next)), 1);
        }
        if let Ok(store) = self.register() {
            let policy = meta(&store, super::POLICY)?.unwrap_or_default();
            let officers: Vec<registry::model::Officer> = meta(&store, OFFICERS)?.unwrap_or_default();
            for officer in &officers {
                if let Some(known) = memory.identities.get(&officer.identity) {
                    due.pin(&officer.name, known, &policy, &day);
                }
            }
        }
        due.entries.sort_by(|a, b| a.on.cmp(&b.on));
        Ok(due.entries)
    }

    /// The identities of this station that sign.
    pub(super) fn own_identities(&self) -> Result<Vec<keys::Identity>, Failure> {
        let own = self.identities_of_office();
        let mut known = self.vault()?.list().map_err(|error| failures::of_keys(&error))?;
        known.retain(|identity| !identity.destroyed && !own.contains(&identity.id.to_string()));
        Ok(known)
    }
}

struct Due {
    today: Date,
    entries: Vec<DueEntry>,
}

impl Due {
    /// Tells of a day that is near or past.
    fn tell(&mut self, rule: Rule, about: &str, on: Option<Date>, soon: i64) {
        let Some(on) = on else { return };
        let Ok(left) = self.today.until(on) else { return };
        let left = i64::from(left.get_days());
        if left <= soon {
            self.entries.push(DueEntry {
                rule: rule.id().to_owned(),
                clause: rule.clause().to_owned(),
                about: about.to_owned(),
                on: on.to_string(),
                days: i32::try_from(left).unwrap_or(i32::MAX),
            });
        }
    }

    /// Tells of a PIN from the day on which the house warns of it.
    fn pin(
        &mut self,
        about: &str,
        known: &Remembered,
        policy: &registry::model::Policy,
        day: &dyn Fn(Timestamp) -> Date,
    ) {
        let last = day(known.pin_set).checked_add(Span::new().days(i64::from(policy.pin_days))).ok();
        let soon = i64::from(policy.pin_days) - i64::from(policy.pin_warn_days);
        let rule = if last.is_some_and(|last| last < self.today) { Rule::PinAge } else { Rule::PinAgeing };
        self.tell(rule, about, last, soon);
    }
}

/// The last day on which somebody holds a post, or is employed; `None` where no end is known.
fn last_day(person: &Person, today: Date) -> Option<Date> {
    let held: Vec<_> = person.posts.iter().filter(|post| post.is_held_on(today)).collect();
    let open = held.iter().any(|post| post.until.is_none());
    let post = if open { None } else { held.iter().filter_map(|post| post.until).max() };
    [post, person.ends].into_iter().flatten().min()
}
