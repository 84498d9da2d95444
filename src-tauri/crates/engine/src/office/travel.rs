//! Journeys: the off-site declaration without which a report may not be signed away from the house (RS17 2).

use audit::Action;
use registry::Rule;
use registry::station::{Memory, Travel};
use wire::{BeginTravel, Failure, StationRules};

use super::moment;
use crate::Engine;

impl Engine {
    /// Declares a journey.
    pub fn begin_travel(&self, request: BeginTravel) -> Result<StationRules, Failure> {
        let now = self.clock.now();
        let (place, reason) = (request.place.trim().to_owned(), request.reason.trim().to_owned());
        if place.is_empty() {
            return Err(super::unusable("place"));
        }
        if reason.is_empty() {
            return Err(self.refused(Rule::ReasonNeeded, &place));
        }
        let from = match &request.from {
            Some(from) => moment(self, "from", from, false)?,
            None => now,
        };
        let until = moment(self, "until", &request.until, true)?;
        if until <= from || until <= now {
            return Err(super::unusable("until"));
        }
        let travel = Travel { place, reason, from, until, declared: now, ended: None };
        let mut record = self.record(Action::TravelBegun);
        record.place = Some(travel.place.clone());
        record.note = Some(travel.reason.clone());
        record.params.insert("from".to_owned(), from.to_string());
        record.params.insert("until".to_owned(), until.to_string());
        record.params.insert("rule".to_owned(), Rule::OffSite.to_string());
        // A declaration that is not in the log was never made.
        self.append(&record)?;
        self.change_memory(|memory| {
            end_open(memory, now);
            memory.travels.push(travel);
            Ok(())
        })?;
        self.station_rules(())
    }

    /// Ends the journey under way.
    pub fn end_travel(&self, (): ()) -> Result<StationRules, Failure> {
        let now = self.clock.now();
        let ended = self.change_memory(|memory| Ok(end_open(memory, now)))?;
        if ended {
            self.append(&self.record(Action::TravelEnded))?;
        }
        self.station_rules(())
    }
}

fn end_open(memory: &mut Memory, now: jiff::Timestamp) -> bool {
    let mut ended = false;
    for travel in memory.travels.iter_mut().filter(|travel| travel.ended.is_none() && now <= travel.until) {
        travel.ended = Some(now);
        ended = true;
    }
    ended
}
