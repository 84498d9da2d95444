//! Seals in the register: who keeps each, who stands in, who must have signed before it is set (RS18 §3 to §6, §9).
//!
//! A hand-over with an end makes a deputy for that time; one without makes a new keeper. Persons have neither: a personal
//! signature cannot be handed over, and there is no place here where it could be written down.

use audit::Action;
use registry::Rule;
use registry::model::{Deputy, Need, Role, Seal, TicketNeed};
use registry::store::Store;
use wire::{Failure, FailureCode, HandOverSeal, KeepSeal, SealEntry};

use super::{doing, moment, of_registry, views};
use crate::Engine;

impl Engine {
    /// The seals of the register.
    pub fn office_seals(&self, (): ()) -> Result<Vec<SealEntry>, Failure> {
        let store = self.register()?;
        let seals = store.seals().map_err(of_registry)?;
        seals.iter().map(|seal| seal_entry(&store, seal)).collect()
    }

    /// Registers or changes a seal.
    pub fn keep_seal(&self, request: KeepSeal) -> Result<SealEntry, Failure> {
        let store = self.register()?;
        let (officer, _) = self.officer(&store, &request.by, Role::Manage)?;
        let ticket = TicketNeed::from_code(&request.ticket).ok_or_else(|| super::unusable("ticket"))?;
        let known = store.seal(&request.name).map_err(of_registry)?;
        let id = |name: &String| store.person(name).map(|person| person.id).map_err(of_registry);
        let needs = request.needs.iter().map(|need| {
            Ok(Need { person: need.person.as_ref().map(id).transpose()?, post: need.post.clone() })
        });
        let seal = Seal {
            name: request.name.trim().to_owned(),
            artwork: request.artwork.to_ascii_lowercase(),
            custodian: id(&request.custodian)?,
            deputies: known.map(|known| known.deputies).unwrap_or_default(),
            scope: views::scope_of(&request.scope)?,
            needs: needs.collect::<Result<_, Failure>>()?,
            ordered: request.ordered,
            ticket,
            approvers: request.approvers.iter().map(id).collect::<Result<_, _>>()?,
            in_use: request.in_use,
        };
        if seal.name.is_empty() {
            return Err(super::unusable("name"));
        }
        if seal.ticket != TicketNeed::Never && seal.approvers.is_empty() && seal.needs.is_empty() {
            // Without anybody who signs or approves, nothing could ever be sealed.
            return Err(super::unusable("approvers"));
        }
        drop(store);
        let mut record = self.record(Action::SealKept);
        record.who.name = Some(officer.name.clone());
        record.params.insert("seal".to_owned(), seal.name.clone());
        record.params.insert("custodian".to_owned(), seal.custodian.clone());
        record.params.insert("rule".to_owned(), Rule::SealMaker.to_string());
        record.note = Some(request.why.clone()).filter(|why| !why.is_empty());
        let now = self.clock.now();
        self.in_register(record, |store, op| {
            let doing = doing(&officer.name, now, &request.why, &[], op);
            store.keep_seal(&seal, "kept", &doing).map_err(of_registry)?;
            seal_entry(store, &seal)
        })
    }

    /// Hands a seal over.
    pub fn hand_over_seal(&self, request: HandOverSeal) -> Result<SealEntry, Failure> {
        let store = self.register()?;
        let (officer, _) = self.officer(&store, &request.by, Role::Manage)?;
        let none = || Failure::new(FailureCode::NoSuchEntry).with("name", request.seal.as_str());
        let mut seal = store.seal(&request.seal).map_err(of_registry)?.ok_or_else(none)?;
        let to = store.person(&request.to).map_err(of_registry)?;
        if request.witness.trim().is_empty() || request.witness.trim() == to.name {
            return Err(super::unusable("witness"));
        }
        drop(store);
        let from = moment(self, "from", &request.from, false)?;
        let what = match &request.until {
            Some(until) => {
                let until = moment(self, "until", until, true)?;
                if until <= from {
                    return Err(super::unusable("until"));
                }
                let witness = request.witness.trim().to_owned();
                seal.deputies.push(Deputy { person: to.id.clone(), from, until, witness });
                "deputy"
            }
            None => {
                seal.custodian.clone_from(&to.id);
                "handed-over"
            }
        };
        let mut record = self.record(Action::SealHandedOver);
        record.who.name = Some(officer.name.clone());
        record.params.insert("seal".to_owned(), seal.name.clone());
        record.params.insert("to".to_owned(), to.id.clone());
        record.params.insert("witness".to_owned(), request.witness.clone());
        record.params.insert("from".to_owned(), from.to_string());
        if let Some(until) = &request.until {
            record.params.insert("until".to_owned(), until.clone());
        }
        record.params.insert("rule".to_owned(), Rule::Deputy.to_string());
        let now = self.clock.now();
        let why = format!("{} · {}", to.name, request.witness);
        self.in_register(record, |store, op| {
            store.keep_seal(&seal, what, &doing(&officer.name, now, &why, &[], op)).map_err(of_registry)?;
            seal_entry(store, &seal)
        })
    }
}

fn seal_entry(store: &Store, seal: &Seal) -> Result<SealEntry, Failure> {
    let events = store.events(&format!("seal:{}", seal.name)).map_err(of_registry)?;
    let name = |id: &str| store.person(id).map(|person| person.name).unwrap_or_default();
    Ok(views::seal(seal, &events, &name))
}
