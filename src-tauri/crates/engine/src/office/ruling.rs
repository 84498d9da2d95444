//! Before something is signed: the rules are asked, and what they say goes into the log.

use registry::model::SecondFactor;
use registry::ruling::{self, Protected, Ruling, SigningFacts};
use registry::{Rule, station::Memory};
use wire::{Failure, RuleEntry, RulesAnswer, SigningQuestion, StationRules};

use super::{memory, views};
use crate::Engine;
use crate::signatory::Chosen;
use crate::signing::protected;

/// What a signing knows of itself, for the rules.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Circumstances<'a> {
    /// The kind of the document, as the house calls it.
    pub(crate) kind: &'a str,
    /// The department that the document is of.
    pub(crate) department: &'a str,
    /// SHA-256 of the certificate of who confirms it as a second person, hex.
    pub(crate) second: Option<&'a str>,
    /// The sentence of consent was confirmed.
    pub(crate) consent: bool,
    /// Every page was looked at; `None` where nobody can tell.
    pub(crate) reviewed: Option<bool>,
    /// Whether the output will be encrypted.
    pub(crate) protected: Protected,
}

/// What the rules leave to do: facts for the log's row, and what is told to whoever signs.
#[derive(Debug, Default)]
pub(crate) struct Allowed {
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) warnings: Vec<RuleEntry>,
}

impl Engine {
    /// Refuses what a rule forbids, with its clause; else the facts for the log.
    pub(crate) fn may_sign(
        &self,
        chosen: &Chosen<'_>,
        circumstances: Circumstances<'_>,
    ) -> Result<Allowed, Failure> {
        let ruling = self.ruling_for(chosen, circumstances)?;
        if let Some(rule) = ruling.blocks.first() {
            return Err(self.refused(*rule, &chosen.certificate().display()));
        }
        let mut facts = Vec::new();
        if self.finger_counts() && self.wants_finger()? {
            facts.push(("second-factor".to_owned(), "fingerprint".to_owned()));
        }
        let spoken: Vec<String> = ruling.spoken().map(|rule| rule.to_string()).collect();
        if !spoken.is_empty() {
            facts.push(("rules".to_owned(), spoken.join("; ")));
        }
        if let Some(travel) = self.memory()?.travel(self.clock.now()) {
            facts.push(("off-site".to_owned(), travel.place.clone()));
            facts.push(("off-site-reason".to_owned(), travel.reason.clone()));
        }
        if !circumstances.kind.is_empty() {
            facts.push(("kind".to_owned(), circumstances.kind.to_owned()));
        }
        if !circumstances.department.is_empty() {
            facts.push(("department".to_owned(), circumstances.department.to_owned()));
        }
        Ok(Allowed { facts, warnings: ruling.warnings.iter().map(|rule| views::rule(*rule)).collect() })
    }

    /// Refuses to sign where somebody has to log in first: before a PIN or a key file's password is looked at.
    pub(crate) fn refuse_logged_out(&self) -> Result<(), Failure> {
        match ruling::lacks_login(self.directory()?.as_ref(), self.login_fact()?) {
            true => Err(self.refused(Rule::Login, "")),
            false => Ok(()),
        }
    }

    /// Refuses a certificate of the directory that no longer stands: the rule says more than its list does.
    pub(crate) fn refuse_ended(&self, certificate: &pki::Certificate) -> Result<(), Failure> {
        let Some(directory) = self.directory()? else { return Ok(()) };
        let sha256 = hex::encode(certificate.sha256_fingerprint());
        match ruling::ended(&directory, &sha256, self.clock.here().date()) {
            Some(rule) => Err(self.refused(rule, &certificate.display())),
            None => Ok(()),
        }
    }

    fn ruling_for(&self, chosen: &Chosen<'_>, circumstances: Circumstances<'_>) -> Result<Ruling, Failure> {
        let certificate = hex::encode(chosen.certificate().sha256_fingerprint());
        let vault = self.vault()?;
        let id = chosen.identity();
        let facts = SigningFacts {
            certificate: &certificate,
            identity: id.as_deref(),
            on_token: chosen.is_on_token(),
            kind: circumstances.kind,
            department: circumstances.department,
            second: circumstances.second,
            fingerprint: self.finger_counts(),
            login: self.login_fact()?,
            device: vault.device_id(),
            consent: circumstances.consent,
            reviewed: circumstances.reviewed,
            protected: circumstances.protected,
            now: self.clock.now(),
            today: self.clock.here().date(),
        };
        let mut memory = self.memory()?;
        memory.last_seen = self.last_seen()?;
        Ok(ruling::signing(self.directory()?.as_ref(), &memory, &facts))
    }

    /// May this document be signed?
    pub fn signing_rules(&self, question: SigningQuestion) -> Result<RulesAnswer, Failure> {
        let open = self.open.get(&question.document)?;
        let nothing = wire::Secret::new(String::new());
        let chosen = self.chosen_identity(&question.identity, &nothing)?;
        let of = (question.kind.as_str(), question.department.as_str());
        let protected = protected(&open.document(), question.encrypt);
        self.answer_before(&chosen, of, question.second.as_deref(), Some(open.is_reviewed()), protected)
    }

    /// May files of any kind be signed? Nobody can tell whether they were read.
    pub fn detached_rules(&self, question: wire::DetachedQuestion) -> Result<RulesAnswer, Failure> {
        let nothing = wire::Secret::new(String::new());
        let chosen = self.chosen_identity(&question.identity, &nothing)?;
        let of = (question.kind.as_str(), question.department.as_str());
        self.answer_before(&chosen, of, question.second.as_deref(), None, Protected::Impossible)
    }

    /// What the rules say of whoever would sign. Consent has a place of its own, and is asked for again when it is signed.
    pub(super) fn answer_before(
        &self,
        chosen: &Chosen<'_>,
        (kind, department): (&str, &str),
        second: Option<&str>,
        reviewed: Option<bool>,
        protected: Protected,
    ) -> Result<RulesAnswer, Failure> {
        let second = second.filter(|second| !second.is_empty());
        let second = second.map(|second| self.fingerprint_of(second)).transpose()?;
        let circumstances =
            Circumstances { kind, department, second: second.as_deref(), consent: true, reviewed, protected };
        Ok(views::answer(&self.ruling_for(chosen, circumstances)?, None))
    }

    /// What the rules know of this station.
    pub fn station_rules(&self, (): ()) -> Result<StationRules, Failure> {
        let vault = self.vault()?;
        let directory = self.directory()?;
        let memory = self.memory()?;
        let now = self.clock.now();
        let today = self.clock.here().date();
        let own = self.own_identities()?;
        let login = self.login_fact()?;
        let mut identities = Vec::new();
        for identity in &own {
            let certificate = hex::encode(identity.certificate.sha256_fingerprint());
            let facts = SigningFacts {
                certificate: &certificate,
                identity: Some(identity.id.as_str()),
                on_token: false,
                kind: "",
                department: "",
                second: None,
                fingerprint: false,
                login,
                device: vault.device_id(),
                consent: true,
                reviewed: None,
                // That is chosen each time.
                protected: Protected::Yes,
                now,
                today,
            };
            let mut ruling = ruling::signing(directory.as_ref(), &memory, &facts);
            // Of which kind and department a document is, and who or what else confirms it, is asked for each time.
            let each_time = directory.as_ref().is_some_and(|directory| {
                matches!(directory.policy.second_factor, SecondFactor::Person | SecondFactor::Fingerprint)
            });
            ruling.blocks.retain(|rule| match rule {
                Rule::Scope | Rule::Department => false,
                Rule::SecondFactor => !each_time,
                _ => true,
            });
            let person = directory.as_ref().and_then(|directory| directory.holder(&certificate));
            identities.push(views::identity_rules(identity, &memory, person, &ruling, now));
        }
        Ok(StationRules {
            device: vault.device_id().to_owned(),
            identities,
            travel: memory.travel(now).map(|travel| views::travel(travel, now)),
            travels: memory.travels.iter().rev().map(|travel| views::travel(travel, now)).collect(),
            tickets: tickets(&memory, now),
            due: self.due(directory.as_ref(), &memory, &own)?,
            backed_up: memory.backed_up.map(|at| at.to_string()),
            attention: memory::attention(directory.as_ref(), &memory, now)
                .iter()
                .map(|rule| rule.id().to_owned())
                .collect(),
        })
    }

    /// Every rule of use.
    pub fn rules_of_use(&self, (): ()) -> Result<Vec<RuleEntry>, Failure> {
        Ok(Rule::ALL.iter().map(|rule| views::rule(*rule)).collect())
    }
}

fn tickets(memory: &Memory, now: jiff::Timestamp) -> Vec<wire::TicketEntry> {
    let usable = memory.tickets.values().filter(|ticket| now <= ticket.until);
    usable.map(|ticket| views::ticket(ticket, memory)).collect()
}
