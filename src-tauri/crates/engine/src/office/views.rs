//! The register's values as the window and the command line see them, and requests as the register takes them.

use jiff::Timestamp;
use jiff::civil::Date;
use registry::files::Ticket;
use registry::model::{Directory, Held, Person, Policy, Post, Release, Scope, Seal, SecondFactor, Token};
use registry::ruling::Ruling;
use registry::station::{Memory, Travel};
use registry::store::{Event, Incident};
use registry::{Rule, Step};
use wire::{
    CertificateEntry, DeputyEntry, DirectoryFacts, Failure, IdentityRules, IncidentEntry, NamedPerson,
    NeedEntry, OfficePolicy, PersonEntry, PersonFile, PostEntry, ReleaseNotice, RuleEntry, RulesAnswer,
    ScopeEntry, SealEntry, StepEntry, TicketEntry, TokenEntry, TravelEntry,
};

use super::{optional_day, unusable};

/// Days before its end from which a certificate asks for attention.
const SOON: i64 = 30;

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

pub(super) fn person(person: &Person, today: Date) -> PersonEntry {
    let post = person.posts.iter().rev().find(|post| post.is_held_on(today)).or(person.posts.last());
    let current = person.current();
    let soon = |held: &Held| held.until.duration_since(midnight(today)).as_hours() < SOON * 24;
    let mut attention = Vec::new();
    let mut ask = |wanted: bool, rule: Rule| {
        if wanted {
            attention.push(rule.id().to_owned());
        }
    };
    ask(person.training.is_none(), Rule::Training);
    ask(current.is_some_and(soon), Rule::Period);
    ask(person.ends.is_some_and(|ends| ends < today) && current.is_some(), Rule::Left);
    ask(person.tokens.iter().any(|token| token.end_of_life <= today), Rule::TokenLife);
    PersonEntry {
        id: person.id.clone(),
        name: person.name.clone(),
        department: person.department.clone(),
        post: post.map(|post| post.title.clone()).unwrap_or_default(),
        state: person.state.code().to_owned(),
        valid_until: current.map(|held| held.until.to_string()),
        attention,
    }
}

fn midnight(date: Date) -> Timestamp {
    date.to_zoned(jiff::tz::TimeZone::UTC).map(|at| at.timestamp()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Through which day the records about somebody are kept: years of the law after the last certificate (RS4 Art.24).
pub(super) fn kept_until(person: &Person, years: u32) -> Option<Date> {
    let last = person.certificates.iter().map(|held| held.until).max()?;
    let day = last.to_zoned(jiff::tz::TimeZone::UTC).date();
    day.checked_add(jiff::Span::new().try_years(i64::from(years)).ok()?).ok()
}

pub(super) fn file(whose: &Person, events: &[Event], today: Date, policy: &Policy) -> PersonFile {
    let possible = Step::ALL
        .iter()
        .filter(|step| !matches!(step, Step::Apply))
        .filter(|step| registry::states::after(Some(whose.state), **step).is_ok())
        .map(|step| step.code().to_owned());
    PersonFile {
        entry: person(whose, today),
        employment: whose.employment.code().to_owned(),
        ends: day(whose.ends),
        id_number: whose.id_number.clone(),
        purpose: whose.purpose.clone(),
        posts: whose.posts.iter().map(post).collect(),
        condition: whose.condition.code().to_owned(),
        scope: scope(&whose.scope),
        devices: whose.devices.clone(),
        tokens: whose.tokens.iter().map(token).collect(),
        training: day(whose.training),
        certificates: whose.certificates.iter().map(certificate).collect(),
        kept_until: day(kept_until(whose, policy.retention_years)),
        steps: events.iter().map(step).collect(),
        possible: possible.collect(),
    }
}

fn post(post: &Post) -> PostEntry {
    PostEntry {
        title: post.title.clone(),
        field: post.field.clone(),
        from: post.from.to_string(),
        until: day(post.until),
    }
}

pub(super) fn post_of(entry: &PostEntry) -> Result<Post, Failure> {
    if entry.title.trim().is_empty() {
        return Err(unusable("post"));
    }
    Ok(Post {
        title: entry.title.trim().to_owned(),
        field: entry.field.trim().to_owned(),
        from: super::day("from", &entry.from)?,
        until: optional_day("until", entry.until.as_deref())?,
    })
}

pub(super) fn scope(scope: &Scope) -> ScopeEntry {
    ScopeEntry {
        kinds: scope.kinds.clone(),
        departments: scope.departments.clone(),
        from: day(scope.from),
        until: day(scope.until),
    }
}

pub(super) fn scope_of(entry: &ScopeEntry) -> Result<Scope, Failure> {
    Ok(Scope {
        kinds: entry.kinds.clone(),
        departments: entry.departments.clone(),
        from: optional_day("from", entry.from.as_deref())?,
        until: optional_day("until", entry.until.as_deref())?,
    })
}

fn token(token: &Token) -> TokenEntry {
    TokenEntry {
        serial: token.serial.clone(),
        issued: token.issued.to_string(),
        end_of_life: token.end_of_life.to_string(),
        warranty: day(token.warranty),
        state: token.state.clone(),
    }
}

pub(super) fn token_of(entry: &TokenEntry) -> Result<Token, Failure> {
    if !["primary", "secondary", "returned", "lost"].contains(&entry.state.as_str()) {
        return Err(unusable("token"));
    }
    Ok(Token {
        serial: entry.serial.clone(),
        issued: super::day("issued", &entry.issued)?,
        end_of_life: super::day("end-of-life", &entry.end_of_life)?,
        warranty: optional_day("warranty", entry.warranty.as_deref())?,
        state: entry.state.clone(),
    })
}

fn certificate(held: &Held) -> CertificateEntry {
    CertificateEntry {
        sha256: held.sha256.clone(),
        serial: held.serial.clone(),
        issued: held.issued.to_string(),
        until: held.until.to_string(),
        ended: held.ended.as_ref().map(|ended| ended.at.to_string()),
        outside: held.outside,
    }
}

pub(super) fn step(event: &Event) -> StepEntry {
    StepEntry {
        at: event.at.to_string(),
        step: event.step.clone(),
        state: event.state.clone(),
        who: event.who.clone(),
        why: event.why.clone(),
        attachments: event.attachments.iter().map(|paper| paper.name.clone()).collect(),
    }
}

pub(super) fn seal(seal: &Seal, events: &[Event], name: &dyn Fn(&str) -> String) -> SealEntry {
    let named = |id: &String| NamedPerson { id: id.clone(), name: name(id) };
    SealEntry {
        name: seal.name.clone(),
        artwork: seal.artwork.clone(),
        custodian: named(&seal.custodian),
        deputies: seal
            .deputies
            .iter()
            .map(|deputy| DeputyEntry {
                person: named(&deputy.person),
                from: deputy.from.to_string(),
                until: deputy.until.to_string(),
                witness: deputy.witness.clone(),
            })
            .collect(),
        scope: scope(&seal.scope),
        needs: seal
            .needs
            .iter()
            .map(|need| NeedEntry { person: need.person.clone(), post: need.post.clone() })
            .collect(),
        ordered: seal.ordered,
        ticket: seal.ticket.code().to_owned(),
        approvers: seal.approvers.iter().map(named).collect(),
        in_use: seal.in_use,
        steps: events.iter().map(step).collect(),
    }
}

pub(super) fn directory(directory: &Directory, now: Timestamp) -> DirectoryFacts {
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    DirectoryFacts {
        number: u32::try_from(directory.number).unwrap_or(u32::MAX),
        issued: directory.issued.to_string(),
        next: directory.next.to_string(),
        stale: now > directory.next,
        people: count(directory.people.len()),
        seals: count(directory.seals.len()),
        root: hex::encode(super::memory::sha256(&directory.root)),
    }
}

pub(super) fn policy(policy: &Policy) -> OfficePolicy {
    OfficePolicy {
        pin_days: policy.pin_days,
        pin_warn_days: policy.pin_warn_days,
        pin_history: policy.pin_history,
        pin_characters: policy.pin_characters,
        idle_minutes: policy.idle_minutes,
        second_factor: policy.second_factor.code().to_owned(),
        directory_days: policy.directory_days,
        backup_days: policy.backup_days,
        unused_days: policy.unused_days,
        retention_years: policy.retention_years,
        outside_allowed: policy.outside_allowed,
        consent: policy.consent,
        clock_blocks: policy.clock_blocks,
        encrypt_output: policy.encrypt_output,
        excluded_kinds: policy.excluded_kinds.clone(),
        barred_kinds: policy.barred_kinds.clone(),
        basis: policy.basis.clone(),
        effective: policy.effective.to_string(),
    }
}

pub(super) fn release(release: &Release) -> ReleaseNotice {
    ReleaseNotice {
        version: release.version.clone(),
        security: release.security,
        place: release.place.clone(),
        sha256: release.sha256.clone(),
        words: release.words.clone(),
    }
}

/// The rules of the house out of a request; what no rule set allows is refused.
pub(super) fn policy_of(asked: &OfficePolicy, edition: u32) -> Result<Policy, Failure> {
    let within = |field: &'static str, value: u32, range: std::ops::RangeInclusive<u32>| {
        if range.contains(&value) { Ok(value) } else { Err(unusable(field)) }
    };
    Ok(Policy {
        edition,
        effective: super::day("effective", &asked.effective)?,
        pin_days: within("pin-days", asked.pin_days, 1..=366)?,
        pin_warn_days: within("pin-warn-days", asked.pin_warn_days, 0..=asked.pin_days)?,
        pin_history: within("pin-history", asked.pin_history, 0..=50)?,
        pin_characters: within("pin-characters", asked.pin_characters, 6..=64)?,
        idle_minutes: within("idle-minutes", asked.idle_minutes, 1..=480)?,
        second_factor: SecondFactor::from_code(&asked.second_factor)
            .ok_or_else(|| unusable("second-factor"))?,
        directory_days: within("directory-days", asked.directory_days, 1..=7)?,
        backup_days: within("backup-days", asked.backup_days, 1..=366)?,
        unused_days: within("unused-days", asked.unused_days, 1..=3660)?,
        retention_years: within("retention-years", asked.retention_years, 5..=100)?,
        outside_allowed: asked.outside_allowed,
        consent: asked.consent,
        clock_blocks: asked.clock_blocks,
        encrypt_output: asked.encrypt_output,
        excluded_kinds: asked.excluded_kinds.clone(),
        barred_kinds: asked.barred_kinds.clone(),
        basis: asked.basis.clone(),
    })
}

pub(super) fn rule(rule: Rule) -> RuleEntry {
    RuleEntry {
        id: rule.id().to_owned(),
        clause: rule.clause().to_owned(),
        effect: rule.effect().code().to_owned(),
    }
}

pub(super) fn answer(ruling: &Ruling, ticket: Option<String>) -> RulesAnswer {
    let entries = |rules: &[Rule]| rules.iter().map(|one| rule(*one)).collect();
    RulesAnswer {
        allowed: ruling.blocks.is_empty(),
        blocks: entries(&ruling.blocks),
        warnings: entries(&ruling.warnings),
        records: entries(&ruling.records),
        ticket,
    }
}

pub(super) fn travel(travel: &Travel, now: Timestamp) -> TravelEntry {
    TravelEntry {
        place: travel.place.clone(),
        reason: travel.reason.clone(),
        from: travel.from.to_string(),
        until: travel.ended.unwrap_or(travel.until).to_string(),
        open: travel.is_open(now),
    }
}

pub(super) fn ticket(ticket: &Ticket, memory: &Memory) -> TicketEntry {
    let restored = memory.restored.is_some_and(|restored| ticket.at <= restored);
    TicketEntry {
        id: ticket.id.clone(),
        name: ticket.name.clone(),
        sha256: ticket.sha256.clone(),
        seal: ticket.seal.clone(),
        pages: ticket.pages.clone(),
        count: ticket.count,
        print: ticket.print,
        approver: ticket.approver_name.clone(),
        until: ticket.until.to_string(),
        used: memory.used.contains(&ticket.id) || restored,
    }
}

pub(super) fn identity_rules(
    identity: &keys::Identity,
    memory: &Memory,
    person: Option<(&Person, &Held)>,
    ruling: &Ruling,
    now: Timestamp,
) -> IdentityRules {
    let known = memory.identities.get(identity.id.as_str());
    let ids = |rules: &[Rule]| rules.iter().map(|rule| rule.id().to_owned()).collect();
    IdentityRules {
        identity: identity.id.to_string(),
        label: identity.label.clone(),
        person: person.map(|(person, _)| person.id.clone()),
        state: person.map(|(person, _)| person.state.code().to_owned()),
        initial_pin: known.is_some_and(|known| known.initial),
        pin_age: known.and_then(|known| u32::try_from(known.pin_age_days(now)).ok()),
        applied: known.is_some_and(|known| known.applied),
        receipt: known.is_some_and(|known| known.receipt.is_some()),
        trouble: known.and_then(|known| known.trouble).map(|trouble| trouble.code().to_owned()),
        condition: person.map(|(person, _)| person.condition.code().to_owned()),
        departments: person.map(|(person, _)| person.scope.departments.clone()).unwrap_or_default(),
        blocks: ids(&ruling.blocks),
        warnings: ids(&ruling.warnings),
    }
}

pub(super) fn incident(incident: &Incident) -> IncidentEntry {
    IncidentEntry {
        number: incident.seq,
        kind: incident.kind.clone(),
        person: incident.person.clone(),
        words: incident.words.clone(),
        measure: incident.measure.clone(),
        who: incident.who.clone(),
        at: incident.at.to_string(),
    }
}
