//! The auditor's view: logs of all stations, incidents, what nobody uses, the monthly and yearly inspection (RS10 七.1).
//!
//! Each station's log keeps its own chain; the office verifies it, remembers its head, and counts rows in one merged view. A
//! log that is shorter than one seen before, or another history of the same rows, is not taken over.

use std::collections::BTreeMap;
use std::path::Path;

use audit::{Action, ExportState};
use jiff::Timestamp;
use jiff::civil::Date;
use registry::model::{Officer, Policy, Role, SeenHead};
use registry::store::{Counting, Incident, Store, UsageRow};
use registry::{Rule, State};
use wire::{
    AddIncident, ChosenFile, Failure, FailureCode, IncidentEntry, Inspection, InspectionOf, NamedPerson,
    OfficeState, OfficerEntry, StateCount, StationEntry, Text, ToDo, UnusedEntry,
};

use super::{
    AUTHORITY_KEYS, AuthorityKeys, OFFICERS, ORGANISATION, POLICY, SAMPLE, doing, meta, of_registry, views,
};
use crate::source::file_name;
use crate::{Engine, output};

/// The most people that are looked through.
const MOST: u32 = 100_000;
/// Steps after which the directory says the same as before.
const BESIDE: [&str; 7] =
    ["directory-sent", "receipt", "report-received", "log-taken", "notice-taken", "incident", "unlock-given"];
/// Kinds of incidents.
const KINDS: [&str; 6] = ["loss", "leak", "found", "misuse", "tampering", "other"];

/// A state of this log that is kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Where: the office, or a signed document.
    pub place: String,
    /// Rows that it vouches for.
    pub size: u64,
    /// Since when.
    pub at: String,
}

impl Engine {
    /// What this station is to the rules of use.
    pub fn office_state(&self, (): ()) -> Result<OfficeState, Failure> {
        let now = self.clock.now();
        let directory = self.directory()?;
        let facts = directory.as_ref().map(|directory| views::directory(directory, now));
        let store = match self.register() {
            Ok(store) => Some(store),
            Err(failure) if failure.code == FailureCode::NoOffice => None,
            // A register that cannot be read is no missing one.
            Err(failure) => return Err(failure),
        };
        let Some(store) = store else {
            let policy = directory.as_ref().map(|directory| directory.policy.clone()).unwrap_or_default();
            return Ok(OfficeState {
                office: false,
                directory: facts,
                organisation: directory.as_ref().map(|one| one.organisation.clone()).unwrap_or_default(),
                sample: directory.as_ref().is_some_and(|directory| directory.sample),
                officers: Vec::new(),
                counts: Vec::new(),
                root_here: false,
                directory_due: false,
                policy: views::policy(&policy),
                release: directory.and_then(|directory| directory.release).as_ref().map(views::release),
            });
        };
        let officers: Vec<Officer> = meta(&store, OFFICERS)?.unwrap_or_default();
        let keys: Option<AuthorityKeys> = meta(&store, AUTHORITY_KEYS)?;
        let root = keys.and_then(|keys| keys.root.parse().ok());
        let root_here = match root {
            Some(id) => self.vault()?.identity(&id).is_ok_and(|root| !root.destroyed),
            None => false,
        };
        let last = directory.as_ref().map(|directory| directory.issued);
        let changed = match last {
            Some(last) => !store
                .events_between(last, Timestamp::MAX)
                .map_err(of_registry)?
                .iter()
                .all(|event| BESIDE.contains(&event.step.as_str())),
            None => true,
        };
        let policy: Policy = meta(&store, POLICY)?.unwrap_or_default();
        Ok(OfficeState {
            office: true,
            directory_due: changed || directory.as_ref().is_none_or(|directory| now > directory.next),
            directory: facts,
            organisation: meta(&store, ORGANISATION)?.unwrap_or_default(),
            sample: meta(&store, SAMPLE)?.unwrap_or(false),
            officers: officers
                .iter()
                .map(|officer| self.officer_entry(officer))
                .collect::<Result<_, Failure>>()?,
            counts: counts(&store)?,
            root_here,
            policy: views::policy(&policy),
            release: super::release::kept(&store)?.as_ref().map(views::release),
        })
    }

    fn officer_entry(&self, officer: &Officer) -> Result<OfficerEntry, Failure> {
        Ok(OfficerEntry {
            name: officer.name.clone(),
            role: officer.role.code().to_owned(),
            keyholder: officer.keyholder,
            pin_age: self.officer_pin_age(officer)?.and_then(|days| u32::try_from(days).ok()),
        })
    }

    /// Takes over a station's exported log.
    pub(super) fn take_log(&self, bytes: &[u8], by: &str) -> Result<Text, Failure> {
        let state = audit::verify_export(bytes).map_err(|error| super::letters::of_export(&error))?;
        let forged = || Failure::new(FailureCode::OfficeFile).of_case("forged");
        let ExportState::Intact { head, complete: true, .. } = state else { return Err(forged()) };
        let export: Export = serde_json::from_slice(bytes).map_err(|fault| forged().because(fault))?;
        let first = export.entries.first().ok_or_else(forged)?;
        let store = self.register()?;
        let known = store.stations().map_err(of_registry)?;
        drop(store);
        let known = known.into_iter().find(|known| known.log == first.hash);
        if let Some(known) = &known {
            let row =
                usize::try_from(known.size).ok().and_then(|size| export.entries.get(size.checked_sub(1)?));
            if row.is_none_or(|row| row.hash != known.hash) {
                return Err(self.refused(Rule::LogCut, &known.station));
            }
        }
        let station = export.entries.iter().rev().find_map(|entry| entry.record.device.clone());
        let now = self.clock.now();
        let seen = SeenHead {
            station: station.unwrap_or_default(),
            size: head.size,
            root: head.root.to_string(),
            hash: head.hash.to_string(),
            log: first.hash.clone(),
            at: now,
        };
        let rows: Vec<UsageRow> = export.entries.iter().filter_map(usage_row).collect();
        let new = head.size.saturating_sub(known.map_or(0, |known| known.size));
        let mut record = self.record(Action::LogTaken);
        record.who.name = Some(by.to_owned());
        record.params.insert("station".to_owned(), seen.station.clone());
        record.params.insert("log".to_owned(), seen.log.clone());
        record.params.insert("size".to_owned(), seen.size.to_string());
        record.params.insert("root".to_owned(), seen.root.clone());
        record.params.insert("rule".to_owned(), Rule::LogCut.to_string());
        self.in_register(record, |store, op| {
            store.keep_station(&seen, &rows).map_err(of_registry)?;
            store.note("log-taken", &doing(by, now, &seen.station, &[], op)).map_err(of_registry)
        })?;
        Ok(Text::new("office-log-taken").with("station", seen.station).with("new", new.to_string()))
    }

    /// Where the state of this station's log is kept elsewhere, the newest first.
    pub fn log_anchors(&self) -> Result<Vec<Anchor>, Failure> {
        let mut anchors = Vec::new();
        let Some(own) = self.seen_head()? else { return Ok(anchors) };
        if let Some(directory) = self.directory()? {
            anchors.extend(directory.heads.iter().filter(|head| head.log == own.log).map(|head| Anchor {
                place: directory.organisation.clone(),
                size: head.size,
                at: head.at.to_string(),
            }));
        }
        // Every signature carries the head of its moment.
        let signed =
            audit::Filter { actions: vec![Action::Signed], limit: Some(20), ..audit::Filter::default() };
        let found = self.log()?.find(&signed).map_err(|error| crate::failures::of_log(&error))?;
        let done = found.entries.into_iter().find(|entry| entry.record.phase == Some(audit::Phase::Done));
        if let Some(entry) = done {
            anchors.push(Anchor {
                place: entry.record.document.map(|document| document.name).unwrap_or_default(),
                size: entry.seq.saturating_sub(1),
                at: entry.record.at.to_string(),
            });
        }
        anchors.sort_by(|a, b| b.at.cmp(&a.at));
        Ok(anchors)
    }

    /// The stations whose logs the office has seen.
    pub fn stations(&self, (): ()) -> Result<Vec<StationEntry>, Failure> {
        let now = self.clock.now();
        let known = self.register()?.stations().map_err(of_registry)?;
        Ok(known.into_iter().map(|head| station(head, now)).collect())
    }

    /// The register of incidents, newest first.
    pub fn incidents(&self, (): ()) -> Result<Vec<IncidentEntry>, Failure> {
        let known = self.register()?.incidents().map_err(of_registry)?;
        Ok(known.iter().rev().map(views::incident).collect())
    }

    /// Writes an incident down; auditors may as well as managers.
    pub fn add_incident(&self, request: AddIncident) -> Result<IncidentEntry, Failure> {
        if !KINDS.contains(&request.kind.as_str()) || request.words.trim().is_empty() {
            return Err(super::unusable("kind"));
        }
        let store = self.register()?;
        let role = super::named_officer(&store, &request.by.officer)?.role;
        let role = if role == Role::Audit { Role::Audit } else { Role::Manage };
        let (officer, _) = self.officer(&store, &request.by, role)?;
        drop(store);
        let now = self.clock.now();
        let incident = Incident {
            seq: 0,
            kind: request.kind,
            person: request.person,
            words: request.words,
            measure: request.measure,
            who: officer.name.clone(),
            at: now,
        };
        let mut record = self.record(Action::IncidentWritten);
        record.who.name = Some(officer.name.clone());
        record.params.insert("kind".to_owned(), incident.kind.clone());
        record.params.insert("person".to_owned(), incident.person.clone());
        record.note = Some(incident.words.clone());
        let kept = self.in_register(record, |store, op| {
            let kept = store.add_incident(&incident).map_err(of_registry)?;
            store
                .note("incident", &doing(&officer.name, now, &incident.words, &[], op))
                .map_err(of_registry)?;
            Ok(kept)
        })?;
        Ok(views::incident(&kept))
    }

    /// Signatures that nobody uses (RS9 六.3).
    pub fn unused_signatures(&self, (): ()) -> Result<Vec<UnusedEntry>, Failure> {
        unused(&self.register()?, self.clock.now())
    }

    /// Inspects a month or a year, for the screen.
    pub fn inspection(&self, of: InspectionOf) -> Result<Inspection, Failure> {
        self.inspected(of, Counting::Tally)
    }

    fn inspected(&self, of: InspectionOf, by: Counting) -> Result<Inspection, Failure> {
        let store = self.register()?;
        let (from, until, period) = span(&of)?;
        let now = self.clock.now();
        let today = self.clock.here().date();
        let mut steps = BTreeMap::new();
        for event in store.events_between(from, until).map_err(of_registry)? {
            *steps.entry(event.step).or_default() += 1;
        }
        let actions: BTreeMap<String, u32> =
            store.action_counts(from, until, by).map_err(of_registry)?.into_iter().collect();
        let mut signatures = BTreeMap::new();
        for (certificate, count) in store.signed_counts(from, until, by).map_err(of_registry)? {
            let whose = store.holder(&certificate).map_err(of_registry)?;
            *signatures.entry(whose.map_or(certificate, |person| person.name)).or_default() += count;
        }
        let incidents = store.incidents().map_err(of_registry)?;
        let stations = self.stations(())?;
        let unused = unused(&store, now)?;
        let mut to_do: Vec<ToDo> = Vec::new();
        let mut ask = |rule: Rule, about: &str| {
            to_do.push(ToDo {
                rule: rule.id().to_owned(),
                clause: rule.clause().to_owned(),
                about: about.to_owned(),
            });
        };
        let (people, _) = store.people("", None, 0, MOST).map_err(of_registry)?;
        for person in &people {
            for rule in views::person(person, today).attention {
                if let Some(rule) = Rule::from_id(&rule).filter(|_| person.current().is_some()) {
                    ask(rule, &person.name);
                }
            }
            if person.state == State::Suspended {
                ask(Rule::Suspended, &person.name);
            }
        }
        unused.iter().for_each(|entry| ask(Rule::Unused, &entry.person.name));
        stations.iter().filter(|one| one.age > 24 * 7).for_each(|one| ask(Rule::LogCut, &one.station));
        if self.directory()?.is_none_or(|directory| now > directory.next) {
            ask(Rule::DirectoryStale, "");
        }
        Ok(Inspection {
            period,
            organisation: meta(&store, ORGANISATION)?.unwrap_or_default(),
            counts: counts(&store)?,
            steps: counted(steps),
            actions: counted(actions),
            signatures: counted(signatures),
            unused,
            incidents: incidents
                .iter()
                .filter(|one| from <= one.at && one.at < until)
                .map(views::incident)
                .collect(),
            stations,
            to_do,
        })
    }

    /// Writes the inspection report as PDF.
    pub fn write_inspection(&self, of: InspectionOf, target: &Path) -> Result<ChosenFile, Failure> {
        // What is written down is counted from the rows themselves.
        let found = self.inspected(of, Counting::Rows)?;
        let texts = self.texts();
        let words = |id: String| if texts.has(&id) { texts.plain(&id) } else { id };
        let count = |prefix: &str, list: &[StateCount]| -> Vec<[String; 2]> {
            list.iter().map(|one| [words(format!("{prefix}{}", one.state)), one.count.to_string()]).collect()
        };
        let plain = |list: &[StateCount]| -> Vec<[String; 2]> {
            list.iter().map(|one| [one.state.clone(), one.count.to_string()]).collect()
        };
        let day = |text: &str| text.split('T').next().unwrap_or_default().to_owned();
        let heading = |id: &str| texts.plain(&format!("inspection-{id}"));
        let sections = vec![
            (
                heading("to-do"),
                found
                    .to_do
                    .iter()
                    .map(|one| {
                        let said = words(format!("rule-{}", one.rule));
                        [format!("{said} ({})", one.clause), one.about.clone()]
                    })
                    .collect(),
            ),
            (heading("people"), count("state-", &found.counts)),
            (heading("steps"), count("step-", &found.steps)),
            (heading("signatures"), plain(&found.signatures)),
            (heading("actions"), count("action-", &found.actions)),
            (
                heading("unused"),
                found.unused.iter().map(|one| [one.person.name.clone(), one.days.to_string()]).collect(),
            ),
            (
                heading("incidents"),
                found
                    .incidents
                    .iter()
                    .map(|one| {
                        [
                            format!(
                                "{} · {}: {}",
                                day(&one.at),
                                words(format!("incident-{}", one.kind)),
                                one.words
                            ),
                            one.measure.clone(),
                        ]
                    })
                    .collect(),
            ),
            (
                heading("stations"),
                found
                    .stations
                    .iter()
                    .map(|one| [format!("{} · {}", one.station, day(&one.seen)), one.size.to_string()])
                    .collect(),
            ),
        ];
        let title = texts.text(&Text::new("inspection-title").with("period", found.period.as_str()));
        let tone = if found.to_do.is_empty() { report::Tone::Good } else { report::Tone::Know };
        let sentence = texts.text(
            &Text::new("inspection-sentence")
                .with("organisation", found.organisation.as_str())
                .with("count", found.to_do.len()),
        );
        let bytes = self.tabled(&title, tone, &sentence, &sections, &heading("nothing"))?;
        output::create(target, &bytes)?;
        let mut record = self.record(Action::Inspected);
        record.params.insert("period".to_owned(), found.period);
        record.params.insert("rule".to_owned(), Rule::Inspection.to_string());
        record.note = Some(file_name(target));
        self.append(&record)?;
        self.chosen(target)
    }
}

/// As much of an exported log as the merged view needs; its chain was verified before.
#[derive(serde::Deserialize)]
struct Export {
    entries: Vec<ExportRow>,
}

#[derive(serde::Deserialize)]
struct ExportRow {
    seq: u64,
    hash: String,
    record: audit::Record,
}

fn usage_row(row: &ExportRow) -> Option<UsageRow> {
    let record = &row.record;
    let action = match record.phase {
        None | Some(audit::Phase::Done) => record.action.code().to_owned(),
        Some(phase) => format!("{}-{}", record.action.code(), phase.code()),
    };
    let certificate = record.identity.as_ref().and_then(|identity| identity.certificate);
    Some(UsageRow {
        seq: u32::try_from(row.seq).ok()?,
        at: record.at,
        action,
        certificate: certificate.map(|digest| digest.to_string()).unwrap_or_default(),
        body: serde_json::to_string(record).ok()?,
    })
}

fn station(head: SeenHead, now: Timestamp) -> StationEntry {
    StationEntry {
        station: head.station,
        log: head.log,
        size: u32::try_from(head.size).unwrap_or(u32::MAX),
        seen: head.at.to_string(),
        age: u32::try_from(now.duration_since(head.at).as_hours()).unwrap_or(0),
    }
}

fn counted(list: BTreeMap<String, u32>) -> Vec<StateCount> {
    list.into_iter().map(|(state, count)| StateCount { state, count }).collect()
}

fn counts(store: &Store) -> Result<Vec<StateCount>, Failure> {
    let mut list = Vec::new();
    for state in State::ALL {
        let (_, count) = store.people("", Some(*state), 0, 0).map_err(of_registry)?;
        if count > 0 {
            list.push(StateCount { state: state.code().to_owned(), count });
        }
    }
    Ok(list)
}

fn unused(store: &Store, now: Timestamp) -> Result<Vec<UnusedEntry>, Failure> {
    let policy: Policy = meta(store, POLICY)?.unwrap_or_default();
    let (people, _) = store.people("", Some(State::Issued), 0, MOST).map_err(of_registry)?;
    let mut list = Vec::new();
    for person in people {
        let Some(current) = person.current() else { continue };
        let last_use = store.last_use(&current.sha256).map_err(of_registry)?;
        let days = now.duration_since(last_use.unwrap_or(current.issued)).as_hours() / 24;
        if days >= i64::from(policy.unused_days) {
            list.push(UnusedEntry {
                person: NamedPerson { id: person.id.clone(), name: person.name.clone() },
                last_use: last_use.map(|at| at.to_string()),
                days: u32::try_from(days).unwrap_or(u32::MAX),
            });
        }
    }
    Ok(list)
}

/// The first moment of a period, the first after it, and its name.
fn span(of: &InspectionOf) -> Result<(Timestamp, Timestamp, String), Failure> {
    let unusable = || super::unusable("period");
    let first = Date::new(of.year, of.month.unwrap_or(1), 1).map_err(|_| unusable())?;
    let length = if of.month.is_some() { jiff::Span::new().months(1) } else { jiff::Span::new().years(1) };
    let end = first.checked_add(length).map_err(|_| unusable())?;
    let moment =
        |date: Date| date.to_zoned(jiff::tz::TimeZone::UTC).map(|at| at.timestamp()).map_err(|_| unusable());
    let period = match of.month {
        Some(month) => format!("{:04}-{month:02}", of.year),
        None => format!("{:04}", of.year),
    };
    Ok((moment(first)?, moment(end)?, period))
}
