//! What falls due on this station, with its day: certificates and posts that end, PINs that will be too old, backups, the
//! directory. Told on the first screen before anything is in the way.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Span, Timestamp};
use registry::model::{Directory, Person};
use registry::station::{Memory, Remembered};
use registry::store::{Event, Store};
use registry::{Rule, State, Step};
use wire::{DueEntry, Failure};

use super::{OFFICERS, RECEIPT, meta, of_registry};
use crate::{Engine, failures};

/// Days before a certificate, a post or an employment ends from which that is told.
const SOON: i64 = 30;
/// Days before a backup is due from which that is told.
const BACKUP_SOON: i64 = 3;
/// Working days from an application to the issue (RS16).
const WORKING_DAYS: i32 = 5;
/// Days over which those five may stretch, and before their end from which an open application is told.
const APPLIED_SOON: i64 = 7;
/// Days for which something issued and not picked up is told.
const PICKED_UP_WITHIN: i64 = 60;
/// Applications that are looked at; more stand in the list of people.
const APPLICATIONS: u32 = 50;

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
        let mut due = Due { today, now: self.clock.now(), entries: Vec::new() };
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
            due.applications(&store, &day)?;
            due.copies(&store, &day)?;
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
    now: Timestamp,
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

/// What the office has open: it tells the holder when a signature can be picked up.
impl Due {
    /// Tells by when an application is to be issued.
    fn applications(&mut self, store: &Store, day: &dyn Fn(Timestamp) -> Date) -> Result<(), Failure> {
        for state in [State::Applied, State::Checked, State::Approved, State::Renewed] {
            let (people, _) = store.people("", Some(state), 0, APPLICATIONS).map_err(of_registry)?;
            for person in people {
                let events = store.events(&person.id).map_err(of_registry)?;
                let asks =
                    |event: &&Event| [Step::Apply.code(), Step::Renew.code()].contains(&event.step.as_str());
                let applied = events.iter().rev().find(asks).map(|event| day(event.at));
                let last = applied.and_then(|applied| working_day_after(applied, WORKING_DAYS));
                self.tell(Rule::IssueDue, &person.name, last, APPLIED_SOON);
            }
        }
        Ok(())
    }

    /// Tells what was issued and has no receipt.
    fn copies(&mut self, store: &Store, day: &dyn Fn(Timestamp) -> Date) -> Result<(), Failure> {
        let now = self.now;
        let since = now.saturating_sub(SignedDuration::from_hours(24 * PICKED_UP_WITHIN)).unwrap_or(now);
        let mut open: BTreeMap<String, Timestamp> = BTreeMap::new();
        for event in store.events_between(since, now).map_err(of_registry)? {
            if event.step == Step::Issue.code() {
                open.insert(event.subject, event.at);
            } else if event.step == RECEIPT || event.state != State::Issued.code() {
                open.remove(&event.subject);
            }
        }
        for (id, issued) in open {
            let person = store.person(&id).map_err(of_registry)?;
            if person.state == State::Issued {
                self.tell(Rule::PickUp, &person.name, Some(day(issued)), PICKED_UP_WITHIN);
            }
        }
        Ok(())
    }
}

/// So many working days later; holidays that move are not known here.
fn working_day_after(from: Date, days: i32) -> Option<Date> {
    let mut day = from;
    let mut left = days;
    while left > 0 {
        day = day.tomorrow().ok()?;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    Some(day)
}

/// The last day on which somebody holds a post, or is employed; `None` where no end is known.
fn last_day(person: &Person, today: Date) -> Option<Date> {
    let held: Vec<_> = person.posts.iter().filter(|post| post.is_held_on(today)).collect();
    let open = held.iter().any(|post| post.until.is_none());
    let post = if open { None } else { held.iter().filter_map(|post| post.until).max() };
    [post, person.ends].into_iter().flatten().min()
}
