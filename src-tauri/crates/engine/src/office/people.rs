//! People in the register: applications that came, steps, changes of facts.

use audit::Action;
use jiff::Timestamp;
use registry::files::Application;
use registry::letter::Kind;
use registry::model::{Attachment, Condition, Ended, Held, Person, Policy, Post, Role, Scope};
use registry::store::Store;
use registry::{Letter, Rule, State, Step};
use wire::{ChangePerson, Failure, FailureCode, PeoplePage, PeopleQuery, PersonFile, TakeStep};

use super::{doing, of_registry, views};
use crate::{Engine, marks};

/// How many people a page has where nobody says.
const USUAL: u32 = 100;
/// The most that a page has.
const MOST: u32 = 1000;
/// The longer side of a specimen, pixels, below which nobody can tell whose it is (RS3 4.3).
const CLEAR: u32 = 120;

impl Engine {
    /// A stretch of the people.
    pub fn office_people(&self, query: PeopleQuery) -> Result<PeoplePage, Failure> {
        let state = match query.state.as_deref().filter(|state| !state.is_empty()) {
            Some(code) => Some(State::from_code(code).ok_or_else(|| super::unusable("state"))?),
            None => None,
        };
        let limit = if query.limit == 0 { USUAL } else { query.limit.min(MOST) };
        let (people, total) =
            self.register()?.people(&query.text, state, query.offset, limit).map_err(of_registry)?;
        let today = self.clock.here().date();
        Ok(PeoplePage { total, people: people.iter().map(|person| views::person(person, today)).collect() })
    }

    /// Everything about a person.
    pub fn office_person(&self, name: String) -> Result<PersonFile, Failure> {
        let store = self.register()?;
        let person = store.person(&name).map_err(of_registry)?;
        self.file_of(&store, &person)
    }

    /// The picture of somebody's signature as they applied with it; nothing where there was none.
    pub fn office_specimen(&self, name: String) -> Result<Vec<u8>, Failure> {
        let store = self.register()?;
        let person = store.person(&name).map_err(of_registry)?;
        let bytes = store.letter(&person.id, Kind::Application.code()).map_err(of_registry)?;
        let Some(bytes) = bytes else { return Ok(Vec::new()) };
        let letter = Letter::read(&bytes).map_err(of_registry)?;
        let application: Application = letter.content(Kind::Application).map_err(of_registry)?;
        Ok(application.specimen)
    }

    /// The same in a file that is not there yet.
    pub fn write_specimen(&self, name: &str, target: &std::path::Path) -> Result<(), Failure> {
        let picture = self.office_specimen(name.to_owned())?;
        if picture.is_empty() {
            return Err(Failure::new(FailureCode::NoSuchEntry).of_case("specimen").with("name", name));
        }
        crate::output::create(target, &picture)
    }

    pub(super) fn file_of(&self, store: &Store, person: &Person) -> Result<PersonFile, Failure> {
        let events = store.events(&person.id).map_err(of_registry)?;
        let policy: Policy = super::meta(store, super::POLICY)?.unwrap_or_default();
        Ok(views::file(person, &events, self.clock.here().date(), &policy))
    }

    /// Takes an application into the register; gives the person's id.
    pub(super) fn take_application(&self, letter: &Letter, by: &str) -> Result<String, Failure> {
        let application: Application = letter.content(Kind::Application).map_err(of_registry)?;
        let forged = || Failure::new(FailureCode::OfficeFile).of_case("forged");
        // The letter's key, the request's key: the same, or somebody asks for another's.
        let signer = letter.signer().map_err(of_registry)?;
        let request = pki::request::Request::from_der(&application.request).map_err(|_| forged())?;
        if request.spki_der() != signer.spki_der() {
            return Err(forged());
        }
        let likeness = likeness_of(&application.specimen)?;
        let bytes = letter.to_bytes().map_err(of_registry)?;
        let now = self.clock.now();
        let mut record = self.record(Action::PersonStep);
        record.who.name = Some(application.name.clone());
        record.params.insert("step".to_owned(), Step::Apply.code().to_owned());
        record.params.insert("letter".to_owned(), letter.sha256());
        self.in_register(record, |store, op| {
            if store.has_letter(&letter.sha256()).map_err(of_registry)? {
                return Err(Failure::new(FailureCode::OfficeFile).of_case("again"));
            }
            let id = match &application.renews {
                Some(id) => store.person(id).map_err(of_registry)?.id,
                None => store.new_id().map_err(of_registry)?,
            };
            if let Some(likeness) = likeness
                && let Some(other) = store.alike(likeness, &id).map_err(of_registry)?
            {
                return Err(self.refused(Rule::UniqueImage, &other));
            }
            let (attachments, purpose) = (application.attachments.clone(), application.purpose.clone());
            let doing = doing(by, now, &purpose, &attachments, op);
            let new = person_of(&id, &application, self.clock.here().date());
            store
                .step(&id, Step::Apply, &doing, Some(new), |person| {
                    person.purpose.clone_from(&application.purpose);
                    if !person.devices.contains(&application.device) {
                        person.devices.push(application.device.clone());
                    }
                    Ok(())
                })
                .map_err(of_registry)?;
            store
                .keep_letter(&letter.sha256(), Kind::Application.code(), &id, now, &bytes)
                .map_err(of_registry)?;
            if let Some(likeness) = likeness {
                store.keep_likeness(&id, likeness).map_err(of_registry)?;
            }
            Ok(id)
        })
    }

    /// Takes a step about a person.
    pub fn take_step(&self, request: TakeStep) -> Result<PersonFile, Failure> {
        let papers = self.papers(&request.attachments)?;
        self.step(&request, &papers)
    }

    /// The same, with papers that are known already.
    pub fn step(&self, request: &TakeStep, papers: &[Attachment]) -> Result<PersonFile, Failure> {
        let step = Step::from_code(&request.step).ok_or_else(|| super::unusable("step"))?;
        if matches!(step, Step::Apply | Step::Issue) {
            return Err(super::unusable("step"));
        }
        let store = self.register()?;
        let (officer, _) = self.officer(&store, &request.by, Role::Manage)?;
        drop(store);
        self.do_step(request, step, &officer.name, papers, self.clock.now())
    }

    /// A step that was allowed.
    pub(super) fn do_step(
        &self,
        request: &TakeStep,
        step: Step,
        who: &str,
        papers: &[Attachment],
        now: Timestamp,
    ) -> Result<PersonFile, Failure> {
        let post = request.post.as_ref().map(views::post_of).transpose()?;
        if step == Step::Transfer && post.is_none() {
            return Err(super::unusable("post"));
        }
        let mut record = self.record(Action::PersonStep);
        record.who.name = Some(who.to_owned());
        record.params.insert("step".to_owned(), step.code().to_owned());
        record.params.insert("person".to_owned(), request.person.clone());
        let mut rules: Vec<Rule> = rule_of(step).into_iter().collect();
        if matches!(step, Step::Revoke | Step::Destroy)
            && let Some(until) = self.kept_until(&request.person)?
        {
            record.params.insert("kept-until".to_owned(), until.to_string());
            rules.push(Rule::Retention);
        }
        if !rules.is_empty() {
            let named: Vec<String> = rules.iter().map(Rule::to_string).collect();
            record.params.insert("rule".to_owned(), named.join("; "));
        }
        record.note = Some(request.why.clone()).filter(|why| !why.is_empty());
        self.in_register(record, |store, op| {
            let id = store.person(&request.person).map_err(of_registry)?.id;
            let doing = doing(who, now, &request.why, papers, op);
            let change = |person: &mut Person| {
                match step {
                    Step::Transfer => {
                        end(person, now, 3);
                        if let Some(post) = &post {
                            let last = post.from.yesterday().unwrap_or(post.from);
                            for held in &mut person.posts {
                                let until = held.until.map_or(last, |until| until.min(last));
                                held.until = Some(until.max(held.from));
                            }
                            person.posts.push(post.clone());
                        }
                    }
                    Step::Revoke => end(person, now, if request.compromise { 1 } else { 5 }),
                    // A hold is lifted again by a resumption (RFC 5280 §5.3.1, certificateHold).
                    Step::Suspend => end(person, now, HOLD),
                    Step::Resume => lift(person),
                    _ => {}
                }
                Ok(())
            };
            let person = store.step(&id, step, &doing, None, change).map_err(of_registry)?;
            self.file_of(store, &person)
        })
    }

    /// Through which day the records about somebody are kept.
    fn kept_until(&self, person: &str) -> Result<Option<jiff::civil::Date>, Failure> {
        let store = self.register()?;
        let policy: Policy = super::meta(&store, super::POLICY)?.unwrap_or_default();
        // Somebody who is not there is told by the step itself.
        Ok(store.person(person).ok().and_then(|person| views::kept_until(&person, policy.retention_years)))
    }

    /// Changes facts of a person.
    pub fn change_person(&self, request: ChangePerson) -> Result<PersonFile, Failure> {
        let store = self.register()?;
        let (officer, _) = self.officer(&store, &request.by, Role::Manage)?;
        let facts = &request.facts;
        let posts: Option<Vec<Post>> =
            facts.posts.as_ref().map(|posts| posts.iter().map(views::post_of).collect()).transpose()?;
        let scope: Option<Scope> = facts.scope.as_ref().map(views::scope_of).transpose()?;
        let tokens =
            facts.tokens.as_ref().map(|tokens| tokens.iter().map(views::token_of).collect()).transpose()?;
        let condition = match &facts.condition {
            Some(code) => Some(Condition::from_code(code).ok_or_else(|| super::unusable("condition"))?),
            None => None,
        };
        let ends = facts.ends.as_deref().map(|day| super::optional_day("ends", Some(day))).transpose()?;
        let training =
            facts.training.as_deref().map(|day| super::optional_day("training", Some(day))).transpose()?;
        let mut record = self.record(Action::PersonChanged);
        record.who.name = Some(officer.name.clone());
        record.params.insert("person".to_owned(), request.person.clone());
        record.note = Some(request.why.clone()).filter(|why| !why.is_empty());
        let now = self.clock.now();
        self.in_register(record, |store, op| {
            let id = store.person(&request.person).map_err(of_registry)?.id;
            let doing = doing(&officer.name, now, &request.why, &[], op);
            let person = store
                .edit(&id, "changed", &doing, |person| {
                    if let Some(department) = &facts.department {
                        person.department.clone_from(department);
                    }
                    person.ends = ends.unwrap_or(person.ends);
                    person.training = training.unwrap_or(person.training);
                    person.condition = condition.unwrap_or(person.condition);
                    if let Some(devices) = &facts.devices {
                        person.devices.clone_from(devices);
                    }
                    person.posts = posts.unwrap_or_else(|| std::mem::take(&mut person.posts));
                    person.scope = scope.unwrap_or_else(|| std::mem::take(&mut person.scope));
                    person.tokens = tokens.unwrap_or_else(|| std::mem::take(&mut person.tokens));
                    Ok(())
                })
                .map_err(of_registry)?;
            self.file_of(store, &person)
        })
    }
}

/// The reason number of a hold.
const HOLD: u8 = 6;

/// Ends every certificate that still counts.
pub(super) fn end(person: &mut Person, at: Timestamp, reason: u8) {
    for held in &mut person.certificates {
        let held_only = held.ended.as_ref().is_some_and(|ended| ended.reason == HOLD);
        if held.ended.is_none() || (held_only && reason != HOLD) {
            // What was on hold counts as ended since then.
            let at = held.ended.as_ref().map_or(at, |ended| ended.at);
            held.ended = Some(Ended { at, reason });
        }
    }
}

/// Lifts the hold of the newest certificate.
fn lift(person: &mut Person) {
    let on_hold = |held: &&mut Held| held.ended.as_ref().is_some_and(|ended| ended.reason == HOLD);
    if let Some(held) = person.certificates.iter_mut().rev().find(on_hold) {
        held.ended = None;
    }
}

/// The rule that a step follows, for its record.
fn rule_of(step: Step) -> Option<Rule> {
    match step {
        Step::Check => Some(Rule::CheckedFirst),
        Step::Approve => Some(Rule::ApprovedFirst),
        Step::Reject => Some(Rule::ReasonNeeded),
        Step::Suspend | Step::Resume => Some(Rule::Suspended),
        Step::Transfer => Some(Rule::Left),
        Step::Revoke => Some(Rule::Revoked),
        Step::Destroy => Some(Rule::Destruction),
        _ => None,
    }
}

fn person_of(id: &str, application: &Application, today: jiff::civil::Date) -> Person {
    let post = Post {
        title: application.post.trim().to_owned(),
        field: application.field.trim().to_owned(),
        from: today,
        until: application.ends,
    };
    Person {
        id: id.to_owned(),
        name: application.name.trim().to_owned(),
        department: application.department.trim().to_owned(),
        employment: application.employment,
        ends: application.ends,
        id_number: application.id_number.clone(),
        posts: Some(post).filter(|post| !post.title.is_empty()).into_iter().collect(),
        condition: application.condition,
        scope: Scope::default(),
        devices: vec![application.device.clone()],
        tokens: Vec::new(),
        training: None,
        review: today.checked_add(jiff::Span::new().years(1)).ok(),
        state: State::Applied,
        certificates: Vec::new(),
        purpose: application.purpose.clone(),
    }
}

/// The likeness of a specimen, which must be clear enough; `None` where none came along.
fn likeness_of(specimen: &[u8]) -> Result<Option<u64>, Failure> {
    if specimen.is_empty() {
        return Ok(None);
    }
    let picture = marks::open_picture(specimen, false)?;
    let (width, height) = picture.pixels();
    let (columns, rows) = registry::likeness::GRID;
    let hash = registry::likeness::hash(&picture.grey_grid(columns, rows));
    match hash {
        Some(hash) if width.max(height) >= CLEAR => Ok(Some(hash)),
        _ => Err(crate::failures::of_rule(Rule::ClearImage)),
    }
}
